"""Reads that are done again where a writer changed the database file under their eyes."""

from collections.abc import Callable
from functools import wraps
from time import monotonic, sleep
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from cba_core.store.database import Database, DisturbedReadError
from cba_core.store.row_checks import naming_wrong_rows

_LOOK_AGAIN_S = 0.01

P = ParamSpec("P")
R = TypeVar("R")


class _Repository(Protocol):
    _database: Database


S = TypeVar("S", bound=_Repository)


def read_undisturbed(database: Database, read: Callable[[], R]) -> R:
    """What `read` gives when nothing disturbs it.

    Raises:
        CaseBusyError: it was disturbed until the database's busy timeout was over.
        CaseDamagedError: it failed on a value that the program did not write.
    """
    deadline = monotonic() + database.busy_timeout_s
    while True:
        try:
            with naming_wrong_rows(database.folder.database):
                return read()
        except DisturbedReadError:
            if monotonic() >= deadline:
                raise
        sleep(_LOOK_AGAIN_S)


def undisturbed(
    read: Callable[Concatenate[S, P], R],
) -> Callable[Concatenate[S, P], R]:
    """Makes a repository's reading method one that is done again where it was disturbed."""

    @wraps(read)
    def read_again(repository: S, /, *arguments: P.args, **options: P.kwargs) -> R:
        database = repository._database  # noqa: SLF001  (a method of that class)
        return read_undisturbed(database, lambda: read(repository, *arguments, **options))

    return read_again
