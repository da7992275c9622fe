"""What every command shares: where the project is, how it speaks, and how it ends.

Standard library only: this module runs before the project's environment exists.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

PROJECT = Path(__file__).resolve().parent.parent
CATALOGUE = PROJECT / "catalogue"
CACHE = PROJECT / ".cache" / "showroom"
"""What builds and checks keep for the next one; the hooks keep it there as well."""

OLDEST_PYTHON = (3, 11)
"""Material for MkDocs 9.8 needs it."""

OK = 0
FINDINGS = 1
CANNOT_RUN = 2
INTERRUPTED = 130
"""128 + SIGINT, the shells' convention."""


class CannotRun(Exception):
    """Nothing can be done: carries what is wrong and what to do next, for a person at a terminal."""

    def __init__(self, message: str, *, help: str) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


def run(main: Callable[[], int]) -> NoReturn:
    """End the process with what `main` returns; CannotRun and Ctrl-C end it in words, without a traceback."""
    try:
        status = main()
    except CannotRun as reason:
        complain(f"error: {reason.message}\n  help: {reason.help}")
        status = CANNOT_RUN
    except KeyboardInterrupt:
        complain("\nstopped")
        status = INTERRUPTED
    sys.exit(status)


def say(text: str) -> None:
    """Print at once, also into a pipe, so that lines of parent and child stay in order."""
    print(text, flush=True)


def complain(text: str) -> None:
    """Print to standard error, in order with what was said before."""
    sys.stdout.flush()
    print(text, file=sys.stderr, flush=True)


def shown(path: Path) -> str:
    """The path as a reader of the terminal would type it: relative when it is below the working directory."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def catalogue_at(folder: Path) -> Path:
    """The catalogue folder, absolute. Raises CannotRun when there is none to build."""
    catalogue = folder.resolve()
    if (catalogue / "pages").is_dir():
        return catalogue
    what = "has no folder `pages`" if catalogue.is_dir() else "does not exist"
    raise CannotRun(
        f"no catalogue at {catalogue}: it {what}",
        help="name a catalogue folder, the one that holds `pages/`, `solutions/` and `labs/`: --catalogue DIR",
    )


def refuse_python(version: tuple[int, int] = sys.version_info[:2]) -> NoReturn:
    """Raise CannotRun for a Python that is too old for what the project installs."""
    wanted, found = ("{}.{}".format(*pair) for pair in (OLDEST_PYTHON, version))
    raise CannotRun(
        f"this is Python {found}; the showroom needs Python {wanted} or later",
        help="install a newer one (https://www.python.org/downloads/) and start this command with it",
    )


# Here, because every command imports this module first: the others need not be readable to an old Python.
if sys.version_info[:2] < OLDEST_PYTHON:
    run(refuse_python)
