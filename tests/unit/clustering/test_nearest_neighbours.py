"""Exact neighbours against sorting everything, ties and blocks included."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.clustering import nearest_neighbours as module
from cba_core.clustering.nearest_neighbours import nearest_neighbours, pair_similarities
from cba_core.domain.arrays import FloatArray, IntArray

CORNERS = np.array(list(product([-0.5, 0.5], repeat=4)), np.float32)
"""Unit vectors whose inner products are exact, so that ties are ties in every arithmetic."""


def sorted_neighbours(vectors: FloatArray, count: int) -> IntArray:
    similarity = vectors.astype(np.float64) @ vectors.T.astype(np.float64)
    np.fill_diagonal(similarity, np.inf)
    return np.argsort(-similarity, axis=1, kind="stable")[:, :count]


def random_units(count: int, dim: int, seed: int) -> FloatArray:
    vectors = np.random.default_rng(seed).standard_normal((count, dim)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@given(st.lists(st.integers(0, 15), min_size=1, max_size=40), st.integers(1, 8))
def test_ties_are_broken_by_position(corners: list[int], count: int) -> None:
    vectors = CORNERS[corners]
    np.testing.assert_array_equal(
        nearest_neighbours(vectors, count), sorted_neighbours(vectors, count)
    )


@pytest.mark.parametrize(("count", "dim", "wanted"), [(300, 8, 3), (1000, 32, 20), (50, 4, 50)])
def test_they_are_those_of_sorting_everything(count: int, dim: int, wanted: int) -> None:
    vectors = random_units(count, dim, seed=count)
    np.testing.assert_array_equal(
        nearest_neighbours(vectors, wanted), sorted_neighbours(vectors, wanted)
    )


def test_differences_below_the_rounding_of_float32_count() -> None:
    vectors = random_units(1, 256, seed=4) + 1e-4 * random_units(300, 256, seed=5)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    np.testing.assert_array_equal(nearest_neighbours(vectors, 10), sorted_neighbours(vectors, 10))


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = np.concatenate([random_units(150, 6, seed=1)] * 2)  # every row has an equal
    whole = nearest_neighbours(vectors, 7)
    monkeypatch.setattr(module, "_SCORES_AT_ONCE", 1000)
    monkeypatch.setattr(module, "_FACTORS_AT_ONCE", 50)
    np.testing.assert_array_equal(nearest_neighbours(vectors, 7), whole)


def test_equal_pairs_have_equal_similarities_wherever_they_stand() -> None:
    vectors = random_units(2, 100, seed=2)[np.arange(2000) % 2]
    rows = np.arange(0, 2000, 2)
    forward = pair_similarities(vectors, rows, rows + 1)
    backward = pair_similarities(vectors, rows[::-1] + 1, rows)
    assert len(np.unique(np.concatenate([forward, backward]))) == 1


def test_lists_end_where_the_rows_do() -> None:
    assert nearest_neighbours(random_units(3, 5, seed=3), 10).shape == (3, 3)
    assert nearest_neighbours(np.empty((0, 5), np.float32), 10).shape == (0, 0)


@pytest.mark.parametrize(
    "vectors",
    [
        np.full((3, 2), 0.5, np.float32),
        np.full((3, 1), np.nan, np.float32),
        np.ones((3, 1), np.float64),
        np.ones(3, np.float32),
    ],
)
def test_what_are_no_unit_vectors_is_refused(vectors: FloatArray) -> None:
    with pytest.raises(ValueError, match="vectors must"):
        nearest_neighbours(vectors, 1)


def test_no_neighbours_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="at least one"):
        nearest_neighbours(np.ones((3, 1), np.float32), 0)
