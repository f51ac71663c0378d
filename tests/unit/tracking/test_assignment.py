"""Overlaps and joins, worked by hand, and against slow, obvious twins."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cba_core.tracking.assignment import assign, height_agreement, overlaps
from cba_core.tracking.kalman import Float64Array

A = [0, 0, 10, 20]


@pytest.mark.parametrize(
    ("sentence", "other", "expected"),
    [
        ("a box overlaps itself wholly", [0, 0, 10, 20], 1.0),
        ("half of each is a third of both", [5, 0, 15, 20], 1 / 3),
        ("a quarter inside is a quarter", [0, 0, 5, 10], 0.25),
        ("touching sides share nothing", [10, 0, 20, 20], 0.0),
        ("apart on both axes is not a product of two negatives", [20, 30, 30, 50], 0.0),
        ("a box without area overlaps nothing", [5, 5, 5, 5], 0.0),
    ],
)
def test_overlap_worked_by_hand(sentence: str, other: list[int], expected: float) -> None:
    assert overlaps(np.array([A]), np.array([other]))[0, 0] == pytest.approx(expected), sentence


def test_two_boxes_without_area_overlap_nothing() -> None:
    nothing = np.array([[3, 3, 3, 3]])
    assert overlaps(nothing, nothing)[0, 0] == 0.0


def test_a_margin_lets_boxes_meet_that_lie_apart() -> None:
    first, second = np.array([A]), np.array([[12, 0, 22, 20]])
    assert overlaps(first, second)[0, 0] == 0.0
    # Widened by 5 on the left and right both are 20 wide and share 8 of 32 columns.
    assert overlaps(first, second, np.array([[5.0, 0.0]]))[0, 0] == pytest.approx(8 / 32)


def test_a_margin_belongs_to_its_own_row() -> None:
    far = np.array([[12, 0, 22, 20]])
    both = overlaps(np.array([A, A]), far, np.array([[0.0, 0.0], [5.0, 0.0]]))
    assert both[0, 0] == 0.0
    assert both[1, 0] > 0.2


def test_agreement_in_height_is_the_smaller_over_the_greater() -> None:
    tall, half = np.array([[0, 0, 5, 40]]), np.array([[0, 0, 5, 20]])
    assert height_agreement(tall, half)[0, 0] == pytest.approx(0.5)
    assert height_agreement(half, tall)[0, 0] == pytest.approx(0.5)
    assert height_agreement(np.array([[0, 5, 5, 5]]), np.array([[0, 5, 5, 5]]))[0, 0] == 0.0


@pytest.mark.parametrize(
    ("sentence", "similarity", "pairs"),
    [
        ("the best sum wins over the best pair", [[0.9, 0.8], [0.7, 0.1]], [(0, 1), (1, 0)]),
        ("a pair under the least is left", [[0.9, 0.0], [0.0, 0.1]], [(0, 0)]),
        (
            "a pair under the least does not pull a good one apart",
            [[0.35, 0.19], [0.19, 0.0]],
            [(0, 0)],
        ),
        ("more rows than columns leaves rows", [[0.3], [0.6], [0.5]], [(1, 0)]),
        ("nothing alike joins nothing", [[0.0, 0.1], [0.1, 0.0]], []),
    ],
)
def test_assignment_worked_by_hand(
    sentence: str, similarity: list[list[float]], pairs: list[tuple[int, int]]
) -> None:
    rows, columns = assign(np.array(similarity), 0.2)
    assert list(zip(rows.tolist(), columns.tolist(), strict=True)) == pairs, sentence


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_nothing_is_joined_where_a_side_is_empty(shape: tuple[int, int]) -> None:
    rows, columns = assign(np.zeros(shape), 0.2)
    assert len(rows) == len(columns) == 0


@given(
    arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=st.floats(0, 1)),
    st.floats(0.05, 0.9),
)
def test_no_other_joining_of_allowed_pairs_has_a_greater_sum(
    similarity: Float64Array, least: float
) -> None:
    rows, columns = assign(similarity, least)
    allowed = np.where(similarity >= least, similarity, 0.0)
    wide = allowed if allowed.shape[0] <= allowed.shape[1] else allowed.T
    best = max(
        sum(wide[row, column] for row, column in enumerate(order))
        for order in permutations(range(wide.shape[1]), wide.shape[0])
    )
    assert similarity[rows, columns].sum() == pytest.approx(best)
    assert (similarity[rows, columns] >= least).all()
    assert len(set(rows.tolist())) == len(rows)
    assert len(set(columns.tolist())) == len(columns)


box = st.tuples(*[st.integers(0, 12)] * 2, *[st.integers(1, 8)] * 2).map(
    lambda b: [b[0], b[1], b[0] + b[2], b[1] + b[3]]
)


@given(st.lists(box, min_size=1, max_size=4), st.lists(box, min_size=1, max_size=4))
def test_overlap_equals_counting_pixels(first: list[list[int]], second: list[list[int]]) -> None:
    def cells(one: list[int]) -> set[tuple[int, int]]:
        return {(x, y) for x in range(one[0], one[2]) for y in range(one[1], one[3])}

    counted = [[len(cells(a) & cells(b)) / len(cells(a) | cells(b)) for b in second] for a in first]
    np.testing.assert_allclose(overlaps(np.array(first), np.array(second)), counted, atol=1e-12)
