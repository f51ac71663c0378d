"""Gaps, repeats and backward jumps among the time stamps of a recording (E7).

Nothing is decoded: packets tell. A recorder that stops at no movement, loses a disk or has its
clock set leaves them; whoever reasons about times has to know.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from statistics import median

from cba_core.footage.opening import reading
from cba_core.footage.reel import VideoReel

GAP_FACTOR = 3
"""Of the usual time between frames: what is longer is a gap, from `SHORTEST_GAP_S` on."""
SHORTEST_GAP_S = 0.5


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
class TimeStamps:
    """What the time stamps of a file tell."""

    frames: int
    time_base: str
    usual_step_s: float | None  # median time between frames; None: too few carry a time
    gap_from_s: float | None  # what was taken for a gap
    faults: tuple[TimeFault, ...]


def time_stamps_of(path: Path, heed: Callable[[int], None] | None = None) -> TimeStamps:
    """Read the packets of a file and list what is wrong with their times.

    Args:
        path: a video file.
        heed: called with the number of packets read so far; what it raises ends the work.

    Raises:
        FootageMissingError, FootageUnreadableError: it cannot be opened or read.
    """
    stored: list[tuple[int | None, int | None]] = []
    with reading(path):
        reel = VideoReel(path)
        try:
            base = Fraction(reel.time_base)
            for packet in reel.packets():
                if packet.size == 0:
                    continue  # the flush at the end
                stored.append((packet.pts, packet.dts))
                if heed is not None:
                    heed(len(stored))
        finally:
            reel.close()
    return described(stored, base)


def described(stored: list[tuple[int | None, int | None]], base: Fraction) -> TimeStamps:
    """The faults of packets (time of showing, time of decoding) in the order they are stored."""
    shown = sorted(pts for pts, _ in stored if pts is not None)
    steps = [b - a for a, b in pairwise(shown) if b > a]
    usual = median(steps) if steps else None
    longest = None if usual is None else max(GAP_FACTOR * usual, SHORTEST_GAP_S / base)
    scale = _Scale(shown[0] if shown else 0, base)
    faults = []
    for number, (before, pts) in enumerate(pairwise(shown), 1):
        kind = None
        if pts == before:
            kind = TimeFaultKind.REPEAT
        elif longest is not None and pts - before >= longest:
            kind = TimeFaultKind.GAP
        if kind is not None:
            faults.append(scale.fault(kind, number, pts, pts - before))
    faults += _stored_wrong(stored, scale)
    return TimeStamps(
        frames=len(stored),
        time_base=str(base),
        usual_step_s=None if usual is None else float(usual * base),
        gap_from_s=None if longest is None else float(longest * base),
        faults=tuple(faults),
    )


def _stored_wrong(stored: list[tuple[int | None, int | None]], scale: "_Scale") -> list[TimeFault]:
    """Frames without a time, and decoding times that go back."""
    faults, latest = [], None
    for number, (pts, dts) in enumerate(stored):
        if pts is None:
            faults.append(
                TimeFault(kind=TimeFaultKind.WITHOUT, frame=number, pts=None, at_s=None, size_s=0.0)
            )
        if dts is not None and latest is not None and dts < latest:
            size = dts - latest
            at = dts if pts is None else pts
            faults.append(scale.fault(TimeFaultKind.JUMP_BACK, number, at, size))
        latest = dts if dts is not None else latest
    return faults


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int  # time stamp of the first frame
    base: Fraction

    def fault(self, kind: TimeFaultKind, frame: int, pts: int, size: int) -> TimeFault:
        return TimeFault(
            kind=kind,
            frame=frame,
            pts=pts,
            at_s=float((pts - self.first) * self.base),
            size_s=float(size * self.base),
        )
