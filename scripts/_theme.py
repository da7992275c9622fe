"""What MkDocs and the theme make of everything but the entries: frames, hand-written pages, styles, scripts and fonts.

They change seldom, and MkDocs takes seconds to start: what it made is kept until something that it reads has changed.
Runs inside the project's environment.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from showroom.build import Theme
from showroom.cache import Cache
from showroom.processes import cores, spread
from showroom.readings import code_digest
from showroom.render import Settings
from showroom.render.frame import Frame

from _command import PROJECT

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

KIND = "themes"
SPARE = 4
"""Themes of other branches and catalogues that are kept as well; each is some 3 MB."""

THEME_FILE = "theme.json"
FILES = "files/"


@dataclass(frozen=True)
class Themed:
    """What MkDocs made."""

    theme: Theme
    settings: Settings
    files: Mapping[str, bytes]
    """Path within the site → content of what pages load: styles, scripts, fonts."""


class ThemeMissing(Exception):
    """MkDocs came to no end: why, in one line; and whether it got as far as using its configuration."""

    def __init__(self, reason: str, *, is_configured: bool) -> None:
        super().__init__(reason)
        self.is_configured = is_configured


@contextmanager
def theming(catalogue: Path, cache: Cache, *, strict: bool) -> Iterator[Callable[[], Themed]]:
    """Asks within the block for what MkDocs makes, or made when nothing was otherwise.

    Another process makes it meanwhile, where one may be forked; what MkDocs has to say is heard when it is asked for.
    Whoever asks meets ThemeMissing, and what hooks and templates raise.
    """
    key = _key(catalogue)
    if kept := cache.get(KIND, [key]).get(key):
        yield partial(_unpacked, kept)
        return

    def asked() -> Themed:
        outcome = next(outcomes)
        sys.stderr.write(outcome.said)
        if outcome.why_not:
            raise ThemeMissing(outcome.why_not, is_configured=outcome.is_configured)
        # A warning is to be heard at every build.
        if outcome.is_calm:
            cache.put(KIND, {key: outcome.packed})
            cache.keep_only(KIND, [key], SPARE)
        return _unpacked(outcome.packed)

    # The folder is this process's, which removes it even when the other one is stopped.
    with tempfile.TemporaryDirectory(prefix="showroom-theme-") as folder:
        work = partial(map, lambda _: _made(catalogue, Path(folder), strict=strict))
        with spread(work, 1, min(cores(), 2), joining=True) as outcomes:
            yield asked


class _Outcome(NamedTuple):
    """What came of MkDocs."""

    said: str
    """Lines for whoever runs the build."""
    is_calm: bool
    """Whether none of them is a warning."""
    packed: bytes = b""
    """What it made."""
    why_not: str = ""
    """Why it made nothing."""
    is_configured: bool = True
    """Whether it got as far as using its configuration."""


def _made(catalogue: Path, folder: Path, *, strict: bool) -> _Outcome:
    """Has MkDocs make everything below an empty folder."""
    # Here, because importing MkDocs takes longer than a build that does not need it.
    from mkdocs.exceptions import Abort, MkDocsException

    from _mkdocs import configuration, log_calmly, warnings_logged

    said = io.StringIO()
    log_calmly(said)
    is_configured = False
    with warnings_logged() as warnings:
        try:
            config = configuration(catalogue, folder, strict=strict or None)
            is_configured = True
            theme, settings = _taken(config)
        except (Abort, MkDocsException) as error:
            # Of an Abort, MkDocs has logged why.
            reason = "see above" if isinstance(error, Abort) else " ".join(str(error).split())
            return _Outcome(said.getvalue(), not warnings, why_not=reason, is_configured=is_configured)
        except Exception:  # a defect: what MkDocs says of it, such as the page, must not be lost
            sys.stderr.write(said.getvalue())
            raise
        pages = {uri if uri.endswith(".html") else f"{uri}index.html" for uri in theme.pages}
        files = {path: content for path, content in _files(folder) if path not in pages}
    return _Outcome(said.getvalue(), not warnings, _packed(Themed(theme, settings, files)))


def _taken(config: MkDocsConfig) -> tuple[Theme, Settings]:
    """What the hooks hand over when MkDocs has rendered everything."""
    from mkdocs.commands.build import build

    from _mkdocs import HOOKS

    taken: list[tuple[Theme, Settings]] = []
    config.hooks[HOOKS].hand_over(lambda theme, settings: taken.append((theme, settings)))
    try:
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    finally:
        config.plugins.on_shutdown()
    return taken[0]


def _packed(made: Themed) -> bytes:
    theme = {
        "frames": {depth: frame.pieces for depth, frame in made.theme.frames.items()},
        "pages": made.theme.pages,
        "dates": made.theme.dates,
        "settings": asdict(made.settings) | {"overrides": str(made.settings.overrides)},
    }
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr(THEME_FILE, json.dumps(theme))
        for path, content in made.files.items():
            archive.writestr(FILES + path, content)
    return into.getvalue()


def _unpacked(packed: bytes) -> Themed:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        theme = json.loads(archive.read(THEME_FILE))
        files = {name.removeprefix(FILES): archive.read(name) for name in archive.namelist() if name != THEME_FILE}
    settings = Settings(**theme["settings"])
    return Themed(
        theme=Theme(
            frames={int(depth): Frame(tuple(pieces)) for depth, pieces in theme["frames"].items()},
            pages=theme["pages"],
            dates=theme["dates"],
        ),
        settings=replace(settings, overrides=Path(settings.overrides)),
        files=files,
    )


def _key(catalogue: Path) -> bytes:
    """A digest of all that MkDocs reads: its configuration, the pages, the overrides; and of the code and what is installed."""
    configuration = (PROJECT / "mkdocs.yml").read_bytes()
    # `!ENV NAME`, or `!ENV [NAME, OTHER, default]`: the first that is set.
    variables = [name for names in re.findall(r"!ENV\s+(\[[^\]]*\]|\S+)", configuration.decode()) for name in re.findall(r"\w+", names)]
    digest = hashlib.blake2b(code_digest(), digest_size=16)
    for script in (*sorted((PROJECT / "hooks").glob("*.py")), *(PROJECT / "scripts" / name for name in ("_mkdocs.py", "_theme.py"))):
        digest.update(script.read_bytes())
    digest.update(configuration)
    digest.update(repr((PROJECT, catalogue, [os.environ.get(name) for name in variables])).encode())
    for folder in (catalogue / "pages", PROJECT / "overrides"):
        for path, content in _files(folder):
            digest.update(f"{path}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    return digest.digest()


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """(path with `/`, content) of every file below a folder, in order; of linked folders too, which MkDocs follows."""
    found = (Path(place, name) for place, _, names in os.walk(folder, followlinks=True) for name in names)
    for file in sorted(found):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_bytes()
