"""Choosing among candidates: worked by hand, against an exhaustive twin, and its bounds."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.cropping.spread import choose_spread


@pytest.mark.parametrize(
    ("sentence", "merits", "most", "kept"),
    [
        ("none of none", [], 4, []),
        ("all fit", [0.9, 0.8, 0.9], 4, [0, 1, 2]),
        ("the least good goes", [0.9, 0.8, 0.6, 0.9, 0.9], 4, [0, 1, 3, 4]),
        ("neighbours are never both left out", [0.9, 0.6, 0.55, 0.9, 0.8, 0.9], 4, [0, 1, 3, 5]),
        ("a lesser one is left out though it would fit", [0.9, 0.1, 0.9], 4, [0, 2]),
        ("lesser ones stay until half are there", [0.1, 0.9, 0.2, 0.3, 0.1, 0.1], 6, [1, 2, 3]),
        ("a track of bad ones keeps them", [0.1, 0.1, 0.1], 4, [0, 1, 2]),
        ("a track without any merit keeps as many", [0.0, 0.0, 0.0], 2, [1, 2]),
    ],
)
def test_worked_by_hand(sentence: str, merits: list[float], most: int, kept: list[int]) -> None:
    chosen = choose_spread(np.array(merits, np.float64), most=most, lesser_share=0.5)
    assert chosen == kept, sentence


@given(
    st.integers(1, 6).flatmap(
        lambda m: st.tuples(st.just(m), st.lists(st.floats(0.5, 1), min_size=1, max_size=2 * m))
    )
)
def test_no_other_choice_without_neighbouring_gaps_has_more_merit(
    drawn: tuple[int, list[float]],
) -> None:
    most, merits = drawn
    chosen = choose_spread(np.array(merits), most=most, lesser_share=0.5)
    count = min(most, len(merits))
    assert len(chosen) == count
    gaps_allowed = [
        sum(merits[i] for i in kept)
        for kept in combinations(range(len(merits)), count)
        if all(i in kept or i + 1 in kept for i in range(len(merits) - 1))
    ]
    assert sum(merits[i] for i in chosen) == pytest.approx(max(gaps_allowed))
    assert all(i in chosen or i + 1 in chosen for i in range(len(merits) - 1))


@given(st.integers(1, 20), st.lists(st.floats(0, 1), max_size=40))
def test_the_best_is_always_kept_and_never_too_many(most: int, merits: list[float]) -> None:
    merits = merits[: 2 * most]
    chosen = choose_spread(np.array(merits, np.float64), most=most, lesser_share=0.5)
    assert len(chosen) <= most
    assert chosen == sorted(set(chosen))
    assert bool(chosen) == bool(merits)
    assert len(chosen) >= min(len(merits), (most + 1) // 2)
