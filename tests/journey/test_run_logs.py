"""Adding and indexing leave a log in the case."""

import json
from pathlib import Path
from typing import Any

from tests.support.model_files import write_small_model
from tests.support.small_case import a_case, cba, footage_with_tracks


def last_log(case: Path, run: str) -> list[dict[str, Any]]:
    path = max((case / "logs").glob(f"*-{run}.jsonl"))
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_adding_and_indexing_say_what_they_did(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    clip = footage_with_tracks(stick, "day", frames=10)
    (stick / "empty.mp4").touch()
    case = a_case(tmp_path, stick)
    start, settings, added, rejected, end = last_log(case, "add")
    assert start["run"] == "add"
    assert settings["paths"] == [str(stick)]
    assert (added["event"], added["path"], added["footage"]) == ("added", str(clip), 1)
    assert len(added["sha256"]) == 64
    assert (rejected["event"], Path(rejected["path"]).name) == ("rejected", "empty.mp4")
    assert end["outcome"] == "done"
    model_id = write_small_model(tmp_path / "m.safetensors")
    cba("index", case, "--detector", "motchallenge", "--stride", 1,
        "--model", tmp_path / "m.safetensors")  # fmt: skip
    start, settings, file, summary, end = last_log(case, "index")
    assert settings["settings"]["detector"] == "motchallenge"
    assert settings["model"] == model_id
    assert (file["event"], file["footage"], file["frames"]) == ("indexed", 1, 10)
    assert summary["without_crops"] == 0
    assert end["outcome"] == "done"


def test_a_run_that_fails_says_why_and_where_the_files_stand(tmp_path: Path) -> None:
    clip = footage_with_tracks(tmp_path / "stick", "day", frames=10)
    case = a_case(tmp_path, clip)
    cba("index", case, "--detector", "yolow", check=False)
    *_, state, end = last_log(case, "index")
    assert (state["event"], state["footage"], state["state"]) == ("state", 1, "added")
    assert end["outcome"] == "failed"
    assert "yolow" in end["why"]
