"""Two programs on one case: one waits or is told, and nothing is lost."""

import subprocess
import time
from pathlib import Path

from tests.support.small_case import a_case, cba, cba_json, command, footage_with_tracks


def test_a_second_indexing_run_is_told_who_is_at_work(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    footage_with_tracks(stick, "long", frames=900, people=3)
    case = a_case(tmp_path, stick)
    first = subprocess.Popen(
        command("index", case, "--detector", "motchallenge", "--stride", 1, "--segment-seconds", 2),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while first.poll() is None and not any((case / "crops").rglob("*.jpg")):
            time.sleep(0.02)
        assert first.poll() is None, "the clip is too short for this machine"
        second = cba("index", case, check=False)
        assert second.returncode == 1
        assert "is being written by" in second.stderr
        assert str(first.pid) in second.stderr
        # reading and small edits go on meanwhile
        assert (
            cba_json("footage", "set", case, 1, "--camera", "Gate")["footage"][0]["camera"]
            == "Gate"
        )
        assert cba_json("tracklets", case)["tracklets"]
    finally:
        first.wait(timeout=120)
    assert first.returncode == 0
    assert cba_json("case", "show", case)["footage_indexed"] == 1
    assert cba_json("tracklets", case)["tracklets"][0]["camera"] == "Gate"


def test_two_programs_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        for number in range(4):
            footage_with_tracks(
                folder,
                f"{folder.name}{number}",
                frames=20,
                seed=10 * folders.index(folder) + number,
            )
    case = a_case(tmp_path)
    runs = [
        subprocess.Popen(
            command("footage", "add", case, folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for folder in folders
    ]
    for run in runs:
        _, told = run.communicate(timeout=120)
        assert run.returncode == 0, told
    listed = cba_json("footage", "list", case)["footage"]
    assert sorted(one["name"] for one in listed) == [
        f"{name}{n}.mp4" for name in "ab" for n in range(4)
    ]
    assert sorted(one["id"] for one in listed) == list(range(1, 9))
