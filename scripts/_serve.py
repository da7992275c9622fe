"""The preview's server, which `preview.py` starts and starts again: _serve.py HOST PORT URL CATALOGUE FOLDER.

MkDocs renders the hand-written pages and the frames, once and again after a change to one of them. Everything else is
made from the catalogue in memory, a page at a time, when a browser asks for it. A failure becomes a page that says why.
It ends when its standard input closes, which on every system also happens when its parent dies.
"""

from __future__ import annotations

import _thread
import gc
import itertools
import os
import shutil
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from _changes import Changes
from _command import CACHE, PROJECT, complain, say
from _live import Server
from _mkdocs import HOOKS, configuration, errors_logged, log_calmly
from _process import interrupt
from _shown import Answer, Problem, Shown, described

if TYPE_CHECKING:
    from showroom.build import Theme
    from showroom.readings import Readings
    from showroom.render import Settings

CALM = 5.0
"""Seconds without a change after which somebody has probably stopped typing."""

OVERRIDES = PROJECT / "overrides"


class Effect(IntEnum):
    """What a change asks for; the greater includes the smaller."""

    RELOAD = 1
    """Nothing: the file is served as it lies."""
    SITE = 2
    """The catalogue is read again, the pages are made again."""
    WORDS = 3
    """And so are the interface's words."""
    THEME = 4
    """MkDocs runs again."""


@dataclass(frozen=True)
class Themed:
    """What MkDocs made."""

    folder: Path
    theme: Theme
    settings: Settings


class Preview:
    """One catalogue's site: made now and after every change, and served."""

    def __init__(self, *, host: str, port: int, url: str, catalogue: Path, folder: Path) -> None:
        self.url = url
        self.catalogue = catalogue
        self.folder = folder
        """For what MkDocs writes."""
        self.server = Server(host, port, self.answer)
        self.config: MkDocsConfig | None = None
        """The first configuration that could be used: MkDocs starts its plugins once for a server."""
        self.themed: Themed | None = None
        self.shown: Shown | Problem = Problem()
        self.readings: Readings | None = None
        """What was worked out of the entries' files, until one of them changes."""
        self.last: Shown | None = None
        """The site made last."""
        self.said: frozenset[str] = frozenset()
        """The findings of the last time, which need not be said again."""
        self.has_worked = False
        """Whether there may be something to throw away."""
        self._numbers = itertools.count(1)

    def answer(self, path: str) -> Answer:
        """What a browser gets, wholly from one state of the catalogue."""
        self.has_worked = True
        return self.shown.answer(path)

    def serve(self) -> None:
        """Build, serve, and follow each change, until interrupted."""
        # No thread before all entries were read for the first time: only without threads that is done on all cores.
        changes = Changes(folder for folder in (self.catalogue, OVERRIDES) if folder.is_dir())
        try:
            self.update(Effect.THEME)
            # What is there now mostly stays, and need not be looked at to find what may be thrown away.
            gc.freeze()
            # Among ten thousand entries that takes a while, so it waits until nobody does.
            gc.disable()
            threading.Thread(target=end_with_standard_input, daemon=True).start()
            changes.start()
            self.server.start()
            while True:
                if found := changes.wait(CALM):
                    self.update(max(map(self.effect_of, found)))
                    self.server.tell()
                elif self.has_worked:
                    self.has_worked = False
                    gc.collect()
        finally:
            changes.stop()
            self.server.server_close()
            if self.config:
                self.config.plugins.on_shutdown()

    def effect_of(self, path: Path) -> Effect:
        """What a change there asks for."""
        if path.is_relative_to(OVERRIDES / "assets"):
            return Effect.RELOAD
        if path.is_relative_to(OVERRIDES / "showroom" / "words"):
            return Effect.WORDS
        if path.is_relative_to(OVERRIDES / "showroom"):
            return Effect.SITE
        is_entry = path.is_relative_to(self.catalogue) and not path.is_relative_to(self.catalogue / "pages")
        return Effect.SITE if is_entry else Effect.THEME

    def update(self, effect: Effect) -> None:
        """Show what there is now; never raises what a repair could cure."""
        if effect is Effect.RELOAD and isinstance(self.shown, Shown):
            return
        started = time.monotonic()
        self.has_worked = True
        with errors_logged() as errors:
            try:
                if effect is Effect.THEME or not self.themed:
                    self.run_mkdocs()
                self.make_site(effect)
            except MkDocsException as error:
                complain(f"error: {error}")
                self.show_problem(*errors, str(error))
            except Exception as error:
                traceback.print_exc()
                self.show_problem(*errors, described(error))
            else:
                say(f"built in {time.monotonic() - started:.2f} s")

    def run_mkdocs(self) -> None:
        """Let MkDocs render with mkdocs.yml as it is now; at the first time also do what it does once for a server."""
        self.themed = None
        folder = self.folder / f"theme-{next(self._numbers)}"
        # Served from the root of the host, wherever the site is published; and always shown, even with warnings.
        config = configuration(self.catalogue, folder, site_url=self.url, strict=False)
        config.hooks[HOOKS].hand_over(partial(self.take, folder))
        if self.config is None:
            self.config = config
            config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=self.url)

    def take(self, folder: Path, theme: Theme, settings: Settings) -> None:
        """Keep what MkDocs has made."""
        self.themed = Themed(folder, theme, settings)

    def make_site(self, effect: Effect) -> None:
        """Read the catalogue, and show what is in it; or, after a failure of ours, its last version with the failure on it."""
        # Here, because code that cannot be read is a failure like others.
        from showroom.build import preview
        from showroom.cache import Cache
        from showroom.readings import Readings
        from showroom.render.environment import environment

        themed = self.themed
        assert themed
        if effect is Effect.WORDS:
            environment.cache_clear()
        if self.readings is None:
            self.readings = Readings(Cache(CACHE))
        last = self.last
        try:
            site = preview(self.catalogue, themed.theme, themed.settings, last.site.shown if last else None, self.readings)
        except Exception as error:
            if not last:
                raise
            traceback.print_exc()
            complain("the showroom could not be built; the preview shows its last good version and says why")
            self.shown = replace(last, crash=described(error), theme_files=themed.folder)
            return
        report = site.checked.report
        self.say_new(finding.one_line() for finding in (*report.errors, *report.warnings))
        self.last = self.shown = Shown(site, themed.folder, OVERRIDES, earlier=last.last_good if last else None)
        for folder in set(self.folder.glob("theme-*")) - {themed.folder}:
            shutil.rmtree(folder, ignore_errors=True)

    def say_new(self, findings: Iterable[str]) -> None:
        """Print the findings that are new."""
        lines = tuple(findings)
        for line in lines:
            if line not in self.said:
                complain(line)
        self.said = frozenset(lines)

    def show_problem(self, *reasons: str) -> None:
        """Answer every request with the page of the problem until a build succeeds."""
        complain("the site could not be built; the preview says why until that is repaired")
        self.shown = Problem(*reasons)


def end_with_standard_input() -> None:
    """Interrupt the server once its parent closes the pipe or dies."""
    while os.read(sys.stdin.fileno(), 1024):  # a file object would be locked meanwhile
        pass
    _thread.interrupt_main()


def main(host: str, port: str, url: str, catalogue: str, folder: str) -> None:
    """Serve until standard input closes."""
    # A shell's background job inherits a SIGINT that is ignored, and `interrupt_main` needs it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, interrupt)
    sys.path.insert(0, str(PROJECT / "hooks"))
    log_calmly()
    try:
        Preview(host=host, port=int(port), url=url, catalogue=Path(catalogue), folder=Path(folder)).serve()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
