"""The same entries as a Hugo site that writes the pages we write: shell, cards, figures, related solutions, data, photos.

Left out is what Hugo has no part in: our search and the data of the explorer (Pagefind is measured for that), pages
that only a script fills (compare, shortlist, visit planner), insights, and the rules below `contribute/`. Needs PyYAML
and the theme's icons.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from _bench.projects import PEERS
from _bench.synthetic import ADDED, ALT, CREDIT, LAB_SUMMARY, LICENCE, SOURCE, Entry, LabEntry, Synthetic, picture, put
from _command import CATALOGUE, PROJECT

ASSETS = Path("assets") / "showroom"

VOCABULARIES = ("statuses", "partnership-models", "methods", "partner-roles", "organisation-kinds", "countries", "units")
"""Of the real catalogue, as our made-up one has them too."""

ICON = re.compile(r"icons\.svg#material-([a-z0-9-]+)")
"""An icon that a layout spells out."""


def write_hugo_same(made: Synthetic, folder: Path) -> None:
    """A Hugo site in a new folder: an entry's page is a file, or a bundle when it has a photo; what has no prose is data."""
    shutil.copytree(PEERS / "hugo-same", folder)
    solutions = folder / "content" / "solutions"
    for entry in made.entries():
        page = solution_page(entry)
        if entry.picture:
            (solutions / entry.slug).mkdir()
            put(solutions / entry.slug / "index.md", page)
            picture(entry).save(solutions / entry.slug / entry.picture)
        else:
            put(solutions / f"{entry.slug}.md", page)
    for lab in made.lab_entries():
        (folder / "content" / "labs" / lab.slug).mkdir()
        put(folder / "content" / "labs" / lab.slug / "_index.md", lab_page(lab))
    data = lists(made)
    for name, terms in data.items():
        put(folder / "data" / f"{name}.json", json.dumps(terms))
    write_assets(data, folder)


def solution_page(entry: Entry) -> str:
    """An entry as Markdown: what was done is its text, all else stands above it."""
    facts = {
        "title": entry.title, "summary": entry.summary, "sectors": entry.sectors, "technologies": entry.technologies,
        "cities": [entry.city], **({"labs": [entry.lab]} if entry.lab else {}),
        "organisations": [organisation for organisation, _ in entry.partners],
        "status": entry.status, "started": entry.started, "model": entry.model, "methods": [entry.method],
        "partners": [{"organisation": organisation, "role": role} for organisation, role in entry.partners],
        "results": [
            {"indicator": r.indicator, "value": r.value, "unit": r.unit, "kind": r.kind, "source": SOURCE["id"]} for r in entry.results
        ],
        "findings": [{"kind": "worked", "text": entry.finding, "source": SOURCE["id"]}],
        "sources": [{**SOURCE, "number": 1}], "challenge": entry.challenge, "added": ADDED,
    }  # fmt: skip
    if entry.picture:
        facts["images"] = [{"file": entry.picture, "alt": ALT, "credit": CREDIT, "licence": LICENCE}]
    return f"{front_matter(facts)}{entry.solution}\n"


def lab_page(lab: LabEntry) -> str:
    """A lab as Markdown. Its places are no taxonomies, or it would stand on lists of solutions."""
    of = {"cities": [lab.city], "organisations": [lab.operator], "sectors": [lab.sector]}
    facts = {"title": lab.name, "summary": LAB_SUMMARY, "of": of, "sources": [SOURCE], "added": ADDED}
    return f"{front_matter(facts)}{lab.description}\n"


def front_matter(facts: Mapping[str, Any]) -> str:
    """The facts between lines of dashes, a field a line (JSON is YAML)."""
    return "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in facts.items()) + "---\n"


def lists(made: Synthetic) -> dict[str, dict[str, Any]]:
    """Name of a data file → id → term: what a catalogue keeps in lists, each with what pages and JSON say of it."""
    vocabularies = {name: vocabulary(name) for name in VOCABULARIES}
    units = vocabularies["units"]
    indicators = {
        id: {"id": id, "label": term["label"], "unit": {key: units[term["unit"]][key] for key in ("id", "label")}, "better": term["better"]}
        for id, term in vocabulary("indicators").items()
    }
    named = {"cities": made.city_list, "organisations": made.organisation_list}
    return {
        "sectors": {term["id"]: drawn(term) for term in made.sector_terms},
        "technologies": {term["id"]: term for term in made.technology_terms},
        **{kind: {thing["id"]: {**thing, "label": thing["name"]} for thing in things} for kind, things in named.items()},
        **{name: {id: drawn(kept(term)) for id, term in terms.items()} for name, terms in vocabularies.items()},
        "indicators": indicators,
    }


def vocabulary(name: str) -> dict[str, dict[str, Any]]:
    """Id → term of a vocabulary of the real catalogue."""
    import yaml

    text = (CATALOGUE / "vocabularies" / f"{name}.yml").read_text("utf-8")
    return {term["id"]: term for term in yaml.load(text, yaml.CSafeLoader)["terms"]}


def kept(term: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of a term where it is used."""
    return {key: term[key] for key in ("id", "label", "synonyms", "icon") if key in term}


def drawn(term: Mapping[str, Any]) -> dict[str, Any]:
    """The term with its icon's name as the sprite has it."""
    return {**term, **({"icon": term["icon"].replace("/", "-")} if "icon" in term else {})}


def write_assets(data: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """Styles, scripts and icons, as files that Hugo copies."""
    sys.path.insert(0, str(PROJECT / "hooks"))
    from showroom.icons import sprite

    assets = folder / "static" / ASSETS
    shutil.copytree(PROJECT / "overrides" / ASSETS, assets)
    texts = [path.read_text("utf-8") for path in sorted((folder / "layouts").rglob("*.html"))]
    spelled = {f"material/{name}" for text in texts for name in ICON.findall(text)}
    named = {term["icon"].replace("-", "/", 1) for terms in data.values() for term in terms.values() if "icon" in term}
    put(assets / "icons.svg", sprite(spelled | named))
    hues = "".join(f'[data-sector="{id}"]{{--sc-hue:{sector["hue"]}}}\n' for id, sector in data["sectors"].items())
    put(assets / "css" / "sectors.css", hues)
