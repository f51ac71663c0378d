"""Clusters against people, worked by hand and as properties."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cba_core.domain.errors import NotInstalledError
from cba_core.evaluation.label_quality import (
    LabelQuality,
    cross_modality_label_precision,
    label_quality,
)

labelled = st.lists(st.tuples(st.integers(-1, 4), st.integers(-1, 4)), min_size=1, max_size=30).map(
    lambda rows: np.array(rows, np.int64).T
)


def numbers(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


def test_clusters_worked_by_hand() -> None:
    # Clusters aab and bbc of people a a b b b c, and two tracklets of person a in none.
    found = label_quality(numbers(0, 0, 0, 1, 1, 1, -1, -1), numbers(7, 7, 8, 8, 8, 9, 7, 7))
    assert found.purity == pytest.approx(4 / 6)
    assert found.noise_ratio == pytest.approx(2 / 8)
    assert (found.clusters, found.people) == (2, 3)
    # Pairs: 2 in both, 6 in one cluster, 4 of one person, of 15: (2 - 24/15) / (5 - 24/15).
    assert found.adjusted_rand_index == pytest.approx((2 - 24 / 15) / (5 - 24 / 15))
    # Nats: clusters have log 2; people have entropy of 2/6 3/6 1/6; knowing the cluster leaves
    # that of 2/3 1/3 in both.
    people = -sum(share * np.log(share) for share in (2 / 6, 3 / 6, 1 / 6))
    left = -sum(share * np.log(share) for share in (2 / 3, 1 / 3))
    assert found.normalised_mutual_information == pytest.approx(
        (people - left) / ((people + np.log(2)) / 2)
    )


def test_one_cluster_of_all_tells_nothing() -> None:
    found = label_quality(np.zeros(6, np.int64), numbers(1, 1, 2, 2, 3, 3))
    assert found.adjusted_rand_index == pytest.approx(0)
    assert found.normalised_mutual_information == pytest.approx(0)
    assert found.purity == pytest.approx(1 / 3)


def test_many_small_clusters_are_no_reason_for_a_warning() -> None:
    assert label_quality(np.arange(30), np.arange(30)).adjusted_rand_index == 1


@pytest.mark.parametrize(
    ("labels", "persons", "noise", "people"),
    [((), (), None, 0), ((-1, -1), (1, 2), 1.0, 2), ((0, 0), (-1, -1), 0.0, 0)],
)
def test_nothing_to_judge_has_no_score(
    labels: tuple[int, ...], persons: tuple[int, ...], noise: float | None, people: int
) -> None:
    assert label_quality(numbers(*labels), numbers(*persons)) == LabelQuality(
        adjusted_rand_index=None,
        normalised_mutual_information=None,
        purity=None,
        noise_ratio=noise,
        clusters=len({one for one in labels if one >= 0}),
        people=people,
    )


def test_people_nobody_knows_change_the_noise_ratio_alone() -> None:
    labels, persons = numbers(0, 0, 1, 1), numbers(5, 5, 5, 6)
    found = label_quality(np.append(labels, [0, -1]), np.append(persons, [-1, -1]))
    known = label_quality(labels, persons)
    assert found.noise_ratio == pytest.approx(1 / 6)
    assert found.adjusted_rand_index == known.adjusted_rand_index
    assert found.purity == known.purity == pytest.approx(3 / 4)


@settings(max_examples=40)
@given(labelled, st.permutations(range(5)))
def test_names_of_clusters_do_not_matter(rows: np.ndarray, names: list[int]) -> None:
    labels, persons = rows
    renamed = np.where(labels >= 0, np.array([*names, -1])[labels], -1)
    found, other = label_quality(labels, persons), label_quality(renamed, persons)
    assert found.purity == other.purity
    assert found.noise_ratio == other.noise_ratio
    assert (found.adjusted_rand_index is None) == (other.adjusted_rand_index is None)
    if found.adjusted_rand_index is not None:
        assert found.adjusted_rand_index == pytest.approx(other.adjusted_rand_index)


@settings(max_examples=40)
@given(labelled)
def test_splitting_clusters_by_person_makes_them_pure(rows: np.ndarray) -> None:
    labels, persons = rows
    split = np.where((labels >= 0) & (persons >= 0), labels * 5 + persons, -1)
    assert label_quality(split, persons).purity in {None, 1.0}


def test_cross_modality_labels_worked_by_hand() -> None:
    # Cluster 0 shows person 1, cluster 1 person 2, cluster 2 persons 3 and 4 equally often.
    found = cross_modality_label_precision(
        numbers(0, 0, 1, 2, -1, 0),
        numbers(1, 2, 2, 3, 1, -1),
        visible_labels=numbers(0, 0, 0, 1, 2, 2, -1),
        visible_persons=numbers(1, 1, 2, 2, 3, 4, 9),
    )
    assert (found.tracklets, found.labelled, found.right) == (5, 4, 2)
    assert found.precision == pytest.approx(2 / 4)
    assert found.coverage == pytest.approx(4 / 5)


def test_a_cluster_of_people_nobody_knows_is_right_for_nobody() -> None:
    found = cross_modality_label_precision(
        numbers(0), numbers(1), visible_labels=numbers(0), visible_persons=numbers(-1)
    )
    assert found.precision == 0


def test_no_label_has_no_precision() -> None:
    found = cross_modality_label_precision(
        numbers(-1), numbers(1), visible_labels=numbers(0), visible_persons=numbers(1)
    )
    assert found.precision is None
    assert found.coverage == 0


def test_no_tracklet_has_no_coverage() -> None:
    found = cross_modality_label_precision(
        numbers(), numbers(), visible_labels=numbers(), visible_persons=numbers()
    )
    assert found.coverage is None


def test_a_label_must_name_a_visible_cluster() -> None:
    with pytest.raises(ValueError, match="cluster 4"):
        cross_modality_label_precision(
            numbers(4), numbers(1), visible_labels=numbers(0), visible_persons=numbers(1)
        )


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="one label and one person"):
        label_quality(numbers(0, 1), numbers(0))


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.metrics", None)
    with pytest.raises(NotInstalledError, match=r"duskline\[training\]"):
        label_quality(numbers(0), numbers(0))
