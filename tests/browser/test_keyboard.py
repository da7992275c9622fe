"""Everything works with the keyboard alone, and whoever uses it always sees where they are."""

from __future__ import annotations

import re

import pytest
from watch import WIDTHS
from explorer import address, go, shown
from kinds import EVERYTHING, visit
from playwright.sync_api import Page, expect

FOCUS = """() => {
  const element = document.activeElement
  if (element === document.body || element === document.documentElement) return null
  element.dataset.visited = Number(element.dataset.visited ?? 0) + 1
  const before = window.focusBefore ?? document.documentElement
  window.focusBefore = element
  const box = element.getBoundingClientRect()
  const header = document.querySelector('.sc-header')
  const isInHeader = header.contains(element)
  const isSticky = getComputedStyle(header).position === 'sticky'
  const top = isSticky && !isInHeader ? header.getBoundingClientRect().bottom : 0
  const seen = { width: Math.min(box.right, innerWidth) - Math.max(box.left, 0),
                 height: Math.min(box.bottom, innerHeight) - Math.max(box.top, top) }
  const outlined = [element, element.closest('.sc-card, .sc-teaser')].filter(Boolean).map((e) => getComputedStyle(e))
  const circles = [...element.closest('svg')?.querySelectorAll('circle[class]') ?? []]
  const isRinged = circles.some((circle) => {
    const other = circles.find((c) => c.matches(`.${circle.classList[0]}`) && !element.contains(c))
    return element.contains(circle) && other && getComputedStyle(circle).stroke !== getComputedStyle(other).stroke
  })
  return {
    name: (element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent)
      .trim().slice(0, 60) || element.id,
    isVisible: element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      && box.width > 0 && box.height > 0,
    isSeen: seen.width >= Math.min(box.width, innerWidth, 24)
      && seen.height >= Math.min(box.height, innerHeight - top, 16),
    isMarked: outlined.some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
      || isRinged,
    isInOrder: Boolean(before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING),
    visits: Number(element.dataset.visited),
    isWithin: before === element,
  }
}"""
"""Where the focus is, whether one can see it there, and how often it has been there."""

NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(() => done(null)))"
"""Cards that come near take the room they need before a reader sees them."""


def focused(page: Page) -> str:
    """What the focused element is called."""
    return page.evaluate(FOCUS)["name"]


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until the focus is on an element of that name."""
    for _ in range(400):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if found and found["name"].startswith(name):
            return
    pytest.fail(f"Tab never reaches {name!r}")


def walk(page: Page) -> list[dict]:
    """Presses Tab from the top of the page to its end; what had the focus, in order."""
    steps = []
    for _ in range(800):
        page.keyboard.press("Tab")
        page.evaluate(NEXT_FRAME)
        step = page.evaluate(FOCUS)
        if step and step["isWithin"]:
            continue  # the parts of a date
        if step is None or step["visits"] > 1:
            return steps
        steps.append(step)
    pytest.fail("Tab does not come to the end of the page")


def unfit(steps: list[dict]) -> list[dict]:
    """The stops at which one would not know where one is, or would have jumped back."""
    return [step for step in steps if not all(step[state] for state in ("isVisible", "isSeen", "isMarked", "isInOrder"))]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("uri", ["", "solutions/", f"solutions/{EVERYTHING}/"], ids=["home", "explorer", "solution"])
def test_whoever_walks_a_page_with_tab_always_sees_where_they_are(browse, uri, width):
    page = browse(width=width)
    visit(page, uri)
    steps = walk(page)
    focusable = page.locator("a[href], button, input, select, summary, [tabindex='0']")
    wanted = sum(1 for element in focusable.all() if element.is_visible()) if uri != "solutions/" else len(steps)
    assert steps[0]["name"] == "Skip to content"
    assert len(steps) == wanted > 20
    assert unfit(steps) == []


SHARED = f"?solution={EVERYTHING}&solution=aarhus-weather-radar"
PLACES = {
    "table": "solutions/?view=table&city=aarhus",
    "map": "solutions/?view=map&sector=water",
    "shortlist": f"shortlist/{SHARED}",
    "comparison": f"compare/{SHARED}",
    "planner": f"visit/{SHARED}&start=2026-12-01",
}


@pytest.mark.parametrize("uri", PLACES.values(), ids=PLACES)
def test_tools_and_views_are_walked_in_the_order_of_the_page_and_one_always_sees_where(browse, uri):
    page = browse(width=1280)
    visit(page, uri)
    if "view=" in uri:
        page.locator("[data-sc=view]:not([hidden])").get_by_role("link").first.wait_for()
    steps = walk(page)
    assert len(steps) > 20
    assert unfit(steps) == []


def test_the_first_stop_leads_past_the_header(page):
    visit(page, f"solutions/{EVERYTHING}/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    expect(page.get_by_text("Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#content$"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert page.evaluate("!document.activeElement.closest('.sc-trail')")


def test_a_filter_is_reached_and_ticked_and_keeps_the_focus(page):
    go(page)
    tab_to(page, "Energy and heating")
    return_to = page.evaluate("document.activeElement.id")
    page.keyboard.press("Space")
    assert shown(page)["ticked"] == ["sector=energy"]
    assert page.evaluate("document.activeElement.id") == return_to == "sector-energy"
    page.keyboard.press("Space")
    assert shown(page)["ticked"] == []


def test_a_facet_opens_and_closes_with_the_keyboard(page):
    go(page)
    facet = page.locator("details.sc-facet", has_text="Partner kind")
    facet.locator("summary").focus()
    expect(facet.locator("input").first).not_to_be_visible()
    page.keyboard.press("Enter")
    expect(facet.locator("input").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert shown(page)["ticked"] == ["partner=public"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(facet.locator("input").first).not_to_be_visible()


def test_removing_chips_moves_the_focus_to_the_next_one_and_at_the_end_to_the_heading(page):
    go(page, address({"sector": ["energy", "water"]}, "heat"))
    page.get_by_role("button", name="Remove filter: Energy and heating").focus()
    page.keyboard.press("Enter")
    assert focused(page) == "Remove filter: Water and wastewater"
    page.get_by_role("button", name="Remove filter: “heat”").focus()
    page.keyboard.press("Enter")
    assert focused(page) == "Remove filter: Water and wastewater"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "explorer-heading"


def test_clearing_all_moves_the_focus_to_the_heading(page):
    go(page, address({"sector": ["energy", "water"]}))
    page.get_by_role("button", name="Clear all").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "explorer-heading"
    assert shown(page)["ticked"] == []


def test_a_card_that_moves_in_a_new_order_keeps_the_focus(page):
    go(page)
    page.get_by_label("Sort by").focus()
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("sort=newest"))
    assert page.evaluate("document.activeElement.id") == "explorer-sort"


def test_the_filters_of_a_telephone_open_tick_and_close_by_keyboard(phone):
    go(phone)
    filters = phone.locator("#explorer-filters")
    toggle = phone.get_by_role("button", name="Filters")
    expect(filters).not_to_be_visible()
    tab_to(phone, "Filters")
    phone.keyboard.press("Enter")
    expect(filters).to_be_visible()
    assert toggle.get_attribute("aria-expanded") == "true"
    tab_to(phone, "Energy and heating")
    phone.keyboard.press("Space")
    heading = shown(phone)["heading"]
    phone.keyboard.press("Escape")
    expect(filters).not_to_be_visible()
    assert toggle.get_attribute("aria-expanded") == "false"
    assert phone.evaluate("document.activeElement.dataset.sc") == "filters-toggle"
    assert shown(phone)["ticked"] == ["sector=energy"] and shown(phone)["heading"] == heading
    assert focused(phone).endswith("1")


def test_the_filters_of_a_telephone_lead_on_to_the_results(phone):
    go(phone, address({"sector": ["energy"]}))
    count = shown(phone)["heading"].split()[0]
    phone.get_by_role("button", name="Filters").press("Enter")
    button = phone.get_by_role("button", name=f"Show {count} solutions")
    button.focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("#explorer-filters")).not_to_be_visible()
    assert phone.evaluate("document.activeElement.id") == "explorer-heading"
    expect(phone.locator("#explorer-heading")).to_be_in_viewport()


def test_the_menu_of_a_telephone_opens_leads_on_and_closes_by_keyboard(phone):
    visit(phone, "")
    menu = phone.locator("#menu")
    tab_to(phone, "Menu")
    expect(menu).not_to_be_visible()
    phone.keyboard.press("Enter")
    expect(menu).to_be_visible()
    phone.keyboard.press("Tab")
    assert focused(phone) == "Solutions"
    phone.keyboard.press("Escape")
    expect(menu).not_to_be_visible()
    assert focused(phone) == "Menu"
    phone.keyboard.press("Space")
    tab_to(phone, "Contribute")
    phone.keyboard.press("Tab")
    expect(menu).not_to_be_visible()


def test_a_tap_beside_the_open_menu_closes_it_and_hits_what_it_meant(phone):
    visit(phone, "solutions/?sector=energy")
    phone.get_by_role("button", name="Menu").click()
    phone.get_by_role("button", name="Clear all").click()
    expect(phone.locator("#menu")).not_to_be_visible()
    assert shown(phone)["ticked"] == []
