"""The map: places on the coastline, circles that stay apart, names that can be read, and the macro that draws them."""

import json
import math
import re
from pathlib import Path

import pytest
from showroom.diagnostics import Location
from showroom.model import City, Place, Term
from showroom.render.environment import environment
from showroom.render.maps import DISPLACEMENT_LIMIT, OVERLAP, SHOWN_NAMES, Map, markers, radius_of

OVERRIDES = Path(__file__).resolve().parents[2] / "overrides"
FILE = OVERRIDES / "showroom/map/denmark.json"

DENMARK = Term(id="dk", label="Denmark", vocabulary="countries")
PLACES = {
    "Copenhagen": (55.6761, 12.5683),
    "Aarhus": (56.1567, 10.2108),
    "Odense": (55.4038, 10.4024),
    "Albertslund": (55.6569, 12.3638),
    "Aalborg": (57.048, 9.9187),
    "Middelfart": (55.5059, 9.7305),
    "Roskilde": (55.6415, 12.0803),
    "Frederiksberg": (55.6794, 12.5346),
    "Gladsaxe": (55.7333, 12.4833),
    "Gentofte": (55.7519, 12.5478),
    "Ballerup": (55.7317, 12.3633),
    "Høje-Taastrup": (55.6497, 12.2692),
    "Auckland": (-36.8485, 174.7635),
}
COUNTS = (31, 18, 9, 6, 5, 5, 5, 2, 1, 1, 2, 2, 1)


@pytest.fixture
def denmark() -> Map:
    """The map the showroom is published with."""
    return Map.of(FILE)


def city(name: str, lat: float, lon: float) -> City:
    """A Danish city."""
    return City(
        id=name.lower(),
        name=name,
        country=DENMARK,
        region=None,
        place=Place(lat=lat, lon=lon),
        synonyms=(),
        declared_at=Location("cities.yml", 1, 1),
    )


def cities() -> list[tuple[City, int]]:
    """Greater Copenhagen, the large cities and one abroad, with numbers of solutions like the catalogue's."""
    return [(city(name, *place), count) for (name, place), count in zip(PLACES.items(), COUNTS, strict=True)]


# --- Projection -----------------------------------------------------------------------------------


def test_the_frames_corners_are_the_drawings_corners(denmark):
    box = denmark.box
    assert denmark.project(Place(lat=box.north, lon=box.west)) == (0.0, 0.0)
    assert denmark.project(Place(lat=box.south, lon=box.east)) == (denmark.width, denmark.height) == (1000, 809)


def test_a_degree_to_the_north_is_longer_than_one_to_the_east_by_the_parallels_cosine(denmark):
    x0, y0 = denmark.project(Place(lat=56, lon=10))
    x1, y1 = denmark.project(Place(lat=57, lon=11))
    assert (x1 - x0) / (y0 - y1) == pytest.approx(math.cos(math.radians(56.1)), abs=0.001)


def test_copenhagen_lies_right_of_aarhus_and_below_it(denmark):
    copenhagen, aarhus = (denmark.project(city(name, *PLACES[name]).place) for name in ("Copenhagen", "Aarhus"))
    assert copenhagen == (630.3, 519.1)
    assert aarhus == (342.8, 414.0)


@pytest.mark.parametrize(("lat", "lon"), [(54.34, 10), (58.06, 10), (56, 7.39), (56, 15.61), (-36.8, 174.8)])
def test_a_place_outside_the_frame_has_no_point(denmark, lat, lon):
    assert denmark.project(Place(lat=lat, lon=lon)) is None


# --- Circles --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "radius"), [(0, 7), (1, 7), (4, 11), (9, 15), (16, 19), (31, 25.3), (400, 26)])
def test_the_radius_grows_with_the_counts_square_root_between_its_limits(count, radius):
    assert radius_of(count) == radius


def test_a_city_outside_the_frame_has_no_marker(denmark):
    assert "Auckland" not in {marker.city.name for marker in markers(cities(), denmark)}


def test_large_circles_come_first_and_equal_ones_by_name(denmark):
    names = [marker.city.name for marker in markers(cities(), denmark)]
    assert names[:7] == ["Copenhagen", "Aarhus", "Odense", "Albertslund", "Aalborg", "Middelfart", "Roskilde"]


def test_markers_are_the_same_whatever_the_order_of_the_cities(denmark):
    assert markers(cities(), denmark) == markers(cities()[::-1], denmark)


def test_a_circle_with_room_stays_exactly_at_its_place(denmark):
    (aarhus,) = (marker for marker in markers(cities(), denmark) if marker.city.name == "Aarhus")
    assert (aarhus.x, aarhus.y) == denmark.project(aarhus.city.place)


def test_circles_overlap_by_hardly_more_than_they_may(denmark):
    drawn = markers(cities(), denmark)
    for number, one in enumerate(drawn):
        for other in drawn[:number]:
            apart = math.dist((one.x, one.y), (other.x, other.y))
            assert one.radius + other.radius - apart < OVERLAP + 0.2, (one.city.name, other.city.name)


@pytest.mark.parametrize("number", [2, 5, 40])
def test_no_circle_leaves_its_place_by_more_than_the_limit_even_if_all_share_one(denmark, number):
    crowd = [(city(f"City {i}", 55.6761, 12.5683), 40) for i in range(number)]
    drawn = markers(crowd, denmark)
    moved = [math.dist((marker.x, marker.y), denmark.project(marker.city.place)) for marker in drawn]
    # Rounding to one decimal may add half a tenth each way.
    assert max(moved) <= DISPLACEMENT_LIMIT + 0.1
    assert len({(marker.x, marker.y) for marker in drawn}) == number


# --- Names ----------------------------------------------------------------------------------------


def test_the_six_largest_show_their_names(denmark):
    assert [marker.name.is_shown for marker in markers(cities(), denmark)] == [True] * SHOWN_NAMES + [False] * 6


def test_a_name_stands_to_the_right_when_there_is_room(denmark):
    (aarhus,) = markers([(city("Aarhus", 56.1567, 10.2108), 16)], denmark)
    assert (aarhus.name.x, aarhus.name.y, aarhus.name.anchor) == (342.8 + 19 + 5, 414.0, "start")


def test_a_name_that_would_leave_the_frame_stands_to_the_left(denmark):
    (east,) = markers([(city("Far East", 56, 15.4), 1)], denmark)
    assert east.name.anchor == "end"


def test_a_name_avoids_the_next_city(denmark):
    west, _ = markers([(city("West", 56, 10), 9), (city("East", 56, 10.6), 8)], denmark)
    assert west.name.anchor == "end"


# --- The drawing ----------------------------------------------------------------------------------


def shores(path: str) -> list[list[tuple[float, float]]]:
    """The closed rings of a path of `M`, `l`, `h`, `v` and `Z`."""
    rings = []
    for subpath in re.findall(r"M([^Z]+)Z", path):
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


def has_inside(ring: list[tuple[float, float]], point: tuple[float, float]) -> bool:
    """Whether a point lies in a ring (even-odd rule)."""
    x, y = point
    crossings = 0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossings += 1
    return crossings % 2 == 1


def test_the_path_is_made_of_closed_rings_within_the_frame_and_its_bleed(denmark):
    assert re.fullmatch(r"(M[-\d. ]+([lhv][-\d. ]+)+Z ?)+", denmark.path)
    points = [point for ring in shores(denmark.path) for point in ring]
    assert all(-4.1 <= x <= denmark.width + 4.1 and -4.1 <= y <= denmark.height + 4.1 for x, y in points)


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
    ],
)
def test_the_islands_and_jutland_are_on_land(denmark, place, lat, lon):
    assert sum(has_inside(ring, denmark.project(Place(lat=lat, lon=lon))) for ring in shores(denmark.path)) == 1


@pytest.mark.parametrize(
    ("water", "lat", "lon"),
    [
        ("Kattegat", 56.8, 11.2),
        ("Great Belt", 55.35, 10.95),
        ("Baltic Sea", 55.0, 13.6),
        ("North Sea", 56.0, 7.6),
        ("Limfjord at Løgstør", 56.93, 9.15),
    ],
)
def test_the_sea_is_not(denmark, water, lat, lon):
    assert not any(has_inside(ring, denmark.project(Place(lat=lat, lon=lon))) for ring in shores(denmark.path))


def test_bornholm_is_a_shore_of_its_own(denmark):
    point = denmark.project(Place(lat=55.13, lon=14.92))
    (bornholm,) = (ring for ring in shores(denmark.path) if has_inside(ring, point))
    assert 885 < min(x for x, _ in bornholm) < max(x for x, _ in bornholm) < 950


def test_the_file_says_where_it_comes_from_and_is_small():
    text = FILE.read_text("utf-8")
    assert list(json.loads(text)) == [
        *("source", "licence", "command", "box", "parallel", "width", "height", "path"),
    ]
    assert len(text.splitlines()) == 10
    assert len(text) < 30_000


# --- The macro ------------------------------------------------------------------------------------


@pytest.fixture
def svg(denmark) -> str:
    """The map as a page at one folder's depth shows it."""
    template = environment(OVERRIDES, "en").from_string(
        "{% from 'parts/map.html' import city_map %}{{ city_map(map, markers, url, words) }}"
    )
    odd = (city("<b>&", 56.5, 9.0), 3)
    return template.render(map=denmark, markers=markers([*cities(), odd], denmark), url=lambda uri: f"../{uri}")


def test_each_city_is_a_link_with_its_name_and_number(svg):
    assert '<a href="../cities/aarhus/" class="sc-map__city" aria-label="Aarhus, 18 solutions">' in svg
    assert 'aria-label="Gladsaxe, 1 solution">' in svg
    assert svg.count("<a ") == svg.count("<circle ") == 13


def test_numbers_stand_in_circles_of_four_and_more(svg):
    assert re.findall(r'class="sc-map__count".*>(\d+)<', svg) == ["31", "18", "9", "6", "5", "5", "5"]


def test_six_names_show_and_the_others_wait(svg):
    assert svg.count('class="sc-map__name"') == 6
    assert svg.count('class="sc-map__name sc-map__name--hidden"') == 7


def test_the_macro_escapes_names_and_needs_neither_style_nor_id(svg):
    assert "&lt;b&gt;&amp;" in svg
    assert "<b>" not in svg
    assert " style=" not in svg
    assert " id=" not in svg
