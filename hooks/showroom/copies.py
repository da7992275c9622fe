"""Copies of photos for a site: drawn on all cores, and kept by everything that their bytes follow from. A leaf module.

An AVIF copy of a large photo takes a second; with a cache no copy is drawn twice.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from .cache import Cache
from .pictures import Copy, Format, Picture, draw
from .processes import cores, spread

KIND = "copies"

SPARE = 1_000
"""Copies of photos that are gone which are kept for other branches and catalogues; each is some 100 KB."""


class Copies:
    """The bytes of copies, from the cache where they are there. Several threads may ask."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache

    def one(self, copy: Copy) -> bytes:
        """One copy, and no other. Raises PictureBroken when the photo's file changed for the worse."""
        found = self._kept(copy)
        if found is None:
            [(_, found)] = draw(copy.picture, [copy])
            self._keep(copy, found)
        return found

    def each(self, wanted: Iterable[Copy], processes: int | None = None) -> Iterator[tuple[Copy, bytes]]:
        """All that are wanted, as they come; `processes` draw them, as many as there are cores when not given.

        Raises PictureBroken as `one` does.
        """
        missing: dict[Picture, list[Copy]] = defaultdict(list)
        for copy in wanted:
            found = self._kept(copy)
            if found is None:
                missing[copy.picture].append(copy)
            else:
                yield copy, found
        pictures = list(missing)

        def work(numbers: Iterator[int]) -> Iterator[tuple[int, str, int, bytes]]:
            """Those of some pictures; each is decoded once for all of them."""
            for at in numbers:
                for copy, content in draw(pictures[at], missing[pictures[at]]):
                    yield at, copy.format.name, copy.width, content

        with spread(work, len(pictures), min(cores() if processes is None else processes, len(pictures))) as drawn:
            for at, format, width, content in drawn:
                copy = Copy(pictures[at], Format[format], width)
                self._keep(copy, content)
                yield copy, content

    def forget_all_but(self, copies: Collection[Copy]) -> None:
        """Forgets copies of photos that are gone, once there are many."""
        if self._cache:
            self._cache.keep_only(KIND, [copy.digest for copy in copies], SPARE)

    def _kept(self, copy: Copy) -> bytes | None:
        return self._cache.get(KIND, [copy.digest]).get(copy.digest) if self._cache else None

    def _keep(self, copy: Copy, content: bytes) -> None:
        if self._cache:
            self._cache.put(KIND, {copy.digest: content})
