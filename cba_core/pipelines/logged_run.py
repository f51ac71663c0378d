"""A run of adding or indexing with its file in the case's `logs/`."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from cba_core.domain.errors import CbaError
from cba_core.store.case_store import SqlCaseStore
from cba_core.store.run_log import RunLog, run_log


@contextmanager
def logged_run(store: SqlCaseStore, run: str) -> Iterator[RunLog]:
    """Where the run ends early, its log tells the state of every file.

    Args:
        store: the case; one that is read only gets no file.
        run: its name.
    """
    with run_log(store.folder, run, write=not store.read_only) as log:
        try:
            yield log
        except BaseException:
            from cba_core.pipelines.run_notes import note_states

            with suppress(CbaError):
                note_states(log, store.footage.all())
            raise
