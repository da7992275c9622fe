"""Guides: every example on a rule's page does what the page says, in the real catalogue.

An example is a fragment of an entry. Laid over `cases/guide-base.yml`, the wrong one breaks exactly its own rule,
and the right one breaks nothing.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from showroom.build import check
from showroom.diagnostics import Report, Severity
from showroom.validate import RULES, Rule

TESTS = Path(__file__).resolve().parent
CATALOGUE = TESTS.parent / "catalogue"
BASE = (TESTS / "cases/guide-base.yml").read_text("utf-8")
WITH_EXAMPLE = [rule for rule in RULES if rule.guide.wrong]

WITHOUT_EXAMPLE = {
    "SC004": "bytes that are no text cannot stand in a guide",
    "SC005": "it would be longer than any page",
    "SC007": "an empty file is not laid over anything",
    "SC008": "about organisations.yml and cities.yml",
    "SC009": "about a file's name and kind",
    "SC110": "about a file in vocabularies/",
    "SC204": "about vocabularies and facets",
    "SC205": "the right name depends on the entry's own file name",
    "SC206": "about two entries",
    "SC401": "about a picture's file",
    "SC402": "about a picture's file",
    "SC403": "about a picture's file",
    "SC404": "about a picture's file",
    "SC405": "the picture would have to be there",
    "SC406": "about a picture's file",
    "SC602": "right and wrong look the same",
    "SC605": "it would be longer than any page",
    "SC801": "depends on the day of the check",
    "SC802": "depends on the day of the check",
    "SC901": "about two entries",
    "SC902": "about two organisations",
    "SC903": "about two cities",
    "SC904": "about two labs",
}
"""Code → why no fragment of one entry can show it."""


def laid_over(fragment: str, base: str = BASE) -> str:
    """`base` with the top-level keys of `fragment` replaced by the fragment as it was written."""
    for key in set(re.findall(r"^(\w+):", fragment, re.MULTILINE)):
        base = re.sub(rf"^{key}:.*\n(?:[ ].*\n|\n)*", "", base, flags=re.MULTILINE)
    return f"{base}{fragment}\n"


@pytest.fixture(scope="module")
def check_fragment(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Report]:
    """`check_fragment(fragment)`: what is wrong with the entry once it is laid over it, in the real catalogue."""
    root = tmp_path_factory.mktemp("guides") / "catalogue"
    # Without other entries, for speed.
    shutil.copytree(CATALOGUE, root, ignore=shutil.ignore_patterns("solutions", "labs", "images", "pages", "schema"))
    (root / "solutions").mkdir()

    def check_text(fragment: str) -> Report:
        (root / "solutions/guide-example.yml").write_text(laid_over(fragment), "utf-8")
        return check(root).report.about("catalogue/solutions/guide-example.yml")

    return check_text


def of(rule: Rule) -> str:
    return rule.code


def test_the_entry_below_the_examples_is_complete_and_right(check_fragment):
    assert check_fragment("") == ()


@pytest.mark.parametrize("rule", WITH_EXAMPLE, ids=of)
def test_the_wrong_example_breaks_its_own_rule_and_no_other(check_fragment, rule):
    found = check_fragment(rule.guide.wrong)
    assert {finding.code for finding in found if finding.code == rule.code or finding.severity is not Severity.HINT} == {rule.code}


@pytest.mark.parametrize("rule", WITH_EXAMPLE, ids=of)
def test_the_right_example_breaks_nothing(check_fragment, rule):
    found = check_fragment(rule.guide.right)
    assert [finding.one_line() for finding in found if finding.code == rule.code or finding.severity is not Severity.HINT] == []


def test_the_example_is_all_that_differs_between_right_and_wrong():
    assert [rule.code for rule in WITH_EXAMPLE if rule.guide.wrong == rule.guide.right] == []


def test_a_rule_without_an_example_has_a_reason():
    assert [rule.code for rule in RULES if not rule.guide.wrong] == list(WITHOUT_EXAMPLE)


def test_examples_show_their_mistake_in_letters_one_can_see():
    shown = [rule.code for rule in WITH_EXAMPLE if not (rule.guide.wrong + rule.guide.right).replace("\n", "").isprintable()]
    assert shown == []
