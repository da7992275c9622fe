"""Other programs that a command becomes, or starts and ends. Standard library only."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

OWN_GROUP = {"process_group": 0} if os.name == "posix" else {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
"""For a program that Ctrl-C shall not reach: it would answer with a traceback. Whoever starts it ends it."""


def become(command: list[str]) -> NoReturn:
    """Go on as another program, which takes this one's terminal, signals and exit status."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execv(command[0], command)
    # Windows' exec gives the prompt back at once, so there this process waits for the other.
    program = subprocess.Popen(command)
    while True:
        try:
            sys.exit(program.wait())
        except KeyboardInterrupt:
            continue  # the program was told too, and decides how to end


def collect_no_garbage() -> None:
    """Let what is not needed any more lie until the process ends, for commands that read a catalogue and are done.

    Ten thousand entries are millions of objects, nearly all of them needed to the end: to look through them for others
    takes its time again and again, and at the end once more.
    """
    gc.disable()
    atexit.register(gc.freeze)


def interrupt(signal_number: int, frame: object) -> NoReturn:
    """A signal handler that ends the process as Ctrl-C does, so that what it began is cleaned up."""
    raise KeyboardInterrupt


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C and a request to end wait until the block is done: it takes a moment, and half of it would be worse."""
    came: list[int] = []
    handlers = {number: signal.signal(number, lambda number, frame: came.append(number)) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    if came:
        raise KeyboardInterrupt
