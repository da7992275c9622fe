"""MkDocs as the commands use it: this project's configuration for any catalogue, and calm messages.

Runs inside the project's environment.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TextIO

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from _command import PROJECT

HOOKS = "hooks/mkdocs_hooks.py"
"""As in mkdocs.yml."""


def configuration(catalogue: Path, site_dir: Path, **settings: Any) -> MkDocsConfig:
    """mkdocs.yml with this catalogue, this target and these settings in place of its own.

    Raises a MkDocsException when mkdocs.yml or a hook cannot be used; what is wrong has been logged.
    """
    return load_config(
        config_file=str(PROJECT / "mkdocs.yml"),
        docs_dir=str(catalogue / "pages"),
        site_dir=str(site_dir),
        **settings,
    )


class CalmHandler(logging.StreamHandler):
    """Prints warnings, errors and whatever the hooks say; MkDocs' account of its own steps stays away."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a person wants to read this."""
        return record.levelno >= logging.WARNING or is_ours(record)

    def format(self, record: logging.LogRecord) -> str:
        """The message; with its level, unless it is ours and so says `error[…]` or `warning[…]` itself."""
        message = super().format(record)
        return message if is_ours(record) else f"{record.levelname.lower()}: {message}"


def is_ours(record: logging.LogRecord) -> bool:
    """Whether a hook of this project logged it."""
    return record.name.startswith("mkdocs.hooks.")


def log_calmly(into: TextIO | None = None) -> None:
    """Show what MkDocs and the hooks log, on standard error unless it is to go elsewhere."""
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.addHandler(CalmHandler(into))


def errors_logged() -> AbstractContextManager[list[str]]:
    """The errors that MkDocs and the hooks log within the block, as they come."""
    return _logged(logging.ERROR)


def warnings_logged() -> AbstractContextManager[list[str]]:
    """The same with warnings."""
    return _logged(logging.WARNING)


@contextmanager
def _logged(level: int) -> Iterator[list[str]]:
    collector = Collector(level)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collector)
    try:
        yield collector.messages
    finally:
        logger.removeHandler(collector)


class Collector(logging.Handler):
    """Keeps the messages it gets."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self.messages.append(record.getMessage())
