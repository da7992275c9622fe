"""Cards for social networks: the same bytes for the same face, small, with words that fit and can be read."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from showroom.icons import IconMissing
from showroom.model import Place
from showroom.render import raster
from showroom.render.drawings import FONT
from showroom.render.raster import HEIGHT, WIDTH, Face, card

OVERRIDES = Path(__file__).resolve().parents[2] / "overrides"
COPENHAGEN = Place(lat=55.6761, lon=12.5683)
AARHUS = Place(lat=56.1567, lon=10.2108)
FONTS = raster._Fonts(OVERRIDES / FONT)


def face(**changes) -> Face:
    values = {
        "title": "Lamps that dim",
        "kicker": "Lighting",
        "icon": "material/outdoor-lamp",
        "hue": 90,
        "town": "Copenhagen",
        "middle": COPENHAGEN,
        "site_name": "Showroom",
    }
    return Face(**(values | changes))


def contrast(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """WCAG 2.2's contrast ratio of two sRGB colours."""

    def luminance(colour: tuple[int, ...]) -> float:
        red, green, blue = (v / 12.92 if (v := value / 255) <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for value in colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(a), luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colour(hue: int, tone: int) -> tuple[int, ...]:
    return tuple(raster._palette(hue)[3 * tone : 3 * tone + 3])


@pytest.mark.parametrize("changes", [{}, {"is_wide": True, "dots": ((COPENHAGEN, 29), (AARHUS, 16))}], ids=["a town", "the country"])
def test_a_card_is_a_png_of_the_size_networks_ask_for_and_small(changes):
    raw = card(face(**changes), OVERRIDES)
    image = Image.open(io.BytesIO(raw))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT)) == ("PNG", (1200, 630))
    assert len(raw) <= 60_000


def test_a_card_is_the_same_bytes_again_when_everything_is_drawn_anew():
    before = card(face(), OVERRIDES)
    for cached in (raster._near_map, raster._icon, raster._disc, raster._font, raster._fade, raster._palette):
        cached.cache_clear()
    assert card(face(), OVERRIDES) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Lamps that glow"},
        {"kicker": "Water"},
        {"icon": None},
        {"hue": 235},
        {"hue": None},
        {"town": "Frederiksberg"},
        {"middle": AARHUS},
        {"is_wide": True},
        {"site_name": "Other"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_whatever_a_face_says_shows(changes):
    assert card(face(**changes), OVERRIDES) != card(face(), OVERRIDES)


def test_a_card_of_the_country_shows_each_place_larger_with_more_solutions():
    cards = [card(face(is_wide=True, dots=((COPENHAGEN, count),)), OVERRIDES) for count in (1, 30)]
    few, many = (Image.open(io.BytesIO(raw)).convert("RGB") for raw in cards)
    left, top, right, bottom = ImageChops.difference(few, many).getbbox()
    assert 40 <= right - left == bottom - top <= 50


@pytest.mark.parametrize(
    ("title", "size", "lines"),
    [
        ("Lamps", 66, ["Lamps"]),
        ("Lamps that dim to half at night", 66, ["Lamps that dim", "to half at night"]),
    ],
)
def test_a_short_title_stands_large_in_lines_of_one_length(title, size, lines):
    assert FONTS.fitted(title) == (size, lines)


def test_a_title_as_long_as_an_entry_may_have_fits_whole():
    title = "Mixing station below ground that lowers one neighbourhood's heating temperatures"
    size, lines = FONTS.fitted(title)
    assert (len(title), " ".join(lines)) == (80, title)
    assert len(lines) <= 4 and size >= 54
    assert max(FONTS.of(size, 750).getlength(line) for line in lines) <= 610


def test_a_word_or_title_without_end_is_cut():
    for title in ("W" * 300, "word " * 100):
        size, lines = FONTS.fitted(title)
        assert len(lines) <= 4
        assert lines[-1].endswith("…")
        assert max(FONTS.of(size, 750).getlength(line) for line in lines) <= 610


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("Ærø, Åbenrå “quoted” – 5 °C", "Ærø, Åbenrå “quoted” – 5 °C"),
        ("Less CO₂ in 10³ homes", "Less CO2 in 10³ homes"),
        ("Benxi (本溪) in  China", "Benxi () in China"),
        ("Hồ Chí Minh", "Ho Chí Minh"),
    ],
)
def test_letters_that_the_typeface_lacks_become_the_nearest_it_has(written, drawn):
    assert FONTS.drawable(written) == drawn


def test_an_icon_is_drawn_with_its_holes():
    pin = raster._icon("material/map-marker", 24)
    assert [pin.getpixel(point) for point in ((12, 9), (12, 4), (1, 1))] == [0, 255, 0]
    with pytest.raises(IconMissing, match="material/no-such-icon"):
        raster._icon("material/no-such-icon", 24)


@pytest.mark.parametrize(
    ("lch", "rgb"),
    [
        ((1.0, 0.0, 0.0), (255, 255, 255)),
        ((0.0, 0.0, 0.0), (0, 0, 0)),
        ((0.62796, 0.25768, 29.234), (255, 0, 0)),
        ((0.45201, 0.31321, 264.052), (0, 0, 255)),
    ],
    ids=["white", "black", "red", "blue"],
)
def test_colours_are_those_of_browsers(lch, rgb):
    assert tuple(raster._rgb(*lch)) == rgb


@pytest.mark.parametrize("hue", range(0, 360, 15))
def test_words_can_be_read_on_every_tone_of_the_map(hue):
    grounds = [colour(hue, tone) for tone in range(raster._SEA, raster._WHITE + 1)]
    assert min(contrast(colour(hue, raster._INK), ground) for ground in grounds) >= 7
    assert min(contrast(colour(hue, raster._MARK), ground) for ground in grounds) >= 4.5
