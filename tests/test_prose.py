"""Markdown of entries as HTML: what is written for, what survives hostile text, and what nothing can bring in."""

from html.parser import HTMLParser

import pytest
from showroom.render.prose import phrase, prose

A = '<a href="https://a.example" rel="noopener nofollow">'
NO_LINK = '<p><a rel="noopener nofollow">x</a></p>'

WANTED = [
    ("Plain & simple", "<p>Plain &amp; simple</p>"),
    ("Æblerød, 東京 & 🚲", "<p>Æblerød, 東京 &amp; 🚲</p>"),
    ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
    ("*em* **strong** `code`", "<p><em>em</em> <strong>strong</strong> <code>code</code></p>"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
    ("- a\n    - b", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
    ("> q", "<blockquote>\n<p>q</p>\n</blockquote>"),
    ("a  \nb", "<p>a<br>\nb</p>"),
    ("[x](https://a.example)", f"<p>{A}x</a></p>"),
    ("<https://a.example>", f"<p>{A}https://a.example</a></p>"),
    ('[x](https://a.example "t")', '<p><a href="https://a.example" title="t" rel="noopener nofollow">x</a></p>'),
    ("[x](mailto:a@b.example)", '<p><a href="mailto:a@b.example" rel="noopener nofollow">x</a></p>'),
    ("<a@b.example>", '<p><a href="mailto:a@b.example" rel="noopener nofollow">a@b.example</a></p>'),
    ("[x](HTTPS://A.EXAMPLE)", '<p><a href="HTTPS://A.EXAMPLE" rel="noopener nofollow">x</a></p>'),
]

LEFT_AS_TEXT = [
    ("# no heading", "<p># no heading</p>"),
    ("no heading\n===", "<p>no heading\n===</p>"),
    ("    no code block", "<p>no code block</p>"),
    ("~~~\nno fence\n~~~", "<p>~~~\nno fence\n~~~</p>"),
    ("| no |\n|---|\n| table |", "<p>| no |\n|---|\n| table |</p>"),
    ("[x]: https://a.example\n\n[x]", "<p>[x]: https://a.example</p>\n<p>[x]</p>"),
    ("![alt](https://a.example/x.png)", "<p>![alt](https://a.example/x.png)</p>"),
    ("![alt][x]", "<p>![alt][x]</p>"),
    ("{{7*7}} ${x} {% raw %}", "<p>{{7*7}} ${x} {% raw %}</p>"),
]

HOSTILE = [
    ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ("`<script>`", "<p><code>&lt;script&gt;</code></p>"),
    ("[<script>](https://a.example)", f"<p>{A}&lt;script&gt;</a></p>"),
    ("&lt;script&gt; &#60;script&#62;", "<p>&lt;script&gt; &lt;script&gt;</p>"),
    ("- a\n\n    <script>x</script>", "<ul>\n<li>\n<p>a</p>\n<p>&lt;script&gt;x&lt;/script&gt;</p>\n</li>\n</ul>"),
    ('<b onclick="x()">b</b>', '<p>&lt;b onclick="x()"&gt;b&lt;/b&gt;</p>'),
    ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
    ("<svg/onload=alert(1)>", "<p>&lt;svg/onload=alert(1)&gt;</p>"),
    ("<style>*{}</style>", "<p>&lt;style&gt;*{}&lt;/style&gt;</p>"),
    ('<iframe src="https://a.example">', '<p>&lt;iframe src="https://a.example"&gt;</p>'),
    ('<p style="x" class="y">z</p>', '<p>&lt;p style="x" class="y"&gt;z&lt;/p&gt;</p>'),
    ("<!-- showroom:content -->", "<p>&lt;!-- showroom:content --&gt;</p>"),
    ("</p></div></main>", "<p>&lt;/p&gt;&lt;/div&gt;&lt;/main&gt;</p>"),
    ('<div markdown="1">x</div>', '<p>&lt;div markdown="1"&gt;x&lt;/div&gt;</p>'),
    ("[x](https://a.example){: onclick=x }", f"<p>{A}x</a>{{: onclick=x }}</p>"),
    ("[x](http://a.example)", NO_LINK),
    ("[x](//a.example)", NO_LINK),
    ("[x](../solutions/)", NO_LINK),
    ("[x](/)", NO_LINK),
    ("[x](#content)", NO_LINK),
    ("[x](?q=1)", NO_LINK),
    ("[x]()", NO_LINK),
    ("[x](\\\\a.example)", NO_LINK),
    ("[x](javascript:alert(1))", NO_LINK),
    ("[x](JaVaScRiPt:alert(1))", NO_LINK),
    ("[x](java&#10;script:alert(1))", NO_LINK),
    ("[x](&#106;avascript:alert(1))", NO_LINK),
    ("[x](\tjavascript:alert(1))", NO_LINK),
    ("[x](data:text/html,hi)", NO_LINK),
    ("[x](vbscript:a)", NO_LINK),
    ("[x](file:///etc/passwd)", NO_LINK),
    ("<ftp://a.example>", '<p><a rel="noopener nofollow">ftp://a.example</a></p>'),
    ("<javascript:alert(1)>", "<p>&lt;javascript:alert(1)&gt;</p>"),
    ('[x](https://a.example" onmouseover="y)', NO_LINK),
    (
        '[x](https://a.example "t" onmouseover="y")',
        '<p><a href="https://a.example" title="t&quot; onmouseover=&quot;y" rel="noopener nofollow">x</a></p>',
    ),
    ("a\x02b\x03c", "<p>abc</p>"),
    ("\x02klzzwxh:0000\x03", "<p>klzzwxh:0000</p>"),
    ("\x02wzxhzdk:0\x03 `a`", "<p>wzxhzdk:0 <code>a</code></p>"),
]


@pytest.mark.parametrize(("text", "html"), WANTED)
def test_paragraphs_lists_emphasis_and_links_are_rendered(text, html):
    assert prose(text) == html


def test_a_list_begins_with_the_number_it_was_given():
    assert prose("3. third\n4. fourth") == '<ol start="3">\n<li>third</li>\n<li>fourth</li>\n</ol>'
    assert prose("1. first") == "<ol>\n<li>first</li>\n</ol>"


@pytest.mark.parametrize(("text", "html"), LEFT_AS_TEXT)
def test_anything_else_of_markdown_stays_text(text, html):
    assert prose(text) == html


@pytest.mark.parametrize(("text", "html"), HOSTILE)
def test_hostile_text_becomes_text(text, html):
    assert prose(text) == html


class Tags(HTMLParser):
    """Collects (tag, attributes) as a browser would find them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("text", [text for text, _ in WANTED + LEFT_AS_TEXT + HOSTILE])
@pytest.mark.parametrize("render", [prose, phrase])
@pytest.mark.parametrize("around", ["{}", "- {}", "> {}", "**{}**", "[{}](https://a.example)", "1. *{}*"])
def test_nothing_but_harmless_elements_and_links_survives_wherever_it_stands(text, render, around):
    for tag, attributes in Tags(render(around.format(text))).found:
        assert tag in {"p", "br", "em", "strong", "code", "ul", "ol", "li", "a", "blockquote"}
        assert set(attributes) <= ({"href", "title", "rel"} if tag == "a" else set())
        assert attributes.get("href", "https://").lower().startswith(("https://", "mailto:"))


@pytest.mark.parametrize("opening", ["- ", "1. ", "> ", ">", "- > ", "* + - "])
def test_endless_nesting_ends_and_leaves_no_trace_in_what_is_rendered_next(opening):
    html = prose((opening * 4000)[:3990] + "deepest")
    assert "deepest" in html
    assert max(html.count(f"<{tag}>") for tag in ("ul", "ol", "blockquote")) <= 13
    # Not rendered before, so that no kept result answers.
    fresh = f"plain text after {ord(opening[0])} {len(opening)}"
    assert prose(fresh) == f"<p>{fresh}</p>"


def test_lists_may_nest_as_deep_as_people_write_them():
    text = "\n".join("    " * level + f"- level {level}" for level in range(6))
    assert prose(text).count("<ul>") == 6


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a *b* [c](https://a.example)", f"a <em>b</em> {A}c</a>"),
        ("one\n\ntwo", "one two"),
        ("  spaced  ", "spaced"),
        ("<p>", "&lt;p&gt;"),
        ("", ""),
        ("1. June 2019 was the day", "1. June 2019 was the day"),
        ("- 20 % were lost", "- 20\u00a0% were lost"),
        ("* or more", "* or more"),
        ("> 5 kW", "&gt; 5\u00a0kW"),
        ("---", "---"),
    ],
)
def test_a_phrase_has_no_paragraph_around_it(text, html):
    assert phrase(text) == html
