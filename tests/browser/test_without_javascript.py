"""Without JavaScript everything can be found and read, and nothing is offered that does not work."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from built import CATALOGUE
from kinds import KINDS
from plain_catalogue import PlainCatalogue
from playwright.sync_api import Page, expect
from watch import WIDTHS

VISIBLE_LINKS = """() => [...document.querySelectorAll('a[href]')]
  .filter((a) => a.checkVisibility() || a.closest('details:not([open])')?.checkVisibility())
  .map((a) => a.href)"""
"""Addresses of the links a reader sees, at once or after opening a native `<details>`."""


@pytest.fixture
def plain_page(browse) -> Iterator[Page]:
    """A page of a browser without JavaScript."""
    yield browse(java_script_enabled=False)


def links(page: Page, uri: str, home: str) -> set[str]:
    """Addresses within the site that the page at `uri` shows links to."""
    page.goto(uri)
    here = home + uri
    found = {urljoin(here, address) for address in page.evaluate(VISIBLE_LINKS)}
    return {address.removeprefix(home).partition("#")[0] for address in found if address.startswith(home)}


@pytest.mark.parametrize("kind", ["sectors", "cities", "technologies", "labs", "organisations"])
def test_solutions_are_reached_from_the_home_page_by_links_alone(plain_page, home, kind):
    plain = PlainCatalogue(CATALOGUE)
    assert f"{kind}/" in links(plain_page, "", home)
    listings = {uri for uri in links(plain_page, f"{kind}/", home) if uri.startswith(f"{kind}/") and uri != f"{kind}/"}
    assert listings == {f"{kind}/{id_}/" for id_ in plain.listings[kind]}
    by_length = sorted(plain.listings[kind], key=lambda id_: len(plain.listings[kind][id_]))
    for id_ in (by_length[0], by_length[-1]):
        shown = {uri for uri in links(plain_page, f"{kind}/{id_}/", home) if uri.startswith("solutions/") and "?" not in uri}
        assert shown - {"solutions/"} == {f"solutions/{slug}/" for slug in plain.listings[kind][id_]}


def test_the_explorer_offers_every_solution_and_every_listing_and_no_dead_control(plain_page, home):
    plain = PlainCatalogue(CATALOGUE)
    found = links(plain_page, "solutions/", home)
    pages = ["solutions/"]
    while next_page := plain_page.locator("a[rel=next]").evaluate_all("(links) => links.map((a) => a.href)"):
        pages.append(next_page[0].removeprefix(home))
        reached = links(plain_page, pages[-1], home)
        assert reached >= {"solutions/"}
        found |= reached
    assert pages == ["solutions/", *(f"solutions/page/{number}/" for number in range(2, 6))]
    assert {f"solutions/{slug}/" for slug in plain.solutions} <= found
    plain_page.goto("solutions/")
    for kind in ("sectors", "cities", "technologies"):
        used = {id_ for id_, slugs in plain.listings[kind].items() if slugs}
        assert {f"{kind}/{id_}/" for id_ in used} <= found
    browse = plain_page.get_by_role("navigation", name="Browse solutions")
    expect(browse).to_be_visible()
    browse.locator("summary", has_text="City").click()
    expect(browse.get_by_role("link", name="Aarhus", exact=True)).to_be_visible()
    controls = plain_page.locator("main :is(input, select, button, textarea)")
    assert [control.get_attribute("id") for control in controls.all() if control.is_visible()] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_shows_a_control_that_does_nothing(browse, width):
    page = browse(width=width, java_script_enabled=False)
    shown = {}
    for kind, uri in KINDS.items():
        page.goto(uri)
        shown[kind] = page.locator(":is(button, input, select, textarea):visible").count()
    assert shown == dict.fromkeys(KINDS, 0)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_menu_is_open_where_no_script_can_open_it(browse, width):
    page = browse(width=width, java_script_enabled=False)
    page.goto("about/")
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="Solutions")).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).not_to_be_visible()
    expect(page.get_by_role("button", name="Dark or light colours")).not_to_be_visible()


def test_an_address_with_a_search_shows_the_first_page_of_all_solutions(plain_page):
    plain_page.goto("solutions/?q=heat&sector=energy")
    slugs = plain_page.locator("[data-sc=cards] > li:visible h3 a").evaluate_all("(links) => links.map((a) => a.pathname.split('/').at(-2))")
    assert slugs == [*PlainCatalogue(CATALOGUE).solutions][:24]
    expect(plain_page.get_by_role("navigation", name="Pages", exact=True).get_by_role("link", name="Page 2")).to_be_visible()
