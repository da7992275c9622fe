"""Our own Jinja environment: everything is escaped unless this module made it, and a misspelt name is an error."""

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup, escape

from .. import icons
from ..insights import insights
from ..jsontext import json_text
from ..model import Image, Solution
from ..pictures import Copy
from . import covers, dates, figures, selections
from .engine import Environment
from .pairs import pair
from .prose import phrase, prose
from .sentences import sentences
from .words import Words

TEMPLATES = "showroom"
"""Folder of our templates within `overrides/`."""


_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-([1-4]\.[05])")
"""SPDX ids without a country."""


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
    env.policies |= {"json.dumps_function": json_text, "json.dumps_kwargs": {}}
    env.globals["words"] = words
    env.filters |= {
        "prose": prose,
        "phrase": phrase,
        "date": dates.long_date,
        "years": functools.partial(dates.years, words=words),
        "quantity": functools.partial(figures.quantity, words=words),
        "amount": lambda value: f"{value:,}",
        "pair": pair,
        "headline": selections.headline,
        "numbers": selections.numbers,
        "featured": selections.featured,
        "newest": selections.newest,
        "busiest_labs": selections.busiest_labs,
        "indicators": selections.indicators,
        "insights": insights,
        "sentences": functools.partial(sentences, words=words),
        "framing": covers.framing_of,
        "cover_uri": covers.cover_uri,
        "host": lambda url: (urlsplit(url).hostname or "").removeprefix("www."),
    }
    env.globals |= {"value_with_unit": figures.value_with_unit, "licence_url": licence_url, "has": hasattr}
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
    tools = PageTools(base, used_icons, is_preview=shared["settings"].preview).names()
    return env.settled({**env.globals, **shared, **tools})


@dataclass(frozen=True, slots=True)
class Source:
    """The copies of a photo in one format."""

    media_type: str
    src: str
    """Address of the smallest."""
    srcset: str
    """Addresses of all, as in HTML."""


class PageTools:
    """What templates of one depth may call: addresses relative to it, and icons, which are noted for the sprite."""

    def __init__(self, base: str, used_icons: set[str], *, is_preview: bool = False) -> None:
        self._base = base
        self._used_icons = used_icons
        self._is_preview = is_preview

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
        tools: dict[str, Callable[..., Any]] = {"url": self.url, "icon": functools.cache(self.icon)}
        return tools | {"photo_sources": self.photo_sources, "large_photo": self.large_photo}

    def photo_sources(self, solution: Solution, image: Image, widest: int) -> list[Source]:
        """A photo's copies of at most so many pixels in width, by format; browsers are to take the first they know."""
        by_format: dict[str, list[Copy]] = defaultdict(list)
        for copy in copies_of(image, self._is_preview):
            if copy.width <= widest or copy.format.media_type not in by_format:
                by_format[copy.format.media_type].append(copy)
        return [self._source(solution, media_type, copies) for media_type, copies in by_format.items()]

    def _source(self, solution: Solution, media_type: str, copies: Sequence[Copy]) -> Source:
        addresses = [self.url(copy_uri(solution, copy)) for copy in copies]
        candidates = (f"{address} {copy.width}w" for address, copy in zip(addresses, copies, strict=True))
        return Source(media_type, addresses[0], ", ".join(candidates))

    def large_photo(self, solution: Solution, image: Image) -> str:
        """The address of a photo to look at closely."""
        return self.url(copy_uri(solution, copies_of(image, self._is_preview)[-1]))


def licence_url(licence: str) -> str | None:
    """Where a Creative Commons licence, named by its SPDX id, is explained; None for others.

    Its holder may ask for that link (CC BY 4.0, section 3(a)(1)(C)).
    """
    if licence == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    found = _CREATIVE_COMMONS.fullmatch(licence)
    return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/" if found else None


def copies_of(image: Image, is_preview: bool) -> tuple[Copy, ...]:
    """The copies of a photo that pages show, the last to be looked at closely; in a preview those that are drawn in no time."""
    return image.picture.quick_copies if is_preview else image.picture.copies


def copy_uri(solution: Solution, copy: Copy) -> str:
    """The address of a copy of one of a solution's photos; another photo of the same name has another address."""
    return f"solutions/{solution.slug}/{copy.name}"


def base_of(uri: str) -> str:
    """The way from the page at `uri` back to the site's root: `../` for each folder."""
    return "../" * uri.count("/")
