"""`cba verify`, `cba case backups|restore`: E1-E5, E40; hostile names (P19)."""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from cba_core.case import Case
from cba_core.domain.case_log import LogAction
from cba_core.domain.errors import FootageChangedError, JobCancelled
from cba_core.domain.progress import Progress
from tests.journey.test_cli_reference import documented, keys
from tests.support.small_case import a_case, cba, cba_json, footage_with_tracks

HOSTILE = "=cmd|' C calc'!A0 <script>alert(1)</script> \u202e\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Two indexed files, a search, an exhibit and a backup."""
    footage_with_tracks(tmp_path / "stick", "day", frames=24)
    made = a_case(
        tmp_path, footage_with_tracks(tmp_path / "stick", "night", frames=24, seed=8).parent
    )
    cba("index", made, "--detector", "motchallenge", "--stride", 3)
    cba("search", made, "1-1", "--into", "any")
    cba("exhibit", "still", made, "--footage", 1, "--frame", 3)
    return made


def verified(case: Path, *words: object) -> tuple[int, Any]:
    done = cba("verify", case, *words, "--json", check=False)
    return done.returncode, json.loads(done.stdout)


def flip_the_last_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def test_a_sound_case_is_said_to_be_one_and_that_is_logged(case: Path) -> None:
    code, told = verified(case, "--actor", "V. Erifier", "--reason", "before handing over")
    assert (code, told["faults"], told["notes"]) == (0, [], [])
    looked = told["looked_at"]
    assert looked["footage"] == 2
    assert looked["crops"] > 4
    assert looked["exhibits"] == looked["index"] == looked["folder"] == looked["database"] == 1
    with Case.open(case, read_only=True) as opened:
        last = opened.log.entries()[-1]
    assert (last.action, last.actor, last.reason) == (
        LogAction.VIEW, "V. Erifier", "before handing over",
    )  # fmt: skip
    assert last.details["faults_in_all"] == 0
    assert str(last.number) == told["head"].split(":")[0]
    assert "Nothing is damaged" in cba("verify", case, "--quick").stdout


def test_E2_a_changed_byte_is_found_blocks_and_is_logged(case: Path) -> None:
    stick = case.parent / "stick"
    flip_the_last_byte(stick / "day.mp4")
    assert verified(case, "--quick")[1]["faults"] == []  # reads no content, and says so
    code, told = verified(case)
    assert code == 1
    (fault,) = told["faults"]
    assert (fault["part"], fault["object"]) == ("footage", "footage 1")
    assert "has changed since it was added" in fault["text"]
    assert "no exhibit" in fault["still"]
    done = cba("exhibit", "still", case, "--footage", 1, "--frame", 0, check=False)
    assert "has changed since it was added" in done.stderr
    cba("index", case, "--detector", "motchallenge", "--stride", 2, check=False)
    with Case.open(case, read_only=True) as opened:
        failures = [one for one in opened.log.entries() if one.action is LogAction.FAILURE]
    assert [one.object for one in failures] == ["footage 1", "exhibit of footage 1", "footage 1"]
    assert failures[2].details["run"] == "index"


def test_E2_a_file_of_another_size_is_not_played(case: Path) -> None:
    with (case.parent / "stick" / "day.mp4").open("ab") as file:
        file.write(b"\0")
    with Case.open(case) as opened:
        with pytest.raises(FootageChangedError):
            opened.playback(opened.footage()[0].id)
        assert opened.log.entries()[-1].action is LogAction.FAILURE


def test_E40_every_damaged_part_is_named_with_what_can_still_be_done(case: Path) -> None:
    crops = sorted((case / "crops").glob("*/*/*.jpg"))
    crops[0].unlink()
    crops[1].write_bytes(crops[1].read_bytes()[:-20])
    crops[2].write_bytes(b"\xff\xd8 no picture \xff\xd9")
    next(case.glob("index/*/vectors-*")).write_bytes(b"short")
    (case / "crops" / "1" / ".0-abc.partial").mkdir()
    (case / "exhibits" / "E0001" / "still.png").write_bytes(b"other")
    (case.parent / "stick" / "night.mp4").unlink()
    database = sqlite3.connect(case / "case.sqlite")
    database.execute(
        "UPDATE crop SET reasons = 'handsome' WHERE rowid = (SELECT max(rowid) FROM crop)"
    )
    database.execute("DELETE FROM model")
    database.commit()
    database.close()
    code, told = verified(case)
    assert code == 1
    texts = {f"{one['part']}: {one['text']}" for one in told["faults"]}
    for wanted in (
        "crops: it is missing",
        "crops: it was not written whole: its end is missing",
        "exhibits: its content has changed",
        "footage: night.mp4: it is not where it was",
    ):
        assert wanted in texts, texts
    assert any(text.startswith("crops: its header is damaged") for text in texts)
    assert any("names a row of model that is not there" in text for text in texts)
    assert any(one["part"] == "index" for one in told["notes"])
    assert any(one["object"] == "crops/1/.0-abc.partial" for one in told["notes"])
    assert all(one["still"] and one["remedy"] for one in [*told["faults"], *told["notes"]])
    documented_keys = documented("cba verify", "key")
    assert keys(told) == documented_keys


def test_E40_backup_and_restore_by_command(case: Path) -> None:
    (backup, *_) = cba_json("case", "backups", case, "--now")["backups"]
    cba("people", "create", case, "made after the backup", check=False)
    printed = cba_json("case", "backups", case)
    assert {key.removesuffix("[]") for key in keys(printed)} == {
        key.removesuffix("[]") for key in documented("cba case backups", "key")
    }
    shutil.copy(case / "case.sqlite", case.parent / "as-it-was.sqlite")
    told = cba_json(
        "case", "restore", case, backup["name"], "--actor", "R. Estorer", "--reason", "test"
    )
    assert set(told) == documented("cba case restore", "key")
    kept = Path(told["replaced"])
    assert kept.read_bytes() == (case.parent / "as-it-was.sqlite").read_bytes()
    assert cba_json("people", "list", case)["people"] == []
    assert verified(case)[0] == 0


class _StopsAt:
    def __init__(self, step: str) -> None:
        self._step = step
        self._reached = False
        self.seen: list[Progress] = []

    def report(self, progress: Progress) -> None:
        self.seen.append(progress)
        self._reached = self._reached or progress.step == self._step

    def is_cancelled(self) -> bool:
        return self._reached


def test_verifying_tells_progress_and_can_be_stopped(case: Path) -> None:
    with Case.open(case) as opened:
        context = _StopsAt("Verifying footage")
        with pytest.raises(JobCancelled):
            opened.integrity.verify(opened.model_id(), context=context)
        read = [one for one in context.seen if one.step == "Verifying footage"]
        assert read[0].unit == "bytes"
        assert read[0].total == sum(one.size_bytes for one in opened.footage())
        assert opened.log.entries()[-1].action is not LogAction.VIEW


def test_names_that_would_command_a_sheet_a_page_or_a_terminal_stay_names(tmp_path: Path) -> None:
    """Text formats hold them as data; the terminal shows their codes. Nothing writes CSV."""
    hostile = HOSTILE.replace("/", "_")
    clip = footage_with_tracks(tmp_path / "stick", "day", frames=12)
    clip = clip.rename(clip.with_name(f"{hostile}.mp4"))
    case = a_case(tmp_path)
    added = cba_json("footage", "add", case, clip, "--camera", hostile)["added"][0]
    assert added["camera"] == hostile
    exhibit = cba_json("exhibit", "still", case, "--footage", 1, "--frame", 1, "--annotated")
    manifest = json.loads((Path(exhibit["folder"]) / "manifest.json").read_bytes())
    assert manifest["source"]["camera"] == hostile
    assert Path(exhibit["folder"]).parent == case / "exhibits"
    cba("log", "export", case, tmp_path / "log.jsonl")
    lines = (tmp_path / "log.jsonl").read_bytes().splitlines()
    assert any(hostile in str(json.loads(line)) or "cmd|" in line.decode("ascii") for line in lines)
    shown = cba("footage", "list", case).stdout
    assert "\\n" in shown
    assert len([line for line in shown.splitlines() if "cmd|" in line]) == 1
