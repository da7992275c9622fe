"""Between expanding and rendering: what the catalogue covers and how good its data is, counted in one pass.

Nothing here grows with the catalogue but counters: what is handed on is cut to what a reader can take in, with the
number of what was left out. `gaps` has all of it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from .expand.facets import EVIDENCE
from .model import Catalogue, Lab, Solution
from .slugs import sort_key

GAPS_URI = "insights/gaps.csv"

CITIES_SHOWN = 10
"""Columns beside the names of the sectors: what a desk shows without scrolling."""
SECTORS_SHOWN = 16
TECHNOLOGIES_SHOWN = 12
YEARS_SHOWN = 12
"""The newest ones; what started before them is one column."""
GAP_SHOWN = 12
"""Entries named below a gap."""
LABS_SHOWN = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A thing and how many solutions have it."""

    id: str | None
    """None when several things are put together, or it is the lack of any."""
    label: str
    """What readers see; without an id, a key of the interface's words below `insights.column`."""
    count: int
    things: int = 1
    """How many are put together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A thing and how its solutions spread over a grid's columns."""

    head: Tally
    cells: tuple[int, ...]
    """Solutions in each column of the grid, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Things against other things; every solution of a row stands in exactly one column."""

    columns: tuple[Tally, ...]
    rows: tuple[Row, ...]
    """The most frequent first."""
    other_rows: int
    """How many rows are left out."""

    @property
    def largest(self) -> int:
        """The largest number in a cell of a single thing; at least 1, for it divides."""
        counts = (n for row in self.rows for n, column in zip(row.cells, self.columns, strict=True) if column.id)
        return max(counts, default=0) or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something an entry may say, who says it, and to whose entry it could be added."""

    id: str
    """A key of CHECKS."""
    have: int
    lacking: int
    first: tuple[Solution, ...]
    """Some of those that lack it, the best documented first: they are nearest to being whole."""

    @property
    def more(self) -> int:
        """How many that lack it are not among the `first`."""
        return self.lacking - len(self.first)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabRow:
    """How complete the entries of a lab are, or those of several."""

    lab: Lab | None
    of: str = "lab"
    """`lab`, `together` for all labs or `without` for the solutions that name none."""
    count: int
    """Solutions."""
    have: tuple[int, ...]
    """How many of them pass each check, in the order of `Insights.gaps`."""

    @property
    def share(self) -> float:
        """0 to 1: how much of all that could be said is said."""
        return sum(self.have) / (self.count * len(self.have))


@dataclass(frozen=True, kw_only=True)
class Insights:
    """All that the page shows."""

    total: int
    """Solutions."""
    places: Grid
    """Sectors by city."""
    times: Grid
    """Technologies by the year in which a solution started."""
    partner_kinds: tuple[Tally, ...]
    """The most frequent first."""
    mixed: int
    """Solutions whose partners are of more than one kind."""
    evidence: tuple[Tally, ...]
    """All kinds, those too that nothing has, in the order of what a buyer can rely on."""
    statuses: tuple[Tally, ...]
    """In their vocabulary's order, and last those that state none."""
    gaps: tuple[Gap, ...]
    """One for each check, the largest first; of two as large, the one worth more to a buyer."""
    labs: tuple[LabRow, ...]
    """All together, then those with most to add first, and last what is without a lab; empty when nothing names one."""
    labs_in_use: int
    """Labs with solutions."""
    other_labs: int
    """How many of them are left out."""
    verified: tuple[Tally, ...]
    """Years in which entries were last checked against their sources, the newest first."""
    due: tuple[Tally, ...]
    """Years by which entries want to be checked again, the next first."""
    facets: Mapping[str, str]
    """Facet field → the name by which addresses of the explorer call it."""

    @cached_property
    def largest_gaps(self) -> tuple[Gap, ...]:
        """The gaps there are."""
        return tuple(gap for gap in self.gaps if gap.lacking)

    def explorer(self, **chosen: str | None) -> str | None:
        """The explorer with a value (an id) chosen of each field (`_` for `-`); None when that cannot be asked for."""
        fields = {name.replace("_", "-"): value for name, value in chosen.items()}
        if not all(value and field in self.facets for field, value in fields.items()):
            return None
        return f"solutions/?{urlencode([(self.facets[field], value) for field, value in fields.items()])}"


CHECKS: Mapping[str, Callable[[Solution], bool]] = {
    "figures": lambda s: any(result.kind != "context" for result in s.results),
    "measured": lambda s: s.has_measured_results,
    "baseline": lambda s: any(result.baseline for result in s.results),
    "sources": lambda s: all(told.source for told in (*s.findings, *s.replication)),
    "findings": lambda s: bool(s.findings),
    "did-not-work": lambda s: any(finding.kind == "did-not-work" for finding in s.findings),
    "visit": lambda s: any(entry and entry.visit for entry in (s, s.lab)),
    "contact": lambda s: any(entry and entry.contact for entry in (s, s.lab)),
    "images": lambda s: bool(s.images),
    "location": lambda s: s.place is not None,
    "started": lambda s: bool(s.period and s.period.started),
    "status": lambda s: s.status is not None,
    "costs": lambda s: bool(s.costs),
    "verified": lambda s: s.verified is not None,
}
"""What makes an entry worth more to a buyer, the most valuable first, each with the test for it.

Figures and costs have no test for their source: without one an entry cannot go live (SC301).
"""


def insights(catalogue: Catalogue) -> Insights:
    """What there is to know of a catalogue."""
    seen = _Seen(catalogue.solutions)
    gaps = sorted(
        (_gap(check, missing, catalogue.solutions) for check, missing in seen.missing.items()), key=lambda gap: -gap.lacking
    )
    in_use = len(seen.labs.keys() - {""})
    return Insights(
        total=len(catalogue.solutions),
        places=_places(seen, catalogue),
        times=_times(seen, catalogue),
        partner_kinds=_ranked(seen.partner_kinds, _labels(catalogue, "organisation-kinds")),
        mixed=seen.mixed,
        evidence=tuple(Tally(id=term.id, label=term.label, count=seen.evidence[term.id]) for term in EVIDENCE),
        statuses=_statuses(seen, catalogue),
        gaps=tuple(gaps),
        labs=_labs(seen, catalogue, [gap.id for gap in gaps]) if in_use else (),
        labs_in_use=in_use,
        other_labs=max(0, in_use - LABS_SHOWN),
        verified=tuple(reversed(_in_order(seen.verified)))[:YEARS_SHOWN],
        due=_in_order(seen.due)[:YEARS_SHOWN],
        facets={facet.field: facet.id for facet in catalogue.facets},
    )


def gaps(catalogue: Catalogue) -> str:
    """Which solution says what, as CSV (RFC 4180): a line for each, a column for each check, `yes` or `no`.

    Ids only: nothing in it is an author's own words, which a spreadsheet might take for a formula.
    """
    lines = [",".join(("solution", "city", "lab", *CHECKS))]
    for solution in catalogue.solutions:
        marks = ("yes" if passes(solution) else "no" for passes in CHECKS.values())
        lines.append(",".join((solution.slug, solution.city.id, solution.lab.slug if solution.lab else "", *marks)))
    return "\r\n".join((*lines, ""))


class _Seen:
    """Everything counted, in one pass over the solutions."""

    def __init__(self, solutions: Iterable[Solution]) -> None:
        self.sectors: Counter[str] = Counter()
        self.cities: Counter[str] = Counter()
        self.sector_cities: Counter[tuple[str, str]] = Counter()
        self.technologies: Counter[str] = Counter()
        self.years: Counter[str] = Counter()
        """Year of the start, `""` when it is not known; as in `technology_years`."""
        self.technology_years: Counter[tuple[str, str]] = Counter()
        self.partner_kinds: Counter[str] = Counter()
        self.mixed = 0
        self.evidence: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.verified: Counter[str] = Counter()
        self.due: Counter[str] = Counter()
        self.missing: dict[str, list[int]] = {check: [] for check in CHECKS}
        """Check → positions of the solutions that do not pass it."""
        self.labs: Counter[str] = Counter()
        """Slug of the lab, `""` for none; as in `lab_missing`."""
        self.lab_missing: Counter[tuple[str, str]] = Counter()
        for position, solution in enumerate(solutions):
            self._cover(solution)
            self._check(position, solution)

    def _cover(self, solution: Solution) -> None:
        city = solution.city.id
        self.cities[city] += 1
        for sector in solution.sectors:
            self.sectors[sector.id] += 1
            self.sector_cities[sector.id, city] += 1
        year = (solution.period.started or "")[:4] if solution.period else ""
        self.years[year] += 1
        for technology in solution.technologies:
            self.technologies[technology.id] += 1
            self.technology_years[technology.id, year] += 1
        kinds = {partner.organisation.kind.id for partner in solution.partners}
        self.partner_kinds.update(kinds)
        self.mixed += len(kinds) > 1
        self.evidence.update(term.id for term, holds in EVIDENCE.items() if holds(solution))
        self.statuses[solution.status.id if solution.status else ""] += 1

    def _check(self, position: int, solution: Solution) -> None:
        lab = solution.lab.slug if solution.lab else ""
        self.labs[lab] += 1
        for check, passes in CHECKS.items():
            if not passes(solution):
                self.missing[check].append(position)
                self.lab_missing[lab, check] += 1
        if solution.verified:
            self.verified[solution.verified[:4]] += 1
        if solution.verify_by:
            self.due[solution.verify_by[:4]] += 1


def _places(seen: _Seen, catalogue: Catalogue) -> Grid:
    cities = _ranked(seen.cities, {city.id: city.name for city in catalogue.cities.values()})
    shown, others = cities[:CITIES_SHOWN], cities[CITIES_SHOWN:]
    columns = shown
    if others:
        columns += (Tally(id=None, label="other-cities", count=sum(city.count for city in others), things=len(others)),)
    sectors = _ranked(seen.sectors, _labels(catalogue, "sectors"))
    rows = []
    for sector in sectors[:SECTORS_SHOWN]:
        cells = [seen.sector_cities[sector.id or "", city.id or ""] for city in shown]
        elsewhere = [sector.count - sum(cells)] if others else []
        rows.append(Row(head=sector, cells=(*cells, *elsewhere)))
    return Grid(columns=columns, rows=tuple(rows), other_rows=len(sectors[SECTORS_SHOWN:]))


def _times(seen: _Seen, catalogue: Catalogue) -> Grid:
    """The newest years without a break, whatever came before them as one, and last what is not dated."""
    dated = sorted(year for year in seen.years if year)
    newest = int(dated[-1]) if dated else 0
    oldest = max(int(dated[0]), newest - YEARS_SHOWN + 1) if dated else 1
    years = [f"{year:04}" for year in range(oldest, newest + 1)]
    before = [year for year in dated if year < f"{oldest:04}"]
    columns = [Tally(id=year, label=year, count=seen.years[year]) for year in years]
    if before:
        columns.insert(0, Tally(id=None, label="earlier", count=sum(seen.years[year] for year in before), things=len(before)))
    if seen.years[""]:
        columns.append(Tally(id=None, label="undated", count=seen.years[""]))
    technologies = _ranked(seen.technologies, _labels(catalogue, "technologies"))

    def cell(technology: Tally, column: Tally) -> int:
        named = [column.id] if column.id else before if column.label == "earlier" else [""]
        return sum(seen.technology_years[technology.id or "", year] for year in named)

    rows = [Row(head=head, cells=tuple(cell(head, column) for column in columns)) for head in technologies[:TECHNOLOGIES_SHOWN]]
    return Grid(columns=tuple(columns), rows=tuple(rows), other_rows=len(technologies[TECHNOLOGIES_SHOWN:]))


def _statuses(seen: _Seen, catalogue: Catalogue) -> tuple[Tally, ...]:
    known = _labels(catalogue, "statuses")
    stated = tuple(Tally(id=name, label=label, count=seen.statuses[name]) for name, label in known.items() if seen.statuses[name])
    unsaid = Tally(id=None, label="unsaid", count=seen.statuses[""])
    return (*stated, unsaid) if unsaid.count else stated


def _gap(check: str, missing: Sequence[int], solutions: Sequence[Solution]) -> Gap:
    first = tuple(solutions[position] for position in missing[:GAP_SHOWN])
    return Gap(id=check, have=len(solutions) - len(missing), lacking=len(missing), first=first)


def _labs(seen: _Seen, catalogue: Catalogue, checks: Sequence[str]) -> tuple[LabRow, ...]:
    def have(slug: str) -> tuple[int, ...]:
        return tuple(seen.labs[slug] - seen.lab_missing[slug, check] for check in checks)

    def place(row: LabRow) -> tuple[float, int, tuple[str, str]]:
        assert row.lab
        return row.share, -row.count, sort_key(row.lab.name)

    rows = [LabRow(lab=catalogue.labs[slug], count=count, have=have(slug)) for slug, count in seen.labs.items() if slug]
    sums = tuple(map(sum, zip(*(row.have for row in rows), strict=True)))
    together = LabRow(lab=None, of="together", count=sum(row.count for row in rows), have=sums)
    without = [LabRow(lab=None, of="without", count=seen.labs[""], have=have(""))] if seen.labs[""] else []
    return (together, *sorted(rows, key=place)[:LABS_SHOWN], *without)


def _labels(catalogue: Catalogue, vocabulary: str) -> dict[str, str]:
    """id → label of a vocabulary's terms, in its order; nothing when there is no such vocabulary."""
    found = catalogue.vocabularies.get(vocabulary)
    return {term.id: term.label for term in found.terms.values()} if found else {}


def _ranked(counts: Mapping[str, int], labels: Mapping[str, str]) -> tuple[Tally, ...]:
    """The most frequent first, then by label."""
    tallies = [Tally(id=name, label=labels[name], count=count) for name, count in counts.items()]
    return tuple(sorted(tallies, key=lambda tally: (-tally.count, sort_key(tally.label))))


def _in_order(years: Mapping[str, int]) -> tuple[Tally, ...]:
    """Years, the oldest first."""
    return tuple(Tally(id=year, label=year, count=count) for year, count in sorted(years.items()))
