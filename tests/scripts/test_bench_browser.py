"""What the benchmark measures in a browser: the explorer as a reader meets it, and whether a search meets needs."""

from __future__ import annotations

import re

import pytest

from _bench.explorer import ROWS, asked, measure_explorer, promised
from _bench.needs import LOOKED_THROUGH, Need, met, told
from _bench.server import compressed
from _bench.synthetic import Synthetic
from _command import CannotRun


def test_a_need_is_met_by_a_right_entry_among_the_first_five():
    need = Need("leaks", ("b", "c"))
    assert need.rank(["a", "b", "c"]) == 2
    assert need.rank(["a"]) is None
    assert met([1, 5, 6, None]) == 2


def test_both_searches_stand_side_by_side():
    found = {"ranks": [1, None], "met": 1, "first_need_bytes": 1234, "all_needs_bytes": 5678, "files": 3, "bytes": 9, "compressed_bytes": 8}
    text = told([Need("leaks", ("a",)), Need("floods", ("b",))], {"showroom": found, "pagefind": {**found, "ranks": [2, 1]}})
    assert re.search(r"\| needs with a right entry among the first 5 +\| +1 of 2 \| +1 of 2 \|", text)
    assert re.search(rf"\| floods +\| not in {LOOKED_THROUGH} \| +1 \|", text)


def test_the_explorer_is_asked_for_words_of_the_entries_from_frequent_to_rare():
    made = Synthetic(60)
    queries = asked(made)
    assert len(set(queries)) == 20
    assert queries[0] == made.lexicon.words["N"][1] and made.lexicon.words["N"].index(queries[-1]) > 5_000


def test_a_browser_is_looked_for_before_anything_is_built(monkeypatch, tmp_path):
    def missing():
        raise CannotRun("no browser", help="install one")

    monkeypatch.setattr("_browser.chromium", missing)
    with pytest.raises(CannotRun, match="no browser"):
        measure_explorer((10,), tmp_path / "work", seed=1, with_slow_link=False)
    assert not (tmp_path / "work").exists()


def explorer_figures(entries, **others):
    """What a visit measured, all of it well within the limits."""
    names = [key for _, key in ROWS]
    return {"entries": entries, **dict.fromkeys(names, 10.0), "bytes": 150_000, **others}


def test_the_explorer_is_judged_at_its_largest_size_and_by_how_it_grew():
    found = [explorer_figures(1_000, bytes=100_000), explorer_figures(10_000, bytes=180_000, click_p95=17)]
    broken = [what for what, value, limit in promised(found) if value > limit]
    assert broken == ["bytes at 10,000 over bytes at 1,000", "click to counts and cards at 10,000, p95 ms"]


def test_the_server_sends_a_changed_file_anew(tmp_path):
    path = tmp_path / "index.html"
    path.write_text("one", "utf-8")
    first = compressed(path, 1)
    path.write_text("two", "utf-8")
    assert compressed(path, 2) != first
