"""What the pipeline relies on, for every tracker there is."""

from collections.abc import Callable

import numpy as np
import pytest

from cba_core.config.index_config import TrackerConfig
from cba_core.domain.detection import Detections
from cba_core.domain.tracklets import Tracker
from cba_core.tracking.bytetrack import ByteTrack
from cba_core.tracking.given_tracks import GivenTracks

CONFIG = TrackerConfig(minimum_length=3)
RATE = 25.0


def _bytetrack() -> Tracker:
    return ByteTrack(CONFIG)


def _given_tracks() -> Tracker:
    return GivenTracks(lambda index: np.arange(3 if index < 12 else 1), CONFIG)


every_tracker = pytest.mark.parametrize("make_tracker", [_bytetrack, _given_tracks])


def three_walkers(index: int) -> Detections:
    """Three people; two leave after frame 11."""
    left = np.array([10.0, 200.0, 400.0])[: 3 if index < 12 else 1] + 2 * index
    boxes = np.stack([left, left * 0 + 50, left + 40, left * 0 + 150], axis=1)
    return Detections(boxes.astype(np.float32), np.full(len(left), 0.9, np.float32))


@every_tracker
def test_numbers_are_aligned_with_the_detections_and_start_at_one(
    make_tracker: Callable[[], Tracker],
) -> None:
    tracker = make_tracker()
    first = tracker.update(0, 0 / RATE, three_walkers(0)).numbers
    assert sorted(first.tolist()) == [1, 2, 3]
    assert first.dtype == np.int64
    np.testing.assert_array_equal(tracker.update(1, 1 / RATE, three_walkers(1)).numbers, first)


@every_tracker
def test_nobody_in_a_frame_is_an_empty_array(make_tracker: Callable[[], Tracker]) -> None:
    tracker = make_tracker()
    if make_tracker is _bytetrack:
        assert tracker.update(0, 0 / RATE, Detections.none()).numbers.shape == (0,)
    step = tracker.finish()
    assert step.numbers.shape == (0,)
    assert not list(step.ended)
    assert not list(step.dropped)


@every_tracker
def test_every_track_ends_once_with_rising_frames_and_its_own_boxes(
    make_tracker: Callable[[], Tracker],
) -> None:
    tracker, ended, seen = make_tracker(), [], {}
    for index in range(60):
        detections = three_walkers(index)
        step = tracker.update(index, index / RATE, detections)
        ended += step.ended
        for number, box in zip(step.numbers.tolist(), detections.boxes, strict=True):
            seen.setdefault(number, []).append((index, box))
    assert len(ended) == 2, "two left long before the end"
    ended += tracker.finish().ended
    assert sorted(track.number for track in ended) == [1, 2, 3]
    for track in ended:
        assert track.frame_indices.tolist() == [index for index, _ in seen[track.number]]
        np.testing.assert_array_equal(track.boxes, [box for _, box in seen[track.number]])


@every_tracker
@pytest.mark.parametrize("next_index", [5, 4])
def test_frames_must_follow_each_other(
    make_tracker: Callable[[], Tracker], next_index: int
) -> None:
    tracker = make_tracker()
    tracker.update(5, 5 / RATE, three_walkers(5))
    with pytest.raises(ValueError, match="does not follow"):
        tracker.update(next_index, next_index / RATE, three_walkers(next_index))


@every_tracker
def test_time_never_goes_back(make_tracker: Callable[[], Tracker]) -> None:
    tracker = make_tracker()
    tracker.update(5, 1.0, three_walkers(5))
    with pytest.raises(ValueError, match="does not follow"):
        tracker.update(6, 0.9, three_walkers(6))


@every_tracker
@pytest.mark.parametrize("rate", [25.0, 5.0, 0.5])
def test_absence_is_reckoned_in_seconds_and_a_single_missed_look_is_borne(
    make_tracker: Callable[[], Tracker], rate: float
) -> None:
    """Two people leave after frame 11; patience is a second."""
    tracker, still_open = make_tracker(), 0
    for index in range(80):
        if len(tracker.update(index, index / rate, three_walkers(index)).ended) == 2:
            break
        still_open = index - 11
    assert still_open == max(rate * CONFIG.patience_s, 2)


@every_tracker
def test_two_trackers_share_no_numbers(make_tracker: Callable[[], Tracker]) -> None:
    first, second = make_tracker(), make_tracker()
    first.update(0, 0 / RATE, three_walkers(0))
    assert sorted(second.update(0, 0 / RATE, three_walkers(0)).numbers.tolist()) == [1, 2, 3]


@every_tracker
def test_the_same_footage_gives_the_same_tracks(make_tracker: Callable[[], Tracker]) -> None:
    def run() -> list[tuple[int, list[int], list[list[float]]]]:
        tracker = make_tracker()
        steps = [tracker.update(index, index / RATE, three_walkers(index)) for index in range(30)]
        return [
            (track.number, track.frame_indices.tolist(), track.boxes.tolist())
            for step in [*steps, tracker.finish()]
            for track in step.ended
        ]

    assert run() == run()
