"""The publication of a site: made when it would be another, and offered with what it has."""

import re
from dataclasses import replace

from showroom.build import preview
from showroom.cache import Cache
from showroom.publication import Publication
from showroom.publish import publish
from showroom.render import offer as offers
from sites import built, edit, files_below, rewrite


def publication_of(folder):
    return {name: raw for name, raw in files_below(folder).items() if name.startswith("publication/")}


def home_says(folder) -> str:
    """What the home page says of the file."""
    [said] = re.findall(r">(PDF, [^<]+)<", (folder / "index.html").read_text("utf-8"))
    return said


def unmade(site):
    """The site, whose publication must not be made."""

    class Unmade(Publication):
        def made(self):
            raise AssertionError("made again")

    publication = site.publication
    return replace(site, publication=Unmade(publication.catalogue, publication.settings, publication.offer))


def test_the_home_page_offers_the_publication_with_the_pages_and_the_size_it_has(site, tmp_path):
    publish(site, tmp_path / "site")
    content = (tmp_path / "site/publication/test-showroom.pdf").read_bytes()
    made = site.publication.made()
    assert made.files["publication/test-showroom.pdf"] == content
    assert home_says(tmp_path / "site") == f"PDF, {made.offer.pages} pages, 0.{round(len(content) / 100_000)} MB"


def test_a_publication_in_the_cache_is_not_made_again(tiny, theme, own, tmp_path):
    cache = Cache(tmp_path / "cache")
    publish(built(tiny, theme, own), tmp_path / "first", cache=cache)
    publish(unmade(built(tiny, theme, own)), tmp_path / "second", cache=cache)
    assert publication_of(tmp_path / "second") == publication_of(tmp_path / "first")
    assert len(publication_of(tmp_path / "first")) == 3
    assert home_says(tmp_path / "second") == home_says(tmp_path / "first")


def test_a_publication_that_is_there_is_neither_made_nor_written_again(tiny, theme, own, tmp_path):
    cache = Cache(tmp_path / "cache")
    there = publish(built(tiny, theme, own), tmp_path / "site", cache=cache)
    publish(unmade(built(tiny, theme, own)), tmp_path / "again", there=there, cache=cache)
    assert files_below(tmp_path / "again") == {}


def test_an_edit_makes_the_publication_anew(tiny, theme, own, tmp_path):
    cache = Cache(tmp_path / "cache")
    there = publish(built(tiny, theme, own), tmp_path / "site", cache=cache)
    edit(tiny, own.overrides)
    publish(built(tiny, theme, own), tmp_path / "again", there=there, cache=cache)
    new = publication_of(tmp_path / "again")["publication/test-showroom.pdf"]
    assert new != (tmp_path / "site/publication/test-showroom.pdf").read_bytes()


def test_of_a_list_of_lines_an_edit_that_changes_no_line_makes_nothing_anew(tiny, theme, own, tmp_path, monkeypatch):
    monkeypatch.setattr(offers, "WHOLE_AT_MOST", 2)
    cache = Cache(tmp_path / "cache")
    there = publish(built(tiny, theme, own), tmp_path / "site", cache=cache)
    rewrite(tiny, "solutions/quay-lamps.yml", "The quay was lit", "That quay was lit")
    publish(unmade(built(tiny, theme, own)), tmp_path / "again", there=there, cache=cache)
    assert publication_of(tmp_path / "again") == {}


def test_a_site_without_a_publication_offers_none_on_any_page(tiny, theme, own, tmp_path, monkeypatch):
    cache = Cache(tmp_path / "cache")
    there = publish(built(tiny, theme, own), tmp_path / "site", cache=cache)
    monkeypatch.setattr(offers, "SOLUTIONS_AT_MOST", 2)
    written = publish(built(tiny, theme, own), tmp_path / "site", there=there, cache=cache)
    pages = {path for path in written if path.endswith(".html")}
    assert {path for path in pages if b"publication/" in (tmp_path / "site" / path).read_bytes()} == set()
    assert not [path for path in written if path.startswith("publication/")]


def test_a_preview_makes_the_publication_when_it_is_asked_for_and_says_nothing_of_its_size(tiny, theme, settings):
    site = preview(tiny, theme, replace(settings, preview=True), None)
    home = site.file("index.html")
    assert 'href="publication/test-showroom.pdf"' in home
    assert "PDF, " not in home
    assert site.file("publication/test-showroom.pdf").startswith(b"%PDF-")
    assert site.file("publication/test-showroom-320.webp")[8:12] == b"WEBP"
    assert site.file("publication/other.pdf") is None


def test_where_a_preview_has_every_file_made_at_once_there_is_no_publication_and_no_way_to_it(tiny, theme, settings):
    files = preview(tiny, theme, replace(settings, preview=True), None).files
    assert not [path for path, content in files.items() if path.startswith("publication/") or "publication/" in str(content) and path.endswith(".html")]
