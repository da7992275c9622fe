"""Remake the map's coastline from Natural Earth, as published in the npm package world-atlas.

    python3 scripts/fetch_coastline.py

Writes overrides/showroom/map/denmark.json, which is committed: the site's build needs no network.
The same package gives the same bytes. Needs npm, which fetches with the user's own configuration.
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

TARGET = PROJECT / "overrides/showroom/map/denmark.json"

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

Point = tuple[float, float]
Ring = list[Point]
"""Corners in order; the last is joined to the first, which is not repeated."""


def main() -> int:
    """Fetch, draw and write the coastline."""
    argparse.ArgumentParser(description="Remake the map's coastline from Natural Earth (npm world-atlas).").parse_args()
    with tempfile.TemporaryDirectory(prefix="coastline-") as folder:
        topology = read_land(fetch(Path(folder)))
    path = drawing(rings_of(topology))
    write(document(path))
    say(f"wrote {shown(TARGET)}: {path.count('M')} shores, {len(path):,} characters")
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


def write(text: str) -> None:
    """Put `text` in place of the target, whole or not at all. Raises CannotRun when it cannot be written."""
    scratch = TARGET.with_suffix(".json.new")
    try:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_text(text, "utf-8", newline="\n")
        os.replace(scratch, TARGET)
    except OSError as reason:
        raise CannotRun(f"cannot write {shown(TARGET)}: {reason.strerror}", help="is the folder writable?") from None


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


def drawing(rings: Iterable[Ring]) -> str:
    """The path of all shores within the frame, largest first."""
    shores = []
    for ring in rings:
        inside = clipped([projected(point) for point in ring])
        if abs(area(inside)) >= SMALLEST_ISLAND:
            shores.append(inside)
    shores.sort(key=lambda ring: (-abs(area(ring)), ring))
    corners = [rounded(simplified(ring, TOLERANCE)) for ring in shores]
    return " ".join(subpath(ring) for ring in corners if len(ring) > 2)


def projected(point: Point) -> Point:
    """Equirectangular map units of a (lon, lat); `showroom.render.maps.Map.project` places cities the same way."""
    lon, lat = point
    return (lon - WEST) * PER_LONGITUDE, (NORTH - lat) * PER_LATITUDE


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


def simplified(ring: Ring, tolerance: float) -> Ring:
    """The ring without corners that lie nearer than `tolerance` to what remains (Douglas–Peucker).

    Its two fixed corners are the first one and the one farthest from it.
    """
    far = max(range(len(ring)), key=lambda i: math.dist(ring[0], ring[i]))
    closed = [*ring, ring[0]]
    return [*thinned(closed[: far + 1], tolerance)[:-1], *thinned(closed[far:], tolerance)[:-1]]


def thinned(line: Ring, tolerance: float) -> Ring:
    """The line with both its ends and the corners that matter."""
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        distances = [(distance(line[i], line[first], line[last]), i) for i in range(first + 1, last)]
        farthest, corner = max(distances, default=(0.0, first))
        if farthest > tolerance:
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


def rounded(ring: Ring) -> list[tuple[int, int]]:
    """Corners in whole tenths of a unit, so that relative commands add up without drift; no two alike in a row."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
    return [corner for before, corner in zip(tenths[-1:] + tenths[:-1], tenths) if corner != before]


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


def numbers(*tenths: int) -> str:
    """Tenths as decimals without a leading nought, parted only where they would run together: `3.5-.2`."""
    text = ""
    for value in tenths:
        whole, tenth = divmod(abs(value), 10)
        digits = (str(whole) if whole or not tenth else "") + (f".{tenth}" if tenth else "")
        sign = "-" if value < 0 else ""
        text += f"{' ' if text and not sign else ''}{sign}{digits}"
    return text


def document(path: str) -> str:
    """The file's text: JSON, one key a line."""
    fields = {
        "source": "Natural Earth 1:10m land, via npm world-atlas 2.0.2",
        "licence": "Public domain (Natural Earth); package ISC",
        "command": "python3 scripts/fetch_coastline.py",
        "box": {"west": WEST, "south": SOUTH, "east": EAST, "north": NORTH},
        "parallel": PARALLEL,
        "width": WIDTH,
        "height": HEIGHT,
        "path": path,
    }
    lines = (f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    run(main)
