"""Exhibits from the command line: E2, E3, E4, E9, E10, E35."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from cba_core.case import Case
from cba_core.domain.case_log import LogAction
from cba_core.domain.errors import CbaError, DiskFullError, JobCancelled
from cba_core.domain.exhibits import Stretch
from cba_core.domain.ids import FootageId, TrackletId
from cba_core.domain.progress import Unattended
from cba_core.footage.pyav_source import open_footage
from tests.support.small_case import ROOT, a_case, cba, cba_json, footage_with_tracks


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with one indexed file, `stick/day.mp4`."""
    made = a_case(tmp_path, footage_with_tracks(tmp_path / "stick", "day", frames=40))
    cba("index", made, "--detector", "motchallenge", "--stride", 3)
    return made


def manifest_of(made: Any) -> Any:
    return json.loads((Path(made["folder"]) / "manifest.json").read_bytes())


def test_E3_every_kind_is_made_and_the_evidence_stays_as_it_was(case: Path) -> None:
    stick = case.parent / "stick"
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in stick.iterdir()}
    still = cba_json("exhibit", "still", case, "--footage", 1, "--frame", 17, "--annotated")
    cba("exhibit", "clip", case, "--footage", 1, "--from", 0.7, "--to", 1, "--padding", 0.1)
    annotated = cba_json("exhibit", "annotate", case, "--tracklet", "1-1")
    redacted = cba_json("exhibit", "redact", case, "--tracklet", "1-1", "--actor", "R. Eviewer")
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in stick.iterdir()} == before
    assert cba_json("exhibit", "verify", case) == {"exhibits": 4, "faults": []}

    with open_footage(stick / "day.mp4") as source:
        frame = next(one for one in source.frames() if one.index == 17)
    told = manifest_of(still)["frame"]
    assert told["rgb_sha256"] == hashlib.sha256(frame.pixels.tobytes()).hexdigest()
    assert told["pts"] == frame.pts
    source_told = manifest_of(still)["source"]
    assert source_told["sha256"] == hashlib.sha256(before["day.mp4"][0]).hexdigest()
    assert source_told["statement"] == "unchanged since it was added to this case"

    assert manifest_of(annotated)["mark"] == "COPY, annotated"  # E10
    assert manifest_of(annotated)["encoder"]["name"] == "libvpx-vp9"
    of_redacted = manifest_of(redacted)  # E35
    assert of_redacted["mark"] == "COPY, redacted"
    assert of_redacted["reviewed"] is None
    assert of_redacted["frames_with_people_covered"] > 0
    assert of_redacted["frames_in_which_nobody_was_detected"] == 0
    assert of_redacted["made_by"] == "R. Eviewer"
    cba("exhibit", "review", case, 4, "--actor", "W. Atcher", "--leaks", 2)
    listed = cba_json("exhibit", "list", case)["exhibits"]
    assert listed[3]["reviewed"]["by"] == "W. Atcher"
    assert listed[3]["reviewed"]["frames_with_leaks"] == 2
    assert cba("exhibit", "review", case, 1, check=False).returncode == 1
    with Case.open(case, read_only=True) as opened:
        assert sum(one.action is LogAction.EXPORT for one in opened.log.entries()) == 4

    (Path(redacted["folder"]) / "redacted-copy.mp4").write_bytes(b"other")
    assert cba("exhibit", "verify", case, check=False).returncode == 1


def test_E2_a_changed_byte_blocks_the_export_and_is_logged(case: Path) -> None:
    source = case.parent / "stick" / "day.mp4"
    content = bytearray(source.read_bytes())
    content[-1] ^= 1
    source.write_bytes(content)
    done = cba("exhibit", "still", case, "--footage", 1, "--frame", 0, check=False)
    assert done.returncode == 1
    assert "has changed since it was added" in done.stderr
    with Case.open(case, read_only=True) as opened:
        assert opened.log.entries()[-1].action is LogAction.FAILURE
        assert opened.exhibits.exhibits() == []


class _Stops(Unattended):
    def __init__(self) -> None:
        self.asked = 0

    def is_cancelled(self) -> bool:
        self.asked += 1
        return self.asked > 12


def test_a_cancelled_and_a_full_export_leave_nothing(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stretch = Stretch(
        footage_id=FootageId(1), start_s=0, end_s=1, tracklets=(TrackletId(1_000_001),)
    )
    with Case.open(case) as opened:
        with pytest.raises(JobCancelled):
            opened.exhibits.redact(stretch, context=_Stops())
        assert list((case / "exhibits").iterdir()) == []

        def full(*_: object) -> int:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("cba_core.pipelines.exhibit_copies.write_copy", full)
        with pytest.raises(DiskFullError):
            opened.exhibits.redact(stretch)
        assert list((case / "exhibits").iterdir()) == []


def test_E4_no_text_claims_more_than_a_hash_can() -> None:
    product = [*(ROOT / "cba_core").rglob("*.py"), *(ROOT / "app").rglob("*.py")]
    claims = [
        path for path in product if "since seizure" in path.read_text(encoding="utf-8").lower()
    ]
    assert claims == []


def test_a_still_is_found_by_its_time_stamp_whatever_its_number_is_taken_for(case: Path) -> None:
    """Behind damage a player numbers frames otherwise than a pass from the beginning does."""
    with open_footage(case.parent / "stick" / "day.mp4") as source:
        wanted = next(one for one in source.frames() if one.index == 31)
    expected = hashlib.sha256(wanted.pixels.tobytes()).hexdigest()
    with Case.open(case) as opened:
        for number in (31, 34, 1000):
            made = opened.exhibits.still(FootageId(1), number, pts=wanted.pts)
            told = made.manifest["frame"]
            assert (told["number"], told["pts"], told["rgb_sha256"]) == (31, wanted.pts, expected)
        with pytest.raises(CbaError, match="no frame 31"):
            opened.exhibits.still(FootageId(1), 31, pts=-5)
