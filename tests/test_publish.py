"""Writing a site: the same by one process or several, and nothing half-done passes for a site."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from showroom.build import build
from showroom.publish import publish, write


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def site(tiny, theme, settings):
    return build(tiny, theme, settings)


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_a_site_is_the_same_however_many_processes_write_it(site, tmp_path, processes):
    publish(site, tmp_path / "site", processes)
    expected = {name: content.encode() if isinstance(content, str) else content for name, content in site.files.items()}
    assert files_below(tmp_path / "site") == dict(sorted(expected.items()))


def test_what_goes_wrong_in_another_process_is_raised_here(site, tmp_path):
    broken = replace(site.pages[1], template="no-such-template.html")
    site.__dict__["pages"] = (site.pages[0], broken, *site.pages[2:])
    with pytest.raises(Exception, match="no-such-template.html"):
        publish(site, tmp_path / "site", 2)


def test_the_death_of_another_process_is_told(site, tmp_path):
    class Deadly:
        def __str__(self) -> str:
            os._exit(9)

    dying = replace(site.pages[1], title=Deadly())
    site.__dict__["pages"] = (site.pages[0], dying, *site.pages[2:])
    with pytest.raises(ChildProcessError, match="was killed"):
        publish(site, tmp_path / "site", 2)


def test_text_is_written_as_utf_8_with_plain_line_ends(tmp_path):
    write([("a/b.txt", "å\nb\n"), ("a/c.bin", b"\x00")], tmp_path)
    assert files_below(tmp_path) == {"a/b.txt": b"\xc3\xa5\nb\n", "a/c.bin": b"\x00"}
