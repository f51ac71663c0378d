"""Making the report, and what to keep of it: where it is, its hash, the head of the log."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.engine_link.open_case import OpenCase
from app.engine_link.watched_work import WatchedWork
from app.operations.report_operations import REPORT_FILE, check_report, make_report
from app.viewmodels.report_words import check_text
from app.viewmodels.wording import progress_text
from app.widgets.labels import ElidedLabel, label
from app.widgets.worn_keys import hinted
from cba_core.domain.case_report import ReportCheck, ReportMade, ReportWishes
from cba_core.domain.errors import ExhibitChangedError
from cba_core.domain.progress import Progress

_PARTS = 1000


class ReportMaking(QFrame):
    """Asks where, makes, and tells what came of it until another is made."""

    ended = Signal()  # made or not: the log may have rows more
    exhibits_faulty = Signal(object)  # names

    def __init__(self, desk: OpenCase) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._work = WatchedWork(desk.tasks, "report")
        self._place = str(desk.case.path.parent)  # not that of the evidence
        self._latest: ReportMade | None = None
        self._can_make = False
        self._why_not = ""
        self._ran = False
        self.wishes = ReportWishes()
        self.said = label(
            self.tr("A folder of its own: PDF, page, JSON, pictures, exhibits, and their hashes."),
            "muted",
            wraps=True,
        )
        self.make_button = QPushButton(self.tr("Make the report…"))
        self.make_button.setObjectName("primary")
        self.make_button.clicked.connect(self.choose_place)
        self.check_other_button = QPushButton(self.tr("Check a report…"))
        self.check_other_button.setToolTip(
            self.tr("Makes every list of a report again and compares it rank by rank")
        )
        self.check_other_button.clicked.connect(self._choose_report)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self._work.stop)
        self._step = ElidedLabel("muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the report"))
        self.folder = ElidedLabel("strong")
        self.digest, self.head = ElidedLabel(), ElidedLabel()
        self.open_button = QPushButton(self.tr("Open the folder"))
        self.open_button.clicked.connect(self._open_folder)
        self.check_button = QPushButton(self.tr("Check it"))
        self.check_button.setToolTip(self.check_other_button.toolTip())
        self.check_button.clicked.connect(self._check_latest)
        self.copy_digest, self.copy_head = (
            self._copy_button(self.tr("Copy the SHA-256 of report.json")),
            self._copy_button(self.tr("Copy the log's head")),
        )
        self.copy_digest.clicked.connect(lambda: self._copy(self.digest.toolTip()))
        self.copy_head.clicked.connect(lambda: self._copy(self.head.toolTip()))
        self.result = self._make_result()
        self.result.hide()
        self._arrange()
        self._work.state_changed.connect(self._on_state)
        self._work.progressed.connect(self._on_progress)
        desk.keys.changed.connect(self._hint)
        self._on_state()

    @property
    def is_working(self) -> bool:
        """Whether a report is being made or checked."""
        return self._work.is_running

    def allow(self, why_not: str) -> None:
        """Let a report be made, or say why there can be none."""
        self._can_make = not why_not
        self._why_not = why_not
        self._hint()
        self._on_state()

    def _hint(self) -> None:
        where = hinted(self.tr("Into a folder of its own"), self._desk.keys, "make-report")
        self.make_button.setToolTip(self._why_not or where)

    def choose_place(self) -> None:
        """Ask in which folder the report's own is to be made, and make it."""
        place = QFileDialog.getExistingDirectory(
            self, self.tr("Where to make the report's folder"), self._place
        )
        if place:
            self._place = place
            self._make(Path(place))

    def choose_place_if_allowed(self) -> None:
        """The same, where a report can be made now."""
        if self.make_button.isEnabled():
            self.choose_place()

    def let_go(self) -> None:
        """Stop; the case is being closed."""
        self._work.stop()

    def _make(self, place: Path) -> None:
        self.result.hide()
        self._begin(self.tr("Making the report…"))
        make_report(
            desk=self._desk,
            work=self._work,
            place=place,
            wishes=self.wishes,
            done=self._on_made,
            failed=self._on_failed,
        )

    def _choose_report(self) -> None:
        file, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Check a report: choose its report.json"),
            self._place,
            self.tr("Reports ({name})").format(name=REPORT_FILE),
        )
        if file:
            self._check(Path(file))

    def _check_latest(self) -> None:
        if self._latest is not None:
            self._check(self._latest.folder / REPORT_FILE)

    def _check(self, report: Path) -> None:
        self._begin(self.tr("Making every list again…"))
        check_report(desk=self._desk, work=self._work, report=report, done=self._on_checked)

    def _begin(self, said: str) -> None:
        self._tell(said)
        self._bar.setRange(0, 0)
        self._step.show_text("")

    def _on_made(self, made: ReportMade) -> None:
        self._latest = made
        self._tell(self.tr("The report is made, and stands in the log."))
        self.folder.show_text(str(made.folder))
        self.digest.show_text(made.json_sha256)
        self.head.show_text(made.head)
        self.result.show()
        self.open_button.setFocus()

    def _on_failed(self, problem: Exception) -> None:
        self._tell(self.tr("No report was made."))
        if isinstance(problem, ExhibitChangedError):
            self.exhibits_faulty.emit(problem.exhibits)
        self._desk.failures.report(problem)

    def _on_checked(self, check: ReportCheck) -> None:
        self._tell(check_text(check), is_bad=bool(check.differences))

    def _on_state(self) -> None:
        runs = self._work.is_running
        for part in (self._bar, self._step, self.cancel_button):
            part.setVisible(runs)
        for button in (self.make_button, self.check_other_button):
            button.setVisible(not runs)
        for button in (self.check_button, self.check_other_button):
            button.setEnabled(not runs)
        self.make_button.setEnabled(self._can_make and not runs)
        if not runs and self.said.text().endswith("…"):
            self._tell(self.tr("Stopped; nothing was written."))
        if self._ran and not runs:
            self.ended.emit()
        self._ran = runs

    def _on_progress(self, progress: Progress) -> None:
        self._step.show_text(progress_text(progress))
        if progress.total:
            self._bar.setRange(0, _PARTS)
            self._bar.setValue(int(_PARTS * progress.done / progress.total))
        else:
            self._bar.setRange(0, 0)

    def _tell(self, text: str, *, is_bad: bool = False) -> None:
        self.said.setText(text)
        self.said.setObjectName("failure" if is_bad else "")
        self.said.style().unpolish(self.said)  # its colour hangs on its name
        self.said.style().polish(self.said)

    def _open_folder(self) -> None:
        if self._latest is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._latest.folder)))

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._tell(self.tr("Copied."))

    def _copy_button(self, name: str) -> QPushButton:
        made = QPushButton(self.tr("Copy"))
        made.setAccessibleName(name)
        return made

    def _make_result(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        beside = QWidget()
        buttons = QHBoxLayout(beside)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self.check_button)
        buttons.addWidget(self.open_button)
        for row, (name, value, button) in enumerate(
            (
                (self.tr("Folder"), self.folder, beside),
                (self.tr("SHA-256 of report.json"), self.digest, self.copy_digest),
                (self.tr("Head of the log in it"), self.head, self.copy_head),
            )
        ):
            grid.addWidget(label(name, "muted"), row, 0)
            grid.addWidget(value, row, 1)
            grid.addWidget(button, row, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)
        return made

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.said, 2)
        line.addWidget(self._step, 1)
        line.addWidget(self._bar, 1)
        for button in (self.cancel_button, self.check_other_button, self.make_button):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 10, 12, 10)
        layout.setSpacing(8)
        layout.addWidget(self.result)
        layout.addLayout(line)
