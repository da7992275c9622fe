"""The preview's server, as the command that watches over it starts and ends it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

import preview
from _address import Address

BUSY = """
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(7))
pathlib.Path(sys.argv[-1], "began").touch()
time.sleep(600)  # as long as its first site takes, it does not look at its input
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no signals to ask a process to end")
def test_a_server_that_still_makes_its_first_site_ends_when_it_is_told(tmp_path, monkeypatch):
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/_serve.py").write_text(BUSY, "utf-8")
    monkeypatch.setattr(preview, "PROJECT", tmp_path)
    server = preview.Server(Address("127.0.0.1", 8000), Path("catalogue"), tmp_path)
    while not (tmp_path / "began").exists():
        assert server.status() is None
        time.sleep(0.02)
    server.stop()
    assert server.status() == 7
