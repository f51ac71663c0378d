"""Tracklets of a case as arrays, for filters and figures in memory."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, String, cast, func, select

from cba_core.domain.arrays import BoolArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.domain.ids import TrackletId
from cba_core.domain.repositories import NO_TIME, BestCrops, TrackletColumns, TrackletSpans
from cba_core.store.id_parts import id_parts
from cba_core.store.tables import CropRow, FootageRow, TrackletRow

_BETWEEN = ","
_MICROSECONDS_PER_SECOND = 1e6
_MICROSECONDS_PER_MILLISECOND = 1e3
_ROW = np.dtype(
    [
        ("id", np.int64),
        ("footage_id", np.int64),
        ("segment", np.int64),
        ("length", np.int64),
        ("is_infrared", np.bool_),
        ("start_s", np.float64),
        ("end_s", np.float64),
    ]
)
_BEST_CROP = np.dtype(
    [
        ("id", np.int64),
        ("height_px", np.float64),
        ("sharpness", np.float64),
        ("quality", np.float64),
    ]
)


def read_columns(connection: Connection) -> TrackletColumns:
    """All tracklets in ascending id order; text is read once per footage, not per tracklet."""
    footage = connection.execute(
        select(
            FootageRow.id, FootageRow.camera, FootageRow.told_modality, FootageRow.start_us
        ).order_by(FootageRow.id)
    ).all()
    rows = np.fromiter(
        map(
            tuple,
            connection.execute(
                select(
                    TrackletRow.id,
                    TrackletRow.footage_id,
                    TrackletRow.segment,
                    TrackletRow.length,
                    TrackletRow.proposed_modality == Modality.INFRARED.value,
                    TrackletRow.start_s,
                    TrackletRow.end_s,
                ).order_by(TrackletRow.id)
            ),
        ),
        _ROW,
    )
    cameras = tuple(sorted({row.camera for row in footage}))
    place_of = {camera: place for place, camera in enumerate(cameras)}
    owners = np.searchsorted(_int64([row.id for row in footage]), rows["footage_id"])
    camera_of = _int64([place_of[row.camera] for row in footage])
    is_told = np.array([row.told_modality is not None for row in footage], np.bool_)
    told_infrared = np.array(
        [row.told_modality == Modality.INFRARED.value for row in footage], np.bool_
    )
    started = np.array([row.start_us is not None for row in footage], np.bool_)
    start_us = _int64([row.start_us or 0 for row in footage])
    is_infrared: BoolArray = np.where(is_told[owners], told_infrared[owners], rows["is_infrared"])
    return TrackletColumns(
        tracklet_ids=rows["id"].copy(),
        footage_ids=rows["footage_id"].copy(),
        segments=rows["segment"].copy(),
        is_infrared=is_infrared,
        camera_indices=camera_of[owners],
        cameras=cameras,
        start_ms=_milliseconds(start_us[owners], rows["start_s"], started[owners]),
        end_ms=_milliseconds(start_us[owners], rows["end_s"], started[owners]),
        lengths=rows["length"].copy(),
    )


def read_spans(connection: Connection) -> TrackletSpans:
    """When every tracklet was seen, in ascending id order; seconds to fifteen digits."""
    columns = (TrackletRow.id, TrackletRow.footage_id, TrackletRow.start_s, TrackletRow.end_s)
    joined = connection.execute(select(*(_joined(cast(one, String)) for one in columns))).one()
    identifiers, footage_ids = (_parsed(one, np.int64) for one in joined[:2])
    start_s, end_s = (_parsed(one, np.float64) for one in joined[2:])
    order = np.argsort(identifiers)
    return TrackletSpans(
        tracklet_ids=identifiers[order],
        footage_ids=footage_ids[order],
        start_s=start_s[order],
        end_s=end_s[order],
    )


def read_ids(connection: Connection, *where: ColumnElement[bool]) -> IntArray:
    """(n,) ids of tracklets that pass, ascending."""
    joined = connection.execute(
        select(_joined(cast(TrackletRow.id, String)))
        .join(FootageRow, FootageRow.id == TrackletRow.footage_id)
        .where(*where)
    ).scalar_one()
    return np.sort(_parsed(joined, np.int64))


def read_best_crops(
    connection: Connection, tracklet_ids: Sequence[TrackletId], place_of: Callable[[str], Path]
) -> BestCrops:
    """What is stored of the best crop of tracklets; `place_of` checks and completes a path."""
    parts: list[NDArray[np.void]] = []
    paths: list[Path] = []
    for part in id_parts(sorted(set(tracklet_ids))):
        rows = connection.execute(
            select(
                CropRow.tracklet_id,
                CropRow.y2_px - CropRow.y1_px,
                CropRow.sharpness,
                CropRow.quality,
                CropRow.path,
            )
            .where(CropRow.tracklet_id.in_(part), CropRow.ordinal == 0)
            .order_by(CropRow.tracklet_id)
        ).all()
        parts.append(np.array([tuple(row)[:-1] for row in rows], _BEST_CROP))
        paths.extend(place_of(row.path) for row in rows)
    found = np.concatenate([np.empty(0, _BEST_CROP), *parts])
    return BestCrops(
        tracklet_ids=found["id"].copy(),
        heights_px=found["height_px"].copy(),
        sharpness=found["sharpness"].copy(),
        quality=found["quality"].copy(),
        paths=tuple(paths),
    )


def _joined(column: ColumnElement[str]) -> ColumnElement[str]:
    """All of a column as one text: the database makes it without the interpreter.

    Rows that are fetched one by one keep the window's thread waiting for as long as they come.
    """
    return func.aggregate_strings(column, _BETWEEN)


def _parsed(joined: str | None, kind: type[np.number[Any]]) -> NDArray[Any]:
    """(n,) numbers of such a text; no rows give none."""
    return np.fromstring(joined or "", kind, sep=_BETWEEN)


def _milliseconds(
    start_us: IntArray, seconds: NDArray[np.float64], is_known: BoolArray
) -> IntArray:
    moments = (start_us + seconds * _MICROSECONDS_PER_SECOND) / _MICROSECONDS_PER_MILLISECOND
    return np.where(is_known, np.rint(moments).astype(np.int64), NO_TIME)


def _int64(numbers: list[int]) -> IntArray:
    return np.array(numbers, np.int64)
