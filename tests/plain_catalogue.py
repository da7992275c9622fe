"""What the showroom must show, computed the plain way: read every file, ask every entry.

The tests compare the site with this. It shares no code with `hooks/showroom`, on purpose.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

Selection = Mapping[str, Iterable[str]]
"""Facet id → ticked value ids."""

@dataclass(frozen=True)
class Wish:
    """What a reader asks of the figures of an indicator; the threshold is in the indicator's unit."""

    indicator: str
    direction: str = "at-least"
    threshold: str | None = None
    measured: bool = False


LETTERS = {"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "œ": "oe"}


def fold(text: str) -> str:
    """Lower case, no accents, Danish letters spelt out."""
    lower = unicodedata.normalize("NFC", text).casefold()
    spelt = "".join(LETTERS.get(letter, letter) for letter in lower)
    return "".join(c for c in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(c))


def one_line(text: str) -> str:
    """Single spaces, as the pages have them."""
    return " ".join(text.split())


def read(path: Path) -> Any:
    """A YAML file, every scalar a text."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


@dataclass(frozen=True)
class PlainCatalogue:
    """A catalogue folder as dictionaries."""

    root: Path

    @cached_property
    def solutions(self) -> dict[str, dict[str, Any]]:
        """slug → entry, in the default order: measured ones first, then most figures, then title."""
        entries = self._folder("solutions")

        def order(slug: str) -> tuple:
            entry = entries[slug]
            return ("measured" not in kinds(entry), -len(kinds(entry)), by_title(entry))

        return {slug: entries[slug] for slug in sorted(entries, key=order)}

    @cached_property
    def labs(self) -> dict[str, dict[str, Any]]:
        """slug → entry."""
        return self._folder("labs")

    @cached_property
    def organisations(self) -> dict[str, dict[str, Any]]:
        """id → organisation, named by an entry or not."""
        return {item["id"]: item for item in read(self.root / "organisations.yml")}

    @cached_property
    def cities(self) -> dict[str, dict[str, Any]]:
        """id → city, named by an entry or not."""
        return {item["id"]: item for item in read(self.root / "cities.yml")}

    @cached_property
    def facets(self) -> dict[str, dict[str, Any]]:
        """id → facet, in the order of the page."""
        return {facet["id"]: facet for facet in read(self.root / "facets.yml")["facets"]}

    def terms(self, vocabulary: str) -> dict[str, dict[str, Any]]:
        """id → term, in declared order."""
        return {term["id"]: term for term in read(self.root / "vocabularies" / f"{vocabulary}.yml")["terms"]}

    def _folder(self, name: str) -> dict[str, dict[str, Any]]:
        return {path.stem: read(path) for path in sorted((self.root / name).glob("*.yml"))}

    # --- What is listed where ---------------------------------------------------------------------

    @cached_property
    def listings(self) -> dict[str, dict[str, set[str]]]:
        """Kind of listing → id of each page of it → slugs of its solutions."""
        found: dict[str, dict[str, set[str]]] = {
            "sectors": {},
            "technologies": {},
            "cities": {lab["city"]: set() for lab in self.labs.values()},
            "labs": {slug: set() for slug in self.labs},
            "organisations": {id_: set() for lab in self.labs.values() for id_ in members(lab)},
        }
        for slug, entry in self.solutions.items():
            named = {
                "sectors": entry["sectors"],
                "technologies": entry["technologies"],
                "cities": [entry["city"]],
                "labs": [entry["lab"]] if "lab" in entry else [],
                "organisations": [partner["organisation"] for partner in entry["partners"]],
            }
            for kind, ids in named.items():
                for id_ in ids:
                    found[kind].setdefault(id_, set()).add(slug)
        return found

    @property
    def numbers(self) -> list[int]:
        """What the home page counts, in its order."""
        entries = self.solutions.values()
        return [
            len(self.solutions),
            len(self.listings["cities"]),
            len(self.labs),
            len(self.listings["organisations"]),
            sum(len(entry.get("results", [])) for entry in entries),
            sum(len(entry.get("findings", [])) for entry in entries),
        ]

    # --- What the explorer shows ------------------------------------------------------------------

    @cached_property
    def values(self) -> dict[str, dict[str, set[str]]]:
        """Facet id → slug → ids of the values that the solution has."""
        return {
            facet_id: {slug: set(self._values(facet["field"], entry)) for slug, entry in self.solutions.items()}
            for facet_id, facet in self.facets.items()
        }

    def _values(self, field: str, entry: dict[str, Any]) -> Iterable[str]:
        match field:
            case "sectors" | "technologies":
                return entry[field]
            case "city":
                return [entry["city"]]
            case "lab" | "status":
                return [entry[field]] if field in entry else []
            case "partner-kinds":
                return [self.organisations[partner["organisation"]]["kind"] for partner in entry["partners"]]
            case "partnership-model":
                model = entry.get("partnership", {}).get("model")
                return [model] if model else []
            case "evidence":
                return self._evidence(entry)
        raise AssertionError(f"facets.yml has a field this test does not know: {field}")

    def _evidence(self, entry: dict[str, Any]) -> Iterable[str]:
        for kind in ("measured", "stated", "expected"):
            if kind in kinds(entry):
                yield kind
        if any(finding["kind"] == "did-not-work" for finding in entry.get("findings", [])):
            yield "did-not-work"
        if entry.get("replication"):
            yield "replicated"
        visits = [place.get("visit", {}) for place in (entry, self.labs.get(entry.get("lab"), {}))]
        if any(visit.get("possible") == "true" for visit in visits):
            yield "visit"

    def shown(self, selection: Selection, query: str = "", sort: str = "", wish: Wish | None = None) -> list[str]:
        """Slugs of the cards, in order."""
        found = [
            slug
            for slug in self.solutions
            if (not wish or self.figures(slug, wish)) and self._has(slug, selection) and self._says(slug, query)
        ]
        if sort == "result":
            assert wish
            return sorted(found, key=lambda slug: self._rank(slug, wish))
        return sorted(found, key=lambda slug: self._place(slug, sort)) if sort else found

    def counts(self, selection: Selection, query: str = "", wish: Wish | None = None) -> dict[str, dict[str, int]]:
        """Facet id → value id → how many solutions have it among those that all other filters leave."""
        counts: dict[str, dict[str, int]] = {}
        for facet_id, by_slug in self.values.items():
            others = {other: values for other, values in selection.items() if other != facet_id}
            counts[facet_id] = dict.fromkeys(set().union(*by_slug.values()), 0)
            for slug in self.shown(others, query, wish=wish):
                for value in by_slug[slug]:
                    counts[facet_id][value] += 1
        return counts

    # --- What was achieved ------------------------------------------------------------------------

    @cached_property
    def reported(self) -> dict[str, list[str]]:
        """Indicator id → slugs of the solutions that report it."""
        found: dict[str, list[str]] = {}
        for slug, entry in self.solutions.items():
            for indicator in {result["indicator"] for result in entry.get("results", [])}:
                found.setdefault(indicator, []).append(slug)
        return found

    def figures(self, slug: str, wish: Wish) -> list[tuple[Fraction | None, Fraction | None]]:
        """(least, most) that each figure which meets the wish vouches for, in the indicator's unit."""
        found = []
        for result in self.solutions[slug].get("results", []):
            if result["indicator"] != wish.indicator or (wish.measured and result["kind"] != "measured"):
                continue
            least, most = self._vouches(result)
            if wish.threshold is not None:
                sure = least if wish.direction == "at-least" else most
                limit = Fraction(wish.threshold)
                if sure is None or (sure < limit if wish.direction == "at-least" else sure > limit):
                    continue
            found.append((least, most))
        return found

    def _vouches(self, result: dict[str, Any]) -> tuple[Fraction | None, Fraction | None]:
        units = self._units
        given, wanted = units[result["unit"]], units[self._indicators[result["indicator"]]["unit"]]
        if given["quantity"] != wanted["quantity"]:
            return None, None
        numbers = result.get("range") or {"low": result["value"], "high": result["value"]}
        rate = Fraction(given["factor"]) / Fraction(wanted["factor"])
        least, most = (Fraction(numbers[end]) * rate for end in ("low", "high"))
        qualifier = result.get("qualifier")
        return None if qualifier == "at-most" else least, None if qualifier == "at-least" else most

    @cached_property
    def _units(self) -> dict[str, dict[str, Any]]:
        return self.terms("units")

    @cached_property
    def _indicators(self) -> dict[str, dict[str, Any]]:
        return self.terms("indicators")

    def _rank(self, slug: str, wish: Wish) -> tuple:
        """A sort key: the best figure first by what it vouches for, then those that vouch for nothing that way."""
        lower_is_better = self._indicators[wish.indicator]["better"] == "lower"
        ends = [(most if lower_is_better else least) for least, most in self.figures(slug, wish)]
        known = [end for end in ends if end is not None]
        best = (min(known) if lower_is_better else -max(known)) if known else 0
        return not known, best, [*self.solutions].index(slug)

    def _has(self, slug: str, selection: Selection) -> bool:
        return all(self.values[facet][slug] & set(ticked) for facet, ticked in selection.items())

    def _says(self, slug: str, query: str) -> bool:
        """Whether each word of the query starts a word of title or summary."""
        return all(starts_word(self._texts[slug], word) for word in words(fold(query)))

    @cached_property
    def _texts(self) -> dict[str, str]:
        """slug → what a query is looked for in."""
        return {
            slug: fold(f"{one_line(entry['title'])}\n{one_line(entry['summary'])}")
            for slug, entry in self.solutions.items()
        }

    def _place(self, slug: str, sort: str) -> tuple:
        entry = self.solutions[slug]
        match sort:
            case "title":
                return (by_title(entry),)
            case "city":
                name = self.cities[entry["city"]]["name"]
                return (fold(name), name, by_title(entry))
            case "newest":
                return (*backwards(entry.get("period", {}).get("started", "")), by_title(entry))
        raise AssertionError(sort)


def kinds(entry: dict[str, Any]) -> list[str]:
    """How each result of a solution is known."""
    return [result["kind"] for result in entry.get("results", [])]


def members(lab: dict[str, Any]) -> list[str]:
    """Ids of the organisations of a lab."""
    return [*lab["operators"], *lab.get("partners", [])]


def by_title(entry: dict[str, Any]) -> tuple[str, str]:
    """A sort key: capitals and accents aside."""
    title = one_line(entry["title"])
    return fold(title), title


def backwards(date: str) -> tuple[bool, int]:
    """A sort key: later dates first, a year or month counting as its end, and none at all last."""
    return not date, -int(f"{date}-99-99"[:10].replace("-", "")) if date else 0


def words(text: str) -> list[str]:
    """Words between white space and punctuation."""
    parted = "".join(" " if unicodedata.category(c)[0] in "ZPC" else c for c in text)
    return parted.split()


def starts_word(text: str, word: str) -> bool:
    """Whether the word stands in the text with no letter, digit or mark before it."""
    at = text.find(word)
    while at >= 0:
        if at == 0 or unicodedata.category(text[at - 1])[0] not in "LNM":
            return True
        at = text.find(word, at + 1)
    return False
