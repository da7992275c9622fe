"""Draw the site's icons anew, after a change to the mark below.

    python3 scripts/draw_icons.py

Writes favicon.ico, assets/showroom/favicon.svg and assets/showroom/identity/*.png below overrides/. All are committed:
the site's build only copies them. The mark is a house with a lamp in it.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from _command import OK, PROJECT, run, say, shown
from _environment import enter
from _files import replace

if TYPE_CHECKING:
    from PIL.Image import Image

OVERRIDES = PROJECT / "overrides"

SIZE = 32
"""Width and height of the drawing, in its own units."""

ROOF = ((5, 13.5), (16, 5), (27, 13.5))
WALLS = (5, 13.5, 27, 28.5)
"""Left, top, right, bottom."""
CORNER = 1.5
"""Radius of the two at the bottom."""
LAMP = (16, 18.5)
GLOW, BULB = 6, 2.4
"""Radii."""

OUTLINE = "M5 13.5 16 5l11 8.5V27a1.5 1.5 0 0 1-1.5 1.5h-19A1.5 1.5 0 0 1 5 27z"
"""Roof and walls as an SVG path."""


class Colours(NamedTuple):
    """Of the mark."""

    house: str
    glow: str
    bulb: str


LIGHT = Colours("#0b4f5c", "#ffd27a", "#0b4f5c")
DARK = Colours("#86d3de", "#06262c", "#ffd27a")
ON_GROUND = Colours("#faf9f6", "#ffd27a", "#0b4f5c")
GROUND = "#0b4f5c"

FINER = 16
"""Drawn so many times as large and then made smaller, for smooth edges."""

TILE_CORNER = 0.22
"""Radius of a tile's corners, as a share of its width."""

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
    "<style>:root{{color:{light.house}}}@media(prefers-color-scheme:dark)"
    "{{:root{{color:{dark.house};--sc-mark-glow:{dark.glow};--sc-mark-bulb:{dark.bulb}}}}}</style>"
    '<g id="mark"><path d="{outline}" fill="currentColor"/>'
    '<circle cx="{lamp[0]}" cy="{lamp[1]}" r="{glow}" fill="var(--sc-mark-glow,{light.glow})"/>'
    '<circle cx="{lamp[0]}" cy="{lamp[1]}" r="{bulb}" fill="var(--sc-mark-bulb,currentColor)"/></g></svg>\n'
)
"""Where the header shows it, the page's own style sheet sets the same colours: a reader may choose the other scheme."""


def main() -> int:
    """Write every icon; the exit status."""
    argparse.ArgumentParser(description="Draw the site's icons anew.").parse_args()
    enter("site")
    for path, draw in ICONS.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, draw())
        say(f"wrote {shown(path)}")
    return OK


def svg() -> bytes:
    """The mark as an SVG file, in the colours of either scheme."""
    return SVG.format(size=SIZE, light=LIGHT, dark=DARK, outline=OUTLINE, lamp=LAMP, glow=GLOW, bulb=BULB).encode()


def mark(size: int, colours: Colours) -> Image:
    """The mark alone, so many pixels in width and height."""
    from PIL import Image, ImageDraw

    scale = size * FINER / SIZE
    image = Image.new("RGBA", (size * FINER, size * FINER), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.polygon([(x * scale, y * scale) for x, y in ROOF], colours.house)
    walls = [edge * scale for edge in WALLS]
    draw.rounded_rectangle(walls, CORNER * scale, colours.house, corners=(False, False, True, True))
    for radius, colour in ((GLOW, colours.glow), (BULB, colours.bulb)):
        draw.circle([place * scale for place in LAMP], radius * scale, colour)
    return image.resize((size, size), Image.Resampling.BOX)


def tile(size: int, share: float, *, corner: float) -> Image:
    """The mark on a ground of its own, whose width it takes up to that share."""
    from PIL import Image, ImageDraw

    image = Image.new("RGBA", (size * FINER // 4, size * FINER // 4), (0, 0, 0, 0))
    ImageDraw.Draw(image).rounded_rectangle((0, 0, image.width - 1, image.height - 1), corner * image.width, GROUND)
    image = image.resize((size, size), Image.Resampling.BOX)
    inner = mark(round(size * share), ON_GROUND)
    # The drawing's middle is a little above the mark's.
    image.alpha_composite(inner, ((size - inner.width) // 2, (size - inner.height) // 2 - round(size * share * 0.75 / SIZE)))
    return image


def png(image: Image) -> bytes:
    """As a file."""
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def ico(images: list[Image]) -> bytes:
    """As one file, each image in its own size."""
    out = io.BytesIO()
    images[-1].save(out, "ICO", sizes=[image.size for image in images], append_images=images[:-1])
    return out.getvalue()


ICONS: Mapping[Path, Callable[[], bytes]] = {
    OVERRIDES / "assets/showroom/favicon.svg": svg,
    OVERRIDES / "favicon.ico": lambda: ico([mark(size, LIGHT) for size in (16, 32, 48)]),
    OVERRIDES / "assets/showroom/identity/apple-touch-icon.png": lambda: png(tile(180, 0.95, corner=0)),
    OVERRIDES / "assets/showroom/identity/icon-192.png": lambda: png(tile(192, 0.95, corner=TILE_CORNER)),
    OVERRIDES / "assets/showroom/identity/icon-512.png": lambda: png(tile(512, 0.95, corner=TILE_CORNER)),
    OVERRIDES / "assets/showroom/identity/icon-maskable-512.png": lambda: png(tile(512, 0.76, corner=0)),
}
"""Path → what draws the icon. iOS cuts its own corners; a maskable icon may be cut to a circle of 0.8 times its width."""


if __name__ == "__main__":
    run(main)
