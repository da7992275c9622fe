"""What to read next, and why: solutions that share a lab, a place, partners, sectors or technologies."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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


def related_of(solutions: Sequence[Solution]) -> Mapping[str, tuple[Related, ...]]:
    """slug → the nearest solutions, best first: those the entry names, then those that share the rarest traits."""
    by_slug = {solution.slug: solution for solution in solutions}
    having: dict[_Trait, list[str]] = defaultdict(list)
    for solution in solutions:
        for trait in _traits(solution):
            having[trait].append(solution.slug)
    return {solution.slug: tuple(_nearest(solution, by_slug, having)) for solution in solutions}


def _nearest(
    solution: Solution, by_slug: Mapping[str, Solution], having: Mapping[_Trait, Sequence[str]]
) -> Iterator[Related]:
    scores: dict[str, float] = defaultdict(float)
    reasons: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for trait in _traits(solution):
        reason, _ = trait
        weight = WEIGHTS[reason] * log(1 + len(by_slug) / len(having[trait]))
        for slug in having[trait]:
            if slug != solution.slug:
                scores[slug] += weight
                reasons[slug][reason] += weight
    for slug in solution.related:
        yield Related(solution=by_slug[slug], reasons=(CHOSEN,))
        scores.pop(slug, None)
    ranked = sorted(scores, key=lambda slug: (-scores[slug], sort_key(by_slug[slug].title)))
    for slug in ranked[: max(0, SHOWN - len(solution.related))]:
        strongest = sorted(reasons[slug], key=lambda reason: (-reasons[slug][reason], reason))
        yield Related(solution=by_slug[slug], reasons=tuple(strongest[:2]))


def _traits(solution: Solution) -> Iterator[_Trait]:
    for technology in solution.technologies:
        yield "same-technology", technology.id
    yield "same-sector", solution.sectors[0].id
    yield "same-city", solution.city.id
    if solution.lab:
        yield "same-lab", solution.lab.slug
    for partner in solution.partners:
        yield "same-partner", partner.organisation.id
