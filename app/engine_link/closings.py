"""What takes seconds to end, ended behind the person's back: the window is gone at once."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from time import monotonic

from app.engine_link.task_runner import TaskRunner

LONGEST_S = 20.0
"""A worker that does not listen is killed after 10 s; then the case is closed, which waits 5 s for
the backup of a large one."""


class Closings:
    """Threads that end workers, files and cases.

    They are no daemons: the process waits for them however it is left.
    """

    def __init__(self, tasks: TaskRunner, report: Callable[[BaseException], None]) -> None:
        self._tasks = tasks
        self._report = report
        self._running: list[tuple[Path | None, Thread]] = []

    def begin(
        self, end: Callable[[], object], done: Callable[[], None], *, path: Path | None = None
    ) -> None:
        """Call `end` on a thread, then `done` on the GUI thread; `path` is the case's."""

        def work() -> None:
            try:
                end()
            except Exception as problem:  # noqa: BLE001  (told like any other, on the GUI thread)
                self._tasks.call_on_gui_thread(partial(self._report, problem))
            self._tasks.call_on_gui_thread(done)

        thread = Thread(target=work, name="duskline-closing")
        self._running = [known for known in self._running if known[1].is_alive()]
        self._running.append((path, thread))
        thread.start()

    def wait_for(self, path: Path) -> None:
        """Wait until a case that is being closed is closed; off the GUI thread."""
        for known, thread in list(self._running):
            if known is not None and known.resolve() == path.resolve():
                thread.join()

    def finish(self, timeout_s: float = LONGEST_S) -> bool:
        """Wait for everything that is being closed; False if some of it did not end."""
        latest = monotonic() + timeout_s
        for _, thread in list(self._running):
            thread.join(max(latest - monotonic(), 0.0))
        return not any(thread.is_alive() for _, thread in self._running)
