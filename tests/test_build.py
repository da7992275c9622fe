"""The site of a catalogue: a file alone is the file among all, and making one makes no other."""

from importlib import import_module

import pytest
from PIL import Image
from showroom import data
from showroom.build import build, preview


@pytest.fixture
def pictured(tiny):
    """The tiny catalogue with a photo of the lamps."""
    folder = tiny / "images/quay-lamps"
    folder.mkdir(parents=True)
    Image.new("RGB", (1600, 900), "navy").save(folder / "quay.jpg")
    entry = tiny / "solutions/quay-lamps.yml"
    photo = 'images:\n  - {file: quay.jpg, alt: A quay at night, credit: Somebody, licence: CC-BY-4.0}\n'
    entry.write_text(entry.read_text("utf-8") + photo, "utf-8")
    return tiny


def test_each_file_alone_is_what_it_is_among_all(pictured, theme, settings):
    files = build(pictured, theme, settings).files
    assert [path for path in files if path.endswith(".webp")] != []
    site = build(pictured, theme, settings)
    assert {path: site.file(path) for path in files} == files


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
    module = import_module("showroom.render.pages")
    monkeypatch.setattr(module, "Page", lambda make=module.Page, **parts: made.append(parts["uri"]) or make(**parts))
    for module, maker in ((data.explorer, "pieces"), (data.search, "initials_of"), (data.suggest, "suggest_index")):
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
