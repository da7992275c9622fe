"""What scripts/lighthouse.py makes of Lighthouse's reports; Lighthouse itself is not started."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import lighthouse
import pytest
from _command import CannotRun
from lighthouse import Judged, imperfect, line, look, scores_of, told


def report(performance=1.0, others=1.0, **audits):
    """What Lighthouse would write; `audits`: name → (score, weight)."""
    refs = [{"id": name.replace("_", "-"), "weight": weight} for name, (_, weight) in audits.items()]
    categories = {name: {"score": others, "auditRefs": []} for name in lighthouse.MARKS}
    categories["performance"] = {"score": performance, "auditRefs": refs}
    described = {name.replace("_", "-"): {"score": score, "title": name.replace("_", " ")} for name, (score, _) in audits.items()}
    return {"categories": categories, "audits": described}


def test_a_score_is_the_median_of_its_runs():
    judged = Judged("", "mobile", [report(0.99), report(0.71), report(0.96)])
    assert judged.scores == {"performance": 96, "accessibility": 100, "best-practices": 100, "seo": 100}
    assert scores_of(judged.typical)["performance"] == 96
    assert judged.too_low == []


@pytest.mark.parametrize(("performance", "others", "low"), [
    (0.95, 1.0, []),
    (0.94, 1.0, ["performance"]),
    (1.0, 0.99, ["accessibility", "best-practices", "seo"]),
    (None, 1.0, ["performance"]),
])  # fmt: skip
def test_a_category_below_its_mark_is_named(performance, others, low):
    assert Judged("labs/", "desktop", [report(performance, others)]).too_low == low


def test_what_is_not_perfect_is_told_with_its_weight_and_places():
    found = report(speed=(0.5, 10), hint=(0.0, 0), fine=(1, 5), skipped=(None, 5))
    found["audits"]["speed"] |= {
        "displayValue": "4 s",
        "details": {"items": [{"url": f"https://here/{number}"} for number in range(9)]},
    }
    found["audits"]["hint"]["details"] = {"items": [{"node": {"snippet": "<a  href>"}}, {"value": 3}, 7]}
    found["audits"]["of-no-category"] = {"score": 0, "title": "Of no category"}
    assert list(imperfect(found)) == [
        "hint 0.00, not counted – hint",
        "    <a href>",
        "speed 0.50 – speed: 4 s",
        *(f"    https://here/{number}" for number in range(5)),
    ]


def test_pages_are_told_in_a_table_and_missed_marks_beside_them():
    good, bad = Judged("", "mobile", [report()]), Judged("labs/", "desktop", [report(0.5), report(0.7), report(0.6)])
    assert line(bad) == (
        "labs/, desktop: performance 60 (below 95), accessibility 100, best-practices 100, seo 100; performance of each run 50/70/60"
    )
    assert told([good, bad]).splitlines()[:4] == [
        "| page | performance | accessibility | best-practices | seo |",
        "|---|---:|---:|---:|---:|",
        "| home, mobile | 100 | 100 | 100 | 100 |",
        "| labs/, desktop | 60 | 100 | 100 | 100 |",
    ]


@pytest.mark.parametrize(("performance", "status"), [(0.95, 0), (0.94, 1)])
def test_the_exit_status_says_whether_every_mark_is_reached_and_scores_are_kept(monkeypatch, tmp_path, capsys, performance, status):
    monkeypatch.setattr(lighthouse, "enter", lambda needs: None)
    monkeypatch.setattr(lighthouse, "judge", lambda arguments: iter([Judged("", "mobile", [report(performance)])]))
    monkeypatch.setattr(sys, "argv", ["lighthouse.py", "--json", str(tmp_path / "scores.json")])
    assert lighthouse.main() == status
    [kept] = json.loads((tmp_path / "scores.json").read_text("utf-8"))
    assert (kept["page"], kept["form"], kept["scores"]["performance"]) == ("", "mobile", round(100 * performance))


@pytest.fixture
def pretend(tmp_path):
    """`pretend(code)`: a program in Lighthouse's place, which finds what it was told in `options` and its target in `target`."""

    def make(code: str) -> list[str]:
        program = tmp_path / "lighthouse.py"
        start = "import json, sys\noptions = sys.argv[1:]\n[target] = [o.partition('=')[2] for o in options if o.startswith('--output-path')]\n"
        program.write_text(start + code, "utf-8")
        return [sys.executable, str(program)]

    return make


def test_lighthouse_is_told_the_page_its_form_and_the_categories(pretend, tmp_path):
    command = pretend("open(target, 'w').write(json.dumps({'told': options}))")
    for form, is_desktop in (("mobile", False), ("desktop", True)):
        options = look(command, "http://here/", form, tmp_path / "report.json")["told"]
        assert options[0] == "http://here/"
        assert ("--preset=desktop" in options) is is_desktop
        assert "--only-categories=performance,accessibility,best-practices,seo" in options


@pytest.mark.parametrize(("code", "said"), [
    ("sys.exit('no  Chromium\\nhere')", "came to no result for http://here/: no Chromium here"),
    ("open(target, 'w').write('{')", "came to no result for http://here/"),
    ("open(target, 'w').write(json.dumps({'runtimeError': {'message': 'page hung'}}))", "could not judge http://here/: page hung"),
])  # fmt: skip
def test_a_run_without_a_result_says_why(pretend, tmp_path, code, said):
    (tmp_path / "report.json").write_text(json.dumps(report()), "utf-8")  # of an earlier run
    with pytest.raises(CannotRun) as raised:
        look(pretend(code), "http://here/", "mobile", tmp_path / "report.json")
    assert said in raised.value.message


def test_what_is_judged_and_installed_stays_within_the_cache():
    assert lighthouse.FOLDER.parts[-2:] == (".cache", "lighthouse")
    arguments = lighthouse.parser().parse_args(["--site", "DIR", "--page", "labs/", "--form", "mobile", "--runs", "1"])
    assert (arguments.site, arguments.page, arguments.form, arguments.runs) == (Path("DIR"), ["labs/"], ["mobile"], 1)
