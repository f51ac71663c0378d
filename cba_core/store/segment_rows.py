"""The rows of one work segment, made before the write transaction begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert, update

from cba_core.domain.arrays import FloatArray
from cba_core.domain.ids import ModelId, TrackletId, tracklet_id
from cba_core.domain.repositories import SegmentDone
from cba_core.domain.tracklets import Crop, FoundTracklet
from cba_core.store.case_folder import CaseFolder
from cba_core.store.crop_files import relative_crop_path
from cba_core.store.tables import CropRow, FootageRow, TrackletRow, TrackRow, WorkSegmentRow
from cba_core.store.track_blob import PackedTrack, pack_track
from cba_core.store.vectors import insert_vectors

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SegmentRows:
    """A work segment as the tables take it."""

    done: SegmentDone
    tracklet_ids: list[TrackletId]
    next_number: int
    tracklets: Rows
    tracks: Rows
    crops: Rows
    model_id: ModelId | None
    embedded: list[TrackletId]
    vectors: FloatArray  # (len(embedded), dim)

    def insert(self, connection: Connection) -> None:
        """Write them all."""
        connection.execute(
            insert(WorkSegmentRow).values(
                footage_id=self.done.footage_id,
                ordinal=self.done.ordinal,
                first_frame=self.done.first_frame,
                end_frame=self.done.end_frame,
                frames_looked_at=self.done.frames_looked_at,
                end_pts=self.done.end_pts,
                is_last=self.done.is_last,
            )
        )
        connection.execute(
            update(FootageRow)
            .where(FootageRow.id == self.done.footage_id)
            .values(next_tracklet_number=self.next_number)
        )
        for table, rows in (
            (TrackletRow, self.tracklets),
            (TrackRow, self.tracks),
            (CropRow, self.crops),
        ):
            if rows:
                connection.execute(insert(table), rows)
        if self.model_id is not None:
            insert_vectors(connection, self.model_id, self.embedded, self.vectors)


def rows_of_segment(
    folder: CaseFolder,
    done: SegmentDone,
    found: Sequence[FoundTracklet],
    model_id: ModelId | None,
    *,
    first_number: int,
) -> SegmentRows:
    """Number what was found from `first_number` on, in its order.

    Raises:
        ValueError: a tracklet is empty, has two crops of one frame, or a vector without a model.
    """
    identifiers = [
        tracklet_id(done.footage_id, number)
        for number in range(first_number, first_number + len(found))
    ]
    numbered = list(zip(identifiers, found, strict=True))
    for identifier, tracklet in numbered:
        _require_consistent(identifier, tracklet, model_id)
    embedded = [(identifier, one.vector) for identifier, one in numbered if one.vector is not None]
    return SegmentRows(
        done=done,
        tracklet_ids=identifiers,
        next_number=first_number + len(found),
        tracklets=[_tracklet_row(identifier, done, one) for identifier, one in numbered],
        tracks=[_track_row(identifier, one) for identifier, one in numbered],
        crops=[
            _crop_row(folder, done, identifier, ordinal, crop)
            for identifier, one in numbered
            for ordinal, crop in enumerate(one.crops)
        ],
        model_id=model_id,
        embedded=[identifier for identifier, _ in embedded],
        vectors=np.array([vector for _, vector in embedded], np.float32),
    )


def _require_consistent(
    identifier: TrackletId, tracklet: FoundTracklet, model_id: ModelId | None
) -> None:
    if not len(tracklet.track):
        raise ValueError(f"tracklet {identifier} was seen in no frame")
    frames = [crop.frame_index for crop in tracklet.crops]
    if len(set(frames)) != len(frames):
        raise ValueError(f"tracklet {identifier} has two crops of one frame: {frames}")
    if tracklet.vector is not None and model_id is None:
        raise ValueError(f"tracklet {identifier} has a vector, but no model it comes from")


def _tracklet_row(
    identifier: TrackletId, done: SegmentDone, tracklet: FoundTracklet
) -> dict[str, Any]:
    return {
        "id": identifier,
        "footage_id": done.footage_id,
        "segment": done.ordinal,
        "proposed_modality": tracklet.modality.value,
        "start_s": float(tracklet.times_s[0]),
        "end_s": float(tracklet.times_s[-1]),
        "length": len(tracklet.track),
        "mean_score": float(tracklet.track.scores.mean(dtype=np.float64)),
    }


def _track_row(identifier: TrackletId, tracklet: FoundTracklet) -> dict[str, Any]:
    track = tracklet.track
    packed = pack_track(
        PackedTrack(track.frame_indices, track.boxes, track.scores, tracklet.times_s)
    )
    return {"tracklet_id": identifier, "packed": packed}


def _crop_row(
    folder: CaseFolder, done: SegmentDone, identifier: TrackletId, ordinal: int, crop: Crop
) -> dict[str, Any]:
    x1, y1, x2, y2 = crop.box.tolist()
    return {
        "tracklet_id": identifier,
        "ordinal": ordinal,
        "frame_index": crop.frame_index,
        "x1_px": x1,
        "y1_px": y1,
        "x2_px": x2,
        "y2_px": y2,
        "quality": crop.quality,
        "sharpness": crop.sharpness,
        "reasons": ",".join(reason.value for reason in crop.reasons),
        "path": relative_crop_path(folder, done, identifier, crop.frame_index),
    }
