"""Findings about the catalogue: what is wrong, where it stands, how to mend it.

A leaf module: it knows nothing of entries, rules or pages.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters. Errors stop a build; hints are shown by `check` only."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A span on one line of a file."""

    path: str
    """Path with `/`, starting at the catalogue folder's own name."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters."""
    length: int = 1
    """Characters to underline, at least 1."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding. Its code keeps its meaning for good."""

    code: str
    """`SC` and three digits."""
    severity: Severity = Severity.ERROR
    location: Location
    message: str
    """What is wrong: lower case, no full stop, names in backticks."""
    help: str = ""
    """How to mend it; empty when the message says it all."""

    @property
    def rule_uri(self) -> str:
        """Site-relative address of the page about the rule."""
        return f"contribute/rules/{self.code.lower()}/"

    def one_line(self) -> str:
        """`path:line:column: error[SC201] message`, on one line whatever path and message quote."""
        return f"{printable(str(self.location))}: {self.severity}[{self.code}] {printable(self.message)}"


class Report(tuple[Diagnostic, ...]):
    """Diagnostics in the order of files, lines and columns, without repetitions."""

    __slots__ = ()

    def __new__(cls, diagnostics: Iterable[Diagnostic] = ()) -> "Report":
        unique = dict.fromkeys(diagnostics)
        return super().__new__(cls, sorted(unique, key=lambda d: (d.location, d.code, d.message)))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that stop a build."""
        return tuple(d for d in self if d.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The findings that fail a strict build only."""
        return tuple(d for d in self if d.severity is Severity.WARNING)

    def one_lines(self) -> list[str]:
        """Each finding on a line, in order."""
        return [d.one_line() for d in self]

    def about(self, path: str) -> "Report":
        """The findings that stand in one file."""
        return Report(d for d in self if d.location.path == path)

    def text(self, sources: Mapping[str, str]) -> str:
        """The findings for a terminal, each with its source line, a caret and help.

        `sources` maps a location's path to the file's text; a path that is missing there is shown without its line.
        """
        return "\n".join(line for d in self for line in _explained(d, sources.get(d.location.path)))


def _explained(diagnostic: Diagnostic, source: str | None) -> Iterator[str]:
    yield diagnostic.one_line()
    location = diagnostic.location
    lines = source.splitlines() if source else []
    if location.line <= len(lines):
        number = f"{location.line:>3}"
        line = printable(lines[location.line - 1])
        yield f"{number} | {line}"
        underline = "^" * max(1, min(location.length, len(line) - location.column + 1))
        yield f"{' ' * len(number)} | {' ' * (location.column - 1)}{underline}"
    if diagnostic.help:
        yield f"  help: {printable(diagnostic.help)}"


def printable(text: str) -> str:
    """`text` with everything that could move a cursor or start a line written as an escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
