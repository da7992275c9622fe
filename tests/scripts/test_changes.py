"""What the preview sees of changes on disk, by the system's word and without it."""

import shutil
import time

import _changes
import pytest
from _changes import Changes


@pytest.fixture
def folder(tmp_path):
    """A folder with a file in it, in a hidden one."""
    (tmp_path / ".work/entries").mkdir(parents=True)
    (tmp_path / ".work/entries/a.yml").write_text("one")
    return tmp_path / ".work"


@pytest.fixture(params=["told by the system", "looked for"])
def changes(request, folder, monkeypatch):
    """Changes of the folder, which the system tells or does not tell."""
    if request.param == "looked for":
        monkeypatch.setattr(_changes, "observer", lambda *arguments: None)
        monkeypatch.setattr(_changes, "LOOK_INTERVAL_ALONE", 0.01)
    changes = Changes([folder])
    changes.start()
    yield changes
    changes.stop()


def seen(changes, folder):
    """What has changed, by name within the folder; without folders, which are told only by the system."""
    return sorted(path.relative_to(folder).as_posix() for path in changes.wait() if path.suffix)


def test_a_file_that_is_written_is_seen(changes, folder):
    (folder / "entries/a.yml").write_text("other")
    assert seen(changes, folder) == ["entries/a.yml"]


def test_files_written_in_a_row_are_seen_together(changes, folder, monkeypatch):
    monkeypatch.setattr(_changes, "SETTLED", 0.5)
    for name in "bcd":
        (folder / f"entries/{name}.yml").write_text("new")
    assert seen(changes, folder) == ["entries/b.yml", "entries/c.yml", "entries/d.yml"]


def test_a_file_that_an_editor_replaces_is_seen_and_its_hidden_helper_is_not(changes, folder):
    (folder / "entries/.a.yml.swp").write_text("another text")
    (folder / "entries/.a.yml.swp").replace(folder / "entries/a.yml")
    assert seen(changes, folder) == ["entries/a.yml"]


def test_what_is_written_in_a_folder_that_has_just_appeared_is_seen(changes, folder):
    (folder / "images/new").mkdir(parents=True)
    (folder / "images/new/b.png").write_text("one")
    assert seen(changes, folder) == ["images/new/b.png"]
    (folder / "images/new/b.png").write_text("two, longer")
    assert seen(changes, folder) == ["images/new/b.png"]


def test_a_file_that_is_removed_is_seen(changes, folder):
    (folder / "entries/a.yml").unlink()
    assert seen(changes, folder) == ["entries/a.yml"]


def test_a_folder_that_is_removed_is_seen(changes, folder):
    shutil.rmtree(folder / "entries")
    assert "entries/a.yml" in seen(changes, folder)


def test_what_changes_before_it_is_started_is_seen(folder):
    changes = Changes([folder])
    (folder / "entries/a.yml").write_text("other")
    changes.start()
    assert seen(changes, folder) == ["entries/a.yml"]
    changes.stop()


def test_what_the_system_has_told_is_not_seen_again_by_a_look(folder, monkeypatch):
    monkeypatch.setattr(_changes, "LOOK_INTERVAL", 0.01)
    monkeypatch.setattr(_changes, "SETTLED", 0.5)
    looks = []
    changes = Changes([folder])
    monkeypatch.setattr(_changes, "files_below", lambda folders, look=_changes.files_below: looks.append(1) or look(folders))
    changes.start()
    (folder / "entries/a.yml").write_text("other")
    assert seen(changes, folder) == ["entries/a.yml"]
    before = len(looks)
    while len(looks) < before + 3:
        time.sleep(0.01)
    (folder / "entries/b.yml").write_text("new")
    assert seen(changes, folder) == ["entries/b.yml"]
    changes.stop()


def test_where_too_many_files_are_watched_already_a_look_must_do(folder, monkeypatch):
    class Full:
        def schedule(self, *arguments, **options):
            raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(_changes, "Observer", Full)
    assert _changes.observer([folder], print) is None
