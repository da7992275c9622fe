"""Copies of photos that are asked for one by one, kept by everything that their bytes follow from. A leaf module.

An AVIF copy of a large photo takes a second; with a cache no copy is drawn twice.
"""

from .cache import Cache
from .pictures import Copy, draw

COPIES = "copies"
"""Their table in the cache; the key is a copy's digest."""


class Copies:
    """The bytes of copies, from the cache where they are there. Several threads may ask."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache

    def one(self, copy: Copy) -> bytes:
        """One copy, and no other. Raises PictureBroken when the photo's file changed for the worse."""
        kept = self._cache.get(COPIES, [copy.digest]) if self._cache else {}
        if copy.digest in kept:
            return kept[copy.digest]
        [(_, drawn)] = draw(copy.picture, [copy])
        if self._cache:
            self._cache.put(COPIES, {copy.digest: drawn})
        return drawn
