"""A hand-written article as a file: its front matter, the time it takes to read, and where it links to.

A leaf module. The engine turns an article's Markdown into HTML; what the showroom must know of it is read here.
"""

import re
from collections.abc import Iterator

from .diagnostics import Location

FOLDER = "pages/articles"
"""Within the catalogue folder."""

SUFFIX = ".md"

OVERVIEW = "index.md"
"""No article: its address is that of the list of articles."""

WORDS_A_MINUTE = 200
"""A calm pace for prose in a second language; adults read English at 238 (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[[^\[\]]*\]\(\s*<?([^\s()<>]*)")
_MARKUP = re.compile(r"<!--.*?-->|<[^<>]*>|(?<=\])\([^()]*\)|^ {0,3}#+ ", re.DOTALL | re.MULTILINE)


def front_matter(text: str) -> str | None:
    """The YAML between the first line, `---`, and the next such line, each line where it stands; None when there is none."""
    match = _FRONT_MATTER.match(text)
    return f"\n{match[1]}" if match else None


def parted(text: str) -> tuple[str, str]:
    """The text up to the line that ends its front matter, and the rest, where its prose stands; ("", all) when there is none."""
    match = _FRONT_MATTER.match(text)
    end = match.end() if match else 0
    return text[:end], text[end:]


def reading_minutes(text: str) -> int:
    """How long the prose of an article takes, in minutes rounded up, at least 1."""
    words = [word for word in _MARKUP.sub(" ", _FRONT_MATTER.sub("", text)).split() if any(map(str.isalnum, word))]
    return max(1, -(-len(words) // WORDS_A_MINUTE))


def links(text: str, path: str) -> Iterator[tuple[str, Location]]:
    """(address, place) of each link in an article's Markdown, as written."""
    match = _FRONT_MATTER.match(text)
    start = match.end() if match else 0
    for link in _LINK.finditer(text, start):
        at = link.start(1)
        yield link[1], Location(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), max(1, len(link[1])))


def slug_in(uri: str) -> str | None:
    """The slug of the article at a site-relative address, or None when the address is not of an article's kind."""
    match = re.fullmatch(r"articles/([^/]+)/", uri)
    return match[1] if match else None
