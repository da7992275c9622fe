"""The data that scripts in the browser fetch: each kind is made when it is first asked for, and then kept."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import Lock

from . import index, search, suggest
from .model import Catalogue
from .pagetext import PageText
from .render.words import Words


class Kind:
    """Files made together, and how the address of each starts."""

    def __init__(self, start: str, make: Callable[[], Mapping[str, str]], digest: Callable[[], bytes] | None = None) -> None:
        self.start = start
        self._make = make
        self._digest = digest
        self._files: Mapping[str, str] | None = None
        self._lock = Lock()

    @property
    def digest(self) -> bytes | None:
        """Of all that the files are made of; None where making them is as quick."""
        return self._digest() if self._digest else None

    @property
    def files(self) -> Mapping[str, str]:
        """URI → JSON. Several threads may ask."""
        with self._lock:
            if self._files is None:
                self._files = self._make()
            return self._files


class Data(Mapping[str, str]):
    """URI → JSON, apart from single solutions."""

    def __init__(self, catalogue: Catalogue, words: Words, pages_beside: Sequence[PageText]) -> None:
        # A kind that stands in the folder of another comes before it.
        self.kinds = (
            Kind(index.EXPLORER_URI, lambda: {index.EXPLORER_URI: index.explorer(catalogue)}),
            Kind(_folder(index.RESULTS_URI), lambda: index.results(catalogue, words)),
            Kind(_folder(search.PAGES_MANIFEST_URI), lambda: search.page_index(pages_beside)),
            Kind(_folder(search.MANIFEST_URI), lambda: search.search_index(catalogue)),
            Kind(
                _folder(suggest.MANIFEST_URI),
                lambda: suggest.suggest_index(catalogue),
                lambda: suggest.suggest_digest(catalogue),
            ),
        )

    def __getitem__(self, uri: str) -> str:
        for kind in self.kinds:
            if uri.startswith(kind.start):
                return kind.files[uri]
        raise KeyError(uri)

    def __iter__(self) -> Iterator[str]:
        for kind in self.kinds:
            yield from kind.files

    def __len__(self) -> int:
        return sum(len(kind.files) for kind in self.kinds)


def _folder(uri: str) -> str:
    return uri[: uri.rindex("/") + 1]
