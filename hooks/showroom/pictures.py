"""Photos of entries: looked at without trust, and published only as copies drawn anew. A leaf module.

A copy holds pixels and nothing else: no EXIF, no position, no second frame, whatever the file brought along. Its bytes
follow from the photo and from this module alone, so that it can be kept (`copies`).
"""

import functools
import hashlib
import io
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from PIL import ExifTags, Image, ImageCms, ImageOps, features

_Made = TypeVar("_Made")

FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".avif": "AVIF"}
"""File suffix → the only decoder that may open it; Pillow knows 40 more, each a risk."""

MAX_BYTES = 8 * 1024 * 1024
"""A full-frame photo at good quality; the repository is cloned by everybody."""

MAX_PIXELS = 16_000_000
"""Above a phone's 12 million, and decoded within 300 MB in every format; a small file can claim far more (bomb)."""

MIN_WIDTH = 800
"""A cover is shown about 1,200 pixels wide; less than this looks soft on any screen."""

WIDTHS = (480, 800, 1280, 1920)
"""A card; a card on a dense screen, or a phone; a whole page; a whole dense screen, and what one sees close up."""

FALLBACK_WIDTHS = (800, 1920)
"""Of the format for browsers from before 2020, for downloads and for whoever links the picture."""

_SIDEWAYS = (5, 6, 7, 8)
"""EXIF orientations in which width and height change places."""

_SAMPLE = (96, 96)
"""Pixels, spread evenly over a picture, that stand for all of it where its colours are judged."""

_FEW_COLOURS = 1024
"""Of a sample: a drawing with smooth edges has fewer, a photo has about as many as it has pixels."""

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

_COLOUR_SPACES = {"RGB": "RGB", "CMYK": "CMYK", "L": "GRAY"}
"""Pillow's mode → what a colour profile for its pixels says it is for."""


class Format(Enum):
    """What copies are published as; the value is the suffix of their names."""

    AVIF = "avif"
    WEBP = "webp"
    JPEG = "jpg"
    PNG = "png"

    @property
    def media_type(self) -> str:
        """As in `<source type>`."""
        return f"image/{self.name.lower()}"


_OPTIONS: dict[Format, dict[str, Any]] = {
    # One thread: with two the bytes are others. Below 6 it takes four times as long and saves next to nothing.
    Format.AVIF: {"quality": 60, "speed": 6, "max_threads": 1, "codec": "aom", "subsampling": "4:2:0"},
    Format.WEBP: {"quality": 78, "method": 4},
    Format.JPEG: {"quality": 80, "optimize": True, "progressive": True, "subsampling": "4:2:0"},
    Format.PNG: {"optimize": True},
}
"""How copies of photos are saved; the qualities at which they show no artefacts at viewing distance."""

_DRAWING_OPTIONS: dict[Format, dict[str, Any]] = {**_OPTIONS, Format.WEBP: {"lossless": True, "quality": 80, "method": 4}}
"""How copies of drawings are saved: lossy formats smear their edges, and save nothing."""

_DRAWING_COLOURS = 256
"""A palette's; a drawing made smaller has more, from blending, which nobody can tell apart."""

_RECIPE = repr((_OPTIONS, _DRAWING_OPTIONS, _DRAWING_COLOURS, WIDTHS, FALLBACK_WIDTHS, "greys of 16 bits scaled"))


_MOST_LOOKED_AT = 1024

_looked_at: "dict[tuple[Path, str], Picture]" = {}
"""(path, digest of content) → what it holds."""


class PictureBroken(Exception):
    """The file is no picture we can publish; the message says why, for a diagnostic."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a readable picture file holds, turned upright."""

    path: Path
    width: int
    height: int
    colour: str
    """The mean of its colours, such as `#4a6b7c`: what stands in its place until it is there."""
    is_drawing: bool
    """Whether it was saved without loss and has few colours: a diagram, a map, a screenshot."""
    version: str
    """A short name for its content and for how copies of it are made: another photo, or other copies, have another address."""

    @property
    def formats(self) -> tuple[Format, ...]:
        """What copies to publish, in the order in which browsers should choose; the last is what all of them know."""
        return (Format.WEBP, Format.PNG) if self.is_drawing else (Format.AVIF, Format.WEBP, Format.JPEG)

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths in pixels of the copies to publish; never wider than the original."""
        return _widths(WIDTHS, self.width)

    @property
    def copies(self) -> "tuple[Copy, ...]":
        """All copies to publish, by format and then by width; the last is the one to look at closely."""
        *modern, fallback = self.formats
        return (
            *(Copy(self, format, width) for format in modern for width in self.widths),
            *(Copy(self, fallback, width) for width in _widths(FALLBACK_WIDTHS, self.width)),
        )

    @property
    def quick_copies(self) -> "tuple[Copy, ...]":
        """Those for a preview: of one format, which every browser of today knows and which is saved in no time."""
        return tuple(Copy(self, Format.WEBP, width) for width in self.widths)


class Copy(NamedTuple):
    """A copy of a picture that may be published."""

    picture: Picture
    format: Format
    width: int

    @property
    def name(self) -> str:
        """Its file name; another photo of the same name has another."""
        return f"{self.picture.path.stem}-{self.picture.version}-{self.width}.{self.format.value}"

    @property
    def digest(self) -> bytes:
        """Of everything that its bytes follow from."""
        parts = (self.picture.version, self.format.name, self.width, _encoder(self.format))
        return hashlib.blake2b(repr(parts).encode(), digest_size=16).digest()


def look(path: Path) -> Picture:
    """The picture in a file, decoded to the end. Raises PictureBroken."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PictureBroken(f"larger than {MAX_BYTES // 1024 // 1024} MB")
        return _look(path, path.read_bytes())
    except OSError as error:
        raise PictureBroken(f"cannot be read: {error.strerror or error}") from error


def draw(picture: Picture, wanted: Iterable[Copy]) -> Iterator[tuple[Copy, bytes]]:
    """Some of a picture's copies with their bytes. Raises PictureBroken when the file changed for the worse."""
    raw = picture.path.read_bytes()
    if _digest(raw) != picture.version:
        # Copies are kept by the version in their name: those of another picture would be published under it for good.
        raise PictureBroken("it was changed since it was looked at")
    image = _decoded(picture.path, raw, _clean)
    # Each width is wanted in several formats.
    sized = functools.cache(lambda width: _sized(image, width, is_drawing=picture.is_drawing))
    for copy in wanted:
        yield copy, _saved(sized(copy.width), copy)


def _look(path: Path, raw: bytes) -> Picture:
    """The same of a file's content; several rules look at one photo, so what was seen is kept, without the content."""
    version = _digest(raw)
    key = (path, version)
    if key not in _looked_at:
        size, colour, has_few_colours = _decoded(path, raw, _seen)
        if len(_looked_at) >= _MOST_LOOKED_AT:
            _looked_at.clear()
        _looked_at[key] = Picture(path, *size, colour, has_few_colours and FORMATS[path.suffix] == "PNG", version)
    return _looked_at[key]


def _digest(raw: bytes) -> str:
    """A short name for a file's content and for how copies are made of it."""
    return hashlib.blake2b(_RECIPE.encode() + raw, digest_size=16).hexdigest()[:10]


def _seen(image: Image.Image) -> tuple[tuple[int, int], str, bool]:
    """(width and height when upright, mean colour, whether there are few colours).

    Of a sample: the largest picture takes memory enough once.
    """
    width, height = image.size
    size = (height, width) if image.getexif().get(ExifTags.Base.Orientation) in _SIDEWAYS else (width, height)
    sample = _in_srgb(image.resize(_SAMPLE, Image.Resampling.NEAREST))
    mean = sample.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(mean, tuple)
    return size, "#{:02x}{:02x}{:02x}".format(*mean), sample.getcolors(_FEW_COLOURS) is not None


def _clean(image: Image.Image) -> Image.Image:
    """The image upright, in sRGB and on white, as large as its largest copy, and without anything else to tell."""
    is_plain = image.mode in _COLOUR_SPACES and not image.has_transparency_data
    rest = image if is_plain else image.convert("RGBA" if image.has_transparency_data else "RGB")
    side = rest.height if image.getexif().get(ExifTags.Base.Orientation) in _SIDEWAYS else rest.width
    scale = min(1.0, WIDTHS[-1] / side)
    if scale < 1:
        rest = rest.resize((max(1, round(rest.width * scale)), max(1, round(rest.height * scale))), Image.Resampling.LANCZOS)
    clean = _in_srgb(ImageOps.exif_transpose(rest))
    clean.info.clear()
    return clean


def _sized(image: Image.Image, width: int, *, is_drawing: bool) -> Image.Image:
    """A clean image so many pixels wide; a drawing with a palette."""
    if width != image.width:
        image = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
    return image.quantize(_DRAWING_COLOURS, dither=Image.Dither.NONE) if is_drawing else image


def _saved(image: Image.Image, copy: Copy) -> bytes:
    """The bytes of one copy, of an image of its width."""
    options = _DRAWING_OPTIONS if copy.picture.is_drawing else _OPTIONS
    image = image.convert("RGB") if image.mode == "P" and copy.format is Format.WEBP else image
    out = io.BytesIO()
    image.save(out, copy.format.name, **options[copy.format])
    return out.getvalue()


@functools.cache
def _encoder(format: Format) -> str:
    """What saves in a format: its next version may save other bytes."""
    library = {Format.JPEG: "libjpeg_turbo", Format.PNG: "zlib"}.get(format, format.value)
    return f"Pillow {features.version('pil')}, {library} {features.version(library)}"


def _widths(wanted: tuple[int, ...], width: int) -> tuple[int, ...]:
    """Those that a picture can fill: the last is its own where it is narrower."""
    return (*(each for each in wanted[:-1] if each < width), min(width, wanted[-1]))


def tells_where(path: Path) -> bool:
    """Whether the file says where on Earth it was taken (EXIF GPS); False when it cannot be shown anyway."""
    try:
        look(path)  # finding EXIF at a PNG's end means decoding it, however large
        with Image.open(path, formats=(FORMATS[path.suffix],)) as image:
            return bool(image.getexif().get_ifd(ExifTags.IFD.GPSInfo))
    except Exception:  # decoders raise whatever they meet in a broken file; that is SC402's to say
        return False


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
                return make(_in_eight_bits(image))
    except PictureBroken:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise PictureBroken(f"far more than {MAX_PIXELS // 1_000_000} million pixels") from error
    except Exception as error:  # decoders raise whatever they meet in a broken file
        raise PictureBroken(f"no readable {FORMATS[path.suffix]} picture") from error


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """The image with 256 greys where it has 65,536: Pillow takes all above the first 256 for white."""
    return image.point(lambda grey: grey * (1 / 257)).convert("L") if image.mode.startswith("I") else image


def _in_srgb(image: Image.Image) -> Image.Image:
    """The image in sRGB by its colour profile, where that can be read; what was transparent is white."""
    profile = image.info.get("icc_profile")
    if image.has_transparency_data or image.mode not in _COLOUR_SPACES:
        image = _on_white(image)
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile)) if profile else None
        if own and own.profile.xcolor_space.strip() == _COLOUR_SPACES[image.mode]:
            flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
            made = ImageCms.profileToProfile(image, own, _SRGB, ImageCms.Intent.RELATIVE_COLORIMETRIC, "RGB", flags=flags)
            assert made
            return made
    except (ImageCms.PyCMSError, OSError):  # a broken profile says nothing
        pass
    return image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    """The image in RGB; what was transparent is white."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
