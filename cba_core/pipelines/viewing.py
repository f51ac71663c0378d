"""Footage that is looked at, and the log's rows of it: who, what, when, how long (E13)."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from time import monotonic

from cba_core.domain.case_log import Details, LogAction
from cba_core.domain.errors import FootageChangedError
from cba_core.domain.footage import Footage
from cba_core.domain.ids import FootageId
from cba_core.footage.playback import Playback

AT_MOST_EVERY_S = 60.0
"""A row for every clip that plays under the pointer would bury what matters."""

Append = Callable[[LogAction, str, Details], None]


def require_same_size(footage: Footage) -> None:
    """A cheap look before playing; indexing, exporting and verifying read the whole content.

    Raises:
        FootageChangedError: it has another size than when it was added.
    """
    if footage.path.is_file() and footage.path.stat().st_size != footage.size_bytes:
        raise FootageChangedError(footage.path)


class Viewing:
    """Adds up what is looked at in each file until a minute is over, then logs one row."""

    def __init__(self, append: Append, now: Callable[[], float] = monotonic) -> None:
        self._append = append
        self._now = now
        self._lock = Lock()
        self._looked: dict[FootageId, _Look] = {}

    def open(self, footage_id: FootageId, path: Path) -> Playback:
        """A player whose time is added up.

        Raises:
            FootageMissingError, FootageUnreadableError: it cannot be opened.
        """
        return _LoggedPlayback(path, footage_id, self)

    def closed(
        self, footage_id: FootageId, opened: float, shown: tuple[float, float] | None
    ) -> None:
        """A player was closed that stood open since `opened` and showed these seconds."""
        with self._lock:
            look = self._looked.setdefault(footage_id, _Look(opened))
            look.add(self._now() - opened, shown)
            is_due = self._now() - look.since >= AT_MOST_EVERY_S
        if is_due:
            self.flush(footage_id)

    def flush(self, *only: FootageId) -> None:
        """Log what was added up, of these files or of all.

        Raises:
            CbaError: the case cannot be written.
        """
        with self._lock:
            due = {key: self._looked.pop(key) for key in only or list(self._looked)}
        for footage_id, look in due.items():
            self._append(LogAction.VIEW, f"footage {footage_id}", look.details())

    @property
    def now(self) -> float:
        """Seconds of the clock that times are taken with."""
        return self._now()


class _Look:
    def __init__(self, since: float) -> None:
        self.since = since
        self._seconds = 0.0
        self._times = 0
        self._first_s: float | None = None
        self._last_s: float | None = None

    def add(self, seconds: float, shown: tuple[float, float] | None) -> None:
        self._seconds += seconds
        self._times += 1
        if shown is not None:
            self._first_s = min(shown[0], self._first_s if self._first_s is not None else shown[0])
            self._last_s = max(shown[1], self._last_s if self._last_s is not None else shown[1])

    def details(self) -> Details:
        return {
            "open_s": round(self._seconds, 2),
            "times": self._times,
            "from_s": self._first_s,
            "to_s": self._last_s,
        }


class _LoggedPlayback(Playback):
    def __init__(self, path: Path, footage_id: FootageId, viewing: Viewing) -> None:
        super().__init__(path)
        self._footage_id = footage_id
        self._viewing = viewing
        self._opened: float | None = viewing.now

    def close(self) -> None:
        """Release the decoder, and have what was seen logged."""
        opened, self._opened = self._opened, None
        super().close()
        if opened is not None:
            self._viewing.closed(self._footage_id, opened, self.shown_range_s)
