"""The clock of recorders, told in the window: what becomes of times is seen before it is told."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.viewmodels.footage_table_model import FootageColumn
from cba_core.domain.clocks import Fold
from cba_core.domain.ids import FootageId
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase", files=3)


def dialog_of(open_window: WindowMaker, qtbot: QtBot, case: FakeCase, rows: int = 1) -> Any:
    window = open_window(FakeEngine(case), case.path)
    evidence = window.case_page.evidence
    evidence.table.selectAll() if rows > 1 else evidence.table.selectRow(0)
    qtbot.mouseClick(evidence.panel.clock, Qt.MouseButton.LeftButton)
    dialog = evidence.clock_dialog
    qtbot.waitExposed(dialog)
    return dialog


def clock_cell(dialog: Any, row: int) -> str:
    model = dialog.parent().model
    return str(model.data(model.index(row, FootageColumn.CLOCK)))


def press_set(dialog: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(dialog.set_button.isEnabled)
    with qtbot.waitSignal(dialog.finished):
        qtbot.mouseClick(dialog.set_button, Qt.MouseButton.LeftButton)


def test_a_comparison_is_told_in_a_sentence_and_then_set(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    dialog = dialog_of(open_window, qtbot, case)
    page = dialog.parent()
    form = dialog.form
    form.recorder_start.setText("2026-03-01 18:00:00")
    form.recorder.setText("2026-03-02 14:03:00")
    form.true.setText("2026-03-02 14:09:12")
    form.evidence.setText("PC Moreno, speaking clock")
    qtbot.waitUntil(dialog.set_button.isEnabled)
    assert dialog.sentence.text() == (
        "Recorder was 00:06:12 slow; 2026-03-02 14:03:00 on screen is "
        "2026-03-02 14:09:12 UTC+01:00."
    )
    assert dialog.times.item(0, 2).text() == "2026-03-01 18:06:12 UTC+1"
    press_set(dialog, qtbot)
    told = case.told_clocks[FootageId(1)]
    assert told.corrected_start == datetime(2026, 3, 1, 17, 6, 12, tzinfo=UTC)
    assert told.facts.evidence == "PC Moreno, speaking clock"
    model = page.model
    cell = model.index(0, FootageColumn.CLOCK)
    qtbot.waitUntil(lambda: model.data(cell) == "0:06:12 slow")
    assert "PC Moreno" in model.data(cell, Qt.ItemDataRole.ToolTipRole)


def test_half_a_comparison_is_refused_in_words(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    dialog = dialog_of(open_window, qtbot, case)
    dialog.form.recorder.setText("2026-03-02 14:03:00")
    qtbot.waitUntil(lambda: "has both" in dialog.problem.text())
    assert not dialog.set_button.isEnabled()
    assert not case.told_clocks


def test_many_files_get_one_clock_and_each_its_own_time(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    case.held[1] = replace(case.held[1], start_time=datetime(2026, 3, 1, 20, 0, tzinfo=UTC))
    dialog = dialog_of(open_window, qtbot, case, rows=3)
    assert not dialog.form.recorder_start.isVisible()
    dialog.form.zone.setEditText("UTC+01:00")
    qtbot.waitUntil(lambda: dialog.times.rowCount() == 3)
    assert [dialog.times.item(row, 1).text() for row in range(3)] == [
        "2026-03-01 17:00:00",
        "2026-03-01 20:00:00",
        "2026-03-01 17:00:00",
    ]
    press_set(dialog, qtbot)
    assert {one.facts.zone for one in case.told_clocks.values()} == {"UTC+01:00"}
    assert len(case.told_clocks) == 3


def test_a_time_that_came_twice_is_asked_about(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    dialog = dialog_of(open_window, qtbot, case)
    dialog.form.recorder_start.setText("2026-10-25 02:30:00")
    qtbot.waitUntil(lambda: "came twice" in dialog.problem.text())
    assert dialog.form.fold.isVisible()
    dialog.form.fold.choose(Fold.LATER)
    press_set(dialog, qtbot)
    told = case.told_clocks[FootageId(1)]
    assert told.corrected_start == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_without_a_recorder_time_it_is_asked_for(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    case.held[0] = replace(case.held[0], start_time=None)
    dialog = dialog_of(open_window, qtbot, case)
    qtbot.waitUntil(lambda: bool(dialog.problem.text()))
    assert dialog.problem.text().endswith("Say what it shows at the first frame.")
    assert "cba " not in dialog.problem.text()


def test_a_photograph_that_cannot_be_read_is_told_and_nothing_is_set(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, tmp_path: Path
) -> None:
    dialog = dialog_of(open_window, qtbot, case)
    dialog.form.recorder_start.setText("2026-03-01 18:00:00")
    dialog.form.photo.setText(str(tmp_path / "nothing.jpg"))
    qtbot.waitUntil(dialog.set_button.isEnabled)
    qtbot.mouseClick(dialog.set_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "nothing.jpg cannot be read" in dialog.problem.text())
    assert not case.told_clocks


def test_what_was_told_stands_in_the_fields_and_can_be_taken_back(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    dialog = dialog_of(open_window, qtbot, case)
    dialog.form.recorder_start.setText("2026-03-01 18:00:00")
    dialog.form.recorder.setText("2026-03-02 14:03:00")
    dialog.form.true.setText("2026-03-02 14:09:12")
    dialog.form.second_recorder.setText("2026-03-04 14:03:00")
    dialog.form.second_true.setText("2026-03-04 14:09:16")
    page = dialog.parent()
    press_set(dialog, qtbot)
    assert case.told_clocks[FootageId(1)].facts.drift_us_per_day == 2_000_000
    qtbot.waitUntil(lambda: page._sources[FootageId(1)].clock is not None)
    page.panel.clock.click()
    again = page.clock_dialog
    qtbot.waitExposed(again)
    assert again.form.recorder.text() == "2026-03-02 14:03:00"
    assert again.form.true.text() == "2026-03-02 14:09:12"
    qtbot.waitUntil(again.set_button.isEnabled)
    assert "it falls behind 2 s a day" in again.sentence.text()  # the drift is kept
    with qtbot.waitSignal(again.finished):
        qtbot.mouseClick(again.forget_button, Qt.MouseButton.LeftButton)
    assert not case.told_clocks


def test_E6_a_corrected_time_is_not_called_the_recorders_and_drops_no_clock(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    dialog = dialog_of(open_window, qtbot, case)
    evidence = dialog.parent()
    panel = evidence.panel
    assert not dialog.forget_button.isVisible()  # there is no clock to take back
    assert panel.start.accessibleName() == "Recorder time at start"
    dialog.form.recorder_start.setText("2026-03-01 18:00:00")
    press_set(dialog, qtbot)
    qtbot.waitUntil(panel.start.isReadOnly)
    assert panel.start.accessibleName() == "Corrected time at start"
    assert panel._start_name.text() == "Corrected time at start"
    evidence.table.selectRow(1)  # nobody told the clock of that one
    assert not panel.start.isReadOnly()
    assert panel.start.accessibleName() == "Recorder time at start"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of a list that pops up
def test_a_new_camera_may_begin_like_a_known_one(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = open_window(FakeEngine(case), case.path)
    evidence = window.case_page.evidence
    evidence.table.selectRow(0)
    field = evidence.panel.camera.lineEdit()
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "cam")
    assert evidence.panel.camera.currentText() == "cam"  # and not camera1
