"""PGUR on features whose people are known: blobs split, doubt weighs, roles swap."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cba_core.config.refinement_config import RefinementConfig
from cba_core.domain.arrays import FloatArray
from cba_core.domain.footage import Modality
from cba_core.training.methods.coarse_alignment import (
    candidates_of_clusters,
    moved_onto,
    reliability,
    reliable,
)
from cba_core.training.methods.fine_assignment import allowed_of_tracklets, assign
from cba_core.training.methods.prototype_refinement import PrototypeRefinement
from cba_core.training.round_plan import NO_CLUSTER, RoundView, centres, unit
from tests.unit.training.methods.constructed_rounds import (
    constructed_round,
    constructed_side,
    of_people,
)

EACH = 10
FINE = RefinementConfig(coarse_rounds=0, reliable_share=1.0)


def blob_of_three(*, seed: int = 0, offset: float = 0.4) -> RoundView:
    """Three visible clusters; one infrared blob that holds the same three people."""
    return constructed_round(
        of_people([EACH] * 3, [0, 1, 2], offset=0.0, seed=seed),
        of_people([EACH] * 3, [0, 0, 0], offset=offset, seed=seed + 1),
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_blob_of_three_people_is_split_into_them(seed: int) -> None:
    view = blob_of_three(seed=seed)
    plan = PrototypeRefinement(settings=FINE).plan(view)
    assert plan.matches is not None
    truth = view.infrared.persons
    assert truth is not None
    assert np.mean(plan.matches == truth) > 0.95
    refined = plan.sampling[Modality.INFRARED]
    assert refined.max() + 1 == 3
    for person in range(3):
        assert len(set(refined[truth == person].tolist())) == 1


def test_two_infrared_clusters_of_one_person_merge() -> None:
    infrared = of_people([EACH] * 3, [0, 1, 2], seed=1)
    labels = infrared.labels.copy()
    labels[: EACH // 2] = 3  # half of the first person stands apart
    view = constructed_round(
        of_people([EACH] * 3, [0, 1, 2], offset=0.0), replace(infrared, labels=labels)
    )
    method = PrototypeRefinement(settings=replace(FINE, guide="visible"))
    refined = method.plan(view).sampling[Modality.INFRARED]
    assert len(set(refined[:EACH].tolist())) == 1
    assert refined.max() + 1 == 3


def test_the_refined_side_may_keep_its_own_clusters() -> None:
    view = blob_of_three()
    plan = PrototypeRefinement(settings=replace(FINE, regroup=False)).plan(view)
    kept = plan.sampling[Modality.INFRARED]
    np.testing.assert_array_equal(kept, view.infrared.labels)
    assert plan.memories["infrared"].prototypes.shape[0] == view.infrared.clusters
    assert plan.memories["refined"].prototypes.shape[0] == 3
    assert plan.matches is not None
    assert np.mean(plan.matches == view.infrared.persons) > 0.95


def test_tracklets_halfway_between_two_people_weigh_less() -> None:
    view = blob_of_three()
    vectors = view.infrared.vectors.copy()
    halfway = [0, EACH]
    for row in halfway:
        mixed = vectors[1] + vectors[EACH + 1]
        vectors[row] = mixed / np.linalg.norm(mixed)
    changed = constructed_round(view.visible, replace(view.infrared, vectors=vectors))
    plan = PrototypeRefinement(settings=FINE).plan(changed)
    weights = next(one for one in plan.terms if one.name == "infrared to visible").weights
    assert weights is not None
    others = np.delete(weights, halfway)
    assert weights[halfway].max() < others.mean()


def test_who_chooses_otherwise_under_intervention_weighs_less() -> None:
    view = blob_of_three()
    perturbed = view.infrared.vectors.copy()
    perturbed[0] = view.infrared.vectors[EACH]  # looks like the second person there
    changed = constructed_round(
        view.visible, replace(view.infrared, perturbed=(perturbed, view.infrared.vectors))
    )
    weights = {
        name: PrototypeRefinement(settings=FINE).plan(one).terms[2].weights
        for name, one in (("without", view), ("with", changed))
    }
    assert weights["with"] is not None
    assert weights["without"] is not None
    assert weights["with"][0] == pytest.approx(0.5 * weights["without"][0])
    np.testing.assert_allclose(weights["with"][1:], weights["without"][1:])


def test_without_uncertainty_labels_are_hard_and_weigh_alike() -> None:
    plan = PrototypeRefinement(settings=replace(FINE, uncertainty=False)).plan(blob_of_three())
    term = next(one for one in plan.terms if one.name == "infrared to visible")
    assert term.weights is not None
    assert set(term.weights.tolist()) == {1.0}
    assert set(np.unique(term.targets.toarray()).tolist()) == {0.0, 1.0}


def test_first_rounds_are_coarse_and_decide_nothing_within_a_group() -> None:
    view = blob_of_three()
    plan = PrototypeRefinement(settings=RefinementConfig(reliable_share=1.0)).plan(view)
    pull = next(one for one in plan.terms if "coarse" in one.name)
    rows = pull.targets.toarray()
    assert np.allclose(rows, rows[0])  # one target for the whole cluster
    assert (rows[0] > 0).sum() == 3
    np.testing.assert_array_equal(plan.sampling[Modality.INFRARED], view.infrared.labels)


@pytest.mark.parametrize(
    ("visible", "infrared", "guides"), [([0, 1, 2], [0, 0, 0], 1.0), ([0, 0, 0], [0, 1, 2], 0.0)]
)
def test_the_finer_side_guides(visible: list[int], infrared: list[int], guides: float) -> None:
    view = constructed_round(
        of_people([EACH] * 3, visible, offset=0.0), of_people([EACH] * 3, infrared, seed=1)
    )
    plan = PrototypeRefinement(settings=FINE).plan(view)
    assert plan.facts["visible guides"] == guides
    side = Modality.INFRARED if guides else Modality.VISIBLE
    assert plan.sampling[side].max() + 1 == 3


@pytest.mark.parametrize("clusters", [([-1, -1, -1], [0, 1, 2]), ([0, 1, 2], [-1, -1, -1])])
def test_without_clusters_on_one_side_each_learns_alone(clusters: tuple[list[int], ...]) -> None:
    view = constructed_round(*(of_people([EACH] * 3, one) for one in clusters))
    plan = PrototypeRefinement().plan(view)
    assert len(plan.terms) == 1
    assert plan.matches is None


def test_a_modality_offset_does_not_decide_the_choice() -> None:
    view = blob_of_three(offset=3.0)
    truth = view.infrared.persons
    with_offset = PrototypeRefinement(settings=replace(FINE, remove_offset=False)).plan(view)
    without = PrototypeRefinement(settings=FINE).plan(view)
    assert np.mean(without.matches == truth) > 0.95
    weights = [
        float(next(t for t in plan.terms if t.name == "infrared to visible").weights.mean())
        for plan in (with_offset, without)
    ]
    assert weights[1] > weights[0]  # doubt is smaller once the offset is gone


def test_reliability_worked_by_hand() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1]], np.float32)
    labels = np.array([0, 0, 1])
    scores = reliability(vectors, labels, centres(vectors, labels))
    np.testing.assert_allclose(scores, [1.0, 1.0])
    near = unit(np.array([[1, 0], [1, 0.1]], np.float32))
    scores = reliability(near, np.array([0, 1]), near)
    assert scores.max() < 0.01  # compact, but not apart


def test_only_large_and_reliable_prototypes_guide() -> None:
    scores = np.array([0.9, 0.8, 0.1, 0.95], np.float32)
    sizes = np.array([5, 5, 5, 1])
    chosen = reliable(scores, sizes, RefinementConfig(reliable_share=0.6, smallest_group=2))
    assert chosen.tolist() == [True, True, False, False]
    everybody = reliable(scores, np.ones(4, np.int64), RefinementConfig(reliable_share=1.0))
    assert everybody.all()  # nobody is large: size does not count then


def test_surplus_prototypes_go_to_one_cluster() -> None:
    prototypes = np.eye(4, dtype=np.float32)
    clusters = unit(np.array([[1, 1, 1, 0], [0, 0, 0, 1]], np.float32))
    found = candidates_of_clusters(
        clusters,
        prototypes,
        cluster_sizes=np.array([9, 3]),
        prototype_sizes=np.full(4, 3),
        settings=RefinementConfig(candidates=1),
    )
    assert found.allowed.tolist() == [[True, True, True, False], [False, False, False, True]]
    np.testing.assert_allclose(found.shares.sum(axis=1), 1, rtol=1e-5)


def test_a_negative_bound_keeps_only_pairs_that_are_more_alike_than_most() -> None:
    """The first cluster lies on its prototype, the others between two; they keep none."""
    prototypes = np.eye(5, dtype=np.float32)
    clusters = unit(
        np.array([[1, 0, 0, 0, 0], [0, 1, 1, 0, 0], [0, 0, 0, 1, 1]], np.float32)
    ).astype(np.float32)
    found = candidates_of_clusters(
        clusters,
        prototypes,
        cluster_sizes=np.full(3, 4),
        prototype_sizes=np.full(5, 3),
        settings=RefinementConfig(candidates=1, dropped_below=-1.0),
    )
    assert found.allowed.sum(axis=1).tolist() == [1, 0, 0]
    assert found.allowed[0, 0]
    np.testing.assert_allclose(found.shares.sum(axis=1), [1, 0, 0], rtol=1e-5)


def test_moving_onto_gives_equal_means_before_scaling() -> None:
    draw = np.random.default_rng(0)
    onto = unit(np.eye(6)[0] * 2 + draw.normal(size=(50, 6)))
    mine = unit(np.eye(6)[1] * 2 + draw.normal(size=(40, 6)))
    moved = moved_onto(mine, onto.astype(np.float32))
    gap_before = np.linalg.norm(mine.mean(axis=0) - onto.mean(axis=0))
    assert np.linalg.norm(moved.mean(axis=0) - onto.mean(axis=0)) < 0.3 * gap_before


@given(seed=st.integers(0, 500), count=st.integers(2, 30), prototypes=st.integers(1, 6))
@settings(max_examples=40)
def test_assignments_stay_within_what_is_allowed(seed: int, count: int, prototypes: int) -> None:
    draw = np.random.default_rng(seed)
    vectors = _directions(draw, count)
    centre = _directions(draw, prototypes)
    labels = draw.integers(-1, 3, size=count)
    allowed = draw.random((3, prototypes)) < 0.6
    choices = allowed_of_tracklets(labels, allowed, vectors @ centre.T, 2)
    found = assign(vectors, labels, centre, choices, perturbed=(vectors,), settings=FINE)
    chosen = found.labels > NO_CLUSTER
    for row in np.flatnonzero(chosen):
        in_cluster = labels == labels[row]
        assert choices[row, found.labels[row]] or choices[in_cluster][:, found.labels[row]].any()
    assert np.all((found.weights >= 0) & (found.weights <= 1 + 1e-6))
    assert np.all(found.weights[~chosen] == 0)
    assert np.all((found.uncertainty >= 0) & (found.uncertainty <= 1))
    sums = found.targets.sum(axis=1)
    np.testing.assert_allclose(sums[chosen], 1, rtol=1e-4)
    assert np.all(sums[~chosen] == 0)


def _directions(draw: np.random.Generator, count: int) -> FloatArray:
    return unit(draw.normal(size=(count, 8)).astype(np.float32))


def test_who_chooses_an_unreliable_prototype_keeps_the_own_cluster() -> None:
    """Four clear people on both sides: a dropped prototype presses nobody upon another."""
    view = constructed_round(
        of_people([9] * 4, [0, 1, 2, 3], offset=0.0), of_people([6] * 4, [0, 1, 2, 3], seed=1)
    )
    method = PrototypeRefinement(settings=RefinementConfig(coarse_rounds=0, reliable_share=0.7))
    plan = method.plan(view)
    assert plan.facts["reliable prototypes"] == 3
    refined = plan.sampling[Modality.INFRARED]
    truth = view.infrared.persons
    assert truth is not None
    assert refined.max() + 1 == 4
    for person in range(4):
        assert len(set(refined[truth == person].tolist())) == 1
    assert plan.matches is not None
    matched = plan.matches > NO_CLUSTER
    assert matched.sum() == 18
    np.testing.assert_array_equal(plan.matches[matched], truth[matched])


def test_noise_chooses_among_its_nearest_prototypes() -> None:
    infrared = constructed_side([0] * 5 + [1] * 5 + [0, 1], [0] * 5 + [0] * 5 + [-1, -1],
                                offset=0.4, seed=3)  # fmt: skip
    view = constructed_round(of_people([EACH] * 2, [0, 1], offset=0.0), infrared)
    plan = PrototypeRefinement(settings=FINE).plan(view)
    assert plan.matches is not None
    assert plan.matches[-2:].tolist() == [0, 1]
