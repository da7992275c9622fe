"""One page of every kind the site has."""

from __future__ import annotations

from playwright.sync_api import Page

from explorer import READY

EVERYTHING = "middelfart-street-lighting-esco"
"""A solution that fills in nearly every field."""

KINDS = {
    "home": "",
    "explorer": "solutions/",
    "explorer with a choice": "solutions/?sector=energy&sector=water&evidence=measured&q=heat",
    "explorer with nothing found": "solutions/?sector=governance&technology=heat-pump&q=zzz",
    "explorer with a figure": "solutions/?indicator=energy-saving&threshold=20&sort=result",
    "explorer as a table": "solutions/?view=table&column=sector&column=technology&column=indicator:households",
    "solution": f"solutions/{EVERYTHING}/",
    "solution with results drawn": "solutions/benxi-steel-heat-district-heating/",
    "lab": "labs/energylab-nordhavn/",
    "sector": "sectors/lighting/",
    "city": "cities/aarhus/",
    "technology": "technologies/leak-detection/",
    "organisation": "organisations/aarhus-municipality/",
    "all sectors": "sectors/",
    "all cities": "cities/",
    "all technologies": "technologies/",
    "all labs": "labs/",
    "all organisations": "organisations/",
    "all articles": "articles/",
    "article": "articles/what-did-not-work/",
    "shortlist, empty": "shortlist/",
    "shortlist that was shared": f"shortlist/?solution={EVERYTHING}&solution=aarhus-weather-radar",
    "comparison, empty": "compare/",
    "comparison": f"compare/?solution={EVERYTHING}&solution=aarhus-weather-radar&solution=aarhus-led-street-lighting",
    "visit planner": f"visit/?solution={EVERYTHING}&solution=aarhus-city-lab&solution=aarhus-weather-radar&start=2026-12-01",
    "visit planner with nothing to plan": "visit/",
    "insights": "insights/",
    "about": "about/",
    "scale": "scale/",
    "contribute": "contribute/",
    "not found": "404.html",
}
"""Kind → address."""


def visit(page: Page, uri: str) -> None:
    """Opens a page and waits until its fonts and scripts have done their work."""
    page.goto(uri)
    if uri.partition("?")[0] == "solutions/":
        page.locator(READY).wait_for()
    if uri.startswith(("shortlist/", "compare/")):
        page.locator("[data-sc][data-ready]").wait_for()
    if uri.partition("?")[0] == "visit/":
        page.locator("[data-sc=visit][data-ready]").wait_for()
    page.evaluate("document.fonts.ready.then(() => null)")
