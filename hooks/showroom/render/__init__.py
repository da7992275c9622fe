"""Fourth stage: the catalogue's pages, rendered by our own templates and set into the theme's frame."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, cast

from markupsafe import Markup

from ..articles import slug_in
from ..diagnostics import Report
from ..icons import spelled_in, sprite
from ..lean import style_sheet
from ..model import Catalogue, Solution
from ..modules import needed_by
from ..pagetext import PageText
from ..shapes import LAB, SOLUTION
from .cards import ROOT, Cards
from .covers import cover_uri, drawing, framing_styles
from .drawings import COAST, Drawing
from .engine import Environment
from .environment import TEMPLATES, at_base, base_of, environment, frozen
from .fields import field_tables
from .frame import Frame
from .listings import LISTINGS, subjects
from .maps import Map, markers
from .offer import Offer
from .page import Page, Pages
from .pages import article_page, pages
from .raster import HEIGHT, WIDTH
from .social import SocialCards
from .words import Words

FRAGMENTS = ("hero", "numbers", "sectors", "cities", "featured", "newest", "labs", "articles", "publication", "fields", "lab-fields")
"""What hand-written Markdown may place with `<!-- showroom:NAME -->`; templates in `fragments/`."""

ARTICLE_PARTS = ("article-data", "article-head", "article-aside", "article-foot")
"""Slots of `overrides/article.html` around an article's prose; templates in `article/`."""

STYLES = "assets/showroom/css"
"""Folder of style sheets, within the overrides folder and within the site."""

STYLES_URI = f"{STYLES}/showroom.css"
"""What pages load. In a preview its imports are left to the browser, so that each file is served from where it is edited."""

SECTORS_URI = f"{STYLES}/sectors.css"

SCRIPTS = "assets/showroom/js"
"""Folder of scripts, within the overrides folder and within the site."""

SCRIPT_OF = {"solutions.html": "explorer.mjs", "shortlist.html": "shortlist.mjs", "compare.html": "compare.mjs", "visit.html": "visit.mjs"}
"""Template → the script that makes its pages live."""

_IMPORT = re.compile(r'^@import "([a-z-]+\.css)";.*\n', re.MULTILINE)

MAP = Path("showroom/map/denmark.json")
"""Within the overrides folder."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)
"""Nothing from anywhere else and nothing inline: what an entry might smuggle in cannot run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the showroom must know of the site it becomes part of."""

    overrides: Path
    """Folder of templates, words, styles and scripts."""
    site_name: str
    site_url: str
    """Absolute, ending in `/`."""
    edit_url: str | None
    """Address of an entry's editor with `{path}` in it; None when there is no repository to send people to."""
    preview: bool = False
    """Whether this is for somebody at work: problems are shown, and the server may add its reload script."""
    language: str = "en"


def words_of(settings: Settings) -> Words:
    """The interface's words in the site's language."""
    return cast(Words, environment(settings.overrides, settings.language).globals["words"])


@dataclass(kw_only=True)
class Renderer:
    """Renders one catalogue; remembers which icons its pages use."""

    catalogue: Catalogue
    settings: Settings
    data_version: str = ""
    """Changes with the explorer's data, so that no browser pairs an old file with a new page."""
    problems: Report = Report()
    """Findings to show on the pages, in a preview."""
    pages_beside: tuple[PageText, ...] = ()
    """The hand-written pages, for the explorer to find."""
    offer: Offer | None = None
    """The publication, when there is one to download; hand-written pages tell its size once that is known."""
    _icons: set[str] = field(default_factory=set)
    _environments: dict[str, Environment] = field(default_factory=dict)
    """Way to the root → environment of the pages there."""
    _narrow_environments: dict[str, Environment] = field(default_factory=dict)
    """The same for pages that do not see the whole catalogue."""
    _chromes: dict[tuple[str, str, bool], dict[str, str | Markup]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        overrides = self.settings.overrides
        env = environment(overrides, self.settings.language)
        self._env = frozen(env, overrides) if self.settings.preview else env
        self._words = words_of(self.settings)

    def pages(self) -> tuple[Page, ...]:
        """The catalogue's pages, not yet rendered."""
        return tuple(self.pages_by_uri.values())

    @cached_property
    def pages_by_uri(self) -> Pages:
        """The same by their addresses, each made when asked for."""
        return pages(self.catalogue, self._words, self.problems)

    def catalogue_page(self, page: Page, frame: Frame) -> str:
        """The whole HTML of a catalogue page."""
        slots = self._chrome(base_of(page.uri), page.uri)
        slots["title"] = f"{page.window_title or page.title} – {self.settings.site_name}"
        markup = self._markup if page.sees_catalogue else self._narrow_markup
        slots["content"] = markup(page.template, base_of(page.uri), page=page, **page.context)
        scripts = self.scripts.get(page.template, ())
        head = {"page": page, "breadcrumbs": self._breadcrumbs(page), "social": self.social.of(page), "scripts": scripts}
        slots["head"] = self._narrow_markup("head.html", base_of(page.uri), **head)
        return frame.fill(slots)

    def cards(self, solutions: Iterable[Solution], uri: str) -> list[str]:
        """The HTML of each solution's card, as it stands on the page at `uri`."""
        return [str(self._cards.card(base_of(uri), solution)) for solution in solutions]

    def make_cards(self) -> None:
        """Makes the card of every solution now: processes forked from this one share them."""
        for solution in self.catalogue.solutions:
            self._cards.card("", solution)

    def _breadcrumbs(self, page: Page) -> list[dict[str, Any]]:
        """The breadcrumbs as schema.org list items."""
        steps = ((self._words("site.home"), ""), *page.trail, (page.title, page.uri))
        return [
            {"@type": "ListItem", "position": position, "name": label, "item": self.settings.site_url + uri}
            for position, (label, uri) in enumerate(steps, 1)
        ]

    def hand_written_page(self, uri: str, frame: Frame, base: str | None = None) -> str:
        """The whole HTML of a page the theme rendered from Markdown, its slots filled.

        `base` replaces the relative way to the root, for a page that is served at any address (404).
        Raises UnknownSlot when the Markdown names a fragment that does not exist.
        """
        base = base_of(uri) if base is None else base
        slots: dict[str, str | Markup] = self._chrome(base, uri)
        for name in sorted(set(frame.slots) & set(FRAGMENTS)):
            slots[name] = self._markup(f"fragments/{name}.html", base, offer=self.offer)
        slots["social"] = self._narrow_markup("social.html", base, social=self.social.at(uri))
        if slug := slug_in(uri):
            slots |= self._around_article(slug, base)
        return frame.fill(slots)

    def _around_article(self, slug: str, base: str) -> dict[str, Markup]:
        """What stands before and after an article's prose, and its data for search engines."""
        page = article_page(slug, self.catalogue, self._words, self.problems)
        breadcrumbs = self._breadcrumbs(page)
        return {
            name: self._markup(f"article/{name}.html", base, page=page, breadcrumbs=breadcrumbs, **page.context)
            for name in ARTICLE_PARTS
        }

    def styles(self) -> str:
        """CSS that is worked out: each sector's colour, and the framings of covers."""
        sectors = self.catalogue.vocabularies.get("sectors")
        terms = sectors.terms.values() if sectors else ()
        hues = (f'[data-sector="{t.id}"]{{--sc-hue:{t.hue}}}\n' for t in terms if t.hue is not None)
        return "".join((*hues, framing_styles()))

    @cached_property
    def scripts(self) -> Mapping[str, tuple[str, ...]]:
        """Template → file names of the script that its pages load, and of all modules that it needs at once."""
        return {template: needed_by(self.settings.overrides / SCRIPTS / name) for template, name in SCRIPT_OF.items()}

    @cached_property
    def covers(self) -> Mapping[str, Drawing]:
        """URI → the map around a city."""
        coast = self.settings.overrides / COAST
        return {
            cover_uri(city.id): Drawing(("cover", city.place.lat, city.place.lon), partial(drawing, coast, city.place))
            for city in self.catalogue.cities.values()
        }

    @cached_property
    def drawings(self) -> Mapping[str, Drawing]:
        """URI → picture, of all that are drawn."""
        return {**self.covers, **self.social.drawings}

    @cached_property
    def social(self) -> SocialCards:
        """The cards that pages show where their addresses are posted."""
        settings = self.settings
        return SocialCards(self.catalogue, self._words, settings.site_name, self.pages_beside, settings.overrides)

    def stylesheet(self) -> str:
        """All style sheets as one, where `showroom.css` imports them: on a telephone each would be worth a tenth of a second."""
        folder = self.settings.overrides / STYLES

        def imported(statement: re.Match[str]) -> str:
            return self.styles() if statement[1] == Path(SECTORS_URI).name else (folder / statement[1]).read_text("utf-8")

        return style_sheet(_IMPORT.sub(imported, (folder / Path(STYLES_URI).name).read_text("utf-8")))

    @property
    def icons(self) -> frozenset[str]:
        """The names of the icons used by all pages rendered so far."""
        return frozenset(self._icons)

    def sprite(self, more: Collection[str] = ()) -> str:
        """Every icon that a page may use, and more by name, drawn. Raises IconMissing for one that Material does not have.

        It holds those of pages not yet rendered too: what templates spell out and what terms have.
        """
        catalogue = self.catalogue
        terms = (term for vocabulary in catalogue.vocabularies.values() for term in vocabulary.terms.values())
        named = {named.icon for named in (*terms, *catalogue.facets) if named.icon}
        return sprite(named.union(spelled_in(self.settings.overrides / TEMPLATES), self._icons, more))

    @cached_property
    def _constant(self) -> dict[str, Any]:
        """What every template may use."""
        return {"settings": self.settings, "listing_kinds": LISTINGS, "social_size": (WIDTH, HEIGHT)}

    @cached_property
    def _shared(self) -> dict[str, Any]:
        """What templates may use that see the whole catalogue."""
        counts = [(city, len(self.catalogue.listings["cities"].get(key, ()))) for key, city in self.catalogue.cities.items()]
        solution_fields, lab_fields = field_tables(SOLUTION, LAB)
        map_ = Map.of(self.settings.overrides / MAP)
        return self._constant | {
            "catalogue": self.catalogue,
            "data_version": self.data_version,
            "site_problems": self.problems,
            "pages_beside": self.pages_beside,
            "sectors_in_use": subjects("sectors", self.catalogue),
            "solution_fields": solution_fields,
            "lab_fields": lab_fields,
            "map": map_,
            "markers": markers(counts, map_),
        }

    def _chrome(self, base: str, uri: str) -> dict[str, str | Markup]:
        """Slots that every page has; all pages at one depth of a section share them."""
        section, _, rest = uri.partition("/")
        key = (base, section, not rest)
        if key not in self._chromes:
            policy = Markup('<meta http-equiv="Content-Security-Policy" content="{}">').format(POLICY)
            self._chromes[key] = {
                # The preview's server adds an inline script of its own, which the policy would stop.
                "policy": "" if self.settings.preview else policy,
                "header": self._markup("header.html", base, section=section, at_section_root=not rest),
                "footer": self._markup("footer.html", base, publication=self.offer.uri if self.offer else None),
            }
        return dict(self._chromes[key])

    @cached_property
    def _cards(self) -> Cards:
        return Cards(at_base(self._env, ROOT, self._icons, self._constant))

    def _markup(self, template: str, base: str, **context: Any) -> Markup:
        """A template that sees the whole catalogue."""
        return self._rendered(self._environments, self._shared, template, base, context)

    def _narrow_markup(self, template: str, base: str, **context: Any) -> Markup:
        """A template that sees its context only, so that a page is made again when that changes and not before."""
        return self._rendered(self._narrow_environments, self._constant, template, base, context)

    def _rendered(
        self, environments: dict[str, Environment], shared: Mapping[str, Any], template: str, base: str, context: Mapping[str, Any]
    ) -> Markup:
        if base not in environments:
            environments[base] = at_base(self._env, base, self._icons, {**shared, "card": partial(self._cards.card, base)})
        return Markup(environments[base].get_template(template).render(context))


def render(renderer: Renderer, frames: Mapping[int, Frame]) -> Iterator[tuple[Page, str]]:
    """Each page with its HTML; `frames` maps the depth of an address to the frame rendered at that depth."""
    for page in renderer.pages():
        yield page, renderer.catalogue_page(page, frames[page.uri.count("/")])
