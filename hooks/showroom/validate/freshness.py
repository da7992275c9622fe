"""Family SC8xx: entries that somebody still stands by. Silent in a build, which must not depend on the clock."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..diagnostics import Severity
from ..raw import RawMapping
from ..shapes import DATE, LAB, SOLUTION, Shape
from .rules import Context, Finding, rule


@rule("SC801", SOLUTION, severity=Severity.WARNING)
def entries_are_checked_again_in_time(shape: Shape, entry: RawMapping, at: Context) -> Iterator[Finding]:
    """The day in `verify_by` is not past.

    Why: A figure that nobody has looked at for years is a risk for whoever buys by it.
    Wrong:
        verified: 2024-10-01
        verify_by: 2025-10-01
    Right:
        verified: 2024-10-01
        verify_by: 2099-10-01
    """
    by = _day(entry, "verify_by")
    if at.today and by and by < at.today:
        help = "check figures and links against the sources, then set `verified` and a new `verify_by`"
        yield Finding(entry.values["verify_by"].location, f"it was to be checked again by `{by}`", help)


@rule("SC802", SOLUTION, LAB)
def dates_are_not_ahead(shape: Shape, entry: RawMapping, at: Context) -> Iterator[Finding]:
    """`added`, `updated` and `verified` do not lie ahead.

    Why: Nothing has been done tomorrow. A day of grace allows for time zones.
    Wrong:
        added: 2099-01-10
    Right:
        added: 2026-01-10
    """
    for key in ("added", "updated", "verified"):
        day = _day(entry, key)
        if at.today and day and day > at.today + timedelta(days=1):
            yield Finding(entry.values[key].location, f"`{key}` is `{day}`, which lies ahead", "write the day it was done")


@rule("SC803", SOLUTION, severity=Severity.HINT)
def entries_say_when_they_are_checked_again(shape: Shape, entry: RawMapping, at: Context) -> Iterator[Finding]:
    """Whoever checked an entry says when it is to be checked again.

    Why: Otherwise nobody is reminded.
    Wrong:
        verified: 2026-10-01
    Right:
        verified: 2026-10-01
        verify_by: 2027-10-01
    """
    if "verified" in entry.values and "verify_by" not in entry.values:
        yield Finding(entry.keys["verified"], "`verified` without `verify_by`", "add `verify_by:` with a day a year on")


def _day(entry: RawMapping, key: str) -> date | None:
    """The day of `key`, or None when it is missing or no day: what is wrong with it then is for SC108."""
    # `fromisoformat` takes weeks and days without hyphens too.
    text = entry.text(key) or ""
    match = re.match(DATE, text)
    try:
        return date.fromisoformat(text) if match and match[3] else None
    except ValueError:
        return None
