"""Enter presses the button that has the keyboard, once, in every place and dialog."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.views.places import RECORD
from app.widgets.enter_presses import EnterPresses
from cba_core.jobs.requests import IndexRequest
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.made_up_footage import made_up_footage
from tests.gui.test_window_keyboard import CTRL, press

ENTERS = [Qt.Key.Key_Return, Qt.Key.Key_Enter]


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase")


def pressed_in(qtbot: QtBot, window: QWidget, *parts: QWidget) -> list[QWidget]:
    """Shows the parts in a window; the buttons among them tell when they are pressed."""
    EnterPresses.put_on(QApplication.instance())  # type: ignore[arg-type]
    told: list[QWidget] = []
    layout = QVBoxLayout(window)
    for part in parts:
        layout.addWidget(part)
        if isinstance(part, QAbstractButton):
            part.clicked.connect(lambda _=False, one=part: told.append(one))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return told


def give_keyboard(qtbot: QtBot, part: QWidget) -> None:
    part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    part.setFocus()
    qtbot.waitUntil(part.hasFocus)


@pytest.mark.parametrize("key", ENTERS)
@pytest.mark.parametrize("kind", [QPushButton, QToolButton, QCheckBox])
def test_outside_of_dialogs_every_button_is_pressed(
    qtbot: QtBot, kind: type[QAbstractButton], key: Qt.Key
) -> None:
    first, second = kind(), kind()
    window = QWidget()
    told = pressed_in(qtbot, window, first, second)
    for part in (first, second):
        give_keyboard(qtbot, part)
        press(qtbot, key)
    assert told == [first, second]
    press(qtbot, Qt.Key.Key_Space)
    assert told == [first, second, second]


def test_in_a_dialog_the_button_with_the_keyboard_is_pressed_and_the_default_is_not(
    qtbot: QtBot,
) -> None:
    other, tool, default, field = QPushButton(), QToolButton(), QPushButton(), QLineEdit()
    no_default_of_qts = QPushButton()
    no_default_of_qts.setAutoDefault(False)
    default.setDefault(True)
    window = QDialog()
    told = pressed_in(qtbot, window, field, other, tool, no_default_of_qts, default)
    for part in (other, tool, no_default_of_qts, default):
        give_keyboard(qtbot, part)
        press(qtbot, Qt.Key.Key_Return)
    assert told == [other, tool, no_default_of_qts, default]
    give_keyboard(qtbot, field)
    press(qtbot, Qt.Key.Key_Return)
    assert told[4:] == [default]


def test_what_is_chosen_in_a_dialog_leaves_enter_to_its_default_button(qtbot: QtBot) -> None:
    reason, verdict, default = QCheckBox(), QToolButton(), QPushButton()
    verdict.setCheckable(True)
    default.setDefault(True)
    window = QDialog()
    told = pressed_in(qtbot, window, reason, verdict, default)
    for part in (reason, verdict):
        give_keyboard(qtbot, part)
        press(qtbot, Qt.Key.Key_Return)
    assert told == [default, default]
    assert not reason.isChecked()
    assert not verdict.isChecked()


def test_a_button_that_is_held_down_by_enter_is_pressed_once(qtbot: QtBot) -> None:
    button = QPushButton()
    window = QWidget()
    told = pressed_in(qtbot, window, button)
    give_keyboard(qtbot, button)
    for repeats in (False, True, True):
        QApplication.sendEvent(
            button,
            QKeyEvent(
                QEvent.Type.KeyPress,
                Qt.Key.Key_Return,
                Qt.KeyboardModifier.NoModifier,
                "\r",
                repeats,
            ),
        )
    assert told == [button]


def test_a_shortcut_of_the_page_does_not_take_enter_from_the_button(qtbot: QtBot) -> None:
    button, window = QPushButton(), QWidget()
    told = pressed_in(qtbot, window, button)
    taken: list[bool] = []
    QShortcut(Qt.Key.Key_Return, window, lambda: taken.append(True))
    give_keyboard(qtbot, button)
    press(qtbot, Qt.Key.Key_Return)
    assert told == [button]
    assert taken == []
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert told == [button]


def test_indexing_is_begun_by_the_key_of_the_place_and_enter(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = FakeCase(tmp_path / "a.duskcase")
    case.held = [made_up_footage(1, tmp_path / "stick" / "1.mp4")]
    engine = FakeEngine(case)
    page = open_window(engine, case.path).case_page
    qtbot.waitUntil(lambda: page.overview.latest is not None)
    press(qtbot, Qt.Key.Key_3, CTRL)
    qtbot.waitUntil(lambda: page.index.choices.is_known)
    qtbot.waitUntil(page.index.start_button.isEnabled)
    page.index.enter()
    qtbot.waitUntil(page.index.start_button.hasFocus)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(engine.workers[0].requests) == 1)
    assert isinstance(engine.workers[0].requests[0], IndexRequest)


def test_places_and_buttons_of_a_place_are_pressed(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = open_window(FakeEngine(case), case.path)
    page = window.case_page
    page.places[RECORD].setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert page.place == RECORD
    page.record.check_button.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.record.said.text().startswith("Every hash fits."))
