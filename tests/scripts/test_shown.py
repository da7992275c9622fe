"""What the preview answers between two changes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from _shown import Shown


@pytest.fixture
def shown(tmp_path) -> Shown:
    """A site without a page, and a theme with one style."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/a.css").write_text("a {}", "utf-8")
    return Shown(SimpleNamespace(file=lambda name: None), tmp_path, tmp_path)


@pytest.mark.parametrize("name", ["x" * 5_000, "x/" * 5_000, f"assets/{'å' * 200}.css", "a\0b", "assets/a.css/b"])
def test_what_can_be_no_files_name_is_not_found(shown, name):
    assert shown.answer(name).status == 404


def test_a_file_of_the_theme_is_answered_as_it_lies_there(shown):
    answer = shown.answer("assets/a.css")
    assert (answer.body, answer.type, answer.status) == (b"a {}", "text/css; charset=utf-8", 200)
