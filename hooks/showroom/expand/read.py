"""Reads a checked raw value as the plain Python value its shape declares."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ..raw import RawList, RawMapping, RawText, RawValue
from ..shapes import Flag, ListOf, Number, Prose, Shape, Type

Values = Mapping[str, Any]
"""The values of a mapping by field name: None, or () for a list, where the author left a field out."""


def read(type_: Type, value: RawValue) -> Any:
    """Text as str, numbers as Decimal, flags as bool, lists as tuples, mappings as `Values`.

    Ids of terms and entries stay ids. Text is stripped and, but for Markdown, put on one line.
    """
    return reader(type_)(value)


@lru_cache(maxsize=None)
def reader(type_: Type) -> Callable[[RawValue], Any]:
    """`read` for one type, with all that depends on the type alone decided once; keep it, for looking it up is slow."""
    match type_:
        case Shape():
            return _mapping_reader(type_)
        case ListOf(item=item):
            return _list_reader(type_, reader(item))
        case Number():
            return _text_reader(type_, Decimal)
        case Flag():
            return _text_reader(type_, lambda text: text == "true")
        case Prose():
            return _text_reader(type_, str.strip)
    return _text_reader(type_, lambda text: " ".join(text.split()))


def _mapping_reader(shape: Shape) -> Callable[[RawValue], Values]:
    absent = {field.name: () if isinstance(field.type, ListOf) else None for field in shape.fields}
    readers = {field.name: reader(field.type) for field in shape.fields}

    def read_mapping(value: RawValue) -> Values:
        if not isinstance(value, RawMapping):
            raise _misfit(shape, value)
        return absent | {name: readers[name](inner) for name, inner in value.values.items() if name in readers}

    return read_mapping


def _list_reader(type_: ListOf, read_item: Callable[[RawValue], Any]) -> Callable[[RawValue], tuple[Any, ...]]:
    def read_list(value: RawValue) -> tuple[Any, ...]:
        if not isinstance(value, RawList):
            raise _misfit(type_, value)
        return tuple([read_item(item) for item in value.items])

    return read_list


def _text_reader(type_: Type, read_text: Callable[[str], Any]) -> Callable[[RawValue], Any]:
    def read_scalar(value: RawValue) -> Any:
        if not isinstance(value, RawText):
            raise _misfit(type_, value)
        return read_text(value.text)

    return read_scalar


def _misfit(type_: Type, value: RawValue) -> TypeError:
    return TypeError(f"{value.location}: {type(value).__name__} where the shape has {type(type_).__name__}")
