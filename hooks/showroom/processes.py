"""Work spread over the machine's cores by forking: children begin with everything this process has read."""

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

T = TypeVar("T")

MOST = 8
"""More would wait for the disk."""


def cores() -> int:
    """The cores this process may use; 1 where processes cannot be forked safely: beside threads they would inherit their locks."""
    if threading.active_count() > 1:
        return 1
    if not hasattr(os, "sched_getaffinity"):  # Windows has no fork, and macOS' frameworks do not survive it
        return 1
    return min(len(os.sched_getaffinity(0)), MOST)


@contextmanager
def spread(work: Callable[[int, int], Iterable[T]], count: int) -> Iterator[Iterator[T]]:
    """What `work(number, count)` yields for each number below `count`, each in a process of its own, as it comes.

    The processes start at once, and none is left after the block; with one only, the work is done here when its
    results are asked for. Raises what is raised there, and ChildProcessError when one of them dies.
    """
    if count == 1:
        yield iter(work(0, 1))
        return
    context = multiprocessing.get_context("fork")
    # What is there now is shared with the children; a collection there would copy it. None here first: among ten
    # thousand entries that takes half a second, and finds next to nothing.
    gc.freeze()
    children = {}
    try:
        for number in range(count):
            receiver, sender = context.Pipe(duplex=False)
            child = context.Process(target=_do, args=(work, number, count, sender), daemon=True)
            child.start()
            sender.close()
            children[receiver] = child
        yield _answers(children)
    finally:
        for child in children.values():
            child.terminate()
            child.join()
        gc.unfreeze()


def _answers(children: Mapping[Connection, Any]) -> Iterator[Any]:
    """What the children send, until all have ended."""
    running = dict(children)
    while running:
        for receiver in wait(list(running)):
            assert isinstance(receiver, Connection)
            try:
                is_result, answer = receiver.recv()
            except EOFError:
                child = running.pop(receiver)
                child.join()
                if child.exitcode:
                    raise ChildProcessError("a process that worked for this one was killed") from None
                continue
            if not is_result:
                raise answer
            yield answer


def _do(work: Callable[[int, int], Iterable[T]], number: int, count: int, sender: Connection) -> None:
    """What a child does: it sends each result, or what went wrong."""
    try:
        for result in work(number, count):
            sender.send((True, result))
    except Exception as error:
        sender.send((False, error))
