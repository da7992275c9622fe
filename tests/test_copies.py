"""Copies of photos that are asked for one by one: drawn once, and kept by what they follow from."""

import pytest
from photos import pattern
from showroom import copies
from showroom.cache import Cache
from showroom.copies import Copies
from showroom.pictures import PictureBroken, look


@pytest.fixture
def picture(tmp_path):
    """A photo."""
    pattern((900, 600)).save(tmp_path / "quay.jpg")
    return look(tmp_path / "quay.jpg")


@pytest.fixture
def drawings(monkeypatch):
    """The names of what was drawn."""
    names = []
    draw = copies.draw
    monkeypatch.setattr(copies, "draw", lambda picture, wanted: draw(picture, [names.append(copy.name) or copy for copy in wanted]))
    return names


def test_one_copy_asked_for_draws_no_other(picture, drawings):
    [_, second, *_] = picture.copies
    Copies().one(second)
    assert drawings == [second.name]


def test_with_a_cache_no_copy_is_drawn_twice(picture, tmp_path, drawings):
    first = [Copies(Cache(tmp_path / "cache")).one(copy) for copy in picture.quick_copies]
    assert [Copies(Cache(tmp_path / "cache")).one(copy) for copy in picture.quick_copies] == first
    assert drawings == [copy.name for copy in picture.quick_copies]


def test_a_changed_photo_is_drawn_anew(picture, tmp_path, drawings):
    drawn = Copies(Cache(tmp_path / "cache"))
    before = drawn.one(picture.quick_copies[0])
    pattern((950, 600)).rotate(90).save(tmp_path / "quay.jpg")
    changed = look(tmp_path / "quay.jpg").quick_copies[0]
    assert drawn.one(changed) != before
    assert drawings == [picture.quick_copies[0].name, changed.name]


def test_a_photo_that_has_become_unreadable_since_is_told(picture, tmp_path):
    (tmp_path / "quay.jpg").write_bytes(b"no picture")
    with pytest.raises(PictureBroken):
        Copies().one(picture.copies[0])
