"""What tells whether a file of a site must be written again: a digest of everything it is made of, or of itself.

A page that follows from a few entries has a fingerprint before it is rendered: of their readings, of the templates and
of the theme. Any other file has one once it is made: of its content.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache, cached_property, partial
from operator import attrgetter
from pathlib import Path
from typing import Any

from .build import Site, marks_of
from .expand import Named
from .files import digest_of
from .model import Article, Solution
from .readings import code_digest
from .render.drawings import MATERIALS, Drawing
from .render.environment import TEMPLATES
from .render.page import Page
from .validate import Rule


class Fingerprints:
    """The fingerprints of one site's pages."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._named: dict[int, bytes] = {}
        self._lists: dict[int, tuple[Sequence[Solution], bytes]] = {}

    def of_page(self, page: Page) -> bytes | None:
        """Of a page not yet rendered and what belongs to it; None when it may show anything in the catalogue."""
        if page.sees_catalogue or self._marks is None:
            return None
        head = (page.uri, page.template, page.title, page.window_title, page.description, page.updated, page.trail, page.edit_path)
        social = self._site.renderer.social.of(page).uri
        return digest_of([self.around, repr((head, social, self._spelt(page.context))).encode()])

    def of_drawing(self, drawing: Drawing) -> bytes:
        """Of a picture not yet drawn."""
        return digest_of([self._materials, repr(drawing.made_of).encode()])

    def of_publication(self) -> bytes | None:
        """Of the publication not yet made; None when solutions have nothing that tells one version from another."""
        publication, catalogue = self._site.publication, self._site.catalogue
        if self._marks is None or not publication:
            return None
        if not publication.offer.is_whole:
            # Lines are put together in no time, and most edits change none.
            return digest_of([self.around, self._materials, json.dumps(publication.data).encode()])
        # In their order: the best documented come first.
        marks = [self._marks[solution.slug] for solution in catalogue.solutions]
        beside = [repr(list(named.values())).encode() for named in (catalogue.labs, catalogue.cities)]
        return digest_of([self.around, self._materials, *marks, *beside])

    @cached_property
    def _materials(self) -> bytes:
        """Of what all drawings are made of."""
        overrides = self._site.renderer.settings.overrides
        return digest_of([code_digest(), *((overrides / file).read_bytes() for file in MATERIALS)])

    @cached_property
    def _marks(self) -> Mapping[str, bytes] | None:
        """As `marks_of` has them."""
        return marks_of(self._site.shown)

    @cached_property
    def around(self) -> bytes:
        """Of what every page shares: the code, its templates, words and scripts, the theme's frames, the site's settings and menus."""
        site = self._site
        settings = site.renderer.settings
        frames = [f"{depth}\0{frame}" for depth, frame in sorted(site.theme.frames.items())]
        menus = [bool(site.catalogue.articles), bool(site.publication), site.renderer.problems]
        texts = [repr(settings), *frames, repr(menus), repr(site.renderer.scripts)]
        return digest_of([code_digest(), _folder(settings.overrides / TEMPLATES), *(text.encode() for text in texts)])

    def _spelt(self, value: Any) -> Any:
        """A value of a page as plain tuples and texts, with marks in place of solutions."""
        kind = type(value)
        if kind is Solution:
            assert self._marks is not None
            return self._marks[value.slug]
        if isinstance(value, (tuple, list)):
            if value and type(value[0]) is Solution:
                return self._of_solutions(value)
            return tuple([self._spelt(item) for item in value])
        if value is None or isinstance(value, (str, int)):
            return value
        if kind in _TOLD_BY:
            return _TOLD_BY[kind](value)
        if isinstance(value, Named):
            return self._of_named(value)
        if isinstance(value, Mapping):
            return tuple([(key, self._spelt(item)) for key, item in value.items()])
        if is_dataclass(kind):
            return tuple([self._spelt(getattr(value, name)) for name in _names_of_fields(kind)])
        raise TypeError(f"a page must not show a {kind.__name__}")

    def _of_solutions(self, solutions: Sequence[Solution]) -> bytes:
        """Of the solutions in a list; a listing of many pages has its own on each."""
        known = self._lists.get(id(solutions))
        if known is None or known[0] is not solutions:
            assert self._marks is not None
            known = self._lists[id(solutions)] = (solutions, digest_of([self._marks[solution.slug] for solution in solutions]))
        return known[1]

    def _of_named(self, value: Named) -> bytes:
        """Of a term, city, organisation or lab; they stand on many pages."""
        if id(value) not in self._named:
            self._named[id(value)] = digest_of([repr(value).encode()])
        return self._named[id(value)]


_TOLD_BY: Mapping[type, Callable[[Any], Any]] = {
    Article: attrgetter("uri", "title", "description", "date", "author", "minutes"),
    Rule: attrgetter("code"),
    partial: lambda function: None,  # follows from the rest
}
"""Type → what tells one of its values from another."""


@cache
def _names_of_fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _folder(folder: Path) -> bytes:
    return digest_of(_files_in(folder))


def _files_in(folder: Path) -> Iterator[bytes]:
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        yield file.relative_to(folder).as_posix().encode()
        yield file.read_bytes()
