"""The place of the case itself: its facts, whether it is what it was, and its log."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.viewmodels.log_table_model import LogColumn
from app.views.places import RECORD
from cba_core.domain.integrity import BackupFacts, CasePart, IntegrityFault
from cba_core.domain.log_check import LogFault
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.fake_record import MADE

FAULT = IntegrityFault(
    part=CasePart.FOOTAGE,
    object="footage 2",
    text="its content is another than when it was added",
    still="What was found in it stays searchable.",
    remedy="Find the original.",
)


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase")


def record_of(open_window: WindowMaker, qtbot: QtBot, case: FakeCase) -> Any:
    window = open_window(FakeEngine(case), case.path)
    window.case_page.go_to(RECORD)
    page = window.case_page.record
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    return page


def words_of(widget: Any) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel))


def test_the_log_stands_newest_first_and_its_head_is_copied(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = record_of(open_window, qtbot, case)
    shown = [
        page.model.data(page.model.index(row, LogColumn.NUMBER))
        for row in range(page.model.rowCount())
    ]
    assert shown == ["3", "2", "1"]
    assert page.model.data(page.model.index(2, LogColumn.ACTION)) == "created"
    tip = page.model.data(page.model.index(0, LogColumn.OBJECT), Qt.ItemDataRole.ToolTipRole)
    assert '"limit": 60' in tip
    qtbot.mouseClick(page.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == str(case.log.head())


def test_what_was_done_meanwhile_stands_there_when_the_place_is_entered_again(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = record_of(open_window, qtbot, case)
    case.log.count = 5
    page.enter()
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)


def test_looking_through_tells_what_is_wrong_and_what_to_do(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    case.kept_integrity.faults = (FAULT,)
    page = record_of(open_window, qtbot, case)
    qtbot.mouseClick(page.integrity.whole_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.integrity.outcome.text() == "1 fault found.")
    assert case.kept_integrity.looked == [False]
    said = words_of(page.integrity)
    for part in (FAULT.object, FAULT.text, FAULT.still, FAULT.remedy):
        assert part in said


def test_a_quick_look_claims_no_more_than_it_did(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = record_of(open_window, qtbot, case)
    qtbot.mouseClick(page.integrity.quick_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "was not read" in page.integrity.outcome.text())
    qtbot.mouseClick(page.integrity.whole_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "have the SHA-256" in page.integrity.outcome.text())
    assert case.kept_integrity.looked == [True, False]


def test_looking_through_is_stopped_and_concludes_nothing(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    case.kept_integrity.go_on = Event()
    page = record_of(open_window, qtbot, case)
    qtbot.mouseClick(page.integrity.whole_button, Qt.MouseButton.LeftButton)
    assert page.integrity.stop_button.isVisible()
    assert not page.integrity.whole_button.isVisible()
    qtbot.mouseClick(page.integrity.stop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.integrity.outcome.text() == "Stopped; nothing was concluded.")
    assert page.integrity.whole_button.isVisible()


def test_a_window_that_closes_does_not_wait_for_the_looking_through(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    case.kept_integrity.go_on = Event()
    page = record_of(open_window, qtbot, case)
    qtbot.mouseClick(page.integrity.whole_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(case.kept_integrity.looked))
    page.window().close()
    page.window().closings.finish()
    assert case.is_closed


def test_the_chain_is_checked_and_faults_are_named(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = record_of(open_window, qtbot, case)
    qtbot.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.said.text().startswith("Every hash fits."))
    case.log.faults = [LogFault(2, "hash", "was changed")]
    qtbot.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "2: was changed" in page.said.text())


def test_the_log_is_exported_where_the_person_says(
    open_window: WindowMaker,
    qtbot: QtBot,
    case: FakeCase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "log.jsonl"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page = record_of(open_window, qtbot, case)
    qtbot.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "3 entries exported" in page.said.text())
    assert case.log.exported == [target]
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)  # the export is an entry itself


def test_backups_are_told(open_window: WindowMaker, qtbot: QtBot, case: FakeCase) -> None:
    case.kept_integrity.kept.append(
        BackupFacts(name="a", path=case.path / "a", made=MADE, why="daily", size_bytes=2_000_000)
    )
    page = record_of(open_window, qtbot, case)
    qtbot.waitUntil(lambda: bool(page.integrity.backups.text()))
    assert page.integrity.backups.text() == (
        "1 backup of the database, the newest of 2026-03-02 09:00:00 UTC+1, 2.0 MB"
    )
