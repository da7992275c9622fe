"""Whatever anybody writes: loading and checking never raise, and what passes can be expanded."""

import copy
import shutil
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, strategies as st
from showroom.build import check
from showroom.diagnostics import Location
from showroom.expand import expand
from showroom.index import solution_data
from showroom.load import parse
from showroom.render import Renderer, Settings, words_of
from showroom.render.frame import Frame
from showroom.render.prose import phrase, prose
from showroom.shapes import SOLUTION, Need
from showroom.slugs import fold, is_slug, nearest

TINY = Path(__file__).parent / "cases/tiny"
ENTRIES = {
    f"{kind}/{name}": yaml.load((TINY / kind / f"{name}.yml").read_text("utf-8"), yaml.BaseLoader)
    for kind, name in (("solutions", "quay-lamps"), ("solutions", "warm-basins"), ("labs", "quay-lab"))
}

SETTINGS = Settings(
    overrides=Path(__file__).resolve().parents[1] / "overrides",
    site_name="Test Showroom",
    site_url="https://showroom.example/",
    edit_url=None,
)

YAMLISH = st.text(alphabet="ab: -[]{}&*!|>'\"#%@\n\t\r,?~<\u2028å\x00\ufeff0", max_size=200)
"""Text that is often nearly YAML."""

MARKDOWNISH = st.text(alphabet="ab *_`[]()<>!#-+1.\n\t:/\"'\\&;=\x02\x03å", max_size=200) | st.text(max_size=200)


# --- Loading --------------------------------------------------------------------------------------


def ends_in_a_value_or_findings(raw: bytes) -> None:
    result = parse(raw, "catalogue/a.yml")
    assert (result.value is None) == (result.diagnostics != ())
    lines = raw.decode("utf-8", errors="replace").splitlines()
    for found in result.diagnostics:
        assert found.one_line().isprintable()
        assert 1 <= found.location.line <= len(lines) + 2
        assert found.location.column >= 1


@given(st.binary(max_size=300))
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"a: \xff")
def test_any_bytes_end_in_a_value_or_findings(raw):
    ends_in_a_value_or_findings(raw)


@given(st.text(max_size=200) | YAMLISH)
@example("? ")
@example("*a")
@example("- &a\n- *a")
@example("%TAG ! tag:x,2000:\n---\n!a b")
@example("\ufeff\ufeffa")
def test_any_text_ends_in_a_value_or_findings(text):
    ends_in_a_value_or_findings(text.encode("utf-8", errors="surrogatepass"))


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\u2028\u2029"), min_size=1, max_size=20), max_size=5))
def test_texts_written_as_yaml_are_read_back_letter_by_letter(texts):
    raw = yaml.dump({"a": texts}, allow_unicode=True, default_style='"').encode()
    result = parse(raw, "a.yml")
    if result.diagnostics == ():
        assert [item.text for item in result.value.get("a").items] == texts
    else:
        # Unicode's non-characters are no YAML.
        assert {found.code for found in result.diagnostics} == {"SC001"}


# --- Checking -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scratch(tmp_path_factory) -> Path:
    """A copy of the tiny catalogue that every example overwrites one entry of."""
    return Path(shutil.copytree(TINY, tmp_path_factory.mktemp("scratch") / "catalogue"))


def paths_in(value, path=()):
    """The path of every value within a value but the outermost."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from paths_in(inner, (*path, key))


ANYTHING = st.recursive(
    st.text(st.characters(codec="utf-8"), max_size=30)
    | st.sampled_from(["", "no", "0", "-1", "1e9", "2019", "2019-13", "true", "energy", "testby", "report", "https://a.example", "x" * 130]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "value", "low", "high", "kind", "url", "x"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@st.composite
def mutations(draw):
    """(name, entry): an entry of the tiny catalogue in which one to three values were deleted, renamed or replaced."""
    name = draw(st.sampled_from(sorted(ENTRIES)))
    entry = copy.deepcopy(ENTRIES[name])
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(list(paths_in(entry)) or [("x",)]))
        holder = entry
        for key in way:
            holder = holder[key]
        match draw(st.sampled_from(["delete", "rename", "replace", "repeat"])):
            case "delete":
                del holder[last]
            case "rename" if isinstance(holder, dict):
                holder[draw(st.sampled_from(["titel", "id", "range", "updated", "", "lab"]))] = holder.pop(last)
            case "repeat" if isinstance(holder, list):
                holder.append(copy.deepcopy(holder[last]))
            case _:
                holder[last] = draw(ANYTHING)
    return name, entry


@given(mutations())
def test_whatever_becomes_of_an_entry_it_is_checked_and_what_passes_can_be_expanded(scratch, mutation):
    name, entry = mutation
    file = scratch / f"{name}.yml"
    good = (TINY / f"{name}.yml").read_bytes()
    try:
        file.write_text(yaml.dump(entry, allow_unicode=True, default_style='"'), "utf-8")
        checked = check(scratch)
    finally:
        file.write_bytes(good)
    assert all(line.isprintable() for line in checked.report.one_lines())
    assert isinstance(checked.text(*checked.report), str)
    if not checked.report.errors:
        catalogue = expand(checked.raw)
        assert all(solution_data(solution, words_of(SETTINGS)).endswith("}\n") for solution in catalogue.solutions)


OPTIONAL = [field.name for field in SOLUTION.fields if field.need is not Need.REQUIRED and field.name in ENTRIES["solutions/quay-lamps"]]


@given(st.sets(st.sampled_from(OPTIONAL)))
@example(set())
@example(set(OPTIONAL))
def test_any_optional_fields_can_be_left_out_and_the_page_is_rendered(scratch, left_out):
    entry = {name: value for name, value in ENTRIES["solutions/quay-lamps"].items() if name not in left_out}
    file = scratch / "solutions/quay-lamps.yml"
    try:
        file.write_text(yaml.dump(entry, allow_unicode=True, default_style='"'), "utf-8")
        checked = check(scratch)
    finally:
        file.write_bytes((TINY / "solutions/quay-lamps.yml").read_bytes())
    assert checked.report.errors == ()
    renderer = Renderer(catalogue=expand(checked.raw), settings=SETTINGS)
    page = next(page for page in renderer.pages() if page.uri == "solutions/quay-lamps/")
    assert "Lamps that dim when the quay is empty" in renderer.catalogue_page(page, Frame.cut("<!-- showroom:content -->"))


@given(ANYTHING, st.sampled_from(["facets.yml", "cities.yml", "organisations.yml", "vocabularies/units.yml", "vocabularies/indicators.yml"]))
def test_whatever_stands_in_a_list_or_vocabulary_it_is_checked(scratch, value, name):
    file = scratch / name
    try:
        file.write_text(yaml.dump(value, allow_unicode=True, default_style='"'), "utf-8")
        report = check(scratch).report
    finally:
        file.write_bytes((TINY / name).read_bytes())
    assert report.errors != ()
    assert all(isinstance(found.location, Location) for found in report)


# --- Text -----------------------------------------------------------------------------------------


class _Fence(HTMLParser):
    def handle_starttag(self, tag, attrs):
        assert tag in {"p", "br", "em", "strong", "code", "ul", "ol", "li", "a", "blockquote"}
        assert {name for name, _ in attrs} <= ({"href", "title", "rel"} if tag == "a" else set())
        assert all(value.lower().startswith(("https://", "mailto:")) for name, value in attrs if name == "href")

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


@given(MARKDOWNISH)
@example("<script>alert(1)</script>")
@example("[a](//b)")
@example("- " * 100)
def test_any_markdown_becomes_harmless_html(text):
    for html in (prose(text), phrase(text)):
        fence = _Fence()
        fence.feed(html)
        fence.close()


@given(MARKDOWNISH)
def test_markdown_is_rendered_alike_whatever_was_rendered_before(text):
    first = prose.__wrapped__(text)
    prose.__wrapped__("- a\n\n> b `c` [d](https://e.example) <f>")
    assert prose.__wrapped__(text) == first


@given(st.text())
@example("ǰ ᾳ ŉ İ ẞ")
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.sampled_from("aΣ å\u0301\u030a\u200d'™\u00a0\n.Å") | st.characters(codec="utf-8"), max_size=40))
def test_a_text_folds_word_by_word_as_it_does_as_a_whole(text):
    lowered = unicodedata.normalize("NFC", text).lower().translate(str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "œ": "oe"}))
    whole = "".join(c for c in unicodedata.normalize("NFKD", lowered) if unicodedata.category(c) != "Mn").lower()
    assert fold(text) == whole


@given(st.text(max_size=100), st.lists(st.text(max_size=20), max_size=5))
def test_the_nearest_option_is_one_of_the_options(text, options):
    assert nearest(text, options) in {None, *options}


@given(st.text(max_size=90))
def test_a_slug_is_safe_in_a_path_and_an_address(text):
    assert not is_slug(text) or (text.isascii() and text.replace("-", "").isalnum() and text == text.lower())


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_a_frame_gives_back_every_text_around_its_slots(texts):
    texts = [text.replace("<", "") for text in texts]
    frame = Frame.cut("<!-- showroom:x -->".join(texts))
    assert frame.fill({"x": "|"}) == "|".join(texts)
