from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.settings.app_settings import AppSettings, RecentCase
from cba_core.domain.errors import FootageMissingError
from cba_core.jobs.requests import Failed
from tests.gui.fake_case import FakeEngine, WindowMaker, added_case, indexed_case


def test_a_case_that_is_gone_is_told_with_a_remedy_and_forgotten(
    open_window: WindowMaker, qtbot: QtBot, settings: AppSettings, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.duskcase"
    settings.remember_case(RecentCase(str(gone), "1", "a test"))
    window = open_window(FakeEngine(), expects_failures=True)
    window.open_case(gone)
    qtbot.waitUntil(lambda: window.teller.dialog is not None)
    failure = window.teller.dialog.failure
    assert "not a Duskline case" in failure.what
    assert failure.remedy
    assert not failure.is_bug
    assert window.isEnabled()
    assert settings.recent_cases == []
    window.teller.dialog.reject()
    assert window.teller.dialog is None


def test_a_search_that_fails_says_so_and_the_window_goes_on(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    case.search_error = FootageMissingError(Path("/evidence/north.mp4"))
    window = open_window(FakeEngine(case), case.path, expects_failures=True)
    search = window.case_page.search
    search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: window.teller.dialog is not None)
    assert "north.mp4" in window.teller.dialog.failure.what
    window.teller.dialog.reject()
    case.search_error = None
    search.candidates.search_again()
    qtbot.waitUntil(lambda: search.candidates.result is not None)


def test_a_bug_carries_a_report_that_can_be_copied(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    case.search_error = ZeroDivisionError("a planted bug")
    window = open_window(FakeEngine(case), case.path, expects_failures=True)
    window.case_page.search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: window.teller.dialog is not None)
    dialog = window.teller.dialog
    assert dialog.failure.is_bug
    assert "fake_case.py" in dialog.findChild(QPlainTextEdit).toPlainText()
    (copy,) = (
        button for button in dialog.findChildren(QPushButton) if button.text() == "Copy report"
    )
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "a planted bug" in QGuiApplication.clipboard().text()
    dialog.reject()


def test_a_failed_job_is_told_and_can_be_started_again(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = added_case(tmp_path / "a.duskcase", files=1)
    engine = FakeEngine(case)
    window = open_window(engine, case.path, expects_failures=True)
    engine.workers[0].fails_with = Failed("The disk is full", "Free some space.", is_bug=False)
    page = window.case_page
    page.index.start()
    qtbot.waitUntil(lambda: window.teller.dialog is not None)
    assert window.teller.dialog.failure.remedy == "Free some space."
    window.teller.dialog.reject()
    assert not page.desk.jobs.is_busy


def test_a_job_ended_by_force_is_no_bug(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = added_case(tmp_path / "a.duskcase", files=1)
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    jobs = window.case_page.desk.jobs
    worker = engine.workers[0]
    worker.holds = True
    worker.cancel = lambda: None  # it does not listen
    window.case_page.index.start()
    qtbot.waitUntil(lambda: jobs.is_busy)
    jobs.cancel()
    assert jobs.is_stopping
    with qtbot.waitSignal(jobs.cancelled):
        jobs.end_by_force()
    assert window.teller.dialog is None


def test_the_same_failure_is_told_once(open_window: WindowMaker, qtbot: QtBot) -> None:
    window = open_window(FakeEngine(), expects_failures=True)
    problem = FootageMissingError(Path("/evidence/north.mp4"))
    window.failures.report(problem)
    window.failures.report(problem)
    window.teller.dialog.reject()
    assert window.teller.dialog is None
