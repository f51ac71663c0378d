"""Footage files of a case, in SQL."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, insert, select, update

from cba_core.domain.case_log import LogAction, LogAuthor, NewLogEntry
from cba_core.domain.errors import FootageInCaseError, NotInCaseError
from cba_core.domain.footage import (
    Footage,
    FootageFacts,
    FootageState,
    InfraredKind,
    Modality,
    ModalitySegment,
    ToldModality,
)
from cba_core.domain.ids import FootageId
from cba_core.domain.repositories import NewFootage
from cba_core.store.database import Database
from cba_core.store.disturbed_reads import undisturbed
from cba_core.store.epoch import change_epoch
from cba_core.store.footage_paths import absolute, locate, relative_to_case
from cba_core.store.log_repository import SqlLogRepository
from cba_core.store.moments import from_microseconds, offset_seconds, to_microseconds
from cba_core.store.tables import FootageRow, ModalitySegmentRow

LISTING = "cba footage list CASE"


class SqlFootageRepository:
    """Implements `FootageRepository`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._case = database.folder.path
        self._log = SqlLogRepository(database)

    def add(self, new: NewFootage, author: LogAuthor | None = None) -> Footage:
        """Store it under the next number; where somebody does it, log that with it.

        Raises:
            FootageInCaseError: another process has added the same content meanwhile.
        """
        with self._database.write() as connection:
            known = connection.execute(
                select(FootageRow.id).where(FootageRow.sha256 == new.sha256)
            ).scalar_one_or_none()
            if known is not None:
                raise FootageInCaseError(new.path, str(known))
            highest = connection.execute(select(func.max(FootageRow.id))).scalar_one()
            number = FootageId((highest or 0) + 1)
            connection.execute(
                insert(FootageRow).values(
                    id=number,
                    sha256=new.sha256,
                    size_bytes=new.size_bytes,
                    camera=new.camera,
                    state=FootageState.ADDED.value,
                    next_tracklet_number=1,
                    **_columns_of_facts(new.facts),
                    **self._columns_of_path(new.path),
                    **_columns_of_start(new.start_time),
                    **_columns_of_word(new.told_modality),
                )
            )
            _insert_segments(connection, number, new.proposed_segments)
            change_epoch(connection)  # a camera may be new to the columns
            if author is not None:
                self._log.append_within(connection, _imported(number, new, author))
            return self._read(connection, FootageRow.id == number)[0]

    @undisturbed
    def all(self) -> list[Footage]:
        """In the order of adding."""
        with self._database.read() as connection:
            return self._read(connection)

    @undisturbed
    def get(self, footage_id: FootageId) -> Footage:
        """Raises `NotInCaseError`."""
        with self._database.read() as connection:
            found = self._read(connection, FootageRow.id == footage_id)
        if not found:
            raise NotInCaseError("footage", footage_id, LISTING)
        return found[0]

    @undisturbed
    def by_sha256(self, sha256: str) -> Footage | None:
        """The footage with this content, if the case has it."""
        with self._database.read() as connection:
            found = self._read(connection, FootageRow.sha256 == sha256)
        return found[0] if found else None

    def update(
        self,
        footage_ids: Sequence[FootageId],
        *,
        camera: str | None = None,
        start_time: datetime | None = None,
        told_modality: ToldModality | None = None,
        forget_start_time: bool = False,
        forget_told_modality: bool = False,
    ) -> None:
        """Set what is given on all of them or on none; None leaves a fact as it is.

        Raises:
            NotInCaseError: one of the numbers is not in the case.
        """
        if start_time is not None and forget_start_time:
            raise ValueError("a start time cannot be set and forgotten at once")
        if told_modality is not None and forget_told_modality:
            raise ValueError("a modality cannot be told and forgotten at once")
        values: dict[str, Any] = {}
        if camera is not None:
            values["camera"] = camera
        if start_time is not None or forget_start_time:
            values |= _columns_of_start(start_time)
        if told_modality is not None or forget_told_modality:
            values |= _columns_of_word(told_modality)
        if not values or not footage_ids:
            return
        with self._database.write() as connection:
            for footage_id in footage_ids:
                _update_one(connection, footage_id, values)
            change_epoch(connection)

    def set_state(
        self, footage_id: FootageId, state: FootageState, failure: str | None = None
    ) -> None:
        """How far the index has come, and why it failed."""
        if state is FootageState.MISSING:
            raise ValueError("missing is found on looking, it is not stored")
        with self._database.write() as connection:
            _update_one(connection, footage_id, {"state": state.value, "failure": failure})

    def set_proposed_segments(
        self, footage_id: FootageId, segments: tuple[ModalitySegment, ...]
    ) -> None:
        """Replace the proposal; the person's word is kept apart and stays."""
        with self._database.write() as connection:
            _require_footage(connection, footage_id)
            connection.execute(
                delete(ModalitySegmentRow).where(ModalitySegmentRow.footage_id == footage_id)
            )
            _insert_segments(connection, footage_id, segments)

    def set_path(self, footage_id: FootageId, path: Path) -> None:
        """The file was found again elsewhere."""
        with self._database.write() as connection:
            _update_one(connection, footage_id, self._columns_of_path(path))

    def _columns_of_path(self, path: Path) -> dict[str, Any]:
        place = absolute(path)
        return {
            "path_absolute": str(place),
            "path_relative": relative_to_case(place, self._case),
        }

    def _read(self, connection: Connection, *where: ColumnElement[bool]) -> list[Footage]:
        rows = connection.execute(
            select(*FootageRow.__table__.columns).where(*where).order_by(FootageRow.id)
        ).mappings()
        segments: dict[int, list[ModalitySegment]] = {}
        for footage_id, start_s, end_s, modality in connection.execute(
            select(
                ModalitySegmentRow.footage_id,
                ModalitySegmentRow.start_s,
                ModalitySegmentRow.end_s,
                ModalitySegmentRow.modality,
            )
            .join(FootageRow, FootageRow.id == ModalitySegmentRow.footage_id)
            .where(*where)
            .order_by(ModalitySegmentRow.footage_id, ModalitySegmentRow.ordinal)
        ):
            segments.setdefault(footage_id, []).append(
                ModalitySegment(start_s=start_s, end_s=end_s, modality=Modality(modality))
            )
        return [self._footage(row, segments.get(row["id"], ())) for row in rows]

    def _footage(self, row: RowMapping, segments: Iterable[ModalitySegment]) -> Footage:
        path, is_there = locate(
            self._case, row["path_relative"], row["path_absolute"], size_bytes=row["size_bytes"]
        )
        reached = FootageState(row["state"])
        return Footage(
            id=FootageId(row["id"]),
            path=path,
            sha256=row["sha256"],
            size_bytes=row["size_bytes"],
            facts=FootageFacts(**{name: row[name] for name in FootageFacts.__dataclass_fields__}),
            camera=row["camera"],
            start_time=start_time_of(row["start_us"], row["start_offset_s"]),
            told_modality=_word(row["told_modality"], row["told_kind"]),
            proposed_segments=tuple(segments),
            state=reached if is_there else FootageState.MISSING,
            failure=row["failure"],
            reached_before=None if is_there else reached,
        )


def start_time_of(start_us: int | None, offset_s: int | None) -> datetime | None:
    """A footage's start as the person told it; None where nobody did."""
    return None if start_us is None else from_microseconds(start_us, offset_s or 0)


def _word(modality: str | None, kind: str | None) -> ToldModality | None:
    if modality is None:
        return None
    return ToldModality(
        modality=Modality(modality), kind=None if kind is None else InfraredKind(kind)
    )


def _columns_of_facts(facts: FootageFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in FootageFacts.__dataclass_fields__}


def _columns_of_start(start_time: datetime | None) -> dict[str, Any]:
    if start_time is None:
        return {"start_us": None, "start_offset_s": None}
    return {
        "start_us": to_microseconds(start_time),
        "start_offset_s": offset_seconds(start_time),
    }


def _columns_of_word(told: ToldModality | None) -> dict[str, Any]:
    return {
        "told_modality": told.modality.value if told else None,
        "told_kind": told.kind.value if told and told.kind else None,
    }


def _insert_segments(
    connection: Connection, footage_id: FootageId, segments: Sequence[ModalitySegment]
) -> None:
    rows = [
        {
            "footage_id": footage_id,
            "ordinal": ordinal,
            "start_s": segment.start_s,
            "end_s": segment.end_s,
            "modality": segment.modality.value,
        }
        for ordinal, segment in enumerate(segments)
    ]
    if rows:
        connection.execute(insert(ModalitySegmentRow), rows)


def _require_footage(connection: Connection, footage_id: FootageId) -> None:
    known = select(FootageRow.id).where(FootageRow.id == footage_id)
    if connection.execute(known).scalar_one_or_none() is None:
        raise NotInCaseError("footage", footage_id, LISTING)


def _update_one(connection: Connection, footage_id: FootageId, values: dict[str, Any]) -> None:
    changed = connection.execute(
        update(FootageRow).where(FootageRow.id == footage_id).values(**values)
    )
    if changed.rowcount != 1:
        raise NotInCaseError("footage", footage_id, LISTING)


def _imported(number: FootageId, new: NewFootage, author: LogAuthor) -> NewLogEntry:
    return NewLogEntry(
        action=LogAction.IMPORT,
        author=author,
        object=f"footage {number}",
        details={
            "path": str(new.path),
            "size_bytes": new.size_bytes,
            "sha256": new.sha256,
            "camera": new.camera,
            "start": None if new.start_time is None else new.start_time.isoformat(),
            "modality": None if new.told_modality is None else new.told_modality.modality.value,
            "proposed": [one.modality.value for one in new.proposed_segments],
        },
    )
