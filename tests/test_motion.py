"""Nothing moves for readers who have asked their system that nothing should (WCAG 2.2, 2.3.3)."""

from __future__ import annotations

import re
from pathlib import Path

from stylesheets import rules

SCRIPTS = Path(__file__).resolve().parent.parent / "overrides/assets/showroom/js"

ALLOWED = "@media (prefers-reduced-motion: no-preference)"

MOVES = re.compile(r"requestAnimationFrame|\.animate\(|['\"]smooth['\"]|startViewTransition")


WAITING = {"seen.mjs"}
"""Scripts that wait until a frame is shown, and move nothing."""


def moving() -> list[tuple[str, bool]]:
    """(rule, whether it holds only for readers who do not mind) of every rule by which something moves."""
    found = []
    for rule in rules():
        motions = {name: value for name, value in rule.declarations.items() if re.match("transition|animation|scroll-behavior", name)}
        if any(value not in ("none", "auto") for value in motions.values()):
            found.append((f"{rule.file}: {rule.selector}", ALLOWED in rule.conditions))
    return found


def test_styles_move_things_only_where_that_is_welcome():
    assert len(moving()) > 1
    assert [name for name, is_asked in moving() if not is_asked] == []


def test_scripts_that_move_things_ask_first():
    scripts = {file.name: file.read_text("utf-8") for file in SCRIPTS.glob("*.*js")}
    moving = {name for name, text in scripts.items() if MOVES.search(text)} - WAITING
    assert moving != set()
    assert {name for name in moving if "prefers-reduced-motion" not in scripts[name]} == set()
