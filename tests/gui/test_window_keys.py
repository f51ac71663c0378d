"""Keys that a person changes: in force at once and everywhere, never twice, kept and exchanged."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.settings.app_settings import AppSettings
from app.settings.keyed_actions import ACTIONS, BY_NAME, Where, are_heard_together
from app.settings.keys import ConflictError, KeyFileError, Keys, ReservedError
from app.viewmodels.key_words import action_text
from app.views.keyboard_dialog import KeyboardDialog
from app.views.places import INDEX, REVIEW, SEARCH
from app.widgets.command_list import CommandList, commands_of
from app.widgets.key_sheet import KeySheet, all_keys
from app.widgets.worn_keys import WornKeys
from cba_core.domain.decisions import Verdict
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.test_window_keyboard import CTRL, press
from tests.gui.test_window_review import activate


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase")


@pytest.fixture
def window(open_window: WindowMaker, case: FakeCase) -> Any:
    return open_window(FakeEngine(case), case.path)


@pytest.fixture
def dialog(window: Any, qtbot: QtBot) -> Iterator[KeyboardDialog]:
    window.show_keyboard()
    found = window.findChild(KeyboardDialog)
    assert isinstance(found, KeyboardDialog)
    qtbot.waitUntil(found.isVisible)
    yield found
    if isValid(found):
        found.close()


def keys(*texts: str) -> list[QKeySequence]:
    return [QKeySequence(text) for text in texts]


# ------------------------------------------------------------------ one place of truth


def test_no_two_actions_that_are_heard_together_share_a_key() -> None:
    held = Keys()
    for one in ACTIONS:
        for other in ACTIONS:
            if one is not other and are_heard_together(one.where, other.where):
                assert not set(one.keys) & set(other.keys), (one.name, other.name)
        assert held.of(one.name) == tuple(keys(*one.keys))


def with_keys_of_their_own(window: Any) -> set[str]:
    """Actions and buttons that have a key which the table does not know of."""
    found = set()
    for action in window.findChildren(QAction):
        if action.shortcuts() and action.findChild(WornKeys) is None:
            found.add(action.text())
    for button in window.findChildren(QAbstractButton):
        key = button.shortcut()
        if not key.isEmpty() and "&" not in button.text() and button.findChild(WornKeys) is None:
            found.add(button.text())
    return found


def test_every_key_of_the_window_is_of_the_table(window: Any) -> None:
    assert with_keys_of_their_own(window) == set()
    stray = QAction("stray", window)
    stray.setShortcut(QKeySequence("Ctrl+Y"))
    assert with_keys_of_their_own(window) == {"stray"}


def test_every_action_of_the_menus_can_be_given_a_key(window: Any) -> None:
    names = {
        worn.name for command in commands_of(window.menuBar())
        for worn in command.action.findChildren(WornKeys)
    }  # fmt: skip
    without = [
        command.name for command in commands_of(window.menuBar())
        if command.action.findChild(WornKeys) is None and command.action.menu() is None
    ]  # fmt: skip
    assert without == []
    assert {"new-case", "undo", "both-play", "theme-dark", "about"} <= names | {"undo"}


def test_every_action_has_words_and_a_row_of_its_own(dialog: KeyboardDialog) -> None:
    assert set(dialog._items) == set(BY_NAME)
    assert len({(one.where, action_text(one.name)) for one in ACTIONS}) == len(ACTIONS)


# ------------------------------------------------------------------ changing


def test_a_changed_key_acts_at_once_and_the_old_one_does_not(
    window: Any, dialog: KeyboardDialog, qtbot: QtBot
) -> None:
    dialog.choose("go-index")
    qtbot.keyClick(dialog.first, Qt.Key.Key_J, CTRL)
    assert window._keys.of("go-index") == tuple(keys("Ctrl+J"))
    assert dialog._items["go-index"].text(1) == "Ctrl+J"
    assert dialog._items["go-index"].text(2) == "changed"
    dialog.close()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    activate(window, qtbot)
    window.case_page.go_to(SEARCH)
    qtbot.waitUntil(window.case_page.search.gallery.grid.hasFocus)
    press(qtbot, Qt.Key.Key_3, CTRL)
    assert window.case_page.place == SEARCH
    press(qtbot, Qt.Key.Key_J, CTRL)
    assert window.case_page.place == INDEX
    commands = CommandList(commands_of(window.menuBar()), window)
    qtbot.addWidget(commands)
    assert "Go: Index   Ctrl+J" in commands.shown
    sheet = KeySheet(all_keys(window._keys), window)
    qtbot.addWidget(sheet)
    said = [text.text() for text in sheet.findChildren(QLabel)]
    assert said[said.index("go to Index") - 1] == "Ctrl+J"
    assert "Ctrl+J" in window.case_page.places[INDEX].toolTip()


def test_a_taken_key_is_said_and_given_only_on_a_wish(
    window: Any, dialog: KeyboardDialog, qtbot: QtBot
) -> None:
    dialog.choose("undo")
    assert not dialog.take_button.isVisible()
    qtbot.keyClick(dialog.first, Qt.Key.Key_I, CTRL)
    assert "Ctrl+I" in dialog.said.text()
    assert "start indexing" in dialog.said.text()
    assert window._keys.of("undo") == tuple(keys("Ctrl+Z"))
    assert window._keys.of("start-indexing") == tuple(keys("Ctrl+I"))
    dialog.take_button.click()
    assert window._keys.of("undo") == tuple(keys("Ctrl+I"))
    assert window._keys.of("start-indexing") == ()
    assert not dialog.take_button.isVisible()
    assert dialog.said.text() == ""


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("undo", "U"),
        ("undo", "Space"),
        ("quit", "7"),
        ("recorder-clock", "Shift+T"),
        ("tick", "Esc"),
        ("tick", "Return"),
        ("play", "Tab"),
        ("reasons", "Left"),
        ("undo", "Ctrl+K, Ctrl+U"),
    ],
)
def test_keys_that_write_or_move_cannot_be_had(name: str, key: str) -> None:
    held = Keys()
    with pytest.raises(ReservedError):
        held.choose(name, keys(key))
    with pytest.raises(ReservedError):
        held.take_over(name, keys(key))
    assert held.chosen == {}


def test_what_cannot_be_had_is_said(window: Any, dialog: KeyboardDialog, qtbot: QtBot) -> None:
    dialog.choose("undo")
    qtbot.keyClick(dialog.first, Qt.Key.Key_U)
    assert "cannot be chosen" in dialog.said.text()
    assert dialog.first.keySequence() == QKeySequence("Ctrl+Z")
    assert window._keys.chosen == {}


def test_rows_and_all_are_reset(window: Any, dialog: KeyboardDialog, qtbot: QtBot) -> None:
    for name, key in (("undo", Qt.Key.Key_U), ("redo", Qt.Key.Key_Y)):
        dialog.choose(name)
        qtbot.keyClick(dialog.first, key, CTRL)
    assert set(window._keys.chosen) == {"undo", "redo"}
    dialog.reset_button.click()
    assert set(window._keys.chosen) == {"undo"}
    dialog.choose("about")
    assert not dialog.reset_button.isEnabled()
    dialog.choose("show-keys")
    dialog.none_button.click()
    assert window._keys.of("show-keys") == ()
    dialog.reset_all_button.click()
    assert window._keys.chosen == {}
    assert not dialog.reset_all_button.isEnabled()


def test_a_row_whose_first_key_went_elsewhere_is_not_reset_silently(
    window: Any, dialog: KeyboardDialog, qtbot: QtBot
) -> None:
    window._keys.take_over("undo", keys("Ctrl+I"))
    dialog.choose("start-indexing")
    dialog.reset_button.click()
    assert "undo" in dialog.said.text()
    assert window._keys.of("start-indexing") == ()


def test_rows_are_found_by_words_and_keys(dialog: KeyboardDialog, qtbot: QtBot) -> None:
    def shown() -> list[str]:
        return [name for name, item in dialog._items.items() if not item.isHidden()]

    qtbot.keyClicks(dialog.find_field, "index")
    assert shown() == ["go-index", "start-indexing"]
    assert dialog.name == "go-index"
    dialog.find_field.setText("ctrl+k")
    assert shown() == ["show-commands"]
    dialog.find_field.setText("no such thing")
    assert dialog.name is None
    assert not dialog.first.isEnabled()


def test_the_dialog_is_operated_by_the_keyboard_alone(
    window: Any, dialog: KeyboardDialog, qtbot: QtBot
) -> None:
    dialog.find_field.setFocus()
    qtbot.keyClicks(dialog.find_field, "do again")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.tree.hasFocus)
    press(qtbot, Qt.Key.Key_Return)
    inner = dialog.first.findChild(QLineEdit)
    qtbot.waitUntil(lambda: dialog.first.hasFocus() or inner.hasFocus())
    press(qtbot, Qt.Key.Key_Y, CTRL)
    assert window._keys.of("redo") == tuple(keys("Ctrl+Y"))
    press(qtbot, Qt.Key.Key_Tab)  # the field does not keep the keyboard
    assert QApplication.focusWidget() not in (dialog.first, inner)
    press(qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.isVisible())


# ------------------------------------------------------------------ files and settings


def test_an_exported_file_brings_the_keys_to_another_computer(
    window: Any, dialog: KeyboardDialog, tmp_path: Path
) -> None:
    window._keys.choose("undo", keys("Ctrl+U", "F7"))
    window._keys.choose("nobody", [])
    file = tmp_path / "keys.json"
    dialog.export_to(file)
    assert "keys.json" in dialog.said.text()
    dialog.reset_all_button.click()
    dialog.import_from(file)
    assert window._keys.chosen == {"undo": ("Ctrl+U", "F7"), "nobody": ()}
    told = json.loads(file.read_text("utf-8"))
    told["keys"]["of-a-later-version"] = ["Ctrl+L"]
    file.write_text(json.dumps(told), "utf-8")
    dialog.import_from(file)
    assert "1 action" in dialog.said.text()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("no json", KeyFileError),
        ("[]", KeyFileError),
        ('{"format": "other", "version": 1, "keys": {}}', KeyFileError),
        ('{"format": "duskline-keys", "version": 2, "keys": {}}', KeyFileError),
        ('{"format": "duskline-keys", "version": 1}', KeyFileError),
        ('{"format": "duskline-keys", "version": 1, "keys": {"undo": "Ctrl+U"}}', KeyFileError),
        ('{"format": "duskline-keys", "version": 1, "keys": {"undo": ["Blub"]}}', KeyFileError),
        (
            '{"format": "duskline-keys", "version": 1, "keys": {"undo": ["F2", "F3", "F4"]}}',
            KeyFileError,
        ),
        ('{"format": "duskline-keys", "version": 1, "keys": {"undo": ["Ctrl+I"]}}', ConflictError),
        ('{"format": "duskline-keys", "version": 1, "keys": {"undo": ["U"]}}', ReservedError),
    ],
)
def test_a_file_that_is_wrong_changes_nothing(
    text: str, kind: type[Exception], window: Any, dialog: KeyboardDialog, tmp_path: Path
) -> None:
    window._keys.choose("redo", keys("Ctrl+Y"))
    with pytest.raises(kind):
        window._keys.take_in(text)
    file = tmp_path / "keys.json"
    file.write_text(text, "utf-8")
    dialog.import_from(file)
    assert "keys.json" in dialog.said.text()
    assert window._keys.chosen == {"redo": ("Ctrl+Y",)}


def test_files_that_cannot_be_read_or_written_are_told(
    dialog: KeyboardDialog, tmp_path: Path
) -> None:
    dialog.import_from(tmp_path / "none.json")
    assert "none.json cannot be read" in dialog.said.text()
    dialog.export_to(tmp_path / "no folder" / "keys.json")
    assert "cannot be written" in dialog.said.text()


def test_keys_are_kept_from_one_start_to_the_next(
    window: Any, settings: AppSettings, qtbot: QtBot
) -> None:
    window._keys.choose("new-case", keys("Ctrl+J"))
    qtbot.waitUntil(lambda: AppSettings.load(settings.file).keys == {"new-case": ("Ctrl+J",)})
    read = AppSettings.load(settings.file)
    assert Keys(read.keys).of("new-case") == tuple(keys("Ctrl+J"))


def test_settings_whose_keys_are_damaged_give_the_first_keys(
    caplog: pytest.LogCaptureFixture,
) -> None:
    held = Keys({"undo": ("Ctrl+I",)})
    assert held.chosen == {}
    assert "not used" in caplog.text


# ------------------------------------------------------------------ what listens itself


def pressed(key: Qt.Key, text: str = "", shift: bool = False) -> QKeyEvent:  # noqa: FBT002
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    return QKeyEvent(QKeyEvent.Type.KeyPress, key, held, text)


def test_what_a_key_stands_for_is_asked_where_the_keyboard_is() -> None:
    held = Keys()
    assert held.stands_for(pressed(Qt.Key.Key_Space, " "), Where.PLAYER) == "play"
    assert held.stands_for(pressed(Qt.Key.Key_Space, " "), Where.BOTH) == "both-play"
    assert held.stands_for(pressed(Qt.Key.Key_Question, "?", shift=True), Where.EVERYWHERE)
    left = pressed(Qt.Key.Key_Left, shift=True)
    assert held.stands_for(left, Where.PLAYER) == "seconds-back"
    assert held.stands_for(pressed(Qt.Key.Key_K, "K", shift=True), Where.PLAYER) is None
    held.choose("play", keys("G"))
    assert held.stands_for(pressed(Qt.Key.Key_K, "k"), Where.PLAYER) is None
    assert held.stands_for(pressed(Qt.Key.Key_G, "g"), Where.PLAYER) == "play"


def test_verdicts_players_and_pairs_follow_changed_keys(window: Any, qtbot: QtBot) -> None:
    page, search = window.case_page, window.case_page.search
    held = window._keys
    held.choose("supports-same", keys("S"))
    held.choose("both-play", keys("B"))
    held.choose("play", keys("Y"))
    page.go_to(SEARCH)
    search.show_query_by_id(search.gallery.model.tracklet(0).id)
    grid = search.candidates.grid
    qtbot.waitUntil(lambda: search.candidates.model.rowCount() == 12)
    query, candidate = search.players
    qtbot.waitUntil(lambda: query.current is not None and candidate.current is not None)
    grid.setFocus()
    press(qtbot, Qt.Key.Key_B)
    assert query.is_playing
    press(qtbot, Qt.Key.Key_B)
    assert not query.is_playing
    search.query_pane.scrubber.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert not query.is_playing
    press(qtbot, Qt.Key.Key_Y)
    assert query.is_playing
    press(qtbot, Qt.Key.Key_Y)
    grid.setFocus()
    press(qtbot, Qt.Key.Key_1)
    qtbot.wait(50)
    assert not page.decisions.latest.queries
    press(qtbot, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: bool(page.decisions.latest.queries))
    shown = search.candidates.bar.verdicts[Verdict.SUPPORTS_SAME]
    assert shown.iconText().startswith("S")
    assert shown.toolTip().endswith("  S")
    assert search.query_pane.bar.buttons[1].toolTip() == "Play or pause  Y"


# ------------------------------------------------------------------ while one writes


LETTERS = "abcdefghijklmnopqrstuvwxyz"
WRITTEN = LETTERS + LETTERS.upper() + "0123456789 ,.?+-="


def fields_of(window: Any) -> Iterable[QLineEdit]:
    return [one for one in window.findChildren(QLineEdit) if one.isVisible() and one.isEnabled()]


@pytest.mark.parametrize("place", range(7))
def test_no_letter_acts_while_one_writes(window: Any, place: int, qtbot: QtBot) -> None:
    """Whatever a letter stands for, in every field of every place it is written."""
    page = window.case_page
    page.go_to(place)
    if place == SEARCH:
        page.search.show_query_by_id(page.search.gallery.model.tracklet(0).id)
        qtbot.waitUntil(lambda: page.search.candidates.model.rowCount() == 12)
    if place == REVIEW:
        page.review.lists.list_shown.setFocus()
    done: list[str] = []
    for action in window.findChildren(QAction):
        action.triggered.connect(lambda _=False, one=action: done.append(one.text()))
    for field in fields_of(window):
        field.setFocus()
        if not field.hasFocus() or field.isReadOnly():
            continue
        field.clear()
        if field.validator() is not None or field.inputMask():
            qtbot.keyClicks(field, WRITTEN)
        else:
            field.setCompleter(None)  # type: ignore[arg-type]
            qtbot.keyClicks(field, WRITTEN)
            assert field.text() == WRITTEN, type(field.parent()).__name__
        field.clear()
    assert done == []
    assert QApplication.activeModalWidget() is None
    assert page.place == place
