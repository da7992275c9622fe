"""A shortcut past the rules: most values break none, and that is told without asking one rule after the other.

What stands here may be too careful, never too trusting: of a value that it lets pass, the rules it speaks for say
nothing, and a test holds it to that. Rules that are not named here are always asked.
"""

import re
from collections.abc import Callable
from typing import Any

from ..raw import RawList, RawMapping
from ..shapes import Choice, Date, Email, Flag, IdOf, ListOf, Name, Need, Number, Prose, Shape, Slug, TermOf, Text, Type, Url
from .links import SHORTENERS, URL_MAX_LENGTH
from .shape import NOTHING

_OF_ADDRESSES = frozenset({"SC502", "SC503", "SC504", "SC505", "SC506", "SC507"})
"""Rules about web addresses, also of the links in a text."""

SPEAKS_FOR: dict[type, frozenset[str]] = {
    Text: frozenset({"SC104", "SC105", "SC601", "SC602", "SC606", "SC609", "SC610"}),
    Prose: frozenset({"SC104", "SC105", "SC601", "SC602", "SC603", "SC604", "SC605", "SC606", "SC609"}) | _OF_ADDRESSES,
    Url: frozenset({"SC104", "SC105", "SC501"}) | _OF_ADDRESSES,
    Shape: frozenset({"SC101", "SC102", "SC103", "SC104"}),
    ListOf: frozenset({"SC104", "SC106", "SC109", "SC203", "SC508"}),
}
"""Class of types → the rules whose silence about a value of the right kind `quiet` foretells."""

ALIKE_EVERYWHERE: dict[type, frozenset[str]] = {
    Choice: frozenset({"SC104", "SC105", "SC107"}),
    TermOf: frozenset({"SC104", "SC105", "SC108", "SC201"}),
    IdOf: frozenset({"SC104", "SC105", "SC108", "SC202"}),
    Name: frozenset({"SC104", "SC105", "SC108", "SC204"}),
    **dict.fromkeys((Number, Date, Flag, Email, Slug), frozenset({"SC104", "SC105", "SC108"})),
}
"""Class of types → rules that say of a text what they said of it elsewhere: a few hundred texts stand everywhere."""

_NOTABLE = re.compile(r"[^\n -~]|[<&@]")
_NOTABLE_IN_PROSE = re.compile(r"[^\n -~]|[<&@#`~|\[\]=]|--")
_LETTER_OR_DIGIT = re.compile(r"[A-Za-z0-9]")
_PLAIN_URL = re.compile(r"https://(?:www\.)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})(?:/[A-Za-z0-9._~/%+,:;=()-]*)?\Z")
_OWN_NETWORK = (".local", ".internal", ".localhost", ".onion")


def is_alike_everywhere(type_: Type) -> bool:
    """Whether every entry may use one text of this type in the same way; an entry's sources are its own."""
    return type(type_) in ALIKE_EVERYWHERE and type_ != IdOf("sources")


def quiet(type_: Type) -> Callable[[Any], bool] | None:
    """A test for values of this type, true only where all the rules it speaks for are silent; None if there is none."""
    match type_:
        case Text(min=least, max=most):
            return lambda value: _is_plain(value.text, least, most, _NOTABLE)
        case Prose(min=least, max=most):
            return lambda value: _is_plain(value.text, least, most, _NOTABLE_IN_PROSE)
        case Url():
            return lambda value: _is_plain_url(value.text)
        case Shape():
            return _quiet_mapping(type_)
        case ListOf():
            return _quiet_list(type_)
    return None


def _is_plain(text: str, least: int, most: int, notable: re.Pattern[str]) -> bool:
    """Whether a text is of its length, and ASCII without any sign that some rule looks for."""
    if not text.isascii() or text in NOTHING or not _LETTER_OR_DIGIT.search(text):
        return False
    return 0 < len(stripped := text.strip()) and least <= len(stripped) <= most and not notable.search(text)


def _is_plain_url(text: str) -> bool:
    match = _PLAIN_URL.match(text) if len(text) <= URL_MAX_LENGTH else None
    return match is not None and match[1] not in SHORTENERS and not match[1].endswith(_OWN_NETWORK)


def _quiet_mapping(shape: Shape) -> Callable[[RawMapping], bool]:
    known = frozenset(field.name for field in shape.fields)
    wanted = frozenset(field.name for field in shape.fields if field.need is not Need.OPTIONAL)
    return lambda value: wanted <= value.values.keys() <= known


def _quiet_list(type_: ListOf) -> Callable[[RawList], bool]:
    has_ids = isinstance(type_.item, Shape) and type_.item.field("id") is not None
    if has_ids:  # SC203 and SC508 compare the items
        return lambda value: type_.min <= len(value.items) <= type_.max and len(value.items) == 1
    if type_.unique:
        return lambda value: type_.min <= len(value.items) <= type_.max and _are_different(value)
    return lambda value: type_.min <= len(value.items) <= type_.max


def _are_different(value: RawList) -> bool:
    texts = [getattr(item, "text", None) for item in value.items]
    return None not in texts and len(set(texts)) == len(texts)
