"""Builds as such: the same everywhere, silent when all is well, telling when not, following what is in the catalogue."""

from __future__ import annotations

import json
import re
import shutil
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
import unpacked
from built import CATALOGUE, PROJECT, SITE_URL, Page, Site, build, build_from, mkdocs, script
from plain_catalogue import PlainCatalogue

NEW_ENTRY = Path(__file__).with_name("new-entry.yml")

REMOVED = ("aero-electric-ferry-ellen", "benxi-steel-heat-district-heating", "vejle-smart-waste-bins")
"""The first two are the only ones of their city."""


def test_two_builds_in_different_surroundings_are_the_same_byte_for_byte(tmp_path):
    surroundings = (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C"},
    )
    sites = []
    for number, variables in enumerate(surroundings):
        working_directory = tmp_path / f"elsewhere-{number}"
        working_directory.mkdir()
        target = tmp_path / f"site-{number}"
        arguments = ("build", "--quiet", "--config-file", PROJECT / "mkdocs.yml", "--site-dir", target)
        done = mkdocs(*arguments, cwd=working_directory, **variables)
        assert (done.returncode, done.stdout) == (0, "")
        sites.append(Site(target).files)
    first, second = sites
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_a_build_from_scratch_and_one_by_the_script_are_the_same(site, tmp_path):
    other = build_from(CATALOGUE, tmp_path / "site")
    assert list(other.files) == list(site.files)
    assert [name for name in site.files if other.files[name] != site.files[name]] == []


def test_a_strict_build_of_the_catalogue_passes_without_a_warning(tmp_path):
    done = mkdocs("build", "--strict", "--site-dir", tmp_path / "site")
    assert done.returncode == 0, done.stdout
    assert [line for line in done.stdout.splitlines() if re.match(r"WARNING|ERROR|warning|error", line)] == []


def test_the_address_of_the_site_can_be_given_from_outside(tmp_path):
    moved = build(tmp_path / "site", SITE_URL="https://example.org/showroom")
    assert moved.page("about/").one("link", rel="canonical")["href"] == "https://example.org/showroom/about/"
    assert SITE_URL not in "".join(page.html for page in moved.pages)
    assert SITE_URL not in moved.text("sitemap.xml") + moved.text("robots.txt")
    assert {path for path, _ in moved.page("404.html").links("/showroom/") if not path.startswith("/showroom/")} == set()


# --- Every number follows the catalogue -----------------------------------------------------------


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, PlainCatalogue]:
    """The site after three entries went and one came, and what it must show."""
    folder = tmp_path_factory.mktemp("changed")
    catalogue = Path(shutil.copytree(CATALOGUE, folder / "catalogue"))
    for slug in REMOVED:
        (catalogue / "solutions" / f"{slug}.yml").unlink()
    shutil.copy(NEW_ENTRY, catalogue / "solutions" / "harbour-lamps.yml")
    return build_from(catalogue, folder / "site"), PlainCatalogue(catalogue)


def test_every_number_on_the_site_follows_entries_that_go_and_come(changed, site):
    new, plain = changed
    before = PlainCatalogue(CATALOGUE)
    assert len(plain.solutions) == len(before.solutions) - 2
    check_numbers(site, before)
    check_numbers(new, plain)


def test_pages_go_and_come_with_their_entries(changed, site):
    new, plain = changed
    went, came = set(site.uris) - set(new.uris), set(new.uris) - set(site.uris)
    assert {f"solutions/{slug}/" for slug in REMOVED} | {"cities/aeroe/", "cities/benxi/"} <= went
    assert came == {"solutions/harbour-lamps/"}
    assert new.page("solutions/harbour-lamps/").one("h1").text == "Lamps that tell the harbour crew when the quay is wet"
    assert sitemap_uris(new) == set(new.uris) - {"404.html", "shortlist/", "compare/", "visit/"}
    assert not [name for name in new.files if any(slug in name for slug in REMOVED)]
    assert not [page.uri for page in new.pages if page.uri != "about/" and any(slug in page.html for slug in REMOVED)]


def check_numbers(site: Site, plain: PlainCatalogue) -> None:
    """Every count on the site is the one computed from the entries."""
    assert home_numbers(site.page("")) == plain.numbers
    assert site.page("solutions/").one("form", class_="sc-explorer")["data-count"] == str(len(plain.solutions))
    slugs = [card_slug(address) for page in pages_of(site, "solutions/") for address in card_addresses(page)]
    assert slugs == list(plain.solutions)
    assert piece(site, "titles")["slugs"] == slugs
    for facet_id, by_slug in plain.values.items():
        wanted = {value: {s for s in by_slug if value in by_slug[s]} for value in set().union(*by_slug.values())}
        column = unpacked.column(piece(site, f"facets/{facet_id}"))
        found = {value: {slugs[ordinal] for ordinal in ordinals} for value, ordinals in column.items()}
        assert found == wanted, facet_id
    for sort in ("title", "newest", "city"):
        assert [slugs[ordinal] for ordinal in piece(site, f"orders/{sort}")["order"]] == plain.shown({}, sort=sort), sort
    for kind, listed in plain.listings.items():
        assert counts_on_index(site.page(f"{kind}/"), kind) == {id_: len(found) for id_, found in listed.items()}, kind
        for id_, wanted_slugs in listed.items():
            page = site.page(f"{kind}/{id_}/")
            addresses = [address for part in pages_of(site, page.uri) for address in card_addresses(part)]
            assert {card_slug(address) for address in addresses} == wanted_slugs, page.uri
            if kind != "labs":
                word = "solution" if len(wanted_slugs) == 1 else "solutions"
                assert page.one("h2", id="listing").text == f"{len(wanted_slugs)} {word}"


def piece(site: Site, name: str) -> dict[str, Any]:
    """What the explorer fetches under that name."""
    return json.loads(site.text(f"assets/showroom/explorer/{name}.json"))


def home_numbers(page: Page) -> list[int]:
    return [int(element.text.replace(",", "")) for element in page.all("dd")]


def card_addresses(page: Page) -> list[str]:
    """Addresses in the titles of a page's cards."""
    links = [element for element in page.all("a") if "article" in element.parents]
    return [link["href"] for link in links if "/labs/" not in link["href"] and "/articles/" not in link["href"]]


def pages_of(site: Site, uri: str) -> list[Page]:
    """A listing's page and, when it is too long for one, the numbered pages on which it goes on."""
    numbered = (f"{uri}page/{number}/" for number in range(2, 1000))
    return [site.page(uri), *map(site.page, takewhile(site.uris.__contains__, numbered))]


def card_slug(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def counts_on_index(page: Page, kind: str) -> dict[str, int]:
    """Id → the number that stands behind its link; 0 where none does."""
    counts: dict[str, int] = {}
    current = None
    for element in page.elements:
        if element.tag == "a" and "main" in element.parents and (address := element["href"]).startswith(f"../{kind}/"):
            current = card_slug(address)
            counts[current] = 0
        elif current and element.tag == "span" and (number := re.fullmatch(r"\(?(\d+)(\)| solutions?)", element.text)):
            counts[current], current = int(number[1]), None
    return counts


def sitemap_uris(site: Site) -> set[str]:
    return {address.removeprefix(SITE_URL) for address in re.findall(r"<loc>(.*?)</loc>", site.text("sitemap.xml"))}


# --- What is wrong ends the build, and costs nothing -----------------------------------------------


def test_three_mistakes_give_three_messages_and_leave_the_last_good_site_until_they_are_mended(tiny, tmp_path):
    target = tmp_path / "site"
    good = dict(build_from(tiny, target).files)
    entry = tiny / "solutions/bin-sensors.yml"
    text = entry.read_text(encoding="utf-8")
    broken = text.replace("\nsummary:", "\nsumary:").replace("[fill-level]", "[fill-levle]")
    entry.write_text(broken, encoding="utf-8")

    done = script("build.py", "--catalogue", tiny, "--site-dir", target)
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if "[SC" in line] == [
        "catalogue/solutions/bin-sensors.yml:1:1: error[SC102] required key `summary` is missing in the solution",
        "catalogue/solutions/bin-sensors.yml:2:1: error[SC101] unknown key `sumary` in a solution",
        "catalogue/solutions/bin-sensors.yml:5:16: error[SC201] unknown term `fill-levle` in vocabulary `technologies`",
    ]
    assert dict(Site(target).files) == good
    assert [path.name for path in tmp_path.iterdir() if "building" in path.name] == []

    entry.write_text(text, encoding="utf-8")
    assert dict(build_from(tiny, target).files) == good


def test_of_pages_nothing_is_said_before_the_entries_are_right_and_nothing_is_left_of_them(tiny, tmp_path, monkeypatch):
    (temporary := tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with (tiny / "pages/about.md").open("a", encoding="utf-8") as page:
        page.write("\n[Nowhere](nowhere.md)\n")
    entry = tiny / "solutions/bin-sensors.yml"
    text = entry.read_text(encoding="utf-8")
    for content, status, is_heard in ((f"{text}odd: 1\n", 1, False), (text, 0, True)):
        entry.write_text(content, encoding="utf-8")
        done = script("build.py", "--catalogue", tiny, "--site-dir", tmp_path / "site")
        assert (done.returncode, "nowhere.md" in done.stdout) == (status, is_heard), done.stdout
        assert [*temporary.iterdir()] == []


def test_plain_mkdocs_fails_on_a_broken_entry_too_and_says_where(project):
    (project / "catalogue/solutions/bin-sensors.yml").write_text('title: "unfinished', encoding="utf-8")
    done = mkdocs("build", cwd=project)
    assert done.returncode == 1
    assert re.findall(r"catalogue/(\S+?):\d+:\d+: error\S+", done.stdout) == ["solutions/bin-sensors.yml"]
    assert "Traceback" not in done.stdout
    assert not (project / "site").exists()


def test_a_folder_without_a_catalogue_cannot_be_built(tmp_path):
    done = script("build.py", "--catalogue", tmp_path / "nothing", "--site-dir", tmp_path / "site")
    assert done.returncode == 2
    assert done.stdout.startswith(f"error: no catalogue at {tmp_path / 'nothing'}")
    assert not (tmp_path / "site").exists()


def test_an_empty_catalogue_makes_a_site_without_solutions(tiny, tmp_path):
    for name in ("solutions", "labs", "pages/articles"):
        for path in (tiny / name).iterdir():
            path.unlink()
    site = build_from(tiny, tmp_path / "site")
    assert home_numbers(site.page("")) == [0, 0, 0, 0, 0, 0]
    assert piece(site, "titles")["slugs"] == []
    assert {uri for uri in site.uris if uri.startswith(("solutions/", *PlainCatalogue(tiny).listings))} == {
        "solutions/", "sectors/", "cities/", "technologies/", "labs/", "organisations/",
    }  # fmt: skip
