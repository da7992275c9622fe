"""Family SC2xx: whatever an entry names exists."""

import re
from collections.abc import Iterable, Iterator

from ..diagnostics import Diagnostic, Location
from ..icons import icon_exists
from ..model import RawCatalogue, RawEntry, RawList, RawMapping, RawText
from ..shapes import ICON, IdOf, ListOf, Shape, TermOf, text_of, walk
from ..slugs import nearest


def terms_exist(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC201: each value of a controlled field is a term of its vocabulary."""
    folder = _catalogue_name(entry)
    for type_, value in walk(shape, entry.fields):
        if isinstance(type_, TermOf) and isinstance(value, RawText):
            ids, where = raw.terms.get(type_.vocabulary, {}), f"{folder}/vocabularies/{type_.vocabulary}.yml"
            if value.text.strip() and value.text not in ids and (ids or not _is_unread(where, raw)):
                yield Diagnostic(
                    code="SC201",
                    location=value.location,
                    message=f"unknown term `{value.text[:60]}` in vocabulary `{type_.vocabulary}`",
                    help=_suggestion(value.text, ids, where),
                )


def ids_exist(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC202: each city, organisation, lab, solution and source that is named is declared."""
    folder = _catalogue_name(entry)
    for type_, value in walk(shape, entry.fields):
        if isinstance(type_, IdOf) and isinstance(value, RawText):
            if type_.kind == "sources":
                ids, where = _source_ids(entry), "`sources` of this entry"
            elif type_.kind in ("labs", "solutions"):
                ids, where = getattr(raw, type_.kind), f"{folder}/{type_.kind}/"
            else:
                ids, where = getattr(raw, type_.kind), f"{folder}/{type_.kind}.yml"
            is_unread = _is_unread(f"{where}{value.text}.yml", raw) if where.endswith("/") else not ids and _is_unread(where, raw)
            if value.text.strip() and value.text not in ids and not is_unread:
                yield Diagnostic(
                    code="SC202",
                    location=value.location,
                    message=f"unknown id `{value.text[:60]}` in {type_.kind}",
                    help=_suggestion(value.text, ids, where),
                )


def ids_are_unique(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC203: ids within a file's lists (sources, terms, facets) are unique."""
    for type_, value in walk(shape, entry.fields):
        match type_, value:
            case ListOf(item=Shape() as item), RawList() if item.field("id"):
                yield from _repeated_ids(value)


def icons_exist(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC204: each icon is one of Material's."""
    for type_, value in walk(shape, entry.fields):
        if type_ is ICON and isinstance(value, RawText) and re.match(ICON.pattern, value.text) and not icon_exists(value.text):
            yield Diagnostic(
                code="SC204",
                location=value.location,
                message=f"there is no icon `{value.text[:60]}`",
                help="choose a name such as `material/water` from Material's icon search",
            )


def _repeated_ids(items: RawList) -> Iterator[Diagnostic]:
    first: dict[str, Location] = {}
    for item in items.items:
        item_id = item.get("id") if isinstance(item, RawMapping) else None
        if not isinstance(item_id, RawText):
            continue
        if item_id.text in first:
            yield Diagnostic(
                code="SC203",
                location=item_id.location,
                message=f"id `{item_id.text[:60]}` stands twice",
                help=f"rename or remove one; the first is on line {first[item_id.text].line}",
            )
        first.setdefault(item_id.text, item_id.location)


def _source_ids(entry: RawEntry) -> list[str]:
    sources = entry.fields.get("sources")
    items = sources.items if isinstance(sources, RawList) else ()
    return [text for item in items if isinstance(item, RawMapping) and (text := text_of(item.get("id")))]


def _is_unread(path: str, raw: RawCatalogue) -> bool:
    """Whether a file could not be read: its own finding says so, and whoever names what it holds is not to blame."""
    return any(finding.location.path == path for finding in raw.diagnostics)


def _suggestion(text: str, ids: Iterable[str], where: str) -> str:
    similar = nearest(text, ids)
    return f"did you mean `{similar}`? all ids: {where}" if similar else f"all ids: {where}"


def _catalogue_name(entry: RawEntry) -> str:
    return entry.path.partition("/")[0]
