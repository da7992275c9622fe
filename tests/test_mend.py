"""Mending: what is put right, that nothing else is touched, and that an entry means what it meant.

`cases/mend/<what>.before.yml` becomes `<what>.after.yml`; the case `lab` as a lab, all others as a solution.
"""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st
from showroom.load import parse
from showroom.mend import mend
from showroom.raw import RawList, RawMapping, RawText, RawValue

CASES = Path(__file__).resolve().parent / "cases"
BEFORE = sorted((CASES / "mend").glob("*.before.yml"))
ENTRIES = [path.read_text("utf-8") for path in sorted((CASES / "tiny").glob("[sl]*/*.yml"))]


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def uri_of(case: Path) -> str:
    return "labs/entry.yml" if case.name.startswith("lab.") else "solutions/entry.yml"


@pytest.mark.parametrize("before", BEFORE, ids=lambda path: path.name.removesuffix(".before.yml"))
def test_a_case_is_mended_exactly_and_needs_it_once(before):
    after = read(before.with_name(before.name.replace(".before.", ".after.")))
    mended = mend(uri_of(before), read(before))
    assert mended.text == after
    assert (mended.changes == ()) == (read(before) == after)
    assert mend(uri_of(before), after).changes == ()


def test_it_says_what_it_did_in_the_order_done():
    text = "\ufeffcity: testby \r\ntitle: cafe\u0301\r\nvisit: {possible: true, url: http://a.example}"
    assert mend("solutions/a.yml", text).changes == (
        "byte order mark", "line endings", "composed characters", "trailing space", "final newline", "https",
        "order of fields",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n\n", "   "])
def test_a_file_without_words_is_left_to_its_author(text):
    assert mend("solutions/a.yml", text).text.strip() == ""


def test_list_files_keep_their_order_and_get_https():
    before = "- {url: http://a.example, id: a}\n- {url: 'http://b.example', name: http://b, id: b}\n"
    after = "- {url: https://a.example, id: a}\n- {url: 'https://b.example', name: http://b, id: b}\n"
    assert mend("organisations.yml", before).text == after


@pytest.mark.parametrize("uri", ["vocabularies/unheard-of.yml", "vocabularies/units.yml", "facets.yml", "pages/a.yml", "a.yml"])
def test_any_other_file_gets_its_white_space_mended_only(uri):
    assert mend(uri, "b: http://x.example \na: 1\n").text == "b: http://x.example\na: 1\n"


@pytest.mark.parametrize(
    "text",
    [
        "{city: a, title: b}\n",
        "city: a\n---\ntitle: b\n",
        "city: a\ntitle: b\n...\n",
        "? city\n: a\n? title\n: b\n",
        "- city: a\n",
        "city: |+\n  a\n\n\n  b\u2028title: b\ntitle: c\n",
    ],
)
def test_a_form_that_is_not_one_key_a_line_is_not_rearranged(text):
    assert "order of fields" not in mend("solutions/a.yml", text).changes


def test_a_step_that_would_change_the_meaning_is_not_taken():
    # Composed, the two keys would be one; stripped, the escaped space would join the lines.
    keys, escape = "A\u030a: 1\n\u00c5: 2\n", 'title: "one\\ \n  two"\n'
    assert mend("solutions/a.yml", keys).text == keys
    assert mend("solutions/a.yml", escape).text == escape


ARTICLE = "---\ntitle: A line break \nbody: |\n  A street  \n  a city\n---\n\nA street  \na city\n\n    code\t\n    \n"


def test_a_line_break_in_an_articles_prose_stays_while_its_front_matter_is_mended():
    mended = mend("pages/articles/a.md", ARTICLE)
    assert mended.text == ARTICLE.replace("A line break \n", "A line break\n")
    assert mended.changes == ("trailing space",)
    assert mend("pages/articles/a.md", mended.text).changes == ()


@pytest.mark.parametrize("opening", ["", "---\ntitle: [a  \n---\n", "---\ntitle: a  \n", "\ufeff---\r\ntitle: [a  \r\n---\r\n"])
def test_a_line_break_in_an_articles_prose_stays_whatever_its_front_matter(opening):
    prose = "A street  \na city\n"
    mended = mend("pages/articles/a.md", opening + prose).text
    assert mended == opening.replace("\r\n", "\n").lstrip("\ufeff") + prose


@pytest.mark.parametrize("mistake", ["city: [testby\n", "title: x\ntitle: y\n", "city: *testby\n"])
def test_a_line_break_in_an_entry_that_cannot_be_read_stays_until_it_can(mistake):
    text = "challenge: |\n  A street  \n  a city\n   \t\n  a lamp\n"
    mended = mend("solutions/a.yml", mistake + text)
    assert mended.text == mistake + text.replace("   \t\n", "\n")
    assert mended.changes == ("empty lines",)


def meaning(value: RawValue | None) -> object:
    """What must stay: everything but composition, http and line breaks at the end of a value."""
    match value:
        case RawText():
            return unicodedata.normalize("NFC", value.text).rstrip("\n").replace("http://", "https://")
        case RawList():
            return [meaning(item) for item in value.items]
        case RawMapping():
            return {unicodedata.normalize("NFC", key): meaning(inner) for key, inner in value.values.items()}
    return None


SNIPPETS = [
    *("\n", "\r\n", "\r", " ", "  ", "\t", " \n", "# c\n", "\n# c\n", "\n\n", "#", ":", ": ", "- ", "|", ">-\n ", "|+\n", "'", '"', "\\"),
    *("{", "}", "[", "]", ",", "---\n", "...\n", "%", "&a ", "*a", "!t ", "? ", "<<: ", "http://", "e\u0301", "\u00e9", "\u037e"),
    *("\u0338", "\ufeff", "\x85", "\u2028", "\x00", "title: x\n", "added: 2026\n", "links:\n- {url: http://a.example}\n"),
]  # fmt: skip


@st.composite
def mutated_entries(draw: st.DrawFn) -> str:
    """An entry of the tiny catalogue, some of its blocks exchanged and some places cut or filled with mischief."""
    lines = draw(st.sampled_from(ENTRIES)).split("\n")
    for _ in range(draw(st.integers(0, 3))):
        a, b = draw(st.integers(0, len(lines))), draw(st.integers(0, len(lines)))
        lines = lines[b:] + lines[:a] if b < a else lines[:a] + lines[b:] + lines[a:b]
    text = "\n".join(lines)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(SNIPPETS)) + text[at + draw(st.integers(0, 3)) :]
    return text


@given(text=mutated_entries() | st.text(st.sampled_from("ab:#-|>'\" \n\r\t{}[],é\u0301"), max_size=60), kind=st.sampled_from(["solutions", "labs"]))
@example(text="city: |+\n  a\n\n\ntitle: b\n", kind="solutions")
@example(text="city: 'a\n# no comment'\ntitle: b\n", kind="solutions")
@example(text="\ufeff\ufeffcity: a\r\r\n", kind="solutions")
def test_whatever_the_text_it_means_what_it_meant_and_is_mended_once(text, kind):
    uri = f"{kind}/entry.yml"
    mended = mend(uri, text)
    before, after = parse(text.encode(), uri), parse(mended.text.encode(), uri)
    if before.value is not None:
        assert meaning(after.value) == meaning(before.value)
    assert mend(uri, mended.text).changes == ()
    assert sorted(unicodedata.normalize("NFC", text).replace("http://", "https://").split()) == sorted(
        mended.text.replace("http://", "https://").split()
    ) or "\ufeff" in text
