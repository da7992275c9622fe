"""A site served and opened in Chromium, with every page watched for anything untoward."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

WIDTHS = (390, 1440)
"""A telephone and a desk, in CSS pixels."""

MISSING = "the server responded with a status of 404"
"""What Chromium's console says of a page that is not there."""


class Handler(SimpleHTTPRequestHandler):
    """Serves a site as a plain web host does: below a prefix, with the site's own page for what is not there."""

    protocol_version = "HTTP/1.1"
    """A connection serves many requests: a page has some sixty."""
    disable_nagle_algorithm = True
    prefix = "/"
    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".woff2": "font/woff2",
    }

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return os.path.join(self.directory, "nothing-is-outside-the-prefix")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests look at what the browser got."""


class Server(ThreadingHTTPServer):
    """Does not mind a browser that ends in the middle of a request: a test may end at any time."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say what went wrong, but for that."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def serve(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serves a folder on a free port; yields the address of its home page."""

    class Bound(Handler):
        pass

    Bound.prefix = prefix
    Bound.directory = str(folder)
    handler = partial(Bound, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()


def launched(playwright: Playwright, *arguments: str) -> Iterator[Browser]:
    """A Chromium with these command-line arguments."""
    path = os.environ.get("SHOWROOM_CHROMIUM")
    if not path:
        pytest.fail("SHOWROOM_CHROMIUM does not name a browser; `python scripts/test.py` finds one and sets it", pytrace=False)
    # Chromium's sandbox refuses root, which is who runs in a container.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    sandbox = ["--no-sandbox"] if is_root else []
    # The shell without windows draws letters in another way unless it is told; to the whole browser this says nothing.
    browser = playwright.chromium.launch(executable_path=path, args=[*sandbox, "--font-render-hinting=slight", *arguments])
    yield browser
    browser.close()


@dataclass
class Watch:
    """What pages did that they must not do."""

    home: str
    expected: tuple[str, ...]
    has_scripts: bool = True
    problems: list[str] = field(default_factory=list)

    def page(self, page: Page) -> None:
        """Watches a page from now on."""
        page.on("console", lambda message: self.note("console", message.text))
        page.on("pageerror", lambda error: self.note("error", str(error)))
        page.on("dialog", lambda dialog: (self.note("dialog", dialog.message), dialog.dismiss()))
        page.on("download", lambda download: self.note("download", download.url))

    def context(self, context: BrowserContext) -> None:
        """Watches everything that a context loads."""
        context.on("page", self.page)
        context.on("request", lambda request: self.request(request.url))
        context.on("requestfailed", lambda request: self.failed(request.url, request.failure or ""))
        context.on("response", lambda response: response.status < 400 or self.note(str(response.status), response.url))

    def request(self, url: str) -> None:
        if not url.startswith((self.home, "data:image/")):
            self.note("foreign request", url)

    def failed(self, url: str, reason: str) -> None:
        # Leaving a page stops what it was still loading; and without scripts Chromium does not fetch what only they need.
        is_meant = "ERR_ABORTED" in reason or (not self.has_scripts and url.endswith(".mjs") and reason == "csp")
        if not is_meant:
            self.note("failed request", f"{url} {reason}")

    def note(self, kind: str, text: str) -> None:
        if not any(expected in text for expected in self.expected):
            self.problems.append(f"{kind}: {text}")


Browse = Callable[..., Page]


def watched(chromium: Browser, home: str) -> Iterator[Browse]:
    """What `browse` gives, for any browser and any site."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_page(*, width: int = 1440, expected: tuple[str, ...] = (), **options: object) -> Page:
        height = 844 if width < 600 else 900
        settings = {"reduced_motion": "reduce", "locale": "en-GB", **options}
        context = chromium.new_context(base_url=home, viewport={"width": width, "height": height}, **settings)
        context.set_default_timeout(10_000)
        watch = Watch(home, expected, has_scripts=settings.get("java_script_enabled", True))
        watch.context(context)
        opened.append((context, watch))
        return context.new_page()

    yield open_page
    problems = []
    for context, watch in opened:
        problems += watch.problems
        problems += [f"cookie: {cookie['name']}" for cookie in context.cookies()]
        context.close()
    assert problems == [], problems
