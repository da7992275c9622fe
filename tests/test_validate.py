"""Rules: what golden cases cannot show. Cases are in cases/reject and cases/accept; see test_cases.py."""

import re
from datetime import date
from pathlib import Path

import pytest
from babel import Locale
from PIL import Image
from showroom.build import check
from showroom.shapes import LANGUAGES, SOLUTION, VOCABULARIES, ListOf, Need, Shape
from showroom.validate import MAX_FINDINGS, RULES, errors_by_entry

BIN_SENSORS = Path(__file__).parent / "cases/tiny/solutions/bin-sensors.yml"


@pytest.fixture
def text() -> str:
    return BIN_SENSORS.read_text("utf-8")


def test_a_recommended_field_that_is_missing_is_a_hint(tiny):
    report = check(tiny).report.about("catalogue/solutions/bin-sensors.yml")
    assert report.one_lines() == [
        f"catalogue/solutions/bin-sensors.yml:1:1: hint[SC103] recommended key `{name}` is missing in the solution"
        for name in ("findings", "location", "partnership")
    ]
    assert report[1].help == "add `location:` – A point for the map."
    assert (report.errors, report.warnings) == ((), ())


def test_the_tiny_catalogue_has_no_errors(tiny):
    assert check(tiny).report.errors == ()


def test_the_tiny_solutions_use_every_field_but_images(raw):
    used = {name for entry in raw.solutions.values() for name in entry.fields.values}
    assert {field.name for field in SOLUTION.fields} - used == {"images"}


def test_the_tiny_catalogue_has_every_vocabulary_and_every_kind_of_organisation(raw):
    assert set(raw.vocabularies) == set(VOCABULARIES)
    kinds = [organisation.fields.text("kind") for organisation in raw.organisations.values()]
    assert sorted(kinds) == ["citizens", "private", "public", "university", "utility"]


@pytest.mark.parametrize("field", [field for field in SOLUTION.fields if field.need is Need.REQUIRED], ids=lambda f: f.name)
def test_each_required_field_is_missed(check_entry, text, field):
    without = re.sub(rf"^{field.name}:.*\n(?:[ -].*\n|\n)*", "", text, flags=re.MULTILINE)
    assert without != text
    found = [error.one_line() for error in check_entry(without).errors]
    missing = f"catalogue/solutions/entry.yml:1:1: error[SC102] required key `{field.name}` is missing in the solution"
    # Without `sources`, the figure's source is unknown too.
    more = ["catalogue/solutions/entry.yml:25:13: error[SC202] unknown id `thesis` in sources"]
    assert found == [missing, *(more if field.name == "sources" else [])]


def test_the_same_mistakes_in_two_entries_are_reported_in_both(check_entry, text):
    broken = text.replace("city: provstad", "city: nowhere")
    check_entry(broken, "one")
    assert [error.one_line() for error in check_entry(broken, "two").errors] == [
        f"catalogue/solutions/{name}.yml:6:7: error[SC202] unknown id `nowhere` in cities" for name in ("one", "two")
    ]


def test_a_mistake_at_the_outside_does_not_hide_one_inside(check_entry, text):
    report = check_entry(text.replace("    unit: count\n", "    unit: counts\n    notes: x\n").replace("status:", "state:"))
    assert [(error.code, error.location.line) for error in report.errors] == [("SC101", 7), ("SC201", 23), ("SC101", 24)]


@pytest.mark.parametrize(
    ("before", "after", "help"),
    [
        ("city: provstad", "citty: provstad", "did you mean `city`?"),
        ("city: provstad", "city: provsted", "did you mean `provstad`? all ids: catalogue/cities.yml"),
        ("city: provstad", "city: zzz", "all ids: catalogue/cities.yml"),
        ("status: testing", "status: tested", "did you mean `testing`? all ids: catalogue/vocabularies/statuses.yml"),
        ("sectors: [public-space]", "sectors: [street]", "did you mean `public-space`? all ids: catalogue/vocabularies/sectors.yml"),
        ("status: testing", "status: testing\nlab: quay", "did you mean `quay-lab`? all ids: catalogue/labs/"),
        ("    source: thesis", "    source: these", "did you mean `thesis`? all ids: `sources` of this entry"),
        ("    kind: measured", "    kind: mesured", "did you mean `measured`? choose from: measured, stated, expected, context"),
        ("    unit: count", "    unit: kWh", "write one of: count; or choose another indicator"),
        ("    value: 60", "    range: {low: 9, high: 2}", "write `{low: 2, high: 9}`"),
        ("    value: 60", "    range: {low: 9, high: 9}", "write `value:` instead of a range"),
        ("title: Bins that call when they are full", "title: Bins", "add 4 or more"),
        ("added: 2026-01-12", "added: 2026-01", "write it as YYYY-MM-DD"),
        ("city: provstad", "city: provstad\nkeywords: [Note: LED light]", "put quotes around a text that contains a colon and a space"),
        (
            "city: provstad",
            "city: provstad\nstandards:\n  - ISO 37120: Cities",
            "put quotes around a text that contains a colon and a space",
        ),
        ("city: provstad", "city: {id: provstad}", "write the value after the colon, on the same line"),
        ("city: provstad", "city: provstad\nkeywords: [{a: b}]", "write the value after the colon, on the same line"),
        ('started: "2019"', "started: last year", "write it as YYYY, YYYY-MM or YYYY-MM-DD"),
    ],
)
def test_the_help_says_how_to_mend_it(check_entry, text, before, after, help):
    assert text.count(before) == 1
    errors = check_entry(text.replace(before, after)).errors
    assert help in [error.help for error in errors]


def test_errors_by_entry_names_each_broken_entry_once_and_no_other(tiny, check_entry, text):
    check_entry(text.replace("city: provstad", "city: nowhere").replace("value: 60", "value: many"), "broken")
    (tiny / "cities.yml").write_text((tiny / "cities.yml").read_text("utf-8").replace("lat: 59.3", "lat: 95.3"), "utf-8")
    broken = [(kind, entry.id) for kind, entry in errors_by_entry(check(tiny).raw)]
    assert broken == [("cities", "provstad"), ("solutions", "broken")]


def test_a_city_and_an_organisation_are_held_to_their_shapes(tiny):
    (tiny / "cities.yml").write_text((tiny / "cities.yml").read_text("utf-8").replace("name: Testby", "nam: Testby"), "utf-8")
    organisations = tiny / "organisations.yml"
    organisations.write_text(organisations.read_text("utf-8").replace("kind: utility", "kind: utilities"), "utf-8")
    assert [error.one_line() for error in check(tiny).report.errors] == [
        "catalogue/cities.yml:1:3: error[SC102] required key `name` is missing in the city",
        "catalogue/cities.yml:2:3: error[SC101] unknown key `nam` in a city",
        "catalogue/organisations.yml:11:49: error[SC201] unknown term `utilities` in vocabulary `organisation-kinds`",
    ]


def test_without_its_vocabulary_no_term_is_known(tiny):
    (tiny / "vocabularies/statuses.yml").unlink()
    assert {error.message for error in check(tiny).report.errors} == {
        f"unknown term `{status}` in vocabulary `statuses`" for status in ("running", "ended", "testing")
    }


def shapes_within(shape: Shape) -> list[Shape]:
    inner = [field.type.item if isinstance(field.type, ListOf) else field.type for field in shape.fields]
    return [shape, *(found for type_ in inner if isinstance(type_, Shape) for found in shapes_within(type_))]


def test_every_field_has_one_sentence_for_its_author():
    fields = [field for shape in shapes_within(SOLUTION) for field in shape.fields]
    assert [field.name for field in fields if not re.fullmatch(r"[^\n]{5,120}\.", field.description)] == []
    assert [shape.name for shape in shapes_within(SOLUTION) if len({f.name for f in shape.fields}) < len(shape.fields)] == []


# --- The rules themselves -------------------------------------------------------------------------


def test_codes_are_unique_and_in_order():
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert [code for code in codes if not re.fullmatch(r"SC[0-9]{3}", code)] == []


def test_every_finding_of_loading_has_a_rule_with_a_guide():
    loading = (Path(__file__).resolve().parents[1] / "hooks/showroom/load.py").read_text("utf-8")
    assert set(re.findall(r'"(SC[0-9]{3})"', loading)) == {rule.code for rule in RULES if rule.check is None}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_complete_guide_and_a_name_of_its_own(rule):
    guide = rule.guide
    assert re.fullmatch(r"[^\n]{15,160}\.", guide.what)
    assert re.fullmatch(r"[^\n]{15,300}[.?]", guide.why)
    assert guide.wrong and guide.right
    assert [other.code for other in RULES if other.name == rule.name or other.guide.what == guide.what] == [rule.code]


def test_of_one_rule_a_file_gets_a_hundred_findings_and_other_files_get_theirs(check_entry, text):
    check_entry("".join(f"key{n}: x\n" for n in range(5000)), "nonsense")
    found = check_entry(text.replace("status:", "state:"))
    assert sum(finding.code == "SC101" for finding in found.about("catalogue/solutions/nonsense.yml")) == MAX_FINDINGS
    assert [error.one_line() for error in found.about("catalogue/solutions/entry.yml").errors] == [
        "catalogue/solutions/entry.yml:7:1: error[SC101] unknown key `state` in a solution"
    ]


@pytest.mark.parametrize("day", ["2026/11/23", "01/01/2030", "2030-13-01", "2030-02-30", "2030-W01-1", "1999-xx-01", "2019-00-01"])
@pytest.mark.parametrize("key", ["added", "verify_by"])
def test_of_what_is_no_day_nobody_says_that_it_is_past_or_ahead(tiny, text, key, day):
    without = text.replace("added: 2026-01-12\nupdated: 2026-01-20\n", "" if key == "added" else "added: 2026-01-12\n")
    (tiny / "solutions/entry.yml").write_text(f"{without}{key}: {day}\n", "utf-8")
    found = check(tiny, date(2026, 2, 1)).report.about("catalogue/solutions/entry.yml")
    assert [finding.code for finding in found if finding.code in ("SC108", "SC801", "SC802")] == ["SC108"]


@pytest.mark.parametrize("zero", ["-0", "-0.0", "-000.00"])
def test_nothing_is_less_than_nothing(check_entry, text, zero):
    assert [(error.one_line(), error.help) for error in check_entry(text.replace("value: 60", f"value: {zero}")).errors] == [
        (f"catalogue/solutions/entry.yml:22:12: error[SC108] `{zero}` is no plain number", "write `0`, without a sign")
    ]


def test_for_a_country_the_language_is_suggested(check_entry, text):
    found = check_entry(text + "visit: {possible: true, languages: [dk, xx, da]}\n").errors
    assert [error.help for error in found] == ["did you mean `da`? `dk` is a country", "write a code of ISO 639-1, such as `en`"]


def test_languages_are_those_of_two_letters_that_unicode_names_but_for_one_that_was_given_up():
    assert set(LANGUAGES) == {code for code in Locale("en").languages if len(code) == 2} - {"sh"}
    assert list(LANGUAGES) == sorted(LANGUAGES)


EMAILS = ("a@b.dk", "visit.us+lab@city-of.test.example", "_a@b.xn--p1ai", "a-@b.dk")
NO_EMAILS = ("-@-.-", "a@b", "a..b@c.dk", ".a@b.dk", "a.@b.dk", "a@-b.dk", "a@b-.dk", "a@b..dk", "a@b.1", f"{'a' * 65}@b.dk")


@pytest.mark.parametrize("email", [*EMAILS, *NO_EMAILS])
def test_an_email_address_is_one_that_people_have(check_entry, text, email):
    contact = f'contact: {{organisation: test-university, email: "{email}", consent: true}}\n'
    assert [error.code for error in check_entry(text + contact).errors] == ([] if email in EMAILS else ["SC108"])


@pytest.mark.parametrize(
    ("character", "said"),
    [
        ("180B", "an invisible character: U+180B, mongolian free variation selector one"),
        ("180F", "an invisible character: U+180F, mongolian free variation selector four"),
        ("FE0F", "an invisible character: U+FE0F, variation selector-16"),
        ("FFFD", "a letter that was lost: U+FFFD, replacement character"),
        ("E000", "an invisible character: U+E000, a character of private use"),
        ("FDD0", "an invisible character: U+FDD0, no character"),
        ("000E0100", "an invisible character: U+E0100, variation selector-17"),
        ("0010FFFD", "an invisible character: U+10FFFD, a character of private use"),
    ],
)
def test_what_no_reader_sees_within_a_word_is_reported(check_entry, text, character, said):
    escape = f"\\U{character:0>8}"
    found = check_entry(text + f'keywords: ["bi{escape}n"]\n').errors
    assert [(error.code, error.message) for error in found] == [("SC601", said)]


def test_a_variant_after_a_sign_is_accepted(check_entry, text):
    assert check_entry(text + 'keywords: ["5 \\u20AC\\uFE0F", "1\\uFE0F\\u20E3"]\n').errors == ()


@pytest.mark.parametrize("title", ['"--------"', '"' + "\\u200C" * 9 + '"', "'!?!?!?!?'"])
def test_a_title_needs_a_letter_or_digit(check_entry, text, title):
    found = check_entry(text.replace("Bins that call when they are full", title, 1)).errors
    assert [(error.code, error.message) for error in found] == [("SC105", "a text without a letter or digit")]


def test_a_keyword_may_be_a_sign(check_entry, text):
    assert check_entry(text + 'keywords: ["<<", "=="]\n').errors == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('keywords: ["A\\u030Arhus"]', ("SC602", "write each as one character")),
        ('keywords: ["A\u030arhus"]', ("SC602", "run `python3 scripts/check.py --fix`")),
        ("requirements: See the page at <https://a.example/page> first.", ("SC606", "write `[text](https://…)`")),
        (f"requirements: See the page at <https://a.example/{'a' * 400}> first.", ("SC606", "write `[text](https://…)`")),
        ("keywords: [<https://a.example/page>]", ("SC606", "remove the angle brackets")),
        ("requirements: Write to some.one@a.example before you begin.", ("SC609", "use `contact:`, with consent")),
    ],
)
def test_what_a_text_must_not_have_is_reported_with_its_remedy(check_entry, text, written, said):
    found = check_entry(f"{text}{written}\n").about("catalogue/solutions/entry.yml")
    assert [(finding.code, finding.help) for finding in found if finding.code.startswith("SC6")] == [said]


def test_the_address_of_a_link_is_no_email_address(check_entry, text):
    link = "[somebody](https://a.example/@some.one/x@y.example)"
    assert check_entry(f"{text}requirements: The map of {link} is needed.\n").errors == ()


# --- Addresses ------------------------------------------------------------------------------------

NO_HOSTS = ("evil.example\\.danfoss.com", "evil.example%2f.danfoss.com", "127.0.0.%31", ".com", "a..dk", "a.dk..", "-a.dk", "a-.dk",
            "a.-.dk", "*.dk", "exa<mple.dk", "$(x).dk", "a_b.dk", "a.dk;x")  # fmt: skip
"""Browsers read some of them as another host than they seem to name, and find none behind the rest."""


@pytest.mark.parametrize("host", NO_HOSTS)
def test_a_host_that_is_no_name_is_reported(check_entry, text, host):
    written = text.replace("https://test-university.example/bins", f"https://{host}/")
    assert written != text
    assert [error.code for error in check_entry(written).errors] == ["SC503"]


@pytest.mark.parametrize("host", ["a-b.dk", "a--b.dk", "4.a.dk", "xn--bcher-kva.dk", "bær.dk", "हिन्दी.भारत", "a.dk."])
def test_a_host_that_is_a_name_is_accepted(check_entry, text, host):
    assert check_entry(text.replace("https://test-university.example/bins", f"https://{host}/")).errors == ()


def test_a_link_in_prose_is_reported_where_it_stands_as_far_as_that_is_known(check_entry, text):
    one_line = "See [it](https://localhost/)."
    several = f"requirements: |\n  Ask the utility first.\n  {one_line}\n"
    for written, place in [
        (f"requirements: Ask first. {one_line}\n", "34:35"),
        (f'requirements: "Ask first. {one_line}"\n', "34:36"),
        (f'requirements: "Ask \\u0066irst. {one_line}"\n', "34:15"),
        (several, "34:15"),
    ]:
        found = check_entry(text + written).errors
        assert [error.one_line() for error in found] == [
            f"catalogue/solutions/entry.yml:{place}: error[SC503] `localhost` is no public host"
        ]


# --- Photos ---------------------------------------------------------------------------------------

PHOTO = """images:
  - {file: bin.jpg, alt: "A bin on the beach, seen from above", credit: Testby Archive, licence: CC-BY-4.0}
"""


@pytest.fixture
def photos(tiny) -> Path:
    """The folder of the photos of solutions/entry.yml."""
    folder = tiny / "images/entry"
    folder.mkdir(parents=True)
    return folder


def test_a_photo_that_can_be_shown_is_accepted(check_entry, text, photos):
    Image.new("RGB", (1200, 800), "teal").save(photos / "bin.jpg")
    assert check_entry(text + PHOTO).errors == ()


def test_a_photo_that_is_not_there_is_reported(check_entry, text, photos):
    (photos / "bin.jpg").symlink_to("/etc/hostname")
    assert [error.one_line() for error in check_entry(text + PHOTO).errors] == [
        "catalogue/solutions/entry.yml:35:12: error[SC401] there is no file `bin.jpg` in catalogue/images/entry/"
    ]


@pytest.mark.parametrize("content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"\xff\xd8\xff\xe0"])
def test_a_photo_that_is_no_picture_is_reported(check_entry, text, photos, content):
    (photos / "bin.jpg").write_bytes(content)
    assert [error.one_line() for error in check_entry(text + PHOTO).errors] == [
        "catalogue/solutions/entry.yml:35:12: error[SC402] `bin.jpg`: no readable JPEG picture"
    ]


def test_a_photo_of_799_pixels_is_too_narrow(check_entry, text, photos):
    Image.new("RGB", (799, 600), "teal").save(photos / "bin.jpg")
    assert [finding.one_line() for finding in check_entry(text + PHOTO) if finding.code == "SC403"] == [
        "catalogue/solutions/entry.yml:35:12: error[SC403] `bin.jpg` is 799 pixels wide; at least 800 needed"
    ]


def test_of_an_entry_that_cannot_be_read_nobody_says_that_it_uses_no_photo(check_entry, text, photos):
    Image.new("RGB", (1200, 800), "teal").save(photos / "bin.jpg")
    report = check_entry(text + PHOTO + "keywords: [left open\n")
    assert [finding.code for finding in (*report.errors, *report.warnings)] == ["SC001"]


def test_a_lab_that_stays_as_it_is_loses_its_city_and_gets_it_back(tiny):
    cities = tiny / "cities.yml"
    text = cities.read_text("utf-8")
    assert check(tiny).report.errors == ()
    cities.write_text(text.replace("id: proeveby", "id: other-town"), "utf-8")
    assert "catalogue/labs/heat-lab.yml" in {error.location.path for error in check(tiny).report.errors}
    cities.write_text(text, "utf-8")
    assert check(tiny).report.errors == ()
