"""Last stage: the catalogue as data, for scripts in the browser, for other programs and for search engines."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache, partial
from operator import attrgetter
from typing import Any
from xml.sax.saxutils import escape as xml_escape

from . import model
from .conversion import bounds, comparable
from .diagnostics import Location
from .jsontext import json_line, json_text
from .model import Catalogue, City, Indicator, Lab, Organisation, Quantity, Result, Solution, Term
from .pictures import Picture
from .render.figures import quantity as shown
from .render.figures import value_with_unit
from .render.words import Words

BULK_URI = "data/catalogue.json"
BULK_PART_URI = "data/solutions-{number}.ndjson"

BULK_PART_SIZE = 500
"""Solutions in a part: some 2 MB, which a feed of one edit reads again."""

LICENCE = "CC-BY-4.0"
"""Of the catalogue's content, as SPDX calls it."""

RESULTS_URI = "assets/showroom/results/{id}.json"


def results(catalogue: Catalogue, words: Words) -> Mapping[str, str]:
    """URI → JSON of what is known of one indicator, to filter, sort and list by; a file for each that is in use.

    `rows`: [ordinal, low, high, kind, figure as readers see it] in the order of ordinals and, within, of the entry.
    Low and high are in the indicator's unit, null for an open end, and both null when there is no fixed rate.
    `count`: solutions that report it.
    """
    rows: dict[str, list[list[Any]]] = defaultdict(list)
    indicators: dict[str, Indicator] = {}
    for ordinal, solution in enumerate(catalogue.solutions):
        for result in solution.results:
            if result.indicator:
                indicators[result.indicator.id] = result.indicator
                converted = comparable(result)
                low, high = map(_number, bounds(converted)) if converted else (None, None)
                figure = shown(result.quantity, words)
                rows[result.indicator.id].append([ordinal, low, high, result.kind, figure])
    return {
        RESULTS_URI.format(id=indicator.id): json_line({
            "count": len({row[0] for row in rows[indicator.id]}),
            "unit": indicator.unit.label,
            "better": indicator.better,
            "rows": rows[indicator.id],
        })
        for indicator in indicators.values()
    }  # fmt: skip


def solution_data(solution: Solution, words: Words) -> str:
    """One solution as JSON: every field its author filled in, with ids, labels and synonyms.

    Figures also come as readers see them (`text`), and results in their indicator's unit (`comparable`).
    A field has a line of its own, for people who look.
    """
    plain = partial(_plain, words)
    lines = (f'  "{name}": {json_text(value, plain)}' for name, value in _fields(solution).items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def solution_line(solution: Solution, words: Words, site_url: str) -> str:
    """The same on one line (NDJSON, ndjson.org), after the absolute addresses of its page and of its own JSON."""
    page = f"{site_url}solutions/{solution.slug}/"
    return json_line({"url": page, "json": f"{page}solution.json", **_fields(solution)}, partial(_plain, words))


def bulk(parts: Mapping[str, int], updated: str, site_url: str) -> str:
    """What programs read first that want the whole catalogue: `parts` maps the URI of each NDJSON file to its solutions."""
    return json_line({
        "url": site_url,
        "licence": LICENCE,
        "updated": updated,
        "count": sum(parts.values()),
        "parts": [{"url": site_url + uri, "count": count} for uri, count in parts.items()],
    })  # fmt: skip


def sitemap(site_url: str, dated: Iterable[tuple[str, str | None]]) -> str:
    """A sitemap (sitemaps.org 0.9) of (uri, ISO date) pairs in the order of their addresses."""
    entries = "".join(
        f"  <url><loc>{xml_escape(site_url + uri)}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</url>\n"
        for uri, date in sorted(dated)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )


def robots(site_url: str) -> str:
    """A robots.txt that welcomes everybody and names the sitemap."""
    return f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n"


def web_manifest(site_name: str, language: str) -> str:
    """What a system needs to know to keep the site among its applications (W3C, Web Application Manifest)."""
    sizes = {"icon-192": ("192x192", "any"), "icon-512": ("512x512", "any"), "icon-maskable-512": ("512x512", "maskable")}
    return json_line({
        "name": site_name,
        "lang": language,
        "start_url": "./",
        "scope": "./",
        # A page's address is what readers send to others: it stays in sight.
        "display": "minimal-ui",
        "theme_color": "#faf9f6",
        "background_color": "#faf9f6",
        "icons": [
            {"src": f"assets/showroom/identity/{name}.png", "type": "image/png", "sizes": size, "purpose": purpose}
            for name, (size, purpose) in sizes.items()
        ],
    })  # fmt: skip


def _plain(words: Words, value: Any) -> Any:
    """What JSON is made of in place of a value that it does not know; what is in there may be such a value again."""
    return _MADE[type(value)](value, words)


def _fields(value: Any) -> dict[str, Any]:
    """Every field of a dataclass that has something to say."""
    names, values_of = _fields_of(type(value))
    return {name: part for name, part in zip(names, values_of(value), strict=True) if part is not None and part != ()}


@cache
def _fields_of(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """(names, what reads them) of a dataclass's fields; where it stands in a file concerns nobody outside."""
    names = tuple(field.name for field in fields(kind) if field.type is not Location)
    return names, attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)


def _result(result: Result, words: Words) -> Mapping[str, Any]:
    found = _fields(result)
    if result.baseline and result.baseline.value is not None:
        found["baseline"] = {**_fields(result.baseline), "text": value_with_unit(result.baseline.value, result.quantity.unit)}
    if converted := comparable(result):
        low, high = bounds(converted)
        found["comparable"] = {"low": low, "high": high, "text": shown(converted, words)}
    return found


def _lab(lab: Lab) -> Mapping[str, Any]:
    told = {"id": lab.slug, "name": lab.name, "visit": lab.visit, "contact": lab.contact}
    return {name: part for name, part in told.items() if part}


def _city(city: City) -> Mapping[str, Any]:
    place = {"lat": city.place.lat, "lon": city.place.lon}
    return {"id": city.id, "name": city.name, "country": city.country.id, **place, **_synonyms(city)}


def _synonyms(named: Term | City | Organisation) -> Mapping[str, Any]:
    """Other names, where there are any: the search finds an entry by them too."""
    return {"synonyms": named.synonyms} if named.synonyms else {}


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() and abs(number) <= _LARGEST_INTEGER else float(number)


_LARGEST_INTEGER = 2**53 - 1
"""That every reader of JSON takes as it is written (RFC 8259, section 6)."""

_MADE: Mapping[type, Callable[[Any, Words], Any]] = {
    **{kind: lambda value, words: _fields(value) for kind in vars(model).values() if is_dataclass(kind) and isinstance(kind, type)},
    **{
        kind: lambda term, words: {"id": term.id, "label": term.label, **_synonyms(term)}
        for kind in vars(model).values()
        if isinstance(kind, type) and issubclass(kind, Term)
    },
    Indicator: lambda value, words: {"id": value.id, "label": value.label, "unit": value.unit, "better": value.better},
    City: lambda value, words: _city(value),
    Organisation: lambda value, words: {"id": value.id, "name": value.name, "kind": value.kind.id, **_synonyms(value)},
    Lab: lambda value, words: _lab(value),
    Picture: lambda value, words: {"width": value.width, "height": value.height},
    Result: _result,
    Quantity: lambda value, words: {**_fields(value), "text": shown(value, words)},
    Decimal: lambda value, words: _number(value),
}
"""Type → what makes of its values what JSON knows, but for what is in them. By type alone: ten thousand entries have a
million values."""
