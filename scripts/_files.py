"""Files written whole or not at all. Standard library only."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from _command import CannotRun


def is_ordinary(path: Path) -> bool:
    """Whether a file stands there itself: no folder, pipe or device, and no link to a file elsewhere."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def replace(path: Path, content: bytes) -> None:
    """Put `content` in a file's place in one step: whoever reads it sees the old or the new, never a part.

    A link there is replaced, not followed. A file that was there passes on its permissions. Raises CannotRun.
    """
    try:
        mode = stat.S_IMODE(path.lstat().st_mode) if is_ordinary(path) else 0o666 & ~_umask()
        # Its name starts with a dot, so that a preview that looks just now passes over it.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(name, mode)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise cannot_write(path, error) from None


def cannot_write(path: Path, error: OSError) -> CannotRun:
    """The reason and the way out, for a person at a terminal."""
    return CannotRun(f"cannot write {path}: {error.strerror}", help="check that its folder exists and may be written to")


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
