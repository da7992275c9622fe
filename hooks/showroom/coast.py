"""The shores of the world around a place, for drawings made at build time. A leaf module.

The shores are data that `scripts/fetch_coastline.py` makes; here nothing is fetched. Lengths are world units: the
Earth's circumference is `Coast.width` of them, in Web Mercator, x to the east and y to the south.
"""

import functools
import json
import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

EQUATOR = 40_075.017
"""Kilometres round the Earth (WGS 84)."""

_RUN = 64
"""Corners that are looked at together: far shores are passed over in as many steps less."""

Point = tuple[float, float]
Ring = list[Point]
"""Corners in order; the last is joined to the first, which is not repeated."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in world units."""

    left: float
    top: float
    right: float
    bottom: float

    def side_of(self, other: "Box") -> str | None:
        """Beyond which side the other lies wholly, if it does."""
        if other.right < self.left:
            return "left"
        if other.left > self.right:
            return "right"
        if other.bottom < self.top:
            return "top"
        return "bottom" if other.top > self.bottom else None

    def holds(self, other: "Box") -> bool:
        """Whether the other lies wholly within."""
        return self.left <= other.left and other.right <= self.right and self.top <= other.top and other.bottom <= self.bottom


class _Shore:
    """A ring of corners, in runs that know their bounds."""

    def __init__(self, steps: Sequence[int]) -> None:
        """`steps` as `scripts/fetch_coastline.py` writes them: hundredths, the first corner and then the ways on."""
        # As arrays, which take a quarter of the memory of lists.
        self._xs = array("d", [x / 100 for x in accumulate(steps[::2])])
        self._ys = array("d", [y / 100 for y in accumulate(steps[1::2])])
        self.bounds = _bounds(self._xs, self._ys)

    @functools.cached_property
    def _runs(self) -> list[tuple[Box, int, int]]:
        starts = range(0, len(self._xs), _RUN)
        return [(_bounds(self._xs[i : i + _RUN], self._ys[i : i + _RUN]), i, min(i + _RUN, len(self._xs))) for i in starts]

    @property
    def ring(self) -> Ring:
        """All of it."""
        return list(zip(self._xs, self._ys, strict=True))

    def near(self, box: Box) -> Ring:
        """The ring as far as it matters in the box: of runs in a row beyond a side only the ends are kept.

        What they cut off lies beyond the same side, so that within the box land stays land.
        """
        ring: Ring = []
        last_side = None
        for bounds, start, end in self._runs:
            side = box.side_of(bounds)
            if not side:
                ring += zip(self._xs[start:end], self._ys[start:end], strict=True)
            elif side == last_side:
                ring[-1] = self._corner(end - 1)
            else:
                ring += self._corner(start), self._corner(end - 1)
            last_side = side
        return ring

    def _corner(self, number: int) -> Point:
        return self._xs[number], self._ys[number]


def _bounds(xs: Sequence[float], ys: Sequence[float]) -> Box:
    return Box(min(xs), min(ys), max(xs), max(ys))


class Coast:
    """All shores, to be cut out around places."""

    def __init__(self, width: float, north: float, shores: Sequence[Sequence[int]]) -> None:
        """`north`: the latitude in degrees at which y is 0."""
        self.width = width
        self._top = _mercator(north)
        # Thousands, nearly all of them far away, for every town: they are passed over without a call.
        self._by_bounds = [
            (shore.bounds.left, shore.bounds.top, shore.bounds.right, shore.bounds.bottom, shore) for shore in map(_Shore, shores)
        ]

    @classmethod
    @functools.lru_cache(maxsize=2)
    def of(cls, file: Path) -> "Coast":
        """The shores in a file that `scripts/fetch_coastline.py` wrote."""
        data = json.loads(file.read_text("utf-8"))
        return cls(data["width"], data["north"], data["shores"])

    def point(self, lat: float, lon: float) -> Point:
        """Where a place in WGS 84 degrees lies."""
        per_radian = self.width / math.tau
        return (math.radians(lon) + math.pi) * per_radian, (self._top - _mercator(lat)) * per_radian

    def place(self, point: Point) -> tuple[float, float]:
        """Latitude and longitude of a point, in degrees."""
        per_radian = self.width / math.tau
        lat = math.degrees(math.atan(math.sinh(self._top - point[1] / per_radian)))
        return lat, math.degrees(point[0] / per_radian - math.pi)

    def per_kilometre(self, lat: float) -> float:
        """World units in a kilometre at a latitude."""
        return self.width / EQUATOR / math.cos(math.radians(lat))

    def within(self, box: Box) -> Iterator[Ring]:
        """The shores cut to a box; where land goes on beyond it, they run along its sides. Islands and lakes alike: even-odd."""
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        for west, north, east, south, shore in self._by_bounds:
            if west > right or east < left or north > bottom or south < top:
                continue
            if box.holds(shore.bounds):
                yield shore.ring
            elif ring := _clipped(shore.near(box), box):
                yield ring

    def land_share(self, box: Box) -> float:
        """How much of a box is land, 0 to 1."""
        land = abs(sum(area(ring) for ring in self.within(box)))
        return land / ((box.right - box.left) * (box.bottom - box.top))


def _mercator(lat: float) -> float:
    return math.asinh(math.tan(math.radians(lat)))


def area(ring: Ring) -> float:
    """Signed area in square units (shoelace formula); lakes have the other sign than the land around them."""
    return sum([a[0] * b[1] - b[0] * a[1] for a, b in zip(ring[-1:] + ring[:-1], ring)]) / 2


def _clipped(ring: Ring, box: Box) -> Ring:
    """The part of a ring within a box (Sutherland–Hodgman); empty when nothing is."""
    for axis, limit, sign in ((0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1)):
        ring = _clipped_at(ring, axis, limit, sign)
    return ring


def _clipped_at(ring: Ring, axis: int, limit: float, sign: int) -> Ring:
    """The part where the coordinate `axis` is at least `limit`, or with a `sign` of -1 at most."""
    kept: Ring = []
    for start, end in zip(ring[-1:] + ring[:-1], ring):
        is_inside = sign * (end[axis] - limit) >= 0
        if (sign * (start[axis] - limit) >= 0) != is_inside:
            share = (limit - start[axis]) / (end[axis] - start[axis])
            other = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
            kept.append((limit, other) if axis == 0 else (other, limit))
        if is_inside:
            kept.append(end)
    return kept


def simplified(ring: Ring, tolerance: float) -> Ring:
    """The ring without corners that lie nearer than `tolerance` to what remains.

    In one pass (Zhao and Saalfeld 1997, Linear-time sleeve-fitting polyline simplification algorithms): from a corner
    that is kept, others are passed over for as long as they lead away from it and one straight line passes them all.
    """
    start = last = ring[0]
    kept = [start]
    # The square of how far away the farthest passed over is, and the directions between which a line passes them all.
    farthest, bounds = 0.0, None
    for corner in (*ring[1:], ring[0]):
        way = corner[0] - start[0], corner[1] - start[1]
        square = way[0] * way[0] + way[1] * way[1]
        if square < farthest or (bounds and (_turn(bounds[0], way) < 0 or _turn(way, bounds[1]) < 0)):
            start = last
            kept.append(start)
            farthest, bounds = 0.0, None
            way = corner[0] - start[0], corner[1] - start[1]
            square = way[0] * way[0] + way[1] * way[1]
        if square > tolerance * tolerance:
            # The directions that lead past the corner as far to its right and to its left as the tolerance allows.
            sine = tolerance / math.sqrt(square)
            cosine = math.sqrt(1 - sine * sine)
            right = way[0] * cosine + way[1] * sine, way[1] * cosine - way[0] * sine
            left = way[0] * cosine - way[1] * sine, way[1] * cosine + way[0] * sine
            if bounds:
                right = right if _turn(bounds[0], right) > 0 else bounds[0]
                left = left if _turn(left, bounds[1]) > 0 else bounds[1]
            farthest, bounds = max(farthest, square), (right, left)
        last = corner
    return kept


def _turn(one: Point, other: Point) -> float:
    """More than 0 where the other direction lies to the left of the one, less where it lies to the right, y being up."""
    return one[0] * other[1] - one[1] * other[0]
