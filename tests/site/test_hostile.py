"""An entry whose author tries to get markup and scripts into the pages, through every field that takes text.

The rules refuse it. Here it is also built past them, to see that the pages need no rule to be safe.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from built import Page, Site, build_unchecked, copy_project, script

ATTACK = "</title></script><script>pwned()</script><img src=x onerror=pwned()>\"'{{ 7*7 }}<!-- showroom:header -->"
SHORT = "\"><svg onload=pwned()>{{7*7}}"
MARKDOWN = (
    "[click](javascript:pwned()) ![pixel](https://evil.example/pixel.png) <iframe src=https://evil.example></iframe> "
    "<a href='data:text/html,<script>pwned()</script>' onclick=pwned()>here</a> <style>*{display:none}</style> "
    "**bold**{: onclick=pwned() } [ok](https://ok.example/){: onclick=pwned() } `<b>` &lt;script&gt;\n\n# Big\n\n---\n\n"
)
URL = "https://evil.example/\"onmouseover=pwned()'?a=1&b=<2>"


def text(length: int) -> str:
    """An attack of at least 60 characters and at most `length`, padded where a field wants more."""
    return (ATTACK if length >= len(ATTACK) else SHORT)[:length]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose every text field holds an attack."""
    folder = copy_project(tmp_path_factory.mktemp("hostile") / "project")
    write_hostile(folder / "catalogue")
    return folder


@pytest.fixture(scope="module")
def hostile(project: Path) -> Site:
    """Its site, built past the rules."""
    return build_unchecked(project, project / "site")


def write_hostile(catalogue: Path) -> None:
    """The tiny catalogue with an attack in each text of an entry, a lab, an organisation, a city and two terms."""
    tiny = Path(__file__).resolve().parents[1] / "cases/tiny"
    for path in sorted(tiny.rglob("*")):
        target = catalogue / path.relative_to(tiny)
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    change(catalogue / "solutions/quay-lamps.yml", spoil_solution)
    change(catalogue / "labs/quay-lab.yml", spoil_lab)
    change(catalogue / "organisations.yml", lambda items: items[0].update(name=text(120), synonyms=[SHORT], url=URL))
    change(catalogue / "cities.yml", lambda items: items[0].update(name=text(80), region=SHORT, synonyms=[SHORT]))
    for name in ("sectors", "technologies"):
        change(catalogue / f"vocabularies/{name}.yml", spoil_vocabulary)


def change(path: Path, edit) -> None:
    value = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    edit(value)
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=200), encoding="utf-8")


def spoil_solution(entry: dict) -> None:
    prose = MARKDOWN + "What follows only makes the text long enough for its field. " * 4
    entry |= {"title": text(80), "summary": text(200), "challenge": prose, "solution": prose, "requirements": MARKDOWN}
    entry |= {"standards": [SHORT], "keywords": [SHORT]}
    entry["data_protection"]["note"] = text(300)
    entry["visit"] |= {"note": text(200), "url": URL}
    entry["contact"]["url"] = URL
    entry["replication"] = [{"place": SHORT, "note": text(200)}]
    for result in entry["results"]:
        result |= {"label": SHORT, "note": text(200), "baseline": {"description": text(160)}}
    for finding in entry["findings"]:
        finding["text"] = MARKDOWN[:290]
    for cost in entry["costs"]:
        cost["note"] = text(200)
    for link in (*entry["links"], *entry["documents"]):
        link |= {"title": text(200), "url": URL}
    for source in entry["sources"]:
        source |= {"title": text(250), "publisher": text(120), "url": URL}


def spoil_vocabulary(vocabulary: dict) -> None:
    for term in vocabulary["terms"]:
        term |= {"label": SHORT, "definition": text(200), "synonyms": [SHORT]}


def spoil_lab(lab: dict) -> None:
    lab |= {"name": SHORT, "summary": text(200), "description": MARKDOWN + "Long enough. " * 20, "offers": [text(160)]}
    for source in lab["sources"]:
        source |= {"title": text(250), "publisher": text(120), "url": URL}


OWN_PICTURE = re.compile(r"(\.\./)*(assets/showroom/places/[a-z0-9-]+\.svg|publication/[a-z0-9-]+\.webp)")
"""A map that we draw, or the cover of the publication."""


def live_parts(page: Page) -> list[str]:
    """What in the page is alive and ought not to be; nothing in a good one."""
    found = []
    for element in page.elements:
        found += [f"{element.tag}.{name}" for name in element.attributes if name.startswith("on") or name == "style"]
        if element.tag in ("iframe", "style", "object", "embed", "base"):
            found.append(element.tag)
        if element.tag == "img" and not OWN_PICTURE.fullmatch(element["src"]):
            found.append(f"img src={element['src']}")
        if element.tag == "script" and "src" not in element.attributes and "json" not in element["type"]:
            found.append("inline script")
        for name in ("href", "src", "action", "xlink:href"):
            if element.attributes.get(name, "").strip().lower().startswith(("javascript:", "data:", "vbscript:")):
                found.append(f"{element.tag} {name}={element[name]}")
    return found


def test_the_rules_refuse_the_attack_in_every_file_that_holds_it(project, tmp_path):
    done = script("build.py", "--catalogue", project / "catalogue", "--site-dir", tmp_path / "site")
    assert done.returncode == 1
    assert set(re.findall(r"^catalogue/(\S+?):\d+:\d+: error", done.stdout, re.MULTILINE)) == {
        "cities.yml",
        "labs/quay-lab.yml",
        "organisations.yml",
        "solutions/quay-lamps.yml",
        "vocabularies/sectors.yml",
        "vocabularies/technologies.yml",
    }


def test_nothing_an_author_writes_becomes_a_live_element_on_any_page(hostile):
    assert {page.uri: found for page in hostile.pages if (found := live_parts(page))} == {}


def test_the_attack_is_shown_as_the_text_it_is(hostile):
    page = hostile.page("solutions/quay-lamps/")
    assert page.one("h1").text == text(80)
    assert page.all("title")[0].text == f"{text(80)} – Living Lab Showroom"
    assert page.one("meta", name="description")["content"] == text(200)
    assert page.one("meta", property="og:title")["content"] == text(80)


def test_no_template_runs_and_no_slot_is_filled_from_an_entry(hostile):
    pages = [page for page in hostile.pages if page.uri.startswith(("solutions/", "labs/"))]
    for page in pages:
        assert len(page.all("header")) == 1, page.uri
        assert "49" not in page.all("title")[0].text, page.uri
        assert not [element for element in page.elements if element.tag == "title" and "head" not in element.parents]


def test_data_blocks_in_the_pages_stay_valid_json(hostile):
    blocks = 0
    for page in hostile.pages:
        for block in (element for element in page.all("script") if "json" in element.attributes.get("type", "")):
            json.loads(block.text)
            blocks += 1
    assert blocks > len(hostile.uris) // 2
    trail = json.loads(hostile.page("solutions/quay-lamps/").one("script", type="application/ld+json").text)
    assert trail["itemListElement"][-1]["name"] == text(80)


def test_links_that_an_author_may_set_keep_to_their_attribute(hostile):
    page = hostile.page("solutions/quay-lamps/")
    addresses = {element.attributes.get("href", "") for element in page.all("a")}
    assert {address for address in addresses if "evil.example" in address} == {URL}
    assert "https://ok.example/" in addresses


def test_the_sitemap_and_the_styles_stay_well_formed(hostile):
    root = ElementTree.fromstring(hostile.text("sitemap.xml"))
    without_content = {"404.html", "shortlist/", "compare/", "visit/"}
    assert len(root) == len(set(hostile.uris) - without_content)
    assert "pwned" not in hostile.text("assets/showroom/css/showroom.css") + hostile.text("assets/showroom/icons.svg")
