"""Backups of a case's database: listed and restored while nobody has the case open."""

from contextlib import suppress
from pathlib import Path

from cba_core.domain.case_log import LogAction, LogAuthor, LogHead, NewLogEntry
from cba_core.domain.errors import CaseNotFoundError, CbaError
from cba_core.domain.integrity import BackupFacts, RestoreReport
from cba_core.store.backups import Backup, backups_in, chosen_backup, faults_of_database, restore
from cba_core.store.case_folder import CaseFolder
from cba_core.store.case_store import author_of, open_store
from cba_core.store.writer_lock import case_job_lock


def backups_of(path: Path) -> list[BackupFacts]:
    """Every backup of the case folder `path`, newest first; each is looked through.

    Raises:
        CaseNotFoundError: it is no case.
    """
    folder = _folder(path)
    return [facts_of(one) for one in backups_in(folder)]


def facts_of(backup: Backup) -> BackupFacts:
    """A backup, and what is wrong with it."""
    return BackupFacts(
        name=backup.path.name,
        path=backup.path,
        made=backup.made,
        why=backup.why,
        size_bytes=backup.size_bytes,
        faults=tuple(faults_of_database(backup.path, quick=True)),
    )


def restore_backup(path: Path, name: str, author: LogAuthor | None = None) -> RestoreReport:
    """Put a backup in the place of the database, keep that aside, and log it.

    Args:
        path: the case folder; nobody may have it open.
        name: the backup's file name.
        author: who does it; the examiner where it is None.

    Raises:
        CaseNotFoundError: it is no case.
        CaseBusyError: somebody has it open, or works on it.
        CaseDamagedError: the backup is damaged.
        CbaError: there is no such backup, or it is of another case.
    """
    folder = _folder(path)
    backup = chosen_backup(folder, name)
    with case_job_lock(folder.path, "restoring a backup"):
        before = _head_of(folder.path)
        replaced = restore(folder, backup)
        with open_store(folder.path) as store:
            store.log.append(
                NewLogEntry(
                    action=LogAction.CHANGE,
                    author=author or author_of(store.facts),
                    object="case",
                    details={
                        "what": "a backup took the place of the database",
                        "backup": backup.path.name,
                        "backup_head": str(store.log.head()),
                        "replaced": None if replaced is None else replaced.name,
                        "head_before": None if before is None else str(before),
                    },
                )
            )
            return RestoreReport(
                backup=backup.path.name,
                replaced=replaced,
                head_before=None if before is None else str(before),
                head=str(store.log.head()),
            )


def _folder(path: Path) -> CaseFolder:
    folder = CaseFolder.at(path)
    if not folder.is_case():
        raise CaseNotFoundError(folder.path)
    return folder


def _head_of(path: Path) -> LogHead | None:
    with suppress(CbaError), open_store(path, read_only=True) as store:
        return store.log.head()
    return None
