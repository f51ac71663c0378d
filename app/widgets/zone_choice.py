"""Chooses a time zone by its name."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QCompleter


class ZoneChoice(QComboBox):
    """All zones by name; begins empty, for the computer's zone need not be the footage's."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Their names are six hundred files: read when they are first wanted."""
        self._fill()
        super().focusInEvent(event)

    def showPopup(self) -> None:
        """As above."""
        self._fill()
        super().showPopup()

    def _fill(self) -> None:
        if self.count():
            return
        written = self.currentText()
        self.addItems(sorted(known_zones()))
        self.setCurrentIndex(-1)
        self.setEditText(written)


def known_zones() -> set[str]:
    """Names of every zone the system or the package tzdata knows."""
    from zoneinfo import available_timezones  # the window stands before anyone asks

    return available_timezones()
