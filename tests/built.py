"""Sites for the tests: built in processes of their own, and read back as HTML."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

PROJECT = Path(__file__).resolve().parent.parent
CATALOGUE = PROJECT / "catalogue"
SITE_URL = "https://living-lab-showroom.example/"
"""As in mkdocs.yml."""

COMMAND = """
import runpy, sys
import _environment
_environment.enter = lambda needs: None
script, *sys.argv[1:] = sys.argv[1:]
runpy.run_path(script, run_name="__main__")
"""
"""Runs a script of `scripts/` in the environment of the tests, which holds all it needs."""


UNCHECKED = """
import runpy
import showroom.build
from showroom.diagnostics import Report
showroom.build.validate = lambda raw, *arguments, **options: Report()
runpy.run_module("mkdocs", run_name="__main__")
"""
"""Runs MkDocs with the rules switched off: what a rule may let through one day must be harmless all the same."""


def environment(**changes: str) -> dict[str, str]:
    """This process's environment without what would change a site, and with `changes`."""
    kept = {key: value for key, value in os.environ.items() if key not in ("SITE_URL", "EDIT_URL", "CI")}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8", **changes}


def mkdocs(*arguments: str | Path, cwd: Path = PROJECT, **variables: str) -> subprocess.CompletedProcess[str]:
    """Plain MkDocs with these arguments; standard error is in the output."""
    command = [sys.executable, "-m", "mkdocs", *map(str, arguments)]
    return _run(command, cwd, environment(**variables))


def script(
    name: str, *arguments: str | Path, project: Path = PROJECT, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """A command of `scripts/`; standard error is in the output."""
    return _run(script_command(name, *arguments, project=project), cwd or project, script_environment(project))


def script_command(name: str, *arguments: str | Path, project: Path = PROJECT) -> list[str]:
    """How to start a command of `scripts/` here, in the `script_environment` of the same project."""
    return [sys.executable, "-c", COMMAND, str(project / "scripts" / name), *map(str, arguments)]


def script_environment(project: Path = PROJECT) -> dict[str, str]:
    """What a command of `scripts/` needs to find its own modules."""
    return environment(PYTHONPATH=str(project / "scripts"))


def _run(command: list[str], cwd: Path, variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        env=dict(variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def build(site_dir: Path, **variables: str) -> Site:
    """The project's own site, built by plain MkDocs."""
    done = mkdocs("build", "--quiet", "--site-dir", site_dir, **variables)
    assert done.returncode == 0, done.stdout
    return Site(site_dir)


def copy_project(target: Path) -> Path:
    """A copy of the project without its catalogue, in a new folder."""
    for name in ("hooks", "overrides", "scripts"):
        shutil.copytree(PROJECT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", target)
    return target


def build_unchecked(project: Path, site_dir: Path) -> Site:
    """The site of a copied project whose catalogue no rule has looked at."""
    command = [sys.executable, "-c", UNCHECKED, "build", "--quiet", "--site-dir", str(site_dir)]
    done = _run(command, project, environment(PYTHONPATH=str(project / "hooks")))
    assert done.returncode == 0, done.stdout
    return Site(site_dir)


def build_from(catalogue: Path, site_dir: Path) -> Site:
    """The site of another catalogue, built by `scripts/build.py`."""
    done = script("build.py", "--catalogue", catalogue, "--site-dir", site_dir)
    assert done.returncode == 0, done.stdout
    return Site(site_dir)


@dataclass
class Element:
    """A tag that a browser would find in a page."""

    tag: str
    attributes: Mapping[str, str]
    parents: tuple[str, ...]
    """Tags around it, outermost first."""
    text: str = ""
    """All text inside, white space single."""

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    @property
    def classes(self) -> list[str]:
        """The words of its `class`."""
        return self.attributes.get("class", "").split()


@dataclass
class Page:
    """An HTML file of a site."""

    uri: str
    """Its address within the site: `solutions/` for `solutions/index.html`."""
    html: str

    @cached_property
    def elements(self) -> list[Element]:
        """Every element in document order."""
        reader = _Reader()
        reader.feed(self.html)
        reader.close()
        return reader.elements

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a tag whose attributes have these values; `class_` asks for one of its words."""
        word = attributes.pop("class_", None)
        return [
            element
            for element in self.elements
            if element.tag == tag
            and (word is None or word in element.classes)
            and all(element.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{self.uri or '/'}: {len(found)} <{tag}> with {attributes}"
        return found[0]

    @property
    def ids(self) -> list[str]:
        """The ids in document order, repetitions included."""
        return [element["id"] for element in self.elements if "id" in element.attributes]

    def links(self, base: str = "/") -> Iterator[tuple[str, str]]:
        """(path, fragment) of everything the page points at within the site served at `base`; paths are absolute."""
        own = f"https://site.test{base}"
        here = own + self.uri
        for element in self.elements:
            for address in _addresses(element):
                absolute, fragment = urldefrag(urljoin(here, address))
                if absolute.startswith("https://site.test/"):
                    yield unquote(urlsplit(absolute).path), unquote(fragment)


def _addresses(element: Element) -> Iterator[str]:
    for name in ("href", "src", "action", "data-index", "poster"):
        if name in element.attributes:
            yield element[name]
    for candidate in element.attributes.get("srcset", "").split(","):
        if candidate.strip():
            yield candidate.split()[0]


_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class _Reader(HTMLParser):
    """Collects elements; asserts that every tag which is opened is closed, in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]], *, is_empty: bool = False) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        parents = tuple(element.tag for element in self._open)
        element = Element(tag, {name: value or "" for name, value in attrs}, parents)
        self.elements.append(element)
        if tag not in _VOID and not is_empty:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs, is_empty=True)

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1].tag == tag, f"</{tag}> closes {[e.tag for e in self._open]}"
        element = self._open.pop()
        element.text = " ".join(element.text.split())

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data


@dataclass
class Site:
    """A built site."""

    folder: Path
    _pages: dict[str, Page] = field(default_factory=dict)

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Path with `/` → contents, in order."""
        found = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}

    @cached_property
    def uris(self) -> list[str]:
        """The addresses of its pages; `404.html` keeps its name."""
        return [name.removesuffix("index.html") for name in self.files if name.endswith(".html")]

    def page(self, uri: str) -> Page:
        """The page at an address; read once."""
        if uri not in self._pages:
            name = f"{uri}index.html" if uri == "" or uri.endswith("/") else uri
            self._pages[uri] = Page(uri, self.files[name].decode("utf-8"))
        return self._pages[uri]

    @property
    def pages(self) -> Iterator[Page]:
        """Every page."""
        return map(self.page, self.uris)

    def text(self, name: str) -> str:
        """A file's text."""
        return self.files[name].decode("utf-8")
