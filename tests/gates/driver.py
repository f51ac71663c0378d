"""Drives the real window by the keys and the mouse of its X server, and waits for what it shows.

A journey is a generator: it yields what it waits for, and a timer of the event loop goes on with it
once that is there. So nothing of it runs inside what an event set off, and dialogs that wait in a
loop of their own are driven as well. Keys and clicks come from xdotool, as if from a person.
"""

import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QProcess, QRect, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

PUMP_MS = 15
TICK_MS = 4
PATIENCE_S = 60.0
KEY_DELAY_MS = 12
LOOK_S, WORTH_A_LOOK_MS, CALLS = 0.015, 40, 5
"""How often a second thread looks, from when on, and how many calls it keeps."""
OUT_OF_THE_WAY = (1599, 999)
"""Where the mouse rests while a picture is taken: beside the window."""


class DriveError(Exception):
    """The journey did not come as far as it should have."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What has to be true before a journey goes on."""

    what: str
    until: Callable[[], bool]
    seconds: float = PATIENCE_S


Steps = Generator[Waiting, None, None]


@dataclass(frozen=True, slots=True)
class Stall:
    """The longest turn of the event loop in one step, by two clocks."""

    step: str
    busy_ms: float = 0.0  # of the GUI thread's own time: other programs do not count
    wall_ms: float = 0.0  # with everything else that the machine did meanwhile
    where: str = ""  # what the GUI thread was in, as far as it was seen


class StallWatch:
    """What the GUI thread takes between two ticks, the worst of each step.

    See `tests.gui.test_window_stalls.Watchdog`, whose turns are kept one by one: a journey of
    minutes has too many. A second thread looks what the first is in while it does not tick.
    """

    def __init__(self) -> None:
        self._worst: dict[str, Stall] = {}
        self._step = "start"
        self._where = ""
        self._reset()
        self._gui = threading.get_ident()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)
        threading.Thread(target=self._look, name="stall watch", daemon=True).start()

    @property
    def stalls(self) -> list[Stall]:
        """Of all steps, the worst first."""
        return sorted(self._worst.values(), key=lambda one: -one.busy_ms)

    def begin(self, step: str) -> None:
        """What is seen from now on belongs to this step."""
        self._step = step

    @contextmanager
    def excused(self) -> Iterator[None]:
        """What the journey itself takes, such as a picture, is not the window's."""
        yield
        self._reset()

    def _reset(self) -> None:
        self._where = ""
        self._busy, self._wall = time.thread_time(), time.monotonic()

    def _tick(self) -> None:
        busy_ms = 1000 * (time.thread_time() - self._busy)
        wall_ms = 1000 * (time.monotonic() - self._wall)
        worst = self._worst.get(self._step, Stall(self._step))
        where = self._where if busy_ms > worst.busy_ms else worst.where
        self._worst[self._step] = Stall(
            self._step, max(busy_ms, worst.busy_ms), max(wall_ms, worst.wall_ms), where
        )
        self._reset()

    def _look(self) -> None:
        while True:
            time.sleep(LOOK_S)
            if 1000 * (time.monotonic() - self._wall) > WORTH_A_LOOK_MS:
                self._where = _calls_of(self._gui)


def _calls_of(thread: int) -> str:
    """The innermost calls of a thread.

    No frame is held a moment longer than it is read: it would keep a painter of the window alive.
    """
    frame, calls = sys._current_frames().get(thread), []
    while frame is not None and len(calls) < CALLS:
        code = frame.f_code
        calls.append((code.co_filename, frame.f_lineno, code.co_name))
        frame = frame.f_back
    del frame
    return " < ".join(f"{Path(file).name}:{line} {name}" for file, line, name in calls)


class Driver(QObject):
    """Goes through a journey, one wait after the other, and ends the application behind it."""

    def __init__(
        self,
        steps: Steps,
        watch: StallWatch,
        failures: list[str],
        see_problem: Callable[[], object] = lambda: None,
    ) -> None:
        """`see_problem` is called where the journey stopped, before anything is closed."""
        super().__init__()
        self.problem: Exception | None = None
        self._see_problem = see_problem
        self._steps = steps
        self._watch = watch
        self._failures = failures
        self._waiting = Waiting("the beginning", lambda: True)
        self._latest = time.monotonic() + PATIENCE_S
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(PUMP_MS)

    def _go_on(self) -> None:
        try:
            with self._watch.excused():
                if self._may_go_on():
                    self._waiting = next(self._steps)
                    self._latest = time.monotonic() + self._waiting.seconds
        except StopIteration:
            self._end()
        except Exception as problem:  # noqa: BLE001  (kept, and raised where the journey was begun)
            focus = QApplication.focusWidget()
            problem.add_note(f"the keyboard is in {'nothing' if focus is None else _name(focus)}")
            self.problem = problem
            self._see_problem()
            self._end()

    def _may_go_on(self) -> bool:
        if self._failures:
            raise DriveError(f"the window told a failure: {self._failures[0]}")
        if self._waiting.until():
            return True
        if time.monotonic() > self._latest:
            raise DriveError(f"{self._waiting.what} did not come")
        return False

    def _end(self) -> None:
        self._timer.stop()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog) and window.isVisible():
                window.reject()
        QCoreApplication.quit()


class Hand:
    """Presses keys and clicks, on a screen without a window manager."""

    def keys(self, *names: str) -> Steps:
        """Press keys one after the other, named as X does: ctrl+4, Return, 1."""
        yield from self._xdotool("key", "--delay", str(KEY_DELAY_MS), *names)

    def write(self, text: str) -> Steps:
        """Write into what has the keyboard."""
        yield from self._xdotool("type", "--delay", str(KEY_DELAY_MS), text)

    def fill(self, field: QWidget, text: str) -> Steps:
        """Click a field, and write this in place of what stands there."""
        yield from self.click(field)
        yield from self.keys("ctrl+a", "Delete")
        yield from self.write(text)

    def click(self, widget: QWidget, at: QPoint | None = None) -> Steps:
        """Click the middle of a widget, or a point of it, which a person has to be able to see."""
        yield Waiting(
            f"{_name(widget)} to click on", lambda: widget.isVisible() and widget.isEnabled()
        )
        place = widget.mapToGlobal(widget.rect().center() if at is None else at)
        shown = QApplication.widgetAt(place)
        if shown is None or not (shown is widget or widget.isAncestorOf(shown)):
            raise DriveError(f"{_name(widget)} is not in sight: {shown} lies there")
        where = str(place.x()), str(place.y())
        yield from self._xdotool("mousemove", *where, "click", "1")

    def turn_wheel(self, widget: QWidget, turns: int) -> Steps:
        """Scroll down what lies under the mouse."""
        place = widget.mapToGlobal(widget.rect().center())
        where = str(place.x()), str(place.y())
        yield from self._xdotool("mousemove", *where, "click", "--repeat", str(turns), "5")

    def rest(self) -> Steps:
        """Move the mouse off the window."""
        yield from self._xdotool("mousemove", *map(str, OUT_OF_THE_WAY))

    def focus(self, window: QWidget) -> Steps:
        """Give the keyboard to a window, which is what a window manager does."""
        yield Waiting(f"{_name(window)}", window.isVisible)
        window.activateWindow()
        yield Waiting(f"the keyboard in {_name(window)}", window.isActiveWindow)

    def _xdotool(self, *words: str) -> Steps:
        hand = QProcess()
        hand.start("xdotool", list(words))
        yield Waiting(
            f"xdotool {' '.join(words)}", lambda: hand.state() == QProcess.ProcessState.NotRunning
        )
        if hand.exitCode():
            raise DriveError(f"xdotool {' '.join(words)}: {hand.readAllStandardError()!r}")
        yield from pause(0.06)


class Camera:
    """Takes pictures of the screen where the window is, dialogs and all."""

    def __init__(self, folder: Path | None, window: QWidget, hand: Hand, watch: StallWatch) -> None:
        self._folder = folder
        self._window = window
        self._hand = hand
        self._watch = watch
        self.taken: list[str] = []

    def take(self, name: str) -> Steps:
        """Keep what is seen now under this name."""
        yield from self._hand.rest()
        yield from pause(0.4)
        self.taken.append(name)
        if self._folder is None:
            return
        area = QRect(self._window.mapToGlobal(QPoint(0, 0)), self._window.size())
        screen = QGuiApplication.primaryScreen()
        with self._watch.excused():
            picture: QPixmap = screen.grabWindow(0, area.x(), area.y(), area.width(), area.height())
            _frame_dialog(picture, area.topLeft())
            if not picture.save(str(self._folder / f"{name}.png")):
                raise DriveError(f"{name}.png cannot be written")


def pause(seconds: float) -> Steps:
    """Let some time go by."""
    until = time.monotonic() + seconds
    yield Waiting("a moment", lambda: time.monotonic() > until)


def dialog_of(kind: type[QDialog] = QDialog) -> QDialog | None:
    """The dialog of this kind that is open."""
    open_now = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()
    ]
    return open_now[-1] if open_now else None


def _frame_dialog(picture: QPixmap, origin: QPoint) -> None:
    """Draw the line that a window manager draws round a window."""
    dialog = dialog_of()
    if dialog is None:
        return
    painter = QPainter(picture)
    painter.setPen(QPen(QColor(120, 126, 134), 1))
    painter.drawRect(dialog.frameGeometry().translated(-origin).adjusted(-1, -1, 0, 0))
    painter.end()


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    said = text() if callable(text) else ""
    return widget.accessibleName() or str(said) or type(widget).__name__
