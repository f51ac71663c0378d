"""Density clusters against a slow, obvious twin, and what a sparse matrix may hide."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from sklearn.cluster import DBSCAN

from cba_core.clustering.dbscan import NOISE, cluster_by_density, in_order
from cba_core.domain.arrays import IntArray, RealArray
from cba_core.domain.errors import NotInstalledError


def sparse_of(dense: RealArray, *, diagonal: bool = True) -> csr_array:
    """Stores what lies below 1, zeros included."""
    kept = dense < 1
    np.fill_diagonal(kept, diagonal)
    rows, columns = np.nonzero(kept)
    return csr_array((dense[rows, columns], (rows, columns)), shape=dense.shape)


@st.composite
def distances(draw: st.DrawFn) -> RealArray:
    """Symmetric, coarse so that ties, zeros and ones are common."""
    count = draw(st.integers(1, 14))
    generator = np.random.default_rng(draw(st.integers(0, 10_000)))
    upper = np.triu(generator.integers(0, 9, (count, count)) / 8, 1)
    upper = np.where(generator.random(upper.shape) < draw(st.sampled_from([0.0, 0.6])), 1, upper)
    upper = np.triu(upper, 1)
    return np.asarray(upper + upper.T)


def brute_force_clusters(dense: RealArray, epsilon: float, min_samples: int) -> IntArray:
    """Flood from each dense point in turn; what is reached first keeps its number."""
    near = dense <= epsilon
    is_dense = near.sum(axis=1) >= min_samples
    labels = [NOISE] * len(dense)
    for seed in range(len(dense)):
        if labels[seed] != NOISE or not is_dense[seed]:
            continue
        reached, number = [seed], max(labels) + 1
        labels[seed] = number
        while reached:
            point = reached.pop()
            if not is_dense[point]:
                continue
            for other in np.flatnonzero(near[point]).tolist():
                if labels[other] == NOISE:
                    labels[other] = number
                    reached.append(other)
    return in_order(np.array(labels))


@settings(max_examples=60)
@given(distances(), st.sampled_from([0.1, 0.25, 0.5, 0.8]), st.integers(1, 5), st.booleans())
def test_it_is_the_twin_s_with_or_without_a_diagonal(
    dense: RealArray, epsilon: float, min_samples: int, diagonal: bool
) -> None:
    found = cluster_by_density(
        sparse_of(dense, diagonal=diagonal), epsilon=epsilon, min_samples=min_samples
    )
    np.testing.assert_array_equal(found, brute_force_clusters(dense, epsilon, min_samples))
    whole = DBSCAN(eps=epsilon, min_samples=min_samples, metric="precomputed").fit_predict(dense)
    np.testing.assert_array_equal(found, in_order(whole))


def test_stored_zeros_are_neighbours_and_missing_pairs_are_not() -> None:
    rows, columns = [0, 1, 0, 1, 2], [0, 1, 1, 0, 2]
    distance = csr_array((np.zeros(5, np.float32), (rows, columns)), shape=(3, 3))
    assert cluster_by_density(distance, epsilon=0.5, min_samples=2).tolist() == [0, 0, NOISE]


def test_clusters_are_numbered_by_their_first_points() -> None:
    # 0 lies at the edge of the cluster of 2, 4, 5; the cluster of 1, 3, 6 has the earlier core.
    groups = [[0, 2, 4, 5], [1, 3, 6]]
    dense = np.ones((7, 7))
    for group in groups:
        dense[np.ix_(group, group)] = 0.2
    dense[0, [4, 5]] = dense[[4, 5], 0] = 1.0
    np.fill_diagonal(dense, 0)
    found = cluster_by_density(sparse_of(dense), epsilon=0.3, min_samples=3)
    assert found.tolist() == [0, 1, 0, 1, 0, 0, 1]


@given(st.lists(st.integers(-1, 6), max_size=20))
def test_numbers_in_order_have_no_gaps_and_keep_the_clusters(given_labels: list[int]) -> None:
    labels = np.array(given_labels, np.int64)
    ordered = in_order(labels)
    seen: list[int] = []
    for number in ordered[ordered != NOISE].tolist():
        if number not in seen:
            seen.append(number)
    assert seen == list(range(len(seen)))
    np.testing.assert_array_equal(ordered == NOISE, labels == NOISE)
    np.testing.assert_array_equal(ordered[:, None] == ordered, np.equal.outer(labels, labels))


def test_nothing_has_no_clusters() -> None:
    assert cluster_by_density(csr_array((0, 0)), epsilon=0.5, min_samples=2).shape == (0,)


@pytest.mark.parametrize(("epsilon", "min_samples"), [(0.0, 2), (1.0, 2), (0.5, 0)])
def test_settings_out_of_bounds_are_refused(epsilon: float, min_samples: int) -> None:
    with pytest.raises(ValueError, match=r"epsilon|min_samples"):
        cluster_by_density(csr_array((3, 3)), epsilon=epsilon, min_samples=min_samples)


def test_distances_that_are_not_square_are_refused() -> None:
    with pytest.raises(ValueError, match="must be"):
        cluster_by_density(csr_array((3, 4)), epsilon=0.5, min_samples=2)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.cluster", None)
    with pytest.raises(NotInstalledError, match=r"scikit-learn(.|\n)*duskline\[training\]"):
        cluster_by_density(csr_array((3, 3)), epsilon=0.5, min_samples=2)
