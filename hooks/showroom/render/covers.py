"""Covers for what has no photo: a drawn map around the town, one file a city, and the many framings it is shown in.

A framing is CSS: it says which part of the drawing shows, and with that where the town lies. The town is the middle of
every drawing, so the framings are the same for all cities, and an entry costs two letters.
"""

import functools
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..coast import Box, Coast, Ring, area, simplified
from ..model import Place

FOLDER = "assets/showroom/places/"

WIDTH, HEIGHT = 4000, 2400
"""Drawing units; whole ones are fine enough to write coordinates without decimals."""
EXTENTS = (400, 560, 800, 1200, 1800, 2600)
"""Kilometres from side to side, the narrowest first: at 400 the coast of Natural Earth still looks like a coast."""
LEAST_WATER = 0.08
"""Of the middle; where there is less, land is a blank sheet, and a wider extent shows more."""

_BLEED = 300
_SHEET = Box(-_BLEED, -_BLEED, WIDTH + _BLEED, HEIGHT + _BLEED)
"""Shores go on beyond the sides, by more than the widest band is wide: nobody sees them being cut."""
_TOLERANCE = 4.0
"""Drawing units; less than a pixel and a half on the widest screen."""
_SMALLEST_ISLE = 80.0
"""Square drawing units: a pixel on a card."""
_BANDS = ((330, 0.16), (190, 0.2), (80, 0.25))
"""(width, strength) of the lines along the shores, as atlases shade shallow water."""
_GRID = (0.25, 0.5, 1, 2, 5, 10)
"""Degrees between the lines of the graticule."""
_GRID_LINES = 5
"""From side to side, at least."""


@dataclass(frozen=True, slots=True)
class Framing:
    """A part of a drawing, twice as wide as high, and where in it the town lies; all as shares."""

    x: float
    """Of the part's width, to the right."""
    y: float
    """Of its height, down."""
    width: float
    """Of the drawing's width."""

    @property
    def height(self) -> float:
        """Of the drawing's height."""
        return self.width * WIDTH / HEIGHT / 2


_ACROSS = {"a": (0.3, 0.5), "b": (0.68, 0.54), "c": (0.44, 0.6), "d": (0.6, 0.46), "e": (0.36, 0.7), "f": (0.71, 0.66), "g": (0.52, 0.74), "h": (0.39, 0.46)}
"""Letter → where the town lies from left to right, and how much of the drawing shows."""
_DOWN = {"1": 0.42, "2": 0.56, "3": 0.48, "4": 0.62, "5": 0.52, "6": 0.45}
"""Digit → where it lies from top to bottom; the digit also chooses the rings around it (`covers.css`)."""

_SALT = b"0"
"""With this one, no two of the first 119 entries have city, sector and framing in common."""

FRAMINGS = {a + d: Framing(x, y, width) for a, (x, width) in _ACROSS.items() for d, y in _DOWN.items()}
"""Name → framing. A town is high enough in it for its name to fit below."""


def framing_of(slug: str) -> str:
    """The name of an entry's framing: any two entries of a city have one chance in four dozen to share it."""
    number = int.from_bytes(hashlib.blake2b(slug.encode(), digest_size=4, salt=_SALT).digest())
    return list(FRAMINGS)[number % len(FRAMINGS)]


def framing_styles() -> str:
    """CSS: what each letter and each digit of a framing's name means."""
    across = (f'[data-framing^="{name}"]{{--x:{x};--zoom:{round(1 / width, 3)}}}\n' for name, (x, width) in _ACROSS.items())
    down = (f'[data-framing$="{name}"]{{--y:{y}}}\n' for name, y in _DOWN.items())
    return "".join((*across, *down))


def cover_uri(city_id: str) -> str:
    """The address of a city's drawing. It keeps it when the drawing changes: an old one in a cache is as true."""
    return f"{FOLDER}{city_id}.svg"


@functools.lru_cache(maxsize=1024)
def drawing(coast_file: Path, place: Place) -> str:
    """The map around a place, as SVG: white of several strengths, for a ground in any colour."""
    surroundings = Surroundings(Coast.of(coast_file), place)
    return _svg(_path(surroundings.shores(_SHEET)), _graticule(surroundings))


class Surroundings:
    """What lies around a place, in drawing units."""

    def __init__(self, coast: Coast, place: Place, extent: float | None = None) -> None:
        """`extent`: kilometres from side to side, where those that show enough water will not do."""
        self._coast = coast
        self._place = place
        self._x, self._y = coast.point(place.lat, place.lon)
        self.extent = extent or next((extent for extent in EXTENTS if self._water(extent) >= LEAST_WATER), EXTENTS[-1])
        """Kilometres from side to side."""
        self._unit = self._unit_of(self.extent)

    def shores(self, part: Box) -> Iterator[Ring]:
        """The shores of land worth drawing, with lakes and islands, in a part of the drawing or around it."""
        left, top = self.world((part.left, part.top))
        right, bottom = self.world((part.right, part.bottom))
        for ring in self._coast.within(Box(left, top, right, bottom)):
            placed = [self.placed(point) for point in ring]
            if abs(area(placed)) >= _SMALLEST_ISLE:
                yield simplified(placed, _TOLERANCE)

    def placed(self, point: tuple[float, float]) -> tuple[float, float]:
        """A point in world units in drawing units."""
        return (point[0] - self._x) / self._unit + WIDTH / 2, (point[1] - self._y) / self._unit + HEIGHT / 2

    def world(self, point: tuple[float, float]) -> tuple[float, float]:
        """A point in drawing units in world units."""
        return (point[0] - WIDTH / 2) * self._unit + self._x, (point[1] - HEIGHT / 2) * self._unit + self._y

    def meridians_and_parallels(self) -> tuple[list[float], list[float]]:
        """x of the meridians and y of the parallels within the drawing, at round degrees."""
        north, west = self._coast.place(self.world((0, 0)))
        south, east = self._coast.place(self.world((WIDTH, HEIGHT)))
        step = max((step for step in _GRID if (east - west) / step >= _GRID_LINES), default=_GRID[0])
        xs = [self.placed(self._coast.point(0, lon))[0] for lon in _multiples(step, west, east)]
        ys = [self.placed(self._coast.point(lat, 0))[1] for lat in _multiples(step, south, north)]
        return xs, ys

    def _unit_of(self, extent: float) -> float:
        """World units in a drawing unit."""
        return self._coast.per_kilometre(self._place.lat) * extent / WIDTH

    def _water(self, extent: float) -> float:
        """How much is water of the middle: as much as the narrowest framing shows, with the town in its middle."""
        half = min(framing.width for framing in FRAMINGS.values()) * WIDTH / 2 * self._unit_of(extent)
        return 1 - self._coast.land_share(Box(self._x - half, self._y - half / 2, self._x + half, self._y + half / 2))


def _multiples(step: float, low: float, high: float) -> list[float]:
    first = -int(-low // step)
    return [step * number for number in range(first, int(high // step) + 1)]


def _svg(path: str, grid: str) -> str:
    bands = "".join(f'<use href="#a" stroke-width="{width}" stroke-opacity="{strength}"/>' for width, strength in _BANDS)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH // 5}" height="{HEIGHT // 5}">'
        f'<defs><path id="a" fill-rule="evenodd" stroke-linejoin="round" d="{path}"/></defs>'
        f'<path fill="none" stroke="#fff" stroke-opacity=".4" vector-effect="non-scaling-stroke" d="{grid}"/>'
        # Without smooth edges: nobody sees that of edges so faint, and a browser draws the whole in little more than half the time.
        f'<g fill="none" stroke="#fff" shape-rendering="crispEdges">{bands}</g>'
        '<use href="#a" fill="#fff" fill-opacity=".78"/>'
        '<use href="#a" fill="none" stroke="#000" stroke-width="5" stroke-opacity=".3"/>'
        "</svg>\n"
    )


def _path(rings: Iterator[Ring]) -> str:
    return "".join(_subpath([(round(x), round(y)) for x, y in ring]) for ring in rings)


def _subpath(corners: list[tuple[int, int]]) -> str:
    """A closed line through the corners, in SVG's shortest commands but one."""
    ways = [(bx - ax, by - ay) for (ax, ay), (bx, by) in zip(corners, corners[1:]) if (ax, ay) != (bx, by)]
    steps = " ".join(f"{dx} {dy}" for dx, dy in ways)
    return f"M{corners[0][0]} {corners[0][1]}l{steps}z".replace(" -", "-") if len(ways) > 1 else ""


def _graticule(surroundings: Surroundings) -> str:
    xs, ys = surroundings.meridians_and_parallels()
    return "".join((*(f"M{round(x)} 0v{HEIGHT}" for x in xs), *(f"M0 {round(y)}h{WIDTH}" for y in ys)))
