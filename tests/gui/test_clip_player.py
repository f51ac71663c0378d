from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine_link.clip_player import PADDING_S, ClipPlayer
from app.engine_link.reel import box_at
from app.engine_link.task_runner import TaskRunner
from cba_core.domain.tracklets import Track
from tests.gui.fake_case import RATE, FakeCase, indexed_case


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase", files=1)


@pytest.fixture
def player(qapp: QApplication) -> Iterator[ClipPlayer]:
    problems: list[Exception] = []
    tasks = TaskRunner(problems.append)
    made = ClipPlayer(tasks, "test", problems.append)
    yield made
    made.close()
    tasks.close()
    assert not problems


def open_at_start(player: ClipPlayer, case: FakeCase, qtbot: QtBot) -> None:
    player.open(case, case.people[1])  # seen from 6 s to 8 s
    qtbot.waitUntil(lambda: player.current is not None)


def show_index(player: ClipPlayer, qtbot: QtBot, index: int) -> None:
    qtbot.waitUntil(lambda: player.current is not None and player.current.index == index)


def test_it_opens_on_the_first_frame_that_shows_the_person(
    player: ClipPlayer, case: FakeCase, qtbot: QtBot
) -> None:
    open_at_start(player, case, qtbot)
    assert player.current.index == 60
    assert player.current.box == pytest.approx((40 / 320, 60 / 240, 100 / 320, 200 / 240))
    assert (player.first_s, player.last_s) == (6 - PADDING_S, 8 + PADDING_S)


def test_steps_go_frame_by_frame_both_ways(
    player: ClipPlayer, case: FakeCase, qtbot: QtBot
) -> None:
    open_at_start(player, case, qtbot)
    for index in (61, 62):
        player.step_forward()
        show_index(player, qtbot, index)
    for index in (61, 60, 59, 58):
        player.step_backward()
        show_index(player, qtbot, index)
    player.step_forward()
    show_index(player, qtbot, 59)


def test_playing_shows_every_frame_in_time_and_stops_behind_the_padding(
    player: ClipPlayer, case: FakeCase, qtbot: QtBot
) -> None:
    open_at_start(player, case, qtbot)
    shown = []
    player.frame_shown.connect(lambda frame: shown.append(frame.index))
    player.seek(9.0)
    show_index(player, qtbot, 90)
    shown.clear()
    player.play()
    qtbot.waitUntil(lambda: not player.is_playing, timeout=5000)
    assert shown == list(range(91, round(player.last_s * RATE) + 1))


def test_play_at_the_end_begins_again(player: ClipPlayer, case: FakeCase, qtbot: QtBot) -> None:
    open_at_start(player, case, qtbot)
    player.seek(player.last_s)
    show_index(player, qtbot, 100)
    player.play()
    qtbot.waitUntil(lambda: player.current.index in range(40, 50))
    player.pause()


def test_of_many_wishes_the_last_counts(player: ClipPlayer, case: FakeCase, qtbot: QtBot) -> None:
    open_at_start(player, case, qtbot)
    for time_s in (5.0, 9.0, 4.5, 7.0):
        player.seek(time_s)
    show_index(player, qtbot, 70)


def test_another_tracklet_closes_the_file_before(
    player: ClipPlayer, case: FakeCase, qtbot: QtBot
) -> None:
    open_at_start(player, case, qtbot)
    player.open(case, case.people[2])
    show_index(player, qtbot, 90)
    assert [playback.is_closed for playback in case.playbacks] == [True, False]
    player.clear()
    qtbot.waitUntil(lambda: all(playback.is_closed for playback in case.playbacks))
    assert player.current is None


def test_boxes_between_sampled_frames_lie_on_the_straight_line() -> None:
    track = Track(
        number=1,
        frame_indices=np.array([10, 14]),
        boxes=np.array([[0, 0, 10, 20], [8, 4, 18, 24]], np.float32),
        scores=np.ones(2, np.float32),
    )
    assert box_at(track, 11) == (2, 1, 12, 21)
    assert box_at(track, 9) is None
    assert box_at(track, 15) is None
