"""What players say while footage that is not where it was is looked for, and afterwards."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.engine_link.open_case import OpenCase
from app.widgets.player_pane import PlayerPane
from cba_core.domain.reports import FindReport
from cba_core.jobs.requests import FindFootageRequest


class FindingFootage(QObject):
    """Hands on what the job of looking for footage tells."""

    def __init__(self, desk: OpenCase, panes: Sequence[PlayerPane], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = desk.jobs
        self._panes = tuple(panes)
        desk.jobs.state_changed.connect(self._on_jobs)
        desk.jobs.finished.connect(self._on_finished)

    def _on_jobs(self) -> None:
        jobs = self._jobs
        is_finding = any(
            isinstance(job, FindFootageRequest) for job in (jobs.current, *jobs.waiting)
        )
        for pane in self._panes:
            pane.show_finding(is_finding=is_finding)

    def _on_finished(self, request: object, report: object) -> None:
        if isinstance(request, FindFootageRequest) and isinstance(report, FindReport):
            not_found = {footage.id: request.folder for footage in report.missing}
            for pane in self._panes:
                pane.show_found(not_found)
