"""The explorer's state lives in the address: it survives Back, reload and being passed on."""

from __future__ import annotations

import re

from explorer import READY, SHOWN, address, box, go, see_all_facets, shown
from playwright.sync_api import Page, expect

STATE = ("ticked", "query", "sort", "cards", "heading", "chips")


def state(page: Page, *more: str) -> dict:
    """What must come back; the counts too where all facets have been seen."""
    return {key: value for key, value in shown(page).items() if key in (*STATE, *more)}


def wait_for_query(page: Page, pattern: str) -> None:
    expect(page).to_have_url(re.compile(pattern))


def test_ticking_typing_and_sorting_stand_in_the_address(page):
    go(page)
    box(page, "sector", "energy").check()
    box(page, "sector", "water").check()
    page.get_by_label("Sort by").select_option("city")
    page.get_by_label("Search everything an entry says").fill("heat")
    wait_for_query(page, r"\?sector=energy&sector=water&q=heat&sort=city$")
    assert shown(page)["chips"] == ["Energy and heating", "Water and wastewater", "“heat”"]


def test_an_address_that_is_passed_on_gives_the_same_page_to_somebody_else(page, browse):
    go(page, address({"sector": ["energy"], "evidence": ["stated"]}, "heat", "newest"))
    mine = state(page)
    assert mine["cards"] and mine["ticked"] == ["sector=energy", "evidence=stated"]
    other = browse()
    go(other, page.url)
    assert state(other) == mine


def test_a_reload_keeps_everything(page):
    go(page)
    box(page, "sector", "water").check()
    page.get_by_label("Search everything an entry says").fill("leak")
    wait_for_query(page, "q=leak")
    before = state(page)
    page.reload()
    page.locator(READY).wait_for()
    assert state(page) == before


def test_back_and_forward_go_through_the_choices_one_by_one(page):
    go(page)
    see_all_facets(page)
    states = [state(page, "counts")]
    for facet, value in (("sector", "energy"), ("sector", "water"), ("evidence", "measured")):
        box(page, facet, value).check()
        states.append(state(page, "counts"))
    assert len({str(found) for found in states}) == 4
    for wanted in reversed(states[:-1]):
        page.go_back()
        assert state(page, "counts") == wanted
    for wanted in states[1:]:
        page.go_forward()
        assert state(page, "counts") == wanted


def test_back_from_a_solution_returns_to_the_same_choice(page):
    go(page, address({"sector": ["water"]}, "leak"))
    before = state(page)
    page.locator("[data-sc=cards] a:visible").first.click()
    expect(page.locator("h1")).not_to_have_text("Solutions")
    page.go_back()
    page.locator(READY).wait_for()
    assert state(page) == before


def test_typing_adds_no_step_to_the_history_and_each_tick_adds_one(page):
    go(page)
    start = page.evaluate("history.length")
    page.get_by_label("Search everything an entry says").press_sequentially("heat pump")
    wait_for_query(page, r"q=heat\+pump$")
    assert page.evaluate("history.length") == start
    box(page, "sector", "energy").check()
    box(page, "sector", "energy").uncheck()
    assert page.evaluate("history.length") == start + 2


def test_a_search_that_is_submitted_is_a_step_and_loads_no_page(page):
    go(page)
    page.evaluate("window.isTheSamePage = true")
    start = page.evaluate("history.length")
    page.get_by_label("Search everything an entry says").fill("heat")
    page.get_by_label("Search everything an entry says").press("Enter")
    wait_for_query(page, "q=heat$")
    assert page.evaluate("history.length") == start + 1
    assert page.evaluate("window.isTheSamePage") is True


def test_values_that_do_not_exist_are_ignored(page):
    go(page, "solutions/?sector=energy&sector=alchemy&planet=mars&sort=colour&q=%20%20heat%20%20")
    wanted = state(page)
    assert (wanted["ticked"], wanted["query"], wanted["sort"]) == (["sector=energy"], "heat", "")
    go(page, address({"sector": ["energy"]}, "heat"))
    assert state(page) == wanted


def test_a_hostile_address_is_shown_as_text_and_does_nothing(page):
    attack = "<img src=x onerror=alert(1)>\"'</script>"
    go(page, address({"sector": [attack, "__proto__", "constructor"], "__proto__": ["x"]}, attack))
    seen = shown(page)
    assert (seen["query"], seen["ticked"], seen["cards"]) == (attack, [], [])
    assert seen["chips"] == [f"“{attack}”"]
    assert page.locator("form img").count() == 0


def test_clearing_all_gives_the_address_and_the_page_of_the_start(page):
    go(page)
    start = state(page)
    go(page, address({"sector": ["energy", "water"], "status": ["running"]}, "heat"))
    page.get_by_role("button", name="Clear all").click()
    assert state(page) == start
    assert shown(page)["search"] == ""
    page.go_back()
    assert shown(page)["ticked"] == ["sector=energy", "sector=water", "status=running"]


def test_each_chip_takes_away_its_own_filter_and_no_other(page):
    go(page, address({"sector": ["energy", "water"]}, "heat"))
    page.get_by_role("button", name="Remove filter: Energy and heating").click()
    assert (shown(page)["ticked"], shown(page)["query"]) == (["sector=water"], "heat")
    page.get_by_role("button", name="Remove filter: “heat”").click()
    assert (shown(page)["ticked"], shown(page)["query"]) == (["sector=water"], "")
    page.get_by_role("button", name="Remove filter: Water and wastewater").click()
    assert shown(page)["chips"] == [] and shown(page)["search"] == ""


def test_two_tabs_do_not_disturb_each_other(page):
    other = page.context.new_page()
    go(page, address({"sector": ["energy"]}))
    go(other, address({"sector": ["water"]}))
    mine = state(page)
    box(other, "status", "running").check()
    other.get_by_label("Search everything an entry says").fill("leak")
    assert state(page) == mine
    page.reload()
    page.locator(READY).wait_for()
    assert state(page) == mine
    assert shown(other)["ticked"] == ["sector=water", "status=running"]


def test_the_search_of_the_home_page_leads_to_its_results(page):
    page.goto("")
    page.get_by_label("What do you want to solve?").fill("water leak")
    page.locator("main").get_by_role("button", name="Search").click()
    page.locator(READY).wait_for()
    assert shown(page)["query"] == "water leak" and 0 < len(shown(page)["cards"]) < 20


def test_a_listing_leads_on_to_the_explorer_with_its_own_filter_set(page):
    page.goto("sectors/water/")
    number = page.locator("#listing").text_content()
    page.get_by_role("link", name="Filter these further").click()
    page.locator(READY).wait_for()
    seen = page.evaluate(SHOWN)
    assert seen["ticked"] == ["sector=water"]
    assert seen["heading"].startswith(number.split()[0] + " of ")


def test_without_its_data_the_explorer_leads_to_every_solution_and_says_so(browse):
    page = browse(expected=("explorer/facets", "503"))
    page.route("**/explorer/facets/*", lambda route: route.fulfill(status=503, body=""))
    page.goto("solutions/?sector=energy")
    expect(page.get_by_role("status")).to_have_text("The filters could not be loaded. All solutions are listed page by page.")
    expect(page.get_by_role("status")).to_be_visible()
    assert page.locator("[data-sc=cards] > li:visible").count() == 24
    page.get_by_role("navigation", name="Pages", exact=True).get_by_role("link", name="Next").click()
    expect(page.locator("h1")).to_have_text("Solutions, page 2")
    page.go_back()
    page.get_by_text("The filters could not be loaded.").wait_for()
    assert page.locator("form[data-sc=explorer] :is(input, select, button):visible").count() == 0
