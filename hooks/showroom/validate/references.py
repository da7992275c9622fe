"""Family SC2xx: whatever an entry names exists."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

from ..diagnostics import Severity
from ..icons import icon_exists
from ..raw import RawCatalogue, RawEntry, RawList, RawMapping, RawText
from ..shapes import ICON, SOLUTION, IdOf, ListOf, Name, Shape, TermOf, text_of
from ..slugs import fold, nearest
from .rules import MAX_FINDINGS, Context, Finding, rule
from .shape import ID_MAX_LENGTH


@rule("SC201", TermOf)
def terms_exist(type_: TermOf, value: RawText, at: Context) -> Iterator[Finding]:
    """Each value of a controlled field is a term of its vocabulary.

    Why: Filters and counts work only when one thing has one name.
    Wrong:
        sectors: [street-lights]
    Right:
        sectors: [lighting]
    """
    terms = at.known.terms.get(type_.vocabulary, {})
    where = f"{at.catalogue}/vocabularies/{type_.vocabulary}.yml"
    if value.text.strip() and value.text not in terms and (terms or where not in at.known.unread):
        message = f"unknown term `{value.text[:60]}` in vocabulary `{type_.vocabulary}`"
        yield Finding(value.location, message, _advice(_nearest_term(value.text, terms), where))


@rule("SC202", IdOf)
def ids_exist(type_: IdOf, value: RawText, at: Context) -> Iterator[Finding]:
    """Each city, organisation, lab, solution and source that is named is declared.

    Why: The page would have a dead end where the reader expects a link.
    Wrong:
        city: kopenhagen
    Right:
        city: copenhagen
    """
    ids: Iterable[str]
    if type_.kind == "sources":
        ids, where, is_unread = _source_ids(at), "`sources` of this entry", False
    elif type_.kind in ("labs", "solutions"):
        ids, where = at.known.ids[type_.kind], f"{at.catalogue}/{type_.kind}/"
        is_unread = f"{where}{value.text}.yml" in at.known.unread
    else:
        ids, where = at.known.ids[type_.kind], f"{at.catalogue}/{type_.kind}.yml"
        is_unread = not ids and where in at.known.unread
    if value.text.strip() and value.text not in ids and not is_unread:
        message = f"unknown id `{value.text[:60]}` in {type_.kind}"
        yield Finding(value.location, message, _suggestion(value.text, ids, where))


@rule("SC203", ListOf)
def ids_within_a_file_are_unique(type_: ListOf, value: RawList, at: Context) -> Iterator[Finding]:
    """Sources, terms and facets of one file have ids of their own.

    Why: A figure names its source by id; two sources with the same id cannot be told apart.
    Wrong:
        sources:
          - {id: report-2024, title: Yearly report, publisher: HOFOR, url: "https://www.hofor.dk/report"}
          - {id: report-2024, title: Evaluation, publisher: DTU, url: "https://www.dtu.dk/evaluation"}
    Right:
        sources:
          - {id: report-2024, title: Yearly report, publisher: HOFOR, url: "https://www.hofor.dk/report"}
          - {id: evaluation-2024, title: Evaluation, publisher: DTU, url: "https://www.dtu.dk/evaluation"}
    """
    if not isinstance(type_.item, Shape) or not type_.item.field("id"):
        return
    first: dict[str, int] = {}
    for item in value.items:
        item_id = item.get("id") if isinstance(item, RawMapping) else None
        if not isinstance(item_id, RawText):
            continue
        if item_id.text in first:
            help = f"rename or remove one; the first is on line {first[item_id.text]}"
            yield Finding(item_id.location, f"id `{item_id.text[:60]}` stands twice", help)
        first.setdefault(item_id.text, item_id.location.line)


@rule("SC204", Name)
def icons_exist(type_: Name, value: RawText, at: Context) -> Iterator[Finding]:
    """Each icon is one of Material's.

    Why: A name without a drawing would stop the build.
    Wrong:
        # catalogue/facets.yml
        facets:
          - {id: sector, field: sectors, label: Sector, icon: material/shapes-of-all-kinds}
    Right:
        # catalogue/facets.yml
        facets:
          - {id: sector, field: sectors, label: Sector, icon: material/shape}
    """
    if type_ is ICON and re.match(ICON.pattern, value.text) and not icon_exists(value.text):
        help = "choose a name such as `material/water` from Material's icon search"
        yield Finding(value.location, f"there is no icon `{value.text[:60]}`", help)


@rule("SC205", SOLUTION)
def no_entry_is_related_to_itself(shape: Shape, solution: RawMapping, at: Context) -> Iterator[Finding]:
    """`related` names other entries.

    Why: A reader who is sent back to the same page has been sent nowhere.
    Wrong:
        # catalogue/solutions/guide-example.yml
        related: [guide-example]
    Right:
        # catalogue/solutions/guide-example.yml
        related: [other-example]
    """
    for item in _related(solution):
        if item.text == at.entry.id:
            yield Finding(item.location, "the entry names itself as related", "remove it")


@rule("SC206", RawCatalogue, severity=Severity.HINT)
def related_entries_name_each_other(raw: RawCatalogue, today: date | None) -> Iterator[Finding]:
    """Of two related entries each names the other.

    Why: A buyer may come in by either of them.
    Wrong:
        # catalogue/solutions/guide-example.yml
        related: [other-example]
    Right:
        # catalogue/solutions/guide-example.yml
        related: [other-example]
        # catalogue/solutions/other-example.yml
        related: [guide-example]
    """
    for entry in raw.solutions.values():
        yield from islice(_not_named_back(entry, raw), MAX_FINDINGS)


def _not_named_back(entry: RawEntry, raw: RawCatalogue) -> Iterator[Finding]:
    for item in _related(entry.outline):
        other = raw.solutions.get(item.text)
        if other and other.id != entry.id and entry.id not in [r.text for r in _related(other.outline)]:
            help = f"add `{entry.id}` to `related` in {other.path}"
            yield Finding(item.location, f"`{other.id}` does not name this entry back", help)


def _related(solution: RawMapping) -> list[RawText]:
    related = solution.get("related")
    return [item for item in related.items if isinstance(item, RawText)] if isinstance(related, RawList) else []


def _source_ids(at: Context) -> list[str]:
    sources = at.entry.fields.get("sources")
    items = sources.items if isinstance(sources, RawList) else ()
    return [text for item in items if isinstance(item, RawMapping) and (text := text_of(item.get("id")))]


def _nearest_term(text: str, terms: Mapping[str, RawMapping]) -> str | None:
    """The term whose id, or else whose label or synonym, is most like `text`: `street-lights` is `lighting`."""
    if similar := nearest(text, terms):
        return similar
    names: dict[str, str] = {}
    for term_id, term in terms.items():
        synonyms = term.get("synonyms")
        for name in (term.get("label"), *(synonyms.items if isinstance(synonyms, RawList) else ())):
            names.setdefault(fold(text_of(name) or "").replace(" ", "-"), term_id)
    found = nearest(fold(text[:ID_MAX_LENGTH]), names)
    return names[found] if found else None


def _suggestion(text: str, ids: Iterable[str], where: str) -> str:
    return _advice(nearest(text, ids), where)


def _advice(similar: str | None, where: str) -> str:
    return f"did you mean `{similar}`? all ids: {where}" if similar else f"all ids: {where}"
