"""What a page picks out of the catalogue: a card's headline figure, the home page's numbers and features."""

from collections.abc import Sequence

from ..model import Catalogue, City, Indicator, Lab, Organisation, Result, Solution, Term

Subject = City | Lab | Organisation | Term

FEATURED = 6
"""Two rows of cards on a wide screen."""

NEWEST = 3
"""One row."""


def headline(solution: Solution) -> Result | None:
    """The figure that stands on a card: the first measured one, else the first that is not mere context."""
    for kinds in (("measured",), ("stated",), ("expected",)):
        for result in solution.results:
            if result.kind in kinds:
                return result
    return None


def more_like_it(solution: Solution, catalogue: Catalogue) -> Sequence[tuple[str, Subject, int]]:
    """(kind of listing, subject, other solutions there): its city, lab, main sector and partners, where there are others."""
    subjects: dict[tuple[str, str], Subject] = {("cities", solution.city.id): solution.city}
    if solution.lab:
        subjects["labs", solution.lab.id] = solution.lab
    subjects["sectors", solution.sectors[0].id] = solution.sectors[0]
    for partner in solution.partners:
        subjects["organisations", partner.organisation.id] = partner.organisation
    counted = ((kind, subject, len(catalogue.listings[kind][name]) - 1) for (kind, name), subject in subjects.items())
    return [found for found in counted if found[2]]


def numbers(catalogue: Catalogue) -> Sequence[tuple[str, int]]:
    """(name, number) of what the showroom holds; every one is counted."""
    solutions = catalogue.solutions
    return (
        ("solutions", len(solutions)),
        ("cities", len(catalogue.cities)),
        ("labs", len(catalogue.labs)),
        ("organisations", len(catalogue.organisations)),
        ("results", sum(len(solution.results) for solution in solutions)),
        ("lessons", sum(len(solution.findings) for solution in solutions)),
    )


def featured(catalogue: Catalogue) -> tuple[Solution, ...]:
    """The best documented solutions, one from each sector before any sector has two."""
    chosen: list[Solution] = []
    seen: set[str] = set()
    for solution in catalogue.solutions:
        if solution.sectors[0].id not in seen:
            chosen.append(solution)
            seen.add(solution.sectors[0].id)
    return tuple(chosen[:FEATURED])


def newest(catalogue: Catalogue) -> tuple[Solution, ...]:
    """Those that started last and are not featured, the latest first; a year stands for its beginning."""
    shown = {solution.slug for solution in featured(catalogue)}
    dated = [(s.period.started, s) for s in catalogue.solutions if s.period and s.period.started and s.slug not in shown]
    return tuple(solution for _, solution in sorted(dated, key=lambda found: found[0], reverse=True)[:NEWEST])


def busiest_labs(catalogue: Catalogue) -> tuple[Lab, ...]:
    """The labs in which most solutions were proven."""
    proven = catalogue.listings["labs"]
    ranked = sorted(catalogue.labs.values(), key=lambda lab: (-len(proven.get(lab.slug, ())), lab.slug))
    return tuple(ranked[:FEATURED])


def indicators(catalogue: Catalogue) -> Sequence[tuple[str, Sequence[tuple[Indicator, int]]]]:
    """(group, (indicator, number of solutions that report it)) of those in use, in their vocabulary's order."""
    groups: dict[str, list[tuple[Indicator, int]]] = {}
    for indicator_id, ordinals in catalogue.reporting.items():
        indicator = catalogue.vocabularies["indicators"].terms[indicator_id]
        assert isinstance(indicator, Indicator)
        groups.setdefault(indicator.group or "", []).append((indicator, len(ordinals)))
    return tuple(groups.items())
