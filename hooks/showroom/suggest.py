"""Last stage, the third part: what the search fields suggest while somebody types, as data cut by leading letters.

`overrides/assets/showroom/js/suggest.mjs` matches and ranks; here each thing is put where its names will lead.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .model import Catalogue
from .slugs import fold

MANIFEST_URI = "assets/showroom/suggest/manifest.json"

KINDS = ("sectors", "technologies", "cities", "solutions", "labs", "organisations")
"""What is suggested, by the folder its pages stand in; a kind's place here is its number in the data."""

SHARD_MAX_BYTES = 24 * 1024
"""Above this, letters lead to the best of each kind, and one more letter to the rest: about 7 KB on the wire."""

BEST_OF_A_KIND = 12
"""More than are ever shown of one kind, so that a query of two words still finds some."""

_WORD = re.compile(r"[^\W_]+")
_TAIL_MAX_LENGTH = 12
"""Letters by which a name can be told from others; no shard is named by more."""


@dataclass(frozen=True)
class _Thing:
    """Something to suggest: what the browser gets of it, and the beginnings that lead to it."""

    data: tuple[Any, ...]
    names: tuple[str, ...]

    @cached_property
    def tails(self) -> frozenset[str]:
        """Each name from each of its words on."""
        return frozenset(tail for name in self.names for tail in _tails(name))


def suggest_index(catalogue: Catalogue, max_bytes: int = SHARD_MAX_BYTES) -> Mapping[str, str]:
    """URI → JSON of the manifest and of every shard, whose names change with their contents.

    Manifest: leading letters → file beside it. Shard: things in the order of their kinds and then of their weight,
    each [kind, id, label, how many solutions or in which city, [other names]].
    """
    files = {}
    shards = {}
    for letters, things in _cut(tuple(_things(catalogue)), max_bytes):
        text = _json([thing.data for thing in things])
        name = f"{_ascii(letters)}-{hashlib.sha256(text.encode()).hexdigest()[:10]}.json"
        shards[letters] = name
        files[MANIFEST_URI.replace("manifest.json", name)] = text
    return {MANIFEST_URI: _json(shards), **files}


def suggest_digest(catalogue: Catalogue) -> bytes:
    """Of all that `suggest_index` is made of."""
    return hashlib.blake2b(repr([thing.data for thing in _things(catalogue)]).encode(), digest_size=16).digest()


def _things(catalogue: Catalogue) -> Iterator[_Thing]:
    """Everything that has a page, kind by kind, what most solutions stand under first."""
    for kind in ("sectors", "technologies"):
        vocabulary = catalogue.vocabularies.get(kind)
        terms = {id_: term for id_, term in (vocabulary.terms if vocabulary else {}).items() if id_ in catalogue.listings[kind]}
        for id_, count in _by_count(kind, terms, catalogue):
            yield _thing(kind, id_, terms[id_].label, count, terms[id_].synonyms)
    for id_, count in _by_count("cities", catalogue.cities, catalogue):
        yield _thing("cities", id_, catalogue.cities[id_].name, count, catalogue.cities[id_].synonyms)
    for solution in catalogue.solutions:
        yield _thing("solutions", solution.slug, solution.title, solution.city.name, ())
    for slug, _ in _by_count("labs", catalogue.labs, catalogue):
        yield _thing("labs", slug, catalogue.labs[slug].name, catalogue.labs[slug].city.name, ())
    for id_, count in _by_count("organisations", catalogue.organisations, catalogue):
        organisation = catalogue.organisations[id_]
        yield _thing("organisations", id_, organisation.name, count, organisation.synonyms)


def _by_count(kind: str, ids: Iterable[str], catalogue: Catalogue) -> list[tuple[str, int]]:
    counts = [(id_, len(catalogue.listings[kind].get(id_, ()))) for id_ in ids]
    return sorted(counts, key=lambda pair: -pair[1])


def _thing(kind: str, id_: str, label: str, detail: str | int, synonyms: tuple[str, ...]) -> _Thing:
    return _Thing((KINDS.index(kind), id_, label, detail, list(synonyms)), (label, *synonyms))


def _tails(name: str) -> Iterator[str]:
    """The name from each of its words on, run together: `street lights` is there for `streetl` and for `li`."""
    words = _WORD.findall(fold(name))
    return ("".join(words[start:])[:_TAIL_MAX_LENGTH] for start in range(len(words)))


def _cut(things: tuple[_Thing, ...], max_bytes: int, before: str = "") -> Iterator[tuple[str, tuple[_Thing, ...]]]:
    """(leading letters, things), in which longer letters say more than shorter ones."""
    length = len(before) + 1
    parts: dict[str, list[_Thing]] = defaultdict(list)
    for thing in things:
        for letters in {tail[:length] for tail in thing.tails if len(tail) >= length and tail.startswith(before)}:
            parts[letters].append(thing)
    for letters, part in sorted(parts.items()):
        if len(_json([thing.data for thing in part]).encode()) <= max_bytes:
            yield letters, tuple(part)
            continue
        yield letters, tuple(_best(part))
        if length < _TAIL_MAX_LENGTH:
            yield from _cut(tuple(part), max_bytes, letters)


def _best(things: Iterable[_Thing]) -> Iterator[_Thing]:
    """The first of each kind."""
    taken: dict[int, int] = defaultdict(int)
    for thing in things:
        taken[thing.data[0]] += 1
        if taken[thing.data[0]] <= BEST_OF_A_KIND:
            yield thing


def _ascii(letters: str) -> str:
    """Letters as part of a file name on any system."""
    return "".join(letter if letter.isascii() else f"u{ord(letter):x}" for letter in letters)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
