"""Every command of the menus in one list that is narrowed by writing."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QMenuBar,
    QVBoxLayout,
    QWidget,
)

from app.viewmodels.key_words import key_text

_WIDTH, _HEIGHT = 520, 380
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Command:
    """An action, and the menu it stands in."""

    menu: str
    action: QAction

    @property
    def name(self) -> str:
        """Menu and action, without the marks of access keys and the dots of dialogs."""
        return f"{_plain(self.menu)}: {_plain(self.action.text()).rstrip('…')}"


def commands_of(bar: QMenuBar) -> list[Command]:
    """Everything in the menus that can be done now, in their order."""
    found = []
    for top in bar.actions():
        menu = top.menu()
        if not isinstance(menu, QMenu):
            continue
        found += [
            Command(top.text(), action)
            for action in menu.actions()
            if action.isEnabled() and action.isVisible() and not action.isSeparator()
        ]
    return found


class CommandList(QDialog):
    """Write part of a name, move with the arrows, Enter does it, Esc leaves."""

    def __init__(self, commands: Sequence[Command], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Commands"))
        self.resize(_WIDTH, _HEIGHT)
        self._commands = list(commands)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("What do you want to do?"))
        self.field.setAccessibleName(self.tr("Command"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._narrow)
        self.field.returnPressed.connect(self._do)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.itemActivated.connect(lambda _: self._do())
        self.list.itemClicked.connect(lambda _: self._do())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(12)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self._narrow("")

    @property
    def shown(self) -> list[str]:
        """Names of what is listed."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the field is written in."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _MOVES
        ):
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        self.list.clear()
        for command in self._commands:
            if all(word in command.name.casefold() for word in words):
                keys = key_text(command.action.shortcut())
                item = QListWidgetItem(f"{command.name}   {keys}".rstrip())
                item.setData(Qt.ItemDataRole.UserRole, self._commands.index(command))
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _do(self) -> None:
        if self.list.currentRow() < 0:
            return
        number = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        command = self._commands[number]
        self.accept()  # first: what follows may open a dialog of its own
        command.action.trigger()


def _plain(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
