"""A result and what it is compared with, as two bars on one scale."""

from dataclasses import dataclass
from decimal import Decimal

from ..model import Quantity, Result, Term, Unit

SCALES_WITHOUT_ZERO = frozenset({"temperature"})
"""Quantities whose zero is only a mark on the scale: 65 °C is not five eighths of 104 °C, so bars would mislead."""

PERCENT = "percent"
"""The unit in which a reduction can be drawn as what it leaves."""

_ZERO = Decimal(0)
_WHOLE = Decimal(100)
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
    before: Quantity
    """What the upper bar stands for."""
    after: Quantity
    """What the lower bar stands for: the result, or what a reduction leaves."""
    is_left: bool
    """Whether it is what a reduction leaves."""


def pair(result: Result) -> Pair | None:
    """The bars of a result; None when there is nothing to draw.

    A reduction that is compared with something without a number is drawn as what it leaves of the whole.
    """
    unit = result.quantity.unit
    if result.baseline is None or isinstance(unit, Unit) and unit.quantity in SCALES_WITHOUT_ZERO:
        return None
    if result.baseline.value is not None:
        return _drawn(_exactly(result.baseline.value, unit), result.quantity, is_left=False)
    if result.indicator and result.indicator.is_reduction and unit.id == PERCENT:
        return _drawn(_exactly(_WHOLE, unit), _left(result.quantity), is_left=True)
    return None


def _drawn(before: Quantity, after: Quantity, *, is_left: bool) -> Pair | None:
    reference, _ = _stretches(before)
    sure, open_ = _stretches(after)
    numbers = (*reference, *sure, *open_)
    lowest, highest = min(numbers), max(numbers)
    if lowest == highest:
        return None

    def percent(number: Decimal) -> float:
        return round(float((number - lowest) * 100 / (highest - lowest)), 1)

    def drawn(stretch: _Stretch) -> Stretch:
        left, right = sorted(map(percent, stretch))
        return Stretch(start=left, length=round(right - left, 1))

    return Pair(
        zero=percent(_ZERO), baseline=drawn(reference), sure=drawn(sure), open=drawn(open_), before=before, after=after, is_left=is_left
    )


def _exactly(value: Decimal, unit: Term) -> Quantity:
    return Quantity(value=value, low=None, high=None, unit=unit, qualifier=None)


def _left(reduction: Quantity) -> Quantity:
    """What a reduction leaves of the whole: of `at least 70` at most 30, of `60–80` 20–40."""
    turned = {"at-least": "at-most", "at-most": "at-least"}
    value, low, high = (None if n is None else _WHOLE - n for n in (reduction.value, reduction.high, reduction.low))
    qualifier = turned.get(reduction.qualifier, reduction.qualifier) if reduction.qualifier else None
    return Quantity(value=value, low=low, high=high, unit=reduction.unit, qualifier=qualifier)


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
