"""Hostile files: each ends in a clear finding, within 2 seconds and 300 megabytes.

Measured in a process apart (`apart.py`), in CPU time, so that a busy machine fails nothing. What a site built from
hostile texts looks like is in site/test_hostile.py.
"""

import json
import os
import re
import socket
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from showroom.build import check
from showroom.load import parse
from showroom.shapes import LAB, SOLUTION, Prose, Text, walk

pytest.importorskip("resource", reason="limits are set as POSIX systems do")

TESTS = Path(__file__).resolve().parent
TINY = TESTS / "cases/tiny"
GOOD = re.sub(
    r"(?m)^title: .*\n|^city: .*\n",
    lambda line: "title: Masts that count the gulls\n" if line[0].startswith("title") else "city: testby\n",
    (TINY / "solutions/bin-sensors.yml").read_text("utf-8"),
)
"""An entry that is right, and not the same as another."""

SECONDS = 2.0
MEGABYTES = 300


@dataclass(frozen=True)
class Ended:
    """How a check in a process apart ended."""

    report: list[str]
    """The findings about what is hostile, hints aside, a line each."""
    megabytes: int

    @property
    def codes(self) -> set[str]:
        return set(re.findall(r": \w+\[(SC[0-9]{3})\]", "\n".join(self.report)))


@pytest.fixture(scope="module")
def ask() -> Iterator[Callable[..., dict]]:
    """`ask(check=folder)`, `ask(prose=text)`: the answer of the process apart."""
    path = os.pathsep.join(str(folder) for folder in (TESTS.parent / "hooks", TESTS))
    process = subprocess.Popen(
        [sys.executable, str(TESTS / "apart.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8:surrogateescape"},
    )  # fmt: skip

    def answer(**request: object) -> dict:
        process.stdin.write(json.dumps({name: str(value) for name, value in request.items()}) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    yield answer
    process.stdin.close()
    assert process.wait(timeout=10) == 0


@pytest.fixture
def check_apart(tiny: Path, ask: Callable[..., dict]) -> Callable[[], Ended]:
    """`check_apart()`: how the check of the tiny catalogue ends, once something hostile is in it."""

    def check_tiny() -> Ended:
        answer = ask(check=tiny)
        assert "died" not in answer, f"killed: {answer['died']}"
        assert answer["seconds"] < SECONDS
        assert answer["megabytes"] < MEGABYTES
        assert all(help for help, severity in zip(answer["helps"], answer["severities"], strict=True) if severity == "error")
        assert all(line.isprintable() for line in answer["report"])
        found = [line for line, severity in zip(answer["report"], answer["severities"], strict=True) if severity != "hint"]
        return Ended(found, answer["megabytes"])

    return check_tiny


@pytest.fixture
def hostile(tiny: Path) -> Path:
    """Where an entry called `hostile` would stand."""
    return tiny / "solutions/hostile.yml"


# --- Bytes ----------------------------------------------------------------------------------------

LAUGHS = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
    f"{here}: &{here} [{', '.join([f'*{before}'] * 9)}]\n" for before, here in zip("abcdefgh", "bcdefghi", strict=True)
)


def filled(line: str, *, kilobytes: int = 63) -> str:
    """As many copies of a line as a file may hold; `#` in it is counted up."""
    longest = len(line) + 4
    return "".join(line.replace("#", str(number)) for number in range(kilobytes * 1024 // longest))


BYTES = {
    "a billion laughs": (LAUGHS, {"SC002"}),
    "50,000 nested brackets": ("a: " + "[" * 50_000 + "]" * 10_000, {"SC005"}),
    "50,000 nested mappings": ("{a: " * 15_000, {"SC005"}),
    "nested list items": ("- " * 30_000, {"SC005"}),
    "nested keys that are questions": ("? " * 30_000, {"SC005"}),
    "a number of 5,000 digits": (GOOD.replace("value: 60", f"value: {'9' * 5000}"), {"SC108"}),
    "a NUL byte": (GOOD.replace("Masts", "Ma\0sts"), {"SC001"}),
    "nothing but NUL bytes": ("\0" * 60_000, {"SC001"}),
    "UTF-16 with a mark": (GOOD.encode("utf-16"), {"SC004"}),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), {"SC001"}),
    "UTF-32": (GOOD.encode("utf-32"), {"SC004"}),
    "Latin-1": (GOOD.replace("Masts", "Måsts").encode("latin-1"), {"SC004"}),
    "half a character": (GOOD.replace("Masts", "Ma\ud800sts").encode("utf-8", "surrogatepass"), {"SC004"}),
    "tabs for indentation": (GOOD.replace("\n  ", "\n\t"), {"SC001"}),
    "an empty file": ("", {"SC007"}),
    "only a mark": ("\ufeff", {"SC007"}),
    "only comments": ("# comment\n" * 6_000, {"SC007"}),
    "only spaces": (" \n" * 30_000, {"SC007"}),
    "only markers": ("---\n" * 15_000, {"SC006"}),
    "a quote left open": ("title: '" + "x\n\n" * 20_000, {"SC001"}),
    "a key without end": ("x" * 60_000 + ": y", {"SC001"}),
    "code for PyYAML": ('title: !!python/object/apply:os.system ["touch /tmp/pwned"]', {"SC002"}),
    "an escape sequence for the terminal": ("title: \x1b[2J\x1b[H", {"SC001"}),
}
"""What → (a file's content, the codes of what it leads to)."""


@pytest.mark.parametrize("what", BYTES)
def test_a_hostile_file_ends_in_a_clear_finding(check_apart, hostile, what):
    content, codes = BYTES[what]
    hostile.write_bytes(content if isinstance(content, bytes) else content.encode())
    ended = check_apart()
    assert ended.codes == codes
    assert all(line.startswith("catalogue/solutions/hostile.yml:") for line in ended.report)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_of_other_systems_are_no_defect(check_apart, tiny, ending):
    (tiny / "solutions/other.yml").write_bytes(GOOD.replace("\n", ending).encode())
    assert check_apart().report == []


def test_a_file_of_100_megabytes_is_not_read(check_apart, hostile):
    with hostile.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert check_apart().report == ["catalogue/solutions/hostile.yml:1:1: error[SC005] larger than 64 KB"]


@pytest.mark.parametrize("name", ["cities.yml", "organisations.yml", "facets.yml", "vocabularies/units.yml"])
def test_a_list_of_100_megabytes_is_not_read(check_apart, tiny, name):
    with (tiny / name).open("r+b") as file:
        file.truncate(100 * 1024 * 1024)
    assert f"catalogue/{name}:1:1: error[SC005] larger than 1024 KB" in check_apart().report


# --- Files full of mistakes -----------------------------------------------------------------------

NONSENSE = {
    "unknown keys": filled("k#: \n"),
    "unknown keys like a known one": filled("technologies#: \n"),
    "one key again and again": filled("a: \n"),
    "unknown terms": f"technologies: [{filled('e#, ')}]",
    "one term again and again": f"sectors: [{filled('e, ')}]",
    "unknown entries": f"related: [{filled('quay-lamps-#, ')}]",
    "empty results": f"results: [{filled('{}, ')}]",
    "results of unknown keys": f"results: [{filled('{a}, ')}]",
    "texts where mappings belong": f"results: [{filled('a, ')}]",
    "partners": f"partners: [{filled('{organisation: a#}, ')}]",
    "one source again and again": f"sources: [{filled('{id: a, url: a}, ')}]",
    "addresses that track": f'links: [{{url: "https://a.example/?{filled("utm_#&")}"}}]',
    "tags": filled("a#: !t b\n"),
    "anchors": filled("- &a b\n"),
    "aliases": filled("- *a\n"),
    "a word without end": f"keywords: [{'a1' * 30_000}]",
    "a title without end": f"title: {'w ' * 30_000}",
    "an id without end": f"city: {'x' * 60_000}",
    "an address without end": f"links: [{{url: {'https://' + 'a.' * 30_000}}}]",
}
"""What → 64 KB of it."""


@pytest.mark.parametrize("what", NONSENSE)
def test_a_file_full_of_mistakes_gets_its_findings_and_no_flood(check_apart, hostile, what):
    assert 20_000 < len(NONSENSE[what]) <= 64 * 1024
    hostile.write_text(NONSENSE[what], "utf-8")
    ended = check_apart()
    assert 1 <= len(ended.report) <= 500
    assert max(len(line) for line in ended.report) < 500


def test_a_list_full_of_mistakes_gets_its_findings_and_no_flood(check_apart, tiny):
    with (tiny / "cities.yml").open("a") as cities:
        cities.write(filled("- \n", kilobytes=200) + filled("- {id: a#}\n", kilobytes=200))
    ended = check_apart()
    assert ended.codes >= {"SC007", "SC102"}
    assert len(ended.report) <= 500


# --- Markdown -------------------------------------------------------------------------------------

MARKDOWN = {
    "[": 20_000, ">": 4_000, "- ": 2_000, "*": 4_000, "1. ": 1_333, "[](": 1_333, "[a][": 1_000, "![": 2_000, "`": 4_000,
    "_a* ": 1_000, "<a ": 1_333, "](": 30_000, "> \n": 1_333, "- a\n": 1_000, "<!--": 15_000, "|a|\n": 15_000, "a\n--\n": 10_000,
    "a@": 30_000, "&a": 30_000, "\\": 4_000, "[x](javascript:a) ": 200, "(": 4_000,
}  # fmt: skip
"""What keeps parsers busy → how often it stands in a text."""


def with_challenge(markdown: str) -> str:
    return re.sub(r"(?m)^challenge: \|\n(?: .*\n)+", lambda _: f"challenge: {json.dumps(markdown)}\n", GOOD)


@pytest.mark.parametrize("what", MARKDOWN)
def test_markdown_that_keeps_parsers_busy_is_refused_in_time(check_apart, hostile, what):
    hostile.write_text(with_challenge(what * MARKDOWN[what]), "utf-8")
    ended = check_apart()
    assert ended.codes & {"SC105", "SC604", "SC605", "SC005"}


@pytest.mark.parametrize("what", MARKDOWN)
def test_markdown_that_passes_is_rendered_in_time(ask, check_entry, what):
    most = 1500 // len(what) if "[" not in what else 100 // what.count("[")
    passing = f"Words at the start. {what * most} {'words ' * 300}"[:1500]
    report = check_entry(with_challenge(passing))
    assert {finding.code for finding in report.errors} <= {"SC603", "SC604", "SC606", "SC609"}
    # As long as any Markdown field may be, whatever the rules say of what stands in it.
    longest = f"{what * (most if '[' in what else 4000 // len(what))}{'word ' * 800}"[:4000]
    answer = ask(prose=longest)
    assert answer["seconds"] < SECONDS
    assert answer["megabytes"] < MEGABYTES


# --- What is no ordinary file ---------------------------------------------------------------------


def make_socket(path: Path) -> None:
    # A socket's address has room for some 100 characters only.
    here = os.getcwd()
    os.chdir(path.parent)
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


SPECIAL = {
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a socket": make_socket,
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nowhere": lambda path: path.symlink_to("nowhere.yml"),
    "a link out of the catalogue": lambda path: path.symlink_to("/etc/hostname"),
    "a link to an endless file": lambda path: path.symlink_to("/dev/zero"),
    "a link to another entry": lambda path: path.symlink_to("quay-lamps.yml"),
}


@pytest.mark.parametrize("what", SPECIAL)
def test_what_is_no_ordinary_file_is_refused_and_never_opened(check_apart, hostile, what):
    SPECIAL[what](hostile)
    assert check_apart().report == ["catalogue/solutions/hostile.yml:1:1: error[SC009] `hostile.yml` is not an ordinary file"]


@pytest.mark.parametrize("name", ["cities.yml", "facets.yml", "vocabularies/sectors.yml"])
def test_a_list_that_is_a_pipe_is_refused_and_never_opened(check_apart, tiny, name):
    (tiny / name).unlink()
    os.mkfifo(tiny / name)
    assert f"catalogue/{name}:1:1: error[SC009] `{Path(name).name}` is not an ordinary file" in check_apart().report


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_reported(check_apart, hostile):
    hostile.write_text(GOOD)
    hostile.chmod(0)
    assert check_apart().report == ["catalogue/solutions/hostile.yml:1:1: error[SC009] cannot be read: Permission denied"]


@pytest.mark.parametrize(
    "name",
    [
        "a\nb.yml", "🚲.yml", "Bins.yml", "a..b.yml", "..yml.yml ", "-.yml", "a\x1b[2Jb.yml", "\u202elmy.yml", "con.yaml",
        "x" * 200 + ".yml", "%2e%2e.yml",
    ],
)  # fmt: skip
def test_a_hostile_file_name_is_refused_on_one_printable_line(check_apart, tiny, name):
    (tiny / "solutions" / name).write_text(GOOD)
    ended = check_apart()
    if name.startswith("."):
        assert ended.report == []  # hidden files are left alone
    else:
        assert [re.search(r"error\[SC009\] `.*` is no name for an entry", line) is not None for line in ended.report] == [True]


# --- Pictures -------------------------------------------------------------------------------------

PHOTO = "images:\n  - {file: photo.png, alt: A bin on the beach, credit: Testby Archive, licence: CC-BY-4.0}\n"


def bomb(width: int, height: int) -> bytes:
    """A PNG, complete and valid, of black see-through pixels, put together without ever having them in memory."""
    size = height * (1 + width * 4)
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = deflate.compress(bytes(1 << 20)) + deflate.flush(zlib.Z_FULL_FLUSH)
    rest = zlib.compressobj(9, zlib.DEFLATED, -15)
    end = rest.compress(bytes(size % (1 << 20))) + rest.flush()
    # Adler-32 of nothing but zeros.
    checksum = struct.pack(">HH", size % 65521, 1)

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    pixels = b"\x78\x01" + block * (size >> 20) + end + checksum
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.fixture
def photo(tiny: Path, hostile: Path) -> Path:
    """Where the photo of the entry `hostile` stands."""
    hostile.write_text(GOOD + PHOTO, "utf-8")
    folder = tiny / "images/hostile"
    folder.mkdir(parents=True)
    return folder / "photo.png"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((30_000, 30_000), "far more than 16 million pixels"),
        ((12_000, 12_000), "far more than 16 million pixels"),  # more than the warning, less than the error of Pillow
        ((9_000, 9_000), "9000 × 9000 pixels; at most 16 million allowed"),
    ],
)
def test_a_picture_that_unpacks_to_gigabytes_is_not_unpacked(check_apart, photo, size, said):
    photo.write_bytes(bomb(*size))
    ended = check_apart()
    assert photo.stat().st_size < 8 * 1024 * 1024
    assert ended.report == [f"catalogue/solutions/hostile.yml:35:12: error[SC402] `photo.png`: {said}"]
    assert ended.megabytes < 100


def test_the_largest_picture_allowed_is_accepted_within_the_limits(check_apart, photo):
    photo.write_bytes(bomb(4_000, 4_000))
    assert check_apart().report == []


def test_a_picture_that_is_a_pipe_is_never_opened(check_apart, photo):
    os.mkfifo(photo)
    assert check_apart().codes == {"SC401"}


def test_a_picture_behind_a_link_is_not_there(check_apart, photo, tmp_path):
    elsewhere = tmp_path / "elsewhere.png"
    elsewhere.write_bytes(bomb(900, 60))
    photo.symlink_to(elsewhere)
    assert check_apart().codes == {"SC401"}


def test_folders_of_pictures_behind_a_link_are_not_there(check_apart, photo, tmp_path):
    photo.write_bytes(bomb(900, 60))
    photo.parent.rename(tmp_path / "elsewhere")
    photo.parent.symlink_to(tmp_path / "elsewhere")
    assert check_apart().codes == {"SC401"}


def test_folders_within_folders_of_pictures_are_not_walked(check_apart, photo):
    photo.write_bytes(bomb(900, 60))
    deep = photo.parent
    for _ in range(60):
        deep /= "deeper"
    deep.mkdir(parents=True)
    (deep / "photo.png").write_bytes(bomb(900, 60))
    (photo.parent / "around").symlink_to(photo.parent)
    assert check_apart().report == []


@pytest.mark.parametrize(
    "name", ["../quay-lamps/photo.png", "deeper/photo.png", "/etc/hostname", "photo.png\\0", "PHOTO.PNG", "photo.svg", "photo.gif"]
)
def test_a_picture_by_any_other_name_is_refused(check_apart, photo, hostile, name):
    photo.write_bytes(bomb(900, 60))
    hostile.write_text(hostile.read_text("utf-8").replace("file: photo.png", f'file: "{name}"'), "utf-8")
    assert check_apart().codes >= {"SC108", "SC401"}


# --- Markup ---------------------------------------------------------------------------------------

MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</title><style>*{display:none}</style>",
    "<!-- showroom:header -->",
    "<a href='javascript:alert(1)'>here</a>",
    "&lt;script&gt;",
)


def text_fields(kind: str, name: str, shape) -> list[tuple[int, int]]:
    """Line and column of every text in a file of the tiny catalogue that people will read."""
    value = parse((TINY / kind / f"{name}.yml").read_bytes(), "a.yml").value
    return [(v.location.line, v.location.column) for type_, v in walk(shape, value) if isinstance(type_, Text | Prose)]


@pytest.mark.parametrize("markup", MARKUP)
@pytest.mark.parametrize(("kind", "name", "shape"), [("solutions", "quay-lamps", SOLUTION), ("labs", "quay-lab", LAB)])
def test_markup_is_refused_in_every_text_of_an_entry(tiny, kind, name, shape, markup):
    file = tiny / kind / f"{name}.yml"
    places = text_fields(kind, name, shape)
    marked = _with_markup(yaml.compose(file.read_text("utf-8"), yaml.BaseLoader), set(places), markup)
    file.write_text(yaml.serialize(marked, allow_unicode=True, width=10_000), "utf-8")
    found = [finding for finding in check(tiny).report.errors if finding.code == "SC606"]
    assert len(found) == len(places) >= 8
    assert {finding.location.path for finding in found} == {f"catalogue/{kind}/{name}.yml"}


def _with_markup(node: yaml.Node, places: set[tuple[int, int]], markup: str) -> yaml.Node:
    """The node, markup standing at the start of each of its texts at `places`."""
    if isinstance(node, yaml.ScalarNode):
        if (node.start_mark.line + 1, node.start_mark.column + 1) in places:
            node.value, node.style = f"{markup} {node.value}", '"'
    else:
        for child in node.value:
            for inner in child if isinstance(child, tuple) else (child,):
                _with_markup(inner, places, markup)
    return node


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_is_refused_in_lists_and_vocabularies(tiny, markup):
    wanted = 0
    texts = {"organisations.yml": "Testby Municipality", "cities.yml": "Test Region", "vocabularies/statuses.yml": "In operation"}
    for name, old in texts.items():
        file = tiny / name
        text = file.read_text("utf-8")
        wanted += text.count(old)
        file.write_text(text.replace(old, json.dumps(f"{old} {markup}")), "utf-8")
    assert [finding.code for finding in check(tiny).report.errors] == ["SC606"] * wanted
