"""Run the tests: of the core, the scripts, the built site and the pages in a browser.

    python scripts/test.py                         everything, on two processors
    python scripts/test.py tests/core -k facets    what pytest is told to run
    python scripts/test.py -n 0 --pdb              one process, with the debugger

Takes pytest's arguments; paths in them count from the project's folder. Installs what the tests need, a
Chromium included. Exit status: pytest's; 2 also when the tests cannot start.
"""

from __future__ import annotations

import os
import sys

from _command import PROJECT, run
from _environment import enter
from _process import become

IN_PARALLEL = ["-n", "2", "--dist", "worksteal"]
"""Neighbours stay together, so that they share the site they build, and who is idle takes from the other. Two: CI has
two processors."""


def main() -> int:
    """Become pytest."""
    enter("test")

    from _browser import quick_chromium
    from _node import node

    os.environ["SHOWROOM_CHROMIUM"] = str(quick_chromium())
    os.environ["SHOWROOM_NODE"] = node()
    os.chdir(PROJECT)
    become([sys.executable, "-m", "pytest", *pytest_arguments(sys.argv[1:])])


def pytest_arguments(given: list[str]) -> list[str]:
    """What was given, and two workers unless it says how many."""
    chooses_workers = any(argument.startswith(("-n", "--numprocesses")) for argument in given)
    return given if chooses_workers else [*IN_PARALLEL, *given]


if __name__ == "__main__":
    run(main)
