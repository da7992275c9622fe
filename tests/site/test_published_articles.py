"""The hand-written articles as published: what they link, what they claim, and where the rest of the site names them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from built import CATALOGUE, SITE_URL, Page

FILES = sorted((CATALOGUE / "pages/articles").glob("*.md"))
SLUGS = [file.stem for file in FILES]
CONSIDER = "You should consider reading"


def written(slug: str) -> tuple[Mapping[str, Any], str]:
    """Front matter and prose of an article, read without the showroom."""
    _, fields, prose = (CATALOGUE / f"pages/articles/{slug}.md").read_text("utf-8").split("---\n", 2)
    return yaml.load(fields, yaml.BaseLoader), prose


def recommended(page: Page) -> list[str]:
    """Slugs of the articles in the page's block of things to read."""
    _, found, after = page.html.partition(f">{CONSIDER}</h2>")
    return re.findall(r'class="sc-teaser__title"><a href="(?:\.\./)*articles/([^/"]+)/"', after.partition("</section>")[0]) if found else []


def test_there_are_articles_on_partners_labs_buying_citizens_copies_and_failures():
    assert set(SLUGS) >= {
        "smart-partnerships", "living-labs-as-a-method", "buying-innovation", "citizens-in-the-lab",
        "replicating-across-municipalities", "what-did-not-work",
    }  # fmt: skip


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_links_five_entries_or_more_and_each_link_leads_somewhere(site, slug):
    page = site.page(f"articles/{slug}/")
    prose = page.html[page.html.index("<article class=\"sc-prose") :].partition("</article>")[0]
    linked = set(re.findall(r'href="\.\./\.\./((?:solutions|labs)/[^/"#]+/)', prose))
    assert len(linked) >= 5
    assert [uri for uri in linked if f"{uri}index.html" not in site.files] == []
    assert [path for path, _ in page.links() if path.endswith("/") and f"{path[1:]}index.html" not in site.files] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_is_of_600_to_1000_words_and_says_how_long_it_takes(site, slug):
    _, prose = written(slug)
    words = [word for word in re.sub(r"\]\([^)]*\)", "]", prose).split() if re.search(r"\w", word)]
    assert 600 <= len(words) <= 1000
    assert f"{math.ceil(len(words) / 200)} minutes to read" in site.page(f"articles/{slug}/").html.partition("sc-prose")[0]


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_has_one_title_a_lead_a_way_back_and_data_for_search_engines(site, slug):
    fields, _ = written(slug)
    page = site.page(f"articles/{slug}/")
    assert page.one("h1").text == fields["title"]
    assert page.one("meta", name="description")["content"] == fields["description"]
    assert page.one("meta", property="og:type")["content"] == "article"
    breadcrumbs, data = (json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.html))
    assert [step["name"] for step in breadcrumbs["itemListElement"]] == ["Home", "Articles", fields["title"]]
    assert (data["@type"], data["headline"], data["datePublished"]) == ("Article", fields["title"], fields["date"])
    assert data["author"] == {"@type": "Organization", "name": fields["author"]}
    assert data["mainEntityOfPage"] == f"{SITE_URL}articles/{slug}/"
    named = {thing["url"] for thing in data["about"] if "url" in thing}
    assert named == {f"{SITE_URL}{kind}/{item}/" for kind in ("solutions", "labs") for item in fields["about"].get(kind, ())}


def test_every_entry_an_article_is_about_recommends_it_and_no_solution_more_than_two(site):
    for slug in SLUGS:
        about = written(slug)[0]["about"]
        for kind in ("labs", "sectors", "technologies"):
            for item in about.get(kind, ()):
                assert slug in recommended(site.page(f"{kind}/{item}/")), (slug, item)
        for item in about.get("solutions", ()):
            assert recommended(site.page(f"solutions/{item}/")), (slug, item)
    pages = [uri for uri in site.uris if re.fullmatch(r"solutions/[^/]+/", uri)]
    assert max(len(recommended(site.page(uri))) for uri in pages) == 2
    assert sum(not recommended(site.page(uri)) for uri in pages) > len(pages) / 4, "recommended everywhere means nothing"


def test_the_articles_are_found_from_the_home_page_and_from_every_footer(site):
    overview = {path for path, _ in site.page("articles/").links()}
    assert overview >= {f"/articles/{slug}/" for slug in SLUGS}
    assert "Before you write the tender" in site.page("").html
    assert [page.uri for page in site.pages if page.uri != "404.html" and ("/articles/", "") not in set(page.links())] == []


def test_next_article_goes_round_all_of_them(site):
    seen, slug = [], SLUGS[0]
    while slug not in seen:
        seen.append(slug)
        following = site.page(f"articles/{slug}/").html.partition(">Next article</h2>")[2]
        slug = re.search(r'sc-teaser__title"><a href="\.\./\.\./articles/([^/]+)/"', following)[1]
    assert sorted(seen) == SLUGS


def test_what_an_article_says_of_all_entries_is_so():
    procedures = [
        (yaml.load(file.read_text("utf-8"), yaml.BaseLoader).get("partnership") or {}).get("procurement")
        for file in (CATALOGUE / "solutions").glob("*.yml")
    ]
    prose = " ".join(written("buying-innovation")[1].split())
    assert "So far no entry here names an innovation partnership as its procedure." in prose
    assert "innovation-partnership" not in procedures
    assert "Most of its entries do not name the procedure" in prose
    assert procedures.count(None) > len(procedures) / 2
