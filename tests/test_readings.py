"""Readings spare work and change nothing: whatever was worked out before, the catalogue is the one of its files."""

import pickle
import sqlite3
from datetime import date

import pytest
from photos import add_photos
from showroom.build import build, check, preview
from showroom.cache import FILE_NAME, Cache
from showroom.load import load
from showroom.readings import KIND, Readings, _Unpickler
from showroom.search import document_of
from showroom.validate import validate


pytestmark = pytest.mark.usefixtures("quick_pictures")


def rewrite(tiny, name, before, after):
    file = tiny / name
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def edit(tiny):
    rewrite(tiny, "solutions/quay-lamps.yml", "title: Lamps", "title: New lamps")


def edit_without_change_of_size(tiny):
    rewrite(tiny, "solutions/quay-lamps.yml", "title: Lamps", "title: Lumps")


def rename(tiny):
    (tiny / "solutions/bin-sensors.yml").rename(tiny / "solutions/bins.yml")
    for file in (tiny / "solutions").iterdir():
        file.write_text(file.read_text("utf-8").replace("bin-sensors", "bins"), "utf-8")


def add(tiny):
    text = (tiny / "solutions/bin-sensors.yml").read_text("utf-8")
    (tiny / "solutions/more-bins.yml").write_text(text.replace("title: Bins", "title: More bins"), "utf-8")


def delete_what_another_names(tiny):
    (tiny / "solutions/bin-sensors.yml").unlink()


def change_a_label(tiny):
    file = tiny / "vocabularies/technologies.yml"
    file.write_text(file.read_text("utf-8").replace("label: ", "label: New "), "utf-8")


def change_an_organisation(tiny):
    file = tiny / "organisations.yml"
    file.write_text(file.read_text("utf-8").replace("name: ", "name: New "), "utf-8")


def move_a_city(tiny):
    rewrite(tiny, "cities.yml", "lat: ", "lat: 1")


def change_a_lab(tiny):
    file = tiny / "labs/quay-lab.yml"
    file.write_text(file.read_text("utf-8").replace("name: ", "name: New "), "utf-8")


def break_an_entry(tiny):
    rewrite(tiny, "solutions/quay-lamps.yml", "city: testby", "city: nowhere")


def break_a_file(tiny):
    (tiny / "solutions/quay-lamps.yml").write_text("title: [half", "utf-8")


def break_a_vocabulary(tiny):
    (tiny / "vocabularies/sectors.yml").write_text("title: [half", "utf-8")


def change_nothing(tiny):
    pass


def add_a_photo(tiny):
    add_photos(tiny, "quay-lamps", (1600, 900))


def name_a_photo_that_is_missing(tiny):
    add_photos(tiny, "quay-lamps", (1600, 900))
    (tiny / "images/quay-lamps/quay-1.jpg").unlink()


CHANGES = [
    change_nothing, edit, edit_without_change_of_size, rename, add, delete_what_another_names, change_a_label,
    change_an_organisation, move_a_city, change_a_lab, break_an_entry, break_a_file, break_a_vocabulary,
    add_a_photo, name_a_photo_that_is_missing,
]  # fmt: skip


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def told(checked):
    return checked.text(*checked.report)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_any_change_a_preview_is_what_it_would_be_without_readings(tiny, theme, settings, cache, change):
    readings = Readings(cache)
    first = preview(tiny, theme, settings, None, readings)
    change(tiny)
    expected = preview(tiny, theme, settings, first.shown)
    from_memory = preview(tiny, theme, settings, first.shown, readings)
    from_disk = preview(tiny, theme, settings, first.shown, Readings(cache))
    assert told(from_memory.checked) == told(from_disk.checked) == told(expected.checked)
    assert from_memory.files == from_disk.files == expected.files


def test_a_photo_that_comes_goes_and_comes_again_shows_whenever_it_is_there(tiny, theme, settings, cache):
    readings = Readings(cache)
    preview(tiny, theme, settings, None, readings)
    add_photos(tiny, "quay-lamps", (1600, 900))
    photo = tiny / "images/quay-lamps/quay-1.jpg"
    aside = photo.rename(tiny / "aside.jpg")
    site = preview(tiny, theme, settings, None, readings)
    assert [finding.code for finding in site.checked.report.errors] == ["SC401"]
    for _ in range(2):
        aside.rename(photo)
        site = preview(tiny, theme, settings, site.shown, readings)
        assert site.checked.report.errors == () and site.copies.keys() < site.files.keys()
        photo.rename(aside)
        site = preview(tiny, theme, settings, site.shown, readings)
        assert [finding.code for finding in site.checked.report.errors] == ["SC401"] and site.files


@pytest.mark.parametrize("change", [change_nothing, edit, rename, add, change_a_label], ids=lambda change: change.__name__)
def test_after_any_change_a_build_from_disk_is_one_from_nothing(tiny, theme, settings, cache, change):
    check(tiny, readings=Readings(cache))
    change(tiny)
    site = build(tiny, theme, settings, check(tiny, readings=Readings(cache)))
    assert site.files == build(tiny, theme, settings).files


def test_one_edited_entry_is_one_new_reading(tiny, cache):
    check(tiny, readings=Readings(cache))
    edit(tiny)
    readings = Readings(cache)
    check(tiny, readings=readings)
    assert readings.made == 1
    check(tiny, readings=readings)
    assert readings.made == 0


def test_an_entry_without_change_is_not_parsed_again(tiny, cache, monkeypatch):
    check(tiny, readings=Readings(cache))
    parsed = []
    monkeypatch.setattr("showroom.readings.parse", lambda content, path: parsed.append(path))
    monkeypatch.setattr("showroom.load.parse", _noting(parsed))
    check(tiny, readings=Readings(cache))
    assert not [path for path in parsed if "/solutions/" in path]


def _noting(parsed):
    from showroom.load import parse

    def noting(content, path):
        parsed.append(path)
        return parse(content, path)

    return noting


@pytest.mark.parametrize("processes", [2, 3])
def test_readings_are_the_same_however_many_processes_make_them(tiny, processes):
    alone, together = Readings(processes=1), Readings(processes=processes)
    one, other = load(tiny, alone.recall), load(tiny, together.recall)
    assert [e.reading.solution for e in one.solutions.values()] == [e.reading.solution for e in other.solutions.values()]
    assert together.made == len(other.solutions) == 3


def test_a_reading_knows_what_its_entry_says(tiny):
    raw = load(tiny, Readings().recall)
    for slug, entry in raw.solutions.items():
        plain = load(tiny).solutions[slug]
        assert entry.fields == plain.fields
        assert entry.outline.values.items() <= plain.fields.values.items()
        assert entry.reading.document == document_of(entry.reading.solution)


def test_a_reading_of_another_day_is_made_anew(tiny, cache):
    check(tiny, date(2020, 1, 1), Readings(cache, date(2020, 1, 1)))
    late = check(tiny, date(2050, 1, 1), Readings(cache, date(2050, 1, 1)))
    assert late.report == check(tiny, date(2050, 1, 1)).report
    assert late.report != check(tiny, date(2020, 1, 1)).report


def test_what_was_damaged_on_disk_is_read_anew(tiny, tmp_path, cache):
    check(tiny, readings=Readings(cache))
    cache.close()
    with sqlite3.connect(tmp_path / "cache" / FILE_NAME) as database:
        database.execute(f"UPDATE {KIND} SET value = substr(value, 1, length(value) - 1)")
    damaged = Cache(tmp_path / "cache")
    readings = Readings(damaged)
    raw = load(tiny, readings.recall)
    assert (readings.made, damaged.is_damaged) == (3, True)
    assert validate(raw) == validate(load(tiny))


def test_nothing_but_the_model_comes_out_of_a_cache():
    """Whoever can write the cache must not be able to run code."""
    hostile = b"cos\nsystem\n(S'true'\ntR."
    with pytest.raises(pickle.UnpicklingError, match="posix.system|os.system"):
        _unpacked(hostile)
    for name in (b"showroom.model\nfield", b"showroom.model\nPath", b"showroom.build\nbuild", b"showroom.readings\nRawCatalogue"):
        with pytest.raises(pickle.UnpicklingError, match="is not kept"):
            _unpacked(b"c" + name + b"\n.")


def _unpacked(data):
    import io

    return _Unpickler(io.BytesIO(data), {}).load()
