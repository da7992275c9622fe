"""Markdown of entries as safe HTML.

Three fences, each enough by itself: raw HTML is never parsed as such, a small set of elements survives, and every
link is https. `shapes.Prose` caps the length, since Python-Markdown is quadratic in brackets.

Python-Markdown says what a text means. Most texts are so simple that every Markdown means the same by them; those
take a compiled parser, 500 times as fast. A test holds both to the same HTML.
"""

import functools
import re
from xml.etree import ElementTree

import markdown
import nh3
import pyromark
from markdown.blockprocessors import BlockProcessor
from markupsafe import Markup

from .typesetting import typeset

_INLINE_TAGS = {"br", "em", "strong", "code", "a"}
_TAGS = _INLINE_TAGS | {"p", "ul", "ol", "li", "blockquote"}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}


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


class _Phrase(_Prose):
    """Text within a paragraph: a number, dash or sign at its start begins nothing, and stays."""

    def __init__(self) -> None:
        super().__init__()
        for block in ("olist", "ulist", "quote", "hr"):
            self.parser.blockprocessors.deregister(block)


_markdown, _markdown_within = _Prose(), _Phrase()

KEPT = 4_096
"""Texts whose HTML is kept, for a preview that makes the same page again and again; a build makes each once."""

_SIGNS = r"\\`<>_*\[\]"
"""What Markdown may heed within a line; `&` too, when an entity's name may follow."""

_TEXT = rf"[^\W_](?:[^{_SIGNS}&]*[^\W_])?"
_HOST = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+"
_URL = rf"https://{_HOST}(?:/[A-Za-z0-9_./?=%#,;:@+-]*)?"
_BEFORE = r"(?<![\w*!\]]"
# Every match starts with its sign: a literal that the engine can look for.
_STRESSED = rf"\*{_BEFORE}\*)(\*?){_TEXT}(?:[.,!?%](?=\**(?:\s|\Z)))?\1\*"
_LINKED = rf"\[{_BEFORE}\[){_TEXT}\]\({_URL}\)"
_SIMPLE_INLINE = re.compile(rf"(?:{_STRESSED}|{_LINKED})(?![\w*(\[:{{])")
_DOUBTFUL = re.compile(rf"[{_SIGNS}&](?!(?<=&)[ \n])")
_LINE = r"(?![#=+-]|~~~|\*[ ]|\d+[.)](?:\s|\Z))\S(?:[^\n]*\S)?"
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*")
_BULLETS = re.compile(rf"- {_LINE}(?:\n- {_LINE})*")


def _is_simple(text: str) -> bool:
    """Whether every Markdown means the same by a text: paragraphs, bullets, emphasis and links of the plainest form."""
    plain = _SIMPLE_INLINE.sub("x", text)
    # Control characters and odd spaces are not printable.
    if _DOUBTFUL.search(plain) or not plain.replace("\n", " ").isprintable():
        return False
    was_list = False
    for block in re.split(r"\n{2,}", text.strip("\n")):
        is_list = bool(_BULLETS.fullmatch(block))
        # Two lists in a row may be one.
        if (is_list and was_list) or not (is_list or _PARAGRAPH.fullmatch(block)):
            return False
        was_list = is_list
    return True


@functools.lru_cache(maxsize=KEPT)
def prose(text: str) -> Markup:
    """The HTML of an entry's Markdown field. The last ones are kept, so that a preview renders only what was edited."""
    return _clean(_html(text), _PROSE)


@functools.lru_cache(maxsize=KEPT)
def phrase(text: str) -> Markup:
    """The HTML of a field that stands within a paragraph: inline elements only."""
    line = " ".join(text.split())
    is_simple = _is_simple(line) and not line.startswith("- ")
    return _clean(_compiled(line) if is_simple else _markdown_within.reset().convert(line), _PHRASE)


def _html(text: str) -> str:
    return _compiled(text) if _is_simple(text) else _markdown.reset().convert(text)


def _compiled(text: str) -> str:
    return pyromark.html(text).rstrip("\n")


def _clean(html: str, cleaner: nh3.Cleaner) -> Markup:
    return Markup(typeset(cleaner.clean(html)))


def _without_odd_links(tag: str, name: str, value: str) -> str | None:
    """`url_schemes` lets addresses without a scheme pass: `//elsewhere.example` and whatever is relative to a page."""
    is_odd = name == "href" and not value.lower().startswith(("https://", "mailto:"))
    return None if is_odd else value


def _cleaner(tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        attributes=_ATTRIBUTES,
        attribute_filter=_without_odd_links,
        url_schemes={"https", "mailto"},
        link_rel="noopener nofollow",
    )


_PROSE = _cleaner(_TAGS)
_PHRASE = _cleaner(_INLINE_TAGS)
