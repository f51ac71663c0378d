"""Corrections of footage files as changes of rows: camera, modality, time, recorder clock."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from cba_core.domain.clocks import recorder_to_utc, zone_of
from cba_core.domain.edits import SetClock, SetFootage
from cba_core.domain.errors import ConfigError, NotInCaseError
from cba_core.domain.ids import FootageId
from cba_core.store.camera_renames import carried_along
from cba_core.store.clock_repository import clock_columns
from cba_core.store.edit_occasion import Occasion
from cba_core.store.moments import offset_seconds, to_microseconds
from cba_core.store.row_changes import RowChange
from cba_core.store.tables import FootageClockRow, FootageRow

LISTING = "cba footage list CASE"


def corrected_footage(edit: SetFootage, connection: Connection) -> list[RowChange]:
    """The rows of corrected facts; a start that is told anew takes the clock's place.

    A camera that is renamed takes its place on the plan and its walking times along.
    """
    if (edit.start is not None and edit.forget_start) or (
        edit.modality is not None and edit.forget_modality
    ):
        raise ValueError("a fact cannot be set and forgotten at once")
    values = _told_columns(edit)
    if not values:
        return []
    columns = [FootageRow.__table__.c[name] for name in values]
    changes = []
    if edit.start is not None or edit.forget_start:
        for footage in sorted(set(edit.footage)):
            changes += _clock_change(connection, footage, None)
    for footage in sorted(set(edit.footage)):
        row = connection.execute(select(*columns).where(FootageRow.id == footage)).mappings()
        before = row.one_or_none()
        if before is None:
            raise NotInCaseError("footage", FootageId(footage), LISTING)
        if dict(before) != values:
            key = {"id": int(footage)}
            changes.append(RowChange(FootageRow.__tablename__, key, dict(before), dict(values)))
    if edit.camera is not None:
        changes += carried_along(edit.footage, edit.camera, connection)
    return changes


def _told_columns(edit: SetFootage) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if edit.camera is not None:
        if not edit.camera.strip():
            raise ConfigError("camera", "needs a name")
        values["camera"] = edit.camera
    if edit.start is not None or edit.forget_start:
        values["start_us"] = None if edit.start is None else to_microseconds(edit.start)
        values["start_offset_s"] = None if edit.start is None else offset_seconds(edit.start)
    if edit.modality is not None or edit.forget_modality:
        values["told_modality"] = edit.modality.value if edit.modality else None
        values["told_kind"] = edit.kind.value if edit.kind else None
    return values


def clock_changes(edit: SetClock, occasion: Occasion) -> list[RowChange]:
    """The rows of a clock that is told or forgotten, and the corrected start that follows.

    Raises:
        NotInCaseError: there is no such footage.
        ConfigError: a reading never was in the zone, or came twice and nobody said which.
    """
    connection, changes = occasion.connection, []
    if edit.zone is None:
        for footage in sorted(set(edit.footage)):
            _start_of(connection, footage)
            changes += _clock_change(connection, footage, None)
        return changes
    if len(edit.recorder_starts) != len(edit.footage):
        raise ValueError("every footage file needs the time its recorder shows at the first frame")
    facts = edit.facts()
    for footage, reading in zip(edit.footage, edit.recorder_starts, strict=True):
        corrected = recorder_to_utc(reading, facts)
        columns = clock_columns(reading, facts, corrected, occasion.actor, occasion.time)
        changes += _clock_change(connection, footage, columns)
        changes += _start_change(connection, footage, corrected.astimezone(zone_of(facts.zone)))
    return changes


def _start_change(connection: Connection, footage: FootageId, start: datetime) -> list[RowChange]:
    before = _start_of(connection, footage)
    after = {"start_us": to_microseconds(start), "start_offset_s": offset_seconds(start)}
    if before == after:
        return []
    return [RowChange(FootageRow.__tablename__, {"id": int(footage)}, before, after)]


def _start_of(connection: Connection, footage: FootageId) -> dict[str, Any]:
    row = connection.execute(
        select(FootageRow.start_us, FootageRow.start_offset_s).where(FootageRow.id == footage)
    ).mappings()
    found = row.one_or_none()
    if found is None:
        raise NotInCaseError("footage", footage, LISTING)
    return dict(found)


def _clock_change(
    connection: Connection, footage: FootageId, after: dict[str, Any] | None
) -> list[RowChange]:
    columns = [one for one in FootageClockRow.__table__.columns if one.name != "footage_id"]
    row = connection.execute(
        select(*columns).where(FootageClockRow.footage_id == footage)
    ).mappings()
    found = row.one_or_none()
    before = None if found is None else dict(found)
    if before is None and after is None:
        return []
    key = {"footage_id": int(footage)}
    return [RowChange(FootageClockRow.__tablename__, key, before, after)]
