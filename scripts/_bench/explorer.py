"""What a reader of the explorer waits for, in Chromium: bytes to the first filtered cards, clicks and queries."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from _bench.figures import percentile
from _bench.measure import Failed
from _bench.report import number, table
from _bench.server import Server, serving
from _bench.subjects import Ours
from _bench.synthetic import Synthetic
from _command import say

CLICKS, QUERIES = 40, 20

SLOW_DOWN = 4
"""Times slower: a middling telephone beside this machine."""

SLOW_LINK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
"""1.6 Mbit/s down, 750 kbit/s up, 150 ms: Lighthouse's slow 4G."""

LIMITS = {
    "bytes": 200_000, "growth": 1.6, "click_p95": 16.0, "click_p95_slowed": 100.0, "query_p95": 150.0,
}  # fmt: skip
"""What we promise at the largest size: bytes; times the bytes at the smallest size; milliseconds."""

READY = 'form[data-sc="explorer"][data-ready]'

PAUSE = 150
"""Milliseconds for which the pointer rests before it clicks; people take longer."""

CHANGE = """async (act) => {
  const form = document.querySelector('form[data-sc="explorer"]')
  const [chips, cards] = ['chips', 'cards'].map((name) => form.querySelector(`[data-sc="${name}"]`))
  const isOnScreen = (item) => {
    const { top, bottom } = item.getBoundingClientRect()
    return bottom >= 0 && top <= innerHeight
  }
  // Scrolled out of a long list, or in a closed one, is not in sight.
  const isInSight = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return width > 0 && element.contains(document.elementFromPoint(x + width / 2, y + height / 2))
  }
  // Old cards stand until new ones have come; then those that are still on their way have empty places.
  const isShown = () => {
    if (!cards.hasAttribute('aria-busy')) return true
    const empty = [...cards.querySelectorAll('.sc-waiting')]
    return empty.length > 0 && !empty.some(isOnScreen)
  }
  const until = (holds) => new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('the explorer shows no change')), 60_000)
    const look = (records) => {
      if (!holds(records)) return
      watcher.disconnect()
      resolve()
    }
    const watcher = new MutationObserver(look)
    watcher.observe(form, { childList: true, subtree: true, attributes: true, characterData: true })
    look([])
  })
  // Those that the reader sees: a page that becomes shorter may scroll to others.
  const counts = [...form.querySelectorAll('.sc-facet__count')].filter(isInSight)
  let isOther = false
  let start = performance.now()
  form.addEventListener('click', ({ timeStamp }) => { start = timeStamp }, { capture: true, once: true })
  const shown = until((records) => {
    isOther ||= records.some(({ target }) => chips.contains(target))
    return isOther && isShown()
  })
  act(form)
  await shown
  // What changed is laid out as well. The style sheet lets a browser lay out new cards with its next frame: here at once.
  const seen = [...cards.children].filter(isOnScreen)
  for (const { style } of seen) style.contentVisibility = 'visible'
  document.body.getBoundingClientRect()
  const end = performance.now()
  const told = counts.map(({ textContent }) => textContent)
  for (const { style } of seen) style.contentVisibility = ''
  await until(() => form.dataset.busy === undefined)
  if (counts.some(({ textContent }, i) => textContent !== told[i])) throw new Error('a count on the screen came late')
  return [end - start, end]
}"""
"""Milliseconds from something a reader does until chips, counts and every card on the screen show it, and when that was.

Ends when the cards below the screen have come too."""

NTH_BOX = """(at) => {
  const boxes = [...document.querySelectorAll('[data-sc="facet-group"] input[type="checkbox"]')]
  return boxes[Math.floor(at * boxes.length)].id
}"""

GO = """async (id) => {
  const form = document.querySelector('form[data-sc="explorer"]')
  const box = document.getElementById(id)
  box.closest('details').open = true
  box.scrollIntoView({ block: 'center', behavior: 'instant' })
  for (let quiet = 0; quiet < 3; quiet = form.dataset.busy === undefined ? quiet + 1 : 0) await new Promise(requestAnimationFrame)
}"""
"""As a reader does before a click: opens the facet, scrolls to the box, and sees its number."""

WATCH = f"() => {{ window.change = ({CHANGE})(() => {{}}) }}"

FIRST_BOX = """() => document.querySelector('[data-sc="facet-group"] input[type="checkbox"]').id"""

ASK = f"""async (query) => await ({CHANGE})((form) => {{
  form.elements.q.value = query
  form.elements.q.dispatchEvent(new Event('input', {{ bubbles: true }}))
}})"""


def measure_explorer(sizes: tuple[int, ...], work: Path, *, seed: int, with_slow_link: bool) -> tuple[list[dict[str, Any]], str]:
    """The explorer at each size, as data and as text."""
    from playwright.sync_api import sync_playwright

    from _browser import chromium

    # Before anything else: who lacks one is told at once, and Playwright must not be asked for its own while it drives one.
    executable = str(chromium())
    found: list[dict[str, Any]] = []
    work.mkdir(parents=True)
    for size in sizes:
        say(f"explorer of {size} entries")
        made = Synthetic(size, seed)
        ours = Ours(work / str(size))
        ours.prepare(made)
        ours.build()
        queries = asked(made)
        with serving(ours.folder / "site") as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable)
            outcome = {"entries": size, **visit(browser, server, queries, slow_down=1)}
            slowed = visit(browser, server, queries, slow_down=SLOW_DOWN)
            outcome |= {f"{name}_slowed": value for name, value in slowed.items() if not name.startswith(("bytes", "requests"))}
            if with_slow_link:
                outcome["first_cards_slow_link"] = first_cards(browser, server, slow_down=SLOW_DOWN, link=SLOW_LINK)[1]
            browser.close()
        say("  " + ", ".join(f"{name} {value:,.0f}" for name, value in outcome.items()))
        found.append(outcome)
    return found, told(found)


def asked(made: Synthetic) -> list[str]:
    """Words that entries use: from the second most frequent noun to rare ones, each once: a query asked again changes nothing."""
    nouns = made.lexicon.words["N"]
    ranks = sorted({int(1.6**n) for n in range(2 * QUERIES)})[:QUERIES]
    return [nouns[rank] for rank in ranks]


def first_cards(browser: Any, server: Server, *, slow_down: int, link: dict[str, Any] | None = None) -> tuple[Any, float]:
    """A new reader opens the explorer and ticks a first box: the page, and the milliseconds until its cards show."""
    page = browser.new_context().new_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": slow_down})
    if link:
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", link)
    server.reset()
    page.goto(f"{server.url}solutions/", timeout=300_000)
    page.wait_for_selector(READY, state="attached", timeout=300_000)
    return page, click(page, page.evaluate(FIRST_BOX))[1]


PICTURES = re.compile(r"/assets/showroom/places/|\.(?:avif|jpg|png|webp)$")
"""Addresses of covers: the page is whole before they are, and a reader's settings may keep them away."""

LOADED = """(until) => {
  const loaded = ['navigation', 'resource'].flatMap((kind) => performance.getEntriesByType(kind))
  return loaded.filter(({ responseEnd }) => responseEnd <= until).map(({ name }) => new URL(name).pathname + new URL(name).search)
}"""
"""Addresses that had been answered by then."""


IS_TICKED = "(id) => document.getElementById(id).checked"


def click(page: Any, box: str) -> list[float]:
    """A click with the mouse, as `CHANGE` measures it. Raises Failed when another box than this one was hit."""
    before = page.evaluate(IS_TICKED, box)
    label = page.locator(f'label[for="{box}"]')
    label.hover(position={"x": 8, "y": 8})
    page.wait_for_timeout(PAUSE)
    page.evaluate(WATCH)
    page.mouse.down()
    page.mouse.up()
    change = page.evaluate("window.change")
    if page.evaluate(IS_TICKED, box) == before:
        raise Failed(f"a click on {box} did not reach it")
    return change


def visit(browser: Any, server: Server, queries: list[str], *, slow_down: int) -> dict[str, float]:
    """One reader's visit: bytes, requests and milliseconds."""
    page, opened = first_cards(browser, server, slow_down=slow_down)
    loaded = page.evaluate(LOADED, opened)
    settled = server.sent
    click(page, page.evaluate(FIRST_BOX))
    clicks, before = [], None
    for number_of in range(CLICKS):
        # A box is ticked, then the one before it given back: one to two values are chosen at a time.
        box = page.evaluate(NTH_BOX, (number_of * 7 % CLICKS) / CLICKS)
        page.evaluate(GO, box)
        clicks.append(click(page, box)[0])
        if before:
            page.evaluate(GO, before)
            clicks.append(click(page, before)[0])
        before = box
    page.get_by_role("button", name="Clear all").click()
    asked_ms = [page.evaluate(ASK, query)[0] for query in queries]
    page.context.close()
    pictures = [address for address in loaded if PICTURES.search(address)]
    return {
        "bytes": sum(server.sizes[address] for address in loaded if address not in pictures),
        "bytes_pictures": sum(server.sizes[address] for address in pictures),
        "requests": len(loaded), "bytes_settled": settled, "first_cards": opened,
        "click_p50": percentile(clicks, 50), "click_p95": percentile(clicks, 95),
        "query_first": asked_ms[0], "query_p50": percentile(asked_ms, 50), "query_p95": percentile(asked_ms, 95),
    }  # fmt: skip


ROWS = (
    ("bytes to the first filtered cards, without pictures", "bytes"), ("bytes of pictures until then", "bytes_pictures"),
    ("requests until then", "requests"),
    ("bytes once the cards below the screen have come too", "bytes_settled"),
    ("ms until then, new reader", "first_cards"), (f"the same, processor {SLOW_DOWN}x slower", "first_cards_slowed"),
    (f"the same, {SLOW_DOWN}x slower and on a slow link", "first_cards_slow_link"),
    ("ms from click to counts and cards, p50", "click_p50"), ("the same, p95", "click_p95"),
    (f"p95, processor {SLOW_DOWN}x slower", "click_p95_slowed"),
    ("ms from first query to cards", "query_first"), ("ms from query to cards, p95", "query_p95"),
    (f"p95 of queries, processor {SLOW_DOWN}x slower", "query_p95_slowed"),
)  # fmt: skip


def told(found: list[dict[str, Any]]) -> str:
    """A table of every size, and what of the promises is kept."""
    rows = [[what, *(number(f[key]) for f in found)] for what, key in ROWS if key in found[0]]
    kept = promised(found)
    limits = [[what, number(value), number(limit), "yes" if value <= limit else "NO"] for what, value, limit in kept]
    head = ["the explorer", *(f"{f['entries']:,} entries" for f in found)]
    return f"{table(head, rows)}\n\n{table(['promise', 'measured', 'at most', 'kept'], limits)}"


def promised(found: list[dict[str, Any]]) -> list[tuple[str, float, float]]:
    """(promise, measured, limit) at the largest size."""
    small, large = min(found, key=lambda f: f["entries"]), max(found, key=lambda f: f["entries"])
    at = f"at {large['entries']:,}"
    kept = [
        (f"bytes to the first filtered cards {at}", large["bytes"], LIMITS["bytes"]),
        (f"click to counts and cards {at}, p95 ms", large["click_p95"], LIMITS["click_p95"]),
        (f"the same, {SLOW_DOWN}x slower", large["click_p95_slowed"], LIMITS["click_p95_slowed"]),
        (f"query to cards {at}, p95 ms", large["query_p95"], LIMITS["query_p95"]),
    ]
    if small is not large:
        kept.insert(1, (f"bytes {at} over bytes at {small['entries']:,}", large["bytes"] / small["bytes"], LIMITS["growth"]))
    return kept
