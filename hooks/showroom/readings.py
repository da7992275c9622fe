"""What follows from one solution's file is worked out once: its values, findings, the solution, its words.

A reading is kept as bytes, in memory from one change of a preview to the next and on disk from build to build, by the
digest of everything that it was made of. New ones are made on all cores.
"""

import hashlib
import io
import pickle
import platform
import struct
import sysconfig
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache, partial
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from . import diagnostics, model, pictures
from .cache import Cache
from .diagnostics import Diagnostic, Severity
from .expand import Named, Resolver
from .load import Files, SourceFile, parse
from .model import Solution, Term
from .processes import cores, spread
from .raw import RawCatalogue, RawEntry, RawList, RawMapping, RawText
from .search import document_of
from .validate import OUTLINE, Inspection, References, validate

KIND = "readings"

FEWEST = 400
"""For fewer readings, starting another process takes longer than it saves."""

SPARE = 20_000
"""Readings of files that are no longer there, kept for whoever goes back to an earlier branch."""

_BATCH = 8
"""Readings that a process hands over at once: a pipe holds no more, and nobody waits for this process to take them."""

_Id = tuple[str, ...]


class Kept:
    """A reading as it is kept: every part is unpacked when it is needed."""

    def __init__(self, digest: bytes, packed: bytes, shared: "_Shared") -> None:
        self.digest = digest
        self._packed = packed
        self._shared = shared
        self._solution: Solution | None = None
        self._head: tuple[RawMapping, tuple[str, ...]] | None = None

    @property
    def solution(self) -> Solution:
        """The solution; always the same object."""
        if self._solution is None:
            self._solution = self._part(_Part.SOLUTION)
            # It stays as it is from now on, and is not needed packed as well.
            self._packed = _without(_Part.SOLUTION, self._packed)
        return self._solution

    @property
    def outline(self) -> RawMapping:
        """The fields that rules over the whole catalogue look at."""
        return self._unpacked_head[0]

    @property
    def related(self) -> tuple[str, ...]:
        """The slugs of the solutions it names."""
        return self._unpacked_head[1]

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What rules say of its values; it has no errors."""
        return self._part(_Part.WARNINGS) or ()

    @property
    def hints(self) -> tuple[Diagnostic, ...]:
        """What rules say of it besides."""
        return self._part(_Part.HINTS) or ()

    @property
    def document(self) -> str:
        """As `search.document_of` has it; unpacked each time, for it is large and needed once."""
        return self._part(_Part.DOCUMENT)

    @property
    def _unpacked_head(self) -> tuple[RawMapping, tuple[str, ...]]:
        if self._head is None:
            self._head = self._part(_Part.HEAD)
        return self._head

    def let_go(self) -> None:
        """Lets go of what rules look at; who asks for it again waits until it is unpacked again."""
        self._head = None

    def _part(self, part: "_Part") -> Any:
        """What is in one part; None in an empty one."""
        packed = _parts(self._packed)[part]
        return self._shared.unpacked(packed) if packed else None


class _Part(IntEnum):
    """The parts of a packed reading, in their order."""

    SOLUTION = 0
    HEAD = 1
    WARNINGS = 2
    HINTS = 3
    DOCUMENT = 4


_ENDS = struct.Struct(f"<{len(_Part)}I")
"""Where each part ends, at the start of a packed reading."""


def _joined(parts: Sequence[bytes]) -> bytes:
    """A packed reading of its packed parts."""
    ends = accumulate((len(part) for part in parts), initial=_ENDS.size)
    return b"".join([_ENDS.pack(*islice(ends, 1, None)), *parts])


def _parts(packed: bytes) -> list[memoryview]:
    """The packed parts of a packed reading."""
    ends = _ENDS.unpack_from(packed)
    content = memoryview(packed)
    return [content[start:end] for start, end in zip((_ENDS.size, *ends), ends, strict=False)]


def _without(part: "_Part", packed: bytes) -> bytes:
    """A packed reading in which one part is empty."""
    return _joined([b"" if number == part else bytes(content) for number, content in enumerate(_parts(packed))])


class Readings:
    """All readings of a catalogue; one of these serves a process for as long as it works on that catalogue."""

    def __init__(self, cache: Cache | None = None, today: date | None = None, processes: int | None = None) -> None:
        """`today` as for `validate`; `processes`: how many make new readings, as many as there are cores if not given."""
        self.cache = cache
        """Where they are kept from process to process; fit for other kinds of work too."""
        self._today = today
        self._processes = processes
        self._shared: _Shared | None = None
        self._known: dict[bytes, Kept] = {}
        self.files = Files()
        """What was read before, for `load`."""
        self.made = 0
        """How many the last `recall` had to make."""

    def let_go(self) -> None:
        """Lets go of what only rules look at: a build has no use for it once the catalogue is checked."""
        for kept in self._known.values():
            kept.let_go()

    @property
    def resolver(self) -> Resolver | None:
        """What the last readings refer to; None when there were none."""
        return self._shared.resolver if self._shared else None

    def recall(self, shared: RawCatalogue, files: Mapping[str, SourceFile]) -> Mapping[str, Kept]:
        """A reading of every file without an error; `load.Recall`.

        There are none while anything that solutions refer to has an error.
        """
        context = _digest_of(shared, self._today)
        if self._shared is None or self._shared.digest != context:
            self._shared = _Shared.of(shared, context)
            self._known = {}
        self.made = 0
        if self._shared is None:
            return {}
        keys = {slug: _key(context, slug, file, shared) for slug, file in files.items()}
        self._known = self._found(list(keys.values()))
        missing = [slug for slug, key in keys.items() if key not in self._known]
        for batch in self._made(shared, self._shared, files, missing):
            made = {keys[slug]: packed for slug, packed in batch}
            self._known |= {key: Kept(key, packed, self._shared) for key, packed in made.items()}
            self.made += len(made)
            # As they come: whoever is interrupted need not wait for them again.
            if self.cache:
                self.cache.put(KIND, made)
        if self.cache and self.made:
            self.cache.keep_only(KIND, list(keys.values()), SPARE)
        return {slug: self._known[key] for slug, key in keys.items() if key in self._known}

    def _found(self, keys: Sequence[bytes]) -> dict[bytes, Kept]:
        """What is there, in memory or on disk, in the order of the keys."""
        assert self._shared
        missing = [key for key in keys if key not in self._known]
        on_disk = self.cache.get(KIND, missing) if self.cache and missing else {}
        fresh = {key: Kept(key, packed, self._shared) for key, packed in on_disk.items()}
        known = self._known | fresh
        return {key: known[key] for key in keys if key in known}

    def _made(
        self, raw: RawCatalogue, shared: "_Shared", files: Mapping[str, SourceFile], slugs: Sequence[str]
    ) -> Iterator[list[tuple[str, bytes]]]:
        """(slug, packed reading) of each file that is without errors, in the order in which they are done."""
        known = References.of(raw, solutions=files)

        def work(numbers: Iterator[int]) -> Iterator[list[tuple[str, bytes]]]:
            inspection = Inspection(known, self._today)
            for number in numbers:
                batch = slugs[number * _BATCH : (number + 1) * _BATCH]
                read = ((slug, _read(slug, files[slug], raw.images.get(slug, {}), inspection, shared)) for slug in batch)
                yield [(slug, packed) for slug, packed in read if packed]

        wanted = cores() if self._processes is None else self._processes
        with spread(work, -(-len(slugs) // _BATCH), wanted if len(slugs) >= FEWEST or self._processes else 1, joining=True) as batches:
            yield from batches


class _Shared:
    """What solutions refer to, as readings need it: a reading names those objects and does not hold them."""

    def __init__(self, resolver: Resolver, digest: bytes) -> None:
        self.resolver = resolver
        self.digest = digest
        self._named = {_id(named): named for named in resolver.named()}

    @classmethod
    def of(cls, raw: RawCatalogue, digest: bytes) -> "_Shared | None":
        """Of a catalogue without its solutions; None when it has an error."""
        if validate(raw, with_hints=False).errors:
            return None
        return cls(Resolver(raw), digest)

    def packed(self, value: Any) -> bytes:
        """A value of the model as bytes."""
        into = io.BytesIO()
        _Pickler(into, self._named).dump(value)
        return into.getvalue()

    def unpacked(self, data: bytes) -> Any:
        """What was packed."""
        return _Unpickler(io.BytesIO(data), self._named).load()


def named(*id_: str) -> Named:
    """Stands in a packed value for a term, city, organisation or lab; whoever unpacks it knows which."""
    raise LookupError(id_)


class _Pickler(pickle.Pickler):
    """Packs values of the model as their fields: as `dataclasses` do it, it takes twice as long."""

    def __init__(self, into: io.BytesIO, shared: Mapping[_Id, Named]) -> None:
        super().__init__(into, protocol=5)
        self._shared = shared

    def reducer_override(self, value: Any) -> Any:
        """What makes the value again, and of what; only asked of objects that Python cannot pack at once."""
        if isinstance(value, Named):
            id_ = _id(value)
            if self._shared.get(id_) is value:
                return named, id_
        if type(value) in _MAKERS:
            return type(value), _FIELDS[type(value)](value)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    """Makes nothing but the model's own values, whatever somebody has put into the cache."""

    def __init__(self, data: io.BytesIO, shared: Mapping[_Id, Named]) -> None:
        super().__init__(data)
        self._shared = shared

    def find_class(self, module: str, name: str) -> Any:
        """What makes values of a class of the model. Raises UnpicklingError for anything else."""
        if (module, name) == (__name__, named.__name__):
            # No method of this object: what it has made would keep it, and all that it has read, for good.
            return partial(_recalled, self._shared)
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} is not kept")
        return _ALLOWED[module, name]


def _recalled(shared: Mapping[_Id, Named], *id_: str) -> Named:
    """What `named` stands for."""
    return shared[id_]


def _maker(class_: type) -> Callable[..., Any]:
    """Makes a value of a dataclass of all its fields in order, without looking at each by name."""
    setters = [getattr(class_, field.name).__set__ for field in fields(class_)]

    def make(*values: Any) -> Any:
        made = class_.__new__(class_)
        for setter, value in zip(setters, values, strict=True):
            setter(made, value)
        return made

    return make


_MAKERS = {
    class_: _maker(class_)
    for module in (model, diagnostics, pictures)
    for class_ in vars(module).values()
    if isinstance(class_, type) and is_dataclass(class_) and hasattr(class_, "__slots__")
}
_FIELDS: Mapping[type, Callable[[Any], tuple[Any, ...]]] = {
    class_: (lambda value, names=tuple(field.name for field in fields(class_)): tuple([getattr(value, name) for name in names]))
    for class_ in _MAKERS
}
_ALLOWED: Mapping[tuple[str, str], Callable[..., Any]] = {
    **{(class_.__module__, class_.__name__): make for class_, make in _MAKERS.items()},
    **{(class_.__module__, class_.__name__): class_ for class_ in (RawText, RawList, RawMapping, Severity, Decimal, type(Path()))},
}


def _id(value: Named) -> _Id:
    """What stands for something that has a page or a label of its own."""
    return ("Term", value.vocabulary, value.id) if isinstance(value, Term) else (type(value).__name__, value.id)


def _read(slug: str, file: SourceFile, images: Mapping[str, Path], inspection: Inspection, shared: _Shared) -> bytes | None:
    """A packed reading, or None when the file has an error; `images`: file name → file of its photos."""
    parsed = parse(file.content, file.path)
    if not isinstance(parsed.value, RawMapping):
        return None
    entry = RawEntry(id=slug, path=file.path, fields=parsed.value)
    findings = inspection.of("solutions", entry, Counter())
    if any(finding.severity is Severity.ERROR for finding in findings):
        return None
    solution = shared.resolver.solution(entry, images)
    outline = parsed.value._replace(values={name: value for name, value in parsed.value.values.items() if name in OUTLINE}, places=())
    hints = tuple(finding for finding in findings if finding.severity is Severity.HINT)
    warnings = tuple(finding for finding in findings if finding.severity is not Severity.HINT)
    values = (solution, (outline, solution.related), warnings, hints, document_of(solution))
    return _joined([shared.packed(value) if value else b"" for value in values])


def _digest_of(shared: RawCatalogue, today: date | None) -> bytes:
    """Of everything that all readings depend on: this code, the day, and what solutions refer to."""
    digest = hashlib.blake2b(code_digest(), digest_size=16)
    digest.update(f"{today}\0".encode())
    for kind in ("vocabularies", "cities", "organisations", "labs"):
        for path in dict.fromkeys(entry.path for entry in getattr(shared, kind).values()):
            digest.update(f"{path}\0{shared.sources[path]}\0".encode("utf-8", "surrogatepass"))
    return digest.digest()


def _key(context: bytes, slug: str, file: SourceFile, shared: RawCatalogue) -> bytes:
    """Of everything that one reading depends on; of its images name, size and time of change, as `git` does."""
    digest = hashlib.blake2b(context, digest_size=16)
    digest.update(f"{file.path}\0".encode())
    for image in shared.images.get(slug, {}).values():
        status = image.stat()
        digest.update(f"{image.resolve()}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    digest.update(file.content)
    return digest.digest()


@lru_cache(maxsize=1)
def package_digest() -> bytes:
    """Of this package."""
    digest = hashlib.blake2b(digest_size=16)
    package = Path(__file__).parent
    for file in sorted(package.rglob("*.py")):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.digest()


@lru_cache(maxsize=1)
def code_digest() -> bytes:
    """Of this package and of what runs it: other code, or another version of a library, may work out something else."""
    installed = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    return hashlib.blake2b(repr((package_digest(), platform.python_version(), installed)).encode(), digest_size=16).digest()
