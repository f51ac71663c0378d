"""What became of files that were added or looked for: those that failed with the reason."""

from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout

from app.engine_link.engine_texts import engine_text
from app.viewmodels.wording import files_text
from app.widgets.labels import label
from cba_core.domain.reports import AddReport, FindReport

_MOST_LINES = 5
_EDGES_PX = 12
"""Border and padding that the style sheet gives the text."""


class AddReportStrip(QFrame):
    """Stays until it is closed or more is added; hidden when all went well without a remark."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.added = 0
        self.lines: list[str] = []
        self._heading = label("", "strong", wraps=True)
        close = QPushButton(self.tr("Close"))
        close.setObjectName("quiet")
        close.clicked.connect(self.clear)
        # one text for all: a label for each of thousands of files takes a minute to lay out
        self.list = QPlainTextEdit()
        self.list.setReadOnly(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.list.setTabChangesFocus(True)
        self.list.setAccessibleName(self.tr("What became of the files"))
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 10, 12)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.list)
        self.hide()

    def clear(self) -> None:
        """Take it away."""
        self.hide()

    def show_report(self, told: AddReport) -> None:
        """Tell what was taken, and what was not and why."""
        self.added = len(told.added)
        self.lines = [f"{file.path.name}  —  {engine_text(file.reason)}" for file in told.rejected]
        self.lines += [
            self.tr("{name}  —  same content as {other}, which the case has already").format(
                name=file.path.name, other=file.footage.name
            )
            for file in told.duplicates
        ]
        self.lines += [f"{one.footage.name}  —  {engine_text(one.text)}" for one in told.warnings]
        parts = [self.tr("{files} added").format(files=files_text(len(told.added)))]
        if told.rejected:
            parts.append(
                self.tr("{files} cannot be read").format(files=files_text(len(told.rejected)))
            )
        if told.duplicates:
            parts.append(
                self.tr("{files} in the case already").format(
                    files=files_text(len(told.duplicates))
                )
            )
        if told.warnings:
            parts.append(
                self.tr("remarks on {files}").format(
                    files=files_text(len({one.footage.id for one in told.warnings}))
                )
            )
        self._show(" · ".join(parts))

    def show_found(self, report: FindReport) -> None:
        """Tell what became of missing files; this is always said, for somebody waits for it."""
        self.added = 0
        self.lines = [
            self.tr("{name}  —  still missing, last seen in {folder}").format(
                name=file.name, folder=file.path.parent
            )
            for file in report.missing
        ]
        parts = [self.tr("{files} found again").format(files=files_text(len(report.found)))]
        if report.missing:
            parts.append(
                self.tr("{files} still missing: look in another folder").format(
                    files=files_text(len(report.missing))
                )
            )
        self._show(" · ".join(parts))
        self.show()

    def _show(self, heading: str) -> None:
        self._heading.setText(heading)
        self.list.setPlainText("\n".join(self.lines))
        self.list.setVisible(bool(self.lines))
        lines = min(len(self.lines), _MOST_LINES)
        margins = round(2 * self.list.document().documentMargin())
        bar = self.list.horizontalScrollBar().sizeHint().height()
        self.list.setFixedHeight(
            lines * self.list.fontMetrics().lineSpacing() + margins + bar + _EDGES_PX
        )
        self.setVisible(bool(self.lines))
