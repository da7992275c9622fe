"""The shape of everything people write: which keys, of what type, required or not, meaning what.

A leaf module and the one place where a field is declared. Validation, reading, JSON Schemas and the field
reference are interpreters of these declarations. Limits without a source are editorial choices: what fits a card,
a phone screen or one print page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from .model import RawList, RawMapping, RawText, RawValue


class Need(Enum):
    """How much an entry needs a field."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"


# --- Formats --------------------------------------------------------------------------------------

NUMBER = r"-?[0-9]{1,15}(\.[0-9]{1,9})?\Z"
"""Plain decimals only: no exponent, no thousands separator, no infinity, and short enough to be exact."""

DATE = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z"
"""ISO 8601: a year, a month or a day; whether the day exists is for the rule."""

EMAIL = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\Z"


# --- Types ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """One line of plain text (line breaks inside fold to spaces)."""

    min: int = 1
    max: int = 200


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown: paragraphs, lists, emphasis and links; nothing else."""

    min: int = 1
    max: int = 4000
    """Python-Markdown is quadratic in brackets; 4,000 characters stay under 5 s at worst."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few fixed words whose meaning is part of the code."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermOf:
    """The id of a term of a vocabulary."""

    vocabulary: str


@dataclass(frozen=True, slots=True)
class IdOf:
    """The id of something declared elsewhere: `cities`, `organisations`, `labs`, `solutions` or the entry's `sources`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Number:
    """A plain decimal number, kept exactly as written."""

    min: float | None = None
    max: float | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """An ISO 8601 date: `2019`, `2019-04` or `2019-04-24`; only the last when `exact`."""

    exact: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class Url:
    """An absolute https address."""


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address of an organisation, not of a person."""


@dataclass(frozen=True, slots=True)
class Slug:
    """ASCII kebab-case."""


@dataclass(frozen=True, slots=True)
class Name:
    """A short identifier matching `pattern`, where kebab-case does not do (`kWh/yr`, `material/water`)."""

    pattern: str
    example: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of `item`s, without repetitions when `unique`."""

    item: "Type"
    min: int = 1
    max: int = 50
    unique: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a mapping."""

    name: str
    type: "Type"
    need: Need
    description: str
    """One sentence for the author, shown in editors and in the field reference."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A mapping with exactly these keys, in this order when we write it."""

    name: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """The field of that name, or None when there is none."""
        return next((field for field in self.fields if field.name == name), None)


Type = Text | Prose | Choice | TermOf | IdOf | Number | Date | Flag | Url | Email | Slug | Name | ListOf | Shape


def walk(shape: Type, value: RawValue) -> Iterator[tuple[Type, RawValue]]:
    """(type, value) of everything inside `value` that has the kind of node its type asks for, outermost first."""
    yield shape, value
    match shape, value:
        case Shape(), RawMapping():
            for field in shape.fields:
                if (inner := value.get(field.name)) is not None:
                    yield from walk(field.type, inner)
        case ListOf(), RawList():
            for item in value.items:
                yield from walk(shape.item, item)


def text_of(value: RawValue | None) -> str | None:
    """The text of a scalar, or None for anything else."""
    return value.text if isinstance(value, RawText) else None


# --- Declarations ---------------------------------------------------------------------------------

_R, _r, _o = Need.REQUIRED, Need.RECOMMENDED, Need.OPTIONAL

QUALIFIERS = ("about", "at-least", "at-most")
RESULT_KINDS = ("measured", "stated", "expected", "context")
FINDING_KINDS = ("worked", "did-not-work", "surprise")
CURRENCIES = ("DKK", "EUR", "SEK", "USD")
LANGUAGE = Name(r"[a-z]{2}\Z", "en")
ICON = Name(r"[a-z]+(/[a-z0-9]+(-[a-z0-9]+)*)+\Z", "material/water")

PERIOD = Shape("period", (
    Field("started", Date(), _r, "When it began: a year, a month or a day."),
    Field("ended", Date(), _o, "When it ended; leave out while it goes on."),
))  # fmt: skip

PLACE = Shape("location", (
    Field("lat", Number(-90, 90), _R, "Latitude in WGS 84 degrees."),
    Field("lon", Number(-180, 180), _R, "Longitude in WGS 84 degrees."),
    Field("precision", Choice(("site", "street", "area", "city")), _R, "How exact the point is."),
))  # fmt: skip

RANGE = Shape("range", (
    Field("low", Number(), _R, "The lower end."),
    Field("high", Number(), _R, "The upper end."),
))  # fmt: skip

BASELINE = Shape("baseline", (
    Field("value", Number(), _o, "The value before or without the solution, in the result's unit."),
    Field("description", Text(3, 160), _R, "What the result is compared with."),
))  # fmt: skip

_VALUE = (
    Field("value", Number(), _o, "A plain number in full, such as 2200000; or give a range."),
    Field("range", RANGE, _o, "Lower and upper end, when the source gives a range."),
    Field("qualifier", Choice(QUALIFIERS), _o, "When the source says about, at least (over) or at most (up to)."),
)

_EVIDENCE = (
    Field("kind", Choice(RESULT_KINDS), _R, "Measured, stated by an organisation, expected beforehand, or context."),
    Field("baseline", BASELINE, _o, "What the figure is compared with."),
    Field("period", PERIOD, _o, "When it was measured."),
    Field("note", Text(3, 200), _o, "A caveat the reader must know."),
    Field("source", IdOf("sources"), _R, "The id of the source that gives the figure."),
)

RESULT = Shape("result", (
    Field("indicator", TermOf("indicators"), _R, "What is measured."),
    Field("label", Text(3, 80), _o, "What exactly was counted, when the indicator's name is too general."),
    *_VALUE,
    Field("unit", TermOf("units"), _R, "The unit of value, range and baseline."),
    *_EVIDENCE,
))  # fmt: skip

FACT = Shape("fact", (
    Field("label", Text(3, 80), _R, "What was counted."),
    *_VALUE,
    Field("unit", TermOf("units"), _R, "The unit of value and range."),
    *_EVIDENCE,
))  # fmt: skip

FINDING = Shape("finding", (
    Field("kind", Choice(FINDING_KINDS), _R, "Worked, did not work, or a surprise."),
    Field("text", Prose(30, 300), _R, "The lesson in one or two sentences."),
    Field("source", IdOf("sources"), _o, "The id of the source that tells it."),
))  # fmt: skip

COST = Shape("cost", (
    Field("kind", TermOf("cost-kinds"), _R, "What the money covers."),
    *_VALUE,
    Field("currency", Choice(CURRENCIES), _R, "ISO 4217 code."),
    Field("period", PERIOD, _o, "When it was paid or agreed."),
    Field("note", Text(3, 200), _o, "A caveat the reader must know."),
    Field("source", IdOf("sources"), _R, "The id of the source that gives the sum."),
))  # fmt: skip

PARTNER = Shape("partner", (
    Field("organisation", IdOf("organisations"), _R, "The partner's id in organisations.yml."),
    Field("role", TermOf("partner-roles"), _R, "What it does here."),
))  # fmt: skip

PARTNERSHIP = Shape("partnership", (
    Field("model", TermOf("partnership-models"), _r, "How the partners are bound together."),
    Field("procurement", TermOf("procurement-procedures"), _o, "How the public side bought or commissioned it."),
    Field("methods", ListOf(TermOf("methods"), 1, 6, unique=True), _o, "How people and evidence were brought in."),
))  # fmt: skip

REPLICATION = Shape("replication", (
    Field("city", IdOf("cities"), _o, "Where else it runs, when that city is in cities.yml."),
    Field("place", Text(2, 80), _o, "Where else it runs, in words."),
    Field("since", Date(), _o, "Since when."),
    Field("organisation", IdOf("organisations"), _o, "Who runs it there."),
    Field("note", Text(3, 200), _o, "A caveat the reader must know."),
    Field("source", IdOf("sources"), _r, "The id of the source that says so."),
))  # fmt: skip

VISIT = Shape("visit", (
    Field("possible", Flag(), _R, "Whether visitors are received."),
    Field("url", Url(), _r, "Where a visit is booked."),
    Field("languages", ListOf(LANGUAGE, 1, 10, unique=True), _o, "Languages of a tour, as ISO 639-1 codes."),
    Field("note", Text(3, 200), _o, "What one sees, or how to ask."),
))  # fmt: skip

CONTACT = Shape("contact", (
    Field("organisation", IdOf("organisations"), _R, "Whom to ask."),
    Field("url", Url(), _o, "Contact page."),
    Field("email", Email(), _o, "Address of a function, not of a person."),
    Field("consent", Flag(), _R, "true: the organisation agreed to be listed here."),
))  # fmt: skip

DATA_PROTECTION = Shape("data_protection", (
    Field("personal_data", Flag(), _R, "Whether data about people is handled."),
    Field("assessment", Choice(("done", "ongoing", "not-needed")), _o, "State of the impact assessment (GDPR article 35)."),
    Field("note", Text(3, 300), _o, "How people are protected."),
))  # fmt: skip

READINESS = Shape("trl", (
    Field("level", Number(1, 9, whole=True), _R, "Technology readiness level, 1 to 9."),
    Field("as_of", Date(), _R, "When the level was judged."),
))  # fmt: skip

IMAGE = Shape("image", (
    Field("file", Name(r"[a-z0-9]+(-[a-z0-9]+)*\.(png|jpe?g|webp|avif)\Z", "pump-house.jpg"), _R, "File in images/<slug>/."),
    Field("alt", Text(5, 200), _R, "What the picture shows, for people who do not see it."),
    Field("credit", Text(2, 120), _R, "Photographer or owner."),
    Field("licence", Name(r"[A-Za-z0-9.+-]{2,40}\Z", "CC-BY-4.0"), _R, "SPDX licence id."),
    Field("caption", Text(3, 200), _o, "A line below the picture."),
))  # fmt: skip

LINK = Shape("link", (
    Field("title", Text(3, 200), _R, "What one finds there."),
    Field("url", Url(), _R, "Where it is."),
    Field("language", LANGUAGE, _o, "Its language as an ISO 639-1 code."),
))  # fmt: skip

SOURCE = Shape("source", (
    Field("id", Slug(), _R, "A short name that figures refer to, such as danfoss-2019."),
    Field("title", Text(2, 250), _R, "Title as published."),
    Field("publisher", Text(2, 120), _R, "Who published it."),
    Field("url", Url(), _R, "Where it can be read."),
    Field("date", Date(), _o, "When it was published."),
))  # fmt: skip

_DATES = (
    Field("added", Date(exact=True), _R, "When the entry joined the showroom."),
    Field("updated", Date(exact=True), _o, "When it last changed in substance."),
)

SOLUTION = Shape("solution", (
    Field("title", Text(8, 80), _R, "Names the solution, not the project; no full stop."),
    Field("summary", Text(60, 200), _R, "One sentence with the outcome a buyer cares about."),
    Field("sectors", ListOf(TermOf("sectors"), 1, 3, unique=True), _R, "The part of city life it serves, the main one first."),
    Field("technologies", ListOf(TermOf("technologies"), 1, 8, unique=True), _R, "What it is made of."),
    Field("city", IdOf("cities"), _R, "Where it was proven."),
    Field("lab", IdOf("labs"), _o, "The living lab it was proven in."),
    Field("location", PLACE, _r, "A point for the map."),
    Field("status", TermOf("statuses"), _r, "How far it has come."),
    Field("period", PERIOD, _r, "When it began and ended."),
    Field("trl", READINESS, _o, "Technology readiness."),
    Field("challenge", Prose(120, 1500), _R, "The public demand: which problem, whose, why it mattered."),
    Field("solution", Prose(200, 2500), _R, "What was done, how it works and who did what."),
    Field("partnership", PARTNERSHIP, _r, "How the partners came together."),
    Field("partners", ListOf(PARTNER, 1, 20), _R, "Everybody involved, the owner first."),
    Field("results", ListOf(RESULT, 1, 12), _r, "The figures that help a buyer decide, best first."),
    Field("findings", ListOf(FINDING, 1, 12), _r, "Lessons, the negative ones included."),
    Field("costs", ListOf(COST, 1, 8), _o, "Sums of money and what they cover."),
    Field("financing", ListOf(TermOf("financing-kinds"), 1, 6, unique=True), _o, "Where the money came from."),
    Field("standards", ListOf(Text(2, 60), 1, 10, unique=True), _o, "Open standards it uses."),
    Field("data_protection", DATA_PROTECTION, _o, "What happens to people's data."),
    Field("requirements", Prose(20, 800), _o, "What a city must have in place to take it over."),
    Field("replication", ListOf(REPLICATION, 1, 20), _o, "Where else it runs."),
    Field("visit", VISIT, _o, "Whether and how one can come and see."),
    Field("contact", CONTACT, _o, "Whom to ask."),
    Field("images", ListOf(IMAGE, 1, 12), _o, "Photos, the first being the cover."),
    Field("links", ListOf(LINK, 1, 10), _o, "Pages elsewhere that are not sources."),
    Field("documents", ListOf(LINK, 1, 10), _o, "Reports and drawings to download elsewhere."),
    Field("sdgs", ListOf(TermOf("sdgs"), 1, 3, unique=True), _o, "Goals a source ties it to."),
    Field("keywords", ListOf(Text(2, 40), 1, 10, unique=True), _o, "Words a buyer may type that stand nowhere else."),
    Field("related", ListOf(IdOf("solutions"), 1, 6, unique=True), _o, "Entries to read next, by slug."),
    Field("sources", ListOf(SOURCE, 1, 20), _R, "Every source used."),
    Field("verified", Date(exact=True), _o, "When somebody last checked the entry against its sources."),
    Field("verify_by", Date(exact=True), _o, "When it must be checked again."),
    *_DATES,
))  # fmt: skip

LAB = Shape("lab", (
    Field("name", Text(3, 80), _R, "The lab's own name."),
    Field("summary", Text(60, 200), _R, "One sentence: what is tried there, by whom."),
    Field("city", IdOf("cities"), _R, "Where it is."),
    Field("location", PLACE, _r, "A point for the map."),
    Field("operators", ListOf(IdOf("organisations"), 1, 8, unique=True), _R, "Who runs it."),
    Field("partners", ListOf(IdOf("organisations"), 1, 30, unique=True), _o, "Who else takes part."),
    Field("sectors", ListOf(TermOf("sectors"), 1, 6, unique=True), _R, "What it works on, the main sector first."),
    Field("period", PERIOD, _r, "When it opened and closed."),
    Field("description", Prose(150, 2500), _R, "What it is, how it works, who pays, what it learnt."),
    Field("offers", ListOf(Text(5, 160), 1, 8), _r, "What can be tested or seen there."),
    Field("facts", ListOf(FACT, 1, 8), _o, "Figures that show its size."),
    Field("visit", VISIT, _r, "Whether and how one can come and see."),
    Field("contact", CONTACT, _o, "Whom to ask."),
    Field("links", ListOf(LINK, 1, 10), _o, "The lab's own pages."),
    Field("sources", ListOf(SOURCE, 1, 20), _R, "Every source used."),
    *_DATES,
))  # fmt: skip

ORGANISATION = Shape("organisation", (
    Field("id", Slug(), _R, "Short and recognisable; used by entries and in the URL."),
    Field("name", Text(2, 120), _R, "As readers see it, in English where it has an English name."),
    Field("kind", TermOf("organisation-kinds"), _R, "What sort of organisation it is."),
    Field("country", TermOf("countries"), _o, "Where it is based."),
    Field("url", Url(), _o, "Its own home page."),
    Field("synonyms", ListOf(Text(2, 120), 1, 20, unique=True), _o, "Other spellings people type."),
))  # fmt: skip

CITY = Shape("city", (
    Field("id", Slug(), _R, "The name in ASCII; used by entries and in the URL."),
    Field("name", Text(2, 80), _R, "As readers see it."),
    Field("country", TermOf("countries"), _R, "The country it is in."),
    Field("region", Text(2, 80), _o, "Region or state."),
    Field("lat", Number(-90, 90), _R, "Latitude of the centre in WGS 84 degrees."),
    Field("lon", Number(-180, 180), _R, "Longitude of the centre in WGS 84 degrees."),
    Field("synonyms", ListOf(Text(2, 80), 1, 20, unique=True), _o, "Other spellings people type."),
))  # fmt: skip


def _vocabulary(*own_fields: Field, term_id: Type = Slug(), label: Type = Text(1, 80)) -> Shape:
    term = Shape("term", (
        Field("id", term_id, _R, "What entries write; never reused."),
        Field("group", Text(2, 60), _o, "Heading under which long lists show the term."),
        Field("label", label, _R, "What readers see."),
        Field("definition", Text(3, 200), _R, "What it means, in one sentence."),
        Field("icon", ICON, _o, "Name in Material's icon sets."),
        *own_fields,
        Field("synonyms", ListOf(Text(2, 60), 1, 20, unique=True), _o, "Other words people type."),
    ))  # fmt: skip
    return Shape("vocabulary", (
        Field("title", Text(2, 80), _R, "The list's name."),
        Field("definition", Text(10, 400), _R, "What the list is for."),
        Field("source", Text(10, 400), _R, "Where its terms come from."),
        Field("terms", ListOf(term, 1, 500), _R, "The terms, in the order readers see them."),
    ))  # fmt: skip


VOCABULARIES = {
    "cost-kinds": _vocabulary(),
    "countries": _vocabulary(),
    "financing-kinds": _vocabulary(),
    "indicators": _vocabulary(
        Field("unit", TermOf("units"), _R, "The unit in which results are compared."),
        Field("better", Choice(("higher", "lower", "none")), _R, "Which direction a buyer wants."),
    ),
    "methods": _vocabulary(),
    "organisation-kinds": _vocabulary(),
    "partner-roles": _vocabulary(),
    "partnership-models": _vocabulary(),
    "procurement-procedures": _vocabulary(),
    "sdgs": _vocabulary(),
    "sectors": _vocabulary(
        Field("hue", Number(0, 359, whole=True), _R, "The sector's colour as an angle in degrees (OKLCH)."),
    ),
    "statuses": _vocabulary(),
    "technologies": _vocabulary(),
    "units": _vocabulary(
        Field("quantity", Slug(), _R, "What kind of quantity it measures; units of one quantity convert."),
        Field("factor", Number(0), _R, "Value × factor = value in the quantity's base unit."),
        term_id=Name(r"[A-Za-z0-9]+(/[a-z]+)?\Z", "kWh/yr"),
        label=Text(0, 20),
    ),
}
"""Every vocabulary the catalogue has, by file stem."""

FACET_FIELDS = (
    "sectors", "technologies", "city", "country", "lab", "status",
    "partner-kinds", "partnership-model", "methods", "evidence",
)  # fmt: skip
"""What a facet may filter by; `expand/facets.py` says how each is read off a solution."""

FACET = Shape("facet", (
    Field("id", Slug(), _R, "Name in the URL's query."),
    Field("field", Choice(FACET_FIELDS), _R, "What it filters by."),
    Field("label", Text(2, 40), _R, "What readers see."),
    Field("icon", ICON, _R, "Name in Material's icon sets."),
))  # fmt: skip

FACETS = Shape("facets", (
    Field("facets", ListOf(FACET, 1, 20), _R, "The facets, in the order readers see them."),
))  # fmt: skip


def shape_of(kind: str, entry_id: str) -> Shape | None:
    """The shape of an entry of a kind (`RawCatalogue`'s attribute names); None for a vocabulary nobody knows."""
    if kind == "vocabularies":
        return VOCABULARIES.get(entry_id)
    return {"solutions": SOLUTION, "labs": LAB, "organisations": ORGANISATION, "cities": CITY, "facets": FACETS}[kind]
