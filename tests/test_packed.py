"""Lists of numbers as texts: what the browser reads, held to the same cases as `js/packed.test.mjs`."""

import json
from pathlib import Path

import pytest
import unpacked
from hypothesis import given
from hypothesis import strategies as st
from showroom.packed import ALPHABET, BEYOND, gaps, letters

CASES = json.loads((Path(__file__).parent / "cases/packed.json").read_text("utf-8"))


@pytest.mark.parametrize("numbers, text", CASES["gaps"])
def test_ascending_numbers_are_told_by_their_distances(numbers, text):
    assert gaps(numbers) == text


@pytest.mark.parametrize("numbers, text", CASES["letters"])
def test_a_column_of_numbers_takes_a_letter_each(numbers, text):
    assert letters(numbers) == text


@given(st.sets(st.integers(0, 60_000)).map(sorted))
def test_nothing_packed_needs_an_escape_in_json(numbers):
    for text in (gaps(numbers), letters(number % 50_000 for number in numbers)):
        assert json.dumps(text, ensure_ascii=False) == f'"{text}"'


@given(st.sets(st.integers(0, 200_000)).map(sorted))
def test_different_lists_are_packed_differently(numbers):
    assert [*unpacked.gaps(gaps(numbers))] == numbers


def test_letters_beyond_the_printable_ones_are_no_control_characters():
    assert len(ALPHABET) == 93 and len(set(ALPHABET)) == 93
    assert all(letter.isprintable() for letter in ALPHABET)
    assert letters([93]) == chr(BEYOND) == "¡"

