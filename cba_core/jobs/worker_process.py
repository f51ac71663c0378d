"""One spawned process that does long jobs, so that neither torch nor a crash reaches the window."""

import multiprocessing
import signal
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from threading import Lock
from typing import TYPE_CHECKING

from cba_core.domain.changes import ChangeSet
from cba_core.domain.errors import CbaError, JobCancelled
from cba_core.domain.progress import Progress
from cba_core.jobs.job_kinds import job_function
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
    from multiprocessing.context import SpawnProcess

# fork would copy Qt's and torch's locks in whatever state they are in
_SPAWN = multiprocessing.get_context("spawn")
_LOOK_AGAIN_S = 0.1


class WorkerProcess:
    """Runs one job at a time; started with the first job and kept warm after it.

    Used from one thread. `poll` must be called now and then: it is where answers arrive.
    """

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._cancel: Event = _SPAWN.Event()
        self._pause: Event = _SPAWN.Event()
        self._busy = False

    @property
    def is_busy(self) -> bool:
        """Whether a job was submitted whose end has not been polled."""
        return self._busy

    def submit(self, request: JobRequest) -> None:
        """Begin a job.

        Raises:
            RuntimeError: one is running; queueing is the caller's.
        """
        if self._busy:
            raise RuntimeError("the worker is busy with another job")
        self._cancel.clear()
        self._pause.clear()
        if self._process is None or not self._process.is_alive():
            self._start()
        assert self._connection is not None  # noqa: S101  (made by _start)
        self._connection.send(request)
        self._busy = True

    def poll(self) -> list[Message]:
        """Everything the worker has said since the last call, without waiting."""
        messages: list[Message] = []
        if self._connection is None:
            return messages
        try:
            while self._connection.poll():
                message: Message = self._connection.recv()
                messages.append(message)
        except (EOFError, OSError):
            messages.append(self._bury())
        if any(isinstance(message, Finished | Failed | Cancelled) for message in messages):
            self._busy = False
        return messages

    def cancel(self) -> None:
        """Ask the job to stop at its next checkpoint, also while it is paused."""
        self._cancel.set()
        self._pause.clear()

    def pause(self) -> None:
        """Hold the job at its next checkpoint."""
        self._pause.set()

    def resume(self) -> None:
        """Let a held job go on."""
        self._pause.clear()

    def kill(self) -> None:
        """End the process at once; safe, because every step of a job can be run again."""
        if self._process is not None and self._process.is_alive():
            self._process.kill()
            self._process.join()

    def close(self, timeout_s: float = 10.0) -> None:
        """Cancel what runs and end the process, by force after `timeout_s`."""
        self.cancel()
        if self._connection is not None:
            with suppress(BrokenPipeError, OSError):  # it has ended already: as is wanted
                self._connection.send(None)
        if self._process is not None:
            self._process.join(timeout_s)
            self.kill()
            self._process.close()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None
        self._busy = False

    def _start(self) -> None:
        if self._connection is not None:
            self._connection.close()
        ours, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(
            target=_serve,
            args=(theirs, self._cancel, self._pause),
            name="duskline-worker",
            daemon=True,
        )
        self._process.start()
        theirs.close()
        self._connection = ours

    def _bury(self) -> Failed:
        assert self._process is not None  # noqa: S101  (there was a connection)
        self._process.join()
        code = self._process.exitcode
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None
        return Failed(
            f"The worker process ended unexpectedly (exit code {code})",
            "Start the job again: it goes on where it was.",
            is_bug=True,
            details=f"exit code {code}",
        )


class _PipeContext:
    """A job's caller on the other side of a pipe."""

    def __init__(self, connection: Connection, cancel: Event, pause: Event) -> None:
        self._connection = connection
        self._cancel = cancel
        self._pause = pause
        self._sending = Lock()  # files are indexed by several threads

    def report(self, progress: Progress) -> None:
        if progress.footage_id is None:
            self.send(Progressed(progress))
        else:
            self.send(FileProgressed(progress.footage_id, progress))

    def changed(self, changes: ChangeSet) -> None:
        self.send(Changed(changes))

    def is_cancelled(self) -> bool:
        while self._pause.is_set() and not self._cancel.wait(_LOOK_AGAIN_S):
            window = multiprocessing.parent_process()
            if window is not None and not window.is_alive():
                self._cancel.set()  # nobody is left who could let the job go on
        return self._cancel.is_set()

    def send(self, message: Message) -> None:
        with self._sending:
            try:
                self._connection.send(message)
            except (BrokenPipeError, OSError):
                self._cancel.set()  # the window is gone: stop at the next checkpoint


def _serve(connection: Connection, cancel: Event, pause: Event) -> None:
    """Do jobs until None arrives or the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the window to pass on
    while True:
        try:
            request: JobRequest | None = connection.recv()
        except EOFError:
            return
        if request is None:
            return
        context = _PipeContext(connection, cancel, pause)
        context.send(_outcome(request, context))


def _outcome(request: JobRequest, context: _PipeContext) -> Message:
    try:
        return Finished(job_function(request)(request, context, context.changed))
    except JobCancelled as cancelled:
        return Cancelled(cancelled.step)
    except CbaError as error:
        return Failed(error.what, error.remedy, is_bug=False, kinds=error.kinds)
    except Exception as error:  # noqa: BLE001  (the border of the process: it becomes a report)
        return Failed(
            f"{type(error).__name__}: {error}",
            "This is a fault of Duskline. Please report it with the details.",
            is_bug=True,
            details=traceback.format_exc(),
        )
