"""Association worked by hand, and what must hold for any detections."""

from random import Random
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cba_core.config.index_config import TrackerConfig
from cba_core.domain.detection import Detections
from cba_core.tracking.bytetrack import ByteTrack

CONFIG = TrackerConfig()
RATE = 25.0
Footage: TypeAlias = list[list[tuple[int, ...]]]


def persons(*boxes: float | tuple[float, ...], scores: list[float] | None = None) -> Detections:
    """Detections of persons given by left edge, or by whole boxes."""
    whole = [(box, 100, box + 40, 200) if isinstance(box, int | float) else box for box in boxes]
    return Detections(
        np.array(whole, np.float32).reshape(-1, 4),
        np.array(scores or [0.9] * len(boxes), np.float32),
    )


def a_tracker(**config: Any) -> ByteTrack:
    return ByteTrack(TrackerConfig(**config))


def numbers_over(tracker: ByteTrack, frames: list[Detections], stride: int = 1) -> list[list[int]]:
    return [
        tracker.update(stride * i, stride * i / RATE, seen).numbers.tolist()
        for i, seen in enumerate(frames)
    ]


@pytest.mark.parametrize(
    ("sentence", "frames", "expected"),
    [
        (
            "one who stays keeps the number",
            [persons(10), persons(11), persons(12)],
            [[1], [1], [1]],
        ),
        ("two apart are two", [persons(10, 300), persons(12, 302)], [[1, 2], [1, 2]]),
        (
            "order in the frame does not matter",
            [persons(10, 300), persons(302, 12)],
            [[1, 2], [2, 1]],
        ),
        ("a jump across the picture is somebody else", [persons(10), persons(500)], [[1], [2]]),
        (
            "a low score continues a track",
            [persons(10), persons(11), persons(12, scores=[0.3])],
            [[1], [1], [1]],
        ),
        ("a low score starts none", [persons(10, scores=[0.3]), persons(10)], [[-1], [1]]),
        (
            "a score under the low one is nobody",
            [persons(10), persons(11), persons(12, scores=[0.05])],
            [[1], [1], [-1]],
        ),
        (
            "a certain detection is preferred to an uncertain nearer one",
            [persons(10), persons(10), persons(10, 22, scores=[0.3, 0.9])],
            [[1], [1], [-1, 1]],
        ),
        (
            "a certain detection some way off continues the track",
            [persons(10), persons(10), persons(10), persons(34)],
            [[1], [1], [1], [1]],
        ),
        (
            "an uncertain one as far off does not",
            [persons(10), persons(10), persons(10), persons(34, scores=[0.3])],
            [[1], [1], [1], [-1]],
        ),
        (
            "someone missed for a while comes back with the same number",
            [persons(10), persons(10), persons(), persons(), persons(11)],
            [[1], [1], [], [], [1]],
        ),
        (
            "a box of half the height is somebody else behind",
            [persons(10), persons(10), persons((10, 150, 50, 200))],
            [[1], [1], [2]],
        ),
        ("nobody is nobody", [persons(), persons()], [[], []]),
    ],
)
def test_association_worked_by_hand(
    sentence: str, frames: list[Detections], expected: list[list[int]]
) -> None:
    assert numbers_over(a_tracker(), frames) == expected, sentence


def test_two_who_cross_keep_their_numbers() -> None:
    def at(step: int) -> Detections:
        return persons(10 + 8 * step, (250 - 8 * step, 90, 296 - 8 * step, 215))

    frames = [at(step) for step in range(30)]
    assert numbers_over(a_tracker(), frames) == [[1, 2]] * 30


def test_a_believed_track_is_served_before_a_new_one() -> None:
    """The new track at 36 lies nearer, but the one of three detections comes first."""
    frames = [persons(10), persons(12), persons(14, 40), persons(30)]
    assert numbers_over(a_tracker(), frames)[-1] == [1]


def test_a_fast_walker_at_five_frames_a_second_is_followed() -> None:
    """0.8 box heights a second at stride 5 is 16 px of a 40 px box; twice that still meets."""
    for px_per_frame in (3.2, 6.4):
        frames = [persons(10 + 5 * px_per_frame * step) for step in range(12)]
        assert numbers_over(a_tracker(), frames, stride=5) == [[1]] * 12


def test_gaps_between_frames_may_differ() -> None:
    tracker = a_tracker()
    for index in (0, 1, 2, 7, 8, 20, 21, 40):
        assert tracker.update(index, index / RATE, persons(10 + 2 * index)).numbers.tolist() == [1]


def test_a_person_gone_longer_than_patience_becomes_another_track() -> None:
    tracker = a_tracker(patience_s=0.4, minimum_length=1)  # 10 frames
    tracker.update(0, 0 / RATE, persons(10))
    assert tracker.update(10, 10 / RATE, persons(10)).numbers.tolist() == [1]
    for index in (12, 16, 20):
        tracker.update(index, index / RATE, persons())
    step = tracker.update(21, 21 / RATE, persons(10))
    assert step.numbers.tolist() == [2]
    assert [track.number for track in step.ended] == [1]


def test_motion_goes_by_time_where_the_rate_drops() -> None:
    """25 frames a second by day, 5 by night: between numbers five times the way is gone."""
    tracker = a_tracker()
    times = [number / 25 for number in range(0, 50, 4)] + [2 + number / 5 for number in range(20)]
    for number, time_s in enumerate(times):
        assert tracker.update(number, time_s, persons(10 + 80 * time_s)).numbers.tolist() == [1]


def test_a_track_ends_while_nobody_is_seen() -> None:
    tracker = a_tracker(patience_s=0.4, minimum_length=2)
    tracker.update(0, 0 / RATE, persons(10))
    tracker.update(1, 1 / RATE, persons(10))
    for index in (4, 8, 11):
        assert not tracker.update(index, index / RATE, persons()).ended
    assert [track.number for track in tracker.update(12, 12 / RATE, persons()).ended] == [1]
    assert not tracker.finish().ended


def test_an_ended_track_holds_what_was_detected_not_what_was_believed() -> None:
    tracker = a_tracker()
    seen = [(3, 10.0, 0.9), (5, 14.0, 0.8), (6, 11.0, 0.4)]
    for index, left, score in seen:
        tracker.update(index, index / RATE, persons(left, scores=[score]))
    (track,) = tracker.finish().ended
    assert track.frame_indices.tolist() == [3, 5, 6]
    assert track.frame_indices.dtype == np.int64
    np.testing.assert_array_equal(track.boxes, [[left, 100, left + 40, 200] for _, left, _ in seen])
    np.testing.assert_array_equal(track.scores, np.array([0.9, 0.8, 0.4], np.float32))
    assert track.boxes.dtype == track.scores.dtype == np.float32


def test_a_short_track_is_dropped_by_number() -> None:
    tracker = a_tracker(minimum_length=3)
    assert tracker.update(0, 0 / RATE, persons(10)).numbers.tolist() == [1]
    tracker.update(1, 1 / RATE, persons(10))
    step = tracker.finish()
    assert step.dropped == [1]
    assert not step.ended
    assert step.numbers.shape == (0,)


def test_interleaved_trackers_number_as_each_does_alone() -> None:
    frames = [persons(10 + 3 * i, 200 - 2 * i, 400) for i in range(20)]
    others = [persons(50, 300 + 3 * i) for i in range(20)]
    alone = numbers_over(a_tracker(), frames), numbers_over(a_tracker(), others)
    first, second = a_tracker(), a_tracker()
    together = [
        (
            first.update(i, i / RATE, frames[i]).numbers.tolist(),
            second.update(i, i / RATE, others[i]).numbers.tolist(),
        )
        for i in range(20)
    ]
    assert [pair[0] for pair in together] == alone[0]
    assert [pair[1] for pair in together] == alone[1]


def test_detections_given_are_not_kept_nor_changed() -> None:
    tracker, boxes = a_tracker(minimum_length=1), np.array([[10, 100, 50, 200]], np.float32)
    before = boxes.copy()
    tracker.update(0, 0 / RATE, Detections(boxes, np.array([0.9], np.float32)))
    np.testing.assert_array_equal(boxes, before)
    boxes += 100
    np.testing.assert_array_equal(tracker.finish().ended[0].boxes, before)


coordinate = st.integers(0, 300)
detection = st.tuples(
    coordinate, coordinate, st.integers(1, 80), st.integers(1, 160), st.integers(1, 100)
)
footage = st.lists(
    st.lists(detection, max_size=6, unique_by=lambda one: one[:4]), min_size=1, max_size=12
)


def as_detections(drawn: list[tuple[int, ...]]) -> Detections:
    table = np.array(drawn, np.float32).reshape(-1, 5)
    boxes = np.concatenate([table[:, :2], table[:, :2] + table[:, 2:4]], axis=1)
    return Detections(boxes, table[:, 4] / 100)


@settings(max_examples=60)
@given(footage, st.lists(st.integers(1, 30), min_size=12, max_size=12))
def test_every_certain_detection_belongs_to_exactly_one_track(
    drawn: Footage, gaps: list[int]
) -> None:
    tracker = a_tracker(minimum_length=1)
    told, ended, index = [], [], 0
    for seen, gap in zip(drawn, gaps, strict=False):
        index += gap
        detections = as_detections(seen)
        step = tracker.update(index, index / RATE, detections)
        ended += step.ended
        assert step.numbers.shape == (len(detections),)
        assert (step.numbers[detections.scores >= CONFIG.high_score] > 0).all()
        assert (step.numbers[detections.scores < CONFIG.low_score] == -1).all()
        joined = step.numbers[step.numbers > 0].tolist()
        assert len(set(joined)) == len(joined)
        told += [
            (number, index, *box)
            for number, box in zip(step.numbers.tolist(), detections.boxes.tolist(), strict=True)
            if number > 0
        ]
    ended += tracker.finish().ended
    kept = [
        (track.number, frame, *box)
        for track in ended
        for frame, box in zip(track.frame_indices.tolist(), track.boxes.tolist(), strict=True)
    ]
    assert sorted(kept) == sorted(told)
    numbers = sorted(track.number for track in ended)
    assert numbers == list(range(1, len(numbers) + 1))
    for track in ended:
        assert (np.diff(track.frame_indices) > 0).all()


@settings(max_examples=60)
@given(footage, st.randoms(use_true_random=False))
def test_the_order_in_which_a_detector_lists_people_changes_nothing(
    drawn: Footage, random: Random
) -> None:
    plain, shuffled = a_tracker(), a_tracker()
    for index, seen in enumerate(drawn):
        mixed = random.sample(seen, len(seen))
        numbers = plain.update(index, index / RATE, as_detections(seen)).numbers.tolist()
        others = shuffled.update(index, index / RATE, as_detections(mixed)).numbers.tolist()
        assert dict(zip(seen, numbers, strict=True)) == dict(zip(mixed, others, strict=True))


@settings(max_examples=40)
@given(footage)
def test_every_number_told_is_either_ended_or_dropped_once(drawn: Footage) -> None:
    tracker, told, closed = a_tracker(), set(), []
    steps = [
        tracker.update(20 * index, 20 * index / RATE, as_detections(seen))
        for index, seen in enumerate(drawn)
    ]
    for step in [*steps, tracker.finish()]:
        told |= {number for number in step.numbers.tolist() if number > 0}
        closed += [track.number for track in step.ended] + list(step.dropped)
    assert sorted(closed) == sorted(told)
