"""Results that are longer than a page: what is fetched when, what comes late or not at all, and the way back."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from built import CATALOGUE
from explorer import READY, SETTLED, address, box, everything, go, see_all_facets, shown
from plain_catalogue import PlainCatalogue
from playwright.sync_api import Locator, Page, Route, expect
from test_layout import PAINTED, SHIFTS
from watch import WIDTHS

MORE = "[data-sc=cards-more]"
MISSING = "[data-sc=missing]"
FOCUSED = "document.activeElement.pathname?.split('/').at(-2)"


@pytest.fixture(scope="module")
def plain() -> PlainCatalogue:
    return PlainCatalogue(CATALOGUE)


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Names of the pieces that the page asks for, in order."""
    found: list[str] = []

    def note(request) -> None:
        if name := re.search(r"showroom/(?:explorer|results)/(.+)\.json", request.url):
            found.append(name[1])

    page.on("request", note)
    return found


CARDS_ON_SCREEN = """() => [...document.querySelectorAll('[data-sc="cards"] > li')].filter((li) => {
  const { top, bottom } = li.getBoundingClientRect()
  return bottom > 0 && top < innerHeight
}).map((li) => li.querySelector('a')?.href.split('/').at(-2) ?? null)"""
"""Slugs of the cards that can be seen, at least in part; null for one that is on its way."""


def come_near(page: Page, label: Locator, how: str) -> list[str]:
    """Does to a value what comes before it is ticked; names of the files with cards that were fetched for that."""
    found = []
    page.on("request", lambda request: found.append(request) if "/explorer/cards/" in request.url else None)
    # They are asked for at the same moment: once one has come, all are known.
    with page.expect_request_finished(lambda request: "/explorer/cards/" in request.url):
        label.hover() if how == "hover" else label.dispatch_event(how)
    for request in found:
        request.response().finished()
    return [re.search(r"cards/\d+", request.url)[0] for request in found]


def refuse(route: Route) -> None:
    route.fulfill(status=503, body="")


# --- A page at a time -----------------------------------------------------------------------------


def test_more_cards_come_a_page_at_a_time_and_the_focus_goes_to_the_first_new_one(page, plain):
    go(page)
    every = list(plain.solutions)
    assert shown(page)["cards"] == every[:24]
    expect(page.get_by_text("24 of 119 shown")).to_be_visible()
    page.get_by_role("button", name="Show 24 more").click()
    page.evaluate(SETTLED)
    assert shown(page)["cards"] == every[:48]
    assert page.evaluate(FOCUSED) == every[24]
    assert everything(page)["cards"] == every
    expect(page.locator(MORE)).not_to_be_visible()


def test_a_long_result_is_paged_in_its_own_order(page, plain):
    go(page, address({"sector": ["energy"]}, sort="title"))
    wanted = plain.shown({"sector": ["energy"]}, sort="title")
    assert len(wanted) > 24
    assert shown(page)["cards"] == wanted[:24]
    page.get_by_role("button", name=f"Show {len(wanted) - 24} more").click()
    page.evaluate(SETTLED)
    assert shown(page)["cards"] == wanted
    page.get_by_label("Sort by").select_option("newest")
    assert shown(page)["cards"] == plain.shown({"sector": ["energy"]}, sort="newest")[:24]


def test_the_way_back_leads_to_as_many_cards_and_as_far_down(page, plain):
    go(page, address({"sector": ["energy"]}))
    page.locator(MORE).click()
    page.evaluate(SETTLED)
    wanted = shown(page)["cards"]
    assert len(wanted) > 24
    page.locator(f"a[href$='/{wanted[30]}/']").click()
    expect(page.locator("h1")).not_to_have_text("Solutions")
    page.go_back()
    page.locator(READY).wait_for()
    assert shown(page)["cards"] == wanted
    expect(page.locator(f"a[href$='/{wanted[30]}/']")).to_be_in_viewport()


def test_a_reload_leads_to_as_many_cards_and_as_far_down(page, plain):
    go(page)
    page.locator(MORE).click()
    page.evaluate(SETTLED)
    page.locator("[data-sc=cards] > li").nth(40).scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.wait_for_function("(y) => history.state.y === Math.round(y)", arg=before)
    page.reload()
    page.locator(READY).wait_for()
    page.wait_for_function("(y) => Math.abs(scrollY - y) < 400", arg=before)
    assert before > 2000 and len(shown(page)["cards"]) == 48


def test_whoever_has_gone_elsewhere_during_a_reload_is_left_there(page):
    go(page)
    page.locator(MORE).click()
    page.evaluate(SETTLED)
    page.locator("[data-sc=cards] > li").nth(40).scroll_into_view_if_needed()
    page.wait_for_function("() => history.state.y > 2000")
    held = []
    page.route("**/explorer/cards/*", lambda route: held.append(route))
    page.reload()
    page.wait_for_function("() => document.querySelector('[data-sc=explorer]')?.dataset.busy === ''")
    page.mouse.wheel(0, -9000)
    page.wait_for_function("() => scrollY === 0")
    page.route("**/explorer/cards/*", lambda route: route.continue_())
    for route in held:
        route.continue_()
    page.locator(READY).wait_for()
    assert len(shown(page)["cards"]) == 48 and page.evaluate("scrollY") == 0


def test_a_search_and_a_link_within_the_page_lead_back_to_as_many_cards(page):
    go(page)
    page.locator(MORE).click()
    page.evaluate(SETTLED)
    page.get_by_role("searchbox").fill("sensor")
    page.get_by_role("searchbox").press("Enter")
    shown(page)
    page.go_back()
    expect(page.locator("[data-sc=cards] > li")).to_have_count(48)
    page.evaluate("location.hash = 'content'")
    box(page, "sector", "energy").check()
    page.go_back()
    expect(page.locator("[data-sc=cards] > li")).to_have_count(48)


def test_another_choice_starts_with_its_first_page(page, plain):
    go(page)
    page.locator(MORE).click()
    page.evaluate(SETTLED)
    box(page, "sector", "energy").check()
    assert len(shown(page)["cards"]) == 24
    page.go_back()
    assert len(shown(page)["cards"]) == 48


# --- What is fetched ------------------------------------------------------------------------------


def test_the_first_page_needs_no_card_and_only_the_facets_in_sight(page, asked):
    page.set_viewport_size({"width": 1280, "height": 600})
    go(page)
    assert asked[0] == "facets/sector" and {"facets/lab", "facets/evidence", "reporting", "titles"}.isdisjoint(asked)
    assert not [name for name in asked if name.startswith("cards/")]


def test_a_choice_fetches_the_files_with_its_cards_once(page, asked, plain):
    go(page)
    tick = "() => document.getElementById('city-odense').click()"  # no pointer rests anywhere
    page.evaluate(tick)
    found = shown(page)["cards"]
    every = list(plain.solutions)
    wanted = {f"cards/{every.index(slug) // 8}" for slug in found if every.index(slug) >= 24}
    cards = [name for name in asked if name.startswith("cards/")]
    assert sorted(cards) == sorted(wanted) and wanted
    page.evaluate(tick)
    page.evaluate(tick)
    assert shown(page)["cards"] == found
    assert [name for name in asked if name.startswith("cards/")] == cards


@pytest.mark.parametrize("how", ["hover", "pointerdown"])
def test_a_value_the_pointer_rests_on_or_presses_is_shown_without_any_further_request(page, asked, plain, how):
    go(page)
    wanted = plain.shown({"city": ["odense"]})
    every = list(plain.solutions)
    label = page.locator("label[for=city-odense]")
    label.scroll_into_view_if_needed()
    fetched = come_near(page, label, how)
    needed = {f"cards/{every.index(slug) // 8}" for slug in wanted if every.index(slug) >= 24}
    assert {*fetched} == needed
    assert shown(page)["ticked"] == []
    before = len(asked)
    label.click()
    assert shown(page)["cards"] == wanted and shown(page)["ticked"] == ["city=odense"]
    # Where that takes long, the pointer rests on the value that now stands there, and others are expected.
    assert needed.isdisjoint(asked[before:]) and {name.partition("/")[0] for name in asked[before:]} <= {"cards"}


def test_who_is_far_down_a_short_result_has_the_cards_that_come_there_before_the_click(page, plain):
    go(page, address({"model": ["esco"]}, sort="title"))
    see_all_facets(page)
    page.set_viewport_size({"width": 1280, "height": 700})
    wanted = plain.shown({"model": ["esco", "public-service"]}, sort="title")[:24]
    label = page.locator("label[for=model-public-service]")
    label.evaluate("(label) => label.scrollIntoView({ block: 'center' })")
    assert page.evaluate(CARDS_ON_SCREEN) == []
    come_near(page, label, "hover")
    held: list[Route] = []
    page.route("**/explorer/cards/*", lambda route: held.append(route))
    label.click()
    page.locator(".sc-waiting").first.wait_for(state="attached")
    seen = page.evaluate(CARDS_ON_SCREEN)
    assert seen and seen == [slug for slug in wanted if slug in seen] and wanted[0] not in seen
    for route in held:
        route.continue_()
    assert shown(page)["cards"] == wanted


def test_a_facet_has_its_counts_when_it_is_opened(page, asked, plain):
    go(page, address({"sector": ["water"]}))
    assert "facets/evidence" not in asked
    with page.expect_response("**/facets/evidence.json*"):
        box(page, "evidence", "measured")
    wanted = plain.counts({"sector": ["water"]})["evidence"]
    expect(page.locator("label[for=evidence-measured]")).to_contain_text(f"({wanted['measured']})")
    assert {value: text for facet, value, text in shown(page)["counts"] if facet == "evidence"} == {
        value: f"({count})" for value, count in wanted.items()
    }


def test_the_list_of_indicators_has_its_numbers_when_it_is_reached(page, asked, plain):
    go(page, address({"sector": ["water"]}))
    assert "reporting" not in asked
    with page.expect_response("**/explorer/reporting.json*"):
        page.get_by_label("What was achieved").focus()
    left = set(plain.shown({"sector": ["water"]}))
    number = len(left & set(plain.reported["water-loss"]))
    expect(page.locator("#figure-indicator option[value=water-loss]")).to_have_text(re.compile(rf"\({number}\)$"))


# --- What comes late, or not ----------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_cards_that_come_late_have_their_place_and_move_nothing(browse, plain, width):
    page = browse(width=width)
    held: list[Route] = []
    is_late = True

    def hold(route: Route) -> None:
        if is_late:
            held.append(route)
        else:
            route.continue_()

    page.route("**/explorer/cards/*", hold)
    page.add_init_script(SHIFTS)
    go(page)
    page.evaluate("document.querySelector('#explorer-sort').value = 'title'")
    page.evaluate("document.querySelector('#explorer-sort').dispatchEvent(new Event('change', { bubbles: true }))")
    page.locator(".sc-waiting").first.wait_for()
    assert page.locator("[data-sc=cards]").get_attribute("aria-busy") == "true"
    assert page.locator("[data-sc=cards] > li").count() == 24
    page.evaluate(PAINTED)
    page.evaluate("window.shifts = []")
    is_late = False
    for route in held:
        route.continue_()
    page.evaluate(SETTLED)
    page.evaluate(PAINTED)
    assert page.locator(".sc-waiting").count() == 0
    assert shown(page)["cards"] == plain.shown({}, sort="title")[:24]
    assert page.evaluate("window.shifts") == []


def test_cards_that_cannot_be_had_are_told_of_and_can_be_asked_for_again(browse, plain):
    page = browse(expected=("explorer/cards", "503"))
    page.route("**/explorer/cards/*", refuse)
    go(page, address({"city": ["odense"]}))
    wanted = plain.shown({"city": ["odense"]})
    seen = shown(page)
    assert seen["heading"] == f"{len(wanted)} of 119 solutions"
    assert seen["cards"] == [slug for slug in wanted if slug in [*plain.solutions][:24]]
    expect(page.locator(MISSING)).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Some solutions could not be loaded.")
    page.unroute("**/explorer/cards/*")
    page.get_by_role("button", name="Try again").click()
    page.locator(MISSING).wait_for(state="hidden")
    assert shown(page)["cards"] == wanted
    assert page.evaluate("document.activeElement.id") == "explorer-heading"


def test_more_cards_that_cannot_be_had_are_told_of_and_come_next_time_from_where_the_others_end(browse, plain):
    page = browse(expected=("explorer/cards", "503"))
    go(page)
    page.route("**/explorer/cards/*", refuse)
    page.locator(MORE).click()
    expect(page.locator(MISSING)).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Some solutions could not be loaded.")
    page.unroute("**/explorer/cards/*")
    page.locator(MORE).click()
    expect(page.locator(MISSING)).to_be_hidden()
    seen = shown(page)["cards"]
    assert seen == [*plain.solutions][:48] and page.evaluate(FOCUSED) == seen[24]


def test_cards_of_another_order_are_not_shown(browse, plain):
    page = browse()
    page.route("**/explorer/cards/*", lambda route: route.fulfill(json={"order": "another", "cards": ["<p>wrong</p>"] * 8}))
    go(page, address(sort="title"))
    expect(page.locator(MISSING)).to_be_visible()
    assert page.get_by_text("wrong", exact=True).count() == 0


def test_a_facet_that_cannot_be_had_is_left_aside_and_that_is_said(browse, plain):
    page = browse(expected=("facets/evidence", "503"))
    page.route("**/facets/evidence.json*", refuse)
    go(page, address({"sector": ["water"], "evidence": ["measured"]}))
    expect(page.get_by_role("status")).to_contain_text("The filters by Evidence could not be loaded. They are left aside.")
    assert everything(page)["cards"] == plain.shown({"sector": ["water"]})
    page.unroute("**/facets/evidence.json*")
    box(page, "sector", "energy").check()
    assert everything(page)["cards"] == plain.shown({"sector": ["energy", "water"], "evidence": ["measured"]})


def test_what_is_said_of_a_facet_that_could_not_be_had_goes_once_it_has_come(browse):
    page = browse(expected=("facets/", "503"))
    page.route("**/facets/sector.json*", refuse)
    go(page)
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    page.unroute("**/facets/sector.json*")
    with page.expect_response("**/explorer/reporting.json*"):
        page.get_by_label("What was achieved").focus()
    expect(page.get_by_role("status")).not_to_contain_text("could not be loaded")


def test_a_search_that_could_not_be_had_is_tried_again_with_enter(browse):
    page = browse(expected=("showroom/search", "503"))
    page.route("**/showroom/search/**", refuse)
    go(page, address(query="sensor"))
    expect(page.get_by_role("status")).to_contain_text("search")
    half = len(shown(page)["cards"])
    page.unroute("**/showroom/search/**")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_function("(half) => document.querySelectorAll('[data-sc=cards] > li').length > half", arg=half)


def test_an_order_that_cannot_be_had_is_that_of_the_server(browse, plain):
    page = browse(expected=("orders/title", "503"))
    page.route("**/orders/title.json*", refuse)
    go(page, address(sort="title"))
    expect(page.get_by_role("status")).to_contain_text("This order could not be loaded. The best documented solutions come first.")
    assert shown(page)["cards"] == [*plain.solutions][:24]


def test_rows_that_cannot_be_had_are_told_of_and_can_be_asked_for_again(browse, plain):
    page = browse(expected=("explorer/", "503"))
    for pieces in ("**/explorer/cards/*", "**/explorer/titles.json*"):
        page.route(pieces, refuse)
    go(page, f"{address({'city': ['odense']})}&view=table")
    expect(page.locator(MISSING)).to_be_visible()
    for pieces in ("**/explorer/cards/*", "**/explorer/titles.json*"):
        page.unroute(pieces)
    page.get_by_role("button", name="Try again").click()
    page.locator(MISSING).wait_for(state="hidden")
    assert shown(page)["rows"] == plain.shown({"city": ["odense"]})


def test_the_file_has_every_row_though_few_were_fetched_and_says_when_it_cannot_be_made(browse, plain, tmp_path: Path):
    page = browse(expected=("blob:",))
    go(page, "solutions/?view=table&column=city")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    download.value.save_as(tmp_path / "all.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "all.csv").read_text("utf-8-sig"))))
    assert [row[-1].split("/")[-2] for row in rows[1:]] == list(plain.solutions)
    other = browse(expected=("explorer/", "503"))
    go(other, f"{address({'city': ['auckland']})}&view=table")
    for pieces in ("**/explorer/cards/*", "**/explorer/titles.json*"):
        other.route(pieces, refuse)
    other.locator("#city-copenhagen").check()
    expect(other.locator(MISSING)).to_be_visible()
    other.get_by_role("button", name="Download").click()
    expect(other.get_by_role("status")).to_contain_text("The file could not be made")


# --- The map's list -------------------------------------------------------------------------------


@pytest.fixture
def short_list(page: Page) -> Page:
    """A page whose map lists at most twenty solutions under all cities, and at most four under a chosen one."""

    def shorten(route: Route) -> None:
        response = route.fetch()
        text = response.text().replace("const LISTED = 120", "const LISTED = 20").replace("const MOST = 24", "const MOST = 4")
        route.fulfill(response=response, body=text)

    page.route("**/map-list.mjs", shorten)
    return page


def test_of_a_long_result_only_chosen_cities_list_what_was_found(short_list, plain):
    page = short_list
    go(page, "solutions/?view=map")
    links = page.locator(".sc-place__solutions a")
    expect(page.get_by_text("Choose a city to see its solutions.")).to_be_visible()
    expect(links).to_have_count(0)
    page.locator(".sc-place[data-city=copenhagen] button").click()
    shown(page)
    wanted = plain.shown({"city": ["copenhagen"]})
    assert len(wanted) > 20
    assert links.evaluate_all("(links) => links.map((a) => a.pathname.split('/').at(-2))") == wanted[:4]
    expect(page.get_by_text(f"and {len(wanted) - 4} more")).to_be_visible()
    expect(page.get_by_text("Choose a city to see its solutions.")).not_to_be_visible()
    box(page, "sector", "water").check()
    shown(page)
    assert set(links.evaluate_all("(links) => links.map((a) => a.pathname.split('/').at(-2))")) == set(
        plain.shown({"city": ["copenhagen"], "sector": ["water"]})
    )
