"""Counts at every radius against clustering at each, and radii chosen blindly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from sklearn.metrics import adjusted_rand_score

from cba_core.clustering.choose_epsilon import (
    SweepPoint,
    best_separated,
    cluster_counts,
    epsilon_for_count,
    sweep_epsilon,
)
from cba_core.clustering.cluster_health import ClusterHealth
from cba_core.clustering.dbscan import NOISE, cluster_by_density
from cba_core.clustering.jaccard_distance import jaccard_distance
from cba_core.domain.arrays import FloatArray, IntArray


def people(count: int, each: int, spread: float, seed: int) -> tuple[FloatArray, IntArray]:
    """Points around directions, some of which lie near each other, and whose they are."""
    generator = np.random.default_rng(seed)
    who = generator.permutation(np.repeat(np.arange(count), each))
    alike = generator.standard_normal((count // 5, 32))
    looks = 0.7 * alike[generator.integers(0, len(alike), count)]
    looks += generator.standard_normal(looks.shape)
    vectors = looks[who] + spread * generator.standard_normal((len(who), 32))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float32), who


@pytest.fixture(scope="module")
def crowd() -> csr_array:
    vectors, _ = people(60, 8, spread=0.8, seed=0)
    return jaccard_distance(vectors, k1=15, k2=4)


@st.composite
def sparse_distances(draw: st.DrawFn) -> csr_array:
    count = draw(st.integers(1, 14))
    generator = np.random.default_rng(draw(st.integers(0, 10_000)))
    upper = np.triu(np.minimum(generator.integers(0, 20, (count, count)) / 10, 1), 1)
    dense = upper + upper.T
    rows, columns = np.nonzero(dense < 1)
    return csr_array((dense[rows, columns], (rows, columns)), shape=dense.shape)


@settings(max_examples=60)
@given(sparse_distances(), st.integers(1, 5))
def test_counts_are_those_of_clustering(distance: csr_array, min_samples: int) -> None:
    radii, counts = cluster_counts(distance, min_samples=min_samples)
    for epsilon in (0.1, 0.25, 0.4, 0.55, 0.7, 0.85):
        labels = cluster_by_density(distance, epsilon=epsilon, min_samples=min_samples)
        place = int(np.searchsorted(radii, epsilon, side="right"))
        assert (counts[place - 1] if place else 0) == labels.max(initial=NOISE) + 1


@pytest.mark.parametrize("wanted", [5, 20, 40, 55])
def test_the_wanted_number_of_clusters_is_met(crowd: csr_array, wanted: int) -> None:
    epsilon = epsilon_for_count(crowd, wanted=wanted, min_samples=4)
    labels = cluster_by_density(crowd, epsilon=epsilon, min_samples=4)
    assert labels.max() + 1 == wanted


def test_no_radius_comes_nearer_than_the_chosen_one(crowd: csr_array) -> None:
    epsilon = epsilon_for_count(crowd, wanted=1000, min_samples=4, highest=0.9)
    found = cluster_by_density(crowd, epsilon=epsilon, min_samples=4).max() + 1
    others = [
        cluster_by_density(crowd, epsilon=other, min_samples=4).max() + 1
        for other in np.arange(0.1, 0.9, 0.05).tolist()
    ]
    assert found >= max(others)


def test_of_two_radii_the_one_with_less_noise_is_taken() -> None:
    # Pairs at .2, .3 and .5; the first two meet at .6: two clusters from .3 to .5 and from .6.
    dense = np.ones((6, 6))
    for first, second, apart in [(0, 1, 0.2), (2, 3, 0.3), (4, 5, 0.5), (1, 2, 0.6)]:
        dense[first, second] = dense[second, first] = apart
    np.fill_diagonal(dense, 0)
    rows, columns = np.nonzero(dense < 1)
    distance = csr_array((dense[rows, columns], (rows, columns)), shape=dense.shape)
    two = epsilon_for_count(distance, wanted=2, min_samples=2, highest=0.9)
    assert two == pytest.approx(0.75)
    narrow = epsilon_for_count(distance, wanted=2, min_samples=2, highest=0.55)
    assert narrow == pytest.approx(0.4)
    assert epsilon_for_count(distance, wanted=1, min_samples=2) == pytest.approx(0.25)
    assert epsilon_for_count(distance, wanted=0, min_samples=2) == pytest.approx(0.125)
    assert epsilon_for_count(distance, wanted=2, min_samples=2, lowest=0.62) > 0.62


@pytest.mark.parametrize(
    "wrong",
    [{"wanted": -1}, {"min_samples": 0}, {"lowest": 0.9, "highest": 0.5}, {"highest": 1.0}],
)
def test_what_cannot_be_looked_for_is_refused(wrong: dict[str, float]) -> None:
    asked = {"wanted": 2, "min_samples": 2} | wrong
    with pytest.raises(ValueError, match=r"cannot look|must ascend"):
        epsilon_for_count(csr_array((3, 3)), **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(3))
def test_a_radius_chosen_blindly_finds_people_nearly_as_well_as_the_best(seed: int) -> None:
    vectors, who = people(60, 8, spread=1.0, seed=seed)
    epsilons = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
    sweep = sweep_epsilon(jaccard_distance(vectors, k1=15, k2=4), min_samples=4, epsilons=epsilons)
    alone = -1 - np.arange(len(who))  # noise is nobody's cluster
    found = {
        point.epsilon: adjusted_rand_score(
            who, np.where(point.labels == NOISE, alone, point.labels)
        )
        for point in sweep
    }
    assert found[best_separated(sweep).epsilon] >= max(found.values()) - 0.05
    assert min(found.values()) < max(found.values()) - 0.3  # else any choice would do


def a_point(
    epsilon: float, *, largest: float = 5, noise: float = 0.1, silhouette: float = 0.1
) -> SweepPoint:
    health = ClusterHealth(
        points=20,
        clusters=4,
        noise_ratio=noise,
        sizes=(2, 2, 3, 4, largest),
        silhouette=silhouette,
    )
    return SweepPoint(epsilon=epsilon, labels=np.zeros(20, np.int64), health=health)


def test_all_noise_and_all_one_are_not_chosen_however_well_separated() -> None:
    sweep = [
        a_point(0.3, noise=0.6, silhouette=1.0),
        a_point(0.5),
        a_point(0.7, largest=19, silhouette=1.0),
    ]
    assert best_separated(sweep).epsilon == 0.5


def test_the_best_of_useless_radii_is_taken_where_there_is_no_other() -> None:
    sweep = [a_point(0.3, noise=0.9), a_point(0.4, noise=0.8)]
    assert best_separated(sweep).epsilon == 0.4


def test_the_smallest_of_equal_radii_is_taken() -> None:
    assert best_separated([a_point(0.4), a_point(0.5)]).epsilon == 0.4
    with pytest.raises(ValueError, match="no radius"):
        best_separated([])


def test_a_sweep_says_what_each_radius_makes(crowd: csr_array) -> None:
    for point in sweep_epsilon(crowd, min_samples=4, epsilons=(0.4, 0.5, 0.6)):
        again = cluster_by_density(crowd, epsilon=point.epsilon, min_samples=4)
        np.testing.assert_array_equal(point.labels, again)
        assert point.health.clusters == again.max() + 1


@pytest.mark.parametrize("epsilons", [(), (0.5, 0.5), (0.6, 0.5)])
def test_a_sweep_needs_ascending_radii(epsilons: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="ascending"):
        sweep_epsilon(csr_array((3, 3)), min_samples=2, epsilons=epsilons)
