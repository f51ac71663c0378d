from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.datasets.crop_decoding import decode_crops, resized, spread_positions
from cba_core.datasets.index_lines import DataSetError


@given(count=st.integers(1, 3000), most=st.integers(1, 200))
def test_positions_are_spread_evenly(count: int, most: int) -> None:
    positions = spread_positions(count, most)
    assert len(positions) == min(count, most)
    assert positions[0] >= 0
    assert positions[-1] < count
    gaps = np.diff(positions)
    assert np.all(gaps >= 1)
    assert np.ptp(gaps) <= 1 if len(gaps) else positions[0] == count // 2
    # as much is left out before the first as after the last
    assert abs(positions[0] - (count - 1 - positions[-1])) <= 1


def decoded(file: Path, height: int = 6, width: int = 4) -> np.ndarray:
    return decode_crops([file], height_px=height, width_px=width, tracklet="gate/7")[0]


def test_colours_come_out_as_red_green_blue(tmp_path: Path) -> None:
    file = tmp_path / "orange.png"
    assert cv2.imwrite(str(file), np.full((12, 8, 3), (0, 120, 250), np.uint8))
    assert np.all(decoded(file) == (250, 120, 0))


@pytest.mark.parametrize(
    "pixels",
    [
        np.full((6, 4), 77, np.uint8),
        np.full((6, 4), 77 * 257, np.uint16),
        np.full((6, 4, 4), (77, 77, 77, 10), np.uint8),
    ],
    ids=["grey", "16 bits", "with alpha"],
)
def test_other_kinds_of_pictures_get_three_channels(pixels: np.ndarray, tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    assert cv2.imwrite(str(file), pixels)
    assert np.all(decoded(file) == 77)


def test_shrinking_averages(tmp_path: Path) -> None:
    board = np.indices((12, 8)).sum(axis=0) % 2 * 200
    picture = np.repeat(board[..., None], 3, axis=2).astype(np.uint8)
    assert np.all(resized(picture, 6, 4) == 100)


def test_growing_interpolates_and_the_same_size_changes_nothing() -> None:
    picture = np.random.default_rng(0).integers(60, 190, (6, 4, 3)).astype(np.uint8)
    assert np.array_equal(resized(picture, 6, 4), picture)
    for height, width in ((12, 8), (6, 8), (3, 8)):
        by_opencv = cv2.resize(picture, (width, height), interpolation=cv2.INTER_CUBIC)
        assert np.array_equal(resized(picture, height, width), by_opencv)
    assert np.ptp(resized(picture, 12, 8)) > np.ptp(picture), "cubic overshoots, areas do not"


@pytest.mark.parametrize("content", [b"", b"no picture", None])
def test_a_picture_that_cannot_be_used_is_named(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "1.jpg"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(DataSetError) as caught:
        decoded(file)
    assert str(file) in caught.value.what
    assert "gate/7" in caught.value.what
