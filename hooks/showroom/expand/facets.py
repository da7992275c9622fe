"""The facets of `facets.yml`: which values each solution has, and which solutions each value has."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from ..model import Facet, FacetValue, Solution, Term, Vocabulary
from ..raw import RawEntry
from ..shapes import FACETS
from ..slugs import sort_key
from .read import read



def _evidence(term_id: str, label: str, definition: str) -> Term:
    return Term(id=term_id, label=label, definition=definition, vocabulary="evidence")


EVIDENCE: Mapping[Term, Callable[[Solution], bool]] = {
    _evidence("measured", "Has measured results", "At least one figure was measured, not only stated."): (
        lambda s: s.has_measured_results
    ),
    _evidence("stated", "Has stated results", "At least one figure is reported by an organisation."): (
        lambda s: any(result.kind == "stated" for result in s.results)
    ),
    _evidence("expected", "Has expected results", "At least one figure is a forecast, a plan or a target."): (
        lambda s: any(result.kind == "expected" for result in s.results)
    ),
    _evidence("did-not-work", "Tells what did not work", "At least one lesson is a negative one."): (
        lambda s: any(finding.kind == "did-not-work" for finding in s.findings)
    ),
    _evidence("replicated", "Runs elsewhere too", "Another place has taken it up."): lambda s: bool(s.replication),
    _evidence("visit", "Can be visited", "The solution or its living lab receives visitors."): (
        lambda s: any(entry and entry.visit and entry.visit.possible for entry in (s, s.lab))
    ),
}
"""What a buyer can hold on to, each with the test for it."""

_Labelled = Term | object
_ValuesOf = Callable[[Solution], Iterable[_Labelled]]

FIELDS: Mapping[str, _ValuesOf] = {
    "sectors": lambda s: s.sectors,
    "technologies": lambda s: s.technologies,
    "city": lambda s: (s.city,),
    "country": lambda s: (s.city.country,),
    "lab": lambda s: (s.lab,) if s.lab else (),
    "status": lambda s: (s.status,) if s.status else (),
    "partner-kinds": lambda s: (partner.organisation.kind for partner in s.partners),
    "partnership-model": lambda s: (s.partnership.model,) if s.partnership and s.partnership.model else (),
    "methods": lambda s: s.partnership.methods if s.partnership else (),
    "evidence": lambda s: (term for term, holds in EVIDENCE.items() if holds(s)),
}
"""Each of `shapes.FACET_FIELDS` → the values a solution has there: anything with `id` and `label`."""

LISTINGS = {"sectors": "sectors", "technologies": "technologies", "city": "cities", "lab": "labs"}
"""Facet fields whose values have static pages → the first segment of their address."""

_VOCABULARY_ORDER = {
    "sectors": "sectors",
    "technologies": "technologies",
    "status": "statuses",
    "partner-kinds": "organisation-kinds",
    "partnership-model": "partnership-models",
    "methods": "methods",
}
"""Facet fields whose values keep their vocabulary's order; the others are sorted by label."""


def facets_of(
    solutions: Sequence[Solution], declared: RawEntry | None, vocabularies: Mapping[str, Vocabulary]
) -> tuple[Facet, ...]:
    """The declared facets with the values in use; ordinals are positions in `solutions`."""
    if declared is None:
        return ()
    return tuple(
        Facet(
            id=facet["id"],
            field=facet["field"],
            label=facet["label"],
            icon=facet["icon"],
            listing=LISTINGS.get(facet["field"]),
            values=_values(facet["field"], solutions, vocabularies),
        )
        for facet in read(FACETS, declared.fields)["facets"]
    )


def _values(field: str, solutions: Sequence[Solution], vocabularies: Mapping[str, Vocabulary]) -> tuple[FacetValue, ...]:
    found: dict[str, _Labelled] = {}
    ordinals: dict[str, list[int]] = defaultdict(list)
    values_of = FIELDS[field]
    for ordinal, solution in enumerate(solutions):
        for value in values_of(solution):
            having = ordinals[value.id]
            if not having:
                found[value.id] = value
            if not having or having[-1] != ordinal:  # several partners may be of one kind
                having.append(ordinal)
    if field == "evidence":
        order = [term.id for term in EVIDENCE if term.id in found]
    elif vocabulary := _VOCABULARY_ORDER.get(field):
        # Without the vocabulary no solution has a term of it.
        order = [term_id for term_id in vocabularies[vocabulary].terms if term_id in found] if found else []
    else:
        order = sorted(found, key=lambda value_id: sort_key(found[value_id].label))
    return tuple(
        FacetValue(
            id=value_id,
            label=found[value_id].label,
            ordinals=tuple(ordinals[value_id]),
            group=getattr(found[value_id], "group", None),
            icon=getattr(found[value_id], "icon", None),
        )
        for value_id in order
    )
