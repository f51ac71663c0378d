"""The list of commands: found by part of their names, and done by the keyboard alone."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.places import INDEX
from app.widgets.command_list import CommandList
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase")


def shown_list(window: Any, qtbot: QtBot) -> CommandList:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), CommandList))
    found = QApplication.activeModalWidget()
    assert isinstance(found, CommandList)
    return found


def test_a_place_is_reached_by_part_of_its_name(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = open_window(FakeEngine(case), case.path)
    commands = shown_list(window, qtbot)
    qtbot.keyClicks(commands.field, "go index")
    assert [one.split("   ")[0] for one in commands.shown] == ["Go: Index", "Go: Start indexing"]
    qtbot.keyClick(commands.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.case_page.place == INDEX)


def test_arrows_move_while_the_field_has_the_keyboard(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = open_window(FakeEngine(case), case.path)
    commands = shown_list(window, qtbot)
    assert commands.list.currentRow() == 0
    qtbot.keyClick(commands.field, Qt.Key.Key_Down)
    qtbot.keyClick(commands.field, Qt.Key.Key_Down)
    assert commands.list.currentRow() == 2
    qtbot.keyClick(commands.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_without_a_case_only_what_can_be_done_is_listed(
    open_window: WindowMaker, qtbot: QtBot
) -> None:
    window = open_window(FakeEngine())
    commands = shown_list(window, qtbot)
    assert not [one for one in commands.shown if one.startswith("Go:")]
    assert [one for one in commands.shown if one.startswith("File: New case")]
    qtbot.keyClicks(commands.field, "no such thing")
    assert commands.shown == []
    qtbot.keyClick(commands.field, Qt.Key.Key_Return)
    assert commands.isVisible()
    qtbot.keyClick(commands.field, Qt.Key.Key_Escape)
