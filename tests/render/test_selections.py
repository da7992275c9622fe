"""What the home page picks out of the catalogue."""

from showroom.render import selections
from showroom.render.selections import featured, newest


def slugs(solutions):
    return [solution.slug for solution in solutions]


def test_what_is_featured_is_not_shown_again_as_what_started_last(catalogue):
    assert len(featured(catalogue)) == 2
    assert not {*slugs(featured(catalogue))} & {*slugs(newest(catalogue))}


def test_what_started_last_comes_first(catalogue, monkeypatch):
    monkeypatch.setattr(selections, "FEATURED", 0)
    assert slugs(newest(catalogue)) == ["quay-lamps", "bin-sensors", "warm-basins"]
    monkeypatch.setattr(selections, "NEWEST", 1)
    assert slugs(newest(catalogue)) == ["quay-lamps"]
