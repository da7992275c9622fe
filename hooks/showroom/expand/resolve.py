"""Turns each kind of checked entry into its resolved object."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..model import (
    Baseline,
    City,
    Contact,
    Cost,
    DataProtection,
    Finding,
    Image,
    Indicator,
    Lab,
    Link,
    Organisation,
    Partner,
    Partnership,
    Period,
    Place,
    Quantity,
    Readiness,
    Replication,
    Result,
    Solution,
    Source,
    Term,
    Unit,
    Visit,
    Vocabulary,
)
from ..pictures import look
from ..raw import RawCatalogue, RawEntry
from ..shapes import CITY, LAB, ORGANISATION, SOLUTION, VOCABULARIES
from .read import Values, read, reader

Named = Term | City | Organisation | Lab
"""What entries name by its id."""

_Sources = Mapping[str, Source]

_read_solution, _read_lab, _read_city, _read_organisation = map(reader, (SOLUTION, LAB, CITY, ORGANISATION))


class Resolver:
    """Holds what solutions refer to: vocabularies, cities, organisations and labs."""

    def __init__(self, raw: RawCatalogue) -> None:
        self.vocabularies: dict[str, Vocabulary] = {}
        # Units before indicators, which name them; the rest in any order.
        for name in sorted(raw.vocabularies, key=lambda name: (name == "indicators", name)):
            self.vocabularies[name] = self._vocabulary(raw.vocabularies[name])
        self._cities = {city_id: self._city(entry) for city_id, entry in raw.cities.items()}
        self._organisations = {o_id: self._organisation(entry) for o_id, entry in raw.organisations.items()}
        self.labs = {slug: self._lab(entry) for slug, entry in raw.labs.items()}

    def named(self) -> Iterator[Named]:
        """Everything that a solution may refer to."""
        for vocabulary in self.vocabularies.values():
            yield from vocabulary.terms.values()
        yield from (*self._cities.values(), *self._organisations.values(), *self.labs.values())

    def solution(self, entry: RawEntry, images: Mapping[str, Path]) -> Solution:
        """The solution in a checked entry; `images`: file name → file of its photos."""
        v = _read_solution(entry.fields)
        sources = _sources(v)
        return Solution(
            slug=entry.id,
            title=v["title"],
            summary=v["summary"],
            sectors=self._terms("sectors", v["sectors"]),
            technologies=self._terms("technologies", v["technologies"]),
            city=self._cities[v["city"]],
            lab=self.labs[v["lab"]] if v["lab"] else None,
            place=_place(v["location"]),
            status=self._optional_term("statuses", v["status"]),
            period=_period(v["period"]),
            readiness=v["trl"] and Readiness(level=int(v["trl"]["level"]), as_of=v["trl"]["as_of"]),
            challenge=v["challenge"],
            solution=v["solution"],
            partnership=v["partnership"] and self._partnership(v["partnership"]),
            partners=tuple(self._partner(p) for p in v["partners"]),
            results=tuple(self._result(r, sources) for r in v["results"]),
            findings=tuple(_finding(f, sources) for f in v["findings"]),
            costs=tuple(self._cost(c, sources) for c in v["costs"]),
            financing=self._terms("financing-kinds", v["financing"]),
            standards=v["standards"],
            data_protection=v["data_protection"] and DataProtection(**v["data_protection"]),
            requirements=v["requirements"],
            replication=tuple(self._replication(r, sources) for r in v["replication"]),
            visit=v["visit"] and Visit(**v["visit"]),
            contact=v["contact"] and self._contact(v["contact"]),
            images=tuple(Image(**image, picture=look(images[image["file"]])) for image in v["images"]),
            links=tuple(Link(**link) for link in v["links"]),
            documents=tuple(Link(**link) for link in v["documents"]),
            sdgs=self._terms("sdgs", v["sdgs"]),
            keywords=v["keywords"],
            related=v["related"],
            sources=tuple(sources.values()),
            verified=v["verified"],
            verify_by=v["verify_by"],
            added=v["added"],
            updated=v["updated"] or v["added"],
            declared_at=entry.fields.location,
        )

    def _lab(self, entry: RawEntry) -> Lab:
        v = _read_lab(entry.fields)
        sources = _sources(v)
        return Lab(
            slug=entry.id,
            name=v["name"],
            summary=v["summary"],
            city=self._cities[v["city"]],
            place=_place(v["location"]),
            operators=tuple(self._organisations[o] for o in v["operators"]),
            partners=tuple(self._organisations[o] for o in v["partners"]),
            sectors=self._terms("sectors", v["sectors"]),
            period=_period(v["period"]),
            description=v["description"],
            offers=v["offers"],
            facts=tuple(self._result(f, sources) for f in v["facts"]),
            visit=v["visit"] and Visit(**v["visit"]),
            contact=v["contact"] and self._contact(v["contact"]),
            links=tuple(Link(**link) for link in v["links"]),
            sources=tuple(sources.values()),
            added=v["added"],
            updated=v["updated"] or v["added"],
            declared_at=entry.fields.location,
        )

    def _vocabulary(self, entry: RawEntry) -> Vocabulary:
        v = read(VOCABULARIES[entry.id], entry.fields)
        terms = {term["id"]: self._read_term(entry.id, term) for term in v["terms"]}
        return Vocabulary(name=entry.id, title=v["title"], definition=v["definition"], source=v["source"], terms=terms)

    def _read_term(self, vocabulary: str, v: Values) -> Term:
        plain = {name: v[name] for name in ("id", "label", "definition", "group", "icon", "synonyms")}
        if vocabulary == "units":
            return Unit(**plain, vocabulary=vocabulary, quantity=v["quantity"], factor=v["factor"])
        if vocabulary == "indicators":
            unit = self._term("units", v["unit"])
            assert isinstance(unit, Unit)
            return Indicator(**plain, vocabulary=vocabulary, unit=unit, better=v["better"], is_reduction=bool(v["reduction"]))
        hue = v.get("hue")
        return Term(**plain, vocabulary=vocabulary, hue=None if hue is None else int(hue))

    def _city(self, entry: RawEntry) -> City:
        v = _read_city(entry.fields)
        return City(
            id=v["id"],
            name=v["name"],
            country=self._term("countries", v["country"]),
            region=v["region"],
            place=Place(lat=float(v["lat"]), lon=float(v["lon"])),
            synonyms=v["synonyms"],
            declared_at=entry.fields.location,
        )

    def _organisation(self, entry: RawEntry) -> Organisation:
        v = _read_organisation(entry.fields)
        return Organisation(
            id=v["id"],
            name=v["name"],
            kind=self._term("organisation-kinds", v["kind"]),
            country=self._optional_term("countries", v["country"]),
            url=v["url"],
            synonyms=v["synonyms"],
            declared_at=entry.fields.location,
        )

    def _term(self, vocabulary: str, term_id: str) -> Term:
        return self.vocabularies[vocabulary].terms[term_id]

    def _optional_term(self, vocabulary: str, term_id: str | None) -> Term | None:
        return self._term(vocabulary, term_id) if term_id else None

    def _terms(self, vocabulary: str, term_ids: tuple[str, ...]) -> tuple[Term, ...]:
        return tuple(self._term(vocabulary, term_id) for term_id in term_ids)

    def _partner(self, v: Values) -> Partner:
        return Partner(organisation=self._organisations[v["organisation"]], role=self._term("partner-roles", v["role"]))

    def _partnership(self, v: Values) -> Partnership:
        return Partnership(
            model=self._optional_term("partnership-models", v["model"]),
            procurement=self._optional_term("procurement-procedures", v["procurement"]),
            methods=self._terms("methods", v["methods"]),
        )

    def _result(self, v: Values, sources: _Sources) -> Result:
        """A solution's result, or a lab's fact, which names no indicator."""
        indicator = self._optional_term("indicators", v.get("indicator"))
        return Result(
            label=v["label"] or (indicator.label if indicator else ""),
            indicator=indicator if isinstance(indicator, Indicator) else None,
            quantity=_quantity(v, self._term("units", v["unit"])),
            kind=v["kind"],
            baseline=v["baseline"] and Baseline(**v["baseline"]),
            period=_period(v["period"]),
            note=v["note"],
            source=sources[v["source"]],
        )

    def _cost(self, v: Values, sources: _Sources) -> Cost:
        currency = v["currency"]
        unit = Term(id=currency, label=currency, vocabulary="units")
        return Cost(
            kind=self._term("cost-kinds", v["kind"]),
            quantity=_quantity(v, unit),
            period=_period(v["period"]),
            note=v["note"],
            source=sources[v["source"]],
        )

    def _replication(self, v: Values, sources: _Sources) -> Replication:
        city = self._cities[v["city"]] if v["city"] else None
        return Replication(
            place=v["place"] or (city.name if city else ""),
            city=city,
            since=v["since"],
            organisation=self._organisations[v["organisation"]] if v["organisation"] else None,
            note=v["note"],
            source=sources[v["source"]] if v["source"] else None,
        )

    def _contact(self, v: Values) -> Contact:
        return Contact(organisation=self._organisations[v["organisation"]], url=v["url"], email=v["email"])


def _sources(v: Values) -> dict[str, Source]:
    return {s["id"]: Source(**s, number=number) for number, s in enumerate(v["sources"], 1)}


def _finding(v: Values, sources: _Sources) -> Finding:
    return Finding(kind=v["kind"], text=v["text"], source=sources[v["source"]] if v["source"] else None)


def _quantity(v: Values, unit: Term) -> Quantity:
    range_ = v["range"]
    return Quantity(
        value=v["value"],
        low=range_["low"] if range_ else None,
        high=range_["high"] if range_ else None,
        unit=unit,
        qualifier=v["qualifier"],
    )


def _place(v: Values | None) -> Place | None:
    return Place(lat=float(v["lat"]), lon=float(v["lon"]), precision=v["precision"]) if v else None


def _period(v: Values | None) -> Period | None:
    return Period(**v) if v else None
