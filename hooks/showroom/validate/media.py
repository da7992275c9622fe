"""Family SC4xx: photos that can be shown."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ..diagnostics import Location, Severity
from ..pictures import FORMATS, MIN_WIDTH, Picture, PictureBroken, look, tells_where
from ..raw import RawCatalogue, RawMapping, RawText
from ..shapes import IMAGE, Shape
from ..slugs import nearest
from .rules import Context, Finding, rule


@rule("SC401", IMAGE)
def images_exist(shape: Shape, image: RawMapping, at: Context) -> Iterator[Finding]:
    """Each image is an ordinary file in the entry's own folder.

    Why: A link, or a file of another entry, could vanish or lead out of the catalogue.
    Wrong:
        images:
          - {file: pump-hose.jpg, alt: Brick pump house at the quay, credit: HOFOR, licence: CC-BY-4.0}
    Right:
        images:
          - {file: pump-house.jpg, alt: Brick pump house at the quay, credit: HOFOR, licence: CC-BY-4.0}
    """
    files = at.known.images.get(at.entry.id, {})
    if isinstance(file := image.get("file"), RawText) and file.text not in files:
        similar = nearest(file.text, files)
        yield Finding(
            file.location,
            f"there is no file `{file.text[:60]}` in {at.catalogue}/images/{at.entry.id}/",
            f"did you mean `{similar}`?" if similar else "put the photo there; a link to another place will not do",
        )


@rule("SC402", IMAGE)
def images_can_be_shown(shape: Shape, image: RawMapping, at: Context) -> Iterator[Finding]:
    """Each image is what its name says, whole, still, and not too large.

    Why: Photos are drawn anew for every screen size. What cannot be decoded cannot be shown, and a small file that
        claims a billion pixels is an attack.
    Wrong:
        images:
          - {file: half-copied.jpg, alt: Brick pump house at the quay, credit: HOFOR, licence: CC-BY-4.0}
    Right:
        images:
          - {file: pump-house.jpg, alt: Brick pump house at the quay, credit: HOFOR, licence: CC-BY-4.0}
    """
    if (file := _file(image, at)) and isinstance(problem := _looked_at(file[1]), str):
        help = "save it again as JPEG, PNG, WebP or AVIF from a picture program"
        yield Finding(file[0], f"`{file[1].name}`: {problem}", help)


@rule("SC403", IMAGE)
def images_are_wide_enough(shape: Shape, image: RawMapping, at: Context) -> Iterator[Finding]:
    """Each image is wide enough for a cover.

    Why: A thumbnail blown up to a screen's width looks like a fault of the solution.
    Wrong:
        images:
          - {file: thumbnail.jpg, alt: Brick pump house at the quay, credit: HOFOR, licence: CC-BY-4.0}
    Right:
        images:
          - {file: pump-house.jpg, alt: Brick pump house at the quay, credit: HOFOR, licence: CC-BY-4.0}
    """
    if (file := _file(image, at)) and isinstance(picture := _looked_at(file[1]), Picture) and picture.width < MIN_WIDTH:
        message = f"`{file[1].name}` is {picture.width} pixels wide; at least {MIN_WIDTH} needed"
        yield Finding(file[0], message, "use the original photo rather than a thumbnail")


@rule("SC404", IMAGE, severity=Severity.WARNING)
def images_do_not_tell_where_they_were_taken(shape: Shape, image: RawMapping, at: Context) -> Iterator[Finding]:
    """No image carries the position of the camera.

    Why: Published copies are clean, but the repository is public too, and the position may be somebody's home.
    Wrong:
        images:
          - {file: with-position.jpg, alt: Brick pump house at the quay, credit: HOFOR, licence: CC-BY-4.0}
    Right:
        images:
          - {file: pump-house.jpg, alt: Brick pump house at the quay, credit: HOFOR, licence: CC-BY-4.0}
    """
    if (file := _file(image, at)) and tells_where(file[1]):
        yield Finding(file[0], f"`{file[1].name}` carries GPS data", "run `python3 scripts/check.py --fix`; save an AVIF again without its position")


@rule("SC405", IMAGE)
def alternative_texts_say_more_than_the_file_name(shape: Shape, image: RawMapping, at: Context) -> Iterator[Finding]:
    """The text for people who do not see the picture says what it shows.

    Why: A screen reader already says that it is an image; “image of” and a file name say nothing.
    Wrong:
        images:
          - {file: pump-house.jpg, alt: Photo of pump house, credit: HOFOR, licence: CC-BY-4.0}
    Right:
        images:
          - {file: pump-house.jpg, alt: Brick pump house at the quay, credit: HOFOR, licence: CC-BY-4.0}
    """
    alt, file = image.get("alt"), image.text("file") or ""
    if not isinstance(alt, RawText):
        return
    text = " ".join(alt.text.lower().split())
    if text.startswith(("image of", "picture of", "photo of")) or text in (file.lower(), Path(file).stem.replace("-", " ")):
        yield Finding(alt.location, "the alternative text does not say what the picture shows", "describe what one sees")


@rule("SC406", RawCatalogue, severity=Severity.WARNING)
def every_image_is_used(raw: RawCatalogue, today: date | None) -> Iterator[Finding]:
    """Each file in images/ is named by the entry whose folder it is in.

    Why: It would lie in the repository for good, seen by nobody.
    Wrong:
        # catalogue/images/guide-example/ holds pump-house.jpg
        keywords: [harbour]
    Right:
        # catalogue/images/guide-example/ holds pump-house.jpg
        images:
          - {file: pump-house.jpg, alt: Brick pump house at the quay, credit: HOFOR, licence: CC-BY-4.0}
    """
    unread = {Path(finding.location.path).stem for finding in raw.diagnostics if "/solutions/" in finding.location.path}
    for slug, files in raw.images.items():
        entry = raw.solutions.get(slug)
        if not entry and slug in unread:
            continue  # what could not be read may name every one of them
        named = set(_named(entry.outline)) if entry else set()
        for name, path in files.items():
            if name not in named:
                where = Location(f"{path.parents[2].name}/images/{slug}/{name}")
                help = f"name it under `images:` in solutions/{slug}.yml, or remove it" if entry else "remove the folder"
                yield Finding(where, f"no entry uses `{name[:60]}`", help)


def _named(fields: RawMapping) -> Iterator[str]:
    images = fields.get("images")
    for image in getattr(images, "items", ()):
        if isinstance(image, RawMapping) and (name := image.text("file")):
            yield name


def _file(image: RawMapping, at: Context) -> tuple[Location, Path] | None:
    """Where the image's file is named, and the file, when it exists and its name promises a picture."""
    file = image.get("file")
    path = at.known.images.get(at.entry.id, {}).get(file.text) if isinstance(file, RawText) else None
    return (file.location, path) if path and path.suffix in FORMATS else None


def _looked_at(path: Path) -> Picture | str:
    try:
        return look(path)
    except PictureBroken as error:
        return str(error)
