"""The slow path of `_environment`: makes a virtual environment from a lock file. Standard library only."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import _debian
from _command import CannotRun, say
from _environment import Environment, digest
from _process import OWN_GROUP, become


def make(environment: Environment, lock: Path, *, among: Iterable[Path]) -> None:
    """Make the environment hold `lock`: on top of the locks in `among` that it holds already, else anew.

    Raises CannotRun when that fails; an environment that was complete before then stays so.
    """
    with alone(environment.folder.with_suffix(".lock")):
        if environment.holds(lock):
            return  # another start made it while this one waited
        held = [digest(other) for other in among if environment.holds(other)]
        try:
            if not held:
                create(environment)
            environment.record([])  # an interruption from here on leaves it unfinished, to be made anew
            try:
                install(environment, lock)
            except CannotRun:
                # pip downloads everything before it changes anything.
                environment.record(held)
                raise
            environment.record([*held, digest(lock)])
        except OSError as error:
            raise CannotRun(
                f"cannot make {environment.folder}: {error}",
                help="the folder must be writable, with about 400 MB free, and no program may be running from it",
            ) from None


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a lock that only one process has at a time; the system frees it however that process ends."""
    try:
        file = path.open("a+b")
    except OSError as error:
        raise CannotRun(f"cannot write {path}: {error.strerror}", help="the project folder must be writable") from None
    with file:
        if not try_lock(file.fileno()):
            say("another start is making the environment; waiting for it")
            while not try_lock(file.fileno()):
                time.sleep(0.2)
        yield


def try_lock(descriptor: int) -> bool:
    """Whether the file is now locked for this process."""
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def create(environment: Environment) -> None:
    """Make the environment anew, with pip in it and nothing else."""
    if environment.is_foreign():
        raise CannotRun(
            f"{environment.folder} was not made by this project's commands",
            help="rename or delete it, then start again",
        )
    require_venv()
    say(f"making the Python environment {environment.folder} (once; up to a minute)")
    remove(environment)
    environment.record([])
    command = [sys.executable, "-m", "venv", str(environment.folder)]
    status = subprocess.run(command, check=False, **OWN_GROUP).returncode
    if status != 0:
        raise CannotRun(
            f"`{' '.join(command)}` ended with status {status}, its reason is above",
            help="repair or reinstall this Python, or start this command with another one",
        )


def remove(environment: Environment) -> None:
    """Delete the environment, its marker last: the remains of an interrupted removal are still known as ours."""
    if not environment.folder.exists():
        return
    environment.record([])
    for path in environment.folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path != environment.marker:
            path.unlink()
    shutil.rmtree(environment.folder)


def require_venv() -> None:
    """Raise CannotRun when this Python cannot make environments: Debian packs that part separately.

    Where it may be installed without asking, it is, and the command starts over.
    """
    if can_make_environments():
        return
    package = "python{}.{}-venv".format(*sys.version_info)
    is_debian = sys.base_prefix == "/usr" and shutil.which("apt-get") is not None
    if is_debian and _debian.can_install() and _debian.install(package):
        importlib.invalidate_caches()
        if can_make_environments():
            become([sys.executable, *sys.orig_argv[1:]])  # apt may have replaced this very Python
    raise CannotRun(
        f"{sys.executable} comes without the modules `venv` and `ensurepip`",
        help=f"apt install {package}" if is_debian else "install a complete Python, for example from python.org",
    )


def can_make_environments() -> bool:
    """Whether this Python has what `venv` needs."""
    return all(importlib.util.find_spec(module) for module in ("venv", "ensurepip"))


def install(environment: Environment, lock: Path) -> None:
    """Install exactly what the lock names, checked by hash, from wherever the user's own pip configuration says."""
    say(f"installing the packages of {lock.name}")
    command = [
        *(str(environment.python), "-m", "pip", "install"),
        *("-qq", "--no-input", "--disable-pip-version-check"),  # errors only: a mirror may warn of each package
        *("--prefer-binary", "--no-deps", "--require-hashes", "-r", str(lock)),
    ]
    # `user = true` in someone's pip configuration would make pip refuse any virtual environment.
    status = subprocess.run(command, env={**os.environ, "PIP_USER": "0"}, check=False, **OWN_GROUP).returncode
    if status != 0:
        raise CannotRun(
            f"could not install the packages of {lock}: pip ended with status {status}, its reason is above",
            help="check the network and start again; behind a proxy or mirror, tell pip of it first "
            "(`python3 -m pip help config` says how)",
        )
