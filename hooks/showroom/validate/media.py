"""Family SC4xx: photos that can be shown."""

from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..model import RawCatalogue, RawEntry, RawMapping, RawText
from ..pictures import FORMATS, MIN_WIDTH, PictureBroken, look
from ..shapes import IMAGE, Shape, walk
from ..slugs import nearest


def images_exist(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC401: each image is an ordinary file in the entry's own folder."""
    files = raw.images.get(entry.id, {})
    for file in _image_files(entry, shape):
        if file.text not in files:
            similar = nearest(file.text, files)
            folder = f"{entry.path.partition('/')[0]}/images/{entry.id}/"
            yield Diagnostic(
                code="SC401",
                location=file.location,
                message=f"there is no file `{file.text[:60]}` in {folder}",
                help=f"did you mean `{similar}`?" if similar else "put the photo there; a link to another place will not do",
            )


def images_can_be_shown(entry: RawEntry, shape: Shape, raw: RawCatalogue) -> Iterator[Diagnostic]:
    """SC402 and SC403: each image is what its name says, still, not too large, and wide enough."""
    files = raw.images.get(entry.id, {})
    for file in _image_files(entry, shape):
        path = files.get(file.text)
        if path is None or path.suffix not in FORMATS:
            continue
        try:
            picture = look(path)
        except PictureBroken as error:
            yield Diagnostic(
                code="SC402",
                location=file.location,
                message=f"`{file.text}`: {error}",
                help="save it again as JPEG, PNG, WebP or AVIF from a picture program",
            )
            continue
        if picture.width < MIN_WIDTH:
            yield Diagnostic(
                code="SC403",
                location=file.location,
                message=f"`{file.text}` is {picture.width} pixels wide; at least {MIN_WIDTH} needed",
                help="use the original photo rather than a thumbnail",
            )


def _image_files(entry: RawEntry, shape: Shape) -> Iterator[RawText]:
    for type_, value in walk(shape, entry.fields):
        if type_ is IMAGE and isinstance(value, RawMapping) and isinstance(file := value.get("file"), RawText):
            yield file
