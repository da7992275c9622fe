"""Every page of the built site, one by one: its links, its head, its headings, its traces of the making."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from built import CATALOGUE, PROJECT, SITE_URL, Page
from PIL import Image
from plain_catalogue import PlainCatalogue

TOOLS = {"shortlist/", "compare/", "visit/"}
"""Pages that are empty until a reader fills them."""

CONTENT_POLICY = re.compile(r"script-src 'self';")


@pytest.fixture(scope="module")
def plain() -> PlainCatalogue:
    return PlainCatalogue(CATALOGUE)


def entry_uris(plain: PlainCatalogue) -> dict[str, str]:
    """Address of each entry's page → its YAML file, from the repository's root."""
    return {
        f"{kind}/{slug}/": f"catalogue/{kind}/{slug}.yml"
        for kind, slugs in (("solutions", plain.solutions), ("labs", plain.labs))
        for slug in slugs
    }


def canonical_address(page: Page) -> str:
    return page.one("link", rel="canonical")["href"]


def test_the_site_has_a_page_for_everything_in_the_catalogue_and_nothing_else(site, plain):
    listings = {f"{kind}/{id_}/" for kind, by_id in plain.listings.items() for id_ in by_id}
    indexes = {f"{kind}/" for kind in ("solutions", *plain.listings)}
    hand_written = {"", "about/", "contribute/", "scale/", "404.html"}
    articles = {"articles/", *(f"articles/{file.stem}/" for file in (CATALOGUE / "pages/articles").glob("*.md"))}
    assert len(articles) > 6
    rules = {uri for uri in site.uris if re.fullmatch(r"contribute/rules/(sc\d{3}/)?", uri)}
    assert len(rules) > 30
    further = {f"solutions/page/{number}/" for number in range(2, 2 + (len(plain.solutions) - 1) // 24)}
    assert len(further) > 3
    assert set(site.uris) == entry_uris(plain).keys() | further | listings | indexes | hand_written | articles | rules | TOOLS | {"insights/"}


def test_every_listing_leads_to_its_solutions_and_to_no_other(site, plain):
    found = {}
    for kind, by_id in plain.listings.items():
        for id_ in by_id:
            slugs = (re.fullmatch(r"/solutions/([^/]+)/", path) for path, _ in site.page(f"{kind}/{id_}/").links())
            found[kind, id_] = {slug[1] for slug in slugs if slug}
    assert found == {(kind, id_): set(slugs) for kind, by_id in plain.listings.items() for id_, slugs in by_id.items()}
    for kind in ("sectors", "cities", "technologies"):
        assert set().union(*plain.listings[kind].values()) == plain.solutions.keys()


def test_every_link_within_the_site_leads_to_a_file_and_every_fragment_to_an_id(site):
    ids = {uri: set(site.page(uri).ids) for uri in site.uris}
    icons = {name: set(re.findall(r'id="([^"]+)"', site.text(name))) for name in site.files if name.endswith(".svg")}
    broken = []
    for page in site.pages:
        for path, fragment in page.links():
            name = path.removeprefix("/") + ("index.html" if path.endswith("/") else "")
            known = ids.get(name.removesuffix("index.html"), icons.get(name, set()))
            if name not in site.files or (fragment and fragment not in known):
                broken.append(f"{page.uri or '/'} → {path}{fragment and '#'}{fragment}")
    assert broken == []


def test_every_style_sheet_asks_only_for_files_of_the_site(site):
    broken = []
    for name in (name for name in site.files if name.endswith(".css") and name.startswith("assets/showroom/")):
        for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", site.text(name)):
            target = (site.folder / name).parent / address
            if not address.startswith("data:") and not target.is_file():
                broken.append(f"{name} → {address}")
    assert broken == []


def test_every_module_imports_only_modules_of_the_site(site):
    broken = []
    for name in (name for name in site.files if name.endswith(".mjs")):
        for address in re.findall(r"^import .* from '([^']+)'", site.text(name), re.MULTILINE):
            if not ((site.folder / name).parent / address).is_file():
                broken.append(f"{name} → {address}")
    assert broken == []


def test_every_page_has_one_title_one_description_and_one_h1(site):
    for page in site.pages:
        [title] = [element for element in page.all("title") if element.parents == ("html", "head")]
        assert title.text, page.uri
        assert page.one("h1").text, page.uri
        if page.uri != "404.html":
            assert page.one("meta", name="description")["content"].strip(), page.uri


def test_every_page_has_a_card_for_where_its_address_is_posted(site):
    for page in site.pages:
        if page.uri == "404.html":
            continue
        said = {name: page.one("meta", property=name)["content"] for name in ("og:image", "og:image:alt", "og:title", "og:url")}
        size = tuple(int(page.one("meta", property=f"og:image:{side}")["content"]) for side in ("width", "height"))
        assert page.one("meta", name="twitter:card")["content"] == "summary_large_image"
        assert said["og:image"].startswith(SITE_URL), page.uri
        with Image.open(site.folder / said["og:image"].removeprefix(SITE_URL)) as picture:
            assert (picture.format, picture.size) == ("PNG", size), page.uri
        assert all(said.values()), page.uri


def test_every_card_and_every_cover_is_shown_somewhere_and_light(site):
    html = "".join(page.html for page in site.pages)
    drawn = [name for name in site.files if name.startswith(("assets/showroom/social/", "assets/showroom/places/"))]
    assert len(drawn) > 200
    assert [name for name in drawn if name not in html] == []
    assert [name for name in drawn if (site.folder / name).stat().st_size > 60_000] == []


def test_no_two_pages_share_a_title(site):
    titles = Counter(page.all("title")[0].text for page in site.pages)
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_page_names_its_own_address_as_the_canonical_one(site):
    wrong = {page.uri: canonical_address(page) for page in site.pages if page.uri != "404.html"}
    assert {uri: address for uri, address in wrong.items() if address != SITE_URL + uri} == {}


def test_every_entry_page_has_its_title_in_the_heading_and_a_trail_back_to_the_home_page(site, plain):
    for kind, entries, name in (("solutions", plain.solutions, "title"), ("labs", plain.labs, "name")):
        for slug, entry in entries.items():
            page = site.page(f"{kind}/{slug}/")
            heading = " ".join(entry[name].split())
            assert page.one("h1").text.replace("\N{NO-BREAK SPACE}", " ") == heading
            trail = [element for element in page.all("a") if "nav" in element.parents and "main" in element.parents]
            assert [link["href"] for link in trail[:2]] == ["../../", f"../../{kind}/"]
            steps = json.loads(page.one("script", type="application/ld+json").text)["itemListElement"]
            assert [step["item"] for step in steps] == [SITE_URL, f"{SITE_URL}{kind}/", f"{SITE_URL}{kind}/{slug}/"]


def test_every_entry_page_leads_to_its_own_yaml_file(site, plain):
    for uri, path in entry_uris(plain).items():
        assert (PROJECT / path).is_file()
        [edit] = [link["href"] for link in site.page(uri).all("a") if "/edit/" in link.attributes.get("href", "")]
        assert edit == f"https://github.com/living-lab-showroom/showroom/edit/main/{path}"


def test_the_sitemap_lists_every_page_that_says_something_and_dates_entries_as_their_authors_do(site, plain):
    entries = re.findall(r"<url><loc>(.*?)</loc>(?:<lastmod>(.*?)</lastmod>)?</url>", site.text("sitemap.xml"))
    dates = {address.removeprefix(SITE_URL): date for address, date in entries}
    assert len(entries) == len(dates)
    assert dates.keys() == set(site.uris) - {"404.html", *TOOLS}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", date) for date in dates.values())
    for kind, by_slug in (("solutions", plain.solutions), ("labs", {})):
        for slug, entry in by_slug.items():
            assert dates[f"{kind}/{slug}/"] == entry.get("updated", entry["added"]), slug
    for slug, lab in plain.labs.items():
        shown = [lab, *(plain.solutions[name] for name in plain.listings["labs"][slug])]
        assert dates[f"labs/{slug}/"] == max(entry.get("updated", entry["added"]) for entry in shown), slug


def test_no_page_shows_a_trace_of_its_making(site):
    traces = re.compile(r"showroom:[a-z]|\{\{|\{%|\bNone\b|undefined|&amp;amp;|&lt;svg")
    found = {page.uri: match[0] for page in site.pages if (match := traces.search(page.html))}
    assert found == {}
    assert not [name for name in site.files if "showroom-frame" in name]


def test_headings_go_down_one_level_at_a_time(site):
    skipping = {}
    for page in site.pages:
        levels = [int(element.tag[1]) for element in page.elements if re.fullmatch(r"h[1-6]", element.tag)]
        steps = list(zip(levels, levels[1:]))
        if levels[:1] != [1] or any(after > before + 1 for before, after in steps):
            skipping[page.uri] = levels
    assert skipping == {}


def test_no_heading_stands_over_nothing(site):
    empty = {}
    for page in site.pages:
        headings = [*re.finditer(r"<h([1-6])[ >].*?</h\1>", page.html, re.DOTALL)]
        ends = [next((other.start() for other in headings[at + 1 :] if other[1] <= own[1]), page.html.find("</main>"))
                for at, own in enumerate(headings)]  # fmt: skip
        bodies = [page.html[own.end() : end] for own, end in zip(headings, ends, strict=True)]
        without = [own[0] for own, body in zip(headings, bodies, strict=True) if not says_something(body)]
        if without and page.uri.partition("?")[0] not in TOOLS:
            empty[page.uri] = without
    assert empty == {}


def says_something(html: str) -> bool:
    """Whether there is a text, a field or a drawing in a part of a page."""
    return bool(re.search(r"<(?:input|select|textarea|img|svg|table)\b", html) or re.sub(r"<[^>]*>", "", html).strip())


def test_every_page_can_be_reached_from_the_home_page(site):
    links = {page.uri: {path.removeprefix("/") for path, _ in page.links()} for page in site.pages}
    reached, coming = {""}, [""]
    while coming:
        for uri in links[coming.pop()] & links.keys() - reached:
            reached.add(uri)
            coming.append(uri)
    assert links.keys() - reached == {"404.html"}


def test_ids_stand_once_on_their_page(site):
    repeated = {page.uri: [id_ for id_, n in Counter(page.ids).items() if n > 1] for page in site.pages}
    assert {uri: ids for uri, ids in repeated.items() if ids} == {}


def test_what_names_another_element_finds_it_on_the_same_page(site):
    names = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
    lost = []
    for page in site.pages:
        known = set(page.ids)
        for element in page.elements:
            wanted = [id_ for name in names for id_ in element.attributes.get(name, "").split()]
            lost += [f"{page.uri}#{id_}" for id_ in wanted if id_ not in known]
    assert lost == []


def test_every_page_allows_nothing_inline_and_nothing_from_elsewhere(site):
    for page in site.pages:
        policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"})["content"]
        assert CONTENT_POLICY.search(policy) and "unsafe" not in policy and "http" not in policy, page.uri
        code = [e for e in page.all("script") if "json" not in e.attributes.get("type", "")]
        inline = [e for e in code if "src" not in e.attributes]
        handlers = [name for e in page.elements for name in e.attributes if name.startswith("on") or name == "style"]
        assert (inline, page.all("style"), handlers) == ([], [], []), page.uri


def test_every_page_loads_scripts_styles_and_images_from_the_site_itself(site):
    foreign = []
    for page in site.pages:
        for element in page.elements:
            loads = [element.attributes.get("src", "")]
            if element.tag in ("link", "use") and element.attributes.get("rel") != "canonical":
                loads.append(element.attributes.get("href", ""))
            foreign += [f"{page.uri}: {address}" for address in loads if re.match(r"[a-z]+:|//", address)]
    assert foreign == []


def test_links_that_leave_the_site_keep_their_window_from_the_other_side(site):
    unsafe = []
    for page in site.pages:
        for link in page.all("a"):
            if "target" in link.attributes or link.attributes.get("href", "").startswith(("javascript:", "http:")):
                unsafe.append(f"{page.uri}: {link.attributes}")
    assert unsafe == []


def test_every_solution_is_a_json_file_too(site, plain):
    for slug, entry in plain.solutions.items():
        data = json.loads(site.text(f"solutions/{slug}/solution.json"))
        assert (data["slug"], data["city"]["id"]) == (slug, entry["city"])
        assert [sector["id"] for sector in data["sectors"]] == entry["sectors"]
        assert [source["url"] for source in data["sources"]] == [source["url"] for source in entry["sources"]]
