"""What `showroom.packed` has packed, read by another way than the browser's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from showroom.packed import ALPHABET, BEYOND


def gaps(text: str) -> Iterator[int]:
    """The ascending numbers whose distances the text tells, worked out from its last letter to its first."""
    gap, found = 0, []
    for letter in reversed(text):
        digit = ALPHABET.index(letter)
        if digit < 46:
            found.append(gap)
            gap = digit
        else:
            gap = gap * 46 + digit - 46
    found.append(gap)
    at = -1
    for distance in reversed(found[1:]):
        at += distance + 1
        yield at


def column(packed: Mapping[str, Any]) -> dict[str, set[int]]:
    """Value id → ordinals of the solutions that have it."""
    if "lists" in packed:
        return {id_: set(gaps(text)) for id_, text in zip(packed["ids"], packed["lists"], strict=True)}
    every = ALPHABET + "".join(map(chr, range(BEYOND, BEYOND + 1000)))
    numbers = [every.index(letter) for letter in packed["each"]]
    return {id_: {at for at, n in enumerate(numbers) if n == number} for number, id_ in enumerate(packed["ids"], 1)}
