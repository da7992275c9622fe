"""A preview that runs in a process of its own, as tests ask it and edit what it shows."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from built import environment, script_command, script_environment

DEADLINE = 30
"""Seconds until a change must show: a build takes one, a busy machine several."""


@dataclass
class Preview:
    """A running preview and the files it shows."""

    project: Path
    url: str
    output: Path

    def get(self, uri: str) -> str:
        """What the server answers now, whatever the status; an answer must come."""
        try:
            with urllib.request.urlopen(self.url + uri, timeout=DEADLINE) as answer:
                return answer.read().decode("utf-8")
        except urllib.error.HTTPError as answer:
            return answer.read().decode("utf-8")

    def status(self, uri: str) -> int:
        """The status of what the server answers now."""
        try:
            with urllib.request.urlopen(self.url + uri, timeout=DEADLINE) as answer:
                return answer.status
        except urllib.error.HTTPError as answer:
            return answer.code

    def said(self, words: str) -> int:
        """How many lines that the server printed begin like that."""
        return sum(line.startswith(words) for line in self.output.read_text("utf-8").splitlines())

    def until(self, uri: str, is_so: Callable[[str], bool]) -> str:
        """The page as soon as it is so; fails after the deadline with what it was and what the server printed."""
        end = time.monotonic() + DEADLINE
        page = ""
        while time.monotonic() < end:
            try:
                page = self.get(uri)
            except (urllib.error.URLError, ConnectionError, http.client.IncompleteRead):
                page = ""  # not listening yet, or starting again
            if is_so(page):
                return page
            time.sleep(0.1)
        pytest.fail(f"{uri or '/'} never became so:\n{page[-3000:]}\n--- printed:\n{self.output.read_text()[-3000:]}")

    def edit(self, name: str, old: str, new: str) -> Callable[[], None]:
        """Replaces a text in a file of the project; returns what puts the file back."""
        path = self.project / name
        before = path.read_text(encoding="utf-8")
        assert old in before
        path.write_text(before.replace(old, new, 1), encoding="utf-8")
        return lambda: path.write_text(before, encoding="utf-8") and None


@contextmanager
def running(door: str, project: Path, tmp_path: Path) -> Iterator[Preview]:
    """A preview that answers, started through one of its doors; ended in any case."""
    port = free_port()
    output = tmp_path / "output.txt"
    if door == "preview.py":
        command = script_command("preview.py", "--port", str(port), project=project)
        variables = script_environment(project)
    else:
        command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
        variables = environment()
    variables |= {"TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    with output.open("w") as stream:
        process = subprocess.Popen(
            command, cwd=project, env=variables, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        preview = Preview(project, f"http://127.0.0.1:{port}/", output)
        preview.until("", lambda page: "<h1" in page)
        yield preview
    finally:
        stop(process)


def stop(process: subprocess.Popen) -> None:
    """Ends the server and whatever it started."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page)
    return found[1] if found else ""
