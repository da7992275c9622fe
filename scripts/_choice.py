"""Which files of a catalogue a command line names."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from _command import CannotRun


@dataclass(frozen=True, slots=True)
class Choice:
    """The named files and folders; everything when none is named."""

    paths: frozenset[str]
    """In the form of a finding's place: with `/`, starting at the catalogue folder's name."""

    def __contains__(self, path: str) -> bool:
        """Whether a file is among them, or below one of them."""
        return not self.paths or not self.paths.isdisjoint(_with_folders(path))


def choice(names: Iterable[str], catalogue: Path) -> Choice:
    """The files that `names` name, from the working directory or else from the catalogue folder.

    A photo brings its entry along, where findings about photos stand. Raises CannotRun for a name of nothing, or of
    something outside the catalogue.
    """
    paths = set()
    for name in names:
        parts = _within(name, catalogue)
        paths.add("/".join((catalogue.name, *parts)))
        if len(parts) > 1 and parts[0] == "images":
            paths.add(f"{catalogue.name}/solutions/{parts[1]}.yml")
    return Choice(frozenset(paths))


def _within(name: str, catalogue: Path) -> tuple[str, ...]:
    """The parts of a path below the catalogue."""
    places = [place for folder in (Path.cwd(), catalogue) if os.path.lexists(place := folder / name)]
    for place in places:
        whole = Path(os.path.normpath(place))
        # A link is judged where it stands, not where it leads.
        itself = whole.parent.resolve() / whole.name
        if itself.is_relative_to(catalogue):
            return itself.relative_to(catalogue).parts
    raise CannotRun(
        f"{name} is outside the catalogue {catalogue}" if places else f"there is no file {name}",
        help=f"name files below {catalogue}, or say which catalogue they are in: --catalogue DIR",
    )


def _with_folders(path: str) -> Iterable[str]:
    """`a/b/c`, `a/b` and `a`."""
    while path:
        yield path
        path = path.rpartition("/")[0]
