"""What a rule is: a small function that looks at one kind of value and yields what is wrong with it.

A rule's docstring is its page on the site: first line what holds, then `Why:`, `Wrong:`, `Right:` and `Source:`.
The examples are fragments of an entry; tests run them, so that no page can promise what the rule does not do.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ..diagnostics import Diagnostic, Location, Severity
from ..raw import RawCatalogue, RawEntry, RawList, RawMapping, RawText, RawValue
from ..shapes import ListOf, Shape, Type


class Finding(NamedTuple):
    """What a rule yields; the rule itself adds code and severity."""

    location: Location
    message: str
    help: str


OUTLINE = frozenset({"title", "city", "partners", "related", "images"})
"""Fields of a solution that rules over the whole catalogue look at, as `RawEntry.outline`."""

MAX_FINDINGS = 100
"""Of one rule in one file: who has mended a hundred sees the rest, and no file of nonsense fills the memory."""


KINDS_WITH_PAGES = ("cities", "organisations", "labs", "solutions", "articles")


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """All that the rules for an entry know of the rest of the catalogue. Small, and fit to go to another process."""

    terms: Mapping[str, Mapping[str, RawMapping]]
    """Vocabulary → term id → the term as written."""
    ids: Mapping[str, Mapping[str, None]]
    """`cities`, `organisations`, `labs`, `solutions`, `articles` → every id, in the order read."""
    cities: Mapping[str, RawEntry]
    images: Mapping[str, Mapping[str, Path]]
    """As in `RawCatalogue`."""
    articles: Mapping[str, str]
    """Path → text, whose links are followed."""
    unread: frozenset[str]
    """Paths of files with findings of loading, which may hold what seems to be missing."""

    @classmethod
    def of(cls, raw: RawCatalogue, solutions: Iterable[str] | None = None) -> "References":
        """What the entries of a catalogue may refer to; `solutions`: their slugs, when they are yet to be read."""
        ids = {kind: dict.fromkeys(getattr(raw, kind)) for kind in KINDS_WITH_PAGES}
        if solutions is not None:
            ids["solutions"] = dict.fromkeys(solutions)
        return cls(
            terms=raw.terms,
            ids=ids,
            cities=raw.cities,
            images=raw.images,
            articles={entry.path: raw.sources.get(entry.path, "") for entry in raw.articles.values()},
            unread=frozenset(finding.location.path for finding in raw.diagnostics),
        )


@dataclass(frozen=True, slots=True)
class Context:
    """Where the value stands that a rule is looking at."""

    entry: RawEntry
    kind: str
    """`RawCatalogue`'s name for what the entry is: `solutions`, `labs`, …"""
    known: References
    today: date | None
    """The day of the check; None in a build, which must not depend on the clock."""

    @property
    def catalogue(self) -> str:
        """The catalogue folder's name, as messages call it."""
        return self.entry.path.partition("/")[0]


Check = Callable[..., Iterator[Finding]]

EVERY_VALUE = object
"""`looks_at` of a rule that also sees values of the wrong kind for their field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What the page of a rule says."""

    what: str
    why: str
    wrong: str
    """A fragment of an entry; or of other files, each part after a line `# catalogue/…`."""
    right: str
    source: str
    """The standard or event the rule rests on; empty for an editorial choice."""

    @classmethod
    def read(cls, docstring: str) -> "Guide":
        """The guide in a docstring. Raises ValueError when a part is missing."""
        text = inspect.cleandoc(docstring)
        what, *parts = re.split(r"^(Why|Wrong|Right|Source):[ \n]", text, flags=re.MULTILINE)
        found = dict(zip(parts[::2], parts[1::2], strict=True))
        if missing := {"Why", "Wrong", "Right"} - set(found):
            raise ValueError(f"a rule's docstring has no {', '.join(sorted(missing))}: {what.strip()}")
        return cls(
            what=" ".join(what.split()),
            why=" ".join(found["Why"].split()),
            wrong=inspect.cleandoc("\n" + found["Wrong"]),
            right=inspect.cleandoc("\n" + found["Right"]),
            source=" ".join(found.get("Source", "").split()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule with its stable code."""

    code: str
    severity: Severity
    looks_at: tuple[Any, ...]
    """Shapes (the very object) or classes of types; `RawCatalogue` for a rule over all entries; none for loading."""
    guide: Guide
    name: str
    check: Check | None

    def findings(self, *arguments: Any) -> Iterator[Diagnostic]:
        """What the rule says of a value, as diagnostics."""
        assert self.check is not None
        for finding in self.check(*arguments):
            yield Diagnostic(code=self.code, severity=self.severity, **finding._asdict())


def rule(code: str, *looks_at: Any, severity: Severity = Severity.ERROR) -> Callable[[Check], Rule]:
    """Makes a rule of a function `(value, context) -> findings`, or `(raw, today) -> findings` over `RawCatalogue`.

    A function that looks at shapes gets the RawMapping, at a ListOf the RawList, at any other type the RawText; one
    that looks at types gets the type first: `(type, value, context)`.
    """

    def make(check: Check) -> Rule:
        return Rule(
            code=code,
            severity=severity,
            looks_at=looks_at,
            guide=Guide.read(check.__doc__ or ""),
            name=check.__name__.replace("_", " "),
            check=check,
        )

    return make


def node_of(type_: Type) -> type[RawText] | type[RawList] | type[RawMapping]:
    """The kind of node a type asks for."""
    match type_:
        case Shape():
            return RawMapping
        case ListOf():
            return RawList
    return RawText


def fits(type_: Type, value: RawValue) -> bool:
    """Whether a value is the kind of node its type asks for."""
    return isinstance(value, node_of(type_))
