"""axe finds nothing on any kind of page, in both schemes, on a telephone, a tablet and at a desk."""

from __future__ import annotations

import pytest
from axe import findings
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
