"""The place of the case itself: its facts, whether it is what it was, and its log."""

import json
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.viewmodels.log_table_model import LogColumn
from app.viewmodels.log_words import details_text, object_text
from app.views.places import RECORD
from app.views.record_page import COUNT_EVERY_MS
from cba_core.domain.changes import ChangeSet
from cba_core.domain.ids import FootageId
from cba_core.domain.integrity import BackupFacts, CasePart, IntegrityFault
from cba_core.domain.log_check import LogFault
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.fake_record import MADE, made_up_entry

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


def test_the_bar_of_places_counts_the_log_from_the_start_and_follows_it(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = open_window(FakeEngine(case), case.path).case_page
    button = page.places[RECORD]
    qtbot.waitUntil(lambda: button.left == "3 log entries")
    case.log.count = 4  # a search, which tells nobody that it was logged
    qtbot.waitUntil(lambda: button.left == "4 log entries", timeout=2 * COUNT_EVERY_MS)
    case.log.count = 1205
    page.desk.changes.publish(ChangeSet(decisions=True))
    qtbot.waitUntil(lambda: button.left == "1,205 log entries", timeout=COUNT_EVERY_MS // 2)
    assert page.record.model.rowCount() == 3  # nobody looks: it is read when somebody does


def test_rows_that_come_while_somebody_looks_are_shown_and_the_chosen_one_stays(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = record_of(open_window, qtbot, case)
    page.table.setCurrentIndex(page.model.index(1, LogColumn.OBJECT))
    case.log.count = 5
    page._desk.changes.publish(ChangeSet(decisions=True))
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    assert page.model.entry(page.table.currentIndex().row()).number == 2


@pytest.mark.parametrize(
    ("logged", "shown"),
    [
        ("tracklet 1000002", "tracklet 1-2"),
        ("tracklet 1000002, 12000345", "tracklet 1-2, 12-345"),
        ("tracklet 1-2, 12-345", "tracklet 1-2, 12-345"),
        ("picture box-3, 1000002", "picture box-3, 1-2"),
        ("picture external-1", "picture external-1"),
        ("footage 2", "footage 2 · night.mp4"),
        ("playing footage 2", "playing footage 2 · night.mp4"),
        ("footage 9", "footage 9"),
        ("edit 12: cannot-say for 5-24", "edit 12: cannot-say for 5-24"),
        ("exhibit E0001", "exhibit E0001"),
    ],
)
def test_the_log_calls_things_what_people_call_them(logged: str, shown: str) -> None:
    entry = replace(made_up_entry(1, "0" * 64), object=logged)
    assert object_text(entry, {FootageId(2): "night.mp4"}) == shown


def test_details_name_tracklets_and_leave_counts_alone() -> None:
    told = {"query": [3], "candidates": [1000002, 500001], "candidate": 2000007, "rank": 3}
    entry = replace(made_up_entry(1, "0" * 64), details={**told, "tracklets": 4})
    assert json.loads(details_text(entry)) == {
        "query": ["box-3"],
        "candidates": ["1-2", "external-1"],
        "candidate": "2-7",
        "rank": 3,
        "tracklets": 4,
    }
    entry = replace(entry, details={"tracklets": [1000002], "candidate": None})
    assert json.loads(details_text(entry)) == {"tracklets": ["1-2"], "candidate": None}


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
