"""Writes a site to disk: what is not there yet, its pages spread over the machine's cores."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .build import Content, Site
from .fingerprints import Fingerprints, of_content
from .processes import cores, spread

FEWEST_PAGES = 400
"""For fewer pages, starting another process takes longer than it saves."""

Written = Mapping[str, bytes]
"""Path within a site → fingerprint of the file there."""


def publish(site: Site, into: Path, processes: int | None = None, there: Written = {}) -> dict[str, bytes]:
    """Writes a site below the folder `into`, but for what is `there` already, wherever that is; returns the whole site.

    `processes`: how many render pages; as many as there are cores when not given, where processes can be forked.
    """
    fingerprints = Fingerprints(site)
    files = dict(_unchanged(site, fingerprints, there)) if there else {}
    to_render = [page for page in site.pages if f"{page.uri}index.html" not in files]

    def work(number: int, count: int) -> Iterator[tuple[dict[str, bytes], frozenset[str]]]:
        """Every `count`-th of them; yields their files and the icons they use."""
        done: dict[str, bytes] = {}
        for page in to_render[number::count]:
            done |= write(site.page_files([page]), into, there, fingerprints.of_page(page))
        yield done, site.renderer.icons

    wanted = cores() if processes is None else processes
    icons: frozenset[str] = frozenset()
    for done, used in spread(work, wanted if len(to_render) >= FEWEST_PAGES or processes else 1):
        files |= done
        icons |= used
    return files | write(site.other_files(icons), into, there)


def _unchanged(site: Site, fingerprints: Fingerprints, there: Written) -> Iterator[tuple[str, bytes]]:
    """(path, fingerprint) of pages that are there as they would be made, and of what belongs to them."""
    for page in site.pages:
        if fingerprint := fingerprints.of_page(page):
            paths = site.paths_of(page)
            if all(there.get(path) == fingerprint for path in paths):
                yield from ((path, fingerprint) for path in paths)


def write(
    files: Iterable[tuple[str, Content]], into: Path, there: Written = {}, fingerprint: bytes | None = None
) -> dict[str, bytes]:
    """Writes (path, content) pairs below the folder `into`, but for those that are `there`; returns all.

    Text is written as UTF-8 with `\n`, on every system. One `fingerprint` is theirs together, else each has its own.
    """
    done = {}
    for path, content in files:
        data = content.encode() if isinstance(content, str) else content
        done[path] = fingerprint or of_content(data)
        if there.get(path) != done[path]:
            target = into / path
            try:
                target.write_bytes(data)
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
    return done
