"""Our own Jinja environment: everything is escaped unless this module made it, and a misspelt name is an error."""

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup, escape

from .. import icons, pictures
from ..model import Image, Solution
from . import dates, figures, selections
from .prose import phrase, prose
from .words import Words

_NUMBER_GAP = re.compile(
    r"(?<=\d) (?=[%°]|(?:million|billion|[kMGT]?Wh?|[kcm]?m[²³]?|t|kg|ha|DKK|EUR|USD)\b)|(?<=\bDKK|\bEUR|\bUSD) (?=\d)"
)
"""The space between a number and its unit or currency."""

TEMPLATES = "showroom"
"""Folder of our templates within `overrides/`."""


@functools.lru_cache(maxsize=4)
def environment(overrides: Path, language: str) -> jinja2.Environment:
    """The environment of a language's words. Templates are read anew when they change, words are not."""
    words = Words.of(overrides / TEMPLATES / "words" / f"{language}.yml")
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(overrides / TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=typeset,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["words"] = words
    env.filters |= {
        "prose": prose,
        "phrase": phrase,
        "date": dates.long_date,
        "quantity": functools.partial(figures.quantity, words=words),
        "amount": lambda value: f"{value:,}",
        "headline": selections.headline,
        "numbers": selections.numbers,
        "featured": selections.featured,
        "busiest_labs": selections.busiest_labs,
        "host": lambda url: (urlsplit(url).hostname or "").removeprefix("www."),
    }
    env.globals["value_with_unit"] = figures.value_with_unit
    return env


def typeset(value: Any) -> Any:
    """A text with its numbers held to their units, so that no line breaks between them."""
    return type(value)(_NUMBER_GAP.sub(figures.NBSP, value)) if isinstance(value, str) else value


class PageTools:
    """What templates of one page may call: addresses relative to it, and icons, which are noted for the sprite."""

    def __init__(self, base: str, used_icons: set[str]) -> None:
        self._base = base
        self._used_icons = used_icons

    def url(self, uri: str) -> str:
        """The relative address of a site-relative `uri`; `""` is the home page."""
        return self._base + uri or "./"

    def icon(self, name: str, label: str = "") -> Markup:
        """An icon of Material's sets: decoration, unless a `label` says what it means."""
        self._used_icons.add(name)
        href = escape(f"{self._base}{icons.SPRITE_URI}#{icons.symbol_id(name)}")
        role = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
        return Markup(f'<svg class="sc-icon" {role} focusable="false"><use href="{href}"></use></svg>')

    def names(self) -> dict[str, Callable[..., Any]]:
        """The tools by the names templates know them under."""
        return {"url": self.url, "icon": self.icon, "photo": self.photo}

    def photo(self, solution: Solution, image: Image, sizes: str, *, lazy: bool = True) -> Markup:
        """An `<img>` with copies for every screen and the room it takes; `sizes` as in HTML."""
        picture = image.picture
        copies = ", ".join(f"{self.url(copy_uri(solution, image, width))} {width}w" for width in picture.widths)
        loading = "lazy" if lazy else "eager"
        return Markup('<img class="sc-photo" src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" loading="{}">').format(
            self.url(copy_uri(solution, image, picture.widths[0])), copies, sizes, picture.width, picture.height, image.alt, loading
        )


def copy_uri(solution: Solution, image: Image, width: int) -> str:
    """The address of a published copy of a photo; another photo of the same name has another address."""
    stem = image.file.rpartition(".")[0]
    return f"solutions/{solution.slug}/{stem}-{pictures.version(image.picture)}-{width}.webp"


def base_of(uri: str) -> str:
    """The way from the page at `uri` back to the site's root: `../` for each folder."""
    return "../" * uri.count("/")
