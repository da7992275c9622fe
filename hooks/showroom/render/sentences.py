"""What a chart says, in a sentence or two: made from its numbers, with the grammar that none, one or many ask for."""

from collections.abc import Iterable, Mapping, Sequence

from ..insights import Insights, Tally
from .words import Words

NAMED = 3
"""So many of those that share the lead are named, the others counted."""


def sentences(insights: Insights, words: Words) -> Mapping[str, str]:
    """Part of the page → what its chart says. Asks for at least one solution."""
    return {
        "places": _places(insights, words),
        "times": _times(insights, words),
        "partners": _partners(insights, words),
        "evidence": _evidence(insights, words),
        "statuses": _statuses(insights, words),
        "gaps": _gaps(insights, words),
        "complete": _complete(insights, words),
        "labs": _labs(insights, words),
        "dates": _dates(insights, words),
    }


def _places(insights: Insights, words: Words) -> str:
    sectors = _leading("insights.places.reading", [row.head for row in insights.places.rows], insights, words)
    cities = _leading("insights.places.city", insights.places.columns, insights, words, quoted=False)
    return f"{sectors} {cities}"


def _times(insights: Insights, words: Words) -> str:
    columns = insights.times.columns
    undated = sum(column.count for column in columns if column.label == "undated")
    said = [_leading("insights.times.reading", [row.head for row in insights.times.rows], insights, words)]
    if leaders(columns):
        said.append(_leading("insights.times.year", columns, insights, words, quoted=False))
    if undated:
        said.append(words("insights.times.undated", count=undated))
    return " ".join(said)


def _partners(insights: Insights, words: Words) -> str:
    leading = _leading("insights.partners.reading", insights.partner_kinds, insights, words)
    return f"{leading} {_counted('insights.partners.mixed', insights.mixed, words)}"


def _evidence(insights: Insights, words: Words) -> str:
    found = {tally.id: tally.count for tally in insights.evidence}
    measured = _counted("insights.evidence.measured", found["measured"], words, share=_share(found["measured"], insights, words))
    return _counted("insights.evidence.honest", found["did-not-work"], words, measured=measured)


def _statuses(insights: Insights, words: Words) -> str:
    if not leaders(insights.statuses):
        return words("insights.statuses.nothing")
    unsaid = sum(tally.count for tally in insights.statuses if tally.id is None)
    leading = _leading("insights.statuses.reading", insights.statuses, insights, words)
    return f"{leading} {_counted('insights.statuses.unsaid', unsaid, words)}".strip()


def _gaps(insights: Insights, words: Words) -> str:
    lacking = [Tally(id=gap.id, label=words(f"insights.check.{gap.id}.label"), count=gap.lacking) for gap in insights.largest_gaps]
    return _leading("insights.gaps.reading", lacking, insights, words) if lacking else words("insights.gaps.whole")


def _complete(insights: Insights, words: Words) -> str:
    """What no entry lacks; nothing when there is no such thing."""
    labels = [words(f"insights.check.{gap.id}.label") for gap in insights.gaps if not gap.lacking]
    return words("insights.gaps.complete", names=", ".join(labels)) if labels else ""


def _labs(insights: Insights, words: Words) -> str:
    if not insights.labs:
        return words("insights.labs.nothing")
    together = insights.labs[0]
    labs = words("insights.labs.labs", count=insights.labs_in_use)
    # Down, so that only what is whole is called 100 %.
    return words("insights.labs.reading", count=together.count, labs=labs, percent=int(together.share * 100))


def _dates(insights: Insights, words: Words) -> str:
    count = next(gap.have for gap in insights.gaps if gap.id == "verified")
    if not count:
        return words("insights.dates.reading.none")
    return words("insights.dates.reading", count=count, share=_share(count, insights, words), year=insights.verified[0].label)


def leaders(tallies: Iterable[Tally]) -> Sequence[Tally]:
    """Those of the largest number; nobody leads with none, nor do things that are only put together."""
    named = [tally for tally in tallies if tally.id and tally.count]
    most = max((tally.count for tally in named), default=0)
    return [tally for tally in named if tally.count == most]


def names(labels: Sequence[str], words: Words) -> str:
    """`A`, `A and B`, `A, B and C`, `A, B, C and 2 others`."""
    if len(labels) == 1:
        return labels[0]
    if len(labels) <= NAMED:
        return words("insights.names.and", first=", ".join(labels[:-1]), last=labels[-1])
    return words("insights.names.more", first=", ".join(labels[:NAMED]), count=len(labels) - NAMED)


def _leading(key: str, tallies: Iterable[Tally], insights: Insights, words: Words, *, quoted: bool = True) -> str:
    """Who leads, and with how many of all solutions; `one` in the words has quotation marks of its own."""
    first = leaders(tallies)
    labels = [tally.label for tally in first]
    if quoted and len(labels) > 1:
        labels = [words("insights.names.quoted", name=label) for label in labels]
    return words(key, count=len(first), names=names(labels, words), share=_share(first[0].count, insights, words))


def _share(part: int, insights: Insights, words: Words) -> str:
    return words("insights.of", part=part, count=insights.total)


def _counted(key: str, count: int, words: Words, **values: str) -> str:
    """The form for none, one or many."""
    return words(f"{key}.none", **values) if not count else words(key, count=count, **values)
