"""The explorer's map: the same cities and numbers as the filters, by mouse, finger and keyboard, from the world to a region."""

from __future__ import annotations

import re

import pytest
from axe import findings
from explorer import RESULTS, address, box, go, shown
from playwright.sync_api import Locator, Page, expect
from test_layout import OVERFLOWING, PAINTED, SHIFTS
from watch import WIDTHS

MAP = "solutions/?view=map"

CIRCLES = """() => [...document.querySelectorAll('.sc-marker')]
  .filter((e) => e.getClientRects().length > 0)
  .map((e) => [e.getAttribute('aria-label'), e.getAttribute('aria-pressed')])"""
"""Each circle in view: its name and whether it is pressed."""

PLACES = """() => [...document.querySelectorAll('.sc-place')].filter((e) => e.checkVisibility()).map((e) => ({
  city: e.dataset.city,
  count: Number(e.querySelector('.sc-place__count').textContent),
  isPressed: e.querySelector('button').getAttribute('aria-pressed') === 'true',
  name: e.querySelector('button').getAttribute('aria-label'),
  solutions: [...e.querySelectorAll('a')].map((a) => new URL(a.href).pathname.split('/').at(-2)),
}))"""
"""The list beside the map."""

TOUCH = """([type, ...points]) => {
  const frame = document.querySelector('[data-sc="map-frame"]')
  const box = frame.getBoundingClientRect()
  const touches = points.map(([x, y], identifier) => new Touch({
    identifier, target: frame, clientX: box.left + x, clientY: box.top + y,
  }))
  const event = new TouchEvent(type, { touches, targetTouches: touches, changedTouches: touches, bubbles: true, cancelable: true })
  frame.dispatchEvent(event)
  return event.defaultPrevented
}"""
"""Fingers at points of the map's frame; whether the page was kept from following them."""


def counts(page: Page) -> dict[str, int]:
    """The city facet's own numbers, without the noughts."""
    numbers = {value: int(text.strip("()")) for facet, value, text in shown(page)["counts"] if facet == "city"}
    return {city: count for city, count in numbers.items() if count}


def circles(page: Page) -> dict[str, str | None]:
    """Circles in view: name → pressed or not; None for several cities in one circle."""
    return dict(page.evaluate(CIRCLES))


def total(page: Page) -> int:
    """What the numbers in all circles in view add up to."""
    return sum(int(re.search(r", (\d+) solution", name)[1]) for name in circles(page))


def circle(page: Page, name: str) -> Locator:
    """The circle that stands for a city, alone or with others."""
    return page.locator(f'.sc-marker[aria-label^="{name}"]')


def press(page: Page, name: str) -> None:
    """Presses one of the map's own buttons."""
    page.get_by_role("button", name=name, exact=True).click()


def zoom(page: Page) -> float:
    """Pixels per world unit."""
    return page.evaluate("document.querySelector('.sc-map-view__land').transform.baseVal[0].matrix.a")


# --- What it shows --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("selection", "query"),
    [
        ({}, ""),
        ({"sector": ["water"]}, ""),
        ({"sector": ["energy", "mobility"], "evidence": ["measured"]}, ""),
        ({"city": ["aarhus", "auckland"]}, ""),
        ({"sector": ["water"], "city": ["aarhus"]}, "sewer"),
        ({}, "heat"),
    ],
    ids=["everything", "a sector", "two facets", "two cities", "all at once", "a text"],
)
def test_numbers_on_the_map_and_in_the_list_are_the_city_facets(page, selection, query):
    go(page, f"{address(selection, query)}{'&' if selection or query else '?'}view=map")
    press(page, "Whole world")
    expected = counts(page)
    chosen = set(selection.get("city", ()))
    places = page.evaluate(PLACES)
    assert {place["city"]: place["count"] for place in places} == {**dict.fromkeys(chosen, 0), **expected}
    assert total(page) == sum(expected.values())
    assert {place["city"] for place in places if place["isPressed"]} == chosen
    found = [slug for place in places for slug in place["solutions"]]
    heading = shown(page)["heading"]
    assert len(found) == len(set(found)) == int(heading.split()[0])


def test_the_map_and_its_list_follow_a_filter_at_once(page):
    go(page, MAP)
    before = page.evaluate(PLACES)
    box(page, "sector", "water").check()
    shown(page)
    after = page.evaluate(PLACES)
    assert len(after) < len(before)
    assert {place["city"]: place["count"] for place in after} == counts(page)


def test_the_map_starts_with_denmark_and_says_how_many_cities_it_leaves_out(page):
    go(page, MAP)
    everywhere = len(counts(page))
    assert everywhere == 49
    expect(page.locator("[data-sc=map-note]")).to_have_text("46 of 49 cities in view.")
    assert not [name for name in circles(page) if name.startswith(("Auckland", "Benxi", "New York"))]
    press(page, "Whole world")
    expect(page.locator("[data-sc=map-note]")).to_have_text("49 of 49 cities in view.")
    assert {name for name in circles(page)} == {
        "Copenhagen + 45, 116 solutions: zoom in",
        *("New York, 1 solution", "Benxi, 1 solution", "Auckland, 1 solution"),
    }


def test_a_result_that_lies_elsewhere_brings_the_map_there(page):
    go(page, MAP)
    box(page, "city", "auckland").check()
    expect(circle(page, "Auckland")).to_have_attribute("aria-pressed", "true")
    expect(circle(page, "Auckland")).to_be_visible()
    assert list(circles(page)) == ["Auckland, 1 solution"]


def test_the_view_says_what_it_is(page):
    go(page, "solutions/?city=aarhus&sector=mobility&view=map")
    press(page, "Whole world")
    expect(page.locator("[data-sc=view][data-view=map]")).to_match_aria_snapshot("""
      - link "Skip to the list of cities"
      - group "Map of the cities":
        - 'button "Copenhagen + 13, 23 solutions, 1 chosen: zoom in"'
        - button "Auckland, 1 solution"
        - button "Zoom in"
        - button "Zoom out" [disabled]
        - button "Whole world" [disabled]
        - button "Fit to what was found"
      - paragraph: "15 of 15 cities in view. Coastline: Natural Earth."
      - region "Cities and what was found there":
        - heading "Cities and what was found there" [level=3]
        - list:
          - listitem:
            - button "Aabenraa, 1 solution"
          - listitem:
            - button "Aalborg, 2 solutions"
          - listitem:
            - button "Aarhus, 3 solutions" [pressed]
            - list:
              - listitem:
                - link "Simulator that shows how few municipal cars are enough"
    """)


# --- Choosing -------------------------------------------------------------------------------------


def test_a_click_on_a_circle_ticks_its_city_and_another_unticks_it(page):
    go(page, MAP)
    circle(page, "Odense,").click()
    assert shown(page)["ticked"] == ["city=odense"]
    assert shown(page)["search"] == "?city=odense&view=map"
    assert circles(page)["Odense, 6 solutions"] == "true"
    assert circles(page)["Randers, 1 solution"] == "false"
    circle(page, "Odense,").click()
    assert shown(page)["ticked"] == []


def test_a_click_on_a_circle_of_several_cities_shows_them_from_nearer_by(page):
    go(page, MAP)
    before = zoom(page)
    circle(page, "Copenhagen +").click()
    assert zoom(page) > 2 * before
    assert shown(page)["ticked"] == []
    assert "Roskilde, 4 solutions" in circles(page)


def test_from_the_whole_world_every_city_can_be_reached_by_choosing_circles(page):
    go(page, MAP)
    press(page, "Whole world")
    for _ in range(4):
        circle(page, "Copenhagen").focus()
        if "zoom in" not in circle(page, "Copenhagen").get_attribute("aria-label"):
            break
        page.keyboard.press("Enter")
    assert circles(page)["Copenhagen, 29 solutions"] == "false"
    assert circle(page, "Copenhagen,").evaluate("e => e === document.activeElement")


def test_a_finger_chooses_a_city(browse):
    page = browse(width=390, has_touch=True, is_mobile=True)
    go(page, MAP)
    circle(page, "Esbjerg,").tap()
    assert shown(page)["ticked"] == ["city=esbjerg"]
    page.locator(".sc-place[data-city=odense] button").tap()
    assert shown(page)["ticked"] == ["city=esbjerg", "city=odense"]


def test_two_fingers_zoom_and_one_is_left_to_the_page(browse):
    page = browse(width=390, has_touch=True, is_mobile=True)
    go(page, MAP)
    before = zoom(page)
    assert page.evaluate(TOUCH, ["touchstart", [150, 150]]) is False
    assert page.evaluate(TOUCH, ["touchmove", [150, 100]]) is False
    assert zoom(page) == before
    assert page.evaluate(TOUCH, ["touchstart", [150, 150], [200, 150]]) is True
    assert page.evaluate(TOUCH, ["touchmove", [125, 150], [225, 150]]) is True
    assert zoom(page) == pytest.approx(2 * before)
    page.evaluate(TOUCH, ["touchend"])


def test_the_keyboard_chooses_moves_and_zooms(page):
    go(page, MAP)
    page.locator("[data-sc=map-frame]").focus()
    before, odense = zoom(page), circle(page, "Odense,").bounding_box()
    page.keyboard.press("ArrowRight")
    assert circle(page, "Odense,").bounding_box()["x"] == pytest.approx(odense["x"] - 80, abs=1)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("+")
    assert zoom(page) == pytest.approx(1.6 * before)
    page.keyboard.press("-")
    assert zoom(page) == pytest.approx(before)
    circle(page, "Odense,").focus()
    page.keyboard.press("Space")
    assert shown(page)["ticked"] == ["city=odense"]
    assert circle(page, "Odense,").evaluate("e => e === document.activeElement")
    page.keyboard.press("Enter")
    assert shown(page)["ticked"] == []


def test_focus_on_a_circle_that_leaves_the_view_goes_to_the_map(page):
    go(page, MAP)
    circle(page, "Odense,").focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    expect(circle(page, "Odense,")).not_to_be_visible()
    assert page.evaluate("document.activeElement.dataset.sc") == "map-frame"


def test_the_list_chooses_as_the_map_does_and_keeps_the_focus(page):
    go(page, MAP)
    button = page.locator(".sc-place[data-city=aarhus] button")
    button.focus()
    page.keyboard.press("Enter")
    assert shown(page)["ticked"] == ["city=aarhus"]
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert len(page.evaluate(PLACES)) == 49


def test_the_skip_link_leads_past_the_circles(page):
    go(page, MAP)
    page.locator(".sc-map-view__skip").focus()
    expect(page.locator(".sc-map-view__skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".sc-place button").first).to_be_focused()
    assert shown(page)["search"] == "?view=map"


def test_what_is_pointed_at_on_one_side_is_marked_on_the_other(page):
    go(page, MAP)
    page.locator(".sc-place[data-city=odense] button").hover()
    assert circle(page, "Odense,").get_attribute("data-lit") is not None
    page.locator("[data-sc=map-in]").hover()
    assert circle(page, "Odense,").get_attribute("data-lit") is None
    circle(page, "Copenhagen +").focus()
    lit = page.evaluate("[...document.querySelectorAll('.sc-place[data-lit]')].map((e) => e.dataset.city)")
    assert "copenhagen" in lit and len(lit) == 12
    page.keyboard.press("Enter")
    lit = page.evaluate("[...document.querySelectorAll('.sc-place[data-lit]')].map((e) => e.dataset.city)")
    assert "copenhagen" in lit and len(lit) == 4


# --- Moving ---------------------------------------------------------------------------------------


def test_the_buttons_zoom_and_fit_and_stop_at_the_ends(page):
    go(page, MAP)
    start = zoom(page)
    press(page, "Zoom in")
    assert zoom(page) == pytest.approx(1.6 * start)
    press(page, "Zoom out")
    assert zoom(page) == pytest.approx(start)
    press(page, "Whole world")
    least = zoom(page)
    assert least < start / 20
    button = page.get_by_role("button", name="Zoom out")
    expect(button).to_have_attribute("aria-disabled", "true")
    button.focus()
    page.keyboard.press("Enter")
    assert zoom(page) == least
    expect(button).to_be_focused()
    for _ in range(20):
        page.locator("[data-sc=map-in]").press("Enter")
    expect(page.locator("[data-sc=map-in]")).to_have_attribute("aria-disabled", "true")
    press(page, "Fit to what was found")
    assert zoom(page) < start / 10


def test_the_mouse_drags_the_map_and_a_drag_chooses_nothing(page):
    go(page, MAP)
    before = circle(page, "Odense,").bounding_box()
    x, y = before["x"] + 12, before["y"] + before["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 40)
    page.mouse.move(x + 60, y + 80)
    page.mouse.up()
    after = circle(page, "Odense,").bounding_box()
    assert (after["x"] - before["x"], after["y"] - before["y"]) == pytest.approx((60, 80), abs=1)
    assert shown(page)["ticked"] == []
    circle(page, "Odense,").click()
    assert shown(page)["ticked"] == ["city=odense"]


def test_the_wheel_scrolls_the_page_and_zooms_with_ctrl(page):
    go(page, MAP)
    before = zoom(page)
    page.locator("[data-sc=map-frame]").hover(position={"x": 30, "y": 250})
    page.mouse.wheel(0, 200)
    page.wait_for_function("() => scrollY > 0")
    assert zoom(page) == before
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.wait_for_function(f"() => document.querySelector('.sc-map-view__land').transform.baseVal[0].matrix.a > {before}")
    page.keyboard.up("Control")


def test_an_address_does_not_lead_back_to_where_nothing_of_the_result_is(page):
    go(page, "solutions/?view=map&at=55.100,14.900,9.00")
    page.get_by_role("searchbox").fill("aalborg")
    page.wait_for_url(re.compile("view=map&q=aalborg$|q=aalborg&view=map$"))
    shown_before = circles(page)
    page.reload()
    page.locator("form[data-ready]").wait_for()
    assert circles(page) == shown_before != []


def test_where_the_map_was_moved_to_is_in_the_address_and_adds_no_step(page):
    go(page, MAP)
    steps = page.evaluate("history.length")
    circle(page, "Copenhagen +").click()
    page.wait_for_url(re.compile(r"at=55\.\d+%2C12\.\d+%2C\d\.\d\d$"))
    assert page.evaluate("history.length") == steps
    at, names = page.url, circles(page)
    page.reload()
    page.locator("form[data-ready]").wait_for()
    assert circles(page) == names
    assert page.url == at
    page.locator("label", has_text="Cards").locator("..").locator("input").check()
    assert shown(page)["search"] == ""


@pytest.mark.parametrize("at", ["1,2", "<script>", "99,999,99", "-99,-999,-99"])
def test_an_address_that_asks_for_no_place_on_earth_still_gets_a_map(page, at):
    go(page, f"{MAP}&at={at}")
    press(page, "Fit to what was found")
    assert total(page) == 119


# --- In every condition ---------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_axe_finds_nothing_on_the_map(browse, width, scheme):
    page = browse(width=width, color_scheme=scheme, bypass_csp=True)
    go(page, f"{MAP}&city=odense")
    assert findings(page, RESULTS) == []
    press(page, "Whole world")
    assert findings(page, RESULTS) == []


def test_the_map_stands_above_the_list_on_the_narrowest_screen_and_beside_it_on_a_wide_one(browse):
    for width, is_beside in ((320, False), (1440, True)):
        page = browse(width=width)
        go(page, MAP)
        assert page.evaluate(OVERFLOWING) == []
        frame, places = (page.locator(f"[data-sc={name}]").bounding_box() for name in ("map-frame", "map-cities"))
        assert (places["x"] > frame["x"] + frame["width"]) is is_beside
        assert (places["y"] > frame["y"] + frame["height"]) is not is_beside
        assert total(page) == 116


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_while_the_map_loads(browse, width):
    page = browse(width=width)
    page.add_init_script(SHIFTS)
    go(page, MAP)
    expect(page.locator(".sc-map-view__land")).to_have_attribute("d", re.compile("^M"))
    page.evaluate(PAINTED)
    moved = [shift for shift in page.evaluate("window.shifts") if any("map" in str(name) or "place" in str(name) for name in shift[1:])]
    assert moved == []


def test_without_the_coastline_the_cities_still_stand_where_they_belong(browse):
    page = browse(expected=("ERR_FAILED", "world.json"))
    page.route("**/world.json", lambda route: route.abort())
    go(page, MAP)
    assert total(page) == 116


def test_the_coastline_is_fetched_only_when_the_map_is_asked_for(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    go(page)
    assert not {"world.json", "map-view.mjs"} & set(asked)
    page.locator("#view-map").check()
    expect(page.locator(".sc-map-view__land")).to_have_attribute("d", re.compile("^M"))
    assert {"world.json", "map-view.mjs"} <= set(asked)


def test_without_javascript_there_is_no_map_in_the_explorer(browse):
    page = browse(java_script_enabled=False)
    page.goto(MAP)
    expect(page.locator(".sc-map-view")).not_to_be_visible()
    expect(page.locator("#view-map")).not_to_be_visible()


def test_forced_colours_keep_circles_choices_and_focus_apart(browse):
    page = browse(forced_colors="active")
    go(page, f"{MAP}&city=odense")
    colour = """(name) => {
      const style = getComputedStyle(document.querySelector(`.sc-marker[aria-label^="${name}"] .sc-marker__circle`))
      return [style.fill, style.stroke, style.strokeWidth]
    }"""
    chosen, other = page.evaluate(colour, "Odense,"), page.evaluate(colour, "Vejle,")
    assert chosen[0] != other[0] != other[1]
    circle(page, "Vejle,").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(colour, "Vejle,") != other
    assert page.evaluate(colour, "Vejle,")[2] == "5px"


def test_paper_gets_the_map_and_the_list_without_buttons(browse):
    page = browse(color_scheme="dark")
    go(page, MAP)
    page.emulate_media(media="print")
    expect(circle(page, "Odense,")).to_be_visible()
    expect(page.locator(".sc-place").first).to_be_visible()
    expect(page.locator("[data-sc=map-in]")).not_to_be_visible()


def test_a_flight_ends_where_it_was_sent(browse):
    page = browse(reduced_motion="no-preference")
    go(page, MAP)
    press(page, "Whole world")
    expect(page.get_by_role("button", name="Whole world")).to_have_attribute("aria-disabled", "true")
    expect(page.locator("[data-sc=map-note]")).to_have_text("49 of 49 cities in view.")
