"""Time and memory of commands and servers. Needs psutil, except for what says otherwise."""

from __future__ import annotations

import http.client
import itertools
import os
import subprocess
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _command import OK
from _process import OWN_GROUP

SAMPLING = 0.05
"""Seconds between two looks at a process tree, at least."""

LOOKING = 0.02
"""The share of the time that looking may take: a look at three processes of 200 MB takes 16 ms, from what is measured."""

POLLING = 0.01
"""Seconds between two requests for a page that is about to change."""

PATIENCE = 1800
"""Seconds after which a command or a server is given up."""

REFRESH_PATIENCE = 300
"""Seconds after which nobody waits for a preview any more."""


class Failed(Exception):
    """A measured program did not do its work: its last words."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command."""

    seconds: float
    """From before the process is started until it has ended."""
    peak: float
    """Most memory of the process tree, in MB; what processes share counts once where the system tells (Linux), else for each."""
    processor: float
    """Processor seconds of the whole tree, which other programs on the machine lengthen less; 0 on Windows."""


def timed(
    command: Sequence[str], *, cwd: Path, log: Path, environment: Mapping[str, str] = {}, done: Collection[int] = (OK,)
) -> Run:
    """Run a command, its output into the file `log`. Raises Failed when it takes too long, or ends with a status not in `done`."""
    settle()
    with log.open("wb") as output:
        spent = processor_of_children()
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env={**os.environ, **environment}, **OWN_GROUP
        )
        with sampled(process.pid) as peak:
            try:
                status = process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                end(process)
                raise Failed(f"`{shown(command)}` took more than {PATIENCE} s: {last_words(log)}") from None
            except BaseException:
                end(process)
                raise
            seconds = time.perf_counter() - started
    if status not in done:
        raise Failed(f"`{shown(command)}` ended with status {status}: {last_words(log)}")
    return Run(seconds, peak.megabytes, processor_of_children() - spent)


def processor_of_children() -> float:
    """Seconds that programs started by this one, and ended, have kept processors busy."""
    times = os.times()
    return times.children_user + times.children_system


def settle() -> None:
    """Let the disk finish what earlier runs left to it."""
    if hasattr(os, "sync"):
        os.sync()


class Peak:
    """The most memory a process tree was seen to hold."""

    def __init__(self) -> None:
        self.bytes = 0

    @property
    def megabytes(self) -> float:
        """In millions of bytes."""
        return self.bytes / 1e6


@contextmanager
def sampled(pid: int) -> Iterator[Peak]:
    """The memory of a process and its descendants, looked at again and again within the block."""
    import psutil

    peak, done = Peak(), threading.Event()

    def look() -> None:
        try:
            root = psutil.Process(pid)
        except psutil.Error:
            return
        pause = SAMPLING
        while not done.wait(pause):
            started = time.perf_counter()
            peak.bytes = max(peak.bytes, resident(root))
            pause = max(SAMPLING, (time.perf_counter() - started) / LOOKING)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def resident(root: Any) -> int:
    """Bytes that a psutil.Process and its descendants hold now; 0 once they are gone."""
    import psutil

    total = 0
    try:
        tree = [root, *root.children(recursive=True)]
    except psutil.Error:
        return 0
    for process in tree:
        try:
            # Proportional set size: a page that two processes share counts half for each.
            total += process.memory_full_info().pss if psutil.LINUX else process.memory_info().rss
        except psutil.Error:
            continue  # it ended between two lines
    return total


@contextmanager
def served(command: Sequence[str], *, url: str, cwd: Path, log: Path, environment: Mapping[str, str] = {}) -> Iterator[None]:
    """Run a server for the length of the block, which begins when it answers for `url`. Raises Failed."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env={**os.environ, **environment}, **OWN_GROUP
        )
        try:
            wait_until(lambda: process.poll() is not None or page(url) is not None, f"{shown(command)} to answer")
            if process.poll() is not None:
                raise Failed(f"`{shown(command)}` ended with status {process.returncode}: {last_words(log)}")
            yield
        finally:
            end(process)


def end(process: subprocess.Popen) -> None:
    """End a process and all it started."""
    import psutil

    try:
        tree = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    except psutil.Error:
        tree = []
    for each in tree:
        try:
            each.terminate()
        except psutil.Error:
            continue
    for each in psutil.wait_procs(tree, timeout=5)[1]:
        each.kill()
    process.wait()


def refresh(url: str, edit: Callable[[], str], *, within: float = REFRESH_PATIENCE) -> float:
    """Seconds from a saved edit until the page at `url` shows the text that `edit` says it has written. Raises Failed."""
    settle()
    started = time.perf_counter()
    text = edit().encode()
    wait_until(lambda: text in (page(url) or b""), f"{url} to show the edit", within=within)
    return time.perf_counter() - started


def awake(url: str, edit: Callable[[int], str]) -> None:
    """Edit until the page shows it: a server may answer before it watches. Raises Failed when it never does."""
    limit = time.monotonic() + REFRESH_PATIENCE
    for number in itertools.count():
        try:
            refresh(url, lambda n=number: edit(n), within=min(10 * 2**number, REFRESH_PATIENCE))
        except Failed:
            if time.monotonic() > limit:
                raise
        else:
            return


def wait_until(holds: Callable[[], bool], what: str, *, within: float = PATIENCE) -> None:
    """Ask again and again. Raises Failed after so many seconds."""
    limit = time.monotonic() + within
    while not holds():
        if time.monotonic() > limit:
            raise Failed(f"waited {within:.0f} s for {what}")
        time.sleep(POLLING)


def page(url: str) -> bytes | None:
    """The page at an http address, or None when it cannot be had now."""
    host, _, path = url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=PATIENCE)
    try:
        connection.request("GET", f"/{path}")
        answer = connection.getresponse()
        return answer.read() if answer.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def last_words(log: Path) -> str:
    """The end of what a program said, in one line."""
    said = log.read_text("utf-8", errors="replace").strip().splitlines()
    return " / ".join(said[-3:])[:400] or "it said nothing"


def shown(command: Sequence[str]) -> str:
    """The command without the folders of its program."""
    return " ".join([Path(command[0]).name, *command[1:]])[:120]
