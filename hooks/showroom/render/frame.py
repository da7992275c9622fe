"""The frame: a page that the theme rendered once, with marked slots, filled for every catalogue page.

A slot is an HTML comment `<!-- showroom:NAME -->`. The theme's templates place them; hand-written Markdown may place
them too. Whatever engine renders the theme, a frame is a text with slots.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

SLOT = re.compile(r"<!-- showroom:([a-z-]+) -->")


class UnknownSlot(Exception):
    """A page has a slot that nothing fills; the message names it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A page cut at its slots: literal text and slot names in turn, text first and last."""

    pieces: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> "Frame":
        """The frame in a rendered page."""
        return cls(tuple(SLOT.split(html)))

    @property
    def slots(self) -> tuple[str, ...]:
        """The names of its slots in order, repetitions included."""
        return self.pieces[1::2]

    def fill(self, contents: Mapping[str, str | Markup]) -> str:
        """The page with each slot filled; text that is not Markup is escaped.

        Raises UnknownSlot when a slot is not in `contents`.
        """
        filled = list(self.pieces)
        for position in range(1, len(filled), 2):
            name = filled[position]
            if name not in contents:
                raise UnknownSlot(f"nothing fills the slot `{name}`; there are: {', '.join(sorted(contents))}")
            filled[position] = str(escape(contents[name]))
        return "".join(filled)
