"""What the charts of the insights page say, with the grammar of none, one and many."""

from dataclasses import replace
from pathlib import Path

import pytest
from showroom.insights import CHECKS, Tally, insights
from showroom.render.sentences import leaders, names, sentences
from showroom.render.words import Words

WORDS = Words.of(Path(__file__).resolve().parents[1] / "overrides/showroom/words/en.yml")


def said(catalogue, *changes) -> dict[str, str]:
    """What is said of as many of the first solution as there are changes, or of the catalogue as it is."""
    first = catalogue.solutions[0]
    changed = tuple(replace(first, slug=f"copy-{n}", **change) for n, change in enumerate(changes))
    return dict(sentences(insights(replace(catalogue, solutions=changed or catalogue.solutions)), WORDS))


def test_each_chart_says_who_leads_and_what_is_left(catalogue):
    assert said(catalogue) == {
        "places": "“Energy” and “Public space” lead with 2 of 3 solutions each. "
        "The cities with most are Prøveby, Provstad and Testby, with 1 of 3 solutions each.",
        "times": "“Motion sensors” is used most, in 2 of 3 solutions. The year with most starts is 2019, with 2 of 3 solutions.",
        "partners": "“Company” and “University” are the most frequent kinds of partner, in 2 of 3 solutions each. "
        "In 3, several kinds work together.",
        "evidence": "2 of 3 solutions have measured results; 1 tells what did not work.",
        "statuses": "“Being tested”, “In operation” and “Ended” are the most frequent statuses, with 1 of 3 solutions each.",
        "gaps": "Most is to be gained from “A photo”: 3 of 3 solutions could still add it.",
        "complete": "Complete in every entry: Results, Year of start, Status.",
        "labs": "The 2 solutions of 2 living labs say 60 % of what is asked for here.",
        "dates": "1 of 3 solutions has been compared with its sources again since it was written, last in 2026.",
    }


def test_one_solution_is_spoken_of_as_one(catalogue):
    found = said(catalogue, {})
    assert found["places"].startswith("“Energy” and “Public space” lead with 1 of 1 solution each.")
    assert found["places"].endswith("The city with most is Testby, with 1 of 1 solution.")
    assert found["evidence"] == "1 of 1 solution has measured results; 1 tells what did not work."
    assert found["labs"] == "The 1 solution of 1 living lab says 85 % of what is asked for here."


def test_what_nothing_has_is_said_without_a_number(catalogue):
    bare = {"results": (), "findings": (), "status": None, "lab": None, "period": None, "verified": None}
    found = said(catalogue, {**bare, "partners": catalogue.solutions[0].partners[:1]}, bare)
    assert found["evidence"] == "No solution has measured results yet; none tells what did not work."
    assert found["statuses"] == "No solution states its status yet."
    assert found["labs"] == "No solution names a living lab yet."
    assert found["dates"] == "No entry has been compared with its sources again since it was written."
    assert found["times"].endswith("in 2 of 2 solutions each. 2 do not say when they started.")
    assert found["partners"].endswith("In 1, several kinds work together.")


def test_what_one_alone_lacks_is_said_in_the_singular(catalogue):
    found = said(catalogue, {}, {"status": None, "period": None, "partners": catalogue.solutions[0].partners[:1]})
    assert found["statuses"] == "“In operation” is the most frequent status, with 1 of 2 solutions. 1 states none."
    assert found["times"].endswith("1 does not say when it started.")
    assert said(catalogue, {"partners": catalogue.solutions[0].partners[:1]})["partners"].endswith("Nowhere do several kinds work together yet.")


def test_where_nothing_is_missing_that_is_said(catalogue, monkeypatch):
    monkeypatch.setattr("showroom.insights.CHECKS", {check: CHECKS[check] for check in ("figures", "verified")})
    found = said(catalogue, {})
    assert found["gaps"] == "Nothing is missing: every entry says all that is asked for here."
    assert found["complete"] == "Complete in every entry: Results, Date of the last check."
    assert found["labs"].endswith("says 100 % of what is asked for here.")
    assert said(catalogue, {"results": (), "verified": None})["complete"] == ""


def test_nobody_leads_with_none_nor_together_with_others():
    tallies = [Tally(id="a", label="A", count=2), Tally(id="b", label="B", count=0), Tally(id=None, label="others", count=9)]
    assert [tally.id for tally in leaders(tallies)] == ["a"]
    assert leaders(tallies[1:]) == []


@pytest.mark.parametrize(
    ("labels", "text"),
    [("A", "A"), ("AB", "A and B"), ("ABC", "A, B and C"), ("ABCD", "A, B, C and 1 other"), ("ABCDE", "A, B, C and 2 others")],
)
def test_many_who_lead_are_named_in_part(labels, text):
    assert names(list(labels), WORDS) == text


def test_every_check_has_a_name_and_a_reason():
    for check in CHECKS:
        assert WORDS(f"insights.check.{check}.label") and WORDS(f"insights.check.{check}.why").endswith(".")
