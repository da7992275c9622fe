"""Copies of photos: drawn once, on any number of processes, and kept by what they follow from."""

import pytest
from photos import pattern
from showroom import copies
from showroom.cache import Cache
from showroom.copies import Copies
from showroom.pictures import PictureBroken, look


@pytest.fixture
def pictures(tmp_path):
    """Three photos."""
    found = []
    for number in range(3):
        pattern((900 + number, 600)).save(tmp_path / f"quay-{number}.jpg")
        found.append(look(tmp_path / f"quay-{number}.jpg"))
    return found


@pytest.fixture
def drawings(monkeypatch):
    """The names of what was drawn in this process."""
    names = []
    draw = copies.draw
    monkeypatch.setattr(copies, "draw", lambda picture, wanted: draw(picture, [names.append(copy.name) or copy for copy in wanted]))
    return names


def all_of(pictures):
    return [copy for picture in pictures for copy in picture.quick_copies]


@pytest.mark.parametrize("processes", [1, 2, 5])
def test_copies_are_the_same_however_many_processes_draw_them(pictures, processes):
    wanted = all_of(pictures)
    made = dict(Copies().each(wanted, processes))
    assert made == {copy: Copies().one(copy) for copy in wanted}


def test_with_a_cache_no_copy_is_drawn_twice(pictures, tmp_path, drawings):
    wanted = all_of(pictures)
    first = dict(Copies(Cache(tmp_path / "cache")).each(wanted, 1))
    assert drawings == [copy.name for copy in wanted]
    again = Copies(Cache(tmp_path / "cache"))
    assert dict(again.each(wanted, 1)) == first
    assert again.one(wanted[0]) == first[wanted[0]]
    assert len(drawings) == len(wanted)


def test_what_other_processes_have_drawn_is_kept_too(pictures, tmp_path, drawings):
    wanted = all_of(pictures)
    first = dict(Copies(Cache(tmp_path / "cache")).each(wanted, 2))
    assert dict(Copies(Cache(tmp_path / "cache")).each(wanted, 1)) == first
    assert drawings == []


def test_one_copy_asked_for_draws_no_other(pictures, drawings):
    [_, second, *_] = pictures[1].copies
    Copies().one(second)
    assert drawings == [second.name]


def test_a_changed_photo_is_drawn_anew_and_the_others_are_not(pictures, tmp_path, drawings):
    drawn = Copies(Cache(tmp_path / "cache"))
    list(drawn.each(all_of(pictures), 1))
    drawings.clear()
    pattern((950, 600)).save(tmp_path / "quay-1.jpg")
    changed = look(tmp_path / "quay-1.jpg")
    list(drawn.each(all_of([pictures[0], changed, pictures[2]]), 1))
    assert drawings == [copy.name for copy in changed.quick_copies]


def test_a_photo_that_has_become_unreadable_since_is_told(pictures, tmp_path):
    (tmp_path / "quay-0.jpg").write_bytes(b"no picture")
    with pytest.raises(PictureBroken):
        Copies().one(pictures[0].copies[0])
    with pytest.raises(PictureBroken):
        list(Copies().each(all_of(pictures), 2))


def test_copies_of_photos_that_are_gone_are_forgotten_once_they_are_many(pictures, tmp_path, drawings, monkeypatch):
    monkeypatch.setattr(copies, "SPARE", 1)
    drawn = Copies(Cache(tmp_path / "cache"))
    list(drawn.each(all_of(pictures), 1))
    drawn.forget_all_but(all_of(pictures[:1]))
    drawings.clear()
    list(drawn.each(all_of(pictures), 1))
    assert drawings == [copy.name for copy in all_of(pictures[1:])]
