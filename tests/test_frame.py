"""The frame: cut once at its slots, filled for every page."""

import pytest
from markupsafe import Markup
from showroom.render.frame import Frame, UnknownSlot


def test_a_frame_is_cut_at_its_slots_in_order_repetitions_included():
    frame = Frame.cut("<a><!-- showroom:title --><b><!-- showroom:site-name --><!-- showroom:title -->")
    assert frame.slots == ("title", "site-name", "title")
    assert frame.pieces == ("<a>", "title", "<b>", "site-name", "", "title", "")


def test_filling_puts_each_content_in_each_of_its_slots():
    frame = Frame.cut("<!-- showroom:x -->, <!-- showroom:y -->, <!-- showroom:x -->.")
    assert frame.fill({"x": "one", "y": "two", "unused": "three"}) == "one, two, one."


def test_text_is_escaped_and_markup_is_not():
    frame = Frame.cut("<title><!-- showroom:title --></title><!-- showroom:content -->")
    filled = frame.fill({"title": "</title><script>", "content": Markup("<p>")})
    assert filled == "<title>&lt;/title&gt;&lt;script&gt;</title><p>"


def test_a_slot_within_a_content_is_not_filled():
    frame = Frame.cut("<!-- showroom:x -->")
    assert frame.fill({"x": Markup("<!-- showroom:x -->")}) == "<!-- showroom:x -->"


def test_a_page_without_slots_stays_as_it_is():
    html = "<!doctype html>\r\n<p>\\1 {{ x }}</p>"
    assert Frame.cut(html).fill({}) == html


@pytest.mark.parametrize(
    "comment",
    ["<!--showroom:title-->", "<!-- showroom: title -->", "<!-- showroom:Title -->", "<!-- title -->", "&lt;!-- showroom:title --&gt;"],
)  # fmt: skip
def test_other_comments_are_no_slots(comment):
    assert Frame.cut(comment).slots == ()


def test_a_slot_that_nothing_fills_is_named_with_those_there_are():
    with pytest.raises(UnknownSlot) as raised:
        Frame.cut("<!-- showroom:heroe -->").fill({"hero": "", "header": ""})
    assert str(raised.value) == "nothing fills the slot `heroe`; there are: header, hero"
