"""Sites and projects for the tests of what gets published."""

from __future__ import annotations

from pathlib import Path

import pytest
from built import Site, build, copy_project


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The project's own site; not to be changed."""
    return build(tmp_path_factory.mktemp("site") / "site")


@pytest.fixture
def project(tiny: Path, tmp_path: Path) -> Path:
    """A copy of the project with the tiny catalogue, so that hooks and templates can be broken too."""
    copy = copy_project(tmp_path / "project")
    tiny.rename(copy / "catalogue")
    return copy
