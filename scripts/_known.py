"""What an answer may name: the ids of a catalogue with their labels, found by number, label or first letters.

Runs inside the project's environment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from showroom.draft import Known
from showroom.raw import RawCatalogue, RawMapping
from showroom.slugs import fold
from showroom.types import Choice, IdOf, ListOf, TermOf, Type

Options = Mapping[str, str]
"""Id → label, in the order people see them; empty where any text will do."""


def options_of(type_: Type, raw: RawCatalogue) -> Options:
    """What a value of the type may name."""
    match type_:
        case ListOf(item=item):
            return options_of(item, raw)
        case TermOf(vocabulary=name):
            return {term_id: _label(term, "label", term_id) for term_id, term in raw.terms.get(name, {}).items()}
        case IdOf(kind="cities" | "organisations" | "labs" as kind):
            return {entry.id: _label(entry.fields, "name", entry.id) for entry in getattr(raw, kind).values()}
        case Choice(options=options):
            return dict.fromkeys(options, "")
    return {}


def _label(fields: RawMapping, key: str, fallback: str) -> str:
    return fields.text(key) or fallback


def known(raw: RawCatalogue) -> Known:
    """What examples in a new entry can name."""
    kinds = ("cities", "organisations", "labs", "solutions")
    indicators = raw.terms.get("indicators", {})
    return Known(
        ids={name: tuple(terms) for name, terms in raw.terms.items()} | {kind: tuple(getattr(raw, kind)) for kind in kinds},
        units={indicator: unit for indicator, term in indicators.items() if (unit := term.text("unit"))},
        points={
            city.id: (lat, lon)
            for city in raw.cities.values()
            if (lat := city.fields.text("lat")) and (lon := city.fields.text("lon"))
        },
    )


def resolved(answer: str, options: Options) -> str:
    """The id that an answer names by itself, by label or by number in the list; any other answer as it is."""
    if answer in options:
        return answer
    by_name = {fold(name): option for option, label in options.items() for name in (label, option)}
    if option := by_name.get(fold(answer)):
        return option
    if answer.isascii() and answer.isdigit() and 1 <= int(answer[:6]) <= len(options):
        return list(options)[int(answer) - 1]
    return answer


def several(answer: str, options: Options) -> list[str]:
    """The ids in an answer with commas; a label may have commas itself."""
    parts = [part.strip() for part in answer.split(",")]
    found: list[str] = []
    while parts:
        names = (", ".join(parts[:length]) for length in range(len(parts), 0, -1))
        length, option = next(
            ((name.count(",") + 1, option) for name in names if (option := resolved(name, options)) in options),
            (1, parts[0]),
        )
        found += [option] if option else []
        parts = parts[length:]
    return found


def listing(options: Options, word: str = "") -> Iterator[str]:
    """The options as numbered lines, only those with `word` in id or label if one is given."""
    width = max(map(len, options), default=0)
    for number, (option, label) in enumerate(options.items(), 1):
        if fold(word) in fold(f"{option} {label}"):
            yield f"{number:>5}  {option:<{width}}  {label}".rstrip()


def completions(begun: str, options: Options) -> list[str]:
    """What may stand instead of the letters typed so far; none is shorter than these."""
    if ids := [option for option in options if option.startswith(begun.lower())]:
        return ids
    labels = {label: option for option, label in options.items() if label.lower().startswith(begun.lower())}
    return list(labels.values()) if len(labels) == 1 else list(labels)
