"""The place Report: what goes in, what is missing, the pages themselves, and making it."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.views.places import EVIDENCE, INDEX, RECORD, REPORT, REVIEW, SEARCH
from cba_core.domain.case_report import (
    PLAIN_PROPOSITIONS,
    LackKind,
    ReportLack,
    ReportWishes,
)
from cba_core.domain.changes import ChangeSet
from cba_core.domain.decisions import Verdict
from cba_core.domain.edits import SetVerdict
from cba_core.domain.errors import DiskFullError, NotIndexedError
from cba_core.domain.ids import FootageId
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.fake_reports import made_up_exhibit
from tests.gui.test_window_keyboard import CTRL, press

CLOCKS = ReportLack(
    kind=LackKind.CLOCK_NOT_TOLD, count=2, total=4, footage=(FootageId(2), FootageId(4))
)
FIGURES = ReportLack(kind=LackKind.FIGURES_NOT_MEASURED, count=1, total=3)


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    made = indexed_case(tmp_path / "a.duskcase")
    made.exhibits.kept = [made_up_exhibit(number, made.path) for number in (1, 2, 3)]
    made.reports.missing = [CLOCKS]
    return made


def report_of(open_window: WindowMaker, qtbot: QtBot, case: FakeCase, **how: Any) -> Any:
    window = open_window(FakeEngine(case), case.path, **how)
    window.case_page.go_to(REPORT)
    page = window.case_page.report
    qtbot.waitUntil(lambda: page.is_shown)
    return page


def shown_text(page: Any) -> str:
    """What the first page says, once it was drawn."""
    return str(page.pages.text(0)).strip()


def words_of(widget: Any) -> str:
    return " ".join(
        one.text() for kind in (QLabel, QPushButton) for one in widget.findChildren(kind)
    )


def test_nothing_is_drawn_or_loaded_before_somebody_looks(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = open_window(FakeEngine(case), case.path)
    qtbot.waitUntil(lambda: window.case_page.report.outlook.lacks is not None)
    assert case.reports.previews == []
    press(qtbot, Qt.Key.Key_6, CTRL)
    page = window.case_page.report
    qtbot.waitUntil(lambda: page.is_shown)
    assert case.reports.previews == [ReportWishes(propositions=PLAIN_PROPOSITIONS)]
    assert window.case_page.place == REPORT
    assert len(page.pages.sizes) == 3
    assert page.preview.place.text() == "Page 1 of 3"


def test_the_pages_are_those_of_the_pdf(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = report_of(open_window, qtbot, case)
    assert shown_text(page) == "untitled"
    view = page.preview.view
    where = view.page_rect(0)
    grabbed = view.viewport().grab().toImage()
    ratio = grabbed.devicePixelRatio()

    def colour_at(x: float, y: float) -> str:
        """Of a place of the page, in points from its upper left."""
        scale = where.width() / page.pages.sizes[0].width()
        spot = (where.topLeft() + QPointF(x, y) * scale) * ratio
        return str(grabbed.pixelColor(spot.toPoint()).name())

    sheet = page.pages.picture(0, 1.0)
    qtbot.waitUntil(lambda: page.pages.picture(0, 1.0).width() == 596)
    sheet = page.pages.picture(0, 1.0)
    assert sheet.pixelColor(100, 842 - 400).name() == "#000000"  # the drawn square
    assert sheet.pixelColor(400, 842 - 400).name() == "#ffffff"
    assert colour_at(400, 100) == "#ffffff"


def test_what_is_written_is_drawn_once_the_typing_rests(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = report_of(open_window, qtbot, case)
    page.contents.title.setFocus()
    qtbot.keyClicks(page.contents.title, "At the gate")
    qtbot.waitUntil(lambda: page.is_shown and shown_text(page) == "At the gate")
    assert len(case.reports.previews) == 2  # the letters between were not drawn
    page.contents.propositions.fields[0].setPlainText("It is she,\nof the query.")
    qtbot.waitUntil(lambda: len(case.reports.previews) == 3)
    assert case.reports.previews[-1].propositions == (
        "It is she, of the query.", PLAIN_PROPOSITIONS[1]
    )  # fmt: skip


def test_two_propositions_have_to_compete(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = report_of(open_window, qtbot, case)
    fields = page.contents.propositions
    assert not fields.problem.isVisible()
    fields.fields[1].setPlainText("  ")
    assert fields.problem.isVisible()
    assert not page.making.make_button.isEnabled()
    assert "compete" in page.making.make_button.toolTip()
    assert page.preview.state.toolTip() == "Not as it is written at the left"
    qtbot.wait(500)
    assert len(case.reports.previews) == 1
    qtbot.mouseClick(fields.add_button, Qt.MouseButton.LeftButton)
    assert fields.fields[2].hasFocus()
    qtbot.keyClicks(fields.fields[2], "It is another.")
    assert page.making.make_button.isEnabled()
    fields.remove(1)
    assert fields.texts == (PLAIN_PROPOSITIONS[0], "It is another.")
    fields.remove(0)  # two stay
    assert len(fields.fields) == 2


def test_exhibits_that_are_unchecked_are_left_out_and_stay_so(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = report_of(open_window, qtbot, case)
    qtbot.waitUntil(lambda: page.contents.exhibits.count() == 3)
    items = page.contents.exhibits
    assert items.item(1).text() == "E0002  still, Gate 2"
    items.setFocus()
    items.setCurrentRow(1)
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: case.reports.previews[-1].leave_out == ("E0002",))
    assert page.contents.about_exhibits.text() == "Left out: 1. The report says so."
    case.exhibits.kept.append(made_up_exhibit(4, case.path))
    page.enter()
    qtbot.waitUntil(lambda: items.count() == 4)
    assert page.contents.wishes.leave_out == ("E0002",)
    page.contents.with_log.click()
    assert page.making.wishes == ReportWishes(
        propositions=PLAIN_PROPOSITIONS, leave_out=("E0002",), with_log=True
    )


def test_a_change_of_the_case_is_drawn_at_once_where_somebody_looks_and_else_later(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = report_of(open_window, qtbot, case)
    case_page = page.window().case_page
    page._desk.changes.publish(ChangeSet(decisions=True))
    qtbot.waitUntil(lambda: len(case.reports.previews) == 2)
    qtbot.waitUntil(lambda: page.is_shown)
    case_page.go_to(RECORD)
    case.reports.missing = []
    page._desk.changes.publish(ChangeSet(footage=True))
    qtbot.waitUntil(lambda: page.outlook.lacks == ())
    assert len(case.reports.previews) == 2
    case_page.go_to(REPORT)
    qtbot.waitUntil(lambda: len(case.reports.previews) == 3)


def test_whoever_reads_stays_where_they_are_when_it_is_drawn_again(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = report_of(open_window, qtbot, case)
    view = page.preview.view
    view.zoom_by(1)
    view.go_to_page(1)
    before = (view.zoom, view.verticalScrollBar().value())
    assert view.page == 1
    case.reports.pages = 5
    page.outlook.redraw()
    qtbot.waitUntil(lambda: len(page.pages.sizes) == 5)
    assert (view.zoom, view.verticalScrollBar().value()) == before
    case.reports.pages = 1
    page.outlook.redraw()
    qtbot.waitUntil(lambda: len(page.pages.sizes) == 1)
    assert view.page == 0


def test_pages_are_scrolled_and_zoomed_by_keys_and_wheel_and_read_out(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = report_of(open_window, qtbot, case)
    view = page.preview.view
    page.enter()
    qtbot.waitUntil(view.hasFocus)
    assert view.accessibleName() == "The report as it would be now, page 1 of 3"
    assert view.accessibleDescription().strip() == "untitled"
    assert view.fits
    fitted = view.zoom
    press(qtbot, Qt.Key.Key_End)
    assert view.page == 2
    assert page.preview.place.text() == "Page 3 of 3"
    qtbot.waitUntil(lambda: view.accessibleDescription().strip() == "part 3")
    press(qtbot, Qt.Key.Key_Home)
    press(qtbot, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > 0
    press(qtbot, Qt.Key.Key_Plus)
    assert view.zoom > fitted
    press(qtbot, Qt.Key.Key_Minus)
    qtbot.waitUntil(lambda: view.zoom == pytest.approx(fitted))
    middle = QPointF(view.viewport().rect().center())
    spot = middle - view.page_rect(view.page).topLeft()
    turn = QWheelEvent(
        middle, QPointF(view.viewport().mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, 240),
        Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), turn)
    grown = view.zoom / fitted
    assert grown == pytest.approx(1.2**2)
    now = middle - view.page_rect(view.page).topLeft()
    assert now.y() == pytest.approx(spot.y() * grown, abs=2)  # what is under the pointer stays
    press(qtbot, Qt.Key.Key_0)
    assert view.zoom == pytest.approx(fitted)
    for _ in range(30):
        view.zoom_by(-1)
    assert view.zoom == 0.25
    assert not page.preview.fit.isEnabled() or not view.fits


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        (LackKind.NOT_SEARCHED, INDEX),
        (LackKind.NOT_THERE, EVIDENCE),
        (LackKind.CLOCK_NOT_TOLD, EVIDENCE),
        (LackKind.NOT_COMPARED, RECORD),
        (LackKind.FAULTS_FOUND, RECORD),
        (LackKind.NOTHING_DECIDED, SEARCH),
        (LackKind.NO_SECOND_READING, REVIEW),
        (LackKind.SELF_TEST_NOT_RUN, REPORT),
        (LackKind.FIGURES_NOT_MEASURED, EVIDENCE),
    ],
)
def test_everything_that_is_missing_leads_to_where_it_is_mended(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, kind: LackKind, place: int
) -> None:
    case.reports.missing = [ReportLack(kind=kind, count=2, total=4, footage=CLOCKS.footage)]
    page = report_of(open_window, qtbot, case)
    case_page = page.window().case_page
    (jump,) = page.lacks.jumps
    assert jump.accessibleName().endswith(jump.text())
    qtbot.mouseClick(jump, Qt.MouseButton.LeftButton)
    assert case_page.place == place
    if kind is LackKind.CLOCK_NOT_TOLD:
        assert [one.id for one in case_page.evidence.selected()] == [2, 4]
    if kind is LackKind.SELF_TEST_NOT_RUN:
        assert QGuiApplication.clipboard().text() == "cba self-test"
        assert case_page.notice.isVisible()
    if kind is LackKind.NOT_COMPARED:
        qtbot.waitUntil(case_page.record.integrity.whole_button.hasFocus)


def test_the_bar_of_places_says_what_is_in_it_and_how_much_is_missing(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = report_of(open_window, qtbot, case)
    case_page = page.window().case_page
    button = case_page.places[REPORT]
    assert button.left == "no finding yet"
    query, candidate = case.people[0].id, case.people[10].id
    case.review.apply(SetVerdict(query=(query,), candidate=candidate, verdict=Verdict.CANNOT_SAY))
    case.reports.missing = [CLOCKS, FIGURES]
    page._desk.changes.publish(ChangeSet(decisions=True))
    qtbot.waitUntil(lambda: button.left == "1 finding, 2 missing")
    assert len(page.lacks.jumps) == 2
    assert "Error figures of 1 of 3 pairs not measured" in words_of(page.lacks)
    case.reports.missing = []
    page._desk.changes.publish(ChangeSet(footage=True))
    qtbot.waitUntil(lambda: button.left == "1 finding, complete")
    assert "Nothing that this program knows of." in words_of(page.lacks)


def test_nothing_is_called_complete_before_it_was_drawn(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    query, candidate = case.people[0].id, case.people[10].id
    case.review.apply(SetVerdict(query=(query,), candidate=candidate, verdict=Verdict.CANNOT_SAY))
    case.reports.missing = []
    case.reports.found_by_drawing = [FIGURES]
    window = open_window(FakeEngine(case), case.path)
    page, button = window.case_page.report, window.case_page.places[REPORT]
    qtbot.waitUntil(lambda: page.outlook.lacks == ())
    qtbot.waitUntil(lambda: button.left == "1 finding")
    case.reports.missing = [CLOCKS]
    page._desk.changes.publish(ChangeSet(footage=True))
    qtbot.waitUntil(lambda: button.left == "1 finding, at least 1 missing", timeout=5000)
    case.reports.missing = []
    page._desk.changes.publish(ChangeSet(footage=True))
    qtbot.waitUntil(lambda: page.outlook.lacks == (), timeout=5000)
    assert "Nothing that this program knows of." not in words_of(page.lacks)
    window.case_page.go_to(REPORT)
    qtbot.waitUntil(lambda: page.is_shown)
    assert button.left == "1 finding, 1 missing"
    assert len(page.lacks.jumps) == 1


def test_E13_how_long_the_report_was_looked_at_goes_to_the_log(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = report_of(open_window, qtbot, case)
    window = page.window()
    window.case_page.go_to(RECORD)
    qtbot.waitUntil(lambda: [what for what, _ in case.log.looks] == ["report"])
    assert 0 <= case.log.looks[0][1] < 60
    window.case_page.go_to(REPORT)
    qtbot.waitUntil(lambda: len(case.reports.previews) == 2 and page.is_shown)
    window.close()
    window.closings.finish()
    assert [what for what, _ in case.log.looks] == ["report", "report"]


def test_the_window_says_where_what_it_cannot_make_is_made(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    contents = report_of(open_window, qtbot, case).contents
    assert "cba exhibit" in contents.elsewhere.text()
    assert "--cover" in contents.elsewhere.toolTip()


def test_a_case_that_is_not_indexed_leads_to_index(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    case.reports.preview_error = NotIndexedError(case.path)
    case.reports.missing = [ReportLack(kind=LackKind.NOT_SEARCHED, count=0, total=0)]
    page = report_of(open_window, qtbot, case)
    qtbot.waitUntil(page.problem.isVisible)
    assert page.problem.heading.text() == "There is nothing to report yet"
    assert not page.making.make_button.isEnabled()
    assert "There is no report without the first of these." in words_of(page.lacks)
    (jump,) = page.lacks.jumps
    jump.click()
    assert page.window().case_page.place == EVIDENCE
    page.window().case_page.go_to(REPORT)
    qtbot.mouseClick(page.problem.first_button, Qt.MouseButton.LeftButton)
    assert page.window().case_page.place == INDEX


def test_a_preview_that_fails_is_told_in_its_place_and_tried_again(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    case.reports.preview_error = DiskFullError(Path("/cache"))
    page = report_of(open_window, qtbot, case)
    qtbot.waitUntil(page.problem.isVisible)
    assert page.problem.heading.text() == "The disk of /cache is full"
    case.reports.preview_error = None
    qtbot.mouseClick(page._again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.preview.isVisible)
    qtbot.waitUntil(lambda: page.is_shown)
    assert page.making.make_button.isEnabled()


def test_no_word_claims_more_than_is_known(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    case.reports.missing = [
        ReportLack(kind=kind, count=count, total=4) for kind in LackKind for count in (1, 2)
    ]
    page = report_of(open_window, qtbot, case)
    assert len(page.lacks.jumps) == 2 * len(LackKind)
    assert not re.search(r"\b(match|identif|certain|prob)", words_of(page), re.IGNORECASE)


def test_changes_that_never_end_do_not_keep_it_from_being_drawn(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = report_of(open_window, qtbot, case)
    case.reports.draws_for_s = 0.2
    before, drawn = len(case.reports.previews), []
    page.outlook.drawn.connect(drawn.append)
    begin = time.monotonic()
    for _ in range(60):
        page._desk.changes.publish(ChangeSet(tracklets=True))
        qtbot.wait(30)
    assert len(drawn) >= 2
    waited = (time.monotonic() - begin) / (60 * 0.03)  # a machine that is busy takes longer
    assert len(case.reports.previews) - before <= 5 * waited  # it rests between
    case.reports.draws_for_s = 0
    qtbot.waitUntil(lambda: page.is_shown)


def test_everything_that_can_be_operated_has_a_name(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page = report_of(open_window, qtbot, case)
    page.making.result.show()
    operated = [
        one
        for one in page.findChildren(QWidget)
        if one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(one, QScrollBar | QScrollArea)
    ]
    assert len(operated) >= 16
    names = [one.accessibleName() or getattr(one, "text", str)() for one in operated]
    assert all(names), [one for one, name in zip(operated, names, strict=True) if not name]
