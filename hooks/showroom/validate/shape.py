"""Family SC1xx: keys, types, limits and formats, read off the declarations in `shapes`."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ..diagnostics import Location, Severity
from ..raw import RawCatalogue, RawList, RawMapping, RawText, RawValue
from ..shapes import (
    DATE,
    EMAIL,
    LANGUAGE,
    LANGUAGES,
    NUMBER,
    VOCABULARIES,
    Choice,
    Date,
    Email,
    Field,
    Flag,
    IdOf,
    ListOf,
    Name,
    Need,
    Number,
    Prose,
    Shape,
    Slug,
    TermOf,
    Text,
    Type,
    Url,
)
from ..slugs import is_slug, nearest
from .rules import EVERY_VALUE, Context, Finding, fits, rule

ID_MAX_LENGTH = 120
"""No id of ours is longer; a longer text need not be looked up."""

NOTHING = frozenset({"~", "null", "Null", "NULL"})
"""What YAML takes for no value unless it stands in quotes (YAML 1.2.2, section 10.3.2); here it would be shown as it is."""

_SPOKEN_IN = {"at": "de", "cn": "zh", "cz": "cs", "dk": "da", "gb": "en", "gr": "el", "jp": "ja", "us": "en"}
"""Codes of countries that are no codes of languages → the language that is meant."""


@rule("SC101", Shape)
def keys_are_known(shape: Shape, value: RawMapping, at: Context) -> Iterator[Finding]:
    """Each key is one that the showroom knows.

    Why: A misspelt key would be lost without a word, and its value with it.
    Wrong:
        keyword: [harbour]
    Right:
        keywords: [harbour]
    """
    names = [field.name for field in shape.fields]
    for key, location in value.keys.items():
        if key not in names:
            similar = nearest(key, names)
            yield Finding(
                location,
                f"unknown key `{shortened(key)}` in a {shape.name}",
                f"did you mean `{similar}`?" if similar else f"the keys are: {', '.join(names)}",
            )


def _missing(shape: Shape, value: RawMapping, need: Need) -> Iterator[tuple[Field, Location]]:
    return ((field, value.location) for field in shape.fields if field.need is need and field.name not in value.values)


@rule("SC102", Shape)
def required_keys_are_there(shape: Shape, value: RawMapping, at: Context) -> Iterator[Finding]:
    """Everything required is there.

    Why: A buyer who cannot see what was done, where and by whom goes on to the next page.
    Wrong:
        partners:
          - role: owner
    Right:
        partners:
          - {organisation: hofor, role: owner}
    """
    for field, location in _missing(shape, value, Need.REQUIRED):
        message = f"required key `{field.name}` is missing in the {shape.name}"
        yield Finding(location, message, f"add `{field.name}:` – {field.description}")


@rule("SC103", Shape, severity=Severity.HINT)
def recommended_keys_are_there(shape: Shape, value: RawMapping, at: Context) -> Iterator[Finding]:
    """Everything recommended is there, if it is known.

    Why: Results, lessons and a place on the map are what buyers come for. What is not known stays out.
    Wrong:
        partnership:
          procurement: grant-project
    Right:
        partnership:
          model: living-lab
          procurement: grant-project
    """
    for field, location in _missing(shape, value, Need.RECOMMENDED):
        message = f"recommended key `{field.name}` is missing in the {shape.name}"
        yield Finding(location, message, f"add `{field.name}:` – {field.description}")


@rule("SC104", EVERY_VALUE)
def values_are_of_their_kind(type_: Type, value: RawValue, at: Context) -> Iterator[Finding]:
    """A text stands where a text belongs, a list where a list belongs, keys where keys belong.

    Why: One sector is still a list of sectors; without the brackets it would be read as something else.
    Wrong:
        sectors: energy
    Right:
        sectors: [energy]
    """
    if fits(type_, value):
        return
    match type_:
        case Shape():
            keys = ", ".join(field.name for field in type_.fields)
            yield Finding(value.location, f"a {type_.name} needs keys", f"write `key: value`; the keys are: {keys}")
        case ListOf():
            yield Finding(value.location, "a list is needed here", "write `[one, two]`, or one `- item` a line")
        case Text() | Prose() if _is_text_with_a_colon(value):
            help = "put quotes around a text that contains a colon and a space"
            yield Finding(value.location, "a plain text is needed here", help)
        case _:
            yield Finding(value.location, "a plain text is needed here", "write the value after the colon, on the same line")


def _is_text_with_a_colon(value: RawValue) -> bool:
    """Whether YAML made `key: value` of what is more likely a text: one key, and no brace before it."""
    return isinstance(value, RawMapping) and value.places[:2] == (value.line, value.column) and len(value.values) == 1


_ROOM_FOR_A_NAME = 80
"""What has room for so many characters is a title, a name or a sentence. A keyword has less, and may be a sign, such as `<<`."""

_SCALARS = (Text, Prose, Choice, TermOf, IdOf, Number, Date, Flag, Url, Email, Slug, Name)


@rule("SC105", *_SCALARS)
def texts_keep_their_limits(type_: Any, value: RawText, at: Context) -> Iterator[Finding]:
    """A text is neither empty nor shorter nor longer than its field allows.

    Why: A title must fit a card and a phone, a summary the preview that other sites show of the page. `null` and `~`
        are how programs write that there is nothing.
    Wrong:
        title: Lamps
    Right:
        title: Street lamps that dim when nobody walks by
    """
    length = len(value.text.strip())
    if isinstance(type_, Text | Prose) and value.text in NOTHING and value.length == len(value.text):
        help = "write a value, or leave the key out; where the text is meant, put quotes around it"
        yield Finding(value.location, f"`{value.text}` is YAML's word for no value", help)
    elif not length:
        if not (isinstance(type_, Text) and type_.min == 0):
            yield Finding(value.location, "the value is empty", "write a value, or leave the key out")
    elif not isinstance(type_, Text | Prose):
        return
    elif length < type_.min:
        message = f"{length} characters; at least {type_.min} needed"
        yield Finding(value.location, message, f"add {type_.min - length} or more")
    elif length > type_.max:
        message = f"{length} characters; at most {type_.max} allowed"
        yield Finding(value.location, message, f"shorten it by {length - type_.max}")
    elif type_.min > 1 and type_.max >= _ROOM_FOR_A_NAME and not any(c.isalnum() for c in value.text):
        yield Finding(value.location, "a text without a letter or digit", "write it in words")


@rule("SC106", ListOf)
def lists_keep_their_limits(type_: ListOf, value: RawList, at: Context) -> Iterator[Finding]:
    """A list has neither fewer nor more items than its field allows.

    Why: An entry in every sector is found in none: the filters help only when entries choose.
    Wrong:
        sectors: [energy, water, mobility, safety]
    Right:
        sectors: [energy, water, mobility]
    """
    count = len(value.items)
    if count < type_.min:
        message = f"{count} items; at least {type_.min} needed"
        yield Finding(value.location, message, "add one, or leave the key out if it is optional")
    elif count > type_.max:
        yield Finding(value.location, f"{count} items; at most {type_.max} allowed", "keep the ones that matter most")


@rule("SC107", Choice)
def choices_are_known(type_: Choice, value: RawText, at: Context) -> Iterator[Finding]:
    """A value is one of the few its field allows.

    Why: The site treats each of them in its own way: a measured figure is shown as one.
    Wrong:
        location: {lat: 55.68, lon: 12.57, precision: town}
    Right:
        location: {lat: 55.68, lon: 12.57, precision: city}
    """
    if value.text.strip() and value.text not in type_.options:
        similar = nearest(value.text, type_.options)
        suggestion = f"did you mean `{similar}`? " if similar else ""
        message = f"`{shortened(value.text)}` is not one of the choices"
        yield Finding(value.location, message, f"{suggestion}choose from: {', '.join(type_.options)}")


@rule("SC108", Number, Date, Flag, Email, Slug, Name, TermOf, IdOf)
def formats_are_right(type_: Any, value: RawText, at: Context) -> Iterator[Finding]:
    """Numbers, dates, flags, ids and names have their one form.

    Why: 1.105.000 is a million in Denmark and an error elsewhere; 03/04 is April or March.
    Wrong:
        period: {started: 04/2019}
    Right:
        period: {started: 2019-04}
    Source: ISO 8601 for dates; ISO 80000-1 for the dot as decimal sign.
    """
    if value.text.strip() and (problem := _format_problem(type_, value.text)):
        yield Finding(value.location, *problem)


@rule("SC109", ListOf)
def lists_do_not_repeat(type_: ListOf, value: RawList, at: Context) -> Iterator[Finding]:
    """Nothing stands twice in a list.

    Why: The second says nothing new, and a count would be wrong.
    Wrong:
        technologies: [heat-pump, heat-pump]
    Right:
        technologies: [heat-pump]
    """
    seen: set[str] = set()
    for item in value.items if type_.unique else ():
        if isinstance(item, RawText):
            if item.text in seen:
                yield Finding(item.location, f"`{shortened(item.text)}` stands twice in the list", "remove one")
            seen.add(item.text)


@rule("SC110", RawCatalogue)
def vocabularies_are_used(raw: RawCatalogue, today: date | None) -> Iterator[Finding]:
    """A file in vocabularies/ is one that a field draws on.

    Why: A list that nothing uses is a misspelt file name.
    Wrong:
        # catalogue/vocabularies/metods.yml
        title: Methods
        definition: How people and evidence were brought into the work.
        source: Drawn up for this showroom.
        terms:
          - {id: field-test, label: Field test, definition: Tried in real surroundings.}
    Right:
        # catalogue/vocabularies/methods.yml
        title: Methods
        definition: How people and evidence were brought into the work.
        source: Drawn up for this showroom.
        terms:
          - {id: field-test, label: Field test, definition: Tried in real surroundings.}
    """
    for entry in raw.vocabularies.values():
        if entry.id not in VOCABULARIES:
            similar = nearest(entry.id, VOCABULARIES)
            yield Finding(
                Location(entry.path),
                f"nothing uses a vocabulary `{entry.id}`",
                f"did you mean `{similar}`?" if similar else f"the vocabularies are: {', '.join(VOCABULARIES)}",
            )


def shortened(text: str) -> str:
    """`text` short enough to be quoted in a message."""
    return text if len(text) <= 60 else text[:59] + "…"


def _format_problem(type_: Any, text: str) -> tuple[str, str] | None:
    match type_:
        case Flag() if text not in ("true", "false"):
            return f"`{shortened(text)}` is neither true nor false", "write `true` or `false`"
        case Number():
            return _number_problem(type_, text)
        case Date():
            return _date_problem(type_, text)
        case Email() if not re.match(EMAIL, text):
            return f"`{shortened(text)}` is no e-mail address", "write name@example.org"
        case Slug() if not is_slug(text):
            return f"`{shortened(text)}` is no slug", "use lower-case letters, digits and single hyphens"
        case Name() if type_ is LANGUAGE and re.match(r"[a-z]{2}\Z", text) and text not in LANGUAGES:
            language = _SPOKEN_IN.get(text)
            help = f"did you mean `{language}`? `{text}` is a country" if language else "write a code of ISO 639-1, such as `en`"
            return f"`{text}` is no language", help
        case Name(pattern=pattern, example=example) if not re.match(pattern, text):
            return f"`{shortened(text)}` has the wrong form", f"write it like `{example}`"
        case TermOf() | IdOf() if len(text) > ID_MAX_LENGTH:
            return "an id this long cannot exist", "copy the id from the list it stands in"
    return None


def _number_problem(type_: Number, text: str) -> tuple[str, str] | None:
    if not re.match(NUMBER, text):
        return f"`{shortened(text)}` is no plain number", "write digits and at most one dot, such as 2200000 or 12.5"
    number = Decimal(text)
    if not number and text.startswith("-"):
        return f"`{text}` is no plain number", "write `0`, without a sign"
    if type_.whole and number != number.to_integral_value():
        return f"`{text}` is no whole number", "write a number without a dot"
    if type_.min is not None and number < Decimal(str(type_.min)):
        return f"`{text}` is below {type_.min}", f"write a number from {type_.min}"
    if type_.max is not None and number > Decimal(str(type_.max)):
        return f"`{text}` is above {type_.max}", f"write a number up to {type_.max}"
    return None


def _date_problem(type_: Date, text: str) -> tuple[str, str] | None:
    form = "YYYY-MM-DD" if type_.exact else "YYYY, YYYY-MM or YYYY-MM-DD"
    match = re.match(DATE, text)
    if not match or (type_.exact and not match[3]):
        return f"`{shortened(text)}` is no date", f"write it as {form}"
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return f"there is no day `{text}`", f"write it as {form}"
    return None
