"""Measure the showroom beside its peers, with the same made-up entries on the same machine in the same run.

    python scripts/bench.py                                    everything; takes an hour
    python scripts/bench.py --build --sizes 100,1000 --peers hugo,hugo-same
    python scripts/bench.py --search                           our search and Pagefind's, on the real catalogue
    python scripts/bench.py --browser --sizes 1000,10000       the explorer in Chromium
    python scripts/bench.py --json FILE --markdown FILE        keep the figures

Runs take turns (ours, a peer, the next, ours again); figures are medians, with the lowest and the highest run. Cold
means that nothing is left of an earlier build, our cache included. Peers are installed into .cache/bench/, exactly as
locked; one that cannot be had is named with the reason. Exit status: 0 measured, 2 cannot run; a promise that is not
kept is told, but is no failure, since figures of a busy machine prove little.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import tempfile
from pathlib import Path
from typing import Any

from _command import OK, run, say
from _environment import enter
from _files import replace
from _process import interrupt

SIZES = (100, 1_000, 10_000)
PEER_NAMES = ("hugo", "hugo-same", "eleventy", "mkdocs", "pagefind")
BROWSER_SIZES = (1_000, 10_000)


def main() -> int:
    """Measure what the command line asks for; the exit status."""
    arguments = parser().parse_args()
    enter("bench")
    signal.signal(signal.SIGTERM, interrupt)
    parts = [part for part in ("build", "browser", "search") if getattr(arguments, part)] or ["build", "browser", "search"]
    work = workshop(arguments.work)
    try:
        outcome, text = measure(parts, arguments, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    say(f"\n{text}")
    if arguments.json:
        replace(arguments.json.resolve(), f"{json.dumps(outcome, indent=2)}\n".encode())
    if arguments.markdown:
        replace(arguments.markdown.resolve(), f"{text}\n".encode())
    return OK


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure the showroom beside its peers; everything, unless parts are named.")
    parser.add_argument("--build", action="store_true", help="building, preview and check")
    parser.add_argument("--browser", action="store_true", help="the explorer in Chromium")
    parser.add_argument("--search", action="store_true", help="60 needs put to our search and to Pagefind")
    parser.add_argument("--sizes", type=numbers, metavar="N,N…", help=f"numbers of entries; default: {','.join(map(str, SIZES))}")
    parser.add_argument("--peers", type=peers, default=PEER_NAMES, metavar="NAMES", help=f"of {','.join(PEER_NAMES)}, or none")
    parser.add_argument("--runs", type=number, default=3, metavar="N", help="runs of each build; default: 3")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the made-up entries; default: 1")
    parser.add_argument("--slow-link", action="store_true", help="also open the explorer at 1.6 Mbit/s and 150 ms")
    parser.add_argument("--work", type=Path, metavar="DIR", help="where projects are made and built; default: .cache/bench/")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as data")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables there")
    return parser


def number(text: str) -> int:
    """A number from 1 on. Raises ValueError, which argparse reports."""
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value


def numbers(text: str) -> tuple[int, ...]:
    """Numbers from 1 on, between commas. Raises ValueError, which argparse reports."""
    return tuple(number(part) for part in text.split(","))


def peers(text: str) -> tuple[str, ...]:
    """Names of peers between commas, each known. Raises ValueError, which argparse reports."""
    names = () if text == "none" else tuple(text.split(","))
    if unknown := set(names) - {*PEER_NAMES}:
        raise ValueError(unknown)
    return names


def workshop(parent: Path | None) -> Path:
    """A new folder for everything that is made and built."""
    from _bench.install import FOLDER

    parent = (parent or FOLDER).resolve()
    parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix="work-", dir=parent))


def measure(parts: list[str], arguments: argparse.Namespace, work: Path) -> tuple[dict[str, Any], str]:
    """The figures of the parts, as data and as text."""
    from _bench import report

    outcome: dict[str, Any] = {"machine": report.machine(), "seed": arguments.seed}
    texts: list[str] = []
    if "build" in parts:
        from _bench.runner import measure_builds

        found = measure_builds(arguments.sizes or SIZES, arguments.peers, arguments.runs, work / "build", seed=arguments.seed)
        figures = found.figures
        outcome["build"] = [
            {"entries": size, "subject": subject, "measure": name, "values": values}
            for (size, subject, name), values in found.values.items()
        ]
        outcome["promises"] = report.promised(figures)
        outcome["left_out"] = found.left_out
        texts += [report.builds(figures), report.left_out(found.left_out)]
        texts += [report.promises(outcome["promises"])] if outcome["promises"] else []
    if "browser" in parts:
        from _bench.explorer import measure_explorer

        outcome["browser"], text = measure_explorer(
            arguments.sizes or BROWSER_SIZES, work / "browser", seed=arguments.seed, with_slow_link=arguments.slow_link
        )
        texts.append(text)
    if "search" in parts:
        from _bench.needs import compare_search

        outcome["search"], text = compare_search(work / "search")
        texts.append(text)
    return outcome, "\n\n".join(text for text in texts if text)


if __name__ == "__main__":
    run(main)
