"""A build over the last site and with what was kept: the same, byte for byte, as one from nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from built import Site, script
from photos import add_photos


def built(project: Path, target: Path) -> tuple[dict[str, bytes], str]:
    """The files of the project's site, and what the command said."""
    done = script("build.py", "--catalogue", project / "catalogue", "--site-dir", target, project=project)
    assert done.returncode == 0, done.stdout
    return dict(Site(target).files), done.stdout


def from_nothing(project: Path, target: Path) -> dict[str, bytes]:
    """The files of a site for which nothing was kept."""
    shutil.rmtree(project / ".cache" / "showroom")
    return built(project, target)[0]


@pytest.fixture
def target(project, tmp_path) -> Path:
    """Where a site of the project lies already."""
    built(project, tmp_path / "target")
    return tmp_path / "target"


def rewrite(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def change_entries(project: Path) -> None:
    solutions = project / "catalogue" / "solutions"
    rewrite(solutions / "quay-lamps.yml", "title: Lamps", "title: New lamps")
    (solutions / "bin-sensors.yml").rename(solutions / "bins.yml")
    for file in solutions.iterdir():
        file.write_text(file.read_text(encoding="utf-8").replace("bin-sensors", "bins"), encoding="utf-8")
    (solutions / "warm-basins.yml").unlink()
    rewrite(solutions / "quay-lamps.yml", "related: [warm-basins]", "related: [bins]")


def change_what_is_around_them(project: Path) -> None:
    file = project / "catalogue" / "vocabularies" / "sectors.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("label: ", "label: New "), encoding="utf-8")
    rewrite(project / "overrides" / "showroom" / "solution.html", "sc-lead", "sc-lead sc-new")
    (project / "overrides" / "assets" / "showroom" / "css" / "pages.css").write_text("p { margin: 0 }\n", encoding="utf-8")
    with (project / "catalogue" / "pages" / "about.md").open("a", encoding="utf-8") as page:
        page.write("\nA new paragraph.\n")


def change_photos(project: Path) -> None:
    add_photos(project / "catalogue", "quay-lamps", (900, 600), (1000, 700))


@pytest.mark.parametrize("change", [change_entries, change_what_is_around_them, change_photos], ids=lambda change: change.__name__)
def test_after_a_change_the_last_site_becomes_what_a_build_from_nothing_makes(project, target, tmp_path, change):
    change(project)
    after, _ = built(project, target)
    expected = from_nothing(project, tmp_path / "expected")
    assert sorted(after) == sorted(expected)
    assert [name for name in expected if after[name] != expected[name]] == []


def test_what_somebody_did_to_the_last_site_is_undone(project, target):
    before = dict(Site(target).files)
    (target / "index.html").write_text("<p>Mine now.</p>", encoding="utf-8")
    (target / "robots.txt").unlink()
    assert built(project, target)[0] == before


def test_pages_that_somebody_worked_over_go_with_their_entries(project, target, tmp_path):
    for page in target.rglob("*.html"):
        page.write_text(page.read_text("utf-8") + "<!-- worked over -->", "utf-8")
    change_entries(project)
    assert built(project, target)[0] == from_nothing(project, tmp_path / "expected")


def test_files_that_did_not_change_are_not_written_again(project, target):
    times = {path: path.stat().st_mtime_ns for path in target.rglob("*") if path.is_file()}
    rewrite(project / "catalogue/solutions/quay-lamps.yml", "The quay was lit", "The quays were lit")
    built(project, target)
    changed = {path.relative_to(target).as_posix() for path in times if path.exists() and path.stat().st_mtime_ns != times[path]}
    assert "solutions/quay-lamps/index.html" in changed
    assert not [name for name in changed if name.startswith(("contribute/", "about/", "assets/showroom/css/", "cities/provstad"))]


@pytest.mark.parametrize("damage", ["a flipped bit in the middle", "cut off"])
def test_a_damaged_cache_is_made_anew_which_is_said_once(project, target, damage):
    before = dict(Site(target).files)
    file = project / ".cache" / "showroom" / "kept.sqlite"
    content = file.read_bytes()
    middle = [place for place in range(len(content)) if content.startswith(b"quay-lamps", place)]
    if damage == "cut off":
        file.write_bytes(content[: len(content) // 2])
    else:
        flipped = bytearray(content)
        for place in middle:
            flipped[place] ^= 1
        file.write_bytes(flipped)
    after, said = built(project, target)
    assert after == before
    assert said.count("the cache was damaged") == 1
    after, said = built(project, target)
    assert (after, said.count("the cache was damaged")) == (before, 0)


def test_a_warning_of_the_pages_is_heard_at_every_build(project, target):
    with (project / "catalogue" / "pages" / "about.md").open("a", encoding="utf-8") as page:
        page.write("\n[Nowhere](nowhere.md)\n")
    for _ in range(2):
        assert "nowhere.md" in built(project, target)[1]
