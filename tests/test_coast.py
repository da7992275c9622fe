"""The shores: cut to a box without losing land, islands and lakes, however many corners lie elsewhere."""

import json
import math

import pytest
from hypothesis import given, strategies as st
from showroom.coast import Box, Coast, area, simplified

BOX = Box(10, 10, 20, 20)


def coast(*rings: list[tuple[int, int]]) -> Coast:
    """A world of 100 units with these shores, in whole units."""

    def steps(ring: list[tuple[int, int]]) -> list[int]:
        ways = [(bx - ax, by - ay) for (ax, ay), (bx, by) in zip(ring, ring[1:])]
        return [100 * value for corner in (ring[0], *ways) for value in corner]

    return Coast(100, 84, [steps(ring) for ring in rings])


def square(left: int, top: int, side: int) -> list[tuple[int, int]]:
    return [(left, top), (left + side, top), (left + side, top + side), (left, top + side)]


def star(x: int, y: int, corners: int, radius: int) -> list[tuple[int, int]]:
    """A ring of very many corners around a point, none of them near."""
    return [
        (round(x + radius * math.cos(turn)), round(y + radius * math.sin(turn)))
        for turn in (math.tau * number / corners for number in range(corners))
    ]


@pytest.mark.parametrize(
    ("rings", "share"),
    [
        ([], 0.0),
        ([square(0, 0, 15)], 0.25),
        ([square(12, 12, 5)], 0.25),
        ([square(30, 30, 5)], 0.0),
        ([square(0, 0, 90)], 1.0),
        ([star(15, 15, 5000, 80)], 1.0),
        ([star(120, 15, 5000, 80)], 0.0),
        ([square(0, 0, 90), square(12, 12, 5)[::-1]], 0.75),
    ],
    ids=["no land", "a corner", "an island", "land elsewhere", "inland", "a continent around", "a continent beyond", "a lake"],
)
def test_as_much_is_land_as_lies_in_the_box(rings, share):
    assert coast(*rings).land_share(BOX) == pytest.approx(share, abs=1e-9)


def test_shores_are_cut_along_the_sides_of_the_box():
    [ring] = coast(square(0, 0, 15)).within(BOX)
    assert sorted(ring) == [(10, 10), (10, 15), (15, 10), (15, 15)]


def test_a_place_comes_back_from_its_point():
    assert coast().place(coast().point(55.6761, 12.5683)) == pytest.approx((55.6761, 12.5683))


def test_a_kilometre_is_as_many_units_as_it_is_long_on_the_ground():
    here, east = (coast().point(60, lon) for lon in (10, 11))
    ground = 111.3195 * math.cos(math.radians(60))
    assert east[0] - here[0] == pytest.approx(coast().per_kilometre(60) * ground, rel=1e-4)


def test_only_corners_that_matter_are_kept():
    ring = [(0, 0), (5, 0.4), (10, 0), (10, 10), (5, 12), (0, 10)]
    assert simplified(ring, 1) == [(0, 0), (10, 0), (10, 10), (5, 12), (0, 10)]
    assert area(simplified(ring, 0)) == area(ring)


def apart(point, start, end) -> float:
    """How far a point is from the line between two others."""
    way = [b - a for a, b in zip(start, end)]
    square = sum(x * x for x in way)
    along = sum(w * (p - a) for w, p, a in zip(way, point, start)) / square if square else 0
    return math.dist(point, [a + w * min(1, max(0, along)) for a, w in zip(start, way)])


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=3, max_size=40, unique=True), st.floats(0.1, 20))
def test_no_corner_that_is_left_out_lies_farther_away_than_it_may(ring, tolerance):
    kept = simplified(ring, tolerance)
    places = [ring.index(corner) for corner in kept]
    assert places == sorted(places)
    for start, end in zip(places, [*places[1:], len(ring)]):
        line = ring[start], ring[end % len(ring)]
        assert max((apart(corner, *line) for corner in ring[start + 1 : end]), default=0) <= tolerance + 1e-9


def test_a_file_of_shores_is_read(tmp_path):
    file = tmp_path / "coast.json"
    file.write_text(json.dumps({"width": 100, "north": 84, "shores": [[1200, 1200, 500, 0, 0, 500, -500, 0]]}))
    assert Coast.of(file).land_share(BOX) == pytest.approx(0.25)
