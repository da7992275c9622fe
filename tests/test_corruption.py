"""Corruption: whatever happens to one key of a real entry, the finding stands there.

Each key at every depth of five rich entries is deleted, renamed, and given values of all sorts. Nothing raises, and
what is found stands on the key's line, or where its parent begins; what else may follow from it is listed here.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

import pytest
import yaml
from showroom.diagnostics import Diagnostic
from showroom.load import load, parse
from showroom.raw import RawCatalogue, RawEntry, RawMapping
from showroom.shapes import ListOf, Need, Shape, shape_of
from showroom.validate import validate

CATALOGUE = Path(__file__).resolve().parents[1] / "catalogue"

ENTRIES = (
    "solutions/aalborg-plusbus-brt",
    "solutions/capital-region-citizen-responders-app",
    "solutions/cool-dh-oesterby-low-temperature-heating",
    "solutions/odense-borgernes-hus-living-lab",
    "labs/doll-living-lab",
)
"""Between them they have all but a few of the keys that entries have."""

VALUES = {
    "nothing": "",
    "a text": "lorem",
    "a number": "7",
    "a list": "[x]",
    "a mapping": "{x: y}",
    "a very long text": "word " * 2000 + "word",
    "a direction override": "\u202e",
    "five hundred brackets": "[" * 500,
}

ELSEWHERE = {
    "sources": {"SC202"},  # figures name a source that is gone
    "id": {"SC202"},
    "updated": {"SC308", "SC310"},  # without it the day of `added` counts
    "verify_by": {"SC803"},  # `verified` is left alone
}
"""Key → what its change may break on other lines."""


@dataclass(frozen=True)
class Spot:
    """A key of an entry, and where it stands in the text."""

    path: tuple[str | int, ...]
    key: yaml.ScalarNode
    value: yaml.Node
    parent: yaml.MappingNode
    lines: frozenset[int]
    """Where findings about the key may stand: its own line, the parent's first, and that of the parent's key."""

    @property
    def line(self) -> int:
        return self.key.start_mark.line + 1


class OnlyOne(RawCatalogue):
    """The catalogue in which rules look at one entry only; what that names is still there."""

    @cached_property
    def only(self) -> tuple[str, RawEntry]:
        raise AssertionError("set by `checked`")

    def entries(self) -> Iterator[tuple[str, RawEntry]]:
        yield self.only


@lru_cache(maxsize=1)
def catalogue() -> RawCatalogue:
    """The real catalogue, of which only what the entries name is kept: rules over all of it take their time."""
    raw = load(CATALOGUE)
    words = {word for name in ENTRIES for word in re.findall(r"[a-z0-9-]+", (CATALOGUE / f"{name}.yml").read_text("utf-8"))}
    kept = {kind: {id: entry for id, entry in getattr(raw, kind).items() if id in words}
            for kind in ("solutions", "labs", "organisations", "cities")}  # fmt: skip
    return OnlyOne(**{name: getattr(raw, name) for name in RawCatalogue.__dataclass_fields__} | kept)


def checked(name: str, text: str) -> tuple[Diagnostic, ...]:
    """What is wrong with the text of an entry, as a build would find it."""
    kind, _, slug = name.partition("/")
    path = f"catalogue/{name}.yml"
    parsed = parse.__wrapped__(text.encode(), path)
    if not isinstance(parsed.value, RawMapping):
        assert parsed.diagnostics, "a file without fields has a finding"
        return parsed.diagnostics
    entry = RawEntry(id=slug, path=path, fields=parsed.value)
    raw = replace(catalogue(), **{kind: {**getattr(catalogue(), kind), slug: entry}})
    raw.__dict__.update(only=(kind, entry), terms=catalogue().terms)
    return validate(raw)


checked_once = lru_cache(maxsize=8)(checked)


@lru_cache(maxsize=8)
def spots(text: str) -> list[Spot]:
    """Every key of an entry, at every depth."""
    return list(_spots(yaml.compose(text, yaml.BaseLoader), (), None))


def _spots(node: yaml.Node, path: tuple[str | int, ...], key_line: int | None) -> Iterator[Spot]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            lines = {key.start_mark.line + 1, node.start_mark.line + 1, key_line or node.start_mark.line + 1}
            yield Spot((*path, key.value), key, value, node, frozenset(lines))
            yield from _spots(value, (*path, key.value), key.start_mark.line + 1)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _spots(item, (*path, number), key_line)


def deleted(text: str, spot: Spot) -> str:
    """The text without the key and its value."""
    keys = [key for key, _ in spot.parent.value]
    number = keys.index(spot.key)
    if len(keys) == 1:
        start, end = spot.parent.start_mark.index, _end(text, spot.parent)
        return f"{text[:start]}{{}}{text[end:]}"
    if number + 1 < len(keys):
        return text[: spot.key.start_mark.index] + text[keys[number + 1].start_mark.index :]
    return text[: _end(text, spot.parent.value[number - 1][1])] + text[_end(text, spot.value) :]


def renamed(text: str, spot: Spot) -> str:
    end = spot.key.end_mark.index
    return f"{text[:end]}x{text[end:]}"


def given(text: str, spot: Spot, value: str) -> str:
    """The text with another value for the key."""
    return f"{text[: spot.key.end_mark.index]}: {value}{text[_end(text, spot.value) :]}"


def _end(text: str, node: yaml.Node) -> int:
    """Where a value ends; YAML counts the empty lines after a block to it."""
    return len(text[: node.end_mark.index].rstrip())


def field_of(name: str, spot: Spot):
    """The declaration of the key."""
    kind, _, slug = name.partition("/")
    shape = shape_of(kind, slug)
    for step in spot.path[:-1]:
        shape = shape.item if isinstance(step, int) else shape.field(step).type
    return shape.field(spot.path[-1])


def new(name: str, text: str, changed: str) -> list[Diagnostic]:
    """What is wrong with the changed text and was not before; lines may have moved."""
    before = {(finding.code, finding.message) for finding in checked_once(name, text)}
    return [finding for finding in checked(name, changed) if (finding.code, finding.message) not in before]


def missed(name: str, text: str) -> Counter[tuple[str, str]]:
    """(code, message) of each finding that a key is missing."""
    return Counter((finding.code, finding.message) for finding in checked_once(name, text) if finding.code in ("SC102", "SC103"))


def astray(name: str, spot: Spot, found: list[Diagnostic]) -> list[str]:
    """The findings that stand neither at the key nor where its parent begins."""
    return [
        finding.one_line() for finding in found
        if finding.location.path != f"catalogue/{name}.yml"
        or (finding.location.line not in spot.lines and finding.code not in ELSEWHERE.get(spot.path[-1], ()))
    ]  # fmt: skip


@pytest.fixture(params=ENTRIES)
def name(request) -> str:
    return request.param


@pytest.fixture
def text(name: str) -> str:
    return (CATALOGUE / f"{name}.yml").read_text("utf-8")


def test_the_entries_are_right_and_have_keys_at_three_depths(name, text):
    assert [finding.one_line() for finding in checked(name, text) if finding.severity != "hint"] == []
    assert {len(spot.path) for spot in spots(text)} >= {1, 2, 3}
    assert len(spots(text)) >= 35


def test_a_key_that_is_deleted_is_missed_where_it_was_needed(name, text):
    for spot in spots(text):
        changed = deleted(text, spot)
        assert astray(name, spot, new(name, text, changed)) == [], spot.path
        more = [code for code, _ in (missed(name, changed) - missed(name, text)).elements()]
        assert more == {Need.REQUIRED: ["SC102"], Need.RECOMMENDED: ["SC103"]}.get(field_of(name, spot).need, []), spot.path


def test_a_key_that_is_renamed_is_pointed_at(name, text):
    for spot in spots(text):
        found = new(name, text, renamed(text, spot))
        assert astray(name, spot, found) == [], spot.path
        (unknown,) = (finding for finding in found if finding.code == "SC101")
        where = (spot.line, spot.key.start_mark.column + 1, len(spot.key.value) + 1)
        assert (unknown.location.line, unknown.location.column, unknown.location.length) == where
        assert unknown.help.startswith("did you mean"), spot.path


@pytest.mark.parametrize("kind", VALUES)
def test_a_key_with_another_value_is_found_on_its_line(name, text, kind):
    for spot in spots(text):
        found = new(name, text, given(text, spot, VALUES[kind]))
        assert astray(name, spot, found) == [], spot.path
        if wanted := expected(kind, field_of(name, spot).type):
            assert any(re.match(wanted, finding.code) and finding.location.line == spot.line for finding in found), (spot.path, found)


def expected(kind: str, type_) -> str:
    """A pattern for the code of a finding that there must be, whatever the key; empty when it depends."""
    is_list, is_shape = isinstance(type_, ListOf), isinstance(type_, Shape)
    match kind:
        case "nothing":
            return "SC104" if is_list or is_shape else "SC105"
        case "a text" | "a number" | "a direction override" | "a very long text" if is_list or is_shape:
            return "SC104"
        case "a list" if not is_list:
            return "SC104"
        case "a mapping":
            return "SC101" if is_shape else "SC104"
        case "five hundred brackets":
            return "SC005"
        case "a direction override" | "a very long text":
            return "SC1|SC2|SC5|SC6"
    return ""
