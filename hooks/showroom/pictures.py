"""Photos of entries: looked at without trust, and published only as copies drawn anew. A leaf module.

A copy holds pixels and nothing else: no EXIF, no position, no second frame, whatever the file brought along.
"""

import functools
import hashlib
import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PIL import ExifTags, Image, ImageOps

_Made = TypeVar("_Made")

FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".avif": "AVIF"}
"""File suffix → the only decoder that may open it; Pillow knows 40 more, each a risk."""

MAX_BYTES = 8 * 1024 * 1024
"""A full-frame photo at good quality; the repository is cloned by everybody."""

MAX_PIXELS = 16_000_000
"""Above a phone's 12 million, and decoded within 300 MB in every format; a small file can claim far more (bomb)."""

MIN_WIDTH = 800
"""A cover is shown about 1,200 pixels wide; less than this looks soft on any screen."""

WIDTHS = (480, 960, 1600)
"""Phone, card on a dense screen, full page."""

_SIDEWAYS = (5, 6, 7, 8)
"""EXIF orientations in which width and height change places."""

QUALITY = 78
"""WebP quality at which photos show no artefacts at viewing distance."""


class PictureBroken(Exception):
    """The file is no picture we can publish; the message says why, for a diagnostic."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a readable picture file holds, turned upright."""

    path: Path
    width: int
    height: int

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths in pixels of the copies to publish; never wider than the original."""
        return (*(width for width in WIDTHS[:-1] if width < self.width), min(self.width, WIDTHS[-1]))


def look(path: Path) -> Picture:
    """The picture in a file, decoded to the end. Raises PictureBroken."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PictureBroken(f"larger than {MAX_BYTES // 1024 // 1024} MB")
        return _look(path, path.read_bytes())
    except OSError as error:
        raise PictureBroken(f"cannot be read: {error.strerror or error}") from error


def copy(picture: Picture, width: int) -> bytes:
    """A WebP copy of the picture, `width` pixels wide. Raises PictureBroken when the file changed for the worse."""
    return _copy(picture.path, picture.path.read_bytes(), width)


@functools.lru_cache(maxsize=1024)
def _look(path: Path, raw: bytes) -> Picture:
    return Picture(path, *_decoded(path, raw, _upright_size))


@functools.lru_cache(maxsize=256)
def _copy(path: Path, raw: bytes, width: int) -> bytes:
    image = _decoded(path, raw, _upright)
    height = round(image.height * width / image.width)
    out = io.BytesIO()
    image.resize((width, height), Image.Resampling.LANCZOS).save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()


def tells_where(path: Path) -> bool:
    """Whether the file says where on Earth it was taken (EXIF GPS); False when it cannot be shown anyway."""
    try:
        look(path)  # finding EXIF at a PNG's end means decoding it, however large
        with Image.open(path, formats=(FORMATS[path.suffix],)) as image:
            return bool(image.getexif().get_ifd(ExifTags.IFD.GPSInfo))
    except Exception:  # decoders raise whatever they meet in a broken file; that is SC402's to say
        return False


def version(picture: Picture) -> str:
    """A short name for the picture's content, so that a changed photo gets a new address."""
    return hashlib.sha256(picture.path.read_bytes()).hexdigest()[:10]


def _decoded(path: Path, raw: bytes, make: Callable[[Image.Image], _Made]) -> _Made:
    """What `make` makes of the first frame, decoded to the end. Raises PictureBroken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=(FORMATS[path.suffix],)) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise PictureBroken(f"{image.width} × {image.height} pixels; at most {MAX_PIXELS // 1_000_000} million allowed")
                # Phones put a second picture, for depth, into a JPEG (format MPO); the first is the photo.
                if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
                    raise PictureBroken("it moves; only still pictures are shown")
                image.load()
                return make(image)
    except PictureBroken:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise PictureBroken(f"far more than {MAX_PIXELS // 1_000_000} million pixels") from error
    except Exception as error:  # decoders raise whatever they meet in a broken file
        raise PictureBroken(f"no readable {FORMATS[path.suffix]} picture") from error


def _upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height; the pixels stay as they are, since the largest picture takes memory enough once."""
    width, height = image.size
    return (height, width) if image.getexif().get(ExifTags.Base.Orientation) in _SIDEWAYS else (width, height)


def _upright(image: Image.Image) -> Image.Image:
    """The image turned upright, in RGB; what was transparent is white."""
    return _on_white(ImageOps.exif_transpose(image))


def _on_white(image: Image.Image) -> Image.Image:
    """The image in RGB; what was transparent is white."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
