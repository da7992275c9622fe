"""The two doors of the core: `check` a catalogue, `build` its site. Hooks and scripts are adapters over them."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from . import index, pictures
from .diagnostics import Diagnostic, Report
from .expand import expand
from .load import load
from .model import Catalogue, RawCatalogue
from .render import Renderer, Settings, render, words_of
from .render.environment import copy_uri
from .render.frame import Frame
from .search import search_index
from .settle import settle
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything the catalogue adds to a site."""

    files: Mapping[str, str | bytes]
    """Path within the site folder → text, or the bytes of a picture."""
    checked: Checked
    shown: RawCatalogue
    """What the pages were made of: the catalogue itself, or in a preview what `settle` left of it."""
    catalogue: Catalogue


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


def build(root: Path, theme: Theme, settings: Settings) -> Site:
    """The site of the catalogue in folder `root`.

    Raises CatalogueBroken when it has errors, CatalogueMissing when there is none.
    """
    checked = check(root)
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
    data = {index.EXPLORER_URI: index.explorer(catalogue), **index.results(catalogue, words), **search_index(catalogue)}
    version = hashlib.sha256("".join(data.values()).encode()).hexdigest()[:12]
    renderer = Renderer(catalogue=catalogue, settings=settings, data_version=version, problems=problems)
    files: dict[str, str | bytes] = {}
    dates: dict[str, str | None] = {}
    for page, html in render(renderer, theme.frames):
        files[f"{page.uri}index.html"] = html
        dates[page.uri] = page.updated
    for uri, html in theme.pages.items():
        base = urlsplit(settings.site_url).path if uri == MISSING_PAGE_URI else None
        files[uri if uri.endswith(".html") else f"{uri}index.html"] = renderer.hand_written_page(uri, Frame.cut(html), base)
        if uri != MISSING_PAGE_URI:
            dates[uri] = theme.dates.get(uri)
    for solution in catalogue.solutions:
        files[f"solutions/{solution.slug}/solution.json"] = index.solution_data(solution, words)
        for image in solution.images:
            files |= {copy_uri(solution, image, w): pictures.copy(image.picture, w) for w in image.picture.widths}
    files |= data
    files |= {
        "assets/showroom/css/sectors.css": renderer.styles(),
        "assets/showroom/icons.svg": renderer.sprite(),
        "sitemap.xml": index.sitemap(settings.site_url, dates.items()),
        "robots.txt": index.robots(settings.site_url),
    }
    return Site(files=files, checked=checked, shown=shown, catalogue=catalogue)


def publish(files: Mapping[str, str | bytes], into: Path) -> None:
    """Writes the files of a site below the folder `into`; text as UTF-8 with `\n`, on every system."""
    for uri, content in files.items():
        target = into / uri
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)


def with_notice(files: Mapping[str, str | bytes], notice: str) -> dict[str, str | bytes]:
    """The files of a site with a notice (HTML) at the top of every page."""
    return {
        uri: content.replace("<main", notice + "<main", 1) if isinstance(content, str) and uri.endswith(".html") else content
        for uri, content in files.items()
    }


def hand_written(site: Path, uris: Iterable[str]) -> dict[str, str]:
    """uri → HTML of pages that an engine has written below the folder `site`."""
    return {uri: (site / (uri if uri.endswith(".html") else f"{uri}index.html")).read_text("utf-8") for uri in uris}
