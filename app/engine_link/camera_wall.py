"""Several cameras in step: one transport, driven by corrected time, that leaves frames out."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.engine_link.camera_feed import CameraFeed, Recording
from app.engine_link.clip_player import FASTEST
from app.engine_link.engine import OpenedCase
from app.engine_link.play_clock import PlayClock
from app.engine_link.played import length_s
from app.engine_link.task_runner import TaskRunner
from cba_core.domain.time_facts import SourceTime

CAMERAS = 4
_TICK_MS = 20
_SETTLE_MS = 120
"""Behind the last wish of a scrub: then every camera shows its exact frame."""


class CameraWall(QObject):
    """Up to four feeds that show one moment; positions are seconds from `origin`."""

    moved = Signal(float)
    state_changed = Signal()

    def __init__(
        self, tasks: TaskRunner, name: str, case: OpenedCase, report: Callable[[Exception], None]
    ) -> None:
        super().__init__()
        self.feeds = tuple(
            CameraFeed(tasks, f"{name}-{number}", case, report) for number in range(CAMERAS)
        )
        self.origin: datetime | None = None  # aware; what positions are counted from
        self.first_s = self.last_s = 0.0
        self._clock = PlayClock()
        self._steps = 0
        self._stepping: CameraFeed | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._on_tick)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._show_exact)
        for feed in self.feeds:
            feed.stepped.connect(self._on_stepped)

    @property
    def rate(self) -> float:
        """Seconds of the recordings in each real one; 0 where it stands."""
        return self._clock.rate

    @property
    def is_playing(self) -> bool:
        """Whether time goes on."""
        return self.rate != 0.0

    @property
    def position_s(self) -> float:
        """Where all cameras stand."""
        return self._clock.position_s

    @property
    def moment(self) -> datetime | None:
        """The corrected moment at which all cameras stand."""
        return None if self.origin is None else self.origin + timedelta(seconds=self.position_s)

    def open(self, origin: datetime, *, first_s: float, last_s: float, at_s: float) -> None:
        """Take another stretch of time; the feeds are given their cameras apart."""
        self.pause()
        self.origin, self.first_s, self.last_s = origin, first_s, last_s
        self.seek(at_s)

    def show_again(self) -> None:
        """A feed was given another camera."""
        self._steps = 0
        self._stepping = None
        self._show_exact()

    def toggle(self) -> None:
        """Play or pause."""
        if self.is_playing:
            self.pause()
        else:
            self._play_at(1.0)

    def shuttle(self, way: int, /) -> None:
        """Play forward (1) or backward (-1); told again while it does, twice as fast."""
        goes_on = self.rate * way > 0
        self._play_at(way * min(abs(self.rate) * 2, FASTEST) if goes_on else float(way))

    def pause(self) -> None:
        """Hold the moment; every camera then shows its exact frame of it."""
        if self.is_playing:
            self._clock.stop()
            self._tick.stop()
            self._show_exact()
            self.state_changed.emit()

    def seek(self, position_s: float) -> None:
        """Go to a moment; of several wishes the newest counts."""
        self._steps = 0
        self._stepping = None
        target = min(max(position_s, self.first_s), self.last_s)
        self._clock.start(target, self.rate)
        self._look(is_exact=False)
        self._settle.start()
        self.moved.emit(target)

    def skip(self, seconds: float, /) -> None:
        """Go on or back by some seconds."""
        self.seek(self.position_s + seconds)

    def go_first(self) -> None:
        """Go to the beginning of the stretch."""
        self.seek(self.first_s)

    def go_last(self) -> None:
        """Go to its end."""
        self.seek(self.last_s)

    def step_forward(self) -> None:
        """Pause and go to the next frame of the first camera that shows one."""
        self._step(1)

    def step_backward(self) -> None:
        """Pause and go to the frame before."""
        self._step(-1)

    def let_go(self) -> None:
        """Show nothing more."""
        self._stop()
        for feed in self.feeds:
            feed.let_go()

    def clear(self) -> None:
        """Let go of every file."""
        self._stop()
        for feed in self.feeds:
            feed.show_camera(())

    def _stop(self) -> None:
        self._tick.stop()
        self._settle.stop()
        self._clock.stop()
        self._steps = 0
        self._stepping = None

    def _play_at(self, rate: float) -> None:
        position_s = self.position_s
        if rate > 0 and position_s >= self.last_s:
            position_s = self.first_s
        elif rate < 0 and position_s <= self.first_s:
            position_s = self.last_s
        self._settle.stop()
        self._steps = 0
        self._stepping = None
        self._clock.start(position_s, rate)
        self._tick.start()
        self.state_changed.emit()

    def _on_tick(self) -> None:
        position_s = self.position_s
        if not self.first_s <= position_s <= self.last_s:
            self.pause()
            self.seek(position_s)
            return
        for feed in self.feeds:
            if not feed.is_busy:
                feed.look(self._clock, is_exact=False)
        self.moved.emit(position_s)

    def _look(self, *, is_exact: bool, but: CameraFeed | None = None) -> None:
        for feed in self.feeds:
            if feed is not but:
                feed.look(self._clock, is_exact=is_exact)

    def _show_exact(self) -> None:
        if not self.is_playing:
            self._look(is_exact=True)

    def _step(self, way: int) -> None:
        self.pause()
        self._steps += way
        self._go_step()

    def _go_step(self) -> None:
        if self._stepping is not None or not self._steps:
            return
        feed = next((one for one in self.feeds if one.current is not None), None)
        if feed is None:
            self._steps = 0
            return
        way = 1 if self._steps > 0 else -1
        self._steps -= way
        self._settle.stop()
        self._stepping = feed
        feed.step(way)

    def _on_stepped(self, position_s: float | None) -> None:
        feed, self._stepping = self._stepping, None
        if feed is None or self.is_playing:
            return
        if position_s is None:  # the file has no frame there
            self._steps = 0
            return
        self._clock.start(position_s, 0.0)
        self._look(is_exact=True, but=feed)
        self.moved.emit(position_s)
        self._go_step()


def recordings_by_camera(
    sources: Sequence[SourceTime], origin: datetime
) -> dict[str, list[Recording]]:
    """The files of every camera on the line of corrected time; those without a time are not."""
    found: dict[str, list[Recording]] = {}
    for source in sources:
        start = start_of(source)
        if start is None:
            continue
        start_s = (start - origin).total_seconds()
        length = length_s(source.footage) or 0.0
        recording = Recording(source=source, start_s=start_s, end_s=start_s + length)
        found.setdefault(source.footage.camera, []).append(recording)
    return found


def start_of(source: SourceTime) -> datetime | None:
    """The corrected moment of a file's first frame; None where nobody told a time."""
    return source.footage.start_time if source.clock is None else source.clock.corrected_start
