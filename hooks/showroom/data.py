"""The data that scripts in the browser fetch: each kind is made when it is first asked for, and then kept."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import Lock

from . import index, search, suggest
from .model import Catalogue
from .pagetext import PageText
from .render.words import Words


class Data(Mapping[str, str]):
    """URI → JSON, apart from single solutions. Several threads may ask."""

    def __init__(self, catalogue: Catalogue, words: Words, pages_beside: Sequence[PageText]) -> None:
        self._suggestions = _Kind(_folder(suggest.MANIFEST_URI), lambda: suggest.suggest_index(catalogue))
        # A kind that stands in the folder of another comes before it.
        self._kinds = (
            _Kind(index.EXPLORER_URI, lambda: {index.EXPLORER_URI: index.explorer(catalogue)}),
            _Kind(_folder(index.RESULTS_URI), lambda: index.results(catalogue, words)),
            _Kind(_folder(search.PAGES_MANIFEST_URI), lambda: search.page_index(pages_beside)),
            _Kind(_folder(search.MANIFEST_URI), lambda: search.search_index(catalogue)),
            self._suggestions,
        )

    @property
    def version(self) -> str:
        """Changes with the explorer's data, so that no browser pairs an old file with a new page. Makes all of it."""
        digest = hashlib.sha256()
        for kind in self._kinds:
            if kind is not self._suggestions:
                digest.update("".join(kind.files.values()).encode())
        return digest.hexdigest()[:12]

    def __getitem__(self, uri: str) -> str:
        for kind in self._kinds:
            if uri.startswith(kind.start):
                return kind.files[uri]
        raise KeyError(uri)

    def __iter__(self) -> Iterator[str]:
        for kind in self._kinds:
            yield from kind.files

    def __len__(self) -> int:
        return sum(len(kind.files) for kind in self._kinds)


class _Kind:
    """Files made together, and how the address of each starts."""

    def __init__(self, start: str, make: Callable[[], Mapping[str, str]]) -> None:
        self.start = start
        self._make = make
        self._files: Mapping[str, str] | None = None
        self._lock = Lock()

    @property
    def files(self) -> Mapping[str, str]:
        """URI → JSON."""
        with self._lock:
            if self._files is None:
                self._files = self._make()
            return self._files


def _folder(uri: str) -> str:
    return uri[: uri.rindex("/") + 1]
