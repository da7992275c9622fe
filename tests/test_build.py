"""The site of a catalogue: a file alone is the file among all, and making one makes no other."""

import re
from dataclasses import replace
from importlib import import_module

import pytest
from photos import add_photos
from showroom import copies, data
from showroom.build import build, preview
from showroom.cache import Cache
from showroom.readings import Readings


@pytest.fixture
def pictured(tiny):
    """The tiny catalogue with two photos of the lamps."""
    add_photos(tiny, "quay-lamps", (1000, 600), (900, 600))
    return tiny


def test_each_file_alone_is_what_it_is_among_all(pictured, theme, settings):
    files = build(pictured, theme, settings).files
    assert {path.rpartition(".")[2] for path in files} >= {"avif", "webp", "jpg"}
    site = build(pictured, theme, settings)
    # The home page tells the size of a publication only where that was made.
    home = re.sub(r" <span[^>]*>PDF, [^<]*</span>", "", files["index.html"])
    assert home != files["index.html"]
    assert {path: site.file(path) for path in files} == {**files, "index.html": home}


def pictures_in(html):
    """The addresses of photos that a page names, without the way to the root."""
    return set(re.findall(r"[^\s\"]*?(solutions/[a-z0-9/-]+\.(?:avif|webp|jpg|png))", html))


@pytest.mark.parametrize("is_preview", [False, True])
def test_every_photo_that_pages_name_is_published_and_every_one_that_is_published_is_named(pictured, theme, settings, is_preview):
    own = replace(settings, preview=is_preview)
    site = preview(pictured, theme, own, None) if is_preview else build(pictured, theme, own)
    html = "".join(content for path, content in site.files.items() if path.endswith(".html"))
    assert pictures_in(html) == set(site.copies)
    assert {path.rpartition(".")[2] for path in site.copies} == ({"webp"} if is_preview else {"avif", "webp", "jpg"})


def test_a_preview_draws_the_copies_that_are_asked_for_and_keeps_them(pictured, theme, settings, tmp_path, monkeypatch):
    made = []
    draw = copies.draw
    monkeypatch.setattr(copies, "draw", lambda picture, wanted: made.extend(wanted) or draw(picture, wanted))
    readings = Readings(Cache(tmp_path / "cache"))
    own = replace(settings, preview=True)
    site = preview(pictured, theme, own, None, readings)
    assert site.file("solutions/quay-lamps/index.html") and made == []
    path = sorted(site.copies)[0]
    content = site.file(path)
    assert [copy.name for copy in made] == [path.rpartition("/")[2]]
    assert preview(pictured, theme, own, None, readings).file(path) == content
    assert len(made) == 1


@pytest.mark.parametrize(
    "path",
    ["", "solutions", "solutions/", "solutions/none/index.html", "solutions/none/solution.json", "quay-lamps/solution.json",
     "labs/quay-lamps/solution.json", "assets/showroom/search/none.json", "assets/showroom/none.json", "none.html"],
)  # fmt: skip
def test_there_is_no_file_where_a_site_has_none(tiny, theme, settings, path):
    assert build(tiny, theme, settings).file(path) is None


def test_a_page_asked_for_makes_no_other_page_and_no_data(tiny, theme, settings, monkeypatch):
    made = []
    # `pages` is also a function of that package.
    for module in (import_module("showroom.render.pages"), import_module("showroom.render.listings")):
        monkeypatch.setattr(module, "Page", lambda make=module.Page, **parts: made.append(parts["uri"]) or make(**parts))
    for module, maker in ((data.explorer, "pieces"), (data.search, "Corpus"), (data.suggest, "suggest_index")):
        monkeypatch.setattr(module, maker, lambda *a, name=maker: made.append(name) or {})
    site = preview(tiny, theme, settings, None)
    assert site.file("solutions/quay-lamps/index.html")
    assert [name for name in made if not name.startswith(("contribute/", "articles/"))] == ["solutions/quay-lamps/"]


def test_data_of_one_kind_are_made_once(tiny, theme, settings, monkeypatch):
    made = []
    shards_of = data.search.shards_of
    monkeypatch.setattr(data.search, "shards_of", lambda documents, initial: made.append(initial) or shards_of(documents, initial))
    site = preview(tiny, theme, settings, None)
    assert site.file(data.search.MANIFEST_URI) == site.file(data.search.MANIFEST_URI)
    assert made == sorted(set(made)) != []


def test_the_version_of_the_data_changes_with_them(tiny, theme, settings):
    before = build(tiny, theme, settings).renderer.data_version
    assert build(tiny, theme, settings).renderer.data_version == before
    entry = tiny / "solutions/bin-sensors.yml"
    entry.write_text(entry.read_text("utf-8").replace("title: Bins", "title: New bins"), "utf-8")
    assert build(tiny, theme, settings).renderer.data_version != before
