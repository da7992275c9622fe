"""The catalogue as data: the figures of each indicator, an entry as JSON, and the sitemap."""

import json
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from showroom import index
from showroom.build import build
from showroom.index import results, robots, sitemap, solution_data
from showroom.render import words_of

SITE = "https://showroom.example/"


@pytest.fixture
def words(settings):
    return words_of(settings)


def test_a_solution_as_json_has_what_its_author_filled_in(catalogue, words):
    data = json.loads(solution_data(catalogue.by_slug["bin-sensors"], words))
    summary = "Sixty bins report how full they are, so that the lorry drives only where there is something to fetch."
    challenge, solution = data.pop("challenge"), data.pop("solution")
    assert challenge.startswith("The lorry emptied every bin") and solution.startswith("Each bin got a sensor")
    count = {"id": "count", "label": ""}
    source = {
        "id": "thesis",
        "title": "When is a bin full?",
        "publisher": "Test University",
        "url": "https://test-university.example/bins",
        "date": "2021-06",
        "number": 1,
    }
    result = {
        "label": "Bins with a sensor",
        "indicator": {"id": "visitors", "label": "Visitors", "unit": count, "better": "none"},
        "quantity": {"value": 60, "unit": count, "text": "60"},
        "kind": "measured",
        "source": source,
        "comparable": {"low": 60, "high": 60, "text": "60"},
    }
    assert data == {
        "slug": "bin-sensors",
        "title": "Bins that call when they are full",
        "summary": summary,
        "sectors": [{"id": "public-space", "label": "Public space", "synonyms": ["streets"]}],
        "technologies": [{"id": "fill-level", "label": "Fill-level sensors"}],
        "city": {"id": "provstad", "name": "Provstad", "country": "se", "lat": 59.3, "lon": 18.1},
        "status": {"id": "testing", "label": "Being tested"},
        "period": {"started": "2019"},
        "partners": [
            {
                "organisation": {"id": "test-university", "name": "Test University", "kind": "university"},
                "role": {"id": "research", "label": "Research"},
            },
            {
                "organisation": {"id": "lampworks", "name": "Lampworks", "kind": "private", "synonyms": ["Lampworks AB"]},
                "role": {"id": "supplier", "label": "Supplier"},
            },
        ],
        "results": [result],
        "sources": [source],
        "added": "2026-01-12",
        "updated": "2026-01-20",
    }


def test_json_keeps_zero_false_and_decimals(catalogue, words):
    data = json.loads(solution_data(catalogue.by_slug["quay-lamps"], words))
    assert data["results"][0]["baseline"] == {"value": 0, "description": "the same lamps at full light", "text": "0\u00a0%"}
    assert data["results"][0]["quantity"]["value"] == 34.5
    assert data["data_protection"]["personal_data"] is False
    assert data["lab"] == {
        "id": "quay-lab",
        "name": "The Quay Lab",
        "visit": {"possible": False, "note": "Write first."},
        "contact": {
            "organisation": {"id": "testby-municipality", "name": "Testby Municipality", "kind": "public"},
            "email": "lab@testby.example",
        },
    }
    assert data["related"] == ["warm-basins"]


@pytest.mark.parametrize(
    ("written", "in_json"),
    [("9007199254740991", "9007199254740991"), ("9007199254740993", "9007199254740992.0"), ("12.50", "12.5"), ("12.0", "12")],
)
def test_a_number_in_json_is_one_that_every_reader_takes_alike(catalogue, words, written, in_json):
    [first, *others] = catalogue.by_slug["quay-lamps"].results
    result = replace(first, quantity=replace(first.quantity, value=Decimal(written)))
    data = solution_data(replace(catalogue.by_slug["quay-lamps"], results=(result, *others)), words)
    assert f'"quantity":{{"value":{in_json},' in data


def test_a_result_in_json_is_also_given_in_its_indicators_unit(catalogue, words):
    used = json.loads(solution_data(catalogue.by_slug["quay-lamps"], words))["results"][1]
    assert used["quantity"]["text"] == "up to 1.5\u00a0MWh"
    assert used["comparable"] == {"low": None, "high": 1500, "text": "up to 1,500\u00a0kWh"}


def test_each_indicator_has_a_file_of_its_figures(catalogue, words):
    files = results(catalogue, words)
    assert json.loads(files["assets/showroom/results/energy-saving.json"]) == {
        "count": 2,
        "unit": "%",
        "better": "higher",
        "rows": [[0, 34.5, 34.5, "measured", "about 34.5\u00a0%"], [2, -5, 60, "expected", "-5 to 60\u00a0%"]],
    }
    assert json.loads(files["assets/showroom/results/energy-use.json"])["rows"] == [
        [0, None, 1500, "expected", "up to 1.5\u00a0MWh"],
        [2, 2200000, 2200000, "stated", "2.2\u00a0million\u00a0kWh"],
    ]


def test_json_can_be_read_by_people(catalogue, words):
    text = solution_data(catalogue.by_slug["warm-basins"], words)
    assert text.startswith('{\n  "slug": "warm-basins",\n  "title": "Åbent bassin warmed')
    assert text.endswith("}\n")


def test_a_sitemap_is_in_the_order_of_addresses_and_dates_what_is_dated():
    assert sitemap(SITE, [("b/", "2026-01-02"), ("", None), ("a/", "2026-01-01")]) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "  <url><loc>https://showroom.example/</loc></url>\n"
        "  <url><loc>https://showroom.example/a/</loc><lastmod>2026-01-01</lastmod></url>\n"
        "  <url><loc>https://showroom.example/b/</loc><lastmod>2026-01-02</lastmod></url>\n"
        "</urlset>\n"
    )


def test_a_sitemap_stays_xml_whatever_an_address_holds():
    tree = ElementTree.fromstring(sitemap("https://showroom.example/?a=1&b=", [("<x>/", None)]).encode())
    assert tree[0][0].text == "https://showroom.example/?a=1&b=<x>/"


def test_the_sitemap_has_every_page_but_the_missing_one_and_the_tools(tiny, theme, settings, renderer):
    site = build(tiny, theme, settings)
    dated = [(url[0].text, url[1].text if len(url) > 1 else None) for url in ElementTree.fromstring(site.files["sitemap.xml"].encode())]
    empty = ("compare/", "shortlist/", "visit/")  # until a reader fills them
    catalogue_pages = {SITE + page.uri: page.updated for page in renderer.pages() if page.uri not in empty}
    assert dict(dated) == catalogue_pages | {SITE: "2026-01-01", f"{SITE}about/": None, f"{SITE}articles/lamps-and-people/": None}
    assert [address for address, _ in dated] == sorted(address for address, _ in dated)


def test_robots_are_welcome():
    assert robots(SITE) == "User-agent: *\nAllow: /\nSitemap: https://showroom.example/sitemap.xml\n"


# --- The whole catalogue for programs --------------------------------------------------------------


def test_the_bulk_has_every_solution_once_as_its_own_json_says(tiny, theme, settings, monkeypatch):
    monkeypatch.setattr(index, "BULK_PART_SIZE", 2)
    site = build(tiny, theme, settings)
    bulk = json.loads(site.file("data/catalogue.json"))
    assert bulk | {"parts": None} == {
        "url": "https://showroom.example/", "licence": "CC-BY-4.0", "updated": max(s.updated for s in site.catalogue.solutions),
        "count": 3, "parts": None,
    }  # fmt: skip
    assert [(part["url"], part["count"]) for part in bulk["parts"]] == [
        ("https://showroom.example/data/solutions-1.ndjson", 2), ("https://showroom.example/data/solutions-2.ndjson", 1),
    ]  # fmt: skip
    lines = [line for number in (1, 2) for line in site.file(f"data/solutions-{number}.ndjson").splitlines()]
    found = {entry["slug"]: entry for entry in map(json.loads, lines)}
    assert list(found) == ["bin-sensors", "quay-lamps", "warm-basins"]
    for slug, entry in found.items():
        page = f"https://showroom.example/solutions/{slug}/"
        own = json.loads(site.file(f"solutions/{slug}/solution.json"))
        assert entry == {"url": page, "json": f"{page}solution.json", **own}


def test_an_empty_catalogue_has_an_empty_bulk(tiny, theme, settings):
    for file in (*(tiny / "solutions").iterdir(), *(tiny / "pages/articles").iterdir()):
        file.unlink()
    bulk = json.loads(build(tiny, theme, settings).file("data/catalogue.json"))
    assert (bulk["count"], bulk["parts"], bulk["updated"]) == (0, [], "1970-01-01")
