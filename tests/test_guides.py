"""Guides: every example on a rule's page does what the page says, in the real catalogue.

An example is a fragment of an entry, or of the files it names. Laid over `cases/guide-base.yml`, `guide-lab.yml` or
`guide-article.md`, the wrong one breaks exactly its own rule, and the right one breaks nothing.
"""

import io
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from showroom.build import check
from showroom.diagnostics import Report, Severity
from showroom.validate import RULES, Rule

TESTS = Path(__file__).resolve().parent
CATALOGUE = TESTS.parent / "catalogue"
SOLUTION = (TESTS / "cases/guide-base.yml").read_text("utf-8")
LAB = (TESTS / "cases/guide-lab.yml").read_text("utf-8")
OTHER = SOLUTION.replace("Sea-water pump that warms the swimming hall", "Wind sensor that closes the bridge")
ARTICLE = (TESTS / "cases/guide-article.md").read_text("utf-8")
ENTRY = "catalogue/solutions/guide-example.yml"
TODAY = date(2026, 11, 23)

PART = re.compile(r"^# (catalogue/\S.*\.(?:yml|md))\n?", re.MULTILINE)
"""What a fragment is of, where it is not of the entry."""


def laid_over(fragment: str, base: str) -> str:
    """`base` with the top-level keys of `fragment` replaced by the fragment as it was written."""
    for key in set(re.findall(r"^(\w+):", fragment, re.MULTILINE)):
        base = re.sub(rf"^{key}:.*\n(?:[ ].*\n|\n)*", "", base, flags=re.MULTILINE)
    return f"{base}{fragment}\n"


def written(path: str, fragment: str, before: str) -> str:
    """The text of a file that the fragment is about: entries are laid over a base, lists go on, the rest is whole."""
    if path.startswith("catalogue/solutions/"):
        return laid_over(fragment, SOLUTION if path == ENTRY else OTHER)
    if path.startswith("catalogue/labs/"):
        return laid_over(fragment, LAB) if fragment.strip() else ""
    if path.endswith(".md"):
        fields, _, prose = fragment.rpartition("---\n")
        _, base, _ = ARTICLE.split("---\n")
        return f"---\n{laid_over(fields, base)}---\n{prose}"
    return f"{before}{fragment}\n" if fragment.startswith("- ") else f"{fragment}\n"


def picture(name: str) -> bytes:
    """The photo that an example names: each is what its name says."""
    exif = Image.Exif()
    if name == "with-position.jpg":
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    out = io.BytesIO()
    Image.new("RGB", (400 if name == "thumbnail.jpg" else 1000, 600)).save(out, "JPEG", exif=exif)
    return out.getvalue()[:1000] if name == "half-copied.jpg" else out.getvalue()


@pytest.fixture
def check_example(tmp_path: Path) -> Callable[[str, str], Report]:
    """`check_example(fragment, names)`: what is wrong with the real catalogue once the fragment is part of it.

    Its solutions, labs and photos are left out, for speed; photos are those that `names` names and that exist.
    """
    root = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE, root, ignore=shutil.ignore_patterns("solutions", "labs", "images", "pages", "schema"))
    for folder in ("solutions", "labs", "images/guide-example", "pages/articles"):
        (root / folder).mkdir(parents=True)

    def check_fragment(fragment: str, names: str = "") -> Report:
        files = {"catalogue/solutions/other-example.yml": OTHER, ENTRY: SOLUTION}
        first, *parts = PART.split(fragment)
        for path, part in [(ENTRY, first), *zip(parts[::2], parts[1::2], strict=True)]:
            file = tmp_path / path
            files[path] = written(path, part, file.read_text("utf-8") if file.is_file() else "")
        encoding = match[1] if (match := re.search(r"^# saved as (\S+)", fragment)) else "utf-8"
        for path, text in files.items():
            (tmp_path / path).write_bytes(text.encode(encoding if path == ENTRY else "utf-8"))
        for name in set(re.findall(r"[a-z-]+\.jpg", names)) - {"pump-hose.jpg"}:
            (root / "images/guide-example" / name).write_bytes(picture(name))
        return check(root, TODAY).report

    return check_fragment


def counted(report: Report, rule: Rule) -> list[str]:
    """What counts against an example: all but hints of other rules, and photos that only the other example names."""
    return [
        finding.one_line()
        for finding in report
        if finding.code == rule.code or (finding.severity is not Severity.HINT and finding.code != "SC406")
    ]


def of(rule: Rule) -> str:
    return rule.code


def test_what_the_examples_are_laid_over_is_right(check_example):
    assert check_example("# catalogue/labs/north-harbour.yml\nname: North Harbour Lab") == ()


@pytest.mark.parametrize("rule", RULES, ids=of)
def test_the_wrong_example_breaks_its_own_rule_and_no_other(check_example, rule):
    found = counted(check_example(rule.guide.wrong, rule.guide.wrong + rule.guide.right), rule)
    assert {re.search(r"SC[0-9]{3}", line)[0] for line in found} == {rule.code}, found


@pytest.mark.parametrize("rule", RULES, ids=of)
def test_the_right_example_breaks_nothing(check_example, rule):
    assert counted(check_example(rule.guide.right, rule.guide.right), rule) == []


def test_the_example_is_all_that_differs_between_right_and_wrong():
    assert [rule.code for rule in RULES if rule.guide.wrong == rule.guide.right] == []


def test_every_rule_has_an_example():
    assert [rule.code for rule in RULES if not rule.guide.wrong] == []


def test_examples_show_their_mistake_in_letters_one_can_see():
    shown = [rule.code for rule in RULES if not (rule.guide.wrong + rule.guide.right).replace("\n", "").isprintable()]
    assert shown == []
