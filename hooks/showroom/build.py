"""The two doors of the core: `check` a catalogue, `build` its site. Hooks and scripts are adapters over them."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import urlsplit

from . import explorer, index
from .copies import Copies
from .data import Data
from .diagnostics import Diagnostic, Report
from .expand import Resolver, expand
from .files import Content
from .icons import SPRITE_URI
from .insights import GAPS_URI, gaps
from .load import load
from .model import Catalogue, Solution
from .pagetext import PageText, page_text
from .pictures import Copy
from .publication import Publication
from .raw import RawCatalogue
from .readings import Readings, package_digest
from .render import SECTORS_URI, STYLES_URI, Renderer, Settings, words_of
from .render.environment import copies_of, copy_uri
from .render.frame import Frame
from .render.offer import Offer
from .render.page import Numbering, Page, Pages
from .render.pages import EXPLORER_TEMPLATES, EXPLORER_URI
from .search import Document, document_of
from .settle import settle
from .validate import validate

MISSING_PAGE_URI = "404.html"

PREVIEW_VERSION = "preview"
"""Stands for the version of the data in a preview, where no browser keeps any: to know it takes all data."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A catalogue as it was read, and everything that is wrong with it."""

    raw: RawCatalogue
    report: Report
    resolver: Resolver | None = None
    """What the readings in `raw` refer to."""

    def text(self, *findings: Diagnostic) -> str:
        """Some of the findings for a terminal, with source lines."""
        return Report(findings).text(self.raw.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What the theme has rendered: frames for catalogue pages, and the hand-written pages."""

    frames: Mapping[int, Frame]
    """Depth of an address (its number of `/`) → the frame rendered at that depth."""
    pages: Mapping[str, str]
    """Hand-written pages: uri (`about/`, `404.html`) → HTML with slots."""
    dates: Mapping[str, str]
    """uri of a hand-written page → ISO date of its last change, where its author gave one."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """Everything the catalogue adds to a site. Its files are made when asked for: ten thousand pages need not be held."""

    checked: Checked
    shown: RawCatalogue
    """What the pages are made of: the catalogue itself, or in a preview what `settle` left of it."""
    catalogue: Catalogue
    theme: Theme
    renderer: Renderer
    data: Data
    """URI → JSON that scripts in the browser fetch, apart from single solutions; made when asked for."""
    drawn: Copies
    """What makes the `copies`."""
    publication: Publication | None
    """The catalogue as a PDF, not yet made; None when there is none."""

    @property
    def pages(self) -> Pages:
        """The catalogue's pages by their addresses, not yet rendered; each is made when it is asked for, and not kept."""
        return self.renderer.pages_by_uri

    @property
    def files(self) -> dict[str, Content]:
        """Path within the site folder → text, or the bytes of a picture; made anew each time.

        In a preview without the cards for social networks, for nobody posts what only one machine shows, and without
        the publication: it takes seconds.
        """
        is_preview = self.renderer.settings.preview
        drawings = self.renderer.covers if is_preview else self.renderer.drawings
        self.renderer.offer = None if is_preview else self.renderer.offer
        printed = self.publication.made() if self.publication and not is_preview else None
        drawn = {path: drawing.make() for path, drawing in drawings.items()}
        copies = {path: self.drawn.one(copy) for path, copy in self.copies.items()}
        pages = dict(self.page_files(self.pages.values()))
        others = dict(self.other_files(offer=printed.offer if printed else None))
        return {**pages, **self.data, **copies, **others, **drawn, **(printed.files if printed else {})}

    @cached_property
    def copies(self) -> Mapping[str, Copy]:
        """Path → copy of a photo, not yet drawn; in a preview those that its pages show."""
        return {path: copy for solution in self.catalogue.solutions for path, copy in self._copies_of(solution)}

    def file(self, path: str) -> Content | None:
        """One of the `files`, made now and alone; None when there is none at that path.

        The home page does not tell the size of a publication that was not made.
        """
        uri = path[: path.rfind("/") + 1]
        if path in self._others:
            return self._others[path]()
        if path in self.renderer.drawings:
            return self.renderer.drawings[path].make()
        if self.publication and path in self.publication.paths:
            return self.publication.file(path)
        if path.startswith(explorer.CARDS):
            number = explorer.page_with(path)
            page = self.pages.get(Numbering(EXPLORER_URI, number, number).uri(number))
            return dict(self.page_files([page])).get(path) if page else None
        if path == f"{uri}index.html" and uri in self.pages:
            return self._html(self.pages[uri])
        solution = self.catalogue.by_slug.get(uri.removeprefix("solutions/").removesuffix("/"))
        if solution and uri.startswith("solutions/"):
            if copy := dict(self._copies_of(solution)).get(path):
                return self.drawn.one(copy)
            if make := dict(self._beside(solution)).get(path):
                return make()
        return self.data.get(path)

    def page_files(self, pages: Iterable[Page]) -> Iterator[tuple[str, Content]]:
        """(path, content) of some of the catalogue's pages, and of what belongs to the solutions among them but photos."""
        for page in pages:
            yield f"{page.uri}index.html", self._html(page)
            for path, cards in self._shards(page).items():
                yield path, explorer.shard(self.renderer.cards(cards, EXPLORER_URI), page.context["order"])
            solution = page.context.get("solution")
            if isinstance(solution, Solution):
                for path, make in self._beside(solution):
                    yield path, make()

    def paths_of(self, page: Page) -> list[str]:
        """The paths of `page_files` of one page, in their order."""
        solution = page.context.get("solution")
        beside = (path for path, _ in self._beside(solution)) if isinstance(solution, Solution) else ()
        return [f"{page.uri}index.html", *self._shards(page), *beside]

    def other_files(self, icons: Collection[str] = (), offer: Offer | None = None) -> Iterator[tuple[str, Content]]:
        """(path, content) of what is neither page nor data, once pages are rendered.

        `icons`: those that other processes used; `offer`: what is known of the publication now that it is made.
        """
        if offer:
            self.renderer.offer = offer
        for path, make in self._others.items():
            yield path, self.renderer.sprite(icons) if path == SPRITE_URI else make()

    def _shards(self, page: Page) -> Mapping[str, tuple[Solution, ...]]:
        """Path → solutions of the files with the cards of a page of the explorer; none of another page."""
        if page.template not in EXPLORER_TEMPLATES:
            return {}
        return explorer.shards((page.context["numbering"].number - 1) * page.context["page_size"], page.context["shown"])

    def _html(self, page: Page) -> str:
        return self.renderer.catalogue_page(page, self.theme.frames[page.uri.count("/")])

    def _beside(self, solution: Solution) -> Iterator[tuple[str, Callable[[], Content]]]:
        """(path, what makes the file) of what belongs to a solution besides its page."""
        uri = f"solutions/{solution.slug}/"
        yield f"{uri}solution.json", partial(index.solution_data, solution, words_of(self.renderer.settings))

    def _copies_of(self, solution: Solution) -> Iterator[tuple[str, Copy]]:
        """(path, copy) of a solution's photos."""
        for image in solution.images:
            for copy in copies_of(image, self.renderer.settings.preview):
                yield copy_uri(solution, copy), copy

    @cached_property
    def _others(self) -> Mapping[str, Callable[[], Content]]:
        """Path → what makes the file, of what is neither a page of the catalogue nor data."""
        own = {(uri if uri.endswith(".html") else f"{uri}index.html"): partial(self._hand_written, uri) for uri in self.theme.pages}
        return {
            **own,
            **({SECTORS_URI: self.renderer.styles} if self.renderer.settings.preview else {STYLES_URI: self.renderer.stylesheet}),
            SPRITE_URI: self.renderer.sprite,
            GAPS_URI: partial(gaps, self.catalogue),
            "sitemap.xml": self._sitemap,
            "robots.txt": partial(index.robots, self.renderer.settings.site_url),
            "site.webmanifest": partial(index.web_manifest, self.renderer.settings.site_name, self.renderer.settings.language),
        }

    def _hand_written(self, uri: str) -> str:
        base = urlsplit(self.renderer.settings.site_url).path if uri == MISSING_PAGE_URI else None
        return self.renderer.hand_written_page(uri, Frame.cut(self.theme.pages[uri]), base)

    def _sitemap(self) -> str:
        dates: dict[str, str | None] = dict(self.pages.dates)
        dates |= {uri: self.theme.dates.get(uri) for uri in self.theme.pages if uri != MISSING_PAGE_URI}
        return index.sitemap(self.renderer.settings.site_url, dates.items())


def check(root: Path, today: date | None = None, readings: Readings | None = None, *, with_hints: bool = True) -> Checked:
    """Everything that is wrong with the catalogue in folder `root`; on a day `today`, what is out of date too.

    `readings`, of the same day, spare what was worked out before. Raises CatalogueMissing when there is no catalogue.
    """
    raw = load(root, readings.recall, readings.files) if readings else load(root)
    return Checked(raw, validate(raw, today, with_hints=with_hints), readings.resolver if readings else None)


class CatalogueBroken(Exception):
    """The catalogue has errors and no preview was asked for; `checked` tells which."""

    def __init__(self, checked: Checked) -> None:
        super().__init__(f"the catalogue has {len(checked.report.errors)} errors")
        self.checked = checked


def build(root: Path, theme: Theme, settings: Settings, checked: Checked | None = None) -> Site:
    """The site of the catalogue in folder `root`, which need not be read again when it was just `checked`.

    Raises CatalogueBroken when it has errors, CatalogueMissing when there is none.
    """
    checked = checked or check(root)
    if checked.report.errors:
        raise CatalogueBroken(checked)
    return _site(checked, checked.raw, theme, settings)


def preview(
    root: Path, theme: Theme, settings: Settings, last_good: RawCatalogue | None, readings: Readings | None = None
) -> Site:
    """The site of a catalogue that somebody is working on; `readings`, the same each time, spare what did not change.

    Broken entries are shown in their last good version, with what is wrong on their page and on every page.
    Raises CatalogueMissing when there is no catalogue.
    """
    checked = check(root, readings=readings, with_hints=False)
    problems = Report((*checked.report.errors, *checked.report.warnings))
    shown = settle(checked.raw, last_good) if checked.report.errors else checked.raw
    copies = Copies(readings.cache if readings else None)
    return _site(checked, shown, theme, settings, problems, PREVIEW_VERSION, copies)


def _site(
    checked: Checked, shown: RawCatalogue, theme: Theme, settings: Settings, problems: Report = Report(), version: str = "",
    copies: Copies | None = None,
) -> Site:
    catalogue = expand(shown, checked.resolver if _refers_to_the_same(shown, checked.raw) else None)
    beside = _pages_beside(theme, catalogue)
    version = version or _version(shown, theme)
    data = Data(
        catalogue, words_of(settings), beside, settings.site_url, partial(_documents, catalogue, shown), partial(marks_of, shown), version
    )
    publication = Publication.of(catalogue, settings)
    renderer = Renderer(
        catalogue=catalogue, settings=settings, data_version=version, problems=problems, pages_beside=beside,
        offer=publication.offer if publication else None,
    )  # fmt: skip
    drawn = copies or Copies()
    return Site(
        checked=checked, shown=shown, catalogue=catalogue, theme=theme, renderer=renderer, data=data, drawn=drawn,
        publication=publication,
    )  # fmt: skip


def marks_of(shown: RawCatalogue) -> Mapping[str, bytes] | None:
    """slug → what tells one version of a solution from another; None when some have nothing that does."""
    readings = {slug: entry.reading for slug, entry in shown.solutions.items()}
    marks = {slug: reading.digest for slug, reading in readings.items() if reading}
    return marks if len(marks) == len(readings) else None


def _documents(catalogue: Catalogue, shown: RawCatalogue) -> Iterator[Document]:
    """What the search index is made of, of each solution."""
    for solution in catalogue.solutions:
        reading = shown.solutions[solution.slug].reading
        yield reading.document if reading else document_of(solution)


def _version(raw: RawCatalogue, theme: Theme) -> str:
    """Changes with the data for browsers, so that none pairs an old file with a new page.

    Of what they are made of: not of themselves, for pages and data are made at the same time.
    """
    digest = hashlib.sha256(package_digest())
    for path, text in sorted(raw.sources.items()):
        digest.update(f"{path}\0{text}\0".encode())
    for uri, html in sorted(theme.pages.items()):
        digest.update(f"{uri}\0{html}\0".encode())
    return digest.hexdigest()[:12]


def _refers_to_the_same(shown: RawCatalogue, read: RawCatalogue) -> bool:
    """Whether nothing that solutions refer to was replaced by an earlier version."""
    return all(getattr(shown, kind) == getattr(read, kind) for kind in ("vocabularies", "cities", "organisations", "labs"))


def _pages_beside(theme: Theme, catalogue: Catalogue) -> tuple[PageText, ...]:
    """What the hand-written pages say that the search finds; articles are called as their front matter says."""
    articles = {article.uri: article for article in catalogue.articles.values()}
    texts = (page_text(uri, theme.pages[uri]) for uri in sorted(theme.pages) if uri not in ("", MISSING_PAGE_URI))
    return tuple(
        replace(text, title=articles[text.uri].title, description=articles[text.uri].description) if text.uri in articles else text
        for text in texts
    )


def with_notice(files: Mapping[str, Content], notice: str) -> dict[str, Content]:
    """The files of a site with a notice (HTML) at the top of every page."""
    return {
        uri: content.replace("<main", notice + "<main", 1) if isinstance(content, str) and uri.endswith(".html") else content
        for uri, content in files.items()
    }


def hand_written(site: Path, uris: Iterable[str]) -> dict[str, str]:
    """uri → HTML of pages that an engine has written below the folder `site`."""
    return {uri: (site / (uri if uri.endswith(".html") else f"{uri}index.html")).read_text("utf-8") for uri in uris}
