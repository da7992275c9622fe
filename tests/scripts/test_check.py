"""The command `check`: what it looks at, what it says where, how it ends, and what `--fix` does to files."""

import json
import os
import re
import subprocess
import sys
from urllib.parse import unquote

import pytest
from mkdocs.config import load_config
from PIL import Image

import check
from _command import CANNOT_RUN, FINDINGS, OK, PROJECT, CannotRun

ON_PATH = os.pathsep.join(str(PROJECT / name) for name in ("scripts", "hooks"))
IN_PROCESS = "import sys, check; sys.exit(check.check(check.parser().parse_args()))"
"""The command without the environment that it enters first: the tests have one."""


@pytest.fixture(autouse=True)
def at_home(tiny, monkeypatch):
    """Commands start in the folder that holds the catalogue, and not on GitHub."""
    monkeypatch.chdir(tiny.parent)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("SITE_URL", raising=False)


@pytest.fixture
def run(tiny, capsys):
    """`run(*arguments)`: exit status, standard output and standard error of the command over the tiny catalogue."""

    def run_check(*arguments):
        status = check.check(check.parser().parse_args(["--catalogue", str(tiny), *map(str, arguments)]))
        return status, *capsys.readouterr()

    return run_check


@pytest.fixture
def broken(tiny):
    """A catalogue with an error in two of its entries, a warning and hints; the folder."""
    for name, old, new in [
        ("solutions/quay-lamps.yml", "city: testby", "city: tesby"),
        ("solutions/bin-sensors.yml", "added:", "colour: |\n  ::error::%0A | <b>@ane\nadded:"),
        ("labs/quay-lab.yml", "city: testby", "city: {}"),
    ]:
        text = (tiny / name).read_text("utf-8")
        assert old in text
        (tiny / name).write_text(text.replace(old, new, 1), "utf-8", newline="\n")
    return tiny


def codes_and_places(said, format):
    """{(code, file, line, column)} of a report."""
    match format:
        case "text":
            found = re.findall(r"(?m)^(\S+):(\d+):(\d+): \w+\[(SC\d+)\]", said)
        case "json":
            found = [(f["file"], f["line"], f["column"], f["code"]) for f in json.loads(said)["findings"]]
        case "github":
            found = re.findall(r"(?m)^::\w+ file=([^,]+),line=(\d+),endLine=\d+,col=(\d+),endColumn=\d+,title=(SC\d+)::", said)
        case "markdown":
            found = []
            for block in said.split("#### <code>")[1:]:
                file = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), block.partition("</code>")[0])
                found += [(file, *row) for row in re.findall(r"(?m)^\| (\d+):(\d+) .*\[(SC\d+)\]\(", block)]
        case "sarif":
            results = json.loads(said)["runs"][0]["results"]
            places = [(r["locations"][0]["physicalLocation"], r["ruleId"]) for r in results]
            found = [
                (unquote(p["artifactLocation"]["uri"]), p["region"]["startLine"], p["region"]["startColumn"], code)
                for p, code in places
            ]
    return sorted((code, file, int(line), int(column)) for file, line, column, code in found)


# --- What it says and how it ends -------------------------------------------------------------------


def test_a_sound_catalogue_ends_well_with_its_hints_counted(run):
    status, said, _ = run()
    assert status == OK
    assert re.fullmatch(r"no errors or warnings in 3 solutions and 2 labs; \d+ hints? not shown \(--hints\)\n", said)


def test_findings_end_the_command_with_status_1(run, broken):
    status, said, _ = run("--no-hints")
    assert status == FINDINGS
    assert "quay-lamps.yml:6:7: error[SC2" in said
    assert re.search(r"\n\d+ errors.* in \d files; \d+ hints? not shown \(--hints\)\n\Z", said)


def test_a_warning_ends_the_command_with_status_1_a_hint_does_not(run, tiny):
    status, said, _ = run("--hints")
    assert (status, "hint[SC" in said) == (OK, True)
    photo(tiny)
    status, said, _ = run()
    assert (status, "warning[SC406]" in said) == (FINDINGS, True)


@pytest.mark.parametrize("format", check.FORMATS)
def test_all_formats_tell_the_same_findings(run, broken, format):
    status, said, _ = run("--format", format, "--hints")
    wanted = codes_and_places(run("--format", "json", "--hints")[1], "json")
    assert status == FINDINGS
    assert len(wanted) > 3
    assert codes_and_places(said, format) == wanted


def test_every_format_of_the_core_can_be_asked_for():
    from showroom.formats import FORMATS

    assert tuple(FORMATS) == check.FORMATS


def test_on_github_findings_are_annotations_unless_a_format_or_a_file_is_named(run, broken, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run()[1].startswith("::error file=catalogue/")
    assert run("--format", "text")[1].startswith("catalogue/")
    run("--output", "report.txt")
    assert (broken.parent / "report.txt").read_text("utf-8").startswith("catalogue/")


def test_links_lead_to_the_site_of_mkdocs_yml(run, broken, monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://elsewhere.example/showroom")
    assert "see:  https://elsewhere.example/showroom/contribute/rules/sc" in run()[1]
    monkeypatch.delenv("SITE_URL")
    assert check.site_url() == load_config(str(PROJECT / "mkdocs.yml")).site_url


def test_no_catalogue_ends_in_words(run, tiny):
    with pytest.raises(CannotRun, match="is no catalogue"):
        run("--catalogue", tiny / "pages")


def test_a_defect_of_ours_is_not_taken_for_one_of_the_catalogue(tiny, monkeypatch, capsys):
    monkeypatch.setattr(check, "enter", lambda needs: None)
    monkeypatch.setattr(check, "outcome_of", lambda *_, **__: 1 / 0)
    monkeypatch.setattr(sys, "argv", ["check.py", "--catalogue", str(tiny)])
    monkeypatch.setattr(sys, "path", list(sys.path))
    assert check.main() == CANNOT_RUN
    assert capsys.readouterr().err.endswith("not checked: unexpected ZeroDivisionError, see above\n")


# --- Chosen files -----------------------------------------------------------------------------------


def test_chosen_files_limit_the_report_and_show_hints_while_references_resolve(run, broken):
    status, said, _ = run("catalogue/solutions/quay-lamps.yml")
    assert status == FINDINGS
    assert {line.split(":")[0] for line in said.split("\n") if line.startswith("catalogue/")} == {"catalogue/solutions/quay-lamps.yml"}
    status, said, _ = run("catalogue/solutions/warm-basins.yml", "--no-hints")
    assert status == OK
    assert re.match(r"no (findings|errors or warnings) in 1 file", said)


def test_a_file_can_be_named_from_the_catalogue_by_its_whole_path_and_by_its_folder(run, broken, monkeypatch):
    wanted = run("catalogue/solutions/quay-lamps.yml")
    assert run("solutions/quay-lamps.yml") == run(broken / "solutions/quay-lamps.yml") == wanted
    monkeypatch.chdir(broken / "labs")
    assert run("../solutions/quay-lamps.yml") == wanted
    assert "catalogue/labs/quay-lab.yml" in run(".")[1] and "solutions" not in run(".")[1]
    assert "catalogue/solutions" in run("..")[1]


def test_a_photo_brings_its_entry_along(run, broken):
    photo(broken)
    assert "catalogue/solutions/quay-lamps.yml:6:7" in run("catalogue/images/quay-lamps/quay.jpg")[1]


def test_a_file_outside_the_catalogue_or_of_no_name_ends_in_words(run, tiny):
    (tiny.parent / "other.yml").touch()
    for name, message in [("other.yml", "outside the catalogue"), ("catalogue/../other.yml", "outside"), ("none.yml", "no file")]:
        with pytest.raises(CannotRun, match=message) as reason:
            run(name)
        assert "--catalogue" in reason.value.help


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_is_judged_where_it_stands(run, tiny):
    (tiny / "solutions/link.yml").symlink_to(tiny.parent / "outside.yml")
    status, said, _ = run("catalogue/solutions/link.yml")
    assert (status, said.split(": ")[0]) == (FINDINGS, "catalogue/solutions/link.yml:1:1")


# --- Output -----------------------------------------------------------------------------------------


def test_a_report_can_go_to_a_file_while_the_summary_is_printed(run, broken):
    wanted = run("--format", "sarif")[1]
    _, said, _ = run("--format", "sarif", "--output", "report.sarif")
    assert (broken.parent / "report.sarif").read_text("utf-8") == wanted
    assert re.match(r"\d+ errors", said) and said.count("\n") == 1


def test_an_output_that_cannot_be_or_may_not_be_written_ends_in_words(run, tiny):
    with pytest.raises(CannotRun, match="cannot write"):
        run("--output", "none/report.txt")
    with pytest.raises(CannotRun, match="into the catalogue"):
        run("--output", "catalogue/solutions/quay-lamps.yml")
    assert "Lamps" in (tiny / "solutions/quay-lamps.yml").read_text("utf-8")


def process(*arguments, **environment):
    """The command as a process of its own."""
    command = [sys.executable, "-c", IN_PROCESS, "--catalogue", "catalogue", *arguments]
    surroundings = os.environ | {"PYTHONPATH": ON_PATH} | environment
    return subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_reader_who_has_had_enough_causes_no_complaint(broken):
    with process("--hints") as command:
        command.stdout.close()
        assert (command.stderr.read(), command.wait()) == (b"", FINDINGS)


def test_a_program_gets_utf_8_whatever_the_locale(broken):
    entry = broken / "solutions/quay-lamps.yml"
    entry.write_text(entry.read_text("utf-8").replace("city: tesby", "city: århus"), "utf-8")
    with process(PYTHONIOENCODING="latin-1") as command:
        assert "city: århus" in command.communicate()[0].decode("utf-8")


# --- Mending ----------------------------------------------------------------------------------------


def photo(catalogue, name="quay.jpg"):
    """A photo that tells its author's name; the file."""
    file = catalogue / "images/quay-lamps" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    exif = Image.Exif()
    exif[0x013B] = "Ane"
    Image.new("RGB", (8, 8)).save(file, exif=exif)
    return file


def test_fix_mends_entries_and_photos_says_so_and_has_nothing_to_do_the_next_time(run, tiny):
    entry, picture = tiny / "solutions/quay-lamps.yml", photo(tiny)
    sound = entry.read_bytes()
    entry.write_bytes(b"\xef\xbb\xbf" + sound.replace(b"\n", b"\r\n").replace(b"https://testby", b"http://testby"))
    status, _, told = run("--fix")
    assert told == (
        "mended 2 files:\n"
        "  catalogue/solutions/quay-lamps.yml: byte order mark, line endings, https\n"
        "  catalogue/images/quay-lamps/quay.jpg: metadata\n"
    )
    assert entry.read_bytes() == sound
    assert b"Ane" not in picture.read_bytes()
    assert run("--fix")[2] == "nothing to mend\n"


def test_fix_mends_before_it_checks(run, tiny):
    entry = tiny / "solutions/quay-lamps.yml"
    entry.write_text(entry.read_text("utf-8").replace("url: https://testby", "url: http://testby"), "utf-8", newline="\n")
    assert run("solutions/quay-lamps.yml")[0] == FINDINGS
    assert run("--fix", "solutions/quay-lamps.yml")[0] == OK


def test_fix_leaves_unchosen_files_and_what_is_not_utf_8_as_they_are(run, tiny):
    chosen, other, latin = (tiny / f"solutions/{name}.yml" for name in ("quay-lamps", "warm-basins", "latin"))
    for file in (chosen, other):
        file.write_bytes(file.read_bytes() + b"\n\n")
    latin.write_bytes(b"title: \xe5  \r\n")
    _, _, told = run("--fix", chosen, latin)
    assert told == "mended 1 file:\n  catalogue/solutions/quay-lamps.yml: final newline\n"
    assert other.read_bytes().endswith(b"\n\n\n")
    assert latin.read_bytes() == b"title: \xe5  \r\n"


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_fix_follows_no_link_to_a_file_or_folder(run, tiny):
    outside = tiny.parent / "outside"
    outside.mkdir()
    (outside / "file.yml").write_bytes(b"title: x  \r\n")
    picture = photo(outside)
    (tiny / "solutions/link.yml").symlink_to(outside / "file.yml")
    (tiny / "images").symlink_to(outside / "images")
    (tiny / "labs").rename(outside / "labs")
    (tiny / "labs").symlink_to(outside / "labs")
    (outside / "labs/quay-lab.yml").write_bytes((outside / "labs/quay-lab.yml").read_bytes() + b"\n")
    assert run("--fix")[2] == "nothing to mend\n"
    assert (outside / "file.yml").read_bytes() == b"title: x  \r\n"
    assert b"Ane" in picture.read_bytes()
    assert (outside / "labs/quay-lab.yml").read_bytes().endswith(b"\n\n")


def test_fix_prints_to_standard_error_so_that_a_program_can_read_the_report(run, tiny):
    photo(tiny)
    _, said, told = run("--fix", "--format", "json")
    assert [found["code"] for found in json.loads(said)["findings"]] == ["SC406"]
    assert told.startswith("mended 1 file:\n")
