"""What the tests of writing a site share: how a catalogue changes, how it is built, and what stands in a folder."""

from dataclasses import replace
from pathlib import Path

from showroom.build import build, check
from showroom.readings import Readings
from showroom.render.environment import environment


def files_below(folder: Path) -> dict[str, bytes]:
    """Path → content of every file."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def rewrite(tiny, name, before, after):
    file = tiny / name
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def everywhere(tiny, folder, before, after):
    for file in sorted((tiny / folder).rglob("*.yml")):
        file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")


def edit(tiny, overrides):
    rewrite(tiny, "solutions/quay-lamps.yml", "title: Lamps", "title: New lamps")


def built(tiny, theme, settings):
    environment.cache_clear()  # words are read once in a process
    return build(tiny, theme, settings, check(tiny, readings=Readings()))


def with_page(site, **changes):
    """Changes the second page of a site."""
    pages = dict(site.pages)
    uri = [*pages][1]
    site.renderer.__dict__["pages_by_uri"] = pages | {uri: replace(pages[uri], **changes)}
