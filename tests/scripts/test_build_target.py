"""Which folders a build may replace, and that it replaces them whole or not at all."""

import os

import pytest

from _command import CannotRun
from _target import exchange, require_replaceable, staged


@pytest.fixture
def project(tmp_path):
    """A project with a catalogue and nothing built."""
    (tmp_path / "project" / "catalogue" / "pages").mkdir(parents=True)
    return tmp_path / "project"


@pytest.fixture
def may_replace(project):
    """Checks a target against the project and its own catalogue."""
    return lambda target: require_replaceable(target, catalogue=project / "catalogue", project=project)


def site(folder, words="old"):
    """Make a folder look like a built site."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(words)
    (folder / "sitemap.xml").touch()
    return folder


def content(folder):
    """What lies directly in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_missing_folder_an_empty_one_and_an_earlier_site_may_be_replaced(project, may_replace):
    (project / "empty").mkdir()
    may_replace(project / "not-there")
    may_replace(project / "empty")
    may_replace(site(project / "site"))


@pytest.mark.parametrize("lacking", ["index.html", "sitemap.xml"])
def test_a_folder_that_is_no_earlier_site_is_refused_and_keeps_its_files(project, may_replace, lacking):
    folder = site(project / "thesis")
    (folder / lacking).rename(folder / "chapter.txt")
    with pytest.raises(CannotRun, match="something other than an earlier site"):
        may_replace(folder)
    assert "chapter.txt" in content(folder)


def test_a_file_is_refused(project, may_replace):
    (project / "site").touch()
    with pytest.raises(CannotRun, match="is not a folder"):
        may_replace(project / "site")


@pytest.mark.parametrize("target", ["", "..", "catalogue"])
def test_a_folder_that_holds_the_project_or_its_catalogue_is_refused_even_if_it_looks_like_a_site(
    project, may_replace, target
):
    with pytest.raises(CannotRun, match="which holds"):
        may_replace(site((project / target).resolve()))


def test_a_folder_that_holds_a_catalogue_from_elsewhere_is_refused(project, tmp_path):
    elsewhere = site(tmp_path / "elsewhere")
    with pytest.raises(CannotRun, match="which holds"):
        require_replaceable(elsewhere, catalogue=elsewhere / "catalogue", project=project)


def test_a_folder_inside_the_catalogue_is_refused(project, may_replace):
    with pytest.raises(CannotRun, match="inside the catalogue"):
        may_replace(project / "catalogue" / "pages" / "site")


def test_a_folder_inside_the_overrides_is_refused(project, may_replace):
    with pytest.raises(CannotRun, match="inside the overrides"):
        may_replace(project / "overrides" / "assets" / "site")


def test_a_finished_build_takes_the_place_of_the_old_site_and_leaves_nothing_beside_it(tmp_path):
    target = site(tmp_path / "site")
    (target / "page-since-deleted.html").touch()
    with staged(target) as folder:
        site(folder, "new")
        assert (target / "index.html").read_text() == "old"
    assert (target / "index.html").read_text() == "new"
    assert content(target) == ["index.html", "sitemap.xml"]
    assert content(tmp_path) == ["site"]


def test_a_first_build_makes_the_folders_above_its_target(tmp_path):
    with staged(tmp_path / "public" / "site") as folder:
        site(folder)
    assert content(tmp_path / "public") == ["site"]


@pytest.mark.parametrize("end", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_a_build_that_fails_or_is_stopped_leaves_the_old_site_as_it_was(tmp_path, end):
    target = site(tmp_path / "site")
    with pytest.raises(end), staged(target) as folder:
        site(folder, "half a site")
        raise end
    assert (target / "index.html").read_text() == "old"
    assert content(tmp_path) == ["site"]


def test_an_exchange_that_fails_half_way_puts_the_old_site_back(tmp_path):
    target = site(tmp_path / "site")
    with pytest.raises(OSError):
        exchange(tmp_path / "not-there", target, tmp_path / "previous")
    assert content(tmp_path) == ["site"]


@pytest.mark.skipif(os.name != "posix", reason="POSIX file modes")
def test_a_web_server_may_read_the_new_site(tmp_path):
    with staged(tmp_path / "site") as folder:
        site(folder)
    (tmp_path / "ordinary").mkdir()
    assert (tmp_path / "site").stat().st_mode == (tmp_path / "ordinary").stat().st_mode
