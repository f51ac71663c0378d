"""The error without labels, worked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.domain.free_negatives import FreeNegativeError
from cba_core.evaluation.free_negatives import free_negative_error
from cba_core.training.round_plan import unit

EYE = np.eye(3, dtype=np.float32)


def test_people_who_are_apart_give_no_error() -> None:
    found = free_negative_error(EYE, EYE, np.array([[0, 1], [1, 2]]))
    assert (found.wrong, found.comparisons, found.pairs) == (0, 4, 2)
    assert found.share == 0.0


def test_one_side_of_a_pair_can_err_alone() -> None:
    """Tracklet 0's halves differ; its first half is like the second half of tracklet 1."""
    first = EYE[[0, 1]]
    second = EYE[[2, 0]]
    found = free_negative_error(first, second, np.array([[0, 1]]))
    assert found.wrong == 2  # 0: own 0 < 1; 1: own 0, across 0: as like counts
    second = np.stack([EYE[2], unit(np.array([[1, 1, 0]], np.float32))[0]])
    assert free_negative_error(first, second, np.array([[0, 1]])).wrong == 1


def test_nothing_is_measured_without_pairs() -> None:
    found = free_negative_error(EYE, EYE, np.empty((0, 2), np.int64))
    assert found.share is None
    assert found.interval is None
    assert not found.is_measured


def test_wilson_interval_of_a_known_case() -> None:
    low, high = FreeNegativeError(comparisons=100, pairs=50, wrong=20).interval or (0, 0)
    assert low == pytest.approx(0.1124, abs=1e-3)
    assert high == pytest.approx(0.3304, abs=1e-3)


@given(st.integers(1, 400), st.data())
def test_the_interval_holds_the_share(pairs: int, data: st.DataObject) -> None:
    wrong = data.draw(st.integers(0, 2 * pairs))
    found = FreeNegativeError(comparisons=2 * pairs, pairs=pairs, wrong=wrong)
    low, high = found.interval or (1.0, 0.0)
    assert 0.0 <= low <= (found.share or 0.0) <= high <= 1.0
    assert found.is_measured == (pairs >= 30)


@given(st.integers(0, 999))
def test_the_order_of_a_pair_does_not_matter(seed: int) -> None:
    draw = np.random.default_rng(seed)
    first, second = (unit(draw.normal(size=(6, 4)).astype(np.float32)) for _ in range(2))
    pairs = np.array([[0, 1], [2, 3], [4, 5], [1, 4]])
    assert free_negative_error(first, second, pairs) == free_negative_error(
        first, second, pairs[:, ::-1]
    )


@pytest.mark.parametrize("pairs", [[[1, 1]]])
def test_a_tracklet_beside_itself_is_refused(pairs: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="beside itself"):
        free_negative_error(EYE, EYE, np.array(pairs))
