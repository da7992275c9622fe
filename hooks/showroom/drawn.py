"""The pictures of a site, which take longest to make: none is made twice. A leaf module."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from .cache import Cache
from .files import Content, Written, write

T = TypeVar("T")

AT_ONCE = 64
"""Pictures that are held in memory; a copy of a photo is some 100 kB."""


class Drawn:
    """Those of one kind in a site: which are there, which were made for another site, which are to be made."""

    def __init__(self, table: str, own: Mapping[str, bytes], into: Path, there: Written, cache: Cache | None) -> None:
        """`table`: theirs in the cache; `own`: path → fingerprint, which is known before a picture is made."""
        self._table = table
        self._own = own
        self._into = into
        self._there = {path: digest for path, digest in own.items() if there.get(path) == digest}
        self._cache = cache
        self.to_make = [path for path in own if path not in self._there]
        """Their paths."""

    def recalled(self) -> dict[str, bytes]:
        """Writes what was made for another site; returns the fingerprints of that and of what is there."""
        done = dict(self._there)
        for row in rows(self.to_make, AT_ONCE):
            kept = self._cache.get(self._table, [self._own[path] for path in row]) if self._cache else {}
            done |= self.written((path, kept[self._own[path]]) for path in row if self._own[path] in kept)
        self.to_make = [path for path in self.to_make if path not in done]
        return done

    def written(self, contents: Iterable[tuple[str, Content]]) -> dict[str, bytes]:
        """Writes some of them; returns their fingerprints."""
        return {path: self._own[path] for path in write(contents, self._into)}

    def keep(self, done: Iterable[str]) -> None:
        """Keeps those of them that are among the paths that were written, for a site that has none of them."""
        if not self._cache:
            return
        # From the disk: another process may have made them.
        for row in rows([path for path in done if path in self._own], AT_ONCE):
            self._cache.put(self._table, {self._own[path]: (self._into / path).read_bytes() for path in row})

    def thin_out(self, spare: int) -> None:
        """Forgets what this site does not need, but for `spare` of it."""
        if self._cache and self.to_make:
            self._cache.keep_only(self._table, list(self._own.values()), spare)


def rows(items: Sequence[T], length: int) -> list[Sequence[T]]:
    """All of them in their order, so many at a time."""
    return [items[start : start + length] for start in range(0, len(items), length)]
