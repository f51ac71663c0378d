"""Tracklets out of rows: the joins and conditions that lists, counts and columns share."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, RowMapping, and_, func, select

from cba_core.domain.footage import InfraredKind, Modality
from cba_core.domain.ids import FootageId, TrackletId
from cba_core.domain.repositories import TrackletFilter
from cba_core.domain.tracklets import Tracklet
from cba_core.store.footage_repository import start_time_of
from cba_core.store.moments import to_microseconds
from cba_core.store.tables import CropRow, FootageRow, TrackletRow

MICROSECONDS_PER_SECOND = 1_000_000.0

TRACKLETS = (
    select(
        TrackletRow.id,
        TrackletRow.footage_id,
        TrackletRow.segment,
        FootageRow.camera,
        TrackletRow.proposed_modality,
        FootageRow.told_modality,
        FootageRow.told_kind,
        TrackletRow.start_s,
        TrackletRow.end_s,
        FootageRow.start_us,
        FootageRow.start_offset_s,
        TrackletRow.length,
        TrackletRow.mean_score,
        CropRow.path.label("cover"),
    )
    .join(FootageRow, FootageRow.id == TrackletRow.footage_id)
    .outerjoin(CropRow, and_(CropRow.tracklet_id == TrackletRow.id, CropRow.ordinal == 0))
)
"""Every tracklet with what its domain object needs, in no order."""


def tracklet_of(row: RowMapping, case: Path) -> Tracklet:
    """The domain object of a row of `TRACKLETS`."""
    start = start_time_of(row["start_us"], row["start_offset_s"])
    proposed = Modality(row["proposed_modality"])
    return Tracklet(
        id=TrackletId(row["id"]),
        footage_id=FootageId(row["footage_id"]),
        segment=row["segment"],
        camera=row["camera"],
        modality=proposed if row["told_modality"] is None else Modality(row["told_modality"]),
        proposed_modality=proposed,
        kind=None if row["told_kind"] is None else InfraredKind(row["told_kind"]),
        start_s=float(row["start_s"]),
        end_s=float(row["end_s"]),
        start_time=_later(start, row["start_s"]),
        end_time=_later(start, row["end_s"]),
        length=int(row["length"]),
        mean_score=float(row["mean_score"]),
        cover=None if row["cover"] is None else case / row["cover"],
    )


def conditions(where: TrackletFilter) -> Sequence[ColumnElement[bool]]:
    """What must hold; for statements that join tracklets with their footage.

    A time says nothing of footage that nobody told the start time of: it is left out.
    """
    found: list[ColumnElement[bool]] = []
    if where.modality is not None:
        # by the person's word or else as proposed
        effective = func.coalesce(FootageRow.told_modality, TrackletRow.proposed_modality)
        found.append(effective == where.modality.value)
    if where.cameras:
        found.append(FootageRow.camera.in_(where.cameras))
    if where.footage_ids:
        found.append(TrackletRow.footage_id.in_(where.footage_ids))
    if where.earliest is not None:
        end_us = FootageRow.start_us + TrackletRow.end_s * MICROSECONDS_PER_SECOND
        found.append(end_us >= to_microseconds(where.earliest))
    if where.latest is not None:
        start_us = FootageRow.start_us + TrackletRow.start_s * MICROSECONDS_PER_SECOND
        found.append(start_us <= to_microseconds(where.latest))
    if where.minimum_length > 1:
        found.append(TrackletRow.length >= where.minimum_length)
    if where.between is not None:
        found.append(TrackletRow.id.between(*where.between))
    return found


def _later(start: datetime | None, seconds: float) -> datetime | None:
    if start is None:
        return None
    try:
        return start + timedelta(seconds=seconds)
    except OverflowError:  # a broken time stamp lies beyond the calendar
        return None
