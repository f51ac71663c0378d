"""The table of footage as Evidence and Index show it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from app.viewmodels.footage_table_model import FootageColumn
from app.widgets.modality_delegate import ModalityDelegate
from app.widgets.name_delegate import NameDelegate
from app.widgets.text_scale import scaled
from app.widgets.theme import ThemeKeeper

_ROW_PX = 44


class FootageTable(QTableView):
    """One column takes what room the others leave, and never less than it needs.

    Where there is little, columns that matter less give way one after the other.
    """

    def __init__(
        self,
        model: QAbstractItemModel,
        theme: ThemeKeeper,
        *,
        widths: Mapping[FootageColumn, int],
        stretched: FootageColumn,
        least_px: int,
        giving_way: Sequence[FootageColumn] = (),
    ) -> None:
        """Show the columns of `widths` and the stretched one.

        The first of `giving_way` is the first that is hidden for want of room.
        """
        super().__init__()
        self._stretched = stretched
        self._least_px = least_px
        self._giving_way = tuple(giving_way)
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
        self.verticalHeader().setDefaultSectionSize(scaled(_ROW_PX))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in FootageColumn:
            if column in widths:
                self.setColumnWidth(column, scaled(widths[column]))
            self.setColumnHidden(column, column not in widths and column is not stretched)

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as words need them."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(scaled(_ROW_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew."""
        super().resizeEvent(event)
        for column in self._giving_way:
            self.setColumnHidden(column, False)
        for column in self._giving_way:
            if self._left_px >= self._least_px:
                break
            self.setColumnHidden(column, True)
        self.setColumnWidth(self._stretched, max(self._left_px, self._least_px))

    @property
    def _left_px(self) -> int:
        taken = sum(
            self.columnWidth(column) for column in FootageColumn if column is not self._stretched
        )
        return self.viewport().width() - taken
