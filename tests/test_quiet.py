"""The shortcut past the rules: whatever it lets pass, no rule it speaks for says anything about."""

import pytest
from hypothesis import example, given, strategies as st
from showroom.build import check
from showroom.diagnostics import Location
from showroom.load import parse
from showroom.raw import RawEntry, RawText
from showroom.shapes import SOLUTION, SOURCE, Field, ListOf, Need, Prose, Shape, Text, Url
from showroom.validate import RULES
from showroom.validate.quiet import ALIKE_EVERYWHERE, SPEAKS_FOR, quiet
from showroom.validate.rules import Context

PLACE = Location("catalogue/solutions/entry.yml", 1, 1)

PIECES = (
    " ", "\n", "a", "B", "7", "é", "e\u0301", "\u200b", "\x07", "\t", "аb", "<b>", "<", "&amp;", "&", "a@b.dk", "@", "# ", "#", "=", "===",
    "--", "- ", "-", "```", "~~~", "|", "| a |", "[", "]", "[a]: ", "](", "](http://a)", "](https://a.dk)", "![", "(", ")", ".", "*", ">",
)  # fmt: skip
WEB = ("https://", "http://", "www.", "bit.ly", "a.dk", "a", ".", "local", ".local", ".onion", "127.0.0.1", "0x7f", "1", "/", "?", "#", "@", ":",
       ":443", "utm_a=1", "&", "é", "а", " ", "\n", "-", "%", "\\", "[", "]", "a" * 120)  # fmt: skip


def said_of(type_, value):
    """The codes of the rules that `quiet` speaks for and that find something in a value."""
    fields = parse(b"added: 2026-01-01\n", PLACE.path).value
    at = Context(RawEntry(id="entry", path=PLACE.path, fields=fields), "solutions", None, None)
    rules = [rule for rule in RULES if rule.code in SPEAKS_FOR[type(type_)]]
    return {rule.code for rule in rules if list(rule.findings(type_, value, at))}


def text(pieces, max_size=25):
    return st.lists(st.sampled_from(pieces), max_size=max_size).map("".join)


@given(text(PIECES) | st.text(max_size=40))
@example("")
@example("~")
@example("----")
@example("null")
@example("a" * 81)
def test_a_quiet_text_breaks_no_rule(written):
    for type_ in (Text(), Text(3, 80), Text(0, 20), Prose(), Prose(20, 40)):
        value = RawText(written, PLACE.path, 1, 1, len(written))
        assert not quiet(type_)(value) or said_of(type_, value) == set()


@given(st.builds(str.__add__, st.sampled_from(("https://", "https://www.", "")), text(WEB, 8)))
@example("https://bit.ly/x")
@example("https://www.bit.ly/x")
@example("https://a.local")
@example("https://-a.dk")
@example("https://a-.dk")
@example("https://www.-a.dk")
@example("https://a..dk")
@example("https://a.dk/" + "a" * 500)
def test_a_quiet_address_breaks_no_rule(written):
    value = RawText(written, PLACE.path, 1, 1, 1)
    assert not quiet(Url())(value) or said_of(Url(), value) == set()


NAMES = [field.name for field in SOURCE.fields]


@given(st.lists(st.sampled_from([*NAMES, "titel"]), unique=True))
def test_quiet_keys_break_no_rule(names):
    value = parse("".join(f"{name}: a\n" for name in names).encode() or b"{}", PLACE.path).value
    assert not quiet(SOURCE)(value) or said_of(SOURCE, value) == set()


@given(st.lists(st.sampled_from(("a", "b", "[a]", "{id: a}", "{id: b}", "{id: a, url: u}")), max_size=4))
def test_a_quiet_list_breaks_no_rule(items):
    value = parse(f"[{', '.join(items)}]".encode(), PLACE.path).value
    for type_ in (ListOf(Text(), 1, 2), ListOf(Text(), 1, 3, unique=True), ListOf(SOURCE, 1, 3)):
        assert not quiet(type_)(value) or said_of(type_, value) == set()


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        (Text(8, 80), "Street lamps that dim when nobody walks by"),
        (Prose(20, 200), "Three terminals needed heat.\n\nGas (LPG) would have been 1 way; *not* the best."),
        (Url(), "https://www.danfoss.com/en/service-and-support/case_stories/1.html"),
    ],
)
def test_ordinary_values_are_quiet(type_, value):
    assert quiet(type_)(RawText(value, PLACE.path, 1, 1, 1))


def test_ordinary_mappings_and_lists_are_quiet():
    shape = Shape("thing", (Field("a", Text(), Need.REQUIRED, ""), Field("b", Text(), Need.OPTIONAL, "")))
    value = parse(b"a: 1\n", PLACE.path).value
    assert quiet(shape)(value)
    assert not quiet(SOLUTION)(value)
    assert quiet(ListOf(Text(), unique=True))(parse(b"[a, b]", PLACE.path).value)


def test_the_shortcut_speaks_for_rules_that_exist_and_look_at_such_values():
    by_code = {rule.code: rule for rule in RULES}
    for codes in (SPEAKS_FOR, ALIKE_EVERYWHERE):
        for kind, spoken_for in codes.items():
            assert all(code == "SC104" or kind in by_code[code].looks_at for code in spoken_for), kind


def test_what_is_wrong_everywhere_is_said_everywhere(tiny):
    for file in sorted((tiny / "solutions").iterdir()):
        file.write_text(file.read_text("utf-8").replace("status: ", "status: un"), "utf-8")
    found = check(tiny).report.errors
    assert [d.code for d in found] == ["SC201"] * len(found)
    assert len({d.location.path for d in found}) == len(found) > 1


def test_a_source_known_to_one_entry_is_unknown_to_another(tiny):
    entry = tiny / "solutions/warm-basins.yml"
    entry.write_text(entry.read_text("utf-8").replace("    source: ", "    source: un", 1), "utf-8")
    assert [d.code for d in check(tiny).report.errors] == ["SC202"]
