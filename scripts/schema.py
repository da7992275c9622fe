"""Remake the JSON Schemas that editors use, in catalogue/schema/: after a change in shapes.py or of an id.

    python scripts/schema.py          write what is stale
    python scripts/schema.py --check  write nothing; name what is stale

Exit status: 0 all fresh or written, 1 stale ones found by --check or a file that cannot be read, 2 cannot run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from _command import CATALOGUE, FINDINGS, OK, PROJECT, catalogue_at, complain, run, say, shown
from _environment import enter


def main() -> int:
    """Write or check the schemas of the catalogue that the command line names; the exit status."""
    arguments = parser().parse_args()
    catalogue = catalogue_at(arguments.catalogue)
    enter("site")
    sys.path.insert(0, str(PROJECT / "hooks"))
    from showroom.diagnostics import Report
    from showroom.load import load
    from showroom.schema import schemas

    raw = load(catalogue)
    if raw.diagnostics:
        complain(Report(raw.diagnostics).text(raw.sources))
        complain("no schemas made: the ids in these files would be missing")
        return FINDINGS
    stale = stale_files(catalogue / "schema", schemas(raw))
    for file, text in stale.items():
        if arguments.check:
            complain(f"stale: {shown(file)}")
        elif text is None:
            file.unlink()
            say(f"removed {shown(file)}")
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            say(f"wrote {shown(file)}")
    if stale and arguments.check:
        complain("help: run `python scripts/schema.py`, and commit what it writes")
        return FINDINGS
    return OK


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description="Remake the JSON Schemas that editors use.")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE, metavar="DIR", help="default: catalogue/")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a schema is stale")
    return parser


def stale_files(folder: Path, wanted: Mapping[str, str]) -> dict[Path, str | None]:
    """Files of `folder` that differ from the wanted ones → what they must hold; None for those that must go."""
    extra: dict[Path, str | None] = {file: None for file in sorted(folder.glob("*.json")) if file.name not in wanted}
    texts = {folder / name: text for name, text in wanted.items()}
    return extra | {file: text for file, text in texts.items() if not file.exists() or file.read_bytes() != text.encode()}


if __name__ == "__main__":
    run(main)
