"""Mending files of a catalogue in place. Runs inside the project's environment, with the core on the path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from showroom.formats import count
from showroom.load import load
from showroom.mend import mend
from showroom.metadata import strip_metadata
from showroom.slugs import is_slug

from _choice import Choice
from _files import is_ordinary, replace


def mend_files(catalogue: Path, chosen: Choice) -> str:
    """Mend what can be mended in the chosen files; what was done, a line a file.

    Raises CatalogueMissing, and CannotRun when a file cannot be written.
    """
    done = []
    for path, content, changes in _mended(catalogue, chosen):
        replace(catalogue.parent / path, content)
        done.append(f"  {path}: {', '.join(changes)}")
    return "\n".join([f"mended {count(len(done), 'file')}:", *done]) if done else "nothing to mend"


def _mended(catalogue: Path, chosen: Choice) -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    """(path, new content, what is new) of each file that can be better."""
    raw = load(catalogue)
    for path in raw.sources:
        file = catalogue.parent / path
        if path in chosen and _is_ours(file):
            try:
                text = file.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                continue  # SC004 tells its author
            mended = mend(path.partition("/")[2], text)
            if mended.changes:
                yield path, mended.text.encode(), mended.changes
    for slug, files in raw.images.items():
        for name, file in files.items():
            path = f"{catalogue.name}/images/{slug}/{name}"
            # Any other name could not be shown, and could hold what a terminal or a log takes for a command.
            has_name_to_show = is_slug(slug) and is_slug(file.stem)
            if path in chosen and has_name_to_show and _is_ours(file) and (clean := strip_metadata(file)):
                yield path, clean, ("metadata",)


def _is_ours(file: Path) -> bool:
    """Whether the file stands in the catalogue itself: neither it nor a folder above is a link to elsewhere."""
    return is_ordinary(file) and file.resolve() == file
