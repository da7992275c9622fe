"""The real site, served and opened in Chromium; every page that a test opens is watched for anything untoward."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from built import build
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from watch import Browse, launched, serve, watched


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the home page of the real site."""
    yield from serve(build(tmp_path_factory.mktemp("site") / "site").folder)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers; there can be one in a process."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all tests; each test has contexts of its own."""
    yield from launched(playwright)


@pytest.fixture
def browse(chromium: Browser, home: str) -> Iterator[Browse]:
    """`browse(width=390, expected=(), at=home, **context options)`: a new page in a new context, both watched.

    When the test ends, each must have kept an empty console, asked only the site and left no cookie.
    """
    yield from watched(chromium, home)


@pytest.fixture
def page(browse: Browse) -> Page:
    """A page at a desk."""
    return browse()


@pytest.fixture
def phone(browse: Browse) -> Page:
    """A page on a telephone."""
    return browse(width=390)
