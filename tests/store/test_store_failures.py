import errno
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from cba_core.domain.errors import (
    CaseBusyError,
    CaseDamagedError,
    CaseReadOnlyError,
    CaseUnreachableError,
    CbaError,
    DiskFullError,
)
from cba_core.store import database as database_module
from cba_core.store.case_folder import CaseFolder
from cba_core.store.case_store import SqlCaseStore, open_store
from cba_core.store.database import Database
from cba_core.store.database_failures import naming_database_failures
from cba_core.store.file_system import UNFIT_FOR_WAL, file_system_of, naming_disk_failures
from cba_core.store.tables import FootageRow, SettingRow
from tests.support.builders import A_DIGEST, A_MODEL, a_found_tracklet, a_new_footage, a_segment

CASE = Path("/cases/A.duskcase")


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_BUSY, CaseBusyError),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, CaseBusyError),
        (sqlite3.SQLITE_FULL, DiskFullError),
        (sqlite3.SQLITE_CORRUPT, CaseDamagedError),
        (sqlite3.SQLITE_NOTADB, CaseDamagedError),
        (sqlite3.SQLITE_READONLY, CaseReadOnlyError),
        (sqlite3.SQLITE_READONLY_ROLLBACK, CaseReadOnlyError),
        (sqlite3.SQLITE_IOERR_READ, CaseUnreachableError),
        (sqlite3.SQLITE_CANTOPEN, CaseUnreachableError),
    ],
)
def test_what_sqlite_reports_gets_the_name_a_person_can_act_on(
    code: int, expected: type[CbaError]
) -> None:
    error = sqlite_error(code)
    with pytest.raises(expected), naming_database_failures(CASE):
        raise error
    with pytest.raises(expected), naming_database_failures(CASE):
        raise OperationalError("SELECT", {}, error)


def test_bugs_are_not_renamed() -> None:
    for bug in (
        IntegrityError("INSERT", {}, sqlite_error(sqlite3.SQLITE_CONSTRAINT)),
        sqlite_error(sqlite3.SQLITE_ERROR),
        sqlite3.ProgrammingError("no code at all"),
        KeyError("key"),
    ):
        with pytest.raises(type(bug)), naming_database_failures(CASE):
            raise bug


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EDQUOT, DiskFullError),
        (errno.EROFS, CaseReadOnlyError),
        (errno.EACCES, CaseReadOnlyError),
        (errno.EIO, CaseUnreachableError),
        (errno.ENOTEMPTY, OSError),
    ],
)
def test_what_the_disk_refuses_gets_a_name_as_well(number: int, expected: type[Exception]) -> None:
    with pytest.raises(expected), naming_disk_failures(CASE):
        raise OSError(number, "as the system says it")


def test_a_failure_after_the_crops_are_in_place_takes_them_away_again(
    store: SqlCaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = store.footage.add(a_new_footage())
    store.tracklets.begin_footage(known.id, A_DIGEST)
    seen = []

    def fail(_: object) -> None:
        seen.append(store.folder.crops_of_segment(known.id, 0).is_dir())
        raise RuntimeError("planted")

    with monkeypatch.context() as failing:
        failing.setattr("cba_core.store.tracklet_repository.change_epoch", fail)
        with pytest.raises(RuntimeError, match="planted"):
            store.tracklets.store_segment(a_segment(), [a_found_tracklet()], A_MODEL)
    assert seen == [True]
    assert list(store.folder.crops_of_footage(known.id).iterdir()) == []
    assert store.tracklets.store_segment(a_segment(), [a_found_tracklet()], A_MODEL) == [1_000_001]


def test_a_frozen_reader_refuses_what_was_written_under_its_eyes(
    store: SqlCaseStore, case_path: Path
) -> None:
    store.footage.add(a_new_footage())
    store.close()
    with closing(Database(CaseFolder.at(case_path), read_only=True)) as reader:
        with pytest.raises(CaseBusyError):
            read_while_another_writes(reader, case_path)
        with reader.read() as connection:
            assert connection.scalar(select(func.count()).select_from(FootageRow)) == 2


def read_while_another_writes(reader: Database, case_path: Path) -> None:
    with reader.read() as connection:
        assert connection.scalar(select(func.count()).select_from(FootageRow)) == 1
        with open_store(case_path) as writer:
            writer.footage.add(a_new_footage("/e/2.mp4"))


def test_a_case_that_may_not_be_written_says_so_on_opening(
    store: SqlCaseStore, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr(database_module.os, "access", lambda _, mode: mode != 2)
    with pytest.raises(CaseReadOnlyError, match="no right to write"):
        open_store(case_path)
    with open_store(case_path, read_only=True) as reader:
        assert reader.footage.all() == []


def test_a_rollback_journal_of_a_crash_is_played_back_by_a_writer(
    store: SqlCaseStore, case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    crashed = tmp_path / "crashed.duskcase"
    monkeypatch.setattr("cba_core.store.database.can_hold_wal", lambda _: False)
    with open_store(case_path) as slow:
        slow.settings.set("before", "kept")
        with pytest.raises(RuntimeError, match="planted"):
            copy_amid_a_transaction(slow, crashed)
    assert (crashed / "case.sqlite-journal").stat().st_size > 0
    with pytest.raises(CaseReadOnlyError):
        open_store(crashed, read_only=True)
    with open_store(crashed) as mended:
        assert mended.settings.get("before") == "kept"
        assert mended.settings.get("key 1") is None


def copy_amid_a_transaction(store: SqlCaseStore, crashed: Path) -> None:
    rows = [{"key": f"key {number}", "value": "x" * 5000} for number in range(400)]
    with store._database.write() as connection:
        connection.exec_driver_sql("PRAGMA cache_size=1")  # so that pages reach the file early
        connection.execute(insert(SettingRow), rows)
        shutil.copytree(store.folder.path, crashed)
        raise RuntimeError("planted")


MOUNTS = """\
21 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 21 0:40 / /mnt/share rw shared:5 - cifs //nas/share rw
31 21 8:17 / /media/a\\040stick rw - exfat /dev/sdb1 rw
32 30 0:41 / /mnt/share/local rw master:3 propagate_from:2 - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/ann", "ext4"),
        ("/mnt/share/cases", "cifs"),
        ("/mnt/shared", "ext4"),
        ("/mnt/share/local/x", "tmpfs"),
        ("/media/a stick/A.duskcase", "exfat"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(
    tmp_path: Path, folder: str, expected: str
) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(MOUNTS)
    assert file_system_of(Path(folder), table) == expected


def test_without_a_mount_table_the_file_system_is_unknown(tmp_path: Path) -> None:
    assert file_system_of(tmp_path, tmp_path / "none") is None


@pytest.mark.parametrize(
    "kind",
    ["nfs4", "cifs", "smb3", "exfat", "vfat", "fuse.sshfs", "fuseblk", "fuse", "fuse.fusefat"],
)
def test_file_systems_that_lose_databases_get_no_write_ahead_log(kind: str) -> None:
    assert UNFIT_FOR_WAL.fullmatch(kind)


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs"])
def test_ordinary_file_systems_get_one(kind: str) -> None:
    assert not UNFIT_FOR_WAL.fullmatch(kind)


def test_a_case_on_this_disk_uses_the_write_ahead_log(store: SqlCaseStore, case_path: Path) -> None:
    store.settings.set("key", "value")
    assert (case_path / "case.sqlite-wal").exists()
    store.close()
    assert not (case_path / "case.sqlite-wal").exists()
