"""Debian's packages, for machines that have nothing installed yet: containers and CI. Standard library only."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess

from _command import say


def can_install() -> bool:
    """Whether this process may install Debian's packages without asking anyone."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def is_debian() -> bool:
    """Whether this is Debian itself: what is built on it may lack a package, or only name a way to it."""
    try:
        return platform.freedesktop_os_release()["ID"] == "debian"
    except OSError:
        return False


def install(package: str) -> bool:
    """Install one package, and tell whether that worked; what apt-get says goes to the terminal."""
    say(f"installing Debian's package `{package}`")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    # A failed update may be one broken source among many: the install decides.
    subprocess.run([*quiet, "update"], env=environment, check=False)
    command = [*quiet, "install", "-y", "--no-install-recommends", package]
    return subprocess.run(command, env=environment, check=False).returncode == 0
