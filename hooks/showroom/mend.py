"""Mending: what a machine may put right in an entry without asking its author.

Pure text → text. Every step must leave the meaning as it was, or is not taken; comments stay where they belong.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml

from . import articles
from .load import parse
from .raw import RawList, RawMapping, RawText, RawValue
from .shapes import LAB, SOLUTION, ListOf, Shape, Url, shape_of, walk

_ORDERED: dict[str, Shape] = {"solutions": SOLUTION, "labs": LAB}
"""Kinds of entry whose keys have one order."""

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_MODELINE = re.compile(r"#\s*(yaml-language-server:|vim?:|-\*-)")
"""Comments that editors look for at the top of a file."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A text, and what was done to it."""

    text: str
    changes: tuple[str, ...]
    """Such as `line endings`, in the order done; empty when the text was well."""


def mend(uri: str, text: str) -> Mended:
    """The text of the file `uri` (its path within the catalogue, `solutions/quay-lighting.yml`) put right.

    It means what it meant, up to Unicode composition, `https` in addresses and line breaks at the end of a value.
    Of a file that cannot be read as YAML only composition is mended, and white space where it can mean nothing.
    The lines of an article's prose keep the spaces at their ends: two of them are a line break to Markdown.
    """
    changes = []
    for what, step in _STEPS.items():
        for candidate in step(uri, text):
            if candidate == text:
                break
            if _means_the_same(uri, text, candidate):
                text = candidate
                changes.append(what)
                break
    return Mended(text, tuple(changes))


# --- Steps: each yields what the text could become, the best first -----------------------------------


def _without_byte_order_mark(uri: str, text: str) -> Iterator[str]:
    yield text.lstrip("\ufeff")


def _with_plain_line_endings(uri: str, text: str) -> Iterator[str]:
    yield re.sub(r"\r\n?", "\n", text)


def _composed(uri: str, text: str) -> Iterator[str]:
    yield unicodedata.normalize("NFC", text)


def _with_empty_lines(uri: str, text: str) -> Iterator[str]:
    """Where nobody knows which lines belong to a text, those that hold nothing but white space."""
    fields, prose = _parted(uri, text)
    if _value(uri, text) is None:
        yield "\n".join(line if line.strip(" \t") else "" for line in fields.split("\n")) + prose


def _without_trailing_space(uri: str, text: str) -> Iterator[str]:
    """Everywhere; or not at the end of words in block texts; or nowhere in them: there, spaces may mean something."""
    if _value(uri, text) is None:
        return
    fields, prose = _parted(uri, text)
    lines = fields.split("\n")
    yield "\n".join(line.rstrip(" \t") for line in lines) + prose
    kept = _lines_of_block_texts(fields)
    yield "\n".join(line if n in kept and line.strip(" \t") else line.rstrip(" \t") for n, line in enumerate(lines)) + prose
    yield "\n".join(line if n in kept else line.rstrip(" \t") for n, line in enumerate(lines)) + prose


def _with_one_final_newline(uri: str, text: str) -> Iterator[str]:
    if text.strip():
        yield text.rstrip("\n") + "\n"


def _with_https(uri: str, text: str) -> Iterator[str]:
    """`http://` at the start of the value of a field for addresses."""
    value, shape = parse(_bytes(text), uri).value, _shape_of(uri)
    if value is None or shape is None:
        return
    lines = text.split("\n")
    places = {inner.location for type_, inner in walk(ListOf(shape) if isinstance(value, RawList) else shape, value)
              if isinstance(type_, Url) and isinstance(inner, RawText)}  # fmt: skip
    for place in sorted(places, reverse=True):  # from the right, so that columns to the left stay right
        line = lines[place.line - 1]
        before, rest = line[: place.column - 1], line[place.column - 1 :]
        lines[place.line - 1] = before + re.sub(r"\A(['\"]?)http://", r"\1https://", rest)
    yield "\n".join(lines)


def _with_keys_in_order(uri: str, text: str) -> Iterator[str]:
    """Each top-level key where its shape has it, with the comments directly above it."""
    value, shape = parse(_bytes(text), uri).value, _ORDERED.get(_kind(uri))
    if shape is None or not isinstance(value, RawMapping) or not text.endswith("\n"):
        return
    sequence = _sequence(list(value.keys), shape)
    starts = [place.line - 1 for place in value.keys.values()]
    lines = text.split("\n")[:-1]
    if (
        sequence != sorted(sequence)
        and all(place.column == 1 for place in value.keys.values())
        and not any(line.startswith(("---", "...")) for line in lines[starts[0] :])
    ):
        yield "".join(f"{line}\n" for line in _rearranged(lines, starts, sequence))


_STEPS: dict[str, Callable[[str, str], Iterator[str]]] = {
    "byte order mark": _without_byte_order_mark,
    "line endings": _with_plain_line_endings,
    "composed characters": _composed,
    "empty lines": _with_empty_lines,
    "trailing space": _without_trailing_space,
    "final newline": _with_one_final_newline,
    "https": _with_https,
    "order of fields": _with_keys_in_order,
}


# --- Order -----------------------------------------------------------------------------------------


def _sequence(keys: list[str], shape: Shape) -> list[int]:
    """The numbers of the keys in the order of the shape; an unknown key stays behind the one it follows."""
    order = {field.name: rank for rank, field in enumerate(shape.fields)}
    rank, ranks = -1, []
    for key in keys:
        rank = order.get(key, rank)
        ranks.append(rank)
    return sorted(range(len(keys)), key=ranks.__getitem__)


def _rearranged(lines: list[str], starts: list[int], sequence: list[int]) -> Iterator[str]:
    """The lines of a file with its top-level blocks in another order; what stands at top and bottom stays there."""
    heads = [_head(lines, start) for start in starts]
    # An editor's comment stays on top even when no blank line sets it apart.
    modelines = [n for n in range(starts[0]) if _MODELINE.match(lines[n])]
    heads[0] = max([heads[0], *(n + 1 for n in modelines)])
    end = len(lines)
    while not lines[end - 1] or lines[end - 1].startswith("#"):
        end -= 1
    blocks, gaps = [], [0]
    for head, following in zip(heads, [*heads[1:], end], strict=True):
        last = following
        while not lines[last - 1]:
            last -= 1
        blocks.append(lines[head:last])
        gaps.append(following - last)
    # The blank lines above a block go with it. The first has none of its own; below others it does as they do.
    gaps[0] = min(gaps[1:-1], default=0)
    yield from lines[: heads[0]]
    for place, number in enumerate(sequence):
        yield from [""] * (gaps[number] if place else 0)
        yield from blocks[number]
    yield from lines[end:]


def _head(lines: list[str], start: int) -> int:
    """The first line of the comments directly above line `start`."""
    while start and lines[start - 1].startswith("#"):
        start -= 1
    return start


# --- Meaning ---------------------------------------------------------------------------------------


def _means_the_same(uri: str, before: str, after: str) -> bool:
    """Whether a step may be taken; with a file that cannot be read, steps that look at no value may."""
    value, changed = _value(uri, before), _value(uri, after)
    return value is None or (changed is not None and _meaning(value) == _meaning(changed))


def _value(uri: str, text: str) -> RawValue | None:
    """What YAML a file holds, in an article its front matter; None when it cannot be read."""
    fields = articles.front_matter(text) if uri.endswith(articles.SUFFIX) else text
    return None if fields is None else parse(_bytes(fields), uri).value


def _parted(uri: str, text: str) -> tuple[str, str]:
    """A file's YAML, and what follows it in an article."""
    return articles.parted(text) if uri.endswith(articles.SUFFIX) else (text, "")


def _meaning(value: RawValue) -> object:
    """What two values must share to mean the same."""
    match value:
        case RawText():
            text = unicodedata.normalize("NFC", value.text).rstrip("\n")
            return re.sub(r"\Ahttp://", "https://", text)
        case RawList():
            return tuple(_meaning(item) for item in value.items)
        case RawMapping():
            return {unicodedata.normalize("NFC", key): _meaning(inner) for key, inner in value.values.items()}


def _lines_of_block_texts(text: str) -> set[int]:
    """Numbers, from 0, of the lines inside `|` and `>` texts; none when the file cannot be read."""
    lines: set[int] = set()
    try:
        for event in yaml.parse(text, _Loader):
            if isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">"):
                end = event.end_mark  # the start of the line below, or the end of a file without a final newline
                lines.update(range(event.start_mark.line + 1, end.line + (end.column > 0)))
    except yaml.YAMLError:
        return set()
    return lines


def _kind(uri: str) -> str:
    """`solutions` for `solutions/quay-lighting.yml`, `cities` for `cities.yml`."""
    return uri.partition("/")[0].removesuffix(".yml")


def _shape_of(uri: str) -> Shape | None:
    kind = _kind(uri)
    known = ("solutions", "labs", "organisations", "cities", "vocabularies", "facets")
    return shape_of(kind, uri.partition("/")[2].removesuffix(".yml")) if kind in known else None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # half a character is for the loader to refuse
