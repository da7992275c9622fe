"""What an answer may name: by id, label, number or first letters."""

import os

import pytest

from _known import completions, listing, resolved, several

PLACES = {"aarhus": "Aarhus", "aeroe": "Ærø", "air": "Air, noise and health", "air-2": "Air in streets"}


@pytest.mark.parametrize(
    ("answer", "option"),
    [("aarhus", "aarhus"), ("AARHUS", "aarhus"), ("Ærø", "aeroe"), ("2", "aeroe"), ("5", "5"), ("0", "0"), ("²", "²"), ("arhus", "arhus")],
)
def test_an_option_is_named_by_id_label_or_number(answer, option):
    assert resolved(answer, PLACES) == option


def test_several_options_stand_between_commas_though_a_label_has_one_too():
    assert several("air,  Air, noise and health,2, nowhere,", PLACES) == ["air", "air", "aeroe", "nowhere"]


def test_a_list_is_numbered_and_can_be_narrowed_with_its_numbers_kept():
    assert list(listing(PLACES, "street")) == ["    4  air-2   Air in streets"]
    assert len(list(listing(PLACES))) == 4


@pytest.mark.parametrize(
    ("begun", "found"),
    [("aa", ["aarhus"]), ("ai", ["air", "air-2"]), ("ær", ["aeroe"]), ("Air ", ["air-2"]), ("x", [])],
)
def test_tab_completes_ids_and_labels(begun, found):
    assert completions(begun, PLACES) == found


@pytest.mark.parametrize("begun", ["a", "ai", "air", "aero"])
def test_a_completion_never_takes_away_what_was_typed(begun):
    assert os.path.commonprefix(completions(begun, PLACES)).startswith(begun)
