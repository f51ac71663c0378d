"""From the settings of a search to the rows it ranks."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from cba_core.config.search_config import Into, SearchConfig
from cba_core.domain.arrays import BoolArray
from cba_core.domain.errors import NotInCaseError
from cba_core.domain.footage import Modality
from cba_core.domain.repositories import NO_TIME, TrackletColumns
from cba_core.domain.tracklets import Tracklet

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def modalities_of(into: Into, query: Modality) -> tuple[Modality, ...]:
    """The modalities that a search from `query` goes into."""
    match into:
        case "other":
            return (query.other,)
        case "any":
            return tuple(Modality)
        case _:
            return (Modality(into),)


def rows_for(
    columns: TrackletColumns,
    where: SearchConfig,
    queries: Sequence[Tracklet],
    *,
    known_cameras: Collection[str] = (),
) -> BoolArray:
    """Which rows a search ranks, (n,); never the queries themselves.

    The work segments that the queries were found in are left out unless asked for: a person
    followed in one is the query again, cut in two. Other segments of the same footage stay, as one
    camera changes its modality at dusk. Rows without a time are left out once a time is set.

    Args:
        columns: one row per tracklet.
        where: what is asked.
        queries: the tracklets whose like is sought, of one modality where `into` is `other`.
        known_cameras: cameras of the case besides those of `columns`; asking for one gives no
            rows rather than an error.

    Raises:
        NotInCaseError: a camera is in neither.
    """
    rows = columns.lengths >= where.minimum_length
    if where.into != "any":
        (modality,) = modalities_of(where.into, queries[0].modality)
        rows &= columns.is_infrared == (modality is Modality.INFRARED)
    if where.cameras:
        rows &= _seen_by(columns, where.cameras, known_cameras)
    if where.earliest is not None or where.latest is not None:
        rows &= _between(columns, where.earliest, where.latest)
    for query in queries:
        if not where.include_own_segment:
            rows &= (columns.footage_ids != query.footage_id) | (columns.segments != query.segment)
        rows &= columns.tracklet_ids != query.id
    return rows


def _seen_by(
    columns: TrackletColumns, cameras: Collection[str], known_cameras: Collection[str]
) -> BoolArray:
    for camera in cameras:
        if camera not in columns.cameras and camera not in known_cameras:
            raise NotInCaseError("camera", camera, "cba footage list CASE")
    chosen = np.array([name in cameras for name in columns.cameras], bool)
    if not chosen.any():
        return np.zeros(len(columns.tracklet_ids), bool)
    seen: BoolArray = chosen[columns.camera_indices]
    return seen


def _between(
    columns: TrackletColumns, earliest: datetime | None, latest: datetime | None
) -> BoolArray:
    rows: BoolArray = (columns.start_ms != NO_TIME) & (columns.end_ms != NO_TIME)
    if earliest is not None:
        rows &= columns.end_ms >= -((_EPOCH - earliest) // _MILLISECOND)  # rounded up
    if latest is not None:
        rows &= columns.start_ms <= (latest - _EPOCH) // _MILLISECOND  # rounded down
    return rows
