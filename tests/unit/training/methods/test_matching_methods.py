"""ADCA, PGM, equal granularity and both ceilings, worked by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cba_core.domain.footage import Modality
from cba_core.training.methods.adca import CrossModalityAggregation, greedy_one_to_one, votes
from cba_core.training.methods.ceilings import (
    OracleMatching,
    Supervised,
    majority_persons,
    matches_by_person,
)
from cba_core.training.methods.matched_granularity import MatchedGranularity
from cba_core.training.methods.progressive_matching import (
    ProgressiveMatching,
    match_progressively,
)
from cba_core.training.round_plan import RoundPlan, unit
from tests.unit.training.methods.constructed_rounds import (
    constructed_round,
    constructed_side,
    directions,
    of_people,
    side_of_vectors,
)

HALF = 3**0.5 / 2


def term_names(plan: RoundPlan) -> list[str]:
    return [term.name for term in plan.terms]


def test_votes_of_three_visible_and_two_infrared_tracklets() -> None:
    visible = side_of_vectors([[1, 0], [HALF, 0.5], [0, 1]], [0, 0, 1])
    infrared = side_of_vectors([[1, 0.01], [-0.01, 1]], [0, 1])
    # cosines: 1, -.01 / .87, .49 / .01, 1
    assert votes(visible, infrared, 0.5).tolist() == [[2, 0], [0, 1]]
    assert votes(visible, infrared, 0.48).tolist() == [[2, 1], [0, 1]]
    noise = replace(visible, labels=np.array([0, -1, 1]))
    assert votes(noise, infrared, 0.48).tolist() == [[1, 0], [0, 1]]


def test_votes_are_taken_greedily_and_once() -> None:
    assert greedy_one_to_one(np.array([[5, 4], [6, 0], [1, 3]])).tolist() == [[1, 0], [0, 1]]
    assert greedy_one_to_one(np.array([[0, 0]])).shape == (0, 2)


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 2**31))
def test_greedy_pairs_are_one_to_one_and_leave_no_vote_between_free_clusters(
    rows: int, columns: int, seed: int
) -> None:
    counts = np.random.default_rng(seed).integers(0, 4, (rows, columns))
    pairs = greedy_one_to_one(counts)
    assert len(set(pairs[:, 0])) == len(set(pairs[:, 1])) == len(pairs)
    left = np.delete(np.delete(counts, pairs[:, 0], axis=0), pairs[:, 1], axis=1)
    assert not left.any()


def test_adca_moves_matched_visible_prototypes_by_nine_tenths() -> None:
    visible = side_of_vectors([[1, 0, 0], [0, 0, 1]], [0, 1])
    infrared = side_of_vectors([[0.8, 0.6, 0]], [0])
    plan = CrossModalityAggregation().plan(constructed_round(visible, infrared))
    moved = np.array([0.1 + 0.9 * 0.8, 0.9 * 0.6, 0])
    expected = [moved / np.linalg.norm(moved), np.array([0, 0, 1])]
    assert plan.memories["visible"].prototypes == pytest.approx(np.array(expected))
    assert plan.memories["infrared"].prototypes == pytest.approx(infrared.vectors)
    assert plan.matches is not None
    assert plan.matches.tolist() == [0]
    assert term_names(plan) == ["visible", "infrared"]


def test_surplus_clusters_are_matched_in_further_rounds() -> None:
    # round 1: 0 and 90 are taken by their twins; round 2: 10 and 80 by the nearer; round 3: 20
    to_coarser, to_finer = match_progressively(directions(0, 10, 20, 80, 90), directions(0, 90))
    assert to_coarser.tolist() == [0, 0, 0, 1, 1]
    assert to_finer.tolist() == [0, 4]


def test_the_assignment_is_best_as_a_whole_not_greedy() -> None:
    # 0-10 would be the nearest pair, but leaves 30-(-30) for the rest
    to_coarser, to_finer = match_progressively(directions(0, 50), directions(20, -30))
    assert to_coarser.tolist() == [1, 0]
    assert to_finer.tolist() == [1, 0]


@pytest.mark.parametrize(("finer", "coarser"), [(1, 2), (2, 0)])
def test_matching_needs_enough_finer_clusters(finer: int, coarser: int) -> None:
    with pytest.raises(ValueError, match="cannot match"):
        match_progressively(
            np.eye(4, dtype=np.float32)[:finer], np.eye(4, dtype=np.float32)[:coarser]
        )


@settings(max_examples=50)
@given(st.integers(1, 6), st.integers(0, 9), st.integers(0, 2**31))
def test_every_cluster_is_matched_as_evenly_as_rounds_allow(
    coarser: int, surplus: int, seed: int
) -> None:
    generator = np.random.default_rng(seed)
    finer = coarser + surplus
    to_coarser, to_finer = match_progressively(
        unit(generator.normal(size=(finer, 5)).astype(np.float32)),
        unit(generator.normal(size=(coarser, 5)).astype(np.float32)),
    )
    taken = np.bincount(to_coarser, minlength=coarser)
    assert taken.max() - taken.min() <= 1
    assert len(set(to_finer.tolist())) == coarser
    assert np.array_equal(to_coarser[to_finer], np.arange(coarser))


def test_pgm_pays_across_in_turns_and_at_a_quarter() -> None:
    vectors = directions(0, 10, 20, 80, 90).tolist()
    visible = side_of_vectors(vectors, [0, 1, 2, 3, 4])
    infrared = side_of_vectors(directions(0, 90).tolist(), [0, 1])
    even = ProgressiveMatching().plan(constructed_round(visible, infrared, number=0))
    odd = ProgressiveMatching().plan(constructed_round(visible, infrared, number=1))
    assert term_names(even) == ["visible", "infrared", "visible to infrared"]
    assert term_names(odd) == ["visible", "infrared", "infrared to visible"]
    assert even.terms[2].targets.toarray().argmax(axis=1).tolist() == [0, 0, 0, 1, 1]
    assert odd.terms[2].targets.toarray().argmax(axis=1).tolist() == [0, 4]
    assert even.terms[2].scale == pytest.approx(0.25)
    assert even.memories["visible"].rule == "hardest"
    assert even.matches is not None
    assert even.matches.tolist() == [0, 4]


def test_pgm_swaps_roles_where_infrared_has_more_clusters() -> None:
    visible = side_of_vectors(directions(0, 90).tolist(), [0, 1])
    infrared = side_of_vectors(directions(0, 10, 80, 90).tolist(), [0, 1, 2, 3])
    plan = ProgressiveMatching().plan(constructed_round(visible, infrared, number=0))
    assert plan.matches is not None
    assert plan.matches.tolist() == [0, 0, 1, 1]
    assert plan.terms[2].targets.toarray().argmax(axis=1).tolist() == [0, 3]


@pytest.mark.parametrize("coarser", list(Modality))
def test_granularity_is_matched_by_the_radius_of_the_coarser_side(coarser: Modality) -> None:
    fine = of_people([4, 4, 4, 4], [0, 1, 2, 3], seed=1, offset=0.1)
    coarse = of_people([4, 4, 4, 4], [0, 0, 1, 1], seed=2, offset=-0.1)
    sides = (coarse, fine) if coarser is Modality.VISIBLE else (fine, coarse)
    plan = MatchedGranularity().plan(constructed_round(*sides))
    assert plan.facts["clusters of visible"] == plan.facts["clusters of infrared"] == 4
    assert 0 < plan.facts[f"epsilon of {coarser}"] < 1
    assert plan.facts[f"epsilon of {coarser.other}"] == 0
    people = coarse.persons
    assert people is not None
    labels = plan.sampling[coarser]
    assert np.array_equal(labels[:, None] == labels[None, :], people[:, None] == people[None, :])


def test_equal_numbers_are_left_as_they_are() -> None:
    sides = of_people([4, 4], [0, 1], seed=1), of_people([4, 4], [0, 1], seed=2)
    view = constructed_round(*sides)
    plan = MatchedGranularity().plan(view)
    assert plan.facts["epsilon of infrared"] == plan.facts["epsilon of visible"] == 0
    assert plan.sampling[Modality.INFRARED].tolist() == view.infrared.labels.tolist()


def test_the_supervised_ceiling_shares_one_prototype_a_person() -> None:
    visible = constructed_side([4, 4, 7, -1], [-1, -1, -1, -1], offset=0.2, seed=1)
    infrared = constructed_side([7, 9], [0, 0], offset=-0.2, seed=2)
    plan = Supervised().plan(constructed_round(visible, infrared))
    assert plan.memories["shared"].prototypes.shape[0] == 3
    assert plan.sampling[Modality.VISIBLE].tolist() == [0, 0, 1, -1]
    assert plan.sampling[Modality.INFRARED].tolist() == [1, 2]
    assert plan.matches is not None
    assert plan.matches.tolist() == [1, -1]


@pytest.mark.parametrize("method", [Supervised(), OracleMatching()])
def test_ceilings_refuse_to_work_without_the_truth(method: Supervised | OracleMatching) -> None:
    side = replace(of_people([2, 2], [0, 1]), persons=None)
    with pytest.raises(ValueError, match="true persons"):
        method.plan(constructed_round(side, side))


def test_the_oracle_matches_all_clusters_of_the_majority() -> None:
    visible = constructed_side([0, 0, 1, 0, 1, 1], [0, 0, 0, 1, 2, 2], offset=0.2, seed=1)
    infrared = constructed_side([0, 0, 2, 1], [0, 0, 1, -1], offset=-0.2, seed=2)
    assert majority_persons(visible).tolist() == [0, 0, 1]
    plan = OracleMatching().plan(constructed_round(visible, infrared, number=1))
    across = plan.terms[2].targets.toarray()
    assert across == pytest.approx(np.array([[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 0], [0, 0, 0]]))
    assert plan.matches is not None
    assert plan.matches.tolist() == [0, 0, -1, -1]
    assert plan.facts == {
        "visible clusters with a match": 2.0,
        "infrared clusters with a match": 1.0,
    }


def test_clusters_of_unknown_people_are_not_matched_with_each_other() -> None:
    visible = constructed_side([-1, -1, 1], [0, 0, 1], offset=0.2, seed=1)
    infrared = constructed_side([-1, 1], [0, 1], offset=-0.2, seed=2)
    assert matches_by_person(visible, infrared).tolist() == [[False, False], [False, True]]
