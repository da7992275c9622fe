"""What a photo tells beside its pixels, taken out of the original file without drawing it anew. A leaf module.

Published copies hold pixels only (`pictures`); this is for the repository, which is public too. Everything goes that
is not needed to show the picture as it was: position, camera, author, comments, previews, what follows the picture.
"""

import io
import struct
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import ExifTags, Image, ImageOps

from .pictures import FORMATS, MAX_BYTES, MAX_PIXELS

UPRIGHT_QUALITY = 95
"""For photos that must be turned: at this quality a copy of a copy shows no difference."""

_JPEG_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_JPEG_END = 0xD9
_JPEG_SCAN = 0xDA
_JPEG_SPEAKING = {*range(0xE0, 0xF0), 0xFE}
"""Application segments and comments."""

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
    b"cLLI", b"bKGD", b"pHYs", b"sPLT",
}  # fmt: skip
"""Chunks of a still picture that say how to show it (PNG, third edition, 11)."""

_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
_WEBP_EXIF_AND_XMP = 0x08 | 0x04
"""Flags in the first byte of `VP8X`."""


def strip_metadata(path: Path) -> bytes | None:
    """What the photo's file should hold instead; None when it is clean, or cannot be read as one still picture.

    Pixels stay as they are, byte for byte; only a photo that relies on its EXIF to be turned is drawn anew, upright.
    """
    format = FORMATS.get(path.suffix, "")
    try:
        if path.stat().st_size > MAX_BYTES or format not in _WITHOUT:
            return None
        raw = path.read_bytes()
        clean = _WITHOUT[format](raw)
        if clean == raw:
            return None
        with _opened(raw, format) as image:
            if image.getexif().get(ExifTags.Base.Orientation, 1) != 1:
                upright = _WITHOUT[format](_upright(image, format))
                _pixels(upright, format)  # raises when something went wrong
                return upright
            return clean if _pixels(clean, format) == _pixels(raw, format) else None
    except Exception:  # decoders raise whatever they meet in a broken file; that is SC402's to say
        return None


def _jpeg(raw: bytes) -> bytes:
    """The picture's own segments, JFIF's and Adobe's headers and the colour profile (ITU-T T.81, annex B)."""
    if raw[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    kept, at = [raw[:2]], 2
    while (marker := raw[at + 1]) != _JPEG_END:
        if raw[at] != 0xFF:
            raise ValueError("no marker where one must be")
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker in _JPEG_STANDALONE:
            end = at + 2
        else:
            end = at + 2 + int.from_bytes(raw[at + 2 : at + 4])
            end = _scan_end(raw, end) if marker == _JPEG_SCAN else end
        kept.append(_jpeg_segment(marker, raw[at:end]))
        at = end
    return b"".join([*kept, b"\xff\xd9"])


def _jpeg_segment(marker: int, segment: bytes) -> bytes:
    """The segment, or nothing where it tells more than how to show the picture."""
    if marker not in _JPEG_SPEAKING:
        return segment
    name = segment[4:]
    if marker == 0xE0 and name.startswith(b"JFIF\0"):
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"  # without its thumbnail
    is_needed = (marker == 0xE2 and name.startswith(b"ICC_PROFILE\0")) or (marker == 0xEE and name.startswith(b"Adobe"))
    return segment if is_needed else b""


def _scan_end(raw: bytes, at: int) -> int:
    """Where the entropy-coded data that starts at `at` ends: at the next marker that is neither stuffing nor restart."""
    while True:
        at = raw.index(0xFF, at)
        if raw[at + 1] != 0 and raw[at + 1] not in _JPEG_STANDALONE:
            return at
        at += 2


def _png(raw: bytes) -> bytes:
    """The chunks that say how to show the picture."""
    if not raw.startswith(_PNG_SIGNATURE):
        raise ValueError("no PNG")
    kept, at = [_PNG_SIGNATURE], len(_PNG_SIGNATURE)
    while True:
        length, kind = struct.unpack_from(">I4s", raw, at)
        end = at + 12 + length
        if kind in _PNG_KEPT:
            kept.append(raw[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end


def _webp(raw: bytes) -> bytes:
    """The chunks that say how to show the picture, with the header that announces no others."""
    riff, size, webp = struct.unpack_from("<4sI4s", raw)
    if (riff, webp) != (b"RIFF", b"WEBP"):
        raise ValueError("no WebP")
    body = b"".join(_webp_chunks(raw, 8 + size))
    return struct.pack("<4sI4s", riff, 4 + len(body), webp) + body


def _webp_chunks(raw: bytes, end: int) -> Iterator[bytes]:
    at = 12
    while at + 8 <= end:
        kind, length = struct.unpack_from("<4sI", raw, at)
        chunk = raw[at : at + 8 + length + length % 2]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_EXIF_AND_XMP]) + chunk[9:]
        if kind in _WEBP_KEPT:
            yield chunk
        at += len(chunk)


_WITHOUT: dict[str, Callable[[bytes], bytes]] = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp}


def _opened(raw: bytes, format: str) -> Image.Image:
    """The picture, not yet decoded. Raises ValueError when it is too large or moves."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        image = Image.open(io.BytesIO(raw), formats=(format,))
    # A JPEG's further frames are previews and gain maps of phones, which a viewer does not need.
    if image.width * image.height > MAX_PIXELS or (format != "JPEG" and getattr(image, "n_frames", 1) > 1):
        raise ValueError("not one picture of a size to show")
    return image


def _pixels(raw: bytes, format: str) -> tuple[str, tuple[int, int], bytes, object]:
    """Everything a viewer shows."""
    with _opened(raw, format) as image:
        image.load()
        return image.mode, image.size, image.tobytes(), image.info.get("icc_profile")


def _upright(image: Image.Image, format: str) -> bytes:
    out = io.BytesIO()
    quality = {} if format == "PNG" else {"quality": UPRIGHT_QUALITY}
    ImageOps.exif_transpose(image).save(out, format, icc_profile=image.info.get("icc_profile"), **quality)
    return out.getvalue()
