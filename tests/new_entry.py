"""The command that starts an entry, as tests run it: with options, or at a terminal of its own."""

import os
import select
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"

# The command as it runs once it is inside its environment.
COMMAND = [sys.executable, "-c", "import _environment; _environment.enter = lambda needs: None; import new_solution as n; n.run(n.main)"]
ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(SCRIPTS), "PYTHONDONTWRITEBYTECODE": "1", "TERM": "dumb", "INPUTRC": os.devnull, "PYTHONUTF8": "1",
}  # fmt: skip

TITLE = "Lamps that wake for people"
SLUG = "lamps-that-wake-for-people"
SUMMARY = "Forty lamps along the quay dim when nobody is near, and use a third less power than before."
CHALLENGE = (
    "The quay was lit all night although hardly anybody walks there after ten. The municipality wanted to spend "
    "less on power without making people feel unsafe."
)
SOLUTION = f"Forty lamps got a motion sensor, and dim when nobody is near. {CHALLENGE}"
GIVEN = {
    "title": [TITLE], "summary": [SUMMARY], "sector": ["energy", "public-space"], "technology": ["led"], "city": ["testby"],
    "partner": ["testby-municipality:owner", "lampworks:supplier"], "challenge": [CHALLENGE], "solution": [SOLUTION],
    "source-title": ["Lamps, a year on"], "source-publisher": ["Testby Municipality"],
    "source-url": ["https://testby.example/r"], "source-date": ["2020-10-01"], "date": ["2026-01-15"],
}  # fmt: skip


def options(**changes: list[str]) -> list[str]:
    """GIVEN as a command line, with changes; an empty list leaves an option out."""
    given = GIVEN | {name.replace("_", "-"): values for name, values in changes.items()}
    return [word for name, values in given.items() for value in values for word in (f"--{name}", value)]


def start(catalogue: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, "--catalogue", str(catalogue), *words],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", env=ENVIRONMENT, timeout=60, check=False,
    )  # fmt: skip


def files(catalogue: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (catalogue / "solutions").iterdir()}


class Session:
    """The command at a terminal of its own."""

    def __init__(self, catalogue: Path, *words: str) -> None:
        import pty

        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execve(sys.executable, [*COMMAND, "--catalogue", str(catalogue), *words], ENVIRONMENT)
        self.said = ""
        self.seen = 0

    def expect(self, text: str) -> None:
        """Wait until it has said `text`, after what was expected before."""
        end = time.monotonic() + 30
        while (at := self.said.find(text, self.seen)) < 0:
            assert time.monotonic() < end, f"no {text!r} in:\n{self.said[self.seen :]}"
            assert self._read(), f"it ended without {text!r}:\n{self.said[self.seen :]}"
        self.seen = at + len(text)

    def answer(self, *lines: str) -> None:
        """Type lines, each once it is asked for."""
        for number, line in enumerate(lines):
            self.expect("\n  " if number else "\n> ")
            self.type(line + "\n")

    def type(self, keys: str) -> None:
        os.write(self.terminal, keys.encode())

    def stop(self, key: str = "\x03") -> None:
        """Press Ctrl-C, or another key, at a prompt; and Enter, for which readline waits when the signal came just before it did."""
        self.expect("\n> ")
        self.type(key)
        with suppress(OSError):
            self.type("\n")

    def end(self) -> int:
        """Wait for its end; the exit status."""
        while self._read():
            pass
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self) -> bool:
        if select.select([self.terminal], [], [], 1)[0]:
            try:
                data = os.read(self.terminal, 65536)
            except OSError:  # Linux' word for the end
                data = b""
            self.said += data.decode("utf-8", errors="replace").replace("\r\n", "\n")
            return bool(data)
        return True
