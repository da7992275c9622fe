"""Starting an entry by options and at a terminal: what is asked, refused, written, and that nothing else ever is."""

import os
from datetime import date
from unittest.mock import Mock

import pytest
from new_entry import CHALLENGE, SLUG, SOLUTION, SUMMARY, TITLE, Session, files, options, start
from showroom.build import check

from _questions import QUESTIONS, REPEATED
from new_solution import OPTIONS, REPEATABLE, create, keep_if_right, parser

# --- Options --------------------------------------------------------------------------------------


def test_options_make_an_entry_that_passes_check(tiny):
    done = start(tiny, *options())
    file = tiny / "solutions" / f"{SLUG}.yml"
    assert (done.returncode, done.stderr) == (0, "")
    assert f"written: {file}" in done.stdout
    assert f"preview.py --catalogue {tiny}`" in done.stdout
    assert f"http://127.0.0.1:8000/solutions/{SLUG}/" in done.stdout
    checked = check(tiny)
    assert checked.report.errors == checked.report.warnings == ()
    fields = checked.raw.solutions[SLUG].fields
    assert fields.text("title") == TITLE
    assert [item.text for item in fields.get("sectors").items] == ["energy", "public-space"]
    assert fields.get("sources").items[0].text("id") == "testby-municipality-2020"
    assert fields.text("added") == "2026-01-15"


def test_optional_options_are_written_too_and_a_figure_names_the_source(tiny):
    more = options(lab=["quay-lab"], status=["running"], started=["2019-04"], result=["energy-saving:34.5:percent:measured"])
    assert start(tiny, *more, "--no-input", "--slug", "my-lamps").returncode == 0
    fields = check(tiny).raw.solutions["my-lamps"].fields
    assert (fields.text("lab"), fields.text("status"), fields.get("period").text("started")) == ("quay-lab", "running", "2019-04")
    assert fields.get("results").items[0].text("source") == fields.get("sources").items[0].text("id")


def test_without_a_terminal_everything_missing_or_wrong_is_reported_at_once(tiny):
    before = files(tiny)
    done = start(tiny, "--title", "Lamps", "--sector", "enrgy", "--partner", "lampworks", "--source-url", "http://a.example", "--date", "x")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[-1] == "nothing was written"
    assert [line.split(":")[0].split(" ")[0] for line in lines[:-1]] == [
        "--date", "--title", "--sector", "--partner", "--source-url",
        "--summary", "--technology", "--city", "--challenge", "--solution", "--source-title", "--source-publisher",
    ]  # fmt: skip
    assert "--title: 5 characters; at least 8 needed – add 3 or more" in lines
    assert "did you mean `energy`?" in done.stderr
    assert "--partner: write ORGANISATION:ROLE" in lines
    assert files(tiny) == before


def test_an_entry_that_exists_is_never_touched_and_a_free_name_is_proposed(tiny):
    assert start(tiny, *options()).returncode == 0
    before = files(tiny)
    done = start(tiny, *options(summary=["Another sentence that is quite long enough for a summary of the same lamps."]))
    assert done.returncode == 1
    assert f"--slug: an entry `{SLUG}` exists already – `{SLUG}-2` is free" in done.stderr
    assert files(tiny) == before


def test_a_broken_or_dangling_file_of_that_name_is_one_that_exists(tiny):
    (tiny / "solutions" / f"{SLUG}.yml").symlink_to(tiny / "nowhere.yml")
    assert "exists already" in start(tiny, *options()).stderr


def test_a_title_without_latin_letters_needs_a_slug(tiny):
    title = "東京の街灯を人が通るときだけ明るくする"
    assert "--slug: the title gives none" in start(tiny, *options(title=[title])).stderr
    assert start(tiny, *options(title=[title], slug=["tokyo-lamps"])).returncode == 0


def test_an_entry_that_the_catalogue_refuses_does_not_stay(tiny, capsys):
    before = files(tiny)
    assert keep_if_right(tiny / "solutions/lamps.yml", "title: Lamps\n", tiny, check(tiny), date(2026, 1, 15)) == 1
    assert "catalogue/solutions/lamps.yml:1:8: error[SC105]" in capsys.readouterr().err
    assert files(tiny) == before


def test_a_check_that_is_stopped_leaves_nothing(tiny, monkeypatch):
    before, checked = files(tiny), check(tiny)
    monkeypatch.setattr("showroom.build.check", Mock(side_effect=KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        keep_if_right(tiny / "solutions/lamps.yml", "title: Lamps\n", tiny, checked, date(2026, 1, 15))
    assert files(tiny) == before


def test_errors_elsewhere_do_not_stand_in_the_way(tiny):
    (tiny / "solutions" / "broken.yml").write_text("title: [", "utf-8")
    assert start(tiny, *options()).returncode == 0


def test_tabs_and_line_breaks_in_an_answer_become_spaces_and_invisible_characters_are_refused(tiny):
    assert start(tiny, *options(title=["  Lamps\tthat\nwake for people "])).returncode == 0
    assert check(tiny).raw.solutions[SLUG].fields.text("title") == TITLE
    done = start(tiny, *options(title=["Lamps that \x07 wake"]))
    assert (done.returncode, "U+0007" in done.stderr) == (1, True)


@pytest.mark.skipif(os.name == "nt", reason="arguments are always text there")
def test_bytes_that_are_no_text_are_refused(tiny):
    done = start(tiny, *options(title=[os.fsdecode(b"Lamps that \xff wake")]))
    assert done.returncode == 1
    assert "--title: a character arrived broken" in done.stderr


def test_a_folder_that_is_no_catalogue_cannot_be_used(tmp_path):
    done = start(tmp_path, *options())
    assert done.returncode == 2
    assert "no catalogue at" in done.stderr


def test_every_question_is_an_option():
    assert [name for name, _, _ in OPTIONS] == [question.option for question in QUESTIONS]
    assert vars(parser().parse_args([])).keys() >= {question.option.replace("-", "_") for question in QUESTIONS}
    assert REPEATABLE == REPEATED


def test_a_file_is_created_whole_or_not_at_all(tmp_path):
    file = tmp_path / "a.yml"
    create(file, "a: ø\n")
    assert file.read_bytes() == "a: ø\n".encode()
    with pytest.raises(FileExistsError):
        create(file, "b: 1\n")
    assert [each.name for each in tmp_path.iterdir()] == ["a.yml"]
    assert file.read_bytes() == "a: ø\n".encode()


def test_a_file_is_created_where_there_are_no_links(tmp_path, monkeypatch):
    def no_links(source: object, target: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", no_links)
    create(tmp_path / "a.yml", "a: 1\n")
    with pytest.raises(FileExistsError):
        create(tmp_path / "a.yml", "a: 2\n")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("a.yml", "a: 1\n")]


# --- At a terminal --------------------------------------------------------------------------------


@pytest.fixture
def session(tiny):
    """`session(*options)`: the command, asking."""
    pytest.importorskip("pty")
    return lambda *words: Session(tiny, *words)


def test_a_session_asks_again_until_each_answer_is_right(session, tiny):
    asked = session("--date", "2026-01-15")
    asked.expect("Title: Names the solution")
    asked.answer("Lamps")
    asked.expect("5 characters; at least 8 needed")
    asked.answer("")
    asked.expect("an answer is needed here")
    asked.answer(TITLE)
    asked.answer(SUMMARY)
    asked.expect("Sectors:")
    asked.answer("?")
    asked.expect("1  public-space  Public space")
    asked.expect("2  energy        Energy")
    asked.answer("?heat")
    asked.expect("nothing has `heat` in it")
    asked.answer("enrgy")
    asked.expect("did you mean `energy`?")
    asked.answer("2, Public space")
    asked.answer("led")
    asked.answer("Testby")
    asked.expect("Partners, organisation 1")
    asked.answer("testby-municipality")
    asked.answer("owner")
    asked.expect("Partners, organisation 2")
    asked.answer("testby-municipality")
    asked.expect("stands twice")
    asked.answer("lampworks")
    asked.answer("supplier")
    asked.expect("Partners, organisation 3")
    asked.answer("")
    asked.expect("Challenge:")
    asked.answer("Too short.", "")
    asked.expect("10 characters; at least 120 needed")
    asked.answer(CHALLENGE[:75], CHALLENGE[75:], "")
    asked.expect("Solution:")
    asked.answer(SOLUTION, "")
    asked.answer("Lamps, a year on")
    asked.answer("Testby Municipality")
    asked.answer("http://testby.example/r")
    asked.expect("https")
    asked.answer("https://testby.example/r")
    asked.answer("2020")
    asked.expect("Living lab:")
    asked.answer("Lamps")
    asked.expect("unknown id `Lamps`")
    asked.answer("")
    asked.answer("3")
    asked.answer("2019")
    asked.expect("One result, indicator")
    asked.answer("Energy saving")
    asked.answer("a third")
    asked.expect("no plain number")
    asked.answer("33")
    asked.expect("(Enter: percent")
    asked.answer("")
    asked.answer("measured")
    asked.expect(f"(Enter: {SLUG}")
    asked.answer("quay-lamps")
    asked.expect("exists already – `quay-lamps-2` is free")
    asked.answer("")
    asked.expect("written: ")
    assert asked.end() == 0
    checked = check(tiny)
    assert checked.report.errors == ()
    fields = checked.raw.solutions[SLUG].fields
    assert [item.text for item in fields.get("sectors").items] == ["energy", "public-space"]
    assert fields.get("results").items[0].text("unit") == "percent"
    assert fields.text("challenge").split() == f"{CHALLENGE[:75]} {CHALLENGE[75:]}".split()
    assert fields.text("status") == "running"
    assert fields.get("lab") is None


def test_a_session_asks_only_for_what_no_option_gives_and_tells_which_option_is_wrong(session, tiny):
    asked = session(*options(city=["tstby"], title=[]))
    asked.expect("--city: unknown id `tstby`")
    asked.expect("Title:")
    asked.answer(TITLE)
    asked.expect("City:")
    asked.answer("testby")
    for skipped in ("Living lab", "Status", "Start", "One result, indicator"):
        asked.expect(f"{skipped}:")
        asked.answer("")
    asked.expect("Name in the address")
    asked.answer("")
    assert asked.end() == 0
    assert SLUG in check(tiny).raw.solutions


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
def test_ctrl_c_and_ctrl_d_leave_nothing_and_say_so(session, tiny, key):
    before = files(tiny)
    asked = session(*options(city=[]))
    asked.expect("City:")
    asked.stop(key)
    asked.expect("stopped: nothing was written")
    assert asked.end() == 130
    assert files(tiny) == before
    assert "Traceback" not in asked.said


def test_a_warning_can_be_overruled(session):
    asked = session(*options(title=[]))
    asked.answer("LAMPS THAT WAKE FOR PEOPLE")
    asked.expect("keep it with Enter")
    asked.answer("")
    asked.expect("Living lab:")
    asked.stop()
    assert asked.end() == 130
