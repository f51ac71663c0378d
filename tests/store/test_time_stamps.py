"""Gaps of recordings are found once by indexing, kept, and told of what was not searched (E7)."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cba_core.case import Case
from cba_core.domain.coverage import RecordingGaps
from cba_core.domain.errors import FootageChangedError, NotInCaseError
from cba_core.domain.footage import FootageState
from cba_core.domain.ids import FootageId
from cba_core.domain.time_stamps import TimeFaultCounts, TimeFaultKind
from cba_core.footage import time_stamps
from cba_core.pipelines import note_time_stamps
from cba_core.store.case_store import SqlCaseStore, open_store
from cba_core.store.row_checks import wrong_rows
from tests.support.builders import a_footage, a_new_footage, some_time_stamps
from tests.support.indexing import added, indexed
from tests.support.small_case import footage_with_tracks
from tests.support.synthetic_footage import walking_boxes, write_clip

GAP_AT = 20
STAMPS = [*range(0, GAP_AT * 40, 40), *range(GAP_AT * 40 + 6000, 30 * 40 + 6000, 40)]


def clip_with_a_gap(folder: Path) -> Path:
    """Thirty frames, of which the twenty-first is six seconds late."""
    path = footage_with_tracks(folder, "gappy", frames=30, suffix=".mkv")
    return write_clip(path, walking_boxes(30, people=2), pts=STAMPS)


def test_E7_indexing_finds_gaps_once_and_the_clock_facade_uses_what_is_kept(
    store: SqlCaseStore, case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = clip_with_a_gap(tmp_path / "footage")
    added(store, path)
    assert store.time_stamps.counts() == {}  # adding reads no packet for it
    (outcome,) = indexed(store)
    assert outcome.failure is outcome.warning is None
    (counts,) = store.time_stamps.counts().values()
    assert (counts.gaps, counts.repeats, counts.jumps_back, counts.without) == (1, 0, 0, 0)
    assert counts.gap_s == pytest.approx(6.04, abs=0.002)
    kept = store.time_stamps.get(FootageId(1))
    assert kept is not None
    assert [(one.kind, one.frame) for one in kept.faults] == [(TimeFaultKind.GAP, GAP_AT)]
    assert kept == time_stamps.time_stamps_of(path)
    store.close()

    def not_again(*_: object, **__: object) -> None:
        raise AssertionError("the file was read again")

    monkeypatch.setattr(time_stamps, "time_stamps_of", not_again)
    monkeypatch.setattr(note_time_stamps, "time_stamps_of", not_again)
    with Case.open(case_path) as case:
        assert case.clocks.time_stamps(FootageId(1)) == kept
        assert case.clocks.time_fault_counts() == {FootageId(1): counts}
        indexed(case.reading)
        with path.open("ab") as file:
            file.write(b"another")
        with pytest.raises(FootageChangedError):
            case.clocks.time_stamps(FootageId(1))


def test_a_case_of_an_older_program_has_its_gaps_found_by_the_next_run(
    store: SqlCaseStore, tmp_path: Path
) -> None:
    path = clip_with_a_gap(tmp_path / "footage")
    added(store, path)
    indexed(store)
    with closing(sqlite3.connect(store.folder.database)) as database:
        database.execute("DELETE FROM time_fault")
        database.execute("DELETE FROM footage_time_stamps")
        database.commit()
    (outcome,) = indexed(store)
    assert (outcome.frames, outcome.failure) == (0, None)
    assert [one.gaps for one in store.time_stamps.counts().values()] == [1]


def test_the_schema_before_gets_its_tables(store: SqlCaseStore, case_path: Path) -> None:
    store.footage.add(a_new_footage())
    store.close()
    with closing(sqlite3.connect(case_path / "case.sqlite")) as database:
        for newer_table in ("asked_vector", "asked_picture", "camera_place", "plan_picture"):
            database.execute(f"DROP TABLE {newer_table}")
        database.execute("ALTER TABLE verdict DROP COLUMN dwell_s")
        database.execute("DROP TABLE time_fault")
        database.execute("DROP TABLE footage_time_stamps")
        database.execute("UPDATE alembic_version SET version_num = '0006'")
        database.commit()
    with open_store(case_path) as newer:
        assert newer.time_stamps.counts() == {}
        newer.time_stamps.set(FootageId(1), some_time_stamps())
        assert newer.time_stamps.get(FootageId(1)) == some_time_stamps()


def test_what_is_kept_is_told_of_the_file_that_was_added_alone(
    store: SqlCaseStore, tmp_path: Path
) -> None:
    path = clip_with_a_gap(tmp_path / "footage")
    added(store, path)
    indexed(store)
    with closing(sqlite3.connect(store.folder.database)) as database:
        database.execute("DELETE FROM time_fault")
        database.execute("DELETE FROM footage_time_stamps")
        database.commit()
    content = bytearray(path.read_bytes())
    content[-200] ^= 1
    path.write_bytes(content)
    (outcome,) = indexed(store)
    assert outcome.warning is not None
    assert "content has changed" in outcome.warning
    assert store.time_stamps.counts() == {}


def test_more_faults_than_are_kept_are_all_counted_and_read_anew(
    store: SqlCaseStore, case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_time_stamps, "MOST_KEPT", 2)
    path = footage_with_tracks(tmp_path / "footage", "slow", frames=30, suffix=".mkv")
    starts = [start + number * 40 for start in range(0, 60_000, 10_000) for number in range(5)]
    write_clip(path, walking_boxes(30, people=2), pts=starts)
    added(store, path)
    indexed(store)
    kept = store.time_stamps.get(FootageId(1))
    assert kept is not None
    assert (len(kept.faults), kept.counts.gaps, kept.is_whole) == (2, 5, False)
    store.close()
    with Case.open(case_path, read_only=True) as case:
        assert len(case.clocks.time_stamps(FootageId(1)).faults) == 5


def test_what_is_kept_of_a_file_is_replaced_and_a_wrong_kind_is_found(
    store: SqlCaseStore, tmp_path: Path
) -> None:
    with pytest.raises(NotInCaseError):
        store.time_stamps.set(FootageId(1), some_time_stamps())
    added(store, clip_with_a_gap(tmp_path / "footage"))
    store.time_stamps.set(FootageId(1), some_time_stamps())
    fewer = some_time_stamps(faults=(), counts=TimeFaultCounts(gaps=3))
    store.time_stamps.set(FootageId(1), fewer)
    assert store.time_stamps.get(FootageId(1)) == fewer
    store.time_stamps.set(FootageId(1), some_time_stamps())
    with closing(sqlite3.connect(store.folder.database)) as database:
        database.execute("UPDATE time_fault SET kind = 'hole' WHERE ordinal = 0")
        database.commit()
    (fault,) = wrong_rows(store.folder.database)
    assert (fault.table, fault.column) == ("time_fault", "kind")


def test_gaps_are_summed_up_over_files_that_were_looked_into() -> None:
    files = [
        a_footage(number, state=state)
        for number, state in (
            (1, FootageState.INDEXED),
            (2, FootageState.INDEXED),
            (3, FootageState.INDEXED),
            (4, FootageState.ADDED),
            (5, FootageState.INDEXED),
        )
    ]
    counts = {
        FootageId(1): TimeFaultCounts(gaps=2, gap_s=7.5),
        FootageId(2): TimeFaultCounts(),
        FootageId(4): TimeFaultCounts(gaps=9, gap_s=90.0),
        FootageId(5): TimeFaultCounts(gaps=1, gap_s=0.5, repeats=4),
    }
    assert RecordingGaps.of(files, counts) == RecordingGaps(gaps=3, seconds=8.0, files=2, unknown=1)
