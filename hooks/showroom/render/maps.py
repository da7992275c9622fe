"""The map: where a place lies on the drawn coastline, and cities as circles that stay apart.

The drawing itself is data that `scripts/fetch_coastline.py` makes; here nothing is fetched or drawn.
"""

import functools
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model import City, Place

SMALLEST_RADIUS = 7.0
LARGEST_RADIUS = 26.0
"""Map units, as all lengths here; on the map of Denmark, 1,000 wide, a unit is about 0.51 km."""
RADIUS_STEP = 4.0
"""What the radius gains when the square root of the count gains one; the largest circle stands for 33 and more."""
DISPLACEMENT_LIMIT = 25.0
"""No circle moves farther from its place: 13 km on the map of Denmark, so that it stays in its part of the country."""
OVERLAP = 2.0
"""Circles may overlap by this much: it looks like touching, and asks for less displacement than a gap."""
ROUNDS = 60
"""At most; the 46 circles of Denmark's cities come to rest within 10."""
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
"""Radians between the directions in which circles at one and the same point part: any number of them spreads evenly."""

SHOWN_NAMES = 6
"""So many of the largest cities always show their names, the others when pointed at."""
NAME_SIZE = 30.0
"""Font size names have room for; `map.css` sets it on narrow screens and a smaller one elsewhere."""
NAME_WIDTH = 0.62
"""A letter's width in ems, measured in semi-bold Schibsted Grotesk: Odense needs 0.62, Copenhagen 0.61, most less."""
NAME_GAPS = (5.0, 30.0)
"""Between a circle and its name. Among crowded circles a name that shows when pointed at may stand farther off."""
COUNT_SIZES = (1.3, 1.1, 0.9, 0.7)
"""Font size ÷ radius at which a number of one, two, three or more digits fits into its circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The map's frame in WGS 84 degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """A coastline and the projection it was drawn in: equirectangular, x to the east, y to the south."""

    box: Box
    parallel: float
    """Standard parallel in degrees, where the map is true to scale both ways."""
    width: float
    height: float
    path: str
    """SVG path data of all land, to be filled by the even-odd rule; it goes on a little beyond the frame."""

    @classmethod
    @functools.lru_cache(maxsize=4)
    def of(cls, file: Path) -> "Map":
        """The map of a file that `scripts/fetch_coastline.py` wrote."""
        data = json.loads(file.read_text("utf-8"))
        return cls(
            box=Box(**data["box"]),
            parallel=data["parallel"],
            width=data["width"],
            height=data["height"],
            path=data["path"],
        )

    def project(self, place: Place) -> tuple[float, float] | None:
        """Where a place lies, in map units to one decimal; None when it is outside the frame."""
        box = self.box
        if not (box.west <= place.lon <= box.east and box.south <= place.lat <= box.north):
            return None
        per_longitude = self.width / (box.east - box.west)
        per_latitude = per_longitude / math.cos(math.radians(self.parallel))
        return round((place.lon - box.west) * per_longitude, 1), round((box.north - place.lat) * per_latitude, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Where a city's name is written."""

    x: float
    y: float
    anchor: str
    """SVG's `text-anchor`: `start`, `middle` or `end`."""
    shift: float
    """From `y` down to the baseline, in ems, so that it is right at any font size."""
    is_shown: bool
    """Whether it always shows, rather than when the city is pointed at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A city's circle on a map."""

    city: City
    count: int
    """Its solutions."""
    x: float
    y: float
    radius: float
    name: Name

    @property
    def count_size(self) -> float:
        """Font size at which the count fits into the circle."""
        digits = min(len(str(self.count)), len(COUNT_SIZES))
        return round(self.radius * COUNT_SIZES[digits - 1], 1)


def markers(items: Sequence[tuple[City, int]], map: Map) -> tuple[Marker, ...]:
    """A marker for each (city, number of solutions) within the frame, apart from each other.

    Largest first, so that small ones are drawn on top; the outcome does not depend on the order of `items`.
    """
    ranked = sorted(items, key=lambda item: (-item[1], item[0].name, item[0].id))
    cities = [(city, count, point) for city, count in ranked if (point := map.project(city.place))]
    radii = [radius_of(count) for _, count, _ in cities]
    circles = [
        _Circle(round(x, 1), round(y, 1), radius)
        for (x, y), radius in zip(_spread([point for _, _, point in cities], radii), radii)
    ]
    names = _names([city.name for city, _, _ in cities], circles, map)
    return tuple(
        Marker(city=city, count=count, x=circle.x, y=circle.y, radius=circle.radius, name=name)
        for (city, count, _), circle, name in zip(cities, circles, names)
    )


def radius_of(count: int) -> float:
    """A circle's radius: it grows with the square root of the count, as its area should, between two limits."""
    return round(min(LARGEST_RADIUS, SMALLEST_RADIUS + RADIUS_STEP * (math.sqrt(max(count, 1)) - 1)), 1)


# --- Circles --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Circle:
    x: float
    y: float
    radius: float


def _spread(places: Sequence[tuple[float, float]], radii: Sequence[float]) -> list[tuple[float, float]]:
    """Centres moved apart until circles overlap by no more than OVERLAP, or the displacement limit forbids it.

    Of two circles the smaller gives way, in proportion to the other's area.
    """
    centres = list(places)
    for _ in range(ROUNDS):
        is_at_rest = True
        for i, j in _pairs(len(centres)):
            (ax, ay), (bx, by) = centres[i], centres[j]
            distance = math.dist(centres[i], centres[j])
            missing = radii[i] + radii[j] - OVERLAP - distance
            if missing <= 0.01:
                continue
            is_at_rest = False
            angle = math.atan2(by - ay, bx - ax) if distance else j * GOLDEN_ANGLE
            share = radii[j] ** 2 / (radii[i] ** 2 + radii[j] ** 2)
            centres[i] = _within_reach(places[i], (ax, ay), angle, -missing * share)
            centres[j] = _within_reach(places[j], (bx, by), angle, missing * (1 - share))
        if is_at_rest:
            break
    return centres


def _pairs(number: int) -> Iterator[tuple[int, int]]:
    return ((i, j) for i in range(number) for j in range(i + 1, number))


def _within_reach(
    home: tuple[float, float], centre: tuple[float, float], angle: float, way: float
) -> tuple[float, float]:
    """The centre after going a way at an angle, held back at the displacement limit from its home."""
    x, y = centre[0] + way * math.cos(angle), centre[1] + way * math.sin(angle)
    far = math.dist(home, (x, y))
    if far <= DISPLACEMENT_LIMIT:
        return x, y
    share = DISPLACEMENT_LIMIT / far
    return home[0] + (x - home[0]) * share, home[1] + (y - home[1]) * share


# --- Names ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Area:
    """A rectangle in map units."""

    left: float
    top: float
    right: float
    bottom: float

    def shared_with(self, other: "_Area") -> float:
        """Square units that lie in both."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height if width > 0 and height > 0 else 0.0

    @property
    def size(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


_DIRECTIONS = ((1, 0), (-1, 0), (0, -1), (0, 1), (0.7, -0.7), (0.7, 0.7), (-0.7, -0.7), (-0.7, 0.7))
"""Where a name may stand, seen from its circle's centre, in the order of preference: first right, then left."""


def _names(texts: Sequence[str], circles: Sequence[_Circle], map: Map) -> list[Name]:
    """The place of each name: where it covers least of circles and of names already shown, within the frame."""
    frame = _Area(0, 0, map.width, map.height)
    bodies = [_Area(c.x - c.radius, c.y - c.radius, c.x + c.radius, c.y + c.radius) for c in circles]
    shown: list[_Area] = []
    names = []
    for rank, (text, circle) in enumerate(zip(texts, circles)):
        others = [*bodies[:rank], *bodies[rank + 1 :]]
        is_shown = rank < SHOWN_NAMES
        gaps = NAME_GAPS[:1] if is_shown else NAME_GAPS
        candidates = [_written(circle, gap, *way, is_shown=is_shown) for gap in gaps for way in _DIRECTIONS]
        areas = [_area_of(name, text) for name in candidates]
        costs = [
            sum(area.shared_with(other) for other in others)
            # Names that cover each other or are cut off cannot be read; a covered circle is still seen.
            + 10 * sum(area.shared_with(other) for other in shown)
            + 100 * (area.size - area.shared_with(frame))
            for area in areas
        ]
        best = costs.index(min(costs))
        names.append(candidates[best])
        if is_shown:
            shown.append(areas[best])
    return names


def _written(circle: _Circle, gap: float, dx: float, dy: float, *, is_shown: bool) -> Name:
    """A name that stands a gap away from a circle, in the direction (dx, dy) from its centre."""
    away = circle.radius + gap
    return Name(
        x=round(circle.x + dx * away, 1),
        y=round(circle.y + dy * away, 1),
        anchor="start" if dx > 0 else "end" if dx < 0 else "middle",
        # From the baseline, capitals reach up 0.7 ems: centre them, or stand on the point, or hang from it.
        shift=0.35 + 0.35 * (1 if dy > 0 else -1 if dy < 0 else 0),
        is_shown=is_shown,
    )


def _area_of(name: Name, text: str) -> _Area:
    """The room a name takes at NAME_SIZE, from its capitals' tops to its descenders."""
    width = NAME_WIDTH * NAME_SIZE * len(text)
    left = name.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[name.anchor]
    baseline = name.y + name.shift * NAME_SIZE
    return _Area(left, baseline - 0.75 * NAME_SIZE, left + width, baseline + 0.25 * NAME_SIZE)
