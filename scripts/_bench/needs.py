"""Our search beside Pagefind's: what people come for, asked of both over the same pages of the real catalogue.

Pagefind indexes the main part of each solution page, without the cards of other solutions there, and ranks as it does
by default. Both are asked in one Chromium, through the scripts that readers get.
"""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _bench.install import NotInstalled
from _bench.report import table
from _bench.server import LEVEL, serving
from _bench.subjects import PYTHON, pagefind
from _command import CATALOGUE, PROJECT, say

NEEDS = PROJECT / "tests" / "cases" / "search-needs.yml"

FIRST = 5
"""How many results a reader looks at."""

LOOKED_THROUGH = 30
"""How many results are looked through for a right entry's rank."""

OTHER_SOLUTIONS = ".sc-related, .sc-trail, .sc-entry-foot"
"""Parts of a solution's page that tell of others, or the same of each."""

ASK_OURS = """async ({ needs, slugs, most }) => {
  const { Searcher } = await import('/assets/showroom/js/search.mjs')
  const searcher = new Searcher('/assets/showroom/search/manifest.json', slugs.length)
  const answers = []
  for (const need of needs) {
    const { scores } = await searcher.find(need)
    const order = [...(scores ?? [])].sort(([a, x], [b, y]) => y - x || a - b)
    answers.push(order.slice(0, most).map(([ordinal]) => slugs[ordinal]))
  }
  return answers
}"""

ASK_PAGEFIND = """async ({ needs, most }) => {
  const pagefind = await import('/pagefind/pagefind.js')
  const answers = []
  for (const need of needs) {
    const { results } = await pagefind.search(need)
    const found = await Promise.all(results.slice(0, most).map((result) => result.data()))
    answers.push(found.map(({ url }) => url.split('/').filter(Boolean).at(-1)))
  }
  return answers
}"""


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody types, and the entries that answer it."""

    text: str
    answers: tuple[str, ...]

    def rank(self, found: Sequence[str]) -> int | None:
        """The place of the first right entry, counted from 1; None when none is there."""
        return next((place for place, slug in enumerate(found, 1) if slug in self.answers), None)


def met(ranks: Iterable[int | None]) -> int:
    """How many needs have a right entry among the first few."""
    return sum(1 for rank in ranks if rank is not None and rank <= FIRST)


def compare_search(work: Path) -> tuple[dict[str, Any], str]:
    """Ranks of both, the sizes of their indexes and what they load, as data and as text."""
    import yaml

    needs = [Need(need["need"], tuple(need["answers"])) for need in yaml.safe_load(NEEDS.read_bytes())]
    site = work / "site"
    work.mkdir(parents=True)
    build = [PYTHON, str(PROJECT / "scripts" / "build.py"), "--site-dir", str(site)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    (site / "empty.html").write_text("<!doctype html><title>Empty</title>", "utf-8")
    asked = {"showroom": (ASK_OURS, site / "assets" / "showroom" / "search")}
    left_out = ""
    try:
        index_with_pagefind(site)
        asked["pagefind"] = (ASK_PAGEFIND, site / "pagefind")
    except NotInstalled as reason:
        left_out = f"- not measured: pagefind: not installed: {reason}"
    outcome = {name: {**ask(script, site, needs), **sizes(folder)} for name, (script, folder) in asked.items()}
    for name, found in outcome.items():
        say(f"  {name}: a right entry among the first {FIRST} for {found['met']} of {len(needs)} needs")
    data = {"needs": [need.text for need in needs], **outcome}
    return data, "\n\n".join(part for part in (told(needs, outcome), left_out) if part)


def index_with_pagefind(site: Path) -> None:
    """Let Pagefind make its index beside the site's own files. Raises NotInstalled."""
    command = [
        *(str(pagefind()), "--site", str(site), "--glob", "solutions/*/index.html", "--root-selector", "main"),
        *("--exclude-selectors", OTHER_SOLUTIONS),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def ask(script: str, site: Path, needs: Sequence[Need]) -> dict[str, Any]:
    """Put the needs to a search in a new browser, as a reader would, and once more for the ranks further down."""
    from playwright.sync_api import sync_playwright

    from _browser import chromium

    sys.path.insert(0, str(PROJECT / "hooks"))
    from showroom.expand import expand
    from showroom.load import load

    executable = str(chromium())  # before Playwright drives one: it may be asked for its own
    slugs = [solution.slug for solution in expand(load(CATALOGUE)).solutions]
    texts = [need.text for need in needs]
    with serving(site) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable)
        page = browser.new_page()
        page.goto(f"{server.url}empty.html")
        server.reset()
        page.evaluate(script, {"needs": texts[:1], "slugs": slugs, "most": FIRST})
        first = server.sent
        page.evaluate(script, {"needs": texts, "slugs": slugs, "most": FIRST})
        sent = server.sent
        found = page.evaluate(script, {"needs": texts, "slugs": slugs, "most": LOOKED_THROUGH})
        browser.close()
    ranks = [need.rank(slugs_found) for need, slugs_found in zip(needs, found, strict=True)]
    return {"ranks": ranks, "met": met(ranks), "first_need_bytes": first, "all_needs_bytes": sent}


def sizes(folder: Path) -> dict[str, int]:
    """An index on the server: files, bytes, and bytes when compressed."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    contents = [path.read_bytes() for path in files]
    small = [min(len(content), len(gzip.compress(content, LEVEL, mtime=0))) for content in contents]
    return {"files": len(files), "bytes": sum(map(len, contents)), "compressed_bytes": sum(small)}


def told(needs: Sequence[Need], outcome: dict[str, dict[str, Any]]) -> str:
    """Two tables: the sums, and the rank of each need's first right entry."""
    names = list(outcome)
    lines = (
        (f"needs with a right entry among the first {FIRST}", lambda found: f"{found['met']} of {len(needs)}"),
        ("first at all", lambda found: str(sum(rank == 1 for rank in found["ranks"]))),
        ("bytes for the first need", lambda found: f"{found['first_need_bytes']:,}"),
        ("bytes for all needs, one after the other", lambda found: f"{found['all_needs_bytes']:,}"),
        ("index: files", lambda found: f"{found['files']:,}"),
        ("index: bytes", lambda found: f"{found['bytes']:,}"),
        ("index: bytes compressed", lambda found: f"{found['compressed_bytes']:,}"),
    )
    sums = table(["search on the real catalogue", *names], [[what, *(say_it(outcome[n]) for n in names)] for what, say_it in lines])
    rows = [[need.text, *(rank_text(outcome[n]["ranks"][i]) for n in names)] for i, need in enumerate(needs)]
    return f"{sums}\n\n{table(['rank of the first right entry', *names], rows)}"


def rank_text(rank: int | None) -> str:
    """A rank as a table shows it."""
    return f"not in {LOOKED_THROUGH}" if rank is None else str(rank)
