"""The catalogue ready to render: complete, and every reference in it resolved. A leaf module."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from .diagnostics import Location
from .pictures import Picture

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
