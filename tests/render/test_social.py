"""Which card a page shows: its own, that of what it is about, or the site's."""

import re
from dataclasses import replace

import pytest
from showroom.build import build
from showroom.render import social
from showroom.render.frame import Frame


@pytest.fixture
def site(tiny, theme, settings):
    return build(tiny, theme, settings)


def shown(site, uri: str) -> str:
    """The card that a catalogue page shows, without the mark of its content."""
    page = site.renderer.pages_by_uri[uri]
    html = site.renderer.catalogue_page(page, site.theme.frames[page.uri.count("/")])
    [address] = re.findall(r'<meta property="og:image" content="https://showroom\.example/([^"]+)">', html)
    return re.sub(r"-[0-9a-f]{8}\.png$", "", address.removeprefix("assets/showroom/social/"))


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("solutions/", "solutions"),
        ("solutions/quay-lamps/", "solutions-quay-lamps"),
        ("sectors/", "sectors"),
        ("sectors/energy/", "sectors-energy"),
        ("cities/testby/", "cities-testby"),
        ("technologies/led/", "technologies-led"),
        ("labs/quay-lab/", "labs-quay-lab"),
        ("organisations/", "organisations"),
        ("organisations/testby-municipality/", "site.png"),
        ("insights/", "insights"),
        ("compare/", "site.png"),
        ("contribute/rules/sc201/", "site.png"),
    ],
)
def test_a_page_shows_the_card_of_what_it_is_about(site, uri, name):
    assert shown(site, uri) == name


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("solutions/quay-lamps/", "sectors-energy"),
        ("labs/quay-lab/", "sectors-public-space"),
        ("cities/testby/", "site.png"),
        ("technologies/led/", "site.png"),
        ("sectors/energy/", "sectors-energy"),
    ],
)
def test_in_a_large_catalogue_pages_show_the_card_of_their_sector_or_the_sites(site, monkeypatch, uri, name):
    monkeypatch.setattr(social, "SOLUTIONS_WITH_OWN", 2)
    assert shown(site, uri) == name
    assert not [uri for uri in site.renderer.drawings if "/solutions-quay-lamps-" in uri or "/cities-testby-" in uri]


@pytest.mark.parametrize(("uri", "name"), [("", "site"), ("about/", "about-"), ("articles/lamps-and-people/", "articles-lamps-and-people-")])
def test_a_hand_written_page_shows_a_card_of_its_own(site, uri, name):
    html = site.renderer.hand_written_page(uri, Frame.cut("<!-- showroom:social -->"))
    assert f'content="https://showroom.example/assets/showroom/social/{name}' in html
    assert 'name="twitter:card" content="summary_large_image"' in html


def test_another_title_has_a_card_at_another_address(tiny, theme, settings):
    def address() -> str:
        site = build(tiny, theme, settings)
        return site.renderer.social.of(site.renderer.pages_by_uri["solutions/quay-lamps/"]).uri

    before = address()
    assert address() == before
    file = tiny / "solutions/quay-lamps.yml"
    file.write_text(file.read_text("utf-8").replace("title: Lamps", "title: New lamps"), "utf-8")
    assert address() != before


def test_a_card_says_what_is_on_it(site):
    html = site.renderer.hand_written_page("about/", Frame.cut("<!-- showroom:social -->"))
    [alt] = re.findall(r'og:image:alt" content="([^"]+)"', html)
    assert alt.endswith("beside a map that shows where")


def test_a_preview_draws_a_card_only_when_it_is_asked_for(tiny, theme, settings):
    site = build(tiny, theme, replace(settings, preview=True))
    assert [path for path in site.files if "/social/" in path] == []
    assert [path for path in site.files if "/places/" in path] == [f"assets/showroom/places/{city}.svg" for city in site.catalogue.cities]
    picture = site.file("assets/showroom/social/site.png")
    assert isinstance(picture, bytes) and picture.startswith(b"\x89PNG")
