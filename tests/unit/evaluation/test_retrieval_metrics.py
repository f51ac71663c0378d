"""Measures of rankings: worked by hand, as properties, and against trec_eval."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.domain.arrays import BoolArray
from cba_core.evaluation.retrieval_metrics import (
    average_precision,
    expected_average_precision,
    inverse_negative_penalty,
    is_hit_within,
    retrieval_scores,
)

rankings = st.lists(st.booleans(), min_size=1, max_size=40).filter(any).map(np.array)


def ranking(marks: str) -> BoolArray:
    return np.array([mark == "1" for mark in marks])


@pytest.mark.parametrize(
    ("marks", "precision", "penalty"),
    [
        ("1", 1, 1),
        ("01", 1 / 2, 1 / 2),
        ("101", 5 / 6, 2 / 3),
        ("0011", (1 / 3 + 2 / 4) / 2, 2 / 4),
        ("1100", 1, 1),
        ("10001", (1 + 2 / 5) / 2, 2 / 5),
    ],
)
def test_rankings_worked_by_hand(marks: str, precision: float, penalty: float) -> None:
    assert average_precision(ranking(marks)) == pytest.approx(precision)
    assert inverse_negative_penalty(ranking(marks)) == pytest.approx(penalty)


def test_a_hit_counts_from_its_own_rank_on() -> None:
    assert [is_hit_within(ranking("0010"), rank) for rank in (1, 2, 3, 5)] == [
        False,
        False,
        True,
        True,
    ]


def test_scores_are_means_over_queries_worked_by_hand() -> None:
    scores = retrieval_scores([ranking("10"), ranking("01"), ranking("000001")])
    assert scores.queries == 3
    assert scores.cmc == pytest.approx({1: 1 / 3, 5: 2 / 3, 10: 1, 20: 1})
    assert scores.mean_average_precision == pytest.approx((1 + 1 / 2 + 1 / 6) / 3)
    assert scores.mean_inverse_negative_penalty == pytest.approx((1 + 1 / 2 + 1 / 6) / 3)
    assert scores.chance_cmc_1 == pytest.approx((1 / 2 + 1 / 2 + 1 / 6) / 3)
    harmonic_of_six = 1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5 + 1 / 6
    assert scores.chance_mean_average_precision == pytest.approx(
        (3 / 4 + 3 / 4 + harmonic_of_six / 6) / 3
    )


@pytest.mark.parametrize("measure", [average_precision, inverse_negative_penalty])
def test_a_ranking_without_a_positive_has_no_score(measure) -> None:  # noqa: ANN001
    with pytest.raises(ValueError, match="no positive"):
        measure(ranking("000"))


def test_nothing_has_no_mean() -> None:
    with pytest.raises(ValueError, match="no ranking"):
        retrieval_scores([])


@pytest.mark.parametrize(("gallery", "positives"), [(1, 1), (4, 1), (4, 2), (5, 3), (6, 6), (7, 2)])
def test_chance_is_the_mean_over_all_orders(gallery: int, positives: int) -> None:
    orders = [
        np.array(order)
        for order in permutations([True] * positives + [False] * (gallery - positives))
    ]
    slow = np.mean([average_precision(order) for order in orders])
    assert expected_average_precision(gallery, positives) == pytest.approx(slow)


@pytest.mark.parametrize(("gallery", "positives"), [(0, 0), (3, 0), (3, 4)])
def test_chance_needs_a_positive_within_the_gallery(gallery: int, positives: int) -> None:
    with pytest.raises(ValueError, match="positives"):
        expected_average_precision(gallery, positives)


@given(rankings, st.data())
def test_moving_a_hit_up_never_lowers_a_score(relevant: BoolArray, data: st.DataObject) -> None:
    if len(relevant) == 1:
        return
    rank = data.draw(st.integers(1, len(relevant) - 1))
    better = relevant.copy()
    better[[rank - 1, rank]] = sorted(relevant[[rank - 1, rank]], reverse=True)
    assert average_precision(better) >= average_precision(relevant) - 1e-12
    assert inverse_negative_penalty(better) >= inverse_negative_penalty(relevant)


@given(rankings)
def test_scores_lie_between_the_worst_order_and_one(relevant: BoolArray) -> None:
    worst = np.sort(relevant)
    for measure in (average_precision, inverse_negative_penalty):
        assert measure(worst) - 1e-12 <= measure(relevant) <= 1


@given(rankings)
def test_cumulative_hits_never_fall_and_end_at_one(relevant: BoolArray) -> None:
    hits = [is_hit_within(relevant, rank) for rank in range(1, len(relevant) + 1)]
    assert hits == sorted(hits)
    assert hits[-1]


def test_average_precision_is_that_of_trec_eval() -> None:
    pytrec_eval = pytest.importorskip(
        "pytrec_eval", reason="trec_eval is installed by make test alone"
    )
    random = np.random.default_rng(3)
    relevant = {f"q{i}": random.random(random.integers(5, 300)) < 0.1 for i in range(60)}
    relevant = {query: one for query, one in relevant.items() if one.any()}
    truth = {
        query: {f"d{rank}": int(hit) for rank, hit in enumerate(one)}
        for query, one in relevant.items()
    }
    run = {
        query: {f"d{rank}": float(len(one) - rank) for rank in range(len(one))}
        for query, one in relevant.items()
    }
    told = pytrec_eval.RelevanceEvaluator(truth, {"map", "success"}).evaluate(run)
    for query, one in relevant.items():
        assert average_precision(one) == pytest.approx(told[query]["map"])
        for rank in (1, 5, 10):
            assert is_hit_within(one, rank) == bool(told[query][f"success_{rank}"])
    scores = retrieval_scores(list(relevant.values()))
    assert scores.mean_average_precision == pytest.approx(
        np.mean([one["map"] for one in told.values()])
    )
