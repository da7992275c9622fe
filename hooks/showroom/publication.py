"""The publication: the whole catalogue as one PDF that a reader prints or sends on, set by Typst.

What it says is worked out here, as data; how it looks is in `overrides/showroom/publication/publication.typ`, which
reads the data as JSON. So a text of an entry is never markup there, whatever is in it. Nothing is fetched, and no clock
is asked: the same catalogue makes the same bytes.
"""

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image

from .icons import outlines
from .model import Baseline, Catalogue, Finding, Lab, Quantity, Result, Solution, Term, Visit
from .render import MAP, Settings, words_of
from .render.dates import long_date, years
from .render.figures import quantity, value_with_unit
from .render.maps import Map, Marker, markers
from .render.offer import COVER_SHAPE, COVER_WIDTHS, Offer, offer_of
from .render.listings import subjects
from .render.prose import phrase, prose
from .render.selections import numbers
from .render.sentences import names
from .render.typesetting import typeset
from .shapes import FINDING_KINDS, RESULT_KINDS
from .slugs import sort_key

TALL = 2_200
"""Characters of an entry from which on it may be taller than a page, which holds two of 1,600."""

FIGURES = 4
"""Of a solution, in one row; the others are counted."""

FOLDER = Path("showroom/publication")
"""Within the overrides folder."""
TEMPLATE = FOLDER / "publication.typ"
FONTS = FOLDER / "fonts"

ACCESSIBLE = "ua-1"
"""The standard for accessible PDF (ISO 14289-1), which public buyers ask for (EN 301 549)."""

_MILLIMETRES_PER_INCH = 25.4
_COVER_QUALITY = 86
"""Of WebP; with less, the small letters on the cover get a halo."""

_SPACE = re.compile(r"[ \t\r\n]+")
"""What a browser makes one space of; the no-break space is not among it."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A publication that was made."""

    offer: Offer
    """With its number of pages and its size."""
    files: Mapping[str, bytes]
    """URI → content: the PDF and the pictures of its cover."""


@dataclass(frozen=True)
class Publication:
    """The publication of a catalogue. Nothing is made before it is asked for."""

    catalogue: Catalogue
    settings: Settings
    offer: Offer

    @classmethod
    def of(cls, catalogue: Catalogue, settings: Settings) -> "Publication | None":
        """None when the catalogue has nothing to print, or too much."""
        offer = offer_of(catalogue, settings.site_name)
        return cls(catalogue, settings, offer) if offer else None

    @property
    def paths(self) -> tuple[str, ...]:
        """The URIs of its files."""
        return self.offer.uri, *(uri for _, uri in self.offer.covers)

    def made(self) -> Printed:
        """All of it, made now."""
        pdf, pages = self.pdf()
        return Printed(replace(self.offer, pages=pages, bytes=len(pdf)), {self.offer.uri: pdf, **self.covers()})

    def file(self, uri: str) -> bytes:
        """One of its files, made now."""
        return self.pdf()[0] if uri == self.offer.uri else self.covers()[uri]

    def pdf(self) -> tuple[bytes, int]:
        """The document, and how many pages it has."""
        from typst import TypstError  # here, as in `_compiler`

        compiler = self._compiler("all")
        made_on = datetime.fromisoformat(self.data["date"]).replace(tzinfo=UTC)
        try:
            content = compiler.compile(format="pdf", pdf_standards=[ACCESSIBLE], timestamp=made_on)
        except TypstError:
            # A character that none of the fonts has breaks the standard; it shall not break the build.
            content = compiler.compile(format="pdf", timestamp=made_on)
        return content, json.loads(compiler.query("<pages>", field="value", one=True))

    def covers(self) -> dict[str, bytes]:
        """URI → its first page as a picture, in each width."""
        widest = max(COVER_WIDTHS)
        content = self._compiler("cover").compile(format="png", ppi=widest * _MILLIMETRES_PER_INCH / COVER_SHAPE[0])
        with Image.open(io.BytesIO(content)) as image:
            page = image.convert("RGB")
        width, height = self.offer.cover_size
        return {uri: _webp(page, (wide, round(wide * height / width))) for wide, uri in self.offer.covers}

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """All that the document says, fit for JSON: texts ready to be read, and prose as trees."""
        return _Contents(self).data

    def _compiler(self, part: str) -> Any:
        """Typst with the template and the data; `part` is `all` or `cover`."""
        # Here, because a build that has a publication in its cache need not load 34 MB of typesetting.
        import typst

        overrides = self.settings.overrides
        return typst.Compiler(
            input=str(overrides / TEMPLATE),
            root=str(overrides),
            # None of the machine's own: the same document everywhere. Typst brings some for what ours lacks.
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(overrides / FONTS)]),
            sys_inputs={"part": part, "data": json.dumps(self.data, ensure_ascii=False)},
        )


def _webp(page: Image.Image, size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    page.resize(size, Image.Resampling.LANCZOS).save(out, "WEBP", quality=_COVER_QUALITY, method=6)
    return out.getvalue()


# --- What it says ---------------------------------------------------------------------------------


class _Contents:
    """Puts together what the document says."""

    def __init__(self, publication: Publication) -> None:
        self._catalogue = publication.catalogue
        self._settings = publication.settings
        self._words = words_of(publication.settings)
        self._is_whole = publication.offer.is_whole

    @property
    def data(self) -> Mapping[str, Any]:
        catalogue, settings, words = self._catalogue, self._settings, self._words
        newest = max(entry.updated for entry in (*catalogue.solutions, *catalogue.labs.values()))
        return {
            "site": {"name": settings.site_name, "url": settings.site_url, "address": _address(settings.site_url), "language": settings.language},
            "title": words("publication.title", count=len(catalogue.solutions)),
            "subject": words("publication.subject"),
            "date": newest,
            "state": words("publication.state", date=long_date(newest)),
            "numbers": [[f"{number:,}", words(f"home.numbers.{name}")] for name, number in numbers(catalogue)],
            "words": dict(words.group("publication.print")),
            "map": self._map(),
            "whole": self._is_whole,
            "kinds": [{"id": kind, "label": words(f"kind.{kind}"), "help": words(f"kind-help.{kind}")} for kind in RESULT_KINDS],
            "sectors": self._sectors(),
            "labs": [self._lab(lab) for lab in sorted(catalogue.labs.values(), key=lambda lab: sort_key(lab.name))],
            "cities": self._cities(),
        }

    def _map(self) -> Mapping[str, Any]:
        words = self._words
        counts = [(city, len(self._catalogue.listings["cities"].get(id_, ()))) for id_, city in self._catalogue.cities.items()]
        counts = [(city, count) for city, count in counts if count]
        map_ = Map.of(self._settings.overrides / MAP)
        circles = markers(counts, map_)
        most = max((circle.count for circle in circles), default=0)
        leading = [circle.city.name for circle in circles if circle.count == most]
        shown = {circle.city.id for circle in circles}
        outside = [city.name for city, _ in counts if city.id not in shown]
        return {
            "width": map_.width,
            "height": map_.height,
            "land": map_.path,
            "alt": words("publication.map-alt", count=len(leading), names=names(leading, words)) if leading else words("publication.subject"),
            "outside": words("publication.map-outside", names=", ".join(outside)) if outside else "",
            "circles": [_circle(circle) for circle in circles],
        }

    def _sectors(self) -> Sequence[Mapping[str, Any]]:
        """Those that are some solution's main one, in the order of the vocabulary."""
        members: dict[str, list[Solution]] = {}
        for solution in self._catalogue.solutions:
            members.setdefault(solution.sectors[0].id, []).append(solution)
        return [self._sector(term, members[term.id]) for term in subjects("sectors", self._catalogue) if isinstance(term, Term) and term.id in members]

    def _sector(self, term: Term, solutions: Sequence[Solution]) -> Mapping[str, Any]:
        side, paths = outlines(term.icon) if term.icon else (24.0, ())
        return {
            "id": term.id,
            "label": term.label,
            "definition": term.definition,
            "hue": term.hue,
            "icon": {"side": side, "paths": paths},
            "count": self._words("publication.solutions", count=len(solutions)),
            "solutions": [self._solution(solution) if self._is_whole else self._line(solution) for solution in solutions],
        }

    def _line(self, solution: Solution) -> Mapping[str, Any]:
        uri = f"solutions/{solution.slug}/"
        return {
            "id": solution.slug,
            "title": typeset(solution.title),
            "city": solution.city.name,
            "place": f"{solution.city.name}, {solution.city.country.label}",
            "url": f"{self._settings.site_url}{uri}",
            "uri": uri,
        }

    def _solution(self, solution: Solution) -> Mapping[str, Any]:
        shown = sorted(solution.results, key=lambda result: RESULT_KINDS.index(result.kind))[:FIGURES]
        more = len(solution.results) - len(shown)
        lessons = sorted(solution.findings, key=lambda finding: finding.kind != FINDING_KINDS[1])
        facts = [solution.lab.name if solution.lab else "", solution.status.label if solution.status else ""]
        facts.append(years(solution.period, self._words, is_over=solution.is_over) if solution.period else "")
        return {
            **self._line(solution),
            "facts": [fact for fact in facts if fact],
            "summary": typeset(solution.summary),
            "figures": [self._figure(result) for result in shown],
            "more": self._words("publication.more-figures", count=more) if more else "",
            "demand": tree(prose(solution.challenge)),
            "done": tree(prose(solution.solution)),
            "lessons": [self._lesson(finding) for finding in lessons],
            "partners": [{"name": partner.organisation.name, "role": partner.role.label} for partner in solution.partners],
            "visit": self._visit_of(solution),
            "tall": _length(solution) > TALL,
        }

    def _figure(self, result: Result) -> Mapping[str, Any]:
        return {
            "value": quantity(result.quantity, self._words),
            "label": typeset(result.label),
            "kind": result.kind,
            "known": self._words(f"kind.{result.kind}"),
            "period": years(result.period, self._words) if result.period else "",
            "baseline": self._baseline(result.baseline, result.quantity) if result.baseline else "",
            "note": typeset(result.note or ""),
            **_source(result),
        }

    def _baseline(self, baseline: Baseline, of: Quantity) -> str:
        if baseline.value is None:
            return typeset(self._words("solution.baseline", text=baseline.description))
        return typeset(self._words("solution.baseline-value", value=value_with_unit(baseline.value, of.unit), text=baseline.description))

    def _lesson(self, finding: Finding) -> Mapping[str, Any]:
        return {"kind": finding.kind, "label": self._words(f"finding.{finding.kind}"), "text": tree(phrase(finding.text)), **_source(finding)}

    def _visit_of(self, solution: Solution) -> Mapping[str, Any] | None:
        """How to come and see it; of its lab where it says nothing itself."""
        if solution.visit:
            return self._visit(solution.visit)
        if solution.lab and solution.lab.visit:
            return self._visit(solution.lab.visit, self._words("publication.visit-lab", name=solution.lab.name))
        return None

    def _visit(self, visit: Visit, at: str = "") -> Mapping[str, Any]:
        said = [at, self._words("visit.possible" if visit.possible else "visit.not-possible"), visit.note or ""]
        if visit.languages:
            said.append(self._words("visit.languages", names=", ".join(visit.languages)))
        return {"text": typeset(" ".join(filter(None, said))), "url": visit.url or ""}

    def _lab(self, lab: Lab) -> Mapping[str, Any]:
        proven = self._catalogue.listings["labs"].get(lab.slug, ())
        return {
            "id": lab.slug,
            "name": typeset(lab.name),
            "place": f"{lab.city.name}, {lab.city.country.label}",
            "hue": lab.sectors[0].hue,
            "facts": [years(lab.period, self._words)] if lab.period else [],
            "summary": typeset(lab.summary),
            "operators": ", ".join(organisation.name for organisation in lab.operators),
            "offers": [typeset(offer) for offer in lab.offers],
            "visit": self._visit(lab.visit) if lab.visit else None,
            "proven": [{"id": solution.slug, "title": typeset(solution.title)} for solution in proven] if self._is_whole else [],
            "url": f"{self._settings.site_url}labs/{lab.slug}/",
            "uri": f"labs/{lab.slug}/",
        }

    def _cities(self) -> Sequence[Mapping[str, Any]]:
        found = self._catalogue.listings["cities"]
        return [
            {
                "name": city.name,
                "country": city.country.label,
                "solutions": [
                    {"id": solution.slug, "title": typeset(solution.title)}
                    for solution in sorted(found[id_], key=lambda solution: sort_key(solution.title))
                ],
            }
            for id_, city in self._catalogue.cities.items()
            if found.get(id_)
        ]


def _length(solution: Solution) -> int:
    """Characters that an entry is printed with, roughly."""
    texts = [solution.title, solution.summary, solution.challenge, solution.solution]
    texts += [finding.text for finding in solution.findings]
    texts += [partner.organisation.name + partner.role.label for partner in solution.partners]
    texts += [text for result in solution.results[:FIGURES] for text in (result.label, result.note or "", result.baseline.description if result.baseline else "")]
    return sum(map(len, texts))


def _circle(marker: Marker) -> Mapping[str, Any]:
    name = {"text": marker.city.name, "x": marker.name.x, "y": marker.name.y, "anchor": marker.name.anchor, "shift": marker.name.shift}
    return {
        "x": marker.x, "y": marker.y, "radius": marker.radius, "count": marker.count, "size": marker.count_size,
        "name": name if marker.name.is_shown else None,
    }  # fmt: skip


def _source(of: Result | Finding) -> Mapping[str, Any]:
    """The number of its source, and where that stands on the solution's page."""
    return {"source": of.source.number, "anchor": f"#source-{of.source.id}"} if of.source else {"source": None, "anchor": ""}


def _address(url: str) -> str:
    """An address as it is read out: without what browsers add themselves."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}".rstrip("/")


# --- Prose ----------------------------------------------------------------------------------------

Node = str | Mapping[str, Any]
"""A text, or an element: its `tag`, what it is made `of`, and of a link where it leads `to`."""

_BLOCKS = {"p", "ul", "ol", "li", "blockquote"}


def tree(html: str) -> Sequence[Node]:
    """The HTML that `prose` and `phrase` make, as nested lists that the template walks."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _tidy(reader.root)


class _Reader(HTMLParser):
    """Every start has its end in what it reads: the sanitiser wrote it."""

    def __init__(self) -> None:
        super().__init__()
        self.root: list[Any] = []
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Goes down into an element."""
        element: dict[str, Any] = {"tag": tag, "of": []}
        if tag == "a":
            element["to"] = dict(attrs).get("href") or ""
        self._open[-1].append(element)
        if tag != "br":
            self._open.append(element["of"])

    def handle_endtag(self, tag: str) -> None:
        """Comes up again."""
        if tag != "br":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """A text."""
        self._open[-1].append(_SPACE.sub(" ", data))


def _tidy(nodes: Iterable[Any]) -> list[Any]:
    """Without the spaces between blocks."""
    found = [{**node, "of": _tidy(node["of"])} if isinstance(node, dict) else node for node in nodes]
    if any(isinstance(node, dict) and node["tag"] in _BLOCKS for node in found):
        return [node for node in found if node != " "]
    return found
