"""Work that leaves the GUI thread, and the way its results come back."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance

T = TypeVar("T")

QUERY_THREADS = 3
"""Enough to keep pictures coming while a search runs; the worker process needs the rest."""


class _Relay(QObject):
    """Carries closures to the GUI thread.

    One lives as long as the runner: a signal object for each task is the usual recipe, and
    crashes some Qt bindings.
    """

    closure_ready = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.closure_ready.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def _call(self, closure: Callable[[], None]) -> None:
        closure()


class Lane:
    """A pool of threads; with one thread it keeps the order of its work."""

    def __init__(
        self,
        name: str,
        threads: int,
        deliver: SignalInstance,
        report: Callable[[Exception], None],
        *,
        finishes: bool = False,
    ) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=f"duskline-{name}")
        self._deliver = deliver
        self._report = report
        self._finishes = finishes
        self._is_closed = False
        self._last: Callable[[], None] | None = None

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        dropped: Callable[[T], None] | None = None,
    ) -> None:
        """Call `work` on a thread, then `done` on the GUI thread with what it gave.

        What `work` raises goes to `failed`, or else to the person. What it gives when nobody
        waits for it any more goes to `dropped`, on any thread.
        """
        if self._is_closed:
            return

        def settle(future: "Future[T]") -> None:
            if not future.cancelled():
                self._deliver.emit(lambda: self._settle(future, done, failed, dropped))

        self._pool.submit(work).add_done_callback(settle)

    def run_unwatched(self, work: Callable[[], None]) -> None:
        """Call `work` on a thread; nobody waits for it."""
        self.run(work, lambda _: None)

    def _settle(
        self,
        future: "Future[T]",
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None,
        dropped: Callable[[T], None] | None,
    ) -> None:
        problem = future.exception()
        if isinstance(problem, Exception):
            if not self._is_closed:
                (failed or self._report)(problem)
            elif self._finishes:  # who asked is gone, but what was to be saved is not saved
                self._report(problem)
        elif problem is not None:
            raise problem
        elif not self._is_closed:
            done(future.result())
        elif dropped is not None:
            dropped(future.result())

    def let_go(self, last: Callable[[], None] | None = None) -> None:
        """Drop what waits and every answer, at once; `join` then waits and calls `last`."""
        if self._is_closed:
            return
        self._is_closed = True
        self._last = last
        self._pool.shutdown(wait=False, cancel_futures=not self._finishes)

    def join(self) -> None:
        """Behind `let_go`: wait for what runs and end the threads; off the GUI thread."""
        self._pool.shutdown(wait=True)
        last, self._last = self._last, None
        if last is not None:
            last()


class TaskRunner:
    """Threads for quick questions and edits; the GUI thread only paints."""

    def __init__(self, report: Callable[[Exception], None], *, relay: _Relay | None = None) -> None:
        self._relay = relay or _Relay()
        self._report = report
        self._lanes: list[Lane] = []
        self.queries = self.new_lane("query", QUERY_THREADS)
        self.edits = self.new_lane("edit", 1, finishes=True)

    def scope(self) -> "TaskRunner":
        """Threads that end before this runner's do, and their late answers with them."""
        return TaskRunner(self._report, relay=self._relay)

    def new_lane(self, name: str, threads: int, *, finishes: bool = False) -> Lane:
        """More threads for a purpose of their own; they end with the runner.

        A lane that `finishes` does the work that waits also when it is let go.
        """
        lane = Lane(name, threads, self._relay.closure_ready, self._report, finishes=finishes)
        self._lanes.append(lane)
        return lane

    def call_on_gui_thread(self, closure: Callable[[], None]) -> None:
        """Call it when the event loop comes round; from any thread."""
        self._relay.closure_ready.emit(closure)

    def let_go(self) -> None:
        """Drop every answer that is under way, at once; the threads end with `join`."""
        for lane in self._lanes:
            lane.let_go()

    def join(self) -> None:
        """Behind `let_go`: wait until every thread has ended; off the GUI thread."""
        for lane in self._lanes:
            lane.join()

    def close(self) -> None:
        """End every thread; results that are still under way are dropped."""
        self.let_go()
        self.join()
