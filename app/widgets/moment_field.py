"""A field that takes a date and time in any form that cannot be misread."""

from datetime import datetime, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.viewmodels.moments import MomentError, moment_text, parse_moment


class MomentField(QLineEdit):
    """Empty means no time; what cannot be read is marked and says why."""

    moment_changed = Signal()

    def __init__(self, zone: tzinfo, name: str, placeholder: str) -> None:
        super().__init__()
        self._zone = zone
        self.moment: datetime | None = None
        self.problem = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setClearButtonEnabled(True)
        self.editingFinished.connect(self.read)
        self.textChanged.connect(self._on_text)

    def show_moment(self, moment: datetime | None) -> None:
        """Write a moment as precisely as it is known."""
        self.setText("" if moment is None else moment_text(moment, self._zone))
        self.read()
        self.setCursorPosition(0)  # the date first where the field is narrow
        self.setToolTip(self.text())

    def read(self) -> bool:
        """Take what is written; False where it cannot be read."""
        before = self.moment
        self.problem = ""
        if self.text().strip():
            try:
                self.moment = parse_moment(self.text(), self._zone)
            except MomentError as problem:
                self.problem = str(problem)
        else:
            self.moment = None
        self.setToolTip(self.problem)
        self.setAccessibleDescription(self.problem)
        self.setProperty("invalid", bool(self.problem))
        self.style().unpolish(self)
        self.style().polish(self)
        if not self.problem and self.moment != before:
            self.moment_changed.emit()
        return not self.problem

    def _on_text(self, text: str) -> None:
        if not text.strip():
            self.read()  # the field's own clear button ends no editing
