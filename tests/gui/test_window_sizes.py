"""The window at its smallest and on small screens: nothing that matters is cut off."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.engine_link.failure_bus import Failure
from app.viewmodels.footage_table_model import FootageColumn
from app.views.places import EVIDENCE, INDEX, RECORD, REPORT, REVIEW, SEARCH
from app.widgets.error_dialog import ErrorDialog
from app.widgets.tile_delegate import TILE
from cba_core.domain.decisions import Verdict
from cba_core.domain.edits import CreatePerson, SetVerdict
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case

SMALLEST = (960, 600)
LAPTOP = (1280, 640)
FORMER_SMALLEST = (1080, 700)
LARGE = (1440, 900)


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    made = indexed_case(tmp_path / "a.duskcase", people=40)
    name = "Car park, level -2, north side"
    made.held = [replace(footage, camera=name) for footage in made.held]
    made.people = [replace(person, camera=name) for person in made.people]
    return made


def open_at(open_window: WindowMaker, qtbot: QtBot, case: FakeCase, size: tuple[int, int]) -> Any:
    window = open_window(FakeEngine(case), case.path)
    window.resize(*size)
    qtbot.waitUntil(lambda: window.size() == QSize(*size))
    return window


def search_at(open_window: WindowMaker, qtbot: QtBot, case: FakeCase, size: tuple[int, int]) -> Any:
    window = open_at(open_window, qtbot, case, size)
    window.case_page.go_to(SEARCH)
    search = window.case_page.search
    search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: all(player.current is not None for player in search.players))
    qtbot.wait(50)
    return search


def is_whole(text: QLabel) -> bool:
    """Whether every word of a text is seen."""
    inside = text.visibleRegion().boundingRect() == text.rect()
    return inside and text.height() >= text.heightForWidth(text.width())


def is_inside(part: QWidget, whole: QWidget) -> bool:
    corner = part.mapTo(whole, part.rect().topLeft())
    return whole.rect().contains(QRect(corner, part.size()))


@pytest.mark.parametrize("size", [SMALLEST, LAPTOP, FORMER_SMALLEST, LARGE])
def test_a_search_is_whole_at_every_size(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, size: tuple[int, int]
) -> None:
    search = search_at(open_window, qtbot, case, size)
    banner = search.candidates.banner
    assert is_whole(banner.heading)
    assert is_whole(banner.text)
    assert search.candidates.grid.viewport().height() >= TILE.height()
    assert search.candidates.grid.columns >= 2
    assert search.gallery.grid.viewport().height() >= TILE.height()
    assert search.gallery.grid.columns >= 2
    for pane in (search.query_pane, search.candidate_pane):
        assert is_inside(pane, search)
        assert is_whole(pane.time)
        assert "frame " in pane.time.told
        assert pane.picture_size.width() >= 200
        assert pane.picture_size.height() >= 104


@pytest.mark.parametrize("size", [SMALLEST, LAPTOP, FORMER_SMALLEST])
def test_the_statement_stays_whole_beside_open_filters(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, size: tuple[int, int]
) -> None:
    search = search_at(open_window, qtbot, case, size)
    filters = search.candidates.filters
    qtbot.mouseClick(filters.fold, Qt.MouseButton.LeftButton)
    filters.length.setValue(3)
    filters.latest.setText("2026-03-02 18:00")
    filters.latest.read()
    qtbot.waitUntil(lambda: "until" in search.candidates.banner.text.text())
    qtbot.wait(50)
    assert is_whole(search.candidates.banner.heading)
    assert is_whole(search.candidates.banner.text)
    for part in (filters.camera, filters.length, filters.earliest, filters.latest):
        assert is_inside(part, search.candidates)
        assert part.width() >= 110
    least = TILE.height() if size != SMALLEST else TILE.height() // 2
    assert search.candidates.grid.viewport().height() >= least


@pytest.mark.parametrize("place", [RECORD, EVIDENCE, INDEX, SEARCH, REVIEW, REPORT])
def test_no_place_needs_more_than_the_smallest_window_has(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, place: int
) -> None:
    window = open_at(open_window, qtbot, case, SMALLEST)
    page = window.case_page
    page.go_to(place)
    page.evidence.table.selectRow(0)
    page.search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: page.search.candidates.result is not None)
    if place == REVIEW:
        review_something(case, page)
        qtbot.waitUntil(page.review.query.isVisible)
    qtbot.wait(50)
    if place == REPORT:
        page.report.making.result.show()
        qtbot.waitUntil(lambda: page.report.pages.is_idle and bool(page.report.pages.sizes))
    inner = (
        page.record, page.evidence, page.index, page.search, page.review, page.report
    )[place]  # fmt: skip
    assert inner.minimumSizeHint().width() <= inner.width()
    assert inner.minimumSizeHint().height() <= inner.height()


@pytest.mark.parametrize("size", [SMALLEST, LAPTOP, LARGE])
def test_every_place_stands_whole_in_the_bar(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, size: tuple[int, int]
) -> None:
    window = open_at(open_window, qtbot, case, size)
    page = window.case_page
    told = ("41 log entries", "5 files", "3 files left", "118 tracklets", "4 decisions, 1 person",
            "2 findings, 5 missing", "efficientnet-lite0")  # fmt: skip
    for button, left in zip(page.places, told, strict=True):
        button.tell(left)
    qtbot.wait(20)
    for button in page.places:
        assert is_inside(button, window)
        # seven places and long words: in the smallest window the longest give way
        least = min(button.least_px, 120) if size == SMALLEST else button.least_px
        assert button.width() >= least, button.text()
    page.places[EVIDENCE].tell("1,204 files, 1,103 without a time, and far more than there is room")
    qtbot.wait(20)
    assert all(is_inside(button, window) for button in page.places)
    assert all(button.width() >= 90 for button in page.places)
    least = min(page.places[INDEX].least_px, 120)
    assert page.places[INDEX].width() >= least  # the longest gives way first
    assert "far more" in page.places[EVIDENCE].toolTip()


@pytest.mark.parametrize("size", [SMALLEST, LAPTOP, FORMER_SMALLEST, LARGE])
def test_a_report_is_read_at_every_size(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, size: tuple[int, int]
) -> None:
    window = open_at(open_window, qtbot, case, size)
    window.case_page.go_to(REPORT)
    page = window.case_page.report
    qtbot.waitUntil(lambda: page.pages.is_idle and bool(page.pages.sizes))
    qtbot.wait(50)
    view = page.preview.view
    sheet = view.page_rect(0)
    assert sheet.left() >= 0
    assert sheet.right() <= view.viewport().width()
    assert sheet.width() >= 480
    page.making.result.show()
    qtbot.wait(50)
    assert view.viewport().height() >= 160
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and not page._scroll.isAncestorOf(button):
            assert is_inside(button, page), button.text()
    fields = page.contents.propositions.fields
    assert all(field.verticalScrollBar().maximum() == 0 for field in fields)


def review_something(case: FakeCase, page: Any) -> None:
    query = (case.people[0].id,)
    for rank, candidate in enumerate(case.people[40:46], 1):
        verdict = tuple(Verdict)[rank % len(Verdict)]
        case.review.apply(
            SetVerdict(query=query, candidate=candidate.id, verdict=verdict, rank_shown=rank)
        )
    case.review.apply(CreatePerson(name="A", tracklets=(case.people[1].id, case.people[41].id)))
    page.decisions.load()


@pytest.mark.parametrize("size", [SMALLEST, LAPTOP, FORMER_SMALLEST, LARGE])
def test_review_is_whole_at_every_size(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, size: tuple[int, int]
) -> None:
    window = open_at(open_window, qtbot, case, size)
    page = window.case_page
    page.go_to(REVIEW)
    review_something(case, page)
    review = page.review
    qtbot.waitUntil(review.query.isVisible)
    for kind, shown in (("queries", review.query), ("people", review.person)):
        review.lists.kind.choose(kind)
        qtbot.wait(50)
        assert is_inside(shown, review)
        assert is_inside(review.pane, review)
        assert review.pane.picture_size.height() >= 104
        for button in shown.findChildren(QAbstractButton):
            if button.isVisible():
                assert is_inside(button, shown), button.text()
    review.lists.kind.choose("queries")
    assert review.query.groups.viewport().height() >= TILE.height()
    assert review.query.groups.grids[0].columns >= 2


def test_a_window_is_low_or_high_whichever_way_it_was_resized(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    search = search_at(open_window, qtbot, case, LARGE)
    first, second = search.query_pane, search.candidate_pane
    assert first.geometry().top() == second.geometry().top()
    assert search.candidates.card.isVisible()
    search.window().resize(*SMALLEST)
    qtbot.waitUntil(lambda: first.geometry().left() == second.geometry().left())
    assert not search.candidates.card.isVisible()
    search.window().resize(*LARGE)
    qtbot.waitUntil(lambda: first.geometry().top() == second.geometry().top())
    qtbot.waitUntil(search.candidates.card.isVisible)


def test_the_first_window_fits_on_the_screen(
    open_window: WindowMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = QRect(0, 0, 1366, 728)
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _: room)
    window = open_window(FakeEngine())
    assert window.width() <= room.width()
    assert window.height() < room.height()
    assert window.minimumSize() == QSize(*SMALLEST)
    assert QGuiApplication.primaryScreen() is not None


def test_times_and_sizes_of_footage_are_whole(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    start = datetime(2026, 12, 28, 18, 58, 48, tzinfo=UTC)
    case.facts = replace(case.facts, time_zone="America/St_Johns")
    case.held = [replace(footage, start_time=start) for footage in case.held]
    window = open_at(open_window, qtbot, case, LARGE)
    table = window.case_page.evidence.table
    for column in (FootageColumn.START, FootageColumn.SIZE, FootageColumn.DURATION):
        shown = table.model().index(0, column).data()
        needed = table.fontMetrics().horizontalAdvance(shown) + 2 * 13
        assert table.columnWidth(column) >= needed, shown


@pytest.mark.parametrize(
    ("size", "selects"), [(FORMER_SMALLEST, False), (LAPTOP, True), (LARGE, True)]
)
def test_the_footage_is_not_scrolled_sideways(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, size: tuple[int, int], *, selects: bool
) -> None:
    window = open_at(open_window, qtbot, case, size)
    table = window.case_page.evidence.table
    if selects:
        table.selectRow(0)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    assert not table.isColumnHidden(FootageColumn.START)
    assert not table.isColumnHidden(FootageColumn.STATE)


def test_an_error_takes_no_more_room_than_its_words(open_window: WindowMaker, qtbot: QtBot) -> None:
    window = open_window(FakeEngine())
    failure = Failure(what="Footage north.mp4 is not at /evidence", remedy="Plug it in. " * 12)
    dialog = ErrorDialog(failure, window._theme, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    texts = [text for text in dialog.findChildren(QLabel) if text.text()]
    assert all(text.height() >= text.heightForWidth(text.width()) for text in texts)
    words = sum(text.heightForWidth(text.width()) for text in texts)
    assert dialog.height() <= words + 140
    assert dialog.width() <= 560
