"""Progress and cancellation: the only two things long work knows of its caller."""

import time
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from cba_core.domain.errors import JobCancelled
from cba_core.domain.ids import FootageId

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job has come."""

    step: str  # for people: "Detecting persons"
    done: float
    total: float | None  # None: unknown
    unit: str = ""  # "frames"; may be empty
    item: str = ""  # the file being worked on, where there are several
    rate: float | None = None  # units per second over the last seconds
    seconds_left: float | None = None
    footage_id: FootageId | None = None  # set where it tells of one file only


class TaskContext(Protocol):
    """The caller of a long task, from any thread."""

    def report(self, progress: Progress) -> None:
        """Take note of progress; must be cheap and must not raise."""
        ...

    def is_cancelled(self) -> bool:
        """Whether the person asked to stop."""
        ...


class Unattended:
    """Nobody watches and nobody cancels."""

    def report(self, progress: Progress) -> None:
        """Ignore it."""

    def is_cancelled(self) -> bool:
        """Never."""
        return False


def go_on() -> None:
    """Between two steps of work that nobody stops."""


_HELD_FACTOR = 5.0
"""Steps of one kind of work differ by less."""


@dataclass(slots=True)
class RateMeter:
    """Units per second and time left, smoothed over the last `window_s` seconds.

    Where nothing was told for longer than that, and many times longer than before, the work
    was held: that time says nothing. Work whose every step takes that long is merely slow.
    """

    total: float | None
    window_s: float = 10.0
    _marks: list[tuple[float, float]] = field(default_factory=list)

    def at(self, done: float, now_s: float | None = None) -> tuple[float | None, float | None]:
        """Rate and seconds left at `done` units; None while there is too little to tell."""
        now = time.monotonic() if now_s is None else now_s
        if self._was_held(now):
            self._marks.clear()
        self._marks.append((now, done))
        while self._marks[2:] and now - self._marks[0][0] > self.window_s:
            self._marks.pop(0)
        start, done_then = self._marks[0]
        if now - start <= 0 or done <= done_then:
            return None, None
        rate = (done - done_then) / (now - start)
        left = None if self.total is None else max(self.total - done, 0) / rate
        return rate, left

    def _was_held(self, now: float) -> bool:
        if len(self._marks) < 2:  # noqa: PLR2004  (nothing to compare with)
            return False
        before, last = self._marks[-2][0], self._marks[-1][0]
        return now - last > max(self.window_s, _HELD_FACTOR * (last - before))


def checkpoints(
    items: Iterable[T], step: str, context: TaskContext, *, total: int | None = None
) -> Iterator[T]:
    """Yield `items`, reporting each.

    Raises:
        JobCancelled: the context asked to stop, before the next item.
    """
    if total is None and isinstance(items, Sized):
        total = len(items)
    for done, item in enumerate(items):
        if context.is_cancelled():
            raise JobCancelled(step)
        context.report(Progress(step, done, total))
        yield item
