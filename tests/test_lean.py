"""Style sheets and scripts lose what only people read, and nothing else."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from showroom.lean import script, style_sheet


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("/* Why. */\n\na {\n  color: red;\n}\n", "a {\ncolor: red;\n}\n"),
        ("a { color: red; /* it's so */ top: 0 }\n", "a { color: red;  top: 0 }\n"),
        ('a::before { content: "/* no */" }', 'a::before { content: "/* no */" }\n'),
        ("/* one\n * two\n */\na {\n\n  top: calc(1px\n    + 2px) }\n", "a {\ntop: calc(1px\n+ 2px) }\n"),
    ],
)
def test_comments_and_indentation_stay_at_home(written, sent):
    assert style_sheet(written) == sent


MODULES = sorted((Path(__file__).resolve().parents[1] / "overrides/assets/showroom/js").glob("*.*js"))


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("/** What it is. */\nexport const A = 1\n", "export const A = 1\n"),
        ("/**\n * @param {string} a\n */\nfunction f(a) {\n  // Why.\n  return a // kept\n}\n", "function f(a) {\n  return a // kept\n}\n"),
        ("const a = /** @type {string[]} */ (b)\n", "const a = (b)\n"),
        ("const url = 'https://a.example/*' + `/* no */`\n", "const url = 'https://a.example/*' + `/* no */`\n"),
        ("const a = b\n  /c/ /d\n", "const a = b\n  /c/ /d\n"),
    ],
)
def test_comments_of_scripts_stay_at_home(written, sent):
    assert script(written) == sent


def test_no_text_over_several_lines_looks_like_a_comment():
    texts = [text for module in MODULES for text in re.findall(r"`[^`]*`", without_comments(module)) if "\n" in text]
    assert [text for text in texts if script(text) != text] == []


def written(module: Path) -> str:
    return module.read_text("utf-8")


def without_comments(module: Path) -> str:
    """A module's code without comments, in which backticks mean something else."""
    return re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", written(module), flags=re.DOTALL | re.MULTILINE)


PARSE = """
import { readFileSync } from 'node:fs'
import { Script, SourceTextModule } from 'node:vm'
for (const filename of process.argv.slice(1)) {
  const code = readFileSync(filename, 'utf-8')
  filename.endsWith('.mjs') ? new SourceTextModule(code, { identifier: filename }) : new Script(code, { filename })
}
"""
"""Fails with the place of the first mistake in the files that are named."""


def parsed(*files: Path) -> subprocess.CompletedProcess[str]:
    """What node says of scripts, and of modules that end in `.mjs`."""
    command = [os.environ["SHOWROOM_NODE"], "--no-warnings", "--experimental-vm-modules", "--input-type=module", "--eval", PARSE, *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_script_is_still_one(tmp_path):
    for module in MODULES:
        (tmp_path / module.name).write_text(script(written(module)), "utf-8")
    assert parsed(*sorted(tmp_path.iterdir())).stderr == ""
    (tmp_path / "broken.mjs").write_text("export const a = (\n", "utf-8")
    assert "SyntaxError" in parsed(*sorted(tmp_path.iterdir())).stderr


def test_scripts_lose_a_third():
    assert len(MODULES) > 70
    before, after = (sum(len(read(module)) for module in MODULES) for read in (written, lambda module: script(written(module))))
    assert after < 0.75 * before
