"""Gaps, repeats and backward jumps among the time stamps of a recording (E7).

Nothing is decoded: packets tell. A recorder that stops at no movement, loses a disk or has its
clock set leaves them; whoever reasons about times has to know.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np

from cba_core.domain.time_stamps import TimeFault, TimeFaultCounts, TimeFaultKind, TimeStamps
from cba_core.footage.opening import reading
from cba_core.footage.reel import VideoReel

GAP_FACTOR = 3
"""Of the usual time between frames: what is longer is a gap, from `SHORTEST_GAP_S` on."""
SHORTEST_GAP_S = 0.5

Stored = tuple[int | None, int | None]
"""Time of showing and time of decoding of a packet, in ticks."""


def time_stamps_of(
    path: Path, heed: Callable[[int], None] | None = None, *, most: int | None = None
) -> TimeStamps:
    """Read the packets of a file, tell what is wrong with their times.

    Args:
        path: a video file.
        heed: called with the number of packets read so far; what it raises ends the work.
        most: how many faults to list; all are counted. None lists all.

    Raises:
        FootageMissingError, FootageUnreadableError: it cannot be opened or read.
    """
    with reading(path), VideoReel(path) as reel:
        return described(_stored(reel, heed), Fraction(reel.time_base), most=most)


def _stored(reel: VideoReel, heed: Callable[[int], None] | None) -> Iterator[Stored]:
    count = 0
    for packet in reel.packets():
        if packet.size == 0:
            continue  # the flush at the end
        yield packet.pts, packet.dts
        count += 1
        if heed is not None:
            heed(count)


def described(stored: Iterable[Stored], base: Fraction, *, most: int | None = None) -> TimeStamps:
    """The faults of packets, given in the order they are stored in."""
    tally = _Tally(base, most)
    # Eight bytes a frame: a day of footage has two million, and several files are read at once.
    times = array("q")
    for number, (pts, dts) in enumerate(stored):
        tally.frames += 1
        if pts is None:
            tally.without += 1
            tally.note(TimeFaultKind.WITHOUT, number, None, 0)
        else:
            times.append(pts)
        if dts is not None and tally.latest is not None and dts < tally.latest:
            tally.jumps_back += 1
            tally.note(TimeFaultKind.JUMP_BACK, number, dts if pts is None else pts,
                       dts - tally.latest)  # fmt: skip
        tally.latest = dts if dts is not None else tally.latest
    return tally.told(np.sort(np.frombuffer(times, np.int64)) if times else np.empty(0, np.int64))


@dataclass(slots=True)
class _Tally:
    base: Fraction
    most: int | None
    frames: int = 0
    without: int = 0
    jumps_back: int = 0
    latest: int | None = None  # time of decoding of the packet before
    noted: list[tuple[TimeFaultKind, int, int | None, int]] = field(default_factory=list)

    def note(self, kind: TimeFaultKind, number: int, pts: int | None, size: int) -> None:
        if self.most is None or len(self.noted) < self.most:
            self.noted.append((kind, number, pts, size))

    def told(self, shown: np.ndarray) -> TimeStamps:
        """Everything, with what the sorted time stamps `shown` (n,) say."""
        steps = np.diff(shown)  # negative where two lie further apart than 64 bits hold
        forward = steps[steps > 0]
        usual = float(np.median(forward)) if len(forward) else None
        longest = None if usual is None else max(GAP_FACTOR * usual, SHORTEST_GAP_S / self.base)
        is_repeat = steps == 0
        is_gap = np.zeros(len(steps), bool) if longest is None else steps >= longest
        is_gap |= steps < 0
        first = int(shown[0]) if len(shown) else 0
        places = np.flatnonzero(is_repeat | is_gap)[: self.most].tolist()
        faults = [
            self._fault(
                TimeFaultKind.REPEAT if is_repeat[at] else TimeFaultKind.GAP,
                at + 1, int(shown[at + 1]), int(shown[at + 1]) - int(shown[at]), first,
            )
            for at in places
        ]  # fmt: skip
        faults += [self._fault(*one, first) for one in self.noted]
        between = sum(int(shown[at + 1]) - int(shown[at]) for at in np.flatnonzero(is_gap).tolist())
        return TimeStamps(
            frames=self.frames,
            time_base=str(self.base),
            usual_step_s=None if usual is None else usual * float(self.base),
            gap_from_s=None if longest is None else float(longest * self.base),
            counts=TimeFaultCounts(
                gaps=int(is_gap.sum()),
                gap_s=float(between * self.base),
                repeats=int(is_repeat.sum()),
                jumps_back=self.jumps_back,
                without=self.without,
            ),
            faults=tuple(faults[: self.most]),
        )

    def _fault(
        self, kind: TimeFaultKind, frame: int, pts: int | None, size: int, first: int
    ) -> TimeFault:
        return TimeFault(
            kind=kind,
            frame=frame,
            pts=pts,
            at_s=None if pts is None else float((pts - first) * self.base),
            size_s=float(size * self.base),
        )
