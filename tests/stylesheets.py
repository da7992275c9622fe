"""The site's own style sheets as rules, for tests that look at all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "overrides/assets/showroom/css"


@dataclass(frozen=True)
class Rule:
    """What stands between braces, and before them."""

    file: str
    conditions: tuple[str, ...]
    """At-rules around it, the outermost first."""
    selector: str
    declarations: Mapping[str, str]


def rules() -> Iterator[Rule]:
    """All of them."""
    for file in sorted(FOLDER.glob("*.css")):
        yield from _rules(file.name, re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL))


def _rules(file: str, text: str, around: tuple[str, ...] = ()) -> Iterator[Rule]:
    at = 0
    while (start := text.find("{", at)) >= 0:
        head = " ".join(text[at:start].rpartition(";")[2].split())
        end = _end(text, start)
        inner = text[start + 1 : end]
        if head.startswith("@") and head != "@font-face":
            yield from _rules(file, inner, (*around, head))
        else:
            pairs = (line.split(":", 1) for line in inner.split(";") if ":" in line)
            yield Rule(file, around, head, {name.strip(): " ".join(value.split()) for name, value in pairs})
        at = end + 1


def _end(text: str, start: int) -> int:
    """Where the brace that opens at `start` is closed."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return at
    raise ValueError("a brace is not closed")
