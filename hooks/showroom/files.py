"""Files of a site as they are written, and what tells one version of a file from another. A leaf module."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

Content = str | bytes
"""Of a file: text, or a picture."""

Written = Mapping[str, bytes]
"""Path within a site → fingerprint of the file there."""

DIGEST_SIZE = 16


def write(
    files: Iterable[tuple[str, Content]], into: Path, there: Written = {}, fingerprint: bytes | None = None
) -> dict[str, bytes]:
    """Writes (path, content) pairs below the folder `into`, but for those that are `there`; returns all.

    Text is written as UTF-8 with `\n`, on every system. One `fingerprint` is theirs together, else each has its own.
    """
    done = {}
    for path, content in files:
        data = content.encode() if isinstance(content, str) else content
        done[path] = fingerprint or of_content(data)
        if there.get(path) != done[path]:
            # Not by `Path`: of ten thousand pages that takes half a second.
            target = f"{into}/{path}"
            try:
                file = open(target, "wb")
            except FileNotFoundError:
                os.makedirs(os.path.dirname(target), exist_ok=True)
                file = open(target, "wb")
            with file:
                file.write(data)
    return done


def of_content(content: bytes) -> bytes:
    """The fingerprint of a file that is made."""
    return digest_of([content])


def digest_of(parts: Iterable[bytes]) -> bytes:
    """A digest of some parts, each with its length: none can pass for another."""
    digest = hashlib.blake2b(digest_size=DIGEST_SIZE)
    for part in parts:
        digest.update(len(part).to_bytes(8, "little") + part)
    return digest.digest()
