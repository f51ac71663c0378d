"""Settings of indexing."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Literal

from cba_core.domain.errors import ConfigError

DEFAULT_DETECTOR = "ssd-mobilenet-v2"
ONNX_SUFFIX = ".onnx"
"""A detector whose name ends so is the path of a file."""
SEGMENT_S = 300.0
"""Length of a work segment: what a killed run loses at most, and where tracks are cut."""

MOST_CROPS = 64
"""More of one tracklet add nothing but disk."""
LEAST_HEIGHT_PX = 64
"""Below it no encoder sees a person."""
BEST_JPEG = 100

MOST_SEGMENT_S = 900.0
"""What a piece finds stays in memory until it is stored: the crops of forty people who are in
sight all the time take 50 MB a minute."""

REVISION = 2
"""Counts up where the same settings find other tracklets than before: 2 samples by time."""


def _require(ok: bool, key: str, reason: str) -> None:  # noqa: FBT001  (reads as a sentence)
    if not ok:
        raise ConfigError(key, reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerConfig:
    """ByteTrack-style association."""

    high_score: float = 0.5
    """Detections from here on start tracks and are joined first."""
    low_score: float = 0.1
    """Detections below this are ignored; those between only continue tracks."""
    minimum_overlap: float = 0.2
    """Least likeness of boxes to continue a track: widened overlap times agreement in height."""
    patience_s: float = 1.0
    """How long a person may be hidden before the track ends."""
    minimum_length: int = 3
    """Tracks seen in fewer sampled frames are dropped."""

    def __post_init__(self) -> None:
        _require(
            0 < self.low_score <= self.high_score <= 1, "tracker.low_score", "0 < low <= high <= 1"
        )
        _require(
            0 < self.minimum_overlap < 1, "tracker.minimum_overlap", "must lie between 0 and 1"
        )
        _require(self.patience_s > 0, "tracker.patience_s", "must be positive")
        _require(self.minimum_length >= 1, "tracker.minimum_length", "must be at least 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class CroppingConfig:
    """Which pictures of a tracklet are kept."""

    most: int = 12
    """Crops kept per tracklet at most."""
    height_px: int = 384
    """Taller crops are scaled down to this."""
    jpeg_quality: int = 92
    """JPEG quality, 1..100."""

    def __post_init__(self) -> None:
        _require(1 <= self.most <= MOST_CROPS, "cropping.most", f"must lie in 1..{MOST_CROPS}")
        _require(
            self.height_px >= LEAST_HEIGHT_PX,
            "cropping.height_px",
            f"must be at least {LEAST_HEIGHT_PX}",
        )
        _require(
            1 <= self.jpeg_quality <= BEST_JPEG,
            "cropping.jpeg_quality",
            f"must lie in 1..{BEST_JPEG}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexConfig:
    """How footage becomes tracklets. The encoder is chosen apart: changing it re-embeds only."""

    detector: str = DEFAULT_DETECTOR
    """Name of the person detector, see `cba models list`, or the path of an ONNX file."""
    detector_sha256: str | None = None
    """SHA-256 of its weights, filled in by the case."""
    stride: int | Literal["auto"] = "auto"
    """Look at every n-th frame; auto keeps as many a second as tracking needs."""
    skip_still: bool = True
    """Skip detection while nothing moves."""
    segment_s: float = SEGMENT_S
    """Seconds of footage that are finished and stored as one piece."""
    tracker: TrackerConfig = TrackerConfig()
    cropping: CroppingConfig = CroppingConfig()

    def __post_init__(self) -> None:
        _require(
            self.stride == "auto" or self.stride >= 1,
            "stride",
            f"must be auto or a whole number from 1, got {self.stride}",
        )
        _require(
            1 <= self.segment_s <= MOST_SEGMENT_S,
            "segment_s",
            f"must lie in 1..{MOST_SEGMENT_S:.0f} seconds, got {self.segment_s:g}: "
            "what a piece finds stays in memory until it is stored",
        )

    @property
    def digest(self) -> str:
        """What tells two settings apart in the store: tracklets of another digest are stale."""
        values = {"revision": REVISION, **asdict(self)}
        if self.detector_sha256 is not None and self.detector.lower().endswith(ONNX_SUFFIX):
            values["detector"] = ONNX_SUFFIX  # its content tells it, wherever the file lies
        text = json.dumps(values, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()
