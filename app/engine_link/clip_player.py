"""Plays the stretch of footage that shows a tracklet, or all of it, on a thread of its own."""

from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.engine_link.engine import OpenedCase
from app.engine_link.frame_shelf import FrameShelf
from app.engine_link.play_clock import PlayClock
from app.engine_link.played import Played, WholeRecording, length_s
from app.engine_link.reel import Reel, ShownFrame
from app.engine_link.reel_lane import Opened, ReelLane
from app.engine_link.task_runner import TaskRunner
from cba_core.domain.errors import CbaError
from cba_core.domain.time_facts import SourceTime
from cba_core.domain.tracklets import Tracklet

PADDING_S = 2.0
"""What is shown before and after the person is seen: how they came and went."""
FRAMES_AHEAD = 4
LATE_S = 0.25
"""A decoder that is this late plays slower rather than leaving frames out."""
FASTEST = 8.0
_SCAN_MS = 15
"""Between two looks at the clock while it shuttles: no screen shows more frames a second."""


class _Kind(Enum):
    WISH = auto()  # a frame that was sought
    NEXT = auto()  # the one in the row
    SCAN = auto()  # the one that is due while it shuttles


class _Asked(NamedTuple):
    kind: _Kind
    ask: Callable[[Reel], ShownFrame | None]
    behind: int | None = None  # the frame whose successor it is


class ClipPlayer(QObject):
    """One player: frames arrive by signal, in time when it plays."""

    frame_shown = Signal(object)  # ShownFrame
    opened = Signal()
    failed = Signal(object)  # CbaError: the footage cannot be shown, which its place can tell
    state_changed = Signal()  # it plays, at another rate, or not
    stretch_changed = Signal()  # what `first_s` and `last_s` are
    let_go_of = Signal()  # nothing will be shown any more

    def __init__(self, tasks: TaskRunner, name: str, report: Callable[[Exception], None]) -> None:
        super().__init__()
        self._lane = ReelLane(tasks, name)
        self._report = report
        self._case: OpenedCase | None = None
        self._played: Played | None = None
        self._source: SourceTime | None = None
        self._is_open = False
        self._is_looping = True
        self._times: tuple[float, float] = (0.0, 0.0)
        self._is_decoding = False
        self._rate = 0.0
        self._has_ended = False
        self._steps = 0  # frames still to go, forward or back
        self._wanted: Callable[[Reel], ShownFrame] | None = None
        self._preview_s: float | None = None  # where the wish may be shown by its keyframe first
        self._target_s: float | None = None  # where the last wish leads, until it is shown
        self._shelf = FrameShelf()
        self._clock = PlayClock()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._show_due)

    @property
    def played(self) -> Played | None:
        """What is being shown."""
        return self._played

    @property
    def tracklet(self) -> Tracklet | None:
        """Whom it shows; None also where it plays a recording as it is."""
        return self._played if isinstance(self._played, Tracklet) else None

    @property
    def source(self) -> SourceTime | None:
        """What is known of the file's time; None until its first frame is shown."""
        return self._source

    @property
    def current(self) -> ShownFrame | None:
        """The frame that is shown."""
        return self._shelf.current

    @property
    def is_open(self) -> bool:
        """Whether its footage is open, or on its way to be."""
        return self._is_open

    @property
    def position_s(self) -> float:
        """Where it stands, seconds of the footage; while a frame is sought, where that is."""
        if self._target_s is not None:
            return self._target_s
        return self._times[0] if self.current is None else self.current.time_s

    @property
    def is_playing(self) -> bool:
        """Whether frames follow one another."""
        return self._rate != 0.0

    @property
    def rate(self) -> float:
        """Seconds of the footage in each real one: below 0 backwards, 0 where it stands."""
        return self._rate

    @property
    def is_looping(self) -> bool:
        """Whether it keeps to the tracklet, over and over; else it plays on into the recording."""
        return self._is_looping and not isinstance(self._played, WholeRecording)

    @property
    def first_s(self) -> float:
        """Where the stretch begins, seconds of the footage, padding included."""
        return max(self._times[0] - PADDING_S, 0.0) if self.is_looping else 0.0

    @property
    def last_s(self) -> float:
        """Where the stretch ends, padding included."""
        if isinstance(self._played, WholeRecording):
            return self._played.end_s
        seen_s = self._times[1] + PADDING_S
        if self._is_looping or self._source is None:
            return seen_s
        return max(length_s(self._source.footage) or 0.0, seen_s)

    def open(self, case: OpenedCase, played: Played) -> None:
        """Show the first frame in which the person is seen, or of the recording."""
        self._forget()
        self._case = case
        self._played = played
        self._is_open = True
        self._times = (played.start_s, played.end_s)
        self._is_decoding = True
        self._lane.open(case, played, self._on_opened, self._on_not_opened)
        self.opened.emit()

    def try_again(self) -> None:
        """Try once more to show what could not be opened, or not be read where it stands."""
        if self._is_open:
            self.seek(self.position_s)
        elif self._case is not None and self._played is not None:
            self.open(self._case, self._played)

    def clear(self) -> None:
        """Show nothing and let go of the file."""
        self._end()
        self._lane.close()
        self.opened.emit()

    def let_go(self) -> None:
        """Show nothing more; the file is let go of when the runner's threads end."""
        self._end()
        self._lane.let_go()
        self.let_go_of.emit()

    def loop(self, *, is_on: bool) -> None:
        """Keep to the tracklet, or play on into the recording."""
        if is_on is self._is_looping:
            return
        self._is_looping = is_on
        self._has_ended = False
        self.stretch_changed.emit()
        if self._is_open and not self.first_s <= self.position_s <= self.last_s:
            self.seek(self._times[0])

    def play(self) -> None:
        """Play on; from the beginning of the stretch when its end is reached."""
        self._play_at(1.0)

    def shuttle(self, way: int) -> None:
        """Play forward (1) or backward (-1); told again while it does, twice as fast."""
        goes_on = self._rate * way > 0
        self._play_at(way * min(abs(self._rate) * 2, FASTEST) if goes_on else float(way))

    def pause(self) -> None:
        """Hold the frame that is shown."""
        if self.is_playing:
            self._rate = 0.0
            self._clock.stop()
            self._timer.stop()
            self.state_changed.emit()

    def toggle(self) -> None:
        """Play or pause."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def seek(self, time_s: float) -> None:
        """Show the frame at a time of the footage; while one is sought, the last wish counts.

        Where it takes a while to decode, the keyframe before it is shown at once.
        """
        if not self._is_open:
            return
        self._timer.stop()
        self._shelf.leave()
        self._has_ended = False
        self._steps = 0
        target = min(max(time_s, self.first_s), self.last_s)
        self._target_s = self._preview_s = target
        self._wanted = lambda reel: reel.seek(target)
        self._decode()

    def skip(self, seconds: float) -> None:
        """Go on or back by some seconds, from where the last wish leads."""
        if self.current is not None:
            self.seek(self.position_s + seconds)

    def go_first(self) -> None:
        """Show the beginning of the stretch."""
        self.seek(self.first_s)

    def go_last(self) -> None:
        """Show the end of the stretch."""
        self.seek(self.last_s)

    def step_forward(self) -> None:
        """Pause and show the next frame; steps that come faster than frames add up."""
        self._step(1)

    def step_backward(self) -> None:
        """Pause and show the frame before; steps that come faster than frames add up."""
        self._step(-1)

    @property
    def _is_shuttling(self) -> bool:
        return self._rate not in (0.0, 1.0)

    @property
    def _has_room(self) -> bool:
        return self._rate == 1.0 and len(self._shelf.ahead) < FRAMES_AHEAD

    def _end(self) -> None:
        self._forget()
        self._played = self._source = None
        self._is_open = False

    def _on_opened(self, opened: Opened) -> None:
        self._is_decoding = False
        frame, self._source = opened
        self.stretch_changed.emit()
        self._show(frame)
        self._start_clock()  # it may have been told to play while it was opened
        self._lane.ask(Reel.with_others, self._show_with_others)
        self._decode()
        self._wait_for_next()

    def _on_not_opened(self, problem: Exception) -> None:
        self._forget()
        self._is_open = False
        self.state_changed.emit()
        self._tell(problem)

    def _show_with_others(self, frame: ShownFrame | None) -> None:
        shown = self.current
        if frame is None or shown is None or not shown.is_exact:
            return
        if frame.index == shown.index:
            self._show(frame)

    def _forget(self) -> None:
        self._timer.stop()
        self._is_decoding = self._has_ended = False
        self._rate = 0.0
        self._steps = 0
        self._wanted = self._target_s = self._preview_s = None
        self._shelf.clear()

    def _tell(self, problem: Exception) -> None:
        """What can be told in the picture's place is told there; a bug is for the bus."""
        if isinstance(problem, CbaError):
            self.failed.emit(problem)
        else:
            self._report(problem)

    def _play_at(self, rate: float) -> None:
        if not self._is_open or rate == self._rate:
            return
        self._rate = rate
        self._steps = 0
        self._timer.stop()
        if rate != 1.0:
            self._shelf.leave()
        is_at_end = self._has_ended or self.position_s >= self.last_s
        if rate > 0 and is_at_end:
            self.seek(self._times[0] - PADDING_S)
        elif rate < 0 and self.position_s <= self.first_s:
            self.seek(self.last_s)
        self._has_ended = False
        self._start_clock()
        self._decode()
        self._wait_for_next()
        self.state_changed.emit()

    def _step(self, by: int) -> None:
        self.pause()
        if self.current is None:
            return
        self._steps += by
        if not self._is_decoding:
            self._go_steps()
            self._decode()

    def _go_steps(self) -> None:
        """Take the steps whose frames are at hand, and ask for the frame of those back."""
        shelf = self._shelf
        while self._steps > 0 and shelf.ahead:
            self._steps -= 1
            self._show(shelf.ahead.popleft())
        if self._steps > 0 and self._has_ended:
            self._steps = 0
        while self._steps < 0 and shelf.current is not None:
            if shelf.current.time_s <= self.first_s or shelf.current.index == 0:
                self._steps = 0
            elif shelf.has_behind:
                self._steps += 1
                self._has_ended = False
                self.frame_shown.emit(shelf.step_back())
            else:
                self._wish_back(shelf.current, -self._steps)
                self._steps = 0

    def _wish_back(self, here: ShownFrame, steps: int) -> None:
        first_s = self.first_s
        self._shelf.ahead.clear()
        self._has_ended = False
        self._preview_s = None
        self._wanted = lambda reel: reel.frame_before(
            here.index, here.time_s, steps=steps, first_s=first_s
        )

    def _next_ask(self) -> _Asked | None:
        """What to ask the thread for, if anything."""
        if self._wanted is not None:
            return self._ask_for_wish(self._wanted)
        newest = self._shelf.newest
        if newest is not None and not self._has_ended and (self._steps > 0 or self._has_room):
            return _Asked(
                _Kind.NEXT, lambda reel: reel.after(newest.index, newest.time_s), newest.index
            )
        if newest is not None and self._is_shuttling:
            clock, rate = self._clock, self._rate
            return _Asked(_Kind.SCAN, lambda reel: reel.scan(clock.position_s, newest.index, rate))
        return None

    def _ask_for_wish(self, wanted: Callable[[Reel], ShownFrame]) -> _Asked:
        preview_s, self._preview_s = self._preview_s, None
        if preview_s is not None:
            return _Asked(_Kind.WISH, lambda reel: reel.preview(preview_s))
        self._wanted = None
        return _Asked(_Kind.WISH, wanted)

    def _decode(self) -> None:
        """Ask the thread for the next frame, if one is wanted and none is on its way."""
        rests = self._is_shuttling and self._timer.isActive()
        if self._is_decoding or rests or not self._is_open:
            return
        asked = self._next_ask()
        if asked is None:
            return
        self._is_decoding = True
        self._lane.ask(asked.ask, lambda frame: self._take(frame, asked), self._on_failed)

    def _on_failed(self, problem: Exception) -> None:
        self._is_decoding = False
        self._steps = 0
        self._wanted = self._target_s = self._preview_s = None
        self.pause()
        self._tell(problem)

    def _take(self, frame: ShownFrame | None, asked: _Asked) -> None:
        self._is_decoding = False
        if asked.kind is _Kind.WISH:
            self._take_wish(frame)
        elif self._wanted is None and asked.kind is _Kind.SCAN:
            if frame is not None:
                self._show(frame)
        elif self._wanted is None:
            self._take_next(frame, asked)
        if self._wanted is None:
            self._go_steps()
        if self._is_shuttling and self._wanted is None:
            self._timer.start(_SCAN_MS)
        self._decode()
        self._wait_for_next()

    def _take_wish(self, frame: ShownFrame | None) -> None:
        if frame is not None:
            if self._wanted is None:
                self._target_s = None
            self._show(frame)
        if self._wanted is None:
            self._start_clock()

    def _take_next(self, frame: ShownFrame | None, asked: _Asked) -> None:
        newest = self._shelf.newest
        if self._is_shuttling or newest is None or newest.index != asked.behind:
            return  # it was of another row
        if frame is None or frame.time_s > self.last_s:
            self._has_ended = True
        else:
            self._shelf.ahead.append(frame)

    def _wait_for_next(self) -> None:
        if not self.is_playing or self._is_shuttling or self._timer.isActive():
            return
        if self._shelf.ahead:
            due = self._clock.seconds_until(self._shelf.ahead[0].time_s)
            if due < -LATE_S:
                self._start_clock()
            self._timer.start(max(int(due * 1000), 0))
        elif self._has_ended:
            self._begin_again(self.first_s)

    def _begin_again(self, time_s: float) -> None:
        """At an end of the stretch: over again, or it was the recording's."""
        if self.is_looping:
            self.seek(time_s)
        else:
            self.pause()

    def _show_due(self) -> None:
        if self._is_shuttling:
            position_s = self._clock.position_s
            if not self.first_s <= position_s <= self.last_s and self._wanted is None:
                self._begin_again(self.first_s if self._rate > 0 else self.last_s)
        elif self._shelf.ahead:
            self._show(self._shelf.ahead.popleft())
        self._decode()
        self._wait_for_next()

    def _start_clock(self) -> None:
        if self.current is not None:
            self._clock.start(self.position_s, self._rate)

    def _show(self, frame: ShownFrame) -> None:
        self._shelf.show(frame)
        self.frame_shown.emit(frame)
