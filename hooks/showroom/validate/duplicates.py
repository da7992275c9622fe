"""Family SC9xx: the same thing under two names. Warnings: what looks alike may still be two."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain
from math import ceil

from ..diagnostics import Severity
from ..raw import RawCatalogue, RawEntry, RawList, RawMapping, RawText
from ..slugs import fold
from .rules import Finding, rule

ALIKE = 0.6
"""Share of words in common from which two titles of one place are held to be about one thing."""

ROUNDING = 1e-9
"""0.6 is not exact: 60 % of a whole number of words may come out a little above one."""

_WORD = re.compile(r"[^\W_]+")

_WORDS_WITHOUT_WEIGHT = frozenset(
    "a an and at by for from in into is it its of on or that the their to when which who with "
    "as aps ag gmbh inc ltd llc plc ab oy sa group company municipality kommune city".split()
)


@rule("SC901", RawCatalogue, severity=Severity.WARNING)
def no_solution_stands_twice(raw: RawCatalogue, today: date | None) -> Iterator[Finding]:
    """No two solutions have nearly the same title, in one city or with the same partner.

    Why: Two labs may describe the same project. One good entry with both as partners serves readers better.
    Wrong:
        # catalogue/solutions/guide-example.yml
        title: Street lamps that listen for traffic
        # catalogue/solutions/other-example.yml
        title: Street lamps listen for the traffic
    Right:
        # catalogue/solutions/guide-example.yml
        title: Street lamps that listen for traffic
        # catalogue/solutions/other-example.yml
        title: Water meters that hear a leak
    """
    titles = tuple((slug, entry.outline.text("title") or "") for slug, entry in raw.solutions.items())
    for earlier, later in _titled_alike(titles):
        one, other = raw.solutions[earlier], raw.solutions[later]
        if _same_city(one, other) or _partners(one) & _partners(other):
            title = other.outline.values["title"]
            help = f"if it is the same, keep one entry with all partners and sources; see {one.path}"
            yield Finding(title.location, f"nearly the same title, place and partners as `{earlier}`", help)


@rule("SC902", RawCatalogue, severity=Severity.WARNING)
def no_organisation_stands_twice(raw: RawCatalogue, today: date | None) -> Iterator[Finding]:
    """No organisation is spelt like another, or like another's synonym.

    Why: An organisation with two ids has two pages, each with half of what it did.
    Wrong:
        # catalogue/organisations.yml
        - {id: hofor-as, name: HOFOR A/S, kind: utility}
    Right:
        # catalogue/organisations.yml
        - {id: north-water, name: North Water, kind: utility}
    """
    yield from _spelt_alike(raw.organisations, "name")


@rule("SC903", RawCatalogue, severity=Severity.WARNING)
def no_city_stands_twice(raw: RawCatalogue, today: date | None) -> Iterator[Finding]:
    """No city is spelt like another.

    Why: A city with two ids has two pages, and counts that are both wrong.
    Wrong:
        # catalogue/cities.yml
        - {id: city-of-copenhagen, name: City of Copenhagen, country: dk, lat: 55.68, lon: 12.57}
    Right:
        # catalogue/cities.yml
        - {id: nordby, name: Nordby, country: dk, lat: 55.45, lon: 8.4}
    """
    yield from _spelt_alike(raw.cities, "name", with_synonyms=False)


@rule("SC904", RawCatalogue, severity=Severity.WARNING)
def no_lab_stands_twice(raw: RawCatalogue, today: date | None) -> Iterator[Finding]:
    """No living lab is spelt like another.

    Why: A lab with two pages looks like two labs.
    Wrong:
        # catalogue/labs/north-harbour.yml
        name: North Harbour Lab
        # catalogue/labs/lab-north-harbour.yml
        name: Lab North Harbour
    Right:
        # catalogue/labs/north-harbour.yml
        name: North Harbour Lab
        # catalogue/labs/south-harbour.yml
        name: South Harbour Lab
    """
    yield from _spelt_alike(raw.labs, "name")


def _spelt_alike(entries: Mapping[str, RawEntry], key: str, *, with_synonyms: bool = True) -> Iterator[Finding]:
    known: dict[tuple[str, ...], str] = {}
    for entry in entries.values():
        name = entry.fields.get(key)
        if isinstance(name, RawText) and (spelling := _spelling(name.text)):
            if spelling in known and known[spelling] != entry.id:
                help = f"use `{known[spelling]}` everywhere and keep this spelling as a synonym, if they are the same"
                yield Finding(name.location, f"`{name.text[:60]}` is spelt like `{known[spelling]}`", help)
            known.setdefault(spelling, entry.id)
    for entry in entries.values() if with_synonyms else ():
        synonyms = entry.fields.get("synonyms")
        for synonym in synonyms.items if isinstance(synonyms, RawList) else ():
            other = known.get(_spelling(synonym.text)) if isinstance(synonym, RawText) else None
            if other and other != entry.id:
                yield Finding(synonym.location, f"synonym `{synonym.text[:60]}` is the name of `{other}`", "remove one of the two")


def _words(text: str) -> frozenset[str]:
    """The words that tell one name from another; a letter by itself, as in A/S, does not."""
    return frozenset([w for w in _WORD.findall(fold(text)) if w not in _WORDS_WITHOUT_WEIGHT and (len(w) > 1 or w.isdigit())])


@lru_cache(maxsize=32_768)
def _spelling(text: str) -> tuple[str, ...]:
    """What is left of a name without case, accents, legal form and order of words."""
    return tuple(sorted(_words(text)))


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


@lru_cache(maxsize=2)
def _titled_alike(titles: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Pairs (earlier, later) of slugs whose titles are alike, of (slug, title). Kept: most edits leave titles alone."""
    words = {slug: _words(title) for slug, title in titles}
    pairs = _pairs_sharing_a_rare_word(words)
    return tuple((earlier, later) for earlier, later in pairs if _overlap(words[earlier], words[later]) >= ALIKE)


def _pairs_sharing_a_rare_word(words: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Pairs (earlier, later) that can be alike, without comparing all with all.

    Titles that share 60 % of their words share one that is rare in both: of ten words each, one of the five rarest
    (prefix filtering; Bayardo and others 2007, Scaling up all pairs similarity search).
    """
    frequency = Counter(chain.from_iterable(words.values()))
    having: dict[str, list[str]] = defaultdict(list)
    for later, found in words.items():
        by_rarity = sorted([(frequency[word], word) for word in found])
        rare = [word for _, word in by_rarity[: len(found) - ceil(ALIKE * len(found) - ROUNDING) + 1]]
        for earlier in dict.fromkeys(chain.from_iterable([having[word] for word in rare])):
            yield earlier, later
        for word in rare:
            having[word].append(later)


def _same_city(one: RawEntry, other: RawEntry) -> bool:
    return one.outline.text("city") is not None and one.outline.text("city") == other.outline.text("city")


def _partners(entry: RawEntry) -> set[str]:
    partners = entry.outline.get("partners")
    items = partners.items if isinstance(partners, RawList) else ()
    return {name for item in items if isinstance(item, RawMapping) and (name := item.text("organisation"))}
