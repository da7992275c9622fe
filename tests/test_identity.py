"""The site's icons are those that scripts/draw_icons.py draws, and its colours those of the style sheets."""

from __future__ import annotations

import io
import json
import re

import draw_icons
import pytest
from PIL import Image
from showroom.index import web_manifest
from stylesheets import rules

IDENTITY = draw_icons.OVERRIDES / "assets/showroom/identity"


def pixels(content: bytes) -> list[tuple[tuple[int, int], bytes]]:
    """(size, RGBA) of each picture in a file: files differ with the version of the library that packs them."""
    with Image.open(io.BytesIO(content)) as image:
        sizes = sorted(image.info.get("sizes", [image.size]))
        return [(size, frame(content, size).tobytes()) for size in sizes]


def frame(content: bytes, size: tuple[int, int]) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    if image.format == "ICO":
        image.size = size
    return image.convert("RGBA")


@pytest.mark.parametrize("path", draw_icons.ICONS, ids=lambda path: path.name)
def test_an_icon_is_as_its_script_draws_it(path):
    drawn = draw_icons.ICONS[path]()
    if path.suffix == ".svg":
        assert path.read_bytes() == drawn
    else:
        assert pixels(path.read_bytes()) == pixels(drawn)


def test_icons_have_the_sizes_that_systems_ask_for():
    sizes = {path.name: [size for size, _ in pixels(path.read_bytes())] for path in draw_icons.ICONS if path.suffix != ".svg"}
    assert sizes == {
        "favicon.ico": [(16, 16), (32, 32), (48, 48)],
        "apple-touch-icon.png": [(180, 180)],
        "icon-192.png": [(192, 192)],
        "icon-512.png": [(512, 512)],
        "icon-maskable-512.png": [(512, 512)],
    }


@pytest.mark.parametrize("name", ["apple-touch-icon.png", "icon-maskable-512.png"])
def test_what_a_system_cuts_to_its_own_shape_has_no_gaps(name):
    with Image.open(IDENTITY / name) as image:
        assert image.getchannel("A").getextrema() == (255, 255)


def test_the_mark_stays_whole_when_the_maskable_icon_is_cut_to_a_circle():
    with Image.open(IDENTITY / "icon-maskable-512.png") as image:
        ground = image.getpixel((0, 0))
        outside = [(x, y) for x in range(512) for y in range(512) if (x - 255.5) ** 2 + (y - 255.5) ** 2 > (0.4 * 512) ** 2]
        assert {image.getpixel(place) for place in outside} == {ground}


def test_the_manifest_names_icons_that_are_there_and_stays_within_the_folder_of_the_site():
    manifest = json.loads(web_manifest("Test Showroom", "en"))
    assert (manifest["name"], manifest["lang"], manifest["start_url"], manifest["scope"]) == ("Test Showroom", "en", "./", "./")
    for icon in manifest["icons"]:
        with Image.open(draw_icons.OVERRIDES / icon["src"]) as image:
            assert icon["sizes"] == f"{image.width}x{image.height}"
    assert [icon["purpose"] for icon in manifest["icons"]] == ["any", "any", "maskable"]


def test_browsers_draw_around_a_page_in_the_colour_of_its_header():
    [root] = [rule for rule in rules() if rule.file == "tokens.css" and rule.selector == ":root" and not rule.conditions]
    page = re.findall("#[0-9a-f]{6}", root.declarations["--sc-page"])
    partial = (draw_icons.OVERRIDES / "partials/identity.html").read_text("utf-8")
    assert re.findall(r'name="theme-color" content="(.*?)" media="\(prefers-color-scheme: (.*?)\)"', partial) == list(zip(page, ("light", "dark"), strict=True))
    assert json.loads(web_manifest("Test Showroom", "en"))["theme_color"] == page[0]
