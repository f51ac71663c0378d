"""A list of lines that arrow keys choose from."""

from collections.abc import Hashable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from app.viewmodels.entry_model import EntryModel
from app.widgets.entry_delegate import EntryDelegate
from app.widgets.theme import ThemeKeeper


class EntryList(QListView):
    """The line that the keyboard is on is the chosen one; Enter opens it."""

    chosen = Signal(object)  # its identity; None where nothing is chosen
    opened = Signal(object)

    def __init__(
        self, theme: ThemeKeeper, model: EntryModel, name: str, *, has_pictures: bool
    ) -> None:
        super().__init__()
        self._entries = model
        self._delegate = EntryDelegate(theme, has_pictures=has_pictures)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
        self.setModel(model)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(self._open)

    @property
    def identity(self) -> Hashable:
        """What is chosen; None where nothing is."""
        index = self.currentIndex()
        return self._entries.entry(index.row()).identity if index.isValid() else None

    def choose(self, identity: Hashable) -> bool:
        """Choose something that is shown; False where it is not."""
        row = self._entries.row_of(identity)
        if row is None:
            return False
        self.selectionModel().setCurrentIndex(
            self._entries.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; letters do not search, they belong to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.identity is not None:
                self.opened.emit(self.identity)
            return
        if event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard needs a line to stand on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._entries.rowCount():
            self.choose(self._entries.entry(0).identity)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._entries.entry(index.row()).identity)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self._entries.entry(current.row()).identity if current.isValid() else None)
