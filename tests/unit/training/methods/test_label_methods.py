"""RPNR, MMM and N-ULC as ours: their steps, worked by hand."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from cba_core.domain.arrays import FloatArray
from cba_core.domain.errors import NotInstalledError
from cba_core.domain.footage import Modality
from cba_core.training.methods.neighbour_labels import NeighbourLabels, neighbour_shares
from cba_core.training.methods.optimal_transport import (
    OptimalTransportMatching,
    calibrated_labels,
    matches_by_transport,
)
from cba_core.training.methods.sub_centres import (
    MultiMemoryMatching,
    clean_probability,
    cluster_distances,
    sub_centres,
)
from tests.unit.training.methods.constructed_rounds import (
    constructed_round,
    directions,
    of_people,
    side_of_vectors,
)

NEVER = float("-inf")


def test_calibration_moves_a_stray_to_the_dense_prototype_it_is_near() -> None:
    # 70 and 75 stand in the cluster whose dense members are 0, 4 and 8
    degrees = [0, 4, 8, 70, 75, 86, 90, 45]
    side = side_of_vectors(directions(*degrees).tolist(), [0, 0, 0, 0, 0, 1, 1, -1])
    found = calibrated_labels(side, similarity=0.5, densest=2)
    assert found.tolist() == [0, 0, 0, 1, 1, 1, 1, -1]


def test_calibration_closes_the_gap_of_a_cluster_nobody_is_near() -> None:
    # clusters 0 and 1 have the same prototype: the first takes all of both
    side = side_of_vectors(directions(0, 0, 90).tolist(), [0, 1, 2])
    assert calibrated_labels(side, similarity=0.5, densest=1).tolist() == [0, 0, 1]


def test_transport_matches_both_ways() -> None:
    to_infrared, to_visible = matches_by_transport(directions(0, 10, 90), directions(5, 85), 0.05)
    assert to_infrared.tolist() == [0, 0, 1]
    assert to_visible[1] == 2


def test_the_hybrid_memory_lies_between_the_modalities() -> None:
    visible = side_of_vectors(directions(0, 90).tolist(), [0, 1])
    infrared = side_of_vectors(directions(20, 110).tolist(), [0, 1])
    plan = OptimalTransportMatching().plan(constructed_round(visible, infrared))
    assert plan.memories["hybrid"].prototypes == pytest.approx(directions(10, 100), abs=1e-6)
    scales = {term.name: term.scale for term in plan.terms}
    assert scales == {
        "visible": 0.5,
        "infrared": 0.5,
        "visible mean": 0.5,
        "infrared mean": 0.5,
        "visible to infrared": 0.25,
        "visible to hybrid": 0.5,
        "infrared to hybrid": 0.5,
    }
    assert plan.memories["visible"].rule == "hardest"
    assert plan.memories["visible mean"].rule == "each"
    assert plan.facts == {"relabelled visible": 0.0, "relabelled infrared": 0.0}


def test_cluster_distance_sums_the_nearest_of_every_sub_centre() -> None:
    left = np.array([[0, 0], [4, 0]], np.float32)
    right = np.array([[0, 1], [3, 0], [9, 9]], np.float32)
    there = cluster_distances([left, left[:1]], [right, right[1:]])
    assert there == pytest.approx(np.array([[1 + 1, 3 + 1], [1, 3]]))
    back = cluster_distances([right], [left])
    assert back == pytest.approx(np.array([[1 + 1 + np.hypot(5, 9)]]))


def test_sub_centres_find_the_looks_of_a_cluster() -> None:
    side = side_of_vectors(directions(0, 0, 30, 30, 60, 90, 180).tolist(), [0] * 6 + [1])
    first, second = sub_centres(side, 4, seed=0)
    assert np.sort(first[:, 1]) == pytest.approx(np.sin(np.radians([0, 30, 60, 90])), abs=1e-6)
    assert second.shape == (1, 2)


def test_small_losses_are_clean() -> None:
    losses = np.array([0.1, 0.12, 0.09, 0.11, 0.1, 3.0, 3.1, 2.9, np.nan], np.float32)
    found = clean_probability(losses, seed=0)
    assert found is not None
    assert np.all(found[:5] > 0.95)
    assert np.all(found[5:8] < 0.05)
    assert found[8] == 1


@pytest.mark.parametrize(
    "losses", [None, np.full(20, 0.3, np.float32), np.arange(7, dtype=np.float32)]
)
def test_losses_that_tell_nothing_give_no_weights(losses: FloatArray | None) -> None:
    assert clean_probability(losses, seed=0) is None


def test_visible_clusters_take_infrared_labels_and_share_one_memory() -> None:
    visible = side_of_vectors(directions(0, 4, 20, 24, 90, 45).tolist(), [0, 0, 1, 1, 2, -1])
    infrared = side_of_vectors(directions(10, 12, 95).tolist(), [0, 0, 1])
    plan = MultiMemoryMatching().plan(constructed_round(visible, infrared))
    assert plan.sampling[Modality.VISIBLE].tolist() == [0, 0, 0, 0, 1, -1]
    assert list(plan.memories) == ["shared"]
    assert plan.mean_discrepancy == pytest.approx(0.1)
    assert plan.matches is not None
    assert plan.matches.tolist() == [0, 0, 1]
    assert all(term.weights is None for term in plan.terms)


def test_neighbours_share_their_labels() -> None:
    similarities = np.array([[0.9, 0.8, 0.7, 0.99], [0.1, 0.9, 0.8, 0.95]], np.float32)
    labels = np.array([0, 0, 1, -1])
    assert neighbour_shares(similarities, labels, 2, 3) == pytest.approx(
        np.array([[2 / 3, 1 / 3], [2 / 3, 1 / 3]])
    )
    assert neighbour_shares(similarities, labels, 2, 2).tolist() == [[1, 0], [0.5, 0.5]]


def test_one_who_has_no_neighbours_has_no_shares() -> None:
    similarities = np.array([[NEVER, 0.5], [0.5, NEVER]], np.float32)
    found = neighbour_shares(similarities, np.array([0, -1]), 1, 5)
    assert found.tolist() == [[0], [1]]


def test_a_stray_tracklet_is_softened_and_weighs_less() -> None:
    # the last of cluster 1 stands among cluster 0
    degrees = [0, 2, 4, 6, 86, 88, 90, 3]
    visible = side_of_vectors(directions(*degrees).tolist(), [0, 0, 0, 0, 1, 1, 1, 1])
    infrared = side_of_vectors(directions(0, 90).tolist(), [0, 1])
    plan = NeighbourLabels(neighbours=3).plan(constructed_round(visible, infrared))
    term = plan.terms[0]
    targets = term.targets.toarray()
    assert targets[7] == pytest.approx([0.3, 0.7])
    assert targets[0] == pytest.approx([0.7 + 0.3 * 2 / 3, 0.3 / 3])
    assert term.weights is not None
    assert term.weights[7] == pytest.approx(1 / (1 + np.exp(5)))
    assert term.weights[0] == pytest.approx(1 / (1 + np.exp(-10 * (2 / 3 - 1 / 2))))
    assert plan.facts["weight of visible"] == pytest.approx(term.weights.mean())


@pytest.mark.parametrize("module", ["sklearn.cluster", "sklearn.mixture"])
def test_mmm_names_the_package_it_lacks(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    sides = of_people([5, 5], [0, 1], seed=1), of_people([5, 5], [0, 1], seed=2)
    with pytest.raises(NotInstalledError, match="scikit-learn"):
        MultiMemoryMatching().plan(constructed_round(*sides))


def test_mmm_weighs_tracklets_by_their_losses() -> None:
    sides = [of_people([5, 5], [0, 1], seed=seed) for seed in (1, 2)]
    losses = np.linspace(0.1, 0.11, 10, dtype=np.float32)
    losses[[3, 8]] = 4
    plan = MultiMemoryMatching().plan(
        constructed_round(replace(sides[0], losses=losses), replace(sides[1], losses=None))
    )
    visible, infrared = plan.terms
    assert visible.weights is not None
    assert np.flatnonzero(visible.weights < 0.5).tolist() == [3, 8]
    assert infrared.weights is None
    assert plan.facts == {"clean visible": pytest.approx(0.8, abs=0.02)}
