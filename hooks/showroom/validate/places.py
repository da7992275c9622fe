"""Family SC7xx: places that are where they are said to be."""

from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt

from ..raw import RawMapping
from ..shapes import LAB, SOLUTION, Shape
from .evidence import number
from .rules import Context, Finding, rule

FAR = 60.0
"""Kilometres from a city's centre within which something may still be called there: a region's utility, a test road."""

EARTH_RADIUS = 6371.0088
"""Mean radius in kilometres (IUGG)."""


@rule("SC701", SOLUTION, LAB)
def points_lie_near_their_city(shape: Shape, entry: RawMapping, at: Context) -> Iterator[Finding]:
    """The point on the map is within 60 km of the city named.

    Why: A delegation that follows the map should arrive. Most often latitude and longitude are swapped.
    Wrong:
        location: {lat: 12.57, lon: 55.68, precision: city}
    Right:
        location: {lat: 55.68, lon: 12.57, precision: city}
    """
    place, city = entry.get("location"), at.known.cities.get(entry.text("city") or "")
    if not isinstance(place, RawMapping) or city is None:
        return
    here, there = _point(place), _point(city.fields)
    if here and there and (distance := _distance(here, there)) > FAR:
        swapped = _distance((here[1], here[0]), there) <= FAR
        yield Finding(
            place.values["lat"].location,
            f"the point is {distance:,.0f} km from `{city.id}`",
            "swap `lat` and `lon`" if swapped else "correct the point, or name the city that is there",
        )


def _point(fields: RawMapping) -> tuple[float, float] | None:
    lat, lon = number(fields, "lat"), number(fields, "lon")
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180:
        return None  # said by SC108
    return float(lat), float(lon)


def _distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres (haversine)."""
    lat1, lat2 = radians(a[0]), radians(b[0])
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(b[1] - a[1]) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(min(1.0, max(0.0, h))))
