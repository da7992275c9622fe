"""Writing a site: the same by one process or several, and text as it is everywhere."""

import pytest
from showroom.files import write
from showroom.publish import publish
from sites import files_below, with_page

pytestmark = pytest.mark.usefixtures("quick_pictures")


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_a_site_is_the_same_however_many_processes_write_it(site, tmp_path, processes):
    publish(site, tmp_path / "site", processes)
    expected = {name: content.encode() if isinstance(content, str) else content for name, content in site.files.items()}
    assert files_below(tmp_path / "site") == dict(sorted(expected.items()))


def test_what_goes_wrong_in_another_process_is_raised_here(site, tmp_path):
    with_page(site, template="no-such-template.html")
    with pytest.raises(Exception, match="no-such-template.html"):
        publish(site, tmp_path / "site", 2)


def test_text_is_written_as_utf_8_with_plain_line_ends(tmp_path):
    write([("a/b.txt", "å\nb\n"), ("a/c.bin", b"\x00")], tmp_path)
    assert files_below(tmp_path) == {"a/b.txt": b"\xc3\xa5\nb\n", "a/c.bin": b"\x00"}
