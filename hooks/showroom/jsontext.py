"""JSON as the site publishes it: without a space that nobody needs. A leaf module."""

from collections.abc import Callable
from typing import Any

import orjson

Plain = Callable[[Any], Any]
"""What to write in place of a value that JSON does not know. Raises an error for one that it does not know either."""


def json_text(value: Any, plain: Plain | None = None) -> str:
    """A value as JSON. Raises TypeError for what neither JSON nor `plain` knows, such as half a character."""
    return orjson.dumps(value, plain, _OURS).decode()


def json_line(value: Any, plain: Plain | None = None) -> str:
    """The same as a whole file, or as a line of one."""
    return orjson.dumps(value, plain, _OURS | orjson.OPT_APPEND_NEWLINE).decode()


_OURS = orjson.OPT_PASSTHROUGH_DATACLASS
"""What of a dataclass is written is not for a library to know."""
