"""What a screen reader is told of the explorer's search and filters, and that nothing moves for who asked for rest."""

from __future__ import annotations

import re

import pytest
from kinds import KINDS, visit
from explorer import go
from playwright.sync_api import expect


@pytest.fixture
def page(browse):
    return browse()


def test_search_and_filters_have_their_roles_names_and_states(page):
    go(page, "solutions/?sector=energy&city=aarhus&q=heat")
    expect(page.locator('[data-sc="explorer"]')).to_match_aria_snapshot("""
        - search:
          - searchbox "Search everything an entry says": heat
        - text: Sort by
        - combobox "Sort by":
          - option "Best match" [selected]
    """)
    expect(page.get_by_role("group", name="Sector", exact=True)).to_match_aria_snapshot("""
        - group "Sector":
          - checkbox /Energy and heating \\(\\d+\\)/ [checked]
          - checkbox /Buildings and housing \\(\\d+\\)/
    """)
    expect(page.get_by_role("list", name="Chosen filters")).to_match_aria_snapshot("""
        - list "Chosen filters":
          - listitem:
            - 'button "Remove filter: Energy and heating"'
          - listitem:
            - 'button "Remove filter: Aarhus"'
          - listitem:
            - 'button "Remove filter: “heat”"'
    """)
    expect(page.get_by_role("heading", name=re.compile(r"^\d+ of 119 solutions$"), level=2)).to_be_visible()


def test_the_switch_between_views_is_one_choice_of_three(page):
    go(page, "solutions/?view=table")
    expect(page.get_by_role("group", name="Show the solutions as")).to_match_aria_snapshot("""
        - group "Show the solutions as":
          - radio "Cards"
          - radio "Table" [checked]
          - radio "Map"
    """)


def test_nothing_found_is_said_with_the_way_out(page):
    go(page, "solutions/?sector=energy&city=samsoe")
    page.locator("summary", has_text="Status").click()
    page.get_by_role("checkbox", name=re.compile("^Ended")).click()
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"^No solutions match\. Without .+ there (is|are) \d+ solutions?\.$"))


def test_nothing_moves_by_itself_for_who_asked_for_rest(page):
    moving = {}
    for kind, uri in KINDS.items():
        visit(page, uri)
        if found := page.evaluate("""() => [...document.querySelectorAll('*')].filter((e) => {
            const style = getComputedStyle(e)
            const seconds = `${style.transitionDuration},${style.animationDuration}`.split(',').map(parseFloat)
            return Math.max(...seconds) > 0.01
          }).map((e) => `${e.tagName}.${e.className.baseVal ?? e.className}`).slice(0, 5)"""):
            moving[kind] = found
    assert moving == {}
