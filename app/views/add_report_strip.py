"""What became of files that were added or looked for: those that failed with the reason."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.viewmodels.wording import files_text
from app.widgets.labels import label
from cba_core.domain.reports import AddReport, FindReport

_HIGHEST = 170


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
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._list)
        column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inner)
        self._scroll.setAccessibleName(self.tr("What became of the files"))
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 10, 12)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._scroll)
        self.hide()

    def clear(self) -> None:
        """Take it away."""
        self.hide()

    def show_report(self, told: AddReport) -> None:
        """Tell what was taken, and what was not and why."""
        self.added = len(told.added)
        self.lines = [f"{file.path.name}  —  {file.reason}" for file in told.rejected]
        self.lines += [
            self.tr("{name}  —  same content as {other}, which the case has already").format(
                name=file.path.name, other=file.footage.name
            )
            for file in told.duplicates
        ]
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
        while self._list.count():
            item = self._list.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.deleteLater()
        for line in self.lines:
            self._list.addWidget(label(line, "muted"))
        self._heading.setText(heading)
        line_px = self.fontMetrics().height() + self._list.spacing()
        self._scroll.setFixedHeight(min(len(self.lines) * line_px + 4, _HIGHEST))
        self.setVisible(bool(self.lines))
