"""The pictures of a track that are left when the footage has streamed by."""

import io
from collections.abc import Iterable

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cba_core.config.index_config import CroppingConfig
from cba_core.cropping.clip_sampler import CropCollector
from cba_core.domain.arrays import UInt8Array
from cba_core.domain.detection import Detections
from cba_core.domain.footage import Frame, Planes
from cba_core.domain.tracklets import Crop, CropReason

HEIGHT, WIDTH = 240, 320
TEXTURE = np.random.default_rng(1).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)
BLURRED = np.asarray(cv2.GaussianBlur(TEXTURE, (0, 0), 3), np.uint8)
WHOLE = (100.0, 60.0, 150.0, 200.0)
CUT_OFF = (0.0, 60.0, 50.0, 200.0)
BEHIND = (110.0, 62.0, 158.0, 205.0)


class Footage:
    """Frames that count how often their pixels were asked for."""

    def __init__(self) -> None:
        self.rendered: list[int] = []

    def frame(self, index: int, pixels: UInt8Array = TEXTURE) -> Frame:
        def render() -> UInt8Array:
            self.rendered.append(index)
            return pixels

        return Frame(
            index=index, time_s=index / 25, render=render, see=lambda: Planes(pixels, None)
        )


def people(*boxes: tuple[float, ...]) -> Detections:
    return Detections(
        np.array(boxes, np.float32).reshape(-1, 4), np.full(len(boxes), 0.9, np.float32)
    )


def collected(
    frames: Iterable[tuple[int, tuple[tuple[float, ...], ...], UInt8Array]],
    config: CroppingConfig | None = None,
) -> tuple[Crop, ...]:
    """Crops of person 1, who is the first box of every frame."""
    collector, footage = CropCollector(config or CroppingConfig()), Footage()
    for index, boxes, pixels in frames:
        numbers = np.array([1] + [-1] * (len(boxes) - 1))
        collector.see(footage.frame(index, pixels), people(*boxes), numbers)
    return collector.take(1)


def test_a_short_track_keeps_all_its_pictures() -> None:
    crops = collected((index, (WHOLE,), TEXTURE) for index in range(5))
    assert sorted(crop.frame_index for crop in crops) == [0, 1, 2, 3, 4]
    assert all(crop.reasons == () for crop in crops)


def test_a_crop_shows_what_the_box_surrounds() -> None:
    (crop,) = collected([(7, (WHOLE,), TEXTURE)])
    with Image.open(io.BytesIO(crop.jpeg)) as opened:
        shown = np.asarray(opened.convert("RGB"), int)
    assert shown.shape == (140, 50, 3)
    assert np.abs(shown - TEXTURE[60:200, 100:150]).mean() < 12
    np.testing.assert_array_equal(crop.box, WHOLE)
    assert crop.frame_index == 7


def test_a_tall_person_is_stored_no_taller_than_configured() -> None:
    (crop,) = collected([(0, (WHOLE,), TEXTURE)], CroppingConfig(height_px=70))
    with Image.open(io.BytesIO(crop.jpeg)) as opened:
        assert opened.size == (25, 70)
    np.testing.assert_array_equal(crop.box, WHOLE)


def test_whole_pictures_are_preferred_to_cut_off_ones() -> None:
    crops = collected((index, (CUT_OFF if index < 60 else WHOLE,), TEXTURE) for index in range(120))
    assert all(crop.frame_index >= 60 for crop in crops)
    assert all(crop.reasons == () for crop in crops)


def test_pictures_without_another_person_are_preferred() -> None:
    crops = collected(
        (index, (WHOLE, BEHIND) if index % 3 else (WHOLE,), TEXTURE) for index in range(240)
    )
    assert {crop.frame_index % 3 for crop in crops} == {0}


def test_sharp_pictures_are_preferred() -> None:
    crops = collected((index, (WHOLE,), BLURRED if index % 3 else TEXTURE) for index in range(240))
    assert {crop.frame_index % 3 for crop in crops} == {0}


def test_a_track_of_bad_pictures_keeps_them_with_their_reasons() -> None:
    crops = collected((index, (CUT_OFF,), TEXTURE) for index in range(100))
    assert len(crops) == 12
    assert all(crop.reasons == (CropReason.TRUNCATED,) for crop in crops)


def test_a_blurred_picture_says_so_when_it_has_to_be_kept() -> None:
    crops = collected([(0, (WHOLE,), TEXTURE), (1, (WHOLE,), BLURRED)])
    assert [crop.frame_index for crop in crops] == [0, 1]
    assert [crop.reasons for crop in crops] == [(), (CropReason.BLURRED,)]


def test_an_evenly_soft_track_is_not_called_blurred() -> None:
    """Grain and focus belong to the camera: crops are compared within their tracklet only."""
    crops = collected((index, (WHOLE,), BLURRED) for index in range(8))
    assert all(crop.reasons == () for crop in crops)
    assert crops[0].quality == pytest.approx(0.7)  # 140 px of 200


def test_a_picture_without_any_texture_is_no_failure() -> None:
    crops = collected((index, (WHOLE,), np.full_like(TEXTURE, 80)) for index in range(3))
    assert len(crops) == 3


def test_two_people_do_not_mix() -> None:
    collector, footage = CropCollector(CroppingConfig()), Footage()
    for index in range(20):
        numbers = np.array([4, 9] if index % 2 else [9, 4])
        boxes = (WHOLE, (200.0, 60.0, 260.0, 200.0))
        collector.see(footage.frame(index), people(*(boxes if index % 2 else boxes[::-1])), numbers)
    assert {crop.box[0] for crop in collector.take(4)} == {100.0}
    assert {crop.box[0] for crop in collector.take(9)} == {200.0}


def test_what_was_taken_or_dropped_is_forgotten() -> None:
    collector, footage = CropCollector(CroppingConfig()), Footage()
    for index in range(3):
        boxes = people(WHOLE, (200.0, 60.0, 260.0, 200.0))
        collector.see(footage.frame(index), boxes, np.array([1, 2]))
    assert len(collector.take(1)) == 3
    assert collector.take(1) == ()
    collector.drop(2)
    collector.drop(2)
    assert collector.take(2) == ()


def test_a_track_that_never_shows_within_the_frame_has_no_crops() -> None:
    assert collected([(0, ((-60.0, 50.0, -10.0, 200.0),), TEXTURE)]) == ()


def test_no_pixels_are_asked_for_where_nobody_is_followed() -> None:
    collector, footage = CropCollector(CroppingConfig()), Footage()
    collector.see(footage.frame(0), Detections.none(), np.empty(0, np.int64))
    collector.see(footage.frame(1), people(WHOLE), np.array([-1]))
    assert footage.rendered == []


def test_few_frames_of_a_long_track_are_turned_into_pixels() -> None:
    collector, footage = CropCollector(CroppingConfig()), Footage()
    for index in range(3000):
        collector.see(footage.frame(index), people(WHOLE), np.array([1]))
    assert len(footage.rendered) < 150


def test_memory_does_not_grow_with_the_length_of_a_track() -> None:
    collector, footage = CropCollector(CroppingConfig(most=6)), Footage()
    for index in range(0, 5000, 5):
        collector.see(footage.frame(index), people(WHOLE), np.array([1]))
        assert len(collector._tracks[1].in_time_order()) <= 12


tracks = st.lists(
    st.tuples(
        st.integers(1, 40),  # frames since the one before
        st.sampled_from([WHOLE, CUT_OFF, (100.0, 60.0, 120.0, 100.0), (90.0, 20.0, 170.0, 230.0)]),
        st.sampled_from([0, 1]),
    ),
    min_size=1,
    max_size=80,
)


@settings(max_examples=40)
@given(tracks, st.integers(1, 12))
def test_what_holds_for_any_track(
    drawn: list[tuple[int, tuple[float, ...], int]], most: int
) -> None:
    indices = np.cumsum([gap for gap, _, _ in drawn]).tolist()
    frames = [
        (index, (box,), (TEXTURE, BLURRED)[kind])
        for index, (_, box, kind) in zip(indices, drawn, strict=True)
    ]
    config = CroppingConfig(most=most)
    crops = collected(frames, config)
    assert 1 <= len(crops) <= most
    assert {crop.frame_index for crop in crops} <= set(indices)
    assert len({crop.frame_index for crop in crops}) == len(crops)
    qualities = [crop.quality for crop in crops]
    assert qualities == sorted(qualities, reverse=True)
    assert all(0 <= quality <= 1 for quality in qualities)
    again = collected(frames, config)
    assert [(c.frame_index, c.jpeg) for c in again] == [(c.frame_index, c.jpeg) for c in crops]


@settings(max_examples=25)
@given(st.integers(1, 500), st.integers(1, 9), st.integers(2, 12))
def test_crops_of_a_steady_track_are_spread_over_it(length: int, stride: int, most: int) -> None:
    crops = collected(
        ((stride * i, (WHOLE,), TEXTURE) for i in range(length)), CroppingConfig(most=most)
    )
    kept = sorted(crop.frame_index for crop in crops)
    span = stride * (length - 1)
    assert len(kept) == min(most, length)
    widest = max(np.diff([0, *kept, span]))
    assert widest <= 3 * span / most + 2 * stride
