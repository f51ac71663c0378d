"""The log of a case as a table, newest first."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.viewmodels.log_words import details_text, object_text
from app.viewmodels.wording import time_text
from cba_core.domain.case_log import LogAction, LogEntry
from cba_core.domain.ids import FootageId

translate = QCoreApplication.translate

Index = QModelIndex | QPersistentModelIndex
_MOST_DETAIL = 4000
"""Characters of a tool-tip."""


class LogColumn(IntEnum):
    """What stands in which column."""

    NUMBER = 0
    TIME = 1
    ACTOR = 2
    ACTION = 3
    OBJECT = 4
    REASON = 5


class LogTableModel(QAbstractTableModel):
    """Entries that were loaded; the details of each in its tool-tip."""

    def __init__(self, zone: tzinfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._rows: list[LogEntry] = []
        self._names: dict[FootageId, str] = {}

    def show(
        self, entries: Sequence[LogEntry], names: Mapping[FootageId, str] | None = None
    ) -> None:
        """Show other entries, given oldest first, with the names of footage files."""
        self.beginResetModel()
        self._names = dict(names or {})
        self._rows = list(reversed(entries))
        self.endResetModel()

    def entry(self, row: int) -> LogEntry:
        """The entry of a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        """Entries."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        """Columns."""
        return 0 if parent.isValid() else len(LogColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  (Qt's signature)
        """Names of columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            LogColumn.NUMBER: self.tr("No."),
            LogColumn.TIME: self.tr("When"),
            LogColumn.ACTOR: self.tr("Who"),
            LogColumn.ACTION: self.tr("What"),
            LogColumn.OBJECT: self.tr("Of what"),
            LogColumn.REASON: self.tr("Why"),
        }[LogColumn(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  (Qt's signature)
        """One fact of an entry."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        entry = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(entry, LogColumn(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return details_text(entry)[:_MOST_DETAIL]
        return None

    def _text(self, entry: LogEntry, column: LogColumn) -> str:
        match column:
            case LogColumn.NUMBER:
                return str(entry.number)
            case LogColumn.TIME:
                return time_text(entry.time, self._zone)
            case LogColumn.ACTOR:
                return entry.actor
            case LogColumn.ACTION:
                return action_text(entry.action)
            case LogColumn.OBJECT:
                return object_text(entry, self._names)
            case LogColumn.REASON:
                return entry.reason


def action_text(action: LogAction) -> str:
    """What was done, in a word."""
    return {
        LogAction.CREATE: translate("log", "created"),
        LogAction.IMPORT: translate("log", "added"),
        LogAction.VIEW: translate("log", "viewed"),
        LogAction.QUERY: translate("log", "searched"),
        LogAction.DECISION: translate("log", "decided"),
        LogAction.CHANGE: translate("log", "changed"),
        LogAction.EXPORT: translate("log", "exported"),
        LogAction.DISCLOSURE: translate("log", "disclosed"),
        LogAction.ERASURE: translate("log", "erased"),
        LogAction.FAILURE: translate("log", "failed"),
    }[action]
