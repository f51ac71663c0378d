"""What methods share: memories, losses within a modality, labels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.domain.footage import Modality
from cba_core.training.methods.alternate_learning import AlternateLearning, targets_by_cluster
from cba_core.training.methods.direct_extension import DirectExtension
from cba_core.training.methods.intra_modality import (
    IntraModality,
    by_cluster,
    joint_centres,
    matches_by_name,
    without_gaps,
)
from tests.unit.training.methods.constructed_rounds import (
    constructed_round,
    of_people,
    side_of_vectors,
)


def test_the_direct_extension_stays_within_modalities() -> None:
    view = constructed_round(
        of_people([3, 3], [0, 1], noise=1), of_people([2, 2, 2], [0, 1, 2], noise=2)
    )
    plan = DirectExtension(intra=IntraModality(infrared_view="clean")).plan(view)
    visible, infrared = plan.terms
    assert (visible.memory, visible.modality, visible.view) == ("visible", "visible", "both")
    assert (infrared.memory, infrared.modality, infrared.view) == ("infrared", "infrared", "clean")
    assert visible.moves
    assert infrared.moves
    assert plan.matches is None
    assert visible.targets.toarray().tolist() == [[1, 0]] * 3 + [[0, 1]] * 3 + [[0, 0]]
    assert plan.memories["visible"].momentum == pytest.approx(0.8)


def test_memories_are_mean_directions() -> None:
    view = constructed_round(
        side_of_vectors([[1, 0], [0, 1], [0, -1]], [0, 0, 1]), side_of_vectors([[1, 0]], [0])
    )
    prototypes = IntraModality().memories(view)["visible"].prototypes
    assert prototypes == pytest.approx(np.array([[0.5**0.5, 0.5**0.5], [0, -1]]))


def test_joint_centres_weigh_modalities_alike() -> None:
    view = constructed_round(
        side_of_vectors([[1, 0], [1, 0], [1, 0], [0, -1]], [0, 0, 0, 1]),
        side_of_vectors([[0, 1]], [0]),
    )
    found = joint_centres(view, visible=view.visible.labels, infrared=view.infrared.labels, count=2)
    assert found == pytest.approx(np.array([[0.5**0.5, 0.5**0.5], [0, -1]]))


def test_modalities_pay_in_turns() -> None:
    sides = of_people([2, 2], [0, 1]), of_people([2, 2], [0, 1])
    payers = [AlternateLearning().payer(constructed_round(*sides, number=n)) for n in range(4)]
    assert payers == [Modality.VISIBLE, Modality.INFRARED] * 2


def test_targets_follow_the_cluster() -> None:
    shares = np.array([[1, 3], [0, 0]], np.float32)
    targets = targets_by_cluster(np.array([0, 1, -1, 0]), shares)
    assert targets.toarray() == pytest.approx(
        np.array([[0.25, 0.75], [0, 0], [0, 0], [0.25, 0.75]])
    )


def test_labels_are_looked_up_by_cluster() -> None:
    assert by_cluster(np.array([1, -1, 0]), np.array([7, 5])).tolist() == [5, -1, 7]
    assert by_cluster(np.array([-1, -1]), np.empty(0, np.int64)).tolist() == [-1, -1]


def test_a_shared_label_is_a_match_where_both_have_it() -> None:
    found = matches_by_name(visible=np.array([0, -1, 2]), infrared=np.array([0, 1, 2, -1]))
    assert found.tolist() == [0, -1, 2, -1]


@given(st.lists(st.integers(-1, 30)).map(lambda labels: np.array(labels, np.int64)))
def test_labels_without_gaps_part_tracklets_the_same_way(labels: np.ndarray) -> None:
    found = without_gaps(labels)
    assert np.array_equal(found < 0, labels < 0)
    assert set(found[found >= 0].tolist()) == set(range(int(found.max(initial=-1)) + 1))
    assert np.array_equal(found[:, None] == found[None, :], labels[:, None] == labels[None, :])
