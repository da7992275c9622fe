"""What a browser makes of the site's icons and of the colour around a page, below a path too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from built import build
from playwright.sync_api import Page
from watch import serve, watched

KINDS = ("", "about/", "solutions/", "solutions/middelfart-street-lighting-esco/", "404.html")


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site published below a path."""
    site = build(tmp_path_factory.mktemp("below") / "site", SITE_URL="https://example.org/showroom/")
    yield from serve(site.folder, "/showroom/")


@pytest.fixture
def browse_below(chromium, below):
    yield from watched(chromium, below)


def around(page: Page) -> list[str]:
    """The colours that a browser would choose for what is around the page."""
    return page.evaluate("""
      [...document.querySelectorAll('meta[name=theme-color]')].filter((meta) => matchMedia(meta.media).matches).map((meta) => meta.content)
    """)


def test_every_kind_of_page_leads_to_all_icons_and_the_manifest(browse_below, below):
    page = browse_below()
    for uri in KINDS:
        page.goto(uri)
        links = page.locator("link[rel=icon], link[rel=apple-touch-icon], link[rel=manifest]")
        addresses = links.evaluate_all("(links) => links.map((link) => link.href)")
        assert [address.removeprefix(below) for address in addresses] == [
            "assets/showroom/favicon.svg", "favicon.ico", "assets/showroom/identity/apple-touch-icon.png", "site.webmanifest",
        ]  # fmt: skip
        assert {page.request.get(address).status for address in addresses} == {200}


def test_what_is_around_the_page_has_the_scheme_of_the_system_until_the_reader_chooses(browse_below):
    page = browse_below(color_scheme="dark")
    page.goto("solutions/")
    assert around(page) == ["#10171c"]
    page.get_by_role("button", name="Dark or light colours").click()
    assert around(page) == ["#faf9f6"]
    page.goto("about/")
    assert around(page) == ["#faf9f6"]
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name="Dark or light colours").click()
    assert around(page) == ["#10171c"]


@pytest.mark.parametrize(("scheme", "house"), [("light", (11, 79, 92)), ("dark", (134, 211, 222))])
def test_the_mark_follows_the_scheme_on_a_tab_and_in_the_header(browse_below, scheme, house):
    page = browse_below(color_scheme=scheme, bypass_csp=True)
    page.goto("about/")
    drawn = page.evaluate("""async () => {
      const image = Object.assign(new Image(), { src: document.querySelector('link[rel=icon]').href })
      await image.decode()
      const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 32 }).getContext('2d')
      canvas.drawImage(image, 0, 0, 32, 32)
      return [...canvas.getImageData(7, 24, 1, 1).data].slice(0, 3)
    }""")
    assert tuple(drawn) == house
    other = "dark" if scheme == "light" else "light"
    page.get_by_role("button", name="Dark or light colours").click()
    assert page.evaluate("document.documentElement.dataset.scheme") == other
    wanted = {"light": "rgb(11, 79, 92)", "dark": "rgb(134, 211, 222)"}[other]
    assert page.locator(".sc-logo").evaluate("(logo) => getComputedStyle(logo).color") == wanted
