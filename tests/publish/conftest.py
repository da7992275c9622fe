"""The tiny catalogue as a site that has not been written yet."""

import shutil
from dataclasses import replace

import pytest
from photos import add_photos
from showroom.build import build


@pytest.fixture
def site(tiny, theme, settings):
    """Of the tiny catalogue."""
    return build(tiny, theme, settings)


@pytest.fixture
def own(tmp_path, settings):
    """Settings with templates that a test may change."""
    overrides = shutil.copytree(settings.overrides, tmp_path / "overrides")
    return replace(settings, overrides=overrides)


@pytest.fixture
def pictured(tiny):
    """The tiny catalogue with photos of two solutions."""
    add_photos(tiny, "quay-lamps", (900, 600), (850, 600))
    add_photos(tiny, "bin-sensors", (820, 600))
    return tiny
