"""What the tests of stars, shortlist and comparison share."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from playwright.sync_api import Page

LAMPS, RADAR, SIGNS = "middelfart-street-lighting-esco", "aarhus-weather-radar", "copenhagen-cyclist-message-signs"
LED, GEOTHERMAL = "aarhus-led-street-lighting", "aarhus-geothermal-district-heating"

TITLES = {
    LAMPS: "Street lamps paid for over fifteen years by the power they save",
    RADAR: "A utility's own rain radar, switched off in favour of free national data",
    SIGNS: "Digital roadside signs that tell cyclists about queues and roadworks",
    LED: "LED street lamps that all dim to half at night, so none goes dark",
    GEOTHERMAL: "Geothermal plants that feed a big-city heat network from 2.5 km down",
}

SHOWN = """() => ({
  list: [...document.querySelectorAll('[data-sc="items"] > li')].map((li) => li.dataset.slug),
  search: location.search,
  stored: JSON.parse(localStorage.getItem('sc-shortlist') ?? '[]'),
  number: document.querySelector('[data-sc="shortlist-size"]').textContent,
})"""
"""What the shortlist page shows, and what the address and the browser keep of it."""


def query(slugs: Iterable[str]) -> str:
    """The list as a query string with `?`; nothing for an empty list."""
    pairs = [("solution", slug) for slug in slugs]
    return f"?{urlencode(pairs)}" if pairs else ""


def store(page: Page, slugs: Iterable[str]) -> None:
    """Stars solutions in this page's browser, as if on an earlier visit."""
    page.goto("about/")
    page.evaluate("(slugs) => localStorage.setItem('sc-shortlist', JSON.stringify(slugs))", list(slugs))


def go(page: Page, uri: str) -> None:
    """Opens the shortlist or a comparison and waits for its first rendering."""
    page.goto(uri)
    page.locator("[data-sc][data-ready]").wait_for()


def go_on(page: Page) -> None:
    """Waits for the page that a click leads to."""
    page.locator("[data-sc][data-ready]").wait_for()
