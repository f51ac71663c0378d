"""Settings of clustering that follow from each other, and labels that known pairs change."""

import numpy as np
import pytest

from cba_core.clustering.choose_epsilon import best_separated, sweep_epsilon
from cba_core.clustering.dbscan import cluster_by_density
from cba_core.clustering.jaccard_distance import jaccard_distance
from cba_core.config.train_config import MOST_EPSILON, ClusteringConfig
from cba_core.domain.arrays import FloatArray
from cba_core.training.pseudo_labels import ConfiguredClusterer
from cba_core.training.round_plan import unit


def crowd(people: int = 12, each: int = 5) -> FloatArray:
    draw = np.random.default_rng(3)
    looks = draw.normal(size=(people, 24)).repeat(each, axis=0)
    return unit((looks + 0.9 * draw.normal(size=looks.shape)).astype(np.float32))


def test_what_is_not_told_follows_from_the_tracklets_of_a_person() -> None:
    vectors = crowd()
    distance = jaccard_distance(vectors, k1=10, k2=3, farthest=MOST_EPSILON)
    found = ConfiguredClusterer(ClusteringConfig(tracklets_per_person=4))(vectors)
    expected = best_separated(sweep_epsilon(distance, min_samples=2)).labels
    np.testing.assert_array_equal(found, expected)


def test_what_is_told_is_taken() -> None:
    vectors = crowd()
    config = ClusteringConfig(k1=6, k2=2, min_samples=3, epsilon=0.4)
    distance = jaccard_distance(vectors, k1=6, k2=2, farthest=MOST_EPSILON)
    expected = cluster_by_density(distance, epsilon=0.4, min_samples=3)
    np.testing.assert_array_equal(ConfiguredClusterer(config)(vectors), expected)
    other = cluster_by_density(distance, epsilon=0.6, min_samples=3)
    np.testing.assert_array_equal(ConfiguredClusterer(config)(vectors, epsilon=0.6), other)
    assert not np.array_equal(expected, other)


@pytest.mark.parametrize("wanted", [4, 8, 12])
def test_the_radius_for_a_number_of_clusters_gives_it(wanted: int) -> None:
    vectors = crowd()
    cluster = ConfiguredClusterer(ClusteringConfig(k1=6, k2=2, min_samples=2))
    epsilon = cluster.epsilon_for(vectors, clusters=wanted)
    found = int(cluster(vectors, epsilon=epsilon).max()) + 1
    others = [int(cluster(vectors, epsilon=step / 20).max()) + 1 for step in range(2, 19)]
    assert abs(found - wanted) <= min(abs(one - wanted) for one in others)


def test_fewer_vectors_than_a_cluster_needs_are_noise() -> None:
    cluster = ConfiguredClusterer(ClusteringConfig(min_samples=4))
    assert cluster(crowd()[:3]).tolist() == [-1, -1, -1]
