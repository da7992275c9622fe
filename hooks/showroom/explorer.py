"""What the explorer fetches, in pieces: a reader loads what the page shows, however many solutions there are.

An ordinal is a solution's position in the default order. Every piece names the version of the catalogue it was made of,
so that no browser pairs a kept piece with a newer page. Cards name the order only: an edit changes the eight beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .jsontext import json_line
from .model import Catalogue, Facet, Solution
from .packed import gaps, letters
from .render.pages import EXPLORER_PAGE_SIZE, SHARD_SIZE
from .slugs import sort_key

FOLDER = "assets/showroom/explorer/"
CARDS = f"{FOLDER}cards/"


def pieces(catalogue: Catalogue) -> Mapping[str, str]:
    """URI → JSON of everything but the cards.

    `facets/<id>`: which values each solution has, packed. `orders/<name>`: ordinals in that order. `started`: ISO date
    of each ordinal, null for none. `reporting`: indicator id → ordinals that report it, packed. `titles`: what each
    ordinal is called, and its slug.
    """
    solutions = catalogue.solutions
    found: dict[str, Any] = {f"facets/{facet.id}": _column(facet, len(solutions)) for facet in catalogue.facets}
    found |= {f"orders/{name}": {"order": order} for name, order in _orders(solutions)}
    found["started"] = {"started": [solution.period.started if solution.period else None for solution in solutions]}
    found["reporting"] = {"ids": [*catalogue.reporting], "lists": [gaps(ordinals) for ordinals in catalogue.reporting.values()]}
    found["titles"] = {"slugs": [s.slug for s in solutions], "titles": [s.title for s in solutions]}
    return {f"{FOLDER}{name}.json": json_line(data) for name, data in found.items()}


def stamped(data: Mapping[str, str], version: str) -> Mapping[str, str]:
    """URI → the same JSON object with the version of the catalogue as its first field."""
    return {uri: f'{{"version":"{version}",{text[1:]}' for uri, text in data.items()}


def shards(first: int, solutions: tuple[Solution, ...]) -> Mapping[str, tuple[Solution, ...]]:
    """URI → solutions of the files with the cards of a page, the ordinal of its first being `first`."""
    starts = range(0, len(solutions), SHARD_SIZE)
    return {f"{CARDS}{(first + start) // SHARD_SIZE}.json": solutions[start : start + SHARD_SIZE] for start in starts}


def page_with(uri: str) -> int:
    """The number of the page that has the cards of the file at `uri`; 0 when there can be no such file."""
    shard = uri.removeprefix(CARDS).removesuffix(".json")
    return int(shard) * SHARD_SIZE // EXPLORER_PAGE_SIZE + 1 if shard.isdecimal() else 0


def shard(cards: Sequence[str], order: str) -> str:
    """Rendered cards as JSON; `order` names the order in which all solutions stood."""
    return json_line({"order": order, "cards": cards})


def _column(facet: Facet, size: int) -> Mapping[str, Any]:
    """`ids` of the values, and which solutions have them in the shorter of two ways.

    `lists`: the ordinals of each value. `each`, where no solution has two values: one letter a solution, 0 for none.
    """
    ids = [value.id for value in facet.values]
    lists = [gaps(value.ordinals) for value in facet.values]
    values = [0] * size
    for number, value in enumerate(facet.values, 1):
        for ordinal in value.ordinals:
            values[ordinal] = number
    is_single = size - values.count(0) == sum(len(value.ordinals) for value in facet.values)
    if is_single and size < sum(map(len, lists)):
        return {"ids": ids, "each": letters(values)}
    return {"ids": ids, "lists": lists}


def _orders(solutions: Sequence[Solution]) -> Iterator[tuple[str, list[int]]]:
    yield "title", _order(solutions, lambda s: sort_key(s.title))
    yield "newest", _order(solutions, lambda s: (_descending(s.period.started if s.period else None), sort_key(s.title)))
    yield "city", _order(solutions, lambda s: (sort_key(s.city.name), sort_key(s.title)))


def _order(solutions: Sequence[Solution], key: Any) -> list[int]:
    return sorted(range(len(solutions)), key=lambda ordinal: key(solutions[ordinal]))


def _descending(date: str | None) -> tuple[int, ...]:
    """A key that puts later ISO dates first and unknown ones last."""
    return tuple(-int(part) for part in date.split("-")) if date else (1,)
