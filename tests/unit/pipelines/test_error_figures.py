"""Error figures of a case are reckoned beside a search, never before its answer (U4, E24)."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from threading import enumerate as enumerate_threads
from time import monotonic

import numpy as np
import pytest

from cba_core.case import Case
from cba_core.config.search_config import SearchConfig
from cba_core.domain.decisions import Verdict
from cba_core.domain.edits import CreatePerson, SetApart, SetVerdict
from cba_core.domain.error_figures import PairKind
from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId, tracklet_id
from cba_core.domain.repositories import TrackletSpans
from cba_core.pipelines import error_figures
from cba_core.store.case_store import open_store
from cba_core.store.tracklet_repository import SqlTrackletRepository
from tests.support.builders import (
    A_MODEL,
    a_found_tracklet,
    a_new_footage,
    a_segment,
    some_case_facts,
)

ANY = SearchConfig(into="any", include_own_segment=True)
QUERY = tracklet_id(FootageId(1), 1)
PEOPLE = 24


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two cameras that each see a crowd at one moment, one infrared."""
    path = tmp_path / "crowd.duskcase"
    Case.create(path, some_case_facts()).close()
    with open_store(path) as store:
        store.settings.set("model_id", A_MODEL)
        for number, modality in ((1, Modality.VISIBLE), (2, Modality.INFRARED)):
            store.footage.add(a_new_footage(f"/e/{number}.mp4", camera=f"camera-{number}"))
            store.tracklets.begin_footage(FootageId(number), "one")
            found = [
                a_found_tracklet(100 * number + person, length=30, modality=modality)
                for person in range(PEOPLE)
            ]
            store.tracklets.store_segment(a_segment(number), found, A_MODEL)
    return path


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """The store answers the first question of the figures only when this is set."""
    go_on = Event()
    spans = SqlTrackletRepository.spans

    def slow(repository: SqlTrackletRepository) -> TrackletSpans:
        assert go_on.wait(20)
        return spans(repository)

    monkeypatch.setattr(SqlTrackletRepository, "spans", slow)
    yield go_on
    go_on.set()


def test_U4_the_answer_comes_without_its_figures_and_they_follow(
    path: Path, held_up: Event
) -> None:
    with Case.open(path) as case:
        began = monotonic()
        result = case.search(QUERY, ANY, patience_s=0.05)
        assert monotonic() - began < 5
        assert result.figures_pending
        assert all(one.error is None for one in result.candidates)
        held_up.set()
        figured = case.error_checks.figures_of(result)
        assert not figured.figures_pending
        errors = {one.tracklet.camera: one.error for one in figured.candidates}
        assert errors["camera-2"] is None  # nobody said that the cameras lie apart
        assert errors["camera-1"] is not None
        assert errors["camera-1"].pairs == PEOPLE * (PEOPLE - 1) // 2
        assert case.search(QUERY, ANY, patience_s=0).candidates == figured.candidates
        assert case.search(QUERY, ANY).candidates == figured.candidates


def test_figures_are_reckoned_once_for_a_state_of_the_case(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = []
    reckoned = error_figures.error_curves
    monkeypatch.setattr(
        error_figures,
        "error_curves",
        lambda *words, **options: times.append(1) or reckoned(*words, **options),
    )
    across = PairKind(("camera-1", "camera-2"), (Modality.VISIBLE, Modality.INFRARED))
    with Case.open(path) as case:
        first = case.errors()
        assert case.errors() is first
        assert across not in first.curves
        case.review.apply(SetApart(cameras=("camera-1", "camera-2"), seconds=0.0))
        assert len(case.errors().curves[across].similarities) == PEOPLE * PEOPLE
        assert len(times) == 2


def test_making_ready_begins_with_the_figures_and_does_not_wait_for_them(
    path: Path, held_up: Event
) -> None:
    with Case.open(path) as case:
        case.make_ready()
        assert any(one.name.startswith("errors") for one in enumerate_threads())
        held_up.set()
        found = case.search(QUERY, ANY, patience_s=30)
    assert not found.figures_pending
    assert any(one.error is not None for one in found.candidates)


def test_a_case_that_is_closed_is_not_made_ready(path: Path) -> None:
    case = Case.open(path)
    case._ranking.close()  # as closing does first
    case.make_ready()
    assert not [one for one in enumerate_threads() if one.name.startswith("errors")]
    case.close()


def test_a_case_closes_while_figures_are_under_way(path: Path, held_up: Event) -> None:
    case = Case.open(path)
    assert case.search(QUERY, ANY, patience_s=0).figures_pending
    closing = Thread(target=case.close)
    closing.start()
    closing.join(0.2)
    assert closing.is_alive()  # the store stays open as long as somebody reads it
    held_up.set()
    closing.join(20)
    assert not closing.is_alive()
    assert not [one for one in enumerate_threads() if one.name.startswith("errors")]


def test_a_failure_is_told_and_the_next_question_tries_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Case.open(path) as case:
        with monkeypatch.context() as patched:

            def fail(_: object) -> TrackletSpans:
                raise OSError("the disk does not answer")

            patched.setattr(SqlTrackletRepository, "spans", fail)
            with pytest.raises(OSError, match="does not answer"):
                case.errors()
        assert case.errors().curves


def test_the_vectors_are_those_of_the_search_and_no_tracklet_is_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Case.open(path) as case:
        case.ranked_again((QUERY,), ANY)  # the index is loaded from here on
        expected = case.errors().curves
    with Case.open(path) as case:
        loaded = case._ranking.loaded(A_MODEL)
        repositories = type(case.reading.embeddings), SqlTrackletRepository
        for repository, method in zip(repositories, ("all", "find"), strict=True):
            monkeypatch.setattr(repository, method, None)
        found = case.errors().curves
        assert list(found) == list(expected)
        for kind, curve in found.items():
            assert np.array_equal(curve.similarities, expected[kind].similarities)
            rows = np.searchsorted(loaded.columns.tracklet_ids, curve.pairs)
            first, second = (loaded.index.vectors(rows[:, side]) for side in (0, 1))
            alike = (first.astype(float) * second).sum(axis=1)
            assert curve.similarities == pytest.approx(alike)


def test_E24_who_was_decided_to_be_one_is_no_pair_of_different_people(path: Path) -> None:
    """Confirmed, or in one person; undone, the pair counts again."""
    kind = PairKind(("camera-1", "camera-1"), (Modality.VISIBLE, Modality.VISIBLE))
    first, second, third, fourth = (tracklet_id(FootageId(1), number) for number in (1, 2, 3, 4))

    def pairs(case: Case) -> set[tuple[int, ...]]:
        return {tuple(sorted(pair)) for pair in case.errors().curves[kind].pairs.tolist()}

    with Case.open(path) as case:
        everybody = pairs(case)
        assert len(everybody) == PEOPLE * (PEOPLE - 1) // 2
        case.review.apply(
            SetVerdict(query=(first,), candidate=second, verdict=Verdict.WEAKLY_SUPPORTS_SAME)
        )
        assert pairs(case) == everybody  # weak support confirms nothing
        case.review.apply(
            SetVerdict(query=(first,), candidate=second, verdict=Verdict.SUPPORTS_SAME)
        )
        assert everybody - pairs(case) == {(first, second)}
        case.review.apply(CreatePerson(name="Somebody", tracklets=(second, third)))
        assert everybody - pairs(case) == {(first, second), (second, third), (first, third)}
        assert case.errors().curves[kind].drawn_from is None
        case.review.undo()
        assert everybody - pairs(case) == {(first, second)}
        assert any(fourth in pair for pair in pairs(case))


def test_a_decision_that_no_free_pair_rests_on_is_no_reason_to_reckon_again(path: Path) -> None:
    """Of many tracklets that takes seconds, behind every candidate that is confirmed."""
    visible, infrared = (tracklet_id(FootageId(number), 1) for number in (1, 2))
    across = PairKind(("camera-1", "camera-2"), (Modality.VISIBLE, Modality.INFRARED))
    with Case.open(path) as case:
        first = case.errors()
        case.review.apply(
            SetVerdict(query=(visible,), candidate=infrared, verdict=Verdict.SUPPORTS_SAME)
        )
        assert case.errors() is first  # nobody said that these cameras lie apart
        case.review.apply(SetApart(cameras=("camera-1", "camera-2"), seconds=0.0))
        pairs = {tuple(sorted(pair)) for pair in case.errors().curves[across].pairs.tolist()}
        assert len(pairs) == PEOPLE * PEOPLE - 1
        assert (visible, infrared) not in pairs
