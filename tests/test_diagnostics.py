"""Findings: their order, their one line, and what a terminal shows of them."""

import pytest
from showroom.diagnostics import Diagnostic, Location, Report, Severity, printable


def finding(path="a.yml", line=1, column=1, length=1, **other) -> Diagnostic:
    return Diagnostic(**{"code": "SC101", "message": "odd", "location": Location(path, line, column, length)} | other)


def test_one_line_says_place_severity_code_and_message():
    found = finding("catalogue/a.yml", 5, 19, message="unknown term `x`", severity=Severity.HINT)
    assert found.one_line() == "catalogue/a.yml:5:19: hint[SC101] unknown term `x`"


def test_one_line_stays_on_one_line_whatever_message_and_path_quote():
    found = finding("a\nb\x1b[2J.yml", message="unknown key `x\r\n\u2028y\x00`")
    assert found.one_line() == r"a\nb\x1b[2J.yml:1:1: error[SC101] unknown key `x\r\n\u2028y\x00`"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Åben – 東京 🚲", "Åben – 東京 🚲"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("tab\there", r"tab\there"),
        ("left\u202eright", r"left\u202eright"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("half \udcff of a pair", r"half \udcff of a pair"),
        ("no\xa0break", r"no\xa0break"),
    ],
)
def test_printable_escapes_what_could_move_a_cursor_and_nothing_else(text, shown):
    assert printable(text) == shown


def test_a_report_is_in_the_order_of_files_lines_and_columns():
    places = [("b.yml", 1, 1), ("a.yml", 10, 1), ("a.yml", 9, 3), ("a.yml", 9, 20)]
    report = Report(finding(*place) for place in places)
    assert [str(found.location) for found in report] == ["a.yml:9:3", "a.yml:9:20", "a.yml:10:1", "b.yml:1:1"]


def test_a_report_orders_findings_at_one_place_by_code_and_message():
    report = Report([finding(code="SC202"), finding(code="SC101", message="b"), finding(code="SC101", message="a")])
    assert [(found.code, found.message) for found in report] == [("SC101", "a"), ("SC101", "b"), ("SC202", "odd")]


def test_a_report_holds_equal_findings_once():
    assert len(Report([finding(), finding(), finding(line=2)])) == 2


def test_a_report_tells_errors_warnings_and_hints_apart():
    error, warning, hint = (finding(severity=severity) for severity in Severity)
    report = Report([hint, warning, error])
    assert (report.errors, report.warnings) == ((error,), (warning,))
    assert len(report.one_lines()) == 3


def test_about_picks_the_findings_of_one_file_only():
    report = Report([finding("catalogue/a.yml"), finding("catalogue/a.yml.yml"), finding("a.yml")])
    assert report.about("catalogue/a.yml").one_lines() == ["catalogue/a.yml:1:1: error[SC101] odd"]


def test_the_terminal_shows_the_line_a_caret_under_the_value_and_the_help():
    report = Report([finding(line=2, column=11, length=5, help="did you mean `energy`?")])
    assert report.text({"a.yml": "title: x\nsectors: [enrgy]\n"}).split("\n") == [
        "a.yml:2:11: error[SC101] odd",
        "  2 | sectors: [enrgy]",
        "    |           ^^^^^",
        "  help: did you mean `energy`?",
    ]


def test_the_terminal_shows_no_more_carets_than_the_line_is_long():
    report = Report([finding(column=4, length=500)])
    assert report.text({"a.yml": "a: bc"}).split("\n")[1:] == ["  1 | a: bc", "    |    ^^"]


def test_the_terminal_does_without_a_source_and_without_a_line_that_is_not_there():
    report = Report([finding(line=7)])
    assert report.text({}) == report.text({"a.yml": "one line"}) == "a.yml:7:1: error[SC101] odd"


def test_the_terminal_escapes_what_a_source_line_and_a_help_may_smuggle_in():
    report = Report([finding(help="\x1b[2J")])
    assert report.text({"a.yml": "a: \x1b[2J"}).split("\n")[1::2] == [r"  1 | a: \x1b[2J", r"  help: \x1b[2J"]


def test_an_empty_report_says_nothing():
    assert (Report().text({}), Report().errors, len(Report())) == ("", (), 0)
