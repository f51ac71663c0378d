"""SQLite's failures, told apart: what a person can act on, and our own bugs."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from cba_core.domain.errors import (
    CaseBusyError,
    CaseDamagedError,
    CaseReadOnlyError,
    CaseUnreachableError,
    CbaError,
    DiskFullError,
)

ANOTHER_PROCESS = "another process"
# On a full disk SQLite often reports a plain I/O error, for instance when the file of its shared
# memory cannot grow. Less room than this explains it.
LITTLE_ROOM_BYTES = 1 << 20
_PRIMARY_CODE = 0xFF


@contextmanager
def naming_database_failures(case: Path) -> Iterator[None]:
    """Raise what SQLite reports as the `CbaError` it stands for; bugs pass as they are."""
    try:
        yield
    except DBAPIError as error:
        known = failure_of(error.orig, case)
        if known is None:
            raise
        raise known from error
    except sqlite3.Error as error:
        known = failure_of(error, case)
        if known is None:
            raise
        raise known from error
    except UnicodeDecodeError as error:
        raise CaseDamagedError(case, str(error)) from error


def failure_of(error: BaseException | None, case_path: Path) -> CbaError | None:
    """What a person should be told of `error`; None where it is a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    text = str(error)
    if not isinstance(code, int):
        # Python's own word for a stored text that is none; SQLite does not look at texts.
        return CaseDamagedError(case_path, text) if _is_undecodable(error) else None
    match code & _PRIMARY_CODE:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            known: CbaError | None = CaseBusyError(case_path, ANOTHER_PROCESS)
        case sqlite3.SQLITE_FULL:
            known = DiskFullError(case_path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            known = CaseDamagedError(case_path, text)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            known = CaseReadOnlyError(case_path, text)
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PROTOCOL:
            full = _is_full(case_path)
            known = DiskFullError(case_path) if full else CaseUnreachableError(case_path, text)
        case _:
            known = None
    return known


def _is_undecodable(error: BaseException | None) -> bool:
    return isinstance(error, sqlite3.OperationalError | UnicodeDecodeError)


def _is_full(case: Path) -> bool:
    return case.exists() and shutil.disk_usage(case).free < LITTLE_ROOM_BYTES
