"""A running job in one line, on the page it belongs to."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from app.engine_link.open_case import OpenCase
from app.operations.indexing_operations import stop_job
from app.viewmodels.wording import progress_text
from app.widgets.labels import ElidedLabel
from cba_core.domain.progress import Progress
from cba_core.jobs.requests import JobRequest

_PARTS = 1000


class JobStrip(QFrame):
    """Hidden unless a job of its kinds runs or waits."""

    def __init__(self, desk: OpenCase, kinds: tuple[type[JobRequest], ...]) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._desk = desk
        self._kinds = kinds
        self._text = ElidedLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._stop = QPushButton(self.tr("Cancel"))
        self._stop.clicked.connect(lambda: stop_job(desk=desk))
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._text)
        words.addWidget(self._bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 10, 12)
        layout.setSpacing(16)
        layout.addLayout(words, 1)
        layout.addWidget(self._stop)
        desk.jobs.state_changed.connect(self._on_state)
        desk.jobs.started.connect(self._on_state)
        desk.jobs.progressed.connect(self._on_progress)
        self._on_state()

    def _on_state(self) -> None:
        jobs = self._desk.jobs
        runs = isinstance(jobs.current, self._kinds)
        waits = any(isinstance(job, self._kinds) for job in jobs.waiting)
        self.setVisible(runs or waits)
        self._stop.setVisible(runs)
        self._stop.setEnabled(not jobs.is_stopping or jobs.may_be_ended_by_force)
        if jobs.is_stopping:
            self._text.show_text(self.tr("Stopping…"))
        elif runs and self._bar.maximum() == 0:
            self._text.show_text(self.tr("Starting…"))
        elif waits:
            self._text.show_text(self.tr("This waits until the running job has ended."))
        if not runs:
            self._bar.setRange(0, 0)

    def _on_progress(self, progress: Progress) -> None:
        if not isinstance(self._desk.jobs.current, self._kinds):
            return
        text = progress_text(progress)
        self._text.show_text(f"{text} · {progress.item}" if progress.item else text)
        if progress.total:
            self._bar.setRange(0, _PARTS)
            self._bar.setValue(int(_PARTS * progress.done / progress.total))
