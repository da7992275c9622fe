"""Slugs, folded text and nearest terms. A leaf module."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
"""ASCII kebab-case: what a file stem and a URL segment may be."""

SLUG_MAX_LENGTH = 80
"""Long enough for every title allowed, short enough for a path on any file system."""

# Letters that Unicode does not decompose, in the spelling Danish addresses use.
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "œ": "oe"})


def is_slug(text: str) -> bool:
    """Whether `text` may stand in a URL of the showroom."""
    return len(text) <= SLUG_MAX_LENGTH and SLUG.match(text) is not None


def fold(text: str) -> str:
    """`text` as it is compared in searches: lower case, without accents, æ/ø/å written ae/oe/aa.

    `overrides/assets/showroom/js/text.mjs` folds the same way; `tests/cases/fold.json` holds both to it.
    """
    if text.isascii():
        return text.lower()
    # Word by word: nothing in folding reaches across a space, and most words are ASCII.
    return " ".join([word.lower() if word.isascii() else _folded(word) for word in text.split(" ")])


def _folded(word: str) -> str:
    lowered = unicodedata.normalize("NFC", word).lower().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", lowered)
    # Lower case once more: ™ has become TM.
    return "".join([c for c in decomposed if unicodedata.category(c) != "Mn"]).lower()


def sort_key(text: str) -> tuple[str, str]:
    """A key that orders labels as a reader expects, capitals and accents aside."""
    return fold(text), text


def nearest(text: str, options: Iterable[str]) -> str | None:
    """The option most like `text`, or None when nothing is similar."""
    # A hostile text may be long; difflib is quadratic in it and needs no more than a term's length.
    matches = difflib.get_close_matches(text[:SLUG_MAX_LENGTH].lower(), list(options), n=1, cutoff=0.55)
    return matches[0] if matches else None
