"""Finds a Chromium for the browser tests, and installs one where nobody is there to do it.

Runs inside the project's environment with the test needs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import _debian
from _command import CannotRun, say

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
"""The same browser without windows and whatever belongs to them: a page takes a third of the time."""

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge")

MAC_APPLICATIONS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)

WINDOWS_PROGRAMS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)

HELP = (
    "install Chromium, Chrome or Edge (Debian: `apt install chromium`), or name one: CHROMIUM=/path/to/chrome; "
    "or let Playwright fetch one: `{python} -m playwright install --with-deps chromium`"
)


def chromium() -> Path:
    """A Chromium that starts, as readers have it; installed first when there is none. Raises CannotRun when that fails too."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named_chromium(named)
    return find() or install()


def quick_chromium() -> Path:
    """One without windows, for tests, which open a thousand pages; else as `chromium`."""
    if os.environ.get("CHROMIUM"):
        return chromium()
    return find_shell() or install_shell() or chromium()


def find_shell() -> Path | None:
    """The first installed browser without windows that starts."""
    paths = (Path(found) for command in SHELLS if (found := shutil.which(command)))
    return next((path for path in paths if starts(path)), None)


def install_shell() -> Path | None:
    """Install a browser without windows where nobody need be asked; None elsewhere, and where there is no such package."""
    # Elsewhere every run would ask for the package once more, and wait for nothing.
    can_install = _debian.is_debian() and _debian.can_install()
    return find_shell() if can_install and _debian.install("chromium-headless-shell") else None


def named_chromium(name: str) -> Path:
    """The browser the user named, by path or command. Raises CannotRun unless it starts: no other will do."""
    found = shutil.which(name)
    if found is None or not starts(Path(found)):
        raise CannotRun(f"CHROMIUM={name} is not a browser that starts", help="correct it, or unset it")
    return Path(found)


def find() -> Path | None:
    """The first installed Chromium, or a browser built on it, that starts."""
    return next((path for path in candidates(os.environ, sys.platform, shutil.which) if starts(path)), None)


def candidates(
    environment: Mapping[str, str], platform: str, which: Callable[[str], str | None] = shutil.which
) -> Iterator[Path]:
    """Where a browser may be, the likeliest first; Playwright's own last, since asking costs a second."""
    for command in COMMANDS:
        if found := which(command):
            yield Path(found)
    if platform == "darwin":
        for folder in (Path("/Applications"), Path(environment.get("HOME", "/"), "Applications")):
            yield from (folder / application for application in MAC_APPLICATIONS)
    if platform == "win32":
        for name in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData"):
            if programs := environment.get(name):
                yield from (Path(programs, program) for program in WINDOWS_PROGRAMS)
    yield playwrights_own()


def playwrights_own() -> Path:
    """Where `playwright install chromium` puts its browser, whether or not it is there."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def starts(path: Path) -> bool:
    """Whether it is a program that runs: Ubuntu's `chromium-browser` may only print how to get the real one."""
    if not path.is_file():
        return False
    if os.name == "nt":
        return True  # there `--version` opens a window
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def install() -> Path:
    """Install a browser and return its path. Raises CannotRun when none can be had."""
    say("no Chromium found for the browser tests")
    if _debian.can_install() and _debian.install("chromium") and (path := find()):
        return path
    say("asking Playwright for one")
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if path := find():
        return path
    raise CannotRun(
        "the browser tests need a Chromium, and none could be installed", help=HELP.format(python=sys.executable)
    )
