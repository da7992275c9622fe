"""Rendering: every template renders, words in entries stay words whatever they say, and a misspelt name is an error."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest
import yaml
from photos import add_photos
from showroom.build import build, check, preview
from showroom.diagnostics import Diagnostic, Location, Report
from showroom.expand import expand
from showroom.load import load
from showroom.render import FRAGMENTS, POLICY, Renderer, render
from showroom.render.environment import PageTools, base_of, environment, licence_url
from showroom.render.frame import Frame, UnknownSlot
from showroom.render.pages import pages

TEMPLATES = Path(__file__).resolve().parents[1] / "overrides/showroom"

ATTACKS = (
    '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "</title></main></body>",
    "{{7*7}}", "${7*7}", "{% include 'head.html' %}", "<!-- showroom:content -->", "]]></script>", "&lt;b&gt;",
)  # fmt: skip
"""What authors might smuggle into a text."""


class Shape(HTMLParser):
    """A page's elements with their attributes' names, as a browser would find them; and what must never be live."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.links: set[str] = set()
        self.scripts: list[str] = []
        self.text = ""
        self._tag = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self._tag = tag
        self.elements[tag, tuple(sorted(name for name, _ in attrs))] += 1
        self.links |= {value or "" for name, value in attrs if name in ("href", "src", "action")}

    def handle_data(self, data):
        if self._tag == "script":
            self.scripts.append(data)
        else:
            self.text += data

    def handle_endtag(self, tag):
        self._tag = ""

    def handle_comment(self, data):
        self.elements["comment", ()] += 1


def rendered(renderer: Renderer, theme) -> dict[str, str]:
    return {page.uri: html for page, html in render(renderer, theme.frames)}


def hostile(value, key=""):
    """The value with an attack in each of its texts that readers see, none of them longer than allowed."""
    free = {"title", "summary", "challenge", "solution", "label", "note", "description", "text", "standards", "requirements",
            "place", "keywords", "publisher", "name", "region", "synonyms", "definition", "group", "offers", "source_text"}  # fmt: skip
    if isinstance(value, dict):
        return {name: hostile(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [hostile(inner, key) for inner in value]
    if key not in free:
        return value
    attack = ATTACKS[len(value) % len(ATTACKS)]
    # Markdown would see links and lists of the author's own; a plain beginning keeps what it renders comparable.
    return f"{value.rstrip()} {attack}"


@pytest.fixture
def attacked(tiny):
    """The tiny catalogue with an attack in every text that its shapes leave free and readers see."""
    for file in tiny.rglob("*.yml"):
        if file.name != "units.yml":
            data = hostile(yaml.load(file.read_text("utf-8"), yaml.BaseLoader))
            file.write_text(yaml.dump(data, allow_unicode=True, default_style='"', width=10_000), "utf-8")
    return tiny


# --- Every page -----------------------------------------------------------------------------------


def test_every_page_fills_every_slot_of_its_frame(renderer, theme):
    pages = rendered(renderer, theme)
    assert sum(not uri.startswith("contribute/") for uri in pages) == 30
    for html in pages.values():
        assert "<!-- showroom:" not in html
        shape = Shape(html)
        tags = Counter(tag for tag, _ in shape.elements.elements())
        assert (tags["title"], tags["h1"], tags["main"], tags["header"], tags["footer"]) == (1, 1, 1, 1, 1)


def test_the_title_names_page_and_site_and_the_head_its_one_address(renderer, theme):
    html = rendered(renderer, theme)["solutions/warm-basins/"]
    assert "<title>Åbent bassin warmed by what the heat plant loses – Test Showroom</title>" in html
    assert '<link rel="canonical" href="https://showroom.example/solutions/warm-basins/">' in html


def test_every_template_is_rendered_by_some_page(tiny, theme, settings, monkeypatch):
    used = set()
    get_source = jinja2.FileSystemLoader.get_source

    def noting(self, env, template):
        used.add(template)
        return get_source(self, env, template)

    monkeypatch.setattr(jinja2.FileSystemLoader, "get_source", noting)
    monkeypatch.setitem(pages.__globals__, "EXPLORER_PAGE_SIZE", 2)
    environment.cache_clear()
    (tiny / "solutions/new-bins.yml").write_text("title: [half", "utf-8")
    preview(tiny, theme, settings, None).files.clear()
    environment.cache_clear()
    assert used == {file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.html")}


def test_a_solution_page_shows_what_its_entry_says(renderer, theme):
    text = " ".join(Shape(rendered(renderer, theme)["solutions/quay-lamps/"]).text.replace("\u00a0", " ").split())
    for said in (
        "about 34.5 %", "Compared with 0 %: the same lamps at full light", "Metered over one year.", "up to 1.5 MWh",
        "at least 1.5 million DKK", "Testby, Test Region, Denmark", "TRL 8 (2023)", "2019–2023", "Fishermen asked",
        "Residents of the Quay User · Citizens", "Prøveby, Prøveby Heat (May 2022)", "Harbours along the coast",
        "No personal data is handled.", "Open tender", "DALI-2, Zhaga Book 18", "7. Clean energy", "street light, dimming",
        "Come after dark.", "Languages: en, da", "quay@testby.example", "1 October 2020 · testby.example", "· lampworks.example",
        "Chosen by the authors", "Last checked against its sources on 1 February 2026", "Updated 2 February 2026",
    ):  # fmt: skip
        assert said in text


def test_a_result_with_a_number_to_compare_it_with_is_drawn_and_the_drawing_has_its_words(renderer, theme):
    pages = rendered(renderer, theme)
    drawn = {uri: re.findall(r'<div class="sc-pair" role="img" aria-label="([^"]+)">', html) for uri, html in pages.items()}
    assert {uri: labels for uri, labels in drawn.items() if labels} == {
        "solutions/quay-lamps/": ["Two bars: about 34.5\u00a0%, compared with 0\u00a0%"]
    }
    assert '<p class="sc-pair__better">Higher is better</p>' in pages["solutions/quay-lamps/"]
    assert '<rect class="sc-pair__now" x="0.0" width="100.0" height="10"/>' in pages["solutions/quay-lamps/"]


def test_a_solution_page_leads_to_more_from_its_places_and_partners_where_there_is_more(renderer, theme):
    pages = rendered(renderer, theme)
    more = {uri: re.search(r'<p class="sc-more">.*</p>', pages[f"solutions/{uri}/"]) for uri in ("quay-lamps", "warm-basins")}
    led = {uri: re.findall(r'href="\.\./\.\./([^"]+)">([^<]+) <span class="sc-count">\((\d+)\)', found[0]) for uri, found in more.items() if found}
    assert led == {
        "quay-lamps": [("sectors/energy/", "Energy", "1"), ("organisations/lampworks/", "Lampworks", "1")],
        "warm-basins": [("sectors/energy/", "Energy", "1"), ("organisations/test-university/", "Test University", "1")],
    }


def test_every_relative_link_leads_to_a_page_or_file_of_the_site(tiny, theme, settings):
    files = build(tiny, theme, settings).files
    scripts = {f"assets/showroom/js/{file.name}" for file in (settings.overrides / "assets/showroom/js").glob("*.mjs")}
    own = {"assets/showroom/favicon.svg", "contribute/", *scripts}
    for uri, html in files.items():
        if not uri.endswith("index.html"):
            continue
        here = uri.removesuffix("index.html").split("/")[:-1]
        for link in Shape(html).links:
            target = re.sub(r"[?#].*", "", link)
            if not target or target.startswith(("https://", "mailto:")):
                continue
            ups = target.count("../")
            rest = target.replace("../", "").removeprefix("./")
            assert ups <= len(here)
            place = "/".join([*here[: len(here) - ups], rest]).lstrip("/")
            found = place in own or (f"{place}index.html" if place.endswith("/") or not place else place) in files
            assert found, (uri, link, place)


def test_an_entry_is_improved_where_it_is_edited_unless_there_is_no_repository(catalogue, settings, theme):
    link = "https://git.example/edit/catalogue/solutions/quay-lamps.yml"
    assert link in Shape(rendered(Renderer(catalogue=catalogue, settings=settings), theme)["solutions/quay-lamps/"]).links
    homeless = type(settings)(overrides=settings.overrides, site_name="x", site_url="https://x.example/", edit_url=None)
    links = Shape(rendered(Renderer(catalogue=catalogue, settings=homeless), theme)["solutions/quay-lamps/"]).links
    assert not any("edit" in link for link in links)


def test_the_policy_stands_on_every_page_but_a_previews(catalogue, settings, theme):
    forbids = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'.replace("'", "&#39;")
    assert all(forbids in html for html in rendered(Renderer(catalogue=catalogue, settings=settings), theme).values())
    previewing = type(settings)(overrides=settings.overrides, site_name="x", site_url="https://x.example/", edit_url=None, preview=True)
    assert not any("Content-Security" in html for html in rendered(Renderer(catalogue=catalogue, settings=previewing), theme).values())
    assert "unsafe" not in POLICY and "default-src 'none'" in POLICY


def test_a_sector_without_an_icon_is_shown_without_one(tiny, settings, theme):
    sectors = tiny / "vocabularies/sectors.yml"
    sectors.write_text(re.sub(r", icon: [a-z/-]+", "", sectors.read_text("utf-8")), "utf-8")
    assert check(tiny).report.errors == ()
    pages = rendered(Renderer(catalogue=expand(load(tiny)), settings=settings), theme)
    assert "Energy" in Shape(pages["sectors/energy/"]).text


# --- Hand-written pages ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", FRAGMENTS)
def test_markdown_may_place_each_fragment(renderer, name):
    assert "<" in renderer.hand_written_page("", Frame.cut(f"<!-- showroom:{name} -->"))


def test_markdown_that_places_an_unknown_fragment_says_so(renderer):
    with pytest.raises(UnknownSlot, match="nothing fills the slot `heroes`"):
        renderer.hand_written_page("", Frame.cut("<!-- showroom:heroes -->"))


def test_the_missing_page_works_at_any_address(renderer):
    links = Shape(renderer.hand_written_page("404.html", Frame.cut("<!-- showroom:header -->"), base="/")).links
    assert "/solutions/" in links and all(link.startswith(("/", "#")) for link in links)


def test_the_sprite_has_each_icon_that_any_page_uses_before_a_page_is_rendered(tiny, theme, settings):
    symbols = set(re.findall(r'<symbol id="([^"]+)"', build(tiny, theme, settings).file("assets/showroom/icons.svg")))
    files = build(tiny, theme, settings).files
    used = {name for html in files.values() if isinstance(html, str) for name in re.findall(r"icons\.svg#([a-z0-9-]+)", html)}
    assert set() != used <= symbols
    assert set(re.findall(r'<symbol id="([^"]+)"', files["assets/showroom/icons.svg"])) == symbols


def test_sectors_have_their_colours(tiny, theme, settings):
    rule = '[data-sector="energy"]{--sc-hue:60}\n'
    assert rule in build(tiny, theme, settings).files["assets/showroom/css/showroom.css"]
    assert rule in preview(tiny, theme, replace(settings, preview=True), None).files["assets/showroom/css/sectors.css"]


def test_all_style_sheets_are_published_as_one_in_their_order(tiny, theme, settings):
    folder = settings.overrides / "assets/showroom/css"
    names = re.findall('@import "(.+)"', (folder / "showroom.css").read_text("utf-8"))
    assert {*names, "showroom.css", "reset.css"} == {file.name for file in folder.glob("*.css")} | {"sectors.css"}
    styles = build(tiny, theme, settings).files["assets/showroom/css/showroom.css"]
    assert "@import" not in styles and "/*" not in styles
    sources = [settings.overrides / "assets/showroom/css" / name for name in names if name != "sectors.css"]
    rules = [re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL).split() for file in sources]
    sectors = build(tiny, theme, settings).renderer.styles().split()
    assert styles.split() == [*rules[0], *sectors, *(word for own in rules[1:] for word in own)]


@pytest.mark.parametrize(("uri", "base"), [("", ""), ("about/", "../"), ("solutions/quay/", "../../")])
def test_addresses_are_relative_to_their_page(uri, base):
    assert base_of(uri) == base
    assert PageTools(base, set()).url("labs/") == f"{base}labs/"
    assert PageTools(base, set()).url("") == (base or "./")


@pytest.mark.parametrize(
    ("misspelt", "error"),
    [
        ("{{ solutoin }}", jinja2.UndefinedError),
        ("{% if pge.title %}{% endif %}", jinja2.UndefinedError),
        ("{{ words.missing }}", AttributeError),
        ("{{ words('site.hoem') }}", KeyError),
        ("{{ words('site.hoem', count=1) }}", KeyError),
    ],
)
def test_a_name_that_a_template_misspells_is_an_error(settings, misspelt, error):
    with pytest.raises(error):
        environment(settings.overrides, "en").from_string(misspelt).render()


def test_a_dot_means_an_attribute_and_brackets_a_key(settings):
    env = environment(settings.overrides, "en")
    assert env.from_string("{{ found['items'] }}").render(found={"items": "kept"}) == "kept"
    assert env.from_string("{% for name, _ in found.items() %}{{ name }}{% endfor %}").render(found={"items": "kept"}) == "items"


@pytest.mark.parametrize("template", ["{{ words('site.home') }}", "{{ words('site.' ~ 'home') }}", "{% set key = 'site.home' %}{{ words(key) }}"])
def test_words_are_the_same_whether_a_template_names_them_or_works_them_out(settings, template):
    env = environment(settings.overrides, "en")
    assert env.from_string(template).render() == env.globals["words"]("site.home") == "Home"


# --- Hostile entries ------------------------------------------------------------------------------


def test_attacks_are_found_in_texts_only(attacked):
    """SC606 refuses HTML already; rendering must be safe without it."""
    assert {error.code for error in check(attacked).report.errors} == {"SC105", "SC606"}


def test_markup_in_any_text_of_an_entry_becomes_text_on_every_page(catalogue, attacked, settings, theme):
    clean = rendered(Renderer(catalogue=catalogue, settings=settings), theme)
    dirty = rendered(Renderer(catalogue=expand(load(attacked)), settings=settings), theme)
    assert list(dirty) != [] and set(dirty) == set(clean)
    assert any("&lt;script&gt;alert(1)&lt;/script&gt;" in html for html in dirty.values())
    for uri, html in dirty.items():
        assert Shape(html).elements == Shape(clean[uri]).elements, uri
        assert Shape(html).links == Shape(clean[uri]).links, uri
        assert not any("<" in script or "7*7" in script and "49" in script for script in Shape(html).scripts), uri
        assert "49" not in Shape(html).text.replace("7*7", ""), uri


def test_markup_in_a_finding_of_a_preview_becomes_text(catalogue, settings, theme):
    def problems(message: str) -> Report:
        places = ["catalogue/solutions/quay-lamps.yml", "catalogue/solutions/new.yml"]
        return Report(Diagnostic(code="SC101", message=message, help=message, location=Location(place)) for place in places)

    clean, dirty = (
        rendered(Renderer(catalogue=catalogue, settings=settings, problems=problems(message)), theme)
        for message in ("plain", " ".join(ATTACKS))
    )
    for uri, html in dirty.items():
        assert Shape(html).elements == Shape(clean[uri]).elements, uri


# --- Photos ---------------------------------------------------------------------------------------


@pytest.fixture
def pictured(tiny):
    """The tiny catalogue with two photos of one solution."""
    add_photos(tiny, "quay-lamps", (2000, 1200), (1000, 700))
    return tiny


def images(html):
    """The `<img>` of each photo on a page."""
    return [re.sub(r"\s+", " ", tag) for tag in re.findall(r"<img class=\"sc-photo__image\".*?>", html, re.DOTALL)]


def test_the_cover_does_not_wait_and_other_photos_do(pictured, theme, settings):
    site = build(pictured, theme, settings)
    cover, other = images(site.file("solutions/quay-lamps/index.html"))
    assert 'fetchpriority="high"' in cover and "loading" not in cover and "auto," not in cover
    assert 'width="2000" height="1200"' in cover
    assert 'loading="lazy"' in other and 'sizes="auto, ' in other


def test_cards_at_the_top_of_a_list_do_not_wait_for_their_photos_and_others_do(pictured, theme, settings):
    site = build(pictured, theme, settings)
    [first] = images(site.file("sectors/public-space/index.html"))
    [related] = images(site.file("solutions/bin-sensors/index.html"))
    assert "loading" not in first and "auto," not in first
    assert 'loading="lazy"' in related and 'sizes="auto, ' in related


def test_a_card_offers_no_copy_that_is_wider_than_any_card(pictured, theme, settings):
    card = build(pictured, theme, settings).renderer.cards([expand(load(pictured)).by_slug["quay-lamps"]], "sectors/public-space/")[0]
    assert {int(width) for width in re.findall(r" (\d+)w", card)} == {480, 800, 1280}
    assert re.findall(r'<source type="(.*?)"', card) == ["image/avif", "image/webp"]


def test_in_a_preview_a_photo_is_of_one_format(pictured, theme, settings):
    site = preview(pictured, theme, replace(settings, preview=True), None)
    html = site.file("solutions/quay-lamps/index.html")
    assert "<source" not in html
    assert set(re.findall(r"-\d+\.([a-z]+)", html)) == {"webp"}


@pytest.mark.parametrize(("licence", "url"), [
    ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("CC-BY-NC-SA-2.5", "https://creativecommons.org/licenses/by-nc-sa/2.5/"),
    ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("CC-BY-3.0-DE", None),
    ("MIT", None),
])  # fmt: skip
def test_a_licence_of_creative_commons_leads_to_what_it_allows(licence, url):
    assert licence_url(licence) == url
