"""The insights page of the built site: each of its numbers is what the explorer would show, and nothing needs a script."""

from __future__ import annotations

import csv
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from built import CATALOGUE, Page
from plain_catalogue import PlainCatalogue


@pytest.fixture(scope="module")
def plain() -> PlainCatalogue:
    return PlainCatalogue(CATALOGUE)


@pytest.fixture
def page(site) -> Page:
    return site.page("insights/")


def test_every_number_that_leads_to_the_explorer_is_the_number_of_solutions_found_there(page, plain):
    numbers = page.all("a", class_="sc-insight__number")
    wrong = []
    for link in numbers:
        chosen = parse_qs(urlsplit(link["href"]).query)
        if link.text.replace(",", "") != str(len(plain.shown(chosen))) or not link["aria-label"].startswith(link.text):
            wrong.append((link["href"], link.text, link["aria-label"]))
    assert wrong == []
    asked = [tuple(parse_qs(urlsplit(link["href"]).query)) for link in numbers]
    assert {("sector", "city"), ("sector",), ("city",), ("technology",), ("partner",), ("evidence",), ("status",), ("lab",), ()} == set(asked)
    assert asked.count(("sector", "city")) > 50


def test_the_sectors_of_the_chart_are_all_there_with_all_their_solutions(page, plain):
    shown = {
        parse_qs(urlsplit(link["href"]).query)["sector"][0]: int(link.text)
        for link in page.all("a", class_="sc-insight__number")
        if re.fullmatch(r"\.\./solutions/\?sector=[a-z-]+", link["href"])
    }
    assert shown == {id_: len(slugs) for id_, slugs in plain.listings["sectors"].items() if slugs}


def test_solutions_named_below_a_gap_are_those_the_table_of_gaps_names(site, page, plain):
    rows = {row["solution"]: row for row in csv.DictReader(site.text("insights/gaps.csv").splitlines())}
    assert rows.keys() == plain.solutions.keys()
    assert [row["solution"] for row in rows.values() if row["measured"] == "yes"] == plain.shown({"evidence": ["measured"]})
    for slug, row in rows.items():
        entry = plain.solutions[slug]
        assert (row["images"], row["costs"]) == tuple("yes" if entry.get(field) else "no" for field in ("images", "costs")), slug
    named = {link["href"].split("/")[2] for link in page.all("a") if re.fullmatch(r"\.\./solutions/[a-z0-9-]+/", link["href"])}
    assert named and all("no" in rows[slug].values() for slug in named)


def test_marks_are_drawn_without_inline_styles_and_hidden_from_those_who_read_the_numbers(page):
    drawn = [element for element in page.all("svg") if element.classes[0] in ("sc-bar", "sc-disc", "sc-filled", "sc-post")]
    assert len(drawn) > 300
    assert {element["aria-hidden"] for element in drawn} == {"true"}
    assert not [element.tag for element in page.elements if "style" in element.attributes]


def test_every_wide_table_is_in_a_named_region_that_a_keyboard_can_scroll(page):
    regions = page.all("div", role="region")
    names = [f"Table: {page.one('h3', id=id_).text}" for id_ in ("places", "times", "labs")]
    assert [(region["aria-label"], region["tabindex"]) for region in regions] == [(name, "0") for name in names]


def test_the_page_is_linked_from_the_foot_of_every_page(site):
    for page in site.pages:
        links = [link for link in page.all("a") if "footer" in link.parents and link["href"].endswith("insights/")]
        assert [link.text for link in links] == ["Insights"], page.uri
