"""A search says where each card matched, and what else might be meant when nothing does."""

from __future__ import annotations

import pytest
from axe import findings
from explorer import RESULTS, address, everything, go, shown
from playwright.sync_api import Page, expect
from test_layout import PAINTED, SHIFTS
from watch import WIDTHS

MARKS = """() => [...(CSS.highlights.get('sc-match') ?? [])].filter(({ startContainer }) => startContainer.isConnected)
  .map(({ startContainer: { data, parentElement }, startOffset, endOffset }) => ({
    word: data.slice(startOffset, endOffset), at: parentElement.closest('[class]').className,
    colour: getComputedStyle(parentElement, '::highlight(sc-match)').backgroundColor,
  }))"""
"""What is marked on cards: the words, the class of what they stand in, and the colour of the mark."""


def marked(page: Page) -> list[str]:
    """The words that are marked on cards."""
    return [mark["word"] for mark in page.evaluate(MARKS)]


def card(page: Page, slug: str):
    """The card of a solution."""
    return page.locator("[data-sc=cards] > li", has=page.locator(f"a[href$='/{slug}/'], a[href='{slug}/']"))


def excerpt(page: Page, slug: str):
    """What its card quotes."""
    return card(page, slug).locator(".sc-card__excerpt")


def test_matched_words_are_marked_in_titles_and_summaries_in_the_form_they_have(page):
    go(page, address(query="wifi"))
    expect(card(page, "aalborg-city-centre-footfall")).to_be_visible()
    words = marked(page)
    assert "Wi-Fi" in words and {word.lower().replace("-", "") for word in words} == {"wifi"}
    page.get_by_role("searchbox").fill("harbuor")
    shown(page)
    assert {word.lower() for word in marked(page)} <= {"harbour", "harbours"} != set()


def test_marks_have_their_colour_wherever_a_card_can_match(page):
    go(page, address(query="aarhus energy and"))
    seen = {mark["at"]: mark["colour"] for mark in page.evaluate(MARKS)}
    assert seen == dict.fromkeys(("sc-card__title", "sc-card__summary", "sc-card__sector", "sc-cover__city"), "rgb(255, 231, 168)")


def test_cards_that_go_and_come_back_keep_their_marks(page):
    go(page, address(query="harbour"))
    before = marked(page)
    box = page.locator("[data-sc=facet-group] input").first
    for _ in range(2):
        box.click()
        shown(page)
    assert sorted(marked(page)) == sorted(before) != []


def test_a_card_that_shows_the_match_quotes_nothing_and_another_quotes_where_it_is(page):
    go(page, address(query="wifi"))
    expect(excerpt(page, "aalborg-city-centre-footfall")).to_have_count(0)
    quoted = excerpt(page, "copenhagen-street-lab")
    expect(quoted.locator(".sc-card__where")).to_have_text("What was done:")
    expect(quoted.locator("mark")).to_have_text("Wi-Fi")


def test_a_card_that_was_away_when_its_entry_came_quotes_it_all_the_same(page):
    held = []
    page.route("**/solution.json", lambda route: held.append(route))
    go(page, address(query="data platform"))
    quotes = page.locator(".sc-card__excerpt")
    expect(quotes.first).to_be_attached()
    first = page.locator("[data-sc=facet-group] input").first
    first.click()
    shown(page)
    page.route("**/solution.json", lambda route: route.continue_())
    for route in held:
        route.continue_()
    for route in held:
        route.request.response().finished()
    first.click()
    shown(page)
    expect(page.locator(".sc-card__excerpt:empty")).to_have_count(0)


def test_only_the_words_that_the_card_lacks_are_quoted(page):
    go(page, address(query="HOFOR leak"))
    expect(excerpt(page, "hofor-water-loss-noise-loggers").locator("mark").first).to_have_text("HOFOR")
    assert "leaks" in marked(page)


def test_a_match_by_another_name_says_which(page):
    go(page, address(query="footfall"))
    expect(excerpt(page, "dtu-smart-library")).to_have_text("Technology: footfall · People-flow counting")


def test_another_query_replaces_what_was_told_and_none_takes_it_away(page):
    go(page, address(query="footfall"))
    expect(page.locator(".sc-card__excerpt mark").first).to_have_text("footfall")
    page.get_by_role("searchbox").fill("procurement")
    shown(page)
    page.wait_for_function("() => document.querySelector('.sc-card__excerpt mark')?.textContent === 'Procurement'")
    page.get_by_role("searchbox").fill("")
    shown(page)
    expect(page.locator(".sc-card__excerpt")).to_have_count(0)
    assert marked(page) == []


def test_only_entries_on_the_screen_or_near_it_are_fetched_each_once(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("solution.json") else None)
    go(page)
    assert asked == []
    page.get_by_role("searchbox").fill("municipality")
    found = shown(page)
    page.locator(".sc-card__excerpt mark").first.wait_for()
    assert int(found["heading"].split()[0]) > 40 and 0 < len(asked) < 24 == len(found["cards"])
    everything(page)
    page.evaluate("scrollTo(0, 0)")
    before = len(asked)
    page.locator("[data-sc=cards] > li:visible").last.scroll_into_view_if_needed()
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-sc=cards] > li:not([hidden])')].at(-1).querySelector('.sc-card__excerpt mark, .sc-card__summary')"
    )
    page.wait_for_timeout(300)
    assert len(asked) > before and len(set(asked)) == len(asked)


def test_a_tick_keeps_what_is_told(page):
    go(page, address(query="footfall"))
    page.locator(".sc-card__excerpt mark").first.wait_for()
    page.evaluate("document.querySelectorAll('.sc-card__excerpt').forEach((e) => { e.dataset.old = '' })")
    page.locator("#sector-safety").check()
    shown(page)
    assert page.locator(".sc-card__excerpt[data-old]:visible").count() == page.locator(".sc-card__excerpt:visible").count() > 0


@pytest.mark.parametrize("width", WIDTHS)
def test_what_comes_late_moves_nothing(browse, width):
    page = browse(width=width)
    held = []
    page.route("**/solution.json", lambda route: held.append(route))
    page.add_init_script(SHIFTS)
    go(page, address(query="procurement"))
    page.locator(".sc-card__excerpt").first.wait_for()
    page.evaluate(PAINTED)
    before = page.locator("[data-sc=cards]").bounding_box()
    page.evaluate("window.shifts = []")
    for route in held:
        route.continue_()
    page.locator(".sc-card__excerpt mark").first.wait_for()
    page.evaluate(PAINTED)
    assert held and page.evaluate("window.shifts") == []
    assert page.locator("[data-sc=cards]").bounding_box() == before


def test_without_the_entries_cards_stand_as_they_are(browse):
    page = browse(expected=("Failed to load resource", "solution.json"))
    page.route("**/solution.json", lambda route: route.fulfill(status=503, body=""))
    go(page, address(query="footfall"))
    expect(page.locator(".sc-card__excerpt")).to_have_count(0)
    assert shown(page)["cards"]


def test_a_browser_without_highlights_still_quotes(page):
    page.add_init_script("delete window.Highlight")
    go(page, address(query="footfall"))
    expect(page.locator(".sc-card__excerpt mark").first).to_have_text("footfall")


def test_an_unknown_word_gets_its_nearest_with_the_number_each_gives(page):
    go(page, address(query="kopenhagen"))
    assert shown(page)["nothing"]
    button = page.get_by_role("button", name="Copenhagen (")
    number = int(button.text_content().partition("(")[2].rstrip(")"))
    button.click()
    seen = shown(page)
    assert (seen["query"], int(seen["heading"].split()[0])) == ("Copenhagen", number) and number > 10
    assert page.evaluate("document.activeElement.id") == "explorer-heading"
    page.go_back()
    assert shown(page)["query"] == "kopenhagen"


def test_what_is_offered_counts_with_the_filters_that_are_on(page):
    go(page, address({"sector": ["water"]}, "kopenhagen"))
    number = int(page.get_by_role("button", name="Copenhagen (").text_content().partition("(")[2].rstrip(")"))
    page.get_by_role("button", name="Copenhagen (").click()
    assert len(everything(page)["cards"]) == number > 0


def test_words_that_never_meet_are_offered_each_alone_and_read_out(page):
    go(page)
    page.get_by_role("searchbox").fill("hydrogen Aalborg")
    seen = shown(page)
    assert seen["nothing"] and seen["advice"].startswith("Without “hydrogen Aalborg”")
    names = [text.partition(" (")[0] for text in page.locator("[data-sc=other-queries] button").all_text_contents()]
    assert names == ["hydrogen", "Aalborg"]
    expect(page.locator("[data-sc=announcer]")).to_contain_text("No solutions match. Did you mean: hydrogen (")


def test_where_nothing_is_near_nothing_is_offered(page):
    go(page, address(query="qqqxqqx"))
    assert shown(page)["nothing"]
    expect(page.locator("[data-sc=did-you-mean]")).not_to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_axe_finds_nothing_in_what_is_told(browse, width, scheme):
    page = browse(width=width, color_scheme=scheme, bypass_csp=True)
    for query in ("footfall", "kopenhagen"):
        go(page, address(query=query))
        page.locator(".sc-card__excerpt mark, [data-sc=other-queries] button").first.wait_for()
        assert findings(page, RESULTS) == []


def test_forced_colours_mark_matches(browse):
    page = browse(forced_colors="active")
    go(page, address(query="footfall"))
    mark = page.locator(".sc-card__excerpt mark").first
    mark.wait_for()
    assert mark.evaluate("(e) => getComputedStyle(e).backgroundColor !== getComputedStyle(e.parentElement).backgroundColor")
