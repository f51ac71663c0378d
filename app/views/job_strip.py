"""A running job in one line, on the page it belongs to."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from app.engine_link.open_case import OpenCase
from app.operations.indexing_operations import stop_job, withdraw_waiting
from app.viewmodels.wording import progress_text
from app.widgets.labels import ElidedLabel
from cba_core.domain.progress import Progress
from cba_core.jobs.requests import AddFootageRequest, AskRequest, JobRequest

_PARTS = 1000


class JobStrip(QFrame):
    """Hidden unless a job of its kinds runs or waits."""

    def __init__(self, desk: OpenCase, kinds: tuple[type[JobRequest], ...]) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._desk = desk
        self._kinds = kinds
        self._said = ""
        self._text = ElidedLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.stop_button = QPushButton(self.tr("Cancel"))
        self.stop_button.clicked.connect(lambda: stop_job(desk=desk))
        self.withdraw_button = QPushButton()
        self.withdraw_button.clicked.connect(lambda: withdraw_waiting(desk=desk, kinds=kinds))
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._text)
        words.addWidget(self._bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 10, 12)
        layout.setSpacing(16)
        layout.addLayout(words, 1)
        layout.addWidget(self.withdraw_button)
        layout.addWidget(self.stop_button)
        desk.jobs.state_changed.connect(self._on_state)
        desk.jobs.started.connect(self._on_started)
        desk.jobs.progressed.connect(self._on_progress)
        self._on_state()

    @property
    def text(self) -> str:
        """What it tells."""
        return self._text.accessibleName()

    def _on_started(self) -> None:
        self._said = ""  # of the job before
        self._bar.setRange(0, 0)
        self._on_state()

    def _on_state(self) -> None:
        jobs = self._desk.jobs
        runs = isinstance(jobs.current, self._kinds)
        waiting = [job for job in jobs.waiting if isinstance(job, self._kinds)]
        self.setVisible(runs or bool(waiting))
        self.stop_button.setVisible(runs)
        self.stop_button.setEnabled(not jobs.is_stopping or jobs.may_be_ended_by_force)
        self.withdraw_button.setVisible(bool(waiting))
        if any(isinstance(job, AddFootageRequest) for job in waiting):
            self.withdraw_button.setText(self.tr("Do not add"))
        elif any(isinstance(job, AskRequest) for job in waiting):
            self.withdraw_button.setText(self.tr("Do not search"))
        else:
            self.withdraw_button.setText(self.tr("Do not look for them"))
        self._bar.setVisible(runs)
        if not runs:
            self._said = ""
            self._bar.setRange(0, 0)
        elif jobs.is_stopping:
            self._said = self.tr("Stopping…")
        elif self._bar.maximum() == 0:
            self._said = self.tr("Starting…")
        self._tell(len(waiting))

    def _on_progress(self, progress: Progress) -> None:
        jobs = self._desk.jobs
        if not isinstance(jobs.current, self._kinds):
            return
        text = progress_text(progress)
        self._said = f"{text} · {progress.item}" if progress.item else text
        self._tell(sum(isinstance(job, self._kinds) for job in jobs.waiting))
        if progress.total:
            self._bar.setRange(0, _PARTS)
            self._bar.setValue(int(_PARTS * progress.done / progress.total))

    def _tell(self, waiting: int) -> None:
        parts = [self._said] if self._said else []
        if waiting and self._said:
            parts.append(self.tr("{count} more waiting").format(count=waiting))
        elif waiting:
            parts.append(self.tr("This waits until the running job has ended."))
        self._text.show_text(" · ".join(parts))
