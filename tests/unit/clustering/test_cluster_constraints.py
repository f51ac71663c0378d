"""Known pairs in clusters: worked cases, and what must hold of any."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cba_core.clustering.constraints import ContradictoryPairsError, apply_constraints
from cba_core.clustering.dbscan import NOISE, in_order
from cba_core.domain.arrays import FloatArray, IntArray

NO_PAIRS = np.empty((0, 2), np.int64)


def at_degrees(*degrees: float) -> FloatArray:
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def pairs(*which: tuple[int, int]) -> IntArray:
    return np.array(which, np.int64).reshape(-1, 2)


@pytest.mark.parametrize(
    ("sentence", "labels", "must", "expected"),
    [
        ("noise joins the cluster it is linked to", [0, 0, -1], [(2, 0)], [0, 0, 0]),
        ("a link over two clusters merges them", [0, 0, 1, 1, 2], [(1, 2)], [0, 0, 0, 0, 1]),
        ("linked noise founds a cluster", [0, -1, -1], [(1, 2)], [0, 1, 1]),
        ("links chain", [-1, 0, 1, -1], [(0, 1), (3, 0), (3, 2)], [0, 0, 0, 0]),
        ("a link with itself says nothing", [-1, 0], [(0, 0)], [-1, 0]),
        ("numbers follow the first points", [1, 1, 0], [], [0, 0, 1]),
    ],
)
def test_must_link(
    sentence: str, labels: list[int], must: list[tuple[int, int]], expected: list[int]
) -> None:
    vectors = at_degrees(*range(len(labels)))
    found = apply_constraints(np.array(labels), pairs(*must), NO_PAIRS, vectors)
    assert found.tolist() == expected, sentence


def test_a_cluster_is_split_between_the_two_that_conflict() -> None:
    vectors = at_degrees(0, 50, 10, 40, 20)
    found = apply_constraints(np.zeros(5, np.int64), NO_PAIRS, pairs((0, 1)), vectors)
    assert found.tolist() == [0, 1, 0, 1, 0]


def test_the_second_pair_joins_the_groups_of_the_first() -> None:
    vectors = at_degrees(0, 50, 45, 5)
    found = apply_constraints(np.zeros(4, np.int64), NO_PAIRS, pairs((0, 1), (2, 3)), vectors)
    assert found.tolist() == [0, 1, 1, 0]


def test_three_that_all_conflict_make_three_groups() -> None:
    vectors = at_degrees(0, 30, 60, 58)
    cannot = pairs((0, 1), (1, 2), (0, 2))
    found = apply_constraints(np.zeros(4, np.int64), NO_PAIRS, cannot, vectors)
    assert found.tolist() == [0, 1, 2, 2]


def test_a_chain_of_conflicts_needs_no_third_group() -> None:
    # 4-0-2-3-1-5: who coloured 0 and 1 first, alike as they are, would have no colour left for 3.
    vectors = at_degrees(0, 1, 20, 21, 22, 23)
    cannot = pairs((4, 0), (0, 2), (2, 3), (3, 1), (1, 5))
    found = apply_constraints(np.zeros(6, np.int64), NO_PAIRS, cannot, vectors)
    assert found.max() == 1


def test_linked_points_are_divided_together() -> None:
    vectors = at_degrees(0, 50, 49)
    found = apply_constraints(np.zeros(3, np.int64), pairs((0, 2)), pairs((0, 1)), vectors)
    assert found.tolist() == [0, 1, 0]


def test_conflicts_between_clusters_or_with_noise_change_nothing() -> None:
    labels = np.array([0, 0, 1, -1, -1])
    cannot = pairs((0, 2), (1, 3), (3, 4))
    found = apply_constraints(labels, NO_PAIRS, cannot, at_degrees(0, 1, 2, 3, 4))
    assert found.tolist() == labels.tolist()


@pytest.mark.parametrize(
    ("must", "cannot"),
    [([(0, 1)], (0, 1)), ([(0, 2), (2, 3)], (3, 0)), ([], (2, 2))],
)
def test_a_contradiction_names_the_pair(
    must: list[tuple[int, int]], cannot: tuple[int, int]
) -> None:
    with pytest.raises(ContradictoryPairsError) as caught:
        apply_constraints(
            np.zeros(4, np.int64), pairs(*must), pairs(cannot), at_degrees(0, 1, 2, 3)
        )
    assert caught.value.pair == cannot
    assert f"{cannot[0]} and {cannot[1]}" in caught.value.what


@pytest.mark.parametrize("wrong", [(0, 3), (-1, 0)])
def test_positions_that_do_not_exist_are_refused(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"outside 0\.\.2"):
        apply_constraints(np.zeros(3, np.int64), NO_PAIRS, pairs(wrong), at_degrees(0, 1, 2))


def test_every_label_needs_a_vector() -> None:
    with pytest.raises(ValueError, match="as many vectors"):
        apply_constraints(np.zeros(3, np.int64), NO_PAIRS, NO_PAIRS, at_degrees(0, 1))


@st.composite
def cases(draw: st.DrawFn) -> tuple[IntArray, IntArray, IntArray, FloatArray]:
    count = draw(st.integers(2, 14))
    point = st.integers(0, count - 1)
    labels = draw(st.lists(st.integers(-1, 3), min_size=count, max_size=count))
    must = draw(st.lists(st.tuples(point, point), max_size=4))
    cannot = draw(st.lists(st.tuples(point, point), max_size=12))
    degrees = draw(st.lists(st.integers(0, 359), min_size=count, max_size=count))
    return in_order(np.array(labels)), pairs(*must), pairs(*cannot), at_degrees(*degrees)


@settings(max_examples=60)
@given(cases())
def test_whatever_is_known_holds_afterwards(
    case: tuple[IntArray, IntArray, IntArray, FloatArray],
) -> None:
    labels, must, cannot, vectors = case
    try:
        found = apply_constraints(labels, must, cannot, vectors)
    except ContradictoryPairsError:
        assume(False)
    for first, second in must.tolist():
        assert found[first] == found[second]
        assert found[first] != NOISE or first == second
    for first, second in cannot.tolist():
        assert found[first] != found[second] or found[first] == NOISE
    linked = set(must.ravel().tolist())
    noise = np.flatnonzero(labels == NOISE).tolist()
    assert all(found[point] == NOISE for point in noise if point not in linked)
    assert (found[labels != NOISE] != NOISE).all()
    np.testing.assert_array_equal(found, in_order(found))
    np.testing.assert_array_equal(apply_constraints(found, must, cannot, vectors), found)


@settings(max_examples=60)
@given(cases())
def test_clusters_without_known_pairs_stay_as_they_are(
    case: tuple[IntArray, IntArray, IntArray, FloatArray],
) -> None:
    labels, must, cannot, vectors = case
    try:
        found = apply_constraints(labels, must, cannot, vectors)
    except ContradictoryPairsError:
        assume(False)
    named = set(labels[np.concatenate([must, cannot]).ravel()].tolist())
    for cluster in set(labels.tolist()) - named - {NOISE}:
        members = labels == cluster
        assert len(set(found[members].tolist())) == 1
        assert not np.isin(found[~members], found[members]).any()
