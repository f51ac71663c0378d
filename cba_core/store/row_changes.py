"""Changes of rows as data: what a row was, what it is to be, and the exact way back.

A change is written only where the row is what the change says it was. So two programs, or an
undo that comes late, never overwrite what somebody else did.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, insert, select, update

from cba_core.domain.errors import CbaError
from cba_core.store.tables import (
    Base,
    BlindCandidateRow,
    BlindSetRow,
    CameraApartRow,
    CameraPlaceRow,
    FootageClockRow,
    FootageRow,
    NobodyRow,
    PersonRow,
    PersonTrackletRow,
    PlanPictureRow,
    VerdictRow,
)

Row = Mapping[str, Any]  # column names to what JSON can hold

EDITED_TABLES = frozenset(
    row.__tablename__
    for row in (
        BlindCandidateRow,
        BlindSetRow,
        CameraApartRow,
        CameraPlaceRow,
        FootageClockRow,
        FootageRow,
        NobodyRow,
        PersonRow,
        PersonTrackletRow,
        PlanPictureRow,
        VerdictRow,
    )
)
"""The tables that people edit; a change of another is no change of theirs."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where there is no such row.

    Of a row that is there before and after, only the columns that change are told.
    """

    table: str
    key: Row
    before: Row | None
    after: Row | None

    def __post_init__(self) -> None:
        if self.table not in EDITED_TABLES:
            raise ValueError(f"{self.table!r} is no table that people edit")

    @property
    def inverse(self) -> "RowChange":
        """The way back."""
        return RowChange(self.table, self.key, self.after, self.before)


class ChangedSinceError(CbaError):
    """What an edit was made on is not what is there now."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} has been changed since",
            "See what was done: cba history CASE. Undo the later edits first, or make a new one.",
        )


def inverse_of(changes: Sequence[RowChange]) -> list[RowChange]:
    """The changes that take these back, in the order in which they can be written."""
    return [change.inverse for change in reversed(changes)]


def write_changes(connection: Connection, changes: Sequence[RowChange]) -> None:
    """Write them in the caller's transaction.

    Raises:
        ChangedSinceError: a row is not what a change says it was; the transaction must end.
    """
    for change in changes:
        table = Base.metadata.tables[change.table]
        where = _where(table, change.key)
        if change.before is None:
            if _there(connection, table, where, None) is not None:
                raise ChangedSinceError(_named(change))
            connection.execute(insert(table).values({**change.key, **(change.after or {})}))
            continue
        if _there(connection, table, where, change.before) != dict(change.before):
            raise ChangedSinceError(_named(change))
        if change.after is None:
            connection.execute(delete(table).where(where))
        elif change.after:
            connection.execute(update(table).where(where).values(dict(change.after)))


def changes_to_json(changes: Sequence[RowChange]) -> str:
    """As they are kept beside the edit; ASCII."""
    return json.dumps(
        [
            {"table": one.table, "key": one.key, "before": one.before, "after": one.after}
            for one in changes
        ],
        separators=(",", ":"),
    )


def changes_from_json(told: str) -> list[RowChange]:
    """What `changes_to_json` told."""
    return [
        RowChange(one["table"], one["key"], one["before"], one["after"]) for one in json.loads(told)
    ]


def _where(table: Table, key: Row) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in key.items()))


def _there(
    connection: Connection, table: Table, where: ColumnElement[bool], like: Row | None
) -> dict[str, Any] | None:
    """The row's columns that `like` names, or its first; None where there is none."""
    columns = [table.c[name] for name in like] if like else [next(iter(table.c))]
    row = connection.execute(select(*columns).where(where)).mappings().one_or_none()
    return None if row is None else dict(row)


def _named(change: RowChange) -> str:
    key = " ".join(str(value) for value in change.key.values())
    return f"{change.table.replace('_', ' ')} {key}"
