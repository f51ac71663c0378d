"""Several cameras in step: what recorded when, gaps, one transport, no drift."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.engine_link.camera_feed import FeedFrame
from app.views.places import SEARCH
from app.views.recorded_then import RecordedThen
from cba_core.domain.errors import FootageMissingError
from cba_core.domain.footage import Frame
from cba_core.domain.ids import FootageId
from tests.gui.fake_case import (
    FakeCase,
    FakeEngine,
    WindowMaker,
    indexed_case,
)
from tests.gui.fake_playback import FakePlayback
from tests.gui.made_up_footage import START

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OpenThen = Callable[..., RecordedThen]


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    """Camera 1 runs from 0 s to 60 s; camera 2 from 2 s to 12 s and from 20 s on, in two files."""
    made = indexed_case(tmp_path / "a.duskcase", files=4)
    first, second, third, fourth = made.held

    def of(footage: Any, camera: str, start_s: float, length_s: float) -> Any:
        facts = replace(footage.facts, duration_s=length_s, expected_frames=round(length_s * 10))
        start = START + timedelta(seconds=start_s)
        return replace(footage, camera=camera, start_time=start, facts=facts)

    made.held = [
        of(first, "gate", 0, 60),
        of(second, "yard", 2, 10),
        of(third, "yard", 20, 30),
        replace(fourth, camera="roof", start_time=None),
    ]
    made.people = [
        replace(one, camera="gate" if one.footage_id == 1 else "yard") for one in made.people
    ]
    return made


@pytest.fixture
def open_then(open_window: WindowMaker, qtbot: QtBot, case: FakeCase) -> OpenThen:
    def make() -> RecordedThen:
        window = open_window(FakeEngine(case), case.path)
        window.case_page.go_to(SEARCH)
        search = window.case_page.search
        search.show_query_by_id(case.people[0].id)  # seen from 3 s to 5 s
        pane = search.query_pane
        qtbot.waitUntil(lambda: pane.player.current is not None)
        pane.scrubber.setFocus()
        qtbot.keyClick(pane.scrubber, Qt.Key.Key_A)
        then: RecordedThen = pane.findChild(RecordedThen)
        qtbot.waitUntil(lambda: then.panes[0].feed.current is not None)
        return then

    return make


def stands_at(then: RecordedThen, qtbot: QtBot, *indices: int | None) -> None:
    """Each camera's frame, None in a gap."""

    def there() -> bool:
        shown = [pane.feed.current for pane in then.panes if pane.isVisibleTo(then)]
        return [None if one is None else one.frame.index for one in shown] == list(indices)

    qtbot.waitUntil(there)


def test_every_camera_shows_its_own_frame_of_the_moment(open_then: OpenThen, qtbot: QtBot) -> None:
    then = open_then()
    stands_at(then, qtbot, 30, 10)
    assert [pane.camera for pane in then.panes if pane.isVisibleTo(then)] == ["gate", "yard"]
    assert then.moment.text() == "2026-03-01 18:00:03 UTC+1"
    assert then.coverage.text() == (
        "1 other camera recorded at this moment · 1 file without a time left out"
    )
    assert "18:00:03.000 UTC+1" in then.panes[1].time.told
    assert "0:00:01.000 in file" in then.panes[1].time.told


def test_gaps_and_the_next_file_of_a_camera(open_then: OpenThen, qtbot: QtBot) -> None:
    then = open_then()
    for position_s, yard in ((11.9, 99), (12.0, None), (19.9, None), (20.0, 0), (1.0, None)):
        then.wall.seek(position_s)
        stands_at(then, qtbot, round(position_s * 10), yard)
        assert (then.panes[1].view.words == "No recording at this moment") is (yard is None)
    then.wall.seek(-5.0)
    stands_at(then, qtbot, None, None)
    assert then.panes[0].view.accessibleDescription() == "No recording at this moment"


def test_a_pause_of_the_recording_within_a_file_is_a_gap(
    open_then: OpenThen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The recorder wrote nothing from 6 s to 10 s of the first file."""
    seek = FakePlayback.seek

    def with_pause(held: FakePlayback, time_s: float) -> Frame:
        return seek(held, 6.0 if held._frames == 600 and 6.0 < time_s < 10.0 else time_s)

    monkeypatch.setattr(FakePlayback, "seek", with_pause)
    then = open_then()
    then.wall.seek(7.5)
    stands_at(then, qtbot, 60, 55)
    then.wall.seek(9.0)
    stands_at(then, qtbot, None, 70)
    then.wall.seek(10.5)
    stands_at(then, qtbot, 105, 85)


def test_one_transport_drives_all_and_steps_by_the_first_camera(
    open_then: OpenThen, qtbot: QtBot
) -> None:
    then = open_then()
    stands_at(then, qtbot, 30, 10)
    scrubber = then.bar.scrubber
    for key, gate in ((".", 31), (".", 32), (",", 31)):
        qtbot.keyClicks(scrubber, key)
        stands_at(then, qtbot, gate, gate - 20)
    for _ in range(3):
        then.wall.step_forward()
    stands_at(then, qtbot, 34, 14)
    qtbot.keyClick(scrubber, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    stands_at(then, qtbot, 134, None)
    assert scrubber.value() == 13_400
    qtbot.keyClick(scrubber, Qt.Key.Key_Home)
    stands_at(then, qtbot, None, None)
    then.wall.step_forward()  # nothing to step by
    qtbot.keyClick(scrubber, Qt.Key.Key_Escape)
    assert not then.isVisible()


@pytest.mark.parametrize("presses", [1, 3])
def test_slow_cameras_leave_frames_out_and_do_not_drift(
    open_then: OpenThen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, presses: int
) -> None:
    then = open_then()
    stands_at(then, qtbot, 30, 10)
    seek = FakePlayback.seek

    def slow(held: FakePlayback, time_s: float) -> Frame:
        time.sleep(0.12 if held._frames == 100 else 0.02)
        return seek(held, time_s)

    monkeypatch.setattr(FakePlayback, "seek", slow)
    late: dict[int, list[float]] = {0: [], 1: []}
    for number, pane in enumerate(then.panes[:2]):

        def note(shown: FeedFrame, number: int = number) -> None:
            late[number].append(then.wall.position_s - shown.position_s)

        pane.feed.frame_shown.connect(note)
    for _ in range(presses):
        then.wall.shuttle(1)
    rate = 2.0 ** (presses - 1)
    assert then.wall.rate == rate
    started = time.monotonic()
    qtbot.wait(1200)
    passed_s = time.monotonic() - started
    then.wall.pause()
    assert then.wall.position_s == pytest.approx(3.0 + passed_s * rate, abs=0.3)
    assert len(late[0]) > len(late[1]) >= 4
    for lags in late.values():
        # a frame's own tenth, what decoding took, and the window's turn
        assert max(lags) < 0.1 + rate * 0.3
    qtbot.waitUntil(lambda: not any(pane.feed.is_busy for pane in then.panes))
    shown = [pane.feed.current for pane in then.panes[:2]]
    assert abs(shown[0].position_s - shown[1].position_s) <= 0.11


def test_it_stops_at_the_end_of_what_can_be_looked_at(open_then: OpenThen, qtbot: QtBot) -> None:
    then = open_then()
    then.wall.seek(64.8)
    then.wall.toggle()
    qtbot.waitUntil(lambda: not then.wall.is_playing)
    assert then.wall.position_s == pytest.approx(65.0)


def test_a_click_on_a_person_of_another_camera_searches_for_them(
    open_then: OpenThen, case: FakeCase, qtbot: QtBot
) -> None:
    then = open_then()
    wanted = next(one for one in case.people if one.footage_id == 2)  # seen from 3 s to 5 s
    then.wall.seek(6.0)
    stands_at(then, qtbot, 60, 40)
    view = then.panes[1].view
    target = view.picture_rect
    there = QPoint(
        int(target.x() + 75 / 320 * target.width()), int(target.y() + 0.5 * target.height())
    )
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=there)
    qtbot.waitUntil(lambda: bool(case.searches) and case.searches[-1][0] == wanted.id)


def test_missing_footage_is_told_in_its_place_and_stops_no_other_camera(
    open_then: OpenThen, case: FakeCase, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    playback = case.playback

    def missing(footage_id: FootageId, /) -> FakePlayback:
        if footage_id == 2:
            raise FootageMissingError(case.held[1].path)
        return playback(footage_id)

    monkeypatch.setattr(case, "playback", missing)
    then = open_then()
    problem = then.panes[1].view.problem
    qtbot.waitUntil(problem.isVisible)
    assert "camera2.mp4" in problem.what.text()
    then.wall.seek(4.0)
    qtbot.waitUntil(lambda: then.panes[0].feed.current.frame.index == 40)
    assert problem.isVisible()
    monkeypatch.setattr(case, "playback", playback)
    qtbot.mouseClick(problem.again_button, Qt.MouseButton.LeftButton)
    stands_at(then, qtbot, 40, 20)


def test_of_many_cameras_four_are_shown_and_the_rest_can_be_chosen(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=6)
    window = open_window(FakeEngine(case), case.path)
    window.case_page.go_to(SEARCH)
    search = window.case_page.search
    search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: search.query_pane.player.current is not None)
    search.query_pane.also_action.trigger()
    then = search.query_pane.findChild(RecordedThen)
    stands_at(then, qtbot, 30, 30, 30, 30)
    assert [pane.camera for pane in then.panes] == ["camera1", "camera2", "camera3", "camera4"]
    assert "3 shown, the rest in the lists above the pictures" in then.coverage.text()
    then.panes[3].choice.setCurrentText("camera6")
    qtbot.waitUntil(
        lambda: (
            then.panes[3].feed.current is not None
            and then.panes[3].feed.current.recording.source.footage.id == 6
        )
    )
    for pane in then.panes:
        assert pane.choice.accessibleName()
        assert pane.accessibleName() == pane.camera


def test_the_smallest_window_covers_no_picture_with_words(
    open_then: OpenThen, qtbot: QtBot
) -> None:
    then = open_then()
    then.resize(then.minimumSize())
    stands_at(then, qtbot, 30, 10)
    qtbot.wait(50)
    for pane in then.panes[:2]:
        assert pane.view.geometry().bottom() < pane.time.geometry().top()
        assert pane.time.geometry().bottom() <= pane.height()
        assert pane.time.heightForWidth(pane.time.width()) <= pane.time.height()
