"""A made-up footage file that is played."""

from typing import Any

import numpy as np

from cba_core.domain.footage import Frame, Planes

RATE = 10.0


class FakePlayback:
    """Grey frames whose brightness is their number; ten a second."""

    def __init__(self, frames: int) -> None:
        self._frames = frames
        self._index = -1
        self.is_closed = False

    def _frame(self, index: int) -> Frame:
        def render() -> Any:
            return np.full((240, 320, 3), index % 256, np.uint8)

        def see() -> Planes:
            return Planes(render()[..., 0], None)

        return Frame(index=index, time_s=index / RATE, pts=index * 10, render=render, see=see)

    def seek(self, time_s: float) -> Frame:
        assert not self.is_closed
        self._index = min(max(round(time_s * RATE), 0), self._frames - 1)
        return self._frame(self._index)

    def preview(self, time_s: float, *, beyond: int = -1) -> Frame | None:
        """As of a file without a way in: a seek is as fast."""
        assert not self.is_closed
        return None

    def next(self) -> Frame | None:
        assert not self.is_closed
        if self._index + 1 >= self._frames:
            return None
        self._index += 1
        return self._frame(self._index)

    def close(self) -> None:
        self.is_closed = True
