"""What a run did stands in the case: one file a run, one JSON object a line, within bounds."""

import json
from pathlib import Path
from typing import Any

import pytest

from cba_core.domain.errors import ConfigError, JobCancelled
from cba_core.store import run_log as run_log_module
from cba_core.store.case_store import SqlCaseStore, open_store
from cba_core.store.run_log import run_log


def lines_of(case: Path) -> list[list[dict[str, Any]]]:
    """Of every log, oldest first."""
    return [
        [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for path in sorted((case / "logs").iterdir())
    ]


def test_a_run_leaves_its_start_its_facts_and_its_end(store: SqlCaseStore, case_path: Path) -> None:
    with run_log(store.folder, "index") as log:
        log.note("file", path="/e/\udce9\n.mp4", tracklets=3)
    ((start, file, end),) = lines_of(case_path)
    assert (start["event"], start["run"]) == ("start", "index")
    assert {"time", "version", "python", "platform", "process"} <= start.keys()
    assert (file["event"], file["path"], file["tracklets"]) == ("file", "/e/\udce9\n.mp4", 3)
    assert (end["event"], end["outcome"]) == ("end", "done")
    assert end["seconds"] >= 0


@pytest.mark.parametrize(
    ("error", "outcome", "told"),
    [
        (JobCancelled("Finding people"), "stopped", "Finding people"),
        (ConfigError("stride", "is odd"), "failed", "Setting stride: is odd"),
        (KeyError("planted"), "fault", "KeyError"),
        (KeyboardInterrupt(), "stopped", "KeyboardInterrupt"),
    ],
)
def test_a_run_that_did_not_finish_says_why(
    store: SqlCaseStore, case_path: Path, error: BaseException, outcome: str, told: str
) -> None:
    with pytest.raises(type(error)), run_log(store.folder, "index"):
        raise error
    end = lines_of(case_path)[0][-1]
    assert (end["event"], end["outcome"]) == ("end", outcome)
    assert told in end["why"]


def test_a_log_that_cannot_be_written_stops_no_run(
    store: SqlCaseStore, case_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (case_path / "logs").rmdir()
    (case_path / "logs").write_text("a file is in the way")
    with run_log(store.folder, "index") as log:
        log.note("file")
    assert "the log of this run cannot be written" in caplog.text


def test_logs_stay_within_bounds(
    store: SqlCaseStore, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_log_module, "MOST_LOGS", 3)
    monkeypatch.setattr(run_log_module, "MOST_BYTES", 2000)
    (case_path / "logs" / "notes of mine.txt").touch()
    for run in range(5):
        with run_log(store.folder, f"run-{run}") as log:
            for number in range(100):
                log.note("file", number=number)
    logs = sorted((case_path / "logs").glob("*.jsonl"))
    assert [path.stem.rpartition("-run-")[2] for path in logs] == ["2", "3", "4"]
    assert (case_path / "logs" / "notes of mine.txt").exists()
    for path in logs:
        assert path.stat().st_size < 3000
        events = [json.loads(line)["event"] for line in path.read_text().splitlines()]
        assert events[-2:] == ["cut", "end"]


def test_nothing_is_written_into_a_case_that_is_only_read(
    store: SqlCaseStore, case_path: Path
) -> None:
    store.close()
    with (
        open_store(case_path, read_only=True) as reader,
        run_log(reader.folder, "index", write=False),
    ):
        pass
    assert lines_of(case_path) == []
