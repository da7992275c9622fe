"""The same entries as a project of each peer: a page each, and paged lists by sector, city, technology, lab and organisation.

Hugo and Eleventy get a shell of one kilobyte and no search; MkDocs gets Material and its search. We write several
times as much a page; `same_pages` has Hugo do the same. Standard library only.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from _bench.synthetic import Entry, Synthetic, picture, put

PEERS = Path(__file__).with_name("peers")

PAGE = 48
"""Entries on a page of a list."""

LISTS = ("sectors", "cities", "technologies", "labs", "organisations")
"""What there are lists of, each below a folder of that name."""


def write_hugo(made: Synthetic, folder: Path) -> None:
    """A Hugo site in a new folder."""
    shutil.copytree(PEERS / "hugo", folder)
    write_pages(made.entries(), folder / "content" / "solutions", folder / "static" / "images")
    put(folder / "static" / "style.css", "main { max-width: 60rem }\n")


def write_eleventy(made: Synthetic, folder: Path) -> None:
    """An Eleventy site in a new folder; its packages are installed elsewhere."""
    shutil.copytree(PEERS / "eleventy", folder, ignore=shutil.ignore_patterns("package*.json"))
    put(folder / "package.json", '{"type": "module"}\n')
    write_pages(made.entries(), folder / "solutions", folder / "images")
    put(folder / "solutions" / "solutions.json", '{"layout": "solution.njk"}\n')


def write_pages(entries: Iterable[Entry], pages: Path, images: Path) -> None:
    """Markdown with front matter, for Hugo and Eleventy."""
    pages.mkdir(parents=True)
    images.mkdir(parents=True)
    for entry in entries:
        put(pages / f"{entry.slug}.md", f"---\n{front_matter(entry)}---\n{entry.challenge}\n\n{entry.solution}\n\n{entry.finding}\n")
        if entry.picture:
            picture(entry).save(images / f"{entry.slug}{Path(entry.picture).suffix}")


def front_matter(entry: Entry) -> str:
    """What stands above the text, as YAML."""
    results = [{"indicator": r.indicator, "value": r.value, "unit": r.unit, "kind": r.kind} for r in entry.results]
    partners = [{"organisation": organisation, "role": role} for organisation, role in entry.partners]
    facts = {
        "title": entry.title, "summary": entry.summary, "sectors": entry.sectors, "cities": [entry.city],
        "technologies": entry.technologies, "labs": [entry.lab] if entry.lab else [],
        "organisations": [organisation for organisation, _ in entry.partners], "status": entry.status, "started": entry.started,
        "results": results, "partners": partners,
    }  # fmt: skip
    if entry.picture:
        facts["picture"] = f"{entry.slug}{Path(entry.picture).suffix}"
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in facts.items())


def write_mkdocs(made: Synthetic, folder: Path, *, in_navigation: bool) -> None:
    """A MkDocs project in a new folder; lists are pages of links and never in the navigation."""
    docs = folder / "docs"
    lists: dict[str, list[Entry]] = defaultdict(list)
    (docs / "solutions").mkdir(parents=True)
    (docs / "images").mkdir()
    for entry in made.entries():
        for place in ("solutions/index", *places(entry)):
            lists[place].append(entry)
        put(docs / "solutions" / f"{entry.slug}.md", mkdocs_page(entry))
        if entry.picture:
            picture(entry).save(docs / "images" / f"{entry.slug}{Path(entry.picture).suffix}")
    for kind in LISTS:
        (docs / kind).mkdir()
    for place, entries in lists.items():
        for number, start in enumerate(range(0, len(entries), PAGE), 1):
            name = place if number == 1 else f"{place}-{number}"
            put(docs / f"{name}.md", mkdocs_list(name, entries[start : start + PAGE]))
    put(docs / "index.md", "# Showroom\n\n[All solutions](solutions/index.md)\n")
    solutions = [f"solutions/{path.name}" for path in sorted((docs / "solutions").glob("*.md"))] if in_navigation else []
    settings = (PEERS / "mkdocs" / "mkdocs.yml").read_text("utf-8")
    navigation = [{"Home": "index.md"}, *([{"Solutions": solutions}] if solutions else [])]
    put(folder / "mkdocs.yml", f"{settings}nav: {json.dumps(navigation)}\n")


def places(entry: Entry) -> list[str]:
    """Pages of the lists that the entry is in, without suffix."""
    return [
        *(f"sectors/{sector}" for sector in entry.sectors),
        f"cities/{entry.city}",
        *(f"technologies/{technology}" for technology in entry.technologies),
        *([f"labs/{entry.lab}"] if entry.lab else []),
        *(f"organisations/{organisation}" for organisation, _ in entry.partners),
    ]


def mkdocs_page(entry: Entry) -> str:
    """An entry's page in Markdown."""
    others = [place for place in places(entry) if not place.startswith("organisations/")]
    links = "\n".join(f"- [{place.partition('/')[2]}](../{place}.md)" for place in others)
    rows = "\n".join(f"| {r.indicator} | {r.value} {r.unit} | {r.kind} |" for r in entry.results)
    partners = "\n".join(f"- [{organisation}](../organisations/{organisation}.md): {role}" for organisation, role in entry.partners)
    image = f"![Coloured squares in rows](../images/{entry.slug}{Path(entry.picture).suffix})\n\n" if entry.picture else ""
    return (
        f"# {entry.title}\n\n{entry.summary}\n\n{image}{links}\n\n{entry.status}, since {entry.started}\n\n"
        f"| Indicator | Value | Kind |\n| --- | --- | --- |\n{rows}\n\n{partners}\n\n"
        f"{entry.challenge}\n\n{entry.solution}\n\n{entry.finding}\n"
    )


def mkdocs_list(name: str, entries: list[Entry]) -> str:
    """A page of links to entries, in Markdown."""
    up = "" if name.startswith("solutions/") else "../solutions/"
    items = "\n".join(f"- [{entry.title}]({up}{entry.slug}.md)\n\n    {entry.summary}" for entry in entries)
    return f"# {name}\n\n{items}\n"
