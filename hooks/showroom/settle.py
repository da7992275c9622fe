"""What a preview can still show of a catalogue with errors: the last good version of each broken entry."""

from collections.abc import Mapping
from dataclasses import replace

from .raw import RawCatalogue, RawEntry
from .validate import errors_by_entry

_KINDS = ("vocabularies", "cities", "organisations", "labs", "solutions", "articles")


def settle(raw: RawCatalogue, last_good: RawCatalogue | None) -> RawCatalogue:
    """`raw` with every entry that has an error replaced by its version in `last_good`, or else left out.

    The result has no errors. Leaving one entry out may break another, so this goes on until all is well;
    each entry is replaced once at most and then dropped, so it ends.
    """
    usable = _with_unreadable_files(raw, last_good)
    replaced: set[tuple[str, str]] = set()
    while broken := tuple(errors_by_entry(usable)):
        kinds: dict[str, dict[str, RawEntry]] = {kind: dict(getattr(usable, kind)) for kind in _KINDS}
        facets = usable.facets
        for kind, entry in broken:
            earlier = _earlier(kind, entry.id, last_good) if (kind, entry.id) not in replaced else None
            replaced.add((kind, entry.id))
            if kind == "facets":
                facets = earlier
            elif earlier is not None:
                kinds[kind][entry.id] = earlier
            else:
                del kinds[kind][entry.id]
        usable = replace(usable, **kinds, facets=facets)
    return usable


def _with_unreadable_files(raw: RawCatalogue, last_good: RawCatalogue | None) -> RawCatalogue:
    """`raw` with the last good entries of files that gave none, and without loading's diagnostics."""
    if last_good is None:
        return replace(raw, diagnostics=())
    # Every file that was read or complained about: a list file may be missing or too large for a moment.
    seen = {*raw.sources, *(finding.location.path for finding in raw.diagnostics)}
    unreadable = seen - {entry.path for _, entry in raw.entries()}
    kinds: dict[str, Mapping[str, RawEntry]] = {
        kind: {
            **getattr(raw, kind),
            **{entry.id: entry for entry in getattr(last_good, kind).values() if entry.path in unreadable},
        }
        for kind in _KINDS
    }
    return replace(raw, **kinds, facets=raw.facets or last_good.facets, diagnostics=())


def _earlier(kind: str, entry_id: str, last_good: RawCatalogue | None) -> RawEntry | None:
    if last_good is None:
        return None
    return last_good.facets if kind == "facets" else getattr(last_good, kind).get(entry_id)
