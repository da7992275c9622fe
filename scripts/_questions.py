"""What is asked about a new solution, and what the catalogue's own rules say of an answer.

Runs inside the project's environment.
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from showroom.build import check
from showroom.diagnostics import Severity
from showroom.draft import Value, fields_text, source_id
from showroom.raw import RawList, RawMapping, RawValue
from showroom.shapes import SOLUTION
from showroom.types import Field, ListOf, Prose, Shape
from showroom.yamltext import NotText


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, which is also an option of the command."""

    option: str
    """The option without its dashes; the name under which the answer is kept."""
    path: tuple[str, ...]
    """The keys that lead to the answer in an entry; of a list of mappings, it is the first."""
    label: str
    is_needed: bool = True
    parts: tuple[str, ...] = ()
    """The keys of an answer that is a mapping."""

    @property
    def field(self) -> Field:
        """The field that the answer becomes."""
        shape, field = SOLUTION, None
        for key in self.path:
            field = shape.field(key)
            assert field, self.path
            inner = field.type.item if isinstance(field.type, ListOf) else field.type
            shape = inner if isinstance(inner, Shape) else shape
        assert field
        return field

    def part_fields(self) -> tuple[Field, ...]:
        """The fields of an answer that is a mapping."""
        shape = self.field.type.item if isinstance(self.field.type, ListOf) else self.field.type
        return tuple(field for name in self.parts if isinstance(shape, Shape) and (field := shape.field(name)))

    @property
    def form(self) -> str:
        """How an answer that is a mapping is written as one text, such as `ORGANISATION:ROLE`."""
        return ":".join(self.parts).upper()

    def value_of(self, answer: str) -> Value:
        """One text as a value: a mapping where there are parts, which stand between colons. Raises ValueError."""
        if not self.parts:
            return tidied(answer, self.field)
        texts = zip(self.part_fields(), answer.split(":"), strict=True)
        return {field.name: tidied(text, field) for field, text in texts}


DAY = Question(option="date", path=("added",), label="Added")
REPEATED = ("sector", "technology", "partner")
"""Questions with a list for an answer."""

QUESTIONS = (
    Question(option="title", path=("title",), label="Title"),
    Question(option="summary", path=("summary",), label="Summary"),
    Question(option="sector", path=("sectors",), label="Sectors"),
    Question(option="technology", path=("technologies",), label="Technologies"),
    Question(option="city", path=("city",), label="City"),
    Question(option="partner", path=("partners",), label="Partners", parts=("organisation", "role")),
    Question(option="challenge", path=("challenge",), label="Challenge"),
    Question(option="solution", path=("solution",), label="Solution"),
    Question(option="source-title", path=("sources", "title"), label="Title of the main source"),
    Question(option="source-publisher", path=("sources", "publisher"), label="Publisher of the source"),
    Question(option="source-url", path=("sources", "url"), label="Address of the source"),
    Question(option="source-date", path=("sources", "date"), label="Date of the source", is_needed=False),
    Question(option="lab", path=("lab",), label="Living lab", is_needed=False),
    Question(option="status", path=("status",), label="Status", is_needed=False),
    Question(option="started", path=("period", "started"), label="Start", is_needed=False),
    Question(option="result", path=("results",), label="One result", is_needed=False,
             parts=("indicator", "value", "unit", "kind")),
)  # fmt: skip
"""In the order asked: what an entry cannot do without, then what most buyers look for."""


def tidied(text: str, field: Field) -> str:
    """An answer as it is kept: letters with accents as one character, and one line unless it is prose."""
    composed = unicodedata.normalize("NFC", text)
    return composed.strip() if isinstance(field.type, Prose) else " ".join(composed.split())


def entry_of(answers: Mapping[str, Value]) -> dict[str, Any]:
    """The entry that answers, by option, make."""
    entry: dict[str, Any] = {}
    for question in (DAY, *QUESTIONS):
        if question.option not in answers:
            continue
        value = answers[question.option]
        match question.path, SOLUTION.field(question.path[0]).type:
            case (key, inner), ListOf():
                entry.setdefault(key, [{}])[0][inner] = value
            case (key, inner), _:
                entry.setdefault(key, {})[inner] = value
            case (key,), ListOf() if not isinstance(value, list):
                entry[key] = [value]
            case (key,), _:
                entry[key] = value
    if "sources" in entry:
        source = entry["sources"][0]
        source["id"] = source_id(source.get("publisher", ""), source.get("date", ""))
        for result in entry.get("results", ()):
            result["source"] = source["id"]
    return entry


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an answer, for a person."""

    message: str
    help: str
    is_error: bool = True

    def __str__(self) -> str:
        return f"{self.message} – {self.help}" if self.help else self.message


class Trial:
    """A copy of a catalogue without its solutions, in which answers are tried by the rules for every entry."""

    def __init__(self, catalogue: Path, folder: Path, today: date) -> None:
        self._root = folder / catalogue.name
        self._today = today
        (self._root / "solutions").mkdir(parents=True)
        for name in ("vocabularies", "labs"):
            if (catalogue / name).is_dir():
                shutil.copytree(catalogue / name, self._root / name, symlinks=True)
        for name in ("cities.yml", "organisations.yml", "facets.yml"):
            if (catalogue / name).is_file():
                shutil.copyfile(catalogue / name, self._root / name)

    def problems(self, answers: Mapping[str, Value]) -> list[Problem]:
        """What is wrong with these answers, so far: what is still missing is no problem yet."""
        file = self._root / "solutions" / "new.yml"
        try:
            file.write_text(fields_text(entry_of(answers)), "utf-8", newline="\n")
        except NotText:
            return [Problem("a character arrived broken", "type it again, in UTF-8")]
        checked = check(self._root, self._today)
        entry = checked.raw.solutions.get(file.stem)
        wholes = {value.location for value in _mappings(entry.fields)} if entry else set()
        found = checked.report.about(f"{self._root.name}/solutions/{file.name}")
        return [
            Problem(each.message, each.help, each.severity is Severity.ERROR)
            for each in found
            if each.severity is not Severity.HINT and each.location not in wholes
        ]


def _mappings(value: RawValue) -> Iterator[RawMapping]:
    """Every mapping within a value: a finding that stands at one is about what it lacks."""
    match value:
        case RawMapping():
            yield value
            for inner in value.values.values():
                yield from _mappings(inner)
        case RawList(items=items):
            for item in items:
                yield from _mappings(item)
