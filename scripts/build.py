"""Build the showroom: a folder of static files, ready for any web server.

    python scripts/build.py                          catalogue/ into site/
    python scripts/build.py --strict                 fail on any warning, as CI does
    python scripts/build.py --catalogue DIR --site-dir DIR

The site is built beside its target and put in place only when it is complete, so a build that fails or
is stopped leaves the last good site as it was. Where the last build is still there, only what has changed
is made and exchanged. Exit status: 0 built, 1 findings, 2 cannot run.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from _command import CACHE, CANNOT_RUN, CATALOGUE, FINDINGS, OK, PROJECT, CannotRun, catalogue_at, complain, run, say, shown
from _environment import enter
from _process import collect_no_garbage, interrupt
from _target import amended, is_site, remove, require_replaceable, staged

if TYPE_CHECKING:
    from showroom.build import Checked, Site
    from showroom.cache import Cache


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
        build(catalogue, target, strict=arguments.strict)
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


def build(catalogue: Path, target: Path, *, strict: bool) -> None:
    """Build the catalogue's site into `target`, whole or not at all. Raises Unfinished, and CannotRun."""
    sys.path.insert(0, str(PROJECT / "hooks"))
    collect_no_garbage()
    from showroom.cache import Cache

    cache = Cache(CACHE)
    try:
        site, files = made(catalogue, cache, strict=strict)
        publish(site, files, target, cache)
    except (Unfinished, CannotRun):
        raise
    except Exception as error:  # a defect, most likely in a hook or template: who repairs it must see where
        traceback.print_exc()
        raise Unfinished(f"unexpected {type(error).__name__}, see above", CANNOT_RUN) from None
    finally:
        if cache.is_damaged:
            say("the cache was damaged; what was lost of it was made anew")
        cache.close()


def made(catalogue: Path, cache: Cache, *, strict: bool) -> tuple[Site, Mapping[str, bytes]]:
    """The site, and what pages load besides: path → content. Raises Unfinished."""
    from showroom.build import build, check
    from showroom.load import CatalogueMissing
    from showroom.readings import Readings

    from _theme import ThemeMissing, theming

    try:
        with theming(catalogue, cache, strict=strict) as themed:
            readings = Readings(cache)
            checked = check(catalogue, readings=readings, with_hints=False)
            readings.let_go()
            require_faultless(checked, strict=strict)
            around = themed()
    except CatalogueMissing as error:
        raise Unfinished(str(error), FINDINGS) from None
    except ThemeMissing as error:
        raise Unfinished(str(error), FINDINGS if error.is_configured else CANNOT_RUN) from None
    if "" not in around.theme.pages:
        raise Unfinished(f"there is no home page: {shown(catalogue / 'pages' / 'index.md')} is missing", FINDINGS)
    return build(catalogue, around.theme, around.settings, checked), around.files


def require_faultless(checked: Checked, *, strict: bool) -> None:
    """Tell what is wrong with the catalogue. Raises Unfinished when that must not be published."""
    errors, warnings = checked.report.errors, checked.report.warnings
    for warning in warnings:
        complain(warning.one_line())
    for error in errors:
        complain(checked.text(error))
    if errors:
        raise Unfinished(f"{len(errors)} error{'s' if len(errors) > 1 else ''} in the catalogue", FINDINGS)
    if warnings and strict:
        raise Unfinished(f"{len(warnings)} warning{'s' if len(warnings) > 1 else ''} in the catalogue", FINDINGS)


def publish(site: Site, files: Mapping[str, bytes], target: Path, cache: Cache) -> None:
    """Put the site in its place: only what has changed since the last build, or all of it. Raises Unfinished."""
    from showroom.files import write
    from showroom.icons import IconMissing
    from showroom.publish import publish as publish_site
    from showroom.render.frame import UnknownSlot

    from _published import Published

    published = Published(cache, target, is_site=is_site(target))
    there = published.there
    try:
        with amended(target) if there else staged(target) as folder:
            written = publish_site(site, folder, there=there, cache=cache)
            # The theme brings templates for some of the files that the core makes.
            written |= write(((path, content) for path, content in files.items() if path not in written), folder, there)
            published.announce(written)
    except (UnknownSlot, IconMissing) as error:
        raise Unfinished(str(error), FINDINGS) from None
    remove(target, published.paths - written.keys())
    published.remember(written)


if __name__ == "__main__":
    run(main)
