"""What the last build has put into a folder, so that the next one writes only what has changed.

A file counts as there when nobody has touched it since. What somebody else has put beside the site's files stays.
Runs inside the project's environment.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from showroom.cache import Cache

KIND = "published"
SPARE = 8
"""Other folders that are remembered as well."""

State = tuple[str, ...]
"""Size and time of change of a file."""

GONE: State = ("", "")
"""Of one that is not there."""


class Published:
    """What is in a folder as the last build has left it."""

    def __init__(self, cache: Cache, target: Path, *, is_site: bool) -> None:
        """`is_site`: whether there is a site in the folder, to be gone on with."""
        self._cache = cache
        self._target = target
        self._key = str(target).encode("utf-8", "surrogateescape")
        kept = cache.get(KIND, [self._key]).get(self._key, b"") if is_site else b""
        records = (record.rsplit("\t", 3) for record in kept.decode("utf-8", "surrogateescape").split("\0") if record)
        found = [(path, digest, tuple(state)) for path, digest, *state in records]
        self.paths = frozenset(path for path, _, _ in found)
        """Of all files that builds have put there, whatever has become of them."""
        self._states = {path: (digest, state) for path, digest, state in found if state != GONE and self._state(path) == state}
        self.there = {path: bytes.fromhex(digest) for path, (digest, _) in self._states.items()}
        """Path within the folder → fingerprint."""

    def announce(self, paths: Iterable[str]) -> None:
        """Keep that files are about to come there: whatever interrupts it, the next build knows them for a build's."""
        self._keep((path, *self._states.get(path, ("", GONE))) for path in {**dict.fromkeys(self.paths), **dict.fromkeys(paths)})

    def remember(self, files: Mapping[str, bytes]) -> None:
        """Keep what is in the folder now: path → fingerprint. What has still the same was not written again."""
        records = []
        for path, fingerprint in files.items():
            digest = fingerprint.hex()
            known = self._states.get(path)
            records.append((path, digest, known[1] if known and known[0] == digest else self._state(path)))
        self._keep(records)
        self._cache.keep_only(KIND, [self._key], SPARE)

    def _keep(self, records: Iterable[tuple[str, str, State]]) -> None:
        """(path, digest, state) of each file; no file's name has the sign that stands between them."""
        text = "\0".join("\t".join((path, digest, *state)) for path, digest, state in records)
        self._cache.put(KIND, {self._key: text.encode("utf-8", "surrogateescape")})

    def _state(self, path: str) -> State:
        try:
            found = os.stat(f"{self._target}/{path}", follow_symlinks=False)
        except OSError:
            return GONE
        return str(found.st_size), str(found.st_mtime_ns)
