"""What a second `cba index` does anew, what it leaves alone, and what it says where it cannot."""

import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.small_case import (
    ROOT,
    a_case,
    cba,
    cba_json,
    footage_with_tracks,
    slow_command,
    stored_crops,
)

FROM_FILE = ("--detector", "motchallenge", "--stride", 1)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A visible and an infrared clip of two people each."""
    for name, colour in (("day", True), ("night", False)):
        footage_with_tracks(tmp_path / "stick", name, colour=colour, frames=30)
    return tmp_path / "stick"


def test_an_edited_text_file_makes_its_footage_and_no_other_be_indexed_anew(
    stick: Path, tmp_path: Path
) -> None:
    case = a_case(tmp_path, stick)
    cba("index", case, *FROM_FILE)
    rows = stick / "day.txt"
    whole = rows.read_text().splitlines()
    rows.write_text("\n".join(row for row in whole if row.split(",")[1] == "1"))
    report = cba_json("index", case)["footage"]
    assert [(one["tracklets"], one["frames"]) for one in report] == [(1, 30), (2, 0)]
    assert [one["frames"] for one in cba_json("index", case)["footage"]] == [0, 0]


def test_a_word_that_goes_against_the_proposal_has_people_sought_anew(
    stick: Path, tmp_path: Path
) -> None:
    case = a_case(tmp_path, stick)
    cba("index", case, *FROM_FILE)
    cba("footage", "set", case, 1, "--modality", "visible")  # as proposed
    assert [one["frames"] for one in cba_json("index", case)["footage"]] == [0, 0]
    told = cba("footage", "set", case, 1, "--modality", "thermal").stdout
    assert "cba index" in told
    assert [one["frames"] for one in cba_json("index", case)["footage"]] == [30, 0]
    assert [one["frames"] for one in cba_json("index", case)["footage"]] == [0, 0]
    cba("footage", "set", case, 1, "--modality", "auto")
    assert [one["frames"] for one in cba_json("index", case)["footage"]] == [30, 0]


def test_footage_that_went_missing_with_its_text_file_stays_indexed(
    stick: Path, tmp_path: Path
) -> None:
    case = a_case(tmp_path, stick)
    cba("index", case, *FROM_FILE)
    shutil.rmtree(stick)
    report = cba_json("index", case)["footage"]
    assert [(one["tracklets"], one["failure"]) for one in report] == [(2, None)] * 2
    again = cba("index", case, "--stride", 2, check=False)
    assert again.returncode == 1
    assert "day.mp4 is not at" in again.stderr


def test_reading_boxes_from_files_does_not_switch_the_motion_gate_off_for_later_runs(
    stick: Path, tmp_path: Path
) -> None:
    case = a_case(tmp_path, stick)
    cba("index", case, *FROM_FILE)
    with closing(sqlite3.connect(case / "case.sqlite")) as database:
        (config,) = database.execute(
            "SELECT value FROM setting WHERE key = 'index_config'"
        ).fetchone()
    assert '"skip_still": true' in config


def test_a_model_that_is_gone_is_not_replaced_without_being_asked(
    stick: Path, tmp_path: Path
) -> None:
    case = a_case(tmp_path, stick)
    first = cba_json("index", case, *FROM_FILE)["model"]
    with closing(sqlite3.connect(case / "case.sqlite")) as database:
        database.execute("UPDATE setting SET value = '/gone.safetensors' WHERE key = 'model_file'")
        database.commit()
    # the case came from another machine, where the program lies elsewhere
    assert cba_json("index", case)["model"] == first
    with closing(sqlite3.connect(case / "case.sqlite")) as database:
        database.execute("UPDATE setting SET value = '/gone.safetensors' WHERE key = 'model_file'")
        database.execute("UPDATE setting SET value = '77' WHERE key = 'model_id'")
        database.commit()
    refused = cba("index", case, check=False)
    assert refused.returncode == 1
    assert "/gone.safetensors" in refused.stderr
    assert "Remedy" in refused.stderr
    assert cba_json("index", case, "--model", "starter")["model"] == first


def test_footage_whose_indexing_was_stopped_is_not_being_indexed(tmp_path: Path) -> None:
    case = a_case(tmp_path, footage_with_tracks(tmp_path / "stick", "long", frames=900))
    running = subprocess.Popen(
        slow_command("index", case, *FROM_FILE, "--segment-seconds", 2),
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    while running.poll() is None and not stored_crops(case):
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    assert running.wait(60) == 130
    assert [one["state"] for one in cba_json("footage", "list", case)["footage"]] == ["added"]


@pytest.mark.parametrize("start", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59+00:00"])
def test_a_start_time_at_the_end_of_the_calendar_is_refused(
    start: str, stick: Path, tmp_path: Path
) -> None:
    case = a_case(tmp_path, stick)
    for words in (("set", case, 1), ("add", case, stick)):
        refused = cba("footage", *words, "--start", start, check=False)
        assert refused.returncode == 1
        assert "Setting start time" in refused.stderr
    assert len(cba_json("footage", "list", case)["footage"]) == 2
