"""Family SC3xx: figures and dates that a buyer can trust."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ..raw import RawList, RawMapping, RawText
from ..shapes import CONTACT, COST, DATE, FACT, LAB, NUMBER, PERIOD, RANGE, REPLICATION, RESULT, SOLUTION, SOURCE, Shape
from .rules import Context, Finding, rule

_MONEY = "money-"
"""Quantities of money start with it; an indicator of money takes any currency."""

_SHARE_OF_A_WHOLE = re.compile(r"-(saving|reduction|loss)\Z")
"""Indicators that are a part of something: more than all of it cannot be saved or lost."""


@rule("SC301", RESULT, FACT, COST)
def figures_have_one_value(shape: Shape, figure: RawMapping, at: Context) -> Iterator[Finding]:
    """A figure has either a value or a range.

    Why: With both, nobody knows which one holds; with neither there is no figure. “At least 10 to 14” says nothing.
    Wrong:
        results:
          - {indicator: energy-saving, unit: percent, kind: stated, source: report-2024}
    Right:
        results:
          - {indicator: energy-saving, value: 30, unit: percent, kind: stated, source: report-2024}
    """
    given = [key for key in ("value", "range") if key in figure.values]
    if len(given) != 1:
        yield Finding(
            figure.keys["range"] if given else figure.location,
            f"the {shape.name} has {'both a value and a range' if given else 'neither value nor range'}",
            "write `value: 12`, or `range: {low: 10, high: 14}` when the source gives a range",
        )
    elif given == ["range"] and figure.text("qualifier") in ("at-least", "at-most"):
        message = f"the {shape.name} is a range and `{figure.text('qualifier')}` something"
        yield Finding(figure.values["qualifier"].location, message, "a range has two ends already: remove the qualifier, or write `value:`")


@rule("SC302", RANGE)
def ranges_go_upwards(shape: Shape, range_: RawMapping, at: Context) -> Iterator[Finding]:
    """A range starts below its end.

    Why: Upside down it is a slip of the pen, and the reader cannot tell which end is wrong.
    Wrong:
        results:
          - {indicator: energy-saving, range: {low: 40, high: 30}, unit: percent, kind: stated, source: report-2024}
    Right:
        results:
          - {indicator: energy-saving, range: {low: 30, high: 40}, unit: percent, kind: stated, source: report-2024}
    """
    low, high = number(range_, "low"), number(range_, "high")
    if low is not None and high is not None and low >= high:
        help = f"write `{{low: {high}, high: {low}}}`" if low > high else "write `value:` instead of a range"
        yield Finding(range_.values["low"].location, f"the range starts at `{low}`, not below its end `{high}`", help)


@rule("SC303", RESULT)
def units_fit_indicators(shape: Shape, result: RawMapping, at: Context) -> Iterator[Finding]:
    """A result's unit measures what its indicator is about.

    Why: Only like can be compared with like: energy in kWh or MWh, but not in tonnes.
    Wrong:
        results:
          - {indicator: energy-saved, value: 120, unit: t/yr, kind: stated, source: report-2024}
    Right:
        results:
          - {indicator: energy-saved, value: 120, unit: MWh/yr, kind: stated, source: report-2024}
    """
    units, indicators = at.known.terms.get("units", {}), at.known.terms.get("indicators", {})
    indicator, unit = indicators.get(result.text("indicator") or ""), units.get(result.text("unit") or "")
    wanted = units.get(indicator.text("unit") or "") if indicator else None
    if unit is None or wanted is None:
        return
    quantity = _comparable(wanted.text("quantity") or "")
    if _comparable(unit.text("quantity") or "") != quantity:
        fitting = [u for u, fields in units.items() if _comparable(fields.text("quantity") or "") == quantity]
        yield Finding(
            result.values["unit"].location,
            f"unit `{result.text('unit')}` does not measure indicator `{result.text('indicator')}`",
            f"write one of: {', '.join(fitting)}; or choose another indicator",
        )


@rule("SC304", PERIOD)
def periods_go_forwards(shape: Shape, period: RawMapping, at: Context) -> Iterator[Finding]:
    """Nothing ends before it started, and no period is empty.

    Why: One of the two dates is wrong.
    Wrong:
        period: {started: 2020, ended: 2018}
    Right:
        period: {started: 2018, ended: 2020}
    """
    started, ended = period.text("started"), period.text("ended")
    if not period.values:
        yield Finding(period.location, "an empty period", "leave the key out")
    elif _is_later(started, ended):
        message = f"it ended in `{ended}`, before it started in `{started}`"
        yield Finding(period.values["ended"].location, message, "swap the two, or correct one")


@rule("SC305", SOLUTION, LAB)
def dates_of_an_entry_are_in_order(shape: Shape, entry: RawMapping, at: Context) -> Iterator[Finding]:
    """`updated` is not before `added`, `verify_by` not before `verified`.

    Why: Readers and search engines judge by these dates how fresh an entry is.
    Wrong:
        added: 2026-11-23
        updated: 2026-01-10
    Right:
        added: 2026-01-10
        updated: 2026-11-23
    """
    for earlier, later in (("added", "updated"), ("verified", "verify_by")):
        first, second = entry.text(earlier), entry.text(later)
        if shape.field(later) and _is_later(first, second):
            message = f"`{later}` is `{second}`, before `{earlier}` at `{first}`"
            yield Finding(entry.values[later].location, message, "correct one of the two")


@rule("SC306", SOLUTION)
def each_partner_stands_once(shape: Shape, entry: RawMapping, at: Context) -> Iterator[Finding]:
    """An organisation is a partner once, in its main role.

    Why: It would be counted twice.
    Wrong:
        partners:
          - {organisation: hofor, role: owner}
          - {organisation: hofor, role: operator}
    Right:
        partners:
          - {organisation: hofor, role: owner}
    """
    partners = entry.get("partners")
    first: dict[str, int] = {}
    for partner in partners.items if isinstance(partners, RawList) else ():
        organisation = partner.get("organisation") if isinstance(partner, RawMapping) else None
        if not isinstance(organisation, RawText):
            continue
        if organisation.text in first:
            help = f"keep its main role; the first is on line {first[organisation.text]}"
            yield Finding(organisation.location, f"partner `{organisation.text[:60]}` stands twice", help)
        first.setdefault(organisation.text, organisation.location.line)


@rule("SC307", CONTACT)
def contacts_have_consent(shape: Shape, contact: RawMapping, at: Context) -> Iterator[Finding]:
    """Whoever is listed as contact agreed to it.

    Why: An address on a public page is read by everybody, machines included.
    Wrong:
        contact: {organisation: hofor, url: "https://www.hofor.dk/contact", consent: false}
    Right:
        contact: {organisation: hofor, url: "https://www.hofor.dk/contact", consent: true}
    Source: GDPR, article 6(1)(a).
    """
    if contact.text("consent") == "false":
        help = "ask first and write `consent: true`, or leave the contact out"
        yield Finding(contact.values["consent"].location, "a contact without consent cannot be published", help)


@rule("SC308", RESULT, FACT)
def kinds_fit_their_period(shape: Shape, result: RawMapping, at: Context) -> Iterator[Finding]:
    """Nothing is measured in a period that begins after the entry was written.

    Why: What lies ahead can only be expected.
    Wrong:
        results:
          - indicator: energy-saving
            value: 30
            unit: percent
            kind: measured
            period: {started: 2040}
            source: report-2024
    Right:
        results:
          - indicator: energy-saving
            value: 30
            unit: percent
            kind: expected
            period: {started: 2040}
            source: report-2024
    """
    period = result.get("period")
    started = period.text("started") if isinstance(period, RawMapping) else None
    written = at.entry.fields.text("updated") or at.entry.fields.text("added")
    if result.text("kind") in ("measured", "stated") and _is_later(started, written):
        message = f"a {result.text('kind')} figure for `{started}`, after the entry was written"
        yield Finding(result.values["kind"].location, message, "write `kind: expected`, or correct the period")


@rule("SC309", RESULT)
def no_share_exceeds_the_whole(shape: Shape, result: RawMapping, at: Context) -> Iterator[Finding]:
    """Nothing saves, cuts or loses more than 100 percent.

    Why: More than everything cannot be saved. Often the figure is a factor, or compares with the new value.
    Wrong:
        results:
          - {indicator: energy-saving, value: 130, unit: percent, kind: stated, source: report-2024}
    Right:
        results:
          - {indicator: energy-saving, value: 30, unit: percent, kind: stated, source: report-2024}
    """
    if result.text("unit") != "percent" or not _SHARE_OF_A_WHOLE.search(result.text("indicator") or ""):
        return
    range_ = result.get("range")
    ends = [(range_, "low"), (range_, "high")] if isinstance(range_, RawMapping) else []
    for fields, key in [(result, "value"), *ends]:
        percent = number(fields, key)
        if percent is not None and percent > 100:
            message = f"`{percent}` percent is more than the whole"
            yield Finding(fields.values[key].location, message, "check the figure against its source")


@rule("SC310", SOURCE)
def sources_are_published(shape: Shape, source: RawMapping, at: Context) -> Iterator[Finding]:
    """A source is not dated after the entry that uses it.

    Why: Nobody can have read it.
    Wrong:
        sources:
          - {id: report-2024, title: Yearly report, publisher: HOFOR, url: "https://www.hofor.dk/r", date: 2142}
    Right:
        sources:
          - {id: report-2024, title: Yearly report, publisher: HOFOR, url: "https://www.hofor.dk/r", date: 2024}
    """
    published = source.text("date")
    written = at.entry.fields.text("updated") or at.entry.fields.text("added")
    if _is_later(published, written):
        message = f"published `{published}`, after the entry was written"
        yield Finding(source.values["date"].location, message, "correct the date, or set `updated`")


@rule("SC311", REPLICATION)
def replications_have_one_place(shape: Shape, copy: RawMapping, at: Context) -> Iterator[Finding]:
    """A replication names a city of the catalogue or a place in words, not both.

    Why: A city gets a link, any other place is shown as written; with both they may contradict each other.
    Wrong:
        replication:
          - {city: aarhus, place: Aarhus, source: report-2024}
    Right:
        replication:
          - {city: aarhus, source: report-2024}
    """
    given = [key for key in ("city", "place") if key in copy.values]
    if len(given) != 1:
        message = "both a city and a place" if given else "neither a city nor a place"
        location = copy.values["place"].location if given else copy.location
        yield Finding(location, f"the replication names {message}", "keep `city:` when it is in cities.yml, else `place:`")


def number(fields: RawMapping, key: str) -> Decimal | None:
    """The number of `key`, or None when it is missing or no plain number."""
    text = fields.text(key)
    return Decimal(text) if text and re.match(NUMBER, text) else None


def _comparable(quantity: str) -> str:
    """The quantity, all currencies being one."""
    if not quantity.startswith(_MONEY):
        return quantity
    return _MONEY + quantity.removeprefix(_MONEY).partition("-")[2]


def _is_later(first: str | None, second: str | None) -> bool:
    """Whether the first date is certainly later, as far as both are exact."""
    if not first or not second or not re.match(DATE, first) or not re.match(DATE, second):
        return False
    precision = min(len(first), len(second))
    return first[:precision] > second[:precision]
