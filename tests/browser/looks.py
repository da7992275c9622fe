"""How a page looks, kept small: a screenshot as a mosaic of cells, told from another by the cells that differ.

A cell is the mean colour of a few pixels, so that the edges of letters, which another Chromium draws in another way,
hardly count, and a box that has moved, gone or changed its colour does.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageChops

CELL = 4
"""Pixels on a side of a cell: half the height of a small letter."""

NOTICED = 24
"""Of 255 in any of the three colours: a step that an eye sees in a plain area."""

TOLERATED = 0.004
"""Share of the cells that may differ: the last line of a short paragraph is more."""

STEP = 8
"""Of 256 shades of a colour, what is kept: finer steps are below what is noticed, and take most of a file."""


def mosaic(screenshot: bytes) -> Image.Image:
    """The cells of a screenshot; JPEG is seen twice as fast as PNG, and a mean of sixteen pixels does not tell them apart."""
    with Image.open(io.BytesIO(screenshot)) as image:
        return image.convert("RGB").reduce(CELL).point(lambda value: min(255, (value + STEP // 2) // STEP * STEP))


def read(path: Path) -> Image.Image:
    """A kept mosaic. Raises FileNotFoundError."""
    with Image.open(path) as image:
        return image.convert("RGB")


def keep(image: Image.Image, path: Path) -> None:
    """Writes a mosaic, without loss."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, "WEBP", lossless=True, quality=100, method=6)


def difference(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where two mosaics differ noticeably; what only one of them covers is different."""
    size = max(one.width, other.width), max(one.height, other.height)
    marks = Image.new("L", size, 255)
    shared = min(one.width, other.width), min(one.height, other.height)
    both = ImageChops.difference(one.crop((0, 0, *shared)), other.crop((0, 0, *shared)))
    red, green, blue = both.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    marks.paste(most.point(lambda value: 255 if value > NOTICED else 0), (0, 0))
    return marks


def share(marks: Image.Image) -> float:
    """How much of a picture of differences is marked, from 0 to 1."""
    return marks.histogram()[255] / (marks.width * marks.height)
