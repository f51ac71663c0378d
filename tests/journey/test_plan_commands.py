"""The camera plan and a person's route by command, each command a process of its own."""

import json
from pathlib import Path

import pytest
from PIL import Image

from cba_core.domain.ids import FootageId
from cba_core.store.case_store import create_store
from tests.support.builders import (
    A_MODEL,
    AN_EVENING,
    a_found_tracklet,
    a_new_footage,
    a_segment,
    some_case_facts,
)
from tests.support.small_case import cba, cba_json


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "Station.duskcase"
    with create_store(path, some_case_facts()) as store:
        for number, camera in ((1, "gate"), (2, "yard"), (3, "roof")):
            start = None if camera == "roof" else AN_EVENING
            new = a_new_footage(f"/e/{number}.mp4", camera=camera, start_time=start)
            store.footage.add(new)
            store.tracklets.begin_footage(FootageId(number), "one")
            store.tracklets.store_segment(a_segment(number), [a_found_tracklet(1)], A_MODEL)
    return path


def test_a_plan_is_made_shown_and_undone(case: Path, tmp_path: Path) -> None:
    assert "No plan" in cba("plan", "show", case).stdout
    file = tmp_path / "ground floor.png"
    Image.new("RGB", (640, 400), "white").save(file)
    made = cba_json("plan", "picture", case, file, "--actor", "B. Helper", "--reason", "asked")
    assert made["edit"]["title"] == "plan ground floor.png"
    assert made["edit"]["actor"] == "B. Helper"
    cba("plan", "place", case, "gate", 0.25, 0.5)
    cba("plan", "place", case, "yard", 1, 0)
    cba("plan", "place", case, "yard", "--forget")
    cba("plan", "walk", case, "yard", "gate", "--seconds", 60)
    shown = cba_json("plan", "show", case)
    assert shown["picture"]["width_px"] == 640
    assert Path(shown["picture"]["path"]).read_bytes() == file.read_bytes()
    assert shown["cameras"] == [{"camera": "gate", "x": 0.25, "y": 0.5, "has_footage": True}]
    assert shown["unplaced"] == ["roof", "yard"]
    assert shown["walking_times"] == [{"cameras": ["gate", "yard"], "seconds": 60.0}]
    assert cba_json("errors", "together", case, "gate", "yard")["edit"] is not None
    assert "No walking times" in cba("plan", "show", case).stdout
    log = json.dumps(cba_json("log", "show", case))
    assert "ground floor.png" in log
    assert shown["picture"]["sha256"] in log
    for _ in range(6):
        cba("undo", case)
    shown = cba_json("plan", "show", case)
    assert (shown["picture"], shown["cameras"], shown["walking_times"]) == (None, [], [])
    assert "nothing to change" in cba("plan", "picture", case, "--forget").stdout


def test_what_cannot_be_the_plan_is_said_in_words(case: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"%PDF-1.7")
    refused = cba("plan", "picture", case, file, check=False)
    assert refused.returncode == 1
    assert "plan.pdf cannot be the plan: it is no picture" in refused.stderr
    assert "PNG or JPEG" in refused.stderr
    for words in (("picture",), ("picture", file, "--forget"), ("place", "gate", 0.5),
                  ("place", "gate", 0.5, 0.5, "--forget"), ("walk", "gate", "yard")):  # fmt: skip
        verb, *rest = words
        assert cba("plan", verb, case, *rest, check=False).returncode == 2, words
    beside = cba("plan", "place", case, "gate", 1.5, 0.5, check=False)
    assert "fraction of the picture" in beside.stderr


def test_a_route_lists_its_stops_and_every_flag(case: Path) -> None:
    cba("people", "create", case, "A", "1-1", "2-1", "3-1")
    told = cba_json("people", "route", case, 1)
    assert [one["tracklet"] for one in told["stops"]] == ["1-1", "2-1"]
    assert told["stops"][0]["start_basis"] == "told"
    assert [one["tracklet"] for one in told["untimed"]] == ["3-1"]
    assert told["legs"][0]["state"] == "not-told"
    assert told["unanswered"] == told["legs"]
    assert "nobody said whether these cameras see the same place" in told["flags"][0]
    cba("plan", "walk", case, "gate", "yard", "--seconds", 60)
    told = cba_json("people", "route", case, 1)
    assert told["conflicts"][0]["state"] == "two-places"
    assert told["conflicts"][0]["clocks_agree"] is False
    text = cba("people", "route", case, 1).stdout
    assert "Two places at once: 1-1 (gate) and 2-1 (yard)" in text
    assert "clocks were not compared" in text
    assert "Time unknown: 3-1 (roof)" in text
    cba("footage", "set", case, 2, "--start", "2026-03-01T19:00:30+01:00")
    told = cba_json("people", "route", case, 1)
    assert told["conflicts"][0]["state"] == "too-fast"
    assert "Faster than walking" in told["flags"][0]
    missing = cba("people", "route", case, 9, check=False)
    assert missing.returncode == 1
    assert "no person 9" in missing.stderr
