"""Reads a checked raw value as the plain Python value its shape declares."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..model import RawList, RawMapping, RawText, RawValue
from ..shapes import Flag, ListOf, Number, Prose, Shape, Type


def read(type_: Type, value: RawValue) -> Any:
    """Text as str, numbers as Decimal, flags as bool, lists as tuples, mappings as `Values`.

    Ids of terms and entries stay ids. Text is stripped and, but for Markdown, put on one line.
    """
    match type_, value:
        case Shape(), RawMapping():
            return Values(type_, value)
        case ListOf(item=item), RawList(items=items):
            return tuple(read(item, inner) for inner in items)
        case Number(), RawText(text=text):
            return Decimal(text)
        case Flag(), RawText(text=text):
            return text == "true"
        case Prose(), RawText(text=text):
            return text.strip()
        case _, RawText(text=text):
            return " ".join(text.split())
    raise TypeError(f"{value.location}: {type(value).__name__} where the shape has {type(type_).__name__}")


class Values(Mapping[str, Any]):
    """The values of a mapping by field name: None, or () for a list, where the author left a field out."""

    def __init__(self, shape: Shape, fields: RawMapping) -> None:
        self._values = {
            field.name: _absent(field.type) if (value := fields.get(field.name)) is None else read(field.type, value)
            for field in shape.fields
        }

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self):
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _absent(type_: Type) -> tuple[()] | None:
    return () if isinstance(type_, ListOf) else None
