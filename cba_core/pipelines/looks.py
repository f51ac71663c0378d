"""What is looked at, and the log's rows of it: who, what, when, how long (E13)."""

from collections.abc import Callable
from threading import Lock
from time import monotonic

from cba_core.domain.case_log import Details, LogAction

AT_MOST_EVERY_S = 60.0
"""A row for every clip that plays under the pointer would bury what matters."""

Append = Callable[[LogAction, str, Details], None]


class Looks:
    """Adds up how long each thing is looked at until a minute is over, then logs one row of it.

    Safe to use from several threads; flush it at the end.
    """

    def __init__(self, append: Append, now: Callable[[], float] = monotonic) -> None:
        self._append = append
        self._now = now
        self._lock = Lock()
        self._looked: dict[str, _Look] = {}

    @property
    def now(self) -> float:
        """Seconds of the clock that times are taken with."""
        return self._now()

    def ended(self, what: str, opened: float, shown: tuple[float, float] | None = None) -> None:
        """Something was closed that stood open since `opened`; of footage, what it showed."""
        with self._lock:
            look = self._looked.setdefault(what, _Look(opened))
            look.since = min(look.since, opened)
            look.add(self._now() - opened, shown)
            is_due = self._now() - look.since >= AT_MOST_EVERY_S
        if is_due:
            self.flush(what)

    def flush(self, *only: str) -> None:
        """Log what was added up, of these things or of all.

        Raises:
            CbaError: the case cannot be written.
        """
        with self._lock:
            due = {key: self._looked.pop(key) for key in only or list(self._looked)}
        for what, look in due.items():
            self._append(LogAction.VIEW, what, look.details())


class _Look:
    def __init__(self, since: float) -> None:
        self.since = since
        self._seconds = 0.0
        self._times = 0
        self._shown: tuple[float, float] | None = None

    def add(self, seconds: float, shown: tuple[float, float] | None) -> None:
        self._seconds += seconds
        self._times += 1
        if shown is not None:
            first, last = self._shown or shown
            self._shown = min(shown[0], first), max(shown[1], last)

    def details(self) -> Details:
        told = {"open_s": round(self._seconds, 2), "times": self._times}
        if self._shown is None:
            return told
        return {**told, "from_s": self._shown[0], "to_s": self._shown[1]}
