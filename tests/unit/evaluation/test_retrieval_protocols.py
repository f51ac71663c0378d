"""Protocols of the data sets: worked by hand, by their counts, as properties, and by trec_eval."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cba_core.domain.arrays import FloatArray
from cba_core.domain.footage import Modality
from cba_core.evaluation.retrieval_protocols import (
    CASE,
    HITSZ_VCM,
    PROTOCOLS,
    RetrievalProtocol,
    bupt_campus,
    evaluate_retrieval,
    rank_candidates,
)

UNFILTERED = replace(HITSZ_VCM, removes_same_camera=False)

SIMILARITIES = np.array(
    [  # rows: infrared queries of persons 1 2 3 4; columns: visible, of persons 1 1 2 2 3 9
        [0.40, 0.30, 0.35, 0.20, 0.10, 0.05],
        [0.30, 0.10, 0.35, 0.20, 0.40, 0.05],
        [0.05, 0.05, 0.05, 0.30, 0.30, 0.05],
        [0.00, 0.00, 0.00, 0.00, 0.00, 0.00],
    ],
    np.float32,
)


def four_by_six() -> dict[str, Any]:
    """Vectors whose products are exactly `SIMILARITIES`."""
    own = np.diag(np.sqrt(1 - (SIMILARITIES**2).sum(axis=0)))
    gallery = np.hstack([SIMILARITIES.T, own]).astype(np.float32)
    return {
        "vectors": np.vstack([np.eye(4, 10, dtype=np.float32), gallery]),
        "persons": np.array([1, 2, 3, 4, 1, 1, 2, 2, 3, 9]),
        "cameras": np.array([1, 2, 1, 1, 1, 2, 1, 2, 1, 1]),
        "infrared": np.arange(10) < 4,
        "query": np.arange(4),
        "gallery": np.arange(4, 10),
    }


def random_set(seed: int, *, count: int = 120, people: int = 8) -> dict[str, Any]:
    random = np.random.default_rng(seed)
    return {
        "vectors": unit(random.normal(size=(count, 16))),
        "persons": random.integers(0, people, count),
        "cameras": random.integers(0, 3, count),
        "infrared": random.random(count) < 0.4,
        "query": random.permutation(count)[: count // 2],
        "gallery": random.permutation(count),
    }


def unit(vectors: Any) -> FloatArray:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_without_camera_filter_worked_by_hand() -> None:
    found = evaluate_retrieval(**four_by_six(), protocol=UNFILTERED).infrared_to_visible
    # Rankings: 101000, 010100, 010000 (a tie, the right one stands later), and 000000.
    assert found.without_positive == 1
    assert found.mean_gallery == 6
    assert found.scores
    assert found.scores.queries == 3
    assert found.scores.cmc == pytest.approx({1: 1 / 3, 5: 1, 10: 1, 20: 1})
    assert found.scores.mean_average_precision == pytest.approx((5 / 6 + 1 / 2 + 1 / 2) / 3)
    assert found.scores.mean_inverse_negative_penalty == pytest.approx((2 / 3 + 1 / 2 + 1 / 2) / 3)
    assert found.scores.chance_cmc_1 == pytest.approx((2 / 6 + 2 / 6 + 1 / 6) / 3)


def test_with_camera_filter_worked_by_hand() -> None:
    found = evaluate_retrieval(**four_by_six(), protocol=HITSZ_VCM).infrared_to_visible
    # Of persons 1 and 2 one candidate is left each, at rank 2 of 5; of person 3 none.
    assert found.without_positive == 2
    assert found.mean_gallery == 5
    assert found.scores
    assert found.scores.queries == 2
    assert found.scores.cmc == pytest.approx({1: 0, 5: 1, 10: 1, 20: 1})
    assert found.scores.mean_average_precision == pytest.approx(1 / 2)
    assert found.scores.mean_inverse_negative_penalty == pytest.approx(1 / 2)
    assert found.scores.chance_cmc_1 == pytest.approx(1 / 5)


@pytest.mark.parametrize(
    ("protocol", "queries", "skipped", "precision", "first"),
    [
        (UNFILTERED, 5, 1, (1 + 1 + 1 / 2 + 1 / 3 + 1 / 2) / 5, 2 / 5),
        (HITSZ_VCM, 2, 4, (1 + 1 / 2) / 2, 1 / 2),
    ],
)
def test_the_other_direction_of_hitsz_swaps_query_and_gallery(
    protocol: RetrievalProtocol, queries: int, skipped: int, precision: float, first: float
) -> None:
    found = evaluate_retrieval(**four_by_six(), protocol=protocol).visible_to_infrared
    assert found.query_modality is Modality.VISIBLE
    assert found.without_positive == skipped
    assert found.scores
    assert found.scores.queries == queries
    assert found.scores.mean_average_precision == pytest.approx(precision)
    assert found.scores.cmc[1] == pytest.approx(first)


def test_a_query_set_of_one_modality_has_no_other_direction_where_nothing_is_swapped() -> None:
    found = evaluate_retrieval(**four_by_six(), protocol=CASE)
    assert found.infrared_to_visible.scores
    assert found.visible_to_infrared.scores is None
    assert found.visible_to_infrared.mean_gallery is None


@pytest.mark.parametrize("modality", list(Modality))
def test_a_query_is_ranked_among_the_other_modality_alone(modality: Modality) -> None:
    data = random_set(5)
    asked = list(rank_candidates(**data, protocol=CASE, query_modality=modality))
    is_infrared = modality is Modality.INFRARED
    assert {one.query for one in asked} == {
        int(one) for one in data["query"] if data["infrared"][one] == is_infrared
    }
    for one in asked:
        assert set(one.candidates.tolist()) == {
            int(other) for other in data["gallery"] if data["infrared"][other] != is_infrared
        }


def test_equal_candidates_keep_the_order_of_the_gallery() -> None:
    random = np.random.default_rng(0)
    kinds = random.integers(0, 3, 1001)  # three vectors, each many times
    gallery = random.permutation(np.arange(5, 1006))
    asked = rank_candidates(
        unit(np.vstack([random.normal(size=(5, 67)), random.normal(size=(3, 67))[kinds]])),
        persons=np.zeros(1006, np.int64),
        cameras=np.zeros(1006, np.int64),
        infrared=np.arange(1006) < 5,
        query=np.arange(5),
        gallery=gallery,
        protocol=CASE,
        query_modality=Modality.INFRARED,
    )
    for one in asked:
        shown = kinds[one.candidates - 5]
        assert np.count_nonzero(np.diff(shown)) == 2
        for kind in range(3):
            in_order = gallery[kinds[gallery - 5] == kind]
            assert one.candidates[shown == kind].tolist() == in_order.tolist()


def campus() -> dict[str, Any]:
    """As many tracklets as BUPTCampus has; 14 people are seen in the last 54 visible ones alone."""
    late = np.concatenate([np.repeat(np.arange(1062, 1074), 4), np.repeat([1074, 1075], 3)])
    early = np.concatenate([np.arange(1062), np.arange(1062), np.arange(244)])
    infrared_gallery = np.concatenate([np.arange(1076), np.arange(1076), np.arange(270)])
    persons = np.concatenate([np.arange(1076), early, late, infrared_gallery])
    infrared = np.concatenate(
        [np.arange(1076) >= 540, np.zeros(2422, np.bool_), np.ones(2422, np.bool_)]
    )
    random = np.random.default_rng(1)
    return {
        "vectors": unit(random.normal(size=(len(persons), 8))),
        "persons": persons,
        "cameras": np.zeros(len(persons), np.int64),
        "infrared": infrared,
        "query": np.arange(1076),
        "gallery": np.arange(1076, len(persons)),
    }


@pytest.mark.parametrize(
    ("protocol", "visible_queries", "infrared_queries", "visible_gallery", "skipped"),
    [
        (bupt_campus(), 540, 536, 2422, 0),
        (bupt_campus("official-drop"), 512, 522, 2368, 14),
        (bupt_campus("official-drop", batch=2), 540, 536, 2422, 0),  # fits: nothing is dropped
    ],
)
def test_the_published_campus_protocol_loses_the_last_broken_batch(
    protocol: RetrievalProtocol,
    visible_queries: int,
    infrared_queries: int,
    visible_gallery: int,
    skipped: int,
) -> None:
    found = evaluate_retrieval(**campus(), protocol=protocol)
    assert found.visible_to_infrared.scores
    assert found.visible_to_infrared.scores.queries == visible_queries
    assert found.visible_to_infrared.without_positive == 0
    assert found.visible_to_infrared.mean_gallery == 2422
    assert found.infrared_to_visible.scores
    assert found.infrared_to_visible.scores.queries == infrared_queries
    assert found.infrared_to_visible.without_positive == skipped
    assert found.infrared_to_visible.mean_gallery == visible_gallery


def test_what_the_published_campus_protocol_drops_stands_at_the_end() -> None:
    data = random_set(2)
    asked = rank_candidates(
        **data,
        protocol=bupt_campus("official-drop", batch=15),
        query_modality=Modality.INFRARED,
    )
    visible = [one for one in data["gallery"].tolist() if not data["infrared"][one]]
    kept = visible[: len(visible) // 15 * 15]
    assert len(kept) < len(visible)
    assert all(set(one.candidates.tolist()) == set(kept) for one in asked)


def test_a_tracklet_of_nobody_known_asks_nothing_and_is_wrong_for_all() -> None:
    data = four_by_six()
    data["persons"][[3, 9]] = -1  # the fourth query and the last of the gallery
    found = evaluate_retrieval(**data, protocol=UNFILTERED)
    assert found.infrared_to_visible.scores
    assert found.infrared_to_visible.scores.queries == 3
    assert found.infrared_to_visible.without_positive == 0
    assert found.infrared_to_visible.mean_gallery == 6


def test_protocols_are_found_by_name() -> None:
    assert set(PROTOCOLS) == {"hitsz-vcm", "bupt-campus", "bupt-campus-official-drop", "case"}
    assert all(one.name == name for name, one in PROTOCOLS.items())
    assert PROTOCOLS["bupt-campus-official-drop"].whole_batches_of == 64


@pytest.mark.parametrize("factor", [0.0, 1.1, np.nan])
def test_vectors_of_another_length_are_refused(factor: float) -> None:
    data = four_by_six()
    data["vectors"][5] *= factor
    with pytest.raises(ValueError, match="unit length"):
        evaluate_retrieval(**data, protocol=CASE)


@pytest.mark.parametrize("name", ["persons", "cameras", "infrared"])
def test_every_vector_needs_its_facts(name: str) -> None:
    data = four_by_six()
    data[name] = data[name][:-1]
    with pytest.raises(ValueError, match="one person, camera and modality each"):
        evaluate_retrieval(**data, protocol=CASE)


def test_a_batch_holds_something() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        bupt_campus("official-drop", batch=0)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from([CASE, HITSZ_VCM]))
def test_neither_the_order_of_tracklets_nor_the_names_of_people_change_a_figure(
    seed: int, protocol: RetrievalProtocol
) -> None:
    data = random_set(seed, count=40)
    order = np.random.default_rng(seed + 1).permutation(40)
    place = np.argsort(order)
    other = {
        **{name: data[name][order] for name in ("vectors", "cameras", "infrared")},
        "persons": 100 - data["persons"][order],
        "query": place[data["query"]],
        "gallery": place[data["gallery"]],
    }
    for found, again in zip(
        evaluate_retrieval(**data, protocol=protocol),
        evaluate_retrieval(**other, protocol=protocol),
        strict=True,
    ):
        assert found.without_positive == again.without_positive
        assert (found.scores is None) == (again.scores is None)
        if found.scores and again.scores:
            assert found.scores.queries == again.scores.queries
            assert found.scores.cmc == pytest.approx(again.scores.cmc)
            assert found.scores.mean_average_precision == pytest.approx(
                again.scores.mean_average_precision
            )


@pytest.mark.parametrize("removes_same_camera", [False, True])
def test_figures_are_those_of_trec_eval(removes_same_camera: bool) -> None:
    pytrec_eval = pytest.importorskip(
        "pytrec_eval", reason="trec_eval is installed by make test alone"
    )
    data = random_set(9, count=300, people=20)
    vectors, persons, cameras = data["vectors"], data["persons"], data["cameras"]
    truth: dict[str, dict[str, int]] = {}
    run: dict[str, dict[str, float]] = {}
    for query in data["query"][data["infrared"][data["query"]]].tolist():
        candidates = [
            other
            for other in data["gallery"].tolist()
            if not data["infrared"][other]
            and not (
                removes_same_camera
                and persons[other] == persons[query]
                and cameras[other] == cameras[query]
            )
        ]
        if any(persons[other] == persons[query] for other in candidates):
            truth[str(query)] = {str(c): int(persons[c] == persons[query]) for c in candidates}
            run[str(query)] = {
                str(c): float(vectors[query].astype(np.float64) @ vectors[c]) for c in candidates
            }
    told = pytrec_eval.RelevanceEvaluator(truth, {"map", "success"}).evaluate(run)
    protocol = RetrievalProtocol(name="any", removes_same_camera=removes_same_camera)
    found = evaluate_retrieval(**data, protocol=protocol).infrared_to_visible
    assert found.scores
    assert found.scores.queries == len(truth)
    assert found.scores.mean_average_precision == pytest.approx(
        np.mean([one["map"] for one in told.values()])
    )
    for rank in (1, 5, 10):
        assert found.scores.cmc[rank] == pytest.approx(
            np.mean([one[f"success_{rank}"] for one in told.values()])
        )
