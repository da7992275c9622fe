"""What the preview shows between two changes: each file is made when a browser first asks for it, and then kept."""

from __future__ import annotations

import html
import mimetypes
import posixpath
import traceback
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from _command import complain

if TYPE_CHECKING:
    from showroom.build import Site

TYPES = {
    ".avif": "image/avif", ".css": "text/css", ".html": "text/html", ".ico": "image/x-icon", ".js": "text/javascript",
    ".json": "application/json", ".mjs": "text/javascript", ".png": "image/png",
    ".svg": "image/svg+xml", ".txt": "text/plain", ".webmanifest": "application/manifest+json", ".webp": "image/webp",
    ".woff2": "font/woff2", ".xml": "application/xml",
}  # fmt: skip
"""What systems disagree on, or do not know; of anything else they are asked."""

PROBLEM_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The preview needs a repair</title>
<style>
  :root { color-scheme: light dark }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1rem }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; border: 1px solid }
</style>
<body>
<h1>The preview needs a repair</h1>
<p>The site could not be built. Repair the cause and save: the page then returns by itself.</p>
<pre>$reason</pre>
</body>
</html>
"""

NOTICE = '<pre class="sc-crash" role="alert">The showroom could not be built. Shown below is its last good version.\n\n{}</pre>'
"""Stands on a page in place of which there is only an earlier one."""

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What a browser gets."""

    body: bytes
    type: str = HTML
    status: HTTPStatus = HTTPStatus.OK
    location: str = ""
    """Where to ask instead, from the host's root on."""


class Problem:
    """Nothing can be shown but why."""

    def __init__(self, *reasons: str) -> None:
        text = html.escape("\n".join(reasons))
        self._page = Answer(PROBLEM_PAGE.replace("$reason", text).encode(), status=HTTPStatus.SERVICE_UNAVAILABLE)

    def answer(self, path: str) -> Answer:
        """The page of the problem, at every address."""
        return self._page


@dataclass
class Shown:
    """A site, and the files that the theme brings. Several threads may ask."""

    site: Site
    theme_files: Path
    """Folder of what MkDocs copied there."""
    own_files: Path
    """The overrides folder: styles and scripts are served from where they are edited."""
    crash: str = ""
    """Why this is not the newest version, for every page."""
    earlier: Shown | None = None
    """What shows the pages that this cannot render."""
    _kept: dict[str, str | bytes | None] = field(default_factory=dict)
    has_shown: bool = False
    """Whether some page was asked for, and rendered."""
    has_failed: bool = False
    """Whether some page could not be rendered."""

    @property
    def last_good(self) -> Shown | None:
        """This, when its pages have proved good, or else what stood in for it."""
        if not self.has_shown or self.has_failed:
            return self.earlier
        self.earlier = None  # one is enough
        return self

    def answer(self, path: str) -> Answer:
        """What a browser gets that asks for a path below the host's root, such as `solutions/`."""
        name = posixpath.normpath(f"/{path}").lstrip("/")
        if not path or path.endswith("/"):
            name = posixpath.join(name, "index.html")
        content = self.content(name)
        if content is not None:
            return Answer(as_bytes(content), type_of(name))
        if self.content(f"{name}/index.html") is not None:
            return Answer(b"", status=HTTPStatus.FOUND, location=f"/{name}/")
        return Answer(as_bytes(self.content("404.html") or "Not found"), status=HTTPStatus.NOT_FOUND)

    def content(self, name: str) -> str | bytes | None:
        """A file by its path within the site, or None."""
        made = self._made(name)
        if made is None:
            return self._copied(name)
        return with_notice(made, self.crash) if self.crash and name.endswith(".html") else made

    def _made(self, name: str) -> str | bytes | None:
        """A file that the showroom makes; of a page that it fails to make, an earlier one that says so."""
        if name in self._kept:
            return self._kept[name]
        try:
            content = self.site.file(name)
        except Exception as error:
            self.has_failed = True
            traceback.print_exc()
            complain(f"{name} could not be made; the page says why")
            earlier = self.earlier.content(name) if self.earlier else None
            content = with_notice(earlier or "<!doctype html><main></main>", described(error)) if name.endswith(".html") else earlier
        else:
            self.has_shown |= name.endswith(".html")
        if content is not None:
            self._kept[name] = content
        return content

    def _copied(self, name: str) -> bytes | None:
        """A file as it lies in a folder."""
        for folder in (self.own_files, self.theme_files) if name.startswith("assets/") else (self.theme_files,):
            file = folder / name
            try:
                if file.is_file() and file.resolve().is_relative_to(folder.resolve()):
                    return file.read_bytes()
            except OSError:
                continue  # such as a name that is longer than a file's can be
        return None


def with_notice(page: str | bytes, crash: str) -> str:
    """An earlier page that says what became of the newest one."""
    text = page if isinstance(page, str) else page.decode()
    return text.replace("<main", NOTICE.format(html.escape(crash)) + "<main", 1)


def described(error: Exception) -> str:
    """What a defect in a hook or a template is, and where."""
    what = "".join(traceback.format_exception_only(error))
    if isinstance(error, SyntaxError):
        return what  # names its place itself
    steps = traceback.extract_tb(error.__traceback__)
    in_templates = [step for step in steps if step.filename.endswith(".html")]
    file, line, *_ = (in_templates or steps)[-1]
    return f"{what}in {file}, line {line}"


def as_bytes(content: str | bytes) -> bytes:
    """Text as UTF-8."""
    return content.encode() if isinstance(content, str) else content


def type_of(name: str) -> str:
    """The media type of a file."""
    found = TYPES.get(posixpath.splitext(name)[1].lower()) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
