"""Groups of tiles under headings, one below the other, scrolled as one."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.viewmodels.decided_model import DecidedModel
from app.viewmodels.numbers import number_text
from app.widgets.drawing import Drawing
from app.widgets.labels import label
from app.widgets.theme import ThemeKeeper
from app.widgets.tile_delegate import TileDelegate, tile_size
from app.widgets.tile_grid import TileGrid

_GAP = 8


class _WholeGrid(TileGrid):
    """As high as its tiles: the area around it scrolls."""

    entered = Signal()
    left = Signal(int)  # by a key, upwards (-1) or downwards (1)

    def __init__(self) -> None:
        super().__init__()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        count = self.model().rowCount()
        lines = -(-count // self.columns)
        self.setFixedHeight(max(lines * (tile_size().height() + _GAP) - _GAP, 0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.model() is not None:
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        before = self.currentIndex().row()
        super().keyPressEvent(event)
        step = steps.get(event.key())
        if step is not None and self.currentIndex().row() == before:
            self.left.emit(step)


class TileGroups(QScrollArea):
    """Arrow keys go through a group and on into the next; one tile is chosen in all of them."""

    chosen = Signal(DecidedModel, int)  # the model and its row

    def __init__(self, theme: ThemeKeeper, groups: list[tuple[DecidedModel, str, str]]) -> None:
        """`groups`: each with its heading and the name of its drawing."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.models = [model for model, _, _ in groups]
        self.grids: list[_WholeGrid] = []
        self._heads: list[QWidget] = []
        self._headings = [heading for _, heading, _ in groups]
        self._labels = [label("", "strong") for _ in groups]
        self._delegate = TileDelegate(theme)
        self._inside = inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(8)
        for (model, heading, drawing), words in zip(groups, self._labels, strict=True):
            self._add(theme, model, heading, drawing, words)
        self._column.addStretch()
        self.setWidget(inside)

    @property
    def current(self) -> tuple[DecidedModel, int] | None:
        """The chosen tile."""
        for model, grid in zip(self.models, self.grids, strict=True):
            selected = grid.selectionModel().selectedIndexes()
            if selected:
                return model, selected[0].row()
        return None

    def name(self, number: int, heading: str) -> None:
        """Give a group another heading; `fit` shows it."""
        self._headings[number] = heading

    def fit(self) -> None:
        """The models have changed: other heights, other counts, empty groups hidden."""
        for model, grid, head, words, heading in zip(
            self.models, self.grids, self._heads, self._labels, self._headings, strict=True
        ):
            count = model.rowCount()
            grid.setVisible(bool(count))
            head.setVisible(bool(count))
            words.setText(f"{heading}  {number_text(count)}")
            grid.setAccessibleName(f"{heading}, {number_text(count)}")
            grid.fit()

    @property
    def has_keyboard(self) -> bool:
        """Whether one of the groups has the focus."""
        return any(grid.hasFocus() for grid in self.grids)

    def choose(self, number: int, row: int, *, takes_keyboard: bool = True) -> None:
        """Choose a tile of a group, and put the keyboard there."""
        grid = self.grids[number]
        grid.setCurrentIndex(grid.model().index(row, 0))
        if takes_keyboard:
            grid.setFocus()

    def choose_first(self) -> None:
        """Choose the first tile where none is; the keyboard stays where it is."""
        number = next((n for n, model in enumerate(self.models) if model.rowCount()), None)
        if number is not None and self.current is None:
            self.choose(number, 0, takes_keyboard=False)

    def focus_first(self) -> bool:
        """Put the keyboard onto the chosen tile, or the first; False where there is none."""
        current = self.current
        if current is not None:
            self.grids[self.models.index(current[0])].setFocus()
            return True
        number = next((n for n, model in enumerate(self.models) if model.rowCount()), None)
        if number is not None:
            self.choose(number, 0)
        return number is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a grid has no use for goes to the page."""
        event.ignore()

    def _add(
        self, theme: ThemeKeeper, model: DecidedModel, heading: str, drawing: str, words: QLabel
    ) -> None:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(2, 6, 0, 0)
        line.setSpacing(8)
        if drawing:
            line.addWidget(Drawing(drawing, theme, ink="muted", side=16))
        line.addWidget(words)
        line.addStretch()
        grid = _WholeGrid()
        grid.setModel(model)
        grid.setItemDelegate(self._delegate)
        grid.setAccessibleName(heading)
        grid.selectionModel().currentChanged.connect(lambda: self._on_current(grid))
        grid.entered.connect(lambda: self._on_current(grid))
        grid.left.connect(lambda step: self._go_on(grid, step))
        self._heads.append(head)
        self.grids.append(grid)
        self._column.addWidget(head)
        self._column.addWidget(grid)

    def _on_current(self, grid: _WholeGrid) -> None:
        index = grid.currentIndex()
        if not index.isValid():
            return
        for other in self.grids:
            if other is not grid:
                other.clearSelection()
        grid.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._show(grid, grid.visualRect(index))
        self.chosen.emit(self.models[self.grids.index(grid)], index.row())

    def _go_on(self, grid: _WholeGrid, step: int) -> None:
        """Into the next group that has tiles."""
        number = self.grids.index(grid) + step
        while 0 <= number < len(self.grids) and not self.models[number].rowCount():
            number += step
        if 0 <= number < len(self.grids):
            self.choose(number, 0 if step > 0 else self.models[number].rowCount() - 1)

    def _show(self, grid: _WholeGrid, rect: QRect) -> None:
        """Bring a tile into sight, and the heading with those of the first line."""
        number = self.grids.index(grid)
        if rect.top() <= 0 and not any(model.rowCount() for model in self.models[:number]):
            self.verticalScrollBar().setValue(0)  # whatever is still to be laid out
            return
        corner = grid.viewport().mapTo(self._inside, rect.topLeft())
        top = corner.y() if rect.top() > 0 else self._heads[number].y()
        middle = (top + corner.y() + rect.height()) // 2
        half = (corner.y() + rect.height() - top) // 2
        self.ensureVisible(corner.x() + rect.width() // 2, middle, 0, half + 6)
