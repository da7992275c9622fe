"""The visit planner's programme is taken along: as a calendar file, enquiries, a link and on paper; and by all readers."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from axe import findings
from planner import ABROAD, ARRANGED, DATED, DOLL, PLAN, VANS, button, days, go
from playwright.sync_api import expect
from test_layout import OVERFLOWING
from watch import MISSING

BLOCKED = "navigator.clipboard.writeText = () => Promise.reject(new Error('blocked'))"


def test_the_calendar_file_holds_every_stop_on_its_day(browse, home):
    page = browse(expected=("blob:",))
    go(page, ARRANGED)
    with page.expect_download() as download:
        button(page, "Calendar file (.ics)").click()
    assert download.value.suggested_filename == "visit-programme-2026-12-01.ics"
    raw = download.value.path().read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") and max(map(len, raw.split(b"\r\n"))) <= 75
    lines = raw.decode().replace("\r\n ", "").split("\r\n")

    def values(name: str) -> list[str]:
        return [line.partition(":")[2] for line in lines if re.match(f"{name}[;:]", line)]

    assert values("UID") == [
        "2026-12-01-aarhus.dokkx@127.0.0.1",
        "2026-12-03-frederiksberg@127.0.0.1",
        "2026-12-03-albertslund.doll-living-lab@127.0.0.1",
        "2026-12-04-aarhus.aarhus-city-lab@127.0.0.1",
    ]
    assert values("DTSTART") == ["20261201", "20261203T093000", "20261203", "20261204"]
    assert values("SUMMARY")[0] == r"Visit: DokkX\, Aarhus"
    assert values("LOCATION")[1:3] == [r"Frederiksberg\, Denmark", r"DOLL Living Lab\, Albertslund\, Denmark"]
    assert set(values("URL")) == {page.url}
    assert f"{home}solutions/{VANS}/" in values("DESCRIPTION")[1]
    expect(page.get_by_role("status")).to_have_text("The calendar file is made.")


def test_without_a_first_day_no_calendar_file_is_offered(page):
    go(page)
    expect(button(page, "Calendar file (.ics)")).not_to_be_visible()
    expect(page.get_by_text("Choose the first day to get a calendar file too.")).to_be_visible()


def test_the_enquiry_has_dates_links_and_blanks_and_is_copied(browse, home):
    page = browse(permissions=["clipboard-read", "clipboard-write"])
    go(page, DATED)
    page.get_by_text("Enquiry for DOLL Living Lab").first.click()
    button(page, "Copy the text: DOLL Living Lab").click()
    expect(page.get_by_role("status")).to_have_text("The enquiry for DOLL Living Lab is copied.")
    expect(page.get_by_role("status")).to_be_in_viewport()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == page.get_by_label("Enquiry for DOLL Living Lab").input_value()
    assert "Wednesday 2 December 2026, Albertslund\n- Public roads where" in text
    assert f"\n  {home}solutions/{DOLL}/\n" in text
    assert "[number of people]" in text and "If this does not suit you, could it be Tuesday 1 December 2026?" in text
    expect(page.get_by_role("link", name="DOLL Living Lab: Book or ask for a visit")).to_have_attribute("href", "https://doll-livinglab.com/")
    assert page.get_by_role("link", name="Write to").count() == 0


def test_where_copying_is_not_allowed_the_text_is_selected(page):
    page.add_init_script(BLOCKED)
    go(page)
    page.get_by_text("Enquiry for DOLL Living Lab").first.click()
    button(page, "Copy the text: DOLL Living Lab").click()
    expect(page.get_by_role("status")).to_contain_text("The text is selected")
    field = page.get_by_label("Enquiry for DOLL Living Lab")
    expect(field).to_be_focused()
    assert field.evaluate("(e) => e.selectionEnd - e.selectionStart === e.value.length")
    button(page, "Copy the link").click()
    link = page.get_by_label("The link:")
    expect(link).to_be_focused()
    expect(link).to_have_value(page.url)


def test_a_published_address_becomes_a_mail_that_is_written_already(page):
    def with_contact(route) -> None:
        solution = route.fetch().json()
        organisation = {"id": "frederiksberg", "name": "Frederiksberg & friends", "kind": "city"}
        solution["contact"] = {"organisation": organisation, "email": "visit@city.example", "url": "javascript:alert(1)"}
        route.fulfill(json=solution)

    page.route(f"**/{VANS}/solution.json", with_contact)
    go(page, DATED)
    expect(page.get_by_role("link", name="visit@city.example")).to_have_attribute("href", "mailto:visit@city.example")
    page.get_by_text("Enquiry for Frederiksberg").first.click()
    address = page.get_by_role("link", name="Write to Frederiksberg & friends").get_attribute("href")
    assert len(address) <= 2000
    head, body = address.split("&body=")
    assert unquote(head) == "mailto:visit@city.example?subject=Visit to Frederiksberg by [organisation], Wednesday 2 December 2026"
    assert unquote(body).replace("\r\n", "\n") == page.get_by_label("Enquiry for Frederiksberg").input_value()
    assert page.locator("main a[href^='javascript']").count() == 0


def test_the_link_is_copied(browse):
    page = browse(permissions=["clipboard-read", "clipboard-write"])
    go(page, ARRANGED)
    button(page, "Copy the link").click()
    expect(page.get_by_role("status")).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    hidden = re.compile("sc-visually-hidden")
    expect(page.get_by_role("status")).not_to_have_class(hidden)
    page.keyboard.press("Tab")
    expect(page.get_by_role("status")).to_have_class(hidden)


def test_paper_gets_one_document_with_dates_stops_distances_and_where_to_ask(browse):
    page = browse(color_scheme="dark")
    go(page, ARRANGED)
    page.emulate_media(media="print")
    for shown in (".sc-visit__heading >> nth=0", "[data-sc=dates]", "[data-sc=extent]", ".sc-stop__title >> nth=0", "[data-sc=address]"):
        expect(page.locator(shown)).to_be_visible()
    expect(page.locator("[data-sc=time-text]:visible")).to_have_text(["09:30"])
    expect(page.locator("[data-sc=address]")).to_have_text(page.url)
    expect(page.get_by_text("145 km from Albertslund, as the crow flies")).to_be_visible()
    assert page.locator("main :is(button, select, input, textarea):visible").count() == 0
    expect(page.locator("h1")).not_to_be_visible()
    printed = page.locator(".sc-stop__facts a").first.evaluate("(a) => getComputedStyle(a, '::after').content")
    assert printed == '": https://dokkx.aarhus.dk/besoeg/vision-maal-og-kriterier/"'
    expect(page).to_have_title(re.compile("^Visit programme: Aarhus, Frederiksberg, Albertslund – "))


def test_without_javascript_the_way_to_the_labs_is_shown_and_nothing_is_dead(browse, home):
    page = browse(java_script_enabled=False)
    page.goto(PLAN)
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("noscript p")).to_contain_text("The planner needs JavaScript, which is off.")
    assert page.locator("main :is(button, select, input, textarea):visible").count() == 0
    page.locator("main").get_by_role("link", name="all living labs").click()
    expect(page).to_have_url(f"{home}labs/")
    page.goto(f"solutions/{DOLL}/")
    expect(page.get_by_role("link", name="Plan a visit")).not_to_be_visible()


@pytest.mark.parametrize(("uri", "slug"), [(f"solutions/{VANS}/", VANS), ("labs/doll-living-lab/", DOLL)])
def test_pages_that_say_how_to_visit_lead_to_the_planner(page, home, uri, slug):
    page.goto(uri)
    page.get_by_role("link", name="Plan a visit").click()
    page.locator("[data-sc=visit][data-ready]").wait_for()
    assert page.url.startswith(f"{home}visit/?solution=") and f"solution={slug}" in page.url
    assert len(days(page)) >= 1


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_axe_finds_nothing_and_nothing_is_too_wide_with_everything_open(browse, width, scheme):
    page = browse(width=width, color_scheme=scheme, bypass_csp=True, expected=(MISSING, "not-here"))
    go(page, f"{ARRANGED}&solution={ABROAD}&solution=not-here")
    for summary in page.locator("summary:visible").all():
        summary.click()
    assert page.evaluate(OVERFLOWING) == []
    # So tall that nothing scrolls below the header.
    page.set_viewport_size({"width": width, "height": 12000})
    assert findings(page) == []


def test_forced_colours_keep_numbers_buttons_and_focus_visible(browse):
    page = browse(forced_colors="active")
    go(page)
    number = page.locator(".sc-stop__number").first
    assert number.evaluate("(e) => getComputedStyle(e).borderTopStyle") == "solid"
    button(page, "Later: DokkX, Aarhus").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
