"""The table of footage as Evidence and Index show it."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from app.viewmodels.footage_table_model import FootageColumn
from app.widgets.modality_delegate import ModalityDelegate
from app.widgets.name_delegate import NameDelegate
from app.widgets.theme import ThemeKeeper

_ROW_PX = 44


class FootageTable(QTableView):
    """One column takes what room the others leave, and never less than it needs."""

    def __init__(
        self,
        model: QAbstractItemModel,
        theme: ThemeKeeper,
        *,
        widths: Mapping[FootageColumn, int],
        stretched: FootageColumn,
        least_px: int,
    ) -> None:
        """Show the columns of `widths` and the stretched one."""
        super().__init__()
        self._stretched = stretched
        self._least_px = least_px
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._modality_delegate = ModalityDelegate(theme)
        self.setItemDelegateForColumn(FootageColumn.MODALITY, self._modality_delegate)
        self._name_delegate = NameDelegate(theme)
        self.setItemDelegateForColumn(FootageColumn.NAME, self._name_delegate)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in FootageColumn:
            if column in widths:
                self.setColumnWidth(column, widths[column])
            self.setColumnHidden(column, column not in widths and column is not stretched)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew."""
        super().resizeEvent(event)
        taken = sum(
            self.columnWidth(column) for column in FootageColumn if column is not self._stretched
        )
        self.setColumnWidth(self._stretched, max(self.viewport().width() - taken, self._least_px))
