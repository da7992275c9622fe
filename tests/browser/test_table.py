"""The solutions as a table: its rows, columns and orders, its state in the address, and the file it gives."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from axe import findings
from built import CATALOGUE
from explorer import READY, RESULTS, SETTLED, address, box, go, see_all_facets, shown
from plain_catalogue import PlainCatalogue, Wish, one_line
from playwright.sync_api import Page, expect
from test_layout import OVERFLOWING

TABLE = "solutions/?view=table"

CELLS = """() => [...document.querySelectorAll('[data-sc="table-body"] > tr')].map((tr) => [...tr.cells].map((cell) =>
  [...(cell.querySelector('.sc-table__value') ? cell.querySelectorAll('.sc-table__value') : [cell])]
    .map((value) => value.textContent.trim().replace(/\\s+/g, ' '))))"""
"""Every cell of every row, as its lines of text."""


@pytest.fixture(scope="module")
def plain() -> PlainCatalogue:
    return PlainCatalogue(CATALOGUE)


def headings(page: Page) -> dict[str, str | None]:
    """Label of each column → how the table is sorted by it, once that is known."""
    page.locator('form[data-sc="explorer"]:not([data-busy])').wait_for()
    found = page.locator("table thead th").all()
    return {heading.inner_text().strip(): heading.get_attribute("aria-sort") for heading in found}


def sort_by(page: Page, label: str) -> None:
    page.get_by_role("columnheader", name=label).get_by_role("button").click()


def all_rows(page: Page) -> list[str]:
    """Slugs of all rows, once every piece is shown."""
    while page.locator("[data-sc=table-more]").is_visible():
        page.locator("[data-sc=table-more]").click()
    return shown(page)["rows"]


def test_the_switch_shows_the_same_result_as_a_table_and_as_cards(page, plain):
    go(page, address({"sector": ["lighting"]}))
    cards = shown(page)["cards"]
    page.get_by_role("radio", name="Table").check()
    seen = shown(page)
    assert (seen["rows"], seen["cards"]) == (cards, [])
    assert seen["search"] == "?sector=lighting&view=table"
    page.get_by_role("radio", name="Cards").check()
    seen = shown(page)
    assert (seen["rows"], seen["cards"], seen["search"]) == ([], cards, "?sector=lighting")
    page.go_back()
    assert shown(page)["rows"] == cards
    expect(page.get_by_role("radio", name="Table")).to_be_checked()


def test_rows_come_in_pieces_and_the_focus_goes_on_to_the_first_new_one(page, plain):
    go(page, TABLE)
    every = list(plain.solutions)
    assert shown(page)["rows"] == every[:50]
    expect(page.get_by_text(f"50 of {len(every)} shown")).to_be_visible()
    page.get_by_role("button", name="Show 50 more").click()
    assert shown(page)["rows"] == every[:100]
    assert page.evaluate("document.activeElement.textContent") == one_line(plain.solutions[every[50]]["title"])
    page.get_by_role("button", name=f"Show {len(every) - 100} more").click()
    assert shown(page)["rows"] == every
    expect(page.locator("[data-sc=table-rest]")).not_to_be_visible()


def test_rows_that_were_asked_for_stay_and_so_does_the_focus_when_only_counts_come(page):
    go(page, "solutions/?view=table")
    page.get_by_role("button", name="Show 50 more").click()
    expect(page.locator("[data-sc=table-body] > tr")).to_have_count(100)
    star = page.locator("[data-sc=table-body] [data-sc=star]").nth(70)
    star.focus()
    # The numbers beside the indicators are fetched for who comes near them.
    with page.expect_response("**/explorer/reporting.json*"):
        page.locator("#figure-indicator").dispatch_event("pointerenter")
    page.evaluate(SETTLED)
    expect(page.locator("[data-sc=table-body] > tr")).to_have_count(100)
    expect(page.locator("[data-sc=table-body] [data-sc=star]").nth(70)).to_be_focused()


def test_cells_say_what_the_files_say(page, plain):
    go(page, f"{TABLE}&sector=lighting&column=sector&column=city&column=started&column=indicator:energy-saving")
    assert list(headings(page)) == ["Title", "Sector", "City", "Started", "Energy saving"]
    labels = {id_: term["label"] for id_, term in plain.terms("sectors").items()}
    rows = page.evaluate(CELLS)
    slugs = plain.shown({"sector": ["lighting"]})
    assert len(rows) == len(slugs) > 5
    for slug, (title, sectors, city, started, figures) in zip(slugs, rows, strict=True):
        entry = plain.solutions[slug]
        assert title == [one_line(entry["title"])]
        assert sorted(sectors) == sorted(labels[id_] for id_ in entry["sectors"])
        assert city == [plain.cities[entry["city"]]["name"]]
        assert started == [entry.get("period", {}).get("started", "")[:4] or "–not given"]
        kinds = [r["kind"].capitalize() for r in entry.get("results", []) if r["indicator"] == "energy-saving"]
        assert [figure.rpartition(" ")[2] for figure in figures] == (kinds or ["reported"])


@pytest.mark.parametrize("label, sort", [("Title", "title"), ("City", "city")])
def test_a_heading_sorts_both_ways_and_keeps_the_focus(page, plain, label, sort):
    go(page, TABLE)
    sort_by(page, label)
    assert all_rows(page) == plain.shown({}, sort=sort)
    assert headings(page)[label] == "ascending"
    assert shown(page)["search"] == f"?sort={sort}&view=table"
    page.get_by_role("columnheader", name=label).get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name=label).get_by_role("button")).to_be_focused()
    assert headings(page)[label] == "descending"
    assert shown(page)["search"] == f"?sort={sort}&order=desc&view=table"
    expect(page.locator("#explorer-sort option:checked")).to_have_text(f"{label}, descending")
    names = [cells[list(headings(page)).index(label)][0] for cells in page.evaluate(CELLS)]
    assert names[0] > names[-1] and len(names) == 50


def test_the_list_of_orders_and_the_headings_speak_of_one_order(page):
    go(page, TABLE)
    sort = page.get_by_label("Sort by")
    sort_by(page, "Started")
    expect(sort).to_have_value("newest")
    sort_by(page, "Started")
    expect(page.locator("#explorer-sort option:checked")).to_have_text("Started, ascending")
    sort.select_option("title")
    assert headings(page) == {"Title": "ascending", "Sector": None, "City": None, "Status": None, "Started": None}
    assert shown(page)["search"] == "?sort=title&view=table"
    sort.select_option("")
    assert set(headings(page).values()) == {None}


def test_figures_sort_by_their_cautious_end_and_join_with_the_filter(page, plain):
    go(page, f"{TABLE}&column=indicator:energy-saving")
    sort_by(page, "Energy saving")
    assert headings(page)["Energy saving"] == "descending"
    wish = Wish("energy-saving")
    first = plain.shown({}, sort="result", wish=wish)
    assert all_rows(page)[: len(first)] == first
    page.get_by_label("What was achieved").select_option("energy-saving")
    assert shown(page)["rows"] == first
    assert shown(page)["search"] == "?indicator=energy-saving&sort=result&view=table&column=indicator%3Aenergy-saving"


def test_a_reader_chooses_the_columns(page):
    go(page, TABLE)
    page.locator(".sc-columns > summary").click()
    page.get_by_label("Living lab", exact=True).last.check()
    page.locator("#column-status").uncheck()
    page.get_by_label("Add a figure").select_option("co2-avoided")
    assert shown(page)["search"] == "?view=table&column=sector&column=city&column=lab&column=started&column=indicator%3Aco2-avoided"
    assert list(headings(page)) == ["Title", "Sector", "City", "Living lab", "Started", "CO2 avoided a year"]
    page.locator("#column-indicator-co2-avoided").uncheck()
    assert list(headings(page)) == ["Title", "Sector", "City", "Living lab", "Started"]
    page.go_back()
    shown(page)
    expect(page.locator("#column-indicator-co2-avoided")).to_be_checked()
    for name in ("sector", "city", "lab", "started", "indicator-co2-avoided"):
        page.locator(f"#column-{name}").uncheck()
    assert (shown(page)["search"], list(headings(page))) == ("?view=table&column=", ["Title"])


def test_an_address_of_a_table_gives_the_same_table_to_somebody_else(page, browse):
    state = "sort=indicator%3Aenergy-saving&order=desc&view=table&column=city&column=indicator%3Aenergy-saving"
    go(page, f"solutions/?sector=lighting&indicator=co2-reduction&{state}")
    see_all_facets(page)
    mine = (shown(page), page.evaluate(CELLS), headings(page))
    assert mine[0]["search"] == f"?sector=lighting&indicator=co2-reduction&{state}"
    assert list(mine[2]) == ["Title", "CO2 reduction", "City", "Energy saving"]
    assert mine[2]["Energy saving"] == "descending" and mine[1]
    other = browse()
    go(other, page.url)
    see_all_facets(other)
    assert (shown(other), other.evaluate(CELLS), headings(other)) == mine


def test_back_and_forward_go_through_views_columns_and_orders(page):
    go(page)
    steps = [lambda: page.get_by_role("radio", name="Table").check(), lambda: sort_by(page, "City")]
    steps += [lambda: sort_by(page, "City"), lambda: page.locator("#column-sector").uncheck()]
    states = [(shown(page)["search"], [], {})]
    for step in steps:
        if not page.locator(".sc-columns").evaluate("(e) => e.open"):
            page.locator(".sc-columns").evaluate("(e) => { e.open = true }")
        step()
        states.append((shown(page)["search"], shown(page)["rows"], headings(page)))
    for wanted in reversed(states[1:-1]):
        page.go_back()
        assert (shown(page)["search"], shown(page)["rows"], headings(page)) == wanted
    page.go_back()
    assert shown(page)["rows"] == [] and shown(page)["search"] == ""
    for wanted in states[1:]:
        page.go_forward()
        assert (shown(page)["search"], shown(page)["rows"], headings(page)) == wanted


def test_two_tabs_have_tables_of_their_own(page):
    other = page.context.new_page()
    go(page, f"{TABLE}&sector=energy&column=city")
    go(other, f"{TABLE}&sector=water&column=status")
    mine = page.evaluate(CELLS)
    sort_by(other, "Status")
    box(other, "status", "running").check()
    shown(other)
    assert page.evaluate(CELLS) == mine
    page.reload()
    page.locator(READY).wait_for()
    shown(page)
    assert page.evaluate(CELLS) == mine


def test_the_file_has_every_row_and_the_columns_that_are_shown(browse, plain, tmp_path: Path):
    page = browse(expected=("blob:",))
    go(page, f"{TABLE}&sort=title&column=city&column=indicator:energy-saving")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "solutions.csv"
    download.value.save_as(tmp_path / "solutions.csv")
    raw = (tmp_path / "solutions.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfTitle,City,Energy saving,Address\r\n")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))[1:]
    slugs = plain.shown({}, sort="title")
    assert [row[0] for row in rows] == [one_line(plain.solutions[slug]["title"]) for slug in slugs]
    assert [row[3].split("/")[-2] for row in rows] == slugs
    figures = {slug: row[2] for slug, row in zip(slugs, rows, strict=True) if row[2]}
    assert sorted(figures) == sorted(plain.reported["energy-saving"])
    kind_of = {slug: entry["results"] for slug, entry in plain.solutions.items() if slug in figures}
    for slug, results in kind_of.items():
        kinds = [result["kind"] for result in results if result["indicator"] == "energy-saving"]
        assert [figure.rpartition("(")[2] for figure in figures[slug].split("; ")] == [f"{kind})" for kind in kinds]


def test_nothing_found_leaves_no_empty_table(page):
    go(page, f"{TABLE}&sector=governance&technology=heat-pump&q=zzz")
    seen = shown(page)
    assert seen["nothing"] and seen["rows"] == []
    expect(page.get_by_role("table")).not_to_be_visible()
    expect(page.get_by_role("button", name="Download")).to_be_disabled()


def test_a_screen_reader_meets_a_named_table_with_row_headings(page):
    go(page, f"{TABLE}&indicator=water-loss&threshold=8&column=city&sort=result")
    expect(page.get_by_role("region", name="Solutions as a table")).to_match_aria_snapshot("""
        - region "Solutions as a table. The buttons in the headings sort it.":
          - table "Solutions as a table. The buttons in the headings sort it.":
            - caption
            - rowgroup:
              - row:
                - columnheader "Title":
                  - button "Title"
                - columnheader "Water loss":
                  - button "Water loss"
                - columnheader "City":
                  - button "City"
            - rowgroup:
              - row:
                - rowheader:
                  - link
                - cell /Stated|Measured|Expected|Context/
                - cell
    """)


def test_the_table_scrolls_by_itself_and_by_keyboard_on_the_narrowest_screen(browse):
    page = browse(width=320)
    go(page, f"{TABLE}&column=sector&column=city&column=technology&column=status")
    assert page.evaluate(OVERFLOWING) == []
    region = page.get_by_role("region", name="Solutions as a table")
    region.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("ArrowRight")
    expect(region).not_to_have_js_property("scrollLeft", 0)


def test_the_switch_is_worked_by_arrow_keys_and_shows_the_focus(page):
    go(page)
    page.get_by_role("radio", name="Cards").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Table")).to_be_focused()
    assert shown(page)["search"] == "?view=table" and len(shown(page)["rows"]) == 50
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_forced_colours_tell_which_view_and_order_hold(browse):
    page = browse(forced_colors="active")
    go(page, f"{TABLE}&sort=title")
    chosen, other = (
        page.get_by_role("radio", name=name).evaluate("(e) => getComputedStyle(e).backgroundColor") for name in ("Table", "Cards")
    )
    assert chosen != other
    arrow = "(e) => getComputedStyle(e, '::after').content"
    title, city = (page.get_by_role("button", name=name, exact=True).evaluate(arrow) for name in ("Title", "City"))
    assert title != city


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_axe_finds_nothing_in_the_table(browse, width, scheme):
    page = browse(width=width, color_scheme=scheme, bypass_csp=True)
    page.set_viewport_size({"width": width, "height": 9000})
    go(page, f"{TABLE}&indicator=energy-saving&threshold=20&sort=result")
    page.locator(".sc-columns > summary").click()
    assert findings(page, RESULTS) == []


def test_a_view_whose_script_cannot_be_had_leaves_the_cards(browse, plain):
    page = browse(expected=("map-view.mjs", "503"))
    page.route("**/map-view.mjs*", lambda route: route.fulfill(status=503, body=""))
    go(page, "solutions/?view=map&sector=lighting")
    expect(page.get_by_role("status")).to_contain_text("This view could not be loaded. The solutions are shown as cards.")
    assert shown(page)["cards"] == plain.shown({"sector": ["lighting"]})
    assert shown(page)["search"] == "?view=map&sector=lighting"


def test_without_javascript_there_is_no_switch_and_no_table(browse):
    page = browse(java_script_enabled=False)
    page.goto(TABLE)
    expect(page.get_by_role("table")).not_to_be_visible()
    expect(page.get_by_role("radio", name="Table")).not_to_be_visible()
    expect(page.get_by_label("What was achieved")).not_to_be_visible()
    expect(page.locator("[data-sc=cards] > li").first).to_be_visible()
