"""Which pages the tiny catalogue has, each with its address, title, way back and file to edit."""

import re

import pytest
from showroom.diagnostics import Diagnostic, Location, Report
from showroom.expand import expand
from showroom.load import load
from showroom.render import Renderer, words_of
from showroom.render.frame import Frame
from showroom.render.listings import LISTINGS, subjects
from showroom.render.page import Numbering
from showroom.render.pages import TOOLS, pages
from showroom.validate import RULES

S, L = "catalogue/solutions", "catalogue/labs"
SOLUTIONS, SECTORS, CITIES = ("Solutions", "solutions/"), ("Sectors", "sectors/"), ("Cities", "cities/")
TECHNOLOGIES, LABS, ORGANISATIONS = ("Technologies", "technologies/"), ("Living labs", "labs/"), ("Organisations", "organisations/")
ORGANISATION_FILE, CITY_FILE = "catalogue/organisations.yml", "catalogue/cities.yml"

PAGES = [
    ("solutions/", "Solutions", (), None, "2026-03-01"),
    ("solutions/quay-lamps/", "Lamps that dim when the quay is empty", (SOLUTIONS,), f"{S}/quay-lamps.yml", "2026-02-02"),
    ("solutions/bin-sensors/", "Bins that call when they are full", (SOLUTIONS,), f"{S}/bin-sensors.yml", "2026-01-20"),
    ("solutions/warm-basins/", "Åbent bassin warmed by what the heat plant loses", (SOLUTIONS,), f"{S}/warm-basins.yml", "2026-01-10"),
    ("articles/", "Articles", (), None, "2026-02-03"),
    ("shortlist/", "Shortlist", (), None, "2026-03-01"),
    ("compare/", "Compare solutions", (), None, "2026-03-01"),
    ("visit/", "Plan a visit", (), None, "2026-03-01"),
    ("insights/", "Insights", (), None, "2026-03-01"),
    ("sectors/", "Sectors", (), None, "2026-03-01"),
    ("sectors/public-space/", "Public space", (SECTORS,), None, "2026-02-02"),
    ("sectors/energy/", "Energy", (SECTORS,), None, "2026-02-02"),
    ("cities/", "Cities", (), None, "2026-03-01"),
    ("cities/proeveby/", "Solutions in Prøveby", (CITIES,), CITY_FILE, "2026-01-10"),
    ("cities/provstad/", "Solutions in Provstad", (CITIES,), CITY_FILE, "2026-01-20"),
    ("cities/testby/", "Solutions in Testby", (CITIES,), CITY_FILE, "2026-03-01"),
    ("technologies/", "Technologies", (), None, "2026-03-01"),
    ("technologies/motion-sensor/", "Motion sensors", (TECHNOLOGIES,), None, "2026-02-02"),
    ("technologies/fill-level/", "Fill-level sensors", (TECHNOLOGIES,), None, "2026-01-20"),
    ("technologies/led/", "LED lamps", (TECHNOLOGIES,), None, "2026-02-02"),
    ("technologies/heat-pump/", "Heat pumps", (TECHNOLOGIES,), None, "2026-01-10"),
    ("labs/", "Living labs", (), None, "2026-03-01"),
    ("labs/heat-lab/", "Heat Lab Prøveby", (LABS,), f"{L}/heat-lab.yml", "2026-01-10"),
    ("labs/quay-lab/", "The Quay Lab", (LABS,), f"{L}/quay-lab.yml", "2026-03-01"),
    ("organisations/", "Organisations", (), None, "2026-03-01"),
    ("organisations/lampworks/", "Lampworks", (ORGANISATIONS,), ORGANISATION_FILE, "2026-03-01"),
    ("organisations/proeveby-heat/", "Prøveby Heat", (ORGANISATIONS,), ORGANISATION_FILE, "2026-01-10"),
    ("organisations/quay-residents/", "Residents of the Quay", (ORGANISATIONS,), ORGANISATION_FILE, "2026-03-01"),
    ("organisations/test-university/", "Test University", (ORGANISATIONS,), ORGANISATION_FILE, "2026-01-20"),
    ("organisations/testby-municipality/", "Testby Municipality", (ORGANISATIONS,), ORGANISATION_FILE, "2026-03-01"),
]
"""(uri, title, trail, edit path, date) of every page, in order."""


RULE_PAGES = "contribute/rules/"


def of_entries(pages):
    """The pages but those about the rules."""
    return [page for page in pages if not page.uri.startswith(RULE_PAGES)]


@pytest.fixture
def by_uri(renderer):
    return {page.uri: page for page in of_entries(renderer.pages())}


def with_problems(catalogue, settings, *paths: str) -> Renderer:
    findings = [Diagnostic(code="SC105", message="too short", location=Location(path, 3, 4)) for path in paths]
    return Renderer(catalogue=catalogue, settings=settings, problems=Report(findings))


def test_every_page_has_its_address_title_way_back_file_and_date(renderer):
    assert [(page.uri, page.title, page.trail, page.edit_path, page.updated) for page in of_entries(renderer.pages())] == PAGES


def test_every_page_has_a_description_for_search_engines(by_uri):
    assert by_uri["solutions/quay-lamps/"].description.startswith("Forty lamps along the quay dim when nobody is near")
    assert by_uri["labs/quay-lab/"].description.startswith("A quay of four hundred metres")
    assert "Streets and squares." in by_uri["sectors/public-space/"].description
    assert all(len(page.description) > 20 for page in by_uri.values())
    assert len({page.description for page in by_uri.values()}) == len(by_uri)


def test_every_way_back_leads_over_pages_that_exist(by_uri):
    for page in by_uri.values():
        for label, uri in page.trail:
            assert by_uri[uri].title == label


def test_listings_hold_their_solutions_and_their_labs(by_uri):
    def held(uri: str) -> tuple[list[str], list[str]]:
        context = by_uri[uri].context
        return [solution.slug for solution in context["solutions"]], [lab.slug for lab in context["labs"]]

    assert held("cities/testby/") == (["quay-lamps"], ["quay-lab"])
    assert held("organisations/quay-residents/") == (["quay-lamps"], ["quay-lab"])
    assert held("organisations/test-university/") == (["bin-sensors", "warm-basins"], [])
    assert held("sectors/energy/") == (["quay-lamps", "warm-basins"], [])
    assert held("labs/heat-lab/") == (["warm-basins"], [])


def test_neighbours_count_what_the_solutions_of_a_listing_stand_in_too(by_uri):
    neighbours = by_uri["sectors/energy/"].context["neighbours"]
    assert [(group.kind, [(subject.id, count) for subject, count in group.counts]) for group in neighbours()] == [
        ("technologies", [("motion-sensor", 2), ("heat-pump", 1), ("led", 1)]),
        ("cities", [("proeveby", 1), ("testby", 1)]),
        ("labs", [("heat-lab", 1), ("quay-lab", 1)]),
    ]


def test_long_indexes_are_grouped_the_largest_group_first(by_uri):
    def groups(uri: str) -> list[tuple[str | None, list[str]]]:
        return [(heading, [subject.id for subject in members]) for heading, members in by_uri[uri].context["groups"]]

    assert groups("cities/") == [("Denmark", ["proeveby", "testby"]), ("Sweden", ["provstad"])]
    assert groups("technologies/") == [("Sensing", ["motion-sensor", "fill-level"]), ("Light", ["led"]), (None, ["heat-pump"])]
    assert groups("sectors/") == [(None, ["public-space", "energy"])]
    assert [heading for heading, _ in groups("organisations/")] == ["Citizens", "Company", "Public authority", "University", "Utility"]


def test_a_term_that_no_solution_has_gets_no_page(by_uri):
    assert "sectors/water/" not in by_uri


def test_a_problem_shows_on_the_page_of_its_entry_and_on_no_other(catalogue, settings):
    pages = with_problems(catalogue, settings, f"{S}/quay-lamps.yml", f"{L}/heat-lab.yml").pages()
    showing = {page.uri: len(page.context["problems"]) for page in pages if page.context.get("problems")}
    assert showing == {"solutions/quay-lamps/": 1, "labs/heat-lab/": 1}


def test_a_solution_that_cannot_be_shown_gets_a_page_with_its_problems(catalogue, settings):
    broken = f"{S}/new-bins.yml"
    pages = with_problems(catalogue, settings, broken, f"{S}/quay-lamps.yml", f"{L}/new-lab.yml", "catalogue/cities.yml").pages()
    (unshown,) = [page for page in pages if page.template == "unshown.html"]
    assert (unshown.uri, unshown.title, unshown.trail, unshown.edit_path) == ("solutions/new-bins/", "new-bins", (SOLUTIONS,), broken)
    assert [problem.location.path for problem in unshown.context["problems"]] == [broken]
    assert len(of_entries(pages)) == len(PAGES) + 1


def test_a_catalogue_without_entries_still_has_its_indexes(tiny, settings):
    for file in [*(tiny / "solutions").iterdir(), *(tiny / "labs").iterdir(), *(tiny / "pages/articles").iterdir()]:
        file.unlink()
    pages = Renderer(catalogue=expand(load(tiny)), settings=settings).pages()
    assert [page.uri for page in of_entries(pages)] == ["solutions/", *(f"{name}/" for name in (*TOOLS, "visit", "insights", *LISTINGS))]


def test_every_rule_has_a_page_below_the_list_of_rules(renderer):
    rules = [page for page in renderer.pages() if page.uri.startswith(RULE_PAGES)]
    assert [page.uri for page in rules] == [RULE_PAGES, *(f"{RULE_PAGES}{rule.code.lower()}/" for rule in RULES)]
    assert {page.trail[-1] for page in rules[1:]} == {(rules[0].title, RULE_PAGES)}
    assert {page.edit_path for page in rules} == {None}


def test_there_are_no_subjects_of_an_unknown_kind(catalogue):
    with pytest.raises(ValueError, match="colours"):
        subjects("colours", catalogue)


# --- Numbering ------------------------------------------------------------------------------------


@pytest.fixture
def in_ones(catalogue, renderer):
    """The pages when a page holds one card."""
    return {page.uri: page for page in pages(catalogue, words_of(renderer.settings), page_size=1).values()}


def test_a_listing_too_long_for_a_page_goes_on_on_numbered_pages(in_ones):
    first, second = in_ones["sectors/energy/"], in_ones["sectors/energy/page/2/"]
    assert [s.slug for s in (*first.context["shown"], *second.context["shown"])] == ["quay-lamps", "warm-basins"]
    assert (second.title, second.window_title) == ("Energy, page 2", "Energy – Sectors, page 2")
    assert second.trail == (SECTORS, ("Energy", "sectors/energy/"))
    assert "sectors/energy/page/3/" not in in_ones


def test_the_way_back_from_a_further_page_leads_over_the_first(in_ones):
    second = in_ones["organisations/lampworks/page/2/"]
    assert [in_ones[uri].title for _, uri in second.trail] == [label for label, _ in second.trail] == ["Organisations", "Lampworks"]


def test_a_further_page_shows_its_cards_and_the_way_to_its_neighbours(renderer, in_ones):
    html = renderer.catalogue_page(in_ones["sectors/energy/page/2/"], Frame.cut("<!-- showroom:content -->"))
    assert re.findall(r'class="sc-card__title"><a href="([^"]+)"', html) == ["../../../../solutions/warm-basins/"]
    numbering = html[html.index('<nav class="sc-numbering"') :]
    assert re.findall(r'<a [^>]*href="([^"]+)"', numbering)[:2] == ["../../../../sectors/energy/"] * 2
    assert 'aria-current="page"><span class="sc-visually-hidden">Page </span>2<' in numbering


@pytest.mark.parametrize(
    ("number", "count", "shown"),
    [
        (1, 1, (1,)),
        (1, 5, (1, 2, 3, None, 5)),
        (5, 9, (1, None, 3, 4, 5, 6, 7, None, 9)),
        (4, 6, (1, 2, 3, 4, 5, 6)),
        (9, 9, (1, None, 7, 8, 9)),
    ],
)
def test_the_ends_and_the_neighbours_of_a_page_are_offered(number, count, shown):
    assert Numbering("sectors/energy/", number, count).shown == shown


def test_the_first_page_of_a_listing_has_no_number_in_its_address():
    numbering = Numbering("sectors/energy/", 2, 3)
    assert [numbering.uri(n) for n in (1, 2)] == ["sectors/energy/", "sectors/energy/page/2/"]
