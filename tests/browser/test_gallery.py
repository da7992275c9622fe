"""Photos of a solution: looked at without JavaScript, by keyboard, by finger, and with the right copy for each screen."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import findings
from built import PROJECT, build_from
from photos import ALT, add_photos
from playwright.sync_api import Browser, Locator, Page, Route, expect
from watch import WIDTHS, Browse, serve, watched

PAGE = "solutions/quay-lamps/"
SIZES = ((2000, 1300), (1600, 1000), (900, 1200))


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of the tiny catalogue in which one solution has three photos, and another has one."""
    folder = tmp_path_factory.mktemp("pictured")
    catalogue = Path(shutil.copytree(PROJECT / "tests/cases/tiny", folder / "catalogue"))
    add_photos(catalogue, "quay-lamps", *SIZES)
    add_photos(catalogue, "bin-sensors", (1000, 700))
    yield from serve(build_from(catalogue, folder / "site").folder)


@pytest.fixture
def browse_pictured(chromium: Browser, pictured: str) -> Iterator[Browse]:
    yield from watched(chromium, pictured)


@pytest.fixture
def page(browse_pictured: Browse) -> Page:
    """The solution's page, at a desk."""
    page = browse_pictured()
    page.goto(PAGE)
    return page


def links(page: Page) -> Locator:
    return page.locator(".sc-gallery__link")


def viewer(page: Page) -> Locator:
    return page.get_by_role("dialog")


def shown(page: Page) -> str:
    """What the viewer says it shows."""
    return " ".join(viewer(page).get_by_role("status").inner_text().split())


def open_first(page: Page) -> None:
    links(page).first.click()
    expect(viewer(page)).to_be_visible()


def loaded(page: Page, image: Locator) -> str:
    """The ending of the copy that the browser has chosen and got, such as `1280.avif`."""
    image.scroll_into_view_if_needed()
    page.wait_for_function("(image) => image.complete && image.naturalWidth > 0", arg=image.element_handle())
    return image.evaluate("(image) => image.currentSrc").rpartition("-")[2]


def test_without_javascript_each_photo_has_its_caption_credit_and_licence_and_leads_to_its_large_copy(browse_pictured, pictured):
    page = browse_pictured(java_script_enabled=False)
    page.goto(PAGE)
    figures = page.locator(".sc-gallery figure")
    captions = [" ".join(text.split()) for text in figures.locator("figcaption").all_inner_texts()]
    credit = "Photo: Testby Archive (CC-BY-4.0)"
    assert captions == [f"The quay from bridge 1. {credit}", credit, f"The quay from bridge 3. {credit}"]
    assert figures.first.get_by_role("link", name="CC-BY-4.0").get_attribute("href") == "https://creativecommons.org/licenses/by/4.0/"
    widths = []
    for link in links(page).all():
        answer = page.request.get(pictured + PAGE + link.get_attribute("href"))
        widths.append((answer.headers["content-type"], link.get_attribute("href").rpartition("-")[2]))
    assert widths == [("image/jpeg", "1920.jpg"), ("image/jpeg", "1600.jpg"), ("image/jpeg", "900.jpg")]
    expect(viewer(page)).to_have_count(0)


def test_by_keyboard_photos_are_enlarged_leafed_through_and_left_again(page):
    links(page).nth(1).focus()
    page.keyboard.press("Enter")
    expect(viewer(page)).to_be_visible()
    assert shown(page) == f"Photo 2 of 3 {ALT} (2)"
    expect(page.get_by_role("button", name="Close the photo")).to_be_focused()
    for key, number in (("ArrowRight", 3), ("ArrowRight", 1), ("ArrowLeft", 3), ("Home", 1), ("End", 3), ("ArrowLeft", 2)):
        page.keyboard.press(key)
        assert shown(page) == f"Photo {number} of 3 {ALT} ({number})"
    page.keyboard.press("Escape")
    expect(viewer(page)).to_have_count(0)
    expect(links(page).nth(1)).to_be_focused()


def test_the_focus_stays_in_the_viewer_and_goes_back_to_the_photo_seen_last(page):
    open_first(page)
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    viewer(page).get_by_role("button", name="Next").click()
    expect(viewer(page).get_by_role("button", name="Next")).to_be_focused()
    viewer(page).get_by_role("button", name="Close the photo").click()
    expect(links(page).nth(1)).to_be_focused()


def test_the_viewer_has_a_name_says_what_it_shows_and_repeats_the_caption(page):
    open_first(page)
    expect(viewer(page)).to_have_accessible_name(f"Photo 1 of 3 {ALT} (1)")
    expect(viewer(page)).to_contain_text("The quay from bridge 1. Photo: Testby Archive (CC-BY-4.0)")
    viewer(page).get_by_role("button", name="Next").click()
    assert shown(page) == f"Photo 2 of 3 {ALT} (2)"
    expect(viewer(page)).not_to_contain_text("bridge")
    expect(viewer(page).get_by_role("img", name=f"{ALT} (2)")).to_be_visible()


def test_a_click_beside_the_photo_leaves_the_viewer_and_one_on_it_does_not(page):
    links(page).nth(2).click()
    page.mouse.click(720, 450)
    expect(viewer(page)).to_be_visible()
    page.mouse.click(60, 450)
    expect(viewer(page)).to_have_count(0)


def test_a_click_with_a_key_held_gets_the_file(page):
    with page.context.expect_page() as opened:
        links(page).first.click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(re.compile(r"-1920\.jpg$"))
    expect(viewer(page)).to_have_count(0)


SWIPE = """([from, to]) => {
  const stage = document.querySelector('[data-sc=viewer-stage]')
  const at = ([clientX, clientY]) => ({ isPrimary: true, pointerId: 1, pointerType: 'touch', clientX, clientY, bubbles: true })
  stage.dispatchEvent(new PointerEvent('pointerdown', at(from)))
  stage.dispatchEvent(new PointerEvent('pointerup', at(to)))
}"""


def test_on_a_telephone_photos_are_swiped_or_leafed_through_by_buttons(browse_pictured):
    page = browse_pictured(width=390, has_touch=True)
    page.goto(PAGE)
    links(page).first.tap()
    for start, end, number in (
        ((300, 400), (200, 410), 2),
        ((300, 400), (100, 380), 3),
        ((100, 400), (300, 400), 2),
        ((200, 400), (230, 400), 2),  # too short
        ((200, 200), (280, 400), 2),  # down rather than sideways
    ):
        page.evaluate(SWIPE, [start, end])
        assert shown(page).startswith(f"Photo {number} of 3")
    viewer(page).get_by_role("button", name="Previous").tap()
    assert shown(page).startswith("Photo 1 of 3")
    for button in viewer(page).get_by_role("button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 40


def test_over_an_enlarged_page_fingers_move_it_and_not_the_photos(browse_pictured):
    page = browse_pictured(width=390, has_touch=True, is_mobile=True)
    page.goto(PAGE)
    links(page).first.tap()
    stage = viewer(page).locator("[data-sc=viewer-stage]")
    enlarge = page.context.new_cdp_session(page)
    for scale, allowed, number in ((2.5, "auto", 1), (1, "pan-y pinch-zoom", 2)):
        enlarge.send("Emulation.setPageScaleFactor", {"pageScaleFactor": scale})
        expect(stage).to_have_css("touch-action", allowed)
        page.evaluate(SWIPE, [(300, 400), (100, 400)])
        assert shown(page).startswith(f"Photo {number} of 3")


def test_one_photo_alone_has_nothing_to_leaf_through(browse_pictured):
    page = browse_pictured()
    page.goto("solutions/bin-sensors/")
    open_first(page)
    page.keyboard.press("ArrowRight")
    assert shown(page) == f"Photo 1 of 1 {ALT} (1)"
    assert viewer(page).get_by_role("button").all_inner_texts() == [""]


def test_each_screen_gets_the_copy_that_fits(browse_pictured):
    wanted = {
        (1440, 1): ["1280.avif", "480.avif", "480.avif"],
        (1440, 2): ["1920.avif", "1280.avif", "900.avif"],
        (390, 1): ["480.avif", "480.avif", "480.avif"],
        (390, 3): ["1280.avif", "1280.avif", "900.avif"],
    }
    found = {}
    for width, scale in wanted:
        page = browse_pictured(width=width, device_scale_factor=scale)
        page.goto(PAGE)
        found[width, scale] = [loaded(page, image) for image in page.locator(".sc-gallery picture img").all()]
    assert found == wanted


def test_the_viewer_shows_a_copy_for_the_whole_window(page):
    open_first(page)
    assert loaded(page, viewer(page).locator("picture img")) == "1920.avif"


def test_the_cover_comes_first_and_what_is_below_the_window_when_it_is_needed(page):
    cover, *others = page.locator(".sc-gallery picture img").all()
    assert (cover.get_attribute("fetchpriority"), cover.get_attribute("loading")) == ("high", None)
    assert {image.get_attribute("loading") for image in others} == {"lazy"}
    assert {image.get_attribute("decoding") for image in (cover, *others)} == {"async"}


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_when_photos_come_late(browse_pictured, width):
    page = browse_pictured(width=width)
    late: list[Route] = []
    page.route("**/*.avif", lambda route: late.append(route))
    page.goto(PAGE, wait_until="domcontentloaded")
    page.evaluate("document.fonts.ready.then(() => null)")
    cover = page.locator(".sc-photo").first
    expect(cover).to_be_visible()
    assert late and not cover.locator("img").evaluate("(image) => image.complete")
    before = page.locator(".sc-photo, h2").evaluate_all("(all) => all.map((e) => e.getBoundingClientRect().top)")
    colour = page.locator(".sc-photo__wait rect").first.get_attribute("fill")
    assert colour and cover.locator("svg").bounding_box() == cover.bounding_box()
    while late:
        late.pop().continue_()
    page.unroute("**/*.avif")
    loaded(page, cover.locator("img"))
    page.evaluate("scrollTo(0, 0)")
    assert page.locator(".sc-photo, h2").evaluate_all("(all) => all.map((e) => e.getBoundingClientRect().top)") == before


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_axe_finds_nothing_with_photos_and_in_the_viewer(browse_pictured, width, scheme):
    page = browse_pictured(width=width, color_scheme=scheme, bypass_csp=True)
    for uri in ("solutions/", PAGE):
        page.goto(uri)
        assert findings(page) == []
    open_first(page)
    assert findings(page) == []


def test_the_viewer_fits_the_narrowest_screen_and_twice_the_text(browse_pictured):
    for width, height in ((320, 568), (844, 390)):
        page = browse_pictured(width=width)
        page.set_viewport_size({"width": width, "height": height})
        page.goto(PAGE)
        open_first(page)
        assert viewer(page).evaluate("(dialog) => [dialog.scrollWidth <= innerWidth, dialog.scrollHeight <= innerHeight]") == [True, True]
        assert viewer(page).locator("[data-sc=viewer-stage]").bounding_box()["height"] > 120


def test_paper_gets_no_viewer(page):
    open_first(page)
    page.emulate_media(media="print")
    expect(viewer(page)).not_to_be_visible()
