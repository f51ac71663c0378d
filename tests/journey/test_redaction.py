"""Redacted copies: whom the detector missed, and who watched them (E35)."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cba_core.case import Case
from cba_core.domain.arrays import UInt8Array
from cba_core.domain.errors import CbaError, ExhibitChangedError
from cba_core.domain.exhibits import DrawnBox, Stretch
from cba_core.domain.ids import FootageId, TrackletId
from cba_core.exhibits.review_list import FrameSeen, runs_of
from cba_core.footage.pyav_source import open_footage
from cba_core.pipelines import exhibit_reviews
from tests.support.small_case import a_case, cba, cba_json, footage_with_tracks
from tests.support.synthetic_footage import walking_paths

FRAMES = 20
MISSED = 1  # the person whom no detection shows


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Two people walk; the tracks beside the clip know the first alone, and not to the end."""
    clip = footage_with_tracks(tmp_path / "stick", "day", frames=FRAMES)
    tracks = clip.with_suffix(".txt")
    rows = [row for row in tracks.read_text("utf-8").splitlines() if row.split(",")[1] == "1"]
    tracks.write_text("\n".join(rows[: FRAMES // 2]) + "\n", "utf-8")
    made = a_case(tmp_path, clip)
    cba("index", made, "--detector", "motchallenge", "--stride", 1)
    return made


def manifest_of(made: Any) -> Any:
    return json.loads((Path(made["folder"]) / "manifest.json").read_bytes())


def pictures(path: Path) -> list[UInt8Array]:
    with open_footage(path) as source:
        return [frame.pixels for frame in source.frames()]


def difference(made: Any, case: Path, frame: int, box: tuple[float, ...]) -> float:
    """Mean difference between copy and source, in grey levels, within a box."""
    left, top, right, bottom = (round(side) for side in box)
    copied = pictures(Path(made["folder"]) / "redacted-copy.mp4")[frame]
    source = pictures(case.parent / "stick" / "day.mp4")[frame]
    where = np.s_[top:bottom, left:right]
    return float(np.abs(copied[where].astype(float) - source[where].astype(float)).mean())


def test_E35_whom_the_detector_missed_is_covered_once_a_box_is_given(case: Path) -> None:
    frame = FRAMES // 4
    box = walking_paths(FRAMES, people=2)[frame][MISSED]
    whole = ("--footage", 1, "--from", 0, "--to", 9)
    seen = cba_json("exhibit", "redact", case, *whole)
    left, top, right, bottom = (max(0.0, round(side)) for side in box)
    cover = f"0-9:{left:.0f},{top:.0f},{right:.0f},{bottom:.0f}"
    covered = cba_json("exhibit", "redact", case, *whole, "--cover", cover)
    shows, is_covered = (difference(made, case, frame, box) for made in (seen, covered))
    assert shows < 6  # what encoding anew does
    assert is_covered > 3 * shows
    assert manifest_of(seen)["drawn_boxes"] == []
    assert manifest_of(covered)["drawn_boxes"] == [
        {"from_s": 0, "to_s": 9, "box_px": [left, top, right, bottom], "frames": FRAMES}
    ]
    filters = manifest_of(covered)["filters"]
    assert "boxes that a person drew, covered in the same way" in filters
    with Case.open(case, read_only=True) as opened:
        assert opened.review.history() == []  # a parameter of the exhibit, no edit of the case


def test_E35_the_list_tells_where_to_look(case: Path) -> None:
    made = cba_json(
        "exhibit", "redact", case, "--footage", 1, "--from", 0, "--to", 9, "--cover", "0-0:1,1,9,9"
    )
    manifest = manifest_of(made)
    frames = manifest["frames"]
    nobody = manifest["frames_in_which_nobody_was_detected"]
    runs = manifest["review_list"]["nobody_detected"]
    assert 0 < nobody < len(frames) == FRAMES
    assert sum(last - first + 1 for first, last in runs) == nobody
    assert runs[-1][1] == FRAMES - 1  # the track ends halfway
    assert manifest["review_list"]["covered"] == [[0, FRAMES - nobody - 1]]
    path = Path(made["folder"]) / manifest["review_list"]["file"]
    rows = list(csv.DictReader(path.read_text("ascii").splitlines()))
    assert [int(row["frame_of_source"]) for row in rows] == [one["number"] for one in frames]
    assert sum(row["look_for"].startswith("nobody was detected") for row in rows) == nobody
    assert [row["drawn_boxes_covered"] for row in rows[:2]] == ["1", "0"]
    listed = {one["name"] for one in manifest["files"]}
    assert listed == {"redacted-copy.mp4", "review-list.csv"}  # and hashed


def test_E35_the_manifest_says_reviewed_only_when_a_person_said_so(case: Path) -> None:
    made = cba_json("exhibit", "redact", case, "--footage", 1, "--from", 0, "--to", 9)
    assert manifest_of(made)["reviewed"] is None
    cba("report", "make", case, case.parent / "before")
    cba("exhibit", "review", case, 1, "--actor", "F. Irst", "--leaks", 3)
    cba("exhibit", "review", case, 1, "--actor", "S. Econd")
    reviewed = manifest_of(made)["reviewed"]
    told = [(one["by"], one["frames_with_leaks"], one["time_basis"]) for one in reviewed]
    assert told == [("F. Irst", 3, "computer"), ("S. Econd", 0, "computer")]
    assert cba_json("exhibit", "verify", case) == {"exhibits": 1, "faults": []}
    cba("report", "make", case, case.parent / "after")
    for name, expected in (("before", "by nobody"), ("after", "by S. Econd: frames with leaks 0")):
        page = (case.parent / name / "report.html").read_text("utf-8")
        assert f"redacted copy, watched whole {expected}" in page
    copied = case.parent / "after" / "exhibits" / "E0001" / "manifest.json"
    assert json.loads(copied.read_bytes())["reviewed"] == reviewed


def test_E35_a_changed_copy_cannot_be_reviewed_and_a_crash_amid_it_is_no_fault(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = cba_json("exhibit", "redact", case, "--footage", 1, "--from", 0, "--to", 9)
    manifest = Path(made["folder"]) / "manifest.json"
    with Case.open(case) as opened:
        with monkeypatch.context() as patch:
            patch.setattr(exhibit_reviews, "replace_manifest", lambda *_: None)  # killed before it
            opened.exhibits.review(1)
        assert manifest_of(made)["reviewed"] is None
        assert opened.exhibits.verify() == []
        opened.exhibits.review(1)
        assert opened.exhibits.verify() == []
        whole = manifest.read_bytes()
        manifest.write_bytes(whole.replace(b'"frames_with_leaks": 0', b'"frames_with_leaks": 1'))
        assert [one.file for one in opened.exhibits.verify()] == ["manifest.json"]
        with pytest.raises(ExhibitChangedError):
            opened.exhibits.review(1)
        manifest.write_bytes(whole)
        copy = Path(made["folder"]) / "redacted-copy.mp4"
        copy.write_bytes(copy.read_bytes() + b"!")
        with pytest.raises(ExhibitChangedError, match="its content has changed"):
            opened.exhibits.review(1)


def test_E35_no_review_is_lost_where_a_manifest_was_set_back(case: Path) -> None:
    """Else a copy of the folder from before would silence whoever saw somebody in it."""
    made = cba_json("exhibit", "redact", case, "--footage", 1, "--from", 0, "--to", 9)
    manifest = Path(made["folder"]) / "manifest.json"
    before = manifest.read_bytes()
    with Case.open(case) as opened:
        opened.exhibits.review(1, leaks=3)
        manifest.write_bytes(before)
        opened.exhibits.review(1)
        assert [one["frames_with_leaks"] for one in manifest_of(made)["reviewed"]] == [3, 0]
        assert opened.exhibits.verify() == []


def test_E35_boxes_that_cover_nothing_are_refused_and_leave_nothing(case: Path) -> None:
    whole = ("--footage", 1, "--from", 0, "--to", 9)
    for text in ("5", "1-2:3,4", "2-1:0,0,9,9", "0-1:9,0,9,9", "0-1:0,0,nan,9", "0-inf:0,0,9,9"):
        done = cba("exhibit", "redact", case, *whole, "--cover", text, check=False)
        assert done.returncode == 2, text
        assert "is no box" in done.stderr, text
    stretch = Stretch(
        footage_id=FootageId(1), start_s=0, end_s=1, tracklets=(TrackletId(1_000_001),)
    )
    with Case.open(case) as opened:
        for box, reason in (
            (DrawnBox(from_s=2, to_s=3, box=(0, 0, 9, 9)), "outside of the stretch"),
            (DrawnBox(from_s=0, to_s=1, box=(9000, 0, 9009, 9)), "outside of the picture"),
        ):
            with pytest.raises(CbaError, match=reason):
                opened.exhibits.redact(stretch, drawn=[box])
        assert opened.exhibits.exhibits() == []


def test_runs_are_unbroken_stretches_of_the_copy() -> None:
    frames = [FrameSeen(number, number / 25, number % 4, 0, 0) for number in range(5, 15)]
    assert runs_of(frames, lambda one: not one.found) == [[8, 8], [12, 12]]
    assert runs_of(frames, lambda one: bool(one.found)) == [[5, 7], [9, 11], [13, 14]]
    assert runs_of([], lambda _: True) == []
