"""Writes a site to disk, its pages spread over the machine's cores."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from .build import Site
from .processes import cores, spread

FEWEST_PAGES = 400
"""For fewer pages, starting another process takes longer than it saves."""


def publish(site: Site, into: Path, processes: int | None = None) -> None:
    """Writes a site below the folder `into`.

    `processes`: how many render pages; as many as there are cores when not given, where processes can be forked.
    """

    def work(number: int, count: int) -> Iterator[frozenset[str]]:
        """Every `count`-th page; yields the icons they use."""
        write(site.page_files(site.pages[number::count]), into)
        yield site.renderer.icons

    wanted = cores() if processes is None else processes
    icons = spread(work, wanted if len(site.pages) >= FEWEST_PAGES or processes else 1)
    write(site.other_files(frozenset().union(*icons)), into)


def write(files: Iterable[tuple[str, str | bytes]], into: Path) -> None:
    """Writes (path, content) pairs below the folder `into`; text as UTF-8 with `\n`, on every system."""
    for uri, content in files:
        target = into / uri
        data = content.encode() if isinstance(content, str) else content
        try:
            target.write_bytes(data)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
