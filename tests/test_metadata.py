"""Photos' metadata: gone from the file, every pixel kept, and what is no sound picture left alone."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageCms, ImageOps, PngImagePlugin
from showroom.metadata import strip_metadata

SECRET = b"Ane's home"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">Ane\'s home</x:xmpmeta>'
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def photo(mode: str = "RGB") -> Image.Image:
    """A picture in which no two corners look alike."""
    image = Image.linear_gradient("L").resize((48, 32)).rotate(30)
    return Image.merge("RGB", (image, image.rotate(90), image.rotate(180))).convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    data = Image.Exif()
    data[ExifTags.Base.Orientation] = orientation
    data[ExifTags.Base.Artist] = SECRET.decode()
    data.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    return data


def saved(path: Path, image: Image.Image, **options) -> Path:
    if path.suffix == ".png":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Author", SECRET.decode())
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    else:
        options["xmp"] = XMP
    if path.suffix == ".jpg":
        options["comment"] = SECRET
    image.save(path, **{"exif": exif(), "icc_profile": PROFILE} | options)
    return path


def opened(raw: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(raw))
    image.load()
    return image


@pytest.mark.parametrize(
    ("name", "mode", "options"),
    [
        ("a.jpg", "RGB", {"quality": 90}),
        ("progressive.jpg", "RGB", {"progressive": True, "restart_marker_rows": 1}),
        ("grey.jpg", "L", {}),
        ("print.jpg", "CMYK", {}),
        ("a.png", "RGB", {}),
        ("palette.png", "P", {}),
        ("clear.png", "RGBA", {}),
        ("a.webp", "RGB", {"quality": 80}),
        ("exact.webp", "RGBA", {"lossless": True}),
    ],
)
def test_everything_but_pixels_and_colour_profile_goes(tmp_path, name, mode, options):
    path = saved(tmp_path / name, photo(mode), **options)
    clean = strip_metadata(path)
    assert clean is not None
    assert SECRET not in clean
    before, after = opened(path.read_bytes()), opened(clean)
    assert (after.mode, after.size, after.tobytes()) == (before.mode, before.size, before.tobytes())
    assert after.info["icc_profile"] == PROFILE
    assert dict(after.getexif()) == {}
    assert {"xmp", "comment", "exif", "Author"} & set(after.info) == set()


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_a_clean_photo_is_left_alone(tmp_path, name):
    path = saved(tmp_path / name, photo())
    path.write_bytes(strip_metadata(path))
    assert strip_metadata(path) is None


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
@pytest.mark.parametrize("orientation", [3, 6, 5])
def test_a_photo_that_is_turned_by_its_metadata_is_drawn_upright(tmp_path, name, orientation):
    path = saved(tmp_path / name, photo(), exif=exif(orientation))
    clean = strip_metadata(path)
    assert SECRET not in clean
    wanted = ImageOps.exif_transpose(opened(path.read_bytes()))
    after = opened(clean)
    assert (after.size, after.getexif().get(ExifTags.Base.Orientation, 1)) == (wanted.size, 1)
    corners = [(1, 1), (wanted.width - 2, 1), (1, wanted.height - 2)]
    for corner in corners:
        assert all(abs(a - b) < 25 for a, b in zip(after.getpixel(corner), wanted.getpixel(corner), strict=True))


def test_what_follows_a_picture_goes_a_phones_second_frame_included(tmp_path):
    path = tmp_path / "a.jpg"
    photo().save(path, format="MPO", save_all=True, append_images=[photo().rotate(180)])
    path.write_bytes(path.read_bytes() + b"ftypmp42" + SECRET)
    clean = strip_metadata(path)
    assert SECRET not in clean and clean.count(b"\xff\xd8") == 1
    assert getattr(opened(clean), "n_frames", 1) == 1


def test_a_thumbnail_in_the_header_of_a_jpeg_goes(tmp_path):
    path = tmp_path / "a.jpg"
    photo().save(path)
    raw = path.read_bytes()
    assert raw[2:4] == b"\xff\xe0"
    path.write_bytes(raw[:2] + b"\xff\xe0\x00\x13" + raw[6:18] + b"\1\1" + b"abc" + raw[20:])
    assert strip_metadata(path) == raw


def test_private_chunks_of_a_png_go(tmp_path):
    path = tmp_path / "a.png"
    photo().save(path)
    raw = path.read_bytes()
    chunk = struct.pack(">I", len(SECRET)) + b"caBX" + SECRET + struct.pack(">I", zlib.crc32(b"caBX" + SECRET))
    path.write_bytes(raw[:33] + chunk + raw[33:] + SECRET)
    assert strip_metadata(path) == raw


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_a_broken_file_is_left_to_its_author_wherever_it_breaks(tmp_path, name):
    whole = saved(tmp_path / name, photo()).read_bytes()
    for length in range(0, len(whole) - 1, 97):
        (tmp_path / name).write_bytes(whole[:length])
        assert strip_metadata(tmp_path / name) is None


def test_what_moves_what_has_another_format_and_what_is_not_there_are_left_alone(tmp_path):
    moving = tmp_path / "moving.webp"
    photo().save(moving, save_all=True, append_images=[photo().rotate(9)], xmp=XMP)
    animated = tmp_path / "moving.png"
    photo().save(animated, save_all=True, append_images=[photo().rotate(9)], exif=exif())
    disguised = saved(tmp_path / "a.png", photo()).rename(tmp_path / "disguised.jpg")
    avif = tmp_path / "a.avif"
    photo().save(avif, exif=exif())
    assert [strip_metadata(path) for path in (moving, animated, disguised, avif, tmp_path / "none.jpg")] == [None] * 5
