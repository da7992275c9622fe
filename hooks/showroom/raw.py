"""The catalogue as it was written: values that know their file, line and column, and are not yet checked. A leaf module.

A family of types apart from those of `model`, so that nobody renders unchecked data.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from .diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from .model import Solution

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
    def document(self) -> str:
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
