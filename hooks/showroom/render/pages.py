"""Which pages the catalogue has, and what each is made of; those that list solutions are in `listings`."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import Any

from ..articles import FOLDER, SUFFIX
from ..diagnostics import Report
from ..insights import GAPS_URI
from ..model import Catalogue, Solution
from ..shapes import FINDING_KINDS, RESULT_KINDS
from ..validate import RULES, Rule
from .listings import LISTINGS, PAGE_SIZE, index_page, listing_plans, subjects
from .page import NEVER, Numbering, Page, Pages, Plan, further, numbered
from .selections import more_like_it
from .words import Words

RULES_UPDATED = "2026-11-23"
"""The day the rules last changed, for the sitemap."""

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


def pages(catalogue: Catalogue, words: Words, problems: Report = Report(), page_size: int = PAGE_SIZE) -> Pages:
    """Every catalogue page; `problems` (in a preview) show on the pages of the entries they stand in."""
    return Pages(_plans(catalogue, words, problems, page_size))


def _plans(catalogue: Catalogue, words: Words, problems: Report, page_size: int) -> Iterator[Plan]:
    newest = max((entry.updated for entry in (*catalogue.solutions, *catalogue.labs.values())), default=NEVER)
    yield from _explorer_plans(catalogue, words, newest)
    for solution in catalogue.solutions:
        make = partial(_solution_page, solution, catalogue, words, problems)
        yield Plan(f"solutions/{solution.slug}/", solution.updated, make)
    yield from _made(_unshown_pages(catalogue, words, problems, newest))
    yield from _made(_article_pages(catalogue, words))
    yield from _made(_rule_pages(words))
    for tool in TOOLS:
        yield Plan(f"{tool}/", newest, partial(_tool_page, tool, catalogue, words, newest), in_sitemap=False)
    yield Plan("visit/", newest, partial(_visit_page, catalogue, words, newest), in_sitemap=False)
    yield Plan("insights/", newest, partial(_insights_page, catalogue, words, newest))
    for kind in LISTINGS:
        yield Plan(f"{kind}/", newest, partial(index_page, kind, catalogue, words, newest))
        for subject in subjects(kind, catalogue):
            yield from listing_plans(kind, subject, catalogue, words, problems, page_size)


def _made(found: Iterator[Page]) -> Iterator[Plan]:
    """Pages that are few: made at once."""
    for page in found:
        yield Plan(page.uri, page.updated, partial(_itself, page))


def _itself(page: Page) -> Page:
    return page


def _explorer_plans(catalogue: Catalogue, words: Words, updated: str) -> Iterator[Plan]:
    """The explorer with its first cards, and further pages of cards for who has no script."""
    first = cache(partial(_first_explorer_page, catalogue, words, updated))
    for numbering, shown in numbered(EXPLORER_URI, catalogue.solutions, EXPLORER_PAGE_SIZE):
        yield Plan(numbering.uri(numbering.number), updated, partial(_explorer_page, first, numbering, shown, words))


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
    return replace(further(page, numbering, words), template=EXPLORER_TEMPLATES[1], sees_catalogue=False, context=context)


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
