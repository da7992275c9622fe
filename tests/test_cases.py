"""Golden cases: what the core says of an entry, to the letter.

`cases/reject/<defect>.yml` leads to exactly the errors and warnings in `<defect>.report`; `cases/accept/<behaviour>.yml`
to none. A case stands in solutions/entry.yml of the tiny catalogue. A case of several files is a folder that is laid
over the tiny catalogue, pictures and all. Its files may start with lines that say how it is to be taken:

    # as labs/entry.yml     it stands there (a case of one file)
    # on 2030-01-01         it is checked on that day
    # with hints            its report holds hints too, but those the tiny catalogue has by itself
    # near SC302            it is almost what that rule refuses (a case to accept)

After a deliberate change of a message: `pytest tests/test_cases.py --rewrite-reports`, then read the difference.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from showroom.build import Checked, check
from showroom.diagnostics import Diagnostic, Severity
from showroom.expand import expand
from showroom.validate import RULES

TESTS = Path(__file__).resolve().parent
CODES = [rule.code for rule in RULES]
CODE = re.compile(r"\[(SC[0-9]{3})\]")
DIRECTIVE = re.compile(rb"(?:\xef\xbb\xbf)?# (as|on|with|near) (.*?)\r?[\n\r]")


def cases(folder: str) -> list[Path]:
    """The cases in a folder: YAML files, and folders of files."""
    return sorted(case for case in (TESTS / "cases" / folder).iterdir() if case.suffix != ".report")


REJECTED, ACCEPTED = cases("reject"), cases("accept")


def directives(case: Path) -> Iterator[tuple[str, str]]:
    """(name, value) of the lines at the start of a case's files that say how to take it."""
    for file in sorted(case.rglob("*.yml")) if case.is_dir() else [case]:
        text, position = file.read_bytes(), 0
        while match := DIRECTIVE.match(text, position):
            yield match[1].decode(), match[2].decode()
            position = match.end()


def near(case: Path) -> list[str]:
    """The codes of the rules that a case almost breaks."""
    return [value for name, value in directives(case) if name == "near"]


def reported(case: Path) -> set[str]:
    """The codes in a case's report."""
    return set(CODE.findall(case.with_suffix(".report").read_text("utf-8")))


def stem(case: Path) -> str:
    return case.stem


@pytest.fixture
def checked(tiny: Path) -> Callable[[Path], Checked]:
    """`checked(case)`: the tiny catalogue with that case in its place."""

    def check_case(case: Path) -> Checked:
        told = dict(directives(case))
        if case.is_dir():
            shutil.copytree(case, tiny, dirs_exist_ok=True)
        else:
            (tiny / told.get("as", "solutions/entry.yml")).write_bytes(case.read_bytes())
        return check(tiny, date.fromisoformat(told["on"]) if "on" in told else None)

    return check_case


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> frozenset[Diagnostic]:
    """What is found in the tiny catalogue without any case: hints."""
    tiny = shutil.copytree(TESTS / "cases/tiny", tmp_path_factory.mktemp("known") / "catalogue")
    return frozenset(check(Path(tiny)).report)


@pytest.mark.parametrize("case", REJECTED, ids=stem)
def test_a_defect_is_reported_exactly(case, checked, known, request):
    found = [finding for finding in checked(case).report if finding not in known]
    if ("with", "hints") not in directives(case):
        found = [finding for finding in found if finding.severity is not Severity.HINT]
    said = [finding.one_line() for finding in found]
    report = case.with_suffix(".report")
    if request.config.getoption("rewrite_reports"):
        report.write_text("".join(f"{line}\n" for line in said), "utf-8", newline="\n")
    assert said
    assert said == report.read_text("utf-8").split("\n")[:-1]
    assert all(finding.help for finding in found), "a finding says what to do"


@pytest.mark.parametrize("case", ACCEPTED, ids=stem)
def test_what_is_right_is_accepted_and_can_be_expanded(case, checked, known):
    result = checked(case)
    codes = near(case)
    found = [finding for finding in result.report if finding not in known]
    assert [finding.one_line() for finding in found if finding.severity is not Severity.HINT or finding.code in codes] == []
    catalogue = expand(result.raw)
    assert {solution.slug for solution in catalogue.solutions} == set(result.raw.solutions)


def test_every_report_belongs_to_a_case():
    reports = {file.stem for file in (TESTS / "cases/reject").glob("*.report")}
    assert reports == {case.stem for case in REJECTED}


def test_every_rule_has_a_case_that_breaks_it():
    broken = {code for case in REJECTED for code in reported(case)}
    assert [code for code in CODES if code not in broken] == []


def test_every_rule_has_a_case_that_comes_near_it_and_is_accepted():
    near_to = {code for case in ACCEPTED for code in near(case)}
    assert [code for code in CODES if code not in near_to] == []
    assert near_to <= set(CODES)
