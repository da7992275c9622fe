"""Figures as readers see them: `about 2.2 million m²`, `30–50 %`, `at least 70`."""

from decimal import Decimal

from ..model import Quantity, Term
from .typesetting import NBSP
from .words import Words

_MILLION = Decimal(1_000_000)
_BILLION = Decimal(1_000_000_000)


def quantity(q: Quantity, words: Words) -> str:
    """A quantity with its qualifier and unit, its parts held together by no-break spaces."""
    if q.value is not None:
        text = amount(q.value)
    else:
        assert q.low is not None and q.high is not None
        text = _range(q.low, q.high)
    text = _with_unit(text, q.unit)
    return words(f"qualifier.{q.qualifier}", value=text) if q.qualifier else text


def value_with_unit(value: Decimal, unit: Term) -> str:
    """A value in a unit, such as a baseline's."""
    return _with_unit(amount(value), unit)


def amount(value: Decimal) -> str:
    """A number for reading: grouped by commas; from a million on in words, when no digit is lost."""
    for size, name in ((_BILLION, "billion"), (_MILLION, "million")):
        scaled = value / size
        if abs(value) >= size and scaled == round(scaled, 3):
            return f"{_plain(scaled)}{NBSP}{name}"
    return _plain(value)


def _range(low: Decimal, high: Decimal) -> str:
    """`60–80`, `1.2–1.5 million` (the word that both share stands once), `-5 to -3`."""
    first, second = amount(low), amount(high)
    if low < 0:
        return f"{first} to {second}"
    number, _, word = first.partition(NBSP)
    if word and second.endswith(NBSP + word):
        return f"{number}–{second}"
    return f"{first}–{second}"


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _with_unit(text: str, unit: Term) -> str:
    if not unit.label:
        return text
    return f"{text}{unit.label}" if unit.label == "×" else f"{text}{NBSP}{unit.label}"
