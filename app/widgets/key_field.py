"""A field that takes the next key that is pressed."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QLineEdit

_LEAVE_IT = (
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)


class KeyField(QKeySequenceEdit):
    """One key with what is held with it; Tab, Enter and Esc are the dialog's, as everywhere."""

    given = Signal(QKeySequence)
    """Another key than was shown."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setMaximumSequenceLength(1)
        self._shown = QKeySequence()
        self.editingFinished.connect(self._end)
        self.setAccessibleName(name)
        inner = self.findChild(QLineEdit)
        if isinstance(inner, QLineEdit):  # it has the keyboard, and a screen reader names it
            inner.setAccessibleName(name)
            inner.setPlaceholderText(self.tr("Press a key"))

    def show_key(self, key: QKeySequence | None) -> None:
        """Show a key, or none, without telling of it."""
        self._shown = key or QKeySequence()
        with QSignalBlocker(self):
            self.setKeySequence(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() in _LEAVE_IT and not modifiers and not _is_for_searching_again(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _end(self) -> None:
        """Its own signal tells of the empty field, too, in which a key begins."""
        pressed = self.keySequence()
        if pressed.isEmpty():
            self.show_key(self._shown)
        elif pressed != self._shown:
            self._shown = pressed
            self.given.emit(pressed)


def _is_for_searching_again(event: QKeyEvent) -> bool:
    """Shift+Enter is a key that an action has by default."""
    has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return has_shift and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
