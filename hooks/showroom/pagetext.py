"""What a hand-written page says, read from the HTML the theme rendered. A leaf module."""

from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

_SILENT = {"script", "style", "template", "nav", "svg", "button", "form"}
"""Elements whose text is no prose."""

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

_HEADINGS = {"h2", "h3", "h4"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A hand-written page as a reader who only reads."""

    uri: str
    """Site-relative, ending in `/`."""
    title: str
    description: str
    headings: tuple[str, ...]
    text: str
    """Everything else in its main part, on one line."""


@lru_cache(maxsize=256)
def page_text(uri: str, html: str) -> PageText:
    """What the page at `uri` says; slots in it are not filled, and say nothing."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    headings = [_one_line(text) for tag, text in reader.blocks if tag in _HEADINGS]
    titles = [_one_line(text) for tag, text in reader.blocks if tag == "h1"]
    return PageText(
        uri=uri,
        title=next(filter(None, titles), _one_line(reader.window_title)),
        description=_one_line(reader.description),
        headings=tuple(filter(None, headings)),
        text=_one_line(" ".join(text for tag, text in reader.blocks if tag == "")),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


class _Reader(HTMLParser):
    """Collects the texts of `<main>`, headings apart from the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.window_title = ""
        self.description = ""
        self.blocks: list[tuple[str, str]] = []
        """(heading's tag, or nothing; text) in order."""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "meta" and attributes.get("name") == "description":
            self.description = attributes.get("content") or ""
        if tag in _VOID:
            return
        # The mark beside a heading that leads to itself is no part of what it says.
        is_mark = tag == "a" and "headerlink" in (attributes.get("class") or "").split()
        self._open.append("nav" if is_mark else tag)
        if tag in _HEADINGS or tag == "h1":
            self.blocks.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        name = tag if tag in self._open else "nav" if tag == "a" else ""
        if name in self._open:
            while self._open.pop() != name:
                pass

    def handle_data(self, data: str) -> None:
        opened = set(self._open)
        if "title" in opened and "head" in opened:
            self.window_title += data
        if "main" not in opened or opened & _SILENT:
            return
        tag = next((name for name in self._open if name in _HEADINGS or name == "h1"), "")
        if tag and self.blocks and self.blocks[-1][0] == tag:
            self.blocks[-1] = (tag, self.blocks[-1][1] + data)
        else:
            self.blocks.append((tag, data))
