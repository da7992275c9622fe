"""Work spread over the machine's cores by forking: children begin with everything this process has read."""

import gc
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, takewhile
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


Work = Callable[[Iterator[int]], Iterable[T]]
"""What a process does with the numbers of the shares that fall to it: it takes the next when it has done one."""


@contextmanager
def spread(work: Work[T], shares: int, processes: int, *, joining: bool = False) -> Iterator[Iterator[T]]:
    """What `work` yields in each of the processes, as it comes, once it was done for every number below `shares`.

    The processes start at once, and none is left after the block; with one only, or nothing to do, the work is done
    here when its results are asked for. `joining`: this process is one of them, and takes part from then on; between two of
    its own results come those that the others have sent meanwhile. What is larger than a pipe holds, some 64 kB, waits until then.
    Raises what is raised there, and ChildProcessError when one of them dies.
    """
    if processes == 1 or not shares:
        yield iter(work(iter(range(shares))))
        return
    context = multiprocessing.get_context("fork")
    numbers = _Numbers(context.Value("i", 0), shares)
    # What is there now is shared with the children; a collection there would copy it. None here first: among ten
    # thousand entries that takes half a second, and finds next to nothing.
    gc.freeze()
    children = {}
    try:
        for _ in range(processes - joining):
            receiver, sender = context.Pipe(duplex=False)
            child = context.Process(target=_do, args=(work, numbers, sender, [*children, receiver], os.getpid()), daemon=True)
            with _unheard(_ENDS):
                child.start()
            sender.close()
            children[receiver] = child
        answers = _Answers(children)
        yield chain(_in_turn(work(numbers), answers) if joining else (), answers.all())
    finally:
        for child in children.values():
            child.terminate()
            child.join()
        gc.unfreeze()


class _Numbers(Iterator[int]):
    """The numbers below a count, each for the process that asks next."""

    def __init__(self, taken: Any, count: int) -> None:
        """`taken`: a number that all processes share."""
        self._taken = taken
        self._count = count

    def __next__(self) -> int:
        with self._taken.get_lock():
            number: int = self._taken.value
            if number == self._count:
                raise StopIteration
            self._taken.value += 1
            return number


class _Answers:
    """What the children send, until all have ended."""

    def __init__(self, children: Mapping[Connection, Any]) -> None:
        self._running = dict(children)

    def all(self) -> Iterator[Any]:
        """All of it, as it comes."""
        while self._running:
            yield from self._taken(wait(list(self._running)))

    def there(self) -> Iterator[Any]:
        """What need not be waited for."""
        return self._taken(wait(list(self._running), timeout=0))

    def _taken(self, receivers: Iterable[Any]) -> Iterator[Any]:
        for receiver in receivers:
            assert isinstance(receiver, Connection)
            try:
                is_result, answer = receiver.recv()
            except EOFError:
                child = self._running.pop(receiver)
                child.join()
                if child.exitcode:
                    raise ChildProcessError("a process that worked for this one was killed") from None
                continue
            if not is_result:
                error, where = answer
                error.add_note(where)
                raise error
            yield answer


def _in_turn(own: Iterable[T], answers: _Answers) -> Iterator[T]:
    """Results of this process, and after each what others have sent meanwhile."""
    for result in own:
        yield result
        yield from answers.there()


_ENDS = {signal.SIGINT, signal.SIGTERM}
"""Ctrl-C, which a terminal sends to all processes of a command, and the request to end."""


@contextmanager
def _unheard(signals: set[signal.Signals]) -> Iterator[None]:
    """Lets signals wait until the block is done; a process that starts in it hears them when it asks for them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _do(work: Work[T], numbers: Iterator[int], sender: Connection, receivers: Iterable[Connection], parent: int) -> None:
    """What a child does: it sends each result, or what went wrong.

    `receivers`: the other ends of all pipes so far; `parent`: the id of the process that has them.
    """
    # It ends when its parent says so, and without a word: the parent tells what happened.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
    # And when its parent is gone, which a pipe tells that nobody reads.
    for receiver in receivers:
        receiver.close()
    try:
        for result in work(takewhile(lambda _: os.getppid() == parent, numbers)):
            sender.send((True, result))
    except BrokenPipeError:
        return
    except Exception as error:
        # In words, for a traceback is lost on the way.
        sender.send((False, (_sendable(error), "".join(traceback.format_exception(error)).rstrip())))


def _sendable(error: Exception) -> Exception:
    """What went wrong, or as much of it as can be made again elsewhere."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # of a class that asks for more than what it says
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
