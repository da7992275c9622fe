"""What the visit planner's tests share: a plan, how to go there, and what the planner shows."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

DOKKX, CITY_LAB, DOLL = "aarhus-dokkx-welfare-technology", "aarhus-city-lab", "doll-outdoor-lighting-living-lab"
ABROAD, ABROAD_CITY = "auckland-airport-movement-data", "Auckland"
RADAR, VANS = "aarhus-weather-radar", "frederiksberg-vehicle-to-grid-hub"
STOPS = {DOKKX: "aarhus.dokkx", CITY_LAB: "aarhus.aarhus-city-lab", DOLL: "albertslund.doll-living-lab", VANS: "frederiksberg"}
"""Solution → the stop it is seen at."""

PLAN = "visit/?" + "&".join(f"solution={slug}" for slug in STOPS)
DATED = f"{PLAN}&start=2026-12-01"
ARRANGED = f"{DATED}&day=aarhus.dokkx&day=&day=frederiksberg,albertslund.doll-living-lab&day=aarhus.aarhus-city-lab&time=0930-frederiksberg"


def go(page: Page, uri: str = PLAN) -> None:
    """Opens the planner and waits for the plan."""
    page.goto(uri)
    page.locator("[data-sc=visit][data-ready]").wait_for()


def days(page: Page) -> list[list[str]]:
    """Names of the stops of each day, as shown."""
    return page.evaluate("""() => [...document.querySelectorAll('.sc-day')]
      .map((day) => [...day.querySelectorAll('.sc-stop__title')].map((title) => title.textContent.trim()))""")


def plan_of(page: Page) -> dict:
    """What must come back from an address."""
    fields = page.locator("main :is(input, select):visible")
    return {
        "text": page.locator("[data-sc=plan]").inner_text(),
        "fields": [field.input_value() for field in fields.all()],
    }


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)
