"""The catalogue on paper: a solution is one sheet of A4, a list breaks between its cards, and no sheet has a button."""

from __future__ import annotations

import re

import pytest
import yaml
from built import CATALOGUE, SITE_URL
from kinds import EVERYTHING, visit
from playwright.sync_api import Page, expect
from test_layout import OVERFLOWING

A4 = (595, 842)
"""Width and height in points."""

SHEET = 703
"""What A4 leaves between its margins, in CSS pixels."""

SMALLEST = """(page) => {
  const points = (element) => parseFloat(getComputedStyle(element).fontSize) * 0.75
  const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT)
  const smallest = { text: Infinity, sources: Infinity }
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement
    if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue
    const kind = element.closest('.sc-sources, .sc-source-mark') ? 'sources' : 'text'
    smallest[kind] = Math.min(smallest[kind], points(element))
  }
  return [smallest.text, smallest.sources]
}"""
"""The smallest type of what is read, and that of sources, in points."""

FOR_SCREENS = "nav, button, input, select, form[role=search], .sc-header, .sc-footer, .sc-related, .sc-reading, .sc-needs-js"


def sheets(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in whole points."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(boxes) == len(re.findall(rb"/Type /Page\b", pdf))
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def chosen() -> dict[str, str]:
    """What is special about a solution → its slug."""
    files = sorted((CATALOGUE / "solutions").glob("*.yml"), key=lambda file: len(file.read_text("utf-8")))
    results = {file.stem: len(yaml.safe_load(file.read_text("utf-8")).get("results", ())) for file in files}
    return {
        "shortest": files[0].stem,
        "median": files[len(files) // 2].stem,
        "longest": files[-1].stem,
        "most results": max(results, key=lambda slug: results[slug]),
        "every field": EVERYTHING,
    }


CHOSEN = chosen()


def on_paper(page: Page, uri: str) -> Page:
    """A page as a printer gets it, on a screen as wide as the sheet."""
    visit(page, uri)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET, "height": 1000})
    return page


@pytest.mark.parametrize("slug", CHOSEN.values(), ids=CHOSEN)
def test_a_solution_is_one_sheet_that_can_be_read(browse, slug):
    page = browse(color_scheme="dark")
    visit(page, f"solutions/{slug}/")
    assert sheets(page.pdf(prefer_css_page_size=True)) == [A4]
    on_paper(page, f"solutions/{slug}/")
    assert page.evaluate(OVERFLOWING) == []
    text, sources = page.locator(".sc-page").evaluate(SMALLEST)
    assert (text >= 8, sources >= 7) == (True, True)


def test_a_printed_solution_says_whose_it_is_where_it_stands_and_when_it_was_verified(page):
    on_paper(page, f"solutions/{EVERYTHING}/")
    expect(page.locator(".sc-letterhead")).to_have_text(f"Living Lab Showroom{SITE_URL}solutions/{EVERYTHING}/")
    for part in ("h1", ".sc-lead", ".sc-tag--sector", "#results", "#challenge", "#solution", "#findings", "#partners", "#sources", "#facts"):
        expect(page.locator(part)).to_be_visible()
    expect(page.locator(".sc-entry-foot")).to_contain_text("Written from published sources")
    assert page.locator(FOR_SCREENS).locator("visible=true").count() == 0


def test_a_printed_lab_says_the_address_where_a_visit_is_booked(page):
    on_paper(page, "labs/doll-living-lab/")
    booking = page.get_by_role("link", name="Book or ask for a visit")
    expect(booking).to_be_visible()
    written = booking.evaluate("(link) => getComputedStyle(link, '::after').content")
    assert written == f'": {booking.get_attribute("href")}"'


def test_a_printed_list_has_its_title_its_count_and_every_card_whole(page):
    visit(page, "cities/aarhus/")
    cards = page.locator("[aria-labelledby=listing] .sc-cards > li")
    count = cards.count()
    assert count > 12
    assert sheets(page.pdf(prefer_css_page_size=True)) == [A4, A4]
    on_paper(page, "cities/aarhus/")
    expect(page.locator("h1")).to_have_text("Solutions in Aarhus")
    expect(page.locator("#listing")).to_have_text(f"{count} solutions")
    expect(page.locator(".sc-letterhead")).to_contain_text(f"{SITE_URL}cities/aarhus/")
    expect(cards.locator("visible=true")).to_have_count(count)
    breaks = cards.evaluate_all("(items) => items.map((li) => getComputedStyle(li).breakInside)")
    assert breaks == ["avoid"] * count
    assert page.locator(FOR_SCREENS).locator("visible=true").count() == 0
    assert page.evaluate(OVERFLOWING) == []


def test_the_printed_explorer_is_what_was_chosen_and_the_address_that_leads_back_to_it(page):
    on_paper(page, "solutions/?sector=lighting")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".sc-letterhead")).to_contain_text(f"{SITE_URL}solutions/?sector=lighting")
    expect(page.get_by_role("heading", name="11 of")).to_be_visible()
    expect(page.locator("[data-sc=chips]")).to_have_text("Lighting and street infrastructure")
    expect(page.locator(".sc-card:visible")).to_have_count(11)
    for part in (".sc-explorer__bar", ".sc-explorer__filters", "[data-sc=clear]", ".sc-switch", ".sc-star"):
        assert page.locator(part).locator("visible=true").count() == 0, part


def test_on_a_screen_there_is_no_letterhead(page):
    visit(page, f"solutions/{EVERYTHING}/")
    expect(page.locator(".sc-letterhead")).to_have_count(1)
    expect(page.locator(".sc-letterhead")).not_to_be_visible()
