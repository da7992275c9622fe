"""What the benchmark measures with: memory of a whole tree, programs that fail, servers, and nothing that goes on after it."""

from __future__ import annotations

import contextlib
import http.server
import socket
import sys
import threading

import psutil
import pytest

from _bench.measure import Failed, Run, awake, page, refresh, served, timed

MEGABYTES = 100
"""That a program of these tests holds; Python itself takes some ten."""

HOLD = f"held = bytearray(b'x') * {MEGABYTES * 1_000_000}"


@pytest.fixture
def running(tmp_path, monkeypatch):
    """Runs Python code as a measured command, which is looked at all the time."""
    monkeypatch.setattr("_bench.measure.LOOKING", 1)

    def run(code: str, **settings) -> Run:
        return timed([sys.executable, "-c", code], cwd=tmp_path, log=tmp_path / "log.txt", **settings)

    return run


def test_the_memory_of_a_program_and_of_what_it_starts_counts_together(running):
    child = f"import time; {HOLD}; time.sleep(1)"
    alone = running(f"import time; {HOLD}; time.sleep(1)")
    both = running(f"import subprocess, sys; {HOLD}; subprocess.run([sys.executable, '-c', {child!r}])")
    assert MEGABYTES < alone.peak < 1.5 * MEGABYTES
    assert 2 * MEGABYTES < both.peak < 3 * MEGABYTES


@pytest.mark.skipif(not psutil.LINUX, reason="only Linux tells what processes share")
def test_memory_that_processes_share_counts_once(running):
    forked = running(f"import os, time; {HOLD}; child = os.fork(); time.sleep(1); child and os.wait()")
    assert MEGABYTES < forked.peak < 1.5 * MEGABYTES


def test_a_program_sees_its_folder_and_what_is_set_for_it_and_no_input(running, tmp_path):
    running("import os, sys; print(os.getcwd(), os.environ['WORDS'], repr(sys.stdin.read()))", environment={"WORDS": "two"})
    assert (tmp_path / "log.txt").read_text().split() == [str(tmp_path), "two", "''"]


def test_a_program_that_fails_is_told_with_its_status_and_its_last_words(running):
    with pytest.raises(Failed) as raised:
        running("import sys; print('one\\ntwo\\nthree'); sys.stdout.flush(); sys.exit('four')")
    assert str(raised.value).endswith("ended with status 1: two / three / four")


def test_a_program_may_end_with_another_status_where_that_is_told(running):
    assert running("raise SystemExit(1)", done=(0, 1)).seconds > 0


def test_a_program_that_takes_too_long_is_ended_with_all_it_started(running, tmp_path, monkeypatch):
    monkeypatch.setattr("_bench.measure.PATIENCE", 3)
    child = "import time; time.sleep(600)"
    code = f"import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {child!r}]); print(child.pid, flush=True); child.wait()"
    with pytest.raises(Failed, match=r"took more than 3 s: \d+$"):
        running(code)
    assert not psutil.pid_exists(int((tmp_path / "log.txt").read_text()))


@contextlib.contextmanager
def telling(words: list[str]):
    """A page that says the last of the words; its address."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(words[-1].encode())

        def log_message(self, *arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_an_edit_is_waited_for_until_the_page_shows_it():
    words = ["before"]

    def edit():
        threading.Timer(0.3, words.append, ["now: after"]).start()
        return "after"

    with telling(words) as url:
        assert refresh(url, edit) > 0.3


def test_an_edit_that_no_page_shows_is_told():
    with telling(["before"]) as url, pytest.raises(Failed, match=r"waited 0 s for http://127\.0\.0\.1:\d+/ to show the edit"):
        refresh(url, lambda: "after", within=0.2)


def test_a_server_that_does_not_watch_yet_is_given_longer_with_each_edit(monkeypatch):
    waited = []

    def refresh(url, edit, *, within):
        waited.append((edit(), within))
        if len(waited) < 3:
            raise Failed("not shown")

    monkeypatch.setattr("_bench.measure.refresh", refresh)
    awake("http://127.0.0.1:1/", "edit {}".format)
    assert waited == [("edit 0", 10), ("edit 1", 20), ("edit 2", 40)]


def test_a_server_that_never_watches_is_told(monkeypatch):
    monkeypatch.setattr("_bench.measure.REFRESH_PATIENCE", 0.1)
    with telling(["before"]) as url, pytest.raises(Failed, match="to show the edit"):
        awake(url, "edit {}".format)


def test_a_server_is_there_for_the_block_and_gone_after_it(tmp_path):
    (tmp_path / "index.html").write_text("here")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    with served(command, url=url, cwd=tmp_path, log=tmp_path / "log.txt"):
        assert page(url) == b"here"
        assert page(f"{url}missing.html") is None
    assert page(url) is None


def test_a_server_that_ends_at_once_is_told_with_its_last_words(tmp_path):
    command = [sys.executable, "-c", "import sys; sys.exit('no such port')"]
    with pytest.raises(Failed, match="ended with status 1: no such port"):
        with served(command, url="http://127.0.0.1:1/", cwd=tmp_path, log=tmp_path / "log.txt"):
            pass
