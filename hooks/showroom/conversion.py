"""Figures in one unit: what a comparison, a threshold or an order needs."""

from decimal import ROUND_HALF_EVEN, Context, Decimal

from .model import Quantity, Result, Unit

_DIGITS = Context(prec=9, rounding=ROUND_HALF_EVEN)
"""More than any source gives, and few enough that a factor's own rounding does not show."""


def in_unit(quantity: Quantity, unit: Unit) -> Quantity | None:
    """The quantity in another unit of the same kind; None when there is no fixed rate, as between currencies."""
    if quantity.unit == unit:
        return quantity
    if not isinstance(quantity.unit, Unit) or quantity.unit.quantity != unit.quantity:
        return None
    rate = quantity.unit.factor / unit.factor
    value, low, high = (
        None if number is None else _plain(_DIGITS.multiply(number, rate))
        for number in (quantity.value, quantity.low, quantity.high)
    )
    return Quantity(value=value, low=low, high=high, unit=unit, qualifier=quantity.qualifier)


def comparable(result: Result) -> Quantity | None:
    """A result in its indicator's unit; None when it cannot be converted or follows no indicator."""
    return in_unit(result.quantity, result.indicator.unit) if result.indicator else None


def bounds(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """(low, high) between which the true value lies, None for an open end: `at least 40` is (40, None)."""
    low, high = (quantity.low, quantity.high) if quantity.value is None else (quantity.value, quantity.value)
    return None if quantity.qualifier == "at-most" else low, None if quantity.qualifier == "at-least" else high


def _plain(number: Decimal) -> Decimal:
    """The same number without an exponent and without zeros at its end."""
    number = number.normalize()
    return number if number.as_tuple().exponent <= 0 else number.quantize(Decimal(1))
