import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.detection.suppression import (
    drop_cut_halves,
    in_frame,
    intersections,
    overlaps,
    suppress,
)
from cba_core.domain.arrays import FloatArray
from cba_core.domain.detection import Detections


def boxes_of(*rows: tuple[float, float, float, float]) -> FloatArray:
    return np.array(rows, np.float32).reshape(-1, 4)


def scores_of(*values: float) -> FloatArray:
    return np.array(values, np.float32)


@st.composite
def scored_boxes(draw: st.DrawFn) -> tuple[FloatArray, FloatArray]:
    count = draw(st.integers(0, 12))
    whole = st.integers(0, 40)
    rows = [
        draw(st.tuples(whole, whole, st.integers(1, 20), st.integers(1, 20))) for _ in range(count)
    ]
    boxes = boxes_of(*[(x, y, x + w, y + h) for x, y, w, h in rows])
    scores = scores_of(*[draw(st.integers(0, 10)) / 10 for _ in range(count)])
    return boxes, scores


def test_overlap_of_boxes_worked_by_hand() -> None:
    ones = boxes_of((0, 0, 10, 10))
    others = boxes_of((5, 0, 15, 10), (10, 0, 20, 10), (0, 0, 10, 10))
    assert intersections(ones, others).tolist() == [[50, 0, 100]]
    assert overlaps(ones, others)[0] == pytest.approx([50 / 150, 0, 1])


def test_empty_boxes_overlap_nothing() -> None:
    assert overlaps(boxes_of((3, 3, 3, 3)), boxes_of((3, 3, 3, 3))).tolist() == [[0]]


def test_the_better_of_two_boxes_of_a_person_is_kept() -> None:
    boxes = boxes_of((0, 0, 10, 10), (1, 0, 11, 10), (30, 0, 40, 10))
    assert suppress(boxes, scores_of(0.6, 0.9, 0.5), 0.5).tolist() == [1, 2]


def test_a_suppressed_box_suppresses_nothing_itself() -> None:
    boxes = boxes_of((0, 0, 10, 10), (4, 0, 14, 10), (8, 0, 18, 10))
    assert suppress(boxes, scores_of(0.9, 0.8, 0.7), 0.4).tolist() == [0, 2]


@given(scored_boxes(), st.sampled_from([0.3, 0.5, 0.7]))
def test_what_suppression_keeps_does_not_overlap_and_covers_what_it_drops(
    drawn: tuple[FloatArray, FloatArray], most_overlap: float
) -> None:
    boxes, scores = drawn
    kept = suppress(boxes, scores, most_overlap)
    assert sorted(scores[kept].tolist(), reverse=True) == scores[kept].tolist()
    among = overlaps(boxes[kept], boxes[kept])
    np.fill_diagonal(among, 0)
    assert (among <= most_overlap).all()
    for dropped in set(range(len(boxes))) - set(kept.tolist()):
        rivals = kept[scores[kept] >= scores[dropped]]
        assert overlaps(boxes[[dropped]], boxes[rivals]).max() > most_overlap


def test_a_cut_half_goes_where_the_whole_person_is() -> None:
    found = Detections(boxes_of((0, 0, 10, 10), (0, 0, 5, 10)), scores_of(0.5, 0.9))
    left = drop_cut_halves(found, np.array([False, True]), most_covered=0.6, least_certainty=0.5)
    assert left.boxes.tolist() == [[0, 0, 10, 10]]


def test_a_cut_half_stays_where_only_a_guess_covers_it() -> None:
    found = Detections(boxes_of((0, 0, 10, 10), (0, 0, 5, 10)), scores_of(0.1, 0.9))
    left = drop_cut_halves(found, np.array([False, True]), most_covered=0.6, least_certainty=0.5)
    assert len(left) == 2


def test_boxes_are_clipped_sorted_and_remembered_by_row() -> None:
    found = Detections(
        boxes_of((-5, -5, 5, 5), (90, 40, 200, 200), (101, 0, 120, 9), (0, 0, 0.5, 9)),
        scores_of(0.2, 1.4, 0.9, 0.9),
    )
    clipped, rows = in_frame(found, 100, 50)
    assert clipped.boxes.tolist() == [[90, 40, 100, 50], [0, 0, 5, 5]]
    assert clipped.scores.tolist() == pytest.approx([1.0, 0.2])
    assert rows.tolist() == [1, 0]
