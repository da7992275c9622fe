"""Last stage: the catalogue as data, for scripts in the browser, for other programs and for search engines."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any
from xml.sax.saxutils import escape as xml_escape

from .conversion import bounds, comparable
from .diagnostics import Location
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
                low, high = bounds(converted) if converted else (None, None)
                figure = shown(result.quantity, words)
                rows[result.indicator.id].append([ordinal, _plain(low, words), _plain(high, words), result.kind, figure])
    return {
        RESULTS_URI.format(id=indicator.id): _json({
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
    lines = (f'  "{name}": {_encode(value)}' for name, value in _plain(solution, words).items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def solution_line(solution: Solution, words: Words, site_url: str) -> str:
    """The same on one line (NDJSON, ndjson.org), after the absolute addresses of its page and of its own JSON."""
    page = f"{site_url}solutions/{solution.slug}/"
    return _json({"url": page, "json": f"{page}solution.json", **_plain(solution, words)})


def bulk(parts: Mapping[str, int], updated: str, site_url: str) -> str:
    """What programs read first that want the whole catalogue: `parts` maps the URI of each NDJSON file to its solutions."""
    return _json({
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
    return _json({
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


def _plain(value: Any, words: Words) -> Any:
    """A value as JSON knows values."""
    match value:
        case str():
            return value
        case Solution():
            return _fields(value, words)
        case Indicator():
            return {"id": value.id, "label": value.label, "unit": _plain(value.unit, words), "better": value.better}
        case Term():
            return {"id": value.id, "label": value.label, **_synonyms(value)}
        case City():
            place = {"lat": value.place.lat, "lon": value.place.lon}
            return {"id": value.id, "name": value.name, "country": value.country.id, **place, **_synonyms(value)}
        case Organisation():
            return {"id": value.id, "name": value.name, "kind": value.kind.id, **_synonyms(value)}
        case Lab():
            lab = {"id": value.slug, "name": value.name, "visit": value.visit, "contact": value.contact}
            return {name: _plain(part, words) for name, part in lab.items() if part}
        case Picture():
            return {"width": value.width, "height": value.height}
        case Result():
            return _result(value, words)
        case Quantity():
            return {**_fields(value, words), "text": shown(value, words)}
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case tuple():
            return [_plain(item, words) for item in value]
        case _ if is_dataclass(value):
            return _fields(value, words)
    return value


def _synonyms(named: Term | City | Organisation) -> Mapping[str, Any]:
    """Other names, where there are any: the search finds an entry by them too."""
    return {"synonyms": list(named.synonyms)} if named.synonyms else {}


def _result(result: Result, words: Words) -> Mapping[str, Any]:
    found = dict(_fields(result, words))
    if result.baseline and result.baseline.value is not None:
        found["baseline"]["text"] = value_with_unit(result.baseline.value, result.quantity.unit)
    if converted := comparable(result):
        low, high = bounds(converted)
        found["comparable"] = {"low": _plain(low, words), "high": _plain(high, words), "text": shown(converted, words)}
    return found


def _fields(value: Any, words: Words) -> Mapping[str, Any]:
    """Every field that has something to say."""
    return {
        name: _plain(part, words)
        for name in _names_of_fields(type(value))
        if (part := getattr(value, name)) is not None and part != ()
    }


@cache
def _names_of_fields(kind: type) -> tuple[str, ...]:
    """Those of a dataclass; where it stands in a file concerns nobody outside."""
    return tuple(field.name for field in fields(kind) if field.type is not Location)


# Without an indent, with which Python does not use its compiled encoder and takes ten times as long.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _json(value: Any) -> str:
    return _encode(value) + "\n"
