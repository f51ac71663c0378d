"""What a person has decided across modalities draws together, and nothing else is changed."""

from dataclasses import replace

import numpy as np

from cba_core.domain.footage import Modality
from cba_core.domain.learning import Constraints, TrainingTracklets
from cba_core.training.known_pairs import NAME, groups_across, with_known_pairs
from cba_core.training.methods.direct_extension import DirectExtension
from cba_core.training.round_plan import NO_CLUSTER
from tests.unit.training.methods.constructed_rounds import constructed_round, of_people
from tests.unit.training.small_runs import few_people

VISIBLE, INFRARED = Modality.VISIBLE, Modality.INFRARED


def linked(pairs: list[tuple[int, int]]) -> TrainingTracklets:
    """Six visible tracklets, then six infrared ones, of three people each."""
    return TrainingTracklets(
        pictures=np.zeros((12, 2, 2, 3), np.uint8),
        starts=np.arange(13, dtype=np.int64),
        infrared=np.arange(12) >= 6,
        constraints=Constraints(must_link=np.array(pairs, np.int64).reshape(-1, 2)),
    )


ROUND = constructed_round(of_people([2] * 3, [0, 1, 2]), of_people([2] * 3, [0, 1, 2]))


def test_groups_need_both_modalities() -> None:
    groups = groups_across(linked([(0, 1), (2, 8), (8, 9)]))
    assert groups.tolist() == [-1, -1, 0, -1, -1, -1, -1, -1, 0, 0, -1, -1]
    assert set(groups_across(linked([])).tolist()) == {NO_CLUSTER}


def test_a_plan_without_known_pairs_stays_as_it_is() -> None:
    plan = DirectExtension().plan(ROUND)
    assert with_known_pairs(plan, ROUND, linked([(0, 1)])) is plan


def test_members_aim_at_their_own_prototype_among_other_clusters() -> None:
    plan = with_known_pairs(DirectExtension().plan(ROUND), ROUND, linked([(0, 6), (2, 8)]))
    memory = plan.memories[NAME]
    assert len(memory.prototypes) == 2 + 1 + 1  # two groups; a cluster a modality is nobody's
    np.testing.assert_allclose(np.linalg.norm(memory.prototypes, axis=1), 1, rtol=1e-5)
    for modality in Modality:
        term = next(one for one in plan.terms if one.name == f"{modality} {NAME}")
        assert term.targets.toarray().argmax(axis=1)[[0, 2]].tolist() == [0, 1]
        assert term.targets.toarray().sum(axis=1).tolist() == [1, 0, 1, 0, 0, 0]


def test_linked_noise_is_drawn_too() -> None:
    alone = replace(ROUND.infrared, labels=np.array([-1, 0, 1, 1, 2, 2]))
    view = replace(ROUND, infrared=alone)
    plan = with_known_pairs(DirectExtension().plan(view), view, linked([(0, 6)]))
    assert plan.sampling[INFRARED].tolist() == [3, 0, 1, 1, 2, 2]
    assert plan.sampling[VISIBLE].tolist() == ROUND.visible.labels.tolist()


def test_runs_with_known_pairs_train_another_network() -> None:
    from tests.unit.training.small_runs import same_weights, small_config, small_run

    data, persons = few_people()
    first = np.flatnonzero(persons == 0)
    pair = [int(first[~data.infrared[first]][0]), int(first[data.infrared[first]][0])]
    told = replace(data, constraints=Constraints(must_link=np.array([pair])))
    config = small_config("dcl")
    assert not same_weights(small_run(config, data), small_run(config, told))
