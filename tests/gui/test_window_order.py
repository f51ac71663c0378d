"""Which files are indexed first: said in Index and in Evidence, seen in the queue."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from app.viewmodels.footage_table_model import FootageColumn
from app.views.places import EVIDENCE, INDEX
from cba_core.domain.footage import FootageState
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, added_case, indexed_case


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    made = added_case(tmp_path / "a.duskcase", files=4)
    made.held = [replace(one, camera="North" if one.id % 2 else "South") for one in made.held]
    return made


@pytest.fixture
def page(open_window: WindowMaker, case: FakeCase) -> Any:
    window = open_window(FakeEngine(case), case.path)
    window.case_page.go_to(INDEX)
    return window.case_page


def select(table: QTableView, *rows: int) -> None:
    flags = QItemSelectionModel.SelectionFlag
    table.clearSelection()
    for row in rows:
        index = table.model().index(row, 0)
        table.selectionModel().select(index, flags.Select | flags.Rows)


def queue(page: Any) -> list[str]:
    model = page.index.model
    return [str(model.index(row, FootageColumn.PROGRESS).data()) for row in range(model.rowCount())]


def click(qtbot: QtBot, button: Any) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_selected_files_go_first_and_the_queue_shows_it(
    page: Any, case: FakeCase, qtbot: QtBot
) -> None:
    assert queue(page) == [f"not indexed · turn {turn}" for turn in (1, 2, 3, 4)]
    order = page.index.order
    assert not order.first_button.isEnabled()
    select(page.index.table, 2)
    click(qtbot, order.first_button)
    qtbot.waitUntil(lambda: queue(page)[2] == "not indexed · turn 1, put first")
    assert case.index_order.held == [3]
    assert queue(page)[0] == "not indexed · turn 2"
    assert [one.row() for one in page.index.table.selectionModel().selectedRows()] == [2]


def test_whole_cameras_go_first_and_wait_again(page: Any, case: FakeCase, qtbot: QtBot) -> None:
    order = page.index.order
    select(page.index.table, 1)
    assert not order.back_button.isEnabled()
    click(qtbot, order.camera_button)
    qtbot.waitUntil(lambda: queue(page)[3] == "not indexed · turn 2, put first")
    assert case.index_order.held == [2, 4]
    qtbot.waitUntil(order.back_button.isEnabled)
    click(qtbot, order.back_button)
    qtbot.waitUntil(lambda: queue(page)[1] == "not indexed · turn 3")
    assert case.index_order.held == [4]


def test_evidence_puts_its_selection_first(page: Any, case: FakeCase, qtbot: QtBot) -> None:
    page.go_to(EVIDENCE)
    select(page.evidence.table, 3)
    click(qtbot, page.evidence.panel.first)
    qtbot.waitUntil(lambda: case.index_order.held == [4])
    qtbot.waitUntil(lambda: queue(page)[3] == "not indexed · turn 1, put first")


def test_a_file_that_is_worked_on_has_no_turn(page: Any, case: FakeCase, qtbot: QtBot) -> None:
    case.held[0] = replace(case.held[0], state=FootageState.INDEXING)
    page.overview.load()
    qtbot.waitUntil(lambda: queue(page)[0] == "indexing")
    assert queue(page)[1] == "not indexed · turn 1"


def test_there_is_no_order_where_nothing_waits(
    open_window: WindowMaker, tmp_path: Path, qtbot: QtBot
) -> None:
    case = indexed_case(tmp_path / "b.duskcase", files=2)
    window = open_window(FakeEngine(case), case.path)
    window.case_page.go_to(INDEX)
    assert not window.case_page.index.order.isVisible()
    window.case_page.go_to(EVIDENCE)
    select(window.case_page.evidence.table, 0)
    assert not window.case_page.evidence.panel.first.isVisible()
