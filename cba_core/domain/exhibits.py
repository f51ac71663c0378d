"""Exhibits: stills, clips and copies made of footage, each with a manifest that tells how."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from pathlib import Path
from typing import Any

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.ids import FootageId, TrackletId

UNCHANGED = "unchanged since it was added to this case"
"""What a hash can vouch for (E4): nothing is known of the time before."""
TIME_NOT_TOLD = "time not told"
TIME_EPSILON_S = 1e-6
"""Two times of a stream that lie closer are the same."""


class ExhibitKind(StrEnum):
    """What an exhibit is."""

    STILL = "still"
    CLIP = "original stream copy"
    ANNOTATED = "annotated copy"
    REDACTED = "redacted copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What is asked for: seconds of a footage file, and the tracklets it is about."""

    footage_id: FootageId
    start_s: float  # seconds from the footage's first frame
    end_s: float
    padding_s: float = 0.0
    tracklets: tuple[TrackletId, ...] = ()

    def __post_init__(self) -> None:
        is_stretch = 0 <= self.start_s <= self.end_s < inf
        if not is_stretch or not 0 <= self.padding_s < inf:
            raise ValueError(f"no stretch: {self.start_s}..{self.end_s} +- {self.padding_s}")

    @property
    def first_s(self) -> float:
        """Where it begins with its padding."""
        return max(0.0, self.start_s - self.padding_s)

    @property
    def last_s(self) -> float:
        """Where it ends with its padding."""
        return self.end_s + self.padding_s


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBox:
    """Where somebody is whom the detector missed, drawn by a person for one redacted copy (E35)."""

    from_s: float  # seconds from the footage's first frame
    to_s: float
    box: tuple[float, float, float, float]  # x1 y1 x2 y2, px of the upright source picture

    def __post_init__(self) -> None:
        left, top, right, bottom = self.box
        if not 0 <= self.from_s <= self.to_s < inf:
            raise ValueError(f"no span of time: {self.from_s}..{self.to_s}")
        if not (0 <= left < right < inf and 0 <= top < bottom < inf):
            raise ValueError(f"no box: {self.box}")

    def is_at(self, time_s: float) -> bool:
        """Whether it holds in the frame of a time."""
        return self.from_s - TIME_EPSILON_S <= time_s <= self.to_s + TIME_EPSILON_S


@dataclass(frozen=True, slots=True, eq=False)
class BoxPath:
    """Where a tracklet's box was in the frames that were looked at."""

    label: str
    frame_indices: IntArray  # (n,) strictly increasing
    boxes: FloatArray  # (n, 4) x1 y1 x2 y2 px
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A frame's place in its stream."""

    frame: int
    pts: int | None
    time_s: float  # seconds from the footage's first frame


ClockText = Callable[[Moment], tuple[str, ...]]
"""The lines that tell a frame's time: recorder time, corrected time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """An exhibit in its folder; its number is never given again."""

    number: int  # from 1
    folder: Path
    manifest: Mapping[str, Any]

    @property
    def name(self) -> str:
        """`E0001`."""
        return exhibit_name(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitFault:
    """Something about an exhibit that is not as it was written."""

    exhibit: str
    file: str  # name within its folder; empty where it is about the whole
    reason: str


def exhibit_name(number: int) -> str:
    """`E0001`."""
    return f"E{number:04}"
