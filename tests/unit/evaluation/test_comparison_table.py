"""The table of many runs, worked by hand."""

import numpy as np
import pytest

from cba_core.domain.footage import Modality
from cba_core.domain.measurement import RankingFigures
from cba_core.evaluation.comparison_table import (
    COLUMNS,
    RunResult,
    Spread,
    comparison_markdown,
    comparison_rows,
    named_scores,
)
from cba_core.evaluation.retrieval_metrics import retrieval_scores

PRECISION = "Infrared to visible, mAP (%)"
RATIO = "Granularity ratio"


def run(method: str, seed: int, precision: float | None, ratio: float | None = None) -> RunResult:
    return RunResult(
        method=method,
        seed=seed,
        infrared_to_visible=None if precision is None else {"mAP": precision, "rank_1": 0.5},
        visible_to_infrared=None,
        granularity_ratio=ratio,
        cross_modality_label_precision=None,
    )


def test_mean_and_sample_deviation_worked_by_hand() -> None:
    (row,) = comparison_rows([run("cba", seed, of) for seed, of in enumerate((0.2, 0.4, 0.6))])
    assert row.method == "cba"
    assert row.runs == 3
    cell = row.cells[PRECISION]
    assert cell
    assert cell.mean == pytest.approx(0.4)
    assert cell.deviation == pytest.approx(0.2)  # ((0.2² + 0 + 0.2²) / 2) ** 0.5
    assert cell.runs == 3


def test_one_run_tells_no_spread() -> None:
    (row,) = comparison_rows([run("cba", 0, 0.25)])
    assert row.cells[PRECISION] == Spread(mean=0.25, deviation=None, runs=1)


def test_a_measure_nobody_took_is_no_zero() -> None:
    (row,) = comparison_rows([run("cba", 0, None), run("cba", 1, None, ratio=0.5)])
    assert row.cells[PRECISION] is None
    assert row.cells[RATIO] == Spread(mean=0.5, deviation=None, runs=1)
    assert set(row.cells) == set(COLUMNS)


def test_methods_stand_in_the_order_they_came_in() -> None:
    runs = [run("frozen", 0, 0.1), run("cba", 0, 0.3), run("frozen", 1, 0.2)]
    assert [(row.method, row.runs) for row in comparison_rows(runs)] == [("frozen", 2), ("cba", 1)]


def test_a_result_must_not_count_twice() -> None:
    with pytest.raises(ValueError, match="cba has two results of seed 3"):
        comparison_rows([run("cba", 3, 0.1), run("cba", 3, 0.1)])


def test_the_text_is_a_markdown_table() -> None:
    runs = [
        run("frozen | raw", 0, 0.1),
        run("cba", 0, 0.302, ratio=0.5),
        run("cba", 1, 0.31, ratio=0.75),
        run("cba", 2, None, ratio=1.0),
    ]
    text = comparison_markdown(comparison_rows(runs))
    head, rule, frozen, cba = text.splitlines()
    assert head == (
        "| Method | Runs | Infrared to visible, Rank-1 (%) | Infrared to visible, mAP (%) "
        "| Visible to infrared, Rank-1 (%) | Visible to infrared, mAP (%) "
        "| Granularity ratio | Cross-modality label precision (%) |"
    )
    assert rule == "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    assert frozen == "| frozen \\| raw | 1 | 50.0 | 10.0 | — | — | — | — |"
    assert (
        cba == "| cba | 3 | 50.0 ± 0.0 (2 of 3) | 30.6 ± 0.6 (2 of 3) | — | — | 0.75 ± 0.25 | — |"
    )


def test_scores_get_the_names_of_the_table() -> None:
    figures = RankingFigures(
        query_modality=Modality.INFRARED,
        query_camera=None,
        gallery_camera=None,
        without_positive=0,
        mean_gallery=3,
        scores=retrieval_scores([np.array([False, True, True])]),
    )
    assert named_scores(figures) == {
        "rank_1": 0,
        "rank_5": 1,
        "rank_10": 1,
        "rank_20": 1,
        "mAP": pytest.approx((1 / 2 + 2 / 3) / 2),
        "mINP": pytest.approx(2 / 3),
    }


def test_a_direction_without_queries_has_no_scores() -> None:
    figures = RankingFigures(
        query_modality=Modality.INFRARED,
        query_camera=None,
        gallery_camera=None,
        without_positive=2,
        mean_gallery=None,
        scores=None,
    )
    assert named_scores(figures) is None
