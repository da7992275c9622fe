"""MkDocs' side of the showroom, and the only file that imports mkdocs: a few lines per event.

MkDocs and its theme render the hand-written pages and one *frame* per depth of address; `showroom` fills them.
In a preview nothing may raise: MkDocs would stop answering. There, errors appear on the pages.
"""

import html
import logging
import shutil
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from showroom import lean
from showroom.articles import slug_in
from showroom.build import (
    MISSING_PAGE_URI,
    CatalogueBroken,
    Checked,
    Site,
    Theme,
    build,
    check,
    hand_written,
    preview,
    with_notice,
)
from showroom.cache import Cache
from showroom.files import write
from showroom.icons import IconMissing
from showroom.load import CatalogueMissing
from showroom.publish import publish
from showroom.readings import Readings
from showroom.render import SCRIPTS, STYLES, STYLES_URI, Settings
from showroom.render.environment import environment
from showroom.render.frame import Frame, UnknownSlot

log = logging.getLogger("mkdocs.hooks.showroom")

FRAMES = {depth: "showroom-frame/" + "deeper/" * (depth - 1) for depth in (1, 2, 3, 4)}
"""Depth of an address → address of the frame rendered for that depth; removed once the pages are filled."""

CACHE = ".cache/showroom"
"""Folder beside mkdocs.yml in which work is kept; it can be deleted at any time."""


@dataclass
class _State:
    """What outlives a build: hooks stay loaded while `mkdocs serve` rebuilds."""

    serving: bool = False
    take: Callable[[Theme, Settings], None] | None = None
    """What gets what the theme has rendered, in place of a folder that gets the whole site."""
    dates: Mapping[str, str] = field(default_factory=dict)
    """Hand-written pages of this build: uri → date."""
    checked: Checked | None = None
    """What `on_pre_build` has read, for the same build to go on with."""
    readings: Readings | None = None
    last_site: Site | None = None
    last_files: Mapping[str, str | bytes] = field(default_factory=lambda: {"index.html": "<!doctype html><main></main>"})
    """What the last preview without a failure of ours consisted of."""


_state = _State()


def hand_over(take: Callable[[Theme, Settings], None]) -> None:
    """From now on calls `take` with what the core needs, and leaves it to the caller to check the catalogue and make its pages."""
    _state.take = take


def on_startup(*, command: str, dirty: bool) -> None:
    """Learns whether this is a preview."""
    _state.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Keeps MkDocs from writing a sitemap of its own, which would date every page with the clock."""
    config.theme.static_templates.discard("sitemap.xml")
    return config


def on_pre_build(*, config: MkDocsConfig) -> None:
    """Checks the catalogue before MkDocs clears the site folder, so that a broken one costs nothing."""
    if _state.serving or _state.take:
        return
    try:
        checked = check(_catalogue_root(config), readings=_readings(config), with_hints=False)
    except CatalogueMissing as error:
        raise PluginError(str(error)) from error
    _state.checked = checked
    for warning in checked.report.warnings:
        log.warning(warning.one_line())
    errors = checked.report.errors
    for error in errors:
        log.error(checked.text(error))
    if errors:
        raise PluginError(f"{len(errors)} error{'s' if len(errors) > 1 else ''} in the catalogue")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Adds the frames, and leaves out what the theme brings and no page uses."""
    for file in list(files):
        if not file.is_documentation_page() and (_is_unused(file.src_uri) or (not _state.serving and _is_imported(file.src_uri))):
            files.remove(file)
    for uri in FRAMES.values():
        source = "---\ntemplate: frame.html\n---\n"
        files.append(File.generated(config, f"{uri}index.md", content=source, inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_env(env, *, config: MkDocsConfig, files: Files):
    """Notes the hand-written pages and the dates in their front matter, and gives articles their own template."""
    pages = [file.page for file in files.documentation_pages() if file.page and file.url not in FRAMES.values()]
    _state.dates = {_uri(page.url): str(page.meta.get("date", "")) for page in pages}
    for page in pages:
        if slug_in(page.url):
            page.meta["template"] = "article.html"
    return env


def on_post_build(*, config: MkDocsConfig) -> None:
    """Fills the frames with every catalogue page, and the slots of the hand-written ones."""
    site_dir = Path(config.site_dir)
    if not _state.serving:
        _make_lean(site_dir)
    theme = Theme(
        frames={depth: Frame.cut((site_dir / uri / "index.html").read_text("utf-8")) for depth, uri in FRAMES.items()},
        pages=hand_written(site_dir, [*_state.dates, MISSING_PAGE_URI]),
        dates={uri: date for uri, date in _state.dates.items() if date},
    )
    shutil.rmtree(site_dir / FRAMES[1])
    settings = Settings(
        overrides=Path(config.theme.custom_dir),
        site_name=config.site_name,
        site_url=(config.site_url or "/").rstrip("/") + "/",
        edit_url=config.extra.get("edit_url"),
        preview=_state.serving,
        language=config.theme["language"],
    )
    root = _catalogue_root(config)
    if _state.take:
        _state.take(theme, settings)
    elif _state.serving:
        write(_previewed(root, theme, settings, _readings(config)).items(), site_dir)
    else:
        _publish(root, theme, settings, site_dir, _readings(config).cache)


def _make_lean(site_dir: Path) -> None:
    """Takes out of scripts and of the reset what only people read; the other style sheets are published in one."""
    scripts = ((script, lean.script) for script in (site_dir / SCRIPTS).iterdir())
    for file, made_lean in ((site_dir / STYLES / "reset.css", lean.style_sheet), *scripts):
        file.write_text(made_lean(file.read_text("utf-8")), "utf-8", newline="\n")


def _publish(root: Path, theme: Theme, settings: Settings, site_dir: Path, cache: Cache | None) -> None:
    """Builds and writes the site. Raises PluginError for what staff can mend."""
    try:
        publish(build(root, theme, settings, _state.checked), site_dir, cache=cache)
    except (CatalogueBroken, UnknownSlot, IconMissing) as error:
        raise PluginError(str(error)) from error


def _previewed(root: Path, theme: Theme, settings: Settings, readings: Readings) -> Mapping[str, str | bytes]:
    """The site's files, whatever happens: after a failure of ours the last ones, with the failure on every page."""
    environment.cache_clear()  # words and templates may be what was edited
    try:
        last = _state.last_site
        site = preview(root, theme, settings, last.shown if last else None, readings)
        files = site.files
    except Exception as error:
        log.error("the showroom could not be built\n%s", traceback.format_exc())
        notice = f'<pre class="sc-crash" role="alert">{html.escape(_explain(error))}</pre>'
        return with_notice(_state.last_files, notice)
    for finding in (*site.checked.report.errors, *site.checked.report.warnings):
        log.warning(finding.one_line())
    _state.last_site = site
    _state.last_files = files
    return files


def _explain(error: Exception) -> str:
    lines = traceback.format_exception_only(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"The showroom could not be built. Shown below is its last good version.\n\n{''.join(lines)}{place.filename}:{place.lineno}"


def _catalogue_root(config: MkDocsConfig) -> Path:
    """The catalogue folder: hand-written pages are its `pages/`."""
    return Path(config.docs_dir).parent


def _readings(config: MkDocsConfig) -> Readings:
    """What was worked out before, by this process or an earlier one."""
    if _state.readings is None:
        cache = Cache(Path(config.config_file_path).parent / CACHE)
        if cache.is_damaged:
            log.info("the cache was damaged; what it held is worked out anew")
        _state.readings = Readings(cache)
    return _state.readings


def _uri(url: str) -> str:
    """MkDocs calls the home page `./` or an empty address; here it is always empty."""
    return "" if url in (".", "./") else url


def _is_imported(src_uri: str) -> bool:
    """A style sheet that is published as part of another."""
    return src_uri.startswith(f"{STYLES}/") and src_uri not in (STYLES_URI, f"{STYLES}/reset.css")


def _is_unused(src_uri: str) -> bool:
    """Our templates, and the theme's scripts: ours replace them."""
    return src_uri.startswith(("showroom/", "assets/javascripts/", "assets/images/")) or src_uri.endswith(".map")
