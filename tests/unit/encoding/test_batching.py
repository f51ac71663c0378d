"""Frames of many clips in bounded pieces, and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.encoding.batching import ClipMeans, chosen_crops, frame_batches
from cba_core.model.model_header import ImageTransforms
from tests.support.model_files import random_clips

SMALL = ImageTransforms(height_px=8, width_px=4)


@pytest.mark.parametrize(
    ("there", "wanted", "positions"),
    [
        (3, None, [0, 1, 2]),
        (3, 6, [0, 1, 2]),
        (6, 6, [0, 1, 2, 3, 4, 5]),
        (12, 6, [1, 3, 5, 7, 9, 11]),
        (12, 1, [6]),
        (5, 2, [1, 3]),
        (7, 3, [1, 3, 5]),
    ],
)
def test_crops_are_chosen_evenly(there: int, wanted: int | None, positions: list[int]) -> None:
    (clip,) = random_clips((there,))
    chosen = chosen_crops(clip, wanted)
    expected = [clip.crops[position] for position in positions]
    assert len(chosen) == len(expected)
    assert all(one is other for one, other in zip(chosen, expected, strict=True))


@given(
    lengths=st.lists(st.integers(1, 5), max_size=6),
    size=st.integers(1, 7),
    frames=st.none() | st.integers(1, 4),
)
def test_every_frame_comes_once_in_order_and_no_batch_is_too_large(
    lengths: list[int], size: int, frames: int | None
) -> None:
    clips = random_clips(tuple(lengths))
    batches = list(frame_batches(clips, SMALL, frames_per_clip=frames, size=size))
    assert all(len(batch.frames) == len(batch.clips) for batch in batches)
    assert all(len(batch.frames) == size for batch in batches[:-1])
    assert all(1 <= len(batch.frames) <= size for batch in batches)
    owners = [int(owner) for batch in batches for owner in batch.clips]
    used = [length if frames is None else min(length, frames) for length in lengths]
    assert owners == [clip for clip, count in enumerate(used) for _ in range(count)]


@given(lengths=st.lists(st.integers(1, 6), min_size=1, max_size=5), size=st.integers(1, 8))
def test_means_are_those_of_each_clip_wherever_batches_end(lengths: list[int], size: int) -> None:
    random = np.random.default_rng(len(lengths))
    features = [random.standard_normal((length, 3), np.float32) for length in lengths]
    owners = np.repeat(np.arange(len(lengths)), lengths)
    together = np.concatenate(features)
    means = ClipMeans(len(lengths), 3)
    for start in range(0, len(owners), size):
        means.add(together[start : start + size], owners[start : start + size])
    expected = [of_clip.astype(np.float64).mean(0) for of_clip in features]
    np.testing.assert_allclose(means.means(), expected, rtol=1e-12, atol=1e-12)
