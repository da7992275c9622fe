"""First stage: bytes on disk become raw values that know their file, line and column.

YAML is read as the small language that people mean: mappings, lists and text. Anchors, aliases, tags, merge keys,
duplicate keys and a second document are refused, and no scalar is given a type, so `NO` stays Norway. Parsing works
on libyaml's event stream, which neither recurses nor expands; nothing an author writes can exhaust stack or memory
(yaml/pyyaml#897, #235).
"""

import functools
import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import yaml

from . import articles
from .diagnostics import Diagnostic, Location
from .not_yaml import LINE_END, complaint
from .raw import RawCatalogue, RawEntry, RawList, RawMapping, RawText, RawValue, Reading
from .slugs import is_slug

ENTRY_MAX_BYTES = 64 * 1024
"""An entry of all fields at their limits is about 40 KB."""

LIST_MAX_BYTES = 1024 * 1024
"""Room for some 8,000 organisations; four times as much takes a checker ten seconds when it is all nonsense."""

MAX_DEPTH = 12
"""Entries need 5 levels."""

MAX_FINDINGS = 100
"""In one file; who has mended a hundred sees the rest."""

PARSED_KEPT = 512
"""Files whose values are kept: labs, lists and vocabularies, which a preview reads at every change."""

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The pure-Python parser gives the same events ten times slower; it serves where no libyaml wheel exists."""

_OTHER_LINE_END = re.compile("[\x85\u2028\u2029]")
"""What YAML 1.1 takes for the end of a line, and YAML 1.2 and most editors do not."""


class CatalogueMissing(Exception):
    """There is no catalogue to load; the message says where it was looked for and what to do."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file gave: a value, or None and at least one diagnostic."""

    value: RawValue | None
    diagnostics: tuple[Diagnostic, ...] = ()


class SourceFile(NamedTuple):
    """A file as it was read."""

    path: str
    """As in `Location.path`."""
    content: bytes


class Files:
    """Reads files; those that it has read before only when they have changed. For a process that loads a catalogue often."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[int, ...], SourceFile, bool]] = {}
        """File → its times, size and place on disk; what was in it; whether that was so twice."""

    def read(self, file: str, path: str, status: os.stat_result) -> SourceFile:
        """A file as it is now, `path` being what it is called; the same object as long as it is the same. Raises OSError."""
        state = status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino
        kept_state, kept, is_sure = self._kept.get(file, (None, None, False))
        if kept and is_sure and kept_state == state:
            return kept
        # Not by `Path`, which takes as long again.
        with open(file, "rb") as opened:
            found = SourceFile(path, opened.read())
        # Who writes twice within a tick of the clock leaves the same times: once is not enough to be sure of them.
        is_sure = kept_state == state and kept == found
        found = kept if kept and is_sure else found
        self._kept[file] = state, found, is_sure
        return found


Recall = Callable[[RawCatalogue, Mapping[str, SourceFile]], Mapping[str, Reading]]
"""Of a catalogue without its solutions and articles, and the solutions' files by slug: the readings there are of them."""


def load(root: Path, recall: Recall | None = None, files: Files | None = None) -> RawCatalogue:
    """Everything written below the catalogue folder `root`, with what is wrong with files as such.

    A file that cannot be read gives diagnostics SC001 to SC009 and no entry; it never hides another. One of which
    there is a reading is parsed only when somebody asks for its fields. `files`, the same each time, spare reading again.
    Raises CatalogueMissing when `root` is no catalogue folder.
    """
    if not (root / "solutions").is_dir() or not (root / "vocabularies").is_dir():
        raise CatalogueMissing(
            f"{root} is no catalogue: it has no folders solutions/ and vocabularies/. "
            "Name the folder that holds them, as `catalogue/` of this project does."
        )
    return _Loading(root, files or Files()).catalogue(recall)


@functools.lru_cache(maxsize=PARSED_KEPT)
def parse(raw: bytes, path: str) -> Parsed:
    """The value in a file's bytes; of the last files the same object again."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _failed(
            "SC004", _end_of(error.object[: error.start].decode("utf-8"), path), "not UTF-8 text",
            "save the file as UTF-8; in most editors: Save with encoding",
        )  # fmt: skip
    if other := _OTHER_LINE_END.search(text):
        # What an author sees as the end of a comment would be a field, and every line below would have another number.
        return _failed(
            "SC001", _end_of(text[: other.start()], path), f"U+{ord(other[0]):04X}, which ends a line in YAML 1.1 and in few editors",
            "remove the character",
        )  # fmt: skip
    try:
        return _Tree(path, text).parsed()
    except yaml.MarkedYAMLError as error:
        return Parsed(None, (complaint(error, text, path),))
    except yaml.reader.ReaderError as error:
        # Its position counts bytes in libyaml, characters in PyYAML; both stop at the first such character.
        before = text[: max(0, text.find(chr(error.character)))]
        return _failed("SC001", _end_of(before, path), f"not valid YAML: {error.reason}", "remove the character")
    except yaml.YAMLError as error:
        return _failed("SC001", Location(path), f"not valid YAML: {error}", "")


def _end_of(before: str, path: str) -> Location:
    """The place right after the text `before`, at a file's start."""
    lines = LINE_END.split(before)
    return Location(path, len(lines), len(lines[-1]) + 1)


def _failed(code: str, location: Location, message: str, help: str) -> Parsed:
    return Parsed(None, (Diagnostic(code=code, location=location, message=message, help=help),))


class _TooDeep(Exception):
    def __init__(self, location: Location) -> None:
        self.location = location


class _Tree:
    """Builds raw values from one file's events."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._next = _Loader(text).get_event
        self._found: list[Diagnostic] = []

    def parsed(self) -> Parsed:
        value: RawValue | None = None
        documents = 0
        try:
            while event := self._next():
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._refuse("SC006", event, "a second document", "one file holds one entry; remove the line `---`")
                        break
                elif isinstance(event, yaml.NodeEvent):
                    value = self._value(event, 0)
        except _TooDeep as error:
            return _failed("SC005", error.location, f"nested deeper than {MAX_DEPTH} levels", "entries need five levels")
        if self._found:
            return Parsed(None, tuple(self._found))
        if value is None:
            return _failed("SC007", Location(self._path), "the file is empty", "copy an entry and change it")
        return Parsed(value)

    def _value(self, event: yaml.Event, depth: int) -> RawValue:
        if depth > MAX_DEPTH:
            raise _TooDeep(self._location(event))
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor or event.tag:
            self._refuse_magic(event)
        start = event.start_mark
        if kind is yaml.SequenceStartEvent:
            return RawList(self._items(depth), self._path, start.line + 1, start.column + 1)
        if kind is yaml.MappingStartEvent:
            return self._mapping(start.line + 1, start.column + 1, depth)
        # An alias was refused above.
        return RawText(getattr(event, "value", ""), self._path, start.line + 1, start.column + 1, _length(event))

    def _items(self, depth: int) -> tuple[RawValue, ...]:
        items = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            items.append(self._value(event, depth + 1))
        return tuple(items)

    def _mapping(self, line: int, column: int, depth: int) -> RawMapping:
        values: dict[str, RawValue] = {}
        places: list[int] = []
        while type(event := self._next()) is not yaml.MappingEndEvent:
            kind = type(event)
            if kind is not yaml.ScalarEvent or event.anchor or event.tag or depth == MAX_DEPTH:
                self._value(event, depth + 1)  # for what is wrong with it
            value = self._value(self._next(), depth + 1)
            # Every entry has the same keys: one string serves them all. An alias was refused above.
            key = sys.intern(getattr(event, "value", ""))
            if kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
                self._refuse("SC003", event, "a key that is not text", "write `key: value`")
            elif key == "<<":
                self._refuse("SC002", event, "a merge key", "write the values out; merge keys are not allowed")
            elif key in values:
                # Looked for as long as it is told: of a file of repetitions it would take minutes.
                first = places[3 * list(values).index(key)] if len(self._found) < MAX_FINDINGS else 0
                self._refuse("SC003", event, f"key `{key}` stands twice", f"remove one; the first is on line {first}")
            else:
                values[key] = value
                places += event.start_mark.line + 1, event.start_mark.column + 1, _length(event)
        return RawMapping(values, tuple(places), self._path, line, column)

    def _refuse_magic(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse("SC002", event, f"alias `*{event.anchor}`", "write the value out; aliases are not allowed")
        elif event.anchor:
            self._refuse("SC002", event, f"anchor `&{event.anchor}`", "remove it; anchors are not allowed")
        else:
            self._refuse("SC002", event, f"tag `{event.tag}`", "remove it; every value is read as text")

    def _refuse(self, code: str, event: yaml.Event, message: str, help: str) -> None:
        if len(self._found) < MAX_FINDINGS:
            self._found.append(Diagnostic(code=code, location=self._location(event), message=message, help=help))

    def _location(self, event: yaml.Event) -> Location:
        return Location(self._path, event.start_mark.line + 1, event.start_mark.column + 1, _length(event))


def _length(event: yaml.Event) -> int:
    """Characters to underline: of a scalar on one line all, of anything else the first."""
    start, end = event.start_mark, event.end_mark
    is_short = type(event) is yaml.ScalarEvent and start.line == end.line
    return (end.column - start.column or 1) if is_short else 1


class _Unparsed(RawEntry):
    """An entry of which there is a reading: parsed when somebody asks for more."""

    def __init__(self, slug: str, file: SourceFile, reading: Reading) -> None:
        for name, value in {"id": slug, "path": file.path, "_content": file.content, "reading": reading}.items():
            object.__setattr__(self, name, value)

    @property
    def fields(self) -> RawMapping:
        """As the author wrote them."""
        value = parse(self._content, self.path).value
        assert isinstance(value, RawMapping), f"{self.path} has a reading, and so fields"
        return value


class _Sources(Mapping[str, str]):
    """Path → text of files that were read; most are never asked for."""

    def __init__(self) -> None:
        self._contents: dict[str, bytes] = {}

    def add(self, path: str, content: bytes) -> None:
        self._contents[path] = content

    def __getitem__(self, path: str) -> str:
        return self._contents[path].decode("utf-8-sig", errors="replace")

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)


class _Loading:
    """One walk over a catalogue folder."""

    def __init__(self, root: Path, files: Files) -> None:
        self._root = root
        self._reader = files
        self._found: list[Diagnostic] = []
        self._said: Counter[str] = Counter()
        self._sources = _Sources()

    def catalogue(self, recall: Recall | None) -> RawCatalogue:
        facets = self._file("facets.yml")
        shared = RawCatalogue(
            solutions={},
            labs=self._folder("labs", ENTRY_MAX_BYTES),
            organisations=self._list("organisations.yml"),
            cities=self._list("cities.yml"),
            vocabularies=self._folder("vocabularies", LIST_MAX_BYTES),
            facets=facets and self._entry("facets", facets),
            images=self._images(),
            sources=self._sources,
            diagnostics=tuple(self._found),
        )
        files = dict(self._files("solutions", ENTRY_MAX_BYTES, ".yml"))
        readings = recall(shared, files) if recall else {}
        return replace(
            shared,
            solutions=dict(self._solutions(files, readings)),
            articles=self._folder(articles.FOLDER, ENTRY_MAX_BYTES, articles.SUFFIX),
            diagnostics=tuple(self._found),
        )

    def _solutions(
        self, files: Mapping[str, SourceFile], readings: Mapping[str, Reading]
    ) -> Iterator[tuple[str, RawEntry]]:
        for slug, file in files.items():
            if slug in readings:
                yield slug, _Unparsed(slug, file, readings[slug])
            elif (value := self._parsed(file)) and (entry := self._entry(slug, value)):
                yield slug, entry

    def _folder(self, name: str, max_bytes: int, suffix: str = ".yml") -> Mapping[str, RawEntry]:
        entries: dict[str, RawEntry] = {}
        for entry_id, file in self._files(name, max_bytes, suffix):
            if (value := self._parsed(file)) and (entry := self._entry(entry_id, value)):
                entries[entry_id] = entry
        return entries

    def _files(self, name: str, max_bytes: int, suffix: str) -> Iterator[tuple[str, SourceFile]]:
        """(stem, file) of a folder's files that can be read and bear the name of an entry."""
        folder = self._root / name
        for file in self._names(name):
            path = f"{self._root.name}/{name}/{file}"
            stem = file.removesuffix(suffix)
            if file.startswith("."):
                continue
            if file == articles.OVERVIEW:
                self._report("SC009", path, f"`{file}` is the list of articles, which is made from them",
                             "name the article after its subject")  # fmt: skip
            elif stem == file or not is_slug(stem):
                self._report("SC009", path, f"`{file}` is no name for an entry",
                             f"use lower-case letters, digits and hyphens, ending in {suffix}")  # fmt: skip
            elif found := self._read(f"{folder}/{file}", path, max_bytes):
                yield stem, found

    def _images(self) -> Mapping[str, Mapping[str, Path]]:
        """Ordinary files only: a link could lead anywhere. Whether they are pictures is for validation."""
        slugs = () if os.path.islink(self._root / "images") else self._names("images", _is_folder)
        files = {slug: self._names(f"images/{slug}", _is_file) for slug in slugs}
        return {slug: {name: self._root / "images" / slug / name for name in names} for slug, names in files.items()}

    def _names(self, folder: str, is_wanted: Callable[[str], bool] = bool) -> list[str]:
        """What is in a folder of the catalogue, in order; nothing when there is no such folder, or after a report."""
        place = f"{self._root}/{folder}"
        try:
            return [name for name in sorted(os.listdir(place)) if is_wanted(f"{place}/{name}")]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            path = f"{self._root.name}/{folder}"
            self._report("SC009", path, f"cannot be read: {error.strerror}", "check the folder's permissions")
            return []

    def _list(self, name: str) -> Mapping[str, RawEntry]:
        """The mappings of a list file by their ids; a repeated id is reported and the first kept."""
        entries: dict[str, RawEntry] = {}
        value = self._file(name)
        if value and not isinstance(value, RawList):
            self._report("SC007", value.location, "the file is no list", "start each item with `- id: …`")
            return entries
        for item in value.items if value else ():
            item_id = item.text("id") if isinstance(item, RawMapping) else None
            if not item_id:
                self._report("SC007", item.location, "an item without an id", "start each item with `- id: …`")
            elif item_id in entries:
                first = entries[item_id].fields.location.line
                self._report("SC008", item.values["id"].location, f"id `{item_id}` stands twice",
                             f"rename or remove one; the first is on line {first}")  # fmt: skip
            else:
                entries[item_id] = RawEntry(id=item_id, path=item.location.path, fields=item)
        return entries

    def _entry(self, entry_id: str, value: RawValue) -> RawEntry | None:
        if isinstance(value, RawMapping):
            return RawEntry(id=entry_id, path=value.location.path, fields=value)
        self._report("SC007", value.location, "the file holds no fields", "write one `field: value` a line")
        return None

    def _file(self, name: str) -> RawValue | None:
        """The value in a file of lists, or None after a report."""
        found = self._read(f"{self._root}/{name}", f"{self._root.name}/{name}", LIST_MAX_BYTES)
        return self._parsed(found) if found else None

    def _read(self, file: str, path: str, max_bytes: int) -> SourceFile | None:
        """A file's bytes, `path` being what it is called; or None after a report."""
        try:
            status = os.lstat(file)
            if not stat.S_ISREG(status.st_mode):
                self._report("SC009", path, f"`{path.rpartition('/')[2]}` is not an ordinary file", "no links, folders or pipes here")
                return None
            if status.st_size > max_bytes:
                self._report("SC005", path, f"larger than {max_bytes // 1024} KB", "shorten it; photos go to images/")
                return None
            found = self._reader.read(file, path, status)
        except FileNotFoundError:
            self._report("SC009", path, "the file is missing", "restore it from the repository's history")
            return None
        except OSError as error:
            self._report("SC009", path, f"cannot be read: {error.strerror}", "check the file's permissions")
            return None
        self._sources.add(path, found.content)
        return found

    def _parsed(self, file: SourceFile) -> RawValue | None:
        """The value in a file's bytes, or None after a report."""
        fields = _fields_of(file.content) if file.path.endswith(articles.SUFFIX) else file.content
        if fields is None:
            self._report("SC007", file.path, "the file has no front matter", "start it with a line `---`, the fields, and another `---`")
            return None
        parsed = parse(fields, file.path)
        self._found.extend(parsed.diagnostics)
        return parsed.value

    def _report(self, code: str, where: Location | str, message: str, help: str) -> None:
        location = Location(where) if isinstance(where, str) else where
        self._said[location.path] += 1
        if self._said[location.path] <= MAX_FINDINGS:
            self._found.append(Diagnostic(code=code, location=location, message=message, help=help))


def _fields_of(article: bytes) -> bytes | None:
    """The YAML in an article's bytes, on its lines; None where there is no front matter, all where it is no text."""
    try:
        fields = articles.front_matter(article.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return article  # `parse` says where
    return None if fields is None else fields.encode()


def _is_folder(path: str) -> bool:
    return stat.S_ISDIR(os.lstat(path).st_mode)


def _is_file(path: str) -> bool:
    return stat.S_ISREG(os.lstat(path).st_mode)
