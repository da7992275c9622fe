"""The field reference: what an author may write, read off the declarations in `shapes`."""

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


def field_tables(shape: Shape) -> tuple[FieldTable, ...]:
    """The table of a shape, then one for each mapping within it, in the order in which they are first named."""
    tables: dict[str, FieldTable] = {}
    waiting = [shape]
    while waiting:
        current = waiting.pop(0)
        if current.name not in tables:
            tables[current.name] = FieldTable(current.name, tuple(_row(field) for field in current.fields))
            waiting += [inner for field in current.fields if (inner := _mapping_in(field))]
    return tuple(tables.values())


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
