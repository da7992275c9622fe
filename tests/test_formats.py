"""The five formats: what each says, that all say the same, and that no stranger's word comes alive in any.

`cases/sarif-2.1.0.json` is the schema of SARIF 2.1.0 (OASIS; draft 4), from @microsoft/jest-sarif 1.0.0-beta.0, MIT:
`npm pack @microsoft/jest-sarif`, file lib/schemas/sarif-2.1.0-rtm.5.json.
"""

import html
import json
import re
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given, strategies as st
from showroom.diagnostics import SHOWN_LINE, Diagnostic, Location, Report, Severity
from showroom.formats import FORMATS, Outcome, as_json, github, markdown, sarif, text

SARIF_SCHEMA = json.loads((Path(__file__).resolve().parent / "cases/sarif-2.1.0.json").read_text("utf-8"))
SITE = "https://showroom.example/"
PAGE = f"{SITE}contribute/rules/sc101/"
HOSTILE = "`x` | <img src=x> [a](https://evil.example) www.evil.example @ane #12 **b** _c_ \\| ~~~ ::error::x ##[x] %0A\n::x"


def finding(path="catalogue/a.yml", line=1, column=1, length=1, **other) -> Diagnostic:
    return Diagnostic(**{"code": "SC101", "message": "odd", "location": Location(path, line, column, length)} | other)


def outcome(*findings: Diagnostic, source: str = "", **other) -> Outcome:
    sources = {d.location.path: source for d in findings}
    settings = {"scope": "3 solutions and 2 labs", "sources": sources, "site_url": SITE}
    return Outcome(report=Report(findings), **settings | other)


def annotations(told: str) -> list[tuple[str, dict[str, str], str]]:
    """(command, properties, message) as GitHub's runner reads them (actions/runner, ActionCommand.cs)."""
    found = []
    for line in told.splitlines():
        if match := re.fullmatch(r"::([a-z]+) ([^:]*)::(.*)", line):
            properties = dict(part.split("=", 1) for part in match[2].split(","))
            found.append((match[1], {k: unquote(v) for k, v in properties.items()}, unquote(match[3])))
    return found


# --- Summary and text -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("severities", "hidden", "said"),
    [
        ("", 0, "no findings in 3 solutions and 2 labs"),
        ("", 1, "no errors or warnings in 3 solutions and 2 labs; 1 hint not shown (--hints)"),
        ("e", 12, "1 error in 1 file; 12 hints not shown (--hints)"),
        ("eeewhh", 0, "3 errors, 1 warning, 2 hints in 6 files"),
    ],
)
def test_the_summary_counts(severities, hidden, said):
    by_letter = {severity[0]: severity for severity in Severity}
    findings = [finding(f"{n}.yml", severity=by_letter[letter]) for n, letter in enumerate(severities)]
    assert outcome(*findings, hidden_hints=hidden).summary() == said


def test_the_terminal_shows_each_finding_and_where_to_read_on_once_a_code():
    findings = [finding(column=4, length=3, help="write `b`"), finding(line=2), finding(line=2, code="SC202")]
    assert text(outcome(*findings, source="a: odd\nb")).split("\n") == [
        "catalogue/a.yml:1:4: error[SC101] odd",
        "  1 | a: odd",
        "    |    ^^^",
        "  help: write `b`",
        "  see:  https://showroom.example/contribute/rules/sc101/",
        "",
        "catalogue/a.yml:2:1: error[SC101] odd",
        "  2 | b",
        "    | ^",
        "",
        "catalogue/a.yml:2:1: error[SC202] odd",
        "  2 | b",
        "    | ^",
        "  see:  https://showroom.example/contribute/rules/sc202/",
        "",
        "3 errors in 1 file",
        "",
    ]


def test_the_terminal_shows_of_a_long_line_what_is_around_the_value():
    line = f"{'x' * 5000} odd {'y' * 5000}"
    shown, carets = text(outcome(finding(column=5002, length=3), source=line)).split("\n")[1:3]
    assert len(shown) < SHOWN_LINE + 10
    assert shown[carets.index("^") : carets.rindex("^") + 1] == "odd"


def test_the_caret_stands_below_the_value_behind_escaped_characters():
    shown, carets = text(outcome(finding(column=3, length=3), source="\u200b\todd")).split("\n")[1:3]
    assert (shown, shown[carets.index("^") :]) == (r"  1 | \u200b\todd", "odd")


# --- GitHub -----------------------------------------------------------------------------------------


def test_github_gets_a_command_a_finding_and_a_summary():
    told = github(outcome(finding(line=5, column=19, length=3, help="100 % sure", severity=Severity.HINT)))
    assert told == (
        "::notice file=catalogue/a.yml,line=5,endLine=5,col=19,endColumn=22,title=SC101"
        f"::odd%0Ahelp: 100 %25 sure%0Asee: {PAGE}%0Aat: catalogue/a.yml:5:19\n"
        "check: 1 hint in 1 file\n"
    )


def test_github_properties_hold_any_file_name():
    name = "catalogue/a,b:c%\r\n::error::x.yml"
    [(command, properties, _)] = annotations(github(outcome(finding(name))))
    assert (command, properties["file"], properties["title"]) == ("error", name, "SC101")


# --- Markdown ---------------------------------------------------------------------------------------


def test_markdown_is_a_table_a_file_those_with_errors_first():
    hint = finding("catalogue/a.yml", severity=Severity.HINT, message="key `trl` is missing")
    error = finding("catalogue/b.yml", 7, 3, help="write it")
    assert markdown(outcome(hint, error)) == (
        "**1 error, 1 hint in 2 files**\n"
        "\n#### <code>catalogue&#47;b&#46;yml</code>\n\n"
        "| Line | What | How to mend | Rule |\n| ---: | --- | --- | --- |\n"
        f"| 7:3 | error: odd | write it | [SC101]({PAGE}) |\n"
        "\n#### <code>catalogue&#47;a&#46;yml</code>\n\n"
        "| Line | What | How to mend | Rule |\n| ---: | --- | --- | --- |\n"
        f"| 1:1 | hint: key <code>trl</code> is missing |  | [SC101]({PAGE}) |\n"
    )


def test_markdown_keeps_its_size_and_says_how_many_findings_are_left_out():
    findings = [finding(f"catalogue/{n % 7}.yml", n + 1, message="Å" * 50) for n in range(300)]
    told = markdown(outcome(*findings), max_bytes=20_000)
    rows = len(re.findall(r"(?m)^\| [0-9]", told))
    assert len(told.encode()) <= 20_000
    assert told.endswith(f"\n{300 - rows} findings left out for lack of room; `python3 scripts/check.py` shows all.\n")
    assert 100 < rows < 300


def test_markdown_with_room_for_all_leaves_nothing_out():
    assert "left out" not in markdown(outcome(*(finding(line=n + 1) for n in range(300))))


@given(said=st.text(st.sampled_from("`|<>&@#[]()!*_~\\:/.w\n\r\u2028 a1-"), max_size=40) | st.text(max_size=20))
def test_markdown_makes_no_word_of_a_stranger_live(said):
    told = markdown(outcome(finding(f"catalogue/{said}.yml", message=f"unknown `{said}`", help=said)))
    ours = told.replace("<code>", "").replace("</code>", "").replace(f"[SC101]({PAGE})", "")
    *_, heading, empty, head, rule, row, end = ours.split("\n")
    cells = row.split(" | ")
    assert (empty, end, len(ours.split("\n"))) == ("", "", 8)
    for cell in (heading.removeprefix("#### "), cells[0].removeprefix("| "), *cells[1:-1]):
        if "1:1" != cell:
            assert not re.search(r"[`|<>@\[\]!*_~\\/.]|&(?!#[0-9]+;)|(?<!&)#", cell.replace("error: ", ""))
        # What readers will see is no mention, reference or address either.
        assert not re.search(r"[@#]\w|://|www\.\w", html.unescape(cell), re.IGNORECASE)


# --- JSON and SARIF ---------------------------------------------------------------------------------


def test_json_holds_exactly_the_promised_keys():
    told = as_json(outcome(finding(line=5, column=19, length=3, message="ø", help="å", severity=Severity.WARNING)))
    assert told.isascii() and told.endswith("}\n")
    assert json.loads(told) == {
        "findings": [
            {
                "code": "SC101",
                "severity": "warning",
                "file": "catalogue/a.yml",
                "line": 5,
                "column": 19,
                "message": "ø",
                "help": "å",
            }
        ]
    }
    assert json.loads(as_json(outcome())) == {"findings": []}


def test_sarif_follows_its_schema_and_points_at_the_value():
    found = outcome(
        finding(line=5, column=19, length=3, help="write `b`"), finding("catalogue/å b.yml", code="SC001"),
        rules={"SC101": "Every key is [known]."}, source=HOSTILE,
    )  # fmt: skip
    log = json.loads(sarif(found))
    jsonschema.Draft4Validator(SARIF_SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["SC001", "SC101"]
    assert (rules[1]["helpUri"], rules[1]["shortDescription"]["text"]) == (PAGE, r"Every key is \[known\].")
    first, second = run["results"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("SC101", 1, "error")
    assert first["message"]["text"] == "odd\nhelp: write `b`"
    [place] = first["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "catalogue/a.yml", "uriBaseId": "SRCROOT"},
        "region": {"startLine": 5, "startColumn": 19, "endColumn": 22},
    }
    assert second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "catalogue/%C3%A5%20b.yml"
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_without_findings_follows_its_schema():
    jsonschema.Draft4Validator(SARIF_SCHEMA).validate(json.loads(sarif(outcome())))


def test_sarif_messages_hold_no_links():
    [result] = json.loads(sarif(outcome(finding(message="[a](https://evil.example) \\[b]"))))["runs"][0]["results"]
    assert result["message"]["text"] == r"\[a\](https://evil.example) \\\[b\]"


def fingerprints(found: Outcome) -> list[str]:
    return [r["partialFingerprints"]["showroomFinding/v1"] for r in json.loads(sarif(found))["runs"][0]["results"]]


def test_a_fingerprint_stays_when_lines_move_and_tells_findings_apart():
    source = "a: odd, odd\na: odd, odd\n"
    places = [(1, 4), (1, 9), (2, 4)]
    before = fingerprints(outcome(*(finding(line=n, column=c, length=3) for n, c in places), source=source))
    after = fingerprints(outcome(*(finding(line=n + 2, column=c + 2, length=3) for n, c in places),
                                 source="# new\n\n  a: odd, odd\n  a: odd, odd\n"))  # fmt: skip
    assert before == after
    assert len(set(before)) == 3
    assert set(before).isdisjoint(fingerprints(outcome(finding(line=1, column=4, length=4), source="a: even")))


# --- All of them ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_a_stranger_start_a_line_or_steer_a_terminal(name):
    found = outcome(finding(f"catalogue/{HOSTILE}\x1b[2J.yml", message=HOSTILE + "\x1b[2J", help=HOSTILE), source=HOSTILE)
    told = FORMATS[name](found)
    allowed = {"text": r"catalogue/|  1 \| |    \| |  help: |  see:  |1 error|\Z", "github": "::error file=catalogue/|check: 1 error"}
    for line in told.split("\n")[:-1]:
        assert line.replace("\u200b", "").isprintable()
        assert not line.lstrip().startswith("::x")
        assert re.match(allowed.get(name, ""), line)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_written_as_utf_8_whatever_bytes_a_file_name_has(name):
    found = outcome(finding("catalogue/solutions/\udcff.yml", message="`\udcff.yml` is no name for an entry"))
    assert FORMATS[name](found).encode()
