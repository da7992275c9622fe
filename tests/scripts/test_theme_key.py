"""What MkDocs has rendered is used again only where it would render the same."""

from __future__ import annotations

import pytest

import _theme
from _theme import _key


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with one file of each kind that MkDocs reads or runs."""
    folder = tmp_path / "project"
    for path in ("hooks/mkdocs_hooks.py", "hooks/second.py", "scripts/_mkdocs.py", "scripts/_theme.py", "overrides/main.html",
                 "catalogue/pages/index.md"):  # fmt: skip
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path, "utf-8")
    (folder / "mkdocs.yml").write_text('site_url: !ENV [ FIRST_URL, SECOND_URL, "https://x.example/"]\nsite_name: !ENV NAME\n', "utf-8")
    monkeypatch.setattr(_theme, "PROJECT", folder)
    return folder


@pytest.fixture
def before(project) -> bytes:
    """The key before a change."""
    return _key(project / "catalogue")


def test_without_a_change_it_is_used_again(project, before):
    assert _key(project / "catalogue") == before


@pytest.mark.parametrize("path", ["mkdocs.yml", "hooks/mkdocs_hooks.py", "hooks/second.py", "scripts/_mkdocs.py", "scripts/_theme.py",
                                  "overrides/main.html", "catalogue/pages/index.md"])  # fmt: skip
def test_after_a_change_of_what_mkdocs_reads_or_runs_it_is_not(project, before, path):
    with (project / path).open("a", encoding="utf-8") as file:
        file.write("# more\n")
    assert _key(project / "catalogue") != before


@pytest.mark.parametrize("variable", ["FIRST_URL", "SECOND_URL", "NAME"])
def test_with_another_value_from_outside_it_is_not(project, before, monkeypatch, variable):
    monkeypatch.setenv(variable, "https://another.example/")
    assert _key(project / "catalogue") != before


def test_with_pages_from_a_linked_folder_it_is_not(project, before, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "page.md").write_text("A page.", "utf-8")
    (project / "catalogue" / "pages" / "more").symlink_to(tmp_path / "elsewhere")
    assert _key(project / "catalogue") != before


def test_in_another_checkout_it_is_not(project, before, monkeypatch, tmp_path):
    project.rename(tmp_path / "moved")
    (tmp_path / "project").symlink_to(tmp_path / "moved")
    monkeypatch.setattr(_theme, "PROJECT", tmp_path / "moved")
    assert _key(tmp_path / "project" / "catalogue") != before
