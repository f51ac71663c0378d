"""One long job per case at a time, over all processes of the machine."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from cba_core.domain.errors import CaseBusyError
from cba_core.store.case_folder import CaseFolder
from cba_core.store.database_failures import ANOTHER_PROCESS
from cba_core.store.file_system import naming_disk_failures


@contextmanager
def case_job_lock(folder: Path, what: str) -> Iterator[None]:
    """Hold the case for a long job; the system lets go of it when the process dies.

    Args:
        folder: the case folder.
        what: the job, as it is named to others: "cba index".

    Raises:
        CaseBusyError: another job holds it; names that one, its process, host and start.
    """
    case = CaseFolder.at(folder)
    lock = FileLock(case.job_lock, timeout=0, thread_local=False)
    with naming_disk_failures(case.path):
        try:
            lock.acquire()
        except Timeout as error:
            raise CaseBusyError(case.path, _holder(case.job_holder)) from error
    try:
        with naming_disk_failures(case.path):
            case.job_holder.write_text(_description(what), encoding="utf-8")
        yield
    finally:
        case.job_holder.unlink(missing_ok=True)
        lock.release()


def _description(what: str) -> str:
    return json.dumps(
        {
            "what": what,
            "process": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
    )


def _holder(path: Path) -> str:
    """Who holds the lock, as far as the file tells; it may be just being written or removed."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return "{what} (process {process} on {host}, since {since})".format(**told)
    except (OSError, ValueError, TypeError, KeyError):
        return ANOTHER_PROCESS
