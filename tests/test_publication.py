"""The publication: what it says, that it is the same bytes each time, and that no text of an entry is markup in it."""

import io
import json
from dataclasses import replace

import pytest
import typst
from PIL import Image
from showroom.publication import FIGURES, TALL, Publication, tree
from showroom.render import offer as offers
from showroom.render.offer import offer_of
from showroom.render.prose import phrase, prose

HOSTILE = r"""#panic("x") $x^2$ [a] *b* _c_ \ @nowhere <label> `code` // no comment "quoted" = {{ }} #sys.inputs"""


@pytest.fixture
def publication(catalogue, settings) -> Publication:
    found = Publication.of(catalogue, settings)
    assert found
    return found


def text_of(content) -> str:
    """What an element that Typst was asked for reads as."""
    if isinstance(content, list):
        return "".join(map(text_of, content))
    if content.get("func") == "space":
        return " "
    return content.get("text") or text_of([content[key] for key in ("body", "child", "children") if isinstance(content.get(key), dict | list)])


def found(publication: Publication, selector: str, field: str) -> list[str]:
    """The texts of what a selector finds in the document."""
    return [text_of(content) for content in json.loads(publication._compiler("all").query(selector, field=field))]


def headings(publication: Publication, level: int) -> list[str]:
    return found(publication, f"heading.where(level: {level}, outlined: true)", "body")


def with_solutions(publication: Publication, *solutions) -> Publication:
    """The same for a catalogue of these, each under the entry that it is a variant of."""
    by_slug = {solution.slug: solution for solution in solutions}
    listings = {
        kind: {id_: tuple(by_slug[each.slug] for each in listed if each.slug in by_slug) for id_, listed in subjects.items()}
        for kind, subjects in publication.catalogue.listings.items()
    }
    return replace(publication, catalogue=replace(publication.catalogue, solutions=tuple(solutions), listings=listings))


# --- What it says ---------------------------------------------------------------------------------


def test_each_solution_and_each_lab_stands_in_it_once_under_its_own_heading(publication):
    catalogue = publication.catalogue
    titles = [solution.title for solution in catalogue.solutions]
    assert sorted(headings(publication, 2)) == sorted([*titles, *(lab.name for lab in catalogue.labs.values())])


def test_its_parts_are_the_sectors_that_are_somebodys_main_one_between_contents_and_index(publication):
    assert headings(publication, 1) == ["How to read it", "Contents", "Public space", "Energy", "Living labs", "Index by city"]


def test_it_is_called_by_how_many_solutions_there_are_and_dated_by_the_newest_entry(publication):
    newest = max(entry.updated for entry in (*publication.catalogue.solutions, *publication.catalogue.labs.values()))
    assert (publication.data["title"], publication.data["date"]) == ("3 solutions proven in living labs", newest)


def printed(publication: Publication, slug: str):
    [solution] = [each for sector in publication.data["sectors"] for each in sector["solutions"] if each["id"] == slug]
    return solution


def test_a_figure_is_printed_with_its_kind_its_baseline_its_caveat_and_the_mark_of_its_source(publication):
    assert printed(publication, "quay-lamps")["figures"][0] == {
        "value": "about 34.5\u00a0%", "label": "Power saved on the quay", "kind": "measured", "known": "Measured", "period": "2019–2020",
        "baseline": "Compared with 0\u00a0%: the same lamps at full light", "note": "Metered over one year.", "source": 1, "anchor": "#source-report",
    }  # fmt: skip


def test_of_many_figures_the_surest_are_printed_and_the_others_counted(publication):
    solution = publication.catalogue.by_slug["quay-lamps"]
    kinds = ["context", "expected", "stated", "measured", "expected", "measured"]
    many = tuple(replace(solution.results[0], kind=kind) for kind in kinds)
    entry = printed(with_solutions(publication, replace(solution, results=many)), "quay-lamps")
    assert [figure["kind"] for figure in entry["figures"]] == ["measured", "measured", "stated", "expected"]
    assert (len(entry["figures"]), entry["more"]) == (FIGURES, "2 more figures on its page")


def test_what_is_not_known_is_not_printed(publication):
    bare = replace(
        publication.catalogue.by_slug["quay-lamps"], results=(), findings=(), lab=None, status=None, period=None, visit=None, partners=()
    )
    bare_publication = with_solutions(publication, bare)
    entry = printed(bare_publication, "quay-lamps")
    assert (entry["figures"], entry["more"], entry["lessons"], entry["facts"], entry["visit"]) == ([], "", [], [], None)
    assert bare.title in headings(bare_publication, 2)


def test_what_did_not_work_comes_first_among_the_lessons(publication):
    solution = publication.catalogue.by_slug["quay-lamps"]
    finding = solution.findings[0]
    lessons = tuple(replace(finding, kind=kind) for kind in ("worked", "surprise", "did-not-work"))
    entry = printed(with_solutions(publication, replace(solution, findings=lessons)), "quay-lamps")
    assert [lesson["kind"] for lesson in entry["lessons"]] == ["did-not-work", "worked", "surprise"]


# --- Markdown -------------------------------------------------------------------------------------


def test_prose_becomes_a_tree_of_what_markdown_means():
    text = "One *two* **three**\nfour `five` [six](https://six.example/).\n\n- seven\n- eight\n\n> nine"
    assert tree(prose(text)) == [
        {"tag": "p", "of": [
            "One ", {"tag": "em", "of": ["two"]}, " ", {"tag": "strong", "of": ["three"]}, " four ", {"tag": "code", "of": ["five"]}, " ",
            {"tag": "a", "of": ["six"], "to": "https://six.example/"}, ".",
        ]},
        {"tag": "ul", "of": [{"tag": "li", "of": ["seven"]}, {"tag": "li", "of": ["eight"]}]},
        {"tag": "blockquote", "of": [{"tag": "p", "of": ["nine"]}]},
    ]  # fmt: skip


def test_a_list_within_a_list_and_a_broken_line_keep_their_place():
    inner = {"tag": "ul", "of": [{"tag": "li", "of": ["b"]}]}
    assert tree("<ol>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ol>") == [{"tag": "ol", "of": [{"tag": "li", "of": ["a ", inner]}]}]
    assert tree("<p>a<br>\nb</p>") == [{"tag": "p", "of": ["a", {"tag": "br", "of": []}, " b"]}]


def test_a_phrase_has_no_blocks():
    assert tree(phrase("It *did*, 30 % of it.")) == ["It ", {"tag": "em", "of": ["did"]}, ", 30\u00a0% of it."]


def test_every_kind_of_markdown_can_be_set(publication):
    text = "a *b c* **d**\\\ne `f` [g](https://g.example/)\n\n1. h\n2. i\n    - j\n\n> k\n> l"
    solution = replace(publication.catalogue.by_slug["quay-lamps"], challenge=text, solution=text)
    content, _ = with_solutions(publication, solution).pdf()
    assert b"pdfuaid" in content


# --- Hostile texts --------------------------------------------------------------------------------


def test_whatever_an_author_writes_is_text(publication):
    solution = publication.catalogue.by_slug["quay-lamps"]
    hostile = replace(
        solution,
        title=HOSTILE,
        summary=HOSTILE,
        findings=(replace(solution.findings[0], text="Worked #panic() $x$ @nowhere, so."),),
        results=(replace(solution.results[0], label=HOSTILE, note=HOSTILE),),
        partners=(replace(solution.partners[0], organisation=replace(solution.partners[0].organisation, name=HOSTILE)),),
        city=replace(solution.city, name=HOSTILE),
        challenge="#panic() $x^2$ @nowhere = //",
    )
    attacked = with_solutions(publication, hostile)
    assert headings(attacked, 2).count(HOSTILE) == 1
    # Set, and by the standard: nothing was run, nothing was looked up, nothing is missing.
    assert b"pdfuaid" in attacked.pdf()[0]


def test_a_character_that_no_font_has_does_not_break_the_publication(publication):
    solution = replace(publication.catalogue.by_slug["quay-lamps"], title="Lamps \U0001f9d9 \u6eaa")
    content, _ = with_solutions(publication, solution).pdf()
    assert content.startswith(b"%PDF-")


def test_an_entry_taller_than_a_page_goes_on_on_the_next(publication):
    solution = publication.catalogue.by_slug["quay-lamps"]
    long = replace(solution, solution="\n\n".join(["Lamps were put up along the quay. " * 12] * 9))
    assert len(long.solution) > TALL
    _, usual = with_solutions(publication, solution).pdf()
    _, pages = with_solutions(publication, long).pdf()
    assert pages == usual + 1


# --- Bytes ----------------------------------------------------------------------------------------


def test_the_same_catalogue_makes_the_same_bytes(publication, settings):
    again = Publication.of(publication.catalogue, settings)
    assert again and again.made().files == publication.made().files


def test_it_is_an_accessible_pdf_with_the_pages_it_says(publication):
    made = publication.made()
    content = made.files["publication/test-showroom.pdf"]
    assert b"pdfuaid" in content
    assert made.offer.bytes == len(content)
    pages = publication._compiler("all").compile(format="png", ppi=10)
    assert made.offer.pages == len(pages) > 6


def test_its_cover_is_a_picture_in_each_width(publication):
    sizes = {uri: Image.open(io.BytesIO(content)).size for uri, content in publication.covers().items()}
    assert sizes == {"publication/test-showroom-320.webp": (320, 453), "publication/test-showroom-640.webp": (640, 906)}


def test_each_of_its_files_can_be_had_alone(publication):
    made = publication.made()
    assert {path: publication.file(path) for path in publication.paths} == made.files


def test_typst_has_the_weights_it_is_asked_for(settings):
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(settings.overrides / "showroom/publication/fonts")])
    assert sorted((font.family, font.weight) for font in fonts.fonts()) == [("Schibsted Grotesk", weight) for weight in (400, 600, 700)]


# --- Large and empty catalogues -------------------------------------------------------------------


def test_of_many_solutions_each_has_a_line_with_its_address(publication, catalogue, settings, monkeypatch):
    monkeypatch.setattr(offers, "WHOLE_AT_MOST", 2)
    lines = Publication.of(catalogue, settings)
    assert lines and not lines.offer.is_whole
    assert printed(lines, "quay-lamps") == {
        "id": "quay-lamps", "title": "Lamps that dim when the quay is empty", "city": "Testby", "place": "Testby, Denmark",
        "url": "https://showroom.example/solutions/quay-lamps/", "uri": "solutions/quay-lamps/",
    }  # fmt: skip
    content, pages = lines.pdf()
    assert b"pdfuaid" in content
    assert pages < publication.pdf()[1]


@pytest.mark.parametrize(("most", "is_offered"), [(3, True), (2, False)])
def test_of_more_than_anybody_prints_there_is_none(catalogue, monkeypatch, most, is_offered):
    monkeypatch.setattr(offers, "SOLUTIONS_AT_MOST", most)
    assert (offer_of(catalogue, "Test") is not None) == is_offered


def test_of_an_empty_catalogue_there_is_none(catalogue):
    assert offer_of(replace(catalogue, solutions=()), "Test") is None


@pytest.mark.parametrize(("name", "uri"), [("Årets Ø-by!", "publication/aarets-oe-by.pdf"), ("展示", "publication/publication.pdf")])
def test_it_is_called_like_the_site(catalogue, name, uri):
    assert offer_of(catalogue, name).uri == uri
