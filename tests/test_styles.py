"""Style sheets lose what only people read, and no rule."""

import pytest
from showroom.styles import lean


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("/* Why. */\n\na {\n  color: red;\n}\n", "a {\ncolor: red;\n}\n"),
        ("a { color: red; /* it's so */ top: 0 }\n", "a { color: red;  top: 0 }\n"),
        ('a::before { content: "/* no */" }', 'a::before { content: "/* no */" }\n'),
        ("/* one\n * two\n */\na {\n\n  top: calc(1px\n    + 2px) }\n", "a {\ntop: calc(1px\n+ 2px) }\n"),
    ],
)
def test_comments_and_indentation_stay_at_home(written, sent):
    assert lean(written) == sent
