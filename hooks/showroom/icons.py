"""Icons from Material's sets, drawn once into a sprite that every page refers to. A leaf module."""

import importlib.util
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

SPRITE_URI = "assets/showroom/icons.svg"

NAME_MAX_LENGTH = 120
"""Material's longest is 59; file systems refuse to look for names of more than about 250."""

_DRAWING = re.compile(r'<svg[^>]*viewBox="(?P<box>[^"]+)"[^>]*>(?P<inner>.*)</svg>\s*\Z', re.DOTALL)


_PATH = re.compile(r'<path[^>]*? d="([^"]+)"')

_SPELLED = re.compile(r"""["'](material/[a-z0-9-]+)["']""")
"""An icon's name in a template."""


class IconMissing(LookupError):
    """There is no such icon; the message names it."""


@lru_cache(maxsize=1)
def _icon_folder() -> Path:
    # Found without importing: the core knows no engine, only where its theme keeps pictures.
    package = importlib.util.find_spec("material")
    if not package or not package.submodule_search_locations:
        raise IconMissing("mkdocs-material is not installed")
    return Path(package.submodule_search_locations[0]) / "templates" / ".icons"


def icon_exists(name: str) -> bool:
    """Whether Material has an icon of that name, such as `material/water`."""
    return len(name) <= NAME_MAX_LENGTH and (_icon_folder() / f"{name}.svg").is_file()


def spelled_in(folder: Path) -> frozenset[str]:
    """The names of icons that the templates below a folder spell out."""
    return frozenset(name for file in folder.rglob("*.html") for name in _SPELLED.findall(file.read_text("utf-8")))


def symbol_id(name: str) -> str:
    """The id of an icon within the sprite."""
    return name.replace("/", "-")


def outlines(name: str) -> tuple[float, tuple[str, ...]]:
    """The side of an icon's square, and the SVG paths that fill it. Raises IconMissing for a name Material does not have."""
    drawing = _drawing(name)
    return float(drawing["box"].split()[2]), tuple(_PATH.findall(drawing["inner"]))


def sprite(names: Iterable[str]) -> str:
    """One SVG with a symbol per icon. Raises IconMissing for a name Material does not have."""
    symbols = "".join(_symbol(name) for name in sorted(set(names)))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'


def _drawing(name: str) -> re.Match[str]:
    file = _icon_folder() / f"{name}.svg"
    drawing = _DRAWING.match(file.read_text("utf-8")) if file.is_file() else None
    if not drawing:
        raise IconMissing(f"Material has no icon `{name}`")
    return drawing


def _symbol(name: str) -> str:
    drawing = _drawing(name)
    return f'<symbol id="{symbol_id(name)}" viewBox="{drawing["box"]}">{drawing["inner"]}</symbol>'
