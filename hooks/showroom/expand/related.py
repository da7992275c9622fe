"""What to read next, and why: solutions that share a lab, a place, partners, sectors or technologies.

Comparing all with all would be quadratic. Instead each trait is a set of solutions, kept as the bits of one number
so that sharing is a single `&`; the search splits the catalogue by one trait after the other, the rarest first, and
leaves out every branch that cannot reach the best found so far.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from math import log

from ..model import Related, Solution
from ..slugs import sort_key

SHOWN = 4
"""One row of cards on a wide screen."""

CHOSEN = "chosen"
"""The reason of solutions that the entry itself names."""

_Trait = tuple[str, str]
"""(reason, id): something two solutions can have in common."""

WEIGHTS = {"same-technology": 1.0, "same-lab": 1.6, "same-city": 1.2, "same-partner": 1.0, "same-sector": 1.4}
"""How much sharing a trait says; each is multiplied by the trait's rarity (inverse document frequency)."""

_ROUNDING = 1e-9
"""More than two sums of the same weights in another order can differ."""


NearestNamed = Mapping[str, Sequence[tuple[str, Sequence[str]]]]
"""slug → (slug, reasons) of each of the nearest: fit to be kept as JSON."""


def related_of(solutions: Sequence[Solution]) -> "Nearest":
    """slug → the nearest solutions, best first: those the entry names, then those that share the rarest traits."""
    return Nearest({solution.slug: solution for solution in solutions})


class Nearest(Mapping[str, tuple[Related, ...]]):
    """What to read after each solution: found when asked for, and then kept."""

    def __init__(self, solutions: Mapping[str, Solution]) -> None:
        self._solutions = solutions
        self._known: dict[str, tuple[Related, ...]] = {}
        self._recalled: dict[str, Sequence[tuple[str, Sequence[str]]]] = {}

    @property
    def digest(self) -> bytes:
        """Of all that counts here."""
        digest = hashlib.blake2b(digest_size=16)
        for solution in self._solutions.values():
            digest.update(repr((solution.slug, solution.title, solution.related, *_traits(solution))).encode())
        return digest.digest()

    @property
    def found(self) -> NearestNamed:
        """What was found so far and not recalled."""
        found = ((slug, nearest) for slug, nearest in self._known.items() if slug not in self._recalled)
        return {slug: [(r.solution.slug, r.reasons) for r in nearest] for slug, nearest in found}

    def recall(self, found: NearestNamed) -> None:
        """Takes what was found elsewhere among solutions of the same digest."""
        self._recalled |= found

    def __getitem__(self, slug: str) -> tuple[Related, ...]:
        if slug not in self._known:
            self._known[slug] = tuple(self._named(slug) if slug in self._recalled else self._neighbourhood.nearest(self._solutions[slug]))
        return self._known[slug]

    def _named(self, slug: str) -> Iterator[Related]:
        for other, reasons in self._recalled[slug]:
            yield Related(solution=self._solutions[other], reasons=tuple(reasons))

    def __iter__(self) -> Iterator[str]:
        return iter(self._solutions)

    def __len__(self) -> int:
        return len(self._solutions)

    @cached_property
    def _neighbourhood(self) -> "_Neighbourhood":
        return _neighbourhood_of(tuple(self._solutions.values()))


_last: list["_Neighbourhood"] = []
"""The neighbourhood looked at last: most edits change nothing in it."""


def _neighbourhood_of(solutions: Sequence[Solution]) -> "_Neighbourhood":
    _last[:] = [_last and _last[0].of_the_like(solutions) or _Neighbourhood(solutions)]
    return _last[0]


class _Neighbourhood:
    """All solutions by their traits. A solution's bit is its place by title, so that of equals the lowest comes first."""

    def __init__(self, solutions: Sequence[Solution]) -> None:
        self._given = solutions
        self._solutions = sorted(solutions, key=lambda solution: sort_key(solution.title))
        self._bit = {solution.slug: bit for bit, solution in enumerate(self._solutions)}
        # Where a title stands for the first time; the very same may stand twice.
        first = {solution.title: bit for bit, solution in reversed(tuple(enumerate(self._solutions)))}
        self._title = [first[solution.title] for solution in self._solutions]
        having: dict[_Trait, list[int]] = defaultdict(list)
        # In order, and quick to look up.
        self._traits = [dict.fromkeys(_traits(solution)) for solution in self._solutions]
        for bit, traits in enumerate(self._traits):
            for trait in traits:
                having[trait].append(bit)
        self._weights = {t: WEIGHTS[t[0]] * log(1 + len(solutions) / len(bits)) for t, bits in having.items()}
        self._having = {trait: _number(bits) for trait, bits in having.items()}

    def of_the_like(self, solutions: Sequence[Solution]) -> "_Neighbourhood | None":
        """That of solutions which in all that counts here are the same in the same order; None when they are not."""
        if [solution.slug for solution in solutions] != [solution.slug for solution in self._given]:
            return None
        if not all(new is old or _is_like(new, old) for new, old in zip(solutions, self._given, strict=True)):
            return None
        found = copy(self)
        found._given = solutions
        by_slug = {solution.slug: solution for solution in solutions}
        found._solutions = [by_slug[solution.slug] for solution in self._solutions]
        return found

    def nearest(self, solution: Solution) -> Iterator[Related]:
        """What to read after `solution`, best first."""
        chosen = [self._bit[slug] for slug in solution.related]
        for bit in chosen:
            yield Related(solution=self._solutions[bit], reasons=(CHOSEN,))
        own = self._bit[solution.slug]
        for bit in self._best(own, max(0, SHOWN - len(chosen)), without=_number([own, *chosen])):
            weights = self._shared(own, bit)
            strongest = sorted(weights, key=lambda reason: (-weights[reason], reason))
            yield Related(solution=self._solutions[bit], reasons=tuple(strongest[:2]))

    def _best(self, own: int, wanted: int, without: int) -> list[int]:
        """Bits of the solutions that share most with `own`; of equals by title, then as they stand in the catalogue."""
        traits = sorted(self._traits[own], key=lambda trait: -self._weights[trait])
        having = [self._having[trait] for trait in traits]
        weights = [self._weights[trait] for trait in traits]
        # What the traits from each on add up to: the most that a solution without the earlier ones can share.
        most = [sum(weights[position:]) for position in range(len(weights) + 1)]
        found: list[tuple[float, int, int, int]] = []

        def split(among: int, position: int, score: float) -> None:
            """Finds the best of the solutions `among`, which share `score` in the traits before `position`."""
            is_one = not among & (among - 1)
            while among and (len(found) < wanted or score + most[position] + _ROUNDING >= -found[-1][0]):
                if is_one or position == len(traits):
                    found.extend([self._rank(own, bit) for bit in _lowest(among, wanted)])
                    found.sort()
                    del found[wanted:]
                    return
                if sharing := among & having[position]:
                    split(sharing, position + 1, score + weights[position])
                    among ^= sharing
                position += 1

        anything = 0
        for bits in having:
            anything |= bits
        if wanted:
            split(anything & ~without, 0, 0.0)
        # It refers to itself: until a collection it would stay, with all that it works on.
        del split
        return [bit for *_, bit in found]

    def _rank(self, own: int, bit: int) -> tuple[float, int, int, int]:
        """A key that puts the nearest first, and of equals the one that shares an earlier trait."""
        traits = self._traits[bit]
        shared = [(position, self._weights[trait]) for position, trait in enumerate(self._traits[own]) if trait in traits]
        return -sum(weight for _, weight in shared), self._title[bit], shared[0][0], bit

    def _shared(self, own: int, bit: int) -> Mapping[str, float]:
        """Reason → how much of it two solutions share."""
        weights: dict[str, float] = defaultdict(float)
        for trait in self._traits[own]:
            if trait in self._traits[bit]:
                weights[trait[0]] += self._weights[trait]
        return weights


def _is_like(one: Solution, other: Solution) -> bool:
    return one.title == other.title and list(_traits(one)) == list(_traits(other))


def _number(bits: Iterable[int]) -> int:
    """The number with these bits set."""
    found = bytearray()
    for bit in bits:
        if len(found) <= bit // 8:
            found.extend(bytes(bit // 8 + 1 - len(found)))
        found[bit // 8] |= 1 << bit % 8
    return int.from_bytes(found, "little")


def _lowest(number: int, count: int) -> Iterator[int]:
    """The lowest bits set in a number."""
    while number and count:
        yield (number & -number).bit_length() - 1
        number &= number - 1
        count -= 1


def _traits(solution: Solution) -> Iterator[_Trait]:
    for technology in solution.technologies:
        yield "same-technology", technology.id
    yield "same-sector", solution.sectors[0].id
    yield "same-city", solution.city.id
    if solution.lab:
        yield "same-lab", solution.lab.slug
    for partner in solution.partners:
        yield "same-partner", partner.organisation.id
