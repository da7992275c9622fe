"""Set the publication alone: the whole catalogue as one PDF, to print a draft of it or to send it to somebody.

    python scripts/publication.py --output FILE
    python scripts/publication.py --catalogue DIR --output FILE

A build puts the same file on the site. Exit status: 0 written, 1 findings, 2 cannot run.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from _command import CACHE, CATALOGUE, FINDINGS, OK, PROJECT, catalogue_at, complain, run, say, shown
from _environment import enter
from _files import cannot_write, replace


def main() -> int:
    """Write the publication that the command line asks for; the exit status."""
    arguments = parser().parse_args()
    catalogue = catalogue_at(arguments.catalogue)
    enter("site")
    sys.path.insert(0, str(PROJECT / "hooks"))
    from showroom.cache import Cache

    from build import Unfinished, made

    started = time.monotonic()
    cache = Cache(CACHE)
    try:
        site, _ = made(catalogue, cache, strict=False)
    except Unfinished as reason:
        complain(f"not written: {reason}")
        return reason.status
    finally:
        cache.close()
    if not site.publication:
        complain("not written: there is nothing to print, or more than anybody would")
        return FINDINGS
    content, pages = site.publication.pdf()
    write(content, arguments.output)
    say(f"wrote {shown(arguments.output)}: {pages} pages, {len(content) / 1_000_000:.1f} MB, in {time.monotonic() - started:.1f} s")
    return OK


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description="Set the whole catalogue as one PDF.")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE, metavar="DIR", help="default: catalogue/")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="where to write the PDF")
    return parser


def write(content: bytes, file: Path) -> None:
    """Write it, folders included. Raises CannotRun when that is not possible."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(file, error) from None
    replace(file, content)


if __name__ == "__main__":
    run(main)
