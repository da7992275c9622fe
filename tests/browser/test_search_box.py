"""The explorer's text search as a reader meets it: late, missing, misspelt."""

from __future__ import annotations

import re

from explorer import address, go, shown
from playwright.sync_api import expect

FIRST = "form[data-sc='explorer'] select option >> nth=0"


def test_the_first_order_is_that_of_the_best_match_while_there_is_a_query(page):
    go(page)
    assert page.locator(FIRST).text_content() == "Best documented"
    page.get_by_role("searchbox").fill("skate park that fills with rain")
    page.locator("[data-busy]").wait_for(state="detached")
    assert page.locator(FIRST).text_content() == "Best match"
    assert shown(page)["cards"][0] == "roskilde-rabalderparken"
    page.get_by_role("searchbox").fill("")
    assert page.locator(FIRST).text_content() == "Best documented"


def test_a_query_in_the_address_is_answered_before_the_page_is_ready(page):
    go(page, address(query="harbuor ferry"))
    assert 0 < len(shown(page)["cards"]) < 20


def test_until_the_answer_comes_the_page_shows_what_it_showed(page):
    held = []
    page.route("**/search/h-*.json", lambda route: held.append(route))
    go(page)
    titles = page.locator("[data-sc=cards] > li:not([hidden]) .sc-card__title")
    before = titles.all_inner_texts()
    with page.expect_request("**/search/h-*.json"):
        page.get_by_role("searchbox").fill("hydrogen")
    page.wait_for_timeout(200)
    assert (titles.all_inner_texts(), len(held)) == (before, 1)
    held[0].continue_()
    assert "fredericia-hydrogen-surplus-heat" in shown(page)["cards"][:2]


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(page):
    held = []
    page.route("**/search/h-*.json", lambda route: held.append(route))
    go(page)
    page.get_by_role("searchbox").fill("hydrogen")
    page.get_by_role("searchbox").fill("leak")
    found = shown(page)["cards"]
    for route in held:
        route.continue_()
    page.wait_for_timeout(200)
    assert shown(page)["cards"] == found and found


def test_when_nothing_has_every_word_the_nearest_are_called_so(page):
    go(page, address(query="is it safe to swim today"))
    page.get_by_text("No solution has all these words. These have most of them.").wait_for()
    assert "copenhagen-bathing-water-forecast" in shown(page)["cards"][:5]


def test_without_its_index_the_explorer_searches_titles_and_says_so(browse):
    page = browse(expected=("Failed to load resource", "manifest.json"))
    page.route("**/search/manifest.json*", lambda route: route.abort())
    go(page, address(query="hydrogen"))
    page.get_by_text("Titles are searched instead.").wait_for()
    assert set(shown(page)["cards"]) == {"fredericia-hydrogen-surplus-heat", "vestenskov-hydrogen-village"}


def test_hand_written_pages_are_found_beside_the_solutions_and_not_counted(page):
    go(page)
    also = page.locator("[data-sc=site-pages]")
    expect(also).not_to_be_visible()
    page.get_by_role("searchbox").fill("innovation partnership procedure")
    heading = shown(page)["heading"]
    expect(also.get_by_role("heading", name="Also on this site")).to_be_visible()
    assert "How living labs work and how to read this showroom" in also.locator("a:visible").all_text_contents()
    assert heading.split()[0] == str(len(shown(page)["cards"]))
    page.get_by_role("searchbox").fill("footfall")
    shown(page)
    expect(also).not_to_be_visible()


def test_a_page_is_found_where_no_solution_is(page):
    go(page, address(query="preliminary market consultations article"))
    assert shown(page)["nothing"] or shown(page)["status"].startswith("No solution has all these words.")
    page.locator("[data-sc=site-pages] a:visible", has_text="How living labs work").click()
    expect(page).to_have_url(re.compile("about/$"))


def test_without_the_index_of_pages_the_solutions_are_found(browse):
    page = browse(expected=("Failed to load resource", "pages/manifest.json"))
    page.route("**/search/pages/manifest.json*", lambda route: route.abort())
    go(page, address(query="hydrogen"))
    assert "vestenskov-hydrogen-village" in shown(page)["cards"]
    expect(page.locator("[data-sc=site-pages]")).not_to_be_visible()
