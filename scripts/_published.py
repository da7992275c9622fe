"""What the last build has put into a folder, so that the next one writes only what has changed.

A file counts as there when nobody has touched it since. What somebody else has put beside the site's files stays.
Runs inside the project's environment.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from showroom.cache import Cache

KIND = "published"
SPARE = 8
"""Other folders that are remembered as well."""



def there(cache: Cache, target: Path) -> dict[str, bytes]:
    """Path within the folder → fingerprint of each file that is there as the last build has left it."""
    key = _key(target)
    text = cache.get(KIND, [key]).get(key, b"").decode("utf-8", "surrogateescape")
    lines = (line.rsplit("\t", 3) for line in text.splitlines())
    return {path: bytes.fromhex(digest) for path, digest, *state in lines if _state(target, path) == tuple(state)}


def remember(cache: Cache, target: Path, files: Mapping[str, bytes]) -> None:
    """Keep what is in the folder now: path → fingerprint."""
    lines = ("\t".join((path, digest.hex(), *_state(target, path))) for path, digest in files.items())
    key = _key(target)
    cache.put(KIND, {key: "\n".join(lines).encode("utf-8", "surrogateescape")})
    cache.keep_only(KIND, [key], SPARE)


def _key(target: Path) -> bytes:
    return str(target).encode("utf-8", "surrogateescape")


def _state(target: Path, path: str) -> tuple[str, ...]:
    """Size and time of change; nothing for a file that is not there."""
    try:
        found = os.stat(f"{target}/{path}", follow_symlinks=False)
    except OSError:
        return ()
    return str(found.st_size), str(found.st_mtime_ns)
