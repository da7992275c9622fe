"""Medians, their spread, and what the figures promise. Standard library only."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MEASURES = {
    "cold": "build, cold", "warm": "build, nothing changed", "edit": "build after one edit",
    "preview": "edit to page in the preview", "check": "check", "processor": "processor time of a cold build", "memory": "peak memory of a cold build",
    "files": "files of its site", "site": "size of its site",
}  # fmt: skip
"""What is measured of a subject → as tables call it."""

UNITS = {"memory": "MB", "site": "MB", "files": ""}
"""Measure → its unit, of those that are no seconds."""

COUNTED = ("files", "site")
"""What tells how much was made, for the reader to compare: the same in every run, whatever else the machine does."""

OURS = "showroom"

HUGO, HUGO_SAME = "hugo", "hugo, same pages"


def with_pagefind(hugo: str) -> str:
    """The name of a Hugo subject whose site Pagefind then crawls."""
    return f"{hugo} + pagefind"


def unit(measure: str) -> str:
    """Its unit; nothing for a number."""
    return UNITS.get(measure, "s")


@dataclass(frozen=True, slots=True)
class Figure:
    """Several runs of one thing."""

    median: float
    low: float
    high: float
    runs: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Figure:
        """The figure of at least one run."""
        return cls(statistics.median(values), min(values), max(values), len(values))


Figures = Mapping[tuple[int, str, str], Figure]
"""(entries, subject, measure) → figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One figure of a run: whose, at which size, of what."""

    subject: str
    size: int
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A limit that we have set ourselves for the ratio of two figures."""

    what: str
    ours: Place
    other: Place
    limit: float
    aim: float | None = None

    def ratio(self, figures: Figures) -> float | None:
        """Our figure over the other; None when one of them was not measured."""
        ours, other = (figures.get((place.size, place.subject, place.measure)) for place in (self.ours, self.other))
        return ours.median / other.median if ours and other and other.median else None


def _promise(what: str, size: int, measure: str, other: str, limit: float, *, aim: float | None = None, than: str | None = None) -> Promise:
    return Promise(
        what=what, limit=limit, aim=aim,
        ours=Place(subject=OURS, size=size, measure=measure),
        other=Place(subject=other, size=size, measure=than or measure),
    )  # fmt: skip


_OUT, _IN = "mkdocs, not in navigation", "mkdocs, in navigation"


def _against_hugo(hugo: str, which: str = "") -> tuple[Promise, ...]:
    """What we promise against Hugo: the same, whatever it writes."""
    return (
        _promise(f"cold build, against Hugo{which}", 10_000, "cold", hugo, 0.6, aim=0.35),
        _promise(f"cold build, against Hugo and Pagefind{which}", 10_000, "cold", with_pagefind(hugo), 0.4),
        _promise(f"build after one edit, against Hugo's whole build{which}", 10_000, "edit", hugo, 0.15, than="cold"),
        *(_promise(f"edit to page, against `hugo server`{which}", size, "preview", hugo, 1.0, aim=0.3) for size in (1_000, 10_000)),
        _promise(f"peak memory, against Hugo{which}", 10_000, "memory", hugo, 0.35),
    )


PROMISES = (
    *_against_hugo(HUGO),
    *_against_hugo(HUGO_SAME, ", same pages"),
    _promise("cold build, against MkDocs outside the navigation", 10_000, "cold", _OUT, 0.08),
    _promise("cold build, against MkDocs in the navigation", 1_000, "cold", _IN, 0.05),
    *(_promise("edit to page, against `mkdocs serve`", size, "preview", _OUT, 0.1) for size in (1_000, 10_000)),
    Promise(
        what="cold build, ten times the entries",
        limit=11,
        ours=Place(subject=OURS, size=10_000, measure="cold"),
        other=Place(subject=OURS, size=1_000, measure="cold"),
    ),
)
"""Ratios that hold on one machine in one run, with the same entries."""


def percentile(values: Sequence[float], share: int) -> float:
    """The value that so many percent of the values do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * share // 100) - 1)]
