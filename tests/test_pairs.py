"""A result and its baseline as two bars: lengths in percent, on one scale, from one zero."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from showroom.model import Baseline, Quantity, Unit
from showroom.render.pairs import Stretch, pair


@pytest.fixture
def result(catalogue):
    """`result("48", "79")`: 48 of something, compared with 79."""

    def made(value: str, baseline: str | None, qualifier: str | None = None, of: str = "time"):
        numbers = [Decimal(number) for number in re.split(r"(?<=\d)-", value)]
        single, ends = (numbers[0], (None, None)) if len(numbers) == 1 else (None, numbers)
        unit = Unit(id="unit", label="u", vocabulary="units", quantity=of, factor=Decimal(1))
        quantity = Quantity(value=single, low=ends[0], high=ends[1], unit=unit, qualifier=qualifier)
        compared = Baseline(value=Decimal(baseline) if baseline else None, description="before")
        return replace(catalogue.solutions[0].results[0], quantity=quantity, baseline=compared)

    return made


def drawn(found) -> tuple[float, ...]:
    """Zero, then start and length of the baseline, of what is sure and of what is open."""
    stretches = (found.baseline, found.sure, found.open)
    return (found.zero, *(number for stretch in stretches for number in (stretch.start, stretch.length)))


@pytest.mark.parametrize(
    ("value", "baseline", "qualifier", "bars"),
    [
        ("48", "79", None, (0, 0, 100, 0, 60.8, 60.8, 0)),
        ("93.1", "72.9", "about", (0, 0, 78.3, 0, 100, 100, 0)),
        ("12-13", "41", None, (0, 0, 100, 0, 29.3, 29.3, 2.4)),
        ("40", "50", "at-most", (0, 0, 100, 0, 0, 0, 80)),
        ("40", "50", "at-least", (0, 0, 100, 0, 80, 80, 0)),
        ("20-40", "50", "at-most", (0, 0, 100, 0, 0, 0, 80)),
        ("607000", "-2400000", None, (79.8, 0, 79.8, 79.8, 20.2, 100, 0)),
        ("-5-60", "40", None, (7.7, 7.7, 61.5, 7.7, 0, 0, 100)),
        ("-20--10", "-40", None, (100, 0, 100, 75, 25, 50, 25)),
        ("34.5", "0", None, (0, 0, 0, 0, 100, 100, 0)),
    ],
)
def test_bars_start_at_one_zero_and_have_one_scale(result, value, baseline, qualifier, bars):
    assert drawn(pair(result(value, baseline, qualifier))) == bars


def test_a_result_is_not_drawn_without_a_number_to_compare_it_with(result):
    assert pair(result("48", None)) is None
    assert pair(replace(result("48", "79"), baseline=None)) is None


def test_nothing_is_drawn_of_nothing(result):
    assert pair(result("0", "0")) is None


def test_degrees_are_not_drawn_for_their_zero_is_a_convention(result):
    assert pair(result("65", "110", of="temperature")) is None
    assert pair(result("65", "110", of="power")).sure == Stretch(start=0, length=59.1)
