"""What the explorer's tests share: how to go there, what to ask of it, and what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page

READY = "form[data-ready]"
"""The explorer once it has rendered its data."""

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


def box(page: Page, facet: str, value: str) -> Locator:
    """A checkbox, its facet opened when it was closed."""
    found = page.locator(f"#{facet}-{value}")
    if not found.is_visible():
        page.locator("details", has=found).locator("summary").click()
    return found
