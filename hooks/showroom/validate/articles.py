"""Family SC2xx, continued: what hand-written articles lead to."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from ..articles import links
from ..diagnostics import Severity
from ..raw import RawList, RawMapping, RawText
from ..shapes import ARTICLE, Shape
from ..slugs import nearest
from .rules import Context, Finding, References, rule
from .shape import shortened

_ROOT = "../../"
"""The way from an article's address, `articles/<slug>/`, to the site's root."""


@rule("SC207", ARTICLE, severity=Severity.WARNING)
def links_of_articles_lead_to_pages(shape: Shape, article: RawMapping, at: Context) -> Iterator[Finding]:
    """Each link of an article into the catalogue leads to a page that exists.

    Why: An article sends its readers to the evidence. A dead link sends them away.
    Wrong:
        # catalogue/pages/articles/guide-example.md
        More about [the pump](../../solutions/gide-example/).
    Right:
        # catalogue/pages/articles/guide-example.md
        More about [the pump](../../solutions/guide-example/).
    """
    pages = _pages(at.known)
    for address, location in links(at.known.articles[at.entry.path], at.entry.path):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path or parts.path.endswith(".md"):
            continue  # elsewhere, on this page, or a page that the engine looks up itself
        if parts.path not in pages:
            similar = _meant(parts.path, pages)
            help = f"did you mean `{similar}`?" if similar else f"write it like `{_ROOT}solutions/<slug>/`"
            yield Finding(location, f"`{shortened(address)}` leads to no page of the catalogue", help)


@rule("SC208", ARTICLE, severity=Severity.WARNING)
def articles_link_what_they_are_about(shape: Shape, article: RawMapping, at: Context) -> Iterator[Finding]:
    """A solution or lab that an article says it is about is linked in its text.

    Why: The article is recommended on that page; a reader who follows must find it there.
    Wrong:
        # catalogue/pages/articles/guide-example.md
        about: {solutions: [guide-example]}
        ---
        Pumps are much talked about.
    Right:
        # catalogue/pages/articles/guide-example.md
        about: {solutions: [guide-example]}
        ---
        Pumps such as [the one that warms a swimming hall](../../solutions/guide-example/) are much talked about.
    """
    about = article.get("about")
    linked = {urlsplit(address).path for address, _ in links(at.known.articles[at.entry.path], at.entry.path)}
    for kind in ("solutions", "labs"):
        named = about.get(kind) if isinstance(about, RawMapping) else None
        for item in named.items if isinstance(named, RawList) else ():
            address = f"{_ROOT}{kind}/{item.text}/" if isinstance(item, RawText) else ""
            if address and address not in linked and item.text in at.known.ids[kind]:
                yield Finding(item.location, f"the text does not link `{shortened(item.text)}`", f"link `{address}`, or remove it here")


def _pages(known: References) -> frozenset[str]:
    """The addresses of the catalogue's pages, as articles write them."""
    kinds = {
        **known.ids,
        **{kind: known.terms.get(kind, {}) for kind in ("sectors", "technologies")},
    }
    return frozenset(f"{_ROOT}{kind}/{each}" for kind, ids in kinds.items() for each in ("", *(f"{id_}/" for id_ in ids)))


def _meant(path: str, pages: frozenset[str]) -> str | None:
    """The page whose address ends like `path`, or is most like it."""
    tail = f"{path.lstrip('./').rstrip('/')}/"
    same = [page for page in sorted(pages) if page == _ROOT + tail]
    return same[0] if same else nearest(path[:120], sorted(pages))
