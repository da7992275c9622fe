"""Figures as readers see them. `~` stands for a no-break space."""

from decimal import Decimal
from pathlib import Path

import pytest
from showroom.model import Quantity, Term
from showroom.render.figures import amount, quantity, value_with_unit
from showroom.render.words import Words

WORDS = Words.of(Path(__file__).resolve().parents[1] / "overrides/showroom/words/en.yml")


def unit(label: str) -> Term:
    return Term(id="unit", label=label, vocabulary="units")


def spaced(text: str) -> str:
    return text.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("7", "7"),
        ("-7.5", "-7.5"),
        ("34.50", "34.5"),
        ("100", "100"),
        ("1000", "1,000"),
        ("12500.75", "12,500.75"),
        ("0.001", "0.001"),
        ("0.000000001", "0.000000001"),
        ("999999", "999,999"),
        ("1000000", "1~million"),
        ("-2200000", "-2.2~million"),
        ("1234000", "1.234~million"),
        ("1234500", "1,234,500"),
        ("999999999", "999,999,999"),
        ("1000000000", "1~billion"),
        ("1500000000", "1.5~billion"),
        ("1234567000", "1,234.567~million"),
        ("1001000000", "1.001~billion"),
        ("1000100000", "1,000.1~million"),
        ("123456789012345.123456789", "123,456,789,012,345.123456789"),
    ],
)
def test_a_number_is_grouped_and_put_in_words_when_no_digit_is_lost(value, shown):
    assert amount(Decimal(value)) == spaced(shown)


@pytest.mark.parametrize(
    ("value", "label", "shown"),
    [("34.5", "%", "34.5~%"), ("3", "×", "3×"), ("60", "", "60"), ("2200000", "m²", "2.2~million~m²")],
)
def test_a_value_is_followed_by_its_unit(value, label, shown):
    assert value_with_unit(Decimal(value), unit(label)) == spaced(shown)


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        ("30", "50", "30–50~%"),
        ("1200000", "1500000", "1.2–1.5~million~%"),
        ("900000", "1500000", "900,000–1.5~million~%"),
        ("500000000", "1500000000", "500~million–1.5~billion~%"),
        ("1.20", "1.50", "1.2–1.5~%"),
    ],
)
def test_a_range_says_a_word_that_both_ends_share_once(low, high, shown):
    figure = Quantity(value=None, low=Decimal(low), high=Decimal(high), unit=unit("%"), qualifier=None)
    assert quantity(figure, WORDS) == spaced(shown)


@pytest.mark.parametrize(
    ("qualifier", "shown"),
    [(None, "70~%"), ("about", "about 70~%"), ("at-least", "at least 70~%"), ("at-most", "up to 70~%")],
)
def test_a_qualifier_stands_before_the_figure(qualifier, shown):
    figure = Quantity(value=Decimal(70), low=None, high=None, unit=unit("%"), qualifier=qualifier)
    assert quantity(figure, WORDS) == spaced(shown)


def test_a_value_of_zero_is_a_value():
    figure = Quantity(value=Decimal(0), low=None, high=None, unit=unit("kWh"), qualifier=None)
    assert quantity(figure, WORDS) == spaced("0~kWh")
