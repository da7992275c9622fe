"""The publication as the site offers it: where it is and, once it is made, how long and how large."""

import re
from dataclasses import dataclass

from ..model import Catalogue
from ..slugs import fold

FOLDER = "publication/"

WHOLE_AT_MOST = 400
"""So many solutions are printed whole, on some 230 pages: a book that one still prints. Typst takes two seconds for it and
1 MB for each solution, after every edit. Of more, each has a line with its address."""

SOLUTIONS_AT_MOST = 3_000
"""A line each, they fill a hundred pages; nobody prints a longer list."""

COVER_WIDTHS = (320, 640)
"""Pixels: as the home page shows the cover on plain and on fine screens."""

COVER_SHAPE = (210, 297)
"""A4: width and height in millimetres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A publication to download."""

    uri: str
    """Of the PDF."""
    is_whole: bool
    """Whether it prints all that is known of the solutions, rather than a line of each."""
    pages: int | None = None
    bytes: int | None = None
    """None as long as it is not made: in a preview that happens when somebody asks for it."""

    @property
    def covers(self) -> tuple[tuple[int, str], ...]:
        """(width in pixels, URI) of the pictures of its cover, the smallest first."""
        return tuple((width, f"{self.uri.removesuffix('.pdf')}-{width}.webp") for width in COVER_WIDTHS)

    @property
    def cover_size(self) -> tuple[int, int]:
        """Width and height of the smallest picture, in pixels."""
        width, height = COVER_SHAPE
        return COVER_WIDTHS[0], round(COVER_WIDTHS[0] * height / width)

    @property
    def megabytes(self) -> str:
        """Its size to one decimal, never nothing."""
        assert self.bytes is not None
        return f"{max(self.bytes / 1_000_000, 0.1):.1f}"


def offer_of(catalogue: Catalogue, site_name: str) -> Offer | None:
    """What is offered of a catalogue; None when it has nothing to print or too much."""
    count = len(catalogue.solutions)
    if not 0 < count <= SOLUTIONS_AT_MOST:
        return None
    name = "-".join(re.findall(r"[a-z0-9]+", fold(site_name)))
    return Offer(uri=f"{FOLDER}{name or 'publication'}.pdf", is_whole=count <= WHOLE_AT_MOST)
