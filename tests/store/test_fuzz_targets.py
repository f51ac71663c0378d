"""P19: a few seconds of what `python -m benchmarks.fuzz` does for minutes."""

import contextlib
import sys
from pathlib import Path

import pytest

from benchmarks.fuzz import fuzzed
from cba_core.domain.edits import CreatePerson, edit_from_json, edit_to_json
from cba_core.domain.ids import TrackletId


@pytest.mark.skipif(sys.platform == "win32", reason="written for the paths of Linux and macOS")
@pytest.mark.parametrize("target", ["case_rows", "motchallenge", "log_lines"])
def test_P19_damaged_input_ends_in_a_refusal_or_a_clean_result(target: str, tmp_path: Path) -> None:
    tally = fuzzed(target, 8, 3, tmp_path)
    assert tally.faults == []
    assert tally.inputs > 0  # how many depends on what else the machine does


@pytest.mark.parametrize(
    "change",
    [
        {"name": None}, {"name": 5}, {"name": True}, {"tracklets": "12"}, {"tracklets": [10**30]},
        {"tracklets": [1.5]}, {"tracklets": [None]}, {"edit": "Format"}, {"edit": None},
    ],
)  # fmt: skip
def test_P19_an_edit_of_other_kinds_of_values_is_none(change: dict[str, object]) -> None:
    sound = edit_to_json(CreatePerson(name="a", tracklets=(TrackletId(1),)))
    assert edit_from_json(sound) == CreatePerson(name="a", tracklets=(TrackletId(1),))
    with pytest.raises(ValueError, match=r"no edit|invalid"):
        edit_from_json({**sound, **change})
    with contextlib.suppress(ValueError):
        edit_from_json({**sound, "note": "unknown"})
