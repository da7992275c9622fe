"""A report in the formats that people and machines read: terminal, JSON, GitHub annotations, Markdown, SARIF.

A leaf module of pure functions. Messages quote what strangers wrote, so each format escapes them by its own rules:
nothing from an entry can start a line, a command, a link or a tag.
"""

import hashlib
import itertools
import json
import re
import string
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from .diagnostics import Diagnostic, Report, Severity, printable

MARKDOWN_MAX_BYTES = 900_000
"""A job summary on GitHub holds 1 MiB, whatever else is written to it included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a check found, with what it takes to tell it."""

    report: Report
    """The findings to tell."""
    sources: Mapping[str, str]
    """Path → text of the files, as in `Report.text`."""
    scope: str
    """What was looked at, such as `119 solutions and 23 labs`."""
    hidden_hints: int = 0
    """Hints that were found and left out of `report`."""
    site_url: str = ""
    """Where the pages about rules are published; ends with `/`."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Code → what the rule asks for, in one sentence."""

    def page_about(self, diagnostic: Diagnostic) -> str:
        """Address of the page about the rule."""
        return self.site_url + diagnostic.rule_uri

    def summary(self) -> str:
        """`3 errors, 1 warning in 2 files; 12 hints not shown (--hints)`; one line, no word from an entry in it."""
        counts = Counter(d.severity for d in self.report)
        found = ", ".join(count(counts[severity], severity) for severity in Severity if counts[severity])
        nothing = "no errors or warnings" if self.hidden_hints else "no findings"
        where = count(len({d.location.path for d in self.report}), "file")
        hidden = f"; {count(self.hidden_hints, 'hint')} not shown (--hints)" if self.hidden_hints else ""
        return (f"{found} in {where}" if found else f"{nothing} in {self.scope}") + hidden


def count(number: int, what: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


# --- For people ------------------------------------------------------------------------------------


def text(outcome: Outcome) -> str:
    """For a terminal: each finding with its source line and help, and where to read on when its code is new."""
    seen: set[str] = set()
    parts = []
    for diagnostic, block in zip(outcome.report, outcome.report.blocks(outcome.sources), strict=True):
        is_new = diagnostic.code not in seen
        seen.add(diagnostic.code)
        parts.append(f"{block}\n  see:  {outcome.page_about(diagnostic)}\n" if is_new else f"{block}\n")
    return "\n".join([*parts, f"{outcome.summary()}\n"])


def markdown(outcome: Outcome, max_bytes: int = MARKDOWN_MAX_BYTES) -> str:
    """For a pull request or job summary: a table a file, files with errors first, as many rows as there is room for."""
    parts = [f"**{outcome.summary()}**\n"]
    room = max_bytes - len(parts[0].encode()) - len(_left_out(len(outcome.report)).encode())
    told = 0
    for row in _markdown_rows(outcome):
        room -= len(row.encode())
        if room < 0:
            parts.append(_left_out(len(outcome.report) - told))
            break
        parts.append(row)
        told += 1
    return "".join(parts)


def _left_out(number: int) -> str:
    return f"\n{count(number, 'finding')} left out for lack of room; `python3 scripts/check.py` shows all.\n"


def _markdown_rows(outcome: Outcome) -> Iterator[str]:
    """One row of a table for each finding; a file's first brings heading and head."""
    files = [(path, list(found)) for path, found in itertools.groupby(outcome.report, lambda d: d.location.path)]
    gravity = list(Severity)
    for path, findings in sorted(files, key=lambda file: min(gravity.index(d.severity) for d in file[1])):
        head = f"\n#### <code>{_inert(path)}</code>\n\n| Line | What | How to mend | Rule |\n| ---: | --- | --- | --- |\n"
        for d in findings:
            place = f"{d.location.line}:{d.location.column}"
            rule = f"[{d.code}]({outcome.page_about(d)})"
            yield f"{head}| {place} | {d.severity}: {_markdown_text(d.message)} | {_markdown_text(d.help)} | {rule} |\n"
            head = ""


def _markdown_text(said: str) -> str:
    """What stands between backticks as code, as long as they come in pairs; everything inert."""
    parts = said.split("`")
    if len(parts) % 2 == 0:
        return _inert(said)
    return "".join(f"<code>{_inert(part)}</code>" if n % 2 else _inert(part) for n, part in enumerate(parts))


# CommonMark takes no character reference for markup. GitHub turns mentions, references and addresses into links
# after that, in what readers will see; a zero-width space there stops it.
_LINK_STARTS = re.compile(r"(?<=[@#])|(?<=:)(?=//)|(?<=www\.)", re.IGNORECASE)
_REFERENCES = {ord(c): f"&#{ord(c)};" for c in string.punctuation + "\u200b" if c not in "-,;()'"}


def _inert(said: str) -> str:
    """Text that Markdown, HTML and GitHub show as it is, in a table cell too."""
    return _LINK_STARTS.sub("\u200b", printable(said)).translate(_REFERENCES)


# --- For machines ----------------------------------------------------------------------------------


def as_json(outcome: Outcome) -> str:
    """`{"findings": [{"code", "severity", "file", "line", "column", "message", "help"}, …]}`, in ASCII."""
    findings = [
        {
            "code": d.code,
            "severity": d.severity,
            "file": d.location.path,
            "line": d.location.line,
            "column": d.location.column,
            "message": d.message,
            "help": d.help,
        }
        for d in outcome.report
    ]
    return json.dumps({"findings": findings}, indent=2) + "\n"


_GITHUB_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def github(outcome: Outcome) -> str:
    """Workflow commands, which GitHub shows beside the lines of a pull request.

    A message ends with its place: of all the findings in a log GitHub shows ten beside their lines, and in the log
    itself nothing but messages (source: github.com/actions/toolkit, docs/problem-matchers.md#limitations).
    """
    return "".join(_github_command(d, outcome) for d in outcome.report) + f"check: {outcome.summary()}\n"


def _github_command(diagnostic: Diagnostic, outcome: Outcome) -> str:
    location = diagnostic.location
    properties = {
        "file": location.path,
        "line": location.line,
        "endLine": location.line,
        "col": location.column,
        "endColumn": location.column + location.length,
        "title": diagnostic.code,
    }
    told = ",".join(f"{name}={_github_property(str(value))}" for name, value in properties.items())
    lines = [
        printable(diagnostic.message),
        *([f"help: {printable(diagnostic.help)}"] if diagnostic.help else []),
        f"see: {outcome.page_about(diagnostic)}",
        f"at: {printable(str(location))}",
    ]
    message = _github_data("\n".join(lines))
    return f"::{_GITHUB_COMMANDS[diagnostic.severity]} {told}::{message}\n"


def _github_data(value: str) -> str:
    """As @actions/core escapes a command's data."""
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(value: str) -> str:
    """As @actions/core escapes a command's property; other control characters as in messages."""
    escaped = _github_data(value).replace(":", "%3A").replace(",", "%2C")
    return printable(escaped)


# --- SARIF -----------------------------------------------------------------------------------------

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def sarif(outcome: Outcome) -> str:
    """SARIF 2.1.0 (OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/), as code-scanning services take it."""
    codes = {d.code: d for d in sorted(outcome.report, key=lambda d: d.code)}
    numbers = {code: number for number, code in enumerate(codes)}
    fingerprints = _fingerprints(outcome)
    run = {
        "tool": {
            "driver": {
                "name": "Living Lab Showroom check",
                "informationUri": f"{outcome.site_url}contribute/",
                "rules": [_sarif_rule(code, outcome.page_about(d), outcome) for code, d in codes.items()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder that holds the catalogue folder."}}},
        "results": [
            _sarif_result(d, numbers[d.code], fingerprint)
            for d, fingerprint in zip(outcome.report, fingerprints, strict=True)
        ],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _sarif_rule(code: str, address: str, outcome: Outcome) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": _sarif_text(outcome.rules.get(code, code))},
        "helpUri": address,
        "help": {"text": f"Reason and examples: {address}"},
    }


def _sarif_result(diagnostic: Diagnostic, rule_index: int, fingerprint: str) -> dict[str, Any]:
    location = diagnostic.location
    said = f"{diagnostic.message}\nhelp: {diagnostic.help}" if diagnostic.help else diagnostic.message
    # os.fsdecode turns bytes of a file name that are not UTF-8 into surrogates; this turns them back.
    uri = quote(location.path, errors="surrogateescape")
    region = {
        "startLine": location.line,
        "startColumn": location.column,
        "endColumn": location.column + location.length,
    }
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": rule_index,
        "level": _SARIF_LEVELS[diagnostic.severity],
        "message": {"text": _sarif_text(said)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": "SRCROOT"}, "region": region}}],
        "partialFingerprints": {"showroomFinding/v1": fingerprint},
    }


def _sarif_text(said: str) -> str:
    """A plain text message in which nothing is a link (SARIF 2.1.0, 3.11.6: `[text](target)`, escaped with `\\`)."""
    return re.sub(r"[\\\[\]]", r"\\\g<0>", said)


def _fingerprints(outcome: Outcome) -> Iterator[str]:
    """For each finding a name that it keeps when lines above it come and go: code, file, its line's text, which of them."""
    seen: Counter[tuple[str, ...]] = Counter()
    for path, findings in itertools.groupby(outcome.report, lambda d: d.location.path):
        lines = outcome.sources.get(path, "").splitlines()
        for d in findings:
            line = lines[d.location.line - 1] if d.location.line <= len(lines) else ""
            at = d.location.column - 1
            identity = (d.code, path, line.strip(), line[at : at + d.location.length])
            digest = hashlib.sha256("\0".join([*identity, str(seen[identity])]).encode("utf-8", "surrogateescape"))
            seen[identity] += 1
            yield digest.hexdigest()[:32]


FORMATS: Mapping[str, Callable[[Outcome], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "markdown": markdown,
    "sarif": sarif,
}
"""Name → how an outcome is told in it."""
