"""The search index: what of an entry is found, how much it weighs, and how the browser gets it."""

import json
import math
from dataclasses import replace

import pytest
from built import CATALOGUE
from plain_catalogue import PlainCatalogue
from plain_search import PlainSearch
from showroom.build import build
from showroom.expand import expand
from showroom.load import load
from showroom.search import MANIFEST_URI, STOP_WORDS, Corpus, document_of, search_index, shards_of, stem, tokens_of, words

FOLDER = MANIFEST_URI.removesuffix("manifest.json")


@pytest.fixture(scope="module")
def whole():
    """The project's own catalogue."""
    return expand(load(CATALOGUE))


@pytest.fixture(scope="module")
def plain():
    return PlainSearch(PlainCatalogue(CATALOGUE), STOP_WORDS)


def terms_of(files):
    """Stem → [forms, {ordinal: impact}] of all shards."""
    terms = {}
    for uri, text in files.items():
        for root, (forms, flat) in json.loads(text).items() if uri != MANIFEST_URI else ():
            terms[root] = [forms, dict(zip(flat[::2], flat[1::2], strict=True))]
    return terms


def test_text_falls_into_folded_words_worth_finding():
    assert words("The Høje-Taastrup heat pit: 5 kWh/m² in CO₂, e-bikes & Wi-Fi") == [
        *("hoeje", "taastrup", "heat", "pit", "5", "kwh", "m2", "co2", "bikes", "wi", "fi", "hoejetaastrup", "ebikes", "wifi"),
    ]  # fmt: skip


def test_a_hyphen_makes_one_word_of_two_but_no_number_of_two_numbers():
    assert words("On-line V2G-hub, 2012-2027; street light - dim") == [
        *("line", "v2g", "hub", "2012", "2027", "street", "light", "dim", "online", "v2ghub"),
    ]  # fmt: skip


def test_the_words_of_names_are_also_found_run_together(catalogue):
    tokens = tokens_of(replace(catalogue.by_slug["quay-lamps"], keywords=("street light, lamp post", "internet of things")))
    assert (tokens["streetlight"], tokens["lamppost"]) == (4, 4)
    assert not {"lightlamp", "internetof", "internetthings"} & tokens.keys()


def test_where_a_link_leads_is_not_said():
    assert words("See [the report](https://a.example/leak.pdf) and <https://b.example/x>.") == ["see", "report"]


def test_a_word_weighs_what_its_fields_weigh(catalogue):
    tokens = tokens_of(catalogue.by_slug["quay-lamps"])
    assert tokens["lamps"] >= 8
    assert tokens["public"] >= 5
    assert tokens_of(catalogue.by_slug["bin-sensors"])["test"] >= 4.5
    assert "thesis" not in tokens_of(catalogue.by_slug["bin-sensors"])
    assert tokens_of(catalogue.by_slug["bin-sensors"])["university"] >= 4


def test_every_word_of_every_entry_weighs_what_the_files_say(whole, plain):
    for solution in whole.solutions:
        assert dict(tokens_of(solution)) == pytest.approx(plain.words[solution.slug]), solution.slug


def test_every_impact_is_what_counting_gives(whole, plain):
    terms = terms_of(search_index(whole))
    slugs = [solution.slug for solution in whole.solutions]
    count = len(slugs)
    weights, forms = {}, {}
    for ordinal, slug in enumerate(slugs):
        for word, weight in plain.words[slug].items():
            by_ordinal = weights.setdefault(stem(word), {})
            by_ordinal[ordinal] = by_ordinal.get(ordinal, 0) + weight
            forms.setdefault(stem(word), set()).add(word)

    def rarity(having):
        return math.log(1 + (count - having + 0.5) / (having + 0.5))

    assert terms.keys() == weights.keys()
    for root, by_ordinal in weights.items():
        wanted = {o: max(1, round(255 * rarity(len(by_ordinal)) / rarity(1) * w / (w + 6))) for o, w in by_ordinal.items()}
        assert terms[root] == [sorted(forms[root]), wanted], root
        assert all(1 <= impact <= 255 for impact in wanted.values())


def test_synonyms_of_a_sector_lead_to_its_entries(whole):
    terms = terms_of(search_index(whole))
    found = terms["street"][1].keys() & terms["light"][1].keys()
    lighting = {o for o, s in enumerate(whole.solutions) if any(sector.id == "lighting" for sector in s.sectors)}
    assert lighting and lighting <= found


def test_danish_names_are_found_as_they_are_typed_abroad(whole, plain):
    assert "hoeje-taastrup-heat-storage-pit" in plain.found("Hoeje Taastrup")
    assert plain.found("Høje Taastrup") == plain.found("HOEJE TAASTRUP")
    assert "hoeje-taastrup-heat-storage-pit" in plain.found("Hoje Taastrup")


def test_the_index_is_the_same_every_time_and_names_change_with_contents(catalogue):
    files = search_index(catalogue)
    assert files == search_index(catalogue)
    one = replace(catalogue.solutions[0], title="Zeppelins that dim when the quay is empty")
    changed = search_index(replace(catalogue, solutions=(one, *catalogue.solutions[1:])))
    assert all(files[uri] == text for uri, text in changed.items() if uri in files and uri != MANIFEST_URI)
    assert json.loads(files[MANIFEST_URI])["version"] != json.loads(changed[MANIFEST_URI])["version"]


def test_the_manifest_names_every_shard_by_its_letters(whole):
    files = search_index(whole)
    manifest = json.loads(files[MANIFEST_URI])
    assert manifest["count"] == len(whole.solutions) and manifest["stop"] == sorted(STOP_WORDS)
    assert {MANIFEST_URI, *(FOLDER + name for name in manifest["shards"].values())} == files.keys()
    for letters, name in manifest["shards"].items():
        shard = json.loads(files[FOLDER + name])
        assert all(any(word.startswith(letters) for word in (root, *forms)) for root, (forms, _) in shard.items())
        assert len(letters) == 1 and name.isascii()


@pytest.mark.parametrize("max_bytes", [1, 2_000, 9_000])
def test_large_shards_are_split_by_further_letters_and_lose_nothing(whole, max_bytes):
    files = search_index(whole, max_bytes)
    shards = json.loads(files[MANIFEST_URI])["shards"]
    assert terms_of(files) == terms_of(search_index(whole))
    assert max(map(len, shards)) > 1
    if max_bytes > 1:
        assert all(len(files[FOLDER + name].encode()) <= max_bytes or len(letters) > 3 for letters, name in shards.items())
    parts = {letters: json.loads(files[FOLDER + name]) for letters, name in shards.items()}
    for root, (forms, _) in [*terms_of(files).items()][::20]:
        for word in (root, *forms):
            assert any(root in part for letters, part in parts.items() if word.startswith(letters) or letters.startswith(word)), word


def test_the_whole_index_stays_small(whole):
    files = search_index(whole)
    assert sum(len(text.encode()) for text in files.values()) < 2_000 * len(whole.solutions)


def test_an_empty_catalogue_has_an_empty_index(catalogue):
    files = search_index(replace(catalogue, solutions=()))
    assert list(files) == [MANIFEST_URI] and json.loads(files[MANIFEST_URI])["shards"] == {}


def test_the_index_is_published_with_the_site(tiny, theme, settings):
    site = build(tiny, theme, settings)
    assert search_index(site.catalogue).items() <= site.files.items()
    assert 'data-search="../assets/showroom/search/manifest.json?v=' in site.files["solutions/index.html"]


def test_all_forms_of_a_term_begin_with_the_same_letter(whole):
    """So the shards of each letter can be made without the others."""
    vocabulary = {word for solution in whole.solutions for word in tokens_of(solution)} | {"dying", "skis", "idly", "only", "yes"}
    assert [word for word in vocabulary if stem(word)[0] != word[0]] == []


def test_an_edit_concerns_the_letters_of_its_words_only(whole):
    documents = [document_of(solution) for solution in whole.solutions]
    edited = replace(whole.solutions[0], challenge=f"{whole.solutions[0].challenge} Quokkas, quolls and 3 zebras.")
    before, after = Corpus(documents), Corpus([document_of(edited), *documents[1:]])
    assert [i for i in after.initials if before.digest(i) != after.digest(i)] == ["3", "q", "z"]
    assert [i for i in after.initials if shards_of(before, i) != shards_of(after, i)] == ["3", "q", "z"]
