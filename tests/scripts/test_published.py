"""What a build remembers of the files it has put into a folder: what is still there, and what was ever its own."""

from __future__ import annotations

import pytest
from showroom.cache import Cache

from _published import Published

NAMES = ["index.html", "a\tb.html", "a\nb.html", "a\u2028b.html", "å.html"]


@pytest.fixture
def cache(tmp_path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def target(tmp_path, cache):
    """A folder into which a build has put a file of each name."""
    folder = tmp_path / "site"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_text(name, "utf-8")
    Published(cache, folder, is_site=True).remember(dict.fromkeys(NAMES, b"\1"))
    return folder


def published(cache, target) -> Published:
    return Published(cache, target, is_site=True)


def test_what_nobody_has_touched_is_there_under_whatever_name(cache, target):
    assert published(cache, target).there == dict.fromkeys(NAMES, b"\1")


def test_what_somebody_has_changed_or_removed_is_not_there_and_a_builds_all_the_same(cache, target):
    (target / "index.html").write_text("another", "utf-8")
    (target / "å.html").unlink()
    found = published(cache, target)
    assert found.there.keys() == set(NAMES) - {"index.html", "å.html"}
    assert found.paths == set(NAMES)


def test_what_was_about_to_come_is_a_builds_and_what_was_there_is_still_known(cache, target):
    published(cache, target).announce(["new.html", "index.html"])
    (target / "new.html").write_text("new", "utf-8")
    found = published(cache, target)
    assert found.paths == {*NAMES, "new.html"}
    assert found.there == dict.fromkeys(NAMES, b"\1")


def test_a_file_that_was_remembered_and_never_came_is_not_there(cache, target):
    published(cache, target).remember({"index.html": b"\1", "lost.html": b"\2"})
    assert published(cache, target).there == {"index.html": b"\1"}
