"""A site written over an earlier one: it becomes the new site, and nothing is written that was there."""

from dataclasses import replace
from pathlib import Path

import pytest
from showroom.build import build
from showroom.cache import Cache
from showroom.fingerprints import Fingerprints
from showroom.publish import publish
from showroom.render.frame import Frame
from sites import built, edit, everywhere, files_below, rewrite


pytestmark = pytest.mark.usefixtures("quick_pictures")


def change_nothing(tiny, overrides):
    pass


def rename(tiny, overrides):
    (tiny / "solutions/bin-sensors.yml").rename(tiny / "solutions/bins.yml")
    everywhere(tiny, "solutions", "bin-sensors", "bins")


def add(tiny, overrides):
    text = (tiny / "solutions/bin-sensors.yml").read_text("utf-8")
    (tiny / "solutions/more-bins.yml").write_text(text.replace("title: Bins", "title: More bins"), "utf-8")


def delete(tiny, overrides):
    add(tiny, overrides)
    (tiny / "solutions/bin-sensors.yml").unlink()
    everywhere(tiny, "solutions", "bin-sensors", "more-bins")


def change_labels(tiny, overrides):
    everywhere(tiny, "vocabularies", "label: ", "label: New ")


def change_organisations(tiny, overrides):
    file = tiny / "organisations.yml"
    file.write_text(file.read_text("utf-8").replace("name: ", "name: New "), "utf-8")


def change_a_lab(tiny, overrides):
    rewrite(tiny, "labs/quay-lab.yml", "summary: ", "summary: New ")


def change_a_template(tiny, overrides):
    rewrite(overrides, "showroom/solution.html", "sc-lead", "sc-lead sc-new")


def change_a_card(tiny, overrides):
    rewrite(overrides, "showroom/parts/card.html", "sc-card", "sc-new-card")


def change_a_word(tiny, overrides):
    rewrite(overrides, "showroom/words/en.yml", "Sources", "Where it comes from")


def change_how_figures_read(tiny, overrides):
    rewrite(overrides, "showroom/words/en.yml", 'about: "about {value}"', 'about: "some {value}"')


def change_what_a_script_imports(tiny, overrides):
    rewrite(overrides, "assets/showroom/js/compare.mjs", "import { Address }", "import './gallery.mjs'\nimport { Address }")


CHANGES = [
    change_nothing, edit, rename, add, delete, change_labels, change_organisations, change_a_lab,
    change_a_template, change_a_card, change_a_word, change_how_figures_read, change_what_a_script_imports,
]  # fmt: skip


def below(folder: Path, written: dict[str, bytes]) -> dict[str, bytes]:
    """The files that make up a site now; what is left of an earlier one is not for `publish` to remove."""
    return {path: (folder / path).read_bytes() for path in written}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_any_change_a_site_written_over_an_earlier_one_is_the_new_site(tiny, theme, own, tmp_path, change):
    cache = Cache(tmp_path / "cache")
    there = publish(built(tiny, theme, own), tmp_path / "site", cache=cache)
    change(tiny, own.overrides)
    site = built(tiny, theme, own)
    written = publish(site, tmp_path / "site", there=there, cache=cache)
    expected = publish(site, tmp_path / "expected")
    assert written == expected
    assert below(tmp_path / "site", written) == files_below(tmp_path / "expected")


def test_nothing_is_written_where_nothing_has_changed(tiny, theme, own, tmp_path):
    there = publish(built(tiny, theme, own), tmp_path / "site")
    publish(built(tiny, theme, own), tmp_path / "again", there=there)
    assert files_below(tmp_path / "again") == {}


@pytest.mark.parametrize("processes", [1, 3])
def test_any_number_of_processes_finds_what_has_changed(tiny, theme, own, tmp_path, monkeypatch, processes):
    monkeypatch.setattr("showroom.publish.RUN", 5)  # pages at a time, of the few there are
    there = publish(built(tiny, theme, own), tmp_path / "site", 1)
    assert publish(built(tiny, theme, own), tmp_path / "same", processes, there) == there
    everywhere(tiny, "solutions", "The quay", "This quay")
    written = publish(built(tiny, theme, own), tmp_path / "changes", processes, there)
    assert written == publish(built(tiny, theme, own), tmp_path / "expected", 1)
    changed = {name: content for name, content in files_below(tmp_path / "expected").items() if there.get(name) != written[name]}
    assert files_below(tmp_path / "same") == {}
    assert files_below(tmp_path / "changes") == changed != {}


@pytest.mark.parametrize("processes", [1, 3])
def test_after_an_entry_names_another_what_to_read_next_is_worked_out_once(tiny, theme, own, tmp_path, monkeypatch, processes):
    monkeypatch.setattr("showroom.publish.RUN", 1)  # pages at a time, of the few there are
    bins = (tiny / "solutions/bin-sensors.yml").read_text("utf-8")
    for number in range(9):
        (tiny / f"solutions/bins-{number}.yml").write_text(bins.replace("title: Bins", f"title: Bins {number}"), "utf-8")
    cache = Cache(tmp_path / "cache")
    there = publish(built(tiny, theme, own), tmp_path / "site", processes, cache=cache)
    rewrite(tiny, "solutions/quay-lamps.yml", "related: [warm-basins]", "related: [bin-sensors]")
    there = publish(built(tiny, theme, own), tmp_path / "site", processes, there, cache)
    monkeypatch.setattr("showroom.expand.related._neighbourhood_of", None)
    rewrite(tiny, "solutions/quay-lamps.yml", "summary: >-", "summary: >-\n  New:")
    publish(built(tiny, theme, own), tmp_path / "site", processes, there, cache)
    assert "New:" in (tmp_path / "site/solutions/quay-lamps/index.html").read_text("utf-8")


def test_of_a_text_only_what_shows_it_is_written(tiny, theme, own, tmp_path):
    there = publish(built(tiny, theme, own), tmp_path / "site")
    everywhere(tiny, "solutions", "The quay", "This quay")
    publish(built(tiny, theme, own), tmp_path / "again", there=there)
    pages = [name for name in files_below(tmp_path / "again") if name.endswith(".html")]
    assert "solutions/quay-lamps/index.html" in pages
    assert not [name for name in pages if name.startswith("contribute/")]


def test_a_page_of_another_theme_is_written_again(tiny, theme, own, tmp_path):
    there = publish(built(tiny, theme, own), tmp_path / "site")
    other = replace(theme, frames={depth: Frame(("<!-- new -->" + frame.pieces[0], *frame.pieces[1:])) for depth, frame in theme.frames.items()})
    site = built(tiny, other, own)
    written = publish(site, tmp_path / "site", there=there)
    assert below(tmp_path / "site", written) == {
        path: content.encode() if isinstance(content, str) else content for path, content in site.files.items()
    }


def test_pages_that_depend_on_the_whole_catalogue_have_no_fingerprint_before_they_are_made(tiny, theme, own):
    site = built(tiny, theme, own)
    fingerprints = Fingerprints(site)
    unknown = {page.uri for page in site.pages.values() if fingerprints.of_page(page) is None}
    assert {"solutions/", "sectors/", "visit/"} <= unknown
    assert not [uri for uri in unknown if uri.startswith(("solutions/quay", "sectors/e", "contribute/rules/sc"))]


def test_without_readings_no_page_has_a_fingerprint_before_it_is_made(tiny, theme, own):
    site = build(tiny, theme, own)
    assert {Fingerprints(site).of_page(page) for page in site.pages.values()} == {None}
