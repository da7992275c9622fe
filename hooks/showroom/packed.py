"""Lists of small numbers as short texts that compress well: what `js/packed.mjs` reads."""

from collections.abc import Iterable, Sequence

ALPHABET = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\')
"""Letters for 0 to 92: printable, and none that JSON would escape."""

BEYOND = 0xA1
"""The code point that stands for the first number after those: what lies between are control characters and a space."""

DIGITS = len(ALPHABET) // 2
"""Base of numbers written with several letters: as many letters end a number as say that it goes on."""


def letters(numbers: Iterable[int]) -> str:
    """One letter for each number from 0 to 50,000: a column in which every row has one small number."""
    return "".join(ALPHABET[n] if n < len(ALPHABET) else chr(BEYOND + n - len(ALPHABET)) for n in numbers)


def gaps(numbers: Sequence[int]) -> str:
    """Ascending numbers by the distance of each from the one before; near ones take a letter each."""
    return "".join(_digits(number - before - 1) for before, number in zip((-1, *numbers), numbers))


def _digits(number: int) -> str:
    """The least digit first; all but the last say that another follows."""
    found = ""
    while number >= DIGITS:
        found += ALPHABET[DIGITS + number % DIGITS]
        number //= DIGITS
    return found + ALPHABET[number]
