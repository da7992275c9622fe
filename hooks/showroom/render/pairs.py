"""A result and what it is compared with, as two bars on one scale."""

from dataclasses import dataclass
from decimal import Decimal

from ..model import Quantity, Result, Unit

SCALES_WITHOUT_ZERO = frozenset({"temperature"})
"""Quantities whose zero is only a mark on the scale: 65 °C is not five eighths of 104 °C, so bars would mislead."""

_ZERO = Decimal(0)
_Stretch = tuple[Decimal, Decimal]
"""From and to, in the result's unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a bar, in percent of the room there is."""

    start: float
    length: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two bars that share their zero."""

    zero: float
    """Where it lies, in percent from the left: 0 unless a number is negative."""
    baseline: Stretch
    sure: Stretch
    """How far the result certainly goes."""
    open: Stretch
    """How far it may go beyond: between the ends of a range, or all of what is `up to`."""


def pair(result: Result) -> Pair | None:
    """The bars of a result; None when its baseline is no number, or there is nothing to draw."""
    unit = result.quantity.unit
    if result.baseline is None or result.baseline.value is None:
        return None
    if isinstance(unit, Unit) and unit.quantity in SCALES_WITHOUT_ZERO:
        return None
    before: _Stretch = (_ZERO, result.baseline.value)
    sure, open_ = _stretches(result.quantity)
    numbers = (*before, *sure, *open_)
    lowest, highest = min(numbers), max(numbers)
    if lowest == highest:
        return None

    def percent(number: Decimal) -> float:
        return round(float((number - lowest) * 100 / (highest - lowest)), 1)

    def drawn(stretch: _Stretch) -> Stretch:
        left, right = sorted(map(percent, stretch))
        return Stretch(start=left, length=round(right - left, 1))

    return Pair(zero=percent(_ZERO), baseline=drawn(before), sure=drawn(sure), open=drawn(open_))


def _stretches(quantity: Quantity) -> tuple[_Stretch, _Stretch]:
    """What a quantity is certain of, counted from zero, and what it leaves open."""
    if quantity.value is not None:
        low = high = quantity.value
    else:
        assert quantity.low is not None and quantity.high is not None
        low, high = quantity.low, quantity.high
    if quantity.qualifier == "at-most":
        return (_ZERO, _ZERO), (min(low, _ZERO), max(high, _ZERO))
    if low < _ZERO < high:
        return (_ZERO, _ZERO), (low, high)
    return (_ZERO, low if low >= _ZERO else high), (low, high)
