import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.index.similarity import float16_error, float32_error, ranked, similarities
from tests.support.fakes import unit_vectors

EVERY = np.arange(10_000)


def test_similarities_of_two_rows_worked_by_hand() -> None:
    vectors = np.array([[0.5, 0.25, 1.0], [0.0, 1.0, 0.0]], np.float32)
    assert similarities(vectors, np.array([2, 4, -1], np.float32), EVERY[:2]).tolist() == [1.0, 4.0]


def test_similarities_of_no_rows_are_none() -> None:
    vectors = np.ones((3, 5), np.float32)
    assert similarities(vectors, vectors[0], EVERY[:0]).tolist() == []
    assert similarities(vectors[:0], vectors[0], EVERY[:0]).tolist() == []


@given(dim=st.integers(1, 300), seed=st.integers(0, 1000))
def test_a_similarity_does_not_depend_on_the_rows_beside_it(dim: int, seed: int) -> None:
    vectors, query = unit_vectors(150, dim, seed), unit_vectors(1, dim, seed + 1)[0]
    together = similarities(vectors, query, EVERY[:150])
    alone = [similarities(vectors, query, EVERY[row : row + 1])[0] for row in range(150)]
    backwards = similarities(vectors[::-1], query, EVERY[:150][::-1])
    assert together.tolist() == alone == backwards.tolist()


@given(dim=st.integers(1, 300), seed=st.integers(0, 1000))
def test_a_similarity_is_the_unrounded_sum(dim: int, seed: int) -> None:
    vectors, query = unit_vectors(3, dim, seed), unit_vectors(1, dim, seed + 1)[0]
    sums = [
        math.fsum(float(a) * float(b) for a, b in zip(row, query, strict=True)) for row in vectors
    ]
    assert similarities(vectors, query, EVERY[:3]) == pytest.approx(sums, abs=1e-14)


@given(dim=st.sampled_from([1, 7, 512, 1280]), seed=st.integers(0, 1000), scale=st.floats(0.1, 9))
def test_scores_stay_within_their_stated_errors(dim: int, seed: int, scale: float) -> None:
    vectors = unit_vectors(200, dim, seed)
    query = (unit_vectors(1, dim, seed + 1)[0] * scale).astype(np.float32)
    exact = similarities(vectors, query, EVERY[:200])
    halves = vectors.astype(np.float16).astype(np.float32)
    assert np.abs(vectors @ query - exact).max() <= float32_error(query)
    assert np.abs(halves @ query - exact).max() <= float16_error(query)


def test_the_stated_error_of_float16_is_small_enough_to_be_of_use() -> None:
    assert float16_error(unit_vectors(1, 1280)[0]) < 7e-4


def test_E19_ties_go_by_id() -> None:
    lines = ranked(np.array([5, 3, 4]), np.array([0.5, 0.5, 0.9]), limit=2)
    assert [(line.rank, line.tracklet_id, line.similarity) for line in lines] == [
        (1, 4, 0.9),
        (2, 3, 0.5),
    ]
