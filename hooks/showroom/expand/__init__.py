"""Third stage: checked raw values become the resolved catalogue, with back-links, facets and what to read next."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from ..model import Catalogue, City, Lab, Organisation, Solution
from ..raw import RawCatalogue, RawEntry
from ..slugs import sort_key
from .articles import articles_of, reading_of
from .facets import facets_of
from .related import Nearest, NearestNamed, related_of
from .resolve import Named, Resolver

__all__ = ["Named", "Nearest", "NearestNamed", "Resolver", "default_order", "expand"]


def expand(raw: RawCatalogue, resolver: Resolver | None = None) -> Catalogue:
    """The catalogue of a `raw` in which validation found no error; anything else may raise KeyError.

    `resolver`: that of the readings in `raw`, when it has the same labs, lists and vocabularies.
    """
    resolver = resolver or Resolver(raw)
    labs = resolver.labs
    solutions = sorted((_solution(entry, resolver, raw.images.get(entry.id, {})) for entry in raw.solutions.values()), key=default_order)
    articles = articles_of(raw, resolver.vocabularies, labs, solutions)
    return Catalogue(
        solutions=tuple(solutions),
        labs=dict(sorted(labs.items(), key=lambda item: sort_key(item[1].name))),
        organisations=_organisations(solutions, labs.values()),
        cities=_cities(solutions, labs.values()),
        vocabularies=resolver.vocabularies,
        count_facets=partial(facets_of, solutions, raw.facets, resolver.vocabularies),
        listings=_listings(solutions),
        related=related_of(solutions),
        articles=articles,
        reading=reading_of(articles, solutions),
    )


def _solution(entry: RawEntry, resolver: Resolver, images: Mapping[str, Path]) -> Solution:
    """The solution in an entry, resolved before or now."""
    return entry.reading.solution if entry.reading else resolver.solution(entry, images)


def default_order(solution: Solution) -> tuple[bool, int, tuple[str, str]]:
    """Measured results first, then by number of results, then by title."""
    return not solution.has_measured_results, -len(solution.results), sort_key(solution.title)


def _organisations(solutions: Iterable[Solution], labs: Iterable[Lab]) -> Mapping[str, Organisation]:
    named = {partner.organisation.id: partner.organisation for solution in solutions for partner in solution.partners}
    for lab in labs:
        named |= {organisation.id: organisation for organisation in (*lab.operators, *lab.partners)}
    return {o.id: o for o in sorted(named.values(), key=lambda o: sort_key(o.name))}


def _cities(solutions: Iterable[Solution], labs: Iterable[Lab]) -> Mapping[str, City]:
    named = {entry.city.id: entry.city for entry in (*solutions, *labs)}
    return {c.id: c for c in sorted(named.values(), key=lambda c: sort_key(c.name))}


def _listings(solutions: Iterable[Solution]) -> Mapping[str, Mapping[str, tuple[Solution, ...]]]:
    listings: dict[str, dict[str, list[Solution]]] = {
        kind: defaultdict(list) for kind in ("sectors", "technologies", "cities", "labs", "organisations")
    }
    for solution in solutions:
        for sector in solution.sectors:
            listings["sectors"][sector.id].append(solution)
        for technology in solution.technologies:
            listings["technologies"][technology.id].append(solution)
        for partner in solution.partners:
            listings["organisations"][partner.organisation.id].append(solution)
        listings["cities"][solution.city.id].append(solution)
        if solution.lab:
            listings["labs"][solution.lab.slug].append(solution)
    return {kind: {key: tuple(found) for key, found in by_id.items()} for kind, by_id in listings.items()}
