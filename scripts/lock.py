"""Remake the locks: the exact, hash-checked versions of everything the project installs.

    python scripts/lock.py            follow a change in pyproject.toml, keep every other version
    python scripts/lock.py --upgrade  take the newest versions that pyproject.toml allows

The locks serve Linux, macOS and Windows and every Python from 3.11; nothing in them says where
packages are fetched from. Needs uv (https://docs.astral.sh/uv/).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess

from _command import OK, PROJECT, CannotRun, run, say

SITE = "scripts/locks/site.txt"
TEST = "scripts/locks/test.txt"
BENCH = "scripts/locks/bench.txt"
PEERS = "scripts/locks/peers.txt"
PROJECT_FILE = "pyproject.toml"


def main() -> int:
    """Remake the locks; those of the tests and of the benchmark hold the site's."""
    parser = argparse.ArgumentParser(description="Remake the locks of what the project installs.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows")
    upgrade = ["--upgrade"] if parser.parse_args().upgrade else []
    uv = find_uv()
    compile_lock(uv, SITE, [PROJECT_FILE, *upgrade])
    # The site's versions bind the tests: what is tested, or measured, is what is published.
    compile_lock(uv, TEST, [PROJECT_FILE, "--group", "test", "--constraint", SITE, *upgrade])
    compile_lock(uv, BENCH, [PROJECT_FILE, "--group", "bench", "--constraint", TEST, *upgrade])
    compile_lock(uv, PEERS, ["--group", f"{PROJECT_FILE}:peers", *upgrade])
    return OK


def find_uv() -> str:
    """uv's path. Raises CannotRun when it is not installed."""
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        raise CannotRun("uv is not installed", help="`pipx install uv` or `pip install uv`, then start again")
    return uv


def compile_lock(uv: str, lock: str, options: list[str]) -> None:
    """Resolve what the options name of pyproject.toml into one lock. Raises CannotRun when uv fails."""
    command = [
        *(uv, "pip", "compile", "--output-file", lock, "--quiet"),
        *("--universal", "--python-version", "3.11", "--generate-hashes"),
        # One version of a package for every Python: two would make two slightly different sites.
        *("--fork-strategy", "fewest"),
        # No index, host or local path may enter the repository.
        *("--no-config", "--no-emit-index-url", "--no-emit-find-links"),
        *("--annotation-style", "line", "--custom-compile-command", "python scripts/lock.py"),
        *options,
    ]
    status = subprocess.run(command, cwd=PROJECT, check=False).returncode
    if status != 0:
        raise CannotRun(f"cannot remake {lock}: uv ended with status {status}", help="its reason is above")
    say(f"remade {lock}")


if __name__ == "__main__":
    run(main)
