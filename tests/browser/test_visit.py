"""The visit planner: a plan is made from a shortlist, rearranged by keyboard, and passed on by its address."""

from __future__ import annotations

import json
import re

from planner import ABROAD, ABROAD_CITY, ARRANGED, CITY_LAB, DATED, DOKKX, DOLL, PLAN, RADAR, VANS, button, days, go, plan_of
from playwright.sync_api import expect
from starred import store
from watch import MISSING


def test_the_stored_shortlist_becomes_the_plan_and_stands_in_the_address(page, home):
    page.add_init_script(f"localStorage.setItem('sc-shortlist', '{json.dumps([DOLL, VANS])}')")
    go(page, "visit/")
    expect(page).to_have_url(f"{home}visit/?solution={DOLL}&solution={VANS}")
    assert days(page) == [["DOLL Living Lab", "Frederiksberg"]]


def test_from_a_star_by_way_of_the_shortlist_to_a_plan(page):
    page.goto(f"solutions/{DOLL}/")
    page.locator(f"main [data-sc=star][data-slug={DOLL}]").first.click()
    page.goto("shortlist/")
    page.get_by_role("link", name="Plan a visit").click()
    page.locator("[data-sc=visit][data-ready]").wait_for()
    assert days(page) == [["DOLL Living Lab"]]


def test_an_address_with_solutions_leaves_the_shortlist_alone_and_offers_the_rest_of_it(page):
    page.add_init_script(f"localStorage.setItem('sc-shortlist', '{json.dumps([DOLL, VANS])}')")
    go(page, f"visit/?solution={VANS}")
    assert days(page) == [["Frederiksberg"]]
    page.get_by_role("link", name="Add 1 more solution from your shortlist").click()
    page.get_by_role("heading", name="DOLL Living Lab").wait_for()
    assert days(page) == [["DOLL Living Lab", "Frederiksberg"]]
    expect(page.get_by_role("link", name="from your shortlist")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('sc-shortlist')") == json.dumps([DOLL, VANS], separators=(", ", ": "))


def test_with_nothing_to_plan_the_way_to_the_solutions_is_shown(page, home):
    go(page, "visit/")
    expect(page.get_by_text("Nothing to plan yet.")).to_be_visible()
    expect(page.locator("[data-sc=plan]")).not_to_be_visible()
    page.locator("main").get_by_role("link", name="Browse solutions").click()
    expect(page).to_have_url(f"{home}solutions/")


def test_stops_come_by_city_in_travelling_order_with_distances(page):
    go(page)
    assert days(page) == [["DokkX", "Aarhus City Lab"], ["DOLL Living Lab", "Frederiksberg"]]
    assert [way.inner_text().strip() for way in page.locator("[data-sc=way]:visible").all()] == [
        "Also in Aarhus",
        "145 km from Aarhus, as the crow flies",
        "11 km from Albertslund, as the crow flies",
    ]
    expect(page.locator("[data-sc=extent]")).to_have_text("4 stops, 3 cities, 2 days, 156 km as the crow flies")


def test_the_reader_chooses_where_it_starts_and_goes_back_to_the_best_order(page):
    go(page)
    page.get_by_label("Start in").select_option(label="Frederiksberg")
    expect(page).to_have_url(re.compile("&from=frederiksberg$"))
    assert days(page) == [["Frederiksberg", "DOLL Living Lab"], ["DokkX", "Aarhus City Lab"]]
    expect(page.get_by_role("status")).to_have_text("Arranged anew: Frederiksberg, Albertslund; Aarhus.")
    button(page, "Arrange anew").click()
    assert days(page) == [["DokkX", "Aarhus City Lab"], ["DOLL Living Lab", "Frederiksberg"]]
    expect(page.get_by_label("Start in")).to_have_value("")


def test_a_stop_moves_by_keyboard_and_keeps_the_focus(page, home):
    go(page)
    later = button(page, "Later: Aarhus City Lab, Aarhus")
    later.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Aarhus City Lab, Aarhus: now stop 1 of 3 on Day 2.")
    expect(later).to_be_focused()
    page.keyboard.press("Enter")
    expect(later).to_be_focused()
    assert days(page) == [["DokkX"], ["DOLL Living Lab", "Aarhus City Lab", "Frederiksberg"]]
    expect(page).to_have_url(f"{home}{PLAN}&day=aarhus.dokkx&day=albertslund.doll-living-lab,aarhus.aarhus-city-lab,frederiksberg")
    earlier = button(page, "Earlier: Frederiksberg")
    earlier.press("Space")
    expect(earlier).to_be_focused()
    assert days(page)[1] == ["DOLL Living Lab", "Frederiksberg", "Aarhus City Lab"]


def test_beyond_the_ends_nothing_moves_and_the_reader_is_told(page):
    go(page)
    first = button(page, "Earlier: DokkX, Aarhus")
    expect(first).to_have_attribute("aria-disabled", "true")
    first.press("Enter")
    expect(page.get_by_role("status")).to_have_text("DokkX, Aarhus is the first stop already.")
    expect(first).to_be_focused()
    button(page, "Later: Frederiksberg").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Frederiksberg is the last stop already.")
    assert days(page) == [["DokkX", "Aarhus City Lab"], ["DOLL Living Lab", "Frederiksberg"]]
    assert "day=" not in page.url


def test_a_stop_goes_to_another_day_or_a_new_one(page):
    go(page)
    choice = page.get_by_label("Day of DokkX, Aarhus")
    choice.focus()
    choice.select_option(label="Day 2")
    expect(choice).to_be_focused()
    assert days(page) == [["Aarhus City Lab"], ["DOLL Living Lab", "Frederiksberg", "DokkX"]]
    choice.select_option(label="A new day")
    assert days(page) == [["Aarhus City Lab"], ["DOLL Living Lab", "Frederiksberg"], ["DokkX"]]
    expect(choice).to_have_value("2")


def test_a_free_day_is_put_in_and_taken_away(page):
    go(page, DATED)
    button(page, "Add a day before Day 2: Wednesday 2 December 2026").press("Enter")
    assert days(page) == [["DokkX", "Aarhus City Lab"], [], ["DOLL Living Lab", "Frederiksberg"]]
    expect(page.get_by_role("heading", name="Day 2: Wednesday 2 December 2026")).to_be_focused()
    expect(page.get_by_text("No stops. A day for travelling or for yourselves.").and_(page.locator(":visible"))).to_have_count(1)
    button(page, "Remove Day 2: Wednesday 2 December 2026").press("Enter")
    assert days(page) == [["DokkX", "Aarhus City Lab"], ["DOLL Living Lab", "Frederiksberg"]]
    expect(page.get_by_role("heading", name="Day 2: Wednesday 2 December 2026")).to_be_focused()
    button(page, "Add a day").click()
    assert days(page)[2:] == [[]]


def test_a_solution_is_removed_with_its_stop_and_the_focus_stays_near(page):
    go(page)
    remove = page.get_by_role("button", name=re.compile("^Remove Library showroom"))
    remove.press("Enter")
    assert days(page)[0] == ["Aarhus City Lab"]
    expect(page.get_by_role("heading", name="Aarhus City Lab")).to_be_focused()
    assert DOKKX not in page.url
    for _ in range(3):
        page.get_by_role("button", name=re.compile("from the plan$")).first.press("Enter")
    expect(page.get_by_text("Nothing to plan yet.")).to_be_visible()
    expect(page.get_by_role("heading", name="Plan a visit")).to_be_focused()


def test_a_first_day_gives_every_day_its_date(page):
    go(page)
    page.get_by_label("First day (optional)").fill("2026-12-31")
    expect(page).to_have_url(re.compile("&start=2026-12-31$"))
    expect(page.get_by_role("heading", level=3)).to_have_text(["Day 1: Thursday 31 December 2026", "Day 2: Friday 1 January 2027"])
    expect(page.get_by_role("status")).to_have_text("The first day is Thursday 31 December 2026.")
    page.get_by_label("First day (optional)").fill("")
    expect(page.get_by_role("heading", level=3)).to_have_text(["Day 1", "Day 2"])
    assert "start" not in page.url


def test_a_stop_has_a_time_when_the_reader_gives_it_one(page):
    go(page, DATED)
    time = page.get_by_label("Time at DokkX, Aarhus, optional")
    time.fill("14:15")
    expect(page).to_have_url(re.compile("&time=1415-aarhus.dokkx$"))
    expect(time).to_be_focused()
    expect(page.locator("textarea").first).to_have_value(re.compile("Tuesday 1 December 2026 at 14:15, Aarhus"))
    time.fill("")
    expect(page).not_to_have_url(re.compile("time="))


def test_a_plan_that_is_passed_on_gives_the_same_page_to_somebody_else(page, browse):
    go(page, ARRANGED)
    mine = plan_of(page)
    assert days(page) == [["DokkX"], [], ["Frederiksberg", "DOLL Living Lab"], ["Aarhus City Lab"]]
    other = browse()
    go(other, page.url)
    assert plan_of(other) == mine
    page.reload()
    page.locator("[data-sc=visit][data-ready]").wait_for()
    assert plan_of(page) == mine


def test_back_and_forward_go_through_the_changes_one_by_one(page):
    go(page)
    plans = [plan_of(page)]
    steps = [
        lambda: button(page, "Later: Aarhus City Lab, Aarhus").click(),
        lambda: page.get_by_label("Day of Frederiksberg").select_option(label="A new day"),
        lambda: button(page, "Add a day before Day 1").click(),
        lambda: page.get_by_role("button", name=re.compile("^Remove Public roads")).click(),
    ]
    for step in steps:
        before = page.url
        step()
        expect(page).not_to_have_url(before)
        plans.append(plan_of(page))
    assert len({json.dumps(plan) for plan in plans}) == 5

    def comes_back(plan: dict) -> None:
        page.wait_for_timeout(50)
        assert plan_of(page) == plan

    for plan in reversed(plans[:-1]):
        page.go_back()
        comes_back(plan)
    for plan in plans[1:]:
        page.go_forward()
        comes_back(plan)


def test_a_date_typed_in_segments_is_one_step_back(page):
    go(page)
    steps = page.evaluate("history.length")
    field = page.get_by_label("First day (optional)")
    field.focus()
    # Read alike in all orders of day and month.
    page.keyboard.type("11112026")
    expect(page).to_have_url(re.compile("&start=2026-11-11$"))
    page.get_by_label("Start in").focus()
    assert page.evaluate("history.length") == steps + 1
    page.go_back()
    expect(field).to_have_value("")


def test_what_the_address_says_wrongly_is_left_out_and_said(browse):
    page = browse(expected=(MISSING, "not-here"))
    attack = "<img src=x onerror=alert(1)>"
    go(page, f"{PLAN}&solution=not-here&start=2026-02-30&from=atlantis&day=aarhus.dokkx,mars&time=0900-moon&day={attack}")
    note = page.locator("[data-sc=notes]")
    expect(note).to_contain_text(f"Not understood in the address and left out: “2026-02-30”, “{attack}”, “not-here”, “atlantis”, “mars”, ….")
    expect(note).to_contain_text("New in the plan, at its end: Aarhus City Lab, Aarhus; DOLL Living Lab, Albertslund; Frederiksberg.")
    expect(page.get_by_role("status")).to_contain_text("Not understood in the address")
    assert page.locator("main img").count() == 0
    assert days(page) == [["DokkX"], [], ["Aarhus City Lab"], ["DOLL Living Lab", "Frederiksberg"]]
    button(page, "Later: DokkX, Aarhus").click()
    expect(note).not_to_be_visible()
    assert "not-here" not in page.url and "mars" not in page.url


def test_a_solution_that_cannot_be_loaded_is_named_and_stays_in_the_plan(browse):
    page = browse(expected=("503", VANS))
    page.route(f"**/{VANS}/solution.json", lambda route: route.fulfill(status=503, body=""))
    go(page)
    expect(page.locator("[data-sc=notes]")).to_have_text(f"Could not be loaded: {VANS}. Reload the page to try again.")
    assert days(page) == [["DokkX", "Aarhus City Lab"], ["DOLL Living Lab"]]
    button(page, "Later: DokkX, Aarhus").click()
    expect(page).to_have_url(re.compile(f"solution={VANS}"))


def test_a_stop_that_cannot_be_loaded_keeps_its_day_and_time_whatever_is_done_meanwhile(browse):
    page = browse(expected=("503", VANS))
    page.route(f"**/{VANS}/solution.json", lambda route: route.fulfill(status=503, body=""))
    go(page, ARRANGED)
    page.get_by_label("Time at DokkX, Aarhus, optional").fill("10:00")
    page.get_by_label("Start in").focus()
    button(page, "Earlier: Aarhus City Lab, Aarhus").click()
    expect(page).to_have_url(re.compile("day=albertslund.doll-living-lab,aarhus.aarhus-city-lab,frederiksberg"))
    page.unroute(f"**/{VANS}/solution.json")
    page.reload()
    page.locator("[data-sc=visit][data-ready]").wait_for()
    assert days(page)[2] == ["DOLL Living Lab", "Aarhus City Lab", "Frederiksberg"]
    expect(page.get_by_label("Time at Frederiksberg, optional")).to_have_value("09:30")
    expect(page.locator("[data-sc=notes]")).to_be_hidden()


def test_stars_of_another_tab_become_the_plan_of_a_page_without_one(page):
    go(page, "visit/")
    expect(page.get_by_text("Nothing to plan yet.")).to_be_visible()
    store(page.context.new_page(), [CITY_LAB])
    expect(page.get_by_role("heading", name="Visit programme")).to_be_visible()
    assert page.url.endswith(f"visit/?solution={CITY_LAB}")


def test_an_emptied_plan_stays_empty_and_offers_the_shortlist(page):
    store(page, [DOKKX, DOLL])
    go(page, f"visit/?solution={CITY_LAB}")
    page.get_by_role("button", name=re.compile("^Remove .* from the plan$")).click()
    expect(page.get_by_text("Nothing to plan yet.")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Nothing to plan yet.")).to_be_hidden()
    page.go_forward()
    expect(page.get_by_text("Nothing to plan yet.")).to_be_visible()
    page.get_by_role("link", name="Add 2 more solutions from your shortlist").click()
    expect(page.get_by_role("heading", name="Visit programme")).to_be_visible()
    assert page.url.endswith(f"visit/?solution={DOKKX}&solution={DOLL}")


def test_whoever_goes_through_a_field_without_a_change_makes_no_step(browse):
    page = browse(expected=(MISSING, "not-here"))
    go(page, f"{PLAN}&solution=not-here")
    steps = page.evaluate("history.length")
    page.get_by_label("First day (optional)").focus()
    page.get_by_label("Start in").focus()
    assert page.evaluate("history.length") == steps


def test_a_first_day_of_another_age_does_not_stay_beside_the_programme(page):
    go(page, DATED)
    field = page.get_by_label("First day (optional)")
    field.evaluate("(field) => { field.value = '0027-12-01'; field.dispatchEvent(new Event('input', { bubbles: true })) }")
    field.focus()
    page.get_by_label("Start in").focus()
    expect(field).to_have_value("2026-12-01")
    expect(page.get_by_role("status")).to_have_text("That is no date from 1900 to 2199: the first day stays as it was.")


def test_a_visit_of_the_most_days_says_that_it_takes_no_more(page):
    go(page, f"{PLAN}&day=aarhus.dokkx" + "&day=" * 59)
    count = len(days(page))
    button(page, "Add a day").click()
    expect(page.get_by_role("status")).to_have_text("A visit has at most 60 days.")
    assert len(days(page)) == count


def test_a_stop_says_what_is_known_of_visits_and_what_is_not(page):
    go(page, f"{PLAN}&solution={RADAR}")
    lab = page.locator(".sc-stop", has_text="Aarhus City Lab")
    expect(lab).to_contain_text("Visitors are received. Outdoor test area and showroom by Dokk1.")
    expect(lab.get_by_role("link", name="Book or ask for a visit: Aarhus City Lab, Aarhus")).to_have_attribute(
        "href", "https://aarhuscitylab.dk/english/"
    )
    city = page.locator(".sc-stop", has=page.get_by_role("heading", name="Aarhus", exact=True))
    expect(city).to_contain_text("Whether visitors are received is not known. Ask first.")


def test_cities_abroad_have_days_of_their_own_and_are_named_below_the_map(page):
    go(page, f"visit/?solution={DOLL}&solution={ABROAD}&solution={DOKKX}")
    assert days(page) == [["DokkX"], ["DOLL Living Lab"], [ABROAD_CITY]]
    expect(page.locator("figcaption")).to_have_text(f"Not on this map: {ABROAD_CITY}.")
    expect(page.get_by_role("img", name="Route on the map of Denmark: 1 Aarhus, 2 Albertslund")).to_be_visible()


def test_the_programme_reads_well_to_a_screen_reader(page):
    go(page, f"visit/?solution={CITY_LAB}&start=2026-12-01&time=0930-aarhus.aarhus-city-lab")
    expect(page.get_by_role("region", name="Visit programme")).to_match_aria_snapshot("""
      - 'region "Visit programme: Aarhus"':
        - 'heading "Visit programme: Aarhus" [level=2]'
        - paragraph:
          - strong: Tuesday 1 December 2026
          - text: 1 stop, 1 city, 1 day
        - list:
          - listitem:
            - 'heading "Day 1: Tuesday 1 December 2026" [level=3]'
            - 'button "Add a day before Day 1: Tuesday 1 December 2026"'
            - list:
              - listitem:
                - heading "Aarhus City Lab" [level=4]:
                  - link "Aarhus City Lab"
                - paragraph: Aarhus, Denmark
                - textbox "Time at Aarhus City Lab, Aarhus, optional": "09:30"
                - paragraph: Visitors are received. Outdoor test area and showroom by Dokk1.
                - paragraph:
                  - 'link "Book or ask for a visit: Aarhus City Lab, Aarhus"'
                - list:
                  - listitem:
                    - link "Open-air test zone where a city tries networks, sensors and robots in public"
                    - button "Remove Open-air test zone where a city tries networks, sensors and robots in public from the plan"
                - 'button "Earlier: Aarhus City Lab, Aarhus" [disabled]'
                - 'button "Later: Aarhus City Lab, Aarhus" [disabled]'
                - combobox "Day of Aarhus City Lab, Aarhus":
                  - option "Day 1" [selected]
                  - option "A new day"
        - paragraph:
          - button "Add a day"
        - paragraph: /Distances are as the crow flies/
      """)
