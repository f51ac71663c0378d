"""Curves for TensorBoard, read back with its own reader."""

from pathlib import Path

import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from cba_core.domain.errors import NotInstalledError
from cba_core.training import tensorboard_log
from cba_core.training.run_log import JsonLinesLog, SeveralLogs, read_run_log
from cba_core.training.tensorboard_log import TensorBoardLog, curves_of


def curve(folder: Path, name: str) -> list[tuple[int, float]]:
    events = EventAccumulator(str(folder))
    events.Reload()
    return [(one.step, one.value) for one in events.Scalars(name)]


def test_every_number_of_a_line_is_a_curve() -> None:
    facts = {
        "seconds": 3.0, "stage": "Measuring", "clusters": {"visible": 4, "infrared": 2},
        "silhouette": {"visible": None, "infrared": 0.5}, "quality": {"visible": {"purity": 1.0}},
    }  # fmt: skip
    assert list(curves_of(facts)) == [
        ("clusters/visible", 4.0),
        ("clusters/infrared", 2.0),
        ("silhouette/infrared", 0.5),
        ("quality/visible/purity", 1.0),
    ]


def test_a_resumed_run_leaves_one_curve(tmp_path: Path) -> None:
    log = TensorBoardLog(tmp_path)
    for step in (0, 5, 10):
        log.write("step", step, {"losses": {"total": float(step)}})
    log.forget_from(5)
    log.write("step", 5, {"losses": {"total": 7.0}})
    assert curve(tmp_path, "losses/total") == [(0, 0.0), (5, 7.0)]


def test_a_run_begun_anew_in_the_folder_leaves_one_curve(tmp_path: Path) -> None:
    for value in (1.0, 2.0):
        log = TensorBoardLog(tmp_path)
        log.forget_from(0)
        log.write("step", 0, {"losses": {"total": value}})
    assert curve(tmp_path, "losses/total") == [(0, 2.0)]


def test_both_logs_are_told(tmp_path: Path) -> None:
    lines = JsonLinesLog(tmp_path / "log.jsonl")
    both = SeveralLogs([lines, TensorBoardLog(tmp_path / "board")])
    both.write("step", 0, {"losses": {"total": 1.0}})
    both.write("step", 5, {"losses": {"total": 2.0}})
    both.forget_from(5)
    assert [one["step"] for one in read_run_log(tmp_path / "log.jsonl")] == [0]
    both.write("step", 5, {"losses": {"total": 3.0}})
    assert curve(tmp_path / "board", "losses/total") == [(0, 1.0), (5, 3.0)]


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tensorboard_log, "find_spec", lambda _: None)
    with pytest.raises(NotInstalledError, match="tensorboard"):
        TensorBoardLog(tmp_path)
