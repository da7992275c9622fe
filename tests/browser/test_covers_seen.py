"""Covers: they load, take their room at once, show the town where its name stands, and leave every word on them readable."""

from __future__ import annotations

import io

import pytest
from explorer import READY
from kinds import EVERYTHING, visit
from PIL import Image
from playwright.sync_api import Locator, Page

from watch import WIDTHS

COVERED = {
    "coast": "solutions/aarhus-weather-radar/",
    "long title": "solutions/albertslund-low-temperature-mixing-station/",
    "inland": "solutions/herning-bottle-bank-sensors/",
    "island": "solutions/bornholm-without-waste-2032/",
    "New York": "solutions/new-york-cloudburst-partnership/",
    "lab": "labs/energylab-nordhavn/",
    "city": "cities/benxi/",
}
"""Kind → address of a page with a cover at its top."""

SEEN = """() => [...document.querySelectorAll('.sc-cover')].filter((cover) => {
  const { top, bottom, width } = cover.getBoundingClientRect()
  return width && bottom > 0 && top < innerHeight
})"""

LOADED = f"""() => Promise.all(({SEEN})().map(async (cover) => {{
  const image = cover.querySelector('img')
  if (!image.complete) await new Promise((resolve, reject) => {{ image.onload = resolve; image.onerror = reject }})
  return [image.naturalWidth, image.naturalHeight, image.getAttribute('width'), image.getAttribute('height'), image.alt]
}}))"""
"""Natural size, attributes and text of the pictures in sight, once they have come."""

GAPS = f"""() => ({SEEN})().map((cover) => {{
  const [outer, inner] = [cover, cover.querySelector('img')].map((element) => element.getBoundingClientRect())
  const isCovered = inner.top <= outer.top + 1 && inner.bottom >= outer.bottom - 1 && inner.left <= outer.left + 1 && inner.right >= outer.right - 1
  return isCovered ? null : [outer.width, outer.height, inner.width, inner.height].map(Math.round).join(' ')
}}).filter(Boolean)"""
"""Covers that their drawing does not fill."""

NAMED = f"""() => ({SEEN})().map((cover) => {{
  const [outer, name, image] = [cover, cover.querySelector('.sc-cover__city'), cover.querySelector('img')].map((e) => e.getBoundingClientRect())
  const town = [(image.left + image.right) / 2, (image.top + image.bottom) / 2]
  const isInside = name.left >= outer.left && name.right <= outer.right && name.top >= outer.top && name.bottom <= outer.bottom
  const isBelow = name.left <= town[0] && town[0] <= name.right && name.top > town[1] && name.top < town[1] + 24
  return isInside && isBelow
}})"""
"""Of each cover in sight, whether the town's name stands whole and right below the town."""

WORDS = """(words) => words.map((element) => {
  const canvas = document.createElement('canvas').getContext('2d')
  canvas.fillStyle = getComputedStyle(element).color
  canvas.fillRect(0, 0, 1, 1)
  const { x, y, width, height } = element.getBoundingClientRect()
  return {
    text: element.innerText,
    colour: [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3),
    box: [x + scrollX, y + scrollY, x + scrollX + width, y + scrollY + height],
  }
})"""
"""Text, colour and place on the page of each element."""


def luminance(colour: tuple[int, ...]) -> float:
    """WCAG 2.2's relative luminance of an sRGB colour."""
    red, green, blue = (v / 12.92 if (v := value / 255) <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def worst_contrasts(words: Locator) -> list[tuple[str, float]]:
    """(text, lowest ratio of its colour to any point of what it stands on, as that is painted without words) of each."""
    found = words.evaluate_all(WORDS)
    words.evaluate_all("(words) => words.forEach((element) => { element.style.color = 'transparent' })")
    left, top, right, bottom = (pick(ends) for pick, ends in zip((min, min, max, max), zip(*(word["box"] for word in found)), strict=True))
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    picture = Image.open(io.BytesIO(words.page.screenshot(animations="disabled", full_page=True, clip=clip))).convert("RGB")
    words.evaluate_all("(words) => words.forEach((element) => { element.style.color = '' })")
    return [(word["text"], worst_contrast(picture, word, (left, top))) for word in found]


def worst_contrast(picture: Image.Image, word: dict, corner: tuple[float, float]) -> float:
    """Of one element of a picture whose upper left `corner` is there on the page."""
    colour = luminance(tuple(word["colour"]))
    left, top, right, bottom = (round(end - corner[side % 2]) for side, end in enumerate(word["box"]))
    # The outermost points may be another element's, or a rounded corner.
    ground = picture.crop((left + 6, top + 4, right - 6, bottom - 4))
    grounds = [luminance(shade) for _, shade in ground.getcolors(ground.width * ground.height)]
    return min((max(colour, shade) + 0.05) / (min(colour, shade) + 0.05) for shade in grounds)


def opened(page: Page, uri: str) -> Page:
    visit(page, uri)
    page.evaluate(LOADED)
    return page


@pytest.mark.parametrize("width", (*WIDTHS, 840))
@pytest.mark.parametrize("uri", ["solutions/", "labs/", "sectors/lighting/", *COVERED.values()])
def test_drawings_load_have_their_size_and_fill_their_covers(browse, uri, width):
    page = browse(width=width)
    visit(page, uri)
    found = page.evaluate(LOADED)
    assert found
    assert {tuple(values) for values in found} == {(800, 480, "800", "480", "")}
    assert page.evaluate(GAPS) == []


@pytest.mark.parametrize("width", (320, *WIDTHS))
@pytest.mark.parametrize("uri", ["solutions/", "cities/central-denmark/", "cities/copenhagen/"])
def test_a_towns_name_stands_below_it_and_within_the_cover(browse, uri, width):
    page = opened(browse(width=width), uri)
    page.locator(".sc-card .sc-cover").first.scroll_into_view_if_needed()
    page.evaluate(LOADED)
    found = page.evaluate(NAMED)
    assert found and all(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", (*WIDTHS, 840))
def test_words_on_and_beside_covers_can_be_read(browse, scheme, width):
    page = browse(width=width, color_scheme=scheme)
    found = {}
    for kind, uri in COVERED.items():
        opened(page, uri)
        words = page.locator(".sc-page__head--covered :is(h1, .sc-lead, .sc-hint, .sc-cover__city)")
        found |= {f"{kind}: {text[:30]}": round(ratio, 1) for text, ratio in worst_contrasts(words)}
    assert len(found) > 2 * len(COVERED)
    assert {words: ratio for words, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_on_cards_can_be_read(browse, scheme):
    page = opened(browse(color_scheme=scheme), "sectors/lighting/")
    ratios = [ratio for _, ratio in worst_contrasts(page.locator("li:nth-child(-n + 6) > .sc-card .sc-cover__city"))]
    assert len(ratios) == 6 and min(ratios) >= 4.5


def test_cards_in_a_row_have_their_titles_at_one_height(browse):
    page = opened(browse(width=1440), "solutions/")
    tops = page.evaluate("""() => {
      const rows = new Map()
      for (const card of document.querySelectorAll('[data-sc=cards] .sc-card')) {
        const { top } = card.getBoundingClientRect()
        rows.set(top, [...(rows.get(top) ?? []), Math.round(card.querySelector('.sc-card__title').getBoundingClientRect().top - top)])
      }
      return [...rows.values()].map((row) => new Set(row).size)
    }""")
    assert len(tops) == 8 and set(tops) == {1}


def test_entries_of_one_city_do_not_look_the_same(browse):
    page = opened(browse(), "cities/copenhagen/")
    looks = page.locator(".sc-card[data-sector] > .sc-cover").evaluate_all(
        "(covers) => covers.map((cover) => [cover.dataset.framing, cover.parentElement.dataset.sector].join(' '))"
    )
    assert len(looks) > 25
    assert len(set(looks)) >= len(looks) - 2


def test_a_click_on_the_cover_of_a_card_leads_to_the_solution(browse):
    page = opened(browse(), "sectors/lighting/")
    card = page.locator(".sc-card").first
    address = card.locator("h3 a").get_attribute("href")
    box = card.locator(".sc-cover").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 20)
    page.wait_for_url(f"**/{address.removeprefix('../../')}")


def test_cards_that_a_filter_brings_have_their_covers(browse):
    page = browse(width=1440)
    page.goto("solutions/?sector=lighting&sector=water")
    page.locator(READY).wait_for()
    page.wait_for_function("() => document.querySelectorAll('[data-sc=cards] > li:not([hidden]) .sc-card').length > 10")
    found = page.evaluate(LOADED)
    assert len(found) >= 3
    assert {tuple(values[:2]) for values in found} == {(800, 480)}


def test_on_paper_a_card_says_its_city_and_sector_without_a_map(browse):
    page = opened(browse(), "sectors/lighting/")
    page.emulate_media(media="print")
    card = page.locator(".sc-card").first
    assert [card.locator(part).is_visible() for part in (".sc-cover__city", ".sc-card__sector", ".sc-cover img", ".sc-cover > .sc-icon")] == [
        True, True, False, False,
    ]  # fmt: skip
    opened(page, f"solutions/{EVERYTHING}/")
    assert not page.locator(".sc-page__head .sc-cover").is_visible()
