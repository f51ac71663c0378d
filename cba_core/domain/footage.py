"""Footage files, their frames, and the modality they show."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.ids import FootageId

ASSUMED_FRAME_RATE = 25.0
"""Frames a second where nothing tells: the commonest of CCTV, and what FFmpeg assumes, too."""
HIGHEST_FRAME_RATE = 300.0
"""Frames a second no surveillance camera reaches; containers without one tell 1000 or 90000."""


class Modality(StrEnum):
    """What a camera saw with, as far as ranking is concerned."""

    VISIBLE = "visible"
    INFRARED = "infrared"

    @property
    def other(self) -> "Modality":
        """The modality a search goes into by default."""
        return Modality.INFRARED if self is Modality.VISIBLE else Modality.VISIBLE


class InfraredKind(StrEnum):
    """The finer kind of infrared, kept only when it is known or told."""

    NEAR_INFRARED = "near-infrared"
    THERMAL = "thermal"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldModality:
    """What a person said a footage file shows; it outranks every proposal."""

    modality: Modality
    kind: InfraredKind | None = None

    def __post_init__(self) -> None:
        if self.kind is not None and self.modality is not Modality.INFRARED:
            raise ValueError(f"kind {self.kind} goes with infrared, got {self.modality}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalitySegment:
    """A stretch of a footage file in one modality, as the program proposes it."""

    start_s: float
    end_s: float
    modality: Modality


class Planes(NamedTuple):
    """Views of a decoded frame that cost no conversion.

    They hold the decoder's buffer alive: look, do not keep many.
    """

    luma: UInt8Array  # (h, w)
    chroma: UInt8Array | None  # (2, h', w'), 128 is grey; None where the format has no chroma


class Frame:
    """One decoded frame; its RGB picture is made when first asked for."""

    __slots__ = ("_pixels", "_render", "_see", "index", "pts", "time_s")

    def __init__(
        self,
        *,
        index: int,
        time_s: float,
        pts: int | None = None,
        render: Callable[[], UInt8Array],
        see: Callable[[], Planes],
    ) -> None:
        """Wrap a decoder's frame.

        Args:
            index: 0-based number in decode (presentation) order.
            time_s: seconds since the first frame, from the container's time stamps.
            pts: the time stamp itself, in the stream's time base; None where there is none.
            render: gives the upright RGB picture, (h, w, 3), also for infrared.
            see: gives the planes, before rotation.
        """
        self.index = index
        self.time_s = time_s
        self.pts = pts
        self._render = render
        self._see = see
        self._pixels: UInt8Array | None = None

    @property
    def pixels(self) -> UInt8Array:
        """The upright RGB picture, (h, w, 3)."""
        if self._pixels is None:
            self._pixels = self._render()
        return self._pixels

    def planes(self) -> Planes:
        """Luma and chroma as decoded, without conversion or copy."""
        return self._see()


@dataclass(frozen=True, slots=True)
class ResumePoint:
    """A frame to begin with, as an earlier pass saw it."""

    index: int
    pts: int | None  # its time stamp in the stream's time base; None: none known


class FrameSource(Protocol):
    """An opened footage file; a context manager that releases the decoder."""

    @property
    def expected_frames(self) -> int | None:
        """Frames in the file as far as the container tells; None when unknown, never 0."""
        ...

    def frames(
        self,
        start: "ResumePoint | None" = None,
        *,
        heed: "Callable[[int], None] | None" = None,
    ) -> Iterator[Frame]:
        """Every frame in presentation order, lazily; releases the decoder in `finally`.

        From `start` on, the same frames with the same numbers and pixels as without it. `heed`
        is called with the number of each frame that is gone through only to come there; what it
        raises ends the pass.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageFacts:
    """What a container and its first decoded frames tell of a file."""

    container: str  # FFmpeg's name of the format, such as "mov,mp4,m4a,3gp,3g2,mj2"
    codec: str
    width_px: int  # upright: after rotation
    height_px: int
    rotation_deg: int  # clockwise turn that makes it upright: 0, 90, 180 or 270
    duration_s: float | None  # None: the container does not know
    expected_frames: int | None
    frame_rate: float | None  # mean frames per second, without long pauses of the recording
    is_variable_frame_rate: bool | None  # None: too few time stamps to tell
    time_base: str  # "1/90000"
    has_timestamps: bool
    pixel_format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Footage:
    """A footage file of a case."""

    id: FootageId
    path: Path  # absolute, where it was last seen
    sha256: str
    size_bytes: int
    facts: FootageFacts
    camera: str
    start_time: datetime | None  # aware; None: not told
    told_modality: ToldModality | None
    proposed_segments: tuple[ModalitySegment, ...]
    state: "FootageState"
    failure: str | None = None  # why `state` is FAILED
    reached_before: "FootageState | None" = None  # how far the index had come, now it is MISSING

    @property
    def name(self) -> str:
        """The file's name, for people."""
        return self.path.name

    @property
    def reached(self) -> "FootageState":
        """How far the index has come, whether or not the file is where it was."""
        return self.reached_before or self.state

    @property
    def frames_to_expect(self) -> int | None:
        """How many frames indexing will meet, for progress alone; None where nothing tells.

        An estimate from length and rate where the container does not count them.
        """
        facts = self.facts
        if facts.expected_frames is not None:
            return facts.expected_frames
        # Where frames are only counted, the survey has counted them and taken the rate for time.
        surveyed_s = self.proposed_segments[-1].end_s if self.proposed_segments else None
        length_s = facts.duration_s if facts.has_timestamps else surveyed_s
        return round((length_s or 0) * (facts.frame_rate or ASSUMED_FRAME_RATE)) or None

    @property
    def modalities(self) -> frozenset[Modality]:
        """Every modality the file shows, by the person's word or else by the proposal."""
        if self.told_modality is not None:
            return frozenset({self.told_modality.modality})
        return frozenset(segment.modality for segment in self.proposed_segments)

    def modality_at(self, time_s: float) -> Modality | None:
        """What it shows at a time, in seconds: by the person's word, or else as proposed.

        None where nobody looked so far.
        """
        if self.told_modality is not None:
            return self.told_modality.modality
        there = [one for one in self.proposed_segments if one.start_s <= time_s]
        return there[-1].modality if there else None


class FootageState(StrEnum):
    """How far the index has come with a footage file."""

    ADDED = "added"
    INDEXING = "indexing"
    INDEXED = "indexed"
    FAILED = "failed"
    MISSING = "missing"  # not stored: found on looking


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedFile:
    """A file that was looked at and not taken, with the reason."""

    path: Path
    reason: str
