"""The sparse distance against a slow, obvious twin, and worked by hand."""

from itertools import product
from math import cos, exp, fsum, radians, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.clustering import jaccard_distance as module
from cba_core.clustering.jaccard_distance import jaccard_distance
from cba_core.domain.arrays import FloatArray, RealArray

CORNERS = np.array(list(product([-0.5, 0.5], repeat=4)), np.float32)
"""Unit vectors whose inner products are exact, so that ties are ties in every arithmetic."""


def brute_force_jaccard(vectors: FloatArray, k1: int, k2: int) -> RealArray:
    """Set by set and weight by weight, as the definition reads."""
    points = range(len(vectors))
    rows = [[float(value) for value in row] for row in vectors]
    cosine = [[fsum(map(float.__mul__, rows[i], rows[j])) for j in points] for i in points]
    # (False, ...) sorts first: a point heads its own list, then by falling cosine and position
    ranked = [[j for *_, j in sorted((j != i, -cosine[i][j], j) for j in points)] for i in points]

    def reciprocal(i: int, k: int) -> set[int]:
        return {j for j in ranked[i][:k] if i in ranked[j][:k]}

    half = min(round(k1 / 2) + 1, k1)
    weights = []
    for i in points:
        near = reciprocal(i, k1)
        expanded = set(near)
        for candidate in near:
            around = reciprocal(candidate, half)
            if 3 * len(around & near) > 2 * len(around):
                expanded |= around
        raw = {j: exp(-(2 - 2 * cosine[i][j])) for j in expanded}
        weights.append([raw.get(j, 0.0) / fsum(raw.values()) for j in points])
    means = [
        [fsum(weights[j][c] for j in ranked[i][:k2]) / len(ranked[i][:k2]) for c in points]
        for i in points
    ]
    distance = np.ones((len(vectors), len(vectors)))
    for i in points:
        for j in points:
            shared = fsum(min(means[i][c], means[j][c]) for c in points)
            distance[i, j] = max(0.0, 1 - shared / (2 - shared))
    return distance


def dense(vectors: FloatArray, *, k1: int, k2: int, farthest: float = 1.0) -> RealArray:
    """What is not stored is 1, and what is stored is never 1 by being left out."""
    sparse = jaccard_distance(vectors, k1=k1, k2=k2, farthest=farthest)
    full = np.ones(sparse.shape)
    places = np.repeat(np.arange(sparse.shape[0]), np.diff(sparse.indptr)), sparse.indices
    full[places] = sparse.data
    return full


def random_units(count: int, dim: int, seed: int) -> FloatArray:
    vectors = np.random.default_rng(seed).standard_normal((count, dim)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def people(count: int, each: int, seed: int) -> FloatArray:
    """Points around directions, `each` for one, shuffled."""
    generator = np.random.default_rng(seed)
    around = np.repeat(random_units(count, 16, seed), each, axis=0)
    vectors = around + 0.15 * generator.standard_normal(around.shape).astype(np.float32)
    vectors = generator.permutation(vectors)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@st.composite
def neighbourhoods(draw: st.DrawFn) -> tuple[int, int]:
    k1 = draw(st.integers(1, 12))
    return k1, draw(st.integers(1, k1))


@given(st.integers(1, 30), st.integers(2, 6), st.integers(0, 10_000), neighbourhoods())
def test_it_is_the_twin_s(count: int, dim: int, seed: int, ks: tuple[int, int]) -> None:
    vectors, (k1, k2) = random_units(count, dim, seed), ks
    np.testing.assert_allclose(
        dense(vectors, k1=k1, k2=k2), brute_force_jaccard(vectors, k1, k2), atol=1e-6
    )


@given(st.lists(st.integers(0, 15), min_size=1, max_size=30), neighbourhoods())
def test_it_is_the_twin_s_among_ties(corners: list[int], ks: tuple[int, int]) -> None:
    vectors, (k1, k2) = CORNERS[corners], ks
    np.testing.assert_allclose(
        dense(vectors, k1=k1, k2=k2), brute_force_jaccard(vectors, k1, k2), atol=1e-6
    )


@pytest.mark.parametrize("ks", [(20, 6), (10, 3), (15, 4)])
def test_it_is_the_twin_s_among_people(ks: tuple[int, int]) -> None:
    vectors, (k1, k2) = people(12, 8, seed=k_seed(ks)), ks
    np.testing.assert_allclose(
        dense(vectors, k1=k1, k2=k2), brute_force_jaccard(vectors, k1, k2), atol=1e-6
    )


def k_seed(ks: tuple[int, int]) -> int:
    return ks[0] * 100 + ks[1]


def test_two_neighbours_worked_by_hand() -> None:
    # At 0, 10 and 30 degrees the first two choose each other and the third is chosen by nobody.
    angles = [radians(degrees) for degrees in (0, 10, 30)]
    vectors = np.array([[cos(angle), sin(angle)] for angle in angles], np.float32)
    weight = exp(-(2 - 2 * cos(angles[1])))
    shared = 2 * weight / (1 + weight)  # each gives the other the smaller of its two weights
    expected = 1 - shared / (2 - shared)
    found = dense(vectors, k1=2, k2=1)
    by_hand = np.array([[0.0, expected, 1.0], [expected, 0.0, 1.0], [1.0, 1.0, 0.0]])
    np.testing.assert_allclose(found, by_hand, atol=1e-6)


def test_a_point_is_one_of_its_own_neighbours() -> None:
    vectors = random_units(6, 4, seed=0)
    alone = jaccard_distance(vectors, k1=1, k2=1)
    np.testing.assert_array_equal(dense(vectors, k1=1, k2=1), 1 - np.eye(6))
    assert alone.nnz == 6  # the zeros of the diagonal are stored


def test_equal_points_are_stored_at_distance_zero() -> None:
    vectors = np.repeat(np.eye(4, dtype=np.float32), 3, axis=0)
    distance = jaccard_distance(vectors, k1=3, k2=2)
    assert distance.nnz == 4 * 9
    np.testing.assert_allclose(distance.data, 0, atol=1e-6)


def test_it_is_symmetric_in_zero_to_one_with_a_diagonal_of_zeros() -> None:
    distance = jaccard_distance(people(40, 6, seed=3), k1=12, k2=4)
    full = distance.toarray()
    np.testing.assert_array_equal(full, full.T)
    assert distance.data.min() == 0.0
    assert distance.data.max() < 1.0
    np.testing.assert_array_equal(distance.diagonal(), 0.0)
    assert distance.dtype == np.float32


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = people(30, 8, seed=4)
    whole = dense(vectors, k1=10, k2=3)
    for terms, sums in [(1, 2**17), (200, 500), (2**18, 1)]:
        monkeypatch.setattr(module, "_TERMS_AT_ONCE", terms)
        monkeypatch.setattr(module, "_SUMS_AT_ONCE", sums)
        np.testing.assert_array_equal(dense(vectors, k1=10, k2=3), whole)


def test_the_order_of_points_changes_their_order_alone() -> None:
    vectors = people(30, 8, seed=5)
    order = np.random.default_rng(6).permutation(len(vectors))
    whole = dense(vectors, k1=10, k2=3)
    np.testing.assert_allclose(
        dense(vectors[order], k1=10, k2=3), whole[np.ix_(order, order)], atol=1e-6
    )


def test_only_pairs_within_the_limit_are_stored() -> None:
    vectors = people(30, 8, seed=7)
    whole = dense(vectors, k1=10, k2=3)
    limited = jaccard_distance(vectors, k1=10, k2=3, farthest=0.7)
    assert 30 * 8 < limited.nnz < (whole < 1).sum()
    np.testing.assert_array_equal(
        dense(vectors, k1=10, k2=3, farthest=0.7), np.where(whole <= 0.7, whole, 1)
    )


def test_people_are_nearer_to_themselves_than_to_others() -> None:
    generator = np.random.default_rng(8)
    vectors = np.repeat(random_units(20, 32, seed=9), 8, axis=0)
    vectors += 0.1 * generator.standard_normal(vectors.shape).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    distance = dense(vectors, k1=10, k2=3)
    who = np.repeat(np.arange(20), 8)
    same = who[:, None] == who
    assert distance[same].max() < distance[~same].min()


def test_no_points_have_no_distances() -> None:
    assert jaccard_distance(np.empty((0, 4), np.float32), k1=5, k2=2).shape == (0, 0)


@pytest.mark.parametrize(
    "wrong", [{"k1": 5, "k2": 6}, {"k1": 5, "k2": 0}, {"k1": 0, "k2": 0}, {"farthest": 0.0}]
)
def test_settings_out_of_bounds_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must be"):
        jaccard_distance(random_units(4, 3, seed=0), **{"k1": 3, "k2": 2} | wrong)  # type: ignore[arg-type]
