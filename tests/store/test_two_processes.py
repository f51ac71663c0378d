import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from cba_core.domain.errors import CaseBusyError
from cba_core.domain.repositories import TrackletFilter
from cba_core.store.case_store import SqlCaseStore, open_store
from cba_core.store.writer_lock import case_job_lock
from tests.support.builders import A_MODEL, a_new_footage
from tests.support.store_processes import (
    PER_SEGMENT,
    SEGMENTS,
    finish,
    start,
    wait_until_ready,
)

EVERYTHING = TrackletFilter()


def test_two_writers_at_once_lose_nothing(store: SqlCaseStore, case_path: Path) -> None:
    writers = [start("add_footage", case_path, name, "60") for name in ("ann", "ben")]
    for writer in writers:
        wait_until_ready(writer)
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        finish(writer)
    footage = store.footage.all()
    assert [one.id for one in footage] == list(range(1, 121))
    for name in ("ann", "ben"):
        own = [one.path.name for one in footage if one.camera == name]
        assert own == [f"{name}-{number}.mp4" for number in range(60)]


def test_threads_of_one_store_write_and_read_together(store: SqlCaseStore) -> None:
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(25):
                store.footage.add(a_new_footage(f"/e/{name}-{number}.mp4"))
                store.footage.all()
        except BaseException as error:  # noqa: BLE001  (handed to the test)
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [one.id for one in store.footage.all()] == list(range(1, 101))


def test_a_second_writer_waits_for_the_first(store: SqlCaseStore, case_path: Path) -> None:
    writer = start("write_slowly", case_path)
    wait_until_ready(writer)
    begun = time.monotonic()
    released = threading.Timer(0.6, finish, (writer,))
    released.start()
    store.settings.set("key", "value")
    waited_s = time.monotonic() - begun
    released.join()
    assert waited_s >= 0.5
    assert store.settings.get("key") == "value"


def test_a_writer_that_waited_long_enough_is_told(store: SqlCaseStore, case_path: Path) -> None:
    writer = start("write_slowly", case_path)
    wait_until_ready(writer)
    with (
        open_store(case_path, busy_timeout_s=0.2) as hasty,
        pytest.raises(CaseBusyError, match="being written by another process"),
    ):
        hasty.settings.set("key", "value")
    assert store.settings.get("key") is None  # readers do not wait
    finish(writer)
    with open_store(case_path, busy_timeout_s=0.2) as hasty:
        hasty.settings.set("key", "value")


def test_a_reader_sees_whole_segments_while_they_are_written(
    store: SqlCaseStore, case_path: Path
) -> None:
    store.footage.add(a_new_footage())
    writer = start("index_footage", case_path)
    wait_until_ready(writer)
    seen = set()
    while writer.poll() is None:
        columns = store.tracklets.columns()
        vectors = store.embeddings.all(A_MODEL)
        assert len(columns.tracklet_ids) % PER_SEGMENT == 0
        assert len(vectors) % PER_SEGMENT == 0
        assert len(vectors) >= len(columns.tracklet_ids)
        for tracklet in store.tracklets.find(EVERYTHING):
            assert tracklet.cover is not None
            assert tracklet.cover.is_file()
        seen.add(len(vectors))
    finish(writer)
    assert len(store.tracklets.columns().tracklet_ids) == SEGMENTS * PER_SEGMENT
    assert seen


def test_one_long_job_per_case_and_the_next_is_told_who_runs(
    store: SqlCaseStore, case_path: Path
) -> None:
    job = start("hold_job_lock", case_path)
    wait_until_ready(job)
    expected = rf"cba index \(process {job.pid} on .+, since 20\d\d-"
    with pytest.raises(CaseBusyError, match=expected), case_job_lock(case_path, "cba index"):
        pass
    store.settings.set("key", "value")  # the lock is for jobs, not for edits
    finish(job)
    with case_job_lock(case_path, "cba index"):
        pass
    assert not (case_path / "job.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_job_lets_go_of_the_case(store: SqlCaseStore, case_path: Path) -> None:
    job = start("hold_job_lock", case_path)
    wait_until_ready(job)
    job.send_signal(signal.SIGKILL)
    job.communicate(timeout=60)
    assert (case_path / "job.json").exists()
    with (
        case_job_lock(case_path, "cba index"),
        pytest.raises(CaseBusyError, match="cba index"),
        case_job_lock(case_path, "cba embed"),
    ):
        pass
