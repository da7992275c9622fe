"""The drawings of a site: made once, and kept as they come, even by a build that fails."""

from dataclasses import replace

import pytest
from showroom.build import build
from showroom.cache import Cache
from showroom.copies import COPIES
from showroom.fingerprints import Fingerprints
from showroom.publish import DRAWINGS, publish
from sites import edit, files_below, with_page


def drawings_of(folder):
    return {name: raw for name, raw in files_below(folder).items() if "/social/" in name or "/places/" in name}


def test_what_was_drawn_for_another_site_is_not_drawn_again(site, tiny, theme, settings, tmp_path):
    cache = Cache(tmp_path / "cache")
    publish(site, tmp_path / "first", cache=cache)
    again = build(tiny, theme, settings)
    again.renderer.__dict__["drawings"] = {path: replace(drawing, make=None) for path, drawing in site.renderer.drawings.items()}
    publish(again, tmp_path / "second", cache=cache)
    assert drawings_of(tmp_path / "second") == drawings_of(tmp_path / "first") != {}


def test_a_drawing_that_is_there_is_neither_drawn_nor_written_again(site, tiny, theme, settings, tmp_path):
    there = publish(site, tmp_path / "site")
    edit(tiny, None)
    edited = build(tiny, theme, settings)
    publish(edited, tmp_path / "changes", there=there)
    [name] = drawings_of(tmp_path / "changes")
    assert name.startswith("assets/showroom/social/solutions-quay-lamps-")


def test_pictures_made_by_a_build_that_failed_are_not_made_again(pictured, theme, settings, tmp_path):
    cache = Cache(tmp_path / "cache")
    failing = build(pictured, theme, settings)
    with_page(failing, template="no-such-template.html")
    with pytest.raises(Exception, match="no-such-template.html"):
        publish(failing, tmp_path / "failed", 1, cache=cache)
    site = build(pictured, theme, settings)
    for table, digests in (
        (COPIES, [copy.digest for copy in site.copies.values()]),
        (DRAWINGS, [Fingerprints(site).of_drawing(drawing) for drawing in site.renderer.drawings.values()]),
    ):
        assert set(cache.get(table, digests)) == set(digests) != set()


def test_without_a_cache_each_build_draws_the_same(site, tiny, theme, settings, tmp_path):
    publish(site, tmp_path / "first", 1)
    publish(build(tiny, theme, settings), tmp_path / "second", 2, cache=Cache(tmp_path / "cache"))
    assert drawings_of(tmp_path / "first") == drawings_of(tmp_path / "second")
