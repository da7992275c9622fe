"""Where the tests look for a browser, and what they take for one."""

import os
import runpy
from pathlib import Path

import pytest

import _browser
from _command import PROJECT, CannotRun


@pytest.fixture
def candidates(monkeypatch):
    """Looks for browsers on a machine that has the named commands; the paths in order."""
    monkeypatch.setattr(_browser, "playwrights_own", lambda: Path("/playwright/chrome"))

    def look(platform, *commands, **environment):
        which = {command: f"/usr/bin/{command}" for command in commands}.get
        return [path.as_posix() for path in _browser.candidates(environment, platform, which)]

    return look


@pytest.fixture
def program(tmp_path):
    """Makes a program that ends with the given status."""

    def make(status):
        path = tmp_path / f"chromium-{status}"
        path.write_text(f"#!/bin/sh\nexit {status}\n")
        path.chmod(0o755)
        return path

    return make


def test_chromium_is_preferred_to_chrome_and_playwrights_own_comes_last(candidates):
    assert candidates("linux", "google-chrome", "chromium") == [
        "/usr/bin/chromium",
        "/usr/bin/google-chrome",
        "/playwright/chrome",
    ]


def test_on_a_mac_the_applications_of_the_machine_and_of_the_user_are_searched(candidates):
    paths = candidates("darwin", HOME="/Users/ada")
    assert "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" in paths
    assert "/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium" in paths


def test_on_windows_the_program_folders_that_exist_there_are_searched(candidates):
    paths = candidates("win32", **{"ProgramFiles(x86)": "C:/Program Files (x86)"})
    assert "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe" in paths
    assert len(paths) == len(_browser.WINDOWS_PROGRAMS) + 1


@pytest.mark.skipif(os.name != "posix", reason="the stand-ins are shell scripts")
def test_a_browser_is_a_program_that_starts(program, tmp_path):
    assert _browser.starts(program(0))
    assert not _browser.starts(program(1))
    assert not _browser.starts(tmp_path / "not-there")
    assert not _browser.starts(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="the stand-ins are shell scripts")
def test_a_browser_named_by_the_user_is_taken_or_refused_but_never_replaced(program, monkeypatch):
    monkeypatch.setenv("CHROMIUM", str(program(0)))
    assert _browser.chromium() == program(0)
    monkeypatch.setenv("CHROMIUM", str(program(1)))
    with pytest.raises(CannotRun, match="is not a browser that starts"):
        _browser.chromium()


@pytest.fixture
def machine(monkeypatch):
    """A machine with these commands, on which some packages can be installed; what was installed."""
    monkeypatch.delenv("CHROMIUM", raising=False)

    def make(commands, packages=(), is_root=True, is_debian=True):
        there, installed = {*commands}, []

        def install(package):
            installed.append(package)
            there.update([package] if package in packages else [])
            return package in packages

        monkeypatch.setattr(_browser.shutil, "which", lambda command: f"/usr/bin/{command}" if command in there else None)
        monkeypatch.setattr(_browser, "starts", lambda path: path.name in there)
        monkeypatch.setattr(_browser, "playwrights_own", lambda: Path("/playwright/chrome"))
        monkeypatch.setattr(_browser._debian, "can_install", lambda: is_root)
        monkeypatch.setattr(_browser._debian, "is_debian", lambda: is_debian)
        monkeypatch.setattr(_browser._debian, "install", install)
        return installed

    return make


def test_tests_take_the_browser_without_windows(machine):
    installed = machine(["chromium", "chromium-headless-shell"])
    assert (_browser.quick_chromium().name, _browser.chromium().name) == ("chromium-headless-shell", "chromium")
    assert installed == []


def test_the_browser_without_windows_is_installed_where_nobody_need_be_asked(machine):
    installed = machine(["chromium"], packages=["chromium-headless-shell"])
    assert _browser.quick_chromium().name == "chromium-headless-shell"
    assert installed == ["chromium-headless-shell"]


def test_a_package_that_only_debian_has_is_not_asked_for_elsewhere(machine):
    installed = machine(["chromium"], is_debian=False)
    assert _browser.quick_chromium().name == "chromium"
    assert installed == []


@pytest.mark.parametrize(("system", "expected"), [({"ID": "debian"}, True), ({"ID": "ubuntu", "ID_LIKE": "debian"}, False), (None, False)])
def test_debian_is_told_from_what_is_built_on_it(monkeypatch, system, expected):
    def release():
        if system is None:
            raise OSError("no such file")  # macOS, Windows
        return system

    monkeypatch.setattr(_browser._debian.platform, "freedesktop_os_release", release)
    assert _browser._debian.is_debian() is expected


@pytest.mark.parametrize("is_root", [True, False])
def test_tests_do_with_the_browser_that_is_there(machine, is_root):
    machine(["google-chrome"], is_root=is_root)
    assert _browser.quick_chromium().name == "google-chrome"


def test_where_no_browser_without_windows_can_be_had_the_whole_one_is_installed(machine):
    installed = machine([], packages=["chromium"])
    assert _browser.quick_chromium().name == "chromium"
    assert installed == ["chromium-headless-shell", "chromium"]


def test_tests_take_the_browser_that_the_user_named(machine, monkeypatch):
    machine(["chromium", "chromium-headless-shell"])
    monkeypatch.setenv("CHROMIUM", "chromium")
    assert _browser.quick_chromium().name == "chromium"


def test_a_machine_without_a_browser_or_a_way_to_one_is_told_what_to_do(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(_browser, "find", lambda: None)
    monkeypatch.setattr(_browser._debian, "can_install", lambda: False)
    monkeypatch.setattr(_browser.subprocess, "run", lambda *arguments, **settings: None)
    with pytest.raises(CannotRun) as raised:
        _browser.chromium()
    assert "CHROMIUM=/path/to/chrome" in raised.value.help
    assert "-m playwright install" in raised.value.help


@pytest.mark.parametrize("given", [["-n", "4"], ["-n0", "--pdb"], ["--numprocesses=auto", "tests"]])
def test_pytest_keeps_the_number_of_workers_it_is_given(given):
    assert pytest_arguments(given) == given


def test_pytest_takes_two_workers_when_nobody_says_how_many():
    assert pytest_arguments(["-k", "facets"]) == ["-n", "2", "--dist", "worksteal", "-k", "facets"]


def pytest_arguments(given):
    """The script's function; by path, since `import test` may be Python's own."""
    return runpy.run_path(str(PROJECT / "scripts" / "test.py"))["pytest_arguments"](given)
