import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cba_core.config.search_config import SearchConfig
from cba_core.domain.coverage import FootageCoverage
from cba_core.domain.decisions import Decision, NobodyHere, QueryKey, Verdict
from cba_core.domain.embedding import Embeddings
from cba_core.domain.errors import CbaError, ConfigError, ModelMismatchError, NotInCaseError
from cba_core.domain.footage import FootageState, Modality
from cba_core.domain.ids import TrackletId
from cba_core.domain.search import SearchResult
from cba_core.index.index_cache import LoadedIndex, load_or_build
from cba_core.pipelines.search import rank_candidates
from tests.support.fakes import MODEL, NOON, OTHER_MODEL, FakeStore, fake_footage, fake_tracklet

VISIBLE, INFRARED = Modality.VISIBLE, Modality.INFRARED
QUERY = TrackletId(1_000_001)


def towards(degrees: float) -> list[float]:
    radians = np.deg2rad(degrees)
    return [float(np.cos(radians)), float(np.sin(radians)), 0, 0, 0, 0, 0, 0]


@pytest.fixture
def store() -> FakeStore:
    """A query at 0 degrees, and tracklets of two cameras at the degrees named."""
    store = FakeStore()
    north, south = fake_footage(1, camera="North"), fake_footage(2, camera="South")
    store.put(
        north,
        [
            fake_tracklet(north, 1, VISIBLE),
            fake_tracklet(north, 2, INFRARED, segment=1, start_s=400),  # dusk
            fake_tracklet(north, 3, INFRARED),  # of the query's own segment
        ],
        np.array([towards(0), towards(40), towards(1)], np.float32),
    )
    store.put(
        south,
        [
            fake_tracklet(south, 1, INFRARED),
            fake_tracklet(south, 2, INFRARED, length=3),
            fake_tracklet(south, 3, VISIBLE),
        ],
        np.array([towards(60), towards(20), towards(10)], np.float32),
    )
    store.tracklets.held[TrackletId(2_000_004)] = fake_tracklet(south, 4, INFRARED)  # no vector
    store.put(fake_footage(3, camera="Roof", state=FootageState.ADDED))
    return store


def load(store: FakeStore, folder: Path) -> LoadedIndex:
    return load_or_build(
        folder,
        store.embeddings.epoch(MODEL),
        MODEL,
        lambda: store.embeddings.all(MODEL),
        store.tracklets.columns,
    )


def labels(result: SearchResult) -> list[str]:
    return [candidate.tracklet.label for candidate in result.candidates]


def test_candidates_of_the_other_modality_come_most_similar_first(
    store: FakeStore, tmp_path: Path
) -> None:
    result = rank_candidates(store, load(store, tmp_path), (QUERY,), SearchConfig(), MODEL)
    assert labels(result) == ["2-2", "1-2", "2-1"]
    assert [candidate.rank for candidate in result.candidates] == [1, 2, 3]
    assert [candidate.similarity for candidate in result.candidates] == pytest.approx(
        np.cos(np.deg2rad([20, 40, 60])).tolist()
    )
    assert result.query == store.tracklets.get(QUERY)
    assert result.model_id == MODEL


def test_the_answer_says_what_was_searched(store: FakeStore, tmp_path: Path) -> None:
    loaded = load(store, tmp_path)
    searched = rank_candidates(store, loaded, (QUERY,), SearchConfig(limit=1), MODEL).searched
    assert searched.gallery == 3
    assert searched.indexed == 6
    assert searched.without_vector == 1
    assert searched.modalities == (INFRARED,)
    assert searched.cameras is None
    assert searched.footage == FootageCoverage(indexed=2, failed=0, missing=0, waiting=1)
    assert searched.footage_in_part == searched.footage_without_time == 0
    assert searched.own_segment_excluded

    config = SearchConfig(into="any", cameras=("South",), include_own_segment=True)
    searched = rank_candidates(store, loaded, (QUERY,), config, MODEL).searched
    assert searched.gallery == 3
    assert searched.modalities == (VISIBLE, INFRARED)
    assert searched.cameras == ("South",)
    assert not searched.own_segment_excluded


def test_files_that_are_missing_failed_or_begun_are_told_apart(
    store: FakeStore, tmp_path: Path
) -> None:
    for number, camera, reached in (
        (1, "North", FootageState.INDEXED),
        (4, "Cellar", FootageState.ADDED),
    ):
        there = fake_footage(number, camera=camera)
        gone = replace(there, state=FootageState.MISSING, reached_before=reached)
        store.footage.held[there.id] = gone
    store.put(fake_footage(5, state=FootageState.FAILED))
    south = store.footage.get(fake_footage(2).id)
    store.footage.held[south.id] = replace(south, state=FootageState.INDEXING)
    searched = rank_candidates(
        store, load(store, tmp_path), (QUERY,), SearchConfig(), MODEL
    ).searched
    assert searched.footage == FootageCoverage(indexed=1, failed=1, missing=1, waiting=2)
    assert searched.footage.total == 5
    assert searched.footage_in_part == 1


def test_files_without_a_recorder_time_are_counted_when_a_time_is_asked_for(
    store: FakeStore, tmp_path: Path
) -> None:
    for number, kind in ((7, INFRARED), (8, INFRARED), (9, VISIBLE)):
        footage = fake_footage(number, camera="Gate", start_time=None)
        vectors = np.array([towards(30), towards(31)], np.float32)
        store.put(footage, [fake_tracklet(footage, n, kind) for n in (1, 2)], vectors)
    loaded = load(store, tmp_path)

    def left_out(**settings: object) -> int:
        config = SearchConfig(**settings)  # type: ignore[arg-type]  # one of its fields
        return rank_candidates(store, loaded, (QUERY,), config, MODEL).searched.footage_without_time

    assert left_out() == 0
    assert left_out(earliest=NOON) == 2
    assert left_out(latest=NOON, into="any") == 3
    assert left_out(earliest=NOON, cameras=("South",)) == 0
    assert left_out(earliest=NOON, minimum_length=99) == 0


def test_filters_reach_the_ranking(store: FakeStore, tmp_path: Path) -> None:
    loaded = load(store, tmp_path)

    def found(**settings: object) -> list[str]:
        config = SearchConfig(**settings)  # type: ignore[arg-type]  # one of its fields
        return labels(rank_candidates(store, loaded, (QUERY,), config, MODEL))

    assert found(limit=2) == ["2-2", "1-2"]
    assert found(cameras=("South",)) == ["2-2", "2-1"]
    assert found(minimum_length=5) == ["1-2", "2-1"]
    assert found(into="visible") == ["2-3"]
    assert found(into="any") == ["2-3", "2-2", "1-2", "2-1"]
    assert found(include_own_segment=True) == ["1-3", "2-2", "1-2", "2-1"]


def test_a_camera_without_tracklets_gives_an_empty_list_and_an_unknown_one_an_error(
    store: FakeStore, tmp_path: Path
) -> None:
    loaded = load(store, tmp_path)
    result = rank_candidates(store, loaded, (QUERY,), SearchConfig(cameras=("Roof",)), MODEL)
    assert result.candidates == ()
    assert result.searched.gallery == 0
    with pytest.raises(NotInCaseError, match="no camera Cellar"):
        rank_candidates(store, loaded, (QUERY,), SearchConfig(cameras=("Cellar",)), MODEL)


def test_a_tracklet_that_the_case_does_not_hold_is_refused(
    store: FakeStore, tmp_path: Path
) -> None:
    with pytest.raises(NotInCaseError, match="no tracklet 1000099"):
        rank_candidates(
            store, load(store, tmp_path), (TrackletId(1_000_099),), SearchConfig(), MODEL
        )


def test_a_query_without_a_vector_says_what_to_do(store: FakeStore, tmp_path: Path) -> None:
    with pytest.raises(CbaError, match="Tracklet 2-4 has no vector") as caught:
        rank_candidates(
            store, load(store, tmp_path), (TrackletId(2_000_004),), SearchConfig(), MODEL
        )
    assert "cba index CASE" in caught.value.remedy


def test_an_index_of_another_model_is_refused(store: FakeStore, tmp_path: Path) -> None:
    with pytest.raises(ModelMismatchError):
        rank_candidates(store, load(store, tmp_path), (QUERY,), SearchConfig(), OTHER_MODEL)


def test_the_query_may_be_newer_than_the_index(store: FakeStore, tmp_path: Path) -> None:
    loaded = load(store, tmp_path)
    north = store.footage.get(fake_footage(1).id)
    newcomer = fake_tracklet(north, 9, VISIBLE)
    store.tracklets.held[newcomer.id] = newcomer
    store.embeddings.add(
        Embeddings(
            model_id=MODEL,
            tracklet_ids=np.array([newcomer.id]),
            vectors=np.array([towards(60)], np.float32),
        )
    )
    result = rank_candidates(store, loaded, (newcomer.id,), SearchConfig(limit=1), MODEL)
    assert labels(result) == ["2-1"]


def test_importing_the_search_loads_neither_faiss_nor_torch() -> None:
    code = (
        "import sys, cba_core.pipelines.search\n"
        "print(sorted({'faiss', 'torch', 'openvino', 'onnxruntime'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def decided(candidate: int, verdict: Verdict, query: QueryKey = (QUERY,)) -> Decision:
    return Decision(
        query=query, candidate=TrackletId(candidate), verdict=verdict, because=(), note="",
        rank_shown=None, actor="A. Examiner", time=NOON,
    )  # fmt: skip


def test_several_tracklets_are_asked_with_as_the_mean_of_their_directions(
    store: FakeStore, tmp_path: Path
) -> None:
    loaded = load(store, tmp_path)
    both = (QUERY, TrackletId(2_000_003))  # at 0 and at 10 degrees
    result = rank_candidates(store, loaded, both, SearchConfig(include_own_segment=True), MODEL)
    assert labels(result) == ["1-3", "2-2", "1-2", "2-1"]
    assert result.candidates[1].similarity == pytest.approx(np.cos(np.deg2rad(20 - 5)))
    assert [one.id for one in result.queries] == list(both)
    # the segments of both are left out: the second is of the one that 2-1 and 2-2 are in
    assert labels(rank_candidates(store, loaded, both, SearchConfig(), MODEL)) == ["1-2"]


def test_a_query_of_both_modalities_has_to_say_where_to_search(
    store: FakeStore, tmp_path: Path
) -> None:
    both = (QUERY, TrackletId(1_000_002))
    with pytest.raises(ConfigError, match="visible and infrared"):
        rank_candidates(store, load(store, tmp_path), both, SearchConfig(), MODEL)
    result = rank_candidates(
        store, load(store, tmp_path), both, SearchConfig(into="infrared"), MODEL
    )
    assert labels(result) == ["2-2", "2-1"]


def test_U10_rejected_candidates_never_come_back_for_that_query(
    store: FakeStore, tmp_path: Path
) -> None:
    store.decisions.held = [
        decided(2_000_002, Verdict.SUPPORTS_DIFFERENT),
        decided(2_000_001, Verdict.CANNOT_SAY),
        decided(1_000_002, Verdict.SUPPORTS_DIFFERENT, (TrackletId(2_000_003),)),
    ]
    loaded = load(store, tmp_path)
    result = rank_candidates(store, loaded, (QUERY,), SearchConfig(), MODEL)
    assert labels(result) == ["1-2", "2-1"]
    assert result.searched.rejected_left_out == 1
    assert [one.decision and one.decision.verdict for one in result.candidates] == [
        None,
        Verdict.CANNOT_SAY,
    ]
    shown = rank_candidates(store, loaded, (QUERY,), SearchConfig(show_rejected=True), MODEL)
    assert labels(shown) == ["2-2", "1-2", "2-1"]
    assert shown.searched.rejected_left_out == 0


def test_accepted_candidates_move_the_query_and_the_first_ranks_stand_beside(
    store: FakeStore, tmp_path: Path
) -> None:
    store.decisions.held = [decided(2_000_001, Verdict.SUPPORTS_SAME)]  # at 60 degrees
    loaded = load(store, tmp_path)
    before = rank_candidates(store, loaded, (QUERY,), SearchConfig(), MODEL)
    assert [one.original_rank for one in before.candidates] == [None] * 3
    result = rank_candidates(store, loaded, (QUERY,), SearchConfig(with_accepted=True), MODEL)
    moved = np.array(towards(0)) + 0.75 * np.array(towards(60))
    angle = np.rad2deg(np.arctan2(moved[1], moved[0]))
    assert labels(result) == ["2-2", "1-2", "2-1"]
    assert [one.original_rank for one in result.candidates] == [1, 2, 3]
    assert result.candidates[0].similarity == pytest.approx(np.cos(np.deg2rad(angle - 20)))
    assert [one.label for one in result.accepted] == ["2-1"]
    store.decisions.held += [decided(1_000_002, Verdict.SUPPORTS_SAME)]  # at 40 degrees
    result = rank_candidates(store, loaded, (QUERY,), SearchConfig(with_accepted=True), MODEL)
    assert [(one.tracklet.label, one.original_rank) for one in result.candidates] == [
        ("2-2", 1),
        ("1-2", 2),
        ("2-1", 3),
    ]


def test_an_accepted_candidate_that_is_gone_moves_nothing(store: FakeStore, tmp_path: Path) -> None:
    store.decisions.held = [decided(9_000_001, Verdict.SUPPORTS_SAME)]
    result = rank_candidates(
        store, load(store, tmp_path), (QUERY,), SearchConfig(with_accepted=True), MODEL
    )
    assert result.accepted == ()
    assert labels(result) == ["2-2", "1-2", "2-1"]


def test_nobody_on_this_list_stands_with_the_list(store: FakeStore, tmp_path: Path) -> None:
    said = NobodyHere(query=(QUERY,), note="", shown=3, actor="A. Examiner", time=NOON)
    store.decisions.nobody = [said]
    loaded = load(store, tmp_path)
    assert rank_candidates(store, loaded, (QUERY,), SearchConfig(), MODEL).nobody_here == said
    other = (TrackletId(2_000_003),)
    assert rank_candidates(store, loaded, other, SearchConfig(), MODEL).nobody_here is None
