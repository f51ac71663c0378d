"""U15, E6: every time of every JSON says whether it is corrected and the zone it is in."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.small_case import CASE_FACTS, cba, cba_json, footage_with_tracks

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d")
VERBATIM = {"details", "told", "log"}  # rows of the log and edits, as they were hashed and kept


def times_in(value: Any) -> Iterator[tuple[str, str | None, str | None]]:
    """(key, basis, zone) of every time, at whatever depth."""
    if isinstance(value, list):
        for one in value:
            yield from times_in(one)
    if isinstance(value, dict):
        for key, one in value.items():
            if isinstance(one, str) and MOMENT.fullmatch(one):
                yield key, value[f"{key}_basis"], value[f"{key}_zone"]
            elif key not in VERBATIM:
                yield from times_in(one)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What commands print, and the files they write, of a case with all kinds of times."""
    folder = tmp_path_factory.mktemp("times")
    footage_with_tracks(folder / "stick", "day", frames=30)
    footage_with_tracks(folder / "stick", "night", colour=False, frames=30)
    case = folder / "Times.duskcase"
    cba("case", "create", case, *CASE_FACTS)
    cba("footage", "add", case, folder / "stick", "--start", "2026-03-01T18:00:00")
    cba("index", case, "--detector", "motchallenge", "--stride", 1)
    cba("clock", "set", case, 1, "--zone", "Europe/London",
        "--recorder-time", "2026-03-01 18:00:00",
        "--true-time", "2026-03-01 18:00:04")  # fmt: skip
    cba("decide", case, "1-1", "2-1", "cannot-say")
    cba("decide", case, "1-2", "--nobody")
    made = cba_json("exhibit", "still", case, "--tracklet", "1-1")
    cba("report", "make", case, folder / "report", "--with-log")
    printed = {
        name: cba_json(*name.split(), case)
        for name in (
            "footage list", "tracklets", "clock show", "exhibit list", "log show", "history",
            "case show", "case backups",
        )
    }  # fmt: skip
    printed["search"] = cba_json("search", case, "1-1")
    printed["clock set"] = cba_json(
        "clock",
        "set",
        case,
        2,
        "--zone",
        "UTC",
        "--dry-run",
        "--recorder-start",
        "2026-03-01 18:00",
    )
    printed["report"] = json.loads((folder / "report" / "report.json").read_text("ascii"))
    manifest = Path(made["folder"]) / "manifest.json"
    printed["manifest"] = json.loads(manifest.read_text("ascii"))
    return printed


def test_every_time_says_what_it_rests_on(outputs: dict[str, Any]) -> None:
    found = {name: list(times_in(value)) for name, value in outputs.items()}
    assert [name for name, times in found.items() if not times] == []
    for name, times in found.items():
        for key, basis, zone in times:
            assert basis in {"corrected", "told", "computer"}, (name, key)
            assert zone in {"Europe/London", "Europe/Madrid", "UTC"}, (name, key)


def test_the_corrected_and_the_told_are_told_apart(outputs: dict[str, Any]) -> None:
    corrected, told = outputs["footage list"]["footage"]
    assert (corrected["start"], corrected["start_basis"], corrected["start_zone"]) == (
        "2026-03-01T18:00:04+00:00",
        "corrected",
        "Europe/London",
    )
    assert (told["start"], told["start_basis"], told["start_zone"]) == (
        "2026-03-01T18:00:00+01:00",
        "told",
        "Europe/Madrid",
    )
    candidate = outputs["search"]["candidates"][0]
    assert (candidate["end_basis"], candidate["end_zone"]) == ("told", "Europe/Madrid")
    assert outputs["manifest"]["source"]["start_basis"] == "corrected"
    seen = outputs["report"]["findings"][0]["query"][0]
    assert (seen["start_basis"], seen["start_zone"]) == ("corrected", "Europe/London")
