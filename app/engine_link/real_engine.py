"""The engine itself, loaded when a case is first opened: the window stands before that."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.engine_link.engine import OpenedCase, Worker
    from cba_core.domain.repositories import CaseFacts


class RealEngine:
    """Opens cases of the disk and spawns worker processes."""

    def open_case(self, path: Path) -> "OpenedCase":
        """Open the case; off the GUI thread, for the first call loads the store.

        Where it may not be written it is opened for reading only.
        """
        import cba_core.jobs.worker_process  # noqa: F401  (`start_worker` finds it loaded)
        from cba_core.case import Case
        from cba_core.domain.errors import CaseReadOnlyError

        try:
            return Case.open(path)
        except CaseReadOnlyError:
            return Case.open(path, read_only=True)

    def create_case(self, path: Path, facts: "CaseFacts") -> "OpenedCase":
        """Make the case's folder and open it; off the GUI thread."""
        import cba_core.jobs.worker_process  # noqa: F401  (as above)
        from cba_core.case import Case

        return Case.create(path, facts)

    def start_worker(self) -> "Worker":
        """A worker whose process begins with its first job."""
        from cba_core.jobs.worker_process import WorkerProcess

        return WorkerProcess()
