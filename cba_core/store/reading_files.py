"""Connections that only look at a database file, and leave nothing beside it where they can."""

import sqlite3
from pathlib import Path

_HEADER_LENGTH = 100
_WRITE_VERSION_AT = 18  # in the file header: 1 for rollback journals, 2 for WAL
_WAL_VERSION = 2


def write_ahead_log_of(database: Path) -> Path:
    """Where its write-ahead log lies while somebody has it open."""
    return database.with_name(f"{database.name}-wal")


def is_closed_wal(database: Path) -> bool:
    """Whether it uses a write-ahead log and nobody has it open: it can be read as immutable."""
    if write_ahead_log_of(database).exists():
        return False
    with database.open("rb") as file:
        header = file.read(_HEADER_LENGTH)
    return len(header) == _HEADER_LENGTH and header[_WRITE_VERSION_AT] == _WAL_VERSION


def connect_to_look(database: Path) -> sqlite3.Connection:
    """A connection for reading alone.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    try:
        options = "mode=ro&immutable=1" if is_closed_wal(database) else "mode=ro"
    except OSError as error:
        raise sqlite3.OperationalError(f"it cannot be read: {error.strerror}") from error
    return sqlite3.connect(f"{database.as_uri()}?{options}", uri=True)
