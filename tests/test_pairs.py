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

    def made(value: str, baseline: str | None, qualifier: str | None = None, of: str = "time", unit: str = "unit"):
        numbers = [Decimal(number) for number in re.split(r"(?<=\d)-", value)]
        single, ends = (numbers[0], (None, None)) if len(numbers) == 1 else (None, numbers)
        measure = Unit(id=unit, label="u", vocabulary="units", quantity=of, factor=Decimal(1))
        quantity = Quantity(value=single, low=ends[0], high=ends[1], unit=measure, qualifier=qualifier)
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
    assert pair(result("48", None)) is None, "a reduction, but not in percent"
    assert pair(replace(result("48", "79"), baseline=None)) is None


def test_nothing_is_drawn_of_nothing(result):
    assert pair(result("0", "0")) is None


def test_degrees_are_not_drawn_for_their_zero_is_a_convention(result):
    assert pair(result("65", "110", of="temperature")) is None
    assert pair(result("65", "110", of="power")).sure == Stretch(start=0, length=59.1)


@pytest.mark.parametrize(
    ("value", "qualifier", "left", "bars"),
    [
        ("53", None, (47, None, None, None), (0, 0, 100, 0, 47, 47, 0)),
        ("60-80", None, (None, 20, 40, None), (0, 0, 100, 0, 20, 20, 20)),
        ("70", "at-least", (30, None, None, "at-most"), (0, 0, 100, 0, 0, 0, 30)),
        ("70", "at-most", (30, None, None, "at-least"), (0, 0, 100, 0, 30, 30, 0)),
        ("67", "about", (33, None, None, "about"), (0, 0, 100, 0, 33, 33, 0)),
        ("125", None, (-25, None, None, None), (20, 20, 80, 0, 20, 0, 0)),
    ],
)
def test_a_reduction_is_drawn_as_what_it_leaves_of_the_whole(result, value, qualifier, left, bars):
    found = pair(result(value, None, qualifier, of="share", unit="percent"))
    assert (found.after.value, found.after.low, found.after.high, found.after.qualifier) == left
    assert (found.before.value, found.is_left) == (100, True)
    assert drawn(found) == bars


def test_a_reduction_that_is_compared_with_a_number_is_drawn_beside_it(result):
    found = pair(result("53", "20", of="share", unit="percent"))
    assert (found.before.value, found.after.value, found.is_left) == (20, 53, False)


def test_a_percentage_that_is_no_reduction_leaves_nothing(result):
    share = result("53", None, of="share", unit="percent")
    assert pair(replace(share, indicator=replace(share.indicator, is_reduction=False))) is None
    assert pair(replace(share, indicator=None)) is None
