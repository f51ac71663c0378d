"""What is left when the program breaks: a file on this computer, which nothing sends.

It holds versions and where in the program it broke. Of a case it holds nothing but paths that are
part of that: what an error says is left out, since it may quote names and words of a case.
"""

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

import platformdirs
import PySide6
from PySide6.QtCore import QLockFile

import cba_core

MOST_KEPT = 10
_RUNNING, _NEW, _SEEN = "running", "new", "seen"

_log = logging.getLogger(__name__)


def default_crash_folder() -> Path:
    """Where reports of this person on this computer lie."""
    return platformdirs.user_state_path("duskline", appauthor=False) / "crashes"


class CrashReports:
    """The report of this run as it is written, and those of earlier ones.

    A folder that cannot be written costs the reports, never the work.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: TextIO | None = None
        self._path: Path | None = None
        self._lock: QLockFile | None = None

    def begin(self) -> None:
        """Take what broke before, and be ready to write: faults of the interpreter as well."""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
        path = self.folder / f"{_RUNNING}-{name}.txt"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._take_up_earlier()
            self._lock = _lock_of(path)
            self._lock.tryLock(0)
            self._file = path.open("w", encoding="utf-8")
            self._file.write(_heading())
            self._file.flush()
        except OSError as problem:
            _log.warning("Crash reports are not kept: %s", problem)
            return
        self._path = path
        faulthandler.enable(self._file, all_threads=True)

    def listen(self) -> None:
        """Write down exceptions that nobody caught, and let those go on who listened before."""
        earlier, earlier_of_threads = sys.excepthook, threading.excepthook

        def tell(
            kind: type[BaseException], problem: BaseException, trace: TracebackType | None
        ) -> None:
            self.write(problem)
            earlier(kind, problem, trace)

        def tell_of_thread(told: threading.ExceptHookArgs) -> None:
            if told.exc_value is not None:
                self.write(told.exc_value)
            earlier_of_threads(told)

        sys.excepthook = tell
        threading.excepthook = tell_of_thread

    def write(self, problem: BaseException) -> None:
        """Write down where something went wrong; not in which words."""
        if self._file is None or not isinstance(problem, Exception):
            return
        try:
            self._file.write("\n" + _where(problem))
            self._file.flush()
        except OSError as fault:
            _log.warning("A crash could not be written down: %s", fault)

    def end(self) -> None:
        """The program ends as it should; where something was written, it is told at the next."""
        if self._file is None or self._path is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        self._settle(self._path)
        if self._lock is not None:
            self._lock.unlock()

    @property
    def unseen(self) -> list[Path]:
        """Reports of earlier runs that nobody was told of, the newest first."""
        return self._reports(_NEW)

    def mark_seen(self) -> None:
        """Somebody was told of them: they stay in the folder, the last few."""
        for path in self.unseen:
            path.rename(path.with_name(path.name.replace(_NEW, _SEEN, 1)))
        for path in self._reports(_SEEN)[MOST_KEPT:]:
            path.unlink(missing_ok=True)

    def _reports(self, kind: str) -> list[Path]:
        return sorted(self.folder.glob(f"{kind}-*.txt"), reverse=True)

    def _take_up_earlier(self) -> None:
        for path in self._reports(_RUNNING):
            lock = _lock_of(path)
            if lock.tryLock(0):  # whoever wrote it is gone
                self._settle(path)
                lock.unlock()

    def _settle(self, path: Path) -> None:
        """Keep a report that tells something; others are those of runs that were killed."""
        try:
            if path.read_text("utf-8", errors="replace").partition(_END_OF_HEADING)[2].strip():
                path.rename(path.with_name(path.name.replace(_RUNNING, _NEW, 1)))
            else:
                path.unlink()
        except OSError as problem:
            _log.warning("%s: %s", path, problem)


_END_OF_HEADING = "\n--\n"


def _heading() -> str:
    return (
        f"Duskline {cba_core.__version__}\n"
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}\n"
        f"{platform.platform()}\n"
        f"Started {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n\n"
        "Where in the program it broke. What errors said is left out: of a case this holds "
        "nothing but paths.\n"
        f"{_END_OF_HEADING}"
    )


def _where(problem: BaseException) -> str:
    """The stack of an exception and of those behind it, the first one first; without messages."""
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = problem
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        kind = type(current)
        stack = "".join(traceback.format_tb(current.__traceback__))
        parts.append(f"{kind.__module__}.{kind.__qualname__}\n{stack}")
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return "and then\n".join(reversed(parts))


def _lock_of(path: Path) -> QLockFile:
    lock = QLockFile(str(path.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # stale when its process is gone, at no age
    return lock
