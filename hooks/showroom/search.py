"""Last stage, the second half: everything an entry says, as an index that the browser fetches in pieces.

A document is a solution or a hand-written page, a term the stem of a word. What a term weighs in a solution, its *impact*, is computed
here, so that `overrides/assets/showroom/js/search.mjs` only adds up. Both sides split and stem words alike.
"""

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from string import ascii_lowercase
from typing import NamedTuple

import snowballstemmer

from .jsontext import json_line, json_text
from .model import Catalogue, Solution
from .pagetext import PageText
from .slugs import fold

MANIFEST_URI = "assets/showroom/search/manifest.json"
PAGES_MANIFEST_URI = "assets/showroom/search/pages/manifest.json"
"""The index of the hand-written pages, of the same form."""

SHARD_MAX_BYTES = 64 * 1024
"""Above this a shard is split by one more letter: about 20 KB on the wire, a fifth of a second on a slow phone."""

STOP_WORDS = frozenset(
    "a about after all also am an and any are as at be because been before being between both but by can could did do does "
    "doing for from get had has have having he her his how i if in into is it its just like many may me more most much must "
    "my need no not of off on one only or other our out over own same she should so some such than that the their them then "
    "there these they this those through to too under until up us use very was we were what when where which while who whom "
    "whose why will with without would you your".split()
)
"""English function words, after the list at snowballstem.org/algorithms/english/stop.txt: in every entry, telling nothing."""

SATURATION = 6.0
"""The weight at which a term has half its effect: about a title word; more mentions add less and less (BM25's k1)."""

MAX_IMPACT = 255

# Letters and digits of any script, as `[\p{L}\p{N}]+` in the browser.
_WORD = re.compile(r"[^\W_]+")
_SPACED = str.maketrans({code: " " for code in range(128) if not chr(code).isalnum()})
"""Of ASCII, what parts words."""
_UNTELLING = STOP_WORDS.union(ascii_lowercase)
"""Of ASCII words, those that are not worth finding."""
_LINK_TARGET = re.compile(r"\]\([^)\s]*\)|<?https?://\S+")
# From a word's start and without a step back, so that a word without end takes no time without end.
_HYPHENATED = re.compile(r"(?<![^\W_])([^\W_]++)[-\u2010](?=([^\W_]++))")
_stemmer = snowballstemmer.stemmer("english")


Document = str
"""The words of a text, each followed by its weight, all between spaces; those with one leading letter on a line. Fit to be kept."""


def search_index(catalogue: Catalogue, max_bytes: int = SHARD_MAX_BYTES) -> Mapping[str, str]:
    """URI → JSON of the manifest and of every shard, whose names change with their contents.

    Manifest: `version`, `count` (solutions), `stop` (words left out) and `shards` (leading letters → file beside it).
    Shard: stem → [its forms, [ordinal, impact, ordinal, impact …]]. A term stands in every shard to which its stem
    or one of its forms leads, so that `dying` is found under d, dy and di alike.
    """
    corpus = Corpus(document_of(solution) for solution in catalogue.solutions)
    shards = [shard for initial in corpus.initials for shard in shards_of(corpus, initial, max_bytes)]
    return _files(MANIFEST_URI, corpus.count, shards)


def page_index(pages: Sequence[PageText], max_bytes: int = SHARD_MAX_BYTES) -> Mapping[str, str]:
    """As `search_index`, of hand-written pages; in one shard, under no letters, as long as that is small."""
    corpus = Corpus(_document(_tokens_of_page(page)) for page in pages)
    terms = [term for initial in corpus.initials for term in _terms(corpus, initial)]
    return _files(PAGES_MANIFEST_URI, corpus.count, [Shard(*found) for found in _cut(terms, max_bytes, 0)] if terms else [])


class Shard(NamedTuple):
    """Terms that are fetched together."""

    letters: str
    """With which words begin that lead here."""
    text: str
    """JSON."""

    @property
    def name(self) -> str:
        """Of its file, beside the manifest."""
        return f"{_ascii(self.letters) or 'all'}-{_digest(self.text)}.json"


def document_of(solution: Solution) -> Document:
    """Everything that an entry says, as the index is made of it."""
    return _document(tokens_of(solution))


class Corpus:
    """Documents as the index is made of them: by the leading letters of their words, and no larger than they are together."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """`documents`: in the order of ordinals; none is kept."""
        self._lines: dict[str, bytearray] = defaultdict(bytearray)
        self.count = 0
        for document in documents:
            for line in document.splitlines():
                self._lines[line[0]] += f"{self.count} {line}\n".encode()
            self.count += 1

    @property
    def initials(self) -> list[str]:
        """The letters and digits with which words begin, in order."""
        return sorted(self._lines)

    def digest(self, initial: str) -> bytes:
        """Of all that the shards of words with that initial are made of."""
        digest = hashlib.blake2b(f"{self.count}\n".encode(), digest_size=16)
        digest.update(self._lines.get(initial, b""))
        return digest.digest()

    def lines(self, initial: str) -> Iterator[list[str]]:
        """[ordinal, word, weight, word, weight …] of each document that has words with that initial."""
        return (line.split(" ") for line in self._lines[initial].decode().splitlines())


def shards_of(corpus: Corpus, initial: str, max_bytes: int = SHARD_MAX_BYTES) -> list[Shard]:
    """The shards of words with that initial: all forms of a term have the same, so that each can be made by itself."""
    return [Shard(letters, text) for letters, text in _cut(_terms(corpus, initial), max_bytes)]


def manifest(count: int, shards: Mapping[str, str]) -> str:
    """The manifest of so many documents in shards: letters → name, in the order of letters."""
    stop = sorted(STOP_WORDS)
    return json_line({"version": _digest(json_line([count, stop, shards])), "count": count, "stop": stop, "shards": shards})


def _files(manifest_uri: str, count: int, shards: Sequence[Shard]) -> Mapping[str, str]:
    files = {manifest_uri.replace("manifest.json", shard.name): shard.text for shard in shards}
    return {manifest_uri: manifest(count, {shard.letters: shard.name for shard in shards}), **files}


def _document(tokens: Mapping[str, float]) -> Document:
    by_initial: dict[str, list[str]] = defaultdict(list)
    told = {weight: str(weight) for weight in set(tokens.values())}
    for word in sorted(tokens):
        by_initial[word[0]].append(f"{word} {told[tokens[word]]}")
    return "\n".join([" ".join(found) for found in by_initial.values()])


def tokens_of(solution: Solution) -> Mapping[str, float]:
    """Word → the weights of the fields it stands in, once for each time it stands there."""
    by_weight: dict[float, list[str]] = defaultdict(list)
    for weight, text in _fields(solution):
        by_weight[weight] += words(text)
    for weight, name in _names_in(solution):
        by_weight[weight] += _words_of_name(name)
    return _weighed(by_weight)


def _tokens_of_page(page: PageText) -> Mapping[str, float]:
    """Word → its weights, as `tokens_of` has them."""
    by_weight = {8: words(page.title), 4: words(page.description), 1: words(page.text)}
    for heading in page.headings:
        by_weight[4] += words(heading)
    return _weighed(by_weight)


def _weighed(by_weight: Mapping[float, Sequence[str]]) -> Mapping[str, float]:
    """Word → its weights, of the words that have each weight, as often as they stand there."""
    tokens: dict[str, float] = defaultdict(float)
    for weight, found in by_weight.items():
        for word, times in Counter(found).items():
            tokens[word] += weight * times
    return dict(tokens)


def words(text: str) -> list[str]:
    """The folded words of a text that are worth finding: two letters or more, or a digit; no stop words.

    First those that stand in it, in order, then those that a hyphen makes of two: `wifi` of Wi-Fi.
    """
    folded = _folded(text)
    # As `_is_telling` has it, without a call for each word; and most texts are ASCII, which is split in half the time.
    if folded.isascii():
        found = [word for word in folded.translate(_SPACED).split() if word not in _UNTELLING]
    else:
        found = [word for word in _WORD.findall(folded) if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())]
    return found + _joined(_HYPHENATED.findall(folded)) if "-" in folded or "\u2010" in folded else found


def spaced_words_together(name: str) -> list[str]:
    """Neighbours in a name as one word, as some people write them: `streetlight`. Both are worth finding each."""
    folded = _folded(name)
    pairs = ((a, b) for a, b in pairwise(_WORD.finditer(folded)) if folded[a.end() : b.start()].isspace())
    return _joined((a[0], b[0]) for a, b in pairs if _is_telling(a[0]) and _is_telling(b[0]))


@lru_cache(maxsize=20_000)
def _words_of_name(name: str) -> tuple[str, ...]:
    """Of a name, which many entries may bear: its words and those that people make of two."""
    return (*words(name), *spaced_words_together(name))


def _joined(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Each pair as one word; never two numbers."""
    return [a + b for a, b in pairs if not (a.isdigit() and b.isdigit()) and _is_telling(a + b)]


def _folded(text: str) -> str:
    # Most texts hold no link; looking for its signs first is ten times as fast.
    return fold(_LINK_TARGET.sub(" ", text) if "](" in text or "://" in text else text)


def _is_telling(word: str) -> bool:
    return (len(word) > 1 or word.isdigit()) and word not in STOP_WORDS


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """What the forms of an English word have in common."""
    return str(_stemmer.stemWord(word))


def _fields(solution: Solution) -> Iterator[tuple[float, str]]:
    """(weight, text): what an entry is about weighs more than what it mentions."""
    yield 8, solution.title
    yield 4, solution.summary
    if solution.lab:
        yield 4, solution.lab.name
    for partner in solution.partners:
        yield from ((4, text) for text in (partner.organisation.name, *partner.organisation.synonyms))
    yield from ((2, result.label) for result in solution.results)
    yield from ((1, text) for text in (solution.challenge, solution.solution))
    yield from ((1, finding.text) for finding in solution.findings)
    for source in solution.sources:
        yield from ((0.5, text) for text in (source.title, source.publisher))


def _names_in(solution: Solution) -> Iterator[tuple[float, str]]:
    """(weight, name) of terms and places: people type their words run together as well."""
    for term in (*solution.sectors, *solution.technologies):
        yield from ((5, name) for name in (term.label, *term.synonyms))
    city = solution.city
    yield from ((4, name) for name in (*solution.keywords, city.name, *city.synonyms, city.country.label))
    if city.region:
        yield 4, city.region
    if partnership := solution.partnership:
        for term in (partnership.model, *partnership.methods):
            if term:
                yield from ((2, name) for name in (term.label, *term.synonyms))


class _Term(NamedTuple):
    """A term as shards hold it."""

    words: tuple[str, ...]
    """Its stem, then its forms."""
    json: str
    """`"stem":[forms, postings]`, a member of a shard's object."""


def _terms(corpus: Corpus, initial: str) -> Iterator[_Term]:
    """Every term with that initial, in the order of stems."""
    # Ordinal, weight, ordinal, weight … of each word: flat, for there are hundreds an entry.
    weighed: dict[str, list[float]] = defaultdict(list)
    for line in corpus.lines(initial):
        ordinal = int(line[0])
        for word, weight in zip(line[1::2], line[2::2], strict=True):
            weighed[word] += ordinal, float(weight)
    forms: dict[str, list[str]] = defaultdict(list)
    for word in sorted(weighed):
        forms[stem(word)].append(word)
    for root, found in sorted(forms.items()):
        postings = _postings(_together([weighed.pop(word) for word in found]), corpus.count)
        yield _Term((root, *found), f"{json_text(root)}:{json_text([found, postings])}")


def _together(weighed: Sequence[list[float]]) -> list[float]:
    """Ordinals and weights of all forms of a term, of those of each."""
    if len(weighed) == 1:
        return weighed[0]
    sums: dict[float, float] = defaultdict(float)
    for form in weighed:
        for ordinal, weight in zip(form[::2], form[1::2], strict=True):
            sums[ordinal] += weight
    return [number for pair in sorted(sums.items()) for number in pair]


def _postings(weighed: list[float], count: int) -> list[float]:
    """Ordinal, impact, ordinal, impact … of a term, of its ordinals and weights.

    An impact is rarity × saturated weight, in 1 to 255: BM25F without lengths (Robertson & Zaragoza 2009, The
    Probabilistic Relevance Framework): an entry that has more to tell is no worse an answer. Rarity is BM25's,
    relative to that of a term which one solution alone has.
    """
    weights = weighed[1::2]
    most = MAX_IMPACT * (_rarity(len(weights), count) / _rarity(1, count))
    impacts = {weight: max(1, round(most * weight / (weight + SATURATION))) for weight in set(weights)}
    postings = weighed[:]
    postings[1::2] = [impacts[weight] for weight in weights]
    return postings


def _rarity(having: int, count: int) -> float:
    return math.log(1 + (count - having + 0.5) / (having + 0.5))


def _cut(terms: Iterable[_Term], max_bytes: int, length: int = 1) -> Iterator[tuple[str, str]]:
    """(leading letters, JSON of the terms), every part as small as letters can make it."""
    parts: dict[str, list[_Term]] = defaultdict(list)
    for term in terms:
        for letters in {word[:length] for word in term.words}:
            parts[letters].append(term)
    for letters, part in sorted(parts.items()):
        text = f"{{{','.join([term.json for term in part])}}}\n"
        # Words that have no further letter stay together, however many.
        is_splittable = len(text) > max_bytes and any(len(word) > length for term in part for word in term.words)
        if not is_splittable:
            yield letters, text
        else:
            yield from ((longer, deeper) for longer, deeper in _cut(part, max_bytes, length + 1) if longer.startswith(letters))


def _ascii(letters: str) -> str:
    """Letters as part of a file name on any system."""
    return "".join(letter if letter.isascii() else f"u{ord(letter):x}" for letter in letters)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
