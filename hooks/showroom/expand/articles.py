"""Hand-written articles, resolved, and the pages on which each is worth reading."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..articles import reading_minutes
from ..model import Article, Lab, Solution, Term, Vocabulary
from ..raw import RawCatalogue, RawEntry
from ..shapes import ABOUT, ARTICLE, ListOf, TermOf
from ..slugs import sort_key
from .read import read

MAX_ON_A_SOLUTION = 2
"""More would bury the entry itself, whose sources and neighbours are to be read too."""


def articles_of(
    raw: RawCatalogue, vocabularies: Mapping[str, Vocabulary], labs: Mapping[str, Lab], solutions: Iterable[Solution]
) -> Mapping[str, Article]:
    """slug → article, the newest first, then by title."""
    by_slug = {solution.slug: solution for solution in solutions}
    found = [_article(entry, raw, vocabularies, labs, by_slug) for entry in raw.articles.values()]
    found.sort(key=lambda article: sort_key(article.title))
    found.sort(key=lambda article: article.date, reverse=True)
    return {article.slug: article for article in found}


def reading_of(articles: Mapping[str, Article], solutions: Iterable[Solution]) -> Mapping[str, tuple[Article, ...]]:
    """uri of a solution, lab, sector or technology → the articles about it, in their order.

    A solution gets those that name it, then those whose main term it has, `MAX_ON_A_SOLUTION` in all.
    """
    reading: dict[str, list[Article]] = defaultdict(list)
    for article in articles.values():
        for lab in article.labs:
            reading[f"labs/{lab.slug}/"].append(article)
        for term in article.terms:
            if term.vocabulary in ("sectors", "technologies"):
                reading[f"{term.vocabulary}/{term.id}/"].append(article)
    for solution in solutions:
        naming = [article for article in articles.values() if solution in article.solutions]
        related = [article for article in articles.values() if article.terms and article.terms[0] in _terms_of(solution)]
        reading[f"solutions/{solution.slug}/"] += list({article.slug: article for article in naming + related}.values())[:MAX_ON_A_SOLUTION]
    return {uri: tuple(found) for uri, found in reading.items() if found}


def _article(
    entry: RawEntry,
    raw: RawCatalogue,
    vocabularies: Mapping[str, Vocabulary],
    labs: Mapping[str, Lab],
    solutions: Mapping[str, Solution],
) -> Article:
    values = read(ARTICLE, entry.fields)
    return Article(
        slug=entry.id,
        title=values["title"],
        description=values["description"],
        date=values["date"],
        author=values["author"],
        minutes=reading_minutes(raw.sources.get(entry.path, "")),
        terms=tuple(_terms(entry, vocabularies)),
        labs=tuple(labs[slug] for slug in values["about"]["labs"]),
        solutions=tuple(solutions[slug] for slug in values["about"]["solutions"]),
        declared_at=entry.fields.location,
    )


def _terms(entry: RawEntry, vocabularies: Mapping[str, Vocabulary]) -> Iterator[Term]:
    """What the article is about, in the order written: its author puts the main term first."""
    about = entry.fields.values["about"]
    for name, value in about.values.items():
        match ABOUT.field(name).type:
            case ListOf(item=TermOf(vocabulary=vocabulary)):
                yield from (vocabularies[vocabulary].terms[item.text.strip()] for item in value.items)


def _terms_of(solution: Solution) -> Iterator[Term]:
    """Everything about a solution that an article's main term may be."""
    yield from (*solution.sectors, *solution.technologies)
    if partnership := solution.partnership:
        yield from (term for term in (partnership.model, partnership.procurement, *partnership.methods) if term)
