"""Recorder clocks by command: the machine's own zone changes no byte (E6, P15)."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cba_core.domain.ids import FootageId
from cba_core.store.case_store import create_store, open_store
from tests.support.builders import a_new_footage, some_case_facts, some_time_stamps
from tests.support.small_case import cba, cba_json

ZONES = ("UTC", "Europe/Madrid", "America/New_York", "Asia/Kolkata", "Pacific/Chatham")
NIGHTS = (  # the nights on which clocks change, in spring and in autumn, on two continents
    ("Europe/Madrid", "2026-03-29T03:30:00", "2026-10-25T02:30:00"),
    ("America/New_York", "2026-03-08T03:30:00", "2026-11-01T01:30:00"),
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "Clocks.duskcase"
    with create_store(path, some_case_facts()) as store:
        for number in (1, 2, 3):
            store.footage.add(
                a_new_footage(
                    f"/e/{number}.mp4", sha256=str(number) * 64, start_time=None,
                    camera="North" if number < 3 else "South",
                )
            )  # fmt: skip
    return path


def told_by(case: Path, zone: str) -> list[Any]:
    """What the commands print and store under a machine's zone."""
    printed = []
    for place, spring, autumn in NIGHTS:
        for number, start in ((1, spring), (2, autumn)):
            words = (
                "clock", "set", case, number, "--zone", place, "--recorder-start", start,
                "--recorder-time", "2026-06-01 14:03:00", "--true-time", "2026-06-01 14:09:12",
                "--drift-seconds-per-day", "1.5", "--fold", "later", "--evidence", "radio clock",
            )  # fmt: skip
            done = cba(*words, "--dry-run", "--json", env={"TZ": zone})
            printed.append(json.loads(done.stdout))
            cba(*words, env={"TZ": zone})
    shown = json.loads(cba("clock", "show", case, "--json", env={"TZ": zone}).stdout)
    for one in shown["footage"]:
        (one["clock"] or {}).pop("time", None)
    with closing(sqlite3.connect(case / "case.sqlite")) as database:
        rows = database.execute(
            "SELECT id, start_us, start_offset_s, corrected_start_us, recorder_start_us "
            "FROM footage LEFT JOIN footage_clock ON footage_id = id ORDER BY id"
        ).fetchall()
    return [printed, shown, rows]


def test_E6_P15_the_same_bytes_under_five_zones_of_the_machine(case: Path) -> None:
    told = [told_by(case, zone) for zone in ZONES]
    assert all(one == told[0] for one in told)
    planned = told[0][0]
    assert planned[1]["planned"][0]["corrected_start"].startswith(
        "2026-10-25T01:39:"
    )  # the later one


def test_a_clock_is_set_for_a_camera_and_taken_back(case: Path) -> None:
    cba("footage", "set", case, 1, 2, "--start", "2026-03-01T18:00:00")
    set_it = (
        "clock", "set", case, "--camera", "North", "--zone", "Europe/Madrid", "--recorder", "NVR 7",
        "--recorder-time", "2026-03-02 09:00:00", "--true-time", "2026-03-02 09:06:12",
    )  # fmt: skip
    done = cba(*set_it, "--actor", "C. Clock", "--reason", "asked by the court")
    assert "Recorder was 00:06:12 slow; 2026-03-02 09:00:00 on screen is" in done.stdout
    first, second, third = cba_json("clock", "show", case)["footage"]
    assert (first["basis"], third["basis"]) == ("corrected", "unknown")
    assert first["clock"]["corrected_start"] == "2026-03-01T17:06:12+00:00"
    assert first["start"] == second["start"] == "2026-03-01T18:06:12+01:00"
    assert (first["clock"]["offset_s"], first["clock"]["actor"]) == (372.0, "C. Clock")
    entry = cba_json("log", "show", case, "--last", 1)["entries"][0]
    assert (entry["actor"], entry["reason"]) == ("C. Clock", "asked by the court")
    again = ("clock", "set", case, "--of-recorder", "NVR 7", "--zone", "UTC")
    refused = cba(*again, check=False)
    assert "were compared before" in refused.stderr
    cba(*again, "--recorder-time", "2026-03-02 09:00:00", "--true-time", "2026-03-02 09:00:00")
    second = cba_json("clock", "show", case)["footage"][1]
    assert (second["clock"]["recorder"], second["clock"]["offset_s"]) == ("NVR 7", 0.0)
    cba("undo", case)
    cba("undo", case)
    with open_store(case) as store:
        assert store.clocks.all() == {}
        start = store.footage.get(FootageId(1)).start_time
        assert start is not None
        assert start.isoformat() == "2026-03-01T18:00:00+01:00"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((1, "--zone", "Europe/Madrid"), "nobody told what the recorder shows"),
        (("--zone", "UTC"), "say which files"),
        ((1, 2, "--zone", "UTC", "--recorder-start", "2026-03-01"), "is of one file"),
        ((1, "--zone", "UTC", "--recorder-time", "2026-03-01"), "together"),
        (("--camera", "East", "--zone", "UTC"), "No footage is meant"),
        ((9, "--zone", "UTC", "--recorder-start", "2026-03-01"), "no footage 9"),
        ((1, "--zone", "Mars", "--recorder-start", "2026-03-01"), "no zone Mars"),
        ((1, "--zone", "UTC", "--recorder-start", "soon"), "is no time"),
        ((1, "--zone", "UTC", "--recorder-start", "9999-12-31"), "must lie in"),
        ((1, "--zone", "UTC", "--drift-seconds-per-day", "1"), "drift needs a first comparison"),
        (
            (
                1,
                "--zone",
                "UTC+02:00",
                "--recorder-start",
                "1901-01-01",
                "--recorder-time",
                "2026-03-01",
                "--true-time",
                "1902-03-01",
            ),
            "must lie in",
        ),
        (
            (
                1,
                "--zone",
                "UTC",
                "--recorder-time",
                "2026-03-01",
                "--true-time",
                "2026-03-01",
                "--recorder-start",
                "2026-03-01",
                "--drift-seconds-per-day",
                "-86400",
            ),
            "no drift",
        ),
        (
            (
                1,
                "--zone",
                "UTC",
                "--recorder-time",
                "2026-03-01",
                "--true-time",
                "2026-03-01",
                "--drift-seconds-per-day",
                "nan",
            ),
            "a number of seconds",
        ),
        ((1, "--zone", "UTC", "--second-true-time", "2026-03-01"), "together"),
        ((1, "--zone", "UTC", "--recorder-start", "2026-03-01T00:00Z"), "shows no zone"),
        (
            (1, "--zone", "Europe/Madrid", "--recorder-start", "2026-03-29 02:30"),
            "never was in Europe/Madrid",
        ),
        (
            (1, "--zone", "UTC", "--recorder-start", "2026-03-01", "--photo", "/nowhere.jpg"),
            "cannot be read",
        ),
    ],
)
def test_what_makes_no_sense_says_so_and_changes_nothing(
    case: Path, words: tuple[object, ...], told: str
) -> None:
    done = cba("clock", "set", case, *words, check=False)
    assert done.returncode != 0
    assert told in " ".join((done.stdout + done.stderr).split())
    with open_store(case) as store:
        assert store.clocks.all() == {}


def test_E7_lists_tell_gaps_that_indexing_found(case: Path) -> None:
    with open_store(case) as store:
        store.time_stamps.set(FootageId(1), some_time_stamps())
    told = {"gaps": 1, "gaps_s": 5.0, "repeats": 0, "jumps_back": 0, "without": 1}
    listed = cba_json("footage", "list", case)["footage"]
    unknown = dict.fromkeys(told)
    assert [one["time_stamps"] for one in listed] == [told, unknown, unknown]
    assert cba_json("footage", "show", case, 1)["time_stamps"] == told
    text = cba("footage", "show", case, 1).stdout
    assert "time stamps: 1 gaps, 5.0 s; 1 frames without a time" in text
    assert "sha256: " + "1" * 64 in text
    assert "1 gaps, 5.0 s" in cba("footage", "list", case).stdout
    assert "no footage 9" in cba("footage", "show", case, 9, check=False).stderr
