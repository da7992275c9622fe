"""Photos: copies are clean, upright, in the web's colours and never wider than the original. What is refused stands in cases/reject."""

import io
import re

import pytest
from photos import pattern
from PIL import ExifTags, Image, ImageCms
from showroom.pictures import Copy, Format, PictureBroken, draw, look


@pytest.fixture
def photo(tmp_path):
    """`photo(size, name, **save)`: a file with a picture of that size, left half red, right half blue."""

    def make(size, name="photo.jpg", **save):
        image = Image.new("RGB", size, "red")
        image.paste("blue", (size[0] // 2, 0, size[0], size[1]))
        path = tmp_path / name
        image.save(path, **save)
        return path

    return make


def drawn(path, format=Format.WEBP, width=480):
    """One copy of the picture in a file, as somebody's browser has it."""
    picture = look(path)
    [(_, content)] = draw(picture, [Copy(picture, format, width)])
    return Image.open(io.BytesIO(content))


def names(picture):
    """What is published of a picture: (format, width)."""
    return [(copy.format.value, copy.width) for copy in picture.copies]


def test_a_wide_photo_is_published_in_four_widths_and_two_for_old_browsers(tmp_path):
    pattern((2000, 1000)).save(tmp_path / "photo.jpg")
    wide = [480, 800, 1280, 1920]
    expected = [("avif", width) for width in wide] + [("webp", width) for width in wide] + [("jpg", 800), ("jpg", 1920)]
    assert names(look(tmp_path / "photo.jpg")) == expected


def test_no_copy_is_wider_than_the_original(photo):
    assert look(photo((1000, 600))).widths == (480, 800, 1000)
    assert names(look(photo((1000, 600))))[-2:] == [("jpg", 800), ("jpg", 1000)]
    assert look(photo((800, 600))).widths == (480, 800)
    assert names(look(photo((800, 600))))[-2:] == [("webp", 800), ("jpg", 800)]


def test_a_preview_has_copies_of_one_quick_format(photo):
    assert [(copy.format.value, copy.width) for copy in look(photo((1000, 600))).quick_copies] == [
        ("webp", 480), ("webp", 800), ("webp", 1000),
    ]  # fmt: skip


def test_a_picture_of_few_colours_that_was_saved_without_loss_stays_so(photo):
    picture = look(photo((900, 600), "drawing.png"))
    assert names(picture) == [("webp", 480), ("webp", 800), ("webp", 900), ("png", 800), ("png", 900)]
    for format in picture.formats:
        made = drawn(picture.path, format, 900).convert("RGB")
        assert {colour for _, colour in made.getcolors()} == {(255, 0, 0), (0, 0, 255)}


def test_a_photo_saved_as_png_and_a_plain_jpeg_are_no_drawings(tmp_path, photo):
    pattern((900, 600)).save(tmp_path / "photo.png")
    assert not look(tmp_path / "photo.png").is_drawing
    assert not look(photo((900, 600))).is_drawing


@pytest.mark.parametrize("format", [Format.AVIF, Format.WEBP, Format.JPEG])
def test_a_copy_has_the_asked_format_and_width_and_keeps_the_proportions(photo, format):
    made = drawn(photo((2000, 1000)), format)
    assert (made.format, made.size) == (format.name, (480, 240))
    assert Image.MIME[made.format] == format.media_type


@pytest.mark.parametrize("format", [Format.AVIF, Format.WEBP, Format.JPEG])
def test_a_copy_holds_nothing_of_what_the_camera_wrote(photo, format):
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Camera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = drawn(photo((1000, 600), exif=exif, comment="Made by Somebody", xmp=b"<x/>", icc_profile=profile), format)
    made.load()
    assert dict(made.getexif()) == {}
    assert made.info.keys() & {"exif", "xmp", "comment", "icc_profile"} == set()


@pytest.mark.parametrize("name", ["photo.jpg", "photo.png", "photo.webp"])
def test_a_photo_on_its_side_is_turned_upright(photo, name):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # turn by 90 degrees clockwise to see it upright
    path = photo((3000, 2000), name, exif=exif)
    picture = look(path)
    assert (picture.width, picture.height) == (2000, 3000)
    made = drawn(path)
    assert made.size == (480, 720)
    red, green, blue = made.convert("RGB").getpixel((240, 10))
    assert red > 200 and blue < 60  # what was left is on top


def test_what_is_transparent_becomes_white(tmp_path):
    Image.new("RGBA", (900, 600), (0, 0, 0, 0)).save(tmp_path / "logo.png")
    assert drawn(tmp_path / "logo.png").convert("RGB").getpixel((100, 100)) == (255, 255, 255)
    assert look(tmp_path / "logo.png").colour == "#ffffff"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_pictures_of_every_kind_of_pixel_can_be_shown(tmp_path, mode):
    pattern((900, 600)).convert("L").convert(mode).save(tmp_path / "scan.png")
    assert drawn(tmp_path / "scan.png").convert("RGB").size == (480, 320)


def test_of_sixteen_bits_a_pixel_all_greys_are_seen(tmp_path):
    falling = Image.linear_gradient("L").resize((900, 600)).convert("I")
    falling.point(lambda grey: grey * 257).convert("I;16").save(tmp_path / "heights.png")
    made = drawn(tmp_path / "heights.png").convert("L")
    assert [made.getpixel((100, y)) for y in (0, 160, 319)] == [0, 128, 255]


def test_a_picture_as_low_as_a_line_can_be_shown(tmp_path):
    pattern((4000, 1)).save(tmp_path / "line.png")
    assert drawn(tmp_path / "line.png").height == 1


def swapped():
    """A colour profile in which red and green have changed places, as no camera's has: what it turns is plain to see."""
    raw = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = raw.index(b"rXYZ"), raw.index(b"gXYZ")
    raw[red : red + 4], raw[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(raw)


@pytest.mark.parametrize("name", ["photo.jpg", "photo.png", "photo.webp"])
def test_colours_are_what_the_colour_profile_says_they_are(photo, name):
    path = photo((900, 600), name, icc_profile=swapped())
    red, green, blue = drawn(path, Format.WEBP).convert("RGB").getpixel((10, 100))
    assert (red < 60, green > 200) == (True, True)
    assert re.fullmatch("#0[01](7f|80){2}", look(path).colour)  # the mean of green and blue


def test_a_colour_profile_that_cannot_be_read_or_is_for_other_pixels_says_nothing(photo):
    gray = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (b"no profile", gray):
        red, green, blue = drawn(photo((900, 600), icc_profile=profile)).convert("RGB").getpixel((10, 100))
        assert red > 200 and green < 60


def test_until_a_photo_is_there_its_mean_colour_stands_for_it(photo):
    assert look(photo((900, 600), "half.png")).colour in ("#7f007f", "#800080")


def test_another_content_has_another_name_and_the_same_content_the_same(photo):
    first = look(photo((900, 600))).copies
    assert [copy.name for copy in look(photo((900, 600))).copies] == [copy.name for copy in first]
    other = look(photo((900, 601))).copies
    assert {copy.name for copy in other} & {copy.name for copy in first} == set()
    assert {copy.digest for copy in other} & {copy.digest for copy in first} == set()
    assert len({copy.digest for copy in first}) == len(first)


def test_copies_drawn_together_are_those_drawn_alone(tmp_path):
    pattern((1500, 900)).save(tmp_path / "photo.jpg")
    picture = look(tmp_path / "photo.jpg")
    together = dict(draw(picture, picture.copies))
    assert together == {copy: content for each in picture.copies for copy, content in draw(picture, [each])}


def test_the_second_picture_that_phones_hide_in_a_jpeg_is_no_motion(tmp_path):
    first, depth = Image.new("RGB", (900, 600), "red"), Image.new("RGB", (90, 60), "grey")
    first.save(tmp_path / "phone.jpg", format="MPO", save_all=True, append_images=[depth])
    assert look(tmp_path / "phone.jpg").width == 900


def test_a_folder_of_pictures_is_none(tmp_path):
    (tmp_path / "photo.jpg").mkdir()
    with pytest.raises(PictureBroken, match="cannot be read"):
        look(tmp_path / "photo.jpg")


def test_of_a_photo_that_was_changed_since_it_was_looked_at_no_copy_is_made(tmp_path):
    pattern((900, 600)).save(tmp_path / "quay.jpg")
    picture = look(tmp_path / "quay.jpg")
    pattern((901, 600)).save(tmp_path / "quay.jpg")
    with pytest.raises(PictureBroken, match="it was changed since it was looked at"):
        list(draw(picture, picture.copies))
