"""That the program broke the last time, with the report of it."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop.crash_report import CrashReports
from app.widgets.labels import label

_DIALOG_PX = (640, 460)
_MOST_CHARACTERS = 100_000


class CrashNotice(QFrame):
    """A line under everything else; it is gone once it was answered."""

    def __init__(self, reports: CrashReports) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._reports = reports
        self.dialog: CrashDialog | None = None
        self.show_button = QPushButton(self.tr("Show the report…"))
        self.show_button.clicked.connect(self._show)
        self.close_button = QPushButton(self.tr("Not now"))
        self.close_button.setObjectName("quiet")
        self.close_button.setToolTip(self.tr("The report stays in its folder"))
        self.close_button.clicked.connect(self._close)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 4, 6, 4)
        layout.addWidget(
            label(self.tr("Something in Duskline broke the last time. What was saved is safe.")), 1
        )
        layout.addWidget(self.show_button)
        layout.addWidget(self.close_button)

    def _show(self) -> None:
        self.dialog = CrashDialog(self._reports, self.window())
        self.dialog.finished.connect(self.dialog.deleteLater)
        self._close()
        self.dialog.open()

    def _close(self) -> None:
        self._reports.mark_seen()
        self.hide()


class CrashDialog(QDialog):
    """The newest report, to be read, copied, or found in its folder."""

    def __init__(self, reports: CrashReports, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Crash report"))
        self._folder = reports.folder
        newest = reports.unseen[0].read_text("utf-8", errors="replace")
        self.report = QPlainTextEdit(newest[:_MOST_CHARACTERS])
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Report"))
        said = self.tr(
            "It lies on this computer, and nothing is sent. It holds versions, and where in the "
            "program it broke; of a case it holds nothing but paths. Please read it, and give it "
            "to whoever looks after Duskline."
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = buttons.addButton(
            self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.folder_button = buttons.addButton(
            self.tr("Open the folder"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copy_button.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self.report.toPlainText())
        )
        self.folder_button.clicked.connect(self._open_folder)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("What broke the last time"), "heading"))
        layout.addWidget(label(said, "muted", wraps=True))
        layout.addWidget(self.report, 1)
        layout.addWidget(buttons)
        self.resize(*_DIALOG_PX)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
