"""Family SC3xx: figures and dates that a buyer can trust."""

from collections.abc import Iterator
from decimal import Decimal

from ..diagnostics import Diagnostic, Location
from ..model import RawCatalogue, RawEntry, RawList, RawMapping, RawText
from ..shapes import CONTACT, COST, FACT, PERIOD, RANGE, RESULT, Shape, walk
from .shape import DATE, NUMBER

_MONEY = "money-"
"""Quantities of money start with it; an indicator of money takes any currency."""


def values_are_given_once(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC301: a figure has either a value or a range."""
    for inner, figure in _mappings(entry, shape, RESULT, FACT, COST):
        given = [key for key in ("value", "range") if key in figure.values]
        if len(given) != 1:
            yield Diagnostic(
                code="SC301",
                location=figure.keys["range"] if given else figure.location,
                message=f"the {inner.name} has {'both a value and a range' if given else 'neither value nor range'}",
                help="write `value: 12`, or `range: {low: 10, high: 14}` when the source gives a range",
            )


def ranges_go_upwards(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC302: a range's low end is below its high end."""
    for _, range_ in _mappings(entry, shape, RANGE):
        low, high = _number(range_, "low"), _number(range_, "high")
        if low is not None and high is not None and low >= high:
            yield Diagnostic(
                code="SC302",
                location=range_.values["low"].location,
                message=f"the range starts at `{low}`, not below its end `{high}`",
                help=f"write `{{low: {high}, high: {low}}}`" if low > high else "write `value:` instead of a range",
            )


def units_fit_indicators(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC303: a result's unit measures the same quantity as its indicator's unit."""
    units, indicators = raw.terms.get("units", {}), raw.terms.get("indicators", {})
    for _, result in _mappings(entry, shape, RESULT):
        indicator, unit = indicators.get(result.text("indicator") or ""), units.get(result.text("unit") or "")
        wanted = units.get(indicator.text("unit") or "") if indicator else None
        if unit is None or wanted is None:
            continue
        quantity = wanted.text("quantity") or ""
        if _comparable(unit.text("quantity") or "") != _comparable(quantity):
            fitting = [u for u, fields in units.items() if _comparable(fields.text("quantity") or "") == _comparable(quantity)]
            yield Diagnostic(
                code="SC303",
                location=result.values["unit"].location,
                message=f"unit `{result.text('unit')}` does not measure indicator `{result.text('indicator')}`",
                help=f"write one of: {', '.join(fitting)}; or choose another indicator",
            )


def periods_go_forwards(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC304: nothing ends before it started, and no period is empty."""
    for _, period in _mappings(entry, shape, PERIOD):
        started, ended = period.text("started"), period.text("ended")
        if not period.values:
            yield Diagnostic(code="SC304", location=period.location, message="an empty period", help="leave the key out")
        elif _is_later(started, ended):
            yield Diagnostic(
                code="SC304",
                location=period.values["ended"].location,
                message=f"it ended in `{ended}`, before it started in `{started}`",
                help="swap the two, or correct one",
            )


def entries_are_updated_after_they_were_added(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC305: `updated` is not before `added`, `verify_by` not before `verified`."""
    for earlier, later in (("added", "updated"), ("verified", "verify_by")):
        first, second = entry.fields.text(earlier), entry.fields.text(later)
        if shape.field(later) and _is_later(first, second):
            yield Diagnostic(
                code="SC305",
                location=entry.fields.values[later].location,
                message=f"`{later}` is `{second}`, before `{earlier}` at `{first}`",
                help="correct one of the two",
            )


def each_partner_stands_once(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC306: an organisation is a partner once, in its main role."""
    partners = entry.fields.get("partners")
    first: dict[str, Location] = {}
    for partner in partners.items if isinstance(partners, RawList) else ():
        organisation = partner.get("organisation") if isinstance(partner, RawMapping) else None
        if not isinstance(organisation, RawText):
            continue
        if organisation.text in first:
            yield Diagnostic(
                code="SC306",
                location=organisation.location,
                message=f"partner `{organisation.text[:60]}` stands twice",
                help=f"keep its main role; the first is on line {first[organisation.text].line}",
            )
        first.setdefault(organisation.text, organisation.location)


def contacts_have_consent(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC307: whoever is listed as contact agreed to it (GDPR article 6)."""
    for _, contact in _mappings(entry, shape, CONTACT):
        if contact.text("consent") == "false":
            yield Diagnostic(
                code="SC307",
                location=contact.values["consent"].location,
                message="a contact without consent cannot be published",
                help="ask first and write `consent: true`, or leave the contact out",
            )


def _mappings(entry: RawEntry, shape: Shape, *wanted: Shape) -> Iterator[tuple[Shape, RawMapping]]:
    for type_, value in walk(shape, entry.fields):
        if isinstance(value, RawMapping) and any(type_ is w for w in wanted):
            yield type_, value


def _number(fields: RawMapping, key: str) -> Decimal | None:
    text = fields.text(key)
    return Decimal(text) if text and NUMBER.match(text) else None


def _comparable(quantity: str) -> str:
    """The quantity, all currencies being one."""
    if not quantity.startswith(_MONEY):
        return quantity
    return _MONEY + quantity.removeprefix(_MONEY).partition("-")[2]


def _is_later(first: str | None, second: str | None) -> bool:
    """Whether the first date is certainly later, as far as both are exact."""
    if not first or not second or not DATE.match(first) or not DATE.match(second):
        return False
    precision = min(len(first), len(second))
    return first[:precision] > second[:precision]
