"""Values as YAML text that people like to read and edit, and that `load` reads back as they were. A leaf module."""

import math
import re
from collections.abc import Iterator

import yaml

WIDTH = 100
"""Columns of a line; what fits beside a preview on a laptop."""

_NUMBER_OF_YAML_1_2 = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z|0o[0-7]+\Z")
"""PyYAML quotes what YAML 1.1 takes for something else than text; editors read YAML 1.2, where `1e3` is a number."""

_NOT_FOR_BLOCKS = re.compile(r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML must escape, which only quotes allow, or takes for the end of a line."""

_LIST_ITEM = re.compile(r"(?:(?:[-*+]|[0-9]{1,9}[.)]) +)+")
_MARKER = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)]|#+|[-=_*]{2,})(?: |\Z)|[>:]")
"""Words that mean something to Markdown at the start of a line."""

_SINGLE_SPACE = re.compile(r"(?<! ) (?! )")
_HARD_BREAK = re.compile(r"(?:  +|\\)\Z")


class NotText(ValueError):
    """A lone surrogate: half a character, which no file can hold."""


def yaml_scalar(text: str, *, in_flow: bool = False) -> str:
    """`text` on one line, quoted exactly when YAML needs it; `in_flow` for inside `[…]` and `{…}`.

    Texts that another reader of YAML would take for a number, a date, a truth value or nothing are quoted too.
    Raises NotText.
    """
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise NotText("a text with half a character")
    must_escape = "\n" in text or _NOT_FOR_BLOCKS.search(text)
    style = '"' if must_escape else "'" if _NUMBER_OF_YAML_1_2.match(text) else None
    written = yaml.dump(
        [text], Dumper=yaml.SafeDumper, default_style=style, default_flow_style=in_flow,
        allow_unicode=True, width=math.inf,
    )  # fmt: skip
    return written[1:-2] if in_flow else written[2:-1]


def text_lines(key: str, text: str, width: int = WIDTH) -> Iterator[str]:
    """`key: text`, folded over several lines when it is too long for one. Raises NotText."""
    line = f"{key}: {yaml_scalar(text)}"
    if len(line) <= width or _NOT_FOR_BLOCKS.search(text) or text.split() != text.split(" "):
        yield line
    else:
        yield f"{key}: >-"
        yield from (f"  {part}" for part in _filled(text.split(" "), width - 2))


def prose_lines(key: str, markdown: str, width: int = WIDTH) -> Iterator[str]:
    """`key: |` and the Markdown with long lines broken where that changes nothing. Raises NotText."""
    text = markdown.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).strip(" \n")
    if not text or _NOT_FOR_BLOCKS.search(text):
        yield f"{key}: {yaml_scalar(markdown)}"
        return
    yield f"{key}: |"
    for line in wrapped(text, width - 2):
        yield f"  {line}" if line else ""


def wrapped(markdown: str, width: int) -> Iterator[str]:
    """The lines of Markdown, those of paragraphs and list items broken where they are longer than `width` columns.

    A line that is indented, or whose end Markdown keeps, stays as it is.
    """
    for line in markdown.split("\n"):
        if len(line) <= width or line.startswith(" ") or _HARD_BREAK.search(line):
            yield line.rstrip() if not line.strip() else line
        else:
            item = match[0] if (match := _LIST_ITEM.match(line)) else ""
            first, *others = _SINGLE_SPACE.split(line[len(item) :].rstrip())
            yield from _filled([item + first, *others], width, " " * len(item))


def _filled(words: list[str], width: int, hanging: str = "") -> Iterator[str]:
    """Lines of words up to `width` columns, later ones behind `hanging`; a longer word has a line to itself."""
    line = ""
    for number, word in enumerate(words):
        if line and len(line) + 1 + len(_with_markers(words, number)) > width and not _MARKER.match(word):
            yield line
            line = hanging + word
        else:
            line = f"{line} {word}" if number else word
    if line:
        yield line


def _with_markers(words: list[str], number: int) -> str:
    """A word and the markers after it, which must stand on its line."""
    end = number + 1
    while end < len(words) and _MARKER.match(words[end]):
        end += 1
    return " ".join(words[number:end])
