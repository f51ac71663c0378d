"""kill -9 at any moment, then again: the same tracklets as an unbroken run."""

import signal
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cba_core.domain.footage import FootageState
from cba_core.domain.repositories import TrackletFilter
from cba_core.store.case_store import SqlCaseStore, create_store, open_store
from tests.support.builders import A_DIGEST, A_MODEL, a_new_footage, a_segment, some_case_facts
from tests.support.store_processes import (
    FIRST,
    PER_SEGMENT,
    SEGMENTS,
    finish,
    found_in,
    index,
    start,
    wait_until_ready,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

POINTS = {
    "after the crops are written": 2,
    "after the crops are in place": 2,
    "after the rows are written": 2,
    "after the segment is stored": 3,
}


def everything_in(store: SqlCaseStore) -> dict[str, Any]:
    """All that indexing stores, without what differs between two cases."""
    found: dict[str, Any] = {}
    for tracklet in store.tracklets.find(TrackletFilter()):
        track, times_s = store.tracklets.track(tracklet.id)
        crops = store.tracklets.crops(tracklet.id)
        vector = store.embeddings.vector(tracklet.id, A_MODEL)
        found[tracklet.label] = (
            (tracklet.segment, tracklet.start_s, tracklet.end_s, tracklet.length),
            track.frame_indices.tolist(),
            track.boxes.tolist(),
            np.asarray(times_s).tolist(),
            [(crop.path.name, crop.quality, crop.path.read_bytes()) for crop in crops],
            None if vector is None else vector.tolist(),
        )
    on_disk = sorted(
        path.relative_to(store.folder.crops).as_posix() for path in store.folder.crops.rglob("*")
    )
    return {"tracklets": found, "crops": on_disk}


@pytest.fixture
def unbroken(tmp_path: Path) -> dict[str, Any]:
    """What a run that nobody kills stores."""
    with create_store(tmp_path / "unbroken.duskcase", some_case_facts()) as store:
        store.footage.add(a_new_footage())
        assert len(index(store)) == SEGMENTS * PER_SEGMENT
        return everything_in(store)


@pytest.mark.parametrize("point", POINTS)
def test_a_run_killed_within_a_segment_goes_on_and_ends_with_the_same(
    store: SqlCaseStore, case_path: Path, unbroken: dict[str, Any], point: str
) -> None:
    store.footage.add(a_new_footage())
    store.close()
    process = start("index_and_die", case_path, point)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, errors

    with open_store(case_path) as again:
        kept = again.tracklets.indexed_footage()[0].finished_segments
        assert len(kept) == POINTS[point]
        assert again.tracklets.count(TrackletFilter()) == POINTS[point] * PER_SEGMENT
        for tracklet in again.tracklets.find(TrackletFilter()):
            assert all(crop.path.is_file() for crop in again.tracklets.crops(tracklet.id))
        index(again)
        assert everything_in(again) == unbroken


def test_a_run_killed_again_and_again_at_any_time_ends_with_the_same(
    store: SqlCaseStore, case_path: Path, unbroken: dict[str, Any]
) -> None:
    store.footage.add(a_new_footage())
    store.close()
    for delay_s in (0.0, 0.004, 0.01, 0.02, 0.035):
        process = start("index_footage", case_path)
        wait_until_ready(process)
        time.sleep(delay_s)
        process.kill()
        process.communicate(timeout=60)
    finish(start("index_footage", case_path))
    with open_store(case_path) as again:
        again.tracklets.begin_footage(FIRST, A_DIGEST)
        assert everything_in(again) == unbroken


def test_what_a_change_of_settings_left_half_removed_is_swept(
    store: SqlCaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.footage.add(a_new_footage())
    index(store)
    with monkeypatch.context() as killed:

        def die(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        killed.setattr("cba_core.store.tracklet_repository.sweep_crops", die)
        with pytest.raises(KeyboardInterrupt):
            store.tracklets.begin_footage(FIRST, "e" * 64)
    assert store.tracklets.count(TrackletFilter()) == 0
    assert list(store.folder.crops_of_footage(FIRST).iterdir()) != []
    store.tracklets.begin_footage(FIRST, "e" * 64)
    assert list(store.folder.crops_of_footage(FIRST).iterdir()) == []
    assert store.footage.get(FIRST).state is FootageState.MISSING


def test_ctrl_c_right_after_the_commit_leaves_the_crops_of_a_stored_segment(
    store: SqlCaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.footage.add(a_new_footage())
    write = store._database.write
    strikes = 1

    @contextmanager
    def interrupted() -> Any:
        nonlocal strikes
        with write() as connection:
            yield connection
        if strikes:
            strikes -= 1
            raise KeyboardInterrupt

    store.tracklets.begin_footage(FIRST, A_DIGEST)
    monkeypatch.setattr(store._database, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        index_one(store)
    monkeypatch.undo()
    (tracklet, *_) = store.tracklets.find(TrackletFilter())
    assert all(crop.path.is_file() for crop in store.tracklets.crops(tracklet.id))


def index_one(store: SqlCaseStore) -> None:
    store.tracklets.store_segment(a_segment(), found_in(0), A_MODEL)
