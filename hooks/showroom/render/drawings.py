"""Pictures that are drawn, not contributed: each is known by what it is made of before it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

COAST = Path("showroom/map/coast.json")
FONT = Path("assets/showroom/fonts/schibsted-grotesk.woff2")
MARK = Path("assets/showroom/favicon.svg")

MATERIALS = (COAST, FONT, MARK)
"""Files within the overrides folder that drawings are made of, besides what each names itself."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A file of a site that holds a picture."""

    made_of: tuple[object, ...]
    """All it follows from but the code and the materials; texts and numbers."""
    make: Callable[[], str | bytes]
