"""The interface's words: keys, plurals, placeholders, and that templates and core ask for none that are missing."""

import re
from pathlib import Path

import pytest
from showroom.expand.related import CHOSEN, WEIGHTS
from showroom.render.listings import LISTINGS
from showroom.render.words import Words
from showroom.shapes import FINDING_KINDS, QUALIFIERS, RESULT_KINDS

OVERRIDES = Path(__file__).resolve().parents[1] / "overrides/showroom"

WORDS = Words({
    "plain": "Skip {this}",
    "greeting": "Hello {name}, {name}",
    "found": {"one": "{count} result", "other": "{count} results"},
    "deep": {"deeper": {"deepest": "down"}},
})  # fmt: skip


@pytest.fixture
def english() -> Words:
    return Words.of(OVERRIDES / "words/en.yml")


def test_words_are_found_by_their_dotted_key():
    assert WORDS("deep.deeper.deepest") == "down"


def test_placeholders_are_filled_wherever_they_stand():
    assert WORDS("greeting", name="{x} & <b>") == "Hello {x} & <b>, {x} & <b>"


def test_without_values_the_words_stay_as_they_are():
    assert WORDS("plain") == "Skip {this}"


@pytest.mark.parametrize(("count", "text"), [(0, "0 results"), (1, "1 result"), (2, "2 results"), (12500, "12,500 results")])
def test_the_count_chooses_the_form_and_is_grouped(count, text):
    assert WORDS("found", count=count) == text


@pytest.mark.parametrize("key", ["missing", "deep.missing", "deep.deeper.deepest.still", "plain.more", ""])
def test_missing_words_are_named(key):
    with pytest.raises(KeyError, match=re.escape(f"no interface words `{key}`")):
        WORDS(key)


def test_a_group_holds_all_words_below_a_key():
    assert WORDS.group("deep") == {"deeper": {"deepest": "down"}}


def test_several_groups_are_handed_over_as_one():
    assert WORDS.group("deep.deeper", "found") == {"deepest": "down", "one": "{count} result", "other": "{count} results"}


def test_every_word_a_template_asks_for_by_its_full_key_is_there(english):
    asked = {
        key
        for template in OVERRIDES.rglob("*.html")
        for key in re.findall(r"""words\(["']([a-z-]+(?:\.[a-z-]+)+)["'][,)]""", template.read_text("utf-8"))
    }
    assert len(asked) > 60
    assert {key for key in asked if not english(key)} == set()


def test_every_word_that_the_data_chooses_is_there(english):
    keys = [
        *(f"kind.{kind}" for kind in RESULT_KINDS),
        *(f"kind-help.{kind}" for kind in RESULT_KINDS),
        *(f"finding.{kind}" for kind in FINDING_KINDS),
        *(f"qualifier.{qualifier}" for qualifier in QUALIFIERS),
        *(f"pair.{better}" for better in ("higher", "lower")),
        *(f"reason.{reason}" for reason in (CHOSEN, *WEIGHTS)),
        *(f"{kind}.{word}" for kind in LISTINGS for word in ("title", "one-title", "description", "one-description", "lead")),
    ]
    assert [key for key in keys if not english(key)] == []
