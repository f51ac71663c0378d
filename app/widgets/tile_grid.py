"""A grid of equal tiles that lays nothing out: any tile's place is a division away."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem

from app.widgets.tile_delegate import TILE, tile_size

_GAP = 8
_WIDEST_GAP = 44
_FETCH_AHEAD_ROWS = 3
_Action = QAbstractItemView.CursorAction


class TileGrid(QListView):
    """Arrow keys move, Enter or a click chooses; scales to any number of rows.

    A list view, so that Qt tells screen readers of its tiles; but what a list view does by
    laying out every item is done here by division. Qt takes 1.6 s for 200,000 items in icon
    mode, at each resize again.
    """

    chosen = Signal(QModelIndex)
    _tile = TILE  # Qt asks for it while it makes the widget

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.chosen)
        self._tile = tile_size()

    def changeEvent(self, event: QEvent) -> None:
        """Tiles are as large as words need them."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._tile = tile_size()
            self.updateGeometries()
            self.viewport().update()

    @property
    def columns(self) -> int:
        """Tiles in a row."""
        return max((self.viewport().width() + _GAP) // (self._tile.width() + _GAP), 1)

    @property
    def _pitch(self) -> int:
        """From one column's left side to the next: what is left of the width is shared out."""
        columns = self.columns
        if columns == 1:
            return self._tile.width() + _GAP
        shared = (self.viewport().width() - self._tile.width()) // (columns - 1)
        return min(shared, self._tile.width() + _WIDEST_GAP)

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Where a tile stands in the viewport."""
        if not index.isValid():
            return QRect()
        row, column = divmod(index.row(), self.columns)
        return QRect(
            QPoint(
                column * self._pitch,
                row * (self._tile.height() + _GAP) - self.verticalOffset(),
            ),
            self._tile,
        )

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The tile under a point of the viewport."""
        model = self._held_model()
        column, x = divmod(point.x(), self._pitch)
        line, y = divmod(point.y() + self.verticalOffset(), self._tile.height() + _GAP)
        row = line * self.columns + column
        is_gap = (
            x >= self._tile.width() or y >= self._tile.height() or not 0 <= column < self.columns
        )
        if model is None or is_gap or not 0 <= row < model.rowCount():
            return QModelIndex()
        return model.index(row, 0)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a tile into sight."""
        rect = self.visualRect(index)
        bar = self.verticalScrollBar()
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - self.viewport().height() // 2)
        elif rect.top() < 0:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() > self.viewport().height():
            shift = min(rect.bottom() - self.viewport().height() + 1, rect.top())
            bar.setValue(bar.value() + shift)

    def horizontalOffset(self) -> int:
        """Never scrolled sideways."""
        return 0

    def verticalOffset(self) -> int:
        """Pixels scrolled down."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """No tile is."""
        return False

    def moveCursor(self, action: _Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key leads."""
        model = self._held_model()
        if model is None or model.rowCount() == 0:
            return QModelIndex()
        count = model.rowCount()
        here = self.currentIndex().row()
        if here < 0:
            return model.index(0, 0)
        columns = self.columns
        page = max(self.viewport().height() // (self._tile.height() + _GAP), 1) * columns
        there = {
            _Action.MoveLeft: here - 1,
            _Action.MovePrevious: here - 1,
            _Action.MoveRight: here + 1,
            _Action.MoveNext: here + 1,
            _Action.MoveUp: here - columns if here >= columns else here,
            _Action.MoveDown: here + columns,
            _Action.MovePageUp: here - page,
            _Action.MovePageDown: here + page,
            _Action.MoveHome: 0,
            _Action.MoveEnd: count - 1,
        }[action]
        return model.index(min(max(there, 0), count - 1), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the tile at the rectangle's corner: one at a time."""
        index = self.indexAt(rect.topLeft())
        if index.isValid():
            self.selectionModel().select(index, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What has to be painted anew."""
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses; letters do not search, they belong to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.chosen.emit(self.currentIndex())
            return
        if event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Focus that comes by key needs a tile to stand on.

        A click brings its own; the first one made current before would scroll to the beginning,
        and the click would fall on somebody else.
        """
        super().focusInEvent(event)
        model = self._held_model()
        is_click = event.reason() is Qt.FocusReason.MouseFocusReason
        if is_click or model is None:
            self.viewport().update()
            return
        if not self.currentIndex().isValid() and model.rowCount():
            self.selectionModel().setCurrentIndex(
                model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles in sight."""
        model = self._held_model()
        if model is None:
            return
        painter = QPainter(self.viewport())
        pitch = self._tile.height() + _GAP
        first = max((event.rect().top() + self.verticalOffset()) // pitch, 0) * self.columns
        end = ((event.rect().bottom() + self.verticalOffset()) // pitch + 1) * self.columns
        under_mouse = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos()))
        for row in range(first, min(end, model.rowCount())):
            index = model.index(row, 0)
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            option.rect = self.visualRect(index)
            state = QStyle.StateFlag.State_Enabled
            if self.selectionModel().isSelected(index):
                state |= QStyle.StateFlag.State_Selected
            if index == self.currentIndex() and self.hasFocus():
                state |= QStyle.StateFlag.State_HasFocus
            if index == under_mouse and self.viewport().underMouse():
                state |= QStyle.StateFlag.State_MouseOver
            option.state = state
            self.itemDelegate().paint(painter, option, index)
        painter.end()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Say which tile a key led to; a list view would look for it in its layout."""
        QAbstractItemView.currentChanged(self, current, previous)
        if current.isValid() and self.hasFocus():
            self._say(QAccessible.Event.Focus, current.row())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Say which tile is chosen."""
        QAbstractItemView.selectionChanged(self, selected, deselected)
        for event, selection in (
            (QAccessible.Event.Selection, selected),
            (QAccessible.Event.SelectionRemove, deselected),
        ):
            for index in selection.indexes():
                self._say(event, index.row())

    def doItemsLayout(self) -> None:
        """No item has a place of its own that could be noted."""
        QAbstractItemView.doItemsLayout(self)

    def dataChanged(
        self,
        top_left: QModelIndex | QPersistentModelIndex,
        bottom_right: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Paint the tiles that changed; a list view would lay out anew."""
        QAbstractItemView.dataChanged(self, top_left, bottom_right, list(roles))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other columns, other length; the chosen tile stays in sight."""
        super().resizeEvent(event)
        self.updateGeometries()
        if self.selectionModel() is not None and self.selectionModel().hasSelection():
            self.scrollTo(self.currentIndex())

    def updateGeometries(self) -> None:
        """Set the scroll bar to the length of the rows; a list view sets it to its layout's."""
        QAbstractItemView.updateGeometries(self)
        model = self._held_model()
        count = 0 if model is None else model.rowCount()
        lines = -(-count // self.columns)
        pitch = self._tile.height() + _GAP
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setSingleStep(pitch // 3)
        bar.setPageStep(height)
        bar.setRange(0, max(lines * pitch - _GAP - height, 0))
        self._fetch_if_near_end()

    def rowsInserted(
        self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int
    ) -> None:
        """More rows, more length."""
        super().rowsInserted(parent, start, end)
        self.updateGeometries()
        self.viewport().update()

    def reset(self) -> None:
        """Begin at the top."""
        super().reset()
        self.verticalScrollBar().setValue(0)
        self.updateGeometries()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint what comes into sight, and load what is near it."""
        self.viewport().update()
        self._fetch_if_near_end()

    def sizeHint(self) -> QSize:
        """Room for a few tiles."""
        return QSize(3 * (self._tile.width() + _GAP) + 16, 2 * self._tile.height())

    def _say(self, kind: QAccessible.Event, row: int) -> None:
        event = QAccessibleEvent(self, kind)
        event.setChild(row)
        QAccessible.updateAccessibility(event)

    def _held_model(self) -> QAbstractItemModel | None:
        return self.model()  # none before it is set, whatever the stubs say

    def _fetch_if_near_end(self) -> None:
        bar, model = self.verticalScrollBar(), self._held_model()
        near = bar.maximum() - bar.value() < _FETCH_AHEAD_ROWS * self._tile.height()
        if model is not None and near and model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())
