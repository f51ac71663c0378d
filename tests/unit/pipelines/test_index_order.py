"""What is indexed first: the queue, what a run makes of it, and the row of the log."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from cba_core.case import Case
from cba_core.domain.case_log import LogAction
from cba_core.domain.errors import JobCancelled, NotInCaseError
from cba_core.domain.footage import FootageState
from cba_core.domain.ids import FootageId
from cba_core.domain.index_order import in_order
from cba_core.domain.progress import Progress
from cba_core.domain.repositories import CaseStore, TrackletFilter
from cba_core.pipelines import index_case, index_footage
from cba_core.pipelines.index_footage import STEP
from cba_core.pipelines.index_order import IndexOrder
from cba_core.pipelines.index_queue import IndexQueue
from tests.support.builders import a_footage, some_case_facts
from tests.support.indexing import FROM_FILE, added, indexed
from tests.support.small_case import footage_with_tracks

PIECE_S = 1.0
FRAMES = 100
GROUP = 12
PIECEWISE = replace(FROM_FILE, segment_s=PIECE_S, stride=1)


def numbers(*ids: int) -> list[FootageId]:
    return [FootageId(one) for one in ids]


@pytest.mark.parametrize(
    ("first", "expected"),
    [((), (1, 2, 3)), ((3,), (3, 1, 2)), ((3, 2, 3), (3, 2, 1)), ((9, 2), (2, 1, 3))],
)
def test_what_was_put_first_goes_first_and_the_rest_as_added(
    first: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    assert in_order(numbers(1, 2, 3), numbers(*first)) == numbers(*expected)


def test_a_queue_follows_what_is_put_first_meanwhile() -> None:
    first: list[FootageId] = []
    one, two, three = footage = [a_footage(number) for number in (1, 2, 3)]
    queue = IndexQueue(footage, lambda: first)
    assert queue.take() is one
    assert not queue.is_overtaken(one)
    first[:] = numbers(3, 2)
    assert queue.is_overtaken(one)
    assert queue.take() is three
    assert not queue.is_overtaken(three)
    assert queue.is_overtaken(one)  # by the second, which waits
    queue.put_back(one)
    assert [queue.take(), queue.take(), queue.take()] == [two, one, None]


class Watching:
    """Acts on what is reported, and asks to stop when told to."""

    def __init__(self, act: Callable[[Progress], object]) -> None:
        self.reports: list[Progress] = []
        self.stops = False
        self._act = act

    def report(self, progress: Progress) -> None:
        self.reports.append(progress)
        self._act(progress)

    def is_cancelled(self) -> bool:
        return self.stops

    def files(self, step: str) -> list[int]:
        """In which order files were at this step, without repetitions in a row."""
        ids = [one.footage_id for one in self.reports if one.step == step and one.footage_id]
        return [one for place, one in enumerate(ids) if not place or ids[place - 1] != one]


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_case, "files_side_by_side", lambda: 1)
    monkeypatch.setattr(index_footage, "_REPORT_EVERY_S", 0.0)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "a.duskcase", some_case_facts()) as made:
        clips = [
            footage_with_tracks(tmp_path / "stick", f"clip{number}", frames=FRAMES, seed=number)
            for number in (1, 2, 3)
        ]
        added(made.reading, *clips)
        yield made


def run(case: Case, context: Any) -> list[Any]:
    return indexed(case.reading, PIECEWISE, context)


def found(store: CaseStore) -> list[Any]:
    return [
        (one.id, one.start_s, one.end_s, one.length)
        for one in store.tracklets.find(TrackletFilter())
    ]


def test_files_are_indexed_in_the_order_a_person_gave(case: Case) -> None:
    case.index_order.put_first(numbers(3))
    watching = Watching(lambda _: None)
    run(case, watching)
    assert watching.files(STEP) == [3, 1, 2]


def test_a_file_gives_way_behind_its_piece_and_nothing_is_done_twice(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored_when: list[int] = []
    compared: list[str] = []
    sha256_of = index_footage.sha256_of

    def compare(path: Path, *more: Any, **options: Any) -> str:
        compared.append(path.name)
        return sha256_of(path, *more, **options)

    monkeypatch.setattr(index_footage, "sha256_of", compare)

    def put_third_first(progress: Progress) -> None:
        if progress.footage_id == 1 and progress.step == STEP and progress.done == 10:
            case.index_order.put_first(numbers(3))
        if progress.footage_id == 3 and not stored_when:
            stored_when.append(len(case.reading.tracklets.indexed_footage()[0].finished_segments))

    watching = Watching(put_third_first)
    outcomes = run(case, watching)
    assert watching.files(STEP) == [1, 3, 1, 2]
    assert stored_when == [1]  # one piece of the first, whose tracklets can be searched already
    assert [one.frames for one in outcomes] == [FRAMES] * 3
    assert compared == ["clip1.mp4", "clip3.mp4", "clip2.mp4"]  # once each
    decoded = [one.done for one in watching.reports if one.step == STEP and one.footage_id == 1]
    # seeking looks through the packets of the group of pictures in which the piece ends
    assert min(later - earlier for earlier, later in pairwise(decoded)) > -GROUP
    assert min(decoded[decoded.index(24) + 1 :]) >= 25
    assert {one.state for one in case.footage()} == {FootageState.INDEXED}
    with Case.create(tmp_path / "b.duskcase", some_case_facts()) as unbroken:
        added(unbroken.reading, *(one.path for one in case.footage()))
        indexed(unbroken.reading, PIECEWISE)
        assert found(case.reading) == found(unbroken.reading)


def test_a_file_that_changed_while_it_waited_is_compared_again(case: Case) -> None:
    def put_third_first(progress: Progress) -> None:
        if progress.footage_id == 1 and progress.step == STEP and progress.done == 10:
            case.index_order.put_first(numbers(3))
        if progress.footage_id == 3 and progress.step == STEP and progress.done == 10:
            path = case.footage()[0].path
            path.write_bytes(path.read_bytes() + b"another")

    first, *others = run(case, Watching(put_third_first))
    assert first.failure is not None
    assert "changed" in first.failure
    assert all(one.failure is None for one in others)


def test_a_stopped_run_keeps_the_order_and_goes_on_where_it_was(case: Case) -> None:
    case.index_order.put_first(numbers(2))

    def stop(progress: Progress) -> None:
        if progress.footage_id == 2 and progress.done == 60:
            watching.stops = True

    watching = Watching(stop)
    with pytest.raises(JobCancelled):
        run(case, watching)
    assert {one.state for one in case.footage()} == {FootageState.ADDED}
    again = Watching(lambda _: None)
    outcomes = run(case, again)
    assert again.files(STEP) == [2, 1, 3]
    assert [one.frames for one in outcomes] == [FRAMES, FRAMES - 50, FRAMES]


def test_the_order_is_kept_logged_and_taken_back(case: Case) -> None:
    order = case.index_order
    assert order.put_first(numbers(2)) == numbers(2)
    assert order.put_first(numbers(3, 1)) == numbers(3, 1, 2)
    assert order.put_first(numbers(3, 1)) == numbers(3, 1, 2)  # nothing changes: not logged
    assert order.put_back(numbers(1)) == IndexOrder(case.reading, case.log).first()
    rows = [one for one in case.log.entries() if one.object == "index order"]
    assert [one.action for one in rows] == [LogAction.CHANGE] * 3
    assert rows[-1].details == {"first": [3, 2], "before": [3, 1, 2]}
    with pytest.raises(NotInCaseError):
        order.put_first(numbers(9))


def test_files_are_named_by_camera_number_name_or_path(case: Case) -> None:
    case.set_footage(numbers(1, 3), camera="North")
    order, path = case.index_order, case.footage()[1].path
    assert order.named("North") == numbers(1, 3)
    assert order.named("2") == order.named("clip2.mp4") == order.named(str(path)) == numbers(2)
    with pytest.raises(NotInCaseError, match="no camera and no footage South"):
        order.named("South")
