"""Start a new entry: catalogue/solutions/<slug>.yml, checked, with an example of every field it does not have yet.

    python scripts/new_solution.py                      asks; ? lists what can be named, Tab completes
    python scripts/new_solution.py --city odense …      asks for the rest
    python scripts/new_solution.py --no-input --title … --summary … --sector … (see --help)

Without a terminal nothing is asked. An entry that exists is never touched, and a file that the whole
catalogue's rules refuse does not stay. Exit status: 0 written, 1 findings, 2 cannot run, 130 stopped.
"""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from _address import Address
from _command import CATALOGUE, FINDINGS, INTERRUPTED, OK, PROJECT, CannotRun, catalogue_at, complain, run, say, shown
from _environment import enter
from _process import interrupt

if TYPE_CHECKING:
    from _questions import Trial
    from showroom.build import Checked
    from showroom.draft import Value

PREVIEW = Address("127.0.0.1", 8000)
"""Where `preview.py` serves unless told otherwise."""

OPTIONS = (
    ("title", "TEXT", "names the solution, not the project"),
    ("summary", "TEXT", "one sentence with the outcome a buyer cares about"),
    ("sector", "ID", "repeatable, the main one first"),
    ("technology", "ID", "repeatable"),
    ("city", "ID", "where it was proven"),
    ("partner", "ORGANISATION:ROLE", "repeatable, the owner first"),
    ("challenge", "TEXT", "the public demand; Markdown"),
    ("solution", "TEXT", "what was done; Markdown"),
    ("source-title", "TEXT", "title of the main source"),
    ("source-publisher", "TEXT", "who published it"),
    ("source-url", "URL", "where it can be read"),
    ("source-date", "DATE", "optional"),
    ("lab", "ID", "optional: the living lab it was proven in"),
    ("status", "ID", "optional: how far it has come"),
    ("started", "DATE", "optional: a year, a month or a day"),
    ("result", "INDICATOR:VALUE:UNIT:KIND", "optional: one figure that the source gives"),
)
"""(option, what it takes, help); each is a question of `_questions`, which needs the environment and so comes later."""

REPEATABLE = ("sector", "technology", "partner")


def main() -> int:
    """Write an entry from options and answers; the exit status."""
    arguments = parser().parse_args()
    catalogue = catalogue_at(arguments.catalogue)
    enter("site")
    sys.path.insert(0, str(PROJECT / "hooks"))
    signal.signal(signal.SIGTERM, interrupt)
    try:
        return write_entry(arguments, catalogue)
    except (KeyboardInterrupt, EOFError):
        complain("\nstopped: nothing was written")
        return INTERRUPTED


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description="Start a new entry; whatever is not given is asked for at a terminal.")
    for name, metavar, help in OPTIONS:
        action = "append" if name in REPEATABLE else "store"
        parser.add_argument(f"--{name}", metavar=metavar, help=help, action=action)
    parser.add_argument("--slug", metavar="SLUG", help="name of the file and in the address; default: from the title")
    parser.add_argument("--date", metavar="YYYY-MM-DD", default=date.today().isoformat(), help="day it is added; default: today")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE, metavar="DIR", help="default: catalogue/")
    parser.add_argument("--no-input", action="store_true", help="ask nothing; report all that is missing or wrong")
    return parser


def write_entry(arguments: argparse.Namespace, catalogue: Path) -> int:
    """Gather the answers, write the file, say what comes next; the exit status."""
    from _known import known
    from _questions import Trial, entry_of
    from showroom.build import check
    from showroom.draft import draft
    from showroom.load import CatalogueMissing

    today = date.today()
    try:
        before = check(catalogue, today)
    except CatalogueMissing as reason:
        raise CannotRun(str(reason), help="name a catalogue folder with --catalogue DIR") from None
    with tempfile.TemporaryDirectory(prefix="showroom-new-") as folder:
        trial = Trial(catalogue, Path(folder), today)
        answers, complaints = given_answers(arguments, trial)
        if arguments.no_input or not sys.stdin.isatty():
            slug, missing = without_asking(arguments, catalogue, answers)
            complaints += missing
        else:
            for complaint in complaints:
                complain(complaint)
            slug, complaints = ask(arguments, catalogue, answers, before, trial), []
    if complaints:
        complain("\n".join([*complaints, "nothing was written"]))
        return FINDINGS
    file = catalogue / "solutions" / f"{slug}.yml"
    return keep_if_right(file, draft(entry_of(answers), known(before.raw)), catalogue, before, today)


def given_answers(arguments: argparse.Namespace, trial: Trial) -> tuple[dict[str, Value], list[str]]:
    """(answers by option that are right, a line about each that is wrong)."""
    from _questions import DAY, QUESTIONS

    answers: dict[str, Value] = {}
    complaints: list[str] = []
    for question in (DAY, *QUESTIONS):
        given = getattr(arguments, question.option.replace("-", "_"))
        if given is None:
            continue
        try:
            value: Any = [question.value_of(each) for each in given] if isinstance(given, list) else question.value_of(given)
        except ValueError:
            complaints.append(f"--{question.option}: write {question.form}")
            continue
        errors = [problem for problem in trial.problems({**answers, question.option: value}) if problem.is_error]
        complaints += [f"--{question.option}: {error}" for error in errors]
        if not errors:
            answers[question.option] = value
    return answers, complaints


def without_asking(arguments: argparse.Namespace, catalogue: Path, answers: dict[str, Value]) -> tuple[str, list[str]]:
    """(slug, a line about each question whose option is missing and about a slug that cannot be)."""
    from _questions import QUESTIONS
    from showroom.draft import slug_of

    missing = [
        f"--{question.option} is missing: {question.field.description}"
        for question in QUESTIONS
        if question.is_needed and getattr(arguments, question.option.replace("-", "_")) is None
    ]
    slug = arguments.slug or slug_of(str(answers.get("title", "")))
    if slug or "title" in answers:
        missing += [f"--slug: {reason}" for reason in slug_problems(slug, catalogue)]
    return slug, missing


def ask(arguments: argparse.Namespace, catalogue: Path, answers: dict[str, Value], before: Checked, trial: Trial) -> str:
    """Add to the answers what a person says; the slug they agree to."""
    from _interview import Interview, introduce
    from _questions import Problem
    from showroom.draft import free_slug, slug_of
    from showroom.types import Field, Need, Slug

    introduce(shown(catalogue))
    answers.setdefault("date", date.today().isoformat())
    interview = Interview(before.raw, trial, answers)
    interview.ask_all()
    answers.update(interview.answers)
    if arguments.slug and not (reasons := slug_problems(arguments.slug, catalogue)):
        return arguments.slug
    if arguments.slug:
        say("\n" + "\n".join(f"--slug: {reason}" for reason in reasons))
    proposal = slug_of(str(answers["title"]))
    field = Field("slug", Slug(), Need.REQUIRED, "Names the file and the page, for good.", "quay-lamps")
    return interview.ask_slug(
        proposal and free_slug(proposal, lambda slug: is_taken(slug, catalogue)),
        field,
        lambda slug: [Problem(reason, "") for reason in slug_problems(slug, catalogue)],
    )


def slug_problems(slug: str, catalogue: Path) -> list[str]:
    """Why a new entry cannot have the slug, with one that it can have."""
    from showroom.draft import free_slug, slug_of
    from showroom.slugs import is_slug

    if not slug:
        return ["the title gives none – choose lower-case letters, digits and hyphens"]
    if not is_slug(slug):
        proposal = slug_of(slug)
        return [f"`{slug}` is no slug – use lower-case letters, digits and hyphens" + (f", such as {proposal}" if proposal else "")]
    if is_taken(slug, catalogue):
        return [f"an entry `{slug}` exists already – `{free_slug(slug, lambda each: is_taken(each, catalogue))}` is free"]
    return []


def is_taken(slug: str, catalogue: Path) -> bool:
    """Whether there is anything by the name of such an entry's file."""
    return os.path.lexists(catalogue / "solutions" / f"{slug}.yml")


def keep_if_right(file: Path, text: str, catalogue: Path, before: Checked, today: date) -> int:
    """Write the file and check the whole catalogue with it; it stays only when it adds no error. The exit status."""
    from showroom.build import check

    try:
        create(file, text)
    except FileExistsError:
        complain(f"{shown(file)} exists already; nothing was written")
        return FINDINGS
    except OSError as error:
        raise CannotRun(f"cannot write {shown(file)}: {error.strerror}", help="check the folder's permissions") from None
    try:
        after = check(catalogue, today)
        errors = [error for error in after.report.errors if error not in before.report.errors]
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    if errors:
        file.unlink(missing_ok=True)
        complain(f"{after.text(*errors)}\nnothing was written")
        return FINDINGS
    if warnings := [warning for warning in after.report.warnings if warning not in before.report.warnings]:
        complain(after.text(*warnings))
    elsewhere = "" if catalogue == CATALOGUE else f" --catalogue {shlex.quote(shown(catalogue))}"
    say(
        f"\nwritten: {shown(file)}\n"
        f"next: fill in more and look at it with `python3 scripts/preview.py{elsewhere}`\n"
        f"      {PREVIEW.url}solutions/{file.stem}/"
    )
    return OK


def create(file: Path, text: str) -> None:
    """Write a new file that nobody ever sees in part. Raises FileExistsError, and other OSErrors."""
    unfinished = file.with_name(f".{file.stem}.{os.getpid()}.new")  # the catalogue ignores names with a dot
    try:
        with open(unfinished, "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        try:
            os.link(unfinished, file)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            with open(file, "x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
    finally:
        unfinished.unlink(missing_ok=True)


if __name__ == "__main__":
    run(main)
