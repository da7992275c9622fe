"""Second stage: every rule over every entry. Nothing is printed, nothing raised, nothing hidden by something else."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice

from ..diagnostics import Diagnostic, Report, Severity
from ..model import RawCatalogue, RawEntry, RawValue
from ..shapes import Shape, Type, shape_of, walk
from . import articles, duplicates, evidence, freshness, links, media, places, references, shape, text
from .files import FILE_RULES
from .rules import EVERY_VALUE, Context, Rule, fits

__all__ = ["RULES", "Rule", "errors_by_entry", "validate"]

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


MAX_FINDINGS = 100
"""Of one rule in one file: who has mended a hundred sees the rest, and no file of nonsense fills the memory."""


def validate(raw: RawCatalogue, today: date | None = None) -> Report:
    """What loading and all rules found, sorted by place.

    `today` wakes the rules about freshness; a build leaves it out, so that it does not depend on the clock.
    """
    return Report(_findings(raw, today))


def errors_by_entry(raw: RawCatalogue) -> Iterator[tuple[str, RawEntry]]:
    """(kind, entry) of every entry in which a rule finds an error."""
    errors = {d.location.path: d for d in _over_catalogue(raw, None) if d.severity is Severity.ERROR}
    for kind, entry in raw.entries():
        in_entry = any(d.severity is Severity.ERROR for d in _in_entry(kind, entry, raw, None, Counter()))
        # A file that is one entry stands or falls as a whole; a list file does not.
        if in_entry or (entry.path in errors and kind in ("vocabularies", "labs", "solutions", "articles")):
            yield kind, entry


class _Dispatch:
    """Which rules look at a value, by its type."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.over_catalogue = tuple(rule for rule in rules if RawCatalogue in rule.looks_at)
        self._every_value = tuple(rule for rule in rules if EVERY_VALUE in rule.looks_at)
        self._by_class: dict[type, list[Rule]] = defaultdict(list)
        self._by_shape: dict[int, list[Rule]] = defaultdict(list)
        for rule in rules:
            for target in rule.looks_at:
                if isinstance(target, Shape):
                    self._by_shape[id(target)].append(rule)
                elif target not in (EVERY_VALUE, RawCatalogue):
                    self._by_class[target].append(rule)

    def rules_for(self, type_: Type, value: RawValue) -> Iterator[Rule]:
        """The rules for a value; most look only at values of the kind their type asks for."""
        yield from self._every_value
        if fits(type_, value):
            yield from self._by_class.get(type(type_), ())
            yield from self._by_shape.get(id(type_), ())


_DISPATCH = _Dispatch(RULES)


def _findings(raw: RawCatalogue, today: date | None) -> Iterator[Diagnostic]:
    yield from raw.diagnostics
    yield from _over_catalogue(raw, today)
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, entry in raw.entries():
        yield from _in_entry(kind, entry, raw, today, said[entry.path])


def _over_catalogue(raw: RawCatalogue, today: date | None) -> Iterator[Diagnostic]:
    for rule in _DISPATCH.over_catalogue:
        yield from rule.findings(raw, today)


def _in_entry(
    kind: str, entry: RawEntry, raw: RawCatalogue, today: date | None, said: Counter[str]
) -> Iterator[Diagnostic]:
    """What the rules that look at values say; `said` counts by code what they said of the file before."""
    entry_shape = shape_of(kind, entry.id)
    if entry_shape is None:
        return  # a vocabulary nobody knows: SC110
    context = Context(entry, kind, raw, today)
    for type_, value in walk(entry_shape, entry.fields):
        for rule in _DISPATCH.rules_for(type_, value):
            if left := MAX_FINDINGS - said[rule.code]:
                for finding in islice(rule.findings(type_, value, context), left):
                    said[rule.code] += 1
                    yield finding
