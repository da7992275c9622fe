"""What the tests share: a tiny complete catalogue, what the core makes of it, and a plain frame to render into.

`tests/cases/tiny/` has three solutions, two labs, five organisations of different kinds and three cities, one of
them in Sweden. Its entries have no errors, use every facet, and between them every field of a solution but images.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings as hypothesis_settings
from showroom.build import Theme, check
from showroom.diagnostics import Report
from showroom.expand import expand
from showroom.load import load
from showroom.model import Catalogue
from showroom.raw import RawCatalogue
from showroom.render import ARTICLE_PARTS, Renderer, Settings
from showroom.render.frame import Frame
from showroom.render.offer import offer_of

TESTS = Path(__file__).resolve().parent
PROJECT = TESTS.parent

# The same examples at every run: a failure in CI is one that can be had again at home.
hypothesis_settings.register_profile(
    "showroom",
    deadline=None,
    derandomize=True,
    max_examples=100,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.load_profile("showroom")

FRAME = """<!doctype html>
<html lang="en">
<head><!-- showroom:policy --><!-- showroom:head --><title><!-- showroom:title --></title></head>
<body>
<!-- showroom:header -->
<main><!-- showroom:content --></main>
<!-- showroom:footer -->
</body>
</html>
"""
"""A frame with the slots that overrides/frame.html has."""


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The folder of a writable copy of the tiny catalogue; messages call its files `catalogue/…`."""
    return Path(shutil.copytree(TESTS / "cases/tiny", tmp_path / "catalogue"))


@pytest.fixture
def check_entry(tiny: Path) -> Callable[..., Report]:
    """`check_entry(text, name="entry")`: what is wrong once `text` (or bytes) stands in solutions/NAME.yml."""

    def check_text(text: str | bytes, name: str = "entry") -> Report:
        raw = text if isinstance(text, bytes) else text.encode()
        (tiny / "solutions" / f"{name}.yml").write_bytes(raw)
        return check(tiny).report

    return check_text


@pytest.fixture
def raw(tiny: Path) -> RawCatalogue:
    """The tiny catalogue as loaded."""
    return load(tiny)


@pytest.fixture
def catalogue(raw: RawCatalogue) -> Catalogue:
    """The tiny catalogue, resolved."""
    return expand(raw)


@pytest.fixture
def settings() -> Settings:
    """A site at https://showroom.example/, rendered with the project's own templates."""
    return Settings(
        overrides=PROJECT / "overrides",
        site_name="Test Showroom",
        site_url="https://showroom.example/",
        edit_url="https://git.example/edit/{path}",
    )


@pytest.fixture
def renderer(catalogue: Catalogue, settings: Settings) -> Renderer:
    """A renderer of the tiny catalogue."""
    return Renderer(catalogue=catalogue, settings=settings, offer=offer_of(catalogue, settings.site_name))


@pytest.fixture
def quick_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """For who writes whole sites: cards and the publication's cover take longer to draw than all the rest. Each is still of its own."""
    monkeypatch.setattr("showroom.render.social.card", lambda face, overrides: repr(face).encode())
    monkeypatch.setattr("showroom.publication._webp", lambda page, size: page.resize(size).tobytes())


@pytest.fixture
def theme() -> Theme:
    """What a theme might have rendered: frames, a home page with every fragment, a page of prose and a missing page."""
    frame = Frame.cut(FRAME)
    fragments = "".join(f"<!-- showroom:{name} -->" for name in ("hero", "sectors", "featured", "newest", "cities", "labs", "articles", "publication", "fields", "lab-fields"))
    around = "".join(f"<!-- showroom:{name} -->" for name in ARTICLE_PARTS)
    page = "<html><head><!-- showroom:policy --></head><body><!-- showroom:header --><main>{}</main><!-- showroom:footer --></body></html>"
    return Theme(
        frames={depth: frame for depth in (1, 2, 3, 4)},
        pages={
            "": page.format(fragments),
            "about/": page.format("<p>About.</p>"),
            "articles/lamps-and-people/": page.format(around),
            "404.html": page.format("Gone."),
        },
        dates={"": "2026-01-01"},
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--rewrite-reports`: take what the core says now as what it should say; see test_cases.py. `--renew-looks`: take
    how pages look now as how they should look; see browser/test_looks.py."""
    parser.addoption("--rewrite-reports", action="store_true", dest="rewrite_reports")
    parser.addoption("--renew-looks", action="store_true", dest="renew_looks")
