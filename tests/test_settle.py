"""What a preview shows of a catalogue with errors: last good versions, and never an error."""

import pytest
from showroom.build import check
from showroom.expand import expand
from showroom.load import load
from showroom.settle import settle
from showroom.validate import validate


@pytest.fixture
def good(raw):
    """The tiny catalogue before anything was broken."""
    return raw


def rewrite(tiny, name, before, after):
    file = tiny / name
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def settled(tiny, last_good):
    """What is left of the catalogue as it is now; it never has errors and can always be expanded."""
    raw = load(tiny)
    usable = settle(raw, last_good)
    assert validate(usable).errors == ()
    expand(usable)
    return usable


def test_a_catalogue_without_errors_stays_as_it_is(good):
    assert settle(good, None) == settle(good, good) == good


def test_a_broken_entry_is_shown_in_its_last_good_version(tiny, good):
    rewrite(tiny, "solutions/quay-lamps.yml", "city: testby", "city: nowhere")
    rewrite(tiny, "solutions/quay-lamps.yml", "title: Lamps", "title: New lamps")
    assert settled(tiny, good).solutions["quay-lamps"] == good.solutions["quay-lamps"]


def test_an_entry_that_cannot_be_read_is_shown_in_its_last_good_version(tiny, good):
    (tiny / "solutions/quay-lamps.yml").write_text("title: [half", "utf-8")
    assert settled(tiny, good).solutions == good.solutions


def test_a_change_without_errors_is_shown_beside_a_broken_entry(tiny, good):
    (tiny / "solutions/quay-lamps.yml").write_text("title: [half", "utf-8")
    rewrite(tiny, "solutions/bin-sensors.yml", "title: Bins", "title: New bins")
    assert settled(tiny, good).solutions["bin-sensors"].fields.text("title").startswith("New bins")


def test_a_new_entry_with_an_error_is_left_out(tiny, good):
    text = (tiny / "solutions/bin-sensors.yml").read_text("utf-8")
    (tiny / "solutions/new-bins.yml").write_text(text.replace("city: provstad", "city: nowhere"), "utf-8")
    assert set(settled(tiny, good).solutions) == set(good.solutions)


def test_an_entry_that_was_deleted_stays_away(tiny, good):
    (tiny / "solutions/bin-sensors.yml").unlink()
    assert set(settled(tiny, good).solutions) == {"quay-lamps", "warm-basins"}


def test_without_a_last_good_version_broken_entries_are_left_out(tiny):
    rewrite(tiny, "solutions/bin-sensors.yml", "city: provstad", "city: nowhere")
    assert set(settled(tiny, None).solutions) == {"quay-lamps", "warm-basins"}


@pytest.mark.parametrize("kind", ["organisations", "cities"])
@pytest.mark.parametrize("text", ["- id: [half", "", "just: text\n", "- name: without an id\n", "\0"])
def test_a_list_that_cannot_be_read_is_used_in_its_last_good_version(tiny, good, kind, text):
    (tiny / f"{kind}.yml").write_text(text, "utf-8")
    assert check(tiny).report.errors != ()
    usable = settled(tiny, good)
    assert (getattr(usable, kind), usable.solutions, usable.labs) == (getattr(good, kind), good.solutions, good.labs)


def test_a_list_that_is_gone_for_a_moment_is_used_in_its_last_good_version(tiny, good):
    (tiny / "organisations.yml").unlink()
    (tiny / "facets.yml").unlink()
    usable = settled(tiny, good)
    assert (usable.organisations, usable.facets, usable.solutions) == (good.organisations, good.facets, good.solutions)


def test_a_broken_item_of_a_list_is_used_in_its_last_good_version(tiny, good):
    rewrite(tiny, "organisations.yml", "kind: private", "kind: privat")
    usable = settled(tiny, good)
    assert (usable.organisations, usable.solutions) == (good.organisations, good.solutions)


def test_a_broken_vocabulary_and_broken_facets_are_used_in_their_last_good_version(tiny, good):
    rewrite(tiny, "vocabularies/statuses.yml", "label: Ended", "lable: Ended")
    rewrite(tiny, "facets.yml", "field: city", "field: town")
    usable = settled(tiny, good)
    assert (usable.vocabularies, usable.facets, usable.solutions) == (good.vocabularies, good.facets, good.solutions)


def test_dropping_a_lab_breaks_its_solution_and_that_one_what_names_it(tiny):
    rewrite(tiny, "labs/heat-lab.yml", "city: proeveby", "city: nowhere")
    usable = settled(tiny, None)
    # warm-basins names the lab, and quay-lamps names warm-basins.
    assert (set(usable.labs), set(usable.solutions)) == ({"quay-lab"}, {"bin-sensors"})


def test_a_last_good_version_that_fits_no_longer_is_dropped_too(tiny, good):
    rewrite(tiny, "cities.yml", "id: provstad", "id: storstad")
    usable = settled(tiny, good)
    assert set(usable.cities) == {"testby", "proeveby", "storstad"}
    assert set(usable.solutions) == {"quay-lamps", "warm-basins"}


def test_nothing_is_left_when_everything_hangs_on_what_is_broken(tiny):
    (tiny / "vocabularies/sectors.yml").write_text("terms: []\n", "utf-8")
    usable = settled(tiny, None)
    assert (usable.solutions, usable.labs) == ({}, {})
    assert set(usable.cities) == {"testby", "proeveby", "provstad"}


def test_broken_facets_without_a_last_good_version_are_left_out(tiny):
    rewrite(tiny, "facets.yml", "field: city", "field: town")
    usable = settled(tiny, None)
    assert usable.facets is None
    assert len(usable.solutions) == 3


def test_two_entries_that_name_each_other_and_break_both_come_to_an_end(tiny, good):
    rewrite(tiny, "solutions/warm-basins.yml", "added:", "related: [quay-lamps]\nadded:")
    rewrite(tiny, "solutions/quay-lamps.yml", "city: testby", "city: nowhere")
    rewrite(tiny, "solutions/warm-basins.yml", "city: proeveby", "city: nowhere")
    assert settled(tiny, good).solutions == good.solutions
    assert set(settled(tiny, None).solutions) == {"bin-sensors"}


def test_what_was_settled_serves_as_the_next_last_good_version(tiny, good):
    (tiny / "solutions/quay-lamps.yml").write_text("title: [half", "utf-8")
    first = settled(tiny, good)
    (tiny / "organisations.yml").write_text("- id: [half", "utf-8")
    second = settled(tiny, first)
    assert (second.solutions, second.organisations) == (good.solutions, good.organisations)
