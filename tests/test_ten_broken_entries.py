"""Ten labs make a mistake each on the same day: one run tells all of them, at the place, with words that mend it."""

import re
from pathlib import Path

import pytest
from showroom.build import check

BASE = (Path(__file__).parent / "cases/tiny/solutions/bin-sensors.yml").read_text("utf-8")

MISTAKES = {
    "misspelt-city": ("city: provstad", "city: provstadt"),
    "misspelt-key": ("status: testing", "statuss: testing"),
    "misspelt-sector": ("sectors: [public-space]", "sectors: [public-spice]"),
    "misspelt-unit": ("unit: count", "unit: counts"),
    "misspelt-kind": ("kind: measured", "kind: meassured"),
    "misspelt-source": ("source: thesis", "source: thesiss"),
    "misspelt-status": ("status: testing", "status: tesing"),
    "misspelt-partner": ("organisation: test-university", "organisation: test-univercity"),
    "misspelt-role": ("role: research", "role: reserch"),
    "misspelt-technology": ("technologies: [fill-level]", "technologies: [fil-level]"),
}
"""Slug → (as it should be, as it was written)."""


@pytest.fixture
def broken(tiny):
    for slug, (right, wrong) in MISTAKES.items():
        assert BASE.count(right) == 1, f"{right} must stand once in the base entry"
        (tiny / f"solutions/{slug}.yml").write_text(BASE.replace(right, wrong), "utf-8")
    return tiny


def errors(catalogue):
    return check(catalogue).report.errors


def test_one_run_points_at_every_mistake_of_all_ten(broken):
    found = {error.location.path: error for error in errors(broken)}
    assert len(errors(broken)) == len(found) == len(MISTAKES) == 10
    for slug, (_, wrong) in MISTAKES.items():
        location = found[f"catalogue/solutions/{slug}.yml"].location
        line = (broken / f"solutions/{slug}.yml").read_text("utf-8").splitlines()[location.line - 1]
        named = line[location.column - 1 : location.column - 1 + location.length]
        assert named in wrong and named not in MISTAKES[slug][0], "the underlined word is the wrong one"


def test_what_each_help_suggests_mends_the_entry_when_pasted_in(broken):
    for error in errors(broken):
        suggested = re.match(r"did you mean `([^`]+)`\?", error.help)
        assert suggested, error.one_line()
        path = broken.parent / error.location.path
        lines = path.read_text("utf-8").splitlines(keepends=True)
        line, start = lines[error.location.line - 1], error.location.column - 1
        lines[error.location.line - 1] = line[:start] + suggested[1] + line[start + error.location.length :]
        path.write_text("".join(lines), "utf-8")
    assert errors(broken) == ()
    assert {(broken / f"solutions/{slug}.yml").read_text("utf-8") for slug in MISTAKES} == {BASE}
