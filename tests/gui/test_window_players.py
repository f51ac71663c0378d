"""The two players: their keys, and what they tell when there is nothing to play."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.views.places import SEARCH
from cba_core.domain.errors import FootageMissingError, FootageUnreadableError
from cba_core.domain.footage import FootageState
from cba_core.domain.ids import FootageId
from cba_core.jobs.requests import FindFootageRequest
from tests.gui.fake_case import (
    FakeCase,
    FakeEngine,
    WindowMaker,
    indexed_case,
)
from tests.gui.fake_playback import FakePlayback


def search_of(window: Any, case: FakeCase, qtbot: QtBot) -> Any:
    window.case_page.go_to(SEARCH)
    search = window.case_page.search
    search.show_query_by_id(case.people[1].id)
    qtbot.waitUntil(lambda: all(player.tracklet is not None for player in search.players))
    return search


def test_every_key_and_the_wheel_move_the_frame_with_the_handle(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    search = search_of(open_window(FakeEngine(case), case.path), case, qtbot)
    player, scrubber = search.players[0], search.query_pane.scrubber
    qtbot.waitUntil(lambda: player.current is not None)
    scrubber.setFocus()

    def stands_at(index: int) -> bool:
        return bool(player.current.index == index and scrubber.value() == index * 100)

    for key, index in (
        (Qt.Key.Key_End, 100),
        (Qt.Key.Key_PageDown, 50),
        (Qt.Key.Key_Home, 40),
        (Qt.Key.Key_Up, 50),
        (Qt.Key.Key_Right, 60),
    ):
        qtbot.keyClick(scrubber, key)
        qtbot.waitUntil(lambda index=index: stands_at(index))
    for _ in range(3):
        qtbot.keyClick(scrubber, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: stands_at(90))
    place = QPointF(scrubber.rect().center())
    QApplication.sendEvent(
        scrubber,
        QWheelEvent(
            place,
            scrubber.mapToGlobal(place),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )
    qtbot.waitUntil(lambda: player.current.index < 90 and stands_at(player.current.index))


@pytest.fixture
def gone(tmp_path: Path) -> FakeCase:
    """A case whose infrared footage is no longer where it was."""
    case = indexed_case(tmp_path / "a.duskcase")
    case.held = [
        footage if footage.id % 2 else replace(footage, state=FootageState.MISSING)
        for footage in case.held
    ]
    case.people = [person for person in case.people if person.footage_id <= 2]
    open_file = case.playback

    def playback(footage_id: FootageId, /) -> FakePlayback:
        footage = next(held for held in case.held if held.id == footage_id)
        if footage.state is FootageState.MISSING:
            raise FootageMissingError(footage.path)
        return open_file(footage_id)

    case.playback = playback  # type: ignore[method-assign]
    return case


def test_missing_footage_is_told_in_the_pictures_place_and_stops_nobody(
    open_window: WindowMaker, qtbot: QtBot, gone: FakeCase
) -> None:
    window = open_window(FakeEngine(gone), gone.path)
    search = search_of(window, gone, qtbot)
    problem = search.candidate_pane.problem
    for row in range(1, 4):
        search.candidates.grid.setCurrentIndex(search.candidates.model.index(row))
        wanted = search.candidates.model.tracklet(row)
        qtbot.waitUntil(lambda wanted=wanted: search.players[1].tracklet == wanted)
        qtbot.waitUntil(problem.isVisible)
        assert "camera2.mp4" in problem.what.text()
        assert "Find moved files…" in problem.remedy.text()
        assert "cba" not in problem.remedy.text()
        assert problem.find_button.isVisible()
        assert not search.candidate_pane.scrubber.isEnabled()
        assert window.teller.dialog is None
    assert not search.query_pane.problem.isVisible()
    search.show_query(gone.people[0])
    assert not problem.isVisible()


def test_files_that_are_found_play_at_once(
    open_window: WindowMaker,
    qtbot: QtBot,
    gone: FakeCase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = FakeEngine(gone)
    window = open_window(engine, gone.path)
    search = search_of(window, gone, qtbot)
    problem = search.candidate_pane.problem
    qtbot.waitUntil(problem.isVisible)
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *_, **__: str(tmp_path / "archive")
    )
    engine.workers[0].holds = True
    qtbot.mouseClick(problem.find_button, Qt.MouseButton.LeftButton)
    assert engine.workers[0].requests == [
        FindFootageRequest(case_path=gone.path, folder=tmp_path / "archive", author=gone.log.author)
    ]
    assert window.case_page.place == SEARCH
    assert not problem.find_button.isEnabled()
    assert problem.find_button.text() == "Looking…"
    engine.workers[0].holds = False
    qtbot.waitUntil(lambda: search.players[1].current is not None)
    assert not problem.isVisible()


def test_files_that_are_not_found_are_told_of_and_asked_for_again(
    open_window: WindowMaker, qtbot: QtBot, gone: FakeCase, tmp_path: Path
) -> None:
    gone.held[0] = replace(gone.held[0], state=FootageState.MISSING)  # found; the others are not
    window = open_window(FakeEngine(gone), gone.path)
    search = search_of(window, gone, qtbot)
    problem = search.candidate_pane.problem
    qtbot.waitUntil(problem.isVisible)
    with qtbot.waitSignal(window.case_page.desk.jobs.finished):
        window.case_page.evidence.find_moved(tmp_path / "archive")
    qtbot.waitUntil(lambda: problem.isVisible() and problem.find_button.isEnabled())
    assert "not found" in problem.remedy.text()
    assert "Find moved files…" in problem.find_button.text()


def test_what_no_search_would_help_offers_none(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_: FakeCase, footage_id: FootageId, /) -> FakePlayback:
        raise FootageUnreadableError(Path("/evidence/north.mp4"), "cut off")

    case = indexed_case(tmp_path / "a.duskcase")
    with monkeypatch.context() as patch:
        patch.setattr(FakeCase, "playback", damaged)
        window = open_window(FakeEngine(case), case.path)
        search = search_of(window, case, qtbot)
        problem = search.query_pane.problem
        qtbot.waitUntil(problem.isVisible)
        assert "cut off" in problem.what.text()
        assert not problem.find_button.isVisible()
    qtbot.mouseClick(problem.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: search.players[0].current is not None)
    assert not problem.isVisible()


def test_a_bug_in_opening_is_reported_like_any_other(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: FakeCase, footage_id: FootageId, /) -> FakePlayback:
        raise ZeroDivisionError("a planted bug")

    case = indexed_case(tmp_path / "a.duskcase")
    monkeypatch.setattr(FakeCase, "playback", broken)
    window = open_window(FakeEngine(case), case.path, expects_failures=True)
    window.case_page.search.show_query_by_id(case.people[1].id)
    qtbot.waitUntil(lambda: window.teller.dialog is not None)
    assert window.teller.dialog.failure.is_bug
    window.teller.dialog.reject()


def test_escape_in_a_field_of_the_gallery_takes_no_ranking_away(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    search = search_of(open_window(FakeEngine(case), case.path), case, qtbot)
    qtbot.waitUntil(lambda: search.candidates.result is not None)
    filters = search.gallery.filters
    for field in (filters.earliest, filters.camera, filters.length):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert search.candidates.query is not None
    search.gallery.grid.setFocus()
    qtbot.keyClick(search.gallery.grid, Qt.Key.Key_Escape)
    assert search.candidates.query is None
