"""Second stage: every rule over every entry. Nothing is printed, nothing raised, nothing hidden by something else."""

import operator
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from ..diagnostics import Diagnostic, Report, Severity
from ..raw import RawCatalogue, RawEntry, RawMapping, RawValue
from ..shapes import ListOf, Shape, Type, shape_of
from . import articles, duplicates, evidence, freshness, links, media, places, references, shape, text
from .files import FILE_RULES
from .quiet import ALIKE_EVERYWHERE, SPEAKS_FOR, is_alike_everywhere, quiet
from .rules import EVERY_VALUE, MAX_FINDINGS, OUTLINE, Context, References, Rule, node_of

__all__ = ["RULES", "MAX_FINDINGS", "OUTLINE", "Inspection", "References", "Rule", "errors_by_entry", "validate"]

RULES: tuple[Rule, ...] = (
    *FILE_RULES,
    shape.keys_are_known,
    shape.required_keys_are_there,
    shape.recommended_keys_are_there,
    shape.values_are_of_their_kind,
    shape.texts_keep_their_limits,
    shape.lists_keep_their_limits,
    shape.choices_are_known,
    shape.formats_are_right,
    shape.lists_do_not_repeat,
    shape.vocabularies_are_used,
    references.terms_exist,
    references.ids_exist,
    references.ids_within_a_file_are_unique,
    references.icons_exist,
    references.no_entry_is_related_to_itself,
    references.related_entries_name_each_other,
    articles.links_of_articles_lead_to_pages,
    articles.articles_link_what_they_are_about,
    evidence.figures_have_one_value,
    evidence.ranges_go_upwards,
    evidence.units_fit_indicators,
    evidence.periods_go_forwards,
    evidence.dates_of_an_entry_are_in_order,
    evidence.each_partner_stands_once,
    evidence.contacts_have_consent,
    evidence.kinds_fit_their_period,
    evidence.no_share_exceeds_the_whole,
    evidence.sources_are_published,
    evidence.replications_have_one_place,
    media.images_exist,
    media.images_can_be_shown,
    media.images_are_wide_enough,
    media.images_do_not_tell_where_they_were_taken,
    media.alternative_texts_say_more_than_the_file_name,
    media.every_image_is_used,
    links.addresses_are_https,
    links.addresses_hold_no_credentials,
    links.hosts_are_public,
    links.hosts_are_written_in_one_script,
    links.addresses_have_no_hidden_characters,
    links.addresses_do_not_track,
    links.addresses_are_not_shortened,
    links.sources_are_listed_once,
    text.characters_are_visible,
    text.text_is_composed,
    text.markdown_is_of_the_small_kind,
    text.links_in_prose_are_https,
    text.brackets_are_few,
    text.text_holds_no_markup,
    text.titles_are_sentence_case_without_a_stop,
    text.summaries_do_not_repeat_the_title,
    text.texts_hold_no_personal_address,
    text.words_are_written_in_one_script,
    places.points_lie_near_their_city,
    freshness.entries_are_checked_again_in_time,
    freshness.dates_are_not_ahead,
    freshness.entries_say_when_they_are_checked_again,
    duplicates.no_solution_stands_twice,
    duplicates.no_organisation_stands_twice,
    duplicates.no_city_stands_twice,
    duplicates.no_lab_stands_twice,
)
"""Every rule, in the order of its code; the families are the modules beside this one."""


def validate(raw: RawCatalogue, today: date | None = None, *, with_hints: bool = True) -> Report:
    """What loading and all rules found, sorted by place.

    `today` wakes the rules about freshness; a build leaves it out, so that it does not depend on the clock. Of ten
    thousand entries most findings are hints, which a build has no use for.
    """
    findings = _findings(raw, today, with_hints)
    return Report(findings if with_hints else (d for d in findings if d.severity is not Severity.HINT))


def errors_by_entry(raw: RawCatalogue) -> Iterator[tuple[str, RawEntry]]:
    """(kind, entry) of every entry in which a rule finds an error."""
    errors = {d.location.path: d for d in _over_catalogue(raw, None) if d.severity is Severity.ERROR}
    inspection = Inspection(References.of(raw))
    for kind, entry in raw.entries():
        in_entry = any(d.severity is Severity.ERROR for d in inspection.now_or_earlier(kind, entry, with_hints=False))
        # A file that is one entry stands or falls as a whole; a list file does not.
        if in_entry or (entry.path in errors and kind in ("vocabularies", "labs", "solutions", "articles")):
            yield kind, entry


class _Plan:
    """What to do with a value of one type: which rules look at it, and what stands inside it."""

    def __init__(self, type_: Type) -> None:
        own = [rule for rule in RULES if type(type_) in rule.looks_at or any(target is type_ for target in rule.looks_at)]
        self.type = type_
        self.node = node_of(type_)
        self.at_misfits = tuple(rule for rule in RULES if EVERY_VALUE in rule.looks_at)
        self.rules = tuple(rule for rule in RULES if rule in self.at_misfits or rule in own)
        self.quiet = quiet(type_)
        self.is_alike_everywhere = is_alike_everywhere(type_)
        passed_over = (SPEAKS_FOR if self.quiet else ALIKE_EVERYWHERE).get(type(type_), frozenset())
        self.rules_at_quiet = tuple(rule for rule in self.rules if rule.code not in passed_over)
        self.fields = tuple((field.name, _plan(field.type)) for field in type_.fields) if isinstance(type_, Shape) else ()
        self.item = _plan(type_.item) if isinstance(type_, ListOf) else None


_plans: dict[int, _Plan] = {}


def _plan(type_: Type) -> _Plan:
    """The plan for a type, by identity: rules look at the very object, and comparing shapes is slow."""
    if id(type_) not in _plans:
        _plans[id(type_)] = _Plan(type_)
    return _plans[id(type_)]


class Inspection:
    """The rules that look at values. What they find in a file follows from it, `known` and `today`, and nothing else."""

    def __init__(self, known: References, today: date | None = None) -> None:
        self._known = known
        self._today = today
        self._silent: dict[int, set[str]] = defaultdict(set)

    def of(self, kind: str, entry: RawEntry, said: Counter[str]) -> list[Diagnostic]:
        """What is wrong in an entry; `said` counts by code what was said of its file before."""
        entry_shape = shape_of(kind, entry.id)
        found: list[Diagnostic] = []
        if entry_shape:  # else a vocabulary nobody knows: SC110
            self._look(_plan(entry_shape), entry.fields, Context(entry, kind, self._known, self._today), said, found)
        return found

    def now_or_earlier(self, kind: str, entry: RawEntry, *, with_hints: bool) -> Iterable[Diagnostic]:
        """`of`, without asking again where there is a reading and the solutions that the entry names are there."""
        reading = entry.reading
        if reading and all(slug in self._known.ids["solutions"] for slug in reading.related):
            return (*reading.warnings, *reading.hints) if with_hints else reading.warnings
        return self.of(kind, entry, Counter())

    def _look(self, plan: _Plan, value: RawValue, at: Context, said: Counter[str], found: list[Diagnostic]) -> None:
        """Asks about a value and all it holds, outermost first."""
        if not isinstance(value, plan.node):
            self._ask(plan.at_misfits, plan, value, at, said, found)
            return
        silent = self._silent[id(plan.type)] if plan.is_alike_everywhere else ()
        rules = plan.rules
        if plan.quiet(value) if plan.quiet else silent and value.text in silent:
            rules = plan.rules_at_quiet
        if rules:
            before = len(found)
            self._ask(rules, plan, value, at, said, found)
            # Of a file of which enough was said, silence means nothing.
            if plan.is_alike_everywhere and len(found) == before and not any(said[rule.code] >= MAX_FINDINGS for rule in rules):
                self._silent[id(plan.type)].add(value.text)
        for name, inner_plan in plan.fields:
            inner = value.values.get(name)
            if inner is not None:
                self._look(inner_plan, inner, at, said, found)
        if plan.item:
            for item in value.items:
                self._look(plan.item, item, at, said, found)

    def _ask(
        self, rules: tuple[Rule, ...], plan: _Plan, value: RawValue, at: Context, said: Counter[str], found: list[Diagnostic]
    ) -> None:
        for rule in rules:
            for finding in islice(rule.findings(plan.type, value, at), MAX_FINDINGS - said.get(rule.code, 0)):
                said[rule.code] += 1
                found.append(finding)


def _findings(raw: RawCatalogue, today: date | None, with_hints: bool) -> Iterator[Diagnostic]:
    yield from raw.diagnostics
    yield from _over_catalogue(raw, today)
    known = References.of(raw)
    inspection = Inspection(known, today)
    shared = []
    for kind, entry in raw.entries():
        if kind in ("solutions", "articles"):
            yield from inspection.now_or_earlier(kind, entry, with_hints=with_hints)
        else:
            shared.append((kind, entry))
    yield from _found_in_shared(shared, known.unread, inspection, today)


_last: list[tuple[tuple[Any, ...], list[RawMapping], list[Diagnostic]]] = []
"""Of the entries that others refer to, when somebody asked last: which they were, their fields, what was found in them."""


def _found_in_shared(
    entries: list[tuple[str, RawEntry]], unread: frozenset[str], inspection: Inspection, today: date | None
) -> list[Diagnostic]:
    """What is wrong in vocabularies, lists and labs; looked for again only when one of them is another than the last time.

    None refers to a solution, so an edited solution, which is what most edits are, changes nothing in them.
    """
    which = (today, unread, [(kind, entry.id) for kind, entry in entries])
    fields = [entry.fields for _, entry in entries]
    if _last and _last[0][0] == which and all(map(operator.is_, fields, _last[0][1])):
        return _last[0][2]
    said: dict[str, Counter[str]] = defaultdict(Counter)
    found = [finding for kind, entry in entries for finding in inspection.of(kind, entry, said[entry.path])]
    _last[:] = [(which, fields, found)]
    return found


def _over_catalogue(raw: RawCatalogue, today: date | None) -> Iterator[Diagnostic]:
    for rule in RULES:
        if RawCatalogue in rule.looks_at:
            yield from rule.findings(raw, today)
