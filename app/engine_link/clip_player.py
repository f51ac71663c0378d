"""Plays the stretch of footage that shows a tracklet, decoding on a thread of its own."""

from collections import deque
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.engine_link.engine import OpenedCase
from app.engine_link.reel import Reel, ShownFrame
from app.engine_link.task_runner import TaskRunner
from cba_core.domain.errors import CbaError
from cba_core.domain.tracklets import Tracklet

PADDING_S = 2.0
"""What is shown before and after the person is seen: how they came and went."""
FRAMES_AHEAD = 4
LATE_S = 0.25
"""A decoder that is this late plays slower rather than leaving frames out."""
_HISTORY_BYTES = 96 * 2**20


class ClipPlayer(QObject):
    """One player: frames arrive by signal, in time when it plays."""

    frame_shown = Signal(object)  # ShownFrame
    opened = Signal()
    failed = Signal(object)  # CbaError: the footage cannot be shown, which its place can tell
    state_changed = Signal()

    def __init__(self, tasks: TaskRunner, name: str, report: Callable[[Exception], None]) -> None:
        super().__init__()
        self._lane = tasks.new_lane(f"player-{name}", 1)
        self._report = report
        self._reel: Reel | None = None  # used on the lane only
        self._case: OpenedCase | None = None
        self._tracklet: Tracklet | None = None
        self._is_open = False
        self._times: tuple[float, float] = (0.0, 0.0)
        self._opening = 0
        self._is_decoding = False
        self._is_playing = False
        self._has_ended = False
        self._steps = 0  # frames still to go, forward or back
        self._wanted: Callable[[Reel], ShownFrame] | None = None
        self._target_s: float | None = None  # where the last wish leads, until it is shown
        self._ahead: deque[ShownFrame] = deque()
        self._behind: deque[ShownFrame] = deque()
        self._current: ShownFrame | None = None
        self._clock = (0.0, 0.0)  # monotonic seconds, footage seconds at that moment
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._show_due)

    @property
    def tracklet(self) -> Tracklet | None:
        """What is being shown."""
        return self._tracklet

    @property
    def current(self) -> ShownFrame | None:
        """The frame that is shown."""
        return self._current

    @property
    def is_open(self) -> bool:
        """Whether its footage is open, or on its way to be."""
        return self._is_open

    @property
    def position_s(self) -> float:
        """Where it stands, seconds of the footage; while a frame is sought, where that is."""
        if self._target_s is not None:
            return self._target_s
        return self._times[0] if self._current is None else self._current.time_s

    @property
    def is_playing(self) -> bool:
        """Whether frames follow one another."""
        return self._is_playing

    @property
    def first_s(self) -> float:
        """Where the stretch begins, seconds of the footage, padding included."""
        return max(self._times[0] - PADDING_S, 0.0)

    @property
    def last_s(self) -> float:
        """Where the stretch ends, padding included."""
        return self._times[1] + PADDING_S

    def open(self, case: OpenedCase, tracklet: Tracklet) -> None:
        """Show the first frame in which the person is seen."""
        self._forget()
        self._case = case
        self._tracklet = tracklet
        self._is_open = True
        self._times = (tracklet.start_s, tracklet.end_s)
        self._opening += 1
        opening = self._opening

        def load() -> ShownFrame:
            self._close_reel()
            track, times_s = case.track(tracklet.id)
            self._reel = Reel(case.playback(tracklet.footage_id), track, times_s)
            return self._reel.seek(tracklet.start_s)

        def show(frame: ShownFrame) -> None:
            if opening == self._opening:
                self._is_decoding = False
                self._show(frame)
                self._start_clock()  # it may have been told to play while it was opened
                self._decode()
                self._wait_for_next()

        def fail(problem: Exception) -> None:
            if opening == self._opening:
                self._forget()
                self._is_open = False
                self._lane.run(self._close_reel, lambda _: None)
                self.state_changed.emit()
                self._tell(problem)

        self._is_decoding = True
        self._lane.run(load, show, fail)
        self.opened.emit()

    def try_again(self) -> None:
        """Try once more to show what could not be opened, or not be read where it stands."""
        if self._is_open:
            self.seek(self.position_s)
        elif self._case is not None and self._tracklet is not None:
            self.open(self._case, self._tracklet)

    def clear(self) -> None:
        """Show nothing and let go of the file."""
        self._forget()
        self._tracklet = None
        self._is_open = False
        self._opening += 1
        self._lane.run(self._close_reel, lambda _: None)
        self.opened.emit()

    def play(self) -> None:
        """Play on; from the beginning of the stretch when its end is reached."""
        if not self._is_open or self._is_playing:
            return
        self._is_playing = True
        self._steps = 0
        if self._has_ended or self.position_s >= self.last_s:
            self.seek(self.first_s)
        self._start_clock()
        self._decode()
        self._wait_for_next()
        self.state_changed.emit()

    def pause(self) -> None:
        """Hold the frame that is shown."""
        if self._is_playing:
            self._is_playing = False
            self._timer.stop()
            self.state_changed.emit()

    def toggle(self) -> None:
        """Play or pause."""
        if self._is_playing:
            self.pause()
        else:
            self.play()

    def seek(self, time_s: float) -> None:
        """Show the frame at a time of the footage; while one is sought, the last wish counts."""
        if not self._is_open:
            return
        self._timer.stop()
        self._ahead.clear()
        self._behind.clear()
        self._has_ended = False
        self._steps = 0
        target = min(max(time_s, self.first_s), self.last_s)
        self._target_s = target
        self._wanted = lambda reel: reel.seek(target)
        self._decode()

    def skip(self, seconds: float) -> None:
        """Go on or back by some seconds, from where the last wish leads."""
        if self._current is not None:
            self.seek(self.position_s + seconds)

    def step_forward(self) -> None:
        """Pause and show the next frame; steps that come faster than frames add up."""
        self._step(1)

    def step_backward(self) -> None:
        """Pause and show the frame before; steps that come faster than frames add up."""
        self._step(-1)

    def let_go(self) -> None:
        """Show nothing more; the file is let go of when the runner's threads end."""
        self._forget()
        self._tracklet = None
        self._is_open = False
        self._opening += 1
        self._lane.let_go(self._close_reel)

    @property
    def _has_room(self) -> bool:
        return self._is_playing and len(self._ahead) < FRAMES_AHEAD

    def _forget(self) -> None:
        self._timer.stop()
        self._is_playing = self._is_decoding = self._has_ended = False
        self._steps = 0
        self._wanted = self._target_s = None
        self._ahead.clear()
        self._behind.clear()
        self._current = None

    def _tell(self, problem: Exception) -> None:
        """What can be told in the picture's place is told there; a bug is for the bus."""
        if isinstance(problem, CbaError):
            self.failed.emit(problem)
        else:
            self._report(problem)

    def _step(self, by: int) -> None:
        self.pause()
        if self._current is None:
            return
        self._steps += by
        if not self._is_decoding:
            self._go_steps()
            self._decode()

    def _go_steps(self) -> None:
        """Take the steps whose frames are at hand, and ask for the frame of those back."""
        while self._steps > 0 and self._ahead:
            self._steps -= 1
            self._show(self._ahead.popleft())
        if self._steps > 0 and self._has_ended:
            self._steps = 0
        while self._steps < 0 and self._current is not None:
            if self._current.time_s <= self.first_s or self._current.index == 0:
                self._steps = 0
            elif self._behind:
                self._steps += 1
                self._ahead.appendleft(self._current)
                self._has_ended = False
                frame = self._behind.pop()
                self._current = None  # it stands in `_ahead` already
                self._show(frame)
            else:
                self._wish_back(self._current, -self._steps)
                self._steps = 0

    def _wish_back(self, here: ShownFrame, steps: int) -> None:
        first_s = self.first_s
        self._ahead.clear()
        self._has_ended = False
        self._wanted = lambda reel: reel.frame_before(
            here.index, here.time_s, steps=steps, first_s=first_s
        )

    def _close_reel(self) -> None:
        if self._reel is not None:
            self._reel.close()
            self._reel = None

    def _decode(self) -> None:
        """Ask the thread for the next frame, if one is wanted and none is on its way."""
        if self._is_decoding or not self._is_open:
            return
        ask: Callable[[Reel], ShownFrame | None] = Reel.next
        is_wish = self._wanted is not None
        if self._wanted is not None:
            ask = self._wanted
        elif self._has_ended or not (self._steps > 0 or self._has_room):
            return
        self._wanted = None
        self._is_decoding = True
        opening = self._opening

        def work() -> ShownFrame | None:
            return None if self._reel is None else ask(self._reel)

        def fail(problem: Exception) -> None:
            if opening == self._opening:
                self._is_decoding = False
                self._steps = 0
                self._target_s = None
                self.pause()
                self._tell(problem)

        self._lane.run(work, lambda frame: self._take(frame, opening, is_wish=is_wish), fail)

    def _take(self, frame: ShownFrame | None, opening: int, *, is_wish: bool) -> None:
        if opening != self._opening:
            return
        self._is_decoding = False
        if self._wanted is not None and not is_wish:
            frame = None  # sought elsewhere meanwhile
        elif frame is None or (frame.time_s > self.last_s and not is_wish):
            self._has_ended = True
        elif is_wish:
            if self._wanted is None:
                self._target_s = None
            self._show(frame)
            self._start_clock()
        else:
            self._ahead.append(frame)
        if self._wanted is None:
            self._go_steps()
        self._decode()
        self._wait_for_next()

    def _wait_for_next(self) -> None:
        if not self._is_playing or self._timer.isActive():
            return
        if self._ahead:
            started, footage_s = self._clock
            due = started + self._ahead[0].time_s - footage_s - monotonic()
            if due < -LATE_S:
                self._start_clock()
            self._timer.start(max(int(due * 1000), 0))
        elif self._has_ended:
            self.pause()

    def _show_due(self) -> None:
        if self._ahead:
            self._show(self._ahead.popleft())
        self._decode()
        self._wait_for_next()

    def _start_clock(self) -> None:
        if self._current is not None:
            self._clock = (monotonic(), self._current.time_s)

    def _show(self, frame: ShownFrame) -> None:
        if self._current is not None:
            if frame.index == self._current.index + 1:
                self._behind.append(self._current)
            else:
                self._behind.clear()
            size = max(frame.image.sizeInBytes(), 1)
            while len(self._behind) * size > _HISTORY_BYTES:
                self._behind.popleft()
        self._current = frame
        self.frame_shown.emit(frame)
