"""The search fields of header and home page suggest as one types, to eyes, ears, hands and keys alike."""

from __future__ import annotations

import re

import pytest
from axe import findings
from explorer import READY, shown
from kinds import KINDS, visit
from playwright.sync_api import Page, expect
from watch import WIDTHS

FIELDS = {"header": ("about/", "Search solutions"), "home page": ("", "What do you want to solve?")}

CLOSED = """
- search "Search the site":
  - text: Search solutions
  - combobox "Search solutions": {text}
  - button "Search"
"""

OPEN = """
- search "Search the site":
  - text: Search solutions
  - combobox "Search solutions" [expanded]: wifi
  - button "Search"
  - listbox "Suggestions":
    - group "Topics":
      - text: Topics
      - option "Wi-Fi, 4G and 5G 6 solutions" [selected]
      - option "People-flow counting Wi-Fi tracking · 6 solutions"
    - group "Solutions":
      - text: Solutions
      - option /Wi-Fi/
      - option /Wi-Fi/
      - option /Wi-Fi/
  - status: 5 suggestions. Use the arrow keys to choose one.
"""


def field_of(page: Page, name: str = "Search solutions"):
    """A search field that suggests, opened if the screen has it folded away."""
    field = page.get_by_role("combobox", name=name)
    if not field.is_visible():
        page.get_by_role("button", name="Search the site").click()
    return field


def type_(page: Page, text: str, name: str = "Search solutions"):
    """Types into the field and waits for the list."""
    field = field_of(page, name)
    field.press_sequentially(text)
    expect(field).to_have_attribute("aria-expanded", "true")
    return field


def active(page: Page) -> str | None:
    """What the option says that the field calls active."""
    return page.evaluate("""() => {
      const id = document.activeElement.getAttribute('aria-activedescendant')
      const option = id && document.getElementById(id)
      return option && option.getAttribute('aria-selected') === 'true' ? option.firstChild.textContent : null
    }""")


def test_every_kind_of_page_has_the_same_search_in_its_header(page):
    for kind, uri in KINDS.items():
        page.goto(uri)
        expect(field_of(page), kind).to_be_visible()
    for width in (390, 768):
        page.set_viewport_size({"width": width, "height": 900})
        expect(field_of(page), f"{width} px").to_be_visible()


def test_open_and_closed_the_field_says_what_it_is(page):
    visit(page, "about/")
    search = page.get_by_role("search", name="Search the site")
    expect(search).to_match_aria_snapshot(CLOSED.replace(": {text}", ""))
    type_(page, "wifi")
    page.keyboard.press("ArrowDown")
    expect(search).to_match_aria_snapshot(OPEN)
    page.keyboard.press("Escape")
    expect(search).to_match_aria_snapshot(CLOSED.format(text="wifi") + "  - status\n")


@pytest.mark.parametrize("place", FIELDS)
def test_with_the_keyboard_alone_one_goes_through_the_options_and_to_a_page(page, home, place):
    uri, name = FIELDS[place]
    visit(page, uri)
    type_(page, "aar", name)
    options = [text.strip() for text in page.locator("[role=option]:visible .sc-suggest__label").all_text_contents()]
    assert options[0] == "Aarhus" and 3 <= len(options) <= 8
    assert active(page) is None
    for wanted in [*options, options[0]]:
        page.keyboard.press("ArrowDown")
        assert active(page) == wanted
    page.keyboard.press("ArrowUp")
    assert active(page) == options[-1]
    page.keyboard.press("Home")
    assert active(page) is None and page.evaluate("document.activeElement.selectionStart") == 0
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(home + "cities/aarhus/")


def test_a_topic_leads_to_the_explorer_where_one_can_narrow_further(page):
    visit(page, "about/")
    type_(page, "street light")
    page.keyboard.press("ArrowDown")
    assert active(page) == "Lighting and street infrastructure"
    page.keyboard.press("Enter")
    page.locator(READY).wait_for()
    assert shown(page)["ticked"] == ["sector=lighting"]


def test_enter_without_a_chosen_option_searches_for_what_was_typed(page):
    visit(page, "labs/doll-living-lab/")
    type_(page, "street light")
    page.keyboard.press("Enter")
    page.locator(READY).wait_for()
    assert shown(page)["query"] == "street light" and shown(page)["cards"]


def test_escape_closes_the_list_then_empties_the_field_and_typing_opens_it_again(page):
    visit(page, "about/")
    field = type_(page, "heat")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("heat")
    assert active(page) is None
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert active(page) is not None
    page.keyboard.press("Alt+ArrowUp")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Alt+ArrowDown")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert active(page) is None
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    type_(page, "x")
    page.keyboard.press("Tab")
    expect(field).to_have_attribute("aria-expanded", "false")


def test_the_mouse_and_a_finger_follow_an_option(browse, home):
    for options in ({}, {"width": 390, "has_touch": True, "is_mobile": True}):
        page = browse(**options)
        visit(page, "about/")
        type_(page, "DOLL")
        option = page.get_by_role("option", name=re.compile("^DOLL"))
        option.first.tap() if options else option.first.click()
        expect(page).to_have_url(re.compile("/(labs|organisations|solutions)/"))


def test_a_click_beside_the_list_closes_it(page):
    visit(page, "about/")
    field = type_(page, "heat")
    page.locator("h1").click(position={"x": 5, "y": 5})
    expect(field).to_have_attribute("aria-expanded", "false")


def test_what_is_found_is_said_once_the_reader_pauses_and_nothing_found_says_nothing(page):
    visit(page, "about/")
    type_(page, "hofor")
    status = page.get_by_role("status")
    expect(status).to_have_text("1 suggestion. Use the down arrow to choose it.")
    field_of(page).press_sequentially("xyz")
    expect(status).to_have_text("")
    expect(page.get_by_role("listbox")).not_to_be_visible()


def test_only_the_beginning_that_is_typed_is_fetched_and_nothing_before(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/suggest/" in request.url else None)
    visit(page, "about/")
    assert asked == []
    type_(page, "heat")
    assert [re.sub(r"-\w+\.json", "", url.rpartition("/")[2]) for url in asked] == ["manifest.json", "h"]


def test_without_its_data_the_field_still_searches(browse):
    page = browse(expected=("Failed to load resource", "suggest"))
    page.route("**/suggest/**", lambda route: route.fulfill(status=503, body=""))
    visit(page, "about/")
    field_of(page).fill("heat pump")
    page.keyboard.press("Enter")
    page.locator(READY).wait_for()
    assert shown(page)["query"] == "heat pump"


def test_a_hostile_query_is_text(page):
    visit(page, "about/")
    for query in ("<img src=x onerror=alert(1)>", "__proto__", "constructor", "\\", "%00"):
        field_of(page).fill(query)
        page.wait_for_timeout(50)
    assert page.locator("header img").count() == 0


@pytest.mark.parametrize("place", FIELDS)
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_axe_finds_nothing_while_the_list_is_open(browse, width, scheme, place):
    page = browse(width=width, color_scheme=scheme, bypass_csp=True)
    uri, name = FIELDS[place]
    visit(page, uri)
    type_(page, "heat", name)
    page.keyboard.press("ArrowDown")
    assert findings(page, "[data-sc=suggesting]") == []


def test_forced_colours_show_which_option_is_active(browse):
    page = browse(forced_colors="active")
    visit(page, "about/")
    type_(page, "heat")
    page.keyboard.press("ArrowDown")
    outlines = page.locator("[role=option]:visible").evaluate_all("all => all.map((e) => getComputedStyle(e).outlineStyle)")
    assert outlines[0] == "solid" and set(outlines[1:]) == {"none"}


def test_the_folded_search_opens_with_the_focus_in_it_and_escape_gives_it_back(browse):
    page = browse(width=768)
    visit(page, "about/")
    toggle = page.get_by_role("button", name="Search the site")
    expect(page.get_by_role("combobox")).not_to_be_visible()
    toggle.press("Enter")
    assert toggle.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.id") == "site-q"
    type_(page, "heat")
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox")).not_to_be_visible()
    expect(toggle).to_be_focused()


def test_back_comes_to_a_page_whose_list_is_closed(page):
    visit(page, "about/")
    type_(page, "aarhus")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("cities/aarhus/$"))
    page.go_back()
    expect(page.get_by_role("listbox")).not_to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1440])
def test_the_header_stays_in_one_row(browse, width):
    page = browse(width=width)
    visit(page, "about/")
    assert page.locator(".sc-header__inner").bounding_box()["height"] <= 66


def test_without_javascript_no_search_is_offered_that_would_not_search(browse):
    page = browse(java_script_enabled=False)
    for uri in ("", "about/", "solutions/"):
        page.goto(uri)
        assert page.locator("[name=q]:visible").count() == 0
