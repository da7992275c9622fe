"""Photos: copies are clean, upright and never wider than the original. What is refused stands in cases/reject."""

import io

import pytest
from PIL import ExifTags, Image
from showroom.pictures import PictureBroken, copy, look


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


def test_a_wide_photo_is_published_in_three_widths(photo):
    assert look(photo((2000, 1000))).widths == (480, 960, 1600)


def test_no_copy_is_wider_than_the_original(photo):
    assert look(photo((1000, 600))).widths == (480, 960, 1000)
    assert look(photo((900, 600))).widths == (480, 900)


def test_a_copy_is_webp_of_the_asked_width_and_keeps_the_proportions(photo):
    made = Image.open(io.BytesIO(copy(look(photo((2000, 1000))), 480)))
    assert (made.format, made.size) == ("WEBP", (480, 240))


def test_a_copy_holds_nothing_of_what_the_camera_wrote(photo):
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Camera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    made = Image.open(io.BytesIO(copy(look(photo((1000, 600), exif=exif)), 480)))
    assert dict(made.getexif()) == {}
    assert "exif" not in made.info


def test_a_photo_on_its_side_is_turned_upright(photo):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # turn by 90 degrees clockwise to see it upright
    picture = look(photo((1000, 600), exif=exif))
    assert (picture.width, picture.height) == (600, 1000)
    red, green, blue = Image.open(io.BytesIO(copy(picture, 480))).convert("RGB").getpixel((240, 10))
    assert red > 200 and blue < 60  # what was left is on top


def test_what_is_transparent_becomes_white(tmp_path):
    Image.new("RGBA", (900, 600), (0, 0, 0, 0)).save(tmp_path / "logo.png")
    made = Image.open(io.BytesIO(copy(look(tmp_path / "logo.png"), 480))).convert("RGB")
    assert made.getpixel((100, 100)) == (255, 255, 255)


def test_the_second_picture_that_phones_hide_in_a_jpeg_is_no_motion(tmp_path):
    first, depth = Image.new("RGB", (900, 600), "red"), Image.new("RGB", (90, 60), "grey")
    first.save(tmp_path / "phone.jpg", format="MPO", save_all=True, append_images=[depth])
    assert look(tmp_path / "phone.jpg").width == 900


def test_a_folder_of_pictures_is_none(tmp_path):
    (tmp_path / "photo.jpg").mkdir()
    with pytest.raises(PictureBroken, match="cannot be read"):
        look(tmp_path / "photo.jpg")
