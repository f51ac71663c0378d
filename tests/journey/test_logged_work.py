"""What is done with a case is in its log: views, queries, failures, who and why (E13, E15)."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from cba_core.case import Case
from cba_core.domain.case_log import LogAction, LogAuthor
from cba_core.domain.errors import CbaError
from cba_core.domain.ids import FootageId
from cba_core.pipelines.looks import AT_MOST_EVERY_S, Looks
from tests.support.small_case import CASE_FACTS, cba, cba_json, footage_with_tracks
from tests.support.truth_folders import truth_of_walkers


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("logged")
    footage_with_tracks(folder / "stick", "day", frames=30)
    footage_with_tracks(folder / "stick", "night", colour=False, frames=30)
    path = folder / "Logged.duskcase"
    cba("case", "create", path, *CASE_FACTS)
    cba("footage", "add", path, folder / "stick", "--actor", "B. Clerk", "--reason", "warrant 7")
    cba("index", path, "--detector", "motchallenge", "--stride", 1)
    return path


def test_E13_create_import_and_index_are_logged_with_who_and_why(case: Path) -> None:
    entries = cba_json("log", "show", case, "--last", 20)["entries"]
    by_action = [(one["action"], one["actor"], one["reason"]) for one in entries[:3]]
    assert by_action == [
        ("create", "E. Xaminer", ""),
        ("import", "B. Clerk", "warrant 7"),
        ("import", "B. Clerk", "warrant 7"),
    ]
    index = next(one for one in entries if one["object"] == "index")
    assert index["action"] == "change"
    assert len(index["details"]["model"]) == 64
    assert [one["tracklets"] for one in index["details"]["footage"]] == [2, 2]


def test_E15_a_query_tells_input_reference_set_and_the_list_as_shown(case: Path) -> None:
    found = cba_json("search", case, "1-1", "--actor", "C. Reader", "--reason", "lead 3")
    entry = cba_json("log", "show", case, "--last", 1)["entries"][0]
    assert (entry["action"], entry["actor"], entry["reason"]) == ("query", "C. Reader", "lead 3")
    details = entry["details"]
    assert details["query"] == [1_000_001]
    assert details["candidates"] == [one["tracklet"] for one in found["candidates"]]
    assert (details["gallery"], details["footage_indexed"]) == (2, 2)
    assert details["index"]
    assert details["model"] == found["model"]


def test_E13_a_view_tells_what_and_how_long_once_a_minute(case: Path) -> None:
    with Case.open(case, author=LogAuthor("D. Viewer")) as opened:
        before = opened.log.head().count
        for _ in range(3):
            with opened.playback(FootageId(1)) as playback:
                playback.seek(0.2)
                playback.seek(0.8)
        assert opened.log.head().count == before  # added up until the case is closed
    entry = cba_json("log", "show", case, "--last", 1)["entries"][0]
    assert (entry["action"], entry["actor"], entry["object"]) == ("view", "D. Viewer", "footage 1")
    assert entry["details"]["times"] == 3
    assert entry["details"]["from_s"] == pytest.approx(0.2, abs=0.05)
    assert entry["details"]["to_s"] == pytest.approx(0.8, abs=0.05)


def test_a_long_view_is_logged_when_it_ends() -> None:
    rows: list[tuple[object, ...]] = []
    now = [0.0]
    looks = Looks(lambda *row: rows.append(row), now=lambda: now[0])
    now[0] = AT_MOST_EVERY_S - 1
    looks.ended("footage 4", 0.0, (1.0, 2.0))
    assert rows == []
    now[0] = AT_MOST_EVERY_S + 1
    looks.ended("footage 4", AT_MOST_EVERY_S - 0.5, None)
    action, what, details = rows[0]
    assert (action, what) == (LogAction.VIEW, "footage 4")
    assert details == {"open_s": 60.5, "times": 2, "from_s": 1.0, "to_s": 2.0}
    looks.flush()
    assert len(rows) == 1


def test_E13_looking_at_a_route_and_at_a_report_is_added_up_as_playing_is(case: Path) -> None:
    with Case.open(case, author=LogAuthor("D. Viewer")) as opened:
        before = opened.log.head().count
        opened.log.viewed("route of person 1", 2.0)
        opened.log.viewed("report", 4.0)
        opened.log.viewed("route of person 1", 1.5)
        assert opened.log.head().count == before
        opened.log.viewed("report", AT_MOST_EVERY_S)
        assert opened.log.head().count == before + 1
    entries = cba_json("log", "show", case, "--last", 2)["entries"]
    assert [(one["action"], one["object"]) for one in entries] == [
        ("view", "report"), ("view", "route of person 1")
    ]  # fmt: skip
    assert entries[0]["details"]["times"] == 2
    assert entries[1]["details"] == {"open_s": pytest.approx(3.5, abs=0.2), "times": 2}
    with Case.open(case, read_only=True) as opened:
        opened.log.viewed("report", AT_MOST_EVERY_S)  # nothing can be logged, and nothing fails


def test_E13_a_run_that_fails_is_logged(case: Path, tmp_path: Path) -> None:
    with Case.open(case) as opened, pytest.raises(CbaError):
        opened.index(model=tmp_path / "nothing.safetensors")
    entry = cba_json("log", "show", case, "--last", 1)["entries"][0]
    assert (entry["action"], entry["object"]) == ("failure", "indexing")
    assert "nothing.safetensors" in entry["details"]["text"]


def test_E13_a_search_that_fails_is_logged(case: Path) -> None:
    assert cba("search", case, "1-99", check=False).returncode == 1
    entry = cba_json("log", "show", case, "--last", 1)["entries"][0]
    assert (entry["action"], entry["object"]) == ("failure", "search")
    assert "1-99" in entry["details"]["text"]


def last_entry(case: Path) -> dict[str, Any]:
    entry: dict[str, Any] = cba_json("log", "show", case, "--last", 1)["entries"][0]
    return entry


def test_E13_a_measurement_is_logged_with_truth_footage_and_figures(
    case: Path, tmp_path: Path
) -> None:
    truth = truth_of_walkers(tmp_path, "day", "night", frames=30)
    found = cba_json("measure", case, truth, "--actor", "M. Easurer", "--reason", "check")
    entry = last_entry(case)
    assert (entry["action"], entry["object"]) == ("query", "measurement")
    assert (entry["actor"], entry["reason"]) == ("M. Easurer", "check")
    details = entry["details"]
    assert details["truth"] == str(truth)
    assert details["model"] == found["model"]
    assert details["settings"]["detector"] == "motchallenge"
    assert [one["footage"] for one in details["footage"]] == [1, 2]
    assert all(len(one["sha256"]) == 64 for one in details["footage"])
    for one in details["footage"]:
        content = Path(one["truth"]).read_bytes()
        assert one["truth_sha256"] == hashlib.sha256(content).hexdigest()
    assert details["tracklets"] == found["tracklets"]["total"] == 4
    assert details["ranking"]
    assert cba("measure", case, tmp_path / "nowhere", check=False).returncode == 1
    failed = last_entry(case)
    assert (failed["action"], failed["object"]) == ("failure", "measuring")


def test_E13_an_export_and_a_report_that_fail_are_logged(case: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    assert cba("log", "export", case, there, check=False).returncode == 1
    assert (last_entry(case)["action"], last_entry(case)["object"]) == (
        "failure",
        "exporting the log",
    )
    assert cba("report", "make", case, there, check=False).returncode == 1
    failed = last_entry(case)
    assert (failed["action"], failed["object"]) == ("failure", "report")
    assert str(there) in failed["details"]["text"]


def test_a_search_that_cannot_be_logged_says_so_and_answers(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from typer.testing import CliRunner

    from cba_core.cli.main import app
    from cba_core.store import case_store

    def refuse(folder: object) -> None:
        from cba_core.domain.errors import CaseReadOnlyError

        raise CaseReadOnlyError(case, "no right to write it")

    monkeypatch.setattr(case_store, "require_writable", refuse)
    before = (case / "case.sqlite").stat().st_mtime_ns
    done = CliRunner().invoke(app, ["search", str(case), "1-1", "--json"])
    assert done.exit_code == 0, done.output
    assert "not logged" in done.stderr
    assert (case / "case.sqlite").stat().st_mtime_ns == before
