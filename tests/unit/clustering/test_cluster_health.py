"""Silhouettes against scikit-learn's of the full matrix; counts and ratios by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from sklearn.metrics import silhouette_samples

from cba_core.clustering.cluster_health import (
    cluster_health,
    granularity_ratio,
    silhouettes,
)
from cba_core.clustering.dbscan import NOISE, in_order
from cba_core.domain.arrays import IntArray, RealArray


def sparse_of(dense: RealArray) -> csr_array:
    rows, columns = np.nonzero(dense < 1)
    return csr_array((dense[rows, columns], (rows, columns)), shape=dense.shape)


@st.composite
def clusterings(draw: st.DrawFn) -> tuple[RealArray, IntArray]:
    count = draw(st.integers(4, 16))
    generator = np.random.default_rng(draw(st.integers(0, 10_000)))
    upper = np.triu(np.minimum(generator.integers(0, 13, (count, count)) / 8, 1), 1)
    labels = generator.integers(-1, 4, count)
    labels[:3] = [0, 1, 1]
    return upper + upper.T, in_order(labels)


@given(clusterings())
def test_silhouettes_are_those_of_the_full_matrix(case: tuple[RealArray, IntArray]) -> None:
    dense, labels = case
    inside = labels != NOISE
    found = silhouettes(sparse_of(dense), labels)
    assert np.isnan(found[~inside]).all()
    expected = silhouette_samples(
        dense[np.ix_(inside, inside)], labels[inside], metric="precomputed"
    )
    np.testing.assert_allclose(found[inside], expected, atol=1e-9)


def test_a_silhouette_worked_by_hand() -> None:
    dense = np.ones((4, 4))
    dense[0, 1] = dense[1, 0] = 0.2
    dense[2, 3] = dense[3, 2] = 0.4
    dense[1, 2] = dense[2, 1] = 0.6
    np.fill_diagonal(dense, 0)
    found = silhouettes(sparse_of(dense), np.array([0, 0, 1, 1]))
    np.testing.assert_allclose(found, [0.8, 0.6 / 0.8, 0.4 / 0.8, 0.6])


def test_counts_sizes_and_noise() -> None:
    dense = 1 - np.eye(8)
    labels = np.array([0, 0, 0, 0, 1, 1, NOISE, NOISE])
    health = cluster_health(sparse_of(dense), labels)
    assert (health.points, health.clusters, health.noise_ratio) == (8, 2, 0.25)
    assert health.sizes == (2.0, 2.5, 3.0, 3.5, 4.0)
    assert health.silhouette == 0.0  # nobody is near anybody


def test_noise_lowers_the_separation_but_not_the_silhouette() -> None:
    dense = np.ones((6, 6))
    dense[:2, :2] = dense[2:4, 2:4] = 0.0
    np.fill_diagonal(dense, 0)
    health = cluster_health(sparse_of(dense), np.array([0, 0, 1, 1, NOISE, NOISE]))
    assert health.silhouette == 1.0
    assert health.separation == pytest.approx(4 / 6)


@pytest.mark.parametrize(
    ("labels", "clusters", "noise", "sizes"),
    [
        ([NOISE] * 3, 0, 1.0, ()),
        ([0, 0, 0], 1, 0.0, (3.0,) * 5),
        ([], 0, 0.0, ()),
    ],
)
def test_fewer_than_two_clusters_have_no_silhouette(
    labels: list[int], clusters: int, noise: float, sizes: tuple[float, ...]
) -> None:
    count = len(labels)
    health = cluster_health(csr_array((count, count)), np.array(labels, np.int64))
    assert (health.clusters, health.noise_ratio, health.sizes) == (clusters, noise, sizes)
    assert health.silhouette is None
    assert health.separation == 0.0


@pytest.mark.parametrize("labels", [[0, 0, NOISE], [0, 1]])
def test_silhouettes_need_two_clusters_and_a_label_for_each_point(labels: list[int]) -> None:
    with pytest.raises(ValueError, match="two clusters or more"):
        silhouettes(csr_array((3, 3)), np.array(labels))


def test_the_granularity_of_the_public_log() -> None:
    assert granularity_ratio(898, 444) == pytest.approx(2.02, abs=0.01)
    assert granularity_ratio(10, 20) == 0.5


def test_the_granularity_without_clusters() -> None:
    assert granularity_ratio(3, 0) == np.inf
    assert np.isnan(granularity_ratio(0, 0))
    assert granularity_ratio(0, 3) == 0.0
    with pytest.raises(ValueError, match="negative"):
        granularity_ratio(-1, 3)
