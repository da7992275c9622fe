"""What a first visit loads: what it weighs as a host that compresses sends it, and whether it can be asked for at once."""

from __future__ import annotations

import gzip
import urllib.request

import pytest
from built import PROJECT
from kinds import EVERYTHING, KINDS, visit
from showroom.modules import needed_by

COMPRESSED = (".css", ".html", ".js", ".json", ".mjs", ".svg", ".webmanifest", "/")
"""Ends of addresses whose files hosts compress; fonts and pictures are compressed already."""

MOST = 150_000
"""Bytes: a second on a phone at 1.2 Mbit/s."""


NAMED = """() => [...document.head.querySelectorAll('script[type="module"], link[rel="modulepreload"]')].map(
  (element) => (element.src ?? element.href).split('/').at(-1),
)"""

LOADED = """() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.mjs')).map(
  ({ name }) => name.split('/').at(-1),
)"""


def weight(url: str) -> int:
    """Bytes of a file on its way."""
    with urllib.request.urlopen(url) as answer:
        content = answer.read()
    return len(gzip.compress(content, 6)) if url.partition("?")[0].endswith(COMPRESSED) else len(content)


def test_a_solution_without_photos_is_light(browse):
    page = browse(width=1440)
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    visit(page, f"solutions/{EVERYTHING}/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    assert len({*loaded}) > 10
    weights = {url: weight(url) for url in {*loaded} if not url.startswith("data:")}
    assert sum(weights.values()) <= MOST, sorted(weights.items(), key=lambda item: -item[1])[:10]


OF_EVERY_PAGE = needed_by(PROJECT / "overrides/assets/showroom/js/site.mjs")
"""Modules that each page loads for its head."""


@pytest.mark.parametrize("kind", ["explorer", "shortlist, empty", "comparison, empty", "visit planner with nothing to plan"])
def test_a_page_names_all_modules_that_it_needs_at_once_and_no_other(browse, kind):
    page = browse(width=1440)
    visit(page, KINDS[kind])
    page.wait_for_load_state("networkidle")
    named = set(page.evaluate(NAMED))
    loaded = set(page.evaluate(LOADED))
    assert len(named) > 10
    assert named - loaded == set()
    assert loaded - named <= {*OF_EVERY_PAGE}
