"""JSON as the site publishes it: without a space that nobody needs. A leaf module."""

from typing import Any

import orjson


def json_text(value: Any) -> str:
    """A value as JSON. Raises TypeError for what JSON does not know, such as half a character."""
    return orjson.dumps(value).decode()


def json_line(value: Any) -> str:
    """The same as a whole file, or as a line of one."""
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE).decode()
