"""Enter presses the button that has the keyboard, as Space does."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QPushButton, QWidget

_NAME = "enter-presses"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterPresses(QObject):
    """Watches whatever button has the keyboard, and no other widget.

    Qt presses only push buttons of dialogs by Enter, and in a dialog whose default button is
    another one, that one. In such a dialog a button that is chosen rather than pressed, such as a
    check box, leaves Enter to the default button, as everywhere.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.setObjectName(_NAME)
        application.focusChanged.connect(self._on_focus)

    @staticmethod
    def put_on(application: QApplication) -> None:
        """Let it be so from now on; a second time changes nothing."""
        if application.findChild(EnterPresses, _NAME) is None:
            EnterPresses(application)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press at the first Enter; those that repeat while it is held press nothing."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if (
            event.type() not in kinds
            or not isinstance(event, QKeyEvent)
            or not isinstance(watched, QAbstractButton)
            or not _is_enter(event)
            or not _may_press(watched)
        ):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            watched.click()
        return True

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, QAbstractButton):
            old.removeEventFilter(self)
        if isinstance(new, QAbstractButton):
            new.installEventFilter(self)


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def _may_press(button: QAbstractButton) -> bool:
    dialog = button.window()
    if not button.isCheckable() or not isinstance(dialog, QDialog):
        return True
    return not any(one.isDefault() for one in dialog.findChildren(QPushButton))
