"""What a report would have to say is missing, each with a way to where it is mended."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.viewmodels.report_words import lack_words
from app.widgets.labels import label, rule
from cba_core.domain.case_report import ReportLack


class ReportLackList(QFrame):
    """Nothing here keeps a report from being made: it says what it lacks."""

    jump_wanted = Signal(ReportLack)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.jumps: list[QPushButton] = []
        self._about = label("", "muted", wraps=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(8)
        layout.addWidget(label(self.tr("What is missing"), "heading"))
        layout.addWidget(self._about)
        layout.addLayout(self._column)

    def show_lacks(self, lacks: Sequence[ReportLack] | None, *, can_be_made: bool = True) -> None:
        """Show others; None: it is not known yet."""
        self.jumps.clear()
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if lacks is None:
            self._about.setText(self.tr("Looking…"))
        elif not lacks:
            self._about.setText(self.tr("Nothing that this program knows of."))
        elif not can_be_made:
            self._about.setText(self.tr("There is no report without the first of these."))
        else:
            self._about.setText(self.tr("It can be made all the same, and says so."))
        for lack in lacks or ():
            self._column.addWidget(self._row(lack))

    def _row(self, lack: ReportLack) -> QWidget:
        words = lack_words(lack)
        jump = QPushButton(words.jump)
        jump.setAccessibleName(f"{words.heading}: {words.jump}")
        jump.clicked.connect(lambda: self.jump_wanted.emit(lack))
        self.jumps.append(jump)
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(rule())
        column.addSpacing(4)
        column.addWidget(label(words.heading, "strong", wraps=True))
        column.addWidget(label(words.text, "muted", wraps=True))
        line = QHBoxLayout()
        line.addWidget(jump)
        line.addStretch()
        column.addLayout(line)
        return row
