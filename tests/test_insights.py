"""What the catalogue covers and how good its data is: every number of the tiny catalogue, and what is cut when there is much."""

from dataclasses import replace

import pytest
from showroom import insights as module
from showroom.expand import expand
from showroom.insights import CHECKS, Grid, Insights, Tally, gaps, insights
from showroom.load import load
from showroom.model import Period


@pytest.fixture
def found(catalogue) -> Insights:
    return insights(catalogue)


def counts(tallies) -> list[tuple[str, int]]:
    """(id, or the words for what has none; number) of each."""
    return [(tally.id or f"({tally.label})", tally.count) for tally in tallies]


def cells(grid: Grid) -> dict[str, tuple[int, ...]]:
    return {row.head.id: row.cells for row in grid.rows}


def with_solutions(catalogue, *changes):
    """The catalogue with as many of its first solution, each with its changes."""
    first = catalogue.solutions[0]
    return replace(catalogue, solutions=tuple(replace(first, slug=f"copy-{n}", **change) for n, change in enumerate(changes)))


# --- What it covers -------------------------------------------------------------------------------


def test_sectors_stand_against_cities_the_most_frequent_first_then_by_name(found):
    assert counts(found.places.columns) == [("proeveby", 1), ("provstad", 1), ("testby", 1)]
    assert counts(row.head for row in found.places.rows) == [("energy", 2), ("public-space", 2)]
    assert cells(found.places) == {"energy": (1, 0, 1), "public-space": (0, 1, 1)}
    assert (found.places.largest, found.places.other_rows) == (1, 0)


def test_cities_beyond_those_shown_are_one_column(catalogue, monkeypatch):
    monkeypatch.setattr(module, "CITIES_SHOWN", 1)
    grid = insights(catalogue).places
    assert grid.columns[1:] == (Tally(id=None, label="other-cities", count=2, things=2),)
    assert cells(grid) == {"energy": (1, 1), "public-space": (0, 2)}
    assert grid.largest == 1, "a column of several cities sets no scale for single ones"


def test_sectors_and_technologies_beyond_those_shown_are_counted(catalogue, monkeypatch):
    monkeypatch.setattr(module, "SECTORS_SHOWN", 1)
    monkeypatch.setattr(module, "TECHNOLOGIES_SHOWN", 3)
    found = insights(catalogue)
    assert (list(cells(found.places)), found.places.other_rows) == (["energy"], 1)
    assert (list(cells(found.times)), found.times.other_rows) == (["motion-sensor", "fill-level", "heat-pump"], 1)


def test_technologies_stand_against_years_of_start_without_a_break(found):
    assert counts(found.times.columns) == [("2015", 1), ("2016", 0), ("2017", 0), ("2018", 0), ("2019", 2)]
    assert cells(found.times) == {
        "motion-sensor": (1, 0, 0, 0, 1),
        "fill-level": (0, 0, 0, 0, 1),
        "heat-pump": (1, 0, 0, 0, 0),
        "led": (0, 0, 0, 0, 1),
    }


def test_what_started_before_the_years_shown_is_one_column_and_what_has_no_date_another(catalogue, monkeypatch):
    monkeypatch.setattr(module, "YEARS_SHOWN", 2)
    periods = ("1901", "2016-05", "2018", None)
    dated = [{"period": Period(started=start, ended=None) if start else None} for start in periods]
    grid = insights(with_solutions(catalogue, *dated, {"period": Period(started=None, ended="2020")})).times
    assert counts(grid.columns) == [("(earlier)", 2), ("2017", 0), ("2018", 1), ("(undated)", 2)]
    assert cells(grid) == {"led": (2, 0, 1, 2), "motion-sensor": (2, 0, 1, 2)}


def test_solutions_without_any_date_have_no_years(catalogue):
    grid = insights(with_solutions(catalogue, {"period": None})).times
    assert counts(grid.columns) == [("(undated)", 1)]


def test_each_row_adds_up_to_its_solutions(found):
    for grid in (found.places, found.times):
        assert [sum(row.cells) for row in grid.rows] == [row.head.count for row in grid.rows]


def test_kinds_of_partner_are_counted_once_a_solution(found):
    assert counts(found.partner_kinds) == [("private", 2), ("university", 2), ("citizens", 1), ("public", 1), ("utility", 1)]
    assert found.mixed == 3


def test_all_kinds_of_evidence_are_counted_those_too_that_nothing_has(catalogue, found):
    assert counts(found.evidence) == [
        ("measured", 2), ("stated", 1), ("expected", 2), ("did-not-work", 1), ("replicated", 1), ("visit", 1),
    ]  # fmt: skip
    nothing = {"results": (), "findings": (), "replication": (), "visit": None, "lab": None}
    assert {tally.count for tally in insights(with_solutions(catalogue, nothing)).evidence} == {0}


def test_statuses_keep_their_vocabularys_order_and_what_states_none_comes_last(catalogue, found):
    assert counts(found.statuses) == [("testing", 1), ("running", 1), ("ended", 1)]
    assert counts(insights(with_solutions(catalogue, {}, {"status": None})).statuses) == [("running", 1), ("(unsaid)", 1)]


# --- How good it is -------------------------------------------------------------------------------

LARGEST = [
    ("images", 0, ["quay-lamps", "bin-sensors", "warm-basins"]),
    ("baseline", 1, ["bin-sensors", "warm-basins"]),
    ("did-not-work", 1, ["bin-sensors", "warm-basins"]),
    ("visit", 1, ["bin-sensors", "warm-basins"]),
    ("contact", 1, ["bin-sensors", "warm-basins"]),
    ("location", 1, ["bin-sensors", "warm-basins"]),
    ("costs", 1, ["bin-sensors", "warm-basins"]),
    ("verified", 1, ["bin-sensors", "warm-basins"]),
    ("measured", 2, ["warm-basins"]),
    ("sources", 2, ["quay-lamps"]),
    ("findings", 2, ["bin-sensors"]),
]
"""(check, how many pass, which do not) of the tiny catalogue; images none of its solutions has."""


def test_gaps_name_who_lacks_what_the_largest_first(found):
    assert [(gap.id, gap.have, [s.slug for s in gap.first]) for gap in found.largest_gaps] == LARGEST
    assert [(gap.id, gap.have) for gap in found.gaps if not gap.lacking] == [("figures", 3), ("started", 3), ("status", 3)]
    assert {gap.have + gap.lacking for gap in found.gaps} == {3}


def test_a_long_gap_names_some_and_counts_the_rest(catalogue, monkeypatch):
    monkeypatch.setattr(module, "GAP_SHOWN", 2)
    images = insights(catalogue).gaps[0]
    assert ([s.slug for s in images.first], images.lacking, images.more) == (["quay-lamps", "bin-sensors"], 3, 1)


def test_a_lab_may_receive_visitors_and_questions_for_its_solutions(catalogue):
    quay = catalogue.labs["quay-lab"]
    solution = replace(catalogue.solutions[1], lab=quay)
    assert CHECKS["visit"](solution) and CHECKS["contact"](solution)
    assert not CHECKS["contact"](replace(solution, lab=replace(quay, contact=None)))


def test_labs_with_most_to_add_come_first_between_all_labs_and_what_has_none(found):
    rows = [(row.lab.slug if row.lab else f"({row.of})", row.count, row.have) for row in found.labs]
    assert rows == [
        ("(together)", 2, (0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2)),
        ("heat-lab", 1, (0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1)),
        ("quay-lab", 1, (0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1)),
        ("(without)", 1, (0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 1, 1)),
    ]
    assert [round(row.share, 3) for row in found.labs] == [0.607, 0.357, 0.857, 0.357]
    assert (found.labs_in_use, found.other_labs) == (2, 0)


def test_labs_beyond_those_shown_still_count_in_all_together(catalogue, monkeypatch):
    monkeypatch.setattr(module, "LABS_SHOWN", 1)
    found = insights(catalogue)
    assert [row.lab.slug if row.lab else row.of for row in found.labs] == ["together", "heat-lab", "without"]
    assert (found.labs[0].count, found.labs_in_use, found.other_labs) == (2, 2, 1)


def test_without_labs_there_are_no_rows_of_labs(catalogue):
    assert insights(with_solutions(catalogue, {"lab": None})).labs == ()


def test_years_of_checking_are_the_newest_first_and_those_to_come_the_next_first(catalogue):
    checks = [{"verified": f"{year}-02-01", "verify_by": f"{year + 1}-02-01"} for year in (2024, 2026, 2026, 2025)]
    found = insights(with_solutions(catalogue, *checks, {"verified": None, "verify_by": None}))
    assert counts(found.verified) == [("2026", 2), ("2025", 1), ("2024", 1)]
    assert counts(found.due) == [("2025", 1), ("2026", 1), ("2027", 2)]


def test_an_empty_catalogue_has_nothing_to_count(tiny):
    for file in [*(tiny / "solutions").iterdir(), *(tiny / "pages/articles").iterdir()]:
        file.unlink()
    found = insights(expand(load(tiny)))
    assert (found.total, found.places.rows, found.times.columns, found.labs, found.largest_gaps) == (0, (), (), (), ())
    assert (found.places.largest, found.times.largest) == (1, 1)


def test_every_gap_is_in_the_table_of_gaps(catalogue):
    assert gaps(catalogue).split("\r\n") == [
        "solution,city,lab,figures,measured,baseline,sources,findings,did-not-work,visit,contact,images,location,started,status,costs,verified",
        "quay-lamps,testby,quay-lab,yes,yes,yes,no,yes,yes,yes,yes,no,yes,yes,yes,yes,yes",
        "bin-sensors,provstad,,yes,yes,no,yes,no,no,no,no,no,no,yes,yes,no,no",
        "warm-basins,proeveby,heat-lab,yes,no,no,yes,yes,no,no,no,no,no,yes,yes,no,no",
        "",
    ]


# --- Where it leads -------------------------------------------------------------------------------


def test_numbers_lead_to_the_explorer_by_the_names_its_facets_have(found):
    assert found.explorer(sectors="energy") == "solutions/?sector=energy"
    assert found.explorer(sectors="energy", city="testby") == "solutions/?sector=energy&city=testby"
    assert found.explorer(partner_kinds="public") == found.explorer(**{"partner-kinds": "public"}) == "solutions/?partner=public"


def test_what_the_explorer_cannot_be_asked_for_leads_nowhere(tiny, found):
    assert found.explorer(sectors="energy", city=None) is None
    facets = tiny / "facets.yml"
    facets.write_text("\n".join(line for line in facets.read_text("utf-8").split("\n") if "field: city" not in line), "utf-8")
    fewer = insights(expand(load(tiny)))
    assert fewer.explorer(sectors="energy", city="testby") is None
    assert fewer.explorer(sectors="energy") == "solutions/?sector=energy"
