"""Stars: any solution can be put on the shortlist wherever it stands, by mouse and keyboard, in several tabs at once."""

from __future__ import annotations

import re

import pytest
from kinds import EVERYTHING, visit
from playwright.sync_api import Page, expect
from starred import LAMPS, LED, RADAR, TITLES, store

STORED = "() => JSON.parse(localStorage.getItem('sc-shortlist') ?? '[]')"


def star(page: Page, slug: str):
    """The first star of a solution on the page."""
    return page.locator(f"[data-sc=star][data-slug={slug}]").first


EXPLORER = "solutions/?city=aarhus&city=middelfart"
"""The explorer with a page of cards, among them those of the tests."""


def number(page: Page):
    """The number at the link to the shortlist."""
    return page.locator("[data-sc=shortlist-size]")


@pytest.mark.parametrize("uri", ["solutions/", "", "sectors/lighting/", "labs/energylab-nordhavn/", f"solutions/{EVERYTHING}/"])
def test_every_card_and_every_solution_page_has_a_star_of_its_own(page, uri):
    visit(page, uri)
    cards = page.locator(".sc-card:not(.sc-card--lab)").evaluate_all("""(cards) => cards.map((card) => {
      const [link, star] = [card.querySelector('.sc-card__title a'), card.querySelector('[data-sc="star"]')]
      return [new URL(link.href).pathname, star.dataset.slug, link.textContent, star.ariaLabel]
    })""")
    assert cards
    assert [path for path, *_ in cards] == [f"/solutions/{slug}/" for _, slug, *_ in cards]
    assert [name for *_, name in cards] == [f"Shortlist: {title}" for *_, title, _ in cards]
    assert page.locator(f"h1 ~ * [data-sc=star][data-slug={EVERYTHING}]").count() == (1 if EVERYTHING in uri else 0)


def test_a_star_is_a_toggle_button_whose_name_stays(page):
    visit(page, f"solutions/{LAMPS}/")
    actions = page.locator(".sc-solution__actions")
    off = f"""
      - paragraph:
        - 'button "Shortlist: {TITLES[LAMPS]}"'
        - link "Compare with…"
    """
    expect(actions).to_match_aria_snapshot(off)
    actions.get_by_role("button").click()
    expect(actions).to_match_aria_snapshot(off.replace("\"'", "\" [pressed]'"))
    assert page.evaluate(STORED) == [LAMPS]
    actions.get_by_role("button").click()
    expect(actions).to_match_aria_snapshot(off)
    assert page.evaluate(STORED) == []


def test_a_click_on_a_cards_star_does_not_open_the_card(page):
    visit(page, EXPLORER)
    star(page, LED).click()
    assert page.url.endswith(EXPLORER)
    expect(star(page, LED)).to_have_attribute("aria-pressed", "true")


def test_the_header_counts_the_stars_on_every_page(page):
    visit(page, EXPLORER)
    link = page.get_by_role("banner").get_by_role("link", name="Shortlist")
    expect(number(page)).to_be_hidden()
    for count, slug in enumerate((LED, RADAR), 1):
        star(page, slug).click()
        expect(number(page)).to_have_text(str(count))
    visit(page, "about/")
    expect(link).to_have_accessible_name("Shortlist 2")
    visit(page, f"solutions/{RADAR}/")
    expect(star(page, RADAR)).to_have_attribute("aria-pressed", "true")


def test_a_row_of_the_table_has_the_star_of_its_card(page):
    page.goto("solutions/?view=table")
    row = page.locator("tbody tr").first
    row.get_by_role("button", name="Shortlist: ").click()
    expect(row.locator('[data-sc="star"]')).to_have_attribute("aria-pressed", "true")
    page.get_by_role("radio", name="Cards").check(force=True)
    expect(page.locator("[data-sc=cards] > li").first.locator('[data-sc="star"]')).to_have_attribute("aria-pressed", "true")


def test_a_star_works_with_the_keyboard_and_keeps_the_focus(page):
    visit(page, EXPLORER)
    star(page, LED).focus()
    page.keyboard.press("Space")
    expect(star(page, LED)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    expect(star(page, LED)).to_have_attribute("aria-pressed", "false")
    expect(star(page, LED)).to_be_focused()


def test_two_tabs_show_each_others_stars_and_lose_none(page):
    visit(page, EXPLORER)
    other = page.context.new_page()
    visit(other, EXPLORER)
    star(page, LED).click()
    expect(star(other, LED)).to_have_attribute("aria-pressed", "true")
    star(other, RADAR).click()
    expect(number(page)).to_have_text("2")
    star(page, LAMPS).click()
    expect(number(other)).to_have_text("3")
    assert other.evaluate(STORED) == [LED, RADAR, LAMPS]


def test_going_back_shows_the_stars_as_they_are_now(page):
    visit(page, EXPLORER)
    visit(page, f"solutions/{LED}/")
    star(page, LED).click()
    page.go_back()
    expect(star(page, LED)).to_have_attribute("aria-pressed", "true")
    expect(number(page)).to_have_text("1")


def test_a_full_shortlist_says_so_and_loses_nothing(page):
    full = [f"s{number}" for number in range(50)]
    store(page, full)
    visit(page, EXPLORER)
    star(page, LED).click()
    expect(page.get_by_text("Your shortlist is full: it holds 50 solutions.")).to_be_visible()
    expect(star(page, LED)).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(STORED) == full


def test_where_the_browser_keeps_nothing_the_stars_hold_and_the_link_carries_them(page):
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('off', 'QuotaExceededError') }")
    visit(page, EXPLORER)
    star(page, LED).click()
    star(page, RADAR).click()
    expect(number(page)).to_have_text("2")
    expect(page.get_by_text("Your browser keeps nothing for this site")).to_be_visible()
    page.get_by_role("link", name="Shortlist").click()
    expect(page).to_have_url(re.compile(rf"/shortlist/\?solution={LED}&solution={RADAR}$"))
    expect(page.get_by_role("heading", name="2 solutions")).to_be_visible()
    expect(page.get_by_text("A list that was shared with you")).to_be_hidden()


def test_nothing_is_stored_before_the_first_star(page):
    visit(page, EXPLORER)
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280])
def test_the_header_stays_on_one_line_with_its_number(browse, width):
    page = browse(width=width)
    store(page, [f"s{number}" for number in range(50)])
    visit(page, "about/")
    expect(number(page)).to_have_text("50")
    assert page.locator(".sc-header__inner").bounding_box()["height"] <= 66
    link, toggle = (page.locator(f"[data-sc={name}]").bounding_box() for name in ("shortlist-link", "scheme-toggle"))
    assert link["width"] >= 24 and link["height"] >= 24 and link["x"] + link["width"] <= toggle["x"]


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_when_the_number_comes(browse, width):
    page = browse(width=width)
    store(page, [LED, RADAR])
    page.add_init_script("""
      window.shifts = []
      new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value, sources }) => [value, ...sources.map(({ node }) => node?.className ?? node?.nodeName)])))
        .observe({ type: 'layout-shift', buffered: true })
    """)
    visit(page, f"solutions/{LED}/")
    expect(number(page)).to_have_text("2")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))")
    assert page.evaluate("window.shifts") == []


def test_forced_colours_tell_a_starred_solution_from_another(browse):
    page = browse(forced_colors="active")
    store(page, [LED])
    visit(page, EXPLORER)
    fill = "(star) => getComputedStyle(star.querySelector('svg')).fill"
    assert star(page, LED).evaluate(fill) != "none"
    assert star(page, RADAR).evaluate(fill) == "none"
    assert star(page, RADAR).evaluate("(star) => getComputedStyle(star.querySelector('svg')).stroke") != "none"


def test_without_javascript_there_is_no_star_and_no_way_to_the_shortlist(browse):
    page = browse(java_script_enabled=False)
    for uri in (EXPLORER, f"solutions/{LAMPS}/", ""):
        page.goto(uri)
        assert page.locator("[data-sc=star]:visible, [data-sc=shortlist-link]:visible, a[href*='compare/']:visible").count() == 0
    for uri in ("shortlist/", "compare/"):
        page.goto(uri)
        page.locator("main").get_by_role("link", name="All solutions").click()
        expect(page.get_by_role("heading", name="Solutions", level=1)).to_be_visible()
