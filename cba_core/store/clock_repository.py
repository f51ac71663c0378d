"""Recorder clocks of a case, in SQL; edits alone change them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, select

from cba_core.domain.clocks import ClockFacts, Comparison, Fold, FootageClock
from cba_core.domain.ids import FootageId
from cba_core.store.database import Database
from cba_core.store.disturbed_reads import undisturbed
from cba_core.store.moments import from_microseconds, to_microseconds
from cba_core.store.tables import FootageClockRow


class SqlClockRepository:
    """Implements `ClockRepository`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @undisturbed
    def all(self) -> dict[FootageId, FootageClock]:
        """Of every file whose clock was told."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(*FootageClockRow.__table__.columns).order_by(FootageClockRow.footage_id)
            ).mappings()
            return {FootageId(row["footage_id"]): clock_of(row) for row in rows}


def clock_of(row: RowMapping) -> FootageClock:
    """A row as a domain object."""
    compared = None
    if row["compared_recorder_us"] is not None:
        compared = Comparison(
            recorder=_naive(row["compared_recorder_us"]),
            true=from_microseconds(row["compared_true_us"]),
        )
    return FootageClock(
        footage_id=FootageId(row["footage_id"]),
        recorder_start=_naive(row["recorder_start_us"]),
        facts=ClockFacts(
            zone=row["zone"],
            comparison=compared,
            drift_us_per_day=row["drift_us_per_day"],
            fold=None if row["fold"] is None else Fold(row["fold"]),
            recorder=row["recorder"],
            evidence=row["evidence"],
            photo=row["photo"],
            photo_sha256=row["photo_sha256"],
        ),
        corrected_start=from_microseconds(row["corrected_start_us"]),
        actor=row["actor"],
        time=from_microseconds(row["time_us"]),
    )


def clock_columns(
    recorder_start: datetime, facts: ClockFacts, corrected: datetime, actor: str, time: datetime
) -> dict[str, Any]:
    """The columns of a clock but its footage."""
    compared = facts.comparison
    return {
        "recorder_start_us": _wall(recorder_start),
        "zone": facts.zone,
        "fold": None if facts.fold is None else facts.fold.value,
        "compared_recorder_us": None if compared is None else _wall(compared.recorder),
        "compared_true_us": None if compared is None else to_microseconds(compared.true),
        "drift_us_per_day": facts.drift_us_per_day,
        "corrected_start_us": to_microseconds(corrected),
        "recorder": facts.recorder,
        "evidence": facts.evidence,
        "photo": facts.photo,
        "photo_sha256": facts.photo_sha256,
        "actor": actor,
        "time_us": to_microseconds(time),
    }


def _wall(reading: datetime) -> int:
    """Microseconds of a clock's reading, as if it hung in UTC: no zone is meant."""
    return to_microseconds(reading.replace(tzinfo=UTC, fold=0))


def _naive(microseconds: int) -> datetime:
    return from_microseconds(microseconds).replace(tzinfo=None)
