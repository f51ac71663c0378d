"""Actions and buttons that wear the keys in force: they follow when a person changes them."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from app.settings.keys import Keys
from app.viewmodels.key_words import first_key_text


class WornKeys(QObject):
    """Belongs to what wears the keys, and ends with it."""

    def __init__(self, keys: Keys, name: str, wearer: QObject, show: Callable[[], None]) -> None:
        super().__init__(wearer)
        self.name = name
        self._show = show
        keys.changed.connect(self._follow)
        show()

    def _follow(self) -> None:
        self._show()


def wear(action: QAction, keys: Keys, name: str, *, hint: str = "") -> QAction:
    """Let an action have the keys of `name`; with a `hint`, its tool tip is that and the key."""

    def show() -> None:
        action.setShortcuts(list(keys.of(name)))
        if hint:
            action.setToolTip(hinted(hint, keys, name))

    WornKeys(keys, name, action, show)
    return action


def wear_on_button(button: QPushButton, keys: Keys, name: str, *, hint: str) -> None:
    """Let a key press a button that is no action's; it has one key at a time."""

    def show() -> None:
        held = keys.of(name)
        button.setShortcut(held[0] if held else "")
        button.setToolTip(hinted(hint, keys, name))

    WornKeys(keys, name, button, show)


def tell_key(widget: QWidget, keys: Keys, name: str, *, hint: str) -> None:
    """Let a widget's tool tip be `hint` and the key of `name`."""
    WornKeys(keys, name, widget, lambda: widget.setToolTip(hinted(hint, keys, name)))


def hinted(hint: str, keys: Keys, name: str) -> str:
    """A hint with the key behind it, where there is one."""
    return f"{hint}  {first_key_text(keys, name)}".strip()
