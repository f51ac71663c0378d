"""What the time stamps of footage files tell, in SQL."""

from typing import Any

from sqlalchemy import Connection, delete, insert, select

from cba_core.domain.errors import NotInCaseError
from cba_core.domain.ids import FootageId
from cba_core.domain.time_stamps import TimeFault, TimeFaultCounts, TimeFaultKind, TimeStamps
from cba_core.store.database import Database
from cba_core.store.disturbed_reads import undisturbed
from cba_core.store.tables import FootageRow, FootageTimeStampsRow, TimeFaultRow

_COUNTS = ("gaps", "gap_s", "repeats", "jumps_back", "without")
_FACTS = ("frames", "time_base", "usual_step_s", "gap_from_s")
_OF_A_FAULT = ("frame", "pts", "at_s", "size_s")


class SqlTimeStampRepository:
    """Implements `TimeStampRepository`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @undisturbed
    def counts(self) -> dict[FootageId, TimeFaultCounts]:
        """Of every file whose time stamps were read."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(*FootageTimeStampsRow.__table__.columns).order_by(
                    FootageTimeStampsRow.footage_id
                )
            ).mappings()
            return {
                FootageId(row["footage_id"]): TimeFaultCounts(**{one: row[one] for one in _COUNTS})
                for row in rows
            }

    @undisturbed
    def get(self, footage_id: FootageId) -> TimeStamps | None:
        """With the faults that were kept; None where they were not read yet."""
        with self._database.read() as connection:
            row = (
                connection.execute(
                    select(*FootageTimeStampsRow.__table__.columns).where(
                        FootageTimeStampsRow.footage_id == footage_id
                    )
                )
                .mappings()
                .one_or_none()
            )
            if row is None:
                return None
            return TimeStamps(
                counts=TimeFaultCounts(**{one: row[one] for one in _COUNTS}),
                faults=_faults(connection, footage_id),
                **{one: row[one] for one in _FACTS},
            )

    def set(self, footage_id: FootageId, found: TimeStamps) -> None:
        """Keep them in the place of what was kept before.

        Raises:
            NotInCaseError: there is no such footage.
        """
        with self._database.write() as connection:
            known = connection.execute(select(FootageRow.id).where(FootageRow.id == footage_id))
            if known.scalar_one_or_none() is None:
                raise NotInCaseError("footage", footage_id, "cba footage list CASE")
            for table in (TimeFaultRow, FootageTimeStampsRow):
                connection.execute(delete(table).where(table.footage_id == footage_id))
            connection.execute(
                insert(FootageTimeStampsRow).values(
                    footage_id=footage_id,
                    **{one: getattr(found, one) for one in _FACTS},
                    **{one: getattr(found.counts, one) for one in _COUNTS},
                )
            )
            rows = [_row(footage_id, at, fault) for at, fault in enumerate(found.faults)]
            if rows:
                connection.execute(insert(TimeFaultRow), rows)


def _faults(connection: Connection, footage_id: FootageId) -> tuple[TimeFault, ...]:
    rows = connection.execute(
        select(*TimeFaultRow.__table__.columns)
        .where(TimeFaultRow.footage_id == footage_id)
        .order_by(TimeFaultRow.ordinal)
    ).mappings()
    return tuple(
        TimeFault(kind=TimeFaultKind(row["kind"]), **{one: row[one] for one in _OF_A_FAULT})
        for row in rows
    )


def _row(footage_id: FootageId, ordinal: int, fault: TimeFault) -> dict[str, Any]:
    return {
        "footage_id": footage_id,
        "ordinal": ordinal,
        "kind": fault.kind.value,
        **{one: getattr(fault, one) for one in _OF_A_FAULT},
    }
