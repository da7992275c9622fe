"""The shortlist page: one's own list in its order, a list that somebody sent, and what one can do with either."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from axe import findings
from kinds import visit
from playwright.sync_api import Page, expect
from starred import GEOTHERMAL, LAMPS, LED, RADAR, SHOWN, SIGNS, TITLES, go, go_on, query, store
from test_layout import OVERFLOWING, is_dark
from watch import MISSING

GONE = "solution-that-was"


def opened(page: Page, slugs: list[str]) -> Page:
    """The shortlist page with these solutions starred."""
    store(page, slugs)
    go(page, "shortlist/")
    return page


def shown(page: Page) -> dict:
    return page.evaluate(SHOWN)


def button(page: Page, action: str, slug: str):
    return page.get_by_role("button", name=f"{action}: {TITLES[slug]}", exact=True)


def test_from_a_star_over_the_shortlist_to_a_comparison_and_back(page):
    page.goto("sectors/lighting/")
    for slug in (LED, LAMPS):
        page.locator(f"[data-sc=star][data-slug={slug}]").click()
    page.get_by_role("banner").get_by_role("link", name="Shortlist 2").click()
    go_on(page)
    assert shown(page) == {"list": [LED, LAMPS], "search": query([LED, LAMPS]), "stored": [LED, LAMPS], "number": "2"}
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page).to_have_url(re.compile(rf"/compare/\{query([LED, LAMPS])}$"))
    expect(page.get_by_role("columnheader", name=TITLES[LAMPS])).to_be_visible()
    page.go_back()
    go_on(page)
    button(page, "Remove", LED).click()
    expect(page.get_by_role("heading", name="1 solution", exact=True)).to_be_visible()
    assert shown(page) == {"list": [LAMPS], "search": query([LAMPS]), "stored": [LAMPS], "number": "1"}


def test_the_address_shows_the_same_list_in_a_fresh_profile(page, browse):
    opened(page, [RADAR, LED, LAMPS])
    stranger = browse()
    go(stranger, page.url)
    assert shown(stranger) == {"list": [RADAR, LED, LAMPS], "search": query([RADAR, LED, LAMPS]), "stored": [], "number": "0"}
    expect(stranger.get_by_role("heading", name="A list that was shared with you")).to_be_visible()
    expect(stranger.get_by_role("button", name="Add to mine")).to_be_hidden()
    stranger.get_by_role("button", name="Keep as my shortlist").click()
    expect(stranger.get_by_role("heading", name="A list that was shared with you")).to_be_hidden()
    expect(stranger.locator("[data-sc=heading]")).to_be_focused()
    assert shown(stranger)["stored"] == [RADAR, LED, LAMPS]


def test_a_shared_list_beside_ones_own_can_be_added_or_take_its_place(page):
    store(page, [LED, SIGNS])
    go(page, f"shortlist/{query([RADAR, LED])}")
    expect(page.get_by_text("Your own shortlist has 2 solutions. Keeping this list takes its place.")).to_be_visible()
    assert shown(page)["stored"] == [LED, SIGNS]
    page.get_by_role("button", name="Add to mine").click()
    expect(page.get_by_role("heading", name="3 solutions")).to_be_visible()
    assert shown(page) == {"list": [LED, SIGNS, RADAR], "search": query([LED, SIGNS, RADAR]), "stored": [LED, SIGNS, RADAR], "number": "3"}
    go(page, f"shortlist/{query([RADAR])}")
    page.get_by_role("button", name="Keep as my shortlist").click()
    expect(page.get_by_role("heading", name="1 solution", exact=True)).to_be_visible()
    assert shown(page)["stored"] == [RADAR]


def test_of_a_shared_list_single_solutions_can_be_starred(page):
    go(page, f"shortlist/{query([RADAR, LED])}")
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)
    page.get_by_role("button", name=f"Shortlist: {TITLES[LED]}").click()
    expect(page.locator("[data-sc=shortlist-size]")).to_have_text("1")
    assert (shown(page)["stored"], shown(page)["list"]) == ([LED], [RADAR, LED])


def test_ones_own_list_stays_ones_own_when_it_has_changed_before_going_back(page):
    opened(page, [RADAR, LED])
    page.get_by_role("link", name=TITLES[RADAR]).click()
    page.locator(".sc-solution__actions [data-sc=star]").click()
    page.go_back()
    expect(page.get_by_role("heading", name="1 solution", exact=True)).to_be_visible()
    assert shown(page) == {"list": [LED], "search": query([LED]), "stored": [LED], "number": "1"}
    expect(page.get_by_text("A list that was shared with you")).to_be_hidden()


def test_two_tabs_show_the_same_list(page):
    opened(page, [RADAR, LED])
    other = page.context.new_page()
    go(other, "shortlist/")
    button(other, "Move up", LED).click()
    expect(page.locator("[data-sc=items] > li").first).to_have_attribute("data-slug", LED)
    button(page, "Remove", RADAR).click()
    expect(other.get_by_role("heading", name="1 solution", exact=True)).to_be_visible()
    assert shown(other)["stored"] == shown(page)["stored"] == [LED]


def test_order_and_removal_by_keyboard_keep_the_focus(page):
    opened(page, [RADAR, LED, LAMPS])
    button(page, "Move down", RADAR).focus()
    page.keyboard.press("Enter")
    assert shown(page)["stored"] == [LED, RADAR, LAMPS]
    expect(button(page, "Move down", RADAR)).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(f"{TITLES[RADAR]}: place 2 of 3")
    page.keyboard.press("Enter")
    expect(button(page, "Move down", RADAR)).to_be_disabled()
    expect(button(page, "Move up", RADAR)).to_be_focused()
    assert shown(page)["list"] == shown(page)["stored"] == [LED, LAMPS, RADAR]
    button(page, "Remove", LED).focus()
    page.keyboard.press("Enter")
    expect(button(page, "Remove", LAMPS)).to_be_focused()
    button(page, "Remove", RADAR).focus()
    page.keyboard.press("Enter")
    expect(button(page, "Remove", LAMPS)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing is starred yet.")).to_be_focused()
    assert shown(page) == {"list": [], "search": "", "stored": [], "number": "0"}


def test_an_empty_shortlist_leads_to_the_explorer(page):
    go(page, "shortlist/")
    expect(page.locator("main")).to_match_aria_snapshot("""
      - heading "Shortlist" [level=1]
      - paragraph
      - region "Nothing is starred yet.":
        - heading "Nothing is starred yet." [level=2]
        - paragraph: Press the star on a solution to keep it here. The list stays in this browser; no account is needed.
        - paragraph:
          - link "All solutions"
    """)
    page.locator("main").get_by_role("link", name="All solutions").click()
    expect(page).to_have_url(re.compile("/solutions/$"))


def test_what_a_screen_reader_finds_on_a_list(page):
    opened(page, [LAMPS, RADAR])
    expect(page.locator("[data-sc=items] > li").first).to_match_aria_snapshot(f"""
      - listitem:
        - article:
          - paragraph: Lighting and street infrastructure Middelfart
          - 'heading "{TITLES[LAMPS]}" [level=3]':
            - link "{TITLES[LAMPS]}"
          - paragraph: /A performance contract/
          - paragraph: Climate Lab Middelfart · In operation
          - paragraph:
            - strong: /75.%/
            - text: CO2 from street lighting Stated
          - 'checkbox "Compare: {TITLES[LAMPS]}" [checked]'
          - text: Compare
          - 'button "Move up: {TITLES[LAMPS]}" [disabled]'
          - 'button "Move down: {TITLES[LAMPS]}"'
          - 'button "Remove: {TITLES[LAMPS]}"'
    """)


def test_of_more_than_four_the_reader_picks_two_to_four_to_compare(page):
    opened(page, [RADAR, LED, LAMPS, SIGNS, GEOTHERMAL])
    compare = page.get_by_role("button", name="Compare", exact=True)
    compare.click()
    expect(page.get_by_role("status")).to_have_text("0 solutions are ticked. A comparison takes two to four.")
    for slug in (SIGNS, LED):
        page.get_by_role("checkbox", name=TITLES[slug]).check()
    compare.click()
    expect(page).to_have_url(re.compile(rf"/compare/\{query([LED, SIGNS])}$"))


def test_a_solution_that_is_gone_is_named_and_can_be_removed(browse):
    page = browse(expected=(MISSING, GONE))
    opened(page, [LED, GONE, RADAR])
    item = page.locator("[data-sc=items] > li").nth(1)
    expect(item).to_contain_text(re.compile(f"{GONE}\\s*No longer in the showroom"))
    item.get_by_role("button", name=f"Remove: {GONE}").click()
    expect(page.get_by_role("heading", name="2 solutions")).to_be_visible()
    assert shown(page)["stored"] == [LED, RADAR]


def test_a_list_that_cannot_be_loaded_says_so_and_can_be_tried_again(browse):
    page = browse(expected=("ERR_FAILED",))
    store(page, [LED])
    page.route("**/solution.json", lambda route: route.abort())
    page.goto("shortlist/")
    expect(page.get_by_role("heading", name="The list could not be loaded.")).to_be_visible()
    page.unroute("**/solution.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("link", name=TITLES[LED])).to_be_visible()


def test_whoever_tries_again_by_keyboard_goes_on_from_what_came(browse):
    page = browse(expected=("ERR_FAILED",))
    store(page, [LED])
    page.route("**/solution.json", lambda route: route.abort())
    page.goto("shortlist/")
    page.get_by_role("button", name="Try again").focus()
    page.unroute("**/solution.json")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 solution")).to_be_focused()


def test_where_storage_is_full_the_list_in_the_address_is_ones_own(page):
    store(page, [LED])
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")
    go(page, f"shortlist/{query([LED, LAMPS])}")
    assert shown(page)["list"] == [LED, LAMPS]
    expect(page.get_by_text("A list that was shared with you")).to_be_hidden()


def test_hostile_words_stay_words(page):
    store(page, [LED])
    attack = "<img src=x onerror=\"document.title='ran'\"> {title} $& <script>1</script>"

    def answer(route) -> None:
        data = route.fetch().json()
        data["title"] = data["summary"] = data["sectors"][0]["label"] = data["city"]["name"] = attack
        data["results"][0]["label"] = attack
        data["results"][0]["quantity"]["text"] = attack
        route.fulfill(json=data)

    page.route("**/solution.json", answer)
    go(page, "shortlist/")
    card = page.locator("[data-sc=items] > li")
    expect(card.get_by_role("link")).to_have_text(attack)
    expect(card.get_by_role("button", name=f"Remove: {attack}")).to_be_visible()
    assert page.locator("[data-sc=items] :is(img, script)").count() == 0
    go(page, f"compare/{query([LED, LAMPS])}")
    expect(page.locator("thead a").first).to_have_text(attack)
    assert page.locator("table :is(img, script)").count() == 0
    assert page.title() != "ran"


def test_hostile_addresses_name_nothing(page):
    go(page, "shortlist/?solution=../../about&solution=%3Cscript%3E&solution=javascript:alert(1)&solution=")
    expect(page.get_by_role("heading", name="Nothing is starred yet.")).to_be_visible()
    assert shown(page)["search"] == ""


def test_the_link_is_copied(browse):
    page = browse(permissions=["clipboard-read", "clipboard-write"])
    opened(page, [LED, RADAR])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status")).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_the_list_is_saved_for_a_spreadsheet(browse, home):
    page = browse(expected=("blob:",))
    opened(page, [LAMPS, RADAR])
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert download.value.suggested_filename == "shortlist.csv"
    assert rows[0] == ["Title", "Address", "Sector", "City", "Living lab", "Status", "Best figure", "How it is known", "Source"]
    assert rows[1][:7] == [
        TITLES[LAMPS], f"{home}solutions/{LAMPS}/", "Lighting and street infrastructure, Energy and heating", "Middelfart",
        "Climate Lab Middelfart", "In operation", "75 % CO2 from street lighting",
    ]  # fmt: skip
    assert rows[1][7] == "Stated" and rows[1][8].startswith("https://")
    assert [row[0] for row in rows[1:]] == [TITLES[LAMPS], TITLES[RADAR]]


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_axe_finds_nothing_and_nothing_is_too_wide_in_any_state(browse, width, scheme):
    page = browse(width=width, color_scheme=scheme, bypass_csp=True, expected=(MISSING, GONE))
    store(page, [LED, LAMPS, GONE])
    for uri in ("shortlist/", f"shortlist/{query([RADAR, SIGNS])}", f"solutions/{LAMPS}/"):
        visit(page, uri)
        assert (uri, findings(page), page.evaluate(OVERFLOWING)) == (uri, [], [])


def test_paper_gets_the_list_and_its_address_and_no_buttons(browse):
    page = browse(color_scheme="dark")
    opened(page, [LED, RADAR])
    page.emulate_media(media="print")
    assert not is_dark(page)
    assert page.locator("button:visible, input:visible").count() == 0
    expect(page.get_by_text(page.url)).to_be_visible()
    for slug in (LED, RADAR):
        expect(page.get_by_role("link", name=TITLES[slug])).to_be_visible()
