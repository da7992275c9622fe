"""Check the catalogue: say what is wrong, where, and how to mend it.

    python scripts/check.py                                  everything; hints are counted only
    python scripts/check.py catalogue/solutions/my-entry.yml one file, hints included
    python scripts/check.py --fix                            mend what a machine can mend, then check
    python scripts/check.py --format sarif --output FILE     for other programs: json, github, markdown, sarif

The whole catalogue is read in any case, so that references are checked too. On GitHub Actions findings are told
as annotations unless a format or an output file is named. Exit status: 0 no errors or warnings, 1 some, 2 cannot run.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from _choice import Choice, choice
from _command import CACHE, CANNOT_RUN, CATALOGUE, FINDINGS, OK, PROJECT, CannotRun, complain, run
from _environment import enter
from _files import cannot_write, is_ordinary, replace
from _process import collect_no_garbage

if TYPE_CHECKING:
    from showroom.build import Checked
    from showroom.formats import Outcome

FORMATS = ("text", "json", "github", "markdown", "sarif")
"""As in showroom.formats, which can be read only inside the environment."""


def main() -> int:
    """Check what the command line names; the exit status."""
    arguments = parser().parse_args()
    enter("site")
    sys.path.insert(0, str(PROJECT / "hooks"))
    try:
        return check(arguments)
    except CannotRun:
        raise
    except Exception as error:  # a defect of ours: status 1 would say that the catalogue has one
        traceback.print_exc()
        complain(f"not checked: unexpected {type(error).__name__}, see above")
        return CANNOT_RUN


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description="Check the catalogue: what is wrong, where, and how to mend it.")
    parser.add_argument("files", nargs="*", metavar="FILE", help="report only these files or folders of the catalogue")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE, metavar="DIR", help="default: catalogue/")
    parser.add_argument("--format", choices=FORMATS, help="default: text; on GitHub Actions github")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the report there, print its summary only")
    parser.add_argument("--fix", action="store_true", help="first mend white space, order, https and photos' metadata")
    parser.add_argument(
        "--hints", action=argparse.BooleanOptionalAction, help="default: shown when FILEs are named, else counted"
    )
    return parser


def check(arguments: argparse.Namespace) -> int:
    """Mend if asked, check, report; the exit status."""
    from showroom.build import check as check_catalogue
    from showroom.cache import Cache
    from showroom.formats import FORMATS as TOLD
    from showroom.load import CatalogueMissing
    from showroom.readings import Readings

    collect_no_garbage()
    catalogue = arguments.catalogue.resolve()
    chosen = choice(arguments.files, catalogue)
    output = allowed_output(arguments.output, catalogue)
    try:
        if arguments.fix:
            from _mending import mend_files

            complain(mend_files(catalogue, chosen))
        today = date.today()
        checked = check_catalogue(catalogue, today, Readings(Cache(CACHE), today))
    except CatalogueMissing as error:
        raise CannotRun(str(error), help="name a catalogue folder: --catalogue DIR") from None
    outcome = outcome_of(checked, catalogue, chosen, with_hints=arguments.hints)
    deliver(TOLD[arguments.format or default_format(output)](outcome), outcome.summary(), output)
    return FINDINGS if outcome.report.errors or outcome.report.warnings else OK


def outcome_of(checked: Checked, catalogue: Path, chosen: Choice, *, with_hints: bool | None) -> Outcome:
    """What to tell: the findings in the chosen files, hints as asked for or else when files were chosen."""
    from showroom.diagnostics import Report, Severity
    from showroom.formats import Outcome, count
    from showroom.validate import RULES

    raw = checked.raw
    scope = f"{count(len(raw.solutions), 'solution')} and {count(len(raw.labs), 'lab')}"
    if chosen.paths:
        scope = count(sum(path in chosen for path in raw.sources), "file")
    found = [d for d in checked.report if d.location.path in chosen]
    is_shown = with_hints or (with_hints is None and bool(chosen.paths))
    told = Report(d for d in found if is_shown or d.severity is not Severity.HINT)
    return Outcome(
        report=told,
        sources=raw.sources,
        scope=scope,
        hidden_hints=len(found) - len(told),
        site_url=site_url(),
        rules={rule.code: rule.guide.what for rule in RULES},
    )


def default_format(output: Path | None) -> str:
    """The format when none is named."""
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" and output is None else "text"


def allowed_output(output: Path | None, catalogue: Path) -> Path | None:
    """The output file, absolute. Raises CannotRun for one inside the catalogue, where it could replace an entry."""
    path = output and output.resolve()
    if path and path.is_relative_to(catalogue):
        raise CannotRun(f"cannot write a report into the catalogue: {output}", help="choose a file elsewhere")
    return path


def deliver(report: str, summary: str, output: Path | None) -> None:
    """Print the report; or write it to the output file and print its summary. Raises CannotRun."""
    if output is None:
        show(report)
        return
    try:
        if output.exists() and not is_ordinary(output):  # a pipe, or /dev/stderr
            output.write_text(report, "utf-8", newline="\n")
        else:
            replace(output, report.encode())
    except OSError as error:
        raise cannot_write(output, error) from None
    show(f"{summary}\n")


def show(text: str) -> None:
    """Print, in UTF-8 where a program listens, and without complaint to a reader who has had enough, such as `head`."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = None if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more at its end, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def site_url() -> str:
    """Where the pages about rules are: `site_url` of mkdocs.yml, read without MkDocs, which takes longer than a check."""
    import yaml
    from yaml_env_tag import construct_env_tag

    class Loader(yaml.SafeLoader):
        """Knows `!ENV`, and leaves every other tag alone."""

    Loader.add_multi_constructor("", lambda loader, tag, node: None)
    Loader.add_constructor("!ENV", construct_env_tag)
    settings = yaml.load((PROJECT / "mkdocs.yml").read_bytes(), Loader)
    return (settings.get("site_url") or "").rstrip("/") + "/"


if __name__ == "__main__":
    run(main)
