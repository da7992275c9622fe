"""Preview the showroom while you write: every saved change shows in the browser, most of them at once.

    python scripts/preview.py                  http://127.0.0.1:8000/
    python scripts/preview.py --open           the same, and open it in the browser
    python scripts/preview.py --port 8080 --host 0.0.0.0 --catalogue DIR

An edited entry or template shows when its page is next asked for; MkDocs runs again after a change to a
hand-written page or to the theme. After a change to mkdocs.yml or to Python code the server itself is
started again. Ctrl-C ends it.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
import webbrowser
from pathlib import Path

from _address import Address, require_free
from _command import CATALOGUE, OK, PROJECT, catalogue_at, complain, run, say, shown
from _environment import enter
from _process import OWN_GROUP, interrupt
from _watch import Snapshot, changes_since, snapshot

WATCH_INTERVAL = 0.5
"""Seconds between two looks at the code."""

START_INTERVAL = 0.1
"""Seconds between two tries whether a starting server answers."""

GRACE = 5
"""Seconds a server has to end by itself."""


def main() -> int:
    """Serve until Ctrl-C; the exit status."""
    arguments = parser().parse_args()
    catalogue = catalogue_at(arguments.catalogue)
    address = Address(arguments.host, arguments.port)
    require_free(address)
    enter("site")
    signal.signal(signal.SIGTERM, interrupt)
    say(f"building {shown(catalogue)} for the preview")
    with tempfile.TemporaryDirectory(prefix="showroom-preview-") as site_dir:
        try:
            supervise(address, catalogue, Path(site_dir), is_opened=arguments.open)
        except KeyboardInterrupt:
            say("\npreview ended")
    return OK


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description="Serve the showroom on this machine and show every saved change.")
    parser.add_argument("--port", type=port, default=8000, help="default: 8000")
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1, this machine only")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE, metavar="DIR", help="default: catalogue/")
    parser.add_argument("--open", action="store_true", help="open the site in the browser")
    return parser


def port(text: str) -> int:
    """A TCP port. Raises ValueError, which argparse reports."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def supervise(address: Address, catalogue: Path, site_dir: Path, *, is_opened: bool) -> None:
    """Keep a server running with the code as it is now, until interrupted."""
    while True:
        code = snapshot(PROJECT)
        server = Server(address, catalogue, site_dir)
        try:
            changes = follow(server, code, is_opened=is_opened)
        finally:
            server.stop()
        is_opened = False  # the browser has the page, and asks again by itself
        say(f"{', '.join(changes)} changed; starting the server again")


def follow(server: Server, code: Snapshot, *, is_opened: bool) -> list[str]:
    """Tell when the server answers or has died, until code changes; which code that is, by path."""
    has_answered = has_died = False
    while not (changes := changes_since(code, PROJECT)):
        if not has_died and (status := server.status()) is not None:
            has_died = True
            complain(f"the server ended with status {status}; it starts again when you change code or mkdocs.yml")
        elif not has_died and not has_answered and server.address.answers():
            has_answered = True
            say(f"showing {server.address.url} (Ctrl-C ends the preview)")
            if is_opened:
                webbrowser.open(server.address.url)
        time.sleep(WATCH_INTERVAL if has_answered or has_died else START_INTERVAL)
    return changes


class Server:
    """A running `_serve.py`."""

    def __init__(self, address: Address, catalogue: Path, site_dir: Path) -> None:
        self.address = address
        program = str(PROJECT / "scripts" / "_serve.py")
        places = [address.host, str(address.port), address.url, str(catalogue), str(site_dir)]
        self.process = subprocess.Popen(
            [sys.executable, program, *places],
            stdin=subprocess.PIPE,  # its end tells the server to end, also when this process is killed
            **OWN_GROUP,
        )

    def status(self) -> int | None:
        """The exit status, or None while it runs."""
        return self.process.poll()

    def stop(self) -> None:
        """End it, by force when it is too busy to listen."""
        assert self.process.stdin
        with self.process.stdin:
            if os.name == "posix":
                self.process.terminate()  # which it hears even while it makes its first site
            else:
                self.process.stdin.close()
            try:
                self.process.wait(GRACE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


if __name__ == "__main__":
    run(main)
