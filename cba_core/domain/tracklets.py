"""Tracks of a person within one footage file, and who joins them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.detection import Detections
from cba_core.domain.footage import InfraredKind, Modality
from cba_core.domain.ids import FootageId, TrackletId, tracklet_label


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Track:
    """One person's path through sampled frames."""

    number: int  # unique within one tracker
    frame_indices: IntArray  # (n,) strictly increasing
    boxes: FloatArray  # (n, 4) x1 y1 x2 y2 px, as detected
    scores: FloatArray  # (n,)

    def __post_init__(self) -> None:
        count = len(self.frame_indices)
        if self.boxes.shape != (count, 4) or self.scores.shape != (count,):
            raise ValueError(
                f"a track of {count} frames needs boxes ({count}, 4) and scores ({count},), "
                f"got {self.boxes.shape} and {self.scores.shape}"
            )

    def __len__(self) -> int:
        return len(self.frame_indices)


class TrackerStep(NamedTuple):
    """What a tracker made of one frame."""

    numbers: IntArray  # (n,) track number of each detection, -1 where it joined none
    ended: Sequence[Track]  # tracks that will grow no more and were long enough to keep
    dropped: Sequence[int]  # numbers that ended too short to keep


class Tracker(Protocol):
    """Joins detections into tracks; one instance per footage segment, never reset."""

    def update(self, frame_index: int, time_s: float, detections: Detections) -> TrackerStep:
        """Take the next sampled frame.

        Args:
            frame_index: must lie above the one before.
            time_s: seconds since the footage's first frame, never back; motion and absence are
                reckoned in it, since a camera may change its rate at dusk.
            detections: the persons in the frame.

        Raises:
            ValueError: the frame does not follow the one before.
        """
        ...

    def finish(self) -> TrackerStep:
        """End every open track; `numbers` is empty."""
        ...


class CropReason(StrEnum):
    """Why a crop is of lesser quality; a good one has none."""

    SMALL = "small"
    BLURRED = "blurred"
    TRUNCATED = "truncated"
    OVERLAPPED = "overlapped"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Crop:
    """One stored picture of a tracklet, before it has a place on disk."""

    frame_index: int
    box: FloatArray  # (4,) x1 y1 x2 y2 px
    sharpness: float  # variance of the Laplacian of the luma at 128 px height
    quality: float  # 0..1, what crops of one tracklet are compared by
    reasons: tuple[CropReason, ...]
    jpeg: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCrop:
    """One stored picture of a tracklet."""

    path: Path  # absolute
    frame_index: int
    quality: float
    reasons: tuple[CropReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracklet:
    """A person seen without a break by one camera in one modality."""

    id: TrackletId
    footage_id: FootageId
    segment: int  # which work segment of the footage it was found in
    camera: str
    modality: Modality  # by the person's word or else as proposed
    proposed_modality: Modality
    kind: InfraredKind | None
    start_s: float  # seconds from the footage's first frame
    end_s: float
    start_time: datetime | None  # aware; None where the footage has no start time
    end_time: datetime | None
    length: int  # sampled frames it was seen in
    mean_score: float
    cover: Path | None  # absolute path of its best crop

    @property
    def label(self) -> str:
        """A short name for people: footage number and number within it."""
        return tracklet_label(self.id)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FoundTracklet:
    """A tracklet as a segment of indexing hands it to the store."""

    track: Track
    times_s: FloatArray  # (n,) float32 seconds since the footage's first frame
    modality: Modality  # proposed
    crops: tuple[Crop, ...]  # best first
    vector: FloatArray | None  # (dim,) unit length; None where no crop was usable
