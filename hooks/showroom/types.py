"""The types of which shapes are made: what a value may be, and how to walk through values by their types.

A leaf module; `shapes` declares with it what people write.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from .raw import RawList, RawMapping, RawText, RawValue


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

EMAIL = (
    r"(?=[A-Za-z0-9_][^@]{0,63}@)[A-Za-z0-9_%+-]+(\.[A-Za-z0-9_%+-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])\Z"
)
"""What people have, of all that RFC 5321 allows: no quotation marks, no address in numbers, no sign at either end."""


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
    example: str = ""
    """A value as an entry would have it, lists as `[one, two]`; empty where keys or `Name` bring their own."""


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


def limits_of(type_: Type) -> str:
    """What `type_` allows, in words for the author; empty when the completion list says it all."""
    match type_:
        case Text(min=least, max=most):
            return f"{least} to {most} characters." if least > 1 else f"At most {most} characters."
        case Prose(min=least, max=most):
            return f"Paragraphs, lists, emphasis and links in Markdown, {least} to {most} characters."
        case ListOf(min=least, max=most, unique=unique):
            each = limits_of(type_.item) if isinstance(type_.item, Text) else ""
            return f"{least} to {most}{', each once' if unique else ''}. {'Each: ' + each if each else ''}"
        case Number(min=least, max=most, whole=whole):
            kind = "A whole number" if whole else "A number"
            if least is not None and most is not None:
                return f"{kind} from {least} to {most}."
            return f"{kind} from {least}." if least is not None else ""
        case Choice(options=options):
            return f"One of: {', '.join(options)}."
        case Date(exact=True):
            return "YYYY-MM-DD."
        case Date():
            return "YYYY, YYYY-MM or YYYY-MM-DD."
        case Flag():
            return "true or false."
        case Url():
            return "Starts with https://."
        case Slug():
            return "Lower-case letters, digits and single hyphens."
        case TermOf(vocabulary=name):
            return f"A term of vocabularies/{name}.yml."
        case IdOf(kind="sources"):
            return "An id of `sources` in this entry."
        case IdOf(kind="labs" | "solutions" as kind):
            return f"A file in {kind}/, without .yml."
        case IdOf(kind=kind):
            return f"An id of {kind}.yml."
    return ""


def example_of(field: Field) -> str:
    """What an entry might have there, as YAML; empty for mappings, whose fields have examples."""
    return field.example or (field.type.example if isinstance(field.type, Name) else "")
