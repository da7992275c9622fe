"""Files written whole or not at all."""

import os
import stat

import pytest

from _command import CannotRun
from _files import replace


@pytest.mark.skipif(os.name != "posix", reason="POSIX file modes and links")
def test_a_replaced_file_keeps_its_permissions_and_a_link_is_not_followed(tmp_path):
    file, other, link = tmp_path / "a", tmp_path / "b", tmp_path / "link"
    file.write_bytes(b"old")
    file.chmod(0o640)
    replace(file, b"new")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o640)
    other.write_bytes(b"other")
    link.symlink_to(other)
    replace(link, b"new")
    assert (other.read_bytes(), link.is_symlink()) == (b"other", False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "link"]


def test_a_file_that_cannot_be_replaced_stays_as_it_was_with_nothing_beside_it(tmp_path, monkeypatch):
    file = tmp_path / "a"
    file.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError(13, "denied")))
    with pytest.raises(CannotRun, match="cannot write .*: denied"):
        replace(file, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]
