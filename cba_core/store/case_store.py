"""Making and opening the store of a case."""

import logging
import secrets
import shutil
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from sqlalchemy import insert, select

import cba_core
from cba_core.domain.case_log import LogAction, LogAuthor, NewLogEntry
from cba_core.domain.errors import (
    CaseDamagedError,
    CaseExistsError,
    CaseLinkError,
    CaseNotFoundError,
    CaseReadOnlyError,
    CaseUnreachableError,
    CbaError,
    DiskFullError,
)
from cba_core.domain.repositories import CaseFacts
from cba_core.store.asked_repository import SqlAskedRepository
from cba_core.store.backups import (
    Backup,
    BackupUnderWay,
    back_up,
    back_up_of_the_day,
    faults_of_database,
    last_good_backup,
)
from cba_core.store.blind_set_repository import SqlBlindSetRepository
from cba_core.store.case_folder import CaseFolder
from cba_core.store.clock_repository import SqlClockRepository
from cba_core.store.database import (
    BUSY_TIMEOUT_S,
    Database,
    create_empty,
    require_readable,
    require_writable,
)
from cba_core.store.decision_repository import SqlDecisionRepository
from cba_core.store.disturbed_reads import read_undisturbed
from cba_core.store.edit_repository import SqlEditRepository
from cba_core.store.embedding_repository import SqlEmbeddingRepository
from cba_core.store.epoch import new_epoch
from cba_core.store.file_system import flush_file, flush_folder, naming_disk_failures
from cba_core.store.footage_repository import SqlFootageRepository
from cba_core.store.log_repository import SqlLogRepository
from cba_core.store.migration import create_schema, has_newest_schema, migrate
from cba_core.store.moments import from_microseconds, to_microseconds
from cba_core.store.plan_repository import SqlPlanRepository
from cba_core.store.sessions import Session, forget, others
from cba_core.store.settings_repository import SqlSettingsRepository
from cba_core.store.tables import CaseRow
from cba_core.store.time_stamp_repository import SqlTimeStampRepository
from cba_core.store.tracklet_repository import SqlTrackletRepository

_log = logging.getLogger(__name__)


class SqlCaseStore:
    """Implements `CaseStore`; made by `create_store` and `open_store`."""

    def __init__(
        self,
        database: Database,
        session: Session | None = None,
        backup: BackupUnderWay | None = None,
    ) -> None:
        self.closing_waits_s: float | None = None
        """How long closing waits for a backup under way before it is given up; None: to its end."""
        self._database = database
        self._backup = backup
        self._session = session
        self._facts, self._uuid = read_undisturbed(database, partial(_read_facts, database))
        self._footage = SqlFootageRepository(database)
        self._tracklets = SqlTrackletRepository(database)
        self._embeddings = SqlEmbeddingRepository(database)
        self._settings = SqlSettingsRepository(database)
        self._log = SqlLogRepository(database)
        self._edits = SqlEditRepository(database, self._log)
        self._decisions = SqlDecisionRepository(database)
        self._clocks = SqlClockRepository(database)
        self._blind_sets = SqlBlindSetRepository(database)
        self._time_stamps = SqlTimeStampRepository(database)
        self._plan = SqlPlanRepository(database)
        self._asked = SqlAskedRepository(database, self._log)

    @property
    def folder(self) -> CaseFolder:
        """Where its parts lie."""
        return self._database.folder

    @property
    def read_only(self) -> bool:
        """Whether writing was ruled out on opening."""
        return self._database.read_only

    @property
    def damage(self) -> CaseDamagedError | None:
        """Why it can only be read, where its database is damaged."""
        return self._database.damage

    @property
    def journal_mode(self) -> str:
        """What SQLite keeps beside the database while it writes: "wal", "delete" and so on."""
        return self._database.journal_mode()

    def back_up(self) -> Backup:
        """Copy the database now; the oldest of more than five copies goes."""
        return back_up(self._database)

    @property
    def case_uuid(self) -> str:
        """32 hexadecimal digits that no other case has."""
        return self._uuid

    @property
    def facts(self) -> CaseFacts:
        """The case's own facts."""
        return self._facts

    @property
    def footage(self) -> SqlFootageRepository:
        """Footage files."""
        return self._footage

    @property
    def tracklets(self) -> SqlTrackletRepository:
        """Tracklets, boxes and crops."""
        return self._tracklets

    @property
    def asked(self) -> SqlAskedRepository:
        """Pictures that somebody asked with."""
        return self._asked

    @property
    def embeddings(self) -> SqlEmbeddingRepository:
        """Vectors."""
        return self._embeddings

    @property
    def settings(self) -> SqlSettingsRepository:
        """Small facts kept for the person."""
        return self._settings

    @property
    def edits(self) -> SqlEditRepository:
        """What people changed, with the way back."""
        return self._edits

    @property
    def blind_sets(self) -> SqlBlindSetRepository:
        """Second readings."""
        return self._blind_sets

    @property
    def clocks(self) -> SqlClockRepository:
        """Recorder clocks."""
        return self._clocks

    @property
    def time_stamps(self) -> SqlTimeStampRepository:
        """Gaps and other faults of recordings' time stamps."""
        return self._time_stamps

    @property
    def plan(self) -> SqlPlanRepository:
        """The camera plan."""
        return self._plan

    @property
    def decisions(self) -> SqlDecisionRepository:
        """What was decided, as it stands."""
        return self._decisions

    @property
    def log(self) -> SqlLogRepository:
        """Who did what."""
        return self._log

    def close(self) -> None:
        """Release the database, behind a backup under way; calling it twice does nothing."""
        if self._backup is not None:
            self._backup.finish(self.closing_waits_s)
        self._database.close()
        if self._session is not None:
            self._session.close(is_clean=not self._database.met_damage)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def create_store(path: Path, facts: CaseFacts, author: LogAuthor | None = None) -> SqlCaseStore:
    """Make the case folder `path` whole or not at all, and open it; its log begins with that.

    Raises:
        CaseExistsError: there is something at `path`.
        CaseUnreachableError: there is no folder to make it in.
        DiskFullError: there is no room for it.
    """
    target = CaseFolder.at(path)
    try:
        if target.path.exists() or target.path.is_symlink():
            raise CaseExistsError(target.path)
        if not target.path.parent.is_dir():
            raise CaseUnreachableError(target.path, f"there is no folder {target.path.parent}")
    except OSError as error:
        raise CaseUnreachableError(target.path, error.strerror or str(error)) from error
    unfinished = CaseFolder(
        target.path.with_name(f".{target.path.name}.{secrets.token_hex(4)}.partial")
    )
    try:
        with naming_disk_failures(target.path):
            _build(unfinished, facts, author or author_of(facts))
            _rename(unfinished.path, target.path)
            flush_folder(target.path.parent)
    except DiskFullError as error:
        raise DiskFullError(target.path) from error  # the person never saw the temporary name
    finally:
        if unfinished.path.exists():
            shutil.rmtree(unfinished.path)
    return _opened(target, read_only=False, busy_timeout_s=BUSY_TIMEOUT_S, is_new=True)


def open_store(
    path: Path, *, read_only: bool = False, busy_timeout_s: float = BUSY_TIMEOUT_S
) -> SqlCaseStore:
    """Open the case folder `path`; an older schema is brought up to date after a backup.

    Where a crash left it open its database is looked through first. A damaged one is opened for
    reading only, as far as that goes, and `damage` names the last good backup (E40).

    Args:
        path: the case folder.
        read_only: write nothing into the folder; writing methods raise `CaseReadOnlyError`.
        busy_timeout_s: how long a writer waits for another, and a reader for one that changes
            the file it reads, before `CaseBusyError`.

    Raises:
        CaseNotFoundError: it is no case.
        CaseTooNewError: a newer program wrote it; nothing was touched.
        CaseDamagedError: its database cannot be read.
        CaseUnreachableError: it may not be looked into.
        CaseReadOnlyError: it cannot be written here, and `read_only` was not asked for.
        CaseLinkError: a part of it is a link to elsewhere, and it was to be written.
    """
    folder = CaseFolder.at(path)
    try:
        return _opened(folder, read_only=read_only, busy_timeout_s=busy_timeout_s)
    except CaseDamagedError as error:
        damage = _damage_of(folder, error.reason)
        opened = None if read_only else _opened_though(damage, folder, busy_timeout_s)
        if opened is None:
            raise damage from error
        return opened


def _opened_though(
    damage: CaseDamagedError, folder: CaseFolder, busy_timeout_s: float
) -> SqlCaseStore | None:
    """For reading only, where what opening needs can be read; else None."""
    with suppress(CbaError, OSError):
        if _look_at_schema(folder, can_repair=False, busy_timeout_s=busy_timeout_s):
            _log.warning("%s is opened for reading only. %s", folder.path.name, damage)
            return _with_database(folder, busy_timeout_s, damage)
    return None


def _damage_of(folder: CaseFolder, reason: str) -> CaseDamagedError:
    backup = last_good_backup(folder)
    return CaseDamagedError(folder.path, reason, None if backup is None else backup.path)


def _opened(
    folder: CaseFolder, *, read_only: bool, busy_timeout_s: float, is_new: bool = False
) -> SqlCaseStore:
    try:
        if not folder.is_case():
            raise CaseNotFoundError(folder.path)
        require_readable(folder)
    except OSError as error:  # a folder that may not be looked into, too long a name
        raise CaseUnreachableError(folder.path, error.strerror or str(error)) from error
    if not read_only:
        require_writable(folder)
        _require_no_links(folder)
    # Looked at without writing first: a case of a newer program must stay as it is.
    is_newest = _look_at_schema(folder, can_repair=not read_only, busy_timeout_s=busy_timeout_s)
    if read_only:
        if not is_newest:
            raise _too_old_to_read(folder)
        return _with_database(folder, busy_timeout_s, None)
    damage = _damage_after_a_crash(folder)
    if damage is not None:
        if not is_newest:
            raise damage
        _log.warning("%s is opened for reading only. %s", folder.path.name, damage)
        return _with_database(folder, busy_timeout_s, damage)
    return _for_writing(folder, busy_timeout_s, is_newest=is_newest, is_new=is_new)


def _too_old_to_read(folder: CaseFolder) -> CaseReadOnlyError:
    try:
        require_writable(folder)
    except CaseReadOnlyError:
        return CaseReadOnlyError(
            folder.path, "an older Duskline made it, and bringing it up to date writes"
        )
    return CaseReadOnlyError(
        folder.path,
        "an older Duskline made it, and what only reads does not bring it up to date",
        "Open it in the window, or once with a command that writes, which keeps a backup: "
        "cba verify CASE",
    )


def _with_database(
    folder: CaseFolder, busy_timeout_s: float, damage: CaseDamagedError | None
) -> SqlCaseStore:
    database = Database(folder, read_only=True, busy_timeout_s=busy_timeout_s)
    database.damage = damage
    try:
        return SqlCaseStore(database)
    except BaseException:
        database.close()
        raise


def _for_writing(
    folder: CaseFolder, busy_timeout_s: float, *, is_newest: bool, is_new: bool
) -> SqlCaseStore:
    database = Database(folder, read_only=False, busy_timeout_s=busy_timeout_s)
    session = backup = None
    try:
        session = Session(folder)
        has_wal = database.choose_journal() == "wal"
        if not is_newest:
            migrate(database)
        if not is_new:
            backup = back_up_of_the_day(database, may_go_on_beside=has_wal)
        return SqlCaseStore(database, session, backup)
    except BaseException:
        if backup is not None:
            backup.finish()
        database.close()
        if session is not None:
            session.close(is_clean=not database.met_damage)
        raise


def _damage_after_a_crash(folder: CaseFolder) -> CaseDamagedError | None:
    """What SQLite finds wrong, where somebody never closed the case; else it is not looked at."""
    _, left = others(folder)
    faults = faults_of_database(folder.database, quick=True) if left else []
    if faults:
        return _damage_of(folder, faults[0])
    forget(left)
    return None


def _require_no_links(folder: CaseFolder) -> None:
    try:
        links = folder.links()
    except OSError as error:
        raise CaseUnreachableError(folder.path, error.strerror or str(error)) from error
    if links:
        raise CaseLinkError(folder.path, links[0])


def _look_at_schema(folder: CaseFolder, *, can_repair: bool, busy_timeout_s: float) -> bool:
    """Whether the schema is the newest one."""
    try:
        with closing(Database(folder, read_only=True, busy_timeout_s=busy_timeout_s)) as database:
            return read_undisturbed(database, partial(has_newest_schema, database))
    except CaseReadOnlyError:
        # A crash left a rollback journal, and only a writer can play it back.
        if not can_repair:
            raise
        with closing(Database(folder, read_only=False, busy_timeout_s=busy_timeout_s)) as database:
            return has_newest_schema(database)


def author_of(facts: CaseFacts) -> LogAuthor:
    """Who acts where nobody is named: the examiner."""
    return LogAuthor(facts.examiner.strip() or "unnamed")


def _build(folder: CaseFolder, facts: CaseFacts, author: LogAuthor) -> None:
    case_uuid = uuid4().hex
    for place in (folder.path, folder.crops, folder.index, folder.logs):
        place.mkdir()
    folder.write_description(case_uuid=case_uuid, number=facts.number, title=facts.title)
    create_empty(folder)
    with closing(Database(folder, read_only=False)) as database:
        database.choose_journal()
        create_schema(database)
        with database.write() as connection:
            connection.execute(
                insert(CaseRow).values(
                    id=1,
                    uuid=case_uuid,
                    number=facts.number,
                    examiner=facts.examiner,
                    purpose=facts.purpose,
                    time_zone=facts.time_zone,
                    title=facts.title,
                    created_us=to_microseconds(datetime.now(UTC)),
                    epoch=new_epoch(),
                )
            )
            SqlLogRepository(database).append_within(
                connection,
                NewLogEntry(
                    action=LogAction.CREATE,
                    author=author,
                    object="case",
                    details={
                        "uuid": case_uuid,
                        "number": facts.number,
                        "title": facts.title,
                        "examiner": facts.examiner,
                        "purpose": facts.purpose,
                        "time_zone": facts.time_zone,
                        "program": cba_core.__version__,
                    },
                ),
            )
    flush_file(folder.database)
    flush_file(folder.description)
    flush_folder(folder.path)


def _rename(unfinished: Path, target: Path) -> None:
    try:
        unfinished.rename(target)
    except OSError as error:
        if target.exists():  # made by another process meanwhile
            raise CaseExistsError(target) from error
        raise


def _read_facts(database: Database) -> tuple[CaseFacts, str]:
    with database.read() as connection:
        row = connection.execute(
            select(
                CaseRow.uuid,
                CaseRow.number,
                CaseRow.examiner,
                CaseRow.purpose,
                CaseRow.time_zone,
                CaseRow.title,
                CaseRow.created_us,
            )
        ).one_or_none()
    if row is None:
        raise CaseDamagedError(database.folder.path, "it does not say whose case it is")
    facts = CaseFacts(
        number=row.number,
        examiner=row.examiner,
        purpose=row.purpose,
        time_zone=row.time_zone,
        title=row.title,
        created=from_microseconds(row.created_us),
    )
    return facts, row.uuid
