"""Pictures asked with out of rows, also as tracklets of one picture, which queries are made of."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path, PurePosixPath

import numpy as np
from sqlalchemy import Connection, RowMapping, select

from cba_core.domain.arrays import FloatArray
from cba_core.domain.asked import NO_SEGMENT, AskedPicture, FrameFound, PictureBox
from cba_core.domain.errors import CaseDamagedError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import ASKED_WITH, FootageId, TrackletId, is_asked
from cba_core.domain.tracklets import CropReason, StoredCrop, Track, Tracklet
from cba_core.store.footage_repository import start_time_of
from cba_core.store.id_parts import id_parts
from cba_core.store.moments import from_microseconds
from cba_core.store.row_checks import require_asked_path
from cba_core.store.tables import AskedPictureRow, FootageRow, WorkSegmentRow

ASKED_LISTING = "cba asked CASE"


def asked_of(row: RowMapping, case: Path) -> AskedPicture:
    """The domain object of a row.

    Raises:
        CaseDamagedError: it tells of a file elsewhere.
    """
    frame = None
    if row["footage_id"] is not None:
        frame = FrameFound(
            footage_id=FootageId(row["footage_id"]),
            frame_index=row["frame_index"],
            pts=row["pts"],
            time_s=float(row["time_s"]),
        )
    told = row["picture_path"]
    return AskedPicture(
        id=TrackletId(row["id"]),
        frame=frame,
        name=row["name"],
        picture=None if told is None else place_of(told, case),
        picture_sha256=row["picture_sha256"],
        width_px=row["width_px"],
        height_px=row["height_px"],
        box=PictureBox(row["left_px"], row["top_px"], row["right_px"], row["bottom_px"]),
        modality=Modality(row["modality"]),
        is_modality_told=bool(row["is_modality_told"]),
        reasons=tuple(CropReason(name) for name in row["reasons"].split(",") if name),
        crop=place_of(row["crop_path"], case),
        crop_sha256=row["crop_sha256"],
        actor=row["actor"],
        time=from_microseconds(row["time_us"]),
    )


def place_of(told: str, case: Path) -> Path:
    """Where a file of a picture asked with lies.

    Raises:
        CaseDamagedError: it would lie elsewhere; a made-up case must not show other files.
    """
    try:
        require_asked_path(told)
    except ValueError as error:
        raise CaseDamagedError(case, str(error)) from error
    return case / PurePosixPath(told)


def read_asked(
    connection: Connection, wanted: Sequence[TrackletId], case: Path
) -> dict[TrackletId, AskedPicture]:
    """Those of them that the case holds; ids of tracklets are passed over."""
    found = {}
    for part in id_parts([one for one in wanted if is_asked(one)]):
        rows = connection.execute(
            select(*AskedPictureRow.__table__.columns).where(AskedPictureRow.id.in_(part))
        ).mappings()
        found.update({TrackletId(row["id"]): asked_of(row, case) for row in rows})
    return found


def existing_asked(connection: Connection, wanted: Iterable[int]) -> set[int]:
    """Ids of those of them that the case holds."""
    some = [one for one in wanted if is_asked(TrackletId(one))]
    return {
        one
        for part in id_parts(some)
        for one in connection.execute(
            select(AskedPictureRow.id).where(AskedPictureRow.id.in_(part))
        ).scalars()
    }


def as_tracklet(connection: Connection, asked: AskedPicture) -> Tracklet:
    """The picture as a tracklet of one frame, with the facts of its footage as they are now.

    Its modality stays the one it was asked with: what it is compared by was made with it.
    """
    frame, start = asked.frame, None
    camera, footage_id, segment, time_s = asked.camera, ASKED_WITH, NO_SEGMENT, 0.0
    if frame is not None:
        footage = connection.execute(
            select(FootageRow.camera, FootageRow.start_us, FootageRow.start_offset_s).where(
                FootageRow.id == frame.footage_id
            )
        ).one()
        camera, footage_id, time_s = footage.camera, frame.footage_id, frame.time_s
        segment = _segment_of(connection, frame)
        start = start_time_of(footage.start_us, footage.start_offset_s)
        start = None if start is None else start + timedelta(seconds=time_s)
    return Tracklet(
        id=asked.id,
        footage_id=footage_id,
        segment=segment,
        camera=camera,
        modality=asked.modality,
        proposed_modality=asked.modality,
        kind=None,
        start_s=time_s,
        end_s=time_s,
        start_time=start,
        end_time=start,
        length=1,
        mean_score=1.0,
        cover=asked.crop,
    )


def asked_track(asked: AskedPicture) -> tuple[Track, FloatArray]:
    """The one box of a picture as a track; of an external one at its frame 0."""
    frame = asked.frame
    track = Track(
        number=int(asked.id),
        frame_indices=np.array([0 if frame is None else frame.frame_index], np.int64),
        boxes=np.array([asked.box], np.float32),
        scores=np.ones(1, np.float32),
    )
    return track, np.array([0.0 if frame is None else frame.time_s], np.float32)


def asked_crop(asked: AskedPicture) -> StoredCrop:
    """The one crop of a picture."""
    return StoredCrop(
        path=asked.crop,
        frame_index=0 if asked.frame is None else asked.frame.frame_index,
        quality=1.0,
        reasons=asked.reasons,
    )


def _segment_of(connection: Connection, frame: FrameFound) -> int:
    found = connection.execute(
        select(WorkSegmentRow.ordinal).where(
            WorkSegmentRow.footage_id == frame.footage_id,
            WorkSegmentRow.first_frame <= frame.frame_index,
            WorkSegmentRow.end_frame > frame.frame_index,
        )
    ).scalar_one_or_none()
    return NO_SEGMENT if found is None else int(found)
