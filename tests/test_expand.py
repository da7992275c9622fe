"""Expanding: references become objects; orders, listings, facets and what to read next are what brute force finds."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from math import log

import pytest
from showroom.expand import default_order, expand, related
from showroom.expand.facets import EVIDENCE, FIELDS, LISTINGS
from showroom.expand.read import read
from showroom.expand.related import SHOWN, WEIGHTS, related_of
from showroom.load import load
from showroom.model import Contact, Indicator, Link, Period, Place, Readiness, Source, Unit, Visit
from showroom.shapes import FACET_FIELDS, Text
from showroom.slugs import sort_key

REASONS = {
    "same-technology": lambda s: {term.id for term in s.technologies},
    "same-sector": lambda s: {s.sectors[0].id},
    "same-city": lambda s: {s.city.id},
    "same-lab": lambda s: {s.lab.slug} if s.lab else set(),
    "same-partner": lambda s: {partner.organisation.id for partner in s.partners},
}
"""Each reason to show another solution, and what two solutions must share for it."""


@pytest.fixture
def lamps(catalogue):
    return catalogue.by_slug["quay-lamps"]


@pytest.fixture
def many(tiny):
    """The tiny catalogue with each solution in ten copies that differ in lab, city, partners and sectors."""
    for file in list((tiny / "solutions").iterdir()):
        text = file.read_text("utf-8")
        for number in range(10):
            changed = text.replace("title: ", f"title: {number} ", 1).replace("role: research", "role: user")
            if number % 2:
                changed = changed.replace("city: testby", "city: provstad", 1).replace("lab: quay-lab\n", "")
            if number % 3:
                changed = changed.replace("[energy, public-space]", "[water]").replace("[public-space]", "[energy, water]")
            if number % 5:
                changed = changed.replace("organisation: lampworks, role", "organisation: proeveby-heat, role", 1)
            (tiny / "solutions" / f"{file.stem}-{number}.yml").write_text(changed.replace("kind: measured", f"kind: {'measured' if number % 4 else 'stated'}"), "utf-8")
    return expand(load(tiny))


# --- Resolved values ------------------------------------------------------------------------------


def test_terms_cities_and_organisations_are_resolved(lamps):
    assert [term.label for term in lamps.sectors] == ["Energy", "Public space"]
    assert (lamps.sectors[0].hue, lamps.sectors[0].icon, lamps.sectors[0].vocabulary) == (60, "material/lightning-bolt", "sectors")
    assert (lamps.city.name, lamps.city.country.label, lamps.city.region) == ("Testby", "Denmark", "Test Region")
    assert [(p.organisation.name, p.organisation.kind.label, p.role.label) for p in lamps.partners] == [
        ("Testby Municipality", "Public authority", "Owner"),
        ("Lampworks", "Company", "Supplier"),
        ("Residents of the Quay", "Citizens", "User"),
    ]
    assert [term.id for term in (*lamps.financing, *lamps.sdgs, *lamps.partnership.methods)] == [
        "municipal", "grant", "sdg-7", "field-test", "co-creation",
    ]  # fmt: skip
    assert (lamps.partnership.model.id, lamps.partnership.procurement.id) == ("public-private", "open-tender")


def test_a_solution_holds_the_very_lab_of_the_catalogue(catalogue, lamps):
    assert lamps.lab is catalogue.labs["quay-lab"]
    assert lamps.lab.operators[0] is catalogue.organisations["testby-municipality"]


def test_results_know_their_indicator_unit_and_source(lamps):
    saved, used = lamps.results
    assert isinstance(saved.indicator, Indicator) and isinstance(saved.quantity.unit, Unit)
    assert (saved.label, saved.indicator.label, saved.indicator.unit.label) == ("Power saved on the quay", "Energy saving", "%")
    assert (saved.quantity.value, saved.quantity.qualifier, saved.baseline.value) == (Decimal("34.5"), "about", Decimal(0))
    assert (used.label, used.indicator.unit.id, used.quantity.unit.id) == ("Energy use", "kWh", "MWh")
    assert (used.quantity.value, used.quantity.low, used.quantity.high) == (Decimal("1.5"), None, None)
    assert used.quantity.unit.factor == Decimal(1000)
    assert (saved.source.number, used.source.number) == (1, 2)


def test_sources_are_numbered_as_they_stand(lamps):
    assert lamps.sources[0] == Source(
        id="report",
        title="Lamps on the quay, a year later",
        publisher="Testby Municipality",
        url="https://testby.example/report",
        date="2020-10-01",
        number=1,
    )
    assert lamps.findings[0].source is lamps.sources[0]
    assert lamps.findings[1].source is None


def test_the_small_parts_of_an_entry_are_read(lamps, catalogue):
    assert lamps.place == Place(lat=55.71, lon=12.52, precision="street")
    assert lamps.period == Period(started="2019-04", ended="2023-06-30")
    assert lamps.readiness == Readiness(level=8, as_of="2023")
    assert lamps.visit == Visit(possible=True, url="https://testby.example/visit", languages=("en", "da"), note="Come after dark.")
    assert lamps.contact == Contact(
        organisation=catalogue.organisations["testby-municipality"],
        url="https://testby.example/contact",
        email="quay@testby.example",
    )
    assert lamps.links == (Link(title="The quay today", url="https://testby.example/quay", language="da"),)
    assert (lamps.data_protection.personal_data, lamps.data_protection.assessment) == (False, "not-needed")
    assert [(copy.place, copy.city and copy.city.id) for copy in lamps.replication] == [
        ("Prøveby", "proeveby"),
        ("Harbours along the coast", None),
    ]
    assert (lamps.costs[0].quantity.value, lamps.costs[0].quantity.unit.label) == (Decimal(1500000), "DKK")
    assert (str(lamps.declared_at), lamps.updated) == ("catalogue/solutions/quay-lamps.yml:1:1", "2026-02-02")


def test_what_an_author_left_out_is_none_or_empty(catalogue):
    bins = catalogue.by_slug["bin-sensors"]
    absent = (bins.lab, bins.place, bins.readiness, bins.partnership, bins.visit, bins.contact, bins.requirements, bins.verified)
    assert set(absent) == {None}
    assert {bins.findings, bins.costs, bins.keywords, bins.images, bins.related, bins.sdgs} == {()}


def test_without_a_date_of_change_an_entry_changed_when_it_was_added(catalogue):
    assert catalogue.by_slug["warm-basins"].updated == "2026-01-10"
    assert catalogue.labs["heat-lab"].updated == "2026-01-06"


def test_plain_text_is_put_on_one_line_and_markdown_keeps_its_lines(lamps):
    assert "\n" not in lamps.summary and lamps.summary.startswith("Forty lamps along the quay dim")
    assert "give a fifth\nof their light:\n\n- the lamp ahead" in lamps.solution


def test_norway_stays_norway_from_file_to_page_data(tiny):
    bins = tiny / "solutions/bin-sensors.yml"
    bins.write_text(bins.read_text("utf-8") + "keywords: [no, 1.10, 010, 12:30:45]\n", "utf-8")
    assert expand(load(tiny)).by_slug["bin-sensors"].keywords == ("no", "1.10", "010", "12:30:45")


def test_a_value_of_the_wrong_kind_is_never_read_silently(raw):
    with pytest.raises(TypeError, match="catalogue/facets.yml:2:1: RawMapping where the shape has Text"):
        read(Text(), raw.facets.fields)


# --- Orders and listings --------------------------------------------------------------------------


def test_measured_results_come_first_then_many_results_then_the_title(catalogue, many):
    assert [solution.slug for solution in catalogue.solutions] == ["quay-lamps", "bin-sensors", "warm-basins"]
    order = [(not s.has_measured_results, -len(s.results), s.title.casefold().replace("å", "aa")) for s in many.solutions]
    assert order == sorted(order)
    assert list(many.solutions) == sorted(many.solutions, key=default_order)


def test_labs_cities_and_organisations_are_in_the_order_of_their_names(catalogue):
    assert [lab.name for lab in catalogue.labs.values()] == ["Heat Lab Prøveby", "The Quay Lab"]
    assert [city.name for city in catalogue.cities.values()] == ["Prøveby", "Provstad", "Testby"]
    assert [o.name for o in catalogue.organisations.values()] == [
        "Lampworks", "Prøveby Heat", "Residents of the Quay", "Test University", "Testby Municipality",
    ]  # fmt: skip


def test_only_cities_and_organisations_that_an_entry_names_are_listed(tiny):
    for name in ("quay-lamps", "warm-basins"):
        (tiny / f"solutions/{name}.yml").unlink()
    for name in ("labs/heat-lab.yml", "pages/articles/lamps-and-people.md"):
        (tiny / name).unlink()
    catalogue = expand(load(tiny))
    assert list(catalogue.cities) == ["provstad", "testby"]
    assert set(catalogue.organisations) == {"lampworks", "quay-residents", "test-university", "testby-municipality"}


def test_listings_hold_what_brute_force_finds_in_the_default_order(many):
    def those(has) -> tuple:
        return tuple(solution for solution in many.solutions if has(solution))

    listings = many.listings
    assert set(listings) == {"sectors", "technologies", "cities", "labs", "organisations"}
    for kind, ids_of in {
        "sectors": lambda s: [term.id for term in s.sectors],
        "technologies": lambda s: [term.id for term in s.technologies],
        "cities": lambda s: [s.city.id],
        "labs": lambda s: [s.lab.slug] if s.lab else [],
        "organisations": lambda s: [partner.organisation.id for partner in s.partners],
    }.items():
        used = {value for solution in many.solutions for value in ids_of(solution)}
        assert dict(listings[kind]) == {value: those(lambda s: value in ids_of(s)) for value in used}


# --- Facets ---------------------------------------------------------------------------------------


def test_every_declared_facet_field_can_be_read_off_a_solution():
    assert set(FIELDS) == set(FACET_FIELDS)
    assert set(LISTINGS) < set(FACET_FIELDS)


def test_facets_stand_as_declared_with_their_listing(catalogue):
    assert [(facet.id, facet.listing) for facet in catalogue.facets] == [
        ("sector", "sectors"), ("technology", "technologies"), ("city", "cities"), ("country", None), ("lab", "labs"),
        ("status", None), ("partner", None), ("model", None), ("method", None), ("evidence", None),
    ]  # fmt: skip


def test_facet_values_are_those_in_use_in_the_order_readers_expect(catalogue):
    values = {facet.id: [value.label for value in facet.values] for facet in catalogue.facets}
    assert values == {
        "sector": ["Public space", "Energy"],
        "technology": ["Motion sensors", "Fill-level sensors", "LED lamps", "Heat pumps"],
        "city": ["Prøveby", "Provstad", "Testby"],
        "country": ["Denmark", "Sweden"],
        "lab": ["Heat Lab Prøveby", "The Quay Lab"],
        "status": ["Being tested", "In operation", "Ended"],
        "partner": ["Public authority", "Utility", "Company", "University", "Citizens"],
        "model": ["Public-private partnership"],
        "method": ["Co-creation", "Field test"],
        "evidence": [
            "Has measured results", "Has stated results", "Has expected results", "Tells what did not work", "Runs elsewhere too", "Can be visited",
        ],
    }  # fmt: skip


def test_facet_ordinals_are_what_brute_force_finds(many):
    fields = dict(zip([facet.id for facet in many.facets], FACET_FIELDS_DECLARED, strict=True))
    for facet in many.facets:
        for value in facet.values:
            having = [n for n, s in enumerate(many.solutions) if value.id in {found.id for found in FIELDS[fields[facet.id]](s)}]
            assert value.ordinals == tuple(having) != ()


def test_evidence_is_what_an_entry_shows(catalogue):
    held = {s.slug: [term.id for term, holds in EVIDENCE.items() if holds(s)] for s in catalogue.solutions}
    assert held == {
        "quay-lamps": ["measured", "expected", "did-not-work", "replicated", "visit"],
        "bin-sensors": ["measured"],
        "warm-basins": ["stated", "expected"],
    }


def test_a_solution_can_be_visited_when_its_lab_can(tiny):
    lab = tiny / "labs/quay-lab.yml"
    lab.write_text(lab.read_text("utf-8").replace("possible: false", "possible: true"), "utf-8")
    solution = tiny / "solutions/quay-lamps.yml"
    solution.write_text(solution.read_text("utf-8").replace("possible: true", "possible: false"), "utf-8")
    evidence = next(facet for facet in expand(load(tiny)).facets if facet.id == "evidence")
    assert {value.id: value.ordinals for value in evidence.values}["visit"] == (0,)


def test_a_facet_of_a_vocabulary_that_is_missing_and_unused_has_no_values(tiny):
    (tiny / "vocabularies/partnership-models.yml").unlink()
    for name in ("quay-lamps", "warm-basins"):
        file = tiny / f"solutions/{name}.yml"
        file.write_text(file.read_text("utf-8").replace("  model: public-private\n", ""), "utf-8")
    facets = {facet.id: facet.values for facet in expand(load(tiny)).facets}
    assert (facets["model"], len(facets["method"])) == ((), 2)


def test_without_a_facets_file_there_are_no_facets(tiny):
    (tiny / "facets.yml").unlink()
    assert expand(load(tiny)).facets == ()


FACET_FIELDS_DECLARED = (
    "sectors", "technologies", "city", "country", "lab", "status", "partner-kinds", "partnership-model", "methods", "evidence",
)  # fmt: skip
"""The fields of tiny's facets, in the order of its facets.yml."""


# --- What to read next ----------------------------------------------------------------------------


def test_what_an_entry_names_comes_first_as_chosen(catalogue):
    assert [(item.solution.slug, item.reasons) for item in catalogue.related["quay-lamps"]] == [
        ("warm-basins", ("chosen",)),
        ("bin-sensors", ("same-partner",)),
    ]


def test_what_shares_the_rarest_traits_comes_next_with_the_strongest_reasons(catalogue):
    assert [(item.solution.slug, item.reasons) for item in catalogue.related["warm-basins"]] == [
        ("quay-lamps", ("same-sector", "same-technology")),
        ("bin-sensors", ("same-partner",)),
    ]


def test_reasons_are_true_at_most_two_and_never_about_the_solution_itself(many):
    for slug, related in many.related.items():
        solution = many.by_slug[slug]
        assert len(related) == SHOWN
        assert slug not in {item.solution.slug for item in related}
        for item in related:
            assert 1 <= len(item.reasons) <= 2
            for reason in item.reasons:
                shared = item.solution.slug in solution.related if reason == "chosen" else REASONS[reason](solution) & REASONS[reason](item.solution)
                assert shared, (slug, item.solution.slug, reason)


def test_nothing_is_related_that_shares_nothing(catalogue):
    for first, second in combinations(catalogue.solutions, 2):
        shares = any(traits(first) & traits(second) for traits in REASONS.values())
        is_related = second in [item.solution for item in catalogue.related[first.slug]]
        assert is_related == (shares or second.slug in first.related)


def test_what_is_nearest_is_what_comparing_all_with_all_finds(many):
    def score(one, other):
        shared = [(reason, trait) for reason, of in REASONS.items() for trait in of(one) & of(other)]
        return sum(WEIGHTS[r] * log(1 + len(many.solutions) / sum(t in REASONS[r](s) for s in many.solutions)) for r, t in shared)

    for solution in many.solutions:
        others = [other for other in many.solutions if other is not solution and other.slug not in solution.related]
        best = sorted(others, key=lambda other: (-round(score(solution, other), 6), sort_key(other.title)))
        expected = [*solution.related, *(other.slug for other in best if score(solution, other))][:SHOWN]
        assert [item.solution.slug for item in many.related[solution.slug]] == expected, solution.slug


def test_of_two_that_share_as_much_the_title_decides_and_then_the_order_of_the_catalogue(many):
    one, *others = [replace(many.by_slug["bin-sensors-0"], slug=slug, title=title) for slug, title in zip("abcde", "ZCBBA", strict=True)]
    assert [item.solution.slug for item in related_of([one, *others])["a"]] == ["e", "c", "d", "b"]


@pytest.mark.parametrize(
    "changes", [{"challenge": "Another."}, {"title": "Aaa"}, {"technologies": ()}, {"related": ("warm-basins-3",)}, {"slug": "renamed"}], ids=str
)
def test_what_is_nearest_after_an_edit_is_what_it_is_without_knowing_the_time_before(many, changes):
    for solution in many.solutions:
        assert many.related[solution.slug]
    edited = [replace(s, **changes) if s.slug == "bin-sensors-4" else s for s in many.solutions]
    after = dict(related_of(edited))
    related._last.clear()
    assert after == dict(related_of(edited))
    now = {solution.slug: solution for solution in edited}
    assert all(item.solution is now[item.solution.slug] for found in after.values() for item in found)


def test_every_weighed_reason_has_its_traits():
    assert set(WEIGHTS) == set(REASONS)


def test_a_lone_solution_has_nothing_to_read_next(catalogue):
    assert related_of([catalogue.by_slug["bin-sensors"]]) == {"bin-sensors": ()}
