"""Figures in one unit."""

from decimal import Decimal

import pytest
from showroom.conversion import bounds, in_unit
from showroom.model import Quantity, Unit

FACTORS = {
    "kWh": ("energy", "1"),
    "MWh": ("energy", "1000"),
    "TJ": ("energy", "277777.777777778"),
    "DKK": ("money-dkk", "1"),
    "EUR": ("money-eur", "1"),
}
UNITS = {
    name: Unit(id=name, label=name, vocabulary="units", quantity=quantity, factor=Decimal(factor))
    for name, (quantity, factor) in FACTORS.items()
}


def figure(text: str, qualifier: str | None = None) -> Quantity:
    """`2.5 MWh` or `30..40 kWh`."""
    number, unit = text.split()
    low, _, high = number.partition("..")
    value = None if high else Decimal(number)
    range_ = (Decimal(low), Decimal(high)) if high else (None, None)
    return Quantity(value=value, low=range_[0], high=range_[1], unit=UNITS[unit], qualifier=qualifier)


@pytest.mark.parametrize(
    ("given", "unit", "expected"),
    [
        ("2.5 MWh", "kWh", "2500 kWh"),
        ("315 kWh", "MWh", "0.315 MWh"),
        ("1..1.5 MWh", "kWh", "1000..1500 kWh"),
        ("9 TJ", "MWh", "2500 MWh"),
        ("1.10 kWh", "kWh", "1.10 kWh"),
    ],
)
def test_a_figure_converts_within_its_kind_of_quantity(given, unit, expected):
    converted = in_unit(figure(given), UNITS[unit])
    assert converted == figure(expected)
    assert "E" not in str(converted.value)


def test_a_converted_figure_keeps_its_qualifier():
    assert in_unit(figure("2 MWh", "at-least"), UNITS["kWh"]) == figure("2000 kWh", "at-least")


@pytest.mark.parametrize(("given", "unit"), [("5 DKK", "EUR"), ("5 kWh", "DKK")])
def test_there_is_no_fixed_rate_between_currencies_or_kinds(given, unit):
    assert in_unit(figure(given), UNITS[unit]) is None


@pytest.mark.parametrize(
    ("given", "qualifier", "expected"),
    [
        ("40 kWh", None, ("40", "40")),
        ("40 kWh", "about", ("40", "40")),
        ("40 kWh", "at-least", ("40", None)),
        ("40 kWh", "at-most", (None, "40")),
        ("30..40 kWh", None, ("30", "40")),
        ("30..40 kWh", "at-most", (None, "40")),
    ],
)
def test_a_figure_has_the_bounds_its_source_vouches_for(given, qualifier, expected):
    assert bounds(figure(given, qualifier)) == tuple(None if number is None else Decimal(number) for number in expected)
