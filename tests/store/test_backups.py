"""Backups, damage and links: E39, E40."""

import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from cba_core.case import Case
from cba_core.domain.case_log import LogAction, LogAuthor
from cba_core.domain.edits import CreatePerson
from cba_core.domain.errors import (
    CaseBusyError,
    CaseDamagedError,
    CaseLinkError,
    CbaError,
)
from cba_core.domain.integrity import CasePart
from cba_core.domain.repositories import TrackletFilter
from cba_core.pipelines.case_backups import backups_of, restore_backup
from cba_core.store import backups, case_store, database
from cba_core.store.case_store import SqlCaseStore, create_store, open_store
from cba_core.store.database import Database, HeldState
from tests.support.builders import (
    A_DIGEST,
    A_MODEL,
    a_found_tracklet,
    a_new_footage,
    a_segment,
    some_case_facts,
)

WHO = LogAuthor("R. Estorer", "a page was damaged")


def fill(store: SqlCaseStore) -> None:
    footage = store.footage.add(a_new_footage())
    store.tracklets.begin_footage(footage.id, A_DIGEST)
    store.tracklets.store_segment(a_segment(), [a_found_tracklet()] * 40, A_MODEL)


def leave_open(case: Path) -> None:
    """What a killed process leaves."""
    (case / "sessions").mkdir(exist_ok=True)
    (case / "sessions" / "dead.open").touch()


def damage_a_page(case: Path, table: str = "track") -> None:
    """Overwrite the first page of a table."""
    database = sqlite3.connect(case / "case.sqlite")
    (page,) = database.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
    ).fetchone()
    (size,) = database.execute("PRAGMA page_size").fetchone()
    database.close()
    with (case / "case.sqlite").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)


def age(case: Path, days: int) -> None:
    """Let every backup be so many days older."""
    for one in sorted((case / "backups").glob("case-2*.sqlite")):
        made = datetime.strptime(one.stem, "case-%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC)
        older = (made - timedelta(days=days)).strftime("%Y%m%dT%H%M%S%fZ")
        one.rename(one.with_name(f"case-{older}.sqlite"))


def test_E39_a_backup_a_day_and_five_are_kept(store: SqlCaseStore, case_path: Path) -> None:
    store.close()
    assert not (case_path / "backups").exists()  # there is nothing yet that could be lost
    seen = []
    for day in range(8):
        for _ in range(2):
            with open_store(case_path) as opened:
                opened.settings.set("day", str(day))
        found = backups_of(case_path)
        assert all(one.why == "daily" and one.faults == () for one in found)
        seen.append(len(found))
        age(case_path, 1)
    assert seen == [1, 2, 3, 4, 5, 5, 5, 5]
    assert sorted(path.name[0] for path in (case_path / "backups").iterdir()) == ["c"] * 5


def test_opening_never_fails_for_a_backup(
    store: SqlCaseStore, case_path: Path, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    store.close()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "flush_file", full)
    with open_store(case_path) as opened:
        opened.settings.set("key", "value")
    assert "No backup" in caplog.text
    assert list((case_path / "backups").iterdir()) == []


def settings_in(database: Path) -> dict[str, str]:
    with closing(sqlite3.connect(database)) as opened:
        return dict(opened.execute("SELECT key, value FROM setting"))


def test_opening_a_large_case_does_not_wait_and_the_copy_is_of_the_state_at_opening(
    store: SqlCaseStore, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.settings.set("word", "before")
    store.close()
    monkeypatch.setattr(backups, "BESIDE_FROM_BYTES", 0)
    may_go_on = Event()
    copy = HeldState.copy_to

    def slowly(state: HeldState, path: Path, go_on: Callable[[], None]) -> None:
        assert may_go_on.wait(20)
        copy(state, path, go_on)

    monkeypatch.setattr(HeldState, "copy_to", slowly)
    opened = open_store(case_path)
    try:
        opened.settings.set("word", "after")  # neither waits for the copy nor is in it
        assert backups_of(case_path) == []
        with open_store(case_path) as another:  # makes none beside the one under way
            assert another.settings.get("word") == "after"
        assert backups_of(case_path) == []
    finally:
        may_go_on.set()
        opened.close()
    (made,) = backups_of(case_path)
    assert made.faults == ()
    assert settings_in(made.path) == {"word": "before"}
    assert settings_in(case_path / "case.sqlite") == {"word": "after"}
    assert not (case_path / "sessions").exists()


def test_a_copy_in_parts_neither_begins_anew_nor_sees_what_is_written_meanwhile(
    store: SqlCaseStore, case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PAGES_AT_ONCE", 1)
    fill(store)
    store.settings.set("word", "before")
    with closing(Database(store.folder, read_only=False)) as other:
        state = other.hold_state()
        parts = 0

        def write() -> None:
            nonlocal parts
            parts += 1
            store.settings.set("word", f"after {parts}" * 500)

        state.copy_to(tmp_path / "copy.sqlite", write)
        state.close()
    assert parts > 20
    assert settings_in(tmp_path / "copy.sqlite") == {"word": "before"}
    assert backups.faults_of_database(tmp_path / "copy.sqlite", quick=False) == []


def test_a_window_that_is_closed_gives_a_long_copy_up_and_leaves_nothing_of_it(
    store: SqlCaseStore, case_path: Path, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    store.close()
    monkeypatch.setattr(backups, "BESIDE_FROM_BYTES", 0)
    monkeypatch.setattr(database, "PAGES_AT_ONCE", 1)
    copied = database._copied

    def slowly(source: Any, path: Path, go_on: Callable[[], None]) -> None:
        def part() -> None:
            time.sleep(0.2)
            go_on()

        copied(source, path, part)

    monkeypatch.setattr(database, "_copied", slowly)
    opened = Case.open(case_path, closing_waits_s=0.1)
    began = time.monotonic()
    opened.close()
    assert time.monotonic() - began < 5
    assert "closed too soon" in caplog.text
    assert list((case_path / "backups").iterdir()) == []
    assert not (case_path / "sessions").exists()
    monkeypatch.undo()
    with open_store(case_path):
        pass
    assert len(backups_of(case_path)) == 1


def test_a_large_case_on_a_full_disk_is_opened_all_the_same(
    store: SqlCaseStore, case_path: Path, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    store.close()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "BESIDE_FROM_BYTES", 0)
    monkeypatch.setattr(backups, "flush_file", full)
    with open_store(case_path) as opened:
        opened.settings.set("key", "value")
    assert "No backup" in caplog.text
    assert list((case_path / "backups").iterdir()) == []
    assert not (case_path / "sessions").exists()


def test_without_a_write_ahead_log_the_copy_is_waited_for(
    store: SqlCaseStore, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr(backups, "BESIDE_FROM_BYTES", 0)
    monkeypatch.setattr(database, "can_hold_wal", lambda _: False)
    with open_store(case_path):
        assert len(backups_of(case_path)) == 1


def test_a_case_that_did_not_change_gets_no_other_backup(
    store: SqlCaseStore, case_path: Path
) -> None:
    store.close()
    made = (case_path / "case.sqlite").stat().st_mtime
    with open_store(case_path):
        pass
    age(case_path, 2)  # the copy is older than the file now: nobody knows what came between
    with open_store(case_path):
        pass
    assert len(backups_of(case_path)) == 2
    age(case_path, 2)
    long_ago = made - timedelta(days=30).total_seconds()
    os.utime(case_path / "case.sqlite", (long_ago, long_ago))
    with open_store(case_path) as opened:
        assert len(backups_of(case_path)) == 2
        opened.settings.set("key", "value")
    with open_store(case_path):
        pass
    assert len(backups_of(case_path)) == 3


def test_E40_a_damaged_page_opens_for_reading_and_names_the_last_good_backup(
    store: SqlCaseStore, case_path: Path
) -> None:
    fill(store)
    store.close()
    with Case.open(case_path) as sound:  # makes the backup of the day
        sound.review.apply(CreatePerson(name="after the backup"))
    (backup,) = backups_of(case_path)
    head_before = sound_head(case_path)
    damage_a_page(case_path)
    leave_open(case_path)
    damaged = (case_path / "case.sqlite").read_bytes()

    with Case.open(case_path, author=WHO) as opened:
        assert opened.integrity.damage is not None
        assert backup.name in opened.integrity.damage.remedy
        assert opened.facts.number == "2026/014"  # what can be read is shown
        with pytest.raises(CaseDamagedError, match="cba case restore"):
            opened.review.apply(CreatePerson(name="x"))
        report = opened.integrity.verify(None)
        assert any(one.part.value == "database" for one in report.faults)
        assert report.last_good_backup == backup.name
    assert (case_path / "case.sqlite").read_bytes() == damaged

    done = restore_backup(case_path, backup.name, WHO)
    assert done.replaced is not None
    assert done.replaced.read_bytes() == damaged  # kept aside, never deleted
    assert done.head_before == head_before
    with Case.open(case_path) as again:
        assert again.integrity.damage is None
        assert again.count_tracklets(TrackletFilter()) == 40
        last = again.log.entries()[-1]
        assert (last.action, last.actor) == (LogAction.CHANGE, "R. Estorer")
        assert last.details["backup"] == backup.name
        assert again.log.verify() == []
    assert not (case_path / "sessions").exists()


def sound_head(case: Path) -> str:
    with Case.open(case, read_only=True) as opened:
        return str(opened.log.head())


def test_E40_what_opening_itself_needs_may_be_damaged(store: SqlCaseStore, case_path: Path) -> None:
    fill(store)
    store.close()
    damage_a_page(case_path, "footage")
    with Case.open(case_path) as opened:
        assert opened.facts.number == "2026/014"
        faults = opened.integrity.verify(None).faults
    assert faults


def test_E40_what_cannot_be_opened_at_all_names_the_backup_too(
    store: SqlCaseStore, case_path: Path
) -> None:
    store.close()
    with open_store(case_path):
        pass
    (backup,) = backups_of(case_path)
    (case_path / "case.sqlite").write_bytes(b"no database" * 1000)
    for read_only in (True, False):
        with pytest.raises(CaseDamagedError, match=f"cba case restore .*{backup.name}"):
            open_store(case_path, read_only=read_only)
    (case_path / "case.sqlite").unlink()
    with pytest.raises(CaseDamagedError, match=backup.name):
        open_store(case_path)
    restore_backup(case_path, backup.name)
    with open_store(case_path) as again:
        assert again.facts.number == "2026/014"


def test_the_database_is_looked_through_after_a_crash_alone(
    store: SqlCaseStore, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    looked: list[Path] = []

    def look(path: Path, *, quick: bool) -> list[str]:
        assert quick
        looked.append(path)
        return []

    monkeypatch.setattr(case_store, "faults_of_database", look)
    with open_store(case_path), open_store(case_path):  # one that is open is no crash
        pass
    assert looked == []
    leave_open(case_path)
    with open_store(case_path):
        pass
    assert len(looked) == 1
    with open_store(case_path):
        pass
    assert len(looked) == 1


def test_a_page_that_was_met_damaged_makes_the_next_opening_look(
    store: SqlCaseStore, case_path: Path
) -> None:
    fill(store)
    store.close()
    damage_a_page(case_path)
    with open_store(case_path) as opened:
        assert opened.damage is None
        first = opened.tracklets.find(TrackletFilter())[0]
        with pytest.raises(CaseDamagedError):
            opened.tracklets.track(first.id)
    with open_store(case_path) as again:
        assert again.damage is not None


def test_a_backup_is_not_restored_under_somebody_or_from_another_case(
    store: SqlCaseStore, case_path: Path, tmp_path: Path
) -> None:
    made = store.back_up().path
    with pytest.raises(CaseBusyError):
        restore_backup(case_path, made.name)
    store.close()
    with pytest.raises(CbaError, match="has no backup"):
        restore_backup(case_path, "../case.sqlite")
    other = tmp_path / "other.duskcase"
    create_store(other, some_case_facts()).close()
    (other / "backups").mkdir()
    shutil.copy(made, other / "backups" / made.name)
    with pytest.raises(CbaError, match="no backup of other"):
        restore_backup(other, made.name)
    made.write_bytes(made.read_bytes()[:5000])
    before = (case_path / "case.sqlite").read_bytes()
    with pytest.raises(CaseDamagedError):
        restore_backup(case_path, made.name)
    assert (case_path / "case.sqlite").read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
@pytest.mark.parametrize("name", ["crops", "exhibits", "logs", "backups", "index/m", "crops/1"])
def test_nothing_is_written_through_a_link_out_of_the_case(
    store: SqlCaseStore, case_path: Path, tmp_path: Path, name: str
) -> None:
    store.close()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    place = case_path / name
    if place.is_dir():
        place.rmdir() if not any(place.iterdir()) else shutil.rmtree(place)
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(outside)
    with pytest.raises(CaseLinkError, match="link to elsewhere"):
        open_store(case_path)
    assert [path.name for path in outside.iterdir()] == ["kept.txt"]
    with Case.open(case_path, read_only=True) as opened:
        faults = opened.integrity.verify(None).faults
    assert any(one.text == "it is a link to elsewhere" for one in faults)


@pytest.mark.parametrize("path", ["/etc/passwd", "crops/../../secret.jpg", "logs/a.jsonl"])
def test_no_picture_from_elsewhere_is_shown_as_a_crop(
    store: SqlCaseStore, case_path: Path, path: str
) -> None:
    fill(store)
    store.close()
    database = sqlite3.connect(case_path / "case.sqlite")
    database.execute("UPDATE crop SET path = ?", (path,))
    database.commit()
    database.close()
    with open_store(case_path, read_only=True) as opened:
        one = opened.tracklets.find(TrackletFilter())[0]
        with pytest.raises(CaseDamagedError, match="no path of a crop"):
            opened.tracklets.crops(one.id)


def test_values_no_program_wrote_are_damage_and_not_a_crash(
    store: SqlCaseStore, case_path: Path
) -> None:
    fill(store)
    store.close()
    database = sqlite3.connect(case_path / "case.sqlite")
    database.execute("UPDATE footage SET width_px = ?, start_us = ?", ("=1+1", 2**62))
    database.commit()
    database.close()
    with Case.open(case_path, read_only=True) as opened:
        with pytest.raises(CaseDamagedError, match="footage, row 1"):
            opened.footage()
        told = " ".join(one.text for one in opened.integrity.verify(None).faults)
    assert "width_px: it is text, not integer" in told
    assert "start_us" in told


def test_a_size_that_is_no_number_is_told_and_the_other_files_are_verified(
    store: SqlCaseStore, case_path: Path
) -> None:
    fill(store)
    store.footage.add(a_new_footage("/e/2.mp4"))
    store.close()
    with closing(sqlite3.connect(case_path / "case.sqlite")) as opened:
        opened.execute("UPDATE footage SET size_bytes = 'much' WHERE id = 1")
        opened.commit()
    with Case.open(case_path, read_only=True) as case:
        faults = case.integrity.verify(None).faults
    told = {one.object: one.text for one in faults if one.part is CasePart.FOOTAGE}
    assert "its size is no number" in told["footage 1"]
    assert "not where it was" in told["footage 2"]
