"""Boxes joined to people, and what counts for and against detection."""

import numpy as np
import pytest

from cba_core.domain.arrays import FloatArray
from cba_core.domain.tracklets import Track
from cba_core.evaluation.box_joining import NOBODY, join_greedily, lies_on_any, people_shown
from cba_core.evaluation.compared_frames import ComparedFrame, compare_frames
from cba_core.evaluation.detection_metrics import detection_figures
from cba_core.evaluation.truth_files import TrueBoxes


def boxes(*lefts_tops_heights: tuple[float, float, float]) -> FloatArray:
    """Boxes half as wide as tall."""
    return np.array(
        [(x, y, x + h / 2, y + h) for x, y, h in lefts_tops_heights], np.float32
    ).reshape(-1, 4)


def a_track(box: FloatArray, frames: list[int], score: float = 0.9) -> Track:
    return Track(
        number=1,
        frame_indices=np.array(frames, np.int64),
        boxes=np.repeat(box, len(frames), axis=0),
        scores=np.full(len(frames), score, np.float32),
    )


def truth_of(
    people: FloatArray, visibility: list[float], counted: list[bool] | None = None
) -> TrueBoxes:
    """Everybody stands in frame 0, numbered from 1."""
    count = len(people)
    return TrueBoxes(
        frames=np.zeros(count, np.int64),
        identities=np.arange(1, count + 1),
        boxes=people,
        visibility=np.array(visibility, np.float32),
        is_counted=np.array(counted or [True] * count, np.bool_),
    )


def compared(truth: TrueBoxes, *found: FloatArray) -> ComparedFrame:
    (frame,) = compare_frames(
        np.array([0]),
        truth,
        [(number, a_track(box, [0])) for number, box in enumerate(found, start=1)],
        size_px=(640, 480),
        modality_at=lambda _: "visible",
    )
    return frame


def test_the_surest_box_takes_the_person_and_the_next_one_is_of_nobody() -> None:
    person = boxes((100, 100, 100))
    found = np.concatenate([boxes((102, 100, 100)), person])
    assert join_greedily(found, np.array([0.9, 0.8], np.float32), person).tolist() == [0, NOBODY]
    assert join_greedily(found, np.array([0.7, 0.8], np.float32), person).tolist() == [NOBODY, 0]
    assert people_shown(found, person).tolist() == [0, 0]


def test_an_overlap_of_one_half_is_enough_and_less_is_not() -> None:
    person = np.array([(0, 0, 30, 30)], np.float32)
    half = np.array([(0, 0, 30, 15)], np.float32)
    less = np.array([(0, 0, 30, 14)], np.float32)
    for found, row in ((half, 0), (less, NOBODY)):
        assert join_greedily(found, np.ones(1, np.float32), person).tolist() == [row]
        assert people_shown(found, person).tolist() == [row]
        assert lies_on_any(found, person).tolist() == [row == 0]


def test_nothing_joins_nothing() -> None:
    none, one = boxes(), boxes((0, 0, 10))
    assert join_greedily(none, np.empty(0, np.float32), one).tolist() == []
    assert join_greedily(one, np.ones(1, np.float32), none).tolist() == [NOBODY]
    assert people_shown(one, none).tolist() == [NOBODY]
    assert lies_on_any(one, none).tolist() == [False]


def test_hidden_uncounted_and_outside_people_are_ignored() -> None:
    people = boxes((0, 0, 100), (100, 0, 100), (200, 0, 100), (700, 0, 100), (300, 0, 100))
    truth = truth_of(people, [1.0, 0.09, 1.0, 1.0, 0.1], [True, True, False, True, True])
    frame = compared(truth, *(people[[row]] for row in (1, 2)))
    assert frame.true.identities.tolist() == [1, 5]
    assert frame.ignored == 2
    assert len(frame.found) == 0, "boxes on ignored people are no false alarms"


def test_a_person_at_the_border_is_compared_as_far_as_the_picture_goes() -> None:
    frame = compared(
        truth_of(np.array([(-60, 0, 40, 100)], np.float32), [1.0]),
        np.array([(0, 0, 40, 100)], np.float32),
    )
    assert frame.joined.tolist() == [0]


def test_only_frames_that_were_looked_at_are_compared() -> None:
    person = boxes((0, 0, 100))
    truth = TrueBoxes(
        frames=np.arange(5),
        identities=np.ones(5, np.int64),
        boxes=np.repeat(person, 5, axis=0),
        visibility=np.ones(5, np.float32),
        is_counted=np.ones(5, np.bool_),
    )
    frames = compare_frames(
        np.array([0, 4]),
        truth,
        [(1, a_track(person, [0, 2]))],
        size_px=(640, 480),
        modality_at=lambda _: "thermal",
    )
    assert [(frame.index, len(frame.true), len(frame.found)) for frame in frames] == [
        (0, 1, 1),
        (4, 1, 0),
    ]


def test_figures_of_bands_worked_by_hand() -> None:
    people = boxes((0, 0, 39), (100, 0, 40), (200, 0, 80), (300, 0, 160), (400, 0, 160))
    truth = truth_of(people, [1.0, 0.5, 0.51, 0.1, 1.0])
    frame = compared(truth, people[[0]], people[[2]], people[[3]], boxes((500, 300, 100)))
    told = {
        (one.height, one.visibility): (one.boxes, one.found, one.false_alarms)
        for one in detection_figures([frame])
    }
    assert told == {
        (None, None): (5, 3, 1),
        ("under 40", None): (1, 1, 0),
        ("40-80", None): (1, 0, 0),
        ("80-160", None): (1, 1, 1),
        ("from 160", None): (2, 1, 0),
        (None, "over 0.5"): (3, 2, 1),
        ("under 40", "over 0.5"): (1, 1, 0),
        ("80-160", "over 0.5"): (1, 1, 1),
        ("from 160", "over 0.5"): (1, 0, 0),
        (None, "0.1-0.5"): (2, 1, 1),
        ("40-80", "0.1-0.5"): (1, 0, 0),
        ("from 160", "0.1-0.5"): (1, 1, 0),
    }
    (over_all, *_) = detection_figures([frame])
    assert over_all.recall == pytest.approx(3 / 5)
    assert over_all.precision == pytest.approx(3 / 4)


def test_bands_add_up_and_modalities_are_told_apart() -> None:
    random = np.random.default_rng(0)
    frames = []
    for modality in ("visible", "thermal"):
        heights = random.uniform(20, 220, 8)
        people = boxes(*((75 * i, 100, h) for i, h in enumerate(heights)))
        truth = truth_of(people, random.uniform(0, 1, 8).tolist())
        found = [people[[row]] for row in range(0, 8, 2)] + [boxes((20, 350, 90))]
        frames += compare_frames(
            np.array([0]),
            truth,
            [(i, a_track(box, [0])) for i, box in enumerate(found)],
            size_px=(640, 480),
            modality_at=lambda _, told=modality: told,
        )
    figures = detection_figures(frames)
    for modality in (None, "visible", "thermal"):
        rows = [one for one in figures if one.modality == modality and one.visibility is None]
        (whole,) = (one for one in rows if one.height is None)
        for count in ("boxes", "found", "false_alarms"):
            parts = sum(getattr(one, count) for one in rows if one.height)
            assert parts == getattr(whole, count)


def test_a_share_of_nothing_is_undefined() -> None:
    figures = detection_figures([compared(truth_of(boxes(), []), boxes((0, 0, 50)))])
    assert [one.recall for one in figures] == [None] * len(figures)
    figures = detection_figures([compared(truth_of(boxes((0, 0, 50)), [1.0]))])
    assert figures[0].precision is None
