"""Sees what changes below some folders: at once where the system tells, and by a look every few seconds anywhere else.

The system tells nothing of files that another machine writes, of folders shared with a virtual machine, or once too
many programs listen. Runs inside the project's environment: watchdog comes with MkDocs.
"""

from __future__ import annotations

import math
import os
import threading
import time
from collections.abc import Callable, Iterable, Set
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

SETTLED = 0.05
"""Seconds without a further change after which a save counts as done: editors write, rename and remove in a row."""

LONGEST = 1.0
"""Seconds after which changes that never settle are told all the same."""

LOOK_INTERVAL = 1.0
"""Seconds between two looks, at the least."""

LOOK_INTERVAL_ALONE = 0.5
"""The same where the system tells nothing at all."""

LOOK_SHARE = 1 / 50
"""The most of all time that is spent looking: a look at ten thousand files takes some sixty milliseconds."""

CHANGES = [
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]  # fmt: skip
"""What is asked of the system: not that a file was opened or read, as every build does."""

TICK = 0.25
"""Seconds after which a wait lets an interrupt through, for Windows."""

State = tuple[int, int]
"""Modification time in nanoseconds and size of a file."""


class Changes:
    """The paths that change below some folders, from its making on; seen once it is started."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._new: set[Path] = set()
        self._told: set[Path] = set()
        """What the system has told of since the last look."""
        self._told_before: set[Path] = set()
        """What it had told of before that: the look may have come too early to see it."""
        self._something = threading.Condition()
        """Must be held for the three sets; tells when there is something new."""
        self._stopped = threading.Event()
        self._observer: BaseObserver | None = None
        self._before = files_below(self._folders)

    def start(self) -> None:
        """See what has changed meanwhile, and from now on whatever changes. Begins threads: see `processes.cores`."""
        self._observer = observer(self._folders, self._tell)
        threading.Thread(target=self._look_again_and_again, daemon=True).start()

    def wait(self, patience: float = math.inf) -> frozenset[Path]:
        """What has changed since the last time, as soon as that is something and has settled; nothing after so many seconds.

        A path may be that of a folder: then anything in it may have changed.
        """
        end = time.monotonic() + patience
        with self._something:
            while not self._new:
                if time.monotonic() >= end:
                    return frozenset()
                self._something.wait(TICK)
            limit = time.monotonic() + LONGEST
            while time.monotonic() < limit and self._something.wait(SETTLED):
                pass
            found, self._new = frozenset(self._new), set()
        return found

    def stop(self) -> None:
        """See nothing more."""
        self._stopped.set()
        if self._observer:
            self._observer.stop()

    def _tell(self, path: Path) -> None:
        with self._something:
            self._told.add(path)
        self._add([path])

    def _add(self, paths: Iterable[Path]) -> None:
        """Take paths that have changed, but for those that editors hide."""
        seen = {path for path in paths if not any(part.startswith(".") for part in self._within(path).parts)}
        if seen:
            with self._something:
                self._new |= seen
                self._something.notify_all()

    def _within(self, path: Path) -> Path:
        """The path from the watched folder on: the folder itself may well be hidden."""
        return next((path.relative_to(folder) for folder in self._folders if path.is_relative_to(folder)), path)

    def _look_again_and_again(self) -> None:
        interval, held, limit = 0.0, set[Path](), math.inf
        while not self._stopped.wait(interval):
            started = time.monotonic()
            changed, told = self._look()
            fresh = {path for path in changed if told.isdisjoint((path, *path.parents))}
            if fresh and not held:
                limit = started + LONGEST
            # The system may be a little late.
            held = {path for path in held | fresh if told.isdisjoint((path, *path.parents))}
            if fresh and started < limit:
                interval = SETTLED
                continue
            self._add(held)
            held.clear()
            least = LOOK_INTERVAL if self._observer else LOOK_INTERVAL_ALONE
            interval = max(least, (time.monotonic() - started) / LOOK_SHARE)

    def _look(self) -> tuple[Iterable[Path], Set[Path]]:
        """What has changed since the last look, and what the system has told of of late."""
        before, self._before = self._before, files_below(self._folders)
        with self._something:
            told = self._told | self._told_before
            self._told_before, self._told = self._told, set()
        paths = before.keys() | self._before.keys()
        return (Path(path) for path in paths if before.get(path) != self._before.get(path)), told


def observer(folders: Iterable[Path], tell: Callable[[Path], None]) -> BaseObserver | None:
    """The system's own word, running, for each path below the folders; None where it gives none."""
    found = Observer()
    try:
        for folder in folders:
            found.schedule(_Handler(tell), str(folder), recursive=True, event_filter=CHANGES)
        found.start()
    except OSError:  # too many files are watched already
        return None
    return found


class _Handler(FileSystemEventHandler):
    """Passes on the paths of events."""

    def __init__(self, tell: Callable[[Path], None]) -> None:
        self._tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell where something was, and where it is now."""
        for path in (event.src_path, event.dest_path):
            if path:
                self._tell(Path(os.fsdecode(path)))


def files_below(folders: Iterable[Path]) -> dict[str, State]:
    """Path → state of every file below the folders; without those that are gone while one looks."""
    found: dict[str, State] = {}
    unseen = [str(folder) for folder in folders]
    while unseen:
        try:
            entries = list(os.scandir(unseen.pop()))
        except OSError:
            continue
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    unseen.append(entry.path)
                else:
                    status = entry.stat()
                    found[entry.path] = status.st_mtime_ns, status.st_size
            except OSError:
                continue
    return found
