"""What the search fields suggest: everything that has a page, under every beginning of its names, in small files."""

import json
from dataclasses import replace

import pytest
from built import CATALOGUE
from plain_catalogue import PlainCatalogue, fold
from showroom.build import build
from showroom.expand import expand
from showroom.load import load
from showroom.suggest import KINDS, MANIFEST_URI, SHARD_MAX_BYTES, suggest_index

pytestmark = pytest.mark.usefixtures("quick_pictures")

FOLDER = MANIFEST_URI.removesuffix("manifest.json")


@pytest.fixture(scope="module")
def whole():
    """The project's own catalogue."""
    return expand(load(CATALOGUE))


def shards_of(files):
    """Leading letters → things."""
    return {letters: json.loads(files[FOLDER + name]) for letters, name in json.loads(files[MANIFEST_URI]).items()}


def test_everything_with_a_page_is_there_with_its_names_and_its_weight(whole):
    things = {(KINDS[kind], id_): (label, detail, others) for part in shards_of(suggest_index(whole)).values() for kind, id_, label, detail, others in part}
    plain = PlainCatalogue(CATALOGUE)
    pages = {(kind, id_) for kind, by_id in plain.listings.items() for id_ in by_id} | {("solutions", slug) for slug in plain.solutions}
    assert things.keys() == pages
    assert things["cities", "aarhus"] == ("Aarhus", len(plain.listings["cities"]["aarhus"]), ["Århus", "Arhus"])
    assert things["solutions", "aarhus-weather-radar"][1:] == ("Aarhus", [])
    assert "street light" in things["sectors", "lighting"][2]


def test_every_word_of_a_name_leads_to_it_by_its_first_letter(whole):
    shards = shards_of(suggest_index(whole))
    for id_, organisation in PlainCatalogue(CATALOGUE).organisations.items():
        for word in "".join(c if c.isalnum() else " " for c in fold(organisation["name"])).split():
            if (5, id_) in {(kind, other) for part in shards.values() for kind, other, *_ in part}:
                assert any((kind, other) == (5, id_) for kind, other, *_ in shards[word[0]]), word


def test_what_weighs_most_stands_first_of_its_kind(whole):
    part = shards_of(suggest_index(whole))["a"]
    kinds = [kind for kind, *_ in part]
    assert kinds == sorted(kinds)
    cities = [detail for kind, _, _, detail, _ in part if KINDS[kind] == "cities"]
    assert cities == sorted(cities, reverse=True) and len(cities) > 3


def test_a_part_that_grows_too_large_keeps_its_best_and_leads_on_by_one_more_letter(whole):
    many = tuple(replace(whole.solutions[0], slug=f"s-{n}", title=f"Street {n} of the smart city") for n in range(2_000))
    files = suggest_index(replace(whole, solutions=many))
    shards = shards_of(files)
    assert max(len(text.encode()) for text in files.values()) <= SHARD_MAX_BYTES
    assert len([thing for thing in shards["s"] if KINDS[thing[0]] == "solutions"]) == 12
    assert any(letters.startswith("street12") for letters in shards)
    assert any(id_ == "s-1234" for letters, part in shards.items() if "street1234of".startswith(letters) for _, id_, *_ in part)


def test_names_run_together_lead_on_past_the_end_of_a_word(whole):
    shards = shards_of(suggest_index(whole, 400))
    beginnings = [letters for letters in shards if "streetli".startswith(letters)]
    best = shards[max(beginnings, key=len)]
    assert ("sectors", "lighting") in {(KINDS[kind], id_) for kind, id_, *_ in best}


def test_the_data_is_the_same_every_time_and_names_change_with_contents(catalogue):
    files = suggest_index(catalogue)
    assert files == suggest_index(catalogue)
    changed = suggest_index(replace(catalogue, solutions=(replace(catalogue.solutions[0], title="Zeppelin"), *catalogue.solutions[1:])))
    assert all(files[uri] == text for uri, text in changed.items() if uri in files and uri != MANIFEST_URI)
    assert changed.keys() != files.keys()


def test_the_data_is_published_and_every_page_knows_where(tiny, theme, settings):
    site = build(tiny, theme, settings)
    assert suggest_index(site.catalogue).items() <= site.files.items()
    for uri, way in (("index.html", ""), ("about/index.html", "../"), ("solutions/quay-lamps/index.html", "../../")):
        assert f'data-root="{way or "./"}" data-manifest="{way}assets/showroom/suggest/manifest.json"' in site.files[uri]
