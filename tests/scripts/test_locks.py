"""What is installed is exact, checked by hash, and what pyproject.toml asks for."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from _command import PROJECT

LOCKS = PROJECT / "scripts" / "locks"


def pinned(name):
    """Package -> version of a lock."""
    lines = (LOCKS / name).read_text(encoding="utf-8").splitlines()
    return dict(re.fullmatch(r"(\S+)==(\S+)(?: ?; .+)? \\", line).groups() for line in lines if re.match(r"[a-z]", line))


def asked():
    """Lock -> what pyproject.toml asks it to hold."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    site = project["project"]["dependencies"]
    groups = project["dependency-groups"]
    return {
        "site.txt": site, "test.txt": site + groups["test"], "bench.txt": site + groups["bench"], "peers.txt": groups["peers"],
    }  # fmt: skip


@pytest.mark.parametrize("name", ["site.txt", "test.txt", "bench.txt", "peers.txt"])
def test_a_lock_holds_what_pyproject_asks_for(name):
    versions = pinned(name)
    unmet = [
        text for text in asked()[name]
        if (wanted := Requirement(text)).name not in versions or versions[wanted.name] not in wanted.specifier
    ]  # fmt: skip
    assert unmet == [], "run `python scripts/lock.py`"


@pytest.mark.parametrize("name", ["test.txt", "bench.txt"])
def test_what_is_tested_and_measured_are_the_versions_that_the_site_is_built_with(name):
    assert pinned("site.txt").items() <= pinned(name).items()


@pytest.mark.parametrize("name", ["site.txt", "test.txt", "bench.txt", "peers.txt"])
def test_each_package_has_a_hash_and_no_lock_says_where_packages_come_from(name):
    text = (LOCKS / name).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-z])", text)[1:]
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []
    assert re.findall(r"://|--index|--extra-index|--find-links|--trusted|file:", text) == []
