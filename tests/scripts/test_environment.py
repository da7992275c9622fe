"""When an environment counts as made, and that only one start makes it."""

import sys
from unittest.mock import Mock

import pytest

from _command import CannotRun, refuse_python
from _environment import Environment, digest
from _installer import alone, make, remove, try_lock


@pytest.fixture
def lock(tmp_path):
    """A lock file."""
    path = tmp_path / "site.txt"
    path.write_text("mkdocs==1.6.1\n")
    return path


@pytest.fixture
def environment(tmp_path):
    """A folder like a virtual environment that is finished but holds no lock yet."""
    environment = Environment(tmp_path / ".venv")
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()
    (environment.folder / "pyvenv.cfg").touch()
    environment.record([])
    return environment


def test_an_environment_holds_the_lock_it_was_recorded_with(environment, lock):
    assert not environment.holds(lock)
    environment.record([digest(lock)])
    assert environment.holds(lock)


def test_an_environment_does_not_hold_a_lock_that_has_changed_since(environment, lock):
    environment.record([digest(lock)])
    lock.write_text("mkdocs==1.6.2\n")
    assert not environment.holds(lock)


def test_an_environment_of_another_python_holds_nothing(environment, lock, monkeypatch):
    environment.record([digest(lock)])
    monkeypatch.setattr(sys, "version", "3.99.0 (another Python)")
    assert not environment.holds(lock)


@pytest.mark.parametrize("part", ["python", "marker"])
def test_an_environment_that_lost_a_part_holds_nothing(environment, lock, part):
    environment.record([digest(lock)])
    getattr(environment, part).unlink()
    assert not environment.holds(lock)


def test_a_damaged_marker_means_unfinished(environment, lock):
    environment.marker.write_text('{"python": ')
    assert not environment.holds(lock)
    assert not environment.is_foreign()


def test_a_folder_without_our_marker_is_foreign_unless_it_is_empty(tmp_path):
    folder = tmp_path / ".venv"
    assert not Environment(folder).is_foreign()
    folder.mkdir()
    assert not Environment(folder).is_foreign()
    (folder / "pyvenv.cfg").touch()
    assert Environment(folder).is_foreign()


def test_an_environment_that_someone_else_made_is_not_replaced(tmp_path, lock):
    folder = tmp_path / ".venv"
    folder.mkdir()
    (folder / "pyvenv.cfg").touch()
    with pytest.raises(CannotRun, match="was not made by this project"):
        make(Environment(folder), lock, among=[lock])
    assert (folder / "pyvenv.cfg").exists()


def test_an_interrupted_removal_leaves_what_is_known_as_ours(environment, monkeypatch):
    (environment.folder / "lib").mkdir()
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("shutil.rmtree", Mock(side_effect=KeyboardInterrupt))
        remove(environment)
    assert environment.marker.exists()
    remove(environment)
    assert not environment.folder.exists()


def test_a_failed_addition_leaves_the_environment_with_what_it_held(environment, lock, tmp_path, monkeypatch):
    environment.record([digest(lock)])
    more = tmp_path / "test.txt"
    more.write_text("pytest==9.2.0\n")

    def fail(environment, lock):
        assert not environment.holds(more)
        raise CannotRun("no network", help="")

    monkeypatch.setattr("_installer.install", fail)
    with pytest.raises(CannotRun, match="no network"):
        make(environment, more, among=[lock, more])
    assert environment.holds(lock)
    assert not environment.holds(more)


def test_an_addition_is_recorded_beside_what_the_environment_held(environment, lock, tmp_path, monkeypatch):
    environment.record([digest(lock)])
    more = tmp_path / "test.txt"
    more.write_text("pytest==9.2.0\n")
    monkeypatch.setattr("_installer.install", lambda environment, lock: None)
    make(environment, more, among=[lock, more])
    assert environment.holds(lock)
    assert environment.holds(more)


def test_only_one_start_is_alone_at_a_time(tmp_path):
    with open(tmp_path / "lock", "a+b") as other:
        with alone(tmp_path / "lock"):
            assert not try_lock(other.fileno())
        assert try_lock(other.fileno())


def test_a_missing_lock_is_reported_with_the_way_to_get_it_back(tmp_path):
    with pytest.raises(CannotRun, match="cannot read") as raised:
        digest(tmp_path / "site.txt")
    assert "git checkout" in raised.value.help


def test_an_old_python_is_told_which_one_is_needed():
    with pytest.raises(CannotRun, match=r"^this is Python 3\.9; the showroom needs Python 3\.11 or later$"):
        refuse_python((3, 9))
