"""Indexing one file: what is kept, what is looked at, when it is heard."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cba_core.domain.errors import JobCancelled
from cba_core.domain.footage import FootageState
from cba_core.domain.progress import Progress
from cba_core.domain.repositories import CaseStore, TrackletFilter
from cba_core.footage import survey
from cba_core.pipelines import index_footage
from cba_core.pipelines.index_footage import CHECK, STEP
from cba_core.store.case_store import create_store
from tests.support.builders import some_case_facts
from tests.support.damaged_footage import spoil
from tests.support.indexing import FROM_FILE, added, indexed
from tests.support.small_case import footage_with_tracks
from tests.support.synthetic_footage import walking_boxes, walking_paths, write_clip

EVERYBODY = TrackletFilter()


@pytest.fixture(autouse=True)
def _report_every_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_footage, "_REPORT_EVERY_S", 0.0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    with create_store(tmp_path / "a.duskcase", some_case_facts()) as made:
        yield made


class Watching:
    """Notes what is reported, and asks to stop as soon as something is."""

    def __init__(self, stop: Callable[[Progress], bool] = lambda _: False) -> None:
        self.reports: list[Progress] = []
        self._stop = stop
        self._is_stopped = False

    def report(self, progress: Progress) -> None:
        self.reports.append(progress)
        self._is_stopped = self._is_stopped or self._stop(progress)

    def is_cancelled(self) -> bool:
        return self._is_stopped


def found(store: CaseStore) -> list[tuple[int, bytes]]:
    return [
        (tracklet.id, store.tracklets.crops(tracklet.id)[0].path.read_bytes())
        for tracklet in store.tracklets.find(EVERYBODY)
    ]


def test_footage_that_changed_since_keeps_what_was_found_in_it(
    tmp_path: Path, store: CaseStore
) -> None:
    clip = footage_with_tracks(tmp_path / "stick", "day")
    added(store, clip)
    indexed(store)
    before = found(store)
    assert len(before) == 2
    spoil(clip, at=0.9, count=1)
    (outcome,) = indexed(store, replace(FROM_FILE, stride=2))
    assert outcome.failure is not None
    assert "has changed" in outcome.failure
    assert outcome.tracklets == 2
    assert found(store) == before


def test_stopping_while_the_footage_is_checked_keeps_what_was_found_in_it(
    tmp_path: Path, store: CaseStore
) -> None:
    added(store, footage_with_tracks(tmp_path / "stick", "day"))
    indexed(store)
    before = found(store)
    with pytest.raises(JobCancelled):
        indexed(store, replace(FROM_FILE, stride=2), Watching(lambda told: told.step == CHECK))
    assert found(store) == before
    indexed(store, replace(FROM_FILE, stride=2))
    assert {identifier for identifier, _ in found(store)}.isdisjoint(dict(before))


def test_what_is_finished_is_not_read_again(tmp_path: Path, store: CaseStore) -> None:
    added(store, footage_with_tracks(tmp_path / "stick", "day"))
    indexed(store)
    watching = Watching()
    (outcome,) = indexed(store, context=watching)
    assert (outcome.frames, outcome.tracklets) == (0, 2)
    assert CHECK not in {told.step for told in watching.reports}


def day_and_night(folder: Path) -> Path:
    """12 s at 25 frames a second, then 12 s at 5, and a person whom every frame shows."""
    folder.mkdir()
    stamps = [40 * number for number in range(300)] + [12_000 + 200 * n for n in range(60)]
    frames = walking_boxes(len(stamps), people=1, width=320, height=240, speed_px=2)
    clip = write_clip(folder / "dusk.mp4", frames, pts=stamps, gop=50)
    rows = [
        f"{number + 1},-1,{x1:.0f},{y1:.0f},{x2 - x1:.0f},{y2 - y1:.0f},0.9"
        for number, ((x1, y1, x2, y2),) in enumerate(
            walking_paths(len(stamps), people=1, width=320, height=240, speed_px=2)
        )
    ]
    clip.with_suffix(".txt").write_text("\n".join(rows), "utf-8")
    return clip


def test_where_the_rate_drops_every_frame_is_looked_at_and_nobody_vanishes(
    tmp_path: Path, store: CaseStore
) -> None:
    added(store, day_and_night(tmp_path / "stick"))
    indexed(store)
    times = [
        float(time_s)
        for tracklet in store.tracklets.find(EVERYBODY)
        for time_s in store.tracklets.track(tracklet.id)[1]
    ]
    night = [time_s for time_s in times if time_s > 13]
    assert np.diff(night).max() == pytest.approx(0.2, abs=0.01)
    day = [time_s for time_s in times if time_s < 11]
    assert 6 <= 1 / np.diff(day).mean() < 9


def test_stopping_is_heard_while_frames_that_are_stored_already_are_decoded_again(
    tmp_path: Path, store: CaseStore
) -> None:
    """A raw stream resumes by decoding through."""
    added(store, footage_with_tracks(tmp_path / "stick", "raw", frames=200, suffix=".h264"))
    config = replace(FROM_FILE, segment_s=6.0)
    with pytest.raises(JobCancelled):
        indexed(store, config, Watching(lambda told: told.step == STEP and told.done >= 160))
    (begun,) = store.tracklets.indexed_footage()
    assert begun.finished_segments[-1].end_frame == 150
    watching = Watching(lambda told: told.step == STEP and told.footage_id is not None)
    with pytest.raises(JobCancelled):
        indexed(store, config, watching)
    assert [told.done for told in watching.reports if told.footage_id is not None] == [150]


def test_stopping_is_heard_while_a_raw_file_is_looked_through(
    tmp_path: Path, store: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = footage_with_tracks(tmp_path / "stick", "raw", frames=200, suffix=".h264")
    looks: list[int] = []
    monkeypatch.setattr(survey, "energy_of", lambda _: looks.append(1) or 9.0)
    watching = Watching(lambda told: told.step == survey.STEP)
    with pytest.raises(JobCancelled):
        survey.propose_segments(clip, watching)
    assert len(looks) <= 1
    assert not store.footage.all()


@pytest.mark.parametrize("suffix", [".mkv", ".ts", ".h264"])
def test_the_end_is_foreseen_also_where_the_container_does_not_count_its_frames(
    tmp_path: Path, store: CaseStore, suffix: str
) -> None:
    clip = footage_with_tracks(tmp_path / "stick", "day", frames=100, suffix=suffix)
    (footage,) = added(store, clip).added
    assert footage.facts.expected_frames is None
    assert footage.frames_to_expect == pytest.approx(100, abs=3)
    watching = Watching()
    indexed(store, context=watching)
    own = [told for told in watching.reports if told.step == STEP and told.footage_id is not None]
    whole = [told for told in watching.reports if told.step == STEP and told.footage_id is None]
    assert {told.total for told in own} == {footage.frames_to_expect}
    assert whole[-1].done == whole[-1].total == footage.frames_to_expect
    assert all(told.total is None or told.done <= told.total for told in (*own, *whole))
    assert store.footage.get(footage.id).state is FootageState.INDEXED
