"""What a first visit weighs: everything a page loads, as a host that compresses sends it."""

from __future__ import annotations

import gzip
import urllib.request

from kinds import EVERYTHING, visit

COMPRESSED = (".css", ".html", ".js", ".json", ".mjs", ".svg", ".webmanifest", "/")
"""Ends of addresses whose files hosts compress; fonts and pictures are compressed already."""

MOST = 150_000
"""Bytes: a second on a phone at 1.2 Mbit/s."""


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
