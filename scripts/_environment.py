"""The project's own Python environment: entered by every command, made when it is missing or out of date.

A command calls `enter("site")` before it imports anything from outside the standard library. The first
start makes `.venv/` and takes as long as pip does; later ones compare a marker file and go on. So this
module imports nothing costly, and what a first start needs waits in `_installer`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

from _command import PROJECT, CannotRun
from _process import become

LOCKS = PROJECT / "scripts" / "locks"
FOLDER = PROJECT / ".venv"


def enter(needs: str) -> None:
    """Return inside an environment that holds `scripts/locks/<needs>.txt`; elsewhere, start over inside it.

    Raises CannotRun when that environment cannot be made.
    """
    # Otherwise Material prints a page of notices wherever MkDocs starts.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    environment = Environment(FOLDER)
    lock = LOCKS / f"{needs}.txt"
    is_ready = environment.holds(lock)
    if Path(sys.prefix).resolve() == FOLDER.resolve():
        if is_ready:
            return
        # It cannot be replaced from inside: the Python that made it does that.
        become([sys._base_executable, *sys.orig_argv[1:]])
    if not is_ready:
        from _installer import make

        make(environment, lock, among=sorted(LOCKS.glob("*.txt")))
    become([str(environment.python), *sys.orig_argv[1:]])


class Environment:
    """A virtual environment that knows which locks it was completely made from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.marker = folder / "showroom.json"

    def holds(self, lock: Path) -> bool:
        """Whether this very Python made it, completely, from the lock as it stands now."""
        marker = self._read_marker()
        return (
            marker.get("python") == sys.version
            and digest(lock) in marker.get("locks", ())
            and self.python.exists()  # a dangling link once the Python that made it is gone
            and (self.folder / "pyvenv.cfg").exists()
        )

    def is_foreign(self) -> bool:
        """Whether someone else put something here, which is not ours to replace."""
        return self.folder.exists() and not self.marker.exists() and any(self.folder.iterdir())

    def record(self, locks: list[str]) -> None:
        """Write down by digest what it holds; no digest means unfinished. Replaces the old word in one step."""
        self.folder.mkdir(parents=True, exist_ok=True)
        new = self.marker.with_suffix(".new")
        new.write_text(json.dumps({"python": sys.version, "locks": locks}, indent=2), encoding="utf-8")
        new.replace(self.marker)

    def _read_marker(self) -> dict:
        try:
            return json.loads(self.marker.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}


def digest(lock: Path) -> str:
    """The SHA-256 of a lock file. Raises CannotRun when it cannot be read."""
    try:
        return hashlib.sha256(lock.read_bytes()).hexdigest()
    except OSError as error:
        raise CannotRun(
            f"cannot read {lock}: {error.strerror}",
            help="it belongs to the repository; bring it back with `git checkout scripts/locks`",
        ) from None
