"""Which modules a page's script needs: those it imports, and theirs; a browser is told all of them at once."""

import pytest
from showroom.modules import needed_by


@pytest.fixture
def scripts(tmp_path):
    """Writes modules; the path of the first."""

    def write(**modules):
        for name, code in modules.items():
            (tmp_path / f"{name}.mjs").write_text(code, "utf-8")
        return tmp_path / f"{next(iter(modules))}.mjs"

    return write


def test_a_module_needs_what_it_imports_and_what_those_import_each_once(scripts):
    script = scripts(
        first="import { a } from './second.mjs'\nimport { b } from './third.mjs'\n",
        second="import { c } from './fourth.mjs'\nimport { b } from './third.mjs'\n",
        third="export const b = 1\n",
        fourth="import { a } from './second.mjs'\n",
        fifth="import { a } from './second.mjs'\n",
    )
    assert needed_by(script) == ("first.mjs", "second.mjs", "third.mjs", "fourth.mjs")


@pytest.mark.parametrize(
    "code",
    [
        "import other from './other.mjs'",
        'import { a } from "./other.mjs";',
        "import {\n  a,\n  b as c,\n} from './other.mjs'",
        "import * as other from './other.mjs'",
        "import a, { b } from './other.mjs'",
        "import './other.mjs'",
        "export { a } from './other.mjs'",
        "export * from './other.mjs'",
    ],
)
def test_every_way_to_import_at_once_counts(scripts, code):
    assert needed_by(scripts(script=f"// One.\n{code}\n", other="")) == ("script.mjs", "other.mjs")


@pytest.mark.parametrize(
    "code",
    [
        "const other = await import('./other.mjs')",
        "import('./other.mjs')",
        "/** @param {import('./other.mjs').Other} other */",
        "// import './other.mjs'",
        "export const a = './other.mjs'",
        "export const from = {\n  './other.mjs': 1,\n}",
    ],
)
def test_what_may_come_later_and_what_is_only_said_does_not(scripts, code):
    assert needed_by(scripts(script=f"{code}\n", other="")) == ("script.mjs",)
