"""Builders of domain objects: valid by default, every field can be told otherwise."""

import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from cba_core.domain.arrays import FloatArray
from cba_core.domain.detection import Detections
from cba_core.domain.embedding import Embeddings
from cba_core.domain.footage import (
    Footage,
    FootageFacts,
    FootageState,
    Modality,
    ModalitySegment,
)
from cba_core.domain.ids import FootageId, ModelId, TrackletId, tracklet_id
from cba_core.domain.repositories import CaseFacts, NewFootage, SegmentDone
from cba_core.domain.time_stamps import (
    TimeFault,
    TimeFaultCounts,
    TimeFaultKind,
    TimeStamps,
)
from cba_core.domain.tracklets import Crop, FoundTracklet, Track, Tracklet

A_MODEL = ModelId("a" * 64)
ANOTHER_MODEL = ModelId("b" * 64)
A_DIGEST = "d" * 64
AN_EVENING = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)


def some_case_facts(**changes: Any) -> CaseFacts:
    """A case in Madrid."""
    facts = CaseFacts(
        number="2026/014",
        examiner="A. Examiner",
        purpose="a person seen at the station",
        time_zone="Europe/Madrid",
        title="Station",
    )
    return replace(facts, **changes)


def some_facts(**changes: Any) -> FootageFacts:
    """A minute of 25 frames a second in MP4."""
    facts = FootageFacts(
        container="mov,mp4,m4a,3gp,3g2,mj2",
        codec="h264",
        width_px=640,
        height_px=480,
        rotation_deg=0,
        duration_s=60.0,
        expected_frames=1500,
        frame_rate=25.0,
        is_variable_frame_rate=False,
        time_base="1/12800",
        has_timestamps=True,
        pixel_format="yuv420p",
    )
    return replace(facts, **changes)


def a_modality_segment(**changes: Any) -> ModalitySegment:
    """A minute of visible footage."""
    return replace(ModalitySegment(start_s=0.0, end_s=60.0, modality=Modality.VISIBLE), **changes)


def a_new_footage(path: Path | str = "/evidence/north.mp4", **changes: Any) -> NewFootage:
    """Footage of `path` (which need not exist), whose hash follows from the path."""
    path = Path(path)
    new = NewFootage(
        path=path,
        sha256=hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest(),
        size_bytes=path.stat().st_size if path.is_file() else 1_000_000,
        facts=some_facts(),
        camera="north",
        start_time=AN_EVENING,
        told_modality=None,
        proposed_segments=(a_modality_segment(),),
    )
    return replace(new, **changes)


def a_footage(number: int = 1, **changes: Any) -> Footage:
    """Footage as a store gives it."""
    footage = Footage(
        id=FootageId(number),
        path=Path(f"/evidence/camera-{number}.mp4"),
        sha256=hashlib.sha256(str(number).encode()).hexdigest(),
        size_bytes=1_000_000,
        facts=some_facts(),
        camera=f"camera-{number}",
        start_time=AN_EVENING,
        told_modality=None,
        proposed_segments=(a_modality_segment(),),
        state=FootageState.ADDED,
    )
    return replace(footage, **changes)


def some_detections(count: int = 2) -> Detections:
    """Persons side by side."""
    left = 10.0 + 60.0 * np.arange(count, dtype=np.float32)
    boxes = np.stack([left, 0 * left + 20, left + 40, 0 * left + 120], axis=1)
    return Detections(boxes.astype(np.float32), np.full(count, 0.9, np.float32))


def a_track(number: int = 1, *, first_frame: int = 0, length: int = 5, stride: int = 5) -> Track:
    """A person who walks to the right."""
    steps = np.arange(length, dtype=np.float32)
    boxes = np.stack([10 + steps, 0 * steps + 20, 50 + steps, 0 * steps + 120], axis=1)
    return Track(
        number=number,
        frame_indices=first_frame + stride * np.arange(length, dtype=np.int64),
        boxes=boxes.astype(np.float32),
        scores=np.linspace(0.9, 0.6, length, dtype=np.float32),
    )


@lru_cache(maxsize=64)
def a_jpeg(width_px: int = 32, height_px: int = 64, shade: int = 128) -> bytes:
    """A small picture that decodes."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (width_px, height_px), (shade, shade // 2, 255 - shade)).save(out, "JPEG")
    return out.getvalue()


def a_crop(frame_index: int = 0, **changes: Any) -> Crop:
    """A good crop."""
    crop = Crop(
        frame_index=frame_index,
        box=np.array([10, 20, 50, 120], np.float32),
        sharpness=120.0,
        quality=0.8,
        reasons=(),
        jpeg=a_jpeg(shade=frame_index % 256),
    )
    return replace(crop, **changes)


def a_unit_vector(seed: int = 0, dim: int = 8) -> FloatArray:
    """(dim,) of unit length, the same for the same seed."""
    vector = np.random.default_rng(seed).standard_normal(dim)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def some_embeddings(
    tracklet_ids: "list[TrackletId] | list[int]",
    *,
    model_id: ModelId = A_MODEL,
    dim: int = 8,
    seed: int = 0,
) -> Embeddings:
    """A vector for each tracklet."""
    vectors = [a_unit_vector(seed + int(identifier), dim) for identifier in tracklet_ids]
    return Embeddings(
        model_id=model_id,
        tracklet_ids=np.array(tracklet_ids, np.int64),
        vectors=np.array(vectors, np.float32).reshape(len(vectors), dim),
    )


def a_found_tracklet(
    number: int = 1,
    *,
    first_frame: int = 0,
    length: int = 5,
    stride: int = 5,
    frame_rate: float = 25.0,
    crops: int | tuple[Crop, ...] = 2,
    modality: Modality = Modality.VISIBLE,
    with_vector: bool = True,
    dim: int = 8,
    **changes: Any,
) -> FoundTracklet:
    """A tracklet with `crops` crops, the best first, as a segment of indexing hands it over."""
    track = a_track(number, first_frame=first_frame, length=length, stride=stride)
    if isinstance(crops, int):
        crops = tuple(
            a_crop(frame, quality=0.9 - 0.01 * place)
            for place, frame in enumerate(track.frame_indices[:crops].tolist())
        )
    found = FoundTracklet(
        track=track,
        times_s=(track.frame_indices / frame_rate).astype(np.float32),
        modality=modality,
        crops=crops,
        vector=a_unit_vector(number, dim) if with_vector and crops else None,
    )
    return replace(found, **changes)


def a_segment(
    footage_id: int = 1,
    ordinal: int = 0,
    *,
    frames: int = 100,
    is_last: bool = False,
    **changes: Any,
) -> SegmentDone:
    """The work segment `ordinal` of `frames` frames."""
    done = SegmentDone(
        footage_id=FootageId(footage_id),
        ordinal=ordinal,
        first_frame=ordinal * frames,
        end_frame=(ordinal + 1) * frames,
        frames_looked_at=frames // 5,
        end_pts=(ordinal + 1) * frames * 512,
        is_last=is_last,
    )
    return replace(done, **changes)


def a_tracklet(number: int = 1, *, footage_id: int = 1, **changes: Any) -> Tracklet:
    """A tracklet as a store gives it."""
    tracklet = Tracklet(
        id=tracklet_id(FootageId(footage_id), number),
        footage_id=FootageId(footage_id),
        segment=0,
        camera=f"camera-{footage_id}",
        modality=Modality.VISIBLE,
        proposed_modality=Modality.VISIBLE,
        kind=None,
        start_s=2.0,
        end_s=6.0,
        start_time=AN_EVENING + timedelta(seconds=2),
        end_time=AN_EVENING + timedelta(seconds=6),
        length=20,
        mean_score=0.8,
        cover=None,
    )
    return replace(tracklet, **changes)


def some_time_stamps(**changes: Any) -> TimeStamps:
    """Of a file with a gap and a frame that carries no time."""
    faults = (
        TimeFault(kind=TimeFaultKind.GAP, frame=25, pts=76_800, at_s=6.0, size_s=5.0),
        TimeFault(kind=TimeFaultKind.WITHOUT, frame=7, pts=None, at_s=None, size_s=0.0),
    )
    stamps = TimeStamps(
        frames=50,
        time_base="1/12800",
        usual_step_s=0.04,
        gap_from_s=0.5,
        counts=TimeFaultCounts.of(faults),
        faults=faults,
    )
    return replace(stamps, **changes)
