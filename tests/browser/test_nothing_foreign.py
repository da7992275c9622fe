"""The site asks nobody but itself, keeps no cookie and says nothing in the console, wherever it is published."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from built import build
from watch import MISSING, Browse, serve, watched
from explorer import go, shown
from kinds import KINDS, visit
from playwright.sync_api import Browser, expect


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site published below a path, as a project page is."""
    site = build(tmp_path_factory.mktemp("below") / "site", SITE_URL="https://example.org/showroom/")
    yield from serve(site.folder, "/showroom/")


@pytest.fixture
def browse_below(chromium: Browser, below: str) -> Iterator[Browse]:
    yield from watched(chromium, below)


@pytest.mark.parametrize("java_script", [True, False], ids=["with JavaScript", "without"])
def test_no_kind_of_page_asks_elsewhere_leaves_a_cookie_or_fails(browse, java_script):
    page = browse(java_script_enabled=java_script)
    for uri in KINDS.values():
        visit(page, uri) if java_script else page.goto(uri)
    if java_script:
        assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]


def test_below_a_path_every_kind_of_page_works(browse_below, below):
    page = browse_below()
    for uri in KINDS.values():
        visit(page, uri)
        assert page.url.startswith(below)


def test_below_a_path_the_explorer_filters_and_its_cards_lead_on(browse_below, below):
    page = browse_below()
    go(page, "solutions/?sector=energy")
    page.locator("#sector-water").check()
    assert page.url == f"{below}solutions/?sector=energy&sector=water"
    first = shown(page)["cards"][0]
    page.locator("[data-sc=cards] a:visible").first.click()
    expect(page).to_have_url(f"{below}solutions/{first}/")


@pytest.mark.parametrize("uri", ["nowhere", "nowhere/at/all/", "solutions/nothing/here/at/all"])
def test_an_address_that_does_not_exist_gets_a_page_that_leads_back(browse_below, below, uri):
    for target, link in (("solutions/", "solutions"), ("labs/", "living labs"), ("", "home page")):
        page = browse_below(expected=(MISSING, uri))
        answer = page.goto(uri)
        assert answer.status == 404
        expect(page.locator("h1")).to_have_text("This page is not here")
        page.locator("main").get_by_role("link", name=link, exact=True).click()
        expect(page).to_have_url(below + target)


def test_the_missing_page_has_its_styles_wherever_it_appears(browse_below):
    page = browse_below(expected=(MISSING, "nowhere"))
    page.goto("nowhere/at/all/")
    assert page.evaluate("getComputedStyle(document.querySelector('.sc-header')).position") == "sticky"
    page.get_by_role("button", name="Dark or light colours").click()
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"


def test_the_content_policy_stops_what_might_get_in(browse):
    page = browse(expected=("Content Security Policy", "evil.example"))
    visit(page, "")
    result = page.evaluate("""async () => {
      document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ran = 1">')
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 2' }))
      const asked = await fetch('https://evil.example/').then(() => true, () => false)
      return [window.ran ?? null, asked]
    }""")
    assert result == [None, False]
