"""What an edit costs the preview, and what open pages hear of it: what depends on the edit is made again and nothing else."""

from __future__ import annotations

import re
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from built import Site, build_from
from previewed import DEADLINE, Preview, heading, running
from showroom.lean import script, style_sheet

ENTRY = "catalogue/solutions/bin-sensors.yml"
TITLE = "Bins that call when they are full"
PAGE = "solutions/bin-sensors/"

STYLES = "assets/showroom/css/showroom.css"

LEAD = '<p class="sc-lead">'
"""Stands in the template of solutions."""

COUNTING = 'import pathlib\n\n\ndef on_pre_build(config):\n    with pathlib.Path("runs").open("a") as file:\n        file.write("x")\n'
"""A hook that leaves a mark whenever MkDocs runs."""


@pytest.fixture
def preview(project: Path, tmp_path: Path) -> Iterator[Preview]:
    """The project's own preview, in which MkDocs' runs are counted."""
    (project / "hooks/counting.py").write_text(COUNTING)
    configuration = project / "mkdocs.yml"
    configuration.write_text(configuration.read_text("utf-8").replace("hooks/mkdocs_hooks.py", "hooks/mkdocs_hooks.py, hooks/counting.py"), "utf-8")
    with running("preview.py", project, tmp_path) as preview:
        yield preview


def runs(preview: Preview) -> int:
    """How often MkDocs has run."""
    return len((preview.project / "runs").read_text())


class Listener:
    """An open page: it hears of changes as the script on every page does."""

    def __init__(self, preview: Preview) -> None:
        self.heard: list[str] = []
        self.stream = urllib.request.urlopen(preview.url + "_preview/changes", timeout=DEADLINE)
        self.changed = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self.stream:
            if line.startswith(b"data: "):
                with self.changed:
                    self.heard.append(line.decode().removeprefix("data: ").strip())
                    self.changed.notify_all()

    def until(self, count: int) -> list[str]:
        """All it has heard, once that is so much."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.heard) >= count, DEADLINE), self.heard
            return list(self.heard)


def test_an_edited_entry_shows_on_its_page_and_in_lists_without_a_run_of_mkdocs(preview):
    assert runs(preview) == 1
    preview.edit(ENTRY, TITLE, "Bins that call the lorry")
    preview.until(PAGE, lambda page: heading(page) == "Bins that call the lorry")
    assert "Bins that call the lorry" in preview.get("sectors/public-space/")
    assert TITLE not in preview.get("solutions/")
    assert runs(preview) == 1


def test_a_new_entry_is_listed_and_has_a_page_and_a_deleted_one_is_gone(preview):
    path = preview.project / ENTRY
    new = path.with_name("new-bins.yml")
    new.write_text(path.read_text("utf-8").replace(TITLE, "Bins that weigh what they hold"), "utf-8")
    preview.until("solutions/new-bins/", lambda page: heading(page) == "Bins that weigh what they hold")
    assert "solutions/new-bins/" in preview.get("sectors/public-space/")

    new.unlink()
    preview.until("solutions/new-bins/", lambda page: heading(page) != "Bins that weigh what they hold")
    assert preview.status("solutions/new-bins/") == 404
    assert "new-bins" not in preview.get("sectors/public-space/")
    assert runs(preview) == 1


def test_entries_in_a_folder_that_appears_are_seen(preview):
    solutions = preview.project / "catalogue/solutions"
    aside = preview.project / "aside"
    solutions.rename(aside)
    preview.until(PAGE, lambda page: "sc-crash" in page and "CatalogueMissing" in page and heading(page) == TITLE)
    aside.rename(solutions)
    preview.until(PAGE, lambda page: "sc-crash" not in page and heading(page) == TITLE)
    preview.edit(ENTRY, TITLE, "Bins that call the lorry")
    preview.until(PAGE, lambda page: heading(page) == "Bins that call the lorry")


def test_an_edited_template_shows_without_a_run_of_mkdocs(preview):
    preview.edit("overrides/showroom/solution.html", LEAD, f"<p>Looked over.</p>{LEAD}")
    preview.until(PAGE, lambda page: "<p>Looked over.</p>" in page)
    assert runs(preview) == 1


def test_a_page_that_its_template_fails_at_is_shown_as_it_was_with_the_failure_and_no_other_page_is(preview):
    mend = preview.edit("overrides/showroom/solution.html", LEAD, f"{{{{ nothing }}}}{LEAD}")
    page = preview.until(PAGE, lambda page: "sc-crash" in page)
    assert heading(page) == TITLE and "UndefinedError" in page and "solution.html, line" in page
    assert "sc-crash" not in preview.get("labs/")
    preview.edit(ENTRY, TITLE, "Bins that call the lorry")
    preview.until("solutions/", lambda page: "Bins that call the lorry" in page)
    assert heading(preview.get(PAGE)) == TITLE
    mend()
    preview.until(PAGE, lambda page: heading(page) == "Bins that call the lorry" and "sc-crash" not in page)


def test_an_edited_word_of_the_interface_shows(preview):
    preview.edit("overrides/showroom/words/en.yml", "Problem, topic or place", "Chore, tool or place")
    preview.until("", lambda page: "Chore, tool or place" in page)
    assert runs(preview) == 1


def test_an_edited_style_is_served_and_told_without_any_build(preview):
    page = Listener(preview)
    page.until(1)
    built = preview.said("built in")
    preview.edit("overrides/assets/showroom/css/base.css", "", "/* seen */\n")
    page.until(2)
    assert preview.get("assets/showroom/css/base.css").startswith("/* seen */\n")
    assert preview.said("built in") == built


def test_a_hand_written_page_is_rendered_by_mkdocs_and_what_is_in_entries_stays(preview):
    preview.edit("catalogue/pages/about.md", "# About these tests", "# About those tests")
    preview.until("about/", lambda page: heading(page) == "About those tests")
    assert (runs(preview), heading(preview.get(PAGE))) == (2, TITLE)


def test_of_several_quick_saves_the_last_one_stays_and_each_build_is_told_once(preview):
    page = Listener(preview)
    page.until(1)
    path = preview.project / ENTRY
    text = path.read_text("utf-8")
    for number in range(20):
        path.write_text(text.replace(TITLE, f"Bins, version {number}"), "utf-8")
    preview.until(PAGE, lambda page: heading(page) == "Bins, version 19")
    # One build may have begun before the last save, and been followed by another.
    builds = preview.said("built in") - 1
    assert 1 <= builds < 20
    preview.edit(ENTRY, "Bins, version 19", TITLE)
    preview.until(PAGE, lambda page: heading(page) == TITLE)
    heard = page.until(1 + preview.said("built in") - 1)
    assert len(heard) == len(set(heard)) == preview.said("built in")
    assert f"shown={heard[-1]}" in preview.get(PAGE)


def test_a_file_that_an_editor_replaces_is_followed_and_its_hidden_helpers_are_not(preview):
    path = preview.project / ENTRY
    for title in ("Bins of the first kind", "Bins of the second kind"):
        helper = path.with_name(".bin-sensors.yml.swp")
        helper.write_text(path.read_text("utf-8").replace(heading(preview.get(PAGE)), title), "utf-8")
        helper.replace(path)
        preview.until(PAGE, lambda page, title=title: heading(page) == title)
    built = preview.said("built in")
    path.with_name(".bin-sensors.yml.swp").write_text("title: [", "utf-8")
    preview.edit("overrides/showroom/solution.html", LEAD, f"<p>Later.</p>{LEAD}")
    preview.until(PAGE, lambda page: "<p>Later.</p>" in page)
    assert preview.said("built in") == built + 1


def test_a_finding_is_printed_once_for_as_long_as_it_stands(preview):
    mend = preview.edit(ENTRY, "sectors:", "colour: red\nsectors:")
    preview.until(PAGE, lambda page: "unknown key" in page)
    preview.edit("catalogue/solutions/quay-lamps.yml", "title: ", "title: New ")
    preview.until("solutions/quay-lamps/", lambda page: heading(page).startswith("New "))
    assert preview.said(f"{ENTRY}:") == 1
    mend()
    preview.until(PAGE, lambda page: "unknown key" not in page)


def test_a_page_without_its_last_stroke_leads_on_and_a_missing_one_is_the_sites_own(preview):
    with urllib.request.urlopen(f"{preview.url}solutions/bin-sensors?from=mail", timeout=DEADLINE) as answer:
        assert answer.url == f"{preview.url}solutions/bin-sensors/?from=mail"
    assert preview.status("solutions/none/") == preview.status("%2e%2e/mkdocs.yml") == 404
    assert "sc-header" in preview.get("solutions/none/")


def test_while_mkdocs_cannot_run_every_answer_says_so_with_a_status_that_no_cache_keeps(preview):
    mend = preview.edit("overrides/main.html", "{% block header %}", "{% block %}")
    page = preview.until("about/", lambda page: "TemplateSyntaxError" in page)
    assert heading(page) == "The preview needs a repair"
    assert preview.status(PAGE) == 503
    mend()
    preview.until("about/", lambda page: heading(page) == "About these tests")


def test_the_preview_shows_what_a_build_publishes(preview, tmp_path):
    site = build_from(preview.project / "catalogue", tmp_path / "built")
    assert len(site.files) > 100
    for name in sorted(site.files):
        if name == STYLES:
            continue  # a preview serves each style sheet from where it is edited
        if name.startswith("publication/"):
            # Its own address is on every page, compressed.
            assert shown(preview, name)[:4] == site.files[name][:4] in (b"%PDF", b"RIFF")
            continue
        assert lean(name, shown(preview, name)) == published(site, name, preview.url), name
    for sheet in re.findall('@import "(.+?)"', preview.get(STYLES)):
        rules = re.sub(r"/\*.*?\*/", "", preview.get(f"assets/showroom/css/{sheet}"), flags=re.DOTALL)
        assert " ".join(rules.split()) in " ".join(site.text(STYLES).split()), sheet


def lean(name: str, content: bytes) -> bytes:
    """A file as it is published, of one that a preview serves as it is edited."""
    if name.endswith("/reset.css"):
        return style_sheet(content.decode()).encode()
    return script(content.decode()).encode() if name.startswith("assets/showroom/js/") else content


def shown(preview: Preview, name: str) -> bytes:
    """A file of the preview without what only previews have."""
    with urllib.request.urlopen(preview.url + name, timeout=DEADLINE) as answer:
        content = answer.read()
    return re.sub(rb'<script type="module" src="/_preview/[^>]*></script>', b"", content) if name.endswith(".html") else content


def published(site: Site, name: str, url: str) -> bytes:
    """A file of a built site without what previews lack: the policy, the version of the data, its own address, and the
    size of a publication that is not made yet."""
    content = site.files[name].replace(b"https://living-lab-showroom.example/", url.encode())
    content = re.sub(rb'<meta http-equiv="Content-Security-Policy"[^>]*>', b"", content)
    content = re.sub(rb" <span[^>]*>PDF, [^<]*</span>", b"", content)
    if name.startswith(("assets/showroom/explorer", "assets/showroom/results/")):
        content = re.sub(rb'^\{"version":"[0-9a-f]+"', b'{"version":"preview"', content)
    return re.sub(rb'(\?v=|data-version=")[0-9a-f]+', rb"\1preview", content)
