"""Which pages the catalogue has, and what each is made of."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any

from ..articles import FOLDER, SUFFIX
from ..diagnostics import Report
from ..insights import GAPS_URI
from ..model import Catalogue, City, Lab, Organisation, Solution, Term
from ..shapes import FINDING_KINDS, RESULT_KINDS
from ..slugs import sort_key
from ..validate import RULES, Rule
from .selections import more_like_it
from .words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page before it is rendered."""

    uri: str
    """Site-relative, ending in `/`."""
    template: str
    title: str
    window_title: str = ""
    """What the browser's tab and search results say before the site's name; the title, unless two pages share it."""
    description: str
    updated: str
    """ISO date of the newest thing on it."""
    trail: tuple[tuple[str, str], ...] = ()
    """Breadcrumbs: (label, uri) of the pages above, outermost first, without the home page."""
    edit_path: str | None = None
    """Path of the YAML file behind the page, from the repository's root."""
    sees_catalogue: bool = False
    """Whether its template may look at the whole catalogue; if not, the page follows from what is named here."""
    context: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What the template is given; a function among it returns what follows from the rest."""


RULES_UPDATED = "2026-11-23"
"""The day the rules last changed, for the sitemap."""

LISTINGS = ("sectors", "cities", "technologies", "labs", "organisations")
"""First segments of the pages that list solutions; in this order in menus."""

PAGE_SIZE = 48
"""Cards on a page of a listing: a dozen rows on a wide screen, a list that loads on any phone."""

EXPLORER_URI = "solutions/"
EXPLORER_TEMPLATES = ("solutions.html", "solutions-page.html")
"""The explorer with its first cards, and its further pages."""

EXPLORER_PAGE_SIZE = 24
"""Cards on a page of the explorer, and those its script adds at a time: eight rows at a desk."""

SHARD_SIZE = 8
"""Cards in a file that the explorer's script fetches. What a filter finds lies scattered, so that most cards fetched with
one are not needed; a file each would be ten thousand of them. A page of the explorer holds whole files."""

TOOLS = ("shortlist", "compare")
"""Pages on which a reader puts solutions together; what they show stands in the address."""

Subject = Term | City | Lab | Organisation
"""What a listing page is about."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where a page stands among the pages of one listing."""

    first_uri: str
    number: int
    count: int

    def uri(self, number: int) -> str:
        """The address of the listing's page of that number."""
        return self.first_uri if number == 1 else f"{self.first_uri}page/{number}/"

    @property
    def shown(self) -> tuple[int | None, ...]:
        """The numbers to offer: the ends and those next to this page; None where some are left out."""
        wanted = [n for n in range(1, self.count + 1) if n in (1, self.count) or abs(n - self.number) <= 2]
        found: list[int | None] = []
        for before, n in zip([0, *wanted], wanted):
            found += [n] if n == before + 1 else [None, n]
        return tuple(found)


class Pages(Mapping[str, Page]):
    """uri → page, in the order of sections. A page is made when it is asked for: a preview shows one of ten thousand."""

    def __init__(self, plans: Iterable["_Plan"]) -> None:
        self._plans = {plan.uri: plan for plan in plans}

    @property
    def dates(self) -> Iterator[tuple[str, str]]:
        """(uri, ISO date) of each page that search engines are sent to; no page is made for it."""
        return ((plan.uri, plan.updated) for plan in self._plans.values() if plan.in_sitemap)

    def __getitem__(self, uri: str) -> Page:
        return self._plans[uri].make()

    def __contains__(self, uri: object) -> bool:
        return uri in self._plans

    def __iter__(self) -> Iterator[str]:
        return iter(self._plans)

    def __len__(self) -> int:
        return len(self._plans)


def pages(catalogue: Catalogue, words: Words, problems: Report = Report(), page_size: int = PAGE_SIZE) -> Pages:
    """Every catalogue page; `problems` (in a preview) show on the pages of the entries they stand in."""
    return Pages(_plans(catalogue, words, problems, page_size))


NEVER = "1970-01-01"
"""The date of what nobody has dated."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """A page that is made when it is asked for, and what is known of it before."""

    uri: str
    updated: str
    """As the page has it."""
    make: Callable[[], Page]
    in_sitemap: bool = True
    """Whether search engines are sent to it; not to a page that is empty until a reader fills it."""


def _plans(catalogue: Catalogue, words: Words, problems: Report, page_size: int) -> Iterator[_Plan]:
    newest = max((entry.updated for entry in (*catalogue.solutions, *catalogue.labs.values())), default=NEVER)
    yield from _explorer_plans(catalogue, words, newest)
    for solution in catalogue.solutions:
        make = partial(_solution_page, solution, catalogue, words, problems)
        yield _Plan(f"solutions/{solution.slug}/", solution.updated, make)
    yield from _made(_unshown_pages(catalogue, words, problems, newest))
    yield from _made(_article_pages(catalogue, words))
    yield from _made(_rule_pages(words))
    for tool in TOOLS:
        yield _Plan(f"{tool}/", newest, partial(_tool_page, tool, catalogue, words, newest), in_sitemap=False)
    yield _Plan("visit/", newest, partial(_visit_page, catalogue, words, newest), in_sitemap=False)
    yield _Plan("insights/", newest, partial(_insights_page, catalogue, words, newest))
    for kind in LISTINGS:
        yield _Plan(f"{kind}/", newest, partial(_index_page, kind, catalogue, words, newest))
        for subject in subjects(kind, catalogue):
            yield from _listing_plans(kind, subject, catalogue, words, problems, page_size)


def _made(found: Iterator[Page]) -> Iterator[_Plan]:
    """Pages that are few: made at once."""
    for page in found:
        yield _Plan(page.uri, page.updated, partial(_itself, page))


def _itself(page: Page) -> Page:
    return page


def _explorer_plans(catalogue: Catalogue, words: Words, updated: str) -> Iterator[_Plan]:
    """The explorer with its first cards, and further pages of cards for who has no script."""
    first = cache(partial(_first_explorer_page, catalogue, words, updated))
    for numbering, shown in _numbered(EXPLORER_URI, catalogue.solutions, EXPLORER_PAGE_SIZE):
        yield _Plan(numbering.uri(numbering.number), updated, partial(_explorer_page, first, numbering, shown, words))


def _first_explorer_page(catalogue: Catalogue, words: Words, updated: str) -> Page:
    """The explorer, but for the cards on it."""
    order = hashlib.sha256("\n".join(solution.slug for solution in catalogue.solutions).encode()).hexdigest()[:12]
    sizes = {"page_size": EXPLORER_PAGE_SIZE, "shard_size": SHARD_SIZE}
    return Page(
        uri=EXPLORER_URI,
        template=EXPLORER_TEMPLATES[0],
        sees_catalogue=True,
        title=words("solutions.title"),
        description=words("solutions.description", count=len(catalogue.solutions), cities=len(catalogue.cities)),
        updated=updated,
        context={"order": order, "total": len(catalogue.solutions), **sizes},
    )


def _explorer_page(first: Callable[[], Page], numbering: Numbering, shown: tuple[Solution, ...], words: Words) -> Page:
    """A page of the explorer, whose first is to be had from `first`."""
    page = first()
    context = {**page.context, "shown": shown, "numbering": numbering}
    if numbering.number == 1:
        return replace(page, context=context)
    return replace(_further(page, numbering, words), template=EXPLORER_TEMPLATES[1], sees_catalogue=False, context=context)


def _numbered(first_uri: str, solutions: tuple[Solution, ...], size: int) -> Iterator[tuple[Numbering, tuple[Solution, ...]]]:
    """The pages of a list, one at least, each with the solutions on it."""
    count = max(1, -(-len(solutions) // size))
    for number in range(1, count + 1):
        yield Numbering(first_uri, number, count), solutions[(number - 1) * size : number * size]


def _further(first: Page, numbering: Numbering, words: Words) -> Page:
    """A further page of the list that begins on `first`, what it shows apart."""

    def numbered(title: str) -> str:
        return words("listing.page-title", title=title, number=numbering.number)

    return replace(
        first,
        uri=numbering.uri(numbering.number),
        title=numbered(first.title),
        window_title=numbered(first.window_title) if first.window_title else "",
        description=numbered(first.description),
        trail=(*first.trail, (first.title, first.uri)),
    )


def subjects(kind: str, catalogue: Catalogue) -> tuple[Subject, ...]:
    """What a kind of listing is about, in the order readers see it: terms in use, labs, cities, organisations."""
    match kind:
        case "sectors" | "technologies":
            used = catalogue.listings[kind]
            vocabulary = catalogue.vocabularies.get(kind)
            terms = vocabulary.terms.values() if vocabulary else ()
            return tuple(term for term in terms if term.id in used)
        case "cities":
            return tuple(catalogue.cities.values())
        case "labs":
            return tuple(catalogue.labs.values())
        case "organisations":
            return tuple(catalogue.organisations.values())
    raise ValueError(kind)


def _solution_page(solution: Solution, catalogue: Catalogue, words: Words, problems: Report) -> Page:
    return Page(
        uri=f"solutions/{solution.slug}/",
        template="solution.html",
        title=solution.title,
        description=solution.summary,
        updated=solution.updated,
        trail=((words("solutions.title"), "solutions/"),),
        edit_path=solution.declared_at.path,
        context={
            "solution": solution,
            "related": catalogue.related[solution.slug],
            "reading": catalogue.reading.get(f"solutions/{solution.slug}/", ()),
            "more": more_like_it(solution, catalogue),
            "copies_shown": tuple(copy.city.id for copy in solution.replication if copy.city and copy.city.id in catalogue.cities),
            "problems": problems.about(solution.declared_at.path),
        },
    )


def _unshown_pages(catalogue: Catalogue, words: Words, problems: Report, updated: str) -> Iterator[Page]:
    """A page for each solution that is too broken to show and has no earlier version: what is wrong with it."""
    for path in dict.fromkeys(problem.location.path for problem in problems):
        _, _, within = path.partition("/")
        slug = within.removeprefix("solutions/").removesuffix(".yml")
        if within == f"solutions/{slug}.yml" and slug not in catalogue.by_slug:
            yield Page(
                uri=f"solutions/{slug}/",
                template="unshown.html",
                sees_catalogue=True,
                title=slug,
                description=words("problems.unshown"),
                updated=updated,
                trail=((words("solutions.title"), "solutions/"),),
                edit_path=path,
                context={"problems": problems.about(path)},
            )


def _article_pages(catalogue: Catalogue, words: Words) -> Iterator[Page]:
    """The list of articles, once there are any; the articles themselves are pages of the engine."""
    if catalogue.articles:
        yield Page(
            uri="articles/",
            template="articles.html",
            sees_catalogue=True,
            title=words("articles.title"),
            description=words("articles.description", count=len(catalogue.articles)),
            updated=max(article.date for article in catalogue.articles.values()),
            context={"articles": tuple(catalogue.articles.values())},
        )


def article_page(slug: str, catalogue: Catalogue, words: Words, problems: Report) -> Page:
    """What surrounds the prose of an article; in a preview it may be too broken to have more than a name."""
    article = catalogue.articles.get(slug)
    path = f"catalogue/{FOLDER}/{slug}{SUFFIX}"
    slugs = list(catalogue.articles)
    following = catalogue.articles[slugs[(slugs.index(slug) + 1) % len(slugs)]] if article else None
    return Page(
        uri=f"articles/{slug}/",
        template="article.html",
        title=article.title if article else slug,
        description=article.description if article else words("problems.unshown"),
        updated=article.date if article else NEVER,
        trail=((words("articles.title"), "articles/"),) if catalogue.articles else (),
        edit_path=article.declared_at.path if article else path,
        context={
            "article": article,
            "following": following if following is not article else None,
            "problems": Report(p for p in problems if p.location.path.endswith(f"/{FOLDER}/{slug}{SUFFIX}")),
        },
    )


def _rule_pages(words: Words) -> Iterator[Page]:
    """The list of rules, and a page for each: what a finding's address leads to."""
    yield Page(
        uri="contribute/rules/",
        template="rules.html",
        sees_catalogue=True,
        title=words("rules.title"),
        description=words("rules.description", count=len(RULES)),
        updated=RULES_UPDATED,
        trail=((words("nav.contribute"), "contribute/"),),
        context={"families": _families()},
    )
    for rule in RULES:
        yield Page(
            uri=f"contribute/rules/{rule.code.lower()}/",
            template="rule.html",
            title=words("rules.one-title", code=rule.code, name=rule.name),
            description=words("rules.one-description", what=rule.guide.what, why=rule.guide.why),
            updated=RULES_UPDATED,
            trail=((words("nav.contribute"), "contribute/"), (words("rules.title"), "contribute/rules/")),
            context={"rule": rule},
        )


def _tool_page(tool: str, catalogue: Catalogue, words: Words, updated: str) -> Page:
    return Page(
        uri=f"{tool}/",
        template=f"{tool}.html",
        sees_catalogue=True,
        title=words(f"{tool}.title"),
        description=words(f"{tool}.description"),
        updated=updated,
        context={"labels": _labels(catalogue, words)},
    )


def _labels(catalogue: Catalogue, words: Words) -> Mapping[str, Any]:
    """What ids in `solution.json` mean to readers: pairs where the order counts."""

    def terms(vocabulary: str) -> list[tuple[str, str]]:
        return [(term.id, term.label) for term in catalogue.vocabularies[vocabulary].terms.values()]

    return {
        "kinds": {kind: words(f"kind.{kind}") for kind in RESULT_KINDS},
        "countries": dict(terms("countries")),
        "partners": terms("organisation-kinds"),
        "findings": [(kind, words(f"finding.{kind}")) for kind in FINDING_KINDS],
    }


def _visit_page(catalogue: Catalogue, words: Words, updated: str) -> Page:
    """The planner: what it shows stands in the address, so it is one page for all."""
    countries = {city.country.id: city.country.label for city in catalogue.cities.values()}
    return Page(
        uri="visit/",
        template="visit.html",
        sees_catalogue=True,
        title=words("visit-planner.title"),
        description=words("visit-planner.description"),
        updated=updated,
        context={"countries": dict(sorted(countries.items()))},
    )


def _insights_page(catalogue: Catalogue, words: Words, updated: str) -> Page:
    """What the catalogue covers; it is counted when the page is rendered, for that needs every entry."""
    return Page(
        uri="insights/",
        template="insights.html",
        sees_catalogue=True,
        title=words("insights.title"),
        description=words("insights.description", count=len(catalogue.solutions)),
        updated=updated,
        context={"gaps_uri": GAPS_URI},
    )


def _families() -> tuple[tuple[str, tuple[Rule, ...]], ...]:
    """(first digit of the code, rules) in order."""
    families: dict[str, list[Rule]] = {}
    for rule in RULES:
        families.setdefault(rule.code[2], []).append(rule)
    return tuple((digit, tuple(rules)) for digit, rules in families.items())


def _index_page(kind: str, catalogue: Catalogue, words: Words, updated: str) -> Page:
    found = subjects(kind, catalogue)
    return Page(
        uri=f"{kind}/",
        template="listings.html",
        sees_catalogue=True,
        title=words(f"{kind}.title"),
        description=words(f"{kind}.description", count=len(found)),
        updated=updated,
        context={"kind": kind, "groups": _grouped(kind, found), "listing": catalogue.listings[kind]},
    )


def _listing_plans(
    kind: str, subject: Subject, catalogue: Catalogue, words: Words, problems: Report, page_size: int
) -> Iterator[_Plan]:
    """The page of a subject, and further pages of solutions when they are too many for one."""
    solutions = catalogue.listings[kind].get(subject.id, ())
    labs = catalogue.labs_of.get(kind, {}).get(subject.id, ())
    dated = (*solutions, *labs, subject) if isinstance(subject, Lab) else (*solutions, *labs)
    updated = max([entry.updated for entry in dated], default=NEVER)
    # What all its pages share is found once.
    first = cache(partial(_listing_page, kind, subject, catalogue, words, problems, updated))
    for numbering, shown in _numbered(f"{kind}/{subject.id}/", solutions, page_size):
        yield _Plan(numbering.uri(numbering.number), updated, partial(_numbered_page, first, numbering, shown, words))


def _numbered_page(first: Callable[[], Page], numbering: Numbering, shown: tuple[Solution, ...], words: Words) -> Page:
    """A page of a listing, whose first is to be had from `first`."""
    page = first()
    context = {**page.context, "shown": shown, "numbering": numbering}
    if numbering.number == 1:
        return replace(page, context=context)
    return replace(_further(page, numbering, words), template="listing.html", context=context)


def _listing_page(kind: str, subject: Subject, catalogue: Catalogue, words: Words, problems: Report, updated: str) -> Page:
    solutions = catalogue.listings[kind].get(subject.id, ())
    labs = catalogue.labs_of.get(kind, {}).get(subject.id, ())
    declared_at = None if isinstance(subject, Term) else subject.declared_at
    return Page(
        uri=f"{kind}/{subject.id}/",
        template="lab.html" if isinstance(subject, Lab) else "listing.html",
        title=words(f"{kind}.one-title", label=subject.label),
        window_title=f"{subject.label} – {words(f'{kind}.title')}",
        description=_description(kind, subject, len(solutions), words),
        updated=updated,
        trail=((words(f"{kind}.title"), f"{kind}/"),),
        edit_path=declared_at.path if declared_at else None,
        context={
            "kind": kind,
            "subject": subject,
            "solutions": solutions,
            "labs": labs,
            "solutions_in": {lab.slug: len(catalogue.listings["labs"].get(lab.slug, ())) for lab in labs},
            "reading": catalogue.reading.get(f"{kind}/{subject.id}/", ()),
            "neighbours": partial(_neighbours, kind, subject, solutions, words),
            "problems": problems.about(declared_at.path) if isinstance(subject, Lab) else Report(),
        },
    )


def _description(kind: str, subject: Subject, count: int, words: Words) -> str:
    if isinstance(subject, Lab):
        return subject.summary
    about = subject.definition if isinstance(subject, Term) else ""
    return " ".join((words(f"{kind}.one-description", label=subject.label, count=count), about)).strip()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Other listings that the solutions of a listing stand in, with how many of them do."""

    kind: str
    counts: tuple[tuple[Subject, int], ...]


def _neighbours(kind: str, subject: Subject, solutions: tuple[Solution, ...], words: Words) -> tuple[Neighbours, ...]:
    others = [other for other in ("sectors", "technologies", "cities", "labs") if other != kind]
    found = []
    for other in others:
        counts: dict[str, tuple[Subject, int]] = {}
        for solution in solutions:
            for term in _listed_under(other, solution):
                counts[term.id] = (term, counts.get(term.id, (term, 0))[1] + 1)
        if counts:
            ranked = sorted(counts.values(), key=lambda pair: (-pair[1], sort_key(pair[0].label)))
            found.append(Neighbours(other, tuple(ranked[:12])))
    return tuple(found)


def _listed_under(kind: str, solution: Solution) -> tuple[Subject, ...]:
    match kind:
        case "sectors":
            return solution.sectors
        case "technologies":
            return solution.technologies
        case "cities":
            return (solution.city,)
    return (solution.lab,) if solution.lab else ()


def _grouped(kind: str, found: tuple[Subject, ...]) -> tuple[tuple[str | None, tuple[Subject, ...]], ...]:
    """(heading, subjects) of a long index: technologies by group, cities by country, organisations by kind."""

    def heading(subject: Subject) -> str | None:
        match subject:
            case Term():
                return subject.group
            case City():
                return subject.country.label
            case Organisation():
                return subject.kind.label
        return None

    groups: dict[str | None, list[Subject]] = {}
    for subject in found:
        groups.setdefault(heading(subject), []).append(subject)
    if kind in ("cities", "organisations"):
        # The largest group first: most readers come for it.
        groups = dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0] or "")))
    return tuple((name, tuple(members)) for name, members in groups.items())
