"""What is measured: our own commands and each peer, behind one face.

A subject has a project of its own in a folder of its own, made from the same entries. It can be built cold (nothing
there from before), warm (everything there, nothing changed) and after an edit, and it can be served.
"""

from __future__ import annotations

import os
import shutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Collection
from pathlib import Path

from _bench import install, projects
from _bench.figures import HUGO, HUGO_SAME, OURS, with_pagefind
from _bench.measure import Run, timed
from _bench.same_pages import write_hugo_same
from _bench.synthetic import Synthetic
from _command import CATALOGUE, FINDINGS, OK, PROJECT

OUR_CACHE = PROJECT / ".cache" / "showroom"
"""What our build keeps between two runs."""

PYTHON = getattr(sys, "_base_executable", sys.executable)
"""The Python that people start our commands with: the command then enters the project's environment by itself."""


COMPILED_ONCE = {"PYTHONDONTWRITEBYTECODE": ""}
"""Python keeps what it has compiled of our modules, as it does of the peers': a container may tell it not to."""


class Subject(ABC):
    """One way to build the site."""

    name: str
    """As tables show it."""
    largest: int | None = None
    """The most entries with which it is measured unless asked for more; None for any number."""
    can_serve = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """Its project; a folder that the benchmark makes and removes."""
        self._original: str | None = None

    @property
    def log(self) -> Path:
        """What its programs say."""
        return self.folder.with_suffix(".log")

    @property
    @abstractmethod
    def site(self) -> Path:
        """The folder into which it builds."""

    @abstractmethod
    def prepare(self, made: Synthetic) -> None:
        """Write the project."""

    @property
    @abstractmethod
    def left(self) -> tuple[Path, ...]:
        """What builds leave: the site, and whatever the next build would go on with."""

    def clean(self) -> None:
        """Put what earlier builds left out of the way.

        It is not removed: ext4 writes several times slower after ten thousand files have been, and that would be
        measured.
        """
        aside = self.folder.with_suffix(".aside")
        aside.mkdir(exist_ok=True)
        for left in self.left:
            try:
                left.rename(aside / f"{len(os.listdir(aside))}")
            except FileNotFoundError:
                continue
            except OSError:  # on another disk
                shutil.rmtree(left)

    @abstractmethod
    def build(self) -> Run:
        """Build once, with what is there."""

    def entry_file(self) -> Path:
        """The entry that edits change."""
        return sorted(self.sources())[0]

    @abstractmethod
    def sources(self) -> list[Path]:
        """Every entry's file."""

    def edit(self, text: str) -> str:
        """Add a paragraph to the first entry, in place of the last one added; returns what its page must then show."""
        path = self.entry_file()
        if self._original is None:
            self._original = path.read_text("utf-8")
        path.write_bytes(self.edited(self._original, text).encode())
        return text

    def edited(self, entry: str, text: str) -> str:
        """The entry's source with a further paragraph."""
        return f"{entry}\n{text}\n"

    @abstractmethod
    def server(self, port: int) -> list[str]:
        """The command that serves the site and shows edits."""

    def page(self, port: int) -> str:
        """The address of the page of the entry that is edited."""
        return f"http://127.0.0.1:{port}/solutions/{self.entry_file().stem}/"


class Ours(Subject):
    """This project's own commands, started as people start them."""

    name = OURS

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def prepare(self, made: Synthetic) -> None:
        self.folder.mkdir()
        made.write(self.folder / "catalogue", CATALOGUE)

    @property
    def left(self) -> tuple[Path, ...]:
        return self.site, OUR_CACHE

    def sources(self) -> list[Path]:
        return list((self.folder / "catalogue" / "solutions").glob("*.yml"))

    def edited(self, entry: str, text: str) -> str:
        return entry.replace("solution: |\n", f"solution: |\n  {text}\n\n", 1)

    def build(self) -> Run:
        return self._command("build.py", "--site-dir", str(self.site))

    def check(self) -> Run:
        """Run `check` once."""
        # Among fifty thousand made-up titles two are alike, which is worth a warning and no less work.
        return self._command("check.py", done=(OK, FINDINGS))

    def _command(self, script: str, *options: str, done: Collection[int] = (OK,)) -> Run:
        command = [PYTHON, str(PROJECT / "scripts" / script), "--catalogue", str(self.folder / "catalogue"), *options]
        return timed(command, cwd=PROJECT, log=self.log, environment=COMPILED_ONCE, done=done)

    def server(self, port: int) -> list[str]:
        return [PYTHON, str(PROJECT / "scripts" / "preview.py"), "--catalogue", str(self.folder / "catalogue"), "--port", str(port)]


class Hugo(Subject):
    """Hugo with its caches in the project's folder."""

    name = HUGO

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.program = str(install.hugo())
        self.options = ["--source", str(folder), "--cacheDir", str(folder / "cache"), "--quiet"]

    @property
    def site(self) -> Path:
        return self.folder / "public"

    def prepare(self, made: Synthetic) -> None:
        projects.write_hugo(made, self.folder)

    @property
    def left(self) -> tuple[Path, ...]:
        return self.site, self.folder / "cache", self.folder / "resources"

    def sources(self) -> list[Path]:
        return list((self.folder / "content" / "solutions").glob("*.md"))

    def build(self) -> Run:
        return timed([self.program, *self.options], cwd=self.folder, log=self.log)

    def server(self, port: int) -> list[str]:
        return [self.program, "server", *self.options, "--bind", "127.0.0.1", "--port", str(port)]


class HugoSame(Hugo):
    """Hugo with the pages that we write, as well made as we know how."""

    name = HUGO_SAME

    def prepare(self, made: Synthetic) -> None:
        write_hugo_same(made, self.folder)

    def sources(self) -> list[Path]:
        return [path for path in super().sources() if path.name != "_index.md"]


class HugoWithPagefind(Hugo):
    """Hugo, and Pagefind's crawl of what it built: a site with a search, as ours is."""

    name = with_pagefind(HUGO)
    can_serve = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.pagefind = str(pagefind())

    def build(self) -> Run:
        built = super().build()
        command = [self.pagefind, "--site", str(self.site), "--glob", "solutions/*/index.html"]
        indexed = timed(command, cwd=self.folder, log=self.log)
        return Run(built.seconds + indexed.seconds, max(built.peak, indexed.peak), built.processor + indexed.processor)


class HugoSameWithPagefind(HugoWithPagefind, HugoSame):
    """The same pages as ours, and a search as well."""

    name = with_pagefind(HUGO_SAME)


def pagefind() -> Path:
    """Pagefind's binary without the Node program around it. Raises NotInstalled."""
    modules = install.npm(projects.PEERS / "pagefind", install.FOLDER / "pagefind")
    found = sorted((modules / "@pagefind").glob("*/bin/pagefind_extended*"))
    programs = [path for path in found if path.suffix in ("", ".exe")]
    if not programs:
        raise install.NotInstalled("npm has no package with its binary for this machine")
    programs[0].chmod(0o755)
    return programs[0]


class Eleventy(Subject):
    """Eleventy, started by the Node that is there."""

    name = "eleventy"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.modules = install.npm(projects.PEERS / "eleventy", install.FOLDER / "eleventy")
        node = shutil.which("node")
        assert node  # npm was found beside it
        # With its own memory limit it gives up at some ten thousand entries.
        self.command = [node, "--max-old-space-size=8192", str(self.modules / "@11ty" / "eleventy" / "cmd.cjs"), "--quiet"]

    def prepare(self, made: Synthetic) -> None:
        projects.write_eleventy(made, self.folder)

    @property
    def site(self) -> Path:
        return self.folder / "_site"

    @property
    def left(self) -> tuple[Path, ...]:
        return self.site, self.folder / ".cache"

    def sources(self) -> list[Path]:
        return list((self.folder / "solutions").glob("*.md"))

    def build(self) -> Run:
        return timed(self.command, cwd=self.folder, log=self.log)

    def server(self, port: int) -> list[str]:
        return [*self.command, "--serve", "--incremental", "--port", str(port)]


class MkDocs(Subject):
    """Plain MkDocs with Material, of the same versions as ours; the entries' pages outside the navigation."""

    name = "mkdocs, not in navigation"
    in_navigation = False

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def prepare(self, made: Synthetic) -> None:
        projects.write_mkdocs(made, self.folder, in_navigation=self.in_navigation)

    @property
    def left(self) -> tuple[Path, ...]:
        return (self.site,)

    def sources(self) -> list[Path]:
        return [path for path in (self.folder / "docs" / "solutions").glob("*-*.md") if not path.stem.startswith("index")]

    def build(self) -> Run:
        return timed([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=self.folder, log=self.log)

    def server(self, port: int) -> list[str]:
        return [sys.executable, "-m", "mkdocs", "serve", "-q", "--dev-addr", f"127.0.0.1:{port}"]


class MkDocsNavigation(MkDocs):
    """The same with every entry in the navigation, as MkDocs does by itself; each page then holds all of it."""

    name = "mkdocs, in navigation"
    in_navigation = True
    largest = 1000  # its time grows with the square of the entries: a minute at 1,000


PEERS: dict[str, tuple[type[Subject], ...]] = {
    "hugo": (Hugo,),
    "hugo-same": (HugoSame,),
    "eleventy": (Eleventy,),
    "mkdocs": (MkDocs, MkDocsNavigation),
    "pagefind": (HugoWithPagefind, HugoSameWithPagefind),
}
"""What `--peers` may name → what is then measured."""
