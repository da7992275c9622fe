"""Covers: the place drawn from its coast, the same for all, framed so that entries differ and the town stays in sight."""

import gzip
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

import pytest
from showroom.coast import Box, Coast
from showroom.model import Place
from showroom.render.covers import (
    FRAMINGS,
    HEIGHT,
    WIDTH,
    Surroundings,
    cover_uri,
    drawing,
    framing_of,
    framing_styles,
)
from showroom.render.drawings import COAST

FILE = Path(__file__).resolve().parents[2] / "overrides" / COAST

PLACES = {
    "Copenhagen": (55.6761, 12.5683),
    "Herning": (56.1393, 8.9738),
    "Silkeborg": (56.1697, 9.5451),
    "Rønne": (55.1009, 14.7066),
    "New York": (40.7128, -74.006),
    "Auckland": (-36.8485, 174.7635),
    "Benxi": (41.2886, 123.765),
}


def place(name: str) -> Place:
    lat, lon = PLACES[name]
    return Place(lat=lat, lon=lon)


def surroundings(name: str) -> Surroundings:
    return Surroundings(Coast.of(FILE), place(name))


@pytest.mark.parametrize("name", FRAMINGS)
def test_a_framing_shows_the_town_and_nothing_beyond_the_drawing(name):
    framing = FRAMINGS[name]
    assert 0.25 < framing.x < 0.75
    # The name below the town needs a third of a card's height.
    assert 0.4 < framing.y < 0.65
    for at, size in ((framing.x, framing.width), (framing.y, framing.height)):
        assert at * size <= 0.5 and (1 - at) * size <= 0.5


def test_every_framing_is_used_about_as_often_as_any_other():
    counts = Counter(framing_of(f"solution-{number}") for number in range(4800))
    assert set(counts) == set(FRAMINGS)
    assert max(counts.values()) < 140


def test_an_entry_keeps_its_framing():
    assert [framing_of(slug) for slug in ("quay-lamps", "bin-sensors", "warm-basins")] == ["b5", "e6", "g3"]


def test_the_styles_say_of_each_half_of_a_name_what_the_framing_is():
    lines = framing_styles().splitlines()
    assert len(lines) == 14
    assert lines[0] == '[data-framing^="a"]{--x:0.3;--zoom:2.0}'
    assert lines[-1] == '[data-framing$="6"]{--y:0.45}'


@pytest.mark.parametrize("name", PLACES)
def test_a_drawing_is_a_small_picture_without_anything_alive(name):
    text = drawing(FILE, place(name))
    root = ElementTree.fromstring(text)
    assert root.get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "defs", "path", "g", "use"}
    assert {element.get("href") for element in root.iter() if element.get("href")} == {"#a"}
    assert len(gzip.compress(text.encode())) < 5_000


def test_each_city_has_a_drawing_of_its_own():
    assert len({drawing(FILE, place(name)) for name in PLACES}) == len(PLACES)
    assert cover_uri("new-york") == "assets/showroom/places/new-york.svg"


@pytest.mark.parametrize(
    ("name", "extent"),
    [("Copenhagen", 400), ("Herning", 400), ("Silkeborg", 400), ("Rønne", 400), ("New York", 400), ("Auckland", 400), ("Benxi", 1800)],
)
def test_where_no_coast_is_near_more_is_shown(name, extent):
    assert surroundings(name).extent == extent


@pytest.mark.parametrize("name", PLACES)
def test_every_framing_of_every_kind_of_place_shows_land_and_water(name):
    around = surroundings(name)
    coast = Coast.of(FILE)
    left, top = around.world((0, 0))
    right, bottom = around.world((WIDTH, HEIGHT))
    width, height = right - left, bottom - top
    shares = []
    for framing in FRAMINGS.values():
        west = left + (0.5 - framing.x * framing.width) * width
        north = top + (0.5 - framing.y * framing.height) * height
        shares.append(coast.land_share(Box(west, north, west + framing.width * width, north + framing.height * height)))
    assert 0.03 < min(shares) and max(shares) < 0.97


def test_the_town_is_the_middle_of_its_drawing():
    around = surroundings("Auckland")
    assert around.placed(Coast.of(FILE).point(*PLACES["Auckland"])) == pytest.approx((WIDTH / 2, HEIGHT / 2))


def test_the_graticule_stands_at_round_degrees():
    around = surroundings("Copenhagen")
    xs, ys = around.meridians_and_parallels()
    degrees = [Coast.of(FILE).place(around.world((x, 0)))[1] for x in xs]
    assert degrees == pytest.approx([10, 11, 12, 13, 14, 15])
    assert [Coast.of(FILE).place(around.world((0, y)))[0] for y in ys] == pytest.approx([55, 56])
