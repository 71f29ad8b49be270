"""Pictures of every kind become arrays; what cannot be read is told in one sentence and takes no memory."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColorSpace, QImage

from attnviz.ui.files import read_pictures
from attnviz.ui.files.read_pictures import Unreadable
from tests.handmade.picture_files import moving, pages, photo, png_header, turned, written


@pytest.mark.parametrize("format", ["png", "jpeg", "bmp", "webp", "tiff", "ppm"])
def test_colours_survive_each_format(format: str) -> None:
    array = read_pictures.decode(written(photo(), format), name="a")
    assert (array.shape, array.dtype) == ((30, 40, 3), np.uint8)
    assert not array.flags.writeable
    left, right = array[15, 5].astype(int), array[15, 35].astype(int)
    assert left[0] > 150 > 100 > left[2]
    assert right[2] > 150 > 100 > right[0]


def test_the_first_frame_of_an_animation_is_read() -> None:
    array = read_pictures.decode(moving(12, 9), name="a.gif")
    assert array.shape[:2] == (9, 12)
    assert (array[:, :, 0] == 250).all()


def test_alpha_grey_and_sixteen_bits_are_kept_as_they_are() -> None:
    formats = QImage.Format
    half = QImage(5, 4, formats.Format_RGBA8888)
    half.fill(0x80FF0000)
    assert read_pictures.decode(written(half, "png"), name="a").shape == (4, 5, 4)
    grey = QImage(5, 4, formats.Format_Grayscale16)
    grey.fill(0xFF808080)
    array = read_pictures.decode(written(grey, "png"), name="a")
    assert array.shape == (4, 5, 1)
    assert abs(int(array[0, 0, 0]) - 128) <= 1
    deep = photo(kind=formats.Format_RGBX64)
    assert read_pictures.decode(written(deep, "png"), name="a").shape == (30, 40, 3)


def test_cmyk_becomes_rgb() -> None:
    kind = getattr(QImage.Format, "Format_CMYK8888", None)
    if kind is None:
        pytest.skip("this Qt has no CMYK")
    array = read_pictures.decode(written(photo().convertToFormat(kind), "jpeg"), name="a.jpg")
    assert array.shape == (30, 40, 3)
    assert array[15, 5, 0] > array[15, 5, 2]


def test_another_colour_space_is_brought_to_srgb() -> None:
    image = photo()
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb))
    array = read_pictures.decode(written(image, "png"), name="a")
    assert array[0, 5, 0] > 200  # the same red is a larger number in the smaller space


def test_a_picture_that_the_camera_held_sideways_is_upright() -> None:
    array = read_pictures.decode(turned(written(photo(), "jpeg")), name="a.jpg")
    assert array.shape == (40, 30, 3)
    assert array[5, 15, 0] > 150  # the left went to the top


def test_a_large_picture_is_brought_down_while_it_is_read() -> None:
    array = read_pictures.decode(written(photo(400, 100), "jpeg"), name="a.jpg", longest=200)
    assert array.shape == (50, 200, 3)
    assert read_pictures.decode(written(photo(400, 1), "png"), name="a", longest=200).shape == (1, 200, 3)
    for longest, width in ((210, 200), (199, 150), (50, 50), (40, 40)):  # eighths of 400, or what is asked for
        assert read_pictures.decode(written(photo(400, 100), "jpeg"), name="a", longest=longest).shape[1] == width
        assert read_pictures.decode(written(photo(400, 100), "png"), name="a", longest=longest).shape[1] == longest


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"not a picture at all", "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "not_a_picture"),
        (png_header(30_000, 30_000), "picture_too_large"),
        (png_header(16_000, 16_000), "picture_too_large"),
        (png_header(100, 100), "picture_damaged"),
        (written(photo(), "png")[:-60], "picture_damaged"),
        (written(photo(), "jpeg")[:-60], "picture_damaged"),
        (written(photo(), "webp")[:-60], "picture_damaged"),
        (written(photo(), "jpeg")[:20], "picture_damaged"),
    ],
    ids=["empty", "text", "svg", "side", "pixels", "no pixels", "cut png", "cut jpeg", "cut webp", "jpeg head"],
)
def test_what_is_no_whole_picture_is_refused_in_one_sentence(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_pictures.decode(data, name="猫.png")
    assert caught.value.code == code
    sentence = caught.value.sentence()
    assert "猫.png" in sentence
    assert sentence.endswith(".")
    assert "{" not in sentence


def test_a_cut_jpeg_is_not_saved_by_the_end_of_its_thumbnail() -> None:
    plain = written(photo(), "jpeg")
    thumbnail = written(photo(8, 6), "jpeg")
    inside = b"Exif\0\0" + thumbnail
    whole = plain[:2] + b"\xff\xe1" + struct.pack(">H", len(inside) + 2) + inside + plain[2:]
    assert read_pictures.decode(whole, name="a").shape == (30, 40, 3)
    with pytest.raises(Unreadable, match="picture_damaged"):
        read_pictures.decode(whole[:-60], name="a")


@pytest.mark.parametrize("size", [(1, 1), (1, 10_000), (16_384, 1)])
def test_extreme_shapes_are_read(size: tuple[int, int]) -> None:
    array = read_pictures.decode(written(photo(*size), "png"), name="a", longest=read_pictures.MOST_SIDE)
    assert array.shape[:2] == (size[1], size[0])


def test_files_are_read_and_missing_ones_told(tmp_path: Path) -> None:
    path = tmp_path / "a b 猫.png"
    path.write_bytes(written(photo(), "png"))
    assert read_pictures.read(path).shape == (30, 40, 3)
    for missing in (tmp_path / "no.png", tmp_path):
        with pytest.raises(Unreadable, match="file_missing"):
            read_pictures.read(missing)
    with pytest.raises(Unreadable):
        read_pictures.read(Path("a\0b.png"))


def test_the_clipboard_and_drops_give_files_and_pixels(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(written(photo(), "png"))
    by_file, by_pixels, by_text = QMimeData(), QMimeData(), QMimeData()
    by_file.setUrls([QUrl.fromLocalFile(str(path))])
    by_pixels.setImageData(photo(7, 5))
    by_text.setText("hello")
    assert [read_pictures.offers(mime) for mime in (by_file, by_pixels, by_text)] == [True, True, False]
    array, name = read_pictures.from_mime(by_file)
    assert (array.shape, name) == ((30, 40, 3), "a.png")
    array, name = read_pictures.from_mime(by_pixels)
    assert (array.shape, name) == ((5, 7, 3), "")
    for nothing in (by_text, None):
        with pytest.raises(Unreadable, match="nothing_to_paste"):
            read_pictures.from_mime(nothing)
    with pytest.raises(Unreadable, match="nothing_dropped"):
        read_pictures.from_mime(by_text, dropped=True)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_to_image_and_back(channels: int) -> None:
    array = np.random.default_rng(1).integers(1, 255, (5, 7, channels), dtype=np.uint8)
    assert np.array_equal(read_pictures.from_image(read_pictures.to_image(array)), array)


def test_the_head_of_a_file_says_how_large_it_is_upright_and_how_many_frames_it_has() -> None:
    assert read_pictures.header(written(photo(400, 100), "jpeg")) == (400, 100, 1)
    assert read_pictures.header(turned(written(photo(), "jpeg"))) == (30, 40, 1)
    assert read_pictures.header(moving(12, 9)) == (12, 9, 2)
    assert read_pictures.header(pages()) == (9, 6, 2)
    assert read_pictures.header(b"no picture") == (0, 0, 1)


def test_a_picture_that_is_too_small_is_refused_where_that_is_asked_for() -> None:
    with pytest.raises(Unreadable) as caught:
        read_pictures.decode(written(photo(400, 5), "png"), name="a.png", least=8)
    assert caught.value.sentence() == "a.png is only 400 × 5 pixels: too small to see anything in it."
