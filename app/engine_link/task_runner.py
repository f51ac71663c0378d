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
        self, name: str, threads: int, deliver: SignalInstance, report: Callable[[Exception], None]
    ) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=f"duskline-{name}")
        self._deliver = deliver
        self._report = report
        self._is_closed = False

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Call `work` on a thread, then `done` on the GUI thread with what it gave.

        What `work` raises goes to `failed`, or else to the person.
        """
        if self._is_closed:
            return

        def settle(future: "Future[T]") -> None:
            if future.cancelled():
                return
            self._deliver.emit(lambda: self._settle(future, done, failed))

        self._pool.submit(work).add_done_callback(settle)

    def run_unwatched(self, work: Callable[[], None]) -> None:
        """Call `work` on a thread; nobody waits for it."""
        self.run(work, lambda _: None)

    def _settle(
        self,
        future: "Future[T]",
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None,
    ) -> None:
        if self._is_closed:
            return  # the windows that asked are gone
        problem = future.exception()
        if problem is None:
            done(future.result())
        elif isinstance(problem, Exception):
            (failed or self._report)(problem)
        else:
            raise problem

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Drop what waits, run `last` behind what runs, and end the threads."""
        if self._is_closed:
            return
        self._is_closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)
        if last is not None:
            last()


class TaskRunner:
    """Threads for quick questions and edits; the GUI thread only paints."""

    def __init__(self, report: Callable[[Exception], None]) -> None:
        self._relay = _Relay()
        self._report = report
        self._lanes: list[Lane] = []
        self.queries = self.new_lane("query", QUERY_THREADS)
        self.edits = self.new_lane("edit", 1)

    def new_lane(self, name: str, threads: int) -> Lane:
        """More threads for a purpose of their own; they end with the runner."""
        lane = Lane(name, threads, self._relay.closure_ready, self._report)
        self._lanes.append(lane)
        return lane

    def close(self) -> None:
        """End every thread; results that are still under way are dropped."""
        for lane in self._lanes:
            lane.close()
