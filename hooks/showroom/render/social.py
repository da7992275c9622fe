"""Which card a page shows when its address is posted: one for each subject, and one for each solution while they are few."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path
from statistics import median

from ..articles import slug_in
from ..model import Catalogue, City, Lab, Place, Solution, Term
from ..pagetext import PageText
from .drawings import Drawing
from .listings import LISTINGS, subjects
from .page import Page
from .raster import Face, card
from .words import Words

FOLDER = "assets/showroom/social/"

SOLUTIONS_WITH_OWN = 500
"""At most so many solutions have a card each, as their cities, labs and technologies have: it takes 15 milliseconds and 55 kB,
and the map of a city 20 milliseconds more. In a larger catalogue they show their sector's, or that of the site."""

SITE = ""
"""Stands for the card of the site itself."""


@dataclass(frozen=True, slots=True)
class SocialCard:
    """A card, and where it is."""

    uri: str
    title: str
    drawing: Drawing


class SocialCards:
    """The cards of a site, by the address of the page each was made for."""

    def __init__(self, catalogue: Catalogue, words: Words, site_name: str, pages_beside: Iterable[PageText], overrides: Path) -> None:
        self._catalogue = catalogue
        self._words = words
        self._site_name = site_name
        self._overrides = overrides
        cities = list(catalogue.cities.values())
        self._middle = _middle_of([city.place for city in cities])
        self._everywhere = self._dots(catalogue.solutions)
        self._by_uri = {uri: self._card(uri, face) for uri, face in self._faces(pages_beside)}

    @property
    def drawings(self) -> Mapping[str, Drawing]:
        """URI → card."""
        return {card.uri: card.drawing for card in self._by_uri.values()}

    def of(self, page: Page) -> SocialCard:
        """The card of a catalogue page: its own, that of what it is about, or the site's."""
        solution = page.context.get("solution")
        subject, kind = page.context.get("subject"), page.context.get("kind")
        wanted = [page.uri]
        if isinstance(solution, Solution):
            wanted.append(f"sectors/{solution.sectors[0].id}/")
        if subject is not None:
            wanted.append(f"{kind}/{subject.id}/")
        elif page.context.get("numbering"):
            wanted.append(page.context["numbering"].first_uri)
        if isinstance(subject, Lab):
            wanted.append(f"sectors/{subject.sectors[0].id}/")
        return self.at(*wanted)

    def at(self, *uris: str) -> SocialCard:
        """The card of the first of these addresses that has one, else the site's."""
        return self._by_uri[next((uri for uri in uris if uri in self._by_uri), SITE)]

    def _faces(self, pages_beside: Iterable[PageText]) -> Iterator[tuple[str, Face]]:
        catalogue, words = self._catalogue, self._words
        yield SITE, self._wide(words("home.promise"), words("site.tagline"), "")
        for kind in ("solutions", *LISTINGS, *(["articles"] if catalogue.articles else []), "insights"):
            yield f"{kind}/", self._wide(words(f"{kind}.title"), words("site.tagline"), _ICONS[kind])
        for page in pages_beside:
            slug = slug_in(page.uri)
            yield page.uri, self._wide(page.title, words("social.article" if slug else "site.tagline"), _ICONS["articles"] if slug else "")
        is_large = len(catalogue.solutions) > SOLUTIONS_WITH_OWN
        for kind in ("sectors",) if is_large else ("sectors", "technologies"):
            for term in subjects(kind, catalogue):
                assert isinstance(term, Term)
                dots = self._dots(catalogue.listings[kind].get(term.id, ()))
                yield f"{kind}/{term.id}/", self._wide(term.label, words(f"social.{kind}"), term.icon or _ICONS[kind], term.hue, dots)
        if not is_large:
            # By city: its map is drawn once for all of them.
            yield from sorted(self._faces_at_places(), key=lambda item: (item[1].middle.lat, item[1].middle.lon, item[0]))

    def _faces_at_places(self) -> Iterator[tuple[str, Face]]:
        catalogue, words = self._catalogue, self._words
        for city in catalogue.cities.values():
            yield f"cities/{city.id}/", self._near(words("cities.one-title", label=city.label), city.country.label, _ICONS["cities"], None, city)
        for lab in catalogue.labs.values():
            yield f"labs/{lab.slug}/", self._near(lab.name, words("labs.one"), _ICONS["labs"], lab.sectors[0].hue, lab.city)
        for solution in catalogue.solutions:
            sector = solution.sectors[0]
            yield f"solutions/{solution.slug}/", self._near(solution.title, sector.label, sector.icon or "", sector.hue, solution.city)

    def _wide(self, title: str, kicker: str, icon: str, hue: int | None = None, dots: tuple[tuple[Place, int], ...] | None = None) -> Face:
        """A card with the country on it."""
        dots = self._everywhere if dots is None else dots
        return Face(title, kicker, icon or None, hue, "", self._middle, is_wide=True, dots=dots, site_name=self._site_name)

    def _near(self, title: str, kicker: str, icon: str, hue: int | None, city: City) -> Face:
        """A card with the surroundings of a city on it."""
        return Face(title, kicker, icon or None, hue, city.name, city.place, site_name=self._site_name)

    def _dots(self, solutions: Sequence[Solution]) -> tuple[tuple[Place, int], ...]:
        """Each city's place with how many of the solutions it has."""
        counts = Counter(solution.city.id for solution in solutions)
        return tuple((self._catalogue.cities[city_id].place, count) for city_id, count in sorted(counts.items()))

    def _card(self, uri: str, face: Face) -> SocialCard:
        made_of = ("card", *astuple(face))
        # In the address, because networks keep a picture for as long as its address stays.
        mark = hashlib.blake2b(repr(made_of).encode(), digest_size=4).hexdigest()
        # But for the site's: a thousand pages show it, which need not change whenever an entry comes.
        name = f"{uri.strip('/').replace('/', '-')}-{mark}" if uri != SITE else "site"
        return SocialCard(f"{FOLDER}{name}.png", face.title, Drawing(made_of, partial(card, face, self._overrides)))


_ICONS = {
    "solutions": "material/lightbulb-on", "sectors": "material/shape", "cities": "material/map-marker", "technologies": "material/chip",
    "labs": "material/flask", "organisations": "material/account-group", "articles": "material/text-box", "insights": "material/chart-bar",
}  # fmt: skip
"""First segment of an address → icon."""


def _middle_of(places: Sequence[Place]) -> Place:
    """Amid most of the places, whatever few lie at the end of the world."""
    if not places:
        return Place(lat=56.0, lon=10.9)
    return Place(lat=median(place.lat for place in places), lon=median(place.lon for place in places))
