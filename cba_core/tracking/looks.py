"""The sampled frames a tracker has looked at, and who has been out of sight for too long."""

import numpy as np

from cba_core.domain.arrays import BoolArray, IntArray

ROUNDING_S = 0.01
"""Two times this near are one: time stamps are rounded, and 30 frames at 29.97 last a second."""
LOOKS_TO_MISS = 2
"""Looks since somebody was seen that never end a track: a single sample may miss a person,
however slow the sampling."""


class Looks:
    """Counts the frames a tracker is given and sees to their order."""

    def __init__(self) -> None:
        self.number = 0  # of the last look, from 1
        self._index: int | None = None
        self._times_s: list[float] = [0.0]  # of every look; the first entry stands for none

    def take(self, frame_index: int, time_s: float) -> float:
        """Look at the next frame; seconds since the one before, 0 for the first.

        Raises:
            ValueError: it does not follow the one before.
        """
        elapsed_s = 0.0
        if self._index is not None:
            elapsed_s = time_s - self._times_s[-1]
            if frame_index <= self._index or elapsed_s < 0:
                raise ValueError(
                    f"frame {frame_index} at {time_s} s does not follow frame {self._index} "
                    f"at {self._times_s[-1]} s"
                )
        self._index = frame_index
        self._times_s.append(time_s)
        self.number += 1
        return elapsed_s

    def gone(self, seen_last: IntArray, patience_s: float) -> BoolArray:
        """Who has been out of sight for longer than may be borne, (n,).

        Args:
            seen_last: (n,) numbers of the looks in which each was seen last.
            patience_s: how long somebody may be hidden.
        """
        times_s = np.array([self._times_s[number] for number in seen_last.tolist()], np.float64)
        is_long = self._times_s[-1] - times_s > patience_s + ROUNDING_S
        gone: BoolArray = is_long & (self.number - seen_last > LOOKS_TO_MISS)
        return gone
