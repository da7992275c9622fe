"""The publication of the project's own site: offered as it is, and the same whoever makes it."""

import io

from built import CATALOGUE, script
from PIL import Image

PDF = "publication/living-lab-showroom.pdf"


def test_the_home_page_offers_it_with_its_size_and_a_picture_of_its_cover(site):
    home = site.page("")
    [said] = [element.text for element in home.all("span") if element.text.startswith("PDF, ")]
    pages, size = said.removeprefix("PDF, ").split(", ")
    assert size == f"{len(site.files[PDF]) / 1_000_000:.1f} MB"
    # Two or three solutions a page, and what stands around them.
    assert 0.4 < int(pages.removesuffix(" pages")) / len([*(CATALOGUE / "solutions").glob("*.yml")]) < 1
    assert PDF in [link["href"] for link in home.all("a")]
    [cover] = [image for image in home.all("img") if image["src"].startswith("publication/")]
    with Image.open(io.BytesIO(site.files[cover["src"]])) as picture:
        assert (str(picture.width), str(picture.height), cover["loading"]) == (cover["width"], cover["height"], "lazy")
    widths = [candidate.split() for candidate in cover["srcset"].split(", ")]
    assert [f"{Image.open(io.BytesIO(site.files[uri])).width}w" for uri, _ in widths] == [width for _, width in widths]


def test_it_is_linked_from_the_foot_of_every_page(site):
    for page in site.pages:
        links = [link for link in page.all("a") if "footer" in link.parents and link["href"].endswith(PDF)]
        assert [link.text for link in links] == ["Publication (PDF)"], page.uri


def test_it_is_accessible_by_its_standard(site):
    assert b"pdfuaid" in site.files[PDF]


def test_the_command_writes_the_same_file(site, tmp_path):
    done = script("publication.py", "--output", tmp_path / "new/draft.pdf")
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "new/draft.pdf").read_bytes() == site.files[PDF]


def test_of_a_broken_catalogue_the_command_writes_nothing_and_says_why(tiny, tmp_path):
    entry = tiny / "solutions/quay-lamps.yml"
    entry.write_text(entry.read_text("utf-8").replace("city: testby", "city: nowhere"), "utf-8")
    done = script("publication.py", "--catalogue", tiny, "--output", tmp_path / "draft.pdf")
    assert done.returncode == 1
    assert "error[SC20" in done.stdout and "not written: 1 error in the catalogue" in done.stdout
    assert not (tmp_path / "draft.pdf").exists()


def test_the_command_says_when_there_is_nothing_to_print(tiny, tmp_path):
    for file in [*(tiny / "solutions").glob("*.yml"), *(tiny / "pages/articles").glob("*.md")]:
        file.unlink()
    done = script("publication.py", "--catalogue", tiny, "--output", tmp_path / "draft.pdf")
    assert done.returncode == 1
    assert "not written: there is nothing to print" in done.stdout


def test_where_it_cannot_be_written_the_command_says_so(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    done = script("publication.py", "--output", tmp_path / "file/draft.pdf")
    assert done.returncode == 2
    assert "check that its folder exists and may be written to" in done.stdout
