"""What the explorer's tests share: how to go there, what to ask of it, and what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page

READY = "form[data-ready]"
"""The explorer once it has rendered its data."""

RESULTS = ".sc-explorer__results"
"""What is shown of the solutions, beside what one chooses with."""

SHOWN = """() => {
  const visible = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const form = document.querySelector('form[data-sc="explorer"]')
  const boxes = [...form.querySelectorAll('[data-sc="facet-group"] input[type="checkbox"]')]
  return {
    heading: form.querySelector('[data-sc="heading"]').textContent,
    rows: [...form.querySelectorAll('[data-sc="table-body"] > tr')].filter(visible)
      .map((tr) => new URL(tr.querySelector('a').href).pathname.split('/').at(-2)),
    cards: [...form.querySelectorAll('[data-sc="cards"] > li')].filter(visible)
      .map((li) => new URL(li.querySelector('a').href).pathname.split('/').at(-2)),
    counts: boxes.map((box) => [box.name, box.value, box.labels[0].querySelector('.sc-facet__count').textContent]),
    ticked: boxes.filter((box) => box.checked).map((box) => `${box.name}=${box.value}`),
    query: form.elements.q.value,
    sort: form.elements.sort.value,
    search: location.search,
    chips: [...form.querySelectorAll('[data-sc="chips"] button')].filter(visible).map((e) => e.textContent.trim()),
    nothing: visible(form.querySelector('[data-sc="nothing"]')),
    advice: form.querySelector('[data-sc="advice"]').textContent,
    status: form.querySelector('[role="status"]').textContent,
  }
}"""
"""Everything a reader sees of the explorer, in one question."""

SETTLED = """async () => {
  const form = document.querySelector('form[data-sc="explorer"]')
  const isAtWork = () => form.dataset.busy !== undefined || form.querySelector('[data-sc="cards"][aria-busy]')
  do await new Promise((done) => setTimeout(done)); while (isAtWork())
}"""
"""Waits until the explorer shows all it was asked for."""

EVERYTHING = f"""async () => {{
  const more = document.querySelector('[data-sc="cards-more"]')
  await ({SETTLED})()
  while (more.checkVisibility()) {{
    more.click()
    await ({SETTLED})()
  }}
  return ({SHOWN})()
}}"""
"""What is shown once every page of cards was asked for."""

ALL_FACETS_CAME = """() => {
  const came = performance.getEntriesByType('resource').filter(({ responseEnd }) => responseEnd > 0).map(({ name }) => name)
  const facets = [...document.querySelectorAll('[data-sc="facet-group"]')].map(({ dataset }) => dataset.facet)
  return facets.every((facet) => came.some((name) => name.includes(`facets/${facet}.json`)))
}"""
"""Whether the data of every facet was answered: those in an address come at once, the others when they are seen."""

COME_TO = """(address) => {
  history.replaceState(null, '', address)
  dispatchEvent(new PopStateEvent('popstate'))
}"""
"""As Back and Forward do, without a history to go through."""

CHOOSE = """({ ticked, query, sort }) => {
  const form = document.querySelector('form[data-sc="explorer"]')
  for (const box of form.querySelectorAll('[data-sc="facet-group"] input[type="checkbox"]')) {
    if (box.checked !== ticked.includes(`${box.name}=${box.value}`)) box.click()
  }
  if (form.elements.q.value !== query) {
    form.elements.q.value = query
    form.elements.q.dispatchEvent(new Event('input', { bubbles: true }))
  }
  if (form.elements.sort.value !== sort) {
    form.elements.sort.value = sort
    form.elements.sort.dispatchEvent(new Event('change', { bubbles: true }))
  }
}"""
"""Ticks, types and sorts as a reader would, all at once."""


ANSWERS = f"""async (steps) => {{
  const answers = []
  for (const step of steps) {{
    if (typeof step === 'string') ({COME_TO})(step)
    else ({CHOOSE})(step)
    answers.push(await ({EVERYTHING})())
  }}
  return answers
}}"""
"""What is shown, every page of cards asked for, after each of many addresses one comes to or choices one makes."""


def address(selection: Mapping[str, Iterable[str]] = {}, query: str = "", sort: str = "") -> str:
    """The explorer's address for a state."""
    pairs = [(facet, value) for facet, values in selection.items() for value in values]
    pairs += [("q", query)] if query else []
    pairs += [("sort", sort)] if sort else []
    return f"solutions/?{urlencode(pairs)}" if pairs else "solutions/"


def go(page: Page, uri: str = "solutions/") -> None:
    """Opens the explorer and waits for its first rendering."""
    page.goto(uri)
    page.locator(READY).wait_for()


def shown(page: Page) -> dict[str, Any]:
    """What the explorer shows once its query is answered."""
    page.locator('form[data-sc="explorer"]:not([data-busy])').wait_for()
    return page.evaluate(SHOWN)


def everything(page: Page) -> dict[str, Any]:
    """What the explorer shows once every page of cards was asked for."""
    return page.evaluate(EVERYTHING)


def see_all_facets(page: Page) -> None:
    """Opens every facet on a screen so tall that all of them stand on it: their counts are fetched when they are seen.

    Afterwards it is of ordinary height, for it is painted at every step.
    """
    page.set_viewport_size({"width": 1280, "height": 9000})
    page.evaluate("document.querySelectorAll('.sc-facet').forEach((facet) => { facet.open = true })")
    page.wait_for_function(ALL_FACETS_CAME)
    page.evaluate(SETTLED)
    page.set_viewport_size({"width": 1280, "height": 800})


def box(page: Page, facet: str, value: str) -> Locator:
    """A checkbox, its facet opened when it was closed."""
    found = page.locator(f"#{facet}-{value}")
    if not found.is_visible():
        page.locator("details", has=found).locator("summary").click()
    return found
