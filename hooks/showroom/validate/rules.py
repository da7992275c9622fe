"""What a rule is: a small function that looks at one kind of value and yields what is wrong with it.

A rule's docstring is its page on the site: first line what holds, then `Why:`, `Wrong:`, `Right:` and `Source:`.
The examples are fragments of an entry; tests run them, so that no page can promise what the rule does not do.
"""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from ..diagnostics import Diagnostic, Location, Severity
from ..model import RawCatalogue, RawEntry, RawList, RawMapping, RawText, RawValue
from ..shapes import ListOf, Shape, Type


class Finding(NamedTuple):
    """What a rule yields; the rule itself adds code and severity."""

    location: Location
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Context:
    """Where the value stands that a rule is looking at."""

    entry: RawEntry
    kind: str
    """`RawCatalogue`'s name for what the entry is: `solutions`, `labs`, …"""
    raw: RawCatalogue
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
