"""JSON Schemas of what people write: completion, explanations and squiggles in their editors.

Another interpreter of the declarations in `shapes`, with the ids the catalogue knows. Our own rules say more, and
say it better; a schema says it while one types. Made for the YAML language server (redhat.vscode-yaml), which
documents draft-07 and understands VS Code's extensions of it; other editors ignore those.
"""

import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

from .raw import RawCatalogue, RawMapping
from .shapes import (
    BASELINE,
    CITY,
    COST,
    EMAIL,
    FACETS,
    FACT,
    FINDING,
    IMAGE,
    LAB,
    LINK,
    NUMBER,
    ORGANISATION,
    PARTNER,
    PARTNERSHIP,
    PLACE,
    REPLICATION,
    RESULT,
    SOLUTION,
    SOURCE,
    VISIT,
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
    example_of,
    limits_of,
)
from .slugs import SLUG, SLUG_MAX_LENGTH

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The newest that the YAML language server and JetBrains' editors both know in full."""

ID_BASE = "https://living-lab-showroom.example/schema/"
"""A name, not an address: `$id` must be absolute, and stays the same wherever the site is published."""

Json = dict[str, Any]

# --- Formats, in the words regular expressions of Python and ECMA-262 share -----------------------

_YEAR = "(?!0000)[0-9]{4}"
_LEAP_YEAR = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_MONTH = "(?:0[1-9]|1[0-2])"
_MONTH_AND_DAY = (
    f"(?:{_MONTH}-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"  # any year's
)
_DAY = f"(?:{_YEAR}-{_MONTH_AND_DAY}|(?!0000){_LEAP_YEAR}-02-29)"

_HIDDEN = r"\s\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
_HOST = rf"[^{_HIDDEN}/?#@:\[\]]*"
_URL = rf"[Hh][Tt][Tt][Pp][Ss]://{_HOST}[^{_HIDDEN}/?#@:\[\].]\.{_HOST}(?::[0-9]*)?(?:[/?#][^{_HIDDEN}]*)?"

_WHOLE_NUMBER = r"-?[0-9]{1,15}(?:\.0{1,9})?"
_NUMBER_LIMIT = 10**15
"""`NUMBER` has 15 digits before the dot; this also keeps infinity out."""

# YAML 1.2, as editors read it, gives plain scalars a type; our loader takes every scalar as the text it is.
# So a field that may hold `2030` or `true` must allow the number and the flag. How long their texts are at most:
_LONGEST_NUMBER = len("-1.7976931348623157e+308")
_LONGEST_FLAG = len("false")

# --- Snippets -------------------------------------------------------------------------------------

_SNIPPETS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    RESULT.name: ("a figure", ("indicator", "label", "value", "unit", "kind", "source")),
    FACT.name: ("a figure", ("label", "value", "unit", "kind", "source")),
    FINDING.name: ("a lesson", ("kind", "text", "source")),
    COST.name: ("a sum of money", ("kind", "value", "currency", "source")),
    PARTNER.name: ("a partner", ("organisation", "role")),
    SOURCE.name: ("a source", ("id", "title", "publisher", "url", "date")),
    REPLICATION.name: ("another place", ("city", "since", "source")),
    LINK.name: ("a link", ("title", "url")),
    IMAGE.name: ("a photo", ("file", "alt", "credit", "licence")),
    BASELINE.name: ("a comparison", ("value", "description")),
    PLACE.name: ("a point", ("lat", "lon", "precision")),
    PARTNERSHIP.name: ("a partnership", ("model",)),
    VISIT.name: ("a visit", ("possible", "url", "note")),
    SOLUTION.name: ("a whole entry", (
        "title", "summary", "sectors", "technologies", "city", "status", "period", "challenge", "solution",
        "partnership", "partners", "results", "findings", "sources", "added",
    )),
    LAB.name: ("a whole lab", (
        "name", "summary", "city", "location", "operators", "sectors", "period", "description", "offers", "visit",
        "sources", "added",
    )),
    ORGANISATION.name: ("an organisation", ("id", "name", "kind", "country")),
    CITY.name: ("a city", ("id", "name", "country", "lat", "lon")),
}  # fmt: skip
"""Shape → what its snippet is called and the keys it writes, in the order of the shape."""


def schemas(raw: RawCatalogue) -> Mapping[str, str]:
    """File name → text of every schema; the same for the same catalogue."""
    lists = {"organisations": ("Organisations", ORGANISATION), "cities": ("Cities", CITY)}
    entries = {"solution": ("Solution", SOLUTION), "lab": ("Living lab", LAB), "facets": ("Facets", FACETS)}
    for vocabulary, shape in VOCABULARIES.items():
        name = schema_of_vocabulary(vocabulary)
        entries[name] = ("Vocabulary" if name == "vocabulary" else f"Vocabulary of {name}", shape)
    made = {name: _Schema(raw).of_entry(name, title, shape) for name, (title, shape) in entries.items()}
    made |= {name: _Schema(raw).of_list(name, title, shape) for name, (title, shape) in lists.items()}
    return {f"{name}.schema.json": _text(schema) for name, schema in sorted(made.items())}


def schema_of_vocabulary(vocabulary: str) -> str:
    """The schema for a file in vocabularies/: `vocabulary`, or its own name when its terms have keys of their own."""
    return "vocabulary" if VOCABULARIES[vocabulary] == VOCABULARIES["statuses"] else vocabulary


def _text(schema: Json) -> str:
    # Keys in the order made: authors and reviewers find fields where `shapes` has them.
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


class _Schema:
    """One schema in the making; what several fields share is collected under `definitions`."""

    def __init__(self, raw: RawCatalogue) -> None:
        self._raw = raw
        self._definitions: dict[str, Json] = {}

    def of_entry(self, name: str, title: str, shape: Shape) -> Json:
        """The schema of a file that holds one mapping."""
        return self._document(name, title, self._mapping(shape))

    def of_list(self, name: str, title: str, shape: Shape) -> Json:
        """The schema of a file that holds a list of mappings."""
        return self._document(name, title, {"type": "array", "items": self._mapping(shape)})

    def _document(self, name: str, title: str, body: Json) -> Json:
        definitions = {"definitions": dict(sorted(self._definitions.items()))} if self._definitions else {}
        return {"$schema": DRAFT, "$id": f"{ID_BASE}{name}.schema.json", "title": title, **body, **definitions}

    def _mapping(self, shape: Shape) -> Json:
        required = [field.name for field in shape.fields if field.need is Need.REQUIRED]
        return {
            "type": "object",
            "properties": {field.name: self._field(field) for field in shape.fields},
            **({"required": required} if required else {}),
            "additionalProperties": False,
            **_snippets(shape),
        }

    def _field(self, field: Field) -> Json:
        schema = self._of(field.type)
        need = {Need.REQUIRED: " Required.", Need.RECOMMENDED: " Recommended."}.get(field.need, "")
        # Draft-07 ignores what stands beside `$ref`; a description loses nothing by it, and editors do show it.
        described = {"description": f"{field.description} {limits_of(field.type)}{need}".replace("  ", " ").strip(), **schema}
        if isinstance(field.type, Prose):
            described["defaultSnippets"] = [{"label": "paragraphs", "body": _block(field.description, 1)}]
        examples = _examples(field)
        if not examples:
            return described
        if isinstance(field.type, ListOf):
            return described | {"items": schema["items"] | {"examples": examples}}
        return described | {"examples": examples}

    def _of(self, type_: Type) -> Json:
        match type_:
            case Shape(name=name):
                return self._shared(name, lambda: {"title": name, **self._mapping(type_)})
            case ListOf():
                unique = {"uniqueItems": True} if type_.unique else {}
                return {"type": "array", "items": self._of(type_.item), "minItems": type_.min, "maxItems": type_.max, **unique}
            case TermOf(vocabulary=name):
                return self._shared(name, lambda: _ids(self._terms(name), f"catalogue/vocabularies/{name}.yml"))
            case IdOf(kind="sources"):
                # Only the entry itself knows its sources; whether the id is one of them is for the rules.
                return _of_scalar(Slug())
            case IdOf(kind=kind):
                file = f"catalogue/{kind}/" if kind in ("labs", "solutions") else f"catalogue/{kind}.yml"
                return self._shared(kind, lambda: _ids(self._declared(kind), file))
        return _of_scalar(type_)

    def _shared(self, name: str, make: Callable[[], Json]) -> Json:
        if name not in self._definitions:
            self._definitions[name] = make()
        return {"$ref": f"#/definitions/{name}"}

    def _terms(self, vocabulary: str) -> Iterator[tuple[str, str]]:
        for term_id, term in self._raw.terms.get(vocabulary, {}).items():
            yield term_id, _joined(": ", term, "label", "definition")

    def _declared(self, kind: str) -> Iterator[tuple[str, str]]:
        for entry_id, entry in sorted(getattr(self._raw, kind).items()):
            keys = {"organisations": ("name", "kind"), "cities": ("name", "country"), "labs": ("name", "city")}
            yield entry_id, _joined(", ", entry.fields, *keys.get(kind, ("title", "city")))


def _joined(separator: str, fields: RawMapping, *keys: str) -> str:
    texts = (" ".join((fields.text(key) or "").split()) for key in keys)
    return separator.join(text for text in texts if text)


def _ids(described: Iterator[tuple[str, str]], file: str) -> Json:
    # `enum` with `enumDescriptions`, not `oneOf` of `const`s: the YAML language server completes both, but of a wrong
    # value `oneOf` says only that it matches no schema, and every other reader of JSON Schema understands `enum`.
    # Plain rather than `markdownEnumDescriptions`: labels and names are not Markdown.
    descriptions = {id_: text for id_, text in described}
    typed = [int(id_) for id_ in descriptions if id_.isdecimal() and str(int(id_)) == id_]
    return {
        "enum": [*descriptions, *typed],
        "enumDescriptions": [*descriptions.values(), *(descriptions[str(number)] for number in typed)],
        # The server's own message would list every id.
        "errorMessage": f"Unknown id; all are in {file}.",
    }


def _of_scalar(type_: Type) -> Json:
    # Null is allowed nowhere: `key:` without a value is a mistake far more often than the text `null`, which may be quoted.
    match type_:
        case Text() | Prose():
            # White space around a text counts here, not in the rules; so a block text gets room for its last line break.
            longest = type_.max + 1 if isinstance(type_, Prose) else type_.max
            blank = {} if type_.min == 0 else {"pattern": r"\S", "patternErrorMessage": "Nothing but white space."}
            return {"type": _types_of_text(type_.min), "minLength": type_.min, "maxLength": longest, **blank}
        case Choice(options=options):
            return {"enum": list(options)}
        case Number():
            return _number(type_)
        case Date(exact=True):
            return _formatted(_DAY, "A date is written YYYY-MM-DD.")
        case Date():
            # To YAML a year is a number; a month or a day is none.
            pattern = f"(?:{_YEAR}(?:-{_MONTH})?|{_DAY})"
            date = _formatted(pattern, "A date is written YYYY, YYYY-MM or YYYY-MM-DD.")
            return date | {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999}
        case Flag():
            return _formatted("(?:true|false)", "Write true or false.") | {"type": ["boolean", "string"]}
        case Url():
            return _formatted(_URL, "A web address starts with https:// and has no spaces.")
        case Email():
            return _formatted(EMAIL, "Write it as name@example.org.")
        case Slug():
            # `2019` is a good id of a source, and a number to YAML.
            slug = _formatted(SLUG.pattern, "Lower-case letters, digits and single hyphens.")
            return slug | {"type": ["string", "integer"], "maxLength": SLUG_MAX_LENGTH, "minimum": 0}
        case Name(pattern=pattern, example=example):
            return _formatted(pattern, f"Write it like {example}.")
    raise TypeError(f"no schema for {type_}")


def _types_of_text(shortest: int) -> str | list[str]:
    types = ["string"]
    if shortest <= _LONGEST_NUMBER:
        types.append("number")
    if shortest <= _LONGEST_FLAG:
        types.append("boolean")
    return types if len(types) > 1 else "string"


def _number(type_: Number) -> Json:
    # In quotes a number is a text, of which a pattern can check the form but not the limits.
    least = {"exclusiveMinimum": -_NUMBER_LIMIT} if type_.min is None else {"minimum": type_.min}
    most = {"exclusiveMaximum": _NUMBER_LIMIT} if type_.max is None else {"maximum": type_.max}
    pattern, kind = (_WHOLE_NUMBER, "integer") if type_.whole else (NUMBER, "number")
    written = _formatted(pattern, "Digits and at most one dot, such as 2200000 or 12.5.")
    return written | {"type": [kind, "string"], **least, **most}


def _formatted(pattern: str, message: str) -> Json:
    # ECMA-262 has no `\Z`; its `$` is the very end, and a schema's pattern may match anywhere unless anchored.
    return {"type": "string", "pattern": f"^(?:{pattern.removesuffix(chr(92) + 'Z')})$", "patternErrorMessage": message}


def _examples(field: Field) -> list[Any]:
    """The field's example as YAML 1.2 reads it, or each item of a list; none beside a list of ids to choose from."""
    type_ = field.type.item if isinstance(field.type, ListOf) else field.type
    example = example_of(field)
    if not example or isinstance(type_, Choice | TermOf | Flag) or (isinstance(type_, IdOf) and type_.kind != "sources"):
        return []
    texts = yaml.load(example, yaml.BaseLoader) if isinstance(field.type, ListOf) else [example]
    return [_typed(type_, text) for text in texts]


def _typed(type_: Type, text: str) -> Any:
    match type_:
        case Flag():
            return text == "true"
        case Number() | Date() if re.fullmatch(r"-?[0-9]+", text):
            return int(text)
        case Number():
            return float(text)
    return text


# --- Making snippets ------------------------------------------------------------------------------


def _snippets(shape: Shape) -> Json:
    if shape.name not in _SNIPPETS:
        return {}
    label, _ = _SNIPPETS[shape.name]
    body = _body(shape, itertools.count(1))
    return {"defaultSnippets": [{"label": label, "description": f"The keys of {label}, to be filled in.", "body": body}]}


def _body(type_: Type, stops: Iterator[int], example: str = "") -> Any:
    """What a snippet writes for a type: placeholders to be overwritten, one tab stop each."""
    match type_:
        case Shape():
            _, keys = _SNIPPETS.get(type_.name, ("", tuple(field.name for field in type_.fields if field.need is not Need.OPTIONAL)))
            fields = [field for field in type_.fields if field.name in keys]
            return {field.name: _body_of(field, stops, is_entry=type_ in (SOLUTION, LAB)) for field in fields}
        case ListOf(item=Shape() as item):
            return [_body(item, stops)]
        case ListOf(item=item):
            first = yaml.load(example, yaml.BaseLoader)[0] if example else ""
            return [_body(item, stops, first)]
        case Choice(options=options):
            return f"${{{next(stops)}|{','.join(options)}|}}"
        case Flag():
            return f"${{{next(stops)}|true,false|}}"
    return f"${{{next(stops)}:{_escaped(example)}}}"


def _body_of(field: Field, stops: Iterator[int], *, is_entry: bool) -> Any:
    # Deeper down the language server does not indent the lines of a block.
    if isinstance(field.type, Prose) and is_entry:
        return _block(field.description, next(stops))
    return _body(field.type, stops, example_of(field))


def _block(guidance: str, stop: int) -> str:
    """A block text whose placeholder says what to write about."""
    return f"|\n  ${{{stop}:{_escaped(guidance)}}}"


def _escaped(text: str) -> str:
    return re.sub(r"([\\$}])", r"\\\1", text)
