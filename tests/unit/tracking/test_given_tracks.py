"""Numbers taken from a file instead of being found."""

from typing import Any

import numpy as np
import pytest

from cba_core.config.index_config import TrackerConfig
from cba_core.domain.detection import Detections
from cba_core.tracking.given_tracks import GivenTracks, GivenTracksError

RATE = 25.0


def boxes(count: int) -> Detections:
    return Detections(
        np.arange(4 * count, dtype=np.float32).reshape(count, 4), np.full(count, 0.01, np.float32)
    )


def following(given: dict[int, list[int]], **config: Any) -> GivenTracks:
    return GivenTracks(
        lambda index: np.array(given.get(index, []), np.int64),
        TrackerConfig(**{"minimum_length": 1, "patience_s": 0.4, **config}),
    )


def test_numbers_are_believed_whatever_the_boxes_and_scores() -> None:
    tracker = following({0: [70, 30], 1: [30, 70], 2: [70]})
    assert tracker.update(0, 0 / RATE, boxes(2)).numbers.tolist() == [1, 2]
    assert tracker.update(1, 1 / RATE, boxes(2)).numbers.tolist() == [2, 1]
    assert tracker.update(2, 2 / RATE, boxes(1)).numbers.tolist() == [1]
    ended = {track.number: track.frame_indices.tolist() for track in tracker.finish().ended}
    assert ended == {1: [0, 1, 2], 2: [0, 1]}


def test_a_negative_number_is_nobody() -> None:
    tracker = following({0: [-1, 4]})
    assert tracker.update(0, 0 / RATE, boxes(2)).numbers.tolist() == [-1, 1]


def test_a_number_that_returns_after_patience_is_another_track() -> None:
    tracker = following({0: [5], 10: [5], 21: [5]})
    assert tracker.update(0, 0 / RATE, boxes(1)).numbers.tolist() == [1]
    assert tracker.update(10, 10 / RATE, boxes(1)).numbers.tolist() == [1]
    for index in (13, 17, 20):
        assert not tracker.update(index, index / RATE, boxes(0)).ended
    step = tracker.update(21, 21 / RATE, boxes(1))
    assert step.numbers.tolist() == [2]
    assert [track.number for track in step.ended] == [1]


def test_a_short_track_is_dropped() -> None:
    tracker = following({0: [5], 1: [5, 6]}, minimum_length=2)
    tracker.update(0, 0 / RATE, boxes(1))
    tracker.update(1, 1 / RATE, boxes(2))
    step = tracker.finish()
    assert [track.number for track in step.ended] == [1]
    assert step.dropped == [2]


@pytest.mark.parametrize(
    ("numbers", "reason"), [([1], "2 boxes"), ([1, 2, 3], "2 boxes"), ([4, 4], "twice")]
)
def test_numbers_that_do_not_fit_are_refused_with_a_remedy(numbers: list[int], reason: str) -> None:
    with pytest.raises(GivenTracksError, match=reason) as refusal:
        following({0: numbers}).update(0, 0 / RATE, boxes(2))
    assert "frame 0" in refusal.value.what
    assert refusal.value.remedy
