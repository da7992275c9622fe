"""Finds a Node.js for the tests of the browser code. Runs inside the project's environment with the test needs."""

from __future__ import annotations

import re
import shutil
import subprocess

OLDEST = 24
"""The first major version kept for long whose `node --test` runs all files in one process."""


def node() -> str:
    """The path of a Node.js that runs the tests: the user's if it is new enough, else the one Playwright brings."""
    path = shutil.which("node")
    if path and major(path) >= OLDEST:
        return path
    from playwright._impl._driver import compute_driver_executable

    return compute_driver_executable()[0]


def major(path: str) -> int:
    """The major version of a Node.js; 0 when it does not say."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"v(\d+)\.", answer)
    return int(found[1]) if found else 0
