"""What axe-core finds wrong on a page, by its own choice of rules and WCAG 2.2's target size."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def findings(page: Page, within: str | None = None, *, has_contrast: bool = True) -> list[str]:
    """Rule, element and reason of each violation on the whole page, or `within` what a selector finds.

    `has_contrast`: whether colours are compared too, which takes longer than all the rest.
    """
    rules = {"target-size": {"enabled": True}, "color-contrast": {"enabled": has_contrast}}
    options: dict[str, Any] = {"resultTypes": ["violations"], "rules": rules}
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))} – {node['failureSummary']}"
        for violation in Axe().run(page, within, options).response["violations"]
        for node in violation["nodes"]
    ]
