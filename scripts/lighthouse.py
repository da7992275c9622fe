"""Have Lighthouse judge the site, on a telephone and at a desk, and tell what keeps a score from being perfect.

    python scripts/lighthouse.py                       builds the site, and judges home, explorer and a solution
    python scripts/lighthouse.py --site DIR            a site that is built already
    python scripts/lighthouse.py --page labs/ --form mobile --runs 1
    python scripts/lighthouse.py --catalogue DIR --json FILE

The site is served as a real host would, compressed. A score is the median of several runs: a busy machine makes one
of them worse than the site is. Lighthouse is installed into .cache/lighthouse/, exactly as locked; needs npm.
Exit status: 0 as good as promised, 1 a score below its mark, 2 cannot run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from _command import CATALOGUE, FINDINGS, OK, PROJECT, CannotRun, catalogue_at, run, say
from _environment import enter
from _files import replace

LOCK = PROJECT / "scripts" / "_lighthouse"
FOLDER = PROJECT / ".cache" / "lighthouse"
"""Can be deleted at any time."""

PAGES = ("", "solutions/", "solutions/middelfart-street-lighting-esco/")
"""Home, explorer, and a solution that fills in nearly every field."""

FORMS = ("mobile", "desktop")

MARKS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
"""Category → least score that is promised, of 100."""

RUNS = 3

SECONDS = 180
"""How long one run may take."""

Report = Mapping[str, Any]
"""What Lighthouse says of a page, as it writes it."""


@dataclass(frozen=True)
class Judged:
    """A page in one form, looked at several times."""

    page: str
    form: str
    reports: Sequence[Report]

    @property
    def name(self) -> str:
        """As a reader of the table knows it."""
        return f"{self.page or 'home'}, {self.form}"

    @property
    def scores(self) -> dict[str, int]:
        """Category → median of its scores, of 100."""
        return {category: round(median(scores_of(report)[category] for report in self.reports)) for category in MARKS}

    @property
    def typical(self) -> Report:
        """The run whose performance is the median, or the one below it."""
        by_performance = sorted(self.reports, key=lambda report: scores_of(report)["performance"])
        return by_performance[(len(by_performance) - 1) // 2]

    @property
    def too_low(self) -> list[str]:
        """The categories below their marks."""
        return [category for category, score in self.scores.items() if score < MARKS[category]]


def main() -> int:
    """Judge what the command line names; the exit status."""
    arguments = parser().parse_args()
    enter("test")
    judged = list(judge(arguments))
    say(f"\n{told(judged)}")
    if arguments.json:
        content = [{"page": each.page, "form": each.form, "scores": each.scores} for each in judged]
        replace(arguments.json.resolve(), f"{json.dumps(content, indent=2)}\n".encode())
    return FINDINGS if any(each.too_low for each in judged) else OK


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description="Have Lighthouse judge the site.")
    site = parser.add_mutually_exclusive_group()
    site.add_argument("--site", type=Path, metavar="DIR", help="a site that is built already")
    site.add_argument("--catalogue", type=Path, default=CATALOGUE, metavar="DIR", help="default: catalogue/")
    parser.add_argument("--page", action="append", metavar="ADDRESS", help="below the site's own, such as labs/; may be repeated")
    parser.add_argument("--form", choices=FORMS, action="append", help="default: both")
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N", help=f"of each page; default: {RUNS}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the scores")
    return parser


def judge(arguments: argparse.Namespace) -> Iterator[Judged]:
    """What Lighthouse says of each page, a telephone first. Raises CannotRun."""
    from _bench.server import serving
    from _browser import chromium

    command = lighthouse()
    os.environ["CHROME_PATH"] = str(chromium())
    with tempfile.TemporaryDirectory(prefix="showroom-lighthouse-") as work:
        target = arguments.site.resolve() if arguments.site else Path(work, "site")
        target.mkdir(exist_ok=True)
        with serving(target) as server:
            if not arguments.site:
                build(catalogue_at(arguments.catalogue), target, server.url)
            for form in arguments.form or FORMS:
                for page in arguments.page or PAGES:
                    if not (target / page / "index.html").is_file():
                        raise CannotRun(f"there is no page {page or 'home'} in the site", help="name another: --page solutions/")
                    reports = [look(command, server.url + page, form, Path(work, "report.json")) for _ in range(max(1, arguments.runs))]
                    judged = Judged(page, form, reports)
                    say(line(judged))
                    yield judged


def lighthouse() -> list[str]:
    """How to start Lighthouse, which is installed first where it is not there. Raises CannotRun."""
    from _bench.install import NotInstalled, npm
    from _node import node

    try:
        return [node(), str(npm(LOCK, FOLDER) / "lighthouse" / "cli" / "index.js")]
    except NotInstalled as reason:
        raise CannotRun(f"Lighthouse cannot be had: {reason}", help="install Node.js with npm, or see to the network") from None


def build(catalogue: Path, target: Path, url: str) -> None:
    """Build the catalogue's site as one that stands at `url`. Raises CannotRun."""
    import sys

    shutil.rmtree(target)
    command = [sys.executable, str(PROJECT / "scripts" / "build.py"), "--catalogue", str(catalogue), "--site-dir", str(target)]
    if subprocess.run(command, env={**os.environ, "SITE_URL": url}, check=False).returncode != 0:
        raise CannotRun("the site could not be built", help="its reason is above")


def look(command: Sequence[str], url: str, form: str, target: Path) -> Report:
    """One run over one page. Raises CannotRun when it comes to no result."""
    # Chromium's sandbox refuses root, which is who runs in a container.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = "--headless=new" + (" --no-sandbox" if is_root else "")
    options = ["--quiet", "--output=json", f"--output-path={target}", f"--chrome-flags={flags}", f"--only-categories={','.join(MARKS)}"]
    target.unlink(missing_ok=True)
    try:
        done = subprocess.run(
            [*command, url, *options, *(["--preset=desktop"] if form == "desktop" else [])],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=SECONDS, check=False,
        )  # fmt: skip
        report = json.loads(target.read_text("utf-8"))
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        said = " ".join(str(error).split()) if isinstance(error, subprocess.TimeoutExpired) else " ".join(done.stderr.split())
        raise CannotRun(f"Lighthouse came to no result for {url}: {said[:300]}", help="start again; nothing else must need the machine") from None
    if failure := report.get("runtimeError"):
        raise CannotRun(f"Lighthouse could not judge {url}: {failure['message']}", help="start again")
    return report


def scores_of(report: Report) -> dict[str, float]:
    """Category → score, of 100; 0 for one that could not be judged."""
    return {category: 100 * (report["categories"][category]["score"] or 0) for category in MARKS}


def imperfect(report: Report) -> Iterator[str]:
    """Each audit of a report that is not perfect: its name, score and reason."""
    weights = {
        audit["id"]: audit["weight"] for category in report["categories"].values() for audit in category["auditRefs"]
    }  # fmt: skip
    for id_, audit in sorted(report["audits"].items()):
        if audit["score"] is not None and audit["score"] < 1 and id_ in weights:
            counts = "" if weights[id_] else ", not counted"
            value = f": {audit['displayValue']}" if audit.get("displayValue") else ""
            yield f"{id_} {audit['score']:.2f}{counts} – {audit['title']}{value}"
            yield from (f"    {where}" for where in places(audit))


def places(audit: Mapping[str, Any]) -> Iterator[str]:
    """Where an audit found something: at most five elements or addresses."""
    items = (audit.get("details") or {}).get("items") or []
    for item in [item for item in items if isinstance(item, dict)][:5]:
        node = item.get("node") if isinstance(item.get("node"), dict) else {}
        text = node.get("snippet") or item.get("url") or item.get("description") or ""
        if isinstance(text, str) and text:
            yield " ".join(text.split())[:160]


def line(judged: Judged) -> str:
    """A page's scores, with their marks where they are missed."""
    scores = [f"{name} {score}{f' (below {MARKS[name]})' if name in judged.too_low else ''}" for name, score in judged.scores.items()]
    each = "/".join(str(round(scores_of(report)["performance"])) for report in judged.reports)
    return f"{judged.name}: {', '.join(scores)}; performance of each run {each}"


def told(judged: Sequence[Judged]) -> str:
    """All scores as a table, and under it every audit that is not perfect."""
    rows = [f"| {each.name} | {' | '.join(str(score) for score in each.scores.values())} |" for each in judged]
    head = [f"| page | {' | '.join(MARKS)} |", f"|---|{'---:|' * len(MARKS)}"]
    notes = [text for each in judged for text in ("", f"{each.name}, not perfect:", *(f"  {text}" for text in imperfect(each.typical)))]
    return "\n".join([*head, *rows, *notes])


if __name__ == "__main__":
    run(main)
