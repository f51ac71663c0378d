"""The file of recorded figures: both sets side by side, and none taken that do not fit."""

import json
from pathlib import Path

import pytest

import cba_core
from cba_core.pipelines.embedded_sample import sample_folder
from cba_core.self_test.fixed_set import FIXED_SET, SetName, expected_file
from cba_core.self_test.recorded_figures import (
    RecordedFiguresError,
    read_recorded,
    write_recorded,
)
from cba_core.self_test.results import recorded_of
from cba_core.self_test.run_self_test import truth_sha256
from cba_core.simulation.plan import digest_of
from cba_core.weights.content_hash import sha256_of
from tests.support.self_tests import a_measured_set

RECORDED = recorded_of(a_measured_set())
PLAN = RECORDED.source


def test_each_set_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    other = recorded_of(a_measured_set(source="5" * 64))
    write_recorded(path, SetName.RENDERED, RECORDED)
    write_recorded(path, SetName.SAMPLE, other)
    assert read_recorded(path, SetName.RENDERED, PLAN) == RECORDED
    assert read_recorded(path, SetName.SAMPLE, PLAN) == other
    assert [one.name for one in tmp_path.iterdir()] == ["figures.json"]


def test_figures_of_another_version_are_not_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "figures.json"
    write_recorded(path, SetName.RENDERED, RECORDED)
    monkeypatch.setattr(cba_core, "__version__", "9.0.0")
    with pytest.raises(RecordedFiguresError, match=r"this is 9\.0\.0"):
        read_recorded(path, SetName.RENDERED, PLAN)
    write_recorded(path, SetName.SAMPLE, RECORDED)
    with pytest.raises(RecordedFiguresError, match="none were recorded for the rendered"):
        read_recorded(path, SetName.RENDERED, PLAN)  # what the older version recorded is gone


def test_figures_of_other_footage_are_not_compared(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    write_recorded(path, SetName.RENDERED, RECORDED)
    with pytest.raises(RecordedFiguresError, match="other footage"):
        read_recorded(path, SetName.RENDERED, "0" * 64)


@pytest.mark.parametrize(
    "content", ["", "[]", '{"format": 7}', '{"format": 1, "version": "VERSION", "sets": {}}']
)
def test_what_is_no_such_file_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "figures.json"
    path.write_text(content.replace("VERSION", cba_core.__version__), encoding="utf-8")
    with pytest.raises(RecordedFiguresError, match="--record"):
        read_recorded(path, SetName.RENDERED, PLAN)


def test_a_damaged_set_is_told(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    write_recorded(path, SetName.RENDERED, RECORDED)
    stored = json.loads(path.read_text(encoding="utf-8"))
    del stored["sets"]["rendered"]["model"]
    path.write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(RecordedFiguresError, match="damaged"):
        read_recorded(path, SetName.RENDERED, PLAN)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordedFiguresError, match="No such file"):
        read_recorded(tmp_path / "figures.json", SetName.RENDERED, PLAN)


def test_the_figures_that_ship_are_of_this_version_and_of_what_it_renders() -> None:
    recorded = read_recorded(expected_file(), SetName.RENDERED, digest_of(FIXED_SET))
    assert len(recorded.footage) == sum(FIXED_SET.cameras.values())
    assert recorded.figures["visible: recall"].expected


def test_the_figures_that_ship_are_of_the_sample_that_ships() -> None:
    recorded = read_recorded(expected_file(), SetName.SAMPLE, digest_of(FIXED_SET))
    folder = sample_folder()
    assert recorded.source == truth_sha256(folder)
    clips = (folder / "footage").glob("*.mp4")
    assert recorded.footage == {clip.name: sha256_of(clip) for clip in clips}
