"""Last stage: the catalogue as data, for the explorer in the browser, for other programs and for search engines."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape as xml_escape

from .diagnostics import Location
from .model import Catalogue, City, Lab, Organisation, Solution, Term
from .pictures import Picture
from .slugs import fold, sort_key

EXPLORER_URI = "assets/showroom/explorer.json"


def explorer(catalogue: Catalogue) -> str:
    """What the explorer needs to filter, search and sort, by ordinal: a solution's position in the default order.

    `facets`: id → value id → ordinals that have it. `texts`: folded title and summary of each ordinal.
    `orders`: name → ordinals in that order.
    """
    solutions = catalogue.solutions
    return _json({
        "count": len(solutions),
        "facets": {facet.id: {value.id: value.ordinals for value in facet.values} for facet in catalogue.facets},
        "texts": [fold(f"{solution.title}\n{solution.summary}") for solution in solutions],
        "orders": {
            "title": _order(solutions, lambda s: sort_key(s.title)),
            "newest": _order(solutions, lambda s: (_descending(s.period.started if s.period else None), sort_key(s.title))),
            "city": _order(solutions, lambda s: (sort_key(s.city.name), sort_key(s.title))),
        },
    })  # fmt: skip


def solution_data(solution: Solution) -> str:
    """One solution as JSON: every field its author filled in, with ids and labels."""
    return _json(_plain(solution), indent=2)


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


def _order(solutions: tuple[Solution, ...], key: Any) -> list[int]:
    return sorted(range(len(solutions)), key=lambda ordinal: key(solutions[ordinal]))


def _descending(date: str | None) -> tuple[int, ...]:
    """A key that puts later ISO dates first and unknown ones last."""
    return tuple(-int(part) for part in date.split("-")) if date else (1,)


def _plain(value: Any) -> Any:
    match value:
        case Solution():
            return _fields(value)
        case Term():
            return {"id": value.id, "label": value.label}
        case City():
            return {"id": value.id, "name": value.name, "country": value.country.id}
        case Organisation():
            return {"id": value.id, "name": value.name, "kind": value.kind.id}
        case Lab():
            return {"id": value.slug, "name": value.name}
        case Picture():
            return {"width": value.width, "height": value.height}
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case tuple():
            return [_plain(item) for item in value]
        case _ if is_dataclass(value):
            return _fields(value)
    return value


def _fields(value: Any) -> Mapping[str, Any]:
    present = ((field.name, getattr(value, field.name)) for field in fields(value))
    return {name: _plain(v) for name, v in present if v not in (None, ()) and not isinstance(v, Location)}


def _json(value: Any, indent: int | None = None) -> str:
    separators = (",", ":") if indent is None else None
    return json.dumps(value, ensure_ascii=False, indent=indent, separators=separators) + "\n"
