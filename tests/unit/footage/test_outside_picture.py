"""Pictures from outside are looked at before they are decoded, and told apart by their colours."""

import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from cba_core.domain.asked import PictureRefusedError
from cba_core.domain.footage import Modality
from cba_core.footage import outside_picture
from cba_core.footage.outside_picture import read_picture, shown_picture


def coloured(height: int = 60, width: int = 40) -> np.ndarray:
    picture = np.zeros((height, width, 3), np.uint8)
    picture[: height // 2] = (200, 40, 40)
    picture[height // 2 :, : width // 2] = (30, 60, 190)
    return picture


def test_pixels_hash_and_kind_are_told(tmp_path: Path) -> None:
    path = tmp_path / "photo.with.dots"
    Image.fromarray(coloured()).save(path, "PNG")
    read = read_picture(path)
    assert read.suffix == ".png"
    assert np.array_equal(read.pixels, coloured())
    assert read.content == path.read_bytes()
    assert read.frame().pixels.shape == (60, 40, 3)


def test_a_grey_picture_is_proposed_as_infrared_and_a_coloured_one_as_visible(
    tmp_path: Path,
) -> None:
    grey = tmp_path / "night.png"
    cv2.imwrite(str(grey), cv2.cvtColor(coloured(), cv2.COLOR_RGB2GRAY))
    day = tmp_path / "day.png"
    Image.fromarray(coloured()).save(day)
    assert read_picture(grey).modality is Modality.INFRARED
    assert read_picture(day).modality is Modality.VISIBLE


def test_the_orientation_tag_is_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "turned.jpg"
    tags = Image.Exif()
    tags[0x0112] = 6  # the camera was held upright
    Image.fromarray(coloured(height=40, width=80)).save(path, exif=tags)
    assert read_picture(path).pixels.shape == (80, 40, 3)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x00" * 300])
def test_what_is_no_picture_is_refused_with_a_remedy(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.png"
    path.write_bytes(content)
    with pytest.raises(PictureRefusedError, match="is not a picture") as refused:
        read_picture(path)
    assert "JPEG" in refused.value.remedy


def test_a_damaged_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "half.png"
    Image.fromarray(coloured()).save(path)
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(PictureRefusedError, match=r"half\.png is"):
        read_picture(path)


def test_a_huge_picture_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    path.write_bytes(png_that_claims(60_000, 60_000))
    with pytest.raises(PictureRefusedError, match="million pixels"):
        read_picture(path)
    path.write_bytes(png_that_claims(9_200, 9_200))  # where the library warns only, too
    with pytest.raises(PictureRefusedError, match="million pixels"):
        read_picture(path)


def test_a_huge_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside_picture, "MOST_PICTURE_BYTES", 10)
    path = tmp_path / "long.png"
    path.write_bytes(b"x" * 11)
    with pytest.raises(PictureRefusedError, match="MB at most"):
        read_picture(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PictureRefusedError, match="no picture at"):
        read_picture(tmp_path / "gone.png")


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG whose header tells a size, with next to nothing in it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00" * 16))
    return b"\x89PNG\r\n\x1a\n" + parts + chunk(b"IEND", b"")


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp"])
def test_what_is_shown_is_what_is_asked_with_turned_and_shrunk(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"turned{suffix}"
    tags = Image.Exif()
    tags[0x0112] = 6  # the camera was held upright
    Image.fromarray(coloured(height=40, width=80)).save(path, exif=tags)
    pixels, size_px = shown_picture(path, 1000)
    assert np.array_equal(pixels, read_picture(path).pixels)
    assert (pixels.shape, size_px) == ((80, 40, 3), (40, 80))
    pixels, size_px = shown_picture(path, 20)
    assert (pixels.shape, size_px) == ((20, 10, 3), (40, 80))


def test_sides_that_the_decoder_does_not_take_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "scroll.tif"
    Image.new("1", (20, 1_100_000)).save(path)
    with pytest.raises(PictureRefusedError, match="damaged"):
        read_picture(path)
