"""The filter by result against plain arithmetic over the YAML files, and how a reader meets it."""

from __future__ import annotations

import functools
import random
from urllib.parse import urlencode

import pytest
from axe import findings
from built import CATALOGUE
from explorer import ANSWERS, RESULTS, everything, go, see_all_facets, shown
from plain_catalogue import PlainCatalogue, Wish
from playwright.sync_api import Page, expect

CARD_FIGURES = """() => [...document.querySelectorAll('[data-sc="cards"] > li')].filter((li) => li.checkVisibility())
  .map((li) => [...li.querySelectorAll('.sc-card__figure')].filter((p) => p.checkVisibility()).map((p) => p.textContent.trim()))"""


@pytest.fixture(scope="module")
def plain() -> PlainCatalogue:
    return PlainCatalogue(CATALOGUE)


@functools.cache
def wishes(plain: PlainCatalogue) -> list[Wish]:
    """For every indicator in use: any figure, measured ones, and thresholds around the figures that there are."""
    dice = random.Random(20261123)
    found = []
    for indicator, slugs in sorted(plain.reported.items()):
        found += [Wish(indicator), Wish(indicator, measured=True)]
        ends = {end for slug in slugs for pair in plain.figures(slug, Wish(indicator)) for end in pair if end is not None}
        # Only numbers that a decimal can say exactly: a third of a kilowatt-hour is not one.
        sayable = sorted(end for end in ends if (end * 10**9).denominator == 1)
        for end in dice.sample(sayable, min(2, len(sayable))):
            direction = dice.choice(["at-least", "at-most"])
            found.append(Wish(indicator, direction, f"{float(end):.9f}".rstrip("0").rstrip("."), dice.random() < 0.3))
    return found


def query(wish: Wish, sort: str = "", **more: str) -> str:
    pairs = {"indicator": wish.indicator}
    if wish.threshold is not None:
        pairs |= {"direction": wish.direction, "threshold": wish.threshold}
    pairs |= {"measured": "1"} if wish.measured else {}
    pairs |= {"sort": sort} if sort else {}
    return f"solutions/?{urlencode({**more, **pairs})}"


def test_the_wishes_put_to_the_explorer_cover_its_cases(plain):
    made = wishes(plain)
    sizes = [len(plain.shown({}, wish=wish)) for wish in made]
    assert {wish.indicator for wish in made} == plain.reported.keys()
    assert sizes.count(0) > 20 and sum(size > 3 for size in sizes) > 20
    directions = [wish.direction for wish in made if wish.threshold is not None]
    assert min(directions.count("at-least"), directions.count("at-most")) > 40


def test_every_wish_gives_what_the_files_say_with_every_count(page, plain, home):
    dice = random.Random(7)
    asked = []
    for wish in wishes(plain):
        selection = {"sector": dice.sample(["energy", "water", "mobility", "buildings"], 2)} if dice.random() < 0.3 else {}
        sort = dice.choice(["", "result", "title"])
        pairs = "".join(f"&sector={value}" for value in selection.get("sector", []))
        asked.append((home + query(wish, sort) + pairs, wish, selection, sort))
    go(page)
    see_all_facets(page)
    answers = page.evaluate(ANSWERS, [uri for uri, *_ in asked])
    for (_, wish, selection, sort), seen in zip(asked, answers, strict=True):
        assert seen["cards"] == plain.shown(selection, sort=sort, wish=wish), wish
        counts = plain.counts(selection, wish=wish)
        assert {(facet, value): text for facet, value, text in seen["counts"]} == {
            (facet, value): f"({count})" for facet, by_value in counts.items() for value, count in by_value.items()
        }, wish


def test_the_list_of_indicators_counts_those_that_the_other_filters_leave(page, plain):
    go(page, "solutions/?sector=water&indicator=water-loss&threshold=3")
    options = page.locator("#figure-indicator option[value]:not([value=''])").all_text_contents()
    left = set(plain.shown({"sector": ["water"]}))
    terms = plain.terms("indicators")
    assert [text.strip() for text in options] == [
        f"{terms[id_]['label']} ({len(left & set(plain.reported[id_]))})" for id_ in terms if id_ in plain.reported
    ]


def choose(page: Page, indicator: str) -> None:
    page.get_by_label("What was achieved").select_option(indicator)


def test_a_reader_chooses_an_indicator_and_a_threshold_and_sees_the_figures_on_the_cards(page, plain):
    go(page)
    choose(page, "energy-saving")
    assert len(everything(page)["cards"]) == len(plain.reported["energy-saving"])
    expect(page.get_by_label("At least or at most")).to_have_value("at-least")
    expect(page.locator("#figure-unit")).to_have_text("%")
    page.get_by_label("Value").fill("60")
    seen = shown(page)
    assert seen["cards"] == plain.shown({}, wish=Wish("energy-saving", threshold="60"))
    assert seen["chips"] == ["Energy saving at least 60\u00a0%"]
    assert seen["search"] == "?indicator=energy-saving&direction=at-least&threshold=60"
    figures = page.evaluate(CARD_FIGURES)
    assert all(len(figure) == 1 and "Energy saving" in figure[0] for figure in figures)
    assert [figure[0].split()[-1] for figure in figures] == ["Expected", "Stated", "Expected"]
    expect(page.get_by_role("status")).to_have_text(seen["heading"])
    page.get_by_role("button", name="Remove filter: Energy saving at least 60").click()
    assert shown(page)["search"] == "" and len(everything(page)["cards"]) == len(plain.solutions)
    assert page.locator("[data-sc=cards] [data-sc=figure]").count() == 0
    assert page.locator("[data-sc=cards] .sc-card__figure[hidden]").count() == 0


def test_another_indicator_has_its_own_direction_and_no_threshold(page):
    go(page, "solutions/?indicator=energy-saving&threshold=20")
    choose(page, "water-loss")
    assert shown(page)["search"] == "?indicator=water-loss"
    expect(page.get_by_label("At least or at most")).to_have_value("at-most")
    expect(page.get_by_label("Value")).to_have_value("")


def test_the_order_by_figure_is_offered_while_an_indicator_is_chosen(page, plain):
    go(page)
    sort = page.get_by_label("Sort by")
    names = ["Best documented", "Newest start", "Title", "City"]
    assert sort.locator("option").all_text_contents() == names
    choose(page, "water-loss")
    shown(page)
    assert sort.locator("option").all_text_contents() == [*names, "This figure, lowest first"]
    sort.select_option("result")
    assert shown(page)["cards"] == plain.shown({}, sort="result", wish=Wish("water-loss"))
    choose(page, "")
    assert (shown(page)["sort"], shown(page)["search"]) == ("", "")
    assert sort.locator("option").all_text_contents() == names


def test_when_nothing_is_left_the_advice_can_be_to_drop_the_figure(page, plain):
    go(page, "solutions/?sector=energy&indicator=energy-saving&threshold=5000")
    seen = shown(page)
    count = len(plain.shown({"sector": ["energy"]}))
    assert seen["nothing"] and seen["advice"] == f"Without Energy saving at least 5,000\u00a0% there are {count} solutions."


def test_a_threshold_that_was_typed_is_a_step_that_back_undoes(page):
    go(page)
    see_all_facets(page)
    choose(page, "energy-saving")
    before = shown(page)
    page.get_by_label("Value").press_sequentially("57.5")
    page.get_by_label("Value").press("Tab")
    after = shown(page)
    assert after["search"].endswith("threshold=57.5")
    page.go_back()
    assert shown(page) | {"status": ""} == before | {"status": ""}
    expect(page.get_by_label("Value")).to_have_value("")
    page.go_forward()
    assert shown(page)["cards"] == after["cards"]
    expect(page.get_by_label("Value")).to_have_value("57.5")


def test_the_filter_works_by_keyboard_alone(page):
    go(page)
    page.get_by_label("What was achieved").focus()
    page.keyboard.type("Energy saving")
    page.keyboard.press("Tab")
    expect(page.get_by_label("At least or at most")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("60")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert shown(page)["search"] == "?indicator=energy-saving&direction=at-least&threshold=60&measured=1"
    expect(page.get_by_label("Measured figures only")).to_be_focused()


def test_figures_that_cannot_be_loaded_are_left_aside_and_that_is_said(browse, plain):
    page = browse(expected=("energy-saving.json", "503"))
    page.route("**/results/*", lambda route: route.fulfill(status=503, body=""))
    go(page, "solutions/?indicator=energy-saving&threshold=60&sector=energy")
    said = page.get_by_role("status")
    expect(said).to_contain_text("The figures of Energy saving could not be loaded. They are left aside.")
    expect(said).to_be_visible()
    seen = everything(page)
    assert seen["cards"] == plain.shown({"sector": ["energy"]})
    assert seen["search"] == "?indicator=energy-saving&threshold=60&sector=energy"
    page.unroute("**/results/*")
    page.locator("#sector-energy").uncheck()
    assert shown(page)["cards"] == plain.shown({}, wish=Wish("energy-saving", threshold="60"))


def test_a_screen_reader_meets_the_filter_as_a_group_of_named_fields(page):
    go(page, "solutions/?indicator=energy-saving&threshold=20&measured=1")
    expect(page.get_by_role("group", name="Result", exact=True).last).to_match_aria_snapshot("""
        - group "Result":
          - combobox "What was achieved"
          - combobox "At least or at most"
          - spinbutton "Value": "20"
          - checkbox "Measured figures only" [checked]
    """)


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_axe_finds_nothing_with_a_figure_chosen(browse, width, scheme):
    page = browse(width=width, color_scheme=scheme, bypass_csp=True)
    page.set_viewport_size({"width": width, "height": 5000})
    go(page, "solutions/?indicator=energy-saving&threshold=20")
    if width < 960:
        page.get_by_role("button", name="Filters").click()
    assert findings(page, f"{RESULTS}, .sc-bound") == []
