"""The interface's words: one YAML file per language, so that another language is another file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


class Words:
    """Looks words up by dotted key and fills their `{placeholders}`.

    A word with forms `one` and `other` is chosen by `count`.
    """

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self._tree = tree
        self._plain: dict[str, str] = {}
        """Words already looked up that have no placeholders to fill: pages ask for the same ones again and again."""

    @classmethod
    def of(cls, file: Path) -> "Words":
        """The words of a file of ours; staff-written, so a plain loader will do."""
        return cls(yaml.load(file.read_text("utf-8"), yaml.BaseLoader))

    def __call__(self, key: str, **values: object) -> str:
        """The words of `key`. Raises KeyError when the file lacks them."""
        if not values and key in self._plain:
            return self._plain[key]
        found: Any = self._tree
        for part in key.split("."):
            try:
                found = found[part]
            except (KeyError, TypeError):
                raise KeyError(f"no interface words `{key}`") from None
        if isinstance(found, Mapping):
            found = found["one" if values.get("count") == 1 else "other"]
        if values:
            return str(found.format_map({name: _grouped(value) for name, value in values.items()}))
        self._plain[key] = found
        return str(found)

    def group(self, *keys: str) -> Mapping[str, Any]:
        """All words below each of `keys`, together, for a browser script."""
        return {name: word for key in keys for name, word in self._below(key).items()}

    def _below(self, key: str) -> Mapping[str, Any]:
        found: Any = self._tree
        for part in key.split("."):
            found = found[part]
        return found


def _grouped(value: object) -> object:
    return f"{value:,}" if isinstance(value, int) else value
