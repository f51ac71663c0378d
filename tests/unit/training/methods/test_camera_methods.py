"""GUR and HiTPro as ours: cameras, propagation, mined positives."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.domain.footage import Modality
from cba_core.training.methods.camera_clusters import association_embedding, clusters_by_camera
from cba_core.training.methods.camera_prototypes import (
    CameraPrototypes,
    groups_of_mutual_best,
    mined_positives,
)
from cba_core.training.methods.label_propagation import LabelPropagation, propagated_labels
from cba_core.training.methods.most_similar import most_similar
from tests.unit.training.methods.constructed_rounds import (
    ClusterByComponents,
    constructed_round,
    directions,
    of_people,
    side_of_vectors,
)

NEVER = float("-inf")


def test_labels_are_handed_on_by_weight() -> None:
    similarities = np.array([[0.9, 0.5, 0.5, 0.5]], np.float32)
    labels = np.array([0, 1, 1, 1])
    sharp = propagated_labels(similarities, labels, 2, nearest=4, temperature=0.05)
    flat = propagated_labels(similarities, labels, 2, nearest=4, temperature=1.0)
    first = propagated_labels(similarities, labels, 2, nearest=2, temperature=1.0)
    assert (sharp.tolist(), flat.tolist(), first.tolist()) == ([0], [1], [0])


def test_noise_can_be_handed_on_too() -> None:
    similarities = np.array([[0.9, 0.2], [0.2, 0.9]], np.float32)
    found = propagated_labels(similarities, np.array([-1, 0]), 1, nearest=2, temperature=0.05)
    assert found.tolist() == [-1, 0]


@given(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9), st.integers(0, 2**31))
def test_nobody_gets_a_label_that_nobody_has(
    takers: int, givers: int, nearest: int, seed: int
) -> None:
    generator = np.random.default_rng(seed)
    labels = generator.integers(-1, 3, givers)
    found = propagated_labels(
        generator.uniform(-1, 1, (takers, givers)).astype(np.float32),
        labels,
        3,
        nearest=nearest,
        temperature=0.1,
    )
    assert found.shape == (takers,)
    assert set(found.tolist()) <= {-1, *labels.tolist()}


def test_gur_goes_from_cameras_to_modalities_to_one_memory() -> None:
    visible = of_people([6, 6], [0, 1], offset=0.1, seed=1)
    infrared = of_people([6, 6], [0, 1], offset=-0.1, seed=2)
    method = LabelPropagation(uses_cameras=True)
    memories = [
        set(method.plan(constructed_round(visible, infrared, number=number)).memories)
        for number in (0, 1, 2, 9)
    ]
    assert memories[0] == {f"{side} camera {number}" for side in Modality for number in range(3)}
    assert memories[1:] == [{"visible", "infrared"}, {"shared"}, {"shared"}]
    blind = LabelPropagation().plan(constructed_round(visible, infrared, number=0))
    assert set(blind.memories) == {"visible", "infrared"}


def test_smoothing_corrects_a_label_among_others() -> None:
    # the last stands next to three of label 1, and its own modality around it has label 0
    visible = side_of_vectors(directions(0, 2, 4, 6, 8).tolist(), [0] * 5)
    infrared = side_of_vectors(directions(0, 2, 4, 5, 9, 9.5, 10).tolist(), [0] * 4 + [1] * 3)
    method = LabelPropagation(temperature=1.0, nearest=3, across_modalities_from=0)
    before = method.plan(constructed_round(visible, infrared, number=0))
    after = method.plan(constructed_round(visible, infrared, number=9))
    assert before.sampling[Modality.VISIBLE].tolist() == [0, 0, 0, 0, 1]
    assert before.matches is not None
    assert before.matches.tolist() == [0] * 4 + [1] * 3
    assert after.sampling[Modality.VISIBLE].tolist() == [0] * 5
    assert after.matches is not None
    assert after.matches.tolist() == [0] * 4 + [-1] * 3


def test_camera_clusters_never_cross_cameras() -> None:
    side = of_people([6, 6], [0, 1], offset=0.1, seed=1)
    found = clusters_by_camera(side, ClusterByComponents(), 0.6, fewest=2)
    assert side.cameras is not None
    for cluster in range(len(found.prototypes)):
        assert len(set(side.cameras[found.labels == cluster].tolist())) == 1
    assert found.ranges == {0: (0, 2), 1: (2, 4), 2: (4, 6)}
    with pytest.raises(ValueError, match="need cameras"):
        clusters_by_camera(replace(side, cameras=None), ClusterByComponents(), 0.6, fewest=2)


def test_the_association_embedding_brings_cameras_together() -> None:
    """Camera 1 sees everybody turned by 25 degrees; who resembles whom stays."""
    vectors = directions(0, 1, 60, 61, 25, 26, 85, 86)
    side = replace(
        side_of_vectors(vectors.tolist(), [-1] * 8), cameras=np.array([0, 0, 0, 0, 1, 1, 1, 1])
    )
    found = clusters_by_camera(side, ClusterByComponents(), 0.1, fewest=2)
    embedding = association_embedding(side.vectors, found, 20.0)
    assert embedding is not None
    assert np.linalg.norm(embedding, axis=1) == pytest.approx(1, abs=1e-6)
    assert embedding[0] @ embedding[1] > 0.99
    assert embedding[0] @ embedding[4] > embedding[4] @ embedding[2]


def test_positives_pass_a_threshold_that_follows_the_similarities() -> None:
    similarities = np.array([[NEVER, 0.9, 0.8], [0.9, NEVER, 0.2], [0.8, 0.2, NEVER]], np.float32)
    # best similarities are .9 .9 .8; their median .9 lets one positive each to the first two
    found = mined_positives(similarities, most=2, quantile=0.5, temperature=0.1)
    assert found.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    loose = mined_positives(similarities, most=2, quantile=0.0, temperature=0.1)
    share = 1 / (1 + np.exp(-1))
    assert loose == pytest.approx(np.array([[0, share, 1 - share], [1, 0, 0], [1, 0, 0]]), abs=1e-5)
    lower = mined_positives(similarities - 0.5, most=2, quantile=0.5, temperature=0.1)
    assert np.array_equal(lower > 0, found > 0)


def test_nobody_is_mined_where_nobody_may_be() -> None:
    found = mined_positives(np.full((2, 2), NEVER, np.float32), most=2, quantile=0, temperature=1)
    assert not found.any()
    assert mined_positives(
        np.empty((2, 0), np.float32), most=2, quantile=0, temperature=1
    ).shape == (
        2,
        0,
    )


def test_groups_are_pairs_of_mutual_best() -> None:
    shares = np.array([[0, 1, 0, 0], [0.6, 0, 0.4, 0], [0, 1, 0, 0], [0, 0, 0, 0]], np.float32)
    assert groups_of_mutual_best(shares).tolist() == [0, 0, 1, 2]
    chain = np.array([[0, 1, 0], [1, 0, 0], [1, 0, 0]], np.float32)
    assert groups_of_mutual_best(chain).tolist() == [0, 0, 1]
    assert groups_of_mutual_best(None).shape == (0,)


def test_positives_of_a_modality_come_from_other_cameras() -> None:
    visible = of_people([6, 6, 6], [-1, -1, -1], offset=0.1, seed=1)
    infrared = of_people([6, 6, 6], [-1, -1, -1], offset=-0.1, seed=2)
    plan = CameraPrototypes(strict=0.0, loose=0.0).plan(constructed_round(visible, infrared))
    terms = {term.name: term for term in plan.terms}
    targets = terms["visible across cameras"].targets.toarray()
    assert visible.cameras is not None
    assert visible.persons is not None
    same_camera = visible.cameras[:, None] == visible.cameras[None, :]
    assert np.diag(targets) == pytest.approx(0.6)
    assert not targets[same_camera & ~np.eye(18, dtype=bool)].any()
    strangers = visible.persons[:, None] != visible.persons[None, :]
    assert targets[strangers].sum() == 0
    assert not terms["visible to infrared"].moves
    cameras = [term for name, term in terms.items() if name.startswith("visible camera")]
    assert sum(term.scale for term in cameras) == pytest.approx(1)


def test_fewer_tracklets_go_without_positives_as_rounds_pass() -> None:
    visible = of_people([6, 6, 6], [-1, -1, -1], offset=0.1, seed=1)
    infrared = of_people([6, 6, 6], [-1, -1, -1], offset=-0.1, seed=2)
    first, last = (
        CameraPrototypes().plan(constructed_round(visible, infrared, number=number)).facts
        for number in (0, 9)
    )
    assert all(last[name] > first[name] for name in first)


@given(st.integers(0, 5), st.integers(0, 9), st.integers(1, 12), st.integers(0, 2**31))
def test_the_most_similar_come_first(rows: int, columns: int, most: int, seed: int) -> None:
    values = np.random.default_rng(seed).permuted(
        np.tile(np.arange(columns, dtype=np.float32), (rows, 1)), axis=1
    )
    expected = np.argsort(-values, axis=1)[:, :most]
    assert np.array_equal(most_similar(values, most), expected)


def test_equally_similar_ones_keep_their_order() -> None:
    values = np.array([[1, 3, 3, 1, 3]], np.float32)
    assert most_similar(values, 3).tolist() == [[1, 2, 4]]
    assert most_similar(values, 9).tolist() == [[1, 2, 4, 0, 3]]


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**31))
def test_ties_within_the_list_stand_by_position(columns: int, most: int, seed: int) -> None:
    values = np.random.default_rng(seed).integers(0, 3, (4, columns)).astype(np.float32)
    for row, chosen in zip(values, most_similar(values, most), strict=True):
        ranks = [(-row[column], column) for column in chosen]
        assert ranks == sorted(ranks)


def test_a_tracklets_positives_have_a_say_across_modalities() -> None:
    # the first alone is nearer to -9; with its positive at 20 it is nearer to 12
    visible = replace(
        side_of_vectors(directions(0, 20).tolist(), [-1, -1]), cameras=np.array([0, 1])
    )
    infrared = replace(
        side_of_vectors(directions(-9, 12).tolist(), [-1, -1]), cameras=np.array([2, 2])
    )
    method = CameraPrototypes(positives=1, strict=0.0, loose=0.0)
    plan = method.plan(constructed_round(visible, infrared))
    across = next(term for term in plan.terms if term.name == "visible to infrared")
    assert across.targets.toarray().tolist() == [[0, 1], [0, 1]]
