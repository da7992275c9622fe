"""The figures as tables for people and as data. Standard library only."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from _bench.figures import COUNTED, MEASURES, OURS, PROMISES, Figure, Figures, unit

Rows = Sequence[Sequence[str]]


def table(head: Sequence[str], rows: Rows) -> str:
    """A Markdown table that can also be read as it is: columns are as wide as their widest cell."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        first, *others = (cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(cells, widths, strict=True)))
        return f"| {' | '.join([first, *others])} |"

    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([line(head), line(rule), *map(line, rows)])


def number(value: float) -> str:
    """Three digits that count: `0.123`, `4.56`, `78.9`, `1,230`."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def cell(figure: Figure | None, *, is_counted: bool = False) -> str:
    """The median, with the lowest and highest run when there were several; alone, of what is counted."""
    if figure is None:
        return "–"
    if is_counted:
        return number(figure.median) if figure.median % 1 else f"{figure.median:,.0f}"
    spread = f" ({number(figure.low)}–{number(figure.high)})" if figure.runs > 1 else " (1 run)"
    return number(figure.median) + spread


def builds(figures: Figures) -> str:
    """A table of every size: what each subject took, and how much of it we took."""
    said = []
    for size in sorted({size for size, _, _ in figures}):
        subjects = list(dict.fromkeys(subject for at, subject, _ in figures if at == size))
        measures = [m for m in MEASURES if any((size, subject, m) in figures for subject in subjects)]
        heads = [", ".join(filter(None, (MEASURES[m], unit(m)))) for m in measures]
        rows = [[subject, *(cell(figures.get((size, subject, m)), is_counted=m in COUNTED) for m in measures)] for subject in subjects]
        for subject in subjects:
            if subject != OURS:
                rows.append([f"ours / {subject}", *(ratio(figures, size, subject, m) for m in measures)])
        said.append(f"### {size:,} entries\n\n{table(['', *heads], rows)}")
    return "\n\n".join(said)


def ratio(figures: Figures, size: int, subject: str, measure: str) -> str:
    """Our median over the other's."""
    ours, other = figures.get((size, OURS, measure)), figures.get((size, subject, measure))
    return number(ours.median / other.median) if ours and other and other.median else "–"


def promised(figures: Figures) -> list[dict[str, Any]]:
    """Each promise whose figures were measured, and whether it is kept."""
    found = []
    for promise in PROMISES:
        value = promise.ratio(figures)
        if value is not None:
            found.append({
                "what": promise.what, "entries": promise.ours.size, "ratio": value,
                "limit": promise.limit, "aim": promise.aim, "kept": value <= promise.limit,
            })  # fmt: skip
    return found


def promises(kept: Iterable[dict[str, Any]]) -> str:
    """The promises as a table."""
    rows = [
        [p["what"], f"{p['entries']:,}", number(p["ratio"]), number(p["limit"]), number(p["aim"]) if p["aim"] else "–", "yes" if p["kept"] else "NO"]
        for p in kept
    ]
    return table(["ours / other", "entries", "measured", "at most", "aim", "kept"], rows)


def machine() -> dict[str, Any]:
    """What it ran on, and how busy that was."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
        "python": sys.version.split()[0],
        "load": [round(load, 2) for load in os.getloadavg()] if hasattr(os, "getloadavg") else None,
    }


def left_out(reasons: Iterable[tuple[str, str]]) -> str:
    """What was not measured, and why."""
    return "\n".join(f"- not measured: {what}: {why}" for what, why in dict.fromkeys(reasons))
