"""The field reference: what an author may write, read off the declarations in `shapes`."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..shapes import Field, ListOf, Need, Shape, example_of, limits_of


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field as its author must know it."""

    name: str
    need: Need
    description: str
    limits: str
    example: str
    """YAML; empty for a field that is made of other fields."""
    parts: str | None
    """Name of the table of those other fields."""


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The fields of an entry, or of a mapping within it."""

    name: str
    rows: tuple[FieldRow, ...]


def field_tables(*shapes: Shape) -> tuple[tuple[FieldTable, ...], ...]:
    """For each shape its table, then one for each mapping within it that no table before has shown."""
    shown: set[str] = set()
    return tuple(tuple(_tables(shape, shown)) for shape in shapes)


def _tables(shape: Shape, shown: set[str]) -> Iterator[FieldTable]:
    waiting = [shape]
    while waiting:
        current = waiting.pop(0)
        if current.name not in shown:
            shown.add(current.name)
            yield FieldTable(current.name, tuple(_row(field) for field in current.fields))
            waiting += [inner for field in current.fields if (inner := _mapping_in(field))]


def _row(field: Field) -> FieldRow:
    inner = _mapping_in(field)
    return FieldRow(
        name=field.name,
        need=field.need,
        description=field.description,
        limits=limits_of(field.type).strip(),
        example=example_of(field),
        parts=inner.name if inner else None,
    )


def _mapping_in(field: Field) -> Shape | None:
    type_ = field.type.item if isinstance(field.type, ListOf) else field.type
    return type_ if isinstance(type_, Shape) else None
