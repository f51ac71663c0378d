"""Tells the log what somebody looked at, once the looking ends (E13)."""

from collections.abc import Callable
from time import monotonic

from app.engine_link.open_case import OpenCase


class LoggedLook:
    """One thing at a time, such as "report"; players of footage tell of themselves."""

    def __init__(self, desk: OpenCase, now: Callable[[], float] = monotonic) -> None:
        self._desk = desk
        self._now = now
        self._of: str | None = None
        self._since = 0.0

    def begin(self, what: str) -> None:
        """This is looked at from now on; what was looked at before is not any more."""
        if what == self._of:
            return
        self.end()
        self._of, self._since = what, self._now()

    def end(self) -> None:
        """Nothing is looked at any more."""
        what, self._of = self._of, None
        if what is not None:
            seconds, log = self._now() - self._since, self._desk.case.log
            self._desk.tasks.edits.run_unwatched(lambda: log.viewed(what, seconds))
