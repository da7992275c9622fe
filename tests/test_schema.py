"""JSON Schemas: fresh, valid, true to every entry, and of one mind with the rules.

Editors read YAML 1.2: `2019` is a number, `no` a text. `as_editors_read` does the same; our loader gives texts only.
"""

import itertools
import json
import math
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, ValidationError
from jsonschema.validators import extend
from schema import stale_files
from showroom.build import check
from showroom.load import load, parse
from showroom.raw import RawMapping
from showroom.schema import schema_of_vocabulary, schemas
from showroom.shapes import (
    CITY,
    LAB,
    ORGANISATION,
    SOLUTION,
    VOCABULARIES,
    ListOf,
    Need,
    Shape,
    Type,
    example_of,
)

TESTS = Path(__file__).resolve().parent
CATALOGUE = TESTS.parent / "catalogue"
FILES = sorted(path for path in CATALOGUE.rglob("*.yml") if path.parent.name != "pages")
CASES = sorted([*(TESTS / "cases/accept").glob("*.yml"), *(TESTS / "cases/reject").glob("*.yml")])
HOME = re.compile(rb"# as (\S+)\n")

COVERED = re.compile(r"\[(?:SC10[124-9]|SC20[12]|SC50[1235])\]")
"""Codes of what a schema can see, but for ids of sources: only the entry itself knows those."""

EXCEPTIONS = {
    "number-with-exponent": "YAML reads 3.4e1 as the number 34, so the schema never sees how it is written",
    "url-of-an-ipv4-address": "the schema asks for a dot in the host, not for a name",
    "url-with-a-short-address": "as above: 127.1 has a dot",
    "url-with-a-trailing-dot-and-an-address": "as above",
    "url-with-an-address-in-wide-digits": "as above",
    "links-in-markdown-that-are-not-safe-to-follow": "its addresses stand within texts, which a schema does not read",
}
"""Case → why schema and rules are not of one mind about it."""


# --- Reading --------------------------------------------------------------------------------------


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema (section 10.3.2): what the YAML language server reads."""

    yaml_implicit_resolvers: dict[str, Any] = {}


def _integer(loader: yaml.Loader, node: yaml.ScalarNode) -> int:
    return int(node.value, {"0o": 8, "0x": 16}.get(node.value[:2], 10))


def _float(loader: yaml.Loader, node: yaml.ScalarNode) -> float:
    special = {".inf": math.inf, "-.inf": -math.inf, ".nan": math.nan}
    text = node.value.lower().removeprefix("+")
    return special[text] if text in special else float(text)


for _tag, _pattern, _first in (
    ("null", r"(?:~|null|Null|NULL|)\Z", [*"~nN", ""]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)\Z", list("tTfF")),
    ("int", r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\Z", list("-+0123456789")),
    ("float", r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z",
     list("-+.0123456789")),
):  # fmt: skip
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)
Core.add_constructor("tag:yaml.org,2002:int", _integer)
Core.add_constructor("tag:yaml.org,2002:float", _float)


def as_editors_read(text: str | bytes) -> Any:
    """The document as typed values."""
    return yaml.load(text, Core)


def as_texts(text: str | bytes) -> Any:
    """The document as our loader reads it: every scalar a text."""
    return yaml.load(text, yaml.BaseLoader)


def _ecma_pattern(validator: Draft7Validator, pattern: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    # A schema's `$` is ECMA-262's, the very end; Python's also stands before a last line break.
    if isinstance(instance, str) and not re.search(re.sub(r"\$\Z", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


Validator = extend(Draft7Validator, {"pattern": _ecma_pattern})


def schema_name(home: str) -> str:
    """The schema for a file of the catalogue, given by its path within."""
    folder, _, file = home.rpartition("/")
    names = {"solutions": "solution", "labs": "lab", "vocabularies": "", "": Path(file).stem}
    return f"{names[folder] or schema_of_vocabulary(Path(file).stem)}.schema.json"


def validators_of(root: Path) -> dict[str, Any]:
    """File name → validator of each schema of the catalogue in `root`."""
    return {name: Validator(json.loads(text)) for name, text in schemas(load(root)).items()}


@pytest.fixture(scope="module")
def validators() -> dict[str, Any]:
    return validators_of(CATALOGUE)


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping within a schema."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


def shapes_within(type_: Type) -> Iterator[Shape]:
    """The shapes a type is made of, itself included."""
    if isinstance(type_, ListOf):
        yield from shapes_within(type_.item)
    elif isinstance(type_, Shape):
        yield type_
        for field in type_.fields:
            yield from shapes_within(field.type)


# --- The committed files --------------------------------------------------------------------------


def test_the_committed_schemas_are_fresh():
    """But for the lists of entries, which may lag: a lab that adds a city in the browser cannot run our scripts."""
    committed = {file.name: json.loads(file.read_bytes()) for file in (CATALOGUE / "schema").iterdir()}
    fresh = {name: json.loads(text) for name, text in schemas(load(CATALOGUE)).items()}
    for name in fresh:
        listed, existing = (schema[name].get("definitions", {}) for schema in (committed, fresh))
        for kind in ("cities", "organisations", "labs", "solutions"):
            gone = set(listed.pop(kind, {}).get("enum", ())) - set(existing.pop(kind, {}).get("enum", ()))
            assert gone == set(), f"{name} still lists them; run `python scripts/schema.py`"
    assert committed == fresh, "run `python scripts/schema.py`"


def test_stale_missing_and_forgotten_files_are_found(tmp_path):
    for name in ("fresh.json", "stale.json", "forgotten.json"):
        (tmp_path / name).write_text("old\n", "utf-8")
    wanted = {"fresh.json": "old\n", "stale.json": "new\n", "missing.json": "new\n"}
    found = {file.name: text for file, text in stale_files(tmp_path, wanted).items()}
    assert found == {"forgotten.json": None, "stale.json": "new\n", "missing.json": "new\n"}


def test_each_schema_is_one(validators):
    for validator in validators.values():
        Draft7Validator.check_schema(validator.schema)


def test_every_field_is_described_and_no_key_is_let_through(validators):
    for name, validator in validators.items():
        for node in nodes(validator.schema):
            if node.get("type") == "object" and "properties" in node:
                assert node["additionalProperties"] is False
                assert [key for key, field in node["properties"].items() if not field["description"]] == [], name


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(CATALOGUE).as_posix())
def test_every_file_is_valid_and_names_its_schema(file, validators):
    home = file.relative_to(CATALOGUE).as_posix()
    text = file.read_text("utf-8")
    modeline, _, _ = text.partition("\n")
    assert (file.parent / modeline.removeprefix("# yaml-language-server: $schema=")).resolve() == CATALOGUE / "schema" / schema_name(home)
    for read in (as_editors_read, as_texts):
        assert [error.message for error in validators[schema_name(home)].iter_errors(read(text))] == []


# --- Examples and snippets ------------------------------------------------------------------------


@pytest.mark.parametrize(("shape", "name"), [(SOLUTION, "solution"), (LAB, "lab"), (ORGANISATION, "organisations"), (CITY, "cities")])
def test_every_field_has_an_example_that_is_right(shape, name, validators):
    validator = validators[f"{name}.schema.json"]
    schema = validator.schema.get("items", validator.schema)
    for inner in shapes_within(shape):
        properties = (schema if inner is shape else validator.schema["definitions"][inner.name])["properties"]
        for field in inner.fields:
            item = field.type.item if isinstance(field.type, ListOf) else field.type
            example = example_of(field)
            assert bool(example) != isinstance(item, Shape), f"{inner.name}.{field.name}"
            if example:
                value = as_texts(example) if isinstance(field.type, ListOf) else example
                assert [e.message for e in validator.evolve(schema=properties[field.name]).iter_errors(value)] == []


def test_the_examples_that_editors_show_are_right(validators):
    found = [(validator, node) for validator in validators.values() for node in nodes(validator.schema) if isinstance(node.get("examples"), list)]
    assert len(found) > 50
    for validator, node in found:
        assert [example for example in node["examples"] if not validator.evolve(schema=node).is_valid(example)] == []


def test_a_snippet_writes_known_keys_and_all_that_are_required(validators):
    labels = set()
    for validator in validators.values():
        for node in nodes(validator.schema):
            for snippet in node.get("defaultSnippets", []) if "properties" in node else []:
                labels.add(snippet["label"])
                assert set(node.get("required", [])) <= set(snippet["body"]) <= set(node["properties"])
    assert {"a figure", "a source", "a partner", "a lesson", "a whole entry", "a whole lab"} <= labels


def test_required_keys_are_those_of_the_shapes(validators):
    required = [field.name for field in SOLUTION.fields if field.need is Need.REQUIRED]
    assert validators["solution.schema.json"].schema["required"] == required


# --- Typed values ---------------------------------------------------------------------------------


@pytest.fixture
def complaints(tiny: Path) -> Callable[[str], list[str]]:
    """`complaints(yaml)`: where a tiny entry is wrong once these fields replace its own."""
    entry = as_editors_read((tiny / "solutions/bin-sensors.yml").read_text("utf-8"))
    validator = validators_of(tiny)["solution.schema.json"]

    def errors(fields: str) -> list[str]:
        return [error.json_path for error in validator.iter_errors({**entry, **as_editors_read(fields)})]

    return errors


@pytest.mark.parametrize("fields", [
    "title: 20302030",
    "keywords: [no, 1.10, 010, 12:30:45, true, 0x1F, 2026-01-15]",
    "period: {started: 2019, ended: 2020-02-29}",
    'period: {started: "2019"}',
    "trl: {level: 7, as_of: 2026}",
    'trl: {level: "7", as_of: 2026-01}',
    "location: {lat: -12, lon: 12.5, precision: city}",
    "contact: {organisation: lampworks, consent: true}",
    'contact: {organisation: lampworks, consent: "true"}',
    'sources: [{id: 2019, title: 1984, publisher: Testby, url: "https://testby.example", date: 1984-06}]',
])  # fmt: skip
def test_what_editors_read_as_another_type_is_accepted(complaints, fields):
    assert complaints(fields) == []


@pytest.mark.parametrize(("fields", "place"), [
    ("title:", "$.title"),  # forgotten, far more often than a text `null`
    ("keywords: [park, null]", "$.keywords[1]"),
    ("summary: 2030", "$.summary"),
    ("trl: {level: 0, as_of: 2026}", "$.trl.level"),
    ("trl: {level: 7.5, as_of: 2026}", "$.trl.level"),
    ("trl: {level: seven, as_of: 2026}", "$.trl.level"),
    ("location: {lat: 91, lon: 0, precision: city}", "$.location.lat"),
    ("period: {started: 19}", "$.period.started"),
    ("added: 2026", "$.added"),
    ("contact: {organisation: lampworks, consent: yes}", "$.contact.consent"),
    ("related: [no-such-entry]", "$.related[0]"),
    ("sectors: energy", "$.sectors"),
    ("city: [testby]", "$.city"),
])  # fmt: skip
def test_what_is_wrong_is_refused_where_it_stands(complaints, fields, place):
    assert complaints(fields) == [place]


def test_days_are_those_of_the_calendar(complaints, validators):
    schema = validators["solution.schema.json"].schema["properties"]["added"]
    for year, month, day in itertools.product((0, 4, 1900, 2000, 2023, 2024, 2100), range(14), range(33)):
        text = f"{year:04}-{month:02}-{day:02}"
        try:
            exists = bool(date.fromisoformat(text))
        except ValueError:
            exists = False
        assert Validator(schema).is_valid(text) == exists, text


# --- Schema and rules -----------------------------------------------------------------------------


def has_a_schema(case: Path) -> bool:
    """Whether a case can be read at all, and is of a kind that has a schema."""
    raw = case.read_bytes()
    home = match[1].decode() if (match := HOME.match(raw)) else "solutions/entry.yml"
    is_known = not home.startswith("vocabularies/") or Path(home).stem in VOCABULARIES
    return is_known and isinstance(parse(raw, home).value, RawMapping)


@pytest.mark.parametrize("case", [case for case in CASES if has_a_schema(case)], ids=lambda case: case.stem)
def test_the_schema_refuses_what_the_rules_refuse(case, tiny):
    raw = case.read_bytes()
    home = match[1].decode() if (match := HOME.match(raw)) else "solutions/entry.yml"
    (tiny / home).write_bytes(raw)
    checked = check(tiny)
    path = f"{tiny.name}/{home}"
    said = [error.one_line() for error in checked.report.about(path).errors]
    is_wrong = any(COVERED.search(line) and not line.endswith(" in sources") for line in said)
    is_refused = not validators_of(tiny)[schema_name(home)].is_valid(as_editors_read(raw))
    assert (is_refused == is_wrong) == (case.stem not in EXCEPTIONS), said


def test_every_exception_is_still_one():
    assert set(EXCEPTIONS) <= {case.stem for case in CASES}
