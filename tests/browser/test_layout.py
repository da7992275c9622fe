"""The pages hold on small screens, with large text, in the dark and on paper; nothing moves while they load."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from watch import WIDTHS, Browse, launched, watched
from explorer import go, shown
from kinds import EVERYTHING, KINDS, visit
from playwright.sync_api import Browser, Page, Playwright, Route, expect

MAIN_KINDS = ("", "solutions/", f"solutions/{EVERYTHING}/")

OVERFLOWING = """() => {
  const width = document.documentElement.clientWidth
  const scrolls = (e) => e && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement))
  const tooWide = [...document.querySelectorAll('body *')].filter((e) => {
    const box = e.getBoundingClientRect()
    const isShown = e.checkVisibility() && box.width > 1 && box.height > 1 && !e.closest('svg')
    return isShown && (box.right > width + 1 || box.left < -1) && !scrolls(e.parentElement)
  })
  const scrolled = document.scrollingElement.scrollWidth - width
  const all = scrolled > 0 ? [`the page is ${scrolled} px too wide`] : []
  return [...all, ...tooWide.map((e) => `${e.tagName}.${e.className}`)]
}"""
"""What makes a page scroll sideways."""

SHIFTS = """
window.shifts = []
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    window.shifts.push([value, ...sources.map(({ node }) => node?.className ?? '')])
  }
}).observe({ type: 'layout-shift', buffered: true })
"""

PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


def background(page: Page) -> tuple[int, ...]:
    """The page's background as red, green and blue of 0 to 255, drawn by the browser whatever its notation."""
    return tuple(
        page.evaluate("""() => {
          const canvas = document.createElement('canvas').getContext('2d')
          canvas.fillStyle = getComputedStyle(document.body).backgroundColor
          canvas.fillRect(0, 0, 1, 1)
          return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
        }""")
    )


def is_dark(page: Page) -> bool:
    return sum(background(page)) < 3 * 80


def test_no_kind_of_page_scrolls_sideways_on_the_narrowest_screen(browse):
    page = browse(width=320)
    found = {}
    for kind, uri in KINDS.items():
        visit(page, uri)
        if wide := page.evaluate(OVERFLOWING):
            found[kind] = wide
    assert found == {}


@pytest.mark.parametrize("uri", [f"solutions/?q={'w' * 120}", "solutions/?indicator=energy-saving&threshold=1e300"], ids=["query", "number"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_word_without_an_end_makes_nothing_wider(browse, uri, width):
    page = browse(width=width)
    visit(page, uri)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.fixture(scope="module")
def large(playwright: Playwright, home: str) -> Iterator[tuple[Browser, str]]:
    """A browser whose reader has set text to twice its size, and the site."""
    for browser in launched(playwright, "--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"):
        yield browser, home


@pytest.fixture
def browse_large(large: tuple[Browser, str]) -> Iterator[Browse]:
    yield from watched(*large)


@pytest.mark.parametrize("uri", MAIN_KINDS, ids=["home", "explorer", "solution"])
@pytest.mark.parametrize("width", [768, 1280])
def test_text_of_twice_the_size_fits(browse_large, uri, width):
    page = browse_large(width=width)
    visit(page, uri)
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 32
    assert page.evaluate(OVERFLOWING) == []


@pytest.mark.parametrize("uri", MAIN_KINDS, ids=["home", "explorer", "solution"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_while_a_page_loads(browse, uri, width):
    page = browse(width=width)
    page.add_init_script(SHIFTS)
    visit(page, uri)
    page.evaluate(PAINTED)
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("uri", MAIN_KINDS, ids=["home", "explorer", "solution"])
def test_nothing_moves_when_the_font_comes_late(browse, uri, width):
    page = browse(width=width)
    page.add_init_script(SHIFTS)
    late = []

    def answer_late(route: Route) -> None:
        page.wait_for_timeout(600)
        late.append(route.request.url)
        route.continue_()

    page.route("**/*.woff2", answer_late)
    visit(page, uri)
    page.evaluate("document.fonts.ready")
    page.evaluate(PAINTED)
    assert len(late) == 1
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("uri", MAIN_KINDS, ids=["home", "explorer", "solution"])
def test_without_javascript_the_colours_follow_the_system(browse, uri):
    for scheme in ("light", "dark"):
        page = browse(color_scheme=scheme, java_script_enabled=False)
        page.goto(uri)
        assert is_dark(page) is (scheme == "dark")


def test_the_scheme_button_overrides_the_system_and_is_remembered(browse):
    page = browse(color_scheme="light")
    page.goto("")
    button = page.get_by_role("button", name="Dark or light colours")
    assert (is_dark(page), button.get_attribute("aria-pressed")) == (False, "false")
    button.click()
    assert (is_dark(page), button.get_attribute("aria-pressed")) == (True, "true")
    page.goto("about/")
    assert (is_dark(page), button.get_attribute("aria-pressed")) == (True, "true")
    page.reload()
    assert is_dark(page)
    button.click()
    page.goto("solutions/")
    assert not is_dark(page)


def test_until_the_button_is_used_the_colours_follow_the_system_as_it_changes(browse):
    page = browse(color_scheme="light")
    page.goto("")
    page.emulate_media(color_scheme="dark")
    assert is_dark(page)
    expect(page.get_by_role("button", name="Dark or light colours")).to_have_attribute("aria-pressed", "true")


def test_paper_gets_the_content_without_header_buttons_or_dark_colours(browse):
    page = browse(color_scheme="dark")
    visit(page, f"solutions/{EVERYTHING}/")
    page.emulate_media(media="print")
    expect(page.locator("header.sc-header")).not_to_be_visible()
    expect(page.locator(".sc-entry-foot__actions")).not_to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("#sources")).to_be_visible()
    assert not is_dark(page)


def test_the_announcer_is_empty_at_first_and_says_the_count_after_a_change(page):
    go(page)
    region = page.get_by_role("status")
    assert region.count() == page.locator("[aria-live], [role=status], [role=alert]").count() == 1
    assert region.text_content() == ""
    page.locator("#sector-energy").check()
    expect(region).to_have_text(shown(page)["heading"])
    page.get_by_label("Search everything an entry says").fill("zzzz")
    expect(region).to_contain_text("No solutions match.")
    expect(region).to_contain_text("Without “zzzz” there are")


def test_forced_colours_keep_checkboxes_chips_and_focus_visible(browse):
    page = browse(forced_colors="active")
    go(page, "solutions/?sector=energy")
    expect(page.locator("#sector-energy")).to_be_visible()
    expect(page.get_by_role("button", name="Remove filter: Energy and heating")).to_be_visible()
    page.locator("#sector-energy").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
