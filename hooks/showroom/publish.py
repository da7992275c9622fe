"""Writes a site to disk, its pages spread over the machine's cores."""

import gc
import multiprocessing
import os
from collections.abc import Iterable
from multiprocessing.connection import Connection
from pathlib import Path

from .build import Site

FEWEST_PAGES = 400
"""For fewer pages, starting another process takes longer than it saves."""

PROCESSES_MAX = 8
"""More would wait for the disk."""


def publish(site: Site, into: Path, processes: int | None = None) -> None:
    """Writes a site below the folder `into`.

    `processes`: how many render pages; as many as there are cores when not given, where processes can be forked.
    """
    wanted = _cores() if processes is None else processes
    count = wanted if len(site.pages) >= FEWEST_PAGES or processes else 1
    icons = _pages(site, into, count) if count > 1 else write(site.page_files(site.pages), into)
    write(site.other_files(icons or frozenset()), into)


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


def _pages(site: Site, into: Path, count: int) -> frozenset[str]:
    """Renders and writes all pages in `count` processes, this one among them; the icons that the others used."""
    context = multiprocessing.get_context("fork")
    # What is there now is shared with the children; a collection there would copy it.
    gc.collect()
    gc.freeze()
    try:
        children = []
        for number in range(1, count):
            receiver, sender = context.Pipe(duplex=False)
            child = context.Process(target=_share, args=(site, into, number, count, sender))
            child.start()
            sender.close()
            children.append((child, receiver))
        write(site.page_files(site.pages[0::count]), into)
        icons: frozenset[str] = frozenset()
        for child, receiver in children:
            icons |= _answer(receiver)
            child.join()
        return icons
    finally:
        gc.unfreeze()


def _share(site: Site, into: Path, number: int, count: int, sender: Connection) -> None:
    """What a child does: every `count`-th page; it sends the icons it used, or what went wrong."""
    try:
        write(site.page_files(site.pages[number::count]), into)
        sender.send(site.renderer.icons)
    except Exception as error:
        sender.send(error)


def _answer(receiver: Connection) -> frozenset[str]:
    """What a child has sent. Raises what went wrong there, and ChildProcessError when it died."""
    try:
        answer = receiver.recv()
    except EOFError:
        raise ChildProcessError("a process that rendered pages was killed") from None
    if isinstance(answer, Exception):
        raise answer
    return frozenset(answer)


def _cores() -> int:
    """The cores this process may use; 1 where processes cannot be forked safely."""
    if not hasattr(os, "sched_getaffinity"):  # Windows has no fork, and macOS' frameworks do not survive it
        return 1
    return min(len(os.sched_getaffinity(0)), PROCESSES_MAX)
