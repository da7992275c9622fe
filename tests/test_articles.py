"""Hand-written articles: their files, what they are about, where they are recommended, and what surrounds their prose."""

import re

import pytest
from showroom.articles import WORDS_A_MINUTE, front_matter, links, reading_minutes, slug_in
from showroom.build import build, check, preview
from showroom.diagnostics import Location
from showroom.expand import expand
from showroom.load import load
from showroom.render import Renderer
from showroom.render.frame import Frame

pytestmark = pytest.mark.usefixtures("quick_pictures")

PATH = "catalogue/pages/articles/lamps-and-people.md"
FILE = "pages/articles/lamps-and-people.md"
URI = "articles/lamps-and-people/"
PAGE = f"{URI}index.html"


def rewrite(tiny, before, after):
    text = (tiny / FILE).read_text("utf-8")
    assert before in text
    (tiny / FILE).write_text(text.replace(before, after), "utf-8")


def add(tiny, slug, about, *, title="Another thing to read", date="2026-02-03"):
    description = f"An article called {slug}, written so that the list of articles has more than one."
    fields = f"title: {title}\ndescription: {description}\ndate: {date}\nauthor: Test Showroom\nabout: {about}\n"
    (tiny / f"pages/articles/{slug}.md").write_text(f"---\n{fields}---\n\nNothing yet.\n", "utf-8")


def reading(tiny):
    """uri → slugs of the articles recommended there."""
    return {uri: [article.slug for article in found] for uri, found in expand(load(tiny)).reading.items()}


# --- The file -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("---\ntitle: A\n---\nProse.\n", "\ntitle: A\n"),
        ("---\r\ntitle: A\r\n---\r\nProse.\r\n", "\ntitle: A\r\n"),
        ("---\ntitle: A\n---", "\ntitle: A\n"),
        ("---\n---\nProse.\n", "\n"),
        ("--- \ntitle: A --- B\n---\t\n---\n", "\ntitle: A --- B\n"),
        ("title: A\n---\n", None),
        ("---\ntitle: A\n", None),
        ("\n---\ntitle: A\n---\n", None),
        ("", None),
    ],
)
def test_front_matter_stands_between_the_first_two_lines_of_dashes(text, fields):
    assert front_matter(text) == fields


@pytest.mark.parametrize(
    ("prose", "minutes"),
    [
        ("", 1),
        ("word " * WORDS_A_MINUTE, 1),
        ("word " * (WORDS_A_MINUTE + 1), 2),
        ("## Word\n\n" + "[word](../../a b c d/) " * (WORDS_A_MINUTE - 1), 1),
        ("- word\n" * WORDS_A_MINUTE + "| --- | --- |\n<!-- not read -->", 1),
        ("word " * 960, 5),
    ],
)
def test_reading_time_counts_words_that_are_read(prose, minutes):
    assert reading_minutes(f"---\ntitle: these words do not count\n---\n{prose}") == minutes


def test_links_are_found_where_they_stand():
    text = "---\nabout: '[no](link)'\n---\nA [first](one/), ![picture](no.jpg)\nand [a\nsecond](<two/#x> \"Title\").\n"
    assert list(links(text, "a.md")) == [("one/", Location("a.md", 4, 11, 4)), ("two/#x", Location("a.md", 6, 10, 6))]


@pytest.mark.parametrize(("uri", "slug"), [(URI, "lamps-and-people"), ("articles/", None), ("articles/a/b/", None), ("about/", None)])
def test_an_address_says_which_article_it_is_of(uri, slug):
    assert slug_in(uri) == slug


def test_what_is_not_markdown_has_no_place_among_articles(tiny):
    (tiny / "pages/articles/quay.jpg").write_bytes(b"")
    said = "catalogue/pages/articles/quay.jpg:1:1: error[SC009] `quay.jpg` is no name for an entry"
    assert said in check(tiny).report.one_lines()


def test_a_catalogue_without_articles_has_none(tiny):
    (tiny / FILE).unlink()
    (tiny / FILE).parent.rmdir()
    catalogue = expand(load(tiny))
    assert (catalogue.articles, catalogue.reading) == ({}, {})


# --- What it is about -----------------------------------------------------------------------------


def test_an_article_is_resolved(catalogue):
    article = catalogue.articles["lamps-and-people"]
    assert (article.title, article.date, article.author, article.minutes) == ("Lamps that people asked for", "2026-02-03", "Test Showroom", 1)
    assert [term.id for term in article.terms] == ["co-creation", "public-space"]
    assert article.solutions == (catalogue.by_slug["quay-lamps"],)
    assert article.labs == (catalogue.labs["quay-lab"],)
    assert article.uri == URI


def test_the_newest_article_stands_first_and_then_the_title_decides(tiny):
    add(tiny, "a-newer", "{methods: [field-test]}", date="2026-02-04")
    add(tiny, "z-earlier-title", "{methods: [field-test]}", title="A thing to read")
    assert list(expand(load(tiny)).articles) == ["a-newer", "z-earlier-title", "lamps-and-people"]


def test_an_article_is_recommended_where_it_is_about(tiny):
    assert reading(tiny) == {
        "labs/quay-lab/": ["lamps-and-people"],
        "sectors/public-space/": ["lamps-and-people"],
        "solutions/quay-lamps/": ["lamps-and-people"],
    }


def test_only_the_main_term_of_an_article_recommends_it_on_solutions_it_does_not_name(tiny):
    add(tiny, "on-tests", "{methods: [field-test, co-creation]}")
    add(tiny, "on-people", "{methods: [co-creation, field-test]}", date="2026-01-01")
    found = reading(tiny)
    assert found["solutions/warm-basins/"] == ["on-tests"]
    assert "solutions/bin-sensors/" not in found


def test_a_solution_is_given_two_articles_those_that_name_it_first(tiny):
    add(tiny, "main-term-new", "{methods: [co-creation]}", date="2026-05-01")
    add(tiny, "main-term-newer", "{methods: [field-test]}", date="2026-05-02")
    assert reading(tiny)["solutions/quay-lamps/"] == ["lamps-and-people", "main-term-newer"]


def test_the_main_term_is_the_first_one_written_of_whatever_vocabulary(tiny):
    add(tiny, "on-light", "{technologies: [led], methods: [field-test]}")
    found = reading(tiny)
    assert "on-light" in found["solutions/quay-lamps/"]
    assert found["technologies/led/"] == ["on-light"]
    assert "solutions/warm-basins/" not in found


# --- Its page -------------------------------------------------------------------------------------


def test_an_article_has_its_lead_author_date_and_time_around_its_prose(tiny, theme, settings):
    html = build(tiny, theme, settings).files[PAGE]
    assert ">Lamps that people asked for</h1>" in html
    assert '<time datetime="2026-02-03">3 February 2026</time>' in html
    assert "Test Showroom" in html and "1 minute to read" in html
    assert re.findall(r'<a href="([^"]+)">(?:Home|Articles)</a>', html.partition("</nav>")[2])[:2] == ["../../", "../../articles/"]
    assert 'href="../../solutions/quay-lamps/"' in html and 'href="../../labs/quay-lab/"' in html
    assert "Next article" not in html, "there is no other"


def test_the_last_article_leads_on_to_the_first(tiny, theme, settings):
    add(tiny, "newer", "{methods: [field-test]}", date="2026-05-01")
    html = build(tiny, theme, settings).files[PAGE]
    following = html[html.index("Next article") :]
    assert 'href="../../articles/newer/"' in following


def test_what_an_author_writes_is_escaped_even_past_the_rules(tiny, theme, settings):
    rewrite(tiny, "author: Test Showroom", "author: A <b>& 'B' </script>")
    renderer = Renderer(catalogue=expand(load(tiny)), settings=settings)
    html = renderer.hand_written_page(URI, Frame.cut(theme.pages[URI]))
    assert "<b>" not in html
    assert html.count("</script>") == html.count("<script")


# --- In a preview ---------------------------------------------------------------------------------


def test_a_preview_shows_an_articles_last_good_version_and_what_is_wrong(tiny, theme, settings):
    good = preview(tiny, theme, settings, None)
    rewrite(tiny, "co-creation", "co-creaton")
    rewrite(tiny, "Lamps that people asked for", "Lamps that nobody asked for")
    html = preview(tiny, theme, settings, good.shown).files[PAGE]
    assert ">Lamps that people asked for</h1>" in html
    assert "unknown term `co-creaton` in vocabulary `methods`" in html and f"{PATH}:7:13" in html


@pytest.mark.parametrize("text", ["title: [half", "---\ntitle: [half\n---\n", "---\n---\n", ""])
def test_a_preview_survives_an_article_that_was_never_right(tiny, theme, settings, text):
    (tiny / FILE).write_text(text, "utf-8")
    site = preview(tiny, theme, settings, None)
    assert site.checked.report.errors
    assert ">lamps-and-people</h1>" in site.files[PAGE]
    assert PATH in site.files[PAGE]
    assert "articles/index.html" not in site.files
