"""What is told of selected files: only what a person changed."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.widgets.moment_field import MomentField
from cba_core.domain.changes import ChangeSet
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.made_up_footage import START

SECOND_HALF_PAST_TWO = datetime(2026, 10, 25, 1, 30, 0, 480_000, tzinfo=UTC)


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    made = indexed_case(tmp_path / "a.duskcase", files=2)
    made.held[0] = replace(made.held[0], start_time=SECOND_HALF_PAST_TWO)
    return made


def first_file_selected(open_window: WindowMaker, case: FakeCase) -> Any:
    window = open_window(FakeEngine(case), case.path)
    evidence = window.case_page.evidence
    evidence.table.selectRow(0)
    return evidence


def press_set(panel: Any, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)


def test_a_camera_is_set_and_the_recorder_time_stays_to_its_fraction(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    panel = first_file_selected(open_window, case).panel
    assert panel.start.text() == "2026-10-25 02:30:00.48+01:00"
    panel.camera.setEditText("Yard")
    press_set(panel, qtbot)
    qtbot.waitUntil(lambda: case.held[0].camera == "Yard")
    assert case.held[0].start_time == SECOND_HALF_PAST_TWO


def test_a_forgotten_time_is_not_stored_again_with_the_next_fact(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    evidence = first_file_selected(open_window, case)
    panel = evidence.panel
    qtbot.mouseClick(panel.forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.start.text())
    panel.camera.setEditText("Yard")
    press_set(panel, qtbot)
    qtbot.waitUntil(lambda: case.held[0].camera == "Yard")
    assert case.held[0].start_time is None


def test_an_emptied_time_is_forgotten_and_an_emptied_camera_refused(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    panel = first_file_selected(open_window, case).panel
    panel.camera.setEditText("")
    press_set(panel, qtbot)
    assert panel.problem.text() == "A camera needs a name."
    panel.camera.setEditText(case.held[0].camera)
    panel.start.clear()
    press_set(panel, qtbot)
    qtbot.waitUntil(lambda: case.held[0].start_time is None)
    assert case.held[1].start_time == START


def test_a_fact_that_changes_elsewhere_is_shown_beside_what_is_being_written(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    evidence = first_file_selected(open_window, case)
    evidence.panel.start.setText("2026-07-01 09:")
    case.held[0] = replace(case.held[0], camera="Gate")
    evidence._desk.changes.publish(ChangeSet(footage=True))
    qtbot.waitUntil(lambda: evidence.panel.camera.currentText() == "Gate")
    assert evidence.panel.start.text() == "2026-07-01 09:"


def test_nothing_is_told_where_nothing_was_changed(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    panel = first_file_selected(open_window, case).panel
    with qtbot.assertNotEmitted(panel.tell_wanted):
        press_set(panel, qtbot)


def test_the_clear_button_of_a_time_field_clears_the_filter(qtbot: QtBot) -> None:
    field = MomentField(UTC, "Seen from", "")
    qtbot.addWidget(field)
    field.setText("2026-03-01 18:00")
    field.read()
    with qtbot.waitSignal(field.moment_changed):
        field.clear()
    assert field.moment is None
