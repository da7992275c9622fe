"""The pages that list solutions: one for each sector, city, technology, lab and organisation, and an index of each kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial

from ..diagnostics import Report
from ..model import Catalogue, City, Lab, Organisation, Solution, Term
from ..slugs import sort_key
from .page import NEVER, Numbering, Page, Plan, further, numbered
from .selections import Subject
from .words import Words

LISTINGS = ("sectors", "cities", "technologies", "labs", "organisations")
"""First segments of the pages that list solutions; in this order in menus."""

PAGE_SIZE = 48
"""Cards on a page of a listing: a dozen rows on a wide screen, a list that loads on any phone."""


def subjects(kind: str, catalogue: Catalogue) -> tuple[Subject, ...]:
    """What a kind of listing is about, in the order readers see it: terms in use, labs, cities, organisations."""
    match kind:
        case "sectors" | "technologies":
            used = catalogue.listings[kind]
            vocabulary = catalogue.vocabularies.get(kind)
            terms = vocabulary.terms.values() if vocabulary else ()
            return tuple(term for term in terms if term.id in used)
        case "cities":
            return tuple(catalogue.cities.values())
        case "labs":
            return tuple(catalogue.labs.values())
        case "organisations":
            return tuple(catalogue.organisations.values())
    raise ValueError(kind)


def index_page(kind: str, catalogue: Catalogue, words: Words, updated: str) -> Page:
    """The page that leads to every subject of a kind."""
    found = subjects(kind, catalogue)
    return Page(
        uri=f"{kind}/",
        template="listings.html",
        sees_catalogue=True,
        title=words(f"{kind}.title"),
        description=words(f"{kind}.description", count=len(found)),
        updated=updated,
        context={"kind": kind, "groups": _grouped(kind, found), "listing": catalogue.listings[kind]},
    )


def listing_plans(
    kind: str, subject: Subject, catalogue: Catalogue, words: Words, problems: Report, page_size: int
) -> Iterator[Plan]:
    """The page of a subject, and further pages of solutions when they are too many for one."""
    solutions = catalogue.listings[kind].get(subject.id, ())
    labs = catalogue.labs_of.get(kind, {}).get(subject.id, ())
    dated = (*solutions, *labs, subject) if isinstance(subject, Lab) else (*solutions, *labs)
    updated = max([entry.updated for entry in dated], default=NEVER)
    # What all its pages share is found once.
    first = cache(partial(_listing_page, kind, subject, catalogue, words, problems, updated))
    for numbering, shown in numbered(f"{kind}/{subject.id}/", solutions, page_size):
        yield Plan(numbering.uri(numbering.number), updated, partial(_numbered_page, first, numbering, shown, words))


def _numbered_page(first: Callable[[], Page], numbering: Numbering, shown: tuple[Solution, ...], words: Words) -> Page:
    """A page of a listing, whose first is to be had from `first`."""
    page = first()
    context = {**page.context, "shown": shown, "numbering": numbering}
    if numbering.number == 1:
        return replace(page, context=context)
    return replace(further(page, numbering, words), template="listing.html", context=context)


def _listing_page(kind: str, subject: Subject, catalogue: Catalogue, words: Words, problems: Report, updated: str) -> Page:
    solutions = catalogue.listings[kind].get(subject.id, ())
    labs = catalogue.labs_of.get(kind, {}).get(subject.id, ())
    declared_at = None if isinstance(subject, Term) else subject.declared_at
    return Page(
        uri=f"{kind}/{subject.id}/",
        template="lab.html" if isinstance(subject, Lab) else "listing.html",
        title=words(f"{kind}.one-title", label=subject.label),
        window_title=f"{subject.label} – {words(f'{kind}.title')}",
        description=_description(kind, subject, len(solutions), words),
        updated=updated,
        trail=((words(f"{kind}.title"), f"{kind}/"),),
        edit_path=declared_at.path if declared_at else None,
        context={
            "kind": kind,
            "subject": subject,
            "solutions": solutions,
            "labs": labs,
            "solutions_in": {lab.slug: len(catalogue.listings["labs"].get(lab.slug, ())) for lab in labs},
            "reading": catalogue.reading.get(f"{kind}/{subject.id}/", ()),
            "neighbours": partial(_neighbours, kind, subject, solutions, words),
            "problems": problems.about(declared_at.path) if isinstance(subject, Lab) else Report(),
        },
    )


def _description(kind: str, subject: Subject, count: int, words: Words) -> str:
    if isinstance(subject, Lab):
        return subject.summary
    about = subject.definition if isinstance(subject, Term) else ""
    return " ".join((words(f"{kind}.one-description", label=subject.label, count=count), about)).strip()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Other listings that the solutions of a listing stand in, with how many of them do."""

    kind: str
    counts: tuple[tuple[Subject, int], ...]


def _neighbours(kind: str, subject: Subject, solutions: tuple[Solution, ...], words: Words) -> tuple[Neighbours, ...]:
    others = [other for other in ("sectors", "technologies", "cities", "labs") if other != kind]
    found = []
    for other in others:
        counts: dict[str, tuple[Subject, int]] = {}
        for solution in solutions:
            for term in _listed_under(other, solution):
                counts[term.id] = (term, counts.get(term.id, (term, 0))[1] + 1)
        if counts:
            ranked = sorted(counts.values(), key=lambda pair: (-pair[1], sort_key(pair[0].label)))
            found.append(Neighbours(other, tuple(ranked[:12])))
    return tuple(found)


def _listed_under(kind: str, solution: Solution) -> tuple[Subject, ...]:
    match kind:
        case "sectors":
            return solution.sectors
        case "technologies":
            return solution.technologies
        case "cities":
            return (solution.city,)
    return (solution.lab,) if solution.lab else ()


def _grouped(kind: str, found: tuple[Subject, ...]) -> tuple[tuple[str | None, tuple[Subject, ...]], ...]:
    """(heading, subjects) of a long index: technologies by group, cities by country, organisations by kind."""

    def heading(subject: Subject) -> str | None:
        match subject:
            case Term():
                return subject.group
            case City():
                return subject.country.label
            case Organisation():
                return subject.kind.label
        return None

    groups: dict[str | None, list[Subject]] = {}
    for subject in found:
        groups.setdefault(heading(subject), []).append(subject)
    if kind in ("cities", "organisations"):
        # The largest group first: most readers come for it.
        groups = dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0] or "")))
    return tuple((name, tuple(members)) for name, members in groups.items())
