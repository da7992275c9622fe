"""Every text can be read on what lies behind it, in both schemes and in every sector's colour (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

import pytest
from stylesheets import rules

TEXT, SHAPE = 4.5, 3.0
"""Least contrast of text, and of what tells a control or a state apart."""

HUES = range(0, 360, 5)
"""Any that a sector may have."""

Colour = tuple[float, float, float]
"""Red, green and blue as amounts of light, 0 to 1."""

PLAIN = ("--sc-page", "--sc-surface", "--sc-sunken")
TINTS = ("--sc-brand-tint", "--sc-good-tint", "--sc-warn-tint", "--sc-bad-tint")

INHERITED = [
    # A text keeps its colour on whatever its block stands on.
    *[("--sc-ink", ground, TEXT) for ground in (*PLAIN, *TINTS, "--sc-tint")],
    *[("--sc-ink-soft", ground, TEXT) for ground in (*PLAIN, *TINTS, "--sc-tint")],
    *[("--sc-brand", ground, TEXT) for ground in (*PLAIN, "--sc-brand-tint", "--sc-tint")],
    *[("--sc-brand-strong", ground, TEXT) for ground in (*PLAIN, "--sc-brand-tint", "--sc-tint")],
    *[(tone, ground, TEXT) for tone in ("--sc-good", "--sc-warn", "--sc-bad") for ground in PLAIN],
    ("--sc-bad", "--sc-bad-tint", TEXT),
    *[("--sc-tone", ground, TEXT) for ground in (*PLAIN, "--sc-tint")],
    # What shows a control's edge, the focus, or a mark on a chart.
    *[(edge, ground, SHAPE) for edge in ("--sc-line-strong", "--sc-focus") for ground in (*PLAIN, "--sc-brand-tint")],
    ("--sc-focus", "--sc-tint", SHAPE),
    # The home page's hero has colours of its own.
    *[(light, "light-dark(#0b3f4a, #0b3640)", TEXT) for light in ("#ffffff", "#f4fbfc", "#d5ecf0")],
    ("#14212b", "#ffe1a6", TEXT),
]
"""(in front, behind, least contrast) of what is not set by one rule."""

NOT_READ = {"transparent", "inherit", "currentcolor", "none"}
NEVER_TEXT = {"--sc-line-strong"}
"""Only of what is switched off, which needs no contrast, and of shapes."""


DEFINE_COLOURS = {("tokens.css", ":root"), ("tokens.css", "[data-sector]"), ("covers.css", ".sc-cover")}
"""(file, selector) of the rules that give colours their names."""


@cache
def tokens() -> dict[str, str]:
    """Name → value, of every custom property that holds a colour."""
    found = {}
    for rule in rules():
        if (rule.file, rule.selector) in DEFINE_COLOURS and not rule.conditions:
            found |= {name: value for name, value in rule.declarations.items() if value.startswith(("light-dark(#", "light-dark(oklch"))}
    return found


def colour(value: str, scheme: str, hue: int) -> Colour:
    """What a declared value shows."""
    value = re.sub(r"^var\((--[\w-]+)(?:, .*)?\)$", r"\1", value)
    value = tokens().get(value, value)
    if found := re.fullmatch(r"light-dark\((.+?\)?), (.+)\)", value):
        value = found[1 if scheme == "light" else 2]
    if found := re.fullmatch(r"#(\w\w)(\w\w)(\w\w)", value):
        return tuple(light(int(part, 16) / 255) for part in found.groups())
    if found := re.fullmatch(r"oklch\(([\d.]+)% ([\d.]+) var\(--sc-hue(?:-here)?\)\)", value):
        return oklch(float(found[1]) / 100, float(found[2]), hue)
    raise ValueError(value)


def has_hue(value: str) -> bool:
    """Whether a declared value shows the colour of a sector."""
    return "var(--sc-hue" in tokens().get(re.sub(r"^var\((--[\w-]+)(?:, .*)?\)$", r"\1", value), "")


def light(share: float) -> float:
    """A channel of sRGB as an amount of light (IEC 61966-2-1)."""
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def oklch(lightness: float, chroma: float, hue: int) -> Colour:
    """Oklab's colours (Björn Ottosson, 2020), cut off at the edge of sRGB as Chromium does."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
    )
    return tuple(min(1.0, max(0.0, channel)) for channel in channels)


def contrast(front: Colour, back: Colour) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    dark, bright = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (front, back))
    return (bright + 0.05) / (dark + 0.05)


def together() -> Iterator[tuple[str, str, str]]:
    """(rule, colour, background) of every rule that sets both, but for what the reader's system colours."""
    for rule in rules():
        front = rule.declarations.get("color")
        back = rule.declarations.get("background-color", rule.declarations.get("background"))
        if front and back and not {front, back} & NOT_READ and "forced-colors" not in "".join(rule.conditions) and not re.fullmatch("[A-Z]\\w+", front):
            yield f"{rule.file}: {rule.selector}", front, back


def too_faint(pairs) -> list[str]:
    """The pairs with less contrast than they need."""
    found = []
    for name, front, back, least in pairs:
        for scheme in ("light", "dark"):
            hues = HUES if has_hue(front) or has_hue(back) else (0,)
            for hue in hues:
                ratio = contrast(colour(front, scheme, hue), colour(back, scheme, hue))
                if ratio < least:
                    found.append(f"{name} {scheme} {hue}: {ratio:.2f}")
    return found


def test_the_ratio_is_that_of_wcag():
    assert round(contrast(colour("#000000", "light", 0), colour("#ffffff", "light", 0)), 2) == 21
    assert round(contrast(colour("#777777", "light", 0), colour("#ffffff", "light", 0)), 2) == 4.48
    # CSS Color 4, 10.3, example: the same green.
    assert oklch(0.51975, 0.17686, 142) == pytest.approx([light(part) for part in (0.0, 0.502, 0.0)], abs=0.003)


def test_every_rule_that_sets_text_and_background_can_be_read():
    pairs = list(together())
    assert len(pairs) > 40
    assert too_faint((name, front, back, TEXT) for name, front, back in pairs) == []


def test_every_text_can_be_read_on_what_its_block_stands_on():
    assert too_faint((f"{front} on {back}", front, back, least) for front, back, least in INHERITED) == []


def test_the_focus_stands_out_from_the_hero():
    [hero] = [rule.declarations for rule in rules() if rule.selector == ".sc-hero" and "background" in rule.declarations]
    assert too_faint([("focus", hero["--sc-focus"], hero["background"], SHAPE)]) == []


def test_no_colour_of_a_text_is_left_out():
    checked = {re.sub(r"^var\((.*)\)$", r"\1", front) for front, _, _ in INHERITED}
    checked |= {re.sub(r"^var\((.*)\)$", r"\1", front) for _, front, _ in together()}
    used = {rule.declarations["color"] for rule in rules() if "color" in rule.declarations and rule.file != "print.css"}
    texts = {re.sub(r"^var\((.*)\)$", r"\1", value) for value in used if not re.fullmatch("[A-Z]\\w+", value)}
    assert texts - checked - NOT_READ - NEVER_TEXT == set()


def test_a_photo_that_does_not_come_leaves_its_text_alternative_readable_whatever_its_colour():
    [rule] = [rule for rule in rules() if rule.selector == ".sc-photo__wait"]
    share = float(rule.declarations["opacity"])
    for scheme, photo in (("light", 0.0), ("dark", 1.0)):
        surface = colour("--sc-surface", scheme, 0)
        # Browsers mix the encoded values, not the light.
        encoded = [12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in surface]
        mixed = tuple(light(share * photo + (1 - share) * part) for part in encoded)
        assert contrast(colour("--sc-ink", scheme, 0), mixed) >= TEXT, scheme


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_marks_parts_stand_out_from_each_other_and_from_the_header(scheme):
    ground, house, glow, bulb = (colour(name, scheme, 0) for name in ("--sc-page", "--sc-brand", "--sc-mark-glow", "--sc-mark-bulb"))
    assert min(contrast(ground, house), contrast(house, glow), contrast(glow, bulb)) >= SHAPE
