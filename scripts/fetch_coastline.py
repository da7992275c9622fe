"""Remake the maps' coastlines from Natural Earth, as published in the npm package world-atlas.

    python3 scripts/fetch_coastline.py

Writes overrides/showroom/map/denmark.json for the home page, overrides/assets/showroom/map/world.json for the
explorer's map, and overrides/showroom/map/coast.json, from which the build draws the surroundings of each city.
All are committed: the site's build needs no network. The same package gives the same bytes.
Needs npm, which fetches with the user's own configuration.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import math
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from _command import OK, PROJECT, CannotRun, run, say, shown

PACKAGE = "world-atlas@2.0.2"
INTEGRITY = "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
"""`dist.integrity` of that version in the npm registry."""
LAND = "package/land-10m.json"
"""Natural Earth 4.1.0, 1:10m physical vectors: land, as quantised TopoJSON."""

ORIGIN = {
    "source": "Natural Earth 1:10m land, via npm world-atlas 2.0.2",
    "licence": "Public domain (Natural Earth); package ISC",
    "command": "python3 scripts/fetch_coastline.py",
}
"""What each file says of itself first."""

Point = tuple[float, float]
Ring = list[Point]
"""Corners in order; the last is joined to the first, which is not repeated."""

# Denmark, equirectangular: the home page's map.

DENMARK = PROJECT / "overrides/showroom/map/denmark.json"

WEST, SOUTH, EAST, NORTH = 7.4, 54.35, 15.6, 58.05
"""WGS 84 degrees: Denmark from the Wadden Sea to Bornholm, with the neighbours' shores for orientation."""
PARALLEL = 56.1
"""Standard parallel in degrees: the latitude of Denmark's middle, where the map is true to scale both ways."""
WIDTH = 1000
PER_LATITUDE = WIDTH / ((EAST - WEST) * math.cos(math.radians(PARALLEL)))
"""Map units per degree of latitude; one unit is about 0.51 km."""
PER_LONGITUDE = WIDTH / (EAST - WEST)
HEIGHT = round((NORTH - SOUTH) * PER_LATITUDE)

BLEED = 4.0
"""Land goes on so many units beyond the frame, so that no shore is drawn along it."""
TOLERANCE = 0.6
"""Map units: less than half a pixel on a phone."""
SMALLEST_ISLAND = 4.0
"""Square map units, about 1 km²; Anholt has 80."""

# The world in Web Mercator, which shows Denmark's shapes as they are at any zoom: the explorer's map.

WORLD = PROJECT / "overrides/assets/showroom/map/world.json"

WORLD_WIDTH = 7200
WORLD_NORTH, WORLD_SOUTH = 84.0, -60.0
"""WGS 84 degrees: from Greenland's tip to below Tierra del Fuego. Antarctica is left out: no city, much paper."""
WORLD_BLEED = 200
"""World units that land goes on beyond the antimeridian, both ways: a circle of Auckland's shall not be cut."""
FINE, COARSE = 0.1, 4.0
"""Tolerances in world units within Denmark and far from it: 0.3 km, and half a pixel when all the world is shown."""
COARSENING = 0.04
"""What the tolerance gains with each unit from Denmark: no seam shows where one level of detail ends."""
SMALLEST_ISLE = 12.0
"""Square tolerances."""

# The same world with shores that can be looked at from near anywhere: for the covers, never sent to a browser.

COAST = PROJECT / "overrides/showroom/map/coast.json"

COAST_COARSE = 0.3
"""Tolerance in world units far from Denmark: 1 km at 50 degrees, a third of a percent of the narrowest view there."""
COAST_COARSENING = 0.02
COAST_SMALLEST_ISLE = 6.0
"""Square tolerances."""


def main() -> int:
    """Fetch, draw and write the coastlines."""
    argparse.ArgumentParser(description="Remake the maps' coastlines from Natural Earth (npm world-atlas).").parse_args()
    with tempfile.TemporaryDirectory(prefix="coastline-") as folder:
        rings = list(rings_of(read_land(fetch(Path(folder)))))
    for target, text in ((DENMARK, denmark(rings)), (WORLD, world(rings)), (COAST, coast(rings))):
        write(target, text)
        say(f"wrote {shown(target)}: {len(text):,} characters")
    return OK


# --- Fetching -------------------------------------------------------------------------------------


def fetch(folder: Path) -> Path:
    """The package's tarball, in `folder`. Raises CannotRun when npm fails or the tarball is not the one we know."""
    npm = shutil.which("npm")
    if npm is None:
        raise CannotRun("npm is not installed", help="install Node.js (https://nodejs.org/), then start again")
    command = [npm, "pack", PACKAGE, "--ignore-scripts", "--loglevel=error"]
    # Not in the project: an `.npmrc` there must not decide where this comes from.
    status = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False).returncode
    if status != 0:
        raise CannotRun(f"cannot fetch {PACKAGE}: npm ended with status {status}", help="its reason is above")
    tarballs = sorted(folder.glob("*.tgz"))
    if len(tarballs) != 1:
        raise CannotRun(f"npm left {len(tarballs)} tarballs of {PACKAGE}", help="exactly one was expected: update npm")
    digest = hashlib.sha512(tarballs[0].read_bytes()).digest()
    integrity = f"sha512-{base64.b64encode(digest).decode()}"
    if integrity != INTEGRITY:
        raise CannotRun(
            f"{PACKAGE} is not the package we know: its integrity is {integrity}",
            help=f"expected {INTEGRITY}; look at your npm registry and proxy before you trust this file",
        )
    return tarballs[0]


def read_land(tarball: Path) -> dict:
    """The TopoJSON topology within the verified tarball."""
    with tarfile.open(tarball) as archive:
        file = archive.extractfile(LAND)
        assert file is not None, "the integrity vouches for the file"
        return json.load(file)


def write(target: Path, text: str) -> None:
    """Put `text` in place of the target, whole or not at all. Raises CannotRun when it cannot be written."""
    scratch = target.with_suffix(".json.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_text(text, "utf-8", newline="\n")
        os.replace(scratch, target)
    except OSError as reason:
        raise CannotRun(f"cannot write {shown(target)}: {reason.strerror}", help="is the folder writable?") from None


# --- From TopoJSON to rings -----------------------------------------------------------------------


def rings_of(topology: dict) -> Iterator[Ring]:
    """Every shore on earth in WGS 84 degrees (lon, lat), outer rings and lakes alike (TopoJSON 1.0, section 2.1)."""
    (scale_x, scale_y), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]

    def decoded(arc: list[list[int]]) -> Ring:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + west, y * scale_y + south))
        return points

    arcs = [decoded(arc) for arc in topology["arcs"]]
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                yield joined(arcs, ring)


def joined(arcs: Sequence[Ring], indices: Iterable[int]) -> Ring:
    """The ring made of arcs; `~i` is arc i backwards. Neighbours share a point, which is kept once."""
    ring: Ring = []
    for index in indices:
        ring += (arcs[index] if index >= 0 else arcs[~index][::-1])[:-1]
    return ring


# --- From rings to a drawing ----------------------------------------------------------------------


def denmark(rings: Iterable[Ring]) -> str:
    """The file of Denmark: all shores within the frame, largest first."""
    shores = []
    for ring in rings:
        inside = clipped([projected(point) for point in ring])
        if abs(area(inside)) >= SMALLEST_ISLAND:
            shores.append(inside)
    path = drawing(shores, lambda corner: TOLERANCE, lambda corner: 10)
    box = {"west": WEST, "south": SOUTH, "east": EAST, "north": NORTH}
    return document(**ORIGIN, box=box, parallel=PARALLEL, width=WIDTH, height=HEIGHT, path=path)


def world(rings: Iterable[Ring]) -> str:
    """The file of the world: shores in the finest detail in Denmark, in ever less farther away; largest first."""
    path = drawing(world_shores(rings, SMALLEST_ISLE, tolerance_at), tolerance_at, step_at)
    return document(**ORIGIN, **world_frame(), path=path)


def coast(rings: Iterable[Ring]) -> str:
    """The file of all shores: of each its first corner, and then the way to each next one, in hundredths of a world unit."""
    shores = world_shores(rings, COAST_SMALLEST_ISLE, coast_tolerance_at)
    corners = outlines(shores, coast_tolerance_at, lambda corner: step_at(corner, coast_tolerance_at))
    return document(**ORIGIN, **world_frame(), shores=[steps(ring) for ring in corners])


def world_shores(rings: Iterable[Ring], smallest: float, tolerance_at: Callable[[Point], float]) -> Iterator[Ring]:
    """All shores in world units but for the `smallest`, in square tolerances."""
    for ring in rings:
        if max(lat for _, lat in ring) < WORLD_SOUTH:
            continue
        for piece in unrolled([mercator(point) for point in ring]):
            if abs(area(piece)) >= smallest * tolerance_at(piece[0]) ** 2:
                yield piece


def world_frame() -> dict[str, object]:
    """What a file says of the projection."""
    height = round(mercator((0, WORLD_SOUTH))[1])
    frame = {"north": WORLD_NORTH, "south": WORLD_SOUTH, "width": WORLD_WIDTH, "height": height, "bleed": WORLD_BLEED}
    return {"projection": "Web Mercator", **frame}


def steps(ring: Sequence[tuple[int, int]]) -> list[int]:
    """x and y of the first corner, then of the way from each corner to the next."""
    ways = (b - a for before, after in zip(ring, ring[1:]) for a, b in zip(before, after))
    return [*ring[0], *ways]


def projected(point: Point) -> Point:
    """Equirectangular map units of a (lon, lat); `showroom.render.maps.Map.project` places cities the same way."""
    lon, lat = point
    return (lon - WEST) * PER_LONGITUDE, (NORTH - lat) * PER_LATITUDE


def mercator(point: Point) -> Point:
    """World units of a (lon, lat) in spherical Mercator; `js/projection.mjs` places cities the same way."""
    lon, lat = point
    per_radian = WORLD_WIDTH / math.tau
    top, y = (math.asinh(math.tan(math.radians(degrees))) for degrees in (WORLD_NORTH, min(lat, WORLD_NORTH)))
    return (math.radians(lon) + math.pi) * per_radian, (top - y) * per_radian


def unrolled(ring: Ring) -> Iterator[Ring]:
    """The pieces of a ring in world units that the antimeridian may cut: each end of Siberia at its own side."""
    turns = 0
    whole: Ring = []
    for (x, _), (next_x, next_y) in zip(ring[-1:] + ring[:-1], ring):
        turns += (next_x - x < -WORLD_WIDTH / 2) - (next_x - x > WORLD_WIDTH / 2)
        whole.append((next_x + turns * WORLD_WIDTH, next_y))
    for shift in (-WORLD_WIDTH, 0, WORLD_WIDTH):
        piece = [(x + shift, y) for x, y in whole]
        for limit, sign in ((-WORLD_BLEED, 1), (WORLD_WIDTH + WORLD_BLEED, -1)):
            piece = clipped_at(piece, 0, limit, lambda value, limit=limit, sign=sign: sign * (value - limit) >= 0)
        if piece:
            yield piece


DENMARK_WEST, DENMARK_NORTH = mercator((WEST, NORTH))
DENMARK_EAST, DENMARK_SOUTH = mercator((EAST, SOUTH))


def tolerance_at(point: Point) -> float:
    """How far from the truth, in world units, a shore may be drawn at a point in world units."""
    return min(COARSE, FINE + COARSENING * away_from_denmark(point))


def coast_tolerance_at(point: Point) -> float:
    """The same for shores that are looked at from near."""
    return min(COAST_COARSE, FINE + COAST_COARSENING * away_from_denmark(point))


def away_from_denmark(point: Point) -> float:
    """World units from a point to the box of Denmark."""
    x, y = point
    return math.hypot(
        max(DENMARK_WEST - x, 0, x - DENMARK_EAST),
        max(DENMARK_NORTH - y, 0, y - DENMARK_SOUTH),
    )


def step_at(point: Point, tolerance_at: Callable[[Point], float] = tolerance_at) -> int:
    """Hundredths of a world unit that a corner is rounded to: digits finer than the tolerance would say nothing."""
    tolerance = tolerance_at(point)
    return 1 if tolerance < 0.2 else 10 if tolerance < 2 else 100


def drawing(shores: Iterable[Ring], tolerance_at: Callable[[Point], float], step_at: Callable[[Point], int]) -> str:
    """The path of shores, largest first."""
    return " ".join(subpath(ring) for ring in outlines(shores, tolerance_at, step_at))


def outlines(
    shores: Iterable[Ring], tolerance_at: Callable[[Point], float], step_at: Callable[[Point], int]
) -> Iterator[list[tuple[int, int]]]:
    """The corners of shores that matter, largest shore first."""
    ranked = sorted(shores, key=lambda ring: (-abs(area(ring)), ring))
    corners = (rounded(simplified(ring, tolerance_at), step_at) for ring in ranked)
    return (ring for ring in corners if len(ring) > 2)


def clipped(ring: Ring) -> Ring:
    """The part of a ring within the frame and its bleed (Sutherland–Hodgman); empty when nothing is."""
    for axis, limit, sign in (
        (0, -BLEED, 1),
        (0, WIDTH + BLEED, -1),
        (1, -BLEED, 1),
        (1, HEIGHT + BLEED, -1),
    ):
        ring = clipped_at(ring, axis, limit, lambda value, limit=limit, sign=sign: sign * (value - limit) >= 0)
    return ring


def clipped_at(ring: Ring, axis: int, limit: float, is_inside: Callable[[float], bool]) -> Ring:
    """The part of a ring on one side of the line where coordinate `axis` is `limit`."""
    kept: Ring = []
    for start, end in zip(ring[-1:] + ring[:-1], ring):
        if is_inside(start[axis]) != is_inside(end[axis]):
            share = (limit - start[axis]) / (end[axis] - start[axis])
            other = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
            kept.append((limit, other) if axis == 0 else (other, limit))
        if is_inside(end[axis]):
            kept.append(end)
    return kept


def area(ring: Ring) -> float:
    """Signed area in square units (shoelace formula)."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring[-1:] + ring[:-1], ring)) / 2


def simplified(ring: Ring, tolerance_at: Callable[[Point], float]) -> Ring:
    """The ring without corners that lie nearer than their tolerance to what remains (Douglas–Peucker).

    Its two fixed corners are the first one and the one farthest from it.
    """
    far = max(range(len(ring)), key=lambda i: math.dist(ring[0], ring[i]))
    closed = [*ring, ring[0]]
    return [*thinned(closed[: far + 1], tolerance_at)[:-1], *thinned(closed[far:], tolerance_at)[:-1]]


def thinned(line: Ring, tolerance_at: Callable[[Point], float]) -> Ring:
    """The line with both its ends and the corners that matter."""
    tolerances = [tolerance_at(point) for point in line]
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        # How often the tolerance goes into the distance: 1 is where a corner starts to matter.
        weights = [(distance(line[i], line[first], line[last]) / tolerances[i], i) for i in range(first + 1, last)]
        heaviest, corner = max(weights, default=(0.0, first))
        if heaviest > 1:
            keep.add(corner)
            spans += [(first, corner), (corner, last)]
    return [line[i] for i in sorted(keep)]


def distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the nearest point of a line between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    share = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.dist(point, (start[0] + share * dx, start[1] + share * dy))


def rounded(ring: Ring, step_at: Callable[[Point], int]) -> list[tuple[int, int]]:
    """Corners in whole hundredths of a unit, so that relative commands add up without drift; no two alike in a row."""
    hundredths = []
    for x, y in ring:
        step = step_at((x, y))
        hundredths.append((round(x * 100 / step) * step, round(y * 100 / step) * step))
    return [corner for before, corner in zip(hundredths[-1:] + hundredths[:-1], hundredths) if corner != before]


def subpath(ring: Sequence[tuple[int, int]]) -> str:
    """`M… l… Z` in SVG's shortest relative commands."""
    commands = [f"M{numbers(*ring[0])}"]
    previous = "M"
    for (x, y), (next_x, next_y) in zip(ring, ring[1:]):
        dx, dy = next_x - x, next_y - y
        name, values = ("h", (dx,)) if dy == 0 else ("v", (dy,)) if dx == 0 else ("l", (dx, dy))
        text = numbers(*values)
        if name != previous:
            commands.append(name)
        elif not text.startswith("-"):
            commands.append(" ")
        commands.append(text)
        previous = name
    return "".join(commands) + "Z"


def numbers(*hundredths: int) -> str:
    """Hundredths as decimals without needless noughts, parted only where they would run together: `3.5-.2`."""
    text = ""
    for value in hundredths:
        whole, part = divmod(abs(value), 100)
        decimals = f".{part:02}".rstrip("0") if part else ""
        digits = (str(whole) if whole or not part else "") + decimals
        sign = "-" if value < 0 else ""
        text += f"{' ' if text and not sign else ''}{sign}{digits}"
    return text


def document(**fields: object) -> str:
    """The file's text: JSON, one key a line."""
    lines = (f"  {json.dumps(key)}: {written(value)}" for key, value in fields.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def written(value: object) -> str:
    """JSON; of long lists in lists, one a line."""
    if isinstance(value, list):
        return "[\n" + ",\n".join(json.dumps(item, separators=(",", ":")) for item in value) + "\n  ]"
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    run(main)
