"""The copies of photos in a site: made once, kept for other sites, forgotten once they are many."""

import pytest
from photos import pattern
from showroom.build import build
from showroom.cache import Cache
from showroom.copies import COPIES
from showroom.pictures import PictureBroken
from showroom.publish import publish
from sites import built, files_below, rewrite


def test_photos_are_the_same_with_and_without_a_cache_and_by_any_number_of_processes(pictured, theme, settings, tmp_path):
    cache = Cache(tmp_path / "cache")
    site = build(pictured, theme, settings)
    publish(site, tmp_path / "cold", 1)
    publish(site, tmp_path / "first", 2, cache=cache)
    publish(site, tmp_path / "warm", 3, cache=cache)
    cold = files_below(tmp_path / "cold")
    assert len([name for name in cold if name.startswith("solutions/") and name.endswith((".avif", ".webp", ".jpg"))]) == len(site.copies) == 3 * 8
    assert files_below(tmp_path / "first") == files_below(tmp_path / "warm") == cold


def test_a_changed_text_writes_no_photo_and_a_changed_photo_only_its_own_copies(pictured, theme, own, tmp_path):
    cache = Cache(tmp_path / "cache")
    there = publish(built(pictured, theme, own), tmp_path / "site", cache=cache)
    rewrite(pictured, "solutions/quay-lamps.yml", "title: Lamps", "title: New lamps")
    written = publish(built(pictured, theme, own), tmp_path / "text", there=there, cache=cache)
    assert not [name for name in files_below(tmp_path / "text") if name.endswith((".avif", ".webp", ".jpg"))]
    pattern((830, 600)).save(pictured / "images/quay-lamps/quay-2.jpg")
    site = built(pictured, theme, own)
    publish(site, tmp_path / "photo", there=written, cache=cache)
    new = {name for name in files_below(tmp_path / "photo") if name.endswith((".avif", ".webp", ".jpg"))}
    assert new == {path for path in site.copies if "/quay-lamps/quay-2-" in path} != set()


def test_what_was_copied_for_another_site_is_not_copied_again(pictured, theme, settings, tmp_path, monkeypatch):
    cache = Cache(tmp_path / "cache")
    publish(build(pictured, theme, settings), tmp_path / "first", 2, cache=cache)
    monkeypatch.setattr("showroom.publish.draw", None)
    publish(build(pictured, theme, settings), tmp_path / "second", 1, cache=cache)
    assert files_below(tmp_path / "second") == files_below(tmp_path / "first")


@pytest.mark.parametrize("processes", [1, 2])
def test_a_photo_that_has_become_unreadable_since_is_told(pictured, theme, settings, tmp_path, processes):
    site = build(pictured, theme, settings)
    (pictured / "images/quay-lamps/quay-1.jpg").write_bytes(b"no picture")
    with pytest.raises(PictureBroken):
        publish(site, tmp_path / "site", processes)


def test_copies_of_photos_that_are_gone_are_forgotten_once_they_are_many(pictured, theme, settings, tmp_path, monkeypatch):
    monkeypatch.setattr("showroom.publish.SPARE_COPIES", 7)
    cache = Cache(tmp_path / "cache")
    site = build(pictured, theme, settings)
    before = [copy.digest for copy in site.copies.values()]
    publish(site, tmp_path / "first", cache=cache)
    pattern((830, 600)).save(pictured / "images/quay-lamps/quay-2.jpg")
    changed = build(pictured, theme, settings)
    publish(changed, tmp_path / "second", cache=cache)
    after = [copy.digest for copy in changed.copies.values()]
    assert len(before) == len(after) == 24
    assert set(cache.get(COPIES, before + after)) == set(after)
