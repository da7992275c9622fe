"""Family SC1xx: keys, types, limits and formats, read off the declarations in `shapes`."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from ..diagnostics import Diagnostic, Location, Severity
from ..model import RawCatalogue, RawEntry, RawList, RawMapping, RawText, RawValue
from ..shapes import (
    VOCABULARIES,
    Choice,
    Date,
    Email,
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
    walk,
)
from ..slugs import is_slug, nearest

NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?\Z")
"""Plain decimals only: no exponent, no thousands separator, no infinity, and short enough to be exact."""

DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")

EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\Z")


def keys_are_known(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC101: each key is one of the shape's; a misspelt optional key would silently be lost."""
    for inner, value in _mappings(shape, entry.fields):
        names = [field.name for field in inner.fields]
        for key, location in value.keys.items():
            if key not in names:
                similar = nearest(key, names)
                yield Diagnostic(
                    code="SC101",
                    location=location,
                    message=f"unknown key `{key}` in a {inner.name}",
                    help=f"did you mean `{similar}`?" if similar else f"the keys are: {', '.join(names)}",
                )


def required_keys_are_there(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC102 and SC103: required keys are there (error), recommended ones too (hint)."""
    for inner, value in _mappings(shape, entry.fields):
        for field in inner.fields:
            if field.name in value.values or field.need is Need.OPTIONAL:
                continue
            required = field.need is Need.REQUIRED
            yield Diagnostic(
                code="SC102" if required else "SC103",
                severity=Severity.ERROR if required else Severity.HINT,
                location=value.location,
                message=f"{'required' if required else 'recommended'} key `{field.name}` is missing in the {inner.name}",
                help=f"add `{field.name}:` – {field.description}",
            )


def values_have_their_type(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC104 to SC109: each value is of the kind, length and format its field asks for."""
    for type_, value in walk(shape, entry.fields):
        problem = _problem(type_, value)
        if problem:
            code, message, help = problem
            yield Diagnostic(code=code, location=value.location, message=message, help=help)
        elif isinstance(type_, ListOf) and isinstance(value, RawList):
            yield from _repetitions(type_, value)


def unknown_vocabulary(entry: RawEntry) -> Diagnostic:
    """SC110: a file in vocabularies/ is one the code knows."""
    similar = nearest(entry.id, VOCABULARIES)
    return Diagnostic(
        code="SC110",
        location=Location(entry.path),
        message=f"nothing uses a vocabulary `{entry.id}`",
        help=f"did you mean `{similar}`?" if similar else f"the vocabularies are: {', '.join(VOCABULARIES)}",
    )


def _mappings(shape: Shape, fields: RawMapping) -> Iterator[tuple[Shape, RawMapping]]:
    for type_, value in walk(shape, fields):
        if isinstance(type_, Shape) and isinstance(value, RawMapping):
            yield type_, value


_Problem = tuple[str, str, str] | None
"""Code, message and help, or None."""


def _problem(type_: Type, value: RawValue) -> _Problem:
    match type_, value:
        case Shape(), RawMapping():
            return None
        case Shape(), _:
            keys = ", ".join(field.name for field in type_.fields)
            return "SC104", f"a {type_.name} needs keys", f"write `key: value`; the keys are: {keys}"
        case ListOf(), RawList(items=items):
            return _list_problem(type_, len(items))
        case ListOf(), _:
            return "SC104", "a list is needed here", "write `[one, two]`, or one `- item` a line"
        case _, RawText(text=text):
            return _text_problem(type_, text)
    return "SC104", "a plain text is needed here", "write the value after the colon, on the same line"


def _list_problem(type_: ListOf, count: int) -> _Problem:
    if count < type_.min:
        return "SC106", f"{count} items; at least {type_.min} needed", "add one, or leave the key out if it is optional"
    if count > type_.max:
        return "SC106", f"{count} items; at most {type_.max} allowed", "keep the ones that matter most"
    return None


def _text_problem(type_: Type, text: str) -> _Problem:
    if not text.strip() and not (isinstance(type_, Text) and type_.min == 0):
        return "SC105", "the value is empty", "write a value, or leave the key out"
    match type_:
        case Text() | Prose():
            return _length_problem(type_, len(text.strip()))
        case Choice(options=options) if text not in options:
            similar = nearest(text, options)
            suggestion = f"did you mean `{similar}`? " if similar else ""
            return "SC107", f"`{_short(text)}` is not one of the choices", f"{suggestion}choose from: {', '.join(options)}"
        case Flag() if text not in ("true", "false"):
            return "SC108", f"`{_short(text)}` is neither true nor false", "write `true` or `false`"
        case Number():
            return _number_problem(type_, text)
        case Date():
            return _date_problem(type_, text)
        case Url():
            return _url_problem(text)
        case Email() if not EMAIL.match(text):
            return "SC108", f"`{_short(text)}` is no e-mail address", "write name@example.org"
        case Slug() if not is_slug(text):
            return "SC108", f"`{_short(text)}` is no slug", "use lower-case letters, digits and single hyphens"
        case Name(pattern=pattern, example=example) if not re.match(pattern, text):
            return "SC108", f"`{_short(text)}` has the wrong form", f"write it like `{example}`"
        case TermOf() | IdOf() if len(text) > 120:
            return "SC108", "an id this long cannot exist", "copy the id from the list it stands in"
    return None


def _length_problem(type_: Text | Prose, length: int) -> _Problem:
    if length < type_.min:
        return "SC105", f"{length} characters; at least {type_.min} needed", f"add {type_.min - length} or more"
    if length > type_.max:
        return "SC105", f"{length} characters; at most {type_.max} allowed", f"shorten it by {length - type_.max}"
    return None


def _number_problem(type_: Number, text: str) -> _Problem:
    if not NUMBER.match(text):
        return "SC108", f"`{_short(text)}` is no plain number", "write digits and at most one dot, such as 2200000 or 12.5"
    try:
        number = Decimal(text)
    except InvalidOperation:
        return "SC108", f"`{_short(text)}` is no plain number", "write digits and at most one dot"
    if type_.whole and number != number.to_integral_value():
        return "SC108", f"`{text}` is no whole number", "write a number without a dot"
    if type_.min is not None and number < Decimal(str(type_.min)):
        return "SC108", f"`{text}` is below {type_.min}", f"write a number from {type_.min}"
    if type_.max is not None and number > Decimal(str(type_.max)):
        return "SC108", f"`{text}` is above {type_.max}", f"write a number up to {type_.max}"
    return None


def _date_problem(type_: Date, text: str) -> _Problem:
    form = "YYYY-MM-DD" if type_.exact else "YYYY, YYYY-MM or YYYY-MM-DD"
    match = DATE.match(text)
    if not match or (type_.exact and not match[3]):
        return "SC108", f"`{_short(text)}` is no date", f"write it as {form}"
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return "SC108", f"there is no day `{text}`", f"write it as {form}"
    return None


def _url_problem(text: str) -> _Problem:
    try:
        parts = urlsplit(text)
        host, user = parts.hostname or "", parts.username
    except ValueError:
        return "SC108", f"`{_short(text)}` is no web address", "copy it from the browser's address bar"
    if any(c.isspace() or not c.isprintable() for c in text):
        return "SC108", "a web address with spaces or invisible characters", "copy it from the browser's address bar"
    if parts.scheme != "https":
        return "SC108", f"`{_short(text)}` does not start with https://", "use the site's https address"
    if "." not in host or user is not None:
        return "SC108", f"`{_short(text)}` is no public web address", "copy it from the browser's address bar"
    return None


def _repetitions(type_: ListOf, value: RawList) -> Iterator[Diagnostic]:
    if not type_.unique:
        return
    seen: dict[str, Location] = {}
    for item in value.items:
        if not isinstance(item, RawText):
            continue
        if item.text in seen:
            yield Diagnostic(
                code="SC109",
                location=item.location,
                message=f"`{_short(item.text)}` stands twice in the list",
                help="remove one",
            )
        seen.setdefault(item.text, item.location)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
