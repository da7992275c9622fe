"""Our own Jinja environment: everything is escaped unless this module made it, and a misspelt name is an error."""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup, escape

from .. import icons, pictures
from ..insights import insights
from ..model import Image, Solution
from . import covers, dates, figures, selections
from .engine import Environment
from .pairs import pair
from .prose import phrase, prose
from .sentences import sentences
from .words import Words

TEMPLATES = "showroom"
"""Folder of our templates within `overrides/`."""


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates, kept while the process lives: the same for every build and every depth of address."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


@functools.lru_cache(maxsize=4)
def environment(overrides: Path, language: str) -> Environment:
    """The environment of a language's words. Templates are read anew when they change, words are not."""
    words = Words.of(overrides / TEMPLATES / "words" / f"{language}.yml")
    env = Environment(loader=jinja2.FileSystemLoader(overrides / TEMPLATES), bytecode_cache=_Compiled())
    env.globals["words"] = words
    env.filters |= {
        "prose": prose,
        "phrase": phrase,
        "date": dates.long_date,
        "quantity": functools.partial(figures.quantity, words=words),
        "amount": lambda value: f"{value:,}",
        "pair": pair,
        "headline": selections.headline,
        "numbers": selections.numbers,
        "featured": selections.featured,
        "busiest_labs": selections.busiest_labs,
        "indicators": selections.indicators,
        "insights": insights,
        "sentences": functools.partial(sentences, words=words),
        "framing": covers.framing_of,
        "cover_uri": covers.cover_uri,
        "host": lambda url: (urlsplit(url).hostname or "").removeprefix("www."),
    }
    env.globals["value_with_unit"] = figures.value_with_unit
    return env


def frozen(env: Environment, overrides: Path) -> Environment:
    """The environment with all templates as they are now, whatever becomes of their files: a preview may need them later."""
    folder = overrides / TEMPLATES
    texts = {file.relative_to(folder).as_posix(): (file.read_text("utf-8"), str(file)) for file in folder.rglob("*.html")}
    here = env.overlay()
    here.loader = jinja2.FunctionLoader(lambda name: (*texts[name], None) if name in texts else None)
    return here


def at_base(env: Environment, base: str, used_icons: set[str], shared: Mapping[str, Any]) -> Environment:
    """The environment of the pages at one depth of address, `base` leading back to the root, for one build.

    What these pages share are its globals, so that macros need no context. Templates stay as they are while it lives.
    """
    here = env.overlay(auto_reload=False)
    here.globals = {**env.globals, **shared, **PageTools(base, used_icons).names()}
    return here


class PageTools:
    """What templates of one depth may call: addresses relative to it, and icons, which are noted for the sprite."""

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
        return Markup(f'<svg class="sc-icon" {role}><use href="{href}"></use></svg>')

    def names(self) -> dict[str, Callable[..., Any]]:
        """The tools by the names templates know them under."""
        return {"url": self.url, "icon": functools.cache(self.icon), "photo": self.photo}

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
