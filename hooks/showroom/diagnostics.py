"""Findings about the catalogue: what is wrong, where it stands, how to mend it.

A leaf module: it knows nothing of entries, rules or pages.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

SHOWN_LINE = 160
"""Characters of a source line to show: a hostile line may have 64,000, and a finding at every word."""


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
        return Report(d for d in self if d.location.path == path) if self else self

    def text(self, sources: Mapping[str, str]) -> str:
        """The findings for a terminal, each with its source line, a caret and help.

        `sources` maps a location's path to the file's text; a path that is missing there is shown without its line.
        """
        return "\n".join(self.blocks(sources))

    def blocks(self, sources: Mapping[str, str]) -> Iterator[str]:
        """`text`, finding by finding."""
        for path, findings in itertools.groupby(self, key=lambda d: d.location.path):
            lines = sources.get(path, "").splitlines()
            for diagnostic in findings:
                yield "\n".join(_explained(diagnostic, lines))


def _explained(diagnostic: Diagnostic, lines: Sequence[str]) -> Iterator[str]:
    yield diagnostic.one_line()
    location = diagnostic.location
    if location.line <= len(lines):
        number = f"{location.line:>3}"
        line, carets = _marked(lines[location.line - 1], location)
        yield f"{number} | {line}"
        yield f"{' ' * len(number)} | {carets}"
    if diagnostic.help:
        yield f"  help: {printable(diagnostic.help)}"


def _marked(line: str, location: Location) -> tuple[str, str]:
    """A source line and the carets below its value, both printable; of a long line, what is around the value."""
    at = location.column - 1
    start = max(0, at - SHOWN_LINE // 2) if len(line) > SHOWN_LINE else 0
    end = start + SHOWN_LINE
    left, right = "…" if start else "", "…" if end < len(line) else ""
    before = left + printable(line[start:at].ljust(at - start))
    value = printable(line[at : min(at + location.length, end)])
    return left + printable(line[start:end]) + right, " " * len(before) + "^" * max(1, len(value))


def printable(text: str) -> str:
    """`text` with everything that could move a cursor or start a line written as an escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
