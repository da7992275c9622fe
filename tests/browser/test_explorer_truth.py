"""The explorer against plain arithmetic over the YAML files: every count, every card, every order."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest
from built import CATALOGUE
from explorer import ANSWERS, address, everything, go, see_all_facets, shown
from plain_catalogue import PlainCatalogue, fold, one_line, words
from plain_search import PlainSearch
from showroom.search import STOP_WORDS

SELECTIONS = 360
"""Of which five in six have a query too."""

SORTS = ("", "newest", "title", "city")


@dataclass(frozen=True)
class Choice:
    """What a reader asks for."""

    selection: dict[str, list[str]]
    query: str
    sort: str


@pytest.fixture(scope="module")
def plain() -> PlainCatalogue:
    return Searched(CATALOGUE)


class Searched(PlainCatalogue):
    def _says(self, slug, query):
        if "_search" not in self.__dict__:
            self.__dict__["_search"] = PlainSearch(PlainCatalogue(CATALOGUE), STOP_WORDS)
            self.__dict__["_found"] = {}
        found = self.__dict__["_found"]
        if query not in found:
            found[query] = self.__dict__["_search"].found(query)
        return slug in found[query]


def choices(plain: PlainCatalogue, number: int) -> list[Choice]:
    """The same choices at every run: 1 to 4 facets with several values each, five in six of them with a query."""
    dice = random.Random(20261123)
    used = {facet: sorted(set().union(*by_slug.values())) for facet, by_slug in plain.values.items()}
    found = []
    for position in range(number):
        facets = dice.sample([*used], dice.randint(1, 4))
        selection = {facet: dice.sample(used[facet], min(len(used[facet]), dice.randint(1, 4))) for facet in facets}
        query = typed(dice, plain) if position % 6 else ""
        found.append(Choice({f: selection[f] for f in used if f in selection}, query, dice.choice(SORTS)))
    return found


def typed(dice: random.Random, plain: PlainCatalogue) -> str:
    """What somebody may type: words of an entry or their beginnings, in any case, folded or not, apart or run together."""
    entry = plain.solutions[dice.choice([*plain.solutions])]
    text = one_line(f"{entry['title']} {entry['summary']}")
    chosen = dice.sample(words(text), dice.randint(1, 2))
    cut = [word[: dice.randint(1, len(word))] for word in chosen]
    return dice.choice([" ".join, "  ".join, ", ".join, "-".join, "".join])(
        [dice.choice([str.upper, str.lower, fold, str])(word) for word in cut] + (["zzz"] if dice.random() < 0.1 else [])
    )


def check(plain: PlainCatalogue, choice: Choice, seen: dict) -> None:
    """What is seen is what the choice must give."""
    wanted = plain.shown(choice.selection, choice.query, choice.sort)
    every = len(plain.solutions)
    assert (sorted if choice.query and not choice.sort else list)(seen["cards"]) == (sorted if choice.query and not choice.sort else list)(wanted), choice
    assert seen["heading"] == (f"{every} solutions" if len(wanted) == every else f"{len(wanted)} of {every} solutions")
    assert seen["nothing"] is (not wanted)
    counts = plain.counts(choice.selection, choice.query)
    assert {(facet, value): text for facet, value, text in seen["counts"]} == {
        (facet, value): f"({count})" for facet, by_value in counts.items() for value, count in by_value.items()
    }
    assert set(seen["ticked"]) == {f"{facet}={value}" for facet, values in choice.selection.items() for value in values}


def test_the_choices_put_to_the_explorer_cover_its_cases(plain):
    made = choices(plain, SELECTIONS)
    sizes = [len(plain.shown(choice.selection, choice.query)) for choice in made]
    assert len(made) == SELECTIONS and sum(1 for choice in made if choice.query) == 300
    assert sizes.count(0) > 10 and sum(1 for size in sizes if size > 5) > 30
    assert {facet for choice in made for facet in choice.selection} == plain.facets.keys()
    assert any(len(values) > 2 for choice in made for values in choice.selection.values())


def test_choices_in_an_address_that_is_opened_give_what_the_files_say(page, plain):
    for choice in choices(plain, SELECTIONS)[::20]:
        go(page, address(choice.selection, choice.query, choice.sort))
        see_all_facets(page)
        check(plain, choice, everything(page))


def test_every_choice_in_an_address_one_comes_back_to_gives_what_the_files_say(page, plain, home):
    made = choices(plain, SELECTIONS)[::2]
    go(page)
    see_all_facets(page)
    answers = page.evaluate(ANSWERS, [home + address(choice.selection, choice.query, choice.sort) for choice in made])
    for choice, seen in zip(made, answers, strict=True):
        check(plain, choice, seen)


def test_every_choice_made_on_the_page_gives_what_the_files_say(page, plain):
    made = choices(plain, SELECTIONS)[1::2]
    go(page)
    see_all_facets(page)
    ticked = [[f"{facet}={value}" for facet, values in choice.selection.items() for value in values] for choice in made]
    answers = page.evaluate(ANSWERS, [{"ticked": t, "query": c.query, "sort": c.sort} for t, c in zip(ticked, made, strict=True)])
    for choice, seen in zip(made, answers, strict=True):
        check(plain, choice, seen)


def test_without_a_choice_everything_is_shown_in_the_default_order(page, plain):
    go(page)
    see_all_facets(page)
    check(plain, Choice({}, "", ""), everything(page))


def test_the_first_page_of_a_result_is_its_first_two_dozen(page, plain):
    for sort in SORTS:
        go(page, address({"sector": ["energy"]}, sort=sort))
        assert shown(page)["cards"] == plain.shown({"sector": ["energy"]}, sort=sort)[:24]


@pytest.mark.parametrize("sort", SORTS[1:])
def test_each_order_is_that_of_the_files(page, plain, sort):
    go(page, address(sort=sort))
    assert everything(page)["cards"] == plain.shown({}, sort=sort)
    assert shown(page)["sort"] == sort


def test_the_page_as_served_shows_the_same_counts_before_its_script_runs(browse, plain):
    page = browse(java_script_enabled=False)
    page.goto("solutions/")
    labels = page.locator("[data-sc=facet-group] .sc-check label").all_text_contents()
    wanted = [count for by_value in plain.counts({}).values() for count in by_value.values()]
    assert sorted(int(label.rpartition("(")[2].rstrip(") \n")) for label in labels) == sorted(wanted)
    assert page.locator("[data-sc=cards] > li").count() == 24
    assert page.get_by_role("heading", level=2).first.text_content() == f"{len(plain.solutions)} solutions"


def test_when_nothing_is_found_the_advice_names_the_filter_to_drop(page, plain):
    found = next(
        c for c in choices(plain, SELECTIONS) if not c.query and len(c.selection) == 2 and not plain.shown(c.selection)
    )
    (first, firsts), (second, seconds) = found.selection.items()
    best = max(len(plain.shown({first: firsts})), len(plain.shown({second: seconds})))
    go(page, address(found.selection))
    seen = shown(page)
    assert seen["nothing"] and seen["cards"] == []
    noun = "there is 1 solution." if best == 1 else f"there are {best} solutions."
    assert seen["advice"].startswith("Without ") and seen["advice"].endswith(noun)
