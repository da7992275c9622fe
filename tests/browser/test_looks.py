"""Every kind of page looks as it did: at three widths, light and dark, against pictures in `looks/`.

After a change that is meant, look at what `.cache/looks/` shows, then take the new looks for right with

    python3 scripts/test.py tests/browser/test_looks.py --renew-looks

The pages are those of the tiny catalogue, so that a new entry changes none of them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import looks
import pytest
from built import PROJECT, build_from
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page
from watch import MISSING, Browse, serve, watched

KEPT = Path(__file__).with_name("looks")
SHOWN = PROJECT / ".cache" / "looks"
"""Where a test that fails puts what it saw."""

TINY = PROJECT / "tests/cases/tiny"

KINDS = {
    "home": "",
    "explorer": "solutions/",
    "explorer-with-a-choice": "solutions/?sector=energy&q=lamps",
    "explorer-with-nothing-found": "solutions/?q=zzz",
    "explorer-as-a-table": "solutions/?view=table",
    "explorer-as-a-map": "solutions/?view=map",
    "solution": "solutions/quay-lamps/",
    "lab": "labs/quay-lab/",
    "sector": "sectors/energy/",
    "city": "cities/testby/",
    "technology": "technologies/led/",
    "organisation": "organisations/lampworks/",
    "all-sectors": "sectors/",
    "all-cities": "cities/",
    "all-labs": "labs/",
    "all-articles": "articles/",
    "article": "articles/lamps-and-people/",
    "shortlist": "shortlist/?solution=quay-lamps&solution=bin-sensors",
    "comparison": "compare/?solution=quay-lamps&solution=warm-basins",
    "visit-planner": "visit/?solution=quay-lamps&solution=warm-basins&start=2026-12-01",
    "insights": "insights/",
    "about": "about/",
    "rules": "contribute/rules/",
    "not-found": "404.html",
}
"""Kind → address."""

SIZES = {1440: 2000, 768: 2000, 390: 2200}
"""Width of a window → its height, in CSS pixels: so tall that all that matters is on it."""

SCHEMES = ("light", "dark")

TODAY = datetime(2026, 11, 27, 12, tzinfo=UTC)

PAINTED = """async () => {
  await document.fonts.ready
  // A picture that waits until it is near would be waited for without end.
  const seen = [...document.images].filter((image) => image.checkVisibility() && image.getBoundingClientRect().top < innerHeight)
  await Promise.all(seen.map((image) => image.complete || new Promise((done) => { image.onload = image.onerror = done })))
  await Promise.all(seen.map((image) => image.decode().catch(() => {})))
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))
}"""


LATE = b"font-display: optional"


@pytest.fixture(scope="module")
def tiny_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the home page of the tiny catalogue's site.

    Its fonts are waited for: one that comes late is otherwise shown from the next page on, and all pages must have it.
    """
    folder = tmp_path_factory.mktemp("looks")
    catalogue = shutil.copytree(TINY, folder / "catalogue")
    site = build_from(catalogue, folder / "site").folder
    (sheet,) = (file for file in site.rglob("*.css") if LATE in file.read_bytes())
    sheet.write_bytes(sheet.read_bytes().replace(LATE, b"font-display: block"))
    yield from serve(site)


@pytest.fixture
def browse_tiny(chromium: Browser, tiny_home: str) -> Iterator[Browse]:
    yield from watched(chromium, tiny_home)


def shown(page: Page, uri: str) -> None:
    """Opens a page and waits until nothing changes on it any more."""
    page.goto(uri)
    kind = uri.partition("/")[0]
    if kind in ("solutions", "shortlist", "compare", "visit") and uri.count("/") == 1:
        page.locator("[data-sc][data-ready]").first.wait_for()
    if "view=map" in uri:
        page.wait_for_load_state("networkidle")  # the coast comes by itself
    page.evaluate(PAINTED)


@pytest.mark.parametrize("width", SIZES)
def test_every_kind_of_page_looks_as_it_did(browse_tiny, request, width):
    page = browse_tiny(width=width, expected=(MISSING,))
    page.set_viewport_size({"width": width, "height": SIZES[width]})
    page.clock.set_fixed_time(TODAY)
    changed = {}
    for kind, uri in KINDS.items():
        shown(page, uri)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            seen = looks.mosaic(page.screenshot(type="jpeg", quality=95, animations="disabled", caret="hide"))
            name = f"{kind}-{width}-{scheme}"
            if request.config.getoption("renew_looks"):
                looks.keep(seen, KEPT / f"{name}.webp")
            elif (found := changed_share(name, seen)) > looks.TOLERATED:
                changed[name] = f"{found:.1%} of it"
    assert changed == {}, f"see {SHOWN}; if all that is meant: python3 scripts/test.py tests/browser/test_looks.py --renew-looks"


def changed_share(name: str, seen: Image.Image) -> float:
    """How much of a page looks otherwise than it did; shows it when that is too much."""
    path = KEPT / f"{name}.webp"
    if not path.exists():
        looks.keep(seen, SHOWN / f"{name}-is.webp")
        return 1.0
    was = looks.read(path)
    marks = looks.difference(was, seen)
    found = looks.share(marks)
    if found > looks.TOLERATED:
        for end, image in (("was", was), ("is", seen), ("differs", marks)):
            looks.keep(image.convert("RGB"), SHOWN / f"{name}-{end}.webp")
    return found


def test_there_is_a_picture_of_every_kind_at_every_width_in_both_schemes_and_no_other():
    wanted = {f"{kind}-{width}-{scheme}.webp" for kind in KINDS for width in SIZES for scheme in SCHEMES}
    assert {path.name for path in KEPT.iterdir()} == wanted


def drawn(box: tuple[int, int, int, int], colour: str = "#0b5") -> Image.Image:
    """A mosaic with one box on it."""
    image = Image.new("RGB", (360, 500), "white")
    ImageDraw.Draw(image).rectangle(box, fill=colour)
    return image


def test_a_box_that_has_moved_by_a_line_or_changed_its_colour_or_gone_is_noticed():
    was = drawn((20, 100, 120, 140))
    for now in (drawn((20, 106, 120, 146)), drawn((20, 100, 120, 140), "#06b"), Image.new("RGB", (360, 500), "white")):
        assert looks.share(looks.difference(was, now)) > looks.TOLERATED


def test_a_page_of_another_length_is_noticed():
    assert looks.share(looks.difference(drawn((0, 0, 9, 9)), drawn((0, 0, 9, 9)).crop((0, 0, 360, 490)))) > looks.TOLERATED


def test_other_edges_of_letters_are_not_noticed():
    was = drawn((20, 100, 120, 140))
    edge = ImageDraw.Draw(now := was.copy())
    edge.rectangle((20, 100, 120, 100), fill="#1f905f")  # one row of cells, a shade apart
    edge.line((20, 60, 140, 60), fill="#e8e8e8")
    assert looks.share(looks.difference(was, now)) < looks.TOLERATED
