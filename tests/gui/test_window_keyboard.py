from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.views.places import EVIDENCE, INDEX, SEARCH
from app.widgets.key_sheet import KeySheet
from tests.gui.conftest import is_loaded
from tests.gui.fake_case import FakeEngine, WindowMaker, indexed_case


def press(
    qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key, modifiers)


CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_whole_search_works_by_keys_alone(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), case.path)
    window.activateWindow()
    page, search = window.case_page, window.case_page.search
    gallery, candidates = search.gallery.grid, search.candidates.grid
    query, candidate = search.players

    press(qtbot, Qt.Key.Key_3, CTRL)
    assert page.place == INDEX
    press(qtbot, Qt.Key.Key_2, CTRL)
    assert page.place == EVIDENCE
    press(qtbot, Qt.Key.Key_4, CTRL)
    assert page.place == SEARCH
    qtbot.waitUntil(gallery.hasFocus)

    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: search.candidates.model.rowCount() == 12)
    assert search.candidates.query.id == case.people[1].id
    qtbot.waitUntil(candidates.hasFocus)
    press(qtbot, Qt.Key.Key_Right)
    wanted = search.candidates.model.tracklet(1).id
    qtbot.waitUntil(lambda: candidate.tracklet is not None and candidate.tracklet.id == wanted)
    qtbot.waitUntil(lambda: query.current is not None and candidate.current is not None)

    index = query.current.index
    press(qtbot, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: query.current.index == index + 1)
    press(qtbot, Qt.Key.Key_Comma)
    qtbot.waitUntil(lambda: query.current.index == index)
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: query.current.index > index + 1)
    press(qtbot, Qt.Key.Key_Space)
    assert not query.is_playing

    search.query_pane.scrubber.setFocus()
    index = query.current.index
    press(qtbot, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: query.current.index == index + 10)
    press(qtbot, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: query.current.index == index)
    press(qtbot, Qt.Key.Key_Space)
    assert query.is_playing
    assert not candidate.is_playing
    press(qtbot, Qt.Key.Key_Space)

    press(qtbot, Qt.Key.Key_Escape)
    assert candidates.hasFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert gallery.hasFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert search.candidates.query is None
    assert query.tracklet is None


def test_space_types_a_space_where_one_writes(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), case.path)
    window.case_page.go_to(SEARCH)
    field = window.case_page.search.gallery.filters.earliest
    field.setFocus()
    qtbot.keyClicks(field, "a .,")
    assert field.text() == "a .,"
    field.clear()


def test_the_key_sheet_opens_and_closes(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), case.path)
    press(qtbot, Qt.Key.Key_F1)
    sheet = window.findChild(KeySheet)
    assert sheet is not None
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def nameless(window: QWidget) -> list[str]:
    """Widgets that take the focus, without a name that a screen reader could say."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        is_inside_a_field = isinstance(widget, QLineEdit) and isinstance(
            widget.parent(), QComboBox | QAbstractSpinBox
        )
        is_inside_a_popup = widget.window() is not window
        if is_inside_a_field or is_inside_a_popup or widget.objectName().startswith("qt_"):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_everything_that_takes_the_focus_has_a_name(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case))
    assert nameless(window) == []
    window.open_case(case.path)
    qtbot.waitUntil(lambda: is_loaded(window))
    page = window.case_page
    page.evidence.table.selectRow(0)
    page.search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: page.search.candidates.result is not None)
    assert nameless(window) == []


def test_a_screen_reader_finds_every_tile_of_both_grids(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), case.path)
    search = window.case_page.search
    window.case_page.go_to(SEARCH)
    search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: search.candidates.model.rowCount() == 12)
    for grid, count, said in (
        (search.gallery.grid, 24, ("tracklet 2 of 24", "camera camera1, visible")),
        (search.candidates.grid, 12, ("candidate 2 of 12", "camera camera2, infrared")),
    ):
        interface = QAccessible.queryAccessibleInterface(grid)
        assert interface.role() is QAccessible.Role.List
        assert interface.childCount() == count
        name = interface.child(1).text(QAccessible.Text.Name)
        assert all(words in name for words in said), name


def test_the_walk_sees_a_widget_without_a_name(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QLineEdit(window)
    assert nameless(window) == ["QLineEdit in QWidget"]


def test_menus_show_the_keys(open_window: WindowMaker, qtbot: QtBot) -> None:
    window = open_window(FakeEngine())
    shown = {
        action.text().replace("&", ""): action.shortcut().toString()
        for menu in window.menuBar().actions()
        for action in menu.menu().actions()
        if action.text()
    }
    assert shown["Add footage…"] == "Ctrl+O"
    assert shown["Start indexing"] == "Ctrl+I"
    assert shown["Search"] == "Ctrl+4"
    assert shown["New case…"] == "Ctrl+N"


def test_making_the_pages_flashes_no_window(
    open_window: WindowMaker, qapp: QApplication, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case), case.path)
    assert window.isActiveWindow()
    assert [shown for shown in qapp.topLevelWidgets() if shown.isVisible()] == [window]


def test_zones_are_there_as_soon_as_the_keyboard_is(open_window: WindowMaker, qtbot: QtBot) -> None:
    zone = open_window(FakeEngine()).start_page.form.zone
    assert zone.count() == 0
    zone.setFocus()
    qtbot.waitUntil(lambda: zone.count() > 300)
    assert zone.currentText() == ""
    zone.completer().setCompletionPrefix("madrid")
    assert zone.completer().currentCompletion() == "Europe/Madrid"
