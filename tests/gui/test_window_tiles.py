"""The grid of tiles as a screen reader sees it, and as fast as its rows are many."""

import time

import pytest
from PySide6.QtCore import QRect, QStringListModel, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.widgets.tile_delegate import TILE
from app.widgets.tile_grid import TileGrid

COUNT = 9


@pytest.fixture
def grid(qtbot: QtBot) -> TileGrid:
    made = TileGrid()
    made.setAccessibleName("People")
    qtbot.addWidget(made)
    made.setModel(QStringListModel([f"camera {number}" for number in range(COUNT)], made))
    made.resize(460, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def children(grid: TileGrid) -> list[QAccessibleInterface]:
    interface = QAccessible.queryAccessibleInterface(grid)
    assert interface is not None
    assert interface.role() is QAccessible.Role.List
    return [interface.child(number) for number in range(interface.childCount())]


def test_every_tile_is_an_item_with_a_name_and_a_place(grid: TileGrid) -> None:
    tiles = children(grid)
    names = [tile.text(QAccessible.Text.Name) for tile in tiles]
    assert names == [f"camera {number}" for number in range(COUNT)]
    assert {tile.role() for tile in tiles} == {QAccessible.Role.ListItem}
    corner = grid.viewport().mapToGlobal(grid.visualRect(grid.model().index(1, 0)).topLeft())
    assert tiles[1].rect() == QRect(corner, TILE)


def test_the_tile_that_a_key_leads_to_is_told(
    grid: TileGrid, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[QAccessible.Event, int]] = []

    def tell(event: QAccessibleEvent) -> None:
        told.append((event.type(), event.child()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", tell)
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    told.clear()
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert (QAccessible.Event.Focus, 1) in told
    assert (QAccessible.Event.Selection, 1) in told
    assert children(grid)[1].state().selected


def test_a_long_gallery_takes_no_longer_to_lay_out_than_a_short_one(
    qtbot: QtBot, qapp: QApplication
) -> None:
    def seconds(count: int) -> float:
        grid = TileGrid()
        qtbot.addWidget(grid)
        model = QStringListModel([""] * count, grid)
        before = time.thread_time()
        grid.setModel(model)
        grid.resize(460, 400)
        grid.show()
        for width in (500, 700, 460):
            grid.resize(width, 400)
            qapp.processEvents()
        model.setData(model.index(0, 0), "changed")
        qapp.processEvents()
        assert grid.verticalScrollBar().maximum() > 0
        return time.thread_time() - before

    seconds(1_000)  # what is done once
    short = min(seconds(1_000) for _ in range(3))
    assert min(seconds(200_000) for _ in range(3)) < 3 * short + 0.02
