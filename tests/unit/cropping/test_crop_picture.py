"""Cutting out and packing."""

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from cba_core.cropping.crop_picture import cut_out, to_jpeg
from cba_core.domain.arrays import FloatArray


def box(*corners: float) -> FloatArray:
    return np.array(corners, np.float32)


PIXELS = np.random.default_rng(3).integers(0, 256, (120, 160, 3), np.uint8)


def test_the_whole_of_every_touched_pixel_is_cut_out() -> None:
    part = cut_out(PIXELS, box(10.5, 20.2, 30.1, 80.0), most_height_px=384)
    assert part is not None
    np.testing.assert_array_equal(part, PIXELS[20:80, 10:31])


def test_what_lies_outside_the_frame_is_left_out() -> None:
    part = cut_out(PIXELS, box(-20, -5, 12, 50), most_height_px=384)
    assert part is not None
    np.testing.assert_array_equal(part, PIXELS[:50, :12])


@pytest.mark.parametrize(
    "outside", [box(-30, 0, 0, 50), box(159, 0, 300, 50), box(0, 200, 30, 300), box(9, 9, 9, 9)]
)
def test_next_to_nothing_gives_no_picture(outside: FloatArray) -> None:
    assert cut_out(PIXELS, outside, most_height_px=384) is None


def test_a_tall_person_is_scaled_down_with_the_shape_kept() -> None:
    part = cut_out(PIXELS, box(0, 0, 60, 120), most_height_px=64)
    assert part is not None
    assert part.shape == (64, 32, 3)


def test_a_picture_does_not_hold_the_frame_alive() -> None:
    part = cut_out(PIXELS, box(10, 10, 40, 90), most_height_px=384)
    assert part is not None
    assert not np.shares_memory(part, PIXELS)


def test_red_stays_red_in_any_reader() -> None:
    red = np.zeros((80, 40, 3), np.uint8)
    red[..., 0] = 220
    packed = to_jpeg(red, 92)
    with Image.open(io.BytesIO(packed)) as opened:
        assert opened.format == "JPEG"
        by_pillow = np.asarray(opened.convert("RGB"), int)
    assert np.abs(by_pillow - red).max() < 8
    by_opencv = cv2.imdecode(np.frombuffer(packed, np.uint8), cv2.IMREAD_COLOR)
    assert by_opencv is not None
    assert np.abs(by_opencv[..., ::-1].astype(int) - red).max() < 8


def test_a_coat_of_thin_stripes_keeps_its_colours() -> None:
    striped = np.zeros((64, 32, 3), np.uint8)
    striped[::2, :, 0], striped[1::2, :, 2] = 200, 200
    with Image.open(io.BytesIO(to_jpeg(striped, 92))) as opened:
        shown = np.asarray(opened.convert("RGB"), int)
    assert np.abs(shown - striped).mean() < 6


def test_packing_is_deterministic_and_follows_the_quality() -> None:
    assert to_jpeg(PIXELS, 92) == to_jpeg(PIXELS, 92)
    assert len(to_jpeg(PIXELS, 40)) < len(to_jpeg(PIXELS, 92))
