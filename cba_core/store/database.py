"""The SQLite database of a case: connections, pragmas, transactions.

SQLite only: this file, `database_failures` and `migration` are what a server database replaces;
the repositories speak SQL that both understand.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from cba_core.domain.errors import (
    CaseBusyError,
    CaseDamagedError,
    CaseReadOnlyError,
    CaseUnreachableError,
)
from cba_core.store.case_folder import CaseFolder
from cba_core.store.database_failures import ANOTHER_PROCESS, naming_database_failures
from cba_core.store.file_system import can_hold_wal
from cba_core.store.reading_files import is_closed_wal, write_ahead_log_of
from cba_core.store.row_checks import naming_wrong_rows

BUSY_TIMEOUT_S = 20.0
"""How long a writer waits for another; every write transaction is far shorter."""

PAGES_AT_ONCE = 2048
"""Of a copy that may be ended: 8 MB."""

_WRITES = "duskline_writes"


def _plain_number(number: np.generic) -> int | float:
    plain = number.item()
    if not isinstance(plain, int | float):
        raise TypeError(f"expected a number, got {number!r}")
    return plain


# sqlite3 would store numpy's numbers as bytes, without a word, and find none of them again.
_NUMPY_NUMBERS: tuple[type[np.generic], ...] = (np.int64, np.int32, np.float32, np.bool_)
for _kind in _NUMPY_NUMBERS:
    sqlite3.register_adapter(_kind, _plain_number)


class DisturbedReadError(CaseBusyError):
    """Another process wrote the database file while it was read; what was read means nothing."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, ANOTHER_PROCESS)


class _FileState(NamedTuple):
    modified_ns: int
    size: int
    inode: int


class HeldState:
    """One state of a database, held by a read transaction of its own; used by a thread at a time.

    SQLite's backup goes on within a transaction that is open already, so it neither sees what is
    written meanwhile nor begins anew because of it.
    """

    def __init__(self, folder: CaseFolder) -> None:
        """Hold the state that is committed now."""
        self._folder = folder
        self._connection = sqlite3.connect(
            folder.database, isolation_level=None, check_same_thread=False
        )
        try:
            self._connection.execute("BEGIN")
            self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            self._connection.close()
            raise

    def copy_to(self, path: Path, go_on: Callable[[], None]) -> None:
        """Write it to the new file `path`, whole or not at all.

        Args:
            path: the file.
            go_on: called between two parts; what it raises ends the copying.

        Raises:
            CbaError: it cannot be read or written.
        """
        with naming_database_failures(self._folder.path):
            _copied(self._connection, path, go_on)

    def close(self) -> None:
        """Let go of it; twice does nothing."""
        self._connection.close()


def _copied(
    source: sqlite3.Connection, path: Path, go_on: Callable[[], None] | None = None
) -> None:
    target = sqlite3.connect(path)
    try:
        if go_on is None:
            source.backup(target)
        else:
            source.backup(target, pages=PAGES_AT_ONCE, progress=lambda *_: go_on())
    except BaseException:
        target.close()
        path.unlink(missing_ok=True)
        raise
    target.close()


class Database:
    """Transactions on a case's database, from any thread.

    A writer begins with `BEGIN IMMEDIATE`: it waits for its turn at the start. A transaction that
    reads first and then writes would instead fail at once when another wrote in between.
    """

    def __init__(
        self, folder: CaseFolder, *, read_only: bool, busy_timeout_s: float = BUSY_TIMEOUT_S
    ) -> None:
        """Make no connection yet; the database file must exist unless it is to be created."""
        self.folder = folder
        self.read_only = read_only
        self.busy_timeout_s = busy_timeout_s
        self.damage: CaseDamagedError | None = None  # why it is read only though nobody asked
        self.met_damage = False  # set when a page could not be read
        self._lock = threading.Lock()
        self._frozen: _FileState | None = None
        self._engine = self._engine_for_reading() if read_only else self._engine_for_writing()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database throughout.

        Raises:
            DisturbedReadError: it saw several; `disturbed_reads` has the way to read again.
        """
        with self._noting_damage(), ExitStack() as stack:
            if self.read_only:
                stack.enter_context(self._undisturbed())
            connection = stack.enter_context(self._engine.connect())
            stack.enter_context(connection.begin())
            yield connection

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[Connection]:
        """A transaction that is the only one to write; committed at the end, or not at all.

        Args:
            durable: have the disk hold it before this returns (E38). Without, a loss of power
                may take the last transactions away whole; a killed program takes none.
        """
        if self.damage is not None:
            raise self.damage
        if self.read_only:
            raise CaseReadOnlyError(self.folder.path, "it was opened for reading only")
        with (
            naming_wrong_rows(self.folder.database),
            self._noting_damage(),
            self._engine.connect() as connection,
            _synchronous(connection, "FULL") if durable else nullcontext(),
            connection.execution_options(**{_WRITES: True}).begin(),
        ):
            yield connection

    @contextmanager
    def change_schema(self) -> Iterator[Connection]:
        """A write transaction in which tables may be rebuilt without touching their children."""
        with naming_database_failures(self.folder.path), self._engine.connect() as connection:
            # SQLite ignores this pragma within a transaction, hence before it.
            _driver(connection).execute("PRAGMA foreign_keys=OFF")
            try:
                with connection.execution_options(**{_WRITES: True}).begin():
                    yield connection
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                    if broken:
                        raise ValueError(f"the migration orphaned rows: {broken[:3]}")
            finally:
                _driver(connection).execute("PRAGMA foreign_keys=ON")

    def choose_journal(self) -> str:
        """Use the write-ahead log where the file system can hold one; return the mode in use."""
        wanted = "wal" if can_hold_wal(self.folder.path) else "delete"
        with naming_database_failures(self.folder.path), self._engine.connect() as connection:
            driver = _driver(connection)
            mode = _journal_mode(driver)
            if mode != wanted:
                # SQLite answers with the mode it could take: it refuses WAL without shared memory.
                mode = str(driver.execute(f"PRAGMA journal_mode={wanted}").fetchone()[0])
        self._engine.dispose()  # the next connections set what goes with the mode
        return mode

    def backup_to(self, path: Path) -> None:
        """Write a copy of the committed state to the new file `path`, whole or not at all."""
        with naming_database_failures(self.folder.path), self._engine.connect() as connection:
            _copied(_driver(connection), path)

    def hold_state(self) -> "HeldState":
        """The committed state of now, for a copy that is made while others go on writing.

        Of use with a write-ahead log alone: without one, whoever writes waits for it.
        """
        with naming_database_failures(self.folder.path):
            return HeldState(self.folder)

    def triggers(self) -> set[str]:
        """The triggers that stand in it, as the SQL that made them, blanks made even."""
        with self.read() as connection:
            made_by = connection.exec_driver_sql(
                "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
            )
            return {" ".join(str(sql).split()) for (sql,) in made_by}

    def close(self) -> None:
        """Close every connection; the last one out folds the write-ahead log in."""
        self._engine.dispose()

    def journal_mode(self) -> str:
        """What SQLite keeps beside it while it writes: "wal", "delete" and so on."""
        if is_closed_wal(self.folder.database):
            return "wal"  # an immutable file has no journal at all, as SQLite tells it
        with naming_database_failures(self.folder.path), self._engine.connect() as connection:
            return _journal_mode(_driver(connection))

    @contextmanager
    def _noting_damage(self) -> Iterator[None]:
        try:
            with naming_database_failures(self.folder.path):
                yield
        except CaseDamagedError:
            self.met_damage = True
            raise

    # ------------------------------------------------------------------ engines

    def _engine_for_writing(self) -> Engine:
        def open_it() -> sqlite3.Connection:
            connection = self._connect("rw")
            mode = _journal_mode(connection)
            # NORMAL loses no consistency with WAL; with a rollback journal it could.
            level = "NORMAL" if mode == "wal" else "FULL"
            connection.execute(f"PRAGMA synchronous={level}")
            connection.execute("PRAGMA foreign_keys=ON")
            return connection

        return _engine(open_it)

    def _engine_for_reading(self) -> Engine:
        """Reads that leave no trace, where that is possible.

        Reading a WAL database makes SQLite create files beside it, even when the file is opened
        for reading. As long as no such file is there nobody has the case open, and the database
        can be read as an immutable file; `_undisturbed` notices when that ends.
        """
        self._frozen = self._state() if self._is_closed_wal() else None
        immutable = self._frozen is not None
        return _engine(lambda: self._connect("ro", immutable=immutable))

    @contextmanager
    def _undisturbed(self) -> Iterator[None]:
        with self._lock:
            if self._frozen is not None and not self._is_still(self._frozen):
                self._engine.dispose()
                self._engine = self._engine_for_reading()
            frozen = self._frozen
        try:
            yield
        finally:
            # A log beside the file is no disturbance: readers make one too, and what a writer
            # puts there was not read. Only the file itself counts.
            if frozen is not None and self._state() != frozen:
                raise DisturbedReadError(self.folder.path)

    def _connect(self, mode: str, *, immutable: bool = False) -> sqlite3.Connection:
        options = f"mode={mode}&immutable=1" if immutable else f"mode={mode}"
        # isolation_level None keeps sqlite3 from opening transactions behind our back.
        return sqlite3.connect(
            f"{self.folder.database.as_uri()}?{options}",
            uri=True,
            timeout=self.busy_timeout_s,
            isolation_level=None,
            check_same_thread=False,
        )

    # ------------------------------------------------------------------ the file

    def _is_closed_wal(self) -> bool:
        return is_closed_wal(self.folder.database)

    def _is_still(self, frozen: _FileState) -> bool:
        return not self._log_path().exists() and self._state() == frozen

    def _state(self) -> _FileState:
        facts = self.folder.database.stat()
        return _FileState(facts.st_mtime_ns, facts.st_size, facts.st_ino)

    def _log_path(self) -> Path:
        return write_ahead_log_of(self.folder.database)


def require_readable(folder: CaseFolder) -> None:
    """Raise unless the database file is there and may be read."""
    if not folder.database.is_file():
        raise CaseDamagedError(folder.path, f"{folder.database.name} is missing")
    if not os.access(folder.database, os.R_OK):
        raise CaseUnreachableError(folder.path, "no right to read its database")


def require_writable(folder: CaseFolder) -> None:
    """Raise unless the database and its folder may be written.

    SQLite opens a protected file for reading without a word and fails at the first write.
    """
    for path in (folder.path, folder.database):
        if not os.access(path, os.W_OK):
            raise CaseReadOnlyError(folder.path, f"no right to write {path.name}")


def create_empty(folder: CaseFolder) -> None:
    """Make the database file, without tables."""
    with naming_database_failures(folder.path):
        connection = sqlite3.connect(folder.database)
        try:
            connection.execute("VACUUM")  # writes the first page
        finally:
            connection.close()


def _driver(connection: Connection) -> sqlite3.Connection:
    """What lies below SQLAlchemy: here no transaction begins by itself, as pragmas need it."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(f"expected a connection of sqlite3, got {type(driver)}")
    return driver


@contextmanager
def _synchronous(connection: Connection, level: str) -> Iterator[None]:
    """Another level of durability, and the former one afterwards; not within a transaction."""
    driver = _driver(connection)
    former = int(driver.execute("PRAGMA synchronous").fetchone()[0])
    driver.execute(f"PRAGMA synchronous={level}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA synchronous={former}")


def _journal_mode(driver: sqlite3.Connection) -> str:
    return str(driver.execute("PRAGMA journal_mode").fetchone()[0])


def _engine(open_it: Callable[[], sqlite3.Connection]) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://", creator=open_it, poolclass=QueuePool, pool_size=4, max_overflow=-1
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
