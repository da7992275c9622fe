"""A page of the catalogue before it is rendered, and what is known of it before it is made."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..model import Solution
from .words import Words

NEVER = "1970-01-01"
"""The date of what nobody has dated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page before it is rendered."""

    uri: str
    """Site-relative, ending in `/`."""
    template: str
    title: str
    window_title: str = ""
    """What the browser's tab and search results say before the site's name; the title, unless two pages share it."""
    description: str
    updated: str
    """ISO date of the newest thing on it."""
    trail: tuple[tuple[str, str], ...] = ()
    """Breadcrumbs: (label, uri) of the pages above, outermost first, without the home page."""
    edit_path: str | None = None
    """Path of the YAML file behind the page, from the repository's root."""
    sees_catalogue: bool = False
    """Whether its template may look at the whole catalogue; if not, the page follows from what is named here."""
    context: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What the template is given; a function among it returns what follows from the rest."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A page that is made when it is asked for, and what is known of it before."""

    uri: str
    updated: str
    """As the page has it."""
    make: Callable[[], Page]
    in_sitemap: bool = True
    """Whether search engines are sent to it; not to a page that is empty until a reader fills it."""


class Pages(Mapping[str, Page]):
    """uri → page, in the order of sections. A page is made when it is asked for: a preview shows one of ten thousand."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        self._plans = {plan.uri: plan for plan in plans}

    @property
    def dates(self) -> Iterator[tuple[str, str]]:
        """(uri, ISO date) of each page that search engines are sent to; no page is made for it."""
        return ((plan.uri, plan.updated) for plan in self._plans.values() if plan.in_sitemap)

    def __getitem__(self, uri: str) -> Page:
        return self._plans[uri].make()

    def __contains__(self, uri: object) -> bool:
        return uri in self._plans

    def __iter__(self) -> Iterator[str]:
        return iter(self._plans)

    def __len__(self) -> int:
        return len(self._plans)


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where a page stands among the pages of one listing."""

    first_uri: str
    number: int
    count: int

    def uri(self, number: int) -> str:
        """The address of the listing's page of that number."""
        return self.first_uri if number == 1 else f"{self.first_uri}page/{number}/"

    @property
    def shown(self) -> tuple[int | None, ...]:
        """The numbers to offer: the ends and those next to this page; None where some are left out."""
        wanted = [n for n in range(1, self.count + 1) if n in (1, self.count) or abs(n - self.number) <= 2]
        found: list[int | None] = []
        for before, n in zip([0, *wanted], wanted):
            found += [n] if n == before + 1 else [None, n]
        return tuple(found)


def numbered(first_uri: str, solutions: tuple[Solution, ...], size: int) -> Iterator[tuple[Numbering, tuple[Solution, ...]]]:
    """The pages of a list, one at least, each with the solutions on it."""
    count = max(1, -(-len(solutions) // size))
    for number in range(1, count + 1):
        yield Numbering(first_uri, number, count), solutions[(number - 1) * size : number * size]


def further(first: Page, numbering: Numbering, words: Words) -> Page:
    """A further page of the list that begins on `first`, what it shows apart."""

    def named(title: str) -> str:
        return words("listing.page-title", title=title, number=numbering.number)

    return replace(
        first,
        uri=numbering.uri(numbering.number),
        title=named(first.title),
        window_title=named(first.window_title) if first.window_title else "",
        description=named(first.description),
        trail=(*first.trail, (first.title, first.uri)),
    )
