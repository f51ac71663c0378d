"""Lists of few words each: queries, people, steps of the history."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.viewmodels.thumbnail_cache import ThumbnailCache

Index = QModelIndex | QPersistentModelIndex


class EntryRole(IntEnum):
    """What a line is painted from."""

    ENTRY = Qt.ItemDataRole.UserRole + 1  # Entry
    COVER = Qt.ItemDataRole.UserRole + 2  # QImage, null where unreadable; None while loading


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a list."""

    identity: Hashable
    title: str
    subtitle: str
    cover: Path | None = None
    drawing: str = ""  # in the place of a picture
    is_faint: bool = False  # what does not stand any more

    @property
    def spoken(self) -> str:
        """For screen readers."""
        return f"{self.title}, {self.subtitle}" if self.subtitle else self.title


class EntryModel(QAbstractListModel):
    """Rows that stay where they are as long as the same things are shown."""

    def __init__(self, thumbnails: ThumbnailCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._entries: list[Entry] = []
        thumbnails.loaded.connect(self._on_thumbnail)

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these; rows of things that were shown before keep selection and place."""
        wanted = {one.identity for one in entries}
        for row in range(len(self._entries) - 1, -1, -1):
            if self._entries[row].identity not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._entries[row]
                self.endRemoveRows()
        held = {one.identity for one in self._entries}
        for row, entry in enumerate(entries):
            if entry.identity not in held:
                self.beginInsertRows(QModelIndex(), row, row)
                self._entries.insert(row, entry)
                self.endInsertRows()
        if [one.identity for one in self._entries] != [one.identity for one in entries]:
            self.beginResetModel()  # another order
            self._entries = list(entries)
            self.endResetModel()
            return
        for row, entry in enumerate(entries):
            if entry != self._entries[row]:
                self._entries[row] = entry
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        """Lines."""
        return 0 if parent.isValid() else len(self._entries)

    def data(  # noqa: PLR0911  (one return a role)
        self,
        index: Index,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401  (Qt's signature)
        """One fact of a line."""
        if not index.isValid() or not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        match role:
            case EntryRole.ENTRY:
                return entry
            case EntryRole.COVER:
                return self._thumbnails.image(entry.cover)
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return entry.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return f"{entry.title}\n{entry.subtitle}"
        return None

    def entry(self, row: int) -> Entry:
        """The line of a row."""
        return self._entries[row]

    def row_of(self, identity: Hashable) -> int | None:
        """Where something stands, if it is shown."""
        rows = (row for row, one in enumerate(self._entries) if one.identity == identity)
        return next(rows, None)

    def _on_thumbnail(self, path: Path) -> None:
        for row, entry in enumerate(self._entries):
            if entry.cover == path:
                self.dataChanged.emit(self.index(row), self.index(row), [int(EntryRole.COVER)])
