"""What a player offers besides playing: keys, drawings, people, stills, times."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot

from app.views.places import SEARCH
from app.widgets.player_pane import PlayerPane
from cba_core.domain.clocks import ClockFacts, Comparison, FootageClock
from cba_core.domain.errors import DiskFullError
from cba_core.domain.footage import Frame
from cba_core.domain.ids import FootageId
from tests.gui.fake_case import (
    FakeCase,
    FakeEngine,
    WindowMaker,
    indexed_case,
)
from tests.gui.fake_playback import RATE, FakePlayback
from tests.gui.made_up_footage import START


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    """The first two of camera 1 are seen at one time, in different places."""
    made = indexed_case(tmp_path / "a.duskcase")
    second = made.people[1] = replace(made.people[1], start_s=3.0, end_s=8.0)
    track = made.track

    def apart(identifier: Any, /) -> Any:
        found, times_s = track(identifier)
        aside = np.array([150, 0, 150, 0]) if identifier == second.id else 0
        return replace(found, boxes=found.boxes + aside), times_s

    made.track = apart  # type: ignore[method-assign]
    return made


@pytest.fixture
def pane(open_window: WindowMaker, qtbot: QtBot, case: FakeCase) -> PlayerPane:
    """The query's player, on the first person."""
    return shown_pane(open_window(FakeEngine(case), case.path), case, qtbot)


def shown_pane(window: Any, case: FakeCase, qtbot: QtBot) -> PlayerPane:
    window.case_page.go_to(SEARCH)
    search = window.case_page.search
    search.show_query_by_id(case.people[0].id)
    pane: PlayerPane = search.query_pane
    qtbot.waitUntil(
        lambda: pane.player.current is not None and bool(pane.player.current.people.others)
    )
    return pane


def stands_at(pane: PlayerPane, qtbot: QtBot, index: int) -> None:
    qtbot.waitUntil(lambda: pane.player.current is not None and pane.player.current.index == index)


def test_the_keys_of_a_player(pane: PlayerPane, case: FakeCase, qtbot: QtBot) -> None:
    pane.loop_action.trigger()  # plays on into the recording
    scrubber, player = pane.scrubber, pane.player
    scrubber.setFocus()
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(scrubber, Qt.Key.Key_Right, shift)
    stands_at(pane, qtbot, 130)
    qtbot.keyClick(scrubber, Qt.Key.Key_Left)
    stands_at(pane, qtbot, 120)
    qtbot.keyClick(scrubber, Qt.Key.Key_Left, shift)
    stands_at(pane, qtbot, 20)
    qtbot.keyClick(scrubber, Qt.Key.Key_Period)
    stands_at(pane, qtbot, 21)
    qtbot.keyClick(scrubber, Qt.Key.Key_Comma)
    stands_at(pane, qtbot, 20)
    qtbot.keyClick(scrubber, Qt.Key.Key_End)
    stands_at(pane, qtbot, 599)
    qtbot.keyClick(scrubber, Qt.Key.Key_Home)
    stands_at(pane, qtbot, 0)
    rates = []
    for key in "LLJKK ":
        qtbot.keyClicks(scrubber, key)
        rates.append(player.rate)
    assert rates == [1.0, 2.0, -1.0, 0.0, 1.0, 0.0]


def test_every_control_has_a_name_and_folded_ones_stand_in_a_menu(
    pane: PlayerPane, qtbot: QtBot
) -> None:
    for button in pane.bar.buttons:
        assert button.accessibleName()
        assert button.toolTip()
        assert button.focusPolicy() is not Qt.FocusPolicy.NoFocus
    options = pane.bar.buttons[3:]
    more = next(b for b in pane.bar.findChildren(QToolButton) if b.accessibleName() == "More")
    for width, is_wide in ((600, True), (300, False)):
        pane.setFixedWidth(width)
        qtbot.waitUntil(lambda width=width: pane.bar.width() == width)
        assert [one.isVisibleTo(pane) for one in options] == [is_wide] * len(options)
        assert more.isVisibleTo(pane) is not is_wide
    assert [action.text() for action in more.menu().actions()] == [
        one.accessibleName() for one in options
    ]


def test_what_is_drawn_has_a_switch_each(pane: PlayerPane, qtbot: QtBot) -> None:
    pane.player.seek(4.5)
    stands_at(pane, qtbot, 45)
    qtbot.waitUntil(lambda: bool(pane.player.current.people.others))
    drawn = pane.view.grab().toImage()
    for action in pane.overlay_actions.values():
        action.trigger()
        without = pane.view.grab().toImage()
        assert without != drawn
        drawn = without
    for action in pane.overlay_actions.values():
        action.trigger()
    assert pane.view.grab().toImage() != drawn


def test_a_click_on_a_person_in_the_picture_searches_for_them(
    pane: PlayerPane, case: FakeCase, qtbot: QtBot
) -> None:
    pane.player.play()
    [other] = pane.player.current.people.others
    target = pane.view.picture_rect
    left, top, right, bottom = other.box
    there = QPoint(
        int(target.x() + (left + right) / 2 * target.width()),
        int(target.y() + (top + bottom) / 2 * target.height()),
    )
    qtbot.mouseMove(pane.view, there)
    qtbot.mouseClick(pane.view, Qt.MouseButton.LeftButton, pos=there)
    qtbot.waitUntil(lambda: bool(case.searches) and case.searches[-1][0] == case.people[1].id)
    qtbot.waitUntil(lambda: pane.player.tracklet == case.people[1])


def test_a_click_beside_everybody_searches_for_nobody(pane: PlayerPane, qtbot: QtBot) -> None:
    assert not pane.scrubber.hasFocus()
    with qtbot.assertNotEmitted(pane.query_wanted):
        corner = pane.view.picture_rect.topLeft().toPoint() + QPoint(2, 2)
        qtbot.mouseClick(pane.view, Qt.MouseButton.LeftButton, pos=corner)
    assert pane.scrubber.hasFocus()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_people_in_the_picture_are_offered_to_the_keyboard_too(
    pane: PlayerPane, case: FakeCase, qtbot: QtBot
) -> None:
    pane.scrubber.setFocus()
    qtbot.keyClick(pane.scrubber, Qt.Key.Key_Q)
    menu = next(one for one in pane.findChildren(QMenu) if one.isVisible())
    assert [action.text() for action in menu.actions()] == ["1-1, the one shown", "1-2, visible"]
    with qtbot.waitSignal(pane.query_wanted) as wanted:
        menu.actions()[1].trigger()
    menu.close()
    assert wanted.args == [case.people[1].id]


def test_a_still_becomes_an_exhibit_and_its_folder_is_offered(
    pane: PlayerPane, case: FakeCase, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    pane.player.seek(4.0)
    stands_at(pane, qtbot, 40)
    pane.scrubber.setFocus()
    qtbot.keyClick(pane.scrubber, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "E0001" in pane.notice.text)
    assert case.exhibits.stills == [(FootageId(1), 40, 400, (case.people[0].id,))]
    qtbot.mouseClick(pane.notice.button, Qt.MouseButton.LeftButton)
    assert opened == [str(case.path / "exhibits" / "E0001")]
    assert not pane.notice.isVisible()
    pane.player.seek(5.5)  # nobody of this tracklet is there any more
    stands_at(pane, qtbot, 55)
    pane.still_action.trigger()
    qtbot.waitUntil(lambda: "E0002" in pane.notice.text)
    assert case.exhibits.stills[1] == (FootageId(1), 55, 550, ())
    pane.player.open(case, case.people[2])
    assert not pane.notice.isVisible()


def test_a_still_can_be_cancelled_while_the_recording_is_verified(
    pane: PlayerPane, case: FakeCase, qtbot: QtBot
) -> None:
    case.exhibits.holds = True
    pane.still_action.trigger()
    qtbot.waitUntil(pane.notice.isVisible)
    assert pane.notice.button.text() == "Cancel"
    qtbot.mouseClick(pane.notice.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not pane.notice.isVisible())
    assert case.exhibits.stills == []


def test_a_still_that_fails_is_told(
    open_window: WindowMaker, case: FakeCase, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(FakeEngine(case), case.path, expects_failures=True)
    pane = shown_pane(window, case, qtbot)
    case.exhibits.error = DiskFullError(tmp_path)
    pane.still_action.trigger()
    qtbot.waitUntil(lambda: window.teller.dialog is not None)
    assert not window.teller.dialog.failure.is_bug
    window.teller.dialog.reject()
    assert not pane.notice.isVisible()


def test_the_time_says_what_it_rests_on_and_what_the_recorder_showed(
    open_window: WindowMaker, case: FakeCase, qtbot: QtBot
) -> None:
    """A recorder that was 00:06:12 slow; the case's zone is that of Madrid."""
    facts = ClockFacts(
        zone="Europe/London",
        comparison=Comparison(
            recorder=datetime(2026, 3, 1, 16, 0), true=START - timedelta(minutes=53, seconds=48)
        ),
    )
    case.told_clocks[FootageId(1)] = FootageClock(
        footage_id=FootageId(1),
        recorder_start=datetime(2026, 3, 1, 16, 53, 48),
        facts=facts,
        corrected_start=START,
        actor="R. Vidal",
        time=START,
    )
    pane = shown_pane(open_window(FakeEngine(case), case.path), case, qtbot)
    pane.player.seek(4.3)
    stands_at(pane, qtbot, 43)
    assert pane.time.told == (
        "2026-03-01 18:00:04.300 UTC+1 · corrected · "
        "recorder showed 2026-03-01 16:53:52.300 (Europe/London) · "
        "frame 43 · PTS 430 · 0:00:04.300 in file"
    )
    assert pane.time.accessibleName() == pane.time.told


def test_without_a_clock_that_is_said(pane: PlayerPane, qtbot: QtBot) -> None:
    assert pane.time.told.startswith(
        "2026-03-01 18:00:03.000 UTC+1 · as told · recorder's clock not set · frame 30"
    )
    assert "nobody set its clock" in pane.time.toolTip()


@pytest.mark.parametrize(
    ("has_stamps", "time_words", "offset_words"),
    [
        (True, "18:00:03≈.000 UTC+1", "0:00:03≈.000 in file"),
        (False, "2026-03-01 ≈18:00:03.000 UTC+1", "≈0:00:03.000 in file"),
    ],
)
def test_digits_that_no_time_stamp_tells_are_marked(
    open_window: WindowMaker,
    case: FakeCase,
    qtbot: QtBot,
    *,
    monkeypatch: pytest.MonkeyPatch,
    has_stamps: bool,
    time_words: str,
    offset_words: str,
) -> None:
    frame = FakePlayback._frame

    def unstamped(held: FakePlayback, index: int) -> Frame:
        made = frame(held, index)
        made.pts = None
        return made

    monkeypatch.setattr(FakePlayback, "_frame", unstamped)
    facts = replace(case.held[0].facts, has_timestamps=has_stamps)
    case.held[0] = replace(case.held[0], facts=facts)
    pane = shown_pane(open_window(FakeEngine(case), case.path), case, qtbot)
    assert time_words in pane.time.told
    assert offset_words in pane.time.told
    assert "no PTS" in pane.time.told
    assert "reckoned" in pane.time.toolTip()


def test_a_time_nobody_told_is_said_to_be_missing(
    open_window: WindowMaker, case: FakeCase, qtbot: QtBot
) -> None:
    case.held[0] = replace(case.held[0], start_time=None)
    case.people = [
        replace(one, start_time=None, end_time=None) if one.footage_id == 1 else one
        for one in case.people
    ]
    pane = shown_pane(open_window(FakeEngine(case), case.path), case, qtbot)
    assert pane.time.told.startswith("time not told · recorder's clock not set · frame 30")
    assert not pane.also_action.isEnabled()


def test_the_loop_is_left_and_come_back_to(pane: PlayerPane, qtbot: QtBot) -> None:
    assert (pane.scrubber.minimum(), pane.scrubber.maximum()) == (1000, 7000)
    pane.loop_action.trigger()
    assert (pane.scrubber.minimum(), pane.scrubber.maximum()) == (0, 60_000)
    pane.player.seek(30.0)
    stands_at(pane, qtbot, round(30 * RATE))
    pane.loop_action.trigger()
    stands_at(pane, qtbot, 30)
    assert (pane.scrubber.minimum(), pane.scrubber.maximum()) == (1000, 7000)
