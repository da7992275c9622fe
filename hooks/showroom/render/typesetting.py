"""Numbers held to their units, so that no line breaks between them."""

import re

NBSP = "\u00a0"

_NUMBER_GAP = re.compile(
    # Every match starts with its space: a literal that the engine can look for.
    r" (?:(?<=\d )(?=[%°]|(?:million|billion|[kMGT]?Wh?|[kcm]?m[²³]?|t|kg|ha|DKK|EUR|USD)\b)|(?<=\b(?:DKK|EUR|USD) )(?=\d))"
)
"""The space between a number and its unit or currency."""


def typeset(text: str) -> str:
    """The text with no-break spaces between numbers and units."""
    return _NUMBER_GAP.sub(NBSP, text)
