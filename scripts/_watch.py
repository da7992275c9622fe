"""Sees which of the files that a running preview has loaded for good were changed. Standard library only."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

Snapshot = Mapping[str, tuple[int, int]]
"""Path from the project's root, with `/` -> modification time in nanoseconds and size in bytes."""

CODE_FOLDERS = ("hooks", "scripts")
"""Python imports what is in here once; MkDocs' own reload keeps the old code."""

SETTLED = 0.1
"""Seconds without a further change after which a save, or a checkout of many files, counts as done."""


def snapshot(project: Path) -> Snapshot:
    """The state of mkdocs.yml and of all Python code of the project."""
    paths = [project / "mkdocs.yml"]
    for folder in CODE_FOLDERS:
        paths.extend((project / folder).rglob("*.py"))
    return {path.relative_to(project).as_posix(): state for path in paths if (state := state_of(path))}


def state_of(path: Path) -> tuple[int, int] | None:
    """What changes when a file is written; None when it is not there, as while an editor replaces it."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def changed(before: Snapshot, after: Snapshot) -> list[str]:
    """The paths that were added, removed or written, in order."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def changes_since(before: Snapshot, project: Path) -> list[str]:
    """What has changed since, once the changing has settled; nothing when nothing has."""
    after = snapshot(project)
    if not changed(before, after):
        return []
    while True:
        time.sleep(SETTLED)
        latest = snapshot(project)
        if latest == after:
            return changed(before, latest)
        after = latest
