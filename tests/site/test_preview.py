"""The preview while somebody works: it follows every change, says what is wrong, and always answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from previewed import Preview, heading, running

ENTRY = "catalogue/solutions/bin-sensors.yml"
TITLE = "Bins that call when they are full"
PAGE = "solutions/bin-sensors/"


@pytest.fixture(params=["preview.py", "mkdocs serve"])
def preview(request: pytest.FixtureRequest, project: Path, tmp_path: Path) -> Iterator[Preview]:
    """The project's own preview, and the one of plain MkDocs, of a copied project."""
    with running(request.param, project, tmp_path) as preview:
        yield preview


@pytest.fixture
def own_preview(project: Path, tmp_path: Path) -> Iterator[Preview]:
    """The project's own preview, which survives more than plain MkDocs does."""
    with running("preview.py", project, tmp_path) as preview:
        yield preview


Problem = tuple[str, str]
"""Its place and its message."""


def site_problems(page: str) -> list[Problem]:
    """What every page says at its top about the whole catalogue."""
    return named(page, r'<aside class="sc-problems" .*?</aside>')


def entry_problems(page: str) -> list[Problem]:
    """What an entry's page says about the entry itself."""
    return named(page, r'<aside class="sc-problems sc-problems--entry".*?</aside>')


def named(page: str, panel: str) -> list[Problem]:
    found = re.search(panel, page, re.DOTALL)
    problem = r'sc-problems__place">(.*?)</code>\s*<span class="sc-problems__message">(.*?) <span'
    return re.findall(problem, found[0], re.DOTALL) if found else []


def test_an_edited_entry_shows_at_once_a_broken_one_says_where_and_a_mended_one_is_silent_again(preview):
    assert heading(preview.get(PAGE)) == TITLE
    preview.edit(ENTRY, TITLE, "Bins that call the lorry")
    preview.until(PAGE, lambda page: heading(page) == "Bins that call the lorry")
    preview.until("solutions/", lambda page: "Bins that call the lorry" in page and TITLE not in page)

    mend = preview.edit(ENTRY, "title: Bins that call the lorry", "title: Bins that sing\ntitle: Bins that hum")
    page = preview.until(PAGE, entry_problems)
    assert heading(page) == "Bins that call the lorry"
    assert entry_problems(page) == site_problems(page) == [(f"{ENTRY}:2:1", "key `title` stands twice")]
    assert site_problems(preview.get("")) == entry_problems(page)

    mend()
    page = preview.until(PAGE, lambda page: heading(page) == "Bins that call the lorry" and not entry_problems(page))
    assert not site_problems(page) and not site_problems(preview.get(""))


def test_every_problem_of_an_entry_is_named_and_the_other_entries_stay(preview):
    mend = preview.edit(ENTRY, "sectors: [public-space]", "sectors: [public-spce]\ncolour: red")
    page = preview.until(PAGE, entry_problems)
    assert entry_problems(page) == site_problems(preview.get("about/")) == [
        (f"{ENTRY}:4:11", "unknown term `public-spce` in vocabulary `sectors`"),
        (f"{ENTRY}:5:1", "unknown key `colour` in a solution"),
    ]
    assert "did you mean `public-space`?" in page
    assert heading(page) == TITLE
    assert entry_problems(preview.get("solutions/quay-lamps/")) == []
    mend()
    preview.until(PAGE, lambda page: heading(page) == TITLE and not entry_problems(page))


def test_a_new_entry_that_is_broken_has_a_page_that_says_why(preview):
    new = preview.project / "catalogue/solutions/unfinished.yml"
    new.write_text("title: Something that is not finished\n", encoding="utf-8")
    page = preview.until("solutions/unfinished/", entry_problems)
    assert heading(page) == "unfinished"
    message = "required key `summary` is missing in the solution"
    assert ("catalogue/solutions/unfinished.yml:1:1", message) in entry_problems(page)
    assert "unfinished" not in "".join(re.findall(r"<article.*?</article>", preview.get("solutions/"), re.DOTALL))
    new.unlink()
    preview.until("solutions/", lambda page: heading(page) == "Solutions" and not site_problems(page))
    assert "unfinished.yml" not in preview.get("solutions/unfinished/")


def test_a_broken_list_of_organisations_leaves_all_entries_in_their_last_good_version(preview):
    mend = preview.edit("catalogue/organisations.yml", "- id: lampworks", "- id: [lampworks")
    page = preview.until("", site_problems)
    assert [place for place, _ in site_problems(page)] == ["catalogue/organisations.yml:6:7"]
    assert "Lampworks" in preview.get("solutions/quay-lamps/")
    mend()
    preview.until("", lambda page: heading(page) and not site_problems(page))


def test_a_broken_template_of_ours_shows_its_place_over_the_last_good_pages(preview):
    template = "overrides/showroom/parts/card.html"
    mend = preview.edit(template, "<article", "{% if %}<article")
    page = preview.until("solutions/", lambda page: "sc-crash" in page)
    assert "TemplateSyntaxError" in page and "card.html" in page
    assert TITLE in page
    mend()
    preview.until("solutions/", lambda page: "sc-crash" not in page and TITLE in page)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("overrides/main.html", "{% block header %}", "{% block %}", "TemplateSyntaxError"),
        ("overrides/main.html", "showroom:footer", "showroom:foto", "foto"),
        ("mkdocs.yml", "site_name: ", "site_name: [", "mkdocs.yml"),
        ("hooks/mkdocs_hooks.py", "import html\n", "import html html\n", "SyntaxError"),
    ],
    ids=["theme", "slot", "configuration", "hook"],
)
def test_the_projects_own_preview_survives_what_stops_plain_mkdocs(own_preview, name, old, new, says):
    mend = own_preview.edit(name, old, new)
    own_preview.until("about/", lambda page: says in page)
    mend()
    own_preview.until("about/", lambda page: heading(page) == "About these tests" and says not in page)


def test_a_preview_can_start_with_a_broken_catalogue_and_tells_the_cause_alone(project, tmp_path):
    organisations = project / "catalogue/organisations.yml"
    text = organisations.read_text(encoding="utf-8")
    organisations.write_text("- [", encoding="utf-8")
    with running("preview.py", project, tmp_path) as preview:
        page = preview.until("", site_problems)
        assert [place.partition(":")[0] for place, _ in site_problems(page)] == ["catalogue/organisations.yml"]
        organisations.write_text(text, encoding="utf-8")
        preview.until(PAGE, lambda page: heading(page) == TITLE and not site_problems(page))
