"""Work spread over processes: only where a process may be forked."""

import multiprocessing
import os
import threading
import time

import pytest
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


def test_no_process_is_left_when_the_one_that_started_them_fails():
    started = multiprocessing.Event()

    def work(number, count):
        started.set()
        time.sleep(60)
        yield number

    with pytest.raises(ValueError, match="no more"):
        with processes.spread(work, 2):
            assert started.wait(10)
            raise ValueError("no more")
    assert multiprocessing.active_children() == []
