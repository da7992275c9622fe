"""Loading: where values stand, what a file may not be, and that one bad file hides no other."""

import os
import re
from pathlib import Path
from typing import IO

import pytest
import yaml
from showroom.build import check
from showroom.load import ENTRY_MAX_BYTES, MAX_DEPTH, CatalogueMissing, Files, load, parse
from showroom.raw import RawList, RawMapping, RawText


def parsed(text: str) -> RawMapping:
    result = parse(text.encode(), "a.yml")
    assert result.diagnostics == ()
    assert isinstance(result.value, RawMapping)
    return result.value


def lines(root: Path) -> list[str]:
    return [found.one_line() for found in load(root).diagnostics]


def helps(root: Path) -> list[str]:
    return [found.help for found in load(root).diagnostics]


# --- Values and their places ----------------------------------------------------------------------


def test_no_scalar_is_given_a_type():
    text = "[no, 1.10, 010, 12:30:45, ~, null, true, 0x1F, 2026-01-15, 1e3, .inf, '', =]"
    items = parsed(f"a: {text}").get("a").items
    wanted = ["no", "1.10", "010", "12:30:45", "~", "null", "true", "0x1F", "2026-01-15", "1e3", ".inf", "", "="]
    assert [item.text for item in items] == wanted


def test_every_value_knows_its_file_line_column_and_length():
    fields = parsed("city: testby\nkeywords:\n  - æøå\n  - 'two words'\nperiod: {started: 2019}\n")
    keywords, period = fields.get("keywords"), fields.get("period")
    places = [(str(v.location), v.location.length) for v in (fields.get("city"), *keywords.items, period.get("started"))]
    assert places == [("a.yml:1:7", 6), ("a.yml:3:5", 3), ("a.yml:4:5", 11), ("a.yml:5:19", 4)]


def test_every_key_knows_its_place():
    assert {key: str(place) for key, place in parsed("a: 1\n\"b\": 2\n").keys.items()} == {"a": "a.yml:1:1", "b": "a.yml:2:1"}


def test_columns_count_characters_whatever_their_bytes_and_planes():
    fields = parsed("{æøå: 1, 東京: 2, 🚲🚲: 3}")
    assert [value.location.column for value in fields.values.values()] == [7, 14, 21]


def test_a_value_over_several_lines_is_underlined_at_its_first_character():
    assert parsed("a: one\n  two\n").get("a").location.length == 1


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_are_counted_with_every_line_ending(ending):
    fields = parsed(ending.join(["a: 1", "b: 2", "c: >-", "  x", "  y", ""]))
    assert (fields.get("b").location.line, fields.text("c")) == (2, "x y")


def test_a_byte_order_mark_moves_no_column():
    plain, marked = (parse(mark + b"city: testby\n", "a.yml").value for mark in (b"", b"\xef\xbb\xbf"))
    assert plain == marked


def test_text_of_another_kind_of_value_is_none():
    fields = parsed("a: [x]\nb: {c: d}\n")
    assert (fields.text("a"), fields.text("b"), fields.text("missing")) == (None, None, None)
    assert isinstance(fields.get("a"), RawList)


def test_entries_may_nest_as_deep_as_the_limit_and_no_deeper():
    deepest = "a: " + "[" * (MAX_DEPTH - 1) + "x" + "]" * (MAX_DEPTH - 1)
    assert parse(deepest.encode(), "a.yml").diagnostics == ()
    deeper = parse(deepest.replace("x", "[x]").encode(), "a.yml")
    assert [found.one_line() for found in deeper.diagnostics] == ["a.yml:1:16: error[SC005] nested deeper than 12 levels"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[[{a: "])
def test_endless_nesting_is_refused_like_any_other(opening):
    raw = (opening * 60_000)[:ENTRY_MAX_BYTES].encode()
    assert [found.code for found in parse(raw, "a.yml").diagnostics] == ["SC005"]


def test_a_byte_that_is_no_utf_8_is_found_by_characters_even_behind_a_byte_order_mark():
    result = parse("\ufeffa: 1\nåå: ".encode() + b"\xff\n", "a.yml")
    assert [found.one_line() for found in result.diagnostics] == ["a.yml:2:5: error[SC004] not UTF-8 text"]


ALIGN = "start this line in the same column as the fields beside it"
CLOSE = "close the quotation mark or bracket that opens here"
QUOTE = "put quotes around a text that contains a colon and a space"
SPACE = "put a space after the colon of a field"
CHECK = "check indentation, colons, quotes and brackets"


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("a: b: c", "put quotes around a text that contains a colon and a space"),
        ("a: @b", "use spaces for indentation, and quotes around a text that starts with a special character"),
        ("a: 1\n b: c", f"{ALIGN}; if it goes on with the text above, quote that text"),
        ("a: [b", "close the quotation mark or bracket that opens here"),
        ("a: [b]c", "check indentation, colons, quotes and brackets on this line and the one above"),
        ("a: \x07", "remove the character"),
    ],
)
def test_what_is_no_yaml_comes_with_the_likely_mending(text, help):
    assert [found.help for found in parse(text.encode(), "a.yml").diagnostics] == [help]


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize(
    ("text", "place"),
    [("# seen as a comment¤city: testby\nlab: x\n", "1:20"), ("a: 1\nb: |\n  c ¤ d\n", "3:5"), ("a: 1\nb: 'c¤d'\n", "2:6")],
)
def test_a_character_that_ends_a_line_in_yaml_alone_is_refused(text, place, character):
    (found,) = parse(text.replace("¤", character).encode(), "a.yml").diagnostics
    assert found.one_line().startswith(f"a.yml:{place}: error[SC001] U+{ord(character):04X}, which ends a line")
    assert found.help == "remove the character"


def test_such_a_character_may_be_written_with_an_escape():
    assert parsed('a: "b\\u2028c\\N"\n').text("a") == "b\u2028c\x85"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_what_cannot_be_read_is_on_the_line_that_an_editor_shows_with_every_line_ending(ending):
    for wrong, code in ((b"\xff", "SC004"), (b"\x07", "SC001")):
        (found,) = parse(ending.join(["a: 1", "", "b: "]).encode() + wrong, "a.yml").diagnostics
        assert (found.code, str(found.location)) == (code, "a.yml:3:4")


@pytest.mark.parametrize("parser", ["CBaseLoader", "BaseLoader"])
@pytest.mark.parametrize(
    ("text", "place", "help"),
    [
        ("partnership:\n model: living-lab\n  procurement: grant-project\n", "3:14", ALIGN),
        ("city: copenhagen\n lab2: x\n", "2:6", ALIGN),
        ("- id: a\n  name: b\n   lat: 3\n", "3:7", ALIGN),
        ("summary: lamps\n  at night\n  and: more\n", "3:6", ALIGN),
        ("summary: lamps\n  seen from the quay: dim\n", "2:21", QUOTE),
        ("title: x\ncity:copenhagen\nlab: y\n", "2:1", SPACE),
        ("title: x\ncity:copenhagen", "2:1", SPACE),
        ("# a comment\ncity:copenhagen\n\nlab: y\n", "2:1", SPACE),
        ("---\ncity:copenhagen\nlab: y\n", "2:1", SPACE),
        ("partnership:\n  model:living-lab\n  procurement: grant-project\n", "2:3", SPACE),
        ("partners:\n  - role:owner\n    organisation: a\n", "2:5", SPACE),
        ("summary: lamps\nand more\ncity: x\n", "2:1", SPACE),
        ("title: x\ncity: [copenhagen\nlab: y\n", "2:7", CLOSE),
        ("title: x\ncity: [copenhagen", "2:7", CLOSE),
        ("title: x\ncity: [copenhagen\n# to the end\n", "2:7", CLOSE),
        ("partners:\n  - {organisation: a\n  - {organisation: b}\n", "2:5", CLOSE),
        ("sectors: [energy,\n  light: more of it: less]\n", "2:20", CHECK),
        ("sectors: [energy\n  light: more]\n", "2:8", CHECK),
        ("sectors: [energy, light: more: less]\n", "1:30", CHECK),
        ("sectors: [energy, 'it's']\n", "1:23", CHECK),
    ],
)
def test_what_is_no_yaml_is_reported_where_the_mistake_is_by_either_parser(text, place, help, parser, monkeypatch):
    monkeypatch.setattr("showroom.load._Loader", getattr(yaml, parser, yaml.BaseLoader))
    for ending in ("\n", "\r\n", "\r"):
        (found,) = parse.__wrapped__(text.replace("\n", ending).encode(), "a.yml").diagnostics
        assert (found.code, str(found.location)) == ("SC001", f"a.yml:{place}")
        assert found.help.startswith(help)


def test_all_magic_in_a_file_is_reported_at_once():
    result = parse(b"a: &x 1\nb: *x\nc: !t d\na: 2\n", "a.yml")
    assert [found.code for found in result.diagnostics] == ["SC002", "SC002", "SC002", "SC003"]
    assert result.value is None


# --- The catalogue folder -------------------------------------------------------------------------


def test_the_tiny_catalogue_is_read_whole_and_without_findings(tiny):
    raw = load(tiny)
    assert raw.diagnostics == ()
    assert list(raw.solutions) == ["bin-sensors", "quay-lamps", "warm-basins"]
    assert list(raw.labs) == ["heat-lab", "quay-lab"]
    assert list(raw.cities) == ["testby", "proeveby", "provstad"]
    assert (len(raw.organisations), len(raw.vocabularies), raw.facets.id) == (5, 14, "facets")
    assert list(raw.terms["statuses"]) == ["planned", "testing", "running", "ended"]


def test_sources_hold_the_text_of_every_file_read(tiny):
    (tiny / "solutions/latin.yml").write_bytes("title: å".encode("latin-1"))
    sources = load(tiny).sources
    assert sources["catalogue/cities.yml"] == (tiny / "cities.yml").read_text("utf-8")
    assert sources["catalogue/solutions/latin.yml"] == "title: \ufffd"
    assert len(sources) == 3 + 1 + 2 + 2 + 14 + 1 + 1


@pytest.mark.parametrize("missing", ["solutions", "vocabularies"])
def test_a_folder_that_is_no_catalogue_says_so_and_what_to_do(tiny, missing):
    (tiny / missing).rename(tiny / "elsewhere")
    with pytest.raises(CatalogueMissing, match=re.escape(f"{tiny} is no catalogue: ") + ".* Name the folder"):
        load(tiny)


def test_a_catalogue_that_is_not_there_is_missing(tmp_path):
    with pytest.raises(CatalogueMissing):
        load(tmp_path / "nowhere")


def test_a_catalogue_may_have_no_labs_yet(tiny):
    (tiny / "labs").rename(tiny / "elsewhere")
    assert (load(tiny).labs, lines(tiny)) == ({}, [])


@pytest.mark.parametrize("name", ["Quay.yml", "quay_lamps.yml", "quay--lamps.yml", "åen.yml", "quay.yaml", "quay", "a b.yml", "x" * 81 + ".yml"])
def test_a_file_name_that_is_no_slug_is_refused(tiny, name):
    (tiny / "solutions" / name).write_text("title: x")
    assert lines(tiny) == [f"catalogue/solutions/{name}:1:1: error[SC009] `{name}` is no name for an entry"]
    assert len(load(tiny).solutions) == 3


def test_a_file_name_cannot_start_a_line_of_its_own_in_a_report(tiny):
    (tiny / "solutions/a\nb.yml").write_text("title: x")
    assert lines(tiny) == [r"catalogue/solutions/a\nb.yml:1:1: error[SC009] `a\nb.yml` is no name for an entry"]


def test_a_file_name_in_another_encoding_can_be_reported(tiny):
    Path(os.fsdecode(os.fsencode(tiny / "solutions") + b"/\xff.yml")).write_text("title: x")
    (line,) = lines(tiny)
    assert line.encode("utf-8") == rb"catalogue/solutions/\udcff.yml:1:1: error[SC009] `\udcff.yml` is no name for an entry"


def test_hidden_files_are_left_alone(tiny):
    (tiny / "solutions/.DS_Store").write_bytes(b"\x00")
    (tiny / "solutions/.quay.yml.swp").write_bytes(b"\x00")
    assert lines(tiny) == []


def test_a_link_is_no_entry_wherever_it_leads(tiny):
    (tiny / "solutions/secret.yml").symlink_to("/etc/hostname")
    (tiny / "solutions/own.yml").symlink_to("quay-lamps.yml")
    (tiny / "solutions/broken.yml").symlink_to("nowhere")
    assert lines(tiny) == [
        f"catalogue/solutions/{name}.yml:1:1: error[SC009] `{name}.yml` is not an ordinary file" for name in ("broken", "own", "secret")
    ]  # fmt: skip
    assert len(load(tiny).solutions) == 3


def test_a_folder_and_a_pipe_are_no_entries(tiny):
    (tiny / "solutions/folder.yml").mkdir()
    os.mkfifo(tiny / "solutions/pipe.yml")
    assert lines(tiny) == [
        "catalogue/solutions/folder.yml:1:1: error[SC009] `folder.yml` is not an ordinary file",
        "catalogue/solutions/pipe.yml:1:1: error[SC009] `pipe.yml` is not an ordinary file",
    ]
    assert helps(tiny) == ["no links, folders or pipes here"] * 2


def test_an_entry_may_have_64_kilobytes_and_no_more(tiny):
    file = tiny / "solutions/large.yml"
    file.write_bytes(b"title: " + b"x" * (ENTRY_MAX_BYTES - 7))
    assert lines(tiny) == []
    file.write_bytes(file.read_bytes() + b"x")
    assert lines(tiny) == ["catalogue/solutions/large.yml:1:1: error[SC005] larger than 64 KB"]


def test_a_file_that_cannot_be_read_is_reported(tiny, monkeypatch):
    def refuse(file: str, mode: str) -> IO[bytes]:
        if file.endswith("/quay-lamps.yml"):
            raise PermissionError(13, "Permission denied")
        return open(file, mode)

    monkeypatch.setattr("showroom.load.open", refuse, raising=False)
    assert lines(tiny) == ["catalogue/solutions/quay-lamps.yml:1:1: error[SC009] cannot be read: Permission denied"]
    assert helps(tiny) == ["check the file's permissions"]


@pytest.mark.parametrize("folder", ["labs", "solutions", "vocabularies", "pages/articles", "images", "images/quay-lamps"])
def test_a_folder_that_cannot_be_read_is_reported_and_hides_no_other(tiny, folder, monkeypatch):
    for needed in ("pages/articles", "images/quay-lamps", "images/warm-basins"):
        (tiny / needed).mkdir(parents=True, exist_ok=True)
    (tiny / "images/warm-basins/a.jpg").touch()
    listdir = os.listdir

    def refuse(path: str) -> list[str]:
        if str(path) == str(tiny / folder):
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr("os.listdir", refuse)
    assert lines(tiny) == [f"catalogue/{folder}:1:1: error[SC009] cannot be read: Permission denied"]
    assert helps(tiny) == ["check the folder's permissions"]
    raw = load(tiny)
    assert len(raw.solutions) == (0 if folder == "solutions" else 3)
    assert list(raw.images) == ([] if folder == "images" else ["quay-lamps", "warm-basins"])
    assert len(check(tiny).report.errors) >= 1


@pytest.mark.parametrize("folder", ["labs", "images/quay-lamps"])
def test_a_folder_whose_files_cannot_be_looked_at_is_reported(tiny, folder, monkeypatch):
    (tiny / "images/quay-lamps").mkdir(parents=True, exist_ok=True)
    (tiny / folder / "a.yml").touch()
    lstat = os.lstat

    def refuse(path: str) -> os.stat_result:
        if str(path).startswith(f"{tiny / folder}/a"):
            raise PermissionError(13, "Permission denied")
        return lstat(path)

    monkeypatch.setattr("os.lstat", refuse)
    place = f"{folder}/a.yml" if folder == "labs" else folder
    assert lines(tiny) == [f"catalogue/{place}:1:1: error[SC009] cannot be read: Permission denied"]


def test_files_that_stay_as_they_are_are_read_twice_and_then_no_more(tiny, monkeypatch):
    read = []
    monkeypatch.setattr("showroom.load.open", lambda file, mode: read.append(Path(file).name) or open(file, mode), raising=False)
    files = Files()
    loads = [load(tiny, files=files) for _ in range(3)]
    assert loads[0] == loads[1] == loads[2] == load(tiny)
    assert [read.count("quay-lamps.yml"), read.count("cities.yml")] == [3, 3]  # the last time without `files`


def test_what_was_read_once_is_read_again_for_it_may_have_been_written_within_a_tick_of_the_clock(tmp_path):
    file, files = tmp_path / "a.yml", Files()
    file.write_bytes(b"one")
    status = file.stat()
    assert files.read(str(file), "a.yml", status).content == b"one"
    file.write_bytes(b"two")
    found = files.read(str(file), "a.yml", status)
    assert found.content == b"two"
    assert files.read(str(file), "a.yml", status) is found


def test_a_file_that_was_written_is_read_again(tiny):
    entry, files = tiny / "solutions/quay-lamps.yml", Files()
    before = [load(tiny, files=files) for _ in range(2)][1].sources["catalogue/solutions/quay-lamps.yml"]
    entry.write_bytes(before.replace("Lamps", "Lumps").encode())
    assert load(tiny, files=files).sources["catalogue/solutions/quay-lamps.yml"] == before.replace("Lamps", "Lumps") != before


@pytest.mark.parametrize("name", ["organisations.yml", "cities.yml", "facets.yml"])
def test_a_list_that_is_not_there_is_reported(tiny, name):
    (tiny / name).unlink()
    assert lines(tiny) == [f"catalogue/{name}:1:1: error[SC009] the file is missing"]


def test_an_id_that_stands_twice_in_a_list_is_reported_and_the_first_kept(tiny):
    with (tiny / "cities.yml").open("a") as cities:
        cities.write("- {id: testby, name: Another Testby, country: dk, lat: 1, lon: 1}\n")
    assert lines(tiny) == ["catalogue/cities.yml:9:8: error[SC008] id `testby` stands twice"]
    assert helps(tiny) == ["rename or remove one; the first is on line 1"]
    assert load(tiny).cities["testby"].fields.text("name") == "Testby"


def test_items_of_a_list_need_an_id(tiny):
    (tiny / "cities.yml").write_text("- testby\n- {name: Testby}\n- {id: [a], name: A}\n- {id: provstad, name: P}\n")
    assert lines(tiny) == [f"catalogue/cities.yml:{n}:3: error[SC007] an item without an id" for n in (1, 2, 3)]
    assert list(load(tiny).cities) == ["provstad"]


def test_a_list_file_holds_a_list(tiny):
    (tiny / "cities.yml").write_text("testby: {name: Testby}\n")
    assert lines(tiny) == ["catalogue/cities.yml:1:1: error[SC007] the file is no list"]


def test_broken_files_hide_no_other(tiny):
    (tiny / "solutions/quay-lamps.yml").write_text("title: [x\n")
    (tiny / "labs/heat-lab.yml").write_text("")
    raw = load(tiny)
    assert {found.code for found in raw.diagnostics} == {"SC001", "SC007"}
    assert (list(raw.solutions), list(raw.labs)) == (["bin-sensors", "warm-basins"], ["quay-lab"])


def test_the_same_bytes_are_parsed_once_and_other_bytes_anew():
    once = parse(b"a: once\n", "a.yml")
    assert parse(b"a: once\n", "a.yml") is once
    assert parse(b"a: twice\n", "a.yml").value.get("a") == RawText("twice", "a.yml", 1, 4, 5)
