"""Family SC6xx: text that reads the same for everybody, and stays text."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from ..diagnostics import Severity
from ..raw import RawMapping, RawText
from ..shapes import SOLUTION, Prose, Shape, Text
from ..slugs import fold
from .links import link_targets, parts_of, without_https_targets
from .rules import Context, Finding, rule
from .shape import shortened

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2064\u2066-\u206f\u2800\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb\ufffd"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f\U000e0100-\U000e01ef\U000f0000-\U0010ffff]"
    r"|(?<=\w)[\ufe00-\ufe0f](?=\w)"
)
"""Controls, fillers, soft hyphens, zero-width marks, direction overrides, tags, variants, and what every font shows in its own
way or not at all; joiners (U+200C, U+200D) shape real words, and variants after a sign are those of emoji."""

_NAMELESS = {"Cn": "no character", "Co": "a character of private use"}
"""Category in Unicode → what to call those that have no name and are no controls."""

_MARKUP = re.compile(r"<(?P<address>https?://)[^<>]*>|</?[A-Za-z][^<>]{0,300}>|<!--|&#?\w{2,8};")

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")

_FORBIDDEN_MARKDOWN = (
    (re.compile(r"^ {0,3}#{1,6} .*", re.MULTILINE), "a heading", "the page has its headings; start a new paragraph"),
    (re.compile(r"^ {0,3}[^\s].*\n {0,3}(?:=+|-{2,})\s*$", re.MULTILINE), "a heading", "leave an empty line before dashes"),
    (re.compile(r"!\["), "an image", "put photos under `images:`"),
    (re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE), "a code block", "say it in words"),
    (re.compile(r"^ {0,3}\|.*\|\s*$", re.MULTILINE), "a table", "put figures under `results:`, or write a list"),
    (re.compile(r"^ {0,3}\[[^\]\n]+\]:\s", re.MULTILINE), "a link definition", "write `[text](https://…)`"),
)
"""(pattern, what it is, what to do instead) of Markdown that the page has no place for."""

_MAX_BRACKETS = 100
"""Python-Markdown is quadratic in open brackets: 4,000 of them take seconds."""


@rule("SC601", Text, Prose)
def characters_are_visible(type_: Any, value: RawText, at: Context) -> Iterator[Finding]:
    """A text has no invisible or direction-changing characters.

    Why: They make a text read one way and be another, and no search finds a word with a zero-width space in it.
    Wrong:
        keywords: ["har\\u200bbour"]
    Right:
        keywords: [harbour]
    Source: CVE-2021-42574 (Trojan Source); Unicode Technical Report 36.
    """
    if match := _INVISIBLE.search(value.text):
        name = unicodedata.name(match[0], _NAMELESS.get(unicodedata.category(match[0]), "a control character")).lower()
        what = "a letter that was lost" if match[0] == "\ufffd" else "an invisible character"
        message = f"{what}: U+{ord(match[0]):04X}, {name}"
        yield Finding(value.location, message, "delete it; typing the word anew is the surest way")


@rule("SC602", Text, Prose, severity=Severity.WARNING)
def text_is_composed(type_: Any, value: RawText, at: Context) -> Iterator[Finding]:
    """Letters with accents are one character (Unicode form NFC).

    Why: å as one character and å as a + ring look alike, and are different words to a computer.
    Wrong:
        keywords: ["A\\u030Arhus"]
    Right:
        keywords: ["\\u00C5rhus"]
    Source: Unicode Standard Annex 15.
    """
    if not unicodedata.is_normalized("NFC", value.text):
        message = "letters with accents are written as two characters (not NFC)"
        # An escape is longer than what it stands for, and remains as it is written.
        is_escaped = value.length > len(value.text) + 2
        help = "write each as one character" if is_escaped else "run `python3 scripts/check.py --fix`"
        yield Finding(value.location, message, help)


@rule("SC603", Prose)
def markdown_is_of_the_small_kind(type_: Prose, value: RawText, at: Context) -> Iterator[Finding]:
    """Markdown has paragraphs, lists, emphasis, quotations and links, and nothing else.

    Why: The page has its own headings, figures and pictures; what entries add must not break them.
    Wrong:
        challenge: |
          # The problem
          Three terminals needed heat, and gas would have been the way to give it to them, with all
          that burning gas at the quay means for the air and for the climate of the city.
    Right:
        challenge: |
          Three terminals needed heat, and gas would have been the way to give it to them, with all
          that burning gas at the quay means for the air and for the climate of the city.
    """
    for pattern, what, instead in _FORBIDDEN_MARKDOWN:
        if match := pattern.search(value.text):
            yield Finding(value.location, f"{what} in Markdown: `{shortened(match[0].strip())}`", instead)


@rule("SC604", Prose)
def links_in_prose_are_https(type_: Prose, value: RawText, at: Context) -> Iterator[Finding]:
    """A link in Markdown leads to an https address.

    Why: As for any other address; a relative link would lead to a page that may not exist.
    Wrong:
        requirements: "A permit from the [harbour office](http://www.byoghavn.dk/) is needed first."
    Right:
        requirements: "A permit from the [harbour office](https://www.byoghavn.dk/) is needed first."
    """
    for target in link_targets(value):
        if not target.text.startswith("https://") or parts_of(target.text) is None:
            message = f"a link to `{shortened(target.text)}`, which is no https address"
            yield Finding(target.location, message, "write `[text](https://…)`, or the words without a link")


@rule("SC605", Prose)
def brackets_are_few(type_: Prose, value: RawText, at: Context) -> Iterator[Finding]:
    """A text has at most a hundred opening brackets.

    Why: Thousands of them keep a computer busy for minutes; no honest text needs them.
    Wrong:
        requirements: "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ a permit is needed"
    Right:
        requirements: "A permit from the harbour office is needed first."
    """
    count = value.text.count("[")
    if count > _MAX_BRACKETS:
        message = f"{count} opening brackets; at most {_MAX_BRACKETS} allowed"
        yield Finding(value.location, message, "remove those that are not part of a link")


@rule("SC606", Text, Prose)
def text_holds_no_markup(type_: Any, value: RawText, at: Context) -> Iterator[Finding]:
    """No HTML stands in a text.

    Why: It would be shown as it is written, with its angle brackets.
    Wrong:
        keywords: ["CO<sub>2</sub>"]
    Right:
        keywords: [CO2]
    """
    match = _MARKUP.search(value.text)
    if match and match["address"]:
        help = "write `[text](https://…)`" if isinstance(type_, Prose) else "remove the angle brackets"
        yield Finding(value.location, f"an address in angle brackets: `{shortened(match[0])}`", help)
    elif match:
        yield Finding(value.location, f"HTML in the text: `{shortened(match[0])}`", "write the character or the word itself")


@rule("SC607", SOLUTION, severity=Severity.WARNING)
def titles_are_sentence_case_without_a_stop(shape: Shape, entry: RawMapping, at: Context) -> Iterator[Finding]:
    """A title is written like a sentence, without capitals throughout and without a full stop.

    Why: Titles stand in lists by the dozen; CAPITALS shout, and a stop at the end looks like a summary.
    Wrong:
        title: SMART HARBOUR HEAT PUMP.
    Right:
        title: Harbour heat pump that follows the price of power
    """
    title = entry.get("title")
    if not isinstance(title, RawText):
        return
    if title.text.rstrip().endswith("."):
        yield Finding(title.location, "the title ends with a full stop", "remove it")
    if title.text.isupper():
        yield Finding(title.location, "the title is all capitals", "write it like a sentence")


@rule("SC608", SOLUTION, severity=Severity.WARNING)
def summaries_do_not_repeat_the_title(shape: Shape, entry: RawMapping, at: Context) -> Iterator[Finding]:
    """The summary says something that the title does not.

    Why: On a card they stand below each other, and there is room for one outcome.
    Wrong:
        title: Harbour heat pump that follows the price of power
        summary: Harbour heat pump that follows the price of power in the north harbour of Copenhagen.
    Right:
        title: Harbour heat pump that follows the price of power
        summary: Three cruise terminals and a warehouse are heated from groundwater where gas would have been burnt.
    """
    title, summary = entry.get("title"), entry.get("summary")
    if isinstance(title, RawText) and isinstance(summary, RawText):
        if len(title.text) > 15 and fold(summary.text).startswith(fold(title.text)):
            yield Finding(summary.location, "the summary repeats the title", "begin with what came out of it")


@rule("SC609", Text, Prose)
def texts_hold_no_personal_address(type_: Any, value: RawText, at: Context) -> Iterator[Finding]:
    """No e-mail address stands in a text.

    Why: It would be harvested, and the person has not been asked. `contact:` has a place for an organisation's.
    Wrong:
        requirements: "Ask someone@example.org for the drawings before the tender is written."
    Right:
        requirements: "Ask the utility for the drawings before the tender is written."
    Source: GDPR, article 5(1)(c).
    """
    text = without_https_targets(value.text) if isinstance(type_, Prose) else value.text
    if match := _EMAIL.search(text):
        yield Finding(value.location, f"an e-mail address in the text: `{shortened(match[0])}`", "use `contact:`, with consent")


@rule("SC610", Text)
def words_are_written_in_one_script(type_: Text, value: RawText, at: Context) -> Iterator[Finding]:
    """A word does not mix Latin with Greek or Cyrillic letters.

    Why: The letters look alike, and the word is found by nobody who types it.
    Wrong:
        keywords: ["hаrbour"]
    Right:
        keywords: [harbour]
    Source: Unicode Technical Standard 39.
    """
    for word in re.findall(r"[^\W\d_]{2,}", value.text):
        scripts = {unicodedata.name(c, "?").split()[0] for c in word if c not in "µΩ"}
        if "LATIN" in scripts and scripts & {"GREEK", "CYRILLIC"}:
            yield Finding(value.location, f"`{shortened(word)}` mixes scripts", "type the word anew")
