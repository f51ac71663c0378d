"""A recording watched as it is: from Evidence, with boxes of whoever was found, and led on."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from pytestqt.qtbot import QtBot

from app.engine_link.real_engine import RealEngine
from app.settings.app_settings import AppSettings
from app.views.places import EVIDENCE, SEARCH
from cba_core.case import Case
from cba_core.domain.footage import FootageState, Modality
from cba_core.domain.ids import FootageId, is_asked
from cba_core.domain.repositories import TrackletFilter
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.test_window_keyboard import press
from tests.support.small_case import a_case, cba, footage_with_tracks

LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.qt_log_ignore("does not support raise")  # said by offscreen


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase")


@pytest.fixture
def page(open_window: WindowMaker, case: FakeCase) -> Any:
    window = open_window(FakeEngine(case), case.path)
    window.case_page.go_to(EVIDENCE)
    return window.case_page


def watched(page: Any, qtbot: QtBot, row: int = 0) -> Any:
    """The window of the file in a row, which shows a frame."""
    page.evidence.table.selectRow(row)
    qtbot.mouseClick(page.evidence.panel.watch, LEFT)
    qtbot.waitUntil(lambda: page.watching.window is not None)
    shown = page.watching.window
    qtbot.waitUntil(lambda: shown.pane.player.current is not None)
    return shown


def test_it_plays_from_the_beginning_to_the_end_and_stops_there(
    page: Any, case: FakeCase, qtbot: QtBot
) -> None:
    shown = watched(page, qtbot)
    footage = case.held[0]
    player = shown.pane.player
    assert footage.name in shown.windowTitle()
    assert player.tracklet is None
    assert player.played.footage_id == footage.id
    assert (player.first_s, player.last_s) == (0.0, footage.facts.duration_s)
    assert player.current.index == 0
    assert not player.is_looping
    assert shown.pane.loop_action not in shown.pane.actions()
    player.go_last()
    qtbot.waitUntil(lambda: player.current.index > 0)
    player.play()
    qtbot.waitUntil(lambda: not player.is_playing)  # nothing begins again
    assert player.position_s > 0


def test_enter_a_double_click_and_a_key_open_it(page: Any, case: FakeCase, qtbot: QtBot) -> None:
    table = page.evidence.table
    table.setFocus()
    table.selectRow(1)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.watching.window is not None and page.watching.window.isVisible())
    shown = page.watching.window
    assert case.held[1].name in shown.windowTitle()
    qtbot.waitUntil(shown.isActiveWindow)
    press(qtbot, Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert not shown.pane.player.is_open  # the file is let go of, and the look is logged
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    table.selectRow(0)
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(shown.isVisible)
    assert case.held[0].name in shown.windowTitle()


def test_esc_leaves_the_drawing_of_a_box_first(page: Any, qtbot: QtBot) -> None:
    shown = watched(page, qtbot)
    qtbot.waitUntil(shown.isActiveWindow)
    shown.drawing.action.trigger()
    shown.drawing.drawing.take(QRectF(0.3, 0.2, 0.2, 0.6))
    shown.drawing.search_button.setFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert not shown.drawing.isVisible()
    assert shown.isVisible()
    press(qtbot, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_of_several_files_none_is_watched(page: Any, qtbot: QtBot) -> None:
    page.evidence.table.selectAll()
    assert not page.evidence.panel.watch.isVisible()
    page.evidence.watch()
    assert page.watching.window is None


def test_a_click_on_somebody_leads_to_their_candidates(
    page: Any, case: FakeCase, qtbot: QtBot
) -> None:
    shown = watched(page, qtbot)
    wanted = case.people[0]
    shown.pane.query_wanted.emit(wanted.id)
    assert page.place == SEARCH
    qtbot.waitUntil(lambda: page.search.candidates.result is not None)
    assert case.searches[-1][0] == wanted.id


def test_what_cannot_be_played_is_told_in_its_place(
    page: Any, case: FakeCase, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cba_core.domain.errors import FootageMissingError

    def missing(self: FakeCase, footage_id: FootageId, /) -> Any:
        raise FootageMissingError(case.held[0].path)

    monkeypatch.setattr(FakeCase, "playback", missing)
    page.evidence.table.selectRow(0)
    qtbot.mouseClick(page.evidence.panel.watch, LEFT)
    problem = page.watching.window.pane.problem
    qtbot.waitUntil(problem.isVisible)
    assert not page.watching.window.drawing.action.isEnabled()


def test_closing_the_case_closes_it(page: Any, qtbot: QtBot) -> None:
    shown = watched(page, qtbot)
    window = page.window()
    window._leave_case()
    assert not shown.isVisible()
    assert window.closings.finish()


@pytest.fixture(scope="module")
def empty_corridor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of two files; in one of them the detector found nobody."""
    folder = tmp_path_factory.mktemp("watching")
    footage_with_tracks(folder / "stick", "day", people=3)
    corridor = footage_with_tracks(folder / "stick", "corridor", people=1)
    corridor.with_suffix(".txt").write_text("", "ascii")
    made = a_case(folder, folder / "stick")
    cba("index", made, "--detector", "motchallenge", "--stride", 1)
    return made


def test_in_a_file_without_any_tracklet_a_box_is_drawn_and_searched_with(
    open_window: WindowMaker,
    qtbot: QtBot,
    settings: AppSettings,
    empty_corridor: Path,
    tmp_path: Path,
) -> None:
    path = shutil.copytree(empty_corridor, tmp_path / empty_corridor.name)
    with Case.open(path, read_only=True) as opened:
        (footage,) = [one for one in opened.footage() if one.name.startswith("corridor")]
        assert opened.count_tracklets(TrackletFilter(footage_ids=(footage.id,))) == 0
        assert footage.state is FootageState.INDEXED
    window = open_window(RealEngine(settings), path)
    page = window.case_page
    page.evidence.select({footage.id})
    page.evidence.watch()
    shown = page.watching.window
    qtbot.waitUntil(lambda: shown.pane.player.current is not None)
    assert "was not found" in shown.found.text()
    shown.drawing.action.trigger()
    shown.drawing.drawing.take(QRectF(0.3, 0.2, 0.2, 0.6))
    qtbot.mouseClick(shown.drawing.search_button, LEFT)
    assert page.place == SEARCH
    qtbot.waitUntil(lambda: page.search.candidates.result is not None, timeout=120_000)
    assert is_asked(page.search.candidates.query.id)
    assert page.search.candidates.query.footage_id == footage.id
    qtbot.waitUntil(lambda: not page.desk.jobs.is_busy)
    window._leave_case()
    assert window.closings.finish()
    with Case.open(path, read_only=True) as opened:  # looks are added up until the case is left
        rows = [(one.action.value, one.object) for one in opened.log.entries()]
    assert ("view", f"footage {footage.id}") in rows  # E13


def test_a_recording_tells_its_modality_as_it_turns() -> None:
    from tests.support.builders import a_footage, a_modality_segment

    dusk = a_footage(
        proposed_segments=(
            a_modality_segment(start_s=0.0, end_s=5.0, modality=Modality.VISIBLE),
            a_modality_segment(start_s=5.0, end_s=9.0, modality=Modality.INFRARED),
        )
    )
    assert [dusk.modality_at(second) for second in (0.0, 4.9, 5.0, 20.0)] == [
        Modality.VISIBLE, Modality.VISIBLE, Modality.INFRARED, Modality.INFRARED,
    ]  # fmt: skip
    assert a_footage(proposed_segments=(), told_modality=None).modality_at(1.0) is None


def test_other_cameras_are_shown_from_a_whole_recording(
    page: Any, case: FakeCase, qtbot: QtBot
) -> None:
    from app.views.recorded_then import RecordedThen

    shown = watched(page, qtbot)
    assert shown.pane.also_action.isEnabled() is (case.held[0].start_time is not None)
    shown.pane.also_action.trigger()
    qtbot.waitUntil(lambda: shown.pane.findChild(RecordedThen) is not None)
    then = shown.pane.findChild(RecordedThen)
    qtbot.waitUntil(then.panes[0].isVisible)
    assert then.panes[0].camera == case.held[0].camera
    shown.close()
    assert not then.isVisible()  # its files are let go of, too
