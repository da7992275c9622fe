"""Work spread over processes: only where a process may be forked."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from itertools import chain
from pathlib import Path

import pytest
from jinja2 import TemplateSyntaxError
from showroom import processes


@pytest.fixture
def alone(monkeypatch):
    """This process without the threads that tests may have."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1, 2}, raising=False)


def test_as_many_processes_as_there_are_cores(alone):
    assert processes.cores() == 3


def test_beside_threads_nothing_is_forked_for_it_would_inherit_their_locks(alone, monkeypatch):
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert processes.cores() == 1


def test_nothing_is_forked_where_forks_are_not_safe(alone, monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity")
    assert processes.cores() == 1


@pytest.mark.parametrize("joining", [False, True])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_share_of_the_work_is_done_once(count, joining):
    def work(numbers):
        yield [number**2 for number in numbers]

    with processes.spread(work, 50, count, joining=joining) as found:
        assert sorted(chain.from_iterable(found)) == [number**2 for number in range(50)]


def test_the_process_that_asks_takes_part_only_when_it_joins():
    def work(numbers):
        yield os.getpid()

    with processes.spread(work, 4, 2) as found:
        assert os.getpid() not in list(found)
    with processes.spread(work, 4, 2, joining=True) as found:
        assert [pid == os.getpid() for pid in found] == [True, False]


def test_who_joins_takes_what_the_others_have_sent_before_its_own_next_share():
    here = os.getpid()
    sent, taken = multiprocessing.Event(), multiprocessing.Event()

    def work(numbers):
        for number in numbers:
            if os.getpid() == here:
                yield f"{number} here"
            else:
                yield f"{number} there"
                sent.set()
                assert taken.wait(10)

    with processes.spread(work, 3, 2, joining=True) as found:
        assert sent.wait(10)
        assert [next(found), next(found), next(found)] == ["1 here", "0 there", "2 here"]
        taken.set()
        assert list(found) == []


def test_for_nothing_no_process_is_started():
    with processes.spread(lambda numbers: [os.getpid(), *numbers], 0, 3) as found:
        assert multiprocessing.active_children() == []
        assert list(found) == [os.getpid()]


def test_who_is_done_takes_the_next_share_and_waits_for_nobody():
    slow = multiprocessing.Event()

    def work(numbers):
        done = []
        for number in numbers:
            if number == 0:
                assert slow.wait(10)
            done.append(number)
            if number == 9:
                slow.set()
        yield done

    with processes.spread(work, 10, 2) as found:
        assert sorted(found, key=len) == [[0], [*range(1, 10)]]


@pytest.mark.parametrize("joining", [False, True])
def test_what_goes_wrong_in_another_process_is_raised_here(joining):
    here = os.getpid()

    def work(numbers):
        if os.getpid() != here:
            raise KeyError("there")
        yield list(numbers)

    with pytest.raises(KeyError, match="there"):
        with processes.spread(work, 2, 2, joining=joining) as found:
            list(found)


@pytest.mark.parametrize("error", [KeyError("there"), TemplateSyntaxError("there", 3)], ids=lambda error: type(error).__name__)
def test_with_what_went_wrong_in_another_process_comes_where(error):
    def work(numbers):
        raise error

    with pytest.raises(type(error)) as raised, processes.spread(work, 1, 2) as found:
        list(found)
    (note,) = raised.value.__notes__
    assert f'File "{__file__}"' in note and note.count("raise error") == 1


class Particular(Exception):
    """Cannot be made again of what it says alone."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason)


def test_what_goes_wrong_in_another_process_is_told_even_if_it_cannot_be_sent():
    def work(numbers):
        raise Particular(reason="odd")

    with pytest.raises(RuntimeError, match="^Particular: odd\n") as raised, processes.spread(work, 1, 2) as found:
        list(found)
    assert raised.value.__notes__[0].endswith("Particular: odd")


@pytest.mark.parametrize("joining", [False, True])
def test_the_death_of_another_process_is_told(joining):
    here = os.getpid()

    def work(numbers):
        if os.getpid() != here:
            os._exit(9)
        yield list(numbers)

    with pytest.raises(ChildProcessError, match="was killed"):
        with processes.spread(work, 2, 2, joining=joining) as found:
            list(found)


def test_no_process_is_left_when_the_one_that_started_them_fails():
    started = multiprocessing.Event()

    def work(numbers):
        started.set()
        time.sleep(60)
        yield None

    with pytest.raises(ValueError, match="no more"):
        with processes.spread(work, 2, 2):
            assert started.wait(10)
            raise ValueError("no more")
    assert multiprocessing.active_children() == []


STOPPED = """
import signal, sys, time
from showroom.processes import spread

def end(number, frame):
    raise KeyboardInterrupt

def work(numbers):
    for number in numbers:
        yield number
        time.sleep(600)

signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, end)  # as our commands do
try:
    with spread(work, 9, 3, joining=len(sys.argv) > 1) as found:
        for number in found:
            print(number, flush=True)
except KeyboardInterrupt:
    print("stopped")
"""


def started(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A command in a group of its own, as a terminal starts one."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(Path(processes.__file__).parents[1])},
    )  # fmt: skip


@pytest.mark.parametrize("joining", [False, True])
@pytest.mark.parametrize(("number", "send"), [(signal.SIGINT, os.killpg), (signal.SIGINT, os.kill), (signal.SIGTERM, os.kill), (signal.SIGTERM, os.killpg)])
def test_who_is_stopped_stops_the_others_and_none_of_them_says_anything(number, send, joining):
    program = started(STOPPED, *(["joining"] if joining else []))
    assert program.stdout.readline().strip() in ("0", "1", "2")
    send(program.pid, number)
    said, complained = program.communicate(timeout=60)
    assert said.splitlines()[-1] == "stopped"
    assert complained == ""
    with pytest.raises(ProcessLookupError):
        os.killpg(program.pid, 0)


ABANDONED = """
import time
from showroom.processes import spread

def work(numbers):
    for number in numbers:
        yield f"{number:01000000}"  # more than a pipe holds

with spread(work, 100, 4) as found:
    next(found)
    print("begun", flush=True)
    time.sleep(600)
"""


def test_none_is_left_of_a_command_that_was_killed():
    program = started(ABANDONED)
    assert program.stdout.readline() == "begun\n"
    program.kill()
    # Whoever is left holds the other ends of these pipes.
    assert program.communicate(timeout=60) == ("", "")
