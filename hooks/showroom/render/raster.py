"""Cards for social networks, drawn in pixels: the map around a place, a title in our typeface, and one colour.

A card is a picture of one byte a pixel, its *tones*; a palette then gives each tone its colour, from ink over the
sector's own to white. So everything is drawn once for all colours, and a card takes a dozen milliseconds.
"""

import functools
import io
import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from ..coast import Box, Coast, area
from ..icons import outlines
from ..model import Place
from .covers import HEIGHT as UNITS_HIGH
from .covers import WIDTH as UNITS_WIDE
from .covers import Surroundings
from .drawings import COAST, FONT

WIDTH, HEIGHT = 1200, 630
"""Pixels: what networks that show a large card ask for."""

BRAND_HUE = 212
"""Degrees: of a card that belongs to no sector."""

Tone = int
_INK, _MARK, _SEA, _GROUND, _WHITE = 0, 90, 170, 215, 255
_STOPS = {_INK: (0.24, 0.035), _MARK: (0.44, 0.1), _SEA: (0.85, 0.062), _GROUND: (0.955, 0.028), _WHITE: (1.0, 0.0)}
"""Tone → lightness and chroma (OKLCH) of its colour; between them they are mixed."""

_TOWN = (925, 280)
"""Pixels from the left and the top: where the town lies."""
_PER_UNIT = 0.34
"""Pixels in a unit of the covers' drawings."""
_FINER = 2
"""Times as fine are shapes drawn, and then made smaller: their edges become smooth."""
_BANDS = ((0.1, 0.3), (0.2, 0.3), (0.33, 0.35))
"""(how much land is near, strength) of the bands along the shores; each lies within the one before."""
_FADE = (520, 900)
"""Pixels from the left between which the map comes out of the plain ground."""

_BLEED = 40
"""Pixels: more than a band is wide."""

_EDGE = 72
_TEXT_WIDTH = 610
_TITLE_LINES = 4
_TITLE_SIZES = (66, 60, 54, 48, 42)
"""The largest at which a title fits is taken."""


@dataclass(frozen=True, slots=True)
class Face:
    """What a card shows."""

    title: str
    kicker: str
    """What kind of thing that is, above it."""
    icon: str | None
    hue: int | None
    """Degrees; None for the brand's."""
    town: str
    """The name at the place; empty where the map has no one place."""
    middle: Place
    """What the map shows the surroundings of."""
    is_wide: bool = False
    """Whether that is the country rather than a town."""
    dots: tuple[tuple[Place, int], ...] = ()
    """Places with how many solutions each has, on a wide map."""
    site_name: str = ""


def card(face: Face, overrides: Path) -> bytes:
    """A card as PNG; the same bytes for the same face and materials."""
    fonts = _Fonts(overrides / FONT)
    tones = (_wide_map if face.is_wide else _near_map)(overrides / COAST, face.middle).copy()
    pen = ImageDraw.Draw(tones)
    if face.is_wide:
        _draw_dots(tones, overrides / COAST, face)
    else:
        _draw_town(tones, pen, fonts, face.town)
    _draw_words(tones, pen, fonts, face)
    return _png(tones.point(_FEWER), BRAND_HUE if face.hue is None else face.hue)


# --- Maps -----------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=4)
def _near_map(coast: Path, middle: Place) -> Image.Image:
    """The surroundings of a town, which lies at `_TOWN`."""
    surroundings = Surroundings(Coast.of(coast), middle)
    left, top = UNITS_WIDE / 2 - _TOWN[0] / _PER_UNIT, UNITS_HIGH / 2 - _TOWN[1] / _PER_UNIT
    return _map(surroundings, left, top, _PER_UNIT)


_WIDE_EXTENT = 520
"""Kilometres in as many units as the drawing of a town has: Denmark from Skagen to Gedser fits into a card's height."""


@functools.lru_cache(maxsize=2)
def _wide_map(coast: Path, middle: Place) -> Image.Image:
    """The country around a place, which lies at `_WIDE_MIDDLE`."""
    surroundings = Surroundings(Coast.of(coast), middle, _WIDE_EXTENT)
    return _map(surroundings, *_wide_corner(), _WIDE_PER_UNIT)


_WIDE_PER_UNIT = 0.2
_WIDE_MIDDLE = (905, 330)


def _wide_corner() -> tuple[float, float]:
    return UNITS_WIDE / 2 - _WIDE_MIDDLE[0] / _WIDE_PER_UNIT, UNITS_HIGH / 2 - _WIDE_MIDDLE[1] / _WIDE_PER_UNIT


def _map(surroundings: Surroundings, left: float, top: float, per_unit: float) -> Image.Image:
    """A map whose upper left corner is the point (`left`, `top`) of the surroundings, in tones."""
    land = _land(surroundings, left, top, per_unit)
    near = land.resize((WIDTH // 4, HEIGHT // 4)).filter(ImageFilter.GaussianBlur(6)).resize(land.size, Image.Resampling.BICUBIC)
    tones = Image.new("L", land.size, _SEA)
    white = Image.new("L", land.size, _WHITE)
    for share, strength in _BANDS:
        tones.paste(white, mask=near.point([_step(value, share * 255, strength) for value in range(256)]))
    tones.paste(white, mask=land.point([round(value * 0.8) for value in range(256)]))
    shore = land.filter(ImageFilter.GaussianBlur(0.9)).point([round(150 * max(0.0, 1 - abs(value - 128) / 110)) for value in range(256)])
    tones.paste(Image.new("L", land.size, _MARK), mask=shore)
    return Image.composite(tones, Image.new("L", land.size, _GROUND), _fade())


def _step(value: int, at: float, strength: float) -> int:
    """A soft step from 0 to a strength."""
    return round(255 * strength * min(1.0, max(0.0, (value - at) / 6 + 0.5)))


def _land(surroundings: Surroundings, left: float, top: float, per_unit: float) -> Image.Image:
    """White where land is."""
    mask = Image.new("L", (WIDTH * _FINER, HEIGHT * _FINER))
    pen = ImageDraw.Draw(mask)
    scale = per_unit * _FINER
    # Nothing shows where the map has not yet come out; where it is cut, no shore shall be seen.
    edges = ((_FADE[0] - _BLEED, -_BLEED), (WIDTH + _BLEED, HEIGHT + _BLEED))
    part = Box(*(value for x, y in edges for value in (left + x / per_unit, top + y / per_unit)))
    for ring in sorted(surroundings.shores(part), key=lambda ring: -abs(area(ring))):
        # A lake runs the other way round than the land it lies in.
        pen.polygon([((x - left) * scale, (y - top) * scale) for x, y in ring], fill=255 if area(ring) > 0 else 0)
    return mask.reduce(_FINER)


@functools.cache
def _fade() -> Image.Image:
    """Black where the words stand, white where the map is; between them it comes out softly."""
    start, end = _FADE
    shares = (min(1.0, max(0.0, (x - start) / (end - start))) for x in range(WIDTH))
    row = Image.new("L", (WIDTH, 1))
    row.putdata([round(255 * share * share * (3 - 2 * share)) for share in shares])
    return row.resize((WIDTH, HEIGHT))


# --- Marks and words ------------------------------------------------------------------------------


def _draw_town(tones: Image.Image, pen: ImageDraw.ImageDraw, fonts: "_Fonts", name: str) -> None:
    x, y = _TOWN
    for radius in (90, 180):
        _paste_disc(tones, x, y, radius, _MARK, 16)
        _paste_ring(tones, x, y, radius, _MARK, 90)
    _paste_disc(tones, x, y, 15, _WHITE)
    _paste_disc(tones, x, y, 10, _MARK)
    font = fonts.of(28, 600)
    text = fonts.drawable(name)
    width = round(font.getlength(text))
    # Its own share of its width lies left of the town, as on covers: it never leaves the card.
    left = round(x - (width + 40) * x / WIDTH)
    pen.rounded_rectangle((left, y + 30, left + width + 40, y + 76), 23, fill=_WHITE)
    pen.text((left + 20, y + 53), text, fill=_INK, font=font, anchor="lm")


def _draw_dots(tones: Image.Image, coast: Path, face: Face) -> None:
    surroundings = Surroundings(Coast.of(coast), face.middle, _WIDE_EXTENT)
    left, top = _wide_corner()
    for place, count in sorted(face.dots, key=lambda dot: (-dot[1], dot[0].lat, dot[0].lon)):
        x, y = surroundings.placed(Coast.of(coast).point(place.lat, place.lon))
        x, y = (x - left) * _WIDE_PER_UNIT, (y - top) * _WIDE_PER_UNIT
        if _FADE[0] < x < WIDTH and 0 < y < HEIGHT:
            radius = min(22.0, 7 + 2.5 * (math.sqrt(count) - 1))
            _paste_disc(tones, x, y, radius + 2.5, _WHITE)
            _paste_disc(tones, x, y, radius, _MARK)


def _draw_words(tones: Image.Image, pen: ImageDraw.ImageDraw, fonts: "_Fonts", face: Face) -> None:
    left = _EDGE
    if face.icon:
        _paste_disc(tones, _EDGE + 32, _EDGE + 32, 32, _MARK)
        tones.paste(_WHITE, (_EDGE + 14, _EDGE + 14), _icon(face.icon, 36))
        left += 84
    kicker_font = fonts.of(30, 600)
    pen.text((left, _EDGE + 32), fonts.cut(face.kicker, kicker_font, _TEXT_WIDTH), fill=_MARK, font=kicker_font, anchor="lm")

    size, lines = fonts.fitted(face.title)
    font = fonts.of(size, 750)
    for number, line in enumerate(lines):
        pen.text((_EDGE, 178 + round(size * (0.95 + 1.1 * number))), line, fill=_INK, font=font, anchor="ls")

    foot = HEIGHT - _EDGE
    _paste_mark(tones, _EDGE, foot - 38)
    pen.text((_EDGE + 54, foot - 17), fonts.drawable(face.site_name), fill=_INK, font=fonts.of(30, 700), anchor="lm")


def _paste_mark(tones: Image.Image, left: int, top: int) -> None:
    """The house of the site's logo, 42 pixels wide, its window in white."""
    big = Image.new("L", (42 * 4, 40 * 4))
    pen = ImageDraw.Draw(big)
    pen.polygon([(0, 60), (84, 0), (168, 60), (168, 156), (0, 156)], fill=255)
    tones.paste(_MARK, (left, top), big.reduce(4))
    _paste_disc(tones, left + 21, top + 23, 10, _WHITE)
    _paste_disc(tones, left + 21, top + 23, 4, _MARK)


def _paste_disc(tones: Image.Image, x: float, y: float, radius: float, tone: Tone, strength: int = 255) -> None:
    _paste_shape(tones, x, y, _disc(radius, 0.0, strength), tone)


def _paste_ring(tones: Image.Image, x: float, y: float, radius: float, tone: Tone, strength: int) -> None:
    _paste_shape(tones, x, y, _disc(radius, radius - 1.5, strength), tone)


def _paste_shape(tones: Image.Image, x: float, y: float, mask: Image.Image, tone: Tone) -> None:
    tones.paste(tone, (round(x - mask.width / 2), round(y - mask.height / 2)), mask)


@functools.lru_cache(maxsize=64)
def _disc(radius: float, hole: float, strength: int) -> Image.Image:
    finer = 4
    side = 2 * math.ceil(radius + 1)
    mask = Image.new("L", (side * finer, side * finer))
    pen = ImageDraw.Draw(mask)
    middle = side * finer / 2
    for reach, value in ((radius, strength), (hole, 0)):
        if reach:
            pen.ellipse((middle - reach * finer, middle - reach * finer, middle + reach * finer, middle + reach * finer), fill=value)
    return mask.reduce(finer)


class _Polygons(BasePen):
    """Takes an outline, and gives it as polygons."""

    _STEPS = 12
    """Straight lines in place of a curve."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[tuple[float, float]]] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self.found.append([pt])

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self.found[-1].append(pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:
        points = (self.found[-1][-1], pt1, pt2, pt3)
        for step in range(1, self._STEPS + 1):
            t = step / self._STEPS
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            x, y = (sum(weight * point[axis] for weight, point in zip(weights, points)) for axis in (0, 1))
            self.found[-1].append((x, y))


@functools.lru_cache(maxsize=64)
def _icon(name: str, size: int) -> Image.Image:
    """An icon of Material's as a mask; its shapes leave holes where they overlap."""
    finer = 4
    side, paths = outlines(name)
    pen = _Polygons()
    for path in paths:
        parse_path(path, pen)
    mask = Image.new("1", (size * finer, size * finer))
    for polygon in pen.found:
        shape = Image.new("1", mask.size)
        ImageDraw.Draw(shape).polygon([(x / side * size * finer, y / side * size * finer) for x, y in polygon], fill=1)
        mask = ImageChops.logical_xor(mask, shape)
    return mask.convert("L").reduce(finer)


class _Fonts:
    """Our typeface in any size and weight."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def of(self, size: int, weight: int) -> ImageFont.FreeTypeFont:
        return _font(self._file, size, weight)

    def fitted(self, title: str) -> tuple[int, Sequence[str]]:
        """The largest size at which a title fits, and its lines."""
        text = self.drawable(title)
        for size in _TITLE_SIZES:
            font = self.of(size, 750)
            lines = _lines(text, font)
            if len(lines) <= _TITLE_LINES and all(font.getlength(line) <= _TEXT_WIDTH for line in lines):
                return size, lines
        kept = lines[:_TITLE_LINES]
        return size, [*kept[:-1], self.cut(" ".join((kept[-1], "…")) if len(lines) > len(kept) else kept[-1], font, _TEXT_WIDTH)]

    def cut(self, text: str, font: ImageFont.FreeTypeFont, width: float) -> str:
        """The text, or as much of it as has room."""
        text = self.drawable(text)
        if font.getlength(text) <= width:
            return text
        while text and font.getlength(f"{text}…") > width:
            text = text[:-1].rstrip(" …")
        return f"{text}…"

    def drawable(self, text: str) -> str:
        """The text in the letters the typeface has: others become the nearest it has, or go (`CO₂` → `CO2`)."""
        return re.sub(r"\s+", " ", "".join(self._letters(letter) for letter in unicodedata.normalize("NFC", text))).strip()

    def _letters(self, letter: str) -> str:
        plain = unicodedata.normalize("NFKD", letter)
        candidates = (letter, unicodedata.normalize("NFKC", letter), "".join(part for part in plain if not unicodedata.combining(part)))
        return next((found for found in candidates if all(_has(self._file, part) for part in found)), "")


@functools.lru_cache(maxsize=32)
def _font(file: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    # The plain layout: what the other one does depends on what is installed.
    font = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


@functools.lru_cache(maxsize=4096)
def _has(file: Path, letter: str) -> bool:
    """Whether the typeface has a letter: what it lacks it draws as one and the same box."""
    if letter.isspace():
        return True
    font = _font(file, 32, 400)
    return bytes(font.getmask(letter)) != bytes(font.getmask("\U0010ffff"))


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """A text in as few lines as there is room for, of about the same length."""
    words = text.split(" ")
    # Each word is measured once: that takes longer than all the rest.
    widths = [font.getlength(word) for word in words]
    space = font.getlength(" ")
    lines = _filled(words, widths, space, _TEXT_WIDTH)
    for width in range(_TEXT_WIDTH - 10, _TEXT_WIDTH // 2, -10):
        narrower = _filled(words, widths, space, width)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _filled(words: Sequence[str], widths: Sequence[float], space: float, room: float) -> list[str]:
    """The words in lines no longer than there is room, but for a word that is longer by itself."""
    lines: list[list[str]] = []
    length = math.inf
    for word, width in zip(words, widths):
        if length + space + width <= room:
            lines[-1].append(word)
            length += space + width
        else:
            lines.append([word])
            length = width
    return [" ".join(line) for line in lines]


# --- Colours --------------------------------------------------------------------------------------


def _png(tones: Image.Image, hue: int) -> bytes:
    tones.putpalette(_palette(hue))
    out = io.BytesIO()
    tones.save(out, "PNG", compress_level=6)
    return out.getvalue()


_FEWER = [min(_WHITE, 4 * round(tone / 4)) for tone in range(256)]
"""Tone → one of a quarter as many: nobody sees the difference on a telephone, and a file has at most 60 kB."""


@functools.lru_cache(maxsize=32)
def _palette(hue: int) -> bytes:
    """Red, green and blue of each tone."""
    tones = list(_STOPS)
    colours = bytearray()
    for tone in range(256):
        low = max(stop for stop in tones if stop <= tone)
        high = min(stop for stop in tones if stop >= tone)
        share = (tone - low) / (high - low) if high > low else 0.0
        (light, chroma), (other_light, other_chroma) = _STOPS[low], _STOPS[high]
        colours += _rgb(light + share * (other_light - light), chroma + share * (other_chroma - chroma), hue)
    return bytes(colours)


def _rgb(lightness: float, chroma: float, hue: float) -> bytes:
    """An OKLCH colour in sRGB (Björn Ottosson, 2020), as in CSS Color 4; what lies outside is cut off."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long, middle, short = (
        (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3,
        (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3,
        (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3,
    )
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
    )
    return bytes(round(255 * _encoded(min(1.0, max(0.0, value)))) for value in linear)


def _encoded(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
