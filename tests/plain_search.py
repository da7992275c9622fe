"""What the search must find, computed the plain way: every word of a query is looked for in everything an entry says.

The tests compare the index and the browser with this. It shares no code with `hooks/showroom`, on purpose; only the
stems are Snowball's own.

Two words are also **one run together**: with a hyphen between them; in queries, terms, keywords and places with white
space too, unless one is a stop word (or in a name a single letter). Two numbers never are.

A word of a query **matches** an entry when one of the entry's words has its stem, or that of what it is run together
with a neighbour. When no entry of the catalogue has such a word: when one of the entry's words begins with it. When no
entry has such a word: when the entry has both parts, of three letters or more, into which the word can be split. When
there is none: when one of the entry's words has the same first letter and is the fewest slips away, at most one from
four letters and two from eight.
A query finds the entries that all its words match; when there are none, those that at least half of them match,
and at least two. Stop words do not count, unless there is nothing else; a query without words finds everything.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import snowballstemmer
from plain_catalogue import PlainCatalogue, fold

_stemmer = snowballstemmer.stemmer("english")


class PlainSearch:
    """Searches a catalogue by reading all of it."""

    def __init__(self, catalogue: PlainCatalogue, stop: Iterable[str]) -> None:
        self.catalogue = catalogue
        self.stop = frozenset(stop)
        """`stop` of the site's search manifest."""
        self._vocabularies: dict[str, dict[str, dict[str, Any]]] = {}

    def found(self, query: str) -> set[str]:
        """Slugs of the entries that a query finds."""
        everything = set(self.catalogue.solutions)
        asked = list(dict.fromkeys(split(query)))
        asked = [word for word in asked if word not in self.stop] or asked
        if not asked:
            return everything
        together = self._together(query)
        matched = [self.having(word, together.get(word, ())) for word in asked]
        whole = set.intersection(*matched)
        least = max(2, -(-len(asked) // 2))
        return whole or {slug for slug in everything if sum(slug in slugs for slugs in matched) >= least}

    def is_nearest(self, query: str) -> bool:
        """Whether what is found lacks a word of the query, which the page says."""
        asked = [word for word in split(query) if word not in self.stop] or split(query)
        found = self.found(query)
        together = self._together(query)
        return bool(asked and found) and not set.intersection(*(self.having(word, together.get(word, ())) for word in asked))

    def _together(self, query: str) -> dict[str, list[str]]:
        """Word of a query → what it is run together with its neighbours."""
        found: dict[str, list[str]] = {}
        for a, gap, b in neighbours(query):
            if gap in HYPHENS or (not gap.strip() and not {a, b} & self.stop):
                found.setdefault(a, []).append(a + b)
                found.setdefault(b, []).append(a + b)
        return found

    def having(self, word: str, together: Iterable[str] = ()) -> set[str]:
        """Slugs of the entries that one word matches."""
        if same := set().union(*(self._with_the_stem_of(each) for each in (word, *together))):
            return same
        if begun := self._with_a_form_that(form for form in self._forms if form.startswith(word)):
            return begun
        halves = [(word[:at], word[at:]) for at in range(3, len(word) - 2)]
        if parted := set().union(*(self._with_the_stem_of(a) & self._with_the_stem_of(b) for a, b in halves)):
            return parted
        near = {form: slips(word, form) for form in self._forms if form[0] == word[0]}
        allowed = [n for n in near.values() if n <= (len(word) >= 4) + (len(word) >= 8)]
        return self._with_a_form_that(form for form, n in near.items() if allowed and n == min(allowed))

    def _with_the_stem_of(self, word: str) -> set[str]:
        root = _stemmer.stemWord(word)
        return {slug for slug, own in self._stems.items() if root in own}

    def _with_a_form_that(self, forms: Iterable[str]) -> set[str]:
        """Entries with one of these words, or with another form of it: the index keeps forms by stem."""
        roots = {_stemmer.stemWord(form) for form in forms}
        return {slug for slug, own in self._stems.items() if own & roots}

    @cached_property
    def _forms(self) -> set[str]:
        return set().union(*self.words.values())

    @cached_property
    def _stems(self) -> dict[str, set[str]]:
        return {slug: {_stemmer.stemWord(word) for word in own} for slug, own in self.words.items()}

    @cached_property
    def words(self) -> dict[str, dict[str, float]]:
        """slug → word → weights of the fields it stands in, added up."""
        found: dict[str, dict[str, float]] = {}
        for slug, entry in self.catalogue.solutions.items():
            own = found[slug] = {}
            for weight, text, is_name in self._texts(entry):
                said = re.sub(r"\]\([^)\s]*\)|<?https?://\S+", " ", text)
                for word in [*split(said), *self._run_together(said, is_name)]:
                    if self._is_telling(word):
                        own[word] = own.get(word, 0) + weight
        return found

    def _run_together(self, text: str, is_name: bool) -> Iterator[str]:
        for a, gap, b in neighbours(text):
            is_close = gap in HYPHENS or (is_name and not gap.strip() and self._is_telling(a) and self._is_telling(b))
            if is_close and not (a + b).isdigit():
                yield a + b

    def _is_telling(self, word: str) -> bool:
        return (len(word) > 1 or word.isdigit()) and word not in self.stop

    def _vocabulary(self, name: str) -> dict[str, dict[str, Any]]:
        if name not in self._vocabularies:
            self._vocabularies[name] = self.catalogue.terms(name)
        return self._vocabularies[name]

    def _texts(self, entry: dict[str, Any]) -> Iterator[tuple[float, str, bool]]:
        """(weight, text, whether it is a name) of everything that is searched."""
        plain = self.catalogue
        yield 8, entry["title"], False
        yield 4, entry["summary"], False
        for field in ("sectors", "technologies"):
            terms = self._vocabulary(field)
            for id_ in entry.get(field, []):
                yield from ((5, text, True) for text in (terms[id_]["label"], *terms[id_].get("synonyms", [])))
        city = plain.cities[entry["city"]]
        four = [*entry.get("keywords", []), city["name"], *city.get("synonyms", []), city.get("region", "")]
        four += [self._vocabulary("countries")[city["country"]]["label"]]
        yield from ((4, text, True) for text in four)
        four = [plain.labs[entry["lab"]]["name"]] if "lab" in entry else []
        for partner in entry["partners"]:
            organisation = plain.organisations[partner["organisation"]]
            four += [organisation["name"], *organisation.get("synonyms", [])]
        yield from ((4, text, False) for text in four)
        for result in entry.get("results", []):
            yield 2, result.get("label") or self._vocabulary("indicators")[result["indicator"]]["label"], False
        partnership = entry.get("partnership", {})
        named = [("partnership-models", id_) for id_ in [partnership.get("model")] if id_]
        named += [("methods", id_) for id_ in partnership.get("methods", [])]
        for vocabulary, id_ in named:
            term = self._vocabulary(vocabulary)[id_]
            yield from ((2, text, True) for text in (term["label"], *term.get("synonyms", [])))
        yield from ((1, text, False) for text in (entry["challenge"], entry["solution"]))
        yield from ((1, finding["text"], False) for finding in entry.get("findings", []))
        for source in entry.get("sources", []):
            yield from ((0.5, text, False) for text in (source["title"], source["publisher"]))


HYPHENS = ("-", "\u2010")


def neighbours(text: str) -> Iterator[tuple[str, str, str]]:
    """(word, what stands between, next word), folded."""
    runs = ["".join(run) for _, run in itertools.groupby(fold(text), str.isalnum)]
    runs = runs if runs and runs[0].isalnum() else runs[1:]
    yield from zip(runs[::2], runs[1::2], runs[2::2])


def split(text: str) -> list[str]:
    """Runs of letters and digits, folded."""
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


def slips(a: str, b: str) -> int:
    """Letters added, left out, changed or swapped with a neighbour (optimal string alignment)."""
    rows = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            best = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, rows[i - 2][j - 2] + 1)
            rows[i][j] = best
    return rows[-1][-1]
