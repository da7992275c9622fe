"""Measures subjects in turn: ours, a peer, the next peer, ours again, so that a machine that slows down slows all."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from _address import Address, require_free
from _bench.figures import Figure, unit
from _bench.install import NotInstalled
from _bench.measure import Failed, awake, refresh, served
from _bench.subjects import PEERS, Ours, Subject
from _bench.synthetic import Synthetic
from _command import CannotRun, say

SLOW = 60.0
"""Seconds of a build from which a subject is measured once only."""

FIRST_PORT = 8750


@dataclass
class Measured:
    """What came out so far."""

    values: dict[tuple[int, str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    """(entries, subject, measure) → one value a run."""
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """(subject, why it or a part of it was not measured)."""

    def note(self, size: int, subject: Subject, measure: str, value: float) -> None:
        """Keep one value and tell it."""
        self.values[size, subject.name, measure].append(value)
        say(f"  {subject.name}: {measure} {value:,.{0 if measure == 'files' else 2}f} {unit(measure)}".rstrip())

    @property
    def figures(self) -> dict[tuple[int, str, str], Figure]:
        """The values as medians."""
        return {key: Figure.of(values) for key, values in self.values.items()}


def measure_builds(sizes: Iterable[int], peers: Sequence[str], runs: int, work: Path, *, seed: int) -> Measured:
    """Build, edit, preview and check at each size, with us and with the peers."""
    measured = Measured()
    for size in sizes:
        say(f"{size} entries")
        made = Synthetic(size, seed)
        subjects = prepared(made, peers, work / str(size), measured)
        for _ in range(runs):
            for subject in [*subjects]:
                if is_done(measured, size, subject):
                    continue
                try:
                    run_once(measured, size, subject)
                except Failed as reason:
                    measured.left_out.append((f"{subject.name} at {size}", str(reason)))
                    subjects.remove(subject)
        for subject in subjects:
            if subject.can_serve:
                preview(measured, size, subject, runs)
    return measured


def prepared(made: Synthetic, peers: Sequence[str], folder: Path, measured: Measured) -> list[Subject]:
    """We first, then every peer that can be installed and copes with the size, each with its project written."""
    folder.mkdir(parents=True)
    subjects: list[Subject] = [Ours(folder / "showroom")]
    for kind in (kind for peer in peers for kind in PEERS[peer]):
        if kind.largest and made.size > kind.largest:
            measured.left_out.append((f"{kind.name} at {made.size}", f"measured up to {kind.largest:,} entries"))
            continue
        try:
            subjects.append(kind(folder / kind.__name__.lower()))
        except NotInstalled as reason:
            measured.left_out.append((kind.name, f"not installed: {reason}"))
    for subject in subjects:
        subject.prepare(made)
    return subjects


def is_done(measured: Measured, size: int, subject: Subject) -> bool:
    """Whether a slow subject has had its one run."""
    return any(seconds > SLOW for seconds in measured.values.get((size, subject.name, "cold"), ()))


def run_once(measured: Measured, size: int, subject: Subject) -> None:
    """A cold build, a warm one and one after an edit; with us, also a check. Raises Failed."""
    subject.clean()
    cold = subject.build()
    measured.note(size, subject, "cold", cold.seconds)
    measured.note(size, subject, "processor", cold.processor)
    measured.note(size, subject, "memory", cold.peak)
    files, megabytes = written(subject.site)
    measured.note(size, subject, "files", files)
    measured.note(size, subject, "site", megabytes)
    measured.note(size, subject, "warm", subject.build().seconds)
    subject.edit(f"Edited for build {len(measured.values[size, subject.name, 'edit'])}.")
    measured.note(size, subject, "edit", subject.build().seconds)
    if isinstance(subject, Ours):
        measured.note(size, subject, "check", subject.check().seconds)


def written(site: Path) -> tuple[int, float]:
    """(files, MB) below a folder."""
    sizes = [os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(site) for name in names]
    return len(sizes), sum(sizes) / 1e6


def preview(measured: Measured, size: int, subject: Subject, runs: int) -> None:
    """Serve, edit, and wait for the page to show it, so many times and once before."""
    port = free_port()
    page = subject.page(port)
    try:
        with served(subject.server(port), url=page, cwd=subject.folder, log=subject.log):
            awake(page, lambda number: subject.edit(f"Edited before measuring, {number}."))
            for number in range(1 if is_done(measured, size, subject) else runs):
                measured.note(size, subject, "preview", refresh(page, lambda n=number: subject.edit(f"Edited in the preview, {n}.")))
    except Failed as reason:
        measured.left_out.append((f"{subject.name} at {size}, preview", str(reason)))


def free_port() -> int:
    """A port that a server can take now."""
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        try:
            require_free(Address("127.0.0.1", port))
        except CannotRun:
            continue
        return port
    raise CannotRun("no free port", help=f"free one from {FIRST_PORT} on")
