"""Edits of a case, in SQL: each is one transaction with its rows, its record and its log line."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select, update

from cba_core.domain.case_log import LogAction, LogAuthor, NewLogEntry
from cba_core.domain.edits import (
    AppliedEdit,
    Edit,
    EditState,
    Revert,
    SetFootage,
    edit_from_json,
    edit_to_json,
)
from cba_core.domain.errors import CaseDamagedError, NotInCaseError
from cba_core.domain.site_plan import PlaceCamera, SetPlanPicture
from cba_core.store.database import Database
from cba_core.store.disturbed_reads import undisturbed
from cba_core.store.edit_changes import changes_of, touched_by
from cba_core.store.edit_occasion import EditRefusedError, Occasion
from cba_core.store.epoch import change_epoch
from cba_core.store.log_repository import SqlLogRepository
from cba_core.store.moments import from_microseconds, to_microseconds
from cba_core.store.row_changes import (
    RowChange,
    changes_from_json,
    changes_to_json,
    inverse_of,
    write_changes,
)
from cba_core.store.tables import EditRow

HISTORY = "cba history CASE"


class SqlEditRepository:
    """Implements `EditRepository`."""

    def __init__(self, database: Database, log: SqlLogRepository) -> None:
        self._database = database
        self._log = log

    def apply(self, edit: Edit, author: LogAuthor) -> AppliedEdit | None:
        """Do it; what was undone before can be done again no more. None: it changes nothing.

        Raises:
            NotInCaseError: it names what the case does not have.
            EditRefusedError, ChangedSinceError: it makes no sense in the case as it is.
        """
        with self._database.write(durable=True) as connection:
            highest = connection.execute(select(func.max(EditRow.number))).scalar_one()
            number = (highest or 0) + 1
            time = datetime.now(UTC)
            if isinstance(edit, Revert):
                changes = self._reverted(connection, edit.number)
            else:
                changes = changes_of(edit, Occasion(connection, number, author.name, time))
            if not changes:
                return None
            self._write(connection, changes)
            connection.execute(
                update(EditRow)
                .where(EditRow.state == EditState.UNDONE.value)
                .values(state=EditState.DISCARDED.value)
            )
            log_number = self._log_it(connection, number, edit, changes, author=author, how="edit")
            connection.execute(
                insert(EditRow).values(
                    number=number,
                    told=json.dumps(edit_to_json(edit), sort_keys=True, separators=(",", ":")),
                    changes=changes_to_json(changes),
                    state=EditState.DONE.value,
                    actor=author.name,
                    time_us=to_microseconds(time),
                    log_number=log_number,
                )
            )
            return AppliedEdit(
                number=number,
                edit=edit,
                state=EditState.DONE,
                actor=author.name,
                time=time,
                changes=touched_by(changes),
                log_number=log_number,
            )

    def undo(self, author: LogAuthor) -> AppliedEdit | None:
        """Take the last edit back that stands; None where there is none.

        Raises:
            ChangedSinceError: what it changed is not as it left it; nothing is changed.
        """
        return self._turned(EditState.DONE, author)

    def redo(self, author: LogAuthor) -> AppliedEdit | None:
        """Do the edit again that was undone last; None where there is none.

        Raises:
            ChangedSinceError: what it changed is not as it was; nothing is changed.
        """
        return self._turned(EditState.UNDONE, author)

    @undisturbed
    def history(self, limit: int | None = None) -> list[AppliedEdit]:
        """The last edits, the newest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(*EditRow.__table__.columns).order_by(EditRow.number.desc()).limit(limit)
            ).mappings()
            return [self._edit(dict(row))[0] for row in rows]

    def _turned(self, now: EditState, author: LogAuthor) -> AppliedEdit | None:
        """Undo the last edit that stands, or do the first again of those that were undone."""
        was_done = now is EditState.DONE
        nearest = func.max if was_done else func.min
        with self._database.write(durable=True) as connection:
            number: int | None = connection.execute(
                select(nearest(EditRow.number)).where(EditRow.state == now.value)
            ).scalar_one()
            if number is None:
                return None
            applied, changes = self._one(connection, number)
            state = EditState.UNDONE if was_done else EditState.DONE
            self._write(connection, inverse_of(changes) if was_done else changes)
            connection.execute(
                update(EditRow).where(EditRow.number == number).values(state=state.value)
            )
            how = "undo" if was_done else "redo"
            log_number = self._log_it(
                connection, number, applied.edit, changes, author=author, how=how
            )
            return AppliedEdit(
                number=number,
                edit=applied.edit,
                state=state,
                actor=applied.actor,
                time=applied.time,
                changes=touched_by(changes),
                log_number=log_number,
            )

    def _reverted(self, connection: Connection, number: int) -> list[RowChange]:
        applied, changes = self._one(connection, number)
        if applied.state is not EditState.DONE:
            raise EditRefusedError(f"Edit {number} was undone already", f"See {HISTORY}")
        return inverse_of(changes)

    def _one(self, connection: Connection, number: int) -> tuple[AppliedEdit, list[RowChange]]:
        row = connection.execute(
            select(*EditRow.__table__.columns).where(EditRow.number == number)
        ).mappings()
        found = row.one_or_none()
        if found is None:
            raise NotInCaseError("edit", number, HISTORY)
        return self._edit(dict(found))

    def _edit(self, row: dict[str, object]) -> tuple[AppliedEdit, list[RowChange]]:
        try:
            changes = changes_from_json(str(row["changes"]))
            applied = AppliedEdit(
                number=int(str(row["number"])),
                edit=edit_from_json(json.loads(str(row["told"]))),
                state=EditState(str(row["state"])),
                actor=str(row["actor"]),
                time=from_microseconds(int(str(row["time_us"]))),
                changes=touched_by(changes),
                log_number=int(str(row["log_number"])),
            )
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise CaseDamagedError(
                self._database.folder.path, f"edit {row['number']} cannot be read"
            ) from error
        return applied, changes

    def _write(self, connection: Connection, changes: Sequence[RowChange]) -> None:
        write_changes(connection, changes)
        if touched_by(changes).tracklets:
            change_epoch(connection)

    def _log_it(
        self,
        connection: Connection,
        number: int,
        edit: Edit,
        changes: Sequence[RowChange],
        *,
        author: LogAuthor,
        how: str,
    ) -> int:
        is_fact = isinstance(edit, SetFootage | SetPlanPicture | PlaceCamera)
        action = LogAction.CHANGE if is_fact else LogAction.DECISION
        entry = self._log.append_within(
            connection,
            NewLogEntry(
                action=action,
                author=author,
                object=f"{how} {number}: {edit.title}",
                details={
                    "how": how,
                    "number": number,
                    **edit_to_json(edit),
                    "changes": json.loads(changes_to_json(changes)),
                },
            ),
        )
        return entry.number
