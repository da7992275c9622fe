"""A page of the preview that stays open: it loads itself again when there is something newer to see, and only then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from built import copy_project
from playwright.sync_api import Browser, expect
from previewed import DEADLINE, Preview, running
from watch import Browse, watched

ENTRY = "catalogue/solutions/bin-sensors.yml"
TITLE = "Bins that call when they are full"
PAGE = "solutions/bin-sensors/"

PATIENCE = 1000.0 * DEADLINE


@pytest.fixture
def preview(tiny: Path, tmp_path: Path) -> Iterator[Preview]:
    """The preview of a copied project with the tiny catalogue."""
    project = copy_project(tmp_path / "project")
    tiny.rename(project / "catalogue")
    with running("preview.py", project, tmp_path) as preview:
        yield preview


@pytest.fixture
def browse(chromium: Browser, preview: Preview) -> Iterator[Browse]:
    """As for the site: a page of the preview, watched."""
    yield from watched(chromium, preview.url)


def test_an_open_page_follows_each_edit_without_a_hand(browse, preview):
    page = browse()
    loads: list[str] = []
    page.on("load", lambda page: loads.append(page.url))
    page.goto(PAGE)
    expect(page.locator("h1")).to_have_text(TITLE)
    for title in ("Bins that call the lorry", "Bins that call nobody"):
        preview.edit(ENTRY, page.locator("h1").inner_text(), title)
        expect(page.locator("h1")).to_have_text(title, timeout=PATIENCE)
    page.wait_for_load_state()
    assert len(loads) == preview.said("built in") == 3


def test_a_page_that_says_why_there_is_no_site_returns_by_itself(browse, preview):
    page = browse(expected=("status of 503", PAGE))
    page.goto(PAGE)
    mend = preview.edit("overrides/main.html", "{% block header %}", "{% block %}")
    expect(page.locator("h1")).to_have_text("The preview needs a repair", timeout=PATIENCE)
    mend()
    expect(page.locator("h1")).to_have_text(TITLE, timeout=PATIENCE)


def test_after_code_was_changed_open_pages_find_the_new_server(browse, preview):
    page = browse(expected=("ERR_CONNECTION_REFUSED",))
    page.goto(PAGE)
    preview.edit("hooks/mkdocs_hooks.py", '"""MkDocs\' side', '"""The side of MkDocs')
    with page.expect_event("load", timeout=PATIENCE):
        pass
    expect(page.locator("h1")).to_have_text(TITLE)
