"""What went wrong and what to do about it; for faults of ours, a report to copy."""

import platform

import PySide6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

import cba_core
from app.engine_link.failure_bus import Failure, FailureBus
from app.widgets.drawing import Drawing
from app.widgets.labels import label
from app.widgets.theme import ThemeKeeper

_WIDTH = 520
_WORDS_PX = 416


def report_text(failure: Failure) -> str:
    """A fault as text: versions and traceback, nothing of the case beyond what it quotes."""
    return "\n".join(
        (
            f"Duskline {cba_core.__version__}",
            f"Python {platform.python_version()}, PySide6 {PySide6.__version__}",
            platform.platform(),
            "",
            failure.what,
            failure.details,
        )
    )


class ErrorDialog(QDialog):
    """Calm: one sentence what, one sentence what to do."""

    def __init__(self, failure: Failure, theme: ThemeKeeper, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.failure = failure
        self.setWindowTitle(self.tr("Duskline"))
        self.setMinimumWidth(_WIDTH)
        what, remedy = failure.what, failure.remedy
        if failure.is_bug:
            what = self.tr("Something in Duskline went wrong.")
            remedy = self.tr(
                "This is a fault of the program, not of yours. The case is safe: what was saved "
                "stays saved. Please copy the report and send it to whoever looks after Duskline. "
                "Nothing is sent by itself."
            )
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(
            Drawing("warning", theme, ink="danger", side=32), 0, Qt.AlignmentFlag.AlignTop
        )
        words = QVBoxLayout()
        words.setSpacing(8)
        for text, style in ((what, "heading"), (remedy, "")):
            line = label(text, style, wraps=True)
            # of a width that gives way the dialog knows no height: it would open with holes
            line.setMinimumWidth(_WORDS_PX)
            line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(line)
        words.addStretch()
        head.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 28, 28, 20)
        layout.setSpacing(18)
        layout.addLayout(head)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        if failure.is_bug:
            layout.addWidget(self._report_box(failure), 1)
        self.buttons.rejected.connect(self.reject)
        layout.addWidget(self.buttons)
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))

    def _report_box(self, failure: Failure) -> QPlainTextEdit:
        report = QPlainTextEdit(report_text(failure))
        report.setReadOnly(True)
        report.setAccessibleName(self.tr("Report"))
        report.setMinimumHeight(200)
        copy = QPushButton(self.tr("Copy report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report.toPlainText()))
        self.buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        return report


class FailureTeller(QObject):
    """Shows a dialog for each failure, one at a time."""

    def __init__(self, bus: FailureBus, theme: ThemeKeeper, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._waiting: list[Failure] = []
        self.dialog: ErrorDialog | None = None
        bus.failed.connect(self._tell)

    def _tell(self, failure: Failure) -> None:
        shown = [] if self.dialog is None else [self.dialog.failure]
        if failure in (*shown, *self._waiting):
            return  # the same thing said twice helps nobody
        self._waiting.append(failure)
        self._show_next()

    def _show_next(self) -> None:
        if self.dialog is not None or not self._waiting:
            return
        self.dialog = ErrorDialog(self._waiting.pop(0), self._theme, self._window)
        self.dialog.setModal(True)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()

    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None
        self._show_next()
