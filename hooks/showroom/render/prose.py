"""Markdown of entries as safe HTML.

Three fences, each enough by itself: raw HTML is never parsed as such, a small set of elements survives, and every
link is https. `shapes.Prose` caps the length, since Python-Markdown is quadratic in brackets.
"""

import functools
from xml.etree import ElementTree

import markdown
import nh3
from markdown.blockprocessors import BlockProcessor
from markupsafe import Markup

_INLINE_TAGS = {"br", "em", "strong", "code", "a"}
_TAGS = _INLINE_TAGS | {"p", "ul", "ol", "li", "blockquote"}
_ATTRIBUTES = {"a": {"href", "title"}}


_NESTING_MAX = 12
"""Parser states, up to two a level of list or quotation; `- - - …` would exhaust Python's stack."""


class _TooDeep(BlockProcessor):
    """What is nested deeper stays as it was written."""

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return len(self.parser.state) > _NESTING_MAX

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        ElementTree.SubElement(parent, "p").text = blocks.pop(0).strip()


class _Prose(markdown.Markdown):
    """CommonMark-like text without raw HTML, images, headings, references and code blocks."""

    def __init__(self) -> None:
        super().__init__(extensions=["sane_lists"], output_format="html")
        self.preprocessors.deregister("html_block")
        for pattern in ("html", "image_link", "image_reference", "short_image_ref"):
            self.inlinePatterns.deregister(pattern)
        for block in ("hashheader", "setextheader", "code", "reference"):
            self.parser.blockprocessors.deregister(block)
        self.parser.blockprocessors.register(_TooDeep(self.parser), "too-deep", 200)


_markdown = _Prose()


@functools.lru_cache(maxsize=65_536)
def prose(text: str) -> Markup:
    """The HTML of an entry's Markdown field. Kept by content, so that a preview renders only what was edited."""
    return _clean(_markdown.reset().convert(text), _TAGS)


@functools.lru_cache(maxsize=65_536)
def phrase(text: str) -> Markup:
    """The HTML of a field that stands within a paragraph: inline elements only."""
    return _clean(_markdown.reset().convert(" ".join(text.split())), _INLINE_TAGS)


def _clean(html: str, tags: set[str]) -> Markup:
    return Markup(
        nh3.clean(
            html,
            tags=tags,
            attributes=_ATTRIBUTES,
            attribute_filter=_without_odd_links,
            url_schemes={"https", "mailto"},
            link_rel="noopener nofollow",
        )
    )


def _without_odd_links(tag: str, name: str, value: str) -> str | None:
    """`url_schemes` lets addresses without a scheme pass: `//elsewhere.example` and whatever is relative to a page."""
    is_odd = name == "href" and not value.lower().startswith(("https://", "mailto:"))
    return None if is_odd else value
