"""axe finds nothing on any kind of page, in both schemes, on a telephone, a tablet and at a desk."""

from __future__ import annotations

import pytest
from axe import findings
from explorer import RESULTS
from kinds import KINDS, visit


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (768, "light"), (1440, "light")])
def test_axe_finds_nothing_on_any_kind_of_page(browse, width, scheme):
    page = browse(width=width, color_scheme=scheme, bypass_csp=True)
    found = {}
    for kind, uri in KINDS.items():
        visit(page, uri)
        # Once in either scheme: widths have the same colours, and words on covers have tests of their own.
        if violations := findings(page, has_contrast=width != 768):
            found[kind] = violations
    assert found == {}


SPOILT = """(within) => document.querySelector(within).prepend(
  Object.assign(document.createElement('button'), { type: 'button' }),
  Object.assign(document.createElement('p'), { textContent: 'Words that nobody can read', style: 'color: #eee' }),
)"""
"""Puts a button without a name and words that cannot be read into a part of the page."""


def test_axe_finds_what_is_wrong_where_it_is_to_look_and_colours_only_when_asked(browse):
    page = browse(bypass_csp=True)
    visit(page, "solutions/")
    page.evaluate(SPOILT, RESULTS)

    def rules(*within, **options):
        return {finding.partition(":")[0] for finding in findings(page, *within, **options)}

    assert rules(RESULTS) == rules(f"{RESULTS}, .sc-bound") == rules() >= {"button-name", "color-contrast"}
    assert "color-contrast" not in rules(RESULTS, has_contrast=False)
    assert rules(".sc-header") == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_menu_and_filters_open_on_a_telephone(browse, scheme):
    page = browse(width=390, color_scheme=scheme, bypass_csp=True)
    # So tall that nothing scrolls below the header and the button that stick to the edges.
    page.set_viewport_size({"width": 390, "height": 9000})
    visit(page, "solutions/?sector=energy")
    page.get_by_role("button", name="Menu").click()
    assert findings(page) == []
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Filters").click()
    closed = page.locator("form details:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()
    assert findings(page) == []
