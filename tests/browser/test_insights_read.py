"""The insights page: numbers lead to the explorer, wide tables scroll in their own region, a keyboard gets past them."""

from __future__ import annotations

import pytest
from explorer import READY, shown
from kinds import visit
from playwright.sync_api import expect


def test_a_number_leads_to_that_many_solutions(page):
    visit(page, "insights/")
    link = page.locator("tr", has=page.get_by_role("link", name="Water and wastewater", exact=True)).locator("td a").first
    number = link.inner_text()
    link.click()
    page.locator(READY).wait_for()
    expect(page.get_by_role("button", name="Remove filter: Water and wastewater")).to_be_visible()
    expect(page.get_by_role("button", name="Remove filter: Copenhagen")).to_be_visible()
    assert shown(page)["heading"].startswith(f"{number} ")


@pytest.mark.parametrize("name", ["Sectors and cities", "Technologies over the years", "Living labs"])
def test_on_a_telephone_a_table_scrolls_by_keyboard_beneath_the_names_of_its_rows(browse, name):
    page = browse(width=390)
    visit(page, "insights/")
    region = page.get_by_role("region", name=f"Table: {name}")
    head = region.locator("tbody th").first
    before = head.bounding_box()["x"]
    region.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("(e) => e.scrollLeft > 100", arg=region.element_handle())
    assert abs(head.bounding_box()["x"] - before) < 1


def test_a_keyboard_gets_past_a_table_in_one_step(page):
    visit(page, "insights/")
    skip = page.get_by_role("link", name="Skip the table: Sectors and cities")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="All cities")).to_be_focused()


def test_in_forced_colours_bars_and_discs_are_still_drawn(browse):
    page = browse(forced_colors="active")
    visit(page, "insights/")
    fills = {
        name: page.locator(name).first.evaluate("(e) => [getComputedStyle(e).fill, getComputedStyle(document.body).backgroundColor]")
        for name in (".sc-bar__part", ".sc-disc", ".sc-post", ".sc-filled__part")
    }
    assert [name for name, (fill, ground) in fills.items() if fill == ground] == []


def test_on_paper_no_table_is_cut_off(browse):
    page = browse(width=720)
    visit(page, "insights/")
    page.emulate_media(media="print")
    cut = page.locator(".sc-grid__scroll").evaluate_all("(all) => all.filter((e) => e.scrollWidth > e.clientWidth + 1).length")
    assert cut == 0
