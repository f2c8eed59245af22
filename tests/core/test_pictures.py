"""Uploaded pictures: what comes out carries nothing of what came in but what it shows."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core import pictures


def upload(picture: Image.Image, kind="JPEG", name="IMG_2041 Terrence.jpg", **save) -> SimpleUploadedFile:
    out = BytesIO()
    picture.save(out, kind, **save)
    return SimpleUploadedFile(name, out.getvalue())


def test_gps_camera_and_comment_are_gone():
    exif = Image.Exif()
    exif[0x010F] = "Camera Maker"
    exif.get_ifd(0x8825)[1] = "N"
    dirty = upload(Image.new("RGB", (60, 40), "red"), exif=exif, comment=b"<script>alert(1)</script>")

    cleaned = pictures.clean(dirty)

    bytes_out = cleaned.read()
    again = Image.open(BytesIO(bytes_out))
    assert (dict(again.getexif()), again.info.get("comment"), b"script" in bytes_out, b"Camera" in bytes_out) == ({}, None, False, False)


def test_picture_is_turned_upright_before_its_orientation_is_dropped():
    exif = Image.Exif()
    exif[0x0112] = 6

    cleaned = pictures.clean(upload(Image.new("RGB", (60, 40)), exif=exif))

    assert Image.open(cleaned).size == (40, 60)


def test_name_is_random_so_that_it_tells_nobody():
    assert "Terrence" not in pictures.clean(upload(Image.new("RGB", (9, 9)))).name


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "HEIF"])
def test_format_is_accepted(kind):
    cleaned = pictures.clean(upload(Image.new("RGB", (64, 64), "teal"), kind))

    assert Image.open(cleaned).format == "JPEG"


def test_transparency_is_kept():
    cleaned = pictures.clean(upload(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), "PNG"))

    assert Image.open(cleaned).mode == "RGBA"


def test_hundred_megapixels_are_refused_in_words():
    big = upload(Image.new("1", (10_000, 10_000)), "PNG")

    with pytest.raises(pictures.NotAPicture, match="64 megapixels"):
        pictures.clean(big)


@pytest.mark.parametrize(
    "content",
    [b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", b"\xff\xd8\xff\xe0" + b"\x00" * 40],
    ids=["renamed", "svg", "of zeros"],
)
def test_what_is_not_a_picture_is_refused_in_words(content):
    with pytest.raises(pictures.NotAPicture, match="JPEG, PNG, WebP or HEIC"):
        pictures.clean(SimpleUploadedFile("photo.jpg", content))


def test_an_empty_file_and_one_that_was_cut_off_are_told_apart():
    whole = upload(Image.effect_noise((400, 300), 50)).read()

    with pytest.raises(pictures.NotAPicture, match="is empty"):
        pictures.clean(SimpleUploadedFile("photo.jpg", b""))
    with pytest.raises(pictures.NotAPicture, match="damaged, or was cut off"):
        pictures.clean(SimpleUploadedFile("photo.jpg", whole[: len(whole) // 2]))


def test_a_phones_fifty_megapixels_are_accepted_and_made_smaller():
    cleaned = pictures.clean(upload(Image.new("RGB", (8160, 6144), "teal")))

    assert Image.open(cleaned).size == (2560, 1928)


def test_a_large_jpeg_is_decoded_at_a_smaller_scale():
    picture = pictures.decoded(upload(Image.new("RGB", (8160, 6144))), formats=["JPEG"], edge=pictures.LONGEST_EDGE)

    assert picture.size == (4080, 3072)
