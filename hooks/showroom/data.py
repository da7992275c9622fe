"""The data that scripts in the browser fetch: each kind is made when it is first asked for, and then kept."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from threading import RLock

from . import explorer, index, search, suggest
from .model import Catalogue, Solution
from .pagetext import PageText
from .render.page import NEVER
from .render.words import Words

Note = Mapping[str, str]
"""What a kind has to know of its files when they are not made; fit to be kept as JSON."""


class Kind:
    """Files made together, and how the address of each starts. Several threads may ask."""

    def __init__(self, start: str, make: Callable[[], Mapping[str, str]], digest: Callable[[], bytes | None] | None = None) -> None:
        self.start = start
        self._make = make
        self._digest = digest
        self._files: Mapping[str, str] | None = None
        self._lock = RLock()

    @cached_property
    def digest(self) -> bytes | None:
        """Of all that the files are made of; None where making them is as quick."""
        return self._digest() if self._digest else None

    @property
    def files(self) -> Mapping[str, str]:
        """URI → JSON."""
        with self._lock:
            if self._files is None:
                self._files = self._make()
            return self._files

    def release(self) -> None:
        """Lets go of the files: who has written them does not need them any more."""
        with self._lock:
            self._files = None

    @property
    def note(self) -> Note:
        """What to give to `recall` when files of the same digest need not be made."""
        return {}

    def recall(self, note: Note) -> None:
        """Knows what it would know of files that need not be made."""


class _Shards(Kind):
    """The shards of the search index of words with one initial."""

    def __init__(self, documents: "_Documents", initial: str) -> None:
        super().__init__(_folder(search.MANIFEST_URI), self._made, lambda: documents.corpus.digest(initial))
        self._documents = documents
        self._initial = initial
        self._names: Note | None = None

    @property
    def note(self) -> Note:
        """Letters → name of the shard they lead to."""
        if self._names is None:
            assert self.files
        return self._names or {}

    def recall(self, note: Note) -> None:
        """Knows the names without the shards."""
        self._names = note

    def _made(self) -> Mapping[str, str]:
        shards = search.shards_of(self._documents.corpus, self._initial)
        self._names = {shard.letters: shard.name for shard in shards}
        return {search.MANIFEST_URI.replace("manifest.json", shard.name): shard.text for shard in shards}


class _Documents:
    """What the search index is made of, worked out when it is needed."""

    def __init__(self, make: Callable[[], Iterable[search.Document]]) -> None:
        self._make = make
        self._lock = RLock()

    @cached_property
    def corpus(self) -> search.Corpus:
        """All of them, in the order of ordinals."""
        with self._lock:
            return search.Corpus(self._make())

    def release(self) -> None:
        """Lets go of them: of ten thousand entries they take 20 MB."""
        self.__dict__.pop("corpus", None)


class Data(Mapping[str, str]):
    """URI → JSON, apart from single solutions."""

    def __init__(
        self,
        catalogue: Catalogue,
        words: Words,
        pages_beside: Sequence[PageText],
        site_url: str,
        documents: Callable[[], Iterable[search.Document]] | None = None,
        marks: Callable[[], Mapping[str, bytes] | None] = lambda: None,
        version: str = "",
    ) -> None:
        """`documents`: what the search index is made of, where it was worked out before; `marks` as in `fingerprints`;
        `version`: of the catalogue."""
        self._documents = _Documents(documents or (lambda: map(search.document_of, catalogue.solutions)))
        # A kind that stands in the folder of another comes before it.
        self._few = (
            Kind(explorer.FOLDER, lambda: explorer.stamped(explorer.pieces(catalogue), version)),
            Kind(_folder(index.RESULTS_URI), lambda: explorer.stamped(index.results(catalogue, words), version)),
            Kind(_folder(search.PAGES_MANIFEST_URI), lambda: search.page_index(pages_beside)),
            Kind(
                _folder(suggest.MANIFEST_URI),
                lambda: suggest.suggest_index(catalogue),
                lambda: suggest.suggest_digest(catalogue),
            ),
        )
        self._bulk = tuple(_bulk(catalogue, words, site_url, marks))
        self._manifest = Kind(search.MANIFEST_URI, self._made_manifest)

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """All kinds; in this order the last can tell of those before it."""
        return (*self._few, *self._bulk, *self._shards, self._manifest)

    def __getitem__(self, uri: str) -> str:
        # Most requests are for the few, whose files are known without the search index.
        for kind in (*self._few, *self._bulk):
            if uri.startswith(kind.start):
                return kind.files[uri]
        for kind in (self._manifest, *self._shards) if uri.startswith(_folder(search.MANIFEST_URI)) else ():
            if uri in kind.files:
                return kind.files[uri]
        raise KeyError(uri)

    def __iter__(self) -> Iterator[str]:
        for kind in self.kinds:
            yield from kind.files

    def __len__(self) -> int:
        return sum(len(kind.files) for kind in self.kinds)

    def release_documents(self) -> None:
        """Lets go of what the search index is made of: who has written it does not need them any more."""
        self._documents.release()

    @cached_property
    def _shards(self) -> tuple[_Shards, ...]:
        return tuple(_Shards(self._documents, initial) for initial in self._documents.corpus.initials)

    def _made_manifest(self) -> Mapping[str, str]:
        names: dict[str, str] = {}
        for kind in self._shards:
            names |= kind.note
        return {search.MANIFEST_URI: search.manifest(self._documents.corpus.count, names)}


def _bulk(
    catalogue: Catalogue, words: Words, site_url: str, marks: Callable[[], Mapping[str, bytes] | None]
) -> Iterator[Kind]:
    """All solutions for programs, in parts, and what tells of them."""
    solutions = sorted(catalogue.solutions, key=lambda solution: solution.slug)
    starts = range(0, len(solutions), index.BULK_PART_SIZE)
    parts = {
        index.BULK_PART_URI.format(number=number): solutions[start : start + index.BULK_PART_SIZE]
        for number, start in enumerate(starts, 1)
    }
    for uri, part in parts.items():
        yield Kind(uri, partial(_bulk_part, uri, part, words, site_url), partial(_mark_of, uri, part, site_url, marks))
    updated = max((solution.updated for solution in solutions), default=NEVER)
    counts = {uri: len(part) for uri, part in parts.items()}
    yield Kind(index.BULK_URI, lambda: {index.BULK_URI: index.bulk(counts, updated, site_url)})


def _bulk_part(uri: str, part: Sequence[Solution], words: Words, site_url: str) -> Mapping[str, str]:
    return {uri: "".join([index.solution_line(solution, words, site_url) for solution in part])}


def _mark_of(
    uri: str, part: Sequence[Solution], site_url: str, marks: Callable[[], Mapping[str, bytes] | None]
) -> bytes | None:
    """A digest of all that a part is made of, where solutions have marks."""
    if (known := marks()) is None:
        return None
    return hashlib.blake2b(b"".join([f"{uri} {site_url}".encode(), *(known[solution.slug] for solution in part)]), digest_size=16).digest()


def _folder(uri: str) -> str:
    return uri[: uri.rindex("/") + 1]
