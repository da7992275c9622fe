"""Cut the publication's fonts anew out of the site's variable one, which Typst cannot set.

    python3 scripts/cut_fonts.py

Writes overrides/showroom/publication/fonts/*.ttf. All are committed: a build only reads them. Needs the package brotli,
which nothing else here does, to unpack the WOFF2.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
from collections.abc import Mapping
from pathlib import Path

from _command import OK, PROJECT, CannotRun, run, say, shown
from _environment import FOLDER, enter
from _files import replace

VARIABLE = PROJECT / "overrides/assets/showroom/fonts/schibsted-grotesk.woff2"
FONTS = PROJECT / "overrides/showroom/publication/fonts"
FAMILY = "Schibsted Grotesk"

WEIGHTS = {"Regular": (400, 400), "SemiBold": (600, 600), "Bold": (750, 700)}
"""Style → (place on the weight axis, weight it goes by); headings of the site are as heavy as this bold."""

FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "lnum")
"""What a page uses of the font's layout; `tnum` sets page numbers below each other."""


def main() -> int:
    """Write every font; the exit status."""
    argparse.ArgumentParser(description="Cut the publication's fonts anew.").parse_args()
    enter("site")
    if not importlib.util.find_spec("brotli"):
        raise CannotRun("brotli is not installed", help=f"`{shown(FOLDER)}/bin/pip install brotli`, then start again")
    for path, content in cut().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, content)
        say(f"wrote {shown(path)}")
    return OK


def cut() -> Mapping[Path, bytes]:
    """Path → content of every font."""
    return {FONTS / f"schibsted-grotesk-{style.lower()}.ttf": font(style, *weights) for style, weights in WEIGHTS.items()}


def font(style: str, place: int, weight: int) -> bytes:
    """One weight as a file; the same bytes each time."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    made = instantiateVariableFont(TTFont(VARIABLE, recalcTimestamp=False), {"wght": place})
    # Every character of the file, which is Latin already: somebody's name may need any of them.
    subsetter = Subsetter(Options(layout_features=list(FEATURES), hinting=False, name_IDs=["*"], notdef_outline=True))
    subsetter.populate(unicodes=made.getBestCmap())
    subsetter.subset(made)
    made["OS/2"].usWeightClass = weight
    names = {1: f"{FAMILY} {style}", 2: "Regular", 4: f"{FAMILY} {style}", 6: f"SchibstedGrotesk-{style}", 16: FAMILY, 17: style}
    for number, name in names.items():
        made["name"].setName(name, number, 3, 1, 0x409)
    made.flavor = None
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


if __name__ == "__main__":
    run(main)
