"""Turns what the worker process says into signals, ten times a second."""

from collections import deque
from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine_link.change_bus import ChangeBus
from app.engine_link.engine import Worker
from app.engine_link.engine_texts import engine_text
from app.engine_link.failure_bus import Failure, FailureBus
from app.engine_link.remedies import window_remedy
from cba_core.domain.progress import Progress
from cba_core.jobs.requests import (
    Cancelled,
    Changed,
    Failed,
    FileProgressed,
    Finished,
    JobRequest,
    Message,
    Progressed,
)

if TYPE_CHECKING:
    from cba_core.domain.ids import FootageId

POLL_MS = 100
END_IT_NOW_AFTER_S = 10.0
"""How long a cancelled job may take to stop before the person is offered to end it by force."""


class JobBridge(QObject):
    """The jobs of one case: one runs, others wait their turn."""

    started = Signal(object)  # JobRequest
    progressed = Signal(Progress)
    file_progressed = Signal(int, Progress)
    finished = Signal(object, object)  # JobRequest, its report
    failed = Signal(object, Failure)  # JobRequest
    cancelled = Signal(object)  # JobRequest
    state_changed = Signal()

    def __init__(self, worker: Worker, changes: ChangeBus, failures: FailureBus) -> None:
        super().__init__()
        self._worker = worker
        self._changes = changes
        self._failures = failures
        self._waiting: deque[JobRequest] = deque()
        self._current: JobRequest | None = None
        self._is_paused = False
        self._cancel_asked_at: float | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def current(self) -> JobRequest | None:
        """The job that runs."""
        return self._current

    @property
    def waiting(self) -> tuple[JobRequest, ...]:
        """Jobs that begin when the running one has ended."""
        return tuple(self._waiting)

    @property
    def is_busy(self) -> bool:
        """Whether a job runs."""
        return self._current is not None

    @property
    def is_paused(self) -> bool:
        """Whether the running job is held."""
        return self._is_paused

    @property
    def is_stopping(self) -> bool:
        """Whether the running job was asked to stop."""
        return self._cancel_asked_at is not None

    @property
    def may_be_ended_by_force(self) -> bool:
        """Whether a cancelled job has not stopped for so long that ending it may be offered."""
        asked = self._cancel_asked_at
        return asked is not None and monotonic() - asked > END_IT_NOW_AFTER_S

    def submit(self, request: JobRequest) -> None:
        """Begin a job, or let it wait for the running one."""
        self._waiting.append(request)
        self._begin_next()
        self.state_changed.emit()

    def pause(self) -> None:
        """Hold the running job at its next checkpoint."""
        if self._current is not None:
            self._worker.pause()
            self._is_paused = True
            self.state_changed.emit()

    def resume(self) -> None:
        """Let a held job go on."""
        self._worker.resume()
        self._is_paused = False
        self.state_changed.emit()

    def cancel(self) -> None:
        """Ask the running job to stop; those that wait begin when it has."""
        if self._current is not None:
            self._worker.cancel()
            self._is_paused = False
            self._cancel_asked_at = self._cancel_asked_at or monotonic()
        self.state_changed.emit()

    def withdraw(self, kinds: tuple[type[JobRequest], ...]) -> None:
        """Take back the jobs of these kinds that wait; one that runs is not touched."""
        self._waiting = deque(job for job in self._waiting if not isinstance(job, kinds))
        self.state_changed.emit()

    def end_by_force(self) -> None:
        """Kill a job that does not stop; finished work is kept, and it can be run again."""
        self._worker.kill()

    def let_go(self) -> Callable[[], None]:
        """Stop listening, at once; gives what stops the job and ends the process, in seconds."""
        self._timer.stop()
        self._waiting.clear()
        self._current = None
        return self._worker.close

    def _begin_next(self) -> None:
        if self._current is not None or not self._waiting:
            return
        request = self._waiting.popleft()
        self._worker.submit(request)
        self._current = request
        self._is_paused = False
        self._cancel_asked_at = None
        self._timer.start()
        self.started.emit(request)

    def _poll(self) -> None:
        for message in _latest(self._worker.poll()):
            self._take(message)
        if self.may_be_ended_by_force:
            self.state_changed.emit()

    def _take(self, message: Message) -> None:
        match message:
            case Progressed(progress):
                self.progressed.emit(progress)
            case FileProgressed(footage_id, progress):
                self.file_progressed.emit(footage_id, progress)
            case Changed(changes):
                self._changes.publish(changes)
            case Finished(result):
                self.finished.emit(self._end(), result)
                self._go_on()
            case Cancelled():
                self.cancelled.emit(self._end())
                self._go_on()
            case Failed(what, remedy, is_bug, details, kinds):
                remedy = window_remedy(kinds, remedy)
                self._take_failure(
                    Failure(what=engine_text(what), remedy=remedy, is_bug=is_bug, details=details)
                )

    def _take_failure(self, failure: Failure) -> None:
        was_ended_by_person = self._cancel_asked_at is not None and failure.is_bug
        request = self._end()
        if was_ended_by_person:  # a killed worker looks like a crash, and is none
            self.cancelled.emit(request)
        else:
            self.failed.emit(request, failure)
            self._failures.tell(failure)
        self._go_on()

    def _end(self) -> JobRequest:
        request = self._current
        assert request is not None  # noqa: S101  (only a running job ends)
        self._current = None
        self._is_paused = False
        self._cancel_asked_at = None
        return request

    def _go_on(self) -> None:
        self._begin_next()
        if self._current is None:
            self._timer.stop()
        self.state_changed.emit()


def _latest(messages: Sequence[Message]) -> list[Message]:
    """All of it, but of how far something has come the last word alone.

    A worker that hurries tells hundreds of steps between two looks; each would be laid out.
    """
    last: dict[FootageId | None, int] = {}
    for place, message in enumerate(messages):
        if isinstance(message, Progressed | FileProgressed):
            last[getattr(message, "footage_id", None)] = place
    return [
        message
        for place, message in enumerate(messages)
        if not isinstance(message, Progressed | FileProgressed)
        or last[getattr(message, "footage_id", None)] == place
    ]
