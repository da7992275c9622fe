"""Hand-written pages in the search: what is read from their HTML, and how the explorer comes to know them."""

import json
import re
from dataclasses import replace

from showroom.build import build
from showroom.pagetext import PageText, page_text
from showroom.search import PAGES_MANIFEST_URI, page_index

PAGE = """<!doctype html><html><head><title>How it works – Showroom</title>
<meta name="description" content="What labs &amp; partnerships are">
<script>var secret = "script"</script></head><body>
<header>Header words</header>
<main><nav>Navigation</nav><article>
<h1 id="h">How it <em>works</em><a class="headerlink" href="#h">¶</a></h1>
<p>A lab is a <strong>real</strong> place.<br>Rain, traffic &amp; people.</p>
<img src="x.png" alt="picture"><h2>What a lab is</h2><!-- showroom:fields -->
<table><tr><td>Public</td><td>the problem</td></tr></table><pre><code>key: value</code></pre>
<svg><title>Drawing</title></svg><style>.x{}</style><button>Press</button>
</article></main><footer>Footer words</footer></body></html>"""


def test_a_page_says_what_its_main_part_says():
    assert page_text("about/", PAGE) == PageText(
        uri="about/",
        title="How it works",
        description="What labs & partnerships are",
        headings=("What a lab is",),
        text="A lab is a real place. Rain, traffic & people. Public the problem key: value",
    )


def test_a_page_without_a_heading_is_called_as_its_window():
    assert page_text("x/", "<head><title>A  page</title></head><main><p>Text.").title == "A page"
    assert page_text("x/", "") == PageText(uri="x/", title="", description="", headings=(), text="")


def test_what_is_left_open_or_closed_twice_does_no_harm():
    assert page_text("x/", "<main><p>One<p>Two</i></p></main></main>Three").text == "One Two"


def test_a_title_weighs_more_than_a_mention_and_all_stands_in_one_shard():
    about, other = page_text("about/", PAGE), page_text("b/", "<main><h1>Other</h1><p>It works like rain.</p></main>")
    files = page_index([about, other])
    manifest = json.loads(files[PAGES_MANIFEST_URI])
    assert manifest["count"] == 2 and list(manifest["shards"]) == [""]
    terms = json.loads(files[PAGES_MANIFEST_URI.replace("manifest.json", manifest["shards"][""])])
    assert terms["partnership"][1][0] == 0 and "script" not in terms and "header" not in terms
    by_page = dict(zip(terms["work"][1][::2], terms["work"][1][1::2], strict=True))
    assert by_page[0] > by_page[1]


def test_many_pages_are_cut_by_letters_like_solutions():
    files = page_index([page_text("about/", PAGE)], max_bytes=200)
    shards = json.loads(files[PAGES_MANIFEST_URI])["shards"]
    assert "" not in shards and {"l", "r"} <= {letters[0] for letters in shards}


def test_no_pages_have_an_empty_index():
    assert json.loads(page_index([])[PAGES_MANIFEST_URI])["shards"] == {}


def test_the_explorer_has_every_hand_written_page_but_home_and_missing_hidden_until_found(tiny, theme, settings):
    pages = {**theme.pages, "about/": theme.pages["about/"].replace("<p>About.", "<h1>About &lt;us&gt;</h1><p>Zeppelins.")}
    site = build(tiny, replace(theme, pages=pages), settings)
    html = site.files["solutions/index.html"]
    article = next(iter(site.catalogue.articles.values()))
    assert re.findall("<li hidden>(.*?)</li>", html) == [
        '<a href="../about/">About &lt;us&gt;</a>',
        f'<a href="../{article.uri}">{article.title}</a>',
    ]
    manifest = json.loads(site.files[PAGES_MANIFEST_URI])
    assert manifest["count"] == 2
    assert "zeppelin" in site.files[PAGES_MANIFEST_URI.replace("manifest.json", manifest["shards"][""])]
