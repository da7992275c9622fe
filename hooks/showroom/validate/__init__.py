"""Second stage: every rule over every entry. Nothing is printed, nothing raised, nothing hidden by something else."""

from collections.abc import Callable, Iterable, Iterator

from ..diagnostics import Diagnostic, Report, Severity
from ..model import RawCatalogue, RawEntry
from ..shapes import Shape, shape_of
from . import evidence, media, references, shape

Rule = Callable[[RawEntry, Shape, RawCatalogue], Iterable[Diagnostic]]

RULES: tuple[Rule, ...] = (
    shape.keys_are_known,
    shape.required_keys_are_there,
    shape.values_have_their_type,
    references.terms_exist,
    references.ids_exist,
    references.ids_are_unique,
    references.icons_exist,
    evidence.values_are_given_once,
    evidence.ranges_go_upwards,
    evidence.units_fit_indicators,
    evidence.periods_go_forwards,
    evidence.entries_are_updated_after_they_were_added,
    evidence.each_partner_stands_once,
    evidence.contacts_have_consent,
    media.images_exist,
    media.images_can_be_shown,
)
"""Every rule, in families: shape (SC1xx), references (SC2xx), evidence (SC3xx), media (SC4xx)."""


def validate(raw: RawCatalogue) -> Report:
    """What loading and all rules found, sorted by place."""
    return Report(_findings(raw))


def errors_by_entry(raw: RawCatalogue) -> Iterator[tuple[str, RawEntry]]:
    """(kind, entry) of every entry in which a rule found an error."""
    for kind, entry in raw.entries():
        if any(finding.severity is Severity.ERROR for finding in _findings_in(kind, entry, raw)):
            yield kind, entry


def _findings(raw: RawCatalogue) -> Iterator[Diagnostic]:
    yield from raw.diagnostics
    for kind, entry in raw.entries():
        yield from _findings_in(kind, entry, raw)


def _findings_in(kind: str, entry: RawEntry, raw: RawCatalogue) -> Iterator[Diagnostic]:
    entry_shape = shape_of(kind, entry.id)
    if entry_shape is None:
        yield shape.unknown_vocabulary(entry)
        return
    for rule in RULES:
        yield from rule(entry, entry_shape, raw)
