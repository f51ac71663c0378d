"""Whether the case and its evidence are what they were."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.engine_link.engine_texts import engine_text
from app.engine_link.open_case import OpenCase
from app.engine_link.watched_work import WatchedWork
from app.operations.record_operations import CaseRecord, look_through
from app.viewmodels.counts import counted
from app.viewmodels.wording import progress_text, size_text, time_text
from app.widgets.folding_line import FoldingLine
from app.widgets.labels import ElidedLabel, label
from app.widgets.whole_button import WholeButton
from cba_core.domain.integrity import BackupFacts, CasePart, IntegrityFault, IntegrityReport
from cba_core.domain.progress import Progress

_PARTS = 1000
_MOST_FAULTS = 12


class IntegrityCard(QFrame):
    """Looks through on request; every finding says what can still be done, and the remedy."""

    looked_through = Signal()

    def __init__(self, desk: OpenCase, work: WatchedWork) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._work = work
        self.outcome = label("", wraps=True)
        self.backups = label("", "muted", wraps=True)
        self.whole_button = WholeButton(self.tr("Compare everything"))
        self.whole_button.setToolTip(
            self.tr("Reads every file whole and compares its SHA-256: minutes for much footage")
        )
        self.whole_button.clicked.connect(lambda: self._begin(is_quick=False))
        self.quick_button = WholeButton(self.tr("Quick look"))
        self.quick_button.setToolTip(self.tr("Everything but the content of the footage"))
        self.quick_button.clicked.connect(lambda: self._begin(is_quick=True))
        self.stop_button = QPushButton(self.tr("Cancel"))
        self.stop_button.clicked.connect(work.stop)
        self._step = ElidedLabel("muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._findings = QVBoxLayout()
        self._findings.setSpacing(10)
        self._arrange()
        work.state_changed.connect(self._on_state)
        work.progressed.connect(self._on_progress)
        self._on_state()

    def show_backups(self, backups: Sequence[BackupFacts]) -> None:
        """Tell how many there are, and of the newest."""
        if backups:
            newest = backups[0]
            many = len(backups)
            self.backups.setText(
                self.tr("{count} of the database, the newest of {time}, {size}").format(
                    count=counted(self.tr("{count} backups", "", many), many),
                    time=time_text(newest.made, self._desk.zone),
                    size=size_text(newest.size_bytes),
                )
            )
        else:
            self.backups.setText(self.tr("No backup of the database yet"))

    def show_record(self, record: CaseRecord) -> None:
        """Tell when the files were last compared."""
        if not self.outcome.text():
            looked = [
                one
                for one in record.entries
                if one.object == "case" and one.details.get("what") == "verified"
            ]
            self.outcome.setText(
                self.tr("Last looked through on {time} by {actor}.").format(
                    time=time_text(looked[-1].time, self._desk.zone), actor=looked[-1].actor
                )
                if looked
                else self.tr("Not looked through lately.")
            )

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        layout.addWidget(label(self.tr("Is everything what it was?"), "heading", wraps=True))
        layout.addWidget(self.outcome)
        layout.addLayout(self._findings)
        layout.addWidget(self._step)
        layout.addWidget(self._bar)
        layout.addWidget(
            FoldingLine(self.whole_button, self.quick_button, QWidget(), stretches=(0, 0, 1))
        )
        layout.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.backups)

    def _begin(self, *, is_quick: bool) -> None:
        self._clear()
        self.outcome.setText(self.tr("Looking through…"))
        self._bar.setRange(0, 0)
        self._step.show_text("")
        look_through(desk=self._desk, work=self._work, is_quick=is_quick, done=self._show)

    def _on_state(self) -> None:
        runs = self._work.is_running
        for part in (self._bar, self._step, self.stop_button):
            part.setVisible(runs)
        self.whole_button.setVisible(not runs)
        self.quick_button.setVisible(not runs)
        if not runs and self.outcome.text() == self.tr("Looking through…"):
            self.outcome.setText(self.tr("Stopped; nothing was concluded."))

    def _on_progress(self, progress: Progress) -> None:
        text = progress_text(progress)
        self._step.show_text(f"{text} · {progress.item}" if progress.item else text)
        if progress.total:
            self._bar.setRange(0, _PARTS)
            self._bar.setValue(int(_PARTS * progress.done / progress.total))

    def _show(self, report: IntegrityReport) -> None:
        self.outcome.setText(self._outcome_of(report))
        self._clear()
        self._tell(report.faults, "failure")
        self._tell(report.notes, "muted")
        self.looked_through.emit()

    def _outcome_of(self, report: IntegrityReport) -> str:
        if report.faults:
            many = len(report.faults)
            return counted(self.tr("{count} faults found.", "", many), many)
        files = report.looked_at.get(CasePart.FOOTAGE, 0)
        text = self.tr(
            "Nothing is damaged; {count} files have the SHA-256 they were added with.", "", files
        )
        if report.is_quick:
            text = self.tr(
                "Nothing is damaged. The content of {count} files was not read.", "", files
            )
        return counted(text, files)

    def _tell(self, findings: Iterable[IntegrityFault], style: str) -> None:
        told = list(findings)
        for one in told[:_MOST_FAULTS]:
            text = label(f"{engine_text(one.object)}: {engine_text(one.text)}", style, wraps=True)
            self._findings.addWidget(text)
            self._findings.addWidget(
                label(f"{engine_text(one.still)} {engine_text(one.remedy)}", "muted", wraps=True)
            )
        if len(told) > _MOST_FAULTS:
            self._findings.addWidget(
                label(
                    self.tr("and {count} more: cba verify lists them").format(
                        count=len(told) - _MOST_FAULTS
                    ),
                    "muted",
                )
            )

    def _clear(self) -> None:
        while (item := self._findings.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
