"""Simple texts take a compiled parser; what they mean stays what Python-Markdown says."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings, strategies as st
from showroom.render import prose

CATALOGUE = Path(__file__).resolve().parents[1] / "catalogue"

PIECES = (
    "word", "æ", "東京", "🚲", "A", "5 %", "2030.", " ", "\n", "\n\n", "- ", "* ", "1. ", "2) ", "*", "**", "*em*", "**st x**",
    "**Stop.**", "[a](https://b.example/c_d)", "https://a.example", "a@b.example", "&", "& ", "&amp;", "(", ")", ".", ",",
    "-", "--", "---", "+", "#", "=", "!", "~~~", '"', "'", "|", "^", "$", ":", "{", "}", "%", "\t", "\u00a0", "\u2028", "\\",
)  # fmt: skip
"""What Markdown might heed, and words between."""

TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def compiled(text: str) -> str:
    return prose._clean(prose.pyromark.html(text).rstrip("\n"), prose._PROSE)


def reference(text: str) -> str:
    return prose._clean(prose._markdown.reset().convert(text), prose._PROSE)


def texts_of_the_catalogue() -> list[str]:
    texts = []
    for file in sorted((CATALOGUE / "solutions").glob("*.yml")):
        entry = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
        texts += [entry["challenge"], entry["solution"], entry.get("requirements", "")]
        texts += [finding["text"] for finding in entry.get("findings", [])]
    return [text for text in texts if text]


@settings(max_examples=400)
@given(TEXTS.filter(prose._is_simple))
def test_both_parsers_give_the_same_html_for_simple_texts(text):
    assert compiled(text) == reference(text)


def test_both_parsers_give_the_same_html_for_the_catalogues_texts():
    texts = [text for text in texts_of_the_catalogue() if prose._is_simple(text)]
    assert [compiled(text) for text in texts] == [reference(text) for text in texts]


def test_nearly_all_texts_of_the_catalogue_are_simple():
    texts = texts_of_the_catalogue()
    assert sum(map(prose._is_simple, texts)) / len(texts) > 0.95


@pytest.mark.parametrize(
    "text",
    [
        "one line", "two\nlines", "two\n\nparagraphs\n", "- a\n- b", "text\n\n- a\n- b\n\ntext", "*em* and **strong words**.",
        "So. **The need comes first.** Then", "[the report](https://a.example/b_c?d=1)", "R & D at 5 %",
    ],
)  # fmt: skip
def test_what_authors_mostly_write_is_simple(text):
    assert prose._is_simple(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " indented", "a  \nb", "text\n- no list", "- a\n\n- b", "- - a", "1. a", "> q", "# h", "a\n===", "`code`", "<b>", "&copy;",
        "a\\*b", "snake_case_", "*a**b*", "a*b*c", "[a](http://b.example)", "[a]", "[a]: https://b.example", "![a](https://b.example)",
        "~~~\na", "a\tb", "a\x02b",
    ],
)  # fmt: skip
def test_what_markdowns_might_differ_in_is_left_to_the_reference(text):
    assert not prose._is_simple(text)
