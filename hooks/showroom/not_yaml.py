"""What YAML's parser complains of, told where the mistake is and with the help that mends it.

A parser stops where it can go on no longer; what it stumbled over often stands above.
"""

import re

import yaml

from .diagnostics import Diagnostic, Location

LINE_END = re.compile("\r\n?|\n")

_INDENTATION = re.compile(r" *(?:- +)*")
_KEY = re.compile(r":(?: |\Z)")
_KEY_BEFORE_COLON = re.compile(r"""( *(?:- +)*)["']?[\w-]+["']?\Z""")
"""All that stands before a colon, when it is the key of a field: not words of a text."""

_HYPHEN = re.compile(r"( *(?:- +)+)\Z")
_IN_BRACKETS = re.compile("while parsing a flow (?:sequence|mapping)")
_NO_COLON = "could not find expected ':'"
_HELP_WITH_COLON = "put a space after the colon of a field; indent a line that goes on with the text above"


def complaint(error: yaml.MarkedYAMLError, text: str, path: str) -> Diagnostic:
    """What the parser complains of, where the mistake is: often above the place at which the parser had to stop."""
    problem, lines = error.problem or error.context or "", LINE_END.split(text)
    stop, start = error.problem_mark or error.context_mark, error.context_mark
    place = (stop.line, stop.column) if stop else (0, 0)
    help = "check indentation, colons, quotes and brackets on this line and the one above"
    if "mapping values are not allowed" in problem:
        key = _KEY_BEFORE_COLON.match(lines[stop.line][: stop.column])
        if key is None:
            help = "put quotes around a text that contains a colon and a space"
        elif (above := _field_without_colon(lines, stop.line)) is not None:
            place, problem, help = (above, len(_indentation(lines[above]))), _NO_COLON, _HELP_WITH_COLON
        else:
            help = "start this line in the same column as the fields beside it; if it goes on with the text above, quote that text"
    elif "cannot start any token" in problem:
        help = "use spaces for indentation, and quotes around a text that starts with a special character"
    elif start and (
        "unexpected end" in problem or (_IN_BRACKETS.match(error.context or "") and _is_left_open(lines, start.line, stop))
    ):
        place, help = (start.line, start.column), "close the quotation mark or bracket that opens here"
    elif start and _NO_COLON in problem:
        place, help = (start.line, start.column), _HELP_WITH_COLON
    location = Location(path, place[0] + 1, place[1] + 1)
    return Diagnostic(code="SC001", location=location, message=f"not valid YAML: {problem}", help=help)


def _field_without_colon(lines: list[str], number: int) -> int | None:
    """The line above that begins in the column of line `number` and would be a field beside it, had it a colon and a space."""
    width, found = len(_indentation(lines[number])), None
    for above in range(number - 1, -1, -1):
        line = lines[above]
        if not line.strip() or line.lstrip().startswith(("#", "---", "%")):
            continue
        if len(_indentation(line)) != width or _KEY.search(line):
            # Below a value it would be the rest of a text.
            return found if line.rstrip().endswith(":") else None
        found = above
        if "-" in _indentation(line):
            break
    return found


def _is_left_open(lines: list[str], opening: int, stop: yaml.Mark) -> bool:
    """Whether the bracket on line `opening` has no end: the file ends first, or a field or item begins that is not within it."""
    if not "".join(lines[stop.line :])[stop.column :].strip():
        return True
    before = lines[stop.line][: stop.column]
    begins = _KEY_BEFORE_COLON.match(before) or _HYPHEN.match(before)
    return stop.line > opening and begins is not None and len(begins[1]) <= len(_indentation(lines[opening]))


def _indentation(line: str) -> str:
    """What stands before a line's first word: spaces, and the hyphens of list items."""
    return _INDENTATION.match(line)[0]
