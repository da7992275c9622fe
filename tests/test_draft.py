"""New entries: the text of a file from answers, slugs from titles, and that any text survives being written."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, strategies as st
from showroom.draft import HEADINGS, INTRODUCTION, MODELINE, SLUG_LENGTH, Known, draft, fields_text, free_slug, slug_of, source_id
from showroom.load import parse
from showroom.raw import RawMapping
from showroom.render.prose import prose
from showroom.shapes import SOLUTION
from showroom.slugs import SLUG_MAX_LENGTH, is_slug
from showroom.yamltext import WIDTH, NotText, prose_lines, text_lines, wrapped, yaml_scalar

GOLDEN = Path(__file__).parent / "cases/draft"

LEAST = {
    "title": "Quay: lamps that wake for you",
    "summary": "Forty lamps along the quay dim when nobody is near, and use a third less power than the year before.",
    "sectors": ["energy", "public-space"],
    "technologies": ["led"],
    "city": "testby",
    "challenge": "The quay was lit all night although hardly anybody walks there after ten. The municipality "
    "wanted to spend less on power **without** making people feel unsafe.",
    "solution": "Forty lamps got a motion sensor. When nobody is near they give a fifth of their light:\n\n"
    "- the lamp ahead wakes first, long before anybody who walks along the quay could have come close to it;\n"
    "- the lamp behind sleeps after a minute.\n\nResidents walked the quay at night and said where it was too dark.",
    "partners": [
        {"organisation": "testby-municipality", "role": "owner"},
        {"organisation": "lampworks", "role": "supplier"},
    ],
    "sources": [{"id": "report", "title": "Lamps, a year on", "publisher": "Testby", "url": "https://testby.example/r"}],
    "added": "2024-02-29",
}
MORE = {
    **LEAST,
    "lab": "quay-lab",
    "status": "running",
    "period": {"started": "2019"},
    "results": [{"indicator": "energy-use", "value": "12.5", "unit": "kWh", "kind": "measured", "source": "report"}],
}
KNOWN = Known(
    ids={"labs": ("heat-lab", "quay-lab"), "cities": ("testby",), "organisations": ("testby-municipality",),
         "solutions": ("bin-sensors",), "indicators": ("energy-saving", "energy-use"), "units": ("percent", "kWh"),
         "financing-kinds": ("municipal", "grant"), "sdgs": ("sdg-7",), "cost-kinds": ("investment",),
         "partnership-models": ("public-private",), "statuses": ("planned", "running")},
    units={"energy-saving": "percent", "energy-use": "kWh"},
    points={"testby": ("55.7", "12.5")},
)  # fmt: skip

YAMLISH = st.text(alphabet="ab: -[]{}&*!|>'\"#%@\n\t\r,?~=<\u2028å\x00\ufeff0\x85", max_size=60) | st.text()
MARKDOWNISH = st.lists(
    st.sampled_from(["word", "- item", "1. one", "\n", "\n\n", "- ", "**bold**", "`code`", "# x", "> q", "a  \n", "  in",
                     "a few more words here", "+", "2.", "* ", "[a](https://x.example/)", "\\\n", "--", "==="]),
    max_size=60,
).map(" ".join)  # fmt: skip


def read(text: str) -> RawMapping:
    result = parse(text.encode(), "a.yml")
    assert result.diagnostics == ()
    assert isinstance(result.value, RawMapping)
    return result.value


def examples_of(text: str) -> list[str]:
    """Each commented example of a file, as it stands there."""
    return re.findall(r"(?:^#[^ \n].*\n(?:^#  .*\n)*)", text, re.MULTILINE)


def uncommented(text: str, commented: str) -> str:
    return text.replace(commented, "".join(line[1:] for line in commented.splitlines(keepends=True)))


# --- Whole files ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "answers"), [("least", LEAST), ("more", MORE)])
def test_answers_become_exactly_this_file(name, answers, request):
    file = GOLDEN / f"{name}.yml"
    text = draft(answers, KNOWN)
    if request.config.getoption("rewrite_reports"):
        file.write_text(text, "utf-8", newline="\n")
    assert text == file.read_text("utf-8")


def test_a_file_says_what_was_answered_and_nothing_else():
    fields = yaml.load(draft(MORE, KNOWN), yaml.BaseLoader)
    prose_fields = {key: fields.pop(key).split() for key in ("challenge", "solution")}
    assert prose_fields == {key: MORE[key].split() for key in prose_fields}
    assert fields == {key: value for key, value in MORE.items() if key not in prose_fields}


def test_a_file_names_every_field_once_in_the_order_of_the_shape():
    names = re.findall(r"^#?([a-z_]+):", draft(MORE, KNOWN), re.MULTILINE)
    assert names == [field.name for field in SOLUTION.fields]


def test_every_field_that_is_not_given_is_explained():
    text = draft(LEAST, KNOWN)
    missing = [field for field in SOLUTION.fields if field.name not in LEAST]
    assert [field.name for field in missing if f"# {field.description}\n" not in text] == []


def test_each_group_starts_with_a_field_of_the_shape():
    assert [name for name in HEADINGS if not SOLUTION.field(name)] == []


def test_lines_fit_beside_a_preview_and_the_first_names_the_schema():
    lines = draft(MORE, KNOWN).split("\n")
    assert lines[0] == MODELINE
    assert max(map(len, lines)) <= WIDTH


def test_an_example_is_what_the_introduction_says_it_is():
    assert "starts with `#` and a letter" in INTRODUCTION
    assert "right below it that start with `#` and two spaces" in INTRODUCTION
    text = draft(LEAST, KNOWN)
    named = re.findall(r"^#[A-Za-z].*\n(?:#  .*\n)*", text, re.MULTILINE)
    assert named == examples_of(text)
    for example_ in named:
        text = uncommented(text, example_)
    assert list(read(text).values) == [field.name for field in SOLUTION.fields]


def test_a_draft_without_a_catalogue_uses_the_examples_of_the_shape():
    assert f"#lab: {SOLUTION.field('lab').example}\n" in draft(LEAST, Known())


def test_each_example_counts_once_its_comment_sign_goes(check_entry):
    text = draft(LEAST, KNOWN)
    assert check_entry(text).errors == ()
    examples = examples_of(text)
    assert len(examples) == len(SOLUTION.fields) - len(LEAST)
    codes = {each.split(":")[0]: [error.code for error in check_entry(uncommented(text, each)).errors] for each in examples}
    assert {name: found for name, found in codes.items() if found} == {"#images": ["SC401"]}, "only the photo is missing"


# --- Slugs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Street lamps that wake", "street-lamps-that-wake"),
        ("Ærø's electric ferry: Søby–Als & back", "aeroes-electric-ferry-soeby-als-back"),
        ("CO₂  saved – 100 %", "co2-saved-100"),
        ("東京", ""),
        ("a" * 70, "a" * SLUG_LENGTH),
        ("street lamps paid for over fifteen years by the power they save", "street-lamps-paid-for-over-fifteen-years-by-the-power-they"),
    ],
)
def test_a_title_suggests_a_slug_of_whole_words(title, slug):
    assert slug_of(title) == slug


@given(st.text(max_size=200))
def test_what_a_title_suggests_is_a_slug_or_nothing(title):
    slug = slug_of(title)
    assert not slug or (is_slug(slug) and len(slug) <= SLUG_LENGTH)


def test_a_taken_slug_gets_the_next_free_number():
    assert free_slug("lamps", set().__contains__) == "lamps"
    assert free_slug("lamps", {"lamps", "lamps-2"}.__contains__) == "lamps-3"
    longest = "a" * SLUG_MAX_LENGTH
    assert is_slug(free_slug(longest, {longest}.__contains__))


@pytest.mark.parametrize(
    ("publisher", "day", "name"),
    [("Testby Municipality", "2020-05", "testby-municipality-2020"), ("東京", "", "source"), ("HOFOR", "", "hofor")],
)
def test_a_source_is_named_for_its_publisher_and_year(publisher, day, name):
    assert source_id(publisher, day) == name


# --- Scalars --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Øresund's lamps", "a#b", "a:b", "-a", "https://a.example/b?c=d#e", "Version 2.0", "東京"])
def test_a_text_that_yaml_reads_as_it_is_has_no_quotes(text):
    assert yaml_scalar(text) == text


@pytest.mark.parametrize(
    "text",
    ["", " a", "a ", "a: b", "a #b", "# a", "- a", "[a]", "{a", "*a", "&a", "!a", "%a", "@a", "`a", "'a", '"a', "|", ">", "a:",
     "no", "True", "null", "~", "2019", "1.5", "1e3", "0o17", "2026-01-01", "12:30", "<<", "=", "\ta", "a\nb", "a\x07b"],
)  # fmt: skip
def test_a_text_that_yaml_would_read_otherwise_is_quoted(text):
    written = yaml_scalar(text)
    assert written[0] == written[-1]
    assert written[0] in "'\""
    assert read(f"k: {written}\n").text("k") == text
    assert yaml.safe_load(f"k: {written}\n") == {"k": text}


def test_commas_and_brackets_are_quoted_only_inside_brackets():
    assert yaml_scalar("a, [b]") == "a, [b]"
    assert yaml_scalar("a, [b]", in_flow=True) == "'a, [b]'"


def test_half_a_character_is_refused():
    with pytest.raises(NotText):
        yaml_scalar("\udce6")


@given(YAMLISH)
@example("\ufeff")
@example("\x00\x85\u2028")
def test_any_text_survives_the_round_trip(text):
    assert read(f"k: {yaml_scalar(text)}\n").text("k") == text
    in_flow = yaml_scalar(text, in_flow=True)
    assert read(f"k: [{in_flow}, b]\nl: {{m: {in_flow}}}\n").get("l").text("m") == text
    assert read("\n".join(text_lines("k", text)) + "\nz: 1\n").text("k") == text
    assert read("\n".join(prose_lines("k", text)) + "\nz: 1\n").text("k").split() == text.split()


@given(YAMLISH, YAMLISH)
def test_any_answers_survive_in_every_kind_of_field(text, other):
    answers = {
        **LEAST,
        "title": text,
        "challenge": other,
        "sectors": [text, other],
        "added": text,
        "partners": [{"organisation": text, "role": other}],
        "sources": [{"id": other, "title": text, "publisher": text, "url": other}],
    }
    for written in (draft(answers, KNOWN), fields_text(answers)):
        fields = read(written)
        assert (fields.text("title"), fields.text("added")) == (text, text)
        assert [item.text for item in fields.get("sectors").items] == [text, other]
        assert fields.get("partners").items[0].text("role") == other
        assert fields.get("sources").items[0].text("publisher") == text
        assert fields.text("challenge").split() == other.split()


@given(st.text(alphabet="ab-#:>1. ", max_size=400).map(lambda text: " ".join(text.split())))
def test_a_long_text_folds_and_unfolds(text):
    lines = list(text_lines("k", text))
    assert max(map(len, lines)) <= WIDTH or " " not in text or lines[0].startswith(("k: '", "k: >-"))
    assert read("\n".join(lines) + "\n").text("k") == text


# --- Prose ----------------------------------------------------------------------------------------


@given(MARKDOWNISH | st.text(alphabet="ab *_`[]()<>#-+1.\n\"'&;=å", max_size=200))
def test_broken_lines_say_the_same(markdown):
    text = markdown.strip(" \n")
    tags_apart = re.compile(r"(<[^>]*>)")
    before, after = (tags_apart.sub(r" \1 ", prose(each)).split() for each in (text, "\n".join(wrapped(text, 24))))
    assert before == after


def test_a_list_item_goes_on_below_its_own_text():
    assert list(wrapped("- one two three", 9)) == ["- one two", "  three"]


def test_a_word_that_markdown_would_take_for_a_sign_does_not_start_a_line():
    assert list(wrapped("from ten to 12 - a third", 15)) == ["from ten to", "12 - a third"]


def test_a_word_that_is_longer_than_a_line_stays_whole():
    assert list(wrapped("see https://a.example/very-long now", 10)) == ["see", "https://a.example/very-long", "now"]
