"""Making and opening the store of a case."""

import secrets
import shutil
from contextlib import closing
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
    CaseNotFoundError,
    CaseReadOnlyError,
    CaseUnreachableError,
    DiskFullError,
)
from cba_core.domain.repositories import CaseFacts
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
from cba_core.store.settings_repository import SqlSettingsRepository
from cba_core.store.tables import CaseRow
from cba_core.store.tracklet_repository import SqlTrackletRepository


class SqlCaseStore:
    """Implements `CaseStore`; made by `create_store` and `open_store`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._facts, self._uuid = read_undisturbed(database, partial(_read_facts, database))
        self._footage = SqlFootageRepository(database)
        self._tracklets = SqlTrackletRepository(database)
        self._embeddings = SqlEmbeddingRepository(database)
        self._settings = SqlSettingsRepository(database)
        self._log = SqlLogRepository(database)
        self._edits = SqlEditRepository(database, self._log)
        self._decisions = SqlDecisionRepository(database)
        self._clocks = SqlClockRepository(database)

    @property
    def folder(self) -> CaseFolder:
        """Where its parts lie."""
        return self._database.folder

    @property
    def read_only(self) -> bool:
        """Whether writing was ruled out on opening."""
        return self._database.read_only

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
    def clocks(self) -> SqlClockRepository:
        """Recorder clocks."""
        return self._clocks

    @property
    def decisions(self) -> SqlDecisionRepository:
        """What was decided, as it stands."""
        return self._decisions

    @property
    def log(self) -> SqlLogRepository:
        """Who did what."""
        return self._log

    def close(self) -> None:
        """Release the database; calling it twice does nothing."""
        self._database.close()

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
    return open_store(target.path)


def open_store(
    path: Path, *, read_only: bool = False, busy_timeout_s: float = BUSY_TIMEOUT_S
) -> SqlCaseStore:
    """Open the case folder `path`; an older schema is brought up to date after a backup.

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
    """
    folder = CaseFolder.at(path)
    try:
        if not folder.is_case():
            raise CaseNotFoundError(folder.path)
        require_readable(folder)
    except OSError as error:  # a folder that may not be looked into, too long a name
        raise CaseUnreachableError(folder.path, error.strerror or str(error)) from error
    if not read_only:
        require_writable(folder)
    # Looked at without writing first: a case of a newer program must stay as it is.
    is_newest = _look_at_schema(folder, can_repair=not read_only, busy_timeout_s=busy_timeout_s)
    if read_only and not is_newest:
        raise CaseReadOnlyError(
            folder.path, "an older Duskline made it, and bringing it up to date writes"
        )
    database = Database(folder, read_only=read_only, busy_timeout_s=busy_timeout_s)
    try:
        if not read_only:
            database.choose_journal()
        if not is_newest:
            migrate(database)
        return SqlCaseStore(database)
    except BaseException:
        database.close()
        raise


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
