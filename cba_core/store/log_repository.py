"""The log of a case, in SQL: lines that follow one another and are never changed."""

from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from cba_core.domain.case_log import (
    LogEntry,
    LogHead,
    NewLogEntry,
    entry_after,
    entry_from_line,
    first_previous_hash,
)
from cba_core.domain.errors import CaseDamagedError
from cba_core.store.database import Database
from cba_core.store.disturbed_reads import undisturbed
from cba_core.store.tables import CaseLogRow, CaseRow


class SqlLogRepository:
    """Implements `LogRepository`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, new: NewLogEntry) -> LogEntry:
        """Log it in a transaction of its own."""
        with self._database.write() as connection:
            return self.append_within(connection, new)

    def append_within(self, connection: Connection, new: NewLogEntry) -> LogEntry:
        """Log it in the write transaction of what is logged: both are stored, or neither.

        Raises:
            ValueError: JSON cannot hold the details.
        """
        entry = entry_after(head_within(connection, self._database), new, datetime.now(UTC))
        connection.execute(
            insert(CaseLogRow).values(number=entry.number, line=entry.line, hash=entry.hash)
        )
        return entry

    @undisturbed
    def lines(
        self, first: int = 1, limit: int | None = None
    ) -> list[tuple[object, object, object]]:
        """(number, line, hash) as they are stored, whatever that is; what verifying needs."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(CaseLogRow.number, CaseLogRow.line, CaseLogRow.hash)
                .where(CaseLogRow.number >= first)
                .order_by(CaseLogRow.number)
                .limit(limit)
            )
            return [(row.number, row.line, row.hash) for row in rows]

    def entries(self, first: int = 1, limit: int | None = None) -> list[LogEntry]:
        """Entries from number `first` on.

        Raises:
            CaseDamagedError: a line is no entry.
        """
        told = []
        for number, line, _hash in self.lines(first, limit):
            try:
                told.append(entry_from_line(str(line)))
            except ValueError as error:
                raise CaseDamagedError(
                    self._database.folder.path, f"entry {number} of its log cannot be read"
                ) from error
        return told

    @undisturbed
    def missing_triggers(self) -> list[str]:
        """Names of the triggers that should keep the log and do not stand there as they were made.

        One that has the name and does something else is missing, too.
        """
        from cba_core.store.migrations.versions.r0002_case_log import SQLITE_TRIGGERS  # slow

        there = self._database.triggers()
        wanted = (" ".join(trigger.split()) for trigger in SQLITE_TRIGGERS)
        return sorted(made_by.split()[2] for made_by in wanted if made_by not in there)

    @undisturbed
    def head(self) -> LogHead:
        """How many entries there are, and the hash of the last."""
        with self._database.read() as connection:
            return head_within(connection, self._database)


def head_within(connection: Connection, database: Database) -> LogHead:
    """The head as a transaction sees it."""
    last = connection.execute(
        select(CaseLogRow.number, CaseLogRow.hash).order_by(CaseLogRow.number.desc()).limit(1)
    ).one_or_none()
    if last is not None:
        return LogHead(last.number, last.hash)
    uuid = connection.scalar(select(CaseRow.uuid))
    if uuid is None:
        raise CaseDamagedError(database.folder.path, "it does not say whose case it is")
    return LogHead(0, first_previous_hash(uuid))
