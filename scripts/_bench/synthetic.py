"""A made-up catalogue of any size, always the same for the same seed and size, and without an error of its own.

Made like the real one, so that its cost is like the real one's: about 250 words an entry, 1 to 3 of 15 sectors, one of
120 cities, 2 to 6 of 40 technologies, 3 results, partners from up to 3,000 organisations, one entry in 20 from a lab.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from _bench.lexicon import Lexicon, Writer

SECTORS, CITIES, TECHNOLOGIES = 15, 120, 40

MOST_PICTURES = 4
"""Peers copy pictures and we draw them anew, a second for each: more would compare that, not the pages."""

INDICATORS = (
    ("energy-saving", "percent"), ("energy-saved", "MWh/yr"), ("heat-saving", "percent"), ("co2-avoided", "t/yr"),
    ("co2-reduction", "percent"), ("water-loss", "percent"), ("renewable-share", "percent"), ("power-capacity", "kW"),
)  # fmt: skip
"""Of the real vocabulary, each with its unit."""

ICONS = ("material/lightning-bolt", "material/bus", "material/water", "material/pine-tree", "material/recycle")
KINDS = ("public", "utility", "private", "university", "citizens", "network")
ROLES = ("owner", "supplier", "research", "operator", "partner")
STATUSES = ("planned", "testing", "running", "scaled", "ended")
MODELS = ("living-lab", "public-private-partnership", "triple-helix", "utility-led", "public-service")
METHODS = ("field-test", "co-creation", "user-study", "design-thinking", "simulation")
RESULT_KINDS = ("measured", "stated", "expected")
COUNTRIES = ("dk", "se", "no", "fi", "de", "nl")

PAGES = {
    "index.md": "---\ntitle: Home\ndescription: A made-up showroom for measuring.\ntemplate: home.html\n---\n"
    "<!-- showroom:hero -->\n\n<!-- showroom:sectors -->\n\n<!-- showroom:cities -->\n",
    "about.md": "---\ntitle: About\ndescription: What this is.\n---\n# About\n\nMade up, for measuring.\n",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A made-up figure."""

    indicator: str
    unit: str
    value: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One made-up solution, as we and the peers write it to disk."""

    slug: str
    title: str
    summary: str
    sectors: tuple[str, ...]
    technologies: tuple[str, ...]
    city: str
    lab: str | None
    status: str
    started: int
    model: str
    method: str
    partners: tuple[tuple[str, str], ...]
    """(organisation, role), the owner first."""
    results: tuple[Result, ...]
    challenge: str
    solution: str
    finding: str
    picture: str | None
    """File name of its photo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabEntry:
    """One made-up living lab."""

    slug: str
    name: str
    city: str
    operator: str
    """The organisation that runs it."""
    sector: str
    description: str


class Synthetic:
    """A catalogue that can be written down, by us and by the peers' adapters."""

    def __init__(self, size: int, seed: int = 1) -> None:
        self.size = size
        self.seed = seed
        self.lexicon = Lexicon(seed)
        self.sectors = self._terms("sector", SECTORS)
        self.technologies = self._terms("technology", TECHNOLOGIES)
        self.cities = {name: name.capitalize() for name in self.lexicon.invent("P", CITIES)}
        organisations = self.lexicon.invent("N", min(3000, max(40, size * 3 // 5)))
        self.organisations = {name: f"{name.capitalize()} {KINDS[i % len(KINDS)].capitalize()}" for i, name in enumerate(organisations)}
        self.labs = {f"{name}-lab": f"{name.capitalize()} Living Lab" for name in self.lexicon.invent("P", max(4, min(300, size // 20)))}
        self.names = self.lexicon.invent("N", size)
        """A name of its own for each entry: no two titles are nearly the same."""
        with_picture = range(0, size, max(10, -(-size // MOST_PICTURES)))
        self.pictures = {number: ("photo.jpg", "photo.png")[i % 2] for i, number in enumerate(with_picture)}

    def _terms(self, kind: str, number: int) -> dict[str, str]:
        words = self.lexicon.invent("N", number)
        return {word: f"{word.capitalize()} {kind}" for word in words}

    def entries(self) -> Iterator[Entry]:
        """Every entry; one entry does not depend on those before it."""
        places = {kind: list(ids) for kind, ids in (
            ("sectors", self.sectors), ("technologies", self.technologies), ("cities", self.cities),
            ("organisations", self.organisations), ("labs", self.labs),
        )}  # fmt: skip
        for number, name in enumerate(self.names):
            yield self._entry(number, name, places)

    def _entry(self, number: int, name: str, places: dict[str, list[str]]) -> Entry:
        dice = Random(f"{self.seed} {number}")
        writer = Writer(self.lexicon, dice)
        noun, other, adjective, verb = writer.word("N"), writer.word("N"), writer.word("A"), writer.word("V")
        items = "\n".join(f"- The {writer.word('A')} {writer.word('N')} of the {writer.word('N')}" for _ in range(3))
        text = [writer.paragraph(60), writer.paragraph(50)]
        if number % 3 == 0:
            text.insert(1, items)
        if number % 5 == 0:
            text.append(f"More is told on [the page of the {noun}](https://example.org/{name}).")
        summary = f"The {adjective} {noun} {verb} the {other} for residents of the district"
        while len(summary) < 90:
            summary += f" and the {writer.word('N')}"
        partners = dice.sample(places["organisations"], dice.randint(2, 4))
        return Entry(
            slug=f"{name}-{number:05d}",
            title=f"{name.capitalize()}: {adjective} {noun} that {verb} the {other}"[:80],
            summary=f"{summary[:190]}.",
            sectors=tuple(dice.sample(places["sectors"], dice.choice((1, 1, 2, 2, 3)))),
            technologies=tuple(dice.sample(places["technologies"], dice.randint(2, 6))),
            city=places["cities"][min(int(dice.expovariate(4) * CITIES), CITIES - 1)],
            lab=dice.choice(places["labs"]) if number % 20 == 0 else None,
            status=dice.choice(STATUSES),
            started=dice.randint(2008, 2025),
            model=dice.choice(MODELS),
            method=dice.choice(METHODS),
            partners=tuple(zip(partners, ROLES, strict=False)),
            results=tuple(
                Result(indicator=indicator, unit=unit, value=dice.randint(1, 99), kind=dice.choice(RESULT_KINDS))
                for indicator, unit in dice.sample(INDICATORS, 3)
            ),
            challenge=writer.paragraph(82),
            solution="\n\n".join(text),
            finding=writer.sentence(),
            picture=self.pictures.get(number),
        )

    def write(self, folder: Path, model: Path) -> None:
        """The whole catalogue into a new folder; vocabularies that are not made up come from the catalogue `model`."""
        for name in ("solutions", "labs", "images", "pages", "vocabularies"):
            (folder / name).mkdir(parents=True)
        for path in (model / "vocabularies").glob("*.yml"):
            shutil.copyfile(path, folder / "vocabularies" / path.name)
        shutil.copyfile(model / "facets.yml", folder / "facets.yml")
        for name, text in PAGES.items():
            put(folder / "pages" / name, text)
        self._write_lists(folder)
        for lab in self.lab_entries():
            put(folder / "labs" / f"{lab.slug}.yml", lab_yaml(lab))
        for entry in self.entries():
            put(folder / "solutions" / f"{entry.slug}.yml", solution_yaml(entry))
            if entry.picture:
                (folder / "images" / entry.slug).mkdir()
                picture(entry).save(folder / "images" / entry.slug / entry.picture)

    @property
    def sector_terms(self) -> list[dict[str, Any]]:
        """Terms of the vocabulary of sectors."""
        return [
            {"id": id, "label": label, "definition": "A made-up sector.", "icon": ICONS[i % len(ICONS)], "hue": i * 24}
            for i, (id, label) in enumerate(self.sectors.items())
        ]

    @property
    def technology_terms(self) -> list[dict[str, Any]]:
        """Terms of the vocabulary of technologies."""
        return [
            {"id": id, "label": label, "definition": "A made-up technology."} for id, label in self.technologies.items()
        ]

    @property
    def city_list(self) -> list[dict[str, Any]]:
        """Every city, as `cities.yml` has them."""
        return [
            {"id": id, "name": name, "country": COUNTRIES[i % len(COUNTRIES)], "lat": 46 + i % 12, "lon": 4 + i // 12}
            for i, (id, name) in enumerate(self.cities.items())
        ]

    @property
    def organisation_list(self) -> list[dict[str, Any]]:
        """Every organisation, as `organisations.yml` has them."""
        return [
            {"id": id, "name": name, "kind": KINDS[i % len(KINDS)]} for i, (id, name) in enumerate(self.organisations.items())
        ]

    def lab_entries(self) -> Iterator[LabEntry]:
        """Every living lab; a lab depends on those before it."""
        dice = Random(f"labs {self.seed}")
        for slug, name in self.labs.items():
            writer = Writer(self.lexicon, dice)
            yield LabEntry(
                slug=slug,
                name=name,
                city=dice.choice([*self.cities]),
                operator=dice.choice([*self.organisations]),
                sector=dice.choice([*self.sectors]),
                description=writer.paragraph(60),
            )

    def _write_lists(self, folder: Path) -> None:
        for name, terms in (("sectors", self.sector_terms), ("technologies", self.technology_terms)):
            text = f"title: {name.capitalize()}\ndefinition: Made-up terms.\nsource: Made up for measuring.\nterms:\n"
            put(folder / "vocabularies" / f"{name}.yml", text + lines(terms))
        put(folder / "cities.yml", lines(self.city_list))
        put(folder / "organisations.yml", lines(self.organisation_list))


LAB_SUMMARY = "A made-up place where residents, the city and companies try things together."

SOURCE = {"id": "report", "title": "Report on the trial", "publisher": "Example City", "url": "https://example.org/report"}
"""Where every figure of every entry comes from."""

ADDED = "2026-01-15"

ALT, CREDIT, LICENCE = "Coloured squares in rows, made up for measuring", "Nobody", "CC0-1.0"
"""Of every photo."""

SOURCES = (
    f"sources:\n  - id: {SOURCE['id']}\n    title: {SOURCE['title']}\n    publisher: {SOURCE['publisher']}\n"
    f"    url: {SOURCE['url']}\nadded: {ADDED}\n"
)


def lab_yaml(lab: LabEntry) -> str:
    """The lab as one of its people would write it."""
    return (
        f"name: {lab.name}\nsummary: {LAB_SUMMARY}\n"
        f"city: {lab.city}\noperators: [{lab.operator}]\n"
        f"sectors: [{lab.sector}]\ndescription: |\n{indented(lab.description)}\n{SOURCES}"
    )


def solution_yaml(entry: Entry) -> str:
    """The entry as one of its authors would write it."""
    said = [
        f"title: {json.dumps(entry.title)}",
        f"summary: {entry.summary}",
        f"sectors: [{', '.join(entry.sectors)}]",
        f"technologies: [{', '.join(entry.technologies)}]",
        f"city: {entry.city}",
        *([f"lab: {entry.lab}"] if entry.lab else []),
        f"status: {entry.status}",
        f"period: {{started: {entry.started}}}",
        f"challenge: |\n{indented(entry.challenge)}",
        f"solution: |\n{indented(entry.solution)}",
        f"partnership:\n  model: {entry.model}\n  methods: [{entry.method}]",
        "partners:",
        *(f"  - {{organisation: {organisation}, role: {role}}}" for organisation, role in entry.partners),
        "results:",
        *(
            f"  - {{indicator: {r.indicator}, value: {r.value}, unit: {r.unit}, kind: {r.kind}, source: report}}"
            for r in entry.results
        ),
        f"findings:\n  - kind: worked\n    text: {entry.finding}\n    source: report",
    ]
    if entry.picture:
        said.append(
            f"images:\n  - file: {entry.picture}\n    alt: {ALT}\n    credit: {CREDIT}\n    licence: {LICENCE}"
        )
    return "\n".join(said) + "\n" + SOURCES


def picture(entry: Entry) -> Any:
    """A photo's stand-in (a Pillow image) in the entry's own colours, wide enough for a cover."""
    from PIL import Image

    dice = Random(entry.slug)
    # Squares, since smooth shades make a PNG that takes half a second to write.
    way = Image.Resampling.NEAREST if entry.picture == "photo.png" else Image.Resampling.BICUBIC
    return Image.frombytes("RGB", (24, 16), dice.randbytes(24 * 16 * 3)).resize((1200, 800), way)


def put(path: Path, text: str) -> None:
    """Write a file as UTF-8 with `\\n`, on every system."""
    path.write_bytes(text.encode())


def lines(things: list[dict[str, Any]]) -> str:
    """A YAML list, one thing a line (JSON is YAML)."""
    return "".join(f"- {json.dumps(thing, ensure_ascii=False)}\n" for thing in things)


def indented(text: str) -> str:
    """The text as a block of YAML."""
    return "\n".join(f"  {line}" if line else "" for line in text.splitlines())
