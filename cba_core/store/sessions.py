"""Who has a case open for writing, and whether the last one closed it.

Every process holds a locked file in `sessions/` and removes it on closing. The system lets go of
the lock when a process dies, so a file that is there and not locked is what a crash left: then,
and only then, the database is looked through on opening.
"""

import secrets
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from cba_core.store.case_folder import CaseFolder
from cba_core.store.file_system import naming_disk_failures


class Session:
    """This process, as one that has the case open for writing."""

    def __init__(self, folder: CaseFolder) -> None:
        """Take note of it.

        Raises:
            CbaError: the folder cannot be written.
        """
        with naming_disk_failures(folder.path):
            folder.sessions.mkdir(exist_ok=True)
            self._path = folder.sessions / f"{secrets.token_hex(8)}.open"
            self._lock = FileLock(self._path, timeout=0, thread_local=False)
            self._lock.acquire()

    def close(self, *, is_clean: bool = True) -> None:
        """Closed as it should be, or to be looked through next time; twice does nothing."""
        if not self._lock.is_locked:
            return
        self._lock.release()
        with suppress(OSError):
            if is_clean:
                self._path.unlink(missing_ok=True)
            self._path.parent.rmdir()  # fails while others are there


def others(folder: CaseFolder) -> tuple[int, list[Path]]:
    """How many have the case open for writing, and the files of those that never closed it."""
    alive, dead = 0, []
    with suppress(FileNotFoundError):
        for path in sorted(folder.sessions.glob("*.open")):
            lock = FileLock(path, timeout=0, thread_local=False)
            try:
                lock.acquire()
            except (Timeout, OSError):
                alive += 1
                continue
            lock.release()
            dead.append(path)
    return alive, dead


def forget(left: list[Path]) -> None:
    """Remove what a crash left, once the database was looked through."""
    for path in left:
        with suppress(OSError):
            path.unlink(missing_ok=True)
