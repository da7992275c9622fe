"""Slugs, folded text and nearest terms."""

import json
from pathlib import Path

import pytest
from showroom.slugs import SLUG_MAX_LENGTH, fold, is_slug, nearest, sort_key

FOLDED = json.loads((Path(__file__).parent / "cases/fold.json").read_text("utf-8"))
"""(text, folded text): the browser's script is held to the same table."""


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_text_is_folded_as_the_table_shared_with_the_browser_says(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["a", "7", "quay-lamps", "co2", "2021-ai", "a-1-b", "x" * SLUG_MAX_LENGTH])
def test_lower_case_letters_digits_and_single_hyphens_make_a_slug(text):
    assert is_slug(text)


@pytest.mark.parametrize(
    "text",
    ["", "-", "-a", "a-", "a--b", "Quay", "a_b", "a b", "a.b", "a/b", "..", "å", "a\n", "\na", "٣", "ａ", "x" * (SLUG_MAX_LENGTH + 1)],
)  # fmt: skip
def test_anything_else_is_no_slug(text):
    assert not is_slug(text)


def test_labels_are_sorted_without_regard_to_capitals_and_accents_and_aa_with_å():
    labels = ["Zürich", "Århus", "aalborg", "Ærø", "Adelaide", "zebra"]
    assert sorted(labels, key=sort_key) == ["aalborg", "Århus", "Adelaide", "Ærø", "zebra", "Zürich"]


def test_labels_that_fold_alike_still_have_one_order():
    assert sorted(["resume", "Resume", "résumé"], key=sort_key) == ["Resume", "resume", "résumé"]


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("street-lights", "street-lighting"),
        ("ENERGY", "energy"),
        ("enrgy", "energy"),
        ("watre", "water"),
        ("zzz", None),
        ("tram", None),
        ("", None),
    ],
)
def test_the_nearest_option_is_suggested_when_one_is_near(text, suggestion):
    assert nearest(text, ["energy", "street-lighting", "water"]) == suggestion


def test_nothing_is_near_when_there_is_no_option():
    assert nearest("energy", []) is None


def test_a_hostile_text_is_compared_by_its_beginning_only():
    assert nearest("energy" + "x" * 1_000_000, ["energy"]) is None
    assert nearest("x" * 1_000_000, ["x" * SLUG_MAX_LENGTH]) == "x" * SLUG_MAX_LENGTH
