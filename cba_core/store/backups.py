"""Copies of a case's database: made by the day and before a migration, five kept, restored.

SQLite only, as `database`: a server has backups of its own.
"""

import logging
import re
import secrets
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

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
    folder = database.folder
    with naming_disk_failures(folder.path):
        folder.backups.mkdir(exist_ok=True)
        place = folder.backups / new_name(kind)
        unfinished = place.with_name(f".{place.name}.{secrets.token_hex(4)}.partial")
        try:
            database.backup_to(unfinished)
            flush_file(unfinished)
            unfinished.rename(place)
        finally:
            unfinished.unlink(missing_ok=True)
        flush_folder(folder.backups)
        for old in [one for one in backups_in(folder) if one.is_automatic][KEPT:]:
            old.path.unlink(missing_ok=True)
    return next(one for one in backups_in(folder) if one.path == place)


def back_up_of_the_day(database: Database) -> None:
    """A backup, unless there is one of the last day; opening a case never fails for it."""
    automatic = [one for one in backups_in(database.folder) if one.is_automatic]
    if automatic and datetime.now(UTC) - automatic[0].made < EVERY:
        return
    try:
        back_up(database)
    except CbaError as error:
        _log.warning("No backup of %s was made: %s", database.folder.path.name, error.what)


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
