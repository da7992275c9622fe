"""The two doors of the core: `check` a catalogue, `build` its site. Hooks and scripts are adapters over them."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from . import index, pictures
from .diagnostics import Diagnostic, Report
from .expand import expand
from .load import load
from .model import Catalogue, RawCatalogue, Solution
from .pagetext import PageText, page_text
from .render import Renderer, Settings, words_of
from .render.environment import copy_uri
from .render.frame import Frame
from .render.pages import Page
from .search import page_index, search_index
from .settle import settle
from .suggest import suggest_index
from .validate import validate

MISSING_PAGE_URI = "404.html"


@dataclass(frozen=True, slots=True)
class Checked:
    """A catalogue as it was read, and everything that is wrong with it."""

    raw: RawCatalogue
    report: Report

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
    data: Mapping[str, str]
    """URI → JSON that scripts in the browser fetch, apart from single solutions."""

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The catalogue's pages, not yet rendered."""
        return self.renderer.pages()

    @property
    def files(self) -> dict[str, str | bytes]:
        """Path within the site folder → text, or the bytes of a picture; made anew each time."""
        return {**dict(self.page_files(self.pages)), **dict(self.other_files(frozenset()))}

    def page_files(self, pages: Iterable[Page]) -> Iterator[tuple[str, str | bytes]]:
        """(path, content) of some of the catalogue's pages, and of what belongs to the solutions among them."""
        words = words_of(self.renderer.settings)
        for page in pages:
            yield f"{page.uri}index.html", self.renderer.catalogue_page(page, self.theme.frames[page.uri.count("/")])
            solution = page.context.get("solution")
            if isinstance(solution, Solution):
                yield f"{page.uri}solution.json", index.solution_data(solution, words)
                for image in solution.images:
                    for width in image.picture.widths:
                        yield copy_uri(solution, image, width), pictures.copy(image.picture, width)

    def other_files(self, icons: Collection[str]) -> Iterator[tuple[str, str | bytes]]:
        """(path, content) of everything else, once the pages are rendered; `icons` are those that other processes used."""
        settings = self.renderer.settings
        dates: dict[str, str | None] = {page.uri: page.updated for page in self.pages if page.in_sitemap}
        for uri, html in self.theme.pages.items():
            base = urlsplit(settings.site_url).path if uri == MISSING_PAGE_URI else None
            name = uri if uri.endswith(".html") else f"{uri}index.html"
            yield name, self.renderer.hand_written_page(uri, Frame.cut(html), base)
            if uri != MISSING_PAGE_URI:
                dates[uri] = self.theme.dates.get(uri)
        yield from self.data.items()
        yield "assets/showroom/css/sectors.css", self.renderer.styles()
        yield "assets/showroom/icons.svg", self.renderer.sprite(icons)
        yield "sitemap.xml", index.sitemap(settings.site_url, dates.items())
        yield "robots.txt", index.robots(settings.site_url)


def check(root: Path, today: date | None = None) -> Checked:
    """Everything that is wrong with the catalogue in folder `root`; on a day `today`, what is out of date too.

    Raises CatalogueMissing when there is none.
    """
    raw = load(root)
    return Checked(raw, validate(raw, today))


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
    return _site(checked, checked.raw, theme, settings, Report())


def preview(root: Path, theme: Theme, settings: Settings, last_good: RawCatalogue | None) -> Site:
    """The site of a catalogue that somebody is working on.

    Broken entries are shown in their last good version, with what is wrong on their page and on every page.
    Raises CatalogueMissing when there is no catalogue.
    """
    checked = check(root)
    problems = Report((*checked.report.errors, *checked.report.warnings))
    return _site(checked, settle(checked.raw, last_good), theme, settings, problems)


def _site(checked: Checked, shown: RawCatalogue, theme: Theme, settings: Settings, problems: Report) -> Site:
    catalogue = expand(shown)
    words = words_of(settings)
    beside = _pages_beside(theme, catalogue)
    data = {index.EXPLORER_URI: index.explorer(catalogue), **index.results(catalogue, words), **search_index(catalogue)}
    data |= page_index(beside)
    version = hashlib.sha256("".join(data.values()).encode()).hexdigest()[:12]
    data |= suggest_index(catalogue)
    renderer = Renderer(catalogue=catalogue, settings=settings, data_version=version, problems=problems, pages_beside=beside)
    return Site(checked=checked, shown=shown, catalogue=catalogue, theme=theme, renderer=renderer, data=data)


def _pages_beside(theme: Theme, catalogue: Catalogue) -> tuple[PageText, ...]:
    """What the hand-written pages say that the search finds; articles are called as their front matter says."""
    articles = {article.uri: article for article in catalogue.articles.values()}
    texts = (page_text(uri, theme.pages[uri]) for uri in sorted(theme.pages) if uri not in ("", MISSING_PAGE_URI))
    return tuple(
        replace(text, title=articles[text.uri].title, description=articles[text.uri].description) if text.uri in articles else text
        for text in texts
    )


def with_notice(files: Mapping[str, str | bytes], notice: str) -> dict[str, str | bytes]:
    """The files of a site with a notice (HTML) at the top of every page."""
    return {
        uri: content.replace("<main", notice + "<main", 1) if isinstance(content, str) and uri.endswith(".html") else content
        for uri, content in files.items()
    }


def hand_written(site: Path, uris: Iterable[str]) -> dict[str, str]:
    """uri → HTML of pages that an engine has written below the folder `site`."""
    return {uri: (site / (uri if uri.endswith(".html") else f"{uri}index.html")).read_text("utf-8") for uri in uris}
