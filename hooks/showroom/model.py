"""The catalogue's data: raw values as they were written, and the resolved objects pages are made of.

A leaf module. `Raw…` came from YAML and is not yet checked; everything else is complete and every reference
in it is resolved. Two families of types, so that nobody renders unchecked data.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol

from .diagnostics import Diagnostic, Location
from .pictures import Picture

# --- As written -----------------------------------------------------------------------------------


# Ten thousand entries hold two million of these, so they are tuples: made and kept at half the cost of dataclasses.
# For the same reason a place is three numbers, and a `Location` only when somebody asks.


class RawText(NamedTuple):
    """A scalar, always as text: `no` is no, `1.10` is 1.10."""

    text: str
    path: str
    line: int
    column: int
    length: int

    @property
    def location(self) -> Location:
        """Where it stands."""
        return Location(self.path, self.line, self.column, self.length)


class RawList(NamedTuple):
    """A sequence in the order written."""

    items: tuple["RawValue", ...]
    path: str
    line: int
    column: int

    @property
    def location(self) -> Location:
        """Where it starts."""
        return Location(self.path, self.line, self.column)


class RawMapping(NamedTuple):
    """A mapping in the order written; keys are unique."""

    values: Mapping[str, "RawValue"]
    places: tuple[int, ...]
    """Line, column and length of each key, one after the other."""
    path: str
    line: int
    column: int

    @property
    def location(self) -> Location:
        """Where it starts."""
        return Location(self.path, self.line, self.column)

    @property
    def keys(self) -> Mapping[str, Location]:
        """Where each key stands."""
        numbers = iter(self.places)
        return {key: Location(self.path, *place) for key, *place in zip(self.values, numbers, numbers, numbers, strict=True)}

    def get(self, key: str) -> "RawValue | None":
        """The value of `key`, or None when it is not there."""
        return self.values.get(key)

    def text(self, key: str) -> str | None:
        """The text of `key`, or None when it is missing or no scalar."""
        value = self.values.get(key)
        return value.text if isinstance(value, RawText) else None


RawValue = RawText | RawList | RawMapping


@dataclass(frozen=True, kw_only=True)
class RawEntry:
    """One solution, lab, organisation, city, vocabulary or term as its author wrote it."""

    id: str
    """The file's stem, or the `id` within a list file."""
    path: str
    """The file it stands in, as in `Location.path`."""
    fields: RawMapping
    reading: "Reading | None" = field(default=None, compare=False, repr=False)
    """What was worked out of the file before, of a solution without errors."""

    @property
    def outline(self) -> RawMapping:
        """The fields that rules over the whole catalogue look at, and perhaps more."""
        return self.reading.outline if self.reading else self.fields


class Reading(Protocol):
    """All that follows from one solution's file and what it refers to; `readings` makes and keeps it."""

    @property
    def digest(self) -> bytes:
        """Tells it from any other."""

    @property
    def outline(self) -> RawMapping:
        """As in `RawEntry`."""

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What rules say of its values, as long as the solutions it names are there; no errors."""

    @property
    def hints(self) -> tuple[Diagnostic, ...]:
        """What they say besides."""

    @property
    def related(self) -> tuple[str, ...]:
        """The slugs of the solutions it names."""

    @property
    def solution(self) -> "Solution":
        """The solution, resolved."""

    @property
    def document(self) -> Mapping[str, str]:
        """What the search knows of it, as `search.document_of` has it."""


@dataclass(frozen=True, kw_only=True)
class RawCatalogue:
    """Everything that could be read, by kind and then by id in the order read."""

    solutions: Mapping[str, RawEntry]
    labs: Mapping[str, RawEntry]
    organisations: Mapping[str, RawEntry]
    cities: Mapping[str, RawEntry]
    vocabularies: Mapping[str, RawEntry]
    facets: RawEntry | None
    articles: Mapping[str, RawEntry] = field(default_factory=dict)
    """By slug: the front matter of each; its prose is in `sources`."""
    images: Mapping[str, Mapping[str, Path]]
    """Slug → file name → file, of every ordinary file in `images/<slug>/`."""
    sources: Mapping[str, str]
    """Path → text of every file that could be decoded, for showing a finding's line."""
    diagnostics: tuple[Diagnostic, ...]
    """What loading found; files with errors here gave no entry."""

    def entries(self) -> Iterator[tuple[str, RawEntry]]:
        """(kind, entry) of everything, kind being the attribute's name."""
        for kind in ("vocabularies", "cities", "organisations", "labs", "solutions", "articles"):
            for entry in getattr(self, kind).values():
                yield kind, entry
        if self.facets:
            yield "facets", self.facets

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, RawMapping]]:
        """Vocabulary → term id → the term as written, in the order written."""
        return {name: dict(_terms(entry)) for name, entry in self.vocabularies.items()}


def _terms(vocabulary: RawEntry) -> Iterator[tuple[str, RawMapping]]:
    terms = vocabulary.fields.get("terms")
    for term in terms.items if isinstance(terms, RawList) else ():
        if isinstance(term, RawMapping) and (term_id := term.text("id")):
            yield term_id, term


# --- Ready to render ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of a vocabulary: an id that data uses and a label that readers see."""

    id: str
    label: str
    definition: str = ""
    vocabulary: str
    group: str | None = None
    """Heading under which long lists show the term."""
    icon: str | None = None
    """Name in Material's icon sets, such as `material/water`."""
    hue: int | None = None
    """Colour angle in degrees, 0 to 359, for terms that have a colour of their own."""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Term):
    """A unit of measure; its label is its symbol."""

    quantity: str
    factor: Decimal
    """Value in this unit × factor = value in the quantity's base unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Term):
    """Something that is measured, with the one unit in which results are compared."""

    unit: Unit
    better: str
    """`higher`, `lower` or `none`."""
    is_reduction: bool
    """Whether it is the percentage by which something falls, so that 60 leaves 40 of 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """A controlled list with its source."""

    name: str
    title: str
    definition: str
    source: str
    terms: Mapping[str, Term]
    """id → term, in the order of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city, town, island or region in which something was tried."""

    id: str
    name: str
    country: Term
    region: str | None
    place: "Place"
    synonyms: tuple[str, ...]
    declared_at: Location

    @property
    def label(self) -> str:
        """The name, under the word by which all kinds of listing call it."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A partner, spelt one way everywhere."""

    id: str
    name: str
    kind: Term
    country: Term | None
    url: str | None
    synonyms: tuple[str, ...]
    declared_at: Location

    @property
    def label(self) -> str:
        """The name, under the word by which all kinds of listing call it."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """WGS 84 degrees and how exact they are: `site`, `street`, `area` or `city`."""

    lat: float
    lon: float
    precision: str = "city"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From and to as ISO 8601 dates of any precision: `2019`, `2019-04` or `2019-04-24`."""

    started: str | None
    ended: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication that figures and findings name by its id."""

    id: str
    title: str
    publisher: str
    url: str
    date: str | None
    number: int
    """Position in the entry's list, from 1; what readers see as [1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A value or a range in a unit."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: Term
    qualifier: str | None
    """`about`, `at-least` or `at-most`; None when the source gives the plain value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a result is compared with."""

    value: Decimal | None
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A figure a buyer can rely on as far as its kind and source go."""

    label: str
    """What was counted, in the entry's words or else the indicator's."""
    indicator: Indicator | None
    """None for a lab's facts, which follow no indicator."""
    quantity: Quantity
    kind: str
    """`measured`, `stated`, `expected` or `context`."""
    baseline: Baseline | None
    period: Period | None
    note: str | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A lesson; what did not work is worth as much as what did."""

    kind: str
    """`worked`, `did-not-work` or `surprise`."""
    text: str
    """Markdown."""
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A sum of money and what it covers."""

    kind: Term
    quantity: Quantity
    period: Period | None
    note: str | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation and what it does here."""

    organisation: Organisation
    role: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership:
    """How the partners came together."""

    model: Term | None
    procurement: Term | None
    methods: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replication:
    """Another place that runs the solution."""

    place: str
    city: City | None
    """Set when the place is a city of the catalogue."""
    since: str | None
    organisation: Organisation | None
    note: str | None
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Whether and how one can come and see."""

    possible: bool
    url: str | None
    languages: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask; published only with consent."""

    organisation: Organisation
    url: str | None
    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataProtection:
    """What happens to people's data."""

    personal_data: bool
    assessment: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Technology readiness level, 1 to 9, and when it was judged."""

    level: int
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A photo of an entry; the first is the cover."""

    file: str
    """Name within `images/<slug>/`."""
    picture: Picture
    alt: str
    credit: str
    licence: str
    caption: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page or document elsewhere."""

    title: str
    url: str
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """A living lab: a real place in which solutions are tried with the people who use it."""

    slug: str
    name: str
    summary: str
    city: City
    place: Place | None
    operators: tuple[Organisation, ...]
    partners: tuple[Organisation, ...]
    sectors: tuple[Term, ...]
    period: Period | None
    description: str
    """Markdown."""
    offers: tuple[str, ...]
    facts: tuple[Result, ...]
    visit: Visit | None
    contact: Contact | None
    links: tuple[Link, ...]
    sources: tuple[Source, ...]
    added: str
    updated: str
    """ISO date of the last change of substance; `added` when there was none."""
    declared_at: Location

    @property
    def id(self) -> str:
        """The slug, under the word by which all kinds of listing call it."""
        return self.slug

    @property
    def label(self) -> str:
        """The name, under the word by which all kinds of listing call it."""
        return self.name


OVER = "ended"
"""The term of `statuses` for what is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """One solution, ready to render: every reference is resolved."""

    slug: str
    """File stem and URL segment; unique in the catalogue."""
    title: str
    summary: str
    sectors: tuple[Term, ...]
    """Terms of the `sectors` vocabulary, first the main one; never empty."""
    technologies: tuple[Term, ...]
    city: City
    lab: Lab | None
    place: Place | None
    status: Term | None
    period: Period | None
    readiness: Readiness | None
    challenge: str
    """Markdown: the public demand."""
    solution: str
    """Markdown: what was done."""
    partnership: Partnership | None
    partners: tuple[Partner, ...]
    results: tuple[Result, ...]
    findings: tuple[Finding, ...]
    costs: tuple[Cost, ...]
    financing: tuple[Term, ...]
    standards: tuple[str, ...]
    data_protection: DataProtection | None
    requirements: str | None
    """Markdown."""
    replication: tuple[Replication, ...]
    visit: Visit | None
    contact: Contact | None
    images: tuple[Image, ...]
    links: tuple[Link, ...]
    documents: tuple[Link, ...]
    sdgs: tuple[Term, ...]
    keywords: tuple[str, ...]
    related: tuple[str, ...]
    """Slugs of solutions the author wants read next."""
    sources: tuple[Source, ...]
    verified: str | None
    verify_by: str | None
    added: str
    updated: str
    """ISO date of the last change of substance; `added` when there was none."""
    declared_at: Location
    """Where the entry starts, for messages and the edit link."""

    def __hash__(self) -> int:
        """The slug's: equal solutions have the same, and hashing all they hold costs as much as reading it."""
        return hash(self.slug)

    @property
    def is_over(self) -> bool:
        """Whether it has ended, even if nobody says when."""
        return self.status is not None and self.status.id == OVER

    @property
    def has_measured_results(self) -> bool:
        """Whether at least one figure was measured, rather than stated or expected."""
        return any(result.kind == "measured" for result in self.results)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A hand-written article that ties entries together; its prose stays with the engine that renders it."""

    slug: str
    title: str
    description: str
    date: str
    """ISO date."""
    author: str
    """An organisation."""
    minutes: int
    """Reading time."""
    terms: tuple[Term, ...]
    """What it is about, of several vocabularies, the main one first."""
    labs: tuple[Lab, ...]
    solutions: tuple[Solution, ...]
    declared_at: Location

    @property
    def uri(self) -> str:
        """Site-relative address of its page."""
        return f"articles/{self.slug}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A solution worth reading next, and why."""

    solution: Solution
    reasons: tuple[str, ...]
    """Keys of the interface words, such as `same-city`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One choice within a facet, with the solutions that have it."""

    id: str
    label: str
    ordinals: tuple[int, ...]
    """Positions in `Catalogue.solutions`, ascending."""
    group: str | None = None
    icon: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A list readers filter by. Within a facet choices add up (OR), across facets they narrow (AND)."""

    id: str
    """Name in the URL's query."""
    field: str
    """What it filters by: one of `shapes.FACET_FIELDS`."""
    label: str
    icon: str
    listing: str | None
    """First segment of the static pages of its values (`sectors`), when there are such pages."""
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything, resolved. Listings hold solutions in the showroom's default order."""

    solutions: tuple[Solution, ...]
    """In the default order: measured results first, then by number of results, then by title."""
    labs: Mapping[str, Lab]
    organisations: Mapping[str, Organisation]
    """Those that an entry names, in the order of their names."""
    cities: Mapping[str, City]
    """Those that an entry names, in the order of their names."""
    vocabularies: Mapping[str, Vocabulary]
    count_facets: Callable[[], tuple[Facet, ...]] = field(repr=False)
    """Finds the facets: only the explorer shows them, and a preview seldom shows the explorer."""
    listings: Mapping[str, Mapping[str, tuple[Solution, ...]]] = field(repr=False)
    """`sectors`, `technologies`, `cities`, `labs`, `organisations` → id → its solutions."""
    related: Mapping[str, tuple[Related, ...]] = field(repr=False)
    """slug → what to read next, best first."""
    articles: Mapping[str, Article] = field(default_factory=dict)
    """slug → article, the newest first, then by title."""
    reading: Mapping[str, tuple[Article, ...]] = field(default_factory=dict, repr=False)
    """uri of a page → the articles to read about what it shows."""

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """What readers filter by, in the order declared."""
        return self.count_facets()

    @cached_property
    def by_slug(self) -> Mapping[str, Solution]:
        """slug → solution."""
        return {solution.slug: solution for solution in self.solutions}

    @cached_property
    def labs_of(self) -> Mapping[str, Mapping[str, tuple[Lab, ...]]]:
        """`cities`, `organisations` → id → the living labs in the city, or run or joined by the organisation."""
        cities: dict[str, list[Lab]] = {}
        organisations: dict[str, list[Lab]] = {}
        for lab in self.labs.values():
            cities.setdefault(lab.city.id, []).append(lab)
            for organisation_id in dict.fromkeys(organisation.id for organisation in (*lab.operators, *lab.partners)):
                organisations.setdefault(organisation_id, []).append(lab)
        return {
            kind: {id_: tuple(labs) for id_, labs in found.items()}
            for kind, found in (("cities", cities), ("organisations", organisations))
        }

    @cached_property
    def reporting(self) -> Mapping[str, tuple[int, ...]]:
        """Indicator id → positions in `solutions` of those that report it, ascending; indicators in their vocabulary's order."""
        found: dict[str, list[int]] = {}
        for position, solution in enumerate(self.solutions):
            for indicator_id in {result.indicator.id for result in solution.results if result.indicator}:
                found.setdefault(indicator_id, []).append(position)
        vocabulary = self.vocabularies.get("indicators")
        return {term_id: tuple(found[term_id]) for term_id in (vocabulary.terms if vocabulary else ()) if term_id in found}
