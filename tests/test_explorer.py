"""What the explorer fetches: which solutions have what, orders, titles, and cards as the pages show them."""

import json
from dataclasses import replace

import pytest
import unpacked
from showroom.build import build
from showroom.explorer import CARDS, FOLDER, page_with, pieces, shard, shards, stamped
from showroom.model import Facet, FacetValue
from showroom.render import words_of
from showroom.render.pages import EXPLORER_PAGE_SIZE, SHARD_SIZE, pages

VERSION = "0123456789ab"


@pytest.fixture
def data(catalogue):
    """Name of a piece → what it says."""
    return {uri.removeprefix(FOLDER).removesuffix(".json"): json.loads(text) for uri, text in pieces(catalogue).items()}


def with_facet(catalogue, size, values):
    """The catalogue with `size` solutions and one facet: value id → ordinals."""
    solutions = tuple(replace(catalogue.solutions[0], slug=f"entry-{n}") for n in range(size))
    facet = Facet(id="sector", field="sectors", label="Sector", icon="material/cog", listing=None, values=tuple(
        FacetValue(id=id_, label=id_, ordinals=tuple(ordinals), group=None, icon=None) for id_, ordinals in values.items()
    ))  # fmt: skip
    return replace(catalogue, solutions=solutions, count_facets=lambda: (facet,))


def test_each_facet_is_a_piece_with_every_value_and_its_ordinals(catalogue, data):
    for facet in catalogue.facets:
        assert unpacked.column(data[f"facets/{facet.id}"]) == {value.id: set(value.ordinals) for value in facet.values}
    # 0 is quay-lamps, 1 bin-sensors, 2 warm-basins.
    assert unpacked.column(data["facets/sector"]) == {"public-space": {0, 1}, "energy": {0, 2}}
    assert unpacked.column(data["facets/lab"]) == {"heat-lab": {2}, "quay-lab": {0}}
    assert unpacked.column(data["facets/partner"]) == {
        "public": {0}, "utility": {2}, "private": {0, 1}, "university": {1, 2}, "citizens": {0},
    }  # fmt: skip
    assert unpacked.column(data["facets/evidence"]) == {"measured": {0, 1}, "stated": {2}, "expected": {0, 2}, "did-not-work": {0}, "replicated": {0}, "visit": {0}}


def test_a_facet_of_one_value_each_takes_a_letter_a_solution_where_lists_are_longer(catalogue):
    spread = with_facet(catalogue, 200, {"a": range(0, 200, 50), **{f"v{n}": range(n, 200, 50) for n in range(1, 50)}})
    column = json.loads(pieces(spread)[f"{FOLDER}facets/sector.json"])
    assert set(column) == {"ids", "each"} and len(column["each"]) == 200
    assert column["each"][:3] == "!#$"
    assert unpacked.column(column) == {value.id: set(value.ordinals) for value in spread.facets[0].values}


def test_a_facet_in_which_some_have_two_values_or_most_have_none_is_a_column_of_lists(catalogue):
    both = with_facet(catalogue, 200, {"a": range(0, 200), **{f"v{n}": range(n, 200, 50) for n in range(50)}})
    few = with_facet(catalogue, 200, {"a": [0], "b": [199]})
    for made in (both, few):
        assert set(json.loads(pieces(made)[f"{FOLDER}facets/sector.json"])) == {"ids", "lists"}


def test_the_explorer_sorts_by_title_newest_start_and_city(data):
    # Åbent bassin (2015, Prøveby), Bins (2019, Provstad), Lamps (2019-04, Testby)
    orders = {name.removeprefix("orders/"): piece["order"] for name, piece in data.items() if name.startswith("orders/")}
    assert orders == {"title": [2, 1, 0], "newest": [1, 0, 2], "city": [2, 1, 0]}


def test_the_explorer_knows_when_each_solution_started_who_reports_what_and_all_titles(catalogue, data):
    assert data["started"]["started"] == [solution.period and solution.period.started for solution in catalogue.solutions]
    assert data["started"]["started"] == ["2019-04", "2019", "2015"]
    reported = {id_: set() for id_ in data["reporting"]["ids"]}
    for ordinal, solution in enumerate(catalogue.solutions):
        for result in solution.results:
            reported[result.indicator.id].add(ordinal)
    assert unpacked.column(data["reporting"]) == reported and len(reported) > 1
    declared = list(catalogue.vocabularies["indicators"].terms)
    assert list(reported) == sorted(reported, key=declared.index)
    assert data["titles"]["slugs"] == ["quay-lamps", "bin-sensors", "warm-basins"]
    assert data["titles"]["titles"][2].startswith("Åbent bassin warmed")


def test_pieces_are_small_the_same_every_time_and_name_their_version(catalogue):
    made = pieces(catalogue)
    assert made == pieces(catalogue)
    for uri, text in stamped(made, VERSION).items():
        found = json.loads(text)
        assert next(iter(found)) == "version" and found.pop("version") == VERSION
        assert found == json.loads(made[uri])
        assert made[uri] == json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"


def test_the_version_changes_with_what_only_cards_say(tiny, theme, settings):
    before = build(tiny, theme, settings).renderer.data_version
    assert build(tiny, theme, settings).renderer.data_version == before
    entry = tiny / "solutions/bin-sensors.yml"
    entry.write_text(entry.read_text("utf-8").replace("Sixty bins report", "Many bins report"), "utf-8")
    assert build(tiny, theme, settings).renderer.data_version != before


def test_cards_lie_in_files_of_a_few_with_the_number_of_each_in_its_address():
    made = shards(48, tuple(range(48, 67)))
    assert made == {
        f"{CARDS}6.json": tuple(range(48, 56)), f"{CARDS}7.json": tuple(range(56, 64)), f"{CARDS}8.json": (64, 65, 66),
    }  # fmt: skip
    assert {page_with(uri) for uri in made} == {48 // EXPLORER_PAGE_SIZE + 1}
    assert page_with(f"{CARDS}0.json") == 1 and page_with(f"{CARDS}none.json") == 0
    assert EXPLORER_PAGE_SIZE % SHARD_SIZE == 0
    assert json.loads(shard(["<p>1</p>"], "abc")) == {"order": "abc", "cards": ["<p>1</p>"]}


def test_every_card_is_published_once_as_the_page_of_the_explorer_shows_it(tiny, theme, settings):
    site = build(tiny, theme, settings)
    files = site.files
    found = {uri: json.loads(text) for uri, text in files.items() if uri.startswith(CARDS)}
    assert list(found) == [f"{CARDS}0.json"]
    cards = found[f"{CARDS}0.json"]["cards"]
    assert cards == site.renderer.cards(site.catalogue.solutions, "solutions/")
    # Pictures of the first cards do not wait until they are near.
    prompt = [card.replace(' loading="lazy"', "") for card in cards]
    assert [card in files["solutions/index.html"] for card in prompt] == [True, True, True]
    assert f'data-order="{found[f"{CARDS}0.json"]["order"]}"' in files["solutions/index.html"]


def test_a_file_of_cards_can_be_had_alone(tiny, theme, settings):
    site = build(tiny, theme, settings)
    assert site.file(f"{CARDS}0.json") == site.files[f"{CARDS}0.json"]
    assert site.file(f"{CARDS}3.json") is None and site.file(f"{CARDS}x.json") is None


def test_pieces_and_pages_name_one_version(tiny, theme, settings):
    files = build(tiny, theme, settings).files
    data = [text for uri, text in files.items() if uri.startswith((FOLDER, "assets/showroom/results/")) and not uri.startswith(CARDS)]
    found = {json.loads(text)["version"] for text in data}
    assert len(found) == 1
    assert f'data-version="{found.pop()}"' in files["solutions/index.html"]


@pytest.mark.parametrize("count, wanted", [(0, 1), (1, 1), (24, 1), (25, 2), (60, 3)])
def test_the_explorer_has_a_page_for_every_two_dozen_solutions(catalogue, renderer, count, wanted):
    solutions = tuple(replace(catalogue.solutions[n % 3], slug=f"entry-{n}") for n in range(count))
    related = {solution.slug: () for solution in solutions}
    made = replace(catalogue, solutions=solutions, related=related)
    planned = pages(made, words_of(renderer.settings))
    found = [page for page in planned.values() if "page_size" in page.context]
    uris = ["solutions/", *(f"solutions/page/{n}/" for n in range(2, wanted + 1))]
    assert [page.uri for page in found] == uris
    assert [solution.slug for page in found for solution in page.context["shown"]] == [s.slug for s in solutions]
    assert [len(page.context["shown"]) for page in found[:-1]] == [EXPLORER_PAGE_SIZE] * (wanted - 1)
    for number, page in enumerate(found[1:], 2):
        assert page.title == f"Solutions, page {number}"
        assert page.trail == (("Solutions", "solutions/"),)
    assert set(uris) <= dict(planned.dates).keys()
