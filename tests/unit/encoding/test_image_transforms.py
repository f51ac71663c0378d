"""Crops to network input: size, colour, contrast and normalisation."""

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.encoding.image_transforms import network_input
from cba_core.model.model_header import ImageTransforms

PLAIN = ImageTransforms(height_px=4, width_px=2, mean=(0, 0, 0), std=(1, 1, 1))


def flat(height: int, width: int, colour: tuple[int, int, int]) -> np.ndarray:
    return np.full((height, width, 3), colour, np.uint8)


def test_a_flat_crop_worked_by_hand() -> None:
    transforms = replace(PLAIN, mean=(0.5, 0, 0.2), std=(0.5, 1, 0.1))
    values = network_input(flat(8, 4, (255, 51, 0)), transforms)
    assert values.shape == (3, 4, 2)
    assert values.dtype == np.float32
    np.testing.assert_allclose(values[:, 0, 0], [1, 0.2, -2], atol=1e-6)
    assert values.flags.c_contiguous


@given(height=st.integers(1, 300), width=st.integers(1, 300), letterbox=st.booleans())
def test_every_crop_comes_out_in_the_input_size(height: int, width: int, letterbox: bool) -> None:
    transforms = ImageTransforms(
        height_px=64, width_px=32, resize="letterbox" if letterbox else "stretch"
    )
    values = network_input(flat(height, width, (9, 99, 199)), transforms)
    assert values.shape == (3, 64, 32)
    assert np.isfinite(values).all()


def test_grey_is_the_luminance_on_all_channels() -> None:
    values = network_input(flat(4, 2, (255, 0, 0)), replace(PLAIN, colour="grey"))
    np.testing.assert_allclose(values, 76 / 255, atol=1e-6)


def test_a_letterbox_keeps_the_shape_and_pads_with_the_mean() -> None:
    transforms = replace(PLAIN, height_px=8, width_px=8, mean=(0.5, 0.5, 0.5), resize="letterbox")
    values = network_input(flat(40, 20, (255, 255, 255)), transforms)
    np.testing.assert_allclose(values[:, :, 2:6], 0.5)
    np.testing.assert_allclose(values[:, :, [0, 1, 6, 7]], 0)


def test_shrinking_averages_instead_of_picking_pixels() -> None:
    stripes = np.zeros((8, 4, 3), np.uint8)
    stripes[::2] = 254
    np.testing.assert_allclose(network_input(stripes, PLAIN), 127 / 255, atol=1e-6)


@given(gain=st.floats(0.2, 1.0), offset=st.integers(0, 40), seed=st.integers(0, 99))
def test_equalising_takes_away_gain_and_offset(gain: float, offset: int, seed: int) -> None:
    """Two infrared cameras that differ in gain control show the same crop."""
    noise = np.random.default_rng(seed).uniform(0, 40, (64, 32, 1))
    slope = np.linspace(0, 160, 64)[:, None, None]
    crop = np.repeat((slope + noise).astype(np.uint8), 3, axis=2)
    other = (crop * gain + offset).astype(np.uint8)
    transforms = ImageTransforms(height_px=64, width_px=32, colour="grey", contrast="equalise")
    one, two = (network_input(picture, transforms) for picture in (crop, other))
    assert np.corrcoef(one.ravel(), two.ravel())[0, 1] > 0.99
    assert float(np.abs(one.mean() - two.mean())) < 0.15


def test_equalising_a_flat_crop_is_no_trouble() -> None:
    transforms = replace(PLAIN, colour="grey", contrast="equalise")
    assert np.isfinite(network_input(flat(9, 9, (7, 7, 7)), transforms)).all()


@pytest.mark.parametrize("shape", [(0, 4, 3), (4, 0, 3), (4, 4), (4, 4, 4)])
def test_what_is_no_crop_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="a crop must have shape"):
        network_input(np.zeros(shape, np.uint8), PLAIN)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"height_px": 0}, "input size must be positive"),
        ({"contrast": "equalise"}, "needs colour grey"),
        ({"std": (1, 0, 1)}, "std must be positive"),
    ],
)
def test_transforms_that_make_no_sense_are_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(PLAIN, **settings)


def test_a_strided_view_gives_what_its_copy_does() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (40, 40, 3), dtype=np.uint8)
    view = picture[5:35, 10:25]
    np.testing.assert_array_equal(network_input(view, PLAIN), network_input(view.copy(), PLAIN))


def test_opencv_reads_channels_as_rgb_here() -> None:
    crop = flat(4, 2, (0, 255, 0))
    expected = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)[0, 0] / 255
    values = network_input(crop, replace(PLAIN, colour="grey"))
    np.testing.assert_allclose(values, expected, atol=1e-6)
