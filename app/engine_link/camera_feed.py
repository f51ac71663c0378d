"""What one camera recorded at a moment, over all its files; a pane of several cameras in step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from app.engine_link.engine import OpenedCase
from app.engine_link.people_in_frame import PeopleInFrame
from app.engine_link.play_clock import PlayClock
from app.engine_link.reel import Reel, ShownFrame
from app.engine_link.task_runner import TaskRunner
from cba_core.domain.errors import CbaError
from cba_core.domain.footage import ASSUMED_FRAME_RATE
from cba_core.domain.time_facts import SourceTime
from cba_core.domain.tracklets import Tracklet

if TYPE_CHECKING:
    from cba_core.domain.ids import FootageId

_GAP_S = 2.0
"""A frame that stands longer than this, and than three of the file's, is no picture of now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A footage file on the line of corrected time."""

    source: SourceTime
    start_s: float  # seconds from the moment that all cameras are counted from
    end_s: float

    def holds(self, position_s: float) -> bool:
        """Whether it was recording then."""
        return self.start_s <= position_s < self.end_s


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFrame:
    """A frame of a camera, and the file it is of."""

    frame: ShownFrame
    recording: Recording

    @property
    def position_s(self) -> float:
        """Where it stands on the common line of time."""
        return self.recording.start_s + self.frame.time_s


class _Nothing(Enum):
    SAME = auto()  # what is shown still holds
    GAP = auto()  # nothing was recorded then


class _Wish(NamedTuple):
    ask: Callable[[], FeedFrame | _Nothing]
    is_step: bool


class CameraFeed(QObject):
    """Looks where the clock stands when its thread is free: frames are left out, never late."""

    frame_shown = Signal(object)  # FeedFrame
    gap_met = Signal()
    failed = Signal(object)  # CbaError: this file cannot be shown
    stepped = Signal(object)  # the position of the frame that a step led to; None: there is none

    def __init__(
        self, tasks: TaskRunner, name: str, case: OpenedCase, report: Callable[[Exception], None]
    ) -> None:
        super().__init__()
        self._lane = tasks.new_lane(f"camera-{name}", 1)
        self._case = case
        self._report = report
        self._tracklet: Tracklet | None = None
        self._recordings: tuple[Recording, ...] = ()
        self._broken: set[FootageId] = set()
        self._showing = 0  # raised with every other camera: answers of the one before are dropped
        self._wanted: _Wish | None = None
        self._is_looking = False
        self._current: FeedFrame | None = None
        self._opened: tuple[Recording, Reel] | None = None  # used on the lane only
        self._last: FeedFrame | None = None  # the same

    @property
    def is_busy(self) -> bool:
        """Whether a look is under way."""
        return self._is_looking

    @property
    def current(self) -> FeedFrame | None:
        """What is shown; None in a gap."""
        return self._current

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """The files of its camera."""
        return self._recordings

    def show_camera(
        self, recordings: Sequence[Recording], tracklet: Tracklet | None = None
    ) -> None:
        """Take another camera, or none; `tracklet` is whose box is drawn as the selected one."""
        self._showing += 1
        self._recordings = tuple(sorted(recordings, key=lambda one: one.start_s))
        self._tracklet = tracklet
        self._broken.clear()
        self._wanted = self._current = None
        self._is_looking = False
        self._lane.run(self._close_reel, lambda _: None)

    def look(self, clock: PlayClock, *, is_exact: bool) -> None:
        """Show what was recorded where a clock stands when the thread is free.

        Of several wishes the newest counts. Where exact frames come too slowly and `is_exact` is
        False, keyframes stand for them.
        """
        shown = self._current

        def ask() -> FeedFrame | _Nothing:
            return self._look_at(clock.position_s, clock.rate, shown, is_exact=is_exact)

        self._wanted = _Wish(ask, is_step=False)
        self._go()

    def step(self, way: int) -> None:
        """Show the frame after or before the one that is shown, and tell where it stands."""
        self._wanted = _Wish(lambda: self._step_from_last(way), is_step=True)
        self._go()

    def let_go(self) -> None:
        """Show nothing more; the file is let go of when the runner's threads end."""
        self._showing += 1
        self._wanted = self._current = None
        self._lane.let_go(self._close_reel)

    def _go(self) -> None:
        wanted, showing = self._wanted, self._showing
        if wanted is None or self._is_looking:
            return
        self._wanted = None
        self._is_looking = True

        def show(found: FeedFrame | _Nothing) -> None:
            if showing != self._showing:
                return
            self._is_looking = False
            if isinstance(found, FeedFrame):
                self._current = found
                self.frame_shown.emit(found)
            elif found is _Nothing.GAP:
                self._current = None
                self.gap_met.emit()
            if wanted.is_step:
                self.stepped.emit(found.position_s if isinstance(found, FeedFrame) else None)
            self._go()

        def fail(problem: Exception) -> None:
            if showing != self._showing:
                return
            self._is_looking = False
            self._current = None
            if isinstance(problem, CbaError):
                self.failed.emit(problem)
            else:
                self._report(problem)

        self._lane.run(wanted.ask, show, fail)

    def _look_at(
        self, position_s: float, rate: float, shown: FeedFrame | None, *, is_exact: bool
    ) -> FeedFrame | _Nothing:
        held = [one for one in self._recordings if one.holds(position_s)]
        if not held:
            return _Nothing.GAP
        recording = held[-1]  # of two that overlap, the one that began last
        if recording.source.footage.id in self._broken:
            return _Nothing.SAME
        reel = self._reel_of(recording)
        time_s = position_s - recording.start_s
        is_same_file = self._last is not None and self._last.recording is recording
        is_seen = shown is not None and shown is self._last and is_same_file
        index = shown.frame.index if shown is not None and is_seen and not is_exact else None
        frame = reel.seek(time_s) if is_exact else reel.scan(time_s, index, rate)
        if frame is not None:
            self._last = FeedFrame(frame=frame, recording=recording)
        if self._last is None:
            return _Nothing.SAME
        frame_rate = recording.source.footage.facts.frame_rate or ASSUMED_FRAME_RATE
        stands_s = time_s - self._last.frame.time_s
        if self._last.frame.is_exact and stands_s > max(_GAP_S, 3 / frame_rate):
            return _Nothing.GAP
        return _Nothing.SAME if frame is None else self._last

    def _step_from_last(self, way: int) -> FeedFrame | _Nothing:
        here = self._last
        if here is None:
            return _Nothing.SAME
        reel = self._reel_of(here.recording)
        index, time_s = here.frame.index, here.frame.time_s
        frame = reel.after(index, time_s) if way > 0 else reel.frame_before(index, time_s)
        if frame is None or frame.index == index:
            return _Nothing.SAME
        self._last = FeedFrame(frame=frame, recording=here.recording)
        return self._last

    def _reel_of(self, recording: Recording) -> Reel:
        if self._opened is not None and self._opened[0] is recording:
            return self._opened[1]
        self._close_reel()
        footage, tracklet = recording.source.footage, self._tracklet
        try:
            people = PeopleInFrame(self._case, footage.id)
            if tracklet is not None and tracklet.footage_id == footage.id:
                people.select(tracklet.id)
            people.load_others()
            reel = Reel(self._case.playback(footage.id), people)
        except CbaError:
            self._broken.add(footage.id)  # told once, not with every frame
            raise
        self._opened = (recording, reel)
        return reel

    def _close_reel(self) -> None:
        self._last = None
        if self._opened is not None:
            self._opened[1].close()
            self._opened = None
