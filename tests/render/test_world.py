"""The world's coastline for the explorer's map: where it comes from, how large it is, and that places lie where they should."""

import json
import math
import re
from pathlib import Path

import pytest

FILE = Path(__file__).resolve().parents[2] / "overrides/assets/showroom/map/world.json"


@pytest.fixture(scope="module")
def world() -> dict:
    """The file that the explorer's map fetches."""
    return json.loads(FILE.read_text("utf-8"))


@pytest.fixture(scope="module")
def shores(world) -> list[list[tuple[float, float]]]:
    """The closed rings of its path of `M`, `l`, `h`, `v` and `Z`."""
    rings = []
    for subpath in re.findall(r"M([^Z]+)Z", world["path"]):
        start, *commands = re.findall(r"(^|[lhv])([^lhv]*)", subpath)
        x, y = numbers(start[1])
        ring = [(x, y)]
        for name, text in commands:
            values = numbers(text)
            xs = values[::2] if name == "l" else values if name == "h" else [0.0] * len(values)
            ys = values[1::2] if name == "l" else values if name == "v" else [0.0] * len(values)
            for dx, dy in zip(xs, ys, strict=True):
                x, y = x + dx, y + dy
                ring.append((x, y))
        rings.append(ring)
    return rings


def numbers(text: str) -> list[float]:
    """Numbers as SVG writes them: a sign or a second point parts them too."""
    return [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", text)]


def mercator(lat: float, lon: float, north: float = 84, width: float = 7200) -> tuple[float, float]:
    """World units of a place."""
    top, y = (math.asinh(math.tan(math.radians(degrees))) for degrees in (north, lat))
    return (lon + 180) / 360 * width, (top - y) / math.tau * width


def has_inside(ring: list[tuple[float, float]], point: tuple[float, float]) -> bool:
    """Whether a point lies in a ring (even-odd rule)."""
    x, y = point
    crossings = 0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossings += 1
    return crossings % 2 == 1


def is_land(shores: list[list[tuple[float, float]]], lat: float, lon: float) -> bool:
    return sum(has_inside(ring, mercator(lat, lon)) for ring in shores) % 2 == 1


@pytest.mark.parametrize(
    ("place", "lat", "lon"),
    [
        ("Bornholm", 55.13, 14.92),
        ("Samsø", 55.86, 10.6),
        ("Ærø", 54.88, 10.37),
        ("Læsø", 57.27, 11.0),
        ("Anholt", 56.705, 11.57),
        ("Møn", 54.98, 12.3),
        ("Langeland", 54.93, 10.8),
        ("Lolland", 54.77, 11.4),
        ("Als", 54.97, 9.9),
        ("Fanø", 55.4, 8.42),
        ("Mors", 56.83, 8.73),
        ("Amager", 55.61, 12.6),
        ("Funen", 55.35, 10.4),
        ("Zealand", 55.45, 11.8),
        ("Jutland", 56.3, 9.3),
        ("Iceland", 64.8, -18.5),
        ("Great Britain", 52.5, -1.5),
        ("Benxi", 41.29, 123.77),
        ("New Zealand's North Island", -38.7, 175.9),
        ("Kansas", 38.5, -98.0),
        ("Chukotka east of the antimeridian", 66.5, -175.0),
        ("Chukotka west of the antimeridian", 67.5, 178.0),
        ("Tierra del Fuego", -54.0, -69.0),
    ],
)
def test_islands_and_continents_are_on_land(shores, place, lat, lon):
    assert is_land(shores, lat, lon)


@pytest.mark.parametrize(
    ("water", "lat", "lon"),
    [
        ("Kattegat", 56.8, 11.2),
        ("Great Belt", 55.35, 10.95),
        ("Little Belt", 55.2, 9.8),
        ("Øresund", 55.95, 12.7),
        ("Limfjord at Løgstør", 56.93, 9.15),
        ("Baltic Sea", 55.0, 13.6),
        ("Gulf of Finland", 59.8, 25.0),
        ("Mediterranean", 35.0, 19.0),
        ("Caspian Sea", 42.0, 50.5),
        ("Pacific at the map's left edge", 0.0, -179.9),
        ("Pacific at the map's right edge", 0.0, 179.9),
        ("Southern Ocean", -59.0, 0.0),
    ],
)
def test_the_seas_are_not(shores, water, lat, lon):
    assert not is_land(shores, lat, lon)


def test_no_shore_runs_across_the_world(shores):
    longest = max(math.dist(a, b) for ring in shores for a, b in zip(ring, ring[1:]))
    assert longest < 600


def test_the_drawing_is_finer_in_denmark_than_far_away(shores):
    west, north = mercator(58.05, 7.4)
    east, south = mercator(54.35, 15.6)
    near, far = [], []
    for ring in shores:
        for a, b in zip(ring, ring[1:]):
            is_near = west < a[0] < east and north < a[1] < south
            (near if is_near else far).append(math.dist(a, b))
    assert len(near) > 1500
    assert sum(near) / len(near) < 1.2 < 5 < sum(far) / len(far)


def test_the_file_says_where_it_comes_from_and_is_small(world):
    text = FILE.read_text("utf-8")
    assert list(world) == ["source", "licence", "command", "projection", "north", "south", "width", "height", "bleed", "path"]
    assert (world["projection"], world["north"], world["south"]) == ("Web Mercator", 84, -60)
    assert (world["width"], world["height"], world["bleed"]) == (7200, round(mercator(-60, 0)[1]), 200)
    assert len(text.splitlines()) == 12
    assert len(text) < 75_000
