"""What the time stamps of a recording tell: gaps, repeats, backward jumps, frames without one."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class TimeFaultKind(StrEnum):
    """What is wrong between a frame and the one before it."""

    GAP = "gap"  # nothing was recorded, or it is lost
    REPEAT = "repeat"  # both frames carry the same time
    JUMP_BACK = "jump-back"  # stored later, shown earlier than the format's order explains
    WITHOUT = "without"  # the frame carries no time: players interpolate it


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeFault:
    """One of them."""

    kind: TimeFaultKind
    frame: int  # 0-based, in the order of time stamps; of JUMP_BACK and WITHOUT in stored order
    pts: int | None  # of that frame, in ticks of the time base
    at_s: float | None  # seconds from the first frame
    size_s: float  # seconds between it and the frame before


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeFaultCounts:
    """How many of each kind."""

    gaps: int = 0
    gap_s: float = 0.0  # seconds from the frame before each gap to the one behind it, summed
    repeats: int = 0
    jumps_back: int = 0
    without: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.gaps + self.repeats + self.jumps_back + self.without

    @classmethod
    def of(cls, faults: Iterable[TimeFault]) -> Self:
        """Count them."""
        every = list(faults)
        gaps = [one.size_s for one in every if one.kind is TimeFaultKind.GAP]
        kinds = [one.kind for one in every]
        return cls(
            gaps=len(gaps),
            gap_s=sum(gaps),
            repeats=kinds.count(TimeFaultKind.REPEAT),
            jumps_back=kinds.count(TimeFaultKind.JUMP_BACK),
            without=kinds.count(TimeFaultKind.WITHOUT),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStamps:
    """What the time stamps of a file tell."""

    frames: int
    time_base: str
    usual_step_s: float | None  # median time between frames; None: too few carry a time
    gap_from_s: float | None  # what was taken for a gap
    counts: TimeFaultCounts
    faults: tuple[TimeFault, ...]  # the first ones, where there are more than are kept

    @property
    def is_whole(self) -> bool:
        """Whether every fault that was counted is listed."""
        return len(self.faults) == self.counts.total
