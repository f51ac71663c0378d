"""A run killed at any moment goes on and ends with the tracklets of an unbroken one."""

import random
import signal
import subprocess
import time
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
    what_was_found,
)

KILLS = 6


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three clips of four pieces each."""
    folder = tmp_path_factory.mktemp("stick")
    for number, colour in enumerate((True, False, True)):
        footage_with_tracks(
            folder, f"clip{number}", colour=colour, frames=400, people=3, seed=number
        )
    return folder


@pytest.fixture(scope="module")
def unbroken(stick: Path, tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    case = a_case(tmp_path_factory.mktemp("unbroken"), stick)
    cba("index", case, "--detector", "motchallenge", "--stride", 1, "--segment-seconds", 4)
    return what_was_found(case)


@pytest.mark.slow
def test_a_killed_run_ends_as_an_unbroken_one(
    stick: Path, unbroken: list[object], tmp_path: Path
) -> None:
    case = a_case(tmp_path, stick)
    words = slow_command(
        "index", case, "--detector", "motchallenge", "--stride", 1, "--segment-seconds", 4
    )
    first = ("clip2.mp4", "clip0.mp4", "clip1.mp4")
    chance = random.Random(5)  # noqa: S311  (where to kill is no secret)
    killed = 0
    for attempt in range(KILLS):
        running = subprocess.Popen(
            [*words, "--first", first[attempt % len(first)]],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if attempt % 2:
            time.sleep(chance.uniform(0.5, 6.0))
        else:
            _wait_for_crops(case, running)
        running.kill()
        killed += running.wait() == -signal.SIGKILL
    assert killed >= KILLS // 2  # those that were waited for
    cba("index", case)
    assert what_was_found(case) == unbroken
    crops = {path for path in (case / "crops").rglob("*") if path.is_file()}
    assert len(crops) == sum(len(one["crops"]) for one in what_was_found(case))  # none left over


def test_a_run_follows_what_another_process_puts_first(
    stick: Path, unbroken: list[object], tmp_path: Path
) -> None:
    case = a_case(tmp_path, stick)
    words = slow_command(
        "index", case, "--detector", "motchallenge", "--stride", 1, "--segment-seconds", 4
    )
    running = subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _wait_for_crops(case, running)
    told = cba("index", case, "--first", "clip2.mp4", check=False)
    assert told.returncode != 0
    assert "index" in told.stderr  # the other process has the case; the order is kept all the same
    assert running.wait(timeout=120) == 0
    assert what_was_found(case) == unbroken
    rows = [one for one in cba_json("log", "show", case)["entries"] if one["action"] == "change"]
    assert {"first": [3], "before": []} in [one["details"] for one in rows]


def test_ctrl_c_stops_within_a_second_and_the_next_run_goes_on(
    stick: Path, unbroken: list[object], tmp_path: Path
) -> None:
    case = a_case(tmp_path, stick)
    words = slow_command(
        "index", case, "--detector", "motchallenge", "--stride", 1, "--segment-seconds", 4
    )
    running = subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    _wait_for_crops(case, running)
    asked = time.monotonic()
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert time.monotonic() - asked < 10  # a shared machine: the promise of one second is a bench
    assert running.returncode == 130
    assert "goes on from there" in told
    cba("index", case)
    assert what_was_found(case) == unbroken


def _wait_for_crops(case: Path, running: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """Until the run has stored its first crops, or has ended."""
    before = stored_crops(case)
    while running.poll() is None and stored_crops(case) <= before:
        time.sleep(0.01)
