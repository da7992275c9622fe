"""ISO dates as readers see them."""

from ..model import Period
from .words import Words

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(iso: str) -> str:
    """`24 April 2019`, `April 2019` or `2019`, as exact as the ISO date is."""
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    parts = [str(int(day))] if day else []
    if month:
        parts.append(_MONTHS[int(month) - 1])
    return " ".join([*parts, year])


def years(period: Period, words: Words, *, is_over: bool = False) -> str:
    """`2015–2018`, `2015`, `since 2015` or `until 2018`; `from 2015` when it `is_over` and nobody knows since when."""
    start, end = (period.started or "")[:4], (period.ended or "")[:4]
    if start and end:
        return start if start == end else f"{start}–{end}"
    if end:
        return words("period.until", year=end)
    return words("period.from" if is_over else "period.since", year=start)
