"""Long work on a thread of this process: told of progress, and stopped on request."""

from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.engine_link.task_runner import TaskRunner
from cba_core.domain.errors import JobCancelled
from cba_core.domain.progress import Progress, TaskContext

T = TypeVar("T")

_TELLS_EVERY_S = 0.1


class WatchedWork(QObject):
    """One piece of work at a time; what takes a network or a decoder belongs to the worker."""

    progressed = Signal(object)  # Progress
    state_changed = Signal()

    def __init__(self, tasks: TaskRunner, name: str) -> None:
        super().__init__()
        self._tasks = tasks
        self._lane = tasks.new_lane(name, 1)
        self._stop: Event | None = None

    @property
    def is_running(self) -> bool:
        """Whether something is being done."""
        return self._stop is not None

    def run(
        self,
        work: Callable[[TaskContext], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do it, unless something else is being done; stopped work calls neither of both."""
        if self._stop is not None:
            return
        stop = self._stop = Event()
        context = _Context(stop, self._tell)

        def end(then: Callable[[], None]) -> None:
            self._stop = None
            self.state_changed.emit()
            then()

        def fail(problem: Exception) -> None:
            is_wanted = isinstance(problem, JobCancelled)
            end((lambda: None) if is_wanted else (lambda: failed(problem)))

        self._lane.run(lambda: work(context), lambda given: end(lambda: done(given)), fail)
        self.state_changed.emit()

    def stop(self) -> None:
        """Ask it to stop; it does at the next opportunity."""
        if self._stop is not None:
            self._stop.set()

    def _tell(self, progress: Progress) -> None:
        self._tasks.call_on_gui_thread(lambda: self.progressed.emit(progress))


class _Context:
    """The engine's view of it, on the other thread."""

    def __init__(self, stop: Event, tell: Callable[[Progress], None]) -> None:
        self._stop = stop
        self._tell = tell
        self._told = 0.0

    def report(self, progress: Progress) -> None:
        now = monotonic()
        if now - self._told >= _TELLS_EVERY_S:
            self._told = now
            self._tell(progress)

    def is_cancelled(self) -> bool:
        return self._stop.is_set()
