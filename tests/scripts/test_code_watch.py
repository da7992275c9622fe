"""Which changes make the preview start its server again."""

import os

import pytest

from _watch import changed, changes_since, snapshot


@pytest.fixture
def project(tmp_path):
    """A project with a hook, a script, a page and mkdocs.yml."""
    for path in ("hooks/showroom/load.py", "scripts/build.py", "mkdocs.yml", "catalogue/pages/index.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("one")
    return tmp_path


def test_all_python_below_hooks_and_scripts_and_mkdocs_yml_are_watched_and_nothing_else(project):
    (project / "hooks" / "notes.txt").touch()
    assert sorted(snapshot(project)) == ["hooks/showroom/load.py", "mkdocs.yml", "scripts/build.py"]


def test_nothing_has_changed_when_nothing_was_written(project):
    assert changes_since(snapshot(project), project) == []


def test_changed_added_and_removed_files_are_named_in_order(project):
    before = snapshot(project)
    (project / "mkdocs.yml").unlink()
    (project / "hooks" / "new.py").touch()
    (project / "scripts" / "build.py").write_text("longer")
    (project / "catalogue" / "pages" / "index.md").write_text("longer")
    assert changes_since(before, project) == ["hooks/new.py", "mkdocs.yml", "scripts/build.py"]


def test_a_change_that_keeps_the_size_is_seen_by_its_time(project):
    before = snapshot(project)
    os.utime(project / "mkdocs.yml", ns=(0, 0))
    assert changed(before, snapshot(project)) == ["mkdocs.yml"]


def test_a_project_without_code_yet_has_an_empty_snapshot(tmp_path):
    assert snapshot(tmp_path) == {}
