"""Copies of a case's database: made by the day and before a migration, five kept, restored.

SQLite only, as `database`: a server has backups of its own.
"""

import logging
import re
import secrets
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from filelock import FileLock, Timeout

from cba_core.domain.errors import CaseBusyError, CaseDamagedError, CbaError
from cba_core.store.case_folder import CaseFolder
from cba_core.store.database import Database
from cba_core.store.database_failures import ANOTHER_PROCESS
from cba_core.store.file_system import flush_file, flush_folder, naming_disk_failures
from cba_core.store.reading_files import connect_to_look
from cba_core.store.sessions import forget, others

_log = logging.getLogger(__name__)

KEPT = 5
EVERY = timedelta(days=1)
BESIDE_FROM_BYTES = 64 << 20
"""From this size on, opening does not wait for the copy: it takes three to six seconds a GB."""
_CLOCK_GRAIN_S = 2.0  # of a file's time, on FAT
_STAMP = "%Y%m%dT%H%M%S%fZ"
_NAME = re.compile(r"(case|case-schema-\w+|replaced)-(\d{8}T\d{12}Z)\.sqlite")
_REPLACED = "replaced"
_BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A copy of a case's database."""

    path: Path
    made: datetime  # aware, UTC
    why: str  # daily, migration, replaced
    size_bytes: int

    @property
    def is_automatic(self) -> bool:
        """Whether it is one of the five; what was replaced by hand is kept for good."""
        return self.why != _REPLACED


def backups_in(folder: CaseFolder) -> list[Backup]:
    """Every backup, newest first."""
    found = []
    with suppress(OSError):
        for path in folder.backups.iterdir():
            named = _NAME.fullmatch(path.name)
            if named is None or path.is_symlink() or not path.is_file():
                continue
            why = {"case": "daily", _REPLACED: _REPLACED}.get(named[1], "migration")
            with suppress(ValueError):
                made = datetime.strptime(named[2], _STAMP).replace(tzinfo=UTC)
                size = path.stat().st_size
                found.append(Backup(path=path, made=made, why=why, size_bytes=size))
    return sorted(found, key=lambda one: (one.made, one.path.name), reverse=True)


def faults_of_database(path: Path, *, quick: bool) -> list[str]:
    """What SQLite itself finds wrong with a database file; empty where nothing is.

    Args:
        path: the file; it is opened for reading only.
        quick: leave out the comparison of indexes with their tables.
    """
    pragma = "quick_check" if quick else "integrity_check"
    try:
        with closing(connect_to_look(path)) as connection:
            rows = [str(row[0]) for row in connection.execute(f"PRAGMA {pragma}(20)")]
            if rows != ["ok"]:
                return rows
            if quick:
                return []
            orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(20)
            return [f"{table}, row {row}, names a row of {parent} that is not there"
                    for table, row, parent, _ in orphans]  # fmt: skip
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return [str(error)]


def last_good_backup(folder: CaseFolder) -> Backup | None:
    """The newest automatic backup that SQLite finds nothing wrong with."""
    for one in backups_in(folder):
        if one.is_automatic and not faults_of_database(one.path, quick=True):
            return one
    return None


def new_name(kind: str) -> str:
    """The name of a backup that is made now."""
    return f"{kind}-{datetime.now(UTC).strftime(_STAMP)}.sqlite"


def back_up(database: Database, kind: str = "case") -> Backup:
    """Copy the committed state, and remove the oldest of more than five.

    Raises:
        DiskFullError: there is no room; likewise with what else the disk refuses.
    """
    return _made(database.folder, new_name(kind), database.backup_to)


def _made(folder: CaseFolder, name: str, copy: Callable[[Path], None]) -> Backup:
    with naming_disk_failures(folder.path):
        folder.backups.mkdir(exist_ok=True)
        place = folder.backups / name
        unfinished = place.with_name(f".{place.name}.{secrets.token_hex(4)}.partial")
        try:
            copy(unfinished)
            flush_file(unfinished)
            unfinished.rename(place)
        finally:
            unfinished.unlink(missing_ok=True)
        flush_folder(folder.backups)
        for old in [one for one in backups_in(folder) if one.is_automatic][KEPT:]:
            old.path.unlink(missing_ok=True)
    return next(one for one in backups_in(folder) if one.path == place)


class BackupUnderWay:
    """A backup of a large case, copied while the case is worked with.

    It holds the state of the moment it was begun: what is written meanwhile is not in it.
    """

    def __init__(self, database: Database, lock: FileLock) -> None:
        """Hold the state, and begin to copy it; the caller holds `lock`, which is let go of."""
        self._folder = database.folder
        self._lock = lock
        self._name = new_name("case")  # its time comes before the state that is held
        self._state = database.hold_state()
        self._is_given_up = Event()
        self._thread = Thread(target=self._copy, name="backup")
        self._thread.start()

    def finish(self, longest_s: float | None = None) -> None:
        """Wait until it is made; twice does nothing.

        Args:
            longest_s: give it up after so long, and leave nothing of it: the next opening begins
                another. None waits to its end.
        """
        self._thread.join(longest_s)
        self._is_given_up.set()
        self._thread.join()

    def _copy(self) -> None:
        try:
            _made(self._folder, self._name, lambda place: self._state.copy_to(place, self._go_on))
        except _GivenUpError:
            _log.warning("No backup of %s was made: it was closed too soon", self._folder.path.name)
        except CbaError as error:
            _tell_of_no_backup(self._folder, error)
        finally:
            self._state.close()
            _let_go(self._lock)

    def _go_on(self) -> None:
        if self._is_given_up.is_set():
            raise _GivenUpError


class _GivenUpError(Exception):
    """The case is being closed, and nobody waits."""


def back_up_of_the_day(database: Database, *, may_go_on_beside: bool) -> BackupUnderWay | None:
    """A backup, unless there is one of the last day or of this very state.

    Opening a case never fails for it, and waits for a small case alone.

    Args:
        database: of the case.
        may_go_on_beside: whether others can write while it is read, as a write-ahead log allows.

    Returns:
        What has to be finished before the database is closed; None where nothing is under way.
    """
    folder = database.folder
    if not _is_due(folder):
        return None
    lock = FileLock(folder.sessions / "backup.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except (Timeout, OSError):  # another program makes it now
        return None
    is_let_go_of = False
    try:
        if not _is_due(folder):  # that other program was quicker
            return None
        if may_go_on_beside and folder.database.stat().st_size >= BESIDE_FROM_BYTES:
            under_way = BackupUnderWay(database, lock)
            is_let_go_of = True
            return under_way
        back_up(database)
    except CbaError as error:
        _tell_of_no_backup(folder, error)
    finally:
        if not is_let_go_of:
            _let_go(lock)
    return None


def _let_go(lock: FileLock) -> None:
    lock.release()
    with suppress(OSError):
        Path(lock.lock_file).unlink(missing_ok=True)


def _tell_of_no_backup(folder: CaseFolder, error: CbaError) -> None:
    _log.warning("No backup of %s was made: %s", folder.path.name, error.what)


def _is_due(folder: CaseFolder) -> bool:
    newest = next((one for one in backups_in(folder) if one.is_automatic), None)
    if newest is None:
        return True
    return datetime.now(UTC) - newest.made >= EVERY and _has_changed_since(folder, newest)


def _has_changed_since(folder: CaseFolder, backup: Backup) -> bool:
    """False only where nothing at all speaks for it; a copy too many does no harm."""
    try:
        waiting = folder.database.with_name(f"{folder.database.name}-wal")
        if waiting.exists() and waiting.stat().st_size:
            return True
        now = folder.database.stat()
    except OSError:
        return True
    is_older = now.st_mtime < backup.made.timestamp() - _CLOCK_GRAIN_S
    return not is_older or now.st_size != backup.size_bytes


def chosen_backup(folder: CaseFolder, name: str) -> Backup:
    """The backup of that name.

    Raises:
        CbaError: there is none.
    """
    for one in backups_in(folder):
        if one.path.name == Path(name).name:
            return one
    raise CbaError(
        f"{folder.path.name} has no backup {name}",
        f"See what it has: cba case backups {folder.path}",
    )


def restore(folder: CaseFolder, backup: Backup) -> Path | None:
    """Put a backup in the place of the database, which is kept aside and never removed.

    The caller holds the case's job lock.

    Returns:
        Where the former database is now; None where there was none.

    Raises:
        CaseBusyError: somebody has the case open.
        CaseDamagedError: the backup is damaged.
        CbaError: it is of another case.
    """
    alive, left = others(folder)
    if alive:
        raise CaseBusyError(folder.path, ANOTHER_PROCESS)
    faults = faults_of_database(backup.path, quick=False)
    if faults:
        raise CaseDamagedError(folder.path, f"the backup {backup.path.name}: {faults[0]}")
    wanted, found = _uuid_of(folder.database), _uuid_of(backup.path)
    if found is None or (wanted is not None and wanted != found):
        raise CbaError(
            f"{backup.path.name} is no backup of {folder.path.name}",
            f"Choose another: cba case backups {folder.path}",
        )
    with naming_disk_failures(folder.path):
        unfinished = folder.database.with_name(f".{folder.database.name}.partial")
        shutil.copyfile(backup.path, unfinished)
        flush_file(unfinished)
        aside = None
        if folder.database.exists():
            aside = folder.backups / new_name(_REPLACED)
            folder.database.rename(aside)
        # What lies beside the database belongs to it alone, and would destroy another.
        for end in _BESIDE:
            beside = folder.database.with_name(folder.database.name + end)
            if beside.exists():
                name = aside.name if aside is not None else new_name(_REPLACED)
                beside.rename(folder.backups / f"{name}{end}")
        unfinished.rename(folder.database)
        flush_folder(folder.backups)
        flush_folder(folder.path)
    forget(left)
    return aside


def _uuid_of(database: Path) -> str | None:
    try:
        with closing(connect_to_look(database)) as connection:
            row = connection.execute("SELECT uuid FROM case_facts").fetchone()
            return None if row is None else str(row[0])
    except (sqlite3.Error, UnicodeDecodeError):
        return None
