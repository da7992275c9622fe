"""Build the showroom: a folder of static files, ready for any web server.

    python scripts/build.py                          catalogue/ into site/
    python scripts/build.py --strict                 fail on any warning, as CI does
    python scripts/build.py --catalogue DIR --site-dir DIR

The site is built beside its target and put in place only when it is complete, so a build that fails or
is stopped leaves the last good site as it was. Exit status: 0 built, 1 findings, 2 cannot run.
"""

from __future__ import annotations

import argparse
import signal
import time
import traceback
from pathlib import Path

from _command import CANNOT_RUN, CATALOGUE, FINDINGS, OK, PROJECT, catalogue_at, complain, run, say, shown
from _environment import enter
from _process import interrupt
from _target import is_site, require_replaceable, staged


def main() -> int:
    """Build what the command line names; the exit status."""
    arguments = parser().parse_args()
    catalogue = catalogue_at(arguments.catalogue)
    target = arguments.site_dir.resolve()
    require_replaceable(target, catalogue=catalogue)
    enter("site")
    signal.signal(signal.SIGTERM, interrupt)
    started = time.monotonic()
    say(f"building {shown(catalogue)} into {shown(target)}")
    try:
        with staged(target) as folder:
            build(catalogue, folder, strict=arguments.strict)
    except Unfinished as reason:
        complain(f"not built: {reason}")
        return reason.status
    say(f"built in {time.monotonic() - started:.1f} s")
    return OK


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description="Build the showroom into a folder of static files.")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE, metavar="DIR", help="default: catalogue/")
    parser.add_argument("--site-dir", type=Path, default=PROJECT / "site", metavar="DIR", help="default: site/")
    parser.add_argument("--strict", action="store_true", help="fail on any warning")
    return parser


class Unfinished(Exception):
    """The build came to no site: why, in one line, and the exit status that says so."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status


def build(catalogue: Path, folder: Path, *, strict: bool) -> None:
    """Build the catalogue's site into `folder`. Raises Unfinished."""
    from mkdocs.commands.build import build as build_site
    from mkdocs.exceptions import Abort, MkDocsException

    from _mkdocs import configuration, log_calmly

    log_calmly()
    status = CANNOT_RUN
    try:
        config = configuration(catalogue, folder, strict=strict or None)
        status = FINDINGS
        try:
            config.plugins.on_startup(command="build", dirty=False)
            build_site(config)
        finally:
            config.plugins.on_shutdown()
    except Abort:  # MkDocs has logged why
        raise Unfinished("see above", status) from None
    except MkDocsException as error:
        raise Unfinished(" ".join(str(error).split()), status) from None
    except Exception as error:  # a defect, most likely in a hook or template: who repairs it must see where
        traceback.print_exc()
        raise Unfinished(f"unexpected {type(error).__name__}, see above", CANNOT_RUN) from None
    if not is_site(folder):
        raise Unfinished(f"there is no home page: {shown(catalogue / 'pages' / 'index.md')} is missing", FINDINGS)


if __name__ == "__main__":
    run(main)
