"""Family SC5xx: web addresses that are safe to follow and will last."""

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

from ..diagnostics import Severity
from ..raw import RawList, RawMapping, RawText
from ..shapes import SOURCE, ListOf, Prose, Url
from .rules import Context, Finding, rule
from .shape import shortened

URL_MAX_LENGTH = 500
"""Longer addresses carry sessions or tracking; the longest of a source so far has 216 characters."""

_TRACKING = {"fbclid", "gclid", "mc_cid", "mc_eid", "msclkid", "igshid", "yclid"}
"""Query keys by which newsletters and advertising follow a reader, besides all that start with `utm_`."""

_WRITTEN_TOGETHER = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL"}
"""Scripts of Japanese and Korean, by the first word of their letters' names; ー belongs to two of them."""

_NUMBER_AT_THE_END = re.compile(r"(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\Z")

_LINK = re.compile(r"""\]\(\s*(?:<([^<>\n]*)>|((?:\([^()\s]*\)|[^()\s]|\s+(?![\s"')]|\Z))*))""")
"""The address of a link in Markdown, with its brackets and with spaces that should not be there, but without its title."""

SHORTENERS = {"bit.ly", "buff.ly", "cur.at", "goo.gl", "is.gd", "lnkd.in", "ow.ly", "t.co", "tiny.cc", "tinyurl.com"}
"""Services that hide an address behind a short one, and take it with them when they close."""


@rule("SC501", Url)
def addresses_are_https(type_: Url, value: RawText, at: Context) -> Iterator[Finding]:
    """A web address is absolute and starts with https://.

    Why: Over http anybody between site and reader can change the page; anything else is no page at all.
    Wrong:
        links:
          - {title: Project page, url: "http://www.hofor.dk/project"}
    Right:
        links:
          - {title: Project page, url: "https://www.hofor.dk/project"}
    Source: RFC 9110, section 4.2.2.
    """
    parts = parts_of(value.text)
    if not value.text.strip():
        return
    if parts is None:
        yield Finding(value.location, f"`{shortened(value.text)}` is no web address", "copy it from the browser's address bar")
    elif parts.scheme != "https":
        yield Finding(value.location, f"`{shortened(value.text)}` does not start with https://", "use the site's https address")


@rule("SC502", Url, Prose)
def addresses_hold_no_credentials(type_: Any, value: RawText, at: Context) -> Iterator[Finding]:
    """A web address has no user name or password in it.

    Why: It would publish them; and `https://bank.example@evil.example` is an old trick.
    Wrong:
        links:
          - {title: Project page, url: "https://guest:secret@www.hofor.dk/"}
    Right:
        links:
          - {title: Project page, url: "https://www.hofor.dk/"}
    Source: RFC 9110, section 4.2.4.
    """
    for address in _addresses(type_, value):
        parts = parts_of(address.text)
        if parts and "@" in parts.netloc:
            message = f"a web address with a user name in it{_which(type_, address)}"
            yield Finding(address.location, message, "remove everything up to the @")


@rule("SC503", Url, Prose)
def hosts_are_public(type_: Any, value: RawText, at: Context) -> Iterator[Finding]:
    """A web address leads to a named, public host.

    Why: `localhost`, an IP address or a name without a dot leads every reader somewhere else, or nowhere; and of
        `evil.example\\.hofor.dk` browsers read only what stands before the backslash.
    Wrong:
        links:
          - {title: Dashboard, url: "https://192.168.1.10/dashboard"}
    Right:
        links:
          - {title: Dashboard, url: "https://dashboard.hofor.dk/"}
    """
    for address in _addresses(type_, value):
        parts = parts_of(address.text)
        if not parts or parts.scheme != "https":
            continue
        # Browsers read fullwidth letters like ours, and a host that ends with a dot like one without.
        host = unicodedata.normalize("NFKC", parts.hostname or "").removesuffix(".")
        if not _is_name(host) or _is_address(host) or host.endswith((".local", ".internal", ".localhost", ".onion")):
            yield Finding(address.location, f"`{shortened(host)}` is no public host", "use the address that everybody can reach")


@rule("SC504", Url, Prose)
def hosts_are_written_in_one_script(type_: Any, value: RawText, at: Context) -> Iterator[Finding]:
    """The host of a web address does not mix Latin with other scripts.

    Why: `dаnfoss.com` with a Cyrillic а looks like the real thing and leads elsewhere.
    Wrong:
        links:
          - {title: Supplier, url: "https://www.dаnfoss.com/"}
    Right:
        links:
          - {title: Supplier, url: "https://www.danfoss.com/"}
    Source: Unicode Technical Standard 39, restriction levels.
    """
    for address in _addresses(type_, value):
        parts = parts_of(address.text)
        host = (parts.hostname or "") if parts else ""
        for label in host.split("."):
            scripts = {unicodedata.name(c, "?").split()[0] for c in label if c.isalpha()}
            if len(scripts) > 1 and scripts - _WRITTEN_TOGETHER:
                yield Finding(address.location, f"`{shortened(host)}` mixes scripts", "type the address by hand rather than paste it")


@rule("SC505", Url, Prose)
def addresses_have_no_hidden_characters(type_: Any, value: RawText, at: Context) -> Iterator[Finding]:
    """A web address has no spaces or invisible characters, and is not endless.

    Why: They come in by copying from a document, and the link breaks without anybody seeing why.
    Wrong:
        links:
          - {title: Project page, url: "https://www.hofor.dk/the project"}
    Right:
        links:
          - {title: Project page, url: "https://www.hofor.dk/the-project"}
    """
    for address in _addresses(type_, value):
        if any(c.isspace() or not c.isprintable() for c in address.text.strip()):
            message = f"a web address with spaces or invisible characters{_which(type_, address)}"
            yield Finding(address.location, message, "copy it from the browser's address bar")
        elif len(address.text) > URL_MAX_LENGTH:
            message = f"a web address of {len(address.text)} characters; at most {URL_MAX_LENGTH} allowed"
            yield Finding(address.location, message, "cut off what follows the `?`, if the page still opens")


@rule("SC506", Url, Prose, severity=Severity.WARNING)
def addresses_do_not_track(type_: Any, value: RawText, at: Context) -> Iterator[Finding]:
    """A web address carries no tracking keys.

    Why: `utm_source` and the like tell the site which newsletter its visitor reads; the page is the same without.
    Wrong:
        links:
          - {title: Project page, url: "https://www.hofor.dk/project?utm_source=newsletter"}
    Right:
        links:
          - {title: Project page, url: "https://www.hofor.dk/project"}
    """
    for address in _addresses(type_, value):
        parts = parts_of(address.text)
        for key, _ in parse_qsl(parts.query, keep_blank_values=True) if parts else ():
            if key.lower() in _TRACKING or key.lower().startswith("utm_"):
                yield Finding(address.location, f"`{shortened(key)}` in the address tracks readers", f"remove `{shortened(key)}=…`")


@rule("SC507", Url, Prose, severity=Severity.HINT)
def addresses_are_not_shortened(type_: Any, value: RawText, at: Context) -> Iterator[Finding]:
    """A web address is the page's own.

    Why: A short address hides where it leads, and dies with the service that made it.
    Wrong:
        links:
          - {title: Project page, url: "https://bit.ly/3xYzAbc"}
    Right:
        links:
          - {title: Project page, url: "https://www.hofor.dk/project"}
    """
    for address in _addresses(type_, value):
        parts = parts_of(address.text)
        if parts and (parts.hostname or "").removeprefix("www.") in SHORTENERS:
            yield Finding(address.location, f"`{parts.hostname}` hides the real address", "open it and copy where it leads")


@rule("SC508", ListOf, severity=Severity.WARNING)
def sources_are_listed_once(type_: ListOf, value: RawList, at: Context) -> Iterator[Finding]:
    """Each address stands once among the sources.

    Why: Two numbers for one publication make it look like two.
    Wrong:
        sources:
          - {id: report-2024, title: Yearly report, publisher: HOFOR, url: "https://www.hofor.dk/report"}
          - {id: report-again, title: Yearly report, publisher: HOFOR, url: "https://www.hofor.dk/report/"}
    Right:
        sources:
          - {id: report-2024, title: Yearly report, publisher: HOFOR, url: "https://www.hofor.dk/report"}
    """
    if type_.item is not SOURCE:
        return
    first: dict[str, int] = {}
    for source in value.items:
        url = source.get("url") if isinstance(source, RawMapping) else None
        if isinstance(url, RawText):
            address = url.text.partition("#")[0].rstrip("/")
            if address in first:
                help = f"name one of them in both places; the first is on line {first[address]}"
                yield Finding(url.location, "this address stands twice among the sources", help)
            first.setdefault(address, url.location.line)


def link_targets(prose: RawText) -> Iterator[RawText]:
    """The address of each link in Markdown, at its place where the text stands on one line as it is, else at the text's."""
    # Without escapes, a scalar on one line is as long as its text, or two quotation marks longer.
    around = prose.length - len(prose.text)
    for match in _LINK.finditer(prose.text):
        target = match[1] if match[1] is not None else match[2]
        if around in (0, 2):
            column = prose.column + around // 2 + match.start(match.lastindex or 0)
            yield prose._replace(text=target, column=column, length=len(target) or 1)
        else:
            yield prose._replace(text=target)


def without_https_targets(prose: str) -> str:
    """Markdown without the addresses of its links, as far as they are https."""
    return _LINK.sub(lambda match: "](" if (match[1] or match[2] or "").startswith("https://") else match[0], prose)


def _addresses(type_: Any, value: RawText) -> Iterator[RawText]:
    """The web addresses in a value. Of links in prose, those that SC604 has nothing to say about."""
    if not isinstance(type_, Prose):
        return iter((value,))
    return (target for target in link_targets(value) if target.text.startswith("https://"))


def _which(type_: Any, address: RawText) -> str:
    """Which address it is, where there may be several."""
    return f": `{shortened(address.text)}`" if isinstance(type_, Prose) else ""


def parts_of(text: str) -> SplitResult | None:
    """The parts of an address, or None when it is none at all."""
    try:
        parts = urlsplit(text.strip())
        _ = parts.hostname, parts.port  # both are parsed on access only
    except ValueError:
        return None
    return parts


def _is_name(host: str) -> bool:
    """Whether a host is two or more labels of letters and digits of any script, with hyphens inside (RFC 1123, 2.1)."""
    labels = host.split(".")
    return len(labels) > 1 and all(_is_label(label) for label in labels)


def _is_label(label: str) -> bool:
    # Vowel signs of Indic scripts are marks, and no letters to Python.
    letters = label.replace("-", "")
    is_plain = letters.isalnum() or all(c.isalnum() or unicodedata.category(c).startswith("M") for c in letters)
    return letters != "" and is_plain and not label.startswith("-") and not label.endswith("-")


def _is_address(host: str) -> bool:
    """Whether a host is an IP address to a browser, which also takes `127.1` and `0x7f.1` for one (WHATWG URL, 3.5)."""
    if _NUMBER_AT_THE_END.search(host):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
