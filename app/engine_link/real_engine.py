"""The engine itself, loaded when a case is first opened: the window stands before that."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.engine_link.interpreter import loading
from app.settings.app_settings import AppSettings

if TYPE_CHECKING:
    from app.engine_link.engine import OpenedCase, Worker
    from cba_core.domain.case_log import LogAuthor
    from cba_core.domain.repositories import CaseFacts


_CLOSING_WAITS_S = 5.0
"""For the backup of a large case: the process outlives its window by `LONGEST_S` at most."""


class RealEngine:
    """Opens cases of the disk and spawns worker processes.

    What is done is logged under the name that the settings hold when the case is opened, and under
    the case's examiner where they hold none.
    """

    def __init__(self, settings: AppSettings) -> None:
        self._settings = settings

    def open_case(self, path: Path) -> "OpenedCase":
        """Open the case; off the GUI thread, for the first call loads the store.

        Where it may not be written it is opened for reading only.
        """
        with loading():
            import cba_core.jobs.worker_process  # noqa: F401  (`start_worker` finds it loaded)
            from cba_core.case import Case
            from cba_core.domain.errors import CaseReadOnlyError

        author, waits = self._author(), _CLOSING_WAITS_S
        try:
            return Case.open(path, author=author, closing_waits_s=waits)
        except CaseReadOnlyError:
            return Case.open(path, author=author, closing_waits_s=waits, read_only=True)

    def create_case(self, path: Path, facts: "CaseFacts") -> "OpenedCase":
        """Make the case's folder and open it; off the GUI thread."""
        with loading():
            import cba_core.jobs.worker_process  # noqa: F401  (as above)
            from cba_core.case import Case

        return Case.create(path, facts, author=self._author())

    def _author(self) -> "LogAuthor | None":
        from cba_core.domain.case_log import LogAuthor

        name = self._settings.your_name.strip()
        return LogAuthor(name) if name else None

    def start_worker(self) -> "Worker":
        """A worker whose process begins with its first job."""
        from cba_core.jobs.worker_process import WorkerProcess

        return WorkerProcess()
