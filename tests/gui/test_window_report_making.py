"""Making a report in the window: asked for, cancelled, refused, kept and checked."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.views.places import REPORT
from cba_core.domain.case_report import PLAIN_PROPOSITIONS, RankDifference, ReportWishes
from cba_core.domain.errors import CbaError, DiskFullError, ExhibitChangedError
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.fake_reports import made_up_exhibit
from tests.gui.test_window_keyboard import CTRL, press
from tests.gui.test_window_report import report_of, shown_text


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    made = indexed_case(tmp_path / "a.duskcase")
    made.exhibits.kept = [made_up_exhibit(number, made.path) for number in (1, 2, 3)]
    return made


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the person chooses."""
    chosen = tmp_path / "out"
    chosen.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(chosen))
    return chosen


def test_a_report_is_made_and_what_to_keep_of_it_is_copied_opened_and_checked(
    open_window: WindowMaker,
    qtbot: QtBot,
    case: FakeCase,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = report_of(open_window, qtbot, case)
    making = page.making
    assert not making.result.isVisible()
    page.contents.title.setText("At the gate")
    drawn = len(case.reports.previews)
    press(qtbot, Qt.Key.Key_R, CTRL)
    qtbot.waitUntil(making.result.isVisible)
    wishes = ReportWishes(title="At the gate", propositions=PLAIN_PROPOSITIONS)
    assert case.reports.made == [(place / "a-report", wishes)]
    qtbot.waitUntil(lambda: len(case.reports.previews) > drawn)  # its log has a row more
    assert making.folder.toolTip() == str(place / "a-report")
    qtbot.mouseClick(making.copy_digest, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "5a" * 32
    qtbot.mouseClick(making.copy_head, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == f"3:{'ab' * 32}"
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    qtbot.mouseClick(making.open_button, Qt.MouseButton.LeftButton)
    assert opened == [str(place / "a-report")]
    qtbot.mouseClick(making.check_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: making.said.text() == "2 lists made again, the same rank by rank.")
    assert case.reports.checked == [place / "a-report" / "report.json"]
    making.choose_place()  # beside it, and nothing is replaced
    qtbot.waitUntil(lambda: len(case.reports.made) == 2)
    assert case.reports.made[1][0] == place / "a-report-2"
    qtbot.waitUntil(lambda: page.is_shown and not making.is_working)


def test_lists_that_differ_are_named_rank_by_rank(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.reports.differs = tuple(
        RankDifference(query="1-1", rank=rank, expected=2_000_001, found=None)
        for rank in range(1, 6)
    )
    file = case.path.parent / "report.json"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    page = report_of(open_window, qtbot, case)
    qtbot.mouseClick(page.making.check_other_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(case.reports.checked))
    qtbot.waitUntil(lambda: page.making.said.text().startswith("1 of 2 lists differ."))
    said = page.making.said.text()
    assert "Query 1-1, rank 1: 2-1 in the report, nobody now" in said
    assert "and 2 more ranks" in said
    assert page.making.said.objectName() == "failure"
    assert case.reports.checked == [file]


def test_making_one_is_cancelled_and_nothing_was_written(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, place: Path
) -> None:
    case.reports.holds = True
    page = report_of(open_window, qtbot, case)
    qtbot.mouseClick(page.making.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.making.cancel_button.isVisible)
    assert not page.making.make_button.isVisible()
    qtbot.mouseClick(page.making.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.making.said.text() == "Stopped; nothing was written.")
    assert page.making.make_button.isVisible()
    assert list(place.iterdir()) == []
    qtbot.waitUntil(lambda: len(case.reports.previews) == 2)  # that it was stopped is logged


def test_a_window_that_closes_does_not_wait_for_a_report(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, place: Path
) -> None:
    case.reports.holds = True
    page = report_of(open_window, qtbot, case)
    page.making.choose_place()
    window = page.window()
    window.close()
    window.closings.finish()
    assert case.is_closed


def test_exhibits_that_are_not_what_they_were_can_be_unchecked(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, place: Path
) -> None:
    case.reports.make_error = ExhibitChangedError(["E0002", "E0009"], "E0002 still.png: another")
    page = report_of(open_window, qtbot, case, expects_failures=True)
    page.making.choose_place()
    window = page.window()
    qtbot.waitUntil(lambda: window.teller.dialog is not None)
    failure = window.teller.dialog.failure
    assert "E0002 still.png: another" in failure.what
    assert "take the check mark off" in failure.remedy
    assert "--leave-out" not in failure.remedy
    window.teller.dialog.reject()
    assert page.making.said.text() == "No report was made."
    contents = page.contents
    assert contents.faulty.isVisible()
    assert "E0002, E0009" in contents.faulty.text()
    assert contents.exhibits.item(3).text() == "E0009  cannot be read"
    contents.exhibits.item(3).setCheckState(Qt.CheckState.Unchecked)
    assert contents.wishes.leave_out == ("E0009",)
    qtbot.waitUntil(lambda: case.reports.previews[-1].leave_out == ("E0009",))
    assert "E0009" not in contents.faulty.text()
    contents.exhibits.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert not contents.faulty.isVisible()
    qtbot.waitUntil(lambda: page.is_shown)


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (DiskFullError(Path("/out")), "Free some space"),
        (CbaError("There is something at /out already", "Name another folder."), "another folder"),
    ],
)
def test_what_keeps_a_report_from_being_written_is_told_with_its_remedy(
    open_window: WindowMaker,
    qtbot: QtBot,
    case: FakeCase,
    error: CbaError,
    remedy: str,
) -> None:
    case.reports.make_error = error
    page = report_of(open_window, qtbot, case, expects_failures=True)
    page.making.choose_place()
    window = page.window()
    qtbot.waitUntil(lambda: window.teller.dialog is not None)
    assert window.teller.dialog.failure.what == error.what
    assert remedy in window.teller.dialog.failure.remedy
    window.teller.dialog.reject()
    assert not page.making.result.isVisible()


def test_a_case_that_is_open_for_reading_is_drawn_and_not_reported(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    case.review.takes_edits = False
    page = report_of(open_window, qtbot, case)
    assert shown_text(page) == "untitled"
    assert not page.making.make_button.isEnabled()
    assert "reading only" in page.making.make_button.toolTip()


def test_the_report_is_asked_for_from_anywhere_and_only_where_it_can_be_made(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, place: Path
) -> None:
    window = open_window(FakeEngine(case), case.path)
    press(qtbot, Qt.Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: len(case.reports.made) == 1)
    page = window.case_page.report
    qtbot.waitUntil(lambda: page.is_shown and not page.making.is_working)
    assert window.case_page.place == REPORT
    page.contents.propositions.fields[0].setPlainText("")
    press(qtbot, Qt.Key.Key_R, CTRL)
    qtbot.wait(50)
    assert len(case.reports.made) == 1
