"""Writes a site to disk: what is not there yet, its pages and pictures spread over the machine's cores."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from .build import Site
from .cache import Cache
from .copies import COPIES
from .data import Kind
from .drawn import Drawn, rows
from .expand import Nearest, NearestNamed
from .files import Written, write
from .fingerprints import Fingerprints
from .pictures import Picture, draw
from .processes import cores, spread
from .render.offer import Offer

FEWEST_PAGES = 400
"""For fewer pages, starting another process takes longer than it saves."""

LARGE = 4000
"""Pages of a site that even if none has changed is worth two processes: its data take a second to make."""

RUN = 256
"""Pages in a row that one process renders: entries that stand together in memory are then copied to that process alone."""

RUNS_OF_A_PROCESS = 4
"""At the least, so that who is done first can take a run more."""

DRAWINGS_IN_A_ROW = 16
"""That one process draws: neighbours often have a map in common."""

PAGES_A_DRAWING = 10
"""Pages that are rendered in the time that a drawing takes."""

PAGES_A_PHOTO = 300
"""And in the time that all copies of a photo take."""

SPARE = 256
"""Results over all entries, and drawings, that are kept for other branches and catalogues."""

SPARE_COPIES = 1_000
"""Copies of photos that are gone which are kept as well; each is some 100 KB."""

DRAWINGS = "drawings"
"""Their table in the cache."""

PUBLICATIONS = "publications"
"""Their table in the cache."""

SPARE_PUBLICATIONS = 4
"""Other publications that are kept; each is some 2 MB."""

Share = Callable[[], dict[str, bytes]]
"""Writes some files, in any process, and returns their fingerprints."""


def publish(
    site: Site, into: Path, processes: int | None = None, there: Written = {}, cache: Cache | None = None
) -> dict[str, bytes]:
    """Writes a site below the folder `into`, but for what is `there` already, wherever that is; returns the whole site.

    `processes`: how many make them; as many as there are cores when not given, where processes can be forked.
    `cache` spares what takes long over all entries. Raises PictureBroken when a photo's file changed for the worse.
    """
    fingerprints = Fingerprints(site)
    kept = _Kept(cache, fingerprints.around)
    nearest = kept.nearest(site.catalogue.related)
    wanted = cores() if processes is None else processes
    at_least = wanted if len(site.pages) >= LARGE or processes else 1
    files, found = _unchanged(site, fingerprints, nearest, there, at_least) if there else ({}, {})
    nearest.recall(found)
    making = _Making(site, fingerprints, into, there, cache, files)
    files |= making.recalled
    count = wanted if making.is_much else at_least
    # Pictures first: what takes longest, so that nobody is left alone with it at the end.
    pictures = making.pictures()
    shares = [*pictures, *making.pages(wanted)]

    def work(numbers: Iterator[int]) -> Iterator[_Done]:
        """Pictures as they are made, which outlast a build that is stopped; all else once it is done."""
        pages: dict[str, bytes] = {}
        for number in numbers:
            done = shares[number]()
            if number < len(pictures):
                yield _Done(done)
            else:
                pages |= done
        yield _Done(pages, site.renderer.icons, nearest.found)

    if making.is_much and count > 1:
        # Every process would make nearly every card, for lists are everywhere.
        site.renderer.make_cards()
    icons: frozenset[str] = frozenset()
    # This process takes part once it has made the data and the publication: one more would hold all that is here once more.
    with spread(work, len(shares), count, joining=True) as working:
        for kind in site.data.kinds:
            files |= kept.fingerprints(kind, there) or kept.keep(kind, write(kind.files.items(), into, there))
            kind.release()
        site.data.release_documents()
        # By this process, and after all that are forked from it: Typst starts threads of its own.
        printed, offer = _write_publication(site, fingerprints.of_publication(), into, there, cache)
        for done in working:
            making.keep(done.files)
            files |= done.files
            icons |= done.icons
            found |= done.nearest
    kept.keep_nearest(nearest, found)
    making.thin_out()
    return files | printed | write(site.other_files(icons, offer), into, there)


def _write_publication(
    site: Site, own: bytes | None, into: Path, there: Written, cache: Cache | None
) -> tuple[dict[str, bytes], Offer | None]:
    """Writes the publication and the pictures of its cover, but for what is `there`; also returns what is known of it.

    `own`: what tells it from another before it is made, if anything does.
    """
    publication = site.publication
    if not publication:
        return {}, None
    if not own or not cache:
        printed = publication.made()
        return write(printed.files.items(), into, there), printed.offer
    keys = {path: own + path.encode() for path in publication.paths}
    if note := cache.get(PUBLICATIONS, [own]).get(own):
        known = json.loads(note)
        offer = replace(publication.offer, **known["offer"])
        written = {path: bytes.fromhex(digest) for path, digest in known["files"].items()}
        missing = [path for path, digest in written.items() if there.get(path) != digest]
        kept = cache.get(PUBLICATIONS, [keys[path] for path in missing])
        if len(kept) == len(missing):
            write([(path, kept[keys[path]]) for path in missing], into)
            return written, offer
    printed = publication.made()
    written = write(printed.files.items(), into, there)
    known = {
        "offer": {"pages": printed.offer.pages, "bytes": printed.offer.bytes},
        "files": {path: digest.hex() for path, digest in written.items()},
    }
    cache.put(PUBLICATIONS, {own: json.dumps(known).encode(), **{keys[path]: content for path, content in printed.files.items()}})
    cache.keep_only(PUBLICATIONS, [own, *keys.values()], SPARE_PUBLICATIONS * (len(keys) + 1))
    return written, printed.offer


class _Done(NamedTuple):
    """What a process has done."""

    files: dict[str, bytes]
    """Path → fingerprint."""
    icons: frozenset[str] = frozenset()
    """That are used on pages."""
    nearest: NearestNamed = {}
    """What was found to read next."""


class _Making:
    """The pages and pictures of a site that are still to be made, in shares that any process can take."""

    def __init__(
        self, site: Site, fingerprints: Fingerprints, into: Path, there: Written, cache: Cache | None, unchanged: Collection[str]
    ) -> None:
        """`unchanged`: paths of pages that need not be made."""
        self._site = site
        self._fingerprints = fingerprints
        self._into = into
        self._there = there
        own = {path: fingerprints.of_drawing(drawing) for path, drawing in site.renderer.drawings.items()}
        self._drawings = Drawn(DRAWINGS, own, into, there, cache)
        self._copies = Drawn(COPIES, {path: copy.digest for path, copy in site.copies.items()}, into, there, cache)
        self.recalled = self._drawings.recalled() | self._copies.recalled()
        """Path → fingerprint of pictures that are there, or were made for another site."""
        # In the order in which solutions were read, as they stand in memory.
        self._to_render = sorted(uri for uri in site.pages if f"{uri}index.html" not in unchanged)
        self._photos: dict[Picture, list[str]] = defaultdict(list)
        for path in self._copies.to_make:
            self._photos[site.copies[path].picture].append(path)

    @property
    def is_much(self) -> bool:
        """Whether it is worth a further process."""
        pages = len(self._to_render) + len(self._drawings.to_make) * PAGES_A_DRAWING + len(self._photos) * PAGES_A_PHOTO
        return pages >= FEWEST_PAGES

    def pictures(self) -> list[Share]:
        """Photos, and then drawings."""
        return [
            *(partial(self._copied, picture, paths) for picture, paths in self._photos.items()),
            *(partial(self._drawn, paths) for paths in rows(self._drawings.to_make, DRAWINGS_IN_A_ROW)),
        ]

    def pages(self, processes: int) -> list[Share]:
        """For so many processes."""
        run = min(RUN, -(-len(self._to_render) // (processes * RUNS_OF_A_PROCESS)) or 1)
        return [partial(self._rendered, uris) for uris in rows(self._to_render, run)]

    def keep(self, done: Written) -> None:
        """Keeps the pictures among what was made, for a site that has none of them."""
        self._drawings.keep(done)
        self._copies.keep(done)

    def thin_out(self) -> None:
        """Forgets pictures that no site has needed for long, once all are made."""
        self._drawings.thin_out(SPARE)
        self._copies.thin_out(SPARE_COPIES)

    def _copied(self, picture: Picture, paths: Sequence[str]) -> dict[str, bytes]:
        """Copies of one photo, which is decoded once for all of them."""
        contents = (content for _, content in draw(picture, [self._site.copies[path] for path in paths]))
        return self._copies.written(zip(paths, contents, strict=True))

    def _drawn(self, paths: Sequence[str]) -> dict[str, bytes]:
        return self._drawings.written((path, self._site.renderer.drawings[path].make()) for path in paths)

    def _rendered(self, uris: Sequence[str]) -> dict[str, bytes]:
        done: dict[str, bytes] = {}
        for page in map(self._site.pages.__getitem__, uris):
            done |= write(self._site.page_files([page]), self._into, self._there, self._fingerprints.of_page(page))
        return done


class _Kept:
    """What was worked out over all entries at an earlier build; without a cache, nothing."""

    def __init__(self, cache: Cache | None, around: bytes) -> None:
        """`around`: as in `Fingerprints`; data hold words of the interface, too."""
        self._cache = cache
        self._around = around
        self._used: dict[str, list[bytes]] = defaultdict(list)

    def nearest(self, nearest: Nearest) -> Nearest:
        """The same, with what was found before."""
        if found := self._get("nearest", nearest.digest if self._cache else None):
            nearest.recall(found)
        return nearest

    def keep_nearest(self, nearest: Nearest, found: NearestNamed) -> None:
        """Keeps what all processes have found, once it is all."""
        if self._cache and len(found) == len(nearest):
            self._put("nearest", nearest.digest, found)

    def fingerprints(self, kind: Kind, there: Written) -> dict[str, bytes] | None:
        """Those of a kind's files, when all are there and need not even be made."""
        found = self._get("data", self._cache and kind.digest)
        files = {path: bytes.fromhex(digest) for path, digest in found["files"].items()} if found else {}
        if not files or any(there.get(path) != digest for path, digest in files.items()):
            return None
        kind.recall(found["note"])
        return files

    def keep(self, kind: Kind, files: dict[str, bytes]) -> dict[str, bytes]:
        """Keeps the fingerprints of a kind's files, which it returns."""
        if self._cache and (digest := kind.digest):
            self._put("data", digest, {"files": {path: own.hex() for path, own in files.items()}, "note": kind.note})
        return files

    def _get(self, table: str, digest: bytes | None) -> Any:
        if not self._cache or not digest:
            return None
        key = digest + self._around
        found = self._cache.get(table, [key])
        self._used[table].append(key)
        return json.loads(found[key]) if key in found else None

    def _put(self, table: str, digest: bytes, value: Any) -> None:
        assert self._cache
        key = digest + self._around
        self._cache.put(table, {key: json.dumps(value).encode()})
        self._used[table].append(key)
        self._cache.keep_only(table, self._used[table], SPARE)


def _unchanged(
    site: Site, fingerprints: Fingerprints, nearest: Nearest, there: Written, processes: int
) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Path → fingerprint of pages that are there as they would be made, and of what belongs to them; what was found in `nearest`."""
    runs = rows(list(site.pages), RUN)

    def work(numbers: Iterator[int]) -> Iterator[tuple[dict[str, bytes], NearestNamed]]:
        unchanged: dict[str, bytes] = {}
        for number in numbers:
            for page in map(site.pages.__getitem__, runs[number]):
                if fingerprint := fingerprints.of_page(page):
                    paths = site.paths_of(page)
                    if all(there.get(path) == fingerprint for path in paths):
                        unchanged |= dict.fromkeys(paths, fingerprint)
        yield unchanged, nearest.found

    files: dict[str, bytes] = {}
    found: dict[str, Any] = {}
    with spread(work, len(runs), processes, joining=True) as working:
        for unchanged, named in working:
            files |= unchanged
            found |= named
    return files, found
