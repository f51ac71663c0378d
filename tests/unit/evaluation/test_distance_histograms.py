"""Distances of pairs, worked by hand and against a slow count."""

import io
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cba_core.evaluation import distance_histograms
from cba_core.evaluation.distance_histograms import (
    BINS,
    FARTHEST,
    DistanceCounts,
    distance_counts,
    draw_distance_histograms,
)


def counted(same: dict[int, int], different: dict[int, int]) -> DistanceCounts:
    arrays = [np.zeros(BINS, np.int64) for _ in range(2)]
    for array, filled in zip(arrays, (same, different), strict=True):
        for place, pairs in filled.items():
            array[place] = pairs
    return DistanceCounts(
        same=arrays[0], different=arrays[1], mean_same=0.5 if same else None, mean_different=1.0
    )


def test_pairs_worked_by_hand() -> None:
    axis = np.eye(2, dtype=np.float32)
    vectors = np.stack([axis[0], axis[1], axis[0], -axis[0], axis[1]])
    found = distance_counts(
        vectors,
        persons=np.array([1, 1, 1, 2, -1]),  # the last is of nobody known
        infrared=np.array([False, False, True, True, True]),
    )
    within, across = found["within"], found["across"]
    assert np.flatnonzero(within.same).tolist() == [BINS // 2]  # 0-1, a right angle
    assert np.flatnonzero(within.different).tolist() == [BINS - 1]  # 2-3, opposite
    assert (within.mean_same, within.mean_different) == (1, 2)
    assert across.same[[0, BINS // 2]].tolist() == [1, 1]  # 0-2 alike, 1-2 at a right angle
    assert across.different[[BINS // 2, BINS - 1]].tolist() == [1, 1]  # 1-3, and 0-3 opposite
    assert across.mean_same == pytest.approx(0.5)
    assert across.mean_different == pytest.approx(1.5)
    assert across.overlap == pytest.approx(0.5)
    assert within.overlap == 0


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(0, 30), st.integers(1, 7))
def test_blocks_count_every_pair_once(seed: int, count: int, rows: int) -> None:
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(count, 3))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    persons, infrared = random.integers(-1, 4, count), random.random(count) < 0.5
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distance_histograms, "_ROWS_AT_ONCE", rows)
        found = distance_counts(vectors, persons=persons, infrared=infrared)
    slow: dict[tuple[str, bool], list[float]] = {}
    for one, other in combinations(np.flatnonzero(persons >= 0).tolist(), 2):
        span = "across" if infrared[one] != infrared[other] else "within"
        distance = 1 - float(vectors[one].astype(np.float64) @ vectors[other])
        slow.setdefault((span, bool(persons[one] == persons[other])), []).append(distance)
    for span, counts in found.items():
        for pairs, mean, is_same in (
            (counts.same, counts.mean_same, True),
            (counts.different, counts.mean_different, False),
        ):
            distances = slow.get((span, is_same), [])
            assert pairs.sum() == len(distances)
            assert mean == (pytest.approx(np.mean(distances), abs=1e-5) if distances else None)
            centres = (np.arange(BINS) + 0.5) * FARTHEST / BINS
            assert np.allclose(np.repeat(centres, pairs), sorted(distances), atol=2e-3)


def test_overlap_is_one_for_the_same_shares_and_untold_without_pairs() -> None:
    assert counted({3: 1, 9: 3}, {3: 10, 9: 30}).overlap == pytest.approx(1)
    assert counted({3: 4}, {3: 1, 9: 3}).overlap == pytest.approx(1 / 4)
    assert counted({}, {3: 1}).overlap is None


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="3 vectors need one person"):
        distance_counts(
            np.eye(3, dtype=np.float32), persons=np.zeros(2, int), infrared=np.ones(3, np.bool_)
        )


def test_the_picture_shows_what_was_counted() -> None:
    near, far = counted({200: 5}, {600: 5}), counted({600: 5}, {200: 5})
    pictures = [
        np.asarray(Image.open(io.BytesIO(draw_distance_histograms({"within": one, "across": one}))))
        for one in (near, far)
    ]
    assert pictures[0].shape == pictures[1].shape
    assert (pictures[0] != pictures[1]).any(axis=2).mean() > 0.01


def test_a_span_without_pairs_can_be_drawn() -> None:
    nothing = distance_counts(
        np.eye(1, dtype=np.float32), persons=np.zeros(1, np.int64), infrared=np.ones(1, np.bool_)
    )
    picture = draw_distance_histograms({**nothing, "across": counted({}, {4: 2})})
    assert picture.startswith(b"\x89PNG")
