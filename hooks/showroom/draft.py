"""New entries: answers become the text of a solution's file, commented so that its author can go on from there.

A leaf module.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field as dataclass_field

from .shapes import SOLUTION
from .slugs import SLUG_MAX_LENGTH, fold
from .types import DATE, NUMBER, Date, Field, Flag, IdOf, ListOf, Name, Need, Number, Prose, Shape, TermOf, Text, Type, Url
from .yamltext import WIDTH, prose_lines, text_lines, yaml_scalar

SLUG_LENGTH = 60
"""Characters of a slug that we propose: an address that a person can still read out."""

Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""An answer as `load` would read it: everything is text."""

MODELINE = "# yaml-language-server: $schema=../schema/solution.schema.json"
"""Tells an editor which keys there are; it must be the first line."""

INTRODUCTION = """\
# A line that starts with `#` and a letter is an example of a field this entry does not have yet, as
# are the lines right below it that start with `#` and two spaces. Delete the `#` of all of them and
# put in your own words, or leave them as they are. Examples are never shown to readers."""

HEADINGS = {
    "title": "What it is",
    "location": "Where and since when",
    "challenge": "Its story",
    "partnership": "Who did it",
    "results": "What came of it",
    "standards": "What it takes",
    "replication": "Where else, and whom to ask",
    "images": "More to see and read",
    "sources": "Where all this is written",
    "verified": "Kept up to date",
}
"""Field → heading of the group that starts with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a catalogue has that an example can name; all of it may be empty."""

    ids: Mapping[str, Sequence[str]] = dataclass_field(default_factory=dict)
    """Vocabulary, or `cities`, `labs`, … → the ids in it."""
    units: Mapping[str, str] = dataclass_field(default_factory=dict)
    """Indicator → its unit."""
    points: Mapping[str, tuple[str, str]] = dataclass_field(default_factory=dict)
    """City → its latitude and longitude."""

    def choose(self, kind: str, example: str) -> str:
        """The example when it is an id of that kind, otherwise the first that is."""
        ids = self.ids.get(kind, ())
        return example if example in ids or not ids else ids[0]


def slug_of(title: str) -> str:
    """The slug that a title suggests, at most SLUG_LENGTH characters of whole words; empty when it has no letter for it."""
    slug = "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", fold(title))))
    return shortened(slug, SLUG_LENGTH)


def shortened(slug: str, length: int) -> str:
    """The slug cut after the last whole word that fits, within the first word when none does."""
    if len(slug) <= length:
        return slug
    cut = slug[: length + 1].rfind("-")
    return slug[:cut] if cut > 0 else slug[:length]


def free_slug(slug: str, is_taken: Callable[[str], bool]) -> str:
    """The slug, or the first of slug-2, slug-3, … that is not taken."""
    proposal, number = slug, 1
    while is_taken(proposal):
        number += 1
        proposal = f"{shortened(slug, SLUG_MAX_LENGTH - len(str(number)) - 1)}-{number}"
    return proposal


def source_id(publisher: str, date: str = "") -> str:
    """A short name for a source, such as `danfoss-2019`."""
    return "-".join(filter(None, [shortened(slug_of(publisher), 30) or "source", date[:4]]))


def fields_text(answers: Mapping[str, Value]) -> str:
    """The answers alone as YAML, in the order of the shape. Raises NotText."""
    given = (field for field in SOLUTION.fields if field.name in answers)
    return "".join(f"{line}\n" for field in given for line in _lines(field.name, field.type, answers[field.name], WIDTH))


def draft(answers: Mapping[str, Value], known: Known) -> str:
    """A whole file: the answers, and every other field as an example that starts to count when its `#` goes.

    Raises NotText.
    """
    return "".join(f"{line}\n" for line in (MODELINE, INTRODUCTION, *_groups(answers, known)))


def _groups(answers: Mapping[str, Value], known: Known) -> Iterator[str]:
    examples = _Examples(answers, known)
    is_apart = True
    for field in SOLUTION.fields:
        if heading := HEADINGS.get(field.name):
            yield from ("", f"# --- {heading} {'-' * (WIDTH - len(heading) - 7)}", "")
            is_apart = True
        if field.name in answers:
            yield from () if is_apart else ("",)
            yield from _lines(field.name, field.type, answers[field.name], WIDTH)
        else:
            yield from () if heading else ("",)
            yield from _commented(field, examples)
        is_apart = field.name in answers


def _commented(field: Field, examples: "_Examples") -> Iterator[str]:
    inner = field.type.item if isinstance(field.type, ListOf) else field.type
    yield f"# {field.description}"
    example = examples.of(field)
    if isinstance(inner, Shape):
        shown = example[0] if isinstance(field.type, ListOf) else example
        more = [each.name for each in inner.fields if each.name not in shown]
        if more:
            yield f"# More keys it may have: {', '.join(more)}."
    yield from (f"#{line}" for line in _lines(field.name, field.type, example, WIDTH - 1))


# --- Examples -------------------------------------------------------------------------------------


class _Examples:
    """Values that fit the entry and its catalogue, so that uncommenting one breaks nothing."""

    def __init__(self, answers: Mapping[str, Value], known: Known) -> None:
        self._known = known
        added = str(answers.get("added", ""))
        sources = answers.get("sources") or [{}]
        source = str(sources[0].get("id", ""))
        lat, lon = known.points.get(str(answers.get("city")), ("", ""))
        self._of_this_entry = {
            "updated": added,
            "verified": added,
            "verify_by": _a_year_after(added),
            "lat": lat,
            "lon": lon,
            "source": source,
        }

    def of(self, field: Field) -> Value:
        """An example of the field."""
        if value := self._of_this_entry.get(field.name):
            return value
        match field.type:
            case Shape() as shape:
                return self._mapping(shape)
            case ListOf(item=Shape() as shape):
                return [self._mapping(shape)]
            case ListOf(item=item):
                words = field.example.strip("[] ").split(", ")
                return list(dict.fromkeys(self._scalar(item, word) for word in words))
        return self._scalar(field.type, field.example or field.description)

    def _scalar(self, type_: Type, example: str) -> str:
        match type_:
            case TermOf(vocabulary=kind) | IdOf(kind=kind):
                return self._known.choose(kind, example)
            case Name(example=own):
                return own
        return example

    def _mapping(self, shape: Shape) -> Mapping[str, Value]:
        """The fields that one of its kind should have; of those that exclude each other, the first."""
        needed = [field for field in shape.fields if field.need is Need.REQUIRED]
        shown = {field.name for field in needed or shape.fields[:1]}
        shown |= {field.name for field in shape.fields if field.need is Need.RECOMMENDED}
        shown |= {"value"} if shape.field("range") else set()
        values = {field.name: self.of(field) for field in shape.fields if field.name in shown}
        indicator = shape.field("indicator")
        if indicator and values["indicator"] != indicator.example:
            # The catalogue has another indicator: with its own unit, and a figure that fits a share too.
            values |= {"value": "30", "unit": self._known.units.get(str(values["indicator"]), values["unit"])}
        return values


def _a_year_after(day: str) -> str:
    """The same day a year later, for ISO dates; 28 February after a leap day."""
    if not re.match(DATE, day) or len(day) != 10:
        return ""
    return f"{int(day[:4]) + 1:04}{day[4:].replace('02-29', '02-28')}"


# --- Layout ---------------------------------------------------------------------------------------


def _lines(key: str, type_: Type, value: Value, width: int) -> Iterator[str]:
    """The lines of `key: value`, laid out as the catalogue's entries are."""
    match type_:
        case Prose() if "\n" in value or len(f"{key}: {yaml_scalar(value)}") > width:
            yield from prose_lines(key, value, width)
        case Text() | Prose():
            yield from text_lines(key, value, width)
        case Shape() if not _is_compact(type_):
            yield f"{key}:"
            yield from (f"  {line}" for line in _mapping_lines(type_, value, width - 2))
        case ListOf(item=Shape() as shape):
            yield f"{key}:"
            for item in value:
                lines = [_flow(shape, item)] if _is_compact(shape) else _mapping_lines(shape, item, width - 4)
                yield from (f"  {'  ' if number else '- '}{line}" for number, line in enumerate(lines))
        case ListOf() if value and len(f"{key}: {_flow(type_, value)}") > width:
            yield f"{key}:"
            yield from (f"  - {_scalar(type_.item, item)}" for item in value)
        case ListOf() | Shape():
            yield f"{key}: {_flow(type_, value)}"
        case _:
            yield f"{key}: {_scalar(type_, value)}"


def _mapping_lines(shape: Shape, value: Mapping[str, Value], width: int) -> Iterable[str]:
    given = (field for field in shape.fields if field.name in value)
    return [line for field in given for line in _lines(field.name, field.type, value[field.name], width)]


def _flow(type_: Type, value: Value) -> str:
    match type_:
        case Shape():
            given = (field for field in type_.fields if field.name in value)
            return f"{{{', '.join(f'{field.name}: {_flow(field.type, value[field.name])}' for field in given)}}}"
        case ListOf():
            return f"[{', '.join(_flow(type_.item, item) for item in value)}]"
    return _scalar(type_, value, in_flow=True)


def _scalar(type_: Type, value: str, *, in_flow: bool = False) -> str:
    """Numbers, dates and truth values bare, as they are meant; texts quoted where they would be taken for one."""
    match type_:
        case Number() if re.match(NUMBER, value):
            return value
        case Date() if re.match(DATE, value):
            return value
        case Flag() if value in ("true", "false"):
            return value
    return yaml_scalar(value, in_flow=in_flow)


def _is_compact(shape: Shape) -> bool:
    """Whether one of its kind reads best on one line: only ids, numbers, dates and choices."""
    return not any(isinstance(field.type, Text | Prose | Url | ListOf | Shape) for field in shape.fields)
