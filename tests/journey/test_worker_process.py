"""The worker process: answers, cancel, pause, a kill, errors for people and faults of ours."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from cba_core.config.index_config import IndexConfig
from cba_core.domain.changes import ChangeSet
from cba_core.domain.reports import AddReport, FindReport, IndexReport
from cba_core.jobs.job_kinds import JOB_FUNCTIONS, job_function
from cba_core.jobs.requests import (
    AddFootageRequest,
    Cancelled,
    Changed,
    DrawMapRequest,
    Failed,
    FileProgressed,
    FindFootageRequest,
    Finished,
    IndexRequest,
    JobRequest,
    MeasureModelsRequest,
    Message,
    TrainModelRequest,
)
from cba_core.jobs.worker_process import WorkerProcess
from tests.support.small_case import ROOT, a_case, cba, cba_json, footage_with_tracks


@pytest.fixture
def worker() -> Iterator[WorkerProcess]:
    process = WorkerProcess()
    yield process
    process.close()


def until_the_end(worker: WorkerProcess, timeout_s: float = 120) -> list[Message]:
    messages: list[Message] = []
    deadline = time.monotonic() + timeout_s
    while worker.is_busy:
        assert time.monotonic() < deadline, messages[-5:]
        messages += worker.poll()
        time.sleep(0.01)
    return messages


def until(worker: WorkerProcess, kind: type[Message], timeout_s: float = 60) -> list[Message]:
    messages: list[Message] = []
    deadline = time.monotonic() + timeout_s
    while not any(isinstance(message, kind) for message in messages):
        assert time.monotonic() < deadline, messages
        messages += worker.poll()
        time.sleep(0.01)
    return messages


def index_request(case: Path) -> IndexRequest:
    return IndexRequest(
        case_path=case, config=IndexConfig(detector="motchallenge", stride=1, segment_s=2)
    )


def slow_request(case: Path) -> IndexRequest:
    """A network looks at every frame: no machine is through before the test has stopped it."""
    return IndexRequest(case_path=case, config=IndexConfig(stride=1, skip_still=False))


def test_every_request_has_a_function() -> None:
    assert set(JOB_FUNCTIONS) == set(get_args(JobRequest))
    for request in (
        AddFootageRequest(case_path=Path("x"), paths=()),
        FindFootageRequest(case_path=Path("x"), folder=Path("y")),
        IndexRequest(case_path=Path("x")),
        TrainModelRequest(case_path=Path("x"), name="y"),
        MeasureModelsRequest(case_path=Path("x"), models=()),
        DrawMapRequest(case_path=Path("x")),
    ):
        assert callable(job_function(request))


def test_footage_is_added_and_indexed_by_one_warm_worker(
    worker: WorkerProcess, tmp_path: Path
) -> None:
    clip = footage_with_tracks(tmp_path / "stick", "day", frames=100)
    case = a_case(tmp_path)
    worker.submit(AddFootageRequest(case_path=case, paths=(clip,), camera="Gate"))
    added = until_the_end(worker)
    assert Changed(ChangeSet(footage=True)) in added
    last = added[-1]
    assert isinstance(last, Finished)
    assert isinstance(last.result, AddReport)
    assert [footage.camera for footage in last.result.added] == ["Gate"]
    worker.submit(index_request(case))
    indexed = until_the_end(worker)
    assert any(isinstance(message, FileProgressed) for message in indexed)
    assert Changed(ChangeSet(tracklets=True, embeddings=True)) in indexed
    last = indexed[-1]
    assert isinstance(last, Finished)
    assert isinstance(last.result, IndexReport)
    assert last.result.outcomes[0].tracklets == len(cba_json("tracklets", case)["tracklets"]) > 0


def test_what_a_person_can_act_on_is_no_fault_of_ours(
    worker: WorkerProcess, tmp_path: Path
) -> None:
    worker.submit(IndexRequest(case_path=tmp_path / "nowhere.duskcase"))
    last = until_the_end(worker)[-1]
    assert isinstance(last, Failed)
    assert not last.is_bug
    assert "nowhere.duskcase" in last.what
    assert last.remedy


def test_moved_footage_is_found_by_its_content(worker: WorkerProcess, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    day = footage_with_tracks(stick, "day", frames=20)
    night = footage_with_tracks(stick, "night", frames=30, seed=8)
    case = a_case(tmp_path, day, night)
    (tmp_path / "archive" / "deep").mkdir(parents=True)
    moved = day.rename(tmp_path / "archive" / "deep" / "renamed.mp4")
    night.unlink()
    worker.submit(FindFootageRequest(case_path=case, folder=tmp_path / "archive"))
    messages = until_the_end(worker)
    assert Changed(ChangeSet(footage=True)) in messages
    report = messages[-1].result if isinstance(messages[-1], Finished) else None
    assert isinstance(report, FindReport), messages[-1]
    assert [footage.path for footage in report.found] == [moved.resolve()]
    assert [footage.name for footage in report.missing] == ["night.mp4"]


def test_a_job_is_paused_resumed_and_cancelled(worker: WorkerProcess, tmp_path: Path) -> None:
    clip = footage_with_tracks(tmp_path / "stick", "long", frames=600)
    case = a_case(tmp_path, clip)
    worker.submit(slow_request(case))
    until(worker, FileProgressed)
    worker.pause()
    time.sleep(0.5)
    worker.poll()
    time.sleep(0.7)
    assert worker.poll() == []
    assert worker.is_busy
    worker.resume()
    assert until(worker, FileProgressed)
    worker.cancel()
    messages = until_the_end(worker)
    assert isinstance(messages[-1], Cancelled), messages[-3:]
    worker.submit(index_request(case))
    assert isinstance(until_the_end(worker)[-1], Finished)


def test_a_killed_worker_is_told_and_the_next_job_starts_a_new_one(
    worker: WorkerProcess, tmp_path: Path
) -> None:
    clip = footage_with_tracks(tmp_path / "stick", "long", frames=600)
    case = a_case(tmp_path, clip)
    worker.submit(slow_request(case))
    until(worker, FileProgressed)
    worker.kill()
    last = until_the_end(worker)[-1]
    assert isinstance(last, Failed)
    assert last.is_bug
    worker.submit(index_request(case))
    assert isinstance(until_the_end(worker)[-1], Finished)


WINDOW_THAT_IS_KILLED = """
import os, signal, sys
from pathlib import Path
from cba_core.jobs.requests import FileProgressed
from cba_core.jobs.worker_process import WorkerProcess
from tests.journey.test_worker_process import slow_request, until

if __name__ == "__main__":
    worker = WorkerProcess()
    worker.submit(slow_request(Path(sys.argv[1])))
    until(worker, FileProgressed)
    worker.pause()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_paused_job_whose_window_was_killed_ends_and_frees_the_case(tmp_path: Path) -> None:
    case = a_case(tmp_path, footage_with_tracks(tmp_path / "stick", "long", frames=600))
    window = tmp_path / "window.py"
    window.write_text(WINDOW_THAT_IS_KILLED, encoding="utf-8")
    killed = subprocess.run(
        [sys.executable, window, case],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 30
    while (again := cba("index", case, "--detector", "motchallenge", check=False)).returncode:
        assert "is being written by" in again.stderr, again.stderr
        assert time.monotonic() < deadline, "the paused worker still holds the case"


def test_two_jobs_at_once_are_refused(worker: WorkerProcess, tmp_path: Path) -> None:
    worker.submit(IndexRequest(case_path=tmp_path / "nowhere.duskcase"))
    with pytest.raises(RuntimeError, match="busy"):
        worker.submit(IndexRequest(case_path=tmp_path / "nowhere.duskcase"))
    until_the_end(worker)
