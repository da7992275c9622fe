"""Last stage, the third part: what the search fields suggest while somebody types, as data cut by leading letters.

`overrides/assets/showroom/js/suggest.mjs` matches and ranks; here each thing is put where its names will lead.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .jsontext import json_line, json_text
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


@dataclass(frozen=True, slots=True, eq=False)
class _Thing:
    """Something to suggest."""

    kind: str
    names: tuple[str, ...]
    """Its label, then others."""
    json: str
    """What the browser gets of it."""

    @property
    def size(self) -> int:
        """Bytes in a shard, with a comma."""
        return len(self.json.encode()) + 1


def suggest_index(catalogue: Catalogue, max_bytes: int = SHARD_MAX_BYTES) -> Mapping[str, str]:
    """URI → JSON of the manifest and of every shard, whose names change with their contents.

    Manifest: leading letters → file beside it. Shard: things in the order of their kinds and then of their weight,
    each [kind, id, label, how many solutions or in which city, [other names]].
    """
    files = {}
    shards = {}
    for letters, things in _cut([(tail, thing) for thing in _things(catalogue) for tail in _tails(thing)], max_bytes):
        text = f"[{','.join([thing.json for thing in things])}]\n"
        name = f"{_ascii(letters)}-{hashlib.sha256(text.encode()).hexdigest()[:10]}.json"
        shards[letters] = name
        files[MANIFEST_URI.replace("manifest.json", name)] = text
    return {MANIFEST_URI: json_line(shards), **files}


def suggest_digest(catalogue: Catalogue) -> bytes:
    """Of all that `suggest_index` is made of."""
    return hashlib.blake2b("\n".join([thing.json for thing in _things(catalogue)]).encode(), digest_size=16).digest()


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
    return _Thing(kind, (label, *synonyms), json_text([KINDS.index(kind), id_, label, detail, synonyms]))


def _tails(thing: _Thing) -> Iterator[str]:
    """Each name from each of its words on, run together: `street lights` is there for `streetl` and for `li`."""
    for name in thing.names:
        words = _WORD.findall(fold(name))
        yield from ("".join(words[start:])[:_TAIL_MAX_LENGTH] for start in range(len(words)))


def _cut(tails: Iterable[tuple[str, _Thing]], max_bytes: int, length: int = 1) -> Iterator[tuple[str, Iterable[_Thing]]]:
    """(leading letters, things), in which longer letters say more than shorter ones; of (beginning, thing it leads to)."""
    parts: dict[str, list[tuple[str, _Thing]]] = defaultdict(list)
    for tail, thing in tails:
        if len(tail) >= length:
            parts[tail[:length]].append((tail, thing))
    for letters, part in sorted(parts.items()):
        # Once, though several of its names may lead there.
        things = dict.fromkeys(thing for _, thing in part)
        if sum(thing.size for thing in things) + len("[]") <= max_bytes:
            yield letters, things
            continue
        yield letters, list(_best(things))
        if length < _TAIL_MAX_LENGTH:
            yield from _cut(part, max_bytes, length + 1)


def _best(things: Iterable[_Thing]) -> Iterator[_Thing]:
    """The first of each kind."""
    taken: dict[str, int] = defaultdict(int)
    for thing in things:
        taken[thing.kind] += 1
        if taken[thing.kind] <= BEST_OF_A_KIND:
            yield thing


def _ascii(letters: str) -> str:
    """Letters as part of a file name on any system."""
    return "".join(letter if letter.isascii() else f"u{ord(letter):x}" for letter in letters)
