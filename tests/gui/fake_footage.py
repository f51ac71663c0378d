"""What a made-up case is played from and makes: pictures, clocks, exhibits."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cba_core.domain.clocks import FootageClock
from cba_core.domain.errors import JobCancelled
from cba_core.domain.exhibits import Exhibit, ExhibitKind, exhibit_name
from cba_core.domain.footage import Footage, Frame, Planes
from cba_core.domain.ids import FootageId, TrackletId
from cba_core.domain.progress import TaskContext

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


@dataclass(frozen=True)
class FakeSourceTime:
    footage: Footage
    clock: FootageClock | None

    @property
    def basis(self) -> str:
        if self.clock is not None and self.clock.facts.comparison is not None:
            return "corrected"
        return "unknown" if self.footage.start_time is None else "told"


class FakeClocks:
    """Clocks that were told, by footage."""

    def __init__(self, held: list[Footage], told: dict[FootageId, FootageClock]) -> None:
        self._held = held
        self.told = told

    def all(self) -> list[FakeSourceTime]:
        return [FakeSourceTime(one, self.told.get(one.id)) for one in self._held]

    def of(self, number: FootageId, /) -> FakeSourceTime:
        return next(one for one in self.all() if one.footage.id == number)


class FakeExhibits:
    """Remembers what was asked for; gives an exhibit whose folder is made."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stills: list[tuple[FootageId, int, int | None, tuple[TrackletId, ...]]] = []
        self.error: Exception | None = None
        self.holds = False  # works until it is cancelled

    def still(
        self,
        footage_id: FootageId,
        frame: int,
        *,
        pts: int | None = None,
        tracklets: Sequence[TrackletId] = (),
        annotated: bool = False,
        context: TaskContext | None = None,
    ) -> Exhibit:
        if self.error is not None:
            raise self.error
        while self.holds:
            if context is not None and context.is_cancelled():
                raise JobCancelled("Making: still")
            time.sleep(0.01)
        self.stills.append((footage_id, frame, pts, tuple(tracklets)))
        folder = self.root / exhibit_name(len(self.stills))
        folder.mkdir(parents=True)
        manifest = {"kind": ExhibitKind.STILL, "annotated": annotated}
        return Exhibit(number=len(self.stills), folder=folder, manifest=manifest)
