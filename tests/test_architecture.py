"""Who may import whom: the core knows no site generator, and data goes one way through its stages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
CORE = PROJECT / "hooks/showroom"

LEAVES = {
    "raw", "model", "diagnostics", "slugs", "types", "formats", "shapes", "icons", "pictures", "yamltext", "metadata", "not_yaml", "conversion", "articles",
    "pagetext", "packed", "cache", "processes", "copies", "coast", "lean", "jsontext",
    "files", "drawn", "modules",
}  # fmt: skip
STAGES = ("load", "validate", "expand", "insights", "render", "publication", "index", "explorer", "search", "suggest")
"""In the order data goes; each may import those before it."""
ON_TOP = {"readings", "settle", "data", "build", "fingerprints", "publish", "mend"}
BESIDE = {"schema", "draft", "mend"}
"""Helpers of people who write: for scripts and tests, needed by no stage."""

ADAPTERS = {"hooks/mkdocs_hooks.py", "scripts/_mkdocs.py", "scripts/_serve.py", "scripts/_theme.py"}
"""The only files that may import mkdocs."""

MODULES = sorted(CORE.rglob("*.py"))


def name_of(file: Path) -> str:
    """`hooks/showroom/…` as people call it."""
    return file.relative_to(PROJECT).as_posix()


def part_of(file: Path) -> str:
    """The stage or leaf a module of the core belongs to; `__init__` for the package itself."""
    return file.relative_to(CORE).parts[0].removesuffix(".py")


def imports_of(file: Path) -> Iterator[str]:
    """Absolute dotted names of everything a file imports, wherever in it; `from a import b` gives `a.b`."""
    package = ["showroom", *file.relative_to(CORE).parts[:-1]] if file.is_relative_to(CORE) else []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            yield from (".".join([*base, *filter(None, [node.module]), alias.name]) for alias in node.names)


def parts_imported(file: Path) -> set[str]:
    """The stages and leaves of the core that a module imports, its own left out."""
    dotted = [name.split(".") for name in imports_of(file)]
    return {parts[1] for parts in dotted if parts[0] == "showroom" and len(parts) > 1} - {part_of(file)}


def test_every_module_of_the_core_has_its_place():
    assert {part_of(file) for file in MODULES} <= {"__init__", *LEAVES, *STAGES, *ON_TOP, *BESIDE}


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_the_core_imports_no_site_generator(file):
    assert {name.split(".")[0] for name in imports_of(file)} & {"mkdocs", "material", "pymdownx"} == set()


@pytest.mark.parametrize("file", [file for file in MODULES if part_of(file) in LEAVES], ids=name_of)
def test_a_leaf_imports_only_leaves(file):
    assert parts_imported(file) <= LEAVES


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_only_what_stands_to_its_left(stage):
    to_its_left = set(STAGES[: STAGES.index(stage)])
    files = [file for file in MODULES if part_of(file) == stage]
    assert files
    assert {name_of(file): parts_imported(file) - LEAVES - to_its_left for file in files} == {name_of(file): set() for file in files}


@pytest.mark.parametrize("stage", STAGES[STAGES.index("expand") + 1 :])
def test_nothing_is_rendered_of_what_was_not_checked(stage):
    files = [file for file in MODULES if part_of(file) == stage]
    assert [name_of(file) for file in files if "raw" in parts_imported(file)] == []


@pytest.mark.parametrize("file", [file for file in MODULES if part_of(file) in BESIDE], ids=name_of)
def test_a_helper_beside_the_stages_imports_leaves_and_loading_only(file):
    assert parts_imported(file) <= LEAVES | {"load"}


def test_nothing_below_imports_what_puts_the_stages_together():
    assert [name_of(file) for file in MODULES if part_of(file) not in ON_TOP and parts_imported(file) & ON_TOP] == []
    assert "build" not in parts_imported(CORE / "settle.py")


def test_only_the_adapters_import_mkdocs():
    files = [*(PROJECT / "hooks").rglob("*.py"), *(PROJECT / "scripts").rglob("*.py")]
    importing = {name_of(file) for file in files if any(name.split(".")[0] == "mkdocs" for name in imports_of(file))}
    assert "hooks/mkdocs_hooks.py" in importing
    assert importing <= ADAPTERS


def test_the_network_is_not_for_the_core_or_the_hook():
    network = {"socket", "ssl", "http", "requests", "urllib3", "ftplib", "urllib.request"}
    for file in [*MODULES, PROJECT / "hooks/mkdocs_hooks.py"]:
        found = {name for name in imports_of(file) if {name.split(".")[0], ".".join(name.split(".")[:2])} & network}
        assert found == set(), name_of(file)


def test_the_core_never_asks_the_clock():
    asked = {"now", "today", "utcnow", "time", "time_ns", "monotonic"}
    for file in MODULES:
        calls = [node.func for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
        names = {call.attr for call in calls if isinstance(call, ast.Attribute)} | {call.id for call in calls if isinstance(call, ast.Name)}
        assert names & asked == set(), name_of(file)
