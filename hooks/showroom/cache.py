"""What was worked out before, on disk: bytes by kind, and by the digest of all that they were worked out of.

A leaf module. A value that is there is right: each carries a checksum, and what a disk or a careless copy has damaged
counts as missing. A cache that cannot be used costs time and nothing else.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import RLock

FILE_NAME = "kept.sqlite"

_CHECKSUM_BYTES = 8
_FEW = 500
"""Up to this many keys are asked for one by one; for more the whole table is read."""


class Cache:
    """One file in a folder that anybody may delete. Keys and values are bytes; a kind is a table. Several threads may ask."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE_NAME
        self._database: sqlite3.Connection | None = None
        self._kinds: set[str] = set()
        self._lock = RLock()
        self.is_damaged = False
        """Whether something in it had to be thrown away."""
        with self._guarded():
            folder.mkdir(parents=True, exist_ok=True)
            self._open()

    def get(self, kind: str, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values that are there, by key."""
        found: dict[bytes, bytes] = {}
        with self._guarded():
            for key, value in self._rows(kind, keys):
                # A damaged row may hold a value of any type.
                content = value[_CHECKSUM_BYTES:] if isinstance(value, bytes) else None
                if content is not None and value[:_CHECKSUM_BYTES] == _checksum(key, content):
                    found[key] = content
                else:
                    self.is_damaged = True
        return found

    def put(self, kind: str, values: Mapping[bytes, bytes]) -> None:
        """Keeps values, in place of earlier ones."""
        with self._guarded():
            if database := self._table(kind):
                rows = ((key, _checksum(key, value) + value) for key, value in values.items())
                with database:
                    database.executemany(f"INSERT OR REPLACE INTO {kind} VALUES (?, ?)", rows)

    def keep_only(self, kind: str, keys: Sequence[bytes], spare: int) -> None:
        """Forgets what is not among `keys`, once there are `spare` more than those: a branch may want them back."""
        with self._guarded():
            if database := self._table(kind):
                (count,) = database.execute(f"SELECT count(*) FROM {kind}").fetchone()
                if count > len(keys) + spare:
                    wanted = set(keys)
                    unwanted = [row for row in database.execute(f"SELECT key FROM {kind}") if row[0] not in wanted]
                    with database:
                        database.executemany(f"DELETE FROM {kind} WHERE key = ?", unwanted)

    def close(self) -> None:
        """Lets go of the file."""
        if self._database:
            self._database.close()
            self._database = None

    def _rows(self, kind: str, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        if not (database := self._table(kind)):
            return
        if len(keys) > _FEW:
            wanted = set(keys)
            yield from (row for row in database.execute(f"SELECT key, value FROM {kind}") if row[0] in wanted)
            return
        for key in keys:
            yield from islice(database.execute(f"SELECT key, value FROM {kind} WHERE key = ?", (key,)), 1)

    def _table(self, kind: str) -> sqlite3.Connection | None:
        """The database, with a table for the kind; None when it cannot be used."""
        if self._database and kind not in self._kinds:
            assert kind.isidentifier(), kind
            self._database.execute(f"CREATE TABLE IF NOT EXISTS {kind} (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
            self._kinds.add(kind)
        return self._database

    def _open(self) -> None:
        self._kinds.clear()
        self._database = sqlite3.connect(self._file, timeout=5, check_same_thread=False)
        # A crash of the machine may lose what was written last: it is only a cache. A crash of this process does not.
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = OFF")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """One thread at a time; makes a damaged file anew, and does without one that is locked, full or out of reach."""
        with self._lock:
            try:
                yield
            except (sqlite3.OperationalError, OSError):
                self.close()
            except (sqlite3.DatabaseError, UnicodeDecodeError):  # what SQLite says of it may be no text either
                self.is_damaged = True
                self.close()
                try:
                    for end in ("", "-wal", "-shm"):
                        Path(f"{self._file}{end}").unlink(missing_ok=True)
                    self._open()
                except (sqlite3.Error, OSError):
                    self.close()


def _checksum(key: bytes, value: bytes) -> bytes:
    """Of both: damage may lead from a key to the value of another."""
    return hashlib.blake2b(value, key=hashlib.blake2b(key, digest_size=16).digest(), digest_size=_CHECKSUM_BYTES).digest()
