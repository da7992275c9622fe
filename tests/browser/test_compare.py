"""The comparison: solutions side by side in a real table, its state in the address, fit for a screen reader and for paper."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from axe import findings
from built import CATALOGUE
from playwright.sync_api import Page, expect
from starred import GEOTHERMAL, LAMPS, LED, RADAR, SIGNS, TITLES, go, go_on, query, store
from test_layout import OVERFLOWING, is_dark
from watch import MISSING

GONE = "solution-that-was"
THREE = [LAMPS, RADAR, SIGNS]

COLUMNS = "() => [...document.querySelectorAll('thead th[data-slug]')].map((th) => th.dataset.slug)"

ROWS = """() => [...document.querySelectorAll('tbody tr:not(.sc-compare__section)')]
  .map((tr) => [tr.querySelector('[data-sc="row-label"]').textContent, [...tr.cells].slice(1).map((td) => td.innerText.trim())])"""


def rows(page: Page) -> dict[str, list[str]]:
    """Label → what each column says; of rows of the same label, the first."""
    found: dict[str, list[str]] = {}
    for label, cells in page.evaluate(ROWS):
        found.setdefault(label, [cell.replace("\u00a0", " ") for cell in cells])
    return found


def remove(page: Page, slug: str):
    return page.get_by_role("button", name=f"Remove: {TITLES[slug]}")


def test_the_catalogue_still_has_the_solutions_these_tests_compare():
    assert [slug for slug in TITLES if not (CATALOGUE / f"solutions/{slug}.yml").is_file()] == []


def test_solutions_stand_side_by_side_in_the_order_of_the_address(page):
    go(page, f"compare/{query(THREE)}")
    assert page.evaluate(COLUMNS) == THREE
    found = rows(page)
    assert found["City"] == ["Middelfart, Denmark", "Aarhus, Denmark", "Copenhagen, Denmark"]
    assert found["Period"] == ["2012–2027", "2018–2025", "since 2017"]
    assert found["Living lab"] == ["Climate Lab Middelfart", "Not reported", "Not reported"]
    assert found["Costs"][:2] == ["Not reported", "Not reported"]
    assert found["Costs"][2].startswith("4.2 million DKK")
    assert found["Did not work"][0] == "Not reported"
    assert "the utility shut it down in 2025" in found["Did not work"][1]
    assert found["Can it be seen?"] == ["Not reported"] * 3


def test_every_figure_shows_its_kind_and_leads_to_its_source(page):
    go(page, f"compare/{query(THREE)}")
    without = page.evaluate("""() => [...document.querySelectorAll('.sc-compare__line:has(.sc-compare__figure)')]
      .filter((line) => !line.querySelector('a[href^="https://"]')).map((line) => line.textContent)""")
    assert without == []
    kinds = page.locator("tbody .sc-kind").all_text_contents()
    assert len(kinds) > 5 and set(kinds) <= {"Measured", "Stated", "Expected", "Context"}


def test_figures_of_one_indicator_stand_in_one_row_and_in_one_unit(page, home):
    slugs = shared_with_two_units(page, home)
    go(page, f"compare/{query(slugs)}")
    data = [page.request.get(f"{home}solutions/{slug}/solution.json").json() for slug in slugs]
    first, second = (converted(solution) for solution in data)
    shared = sorted(first.keys() & second.keys())
    assert shared
    found = rows(page)
    for label in shared:
        for cell, column in zip(found[label], (first, second), strict=True):
            assert [text for text in column[label] if text not in cell] == []


def converted(solution: dict) -> dict[str, list[str]]:
    """Label of an indicator → the figures that are no context, in its unit."""
    found: dict[str, list[str]] = {}
    for result in solution.get("results", ()):
        if result["kind"] != "context" and "comparable" in result:
            found.setdefault(result["indicator"]["label"], []).append(result["comparable"]["text"].replace("\u00a0", " "))
    return found


def shared_with_two_units(page: Page, home: str) -> list[str]:
    """Two solutions that report the same indicator, one of them in another unit than the indicator's."""
    reported: dict[str, dict[bool, str]] = {}
    for file in sorted((CATALOGUE / "solutions").glob("*.yml")):
        data = json.loads(page.request.get(f"{home}solutions/{file.stem}/solution.json").text())
        for result in data.get("results", ()):
            if result["kind"] != "context" and "comparable" in result:
                is_converted = result["comparable"]["text"] != result["quantity"]["text"]
                by_conversion = reported.setdefault(result["indicator"]["id"], {})
                if data["slug"] not in by_conversion.values():
                    by_conversion.setdefault(is_converted, data["slug"])
                if len(by_conversion) == 2:
                    return [by_conversion[True], by_conversion[False]]
    pytest.fail("no two solutions report an indicator in different units")


def test_a_converted_figure_also_says_what_was_reported(page, home):
    slugs = shared_with_two_units(page, home)
    go(page, f"compare/{query(slugs)}")
    expect(page.locator(".sc-compare__note", has_text="reported as").first).to_be_visible()


def test_columns_are_removed_and_added_and_back_undoes_it(page):
    store(page, [GEOTHERMAL, LAMPS])
    go(page, f"compare/{query(THREE)}")
    remove(page, RADAR).click()
    expect(page).to_have_url(re.compile(rf"/compare/\{query([LAMPS, SIGNS])}$"))
    expect(remove(page, SIGNS)).to_be_focused()
    select = page.get_by_label("Add from my shortlist")
    assert select.locator("option").all_text_contents() == [TITLES[GEOTHERMAL]]
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name="3 solutions compared")).to_be_visible()
    assert page.evaluate(COLUMNS) == [LAMPS, SIGNS, GEOTHERMAL]
    expect(select).to_be_hidden()
    for columns in ([LAMPS, SIGNS], THREE):
        page.go_back()
        expect(page.get_by_role("heading", name=f"{len(columns)} solutions compared")).to_be_visible()
        assert page.evaluate(COLUMNS) == columns
    page.go_forward()
    expect(page.get_by_role("heading", name="2 solutions compared")).to_be_visible()


def test_columns_go_one_by_one_with_the_keyboard_until_none_is_left(page):
    go(page, f"compare/{query([LAMPS, RADAR])}")
    remove(page, RADAR).focus()
    page.keyboard.press("Enter")
    expect(remove(page, LAMPS)).to_be_focused()
    expect(page.get_by_text("Add at least one more to compare.")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing to compare yet.")).to_be_focused()
    expect(page).to_have_url(re.compile("/compare/$"))


def test_only_differences_hides_what_all_say_and_stands_in_the_address(page):
    go(page, f"compare/{query([LED, GEOTHERMAL])}")
    everything = rows(page)
    assert len(set(everything["City"])) == 1
    page.get_by_label("Only differences").check()
    expect(page).to_have_url(re.compile("&differences=1$"))
    differing = rows(page)
    assert "City" not in differing and "Technology" in differing
    page.reload()
    go_on(page)
    expect(page.get_by_label("Only differences")).to_be_checked()
    assert rows(page) == differing
    page.go_back()
    expect(page.get_by_label("Only differences")).not_to_be_checked()
    assert rows(page) == everything


def test_a_comparison_takes_four_and_says_what_it_left_out(page):
    go(page, f"compare/{query([*THREE, LED, GEOTHERMAL])}")
    assert page.evaluate(COLUMNS) == [*THREE, LED]
    expect(page.get_by_role("status")).to_have_text("A comparison holds 4; 1 solution was left out.")


def test_an_empty_comparison_says_how_to_begin(page):
    go(page, "compare/")
    expect(page.locator("main section:visible")).to_match_aria_snapshot("""
      - region "Nothing to compare yet.":
        - heading "Nothing to compare yet." [level=2]
        - paragraph: Star two to four solutions, then choose Compare on your shortlist.
        - paragraph:
          - link "My shortlist"
          - link "All solutions"
    """)
    store(page, [LED, RADAR])
    go(page, "compare/")
    page.get_by_role("link", name="Compare what I have starred").click()
    expect(page.get_by_role("heading", name="2 solutions compared")).to_be_visible()
    assert page.evaluate(COLUMNS) == [LED, RADAR]


def test_a_solution_page_leads_to_a_comparison_with_each_related_one(page):
    page.goto(f"solutions/{LAMPS}/")
    page.get_by_role("link", name="Compare with…").click()
    link = page.get_by_role("list", name="Compare with").get_by_role("link").first
    title = link.text_content()
    link.click()
    expect(page.get_by_role("heading", name="2 solutions compared")).to_be_visible()
    assert page.locator("thead a").all_text_contents() == [TITLES[LAMPS], title]


def test_a_solution_that_is_gone_is_named(browse):
    page = browse(expected=(MISSING, GONE))
    go(page, f"compare/{query([LAMPS, GONE, RADAR])}")
    assert page.evaluate(COLUMNS) == [LAMPS, RADAR]
    expect(page.get_by_text(f"No longer in the showroom: {GONE}")).to_be_visible()


def test_a_comparison_that_cannot_be_loaded_can_be_tried_again(browse):
    page = browse(expected=("ERR_FAILED",))
    page.route("**/solution.json", lambda route: route.abort())
    page.goto(f"compare/{query([LAMPS, RADAR])}")
    expect(page.get_by_role("heading", name="The comparison could not be loaded.")).to_be_visible()
    page.unroute("**/solution.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="2 solutions compared")).to_be_visible()


def test_whoever_tries_again_by_keyboard_goes_on_from_what_came(browse):
    page = browse(expected=("ERR_FAILED",))
    page.route("**/solution.json", lambda route: route.abort())
    page.goto(f"compare/{query([LAMPS, RADAR])}")
    page.get_by_role("button", name="Try again").focus()
    page.unroute("**/solution.json")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2 solutions compared")).to_be_focused()


def test_stars_of_another_tab_are_offered_at_once_and_do_not_take_back_a_choice(page):
    go(page, "compare/")
    offer = page.get_by_role("link", name="Compare what I have starred")
    expect(offer).to_be_hidden()
    other = page.context.new_page()
    store(other, [LED, RADAR])
    expect(offer).to_be_visible()
    go(page, f"compare/{query([LAMPS])}")
    choice = page.get_by_label("Add from my shortlist")
    choice.select_option(RADAR)
    store(other, [GEOTHERMAL, LED, RADAR])
    expect(choice.locator("option")).to_have_count(3)
    expect(choice).to_have_value(RADAR)


def test_solutions_that_are_gone_take_no_place_and_are_left_behind(browse):
    page = browse(expected=(MISSING, GONE))
    store(page, [LED])
    go(page, f"compare/{query([LAMPS, GONE, f'{GONE}-2', f'{GONE}-3'])}")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="2 solutions compared")).to_be_visible()
    assert page.url.endswith(query([LAMPS, LED]))


def test_what_a_screen_reader_finds_in_the_table(page):
    go(page, f"compare/{query([LAMPS, RADAR])}")
    expect(page.get_by_role("table")).to_match_aria_snapshot(f"""
      - table "{TITLES[LAMPS]} – {TITLES[RADAR]} side by side":
        - caption
        - rowgroup:
          - row:
            - columnheader "What is compared"
            - columnheader /Street lamps/:
              - text: Lighting and street infrastructure · Middelfart
              - link "{TITLES[LAMPS]}"
              - 'button "Shortlist: {TITLES[LAMPS]}"'
              - 'button "Remove: {TITLES[LAMPS]}"'
            - columnheader /rain radar/
        - rowgroup:
          - row "Facts":
            - rowheader "Facts"
    """)
    expect(page.get_by_role("row", name="Status In operation Ended")).to_be_visible()


def test_on_a_telephone_the_table_scrolls_by_keyboard_while_its_row_names_stay(phone):
    go(phone, f"compare/{query(THREE)}")
    region = phone.get_by_role("region", name="side by side")
    region.focus()
    before = phone.locator("tbody th[scope=row]").first.bounding_box()
    for _ in range(12):
        phone.keyboard.press("ArrowRight")
    region.evaluate("""(region) => new Promise((done) => {
      const look = () => (region.scrollLeft > 200 ? done() : requestAnimationFrame(look))
      look()
    })""")
    after = phone.locator("tbody th[scope=row]").first.bounding_box()
    assert after["x"] == before["x"]
    column = phone.locator("thead th[data-slug]").first.bounding_box()
    assert before["width"] + column["width"] <= 390


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_axe_finds_nothing_and_nothing_is_too_wide_in_any_state(browse, width, scheme):
    page = browse(width=width, color_scheme=scheme, bypass_csp=True, expected=(MISSING, GONE))
    store(page, [LED, LAMPS])
    for uri in ("compare/", f"compare/{query([LAMPS, RADAR, GONE])}", f"compare/{query([LED, GEOTHERMAL])}&differences=1"):
        go(page, uri)
        assert (uri, findings(page), page.evaluate(OVERFLOWING)) == (uri, [], [])


def test_forced_colours_keep_the_columns_apart(browse):
    page = browse(forced_colors="active")
    go(page, f"compare/{query([LAMPS, RADAR])}")
    assert page.locator("thead th[data-slug]").first.evaluate("(th) => getComputedStyle(th).borderTopWidth") == "4px"
    remove(page, LAMPS).focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_paper_gets_a_sheet_on_its_side_with_every_column_and_no_buttons(browse):
    page = browse(color_scheme="dark")
    go(page, f"compare/{query([*THREE, LED])}")
    pdf = page.pdf(prefer_css_page_size=True)
    width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups())
    assert width > height
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1000, "height": 700})
    assert not is_dark(page)
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
    expect(page.get_by_text(page.url)).to_be_visible()
    last = page.locator("thead th[data-slug]").last.bounding_box()
    assert last["x"] + last["width"] <= 1000


def test_the_comparison_is_saved_for_a_spreadsheet(browse, home):
    page = browse(expected=("blob:",))
    go(page, f"compare/{query([LAMPS, RADAR])}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    found = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert download.value.suggested_filename == "comparison.csv"
    assert found[0] == ["", "", TITLES[LAMPS], TITLES[RADAR]]
    assert found[1] == ["", "", f"{home}solutions/{LAMPS}/", f"{home}solutions/{RADAR}/"]
    assert ["Facts", "Status", "In operation", "Ended"] in found
    [results] = [row for row in found if row[:2] == ["Results", "Reported by one only"]]
    assert results[2].startswith("75 % [Stated] (CO2 from street lighting; Reached by the beginning of 2017.) – Middelfart Municipality https://")
    assert results[3] == "Not reported"
