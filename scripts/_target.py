"""Where a site is built to: which folders may be replaced, and how that happens in one step.

Standard library only.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from _command import PROJECT, CannotRun
from _process import uninterrupted

SIGNS_OF_A_SITE = ("index.html", "sitemap.xml")
"""MkDocs writes both in every build; hardly any other folder has both."""


def is_site(folder: Path) -> bool:
    """Whether the folder holds a site that a build made."""
    return all((folder / name).is_file() for name in SIGNS_OF_A_SITE)


def require_replaceable(target: Path, *, catalogue: Path, project: Path = PROJECT) -> None:
    """Raise CannotRun unless a build may put its site in the place of `target`; all paths are resolved."""
    elsewhere = "name another folder: --site-dir DIR"
    for kept in (catalogue, project):
        if kept.is_relative_to(target):
            raise CannotRun(f"the site would replace {target}, which holds {kept}", help=elsewhere)
    # The next build would publish the site within itself.
    for read, name in ((catalogue, "the catalogue"), (project / "overrides", "the overrides")):
        if target.is_relative_to(read):
            raise CannotRun(f"the site would lie inside {name}, at {target}", help=elsewhere)
    if not target.exists():
        return
    if not target.is_dir():
        raise CannotRun(f"{target} is not a folder", help=elsewhere)
    if any(target.iterdir()) and not is_site(target):
        raise CannotRun(
            f"{target} holds something other than an earlier site (no {' or no '.join(SIGNS_OF_A_SITE)}); "
            "nothing was changed",
            help=f"{elsewhere}, or empty that one yourself",
        )


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A new folder to build in, which takes the place of `target` when the block ends well.

    When the block raises, Ctrl-C included, the folder goes and `target` stays as it was. Both are on one
    file system, so the exchange is two renames. Raises CannotRun when nothing can be written there.
    """
    with _beside(target) as new:
        yield new
        exchange(new, target, new.with_name("previous"))


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new folder on the same file system as `target`, which is gone after the block."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        workshop = tempfile.TemporaryDirectory(prefix=f".{target.name}-building-", dir=target.parent)
    except OSError as error:
        raise CannotRun(
            f"cannot write beside {target}: {error.strerror}",
            help="make that folder writable, or name another: --site-dir DIR",
        ) from None
    with workshop as folder:
        # Inside the workshop, not the workshop itself, whose mode keeps a web server out.
        new = Path(folder, "new")
        new.mkdir()
        yield new


@contextmanager
def amended(target: Path) -> Iterator[Path]:
    """A new folder for the files of `target` that change, which take their places when the block ends well.

    When the block raises, Ctrl-C included, `target` stays as it was. Raises CannotRun as `staged`.
    """
    with _beside(target) as new:
        yield new
        with uninterrupted():
            move_into(new, target)


def move_into(new: Path, target: Path) -> None:
    """Put every file below `new` in its place below `target`; each changes in one step."""
    for folder, _, names in os.walk(new):
        place = target / Path(folder).relative_to(new)
        place.mkdir(parents=True, exist_ok=True)
        for name in names:
            os.replace(Path(folder, name), place / name)


def remove(target: Path, paths: Iterable[str]) -> None:
    """Remove files that are no longer part of a site, and the folders that were theirs alone."""
    for path in paths:
        (target / path).unlink(missing_ok=True)
        for folder in (target / path).parents:
            if folder == target or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()


def exchange(new: Path, target: Path, previous: Path) -> None:
    """Put `new` where `target` is and `target`, if there is one, where `previous` is; or change nothing."""
    try:
        if target.exists():
            target.rename(previous)
        new.rename(target)
    except BaseException:  # Ctrl-C between the two renames, too
        if previous.exists() and not target.exists():
            previous.rename(target)
        raise
