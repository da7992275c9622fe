"""Writing a site: the same by one process or several, and nothing half-done passes for a site."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from photos import add_photos, pattern
from showroom.build import build, check, preview
from showroom.cache import Cache
from showroom.copies import COPIES
from showroom.files import write
from showroom.fingerprints import Fingerprints
from showroom.pictures import PictureBroken
from showroom.publication import Publication
from showroom.publish import DRAWINGS, publish
from showroom.readings import Readings
from showroom.render import offer as offers
from showroom.render.environment import environment
from showroom.render.frame import Frame


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def site(tiny, theme, settings):
    return build(tiny, theme, settings)


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_a_site_is_the_same_however_many_processes_write_it(site, tmp_path, processes):
    publish(site, tmp_path / "site", processes)
    expected = {name: content.encode() if isinstance(content, str) else content for name, content in site.files.items()}
    assert files_below(tmp_path / "site") == dict(sorted(expected.items()))


def with_page(site, **changes):
    """Changes the second page of a site."""
    pages = dict(site.pages)
    uri = [*pages][1]
    site.renderer.__dict__["pages_by_uri"] = pages | {uri: replace(pages[uri], **changes)}


def test_what_goes_wrong_in_another_process_is_raised_here(site, tmp_path):
    with_page(site, template="no-such-template.html")
    with pytest.raises(Exception, match="no-such-template.html"):
        publish(site, tmp_path / "site", 2)


def test_text_is_written_as_utf_8_with_plain_line_ends(tmp_path):
    write([("a/b.txt", "å\nb\n"), ("a/c.bin", b"\x00")], tmp_path)
    assert files_below(tmp_path) == {"a/b.txt": b"\xc3\xa5\nb\n", "a/c.bin": b"\x00"}


# --- Writing what has changed ---------------------------------------------------------------------


def rewrite(tiny, name, before, after):
    file = tiny / name
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def everywhere(tiny, folder, before, after):
    for file in sorted((tiny / folder).rglob("*.yml")):
        file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")


def change_nothing(tiny, overrides):
    pass


def edit(tiny, overrides):
    rewrite(tiny, "solutions/quay-lamps.yml", "title: Lamps", "title: New lamps")


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


@pytest.fixture
def own(tmp_path, settings):
    """Settings with templates that a test may change."""
    overrides = shutil.copytree(settings.overrides, tmp_path / "overrides")
    return replace(settings, overrides=overrides)


def built(tiny, theme, settings):
    environment.cache_clear()  # words are read once in a process
    return build(tiny, theme, settings, check(tiny, readings=Readings()))


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


# --- Photos ---------------------------------------------------------------------------------------


@pytest.fixture
def pictured(tiny):
    """The tiny catalogue with photos of two solutions."""
    add_photos(tiny, "quay-lamps", (900, 600), (850, 600))
    add_photos(tiny, "bin-sensors", (820, 600))
    return tiny


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


# --- Drawings -------------------------------------------------------------------------------------


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


# --- The publication ------------------------------------------------------------------------------


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
