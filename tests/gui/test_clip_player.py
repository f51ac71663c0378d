import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine_link.clip_player import PADDING_S, ClipPlayer
from app.engine_link.people_in_frame import PeopleInFrame, box_at
from app.engine_link.reel import Reel
from app.engine_link.task_runner import TaskRunner
from cba_core.domain.errors import FootageMissingError
from cba_core.domain.footage import Frame
from cba_core.domain.ids import FootageId
from cba_core.domain.tracklets import Track
from tests.gui.fake_case import FakeCase, indexed_case
from tests.gui.fake_playback import RATE, FakePlayback


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase", files=1)


@pytest.fixture
def player(qapp: QApplication) -> Iterator[ClipPlayer]:
    problems: list[Exception] = []
    tasks = TaskRunner(problems.append)
    made = ClipPlayer(tasks, "test", problems.append)
    yield made
    made.let_go()
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
    assert player.current.people.selected == pytest.approx(
        (40 / 320, 60 / 240, 100 / 320, 200 / 240)
    )
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


def test_playing_shows_every_frame_in_time_and_begins_again_behind_the_padding(
    player: ClipPlayer, case: FakeCase, qtbot: QtBot
) -> None:
    open_at_start(player, case, qtbot)
    shown = []
    player.frame_shown.connect(lambda frame: shown.append(frame.index))
    player.seek(9.0)
    show_index(player, qtbot, 90)
    shown.clear()
    player.play()
    qtbot.waitUntil(lambda: len(shown) >= 15, timeout=5000)
    player.pause()
    assert shown[:15] == [*range(91, round(player.last_s * RATE) + 1), 40, 41, 42, 43, 44]


def test_without_the_loop_it_plays_on_into_the_recording_and_stops_at_its_end(
    player: ClipPlayer, case: FakeCase, qtbot: QtBot
) -> None:
    open_at_start(player, case, qtbot)
    with qtbot.waitSignal(player.stretch_changed):
        player.loop(is_on=False)
    assert (player.first_s, player.last_s) == (0.0, 60.0)
    player.seek(9.9)
    show_index(player, qtbot, 99)
    player.play()
    show_index(player, qtbot, 104)
    player.seek(59.7)
    qtbot.waitUntil(lambda: not player.is_playing, timeout=5000)
    assert player.current.index == 599
    player.loop(is_on=True)
    show_index(player, qtbot, 60)


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


def test_what_is_opened_while_it_plays_goes_on_playing(
    player: ClipPlayer, case: FakeCase, qtbot: QtBot
) -> None:
    open_at_start(player, case, qtbot)
    player.play()
    qtbot.waitUntil(lambda: player.current.index > 62)
    player.open(case, case.people[5])  # seen from 18 s: the clock of the clip before is no use
    player.play()
    qtbot.waitUntil(lambda: player.current is not None and player.current.index > 183, timeout=3000)
    player.pause()


@pytest.fixture
def slow_seeks(monkeypatch: pytest.MonkeyPatch) -> None:
    seek = FakePlayback.seek

    def seek_slowly(playback: FakePlayback, time_s: float) -> Frame:
        time.sleep(0.2)
        return seek(playback, time_s)

    monkeypatch.setattr(FakePlayback, "seek", seek_slowly)


@pytest.mark.usefixtures("slow_seeks")
def test_rapid_skips_add_up_while_frames_are_sought(
    player: ClipPlayer, case: FakeCase, qtbot: QtBot
) -> None:
    case.people[1] = replace(case.people[1], end_s=20.0)
    open_at_start(player, case, qtbot)
    for _ in range(5):
        player.skip(1.0)
        qtbot.wait(30)
    assert player.position_s == pytest.approx(11.0)
    show_index(player, qtbot, 110)


@pytest.mark.usefixtures("slow_seeks")
def test_rapid_steps_are_counted_both_ways(
    player: ClipPlayer, case: FakeCase, qtbot: QtBot
) -> None:
    open_at_start(player, case, qtbot)
    for _ in range(5):
        player.step_backward()
        qtbot.wait(30)
    show_index(player, qtbot, 55)
    qtbot.wait(500)
    assert player.current.index == 55
    for _ in range(7):
        player.step_forward()
    show_index(player, qtbot, 62)
    qtbot.wait(100)
    assert player.current.index == 62


@pytest.mark.usefixtures("slow_seeks")
def test_rapid_steps_back_stop_where_the_stretch_begins(
    player: ClipPlayer, case: FakeCase, qtbot: QtBot
) -> None:
    open_at_start(player, case, qtbot)
    for _ in range(30):
        player.step_backward()
    show_index(player, qtbot, 40)
    qtbot.wait(300)
    assert player.current.index == 40


def test_footage_that_cannot_be_opened_is_the_players_own_to_tell(
    player: ClipPlayer, case: FakeCase, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(footage_id: FootageId, /) -> FakePlayback:
        raise FootageMissingError(Path("/evidence/north.mp4"))

    with monkeypatch.context() as patch:
        patch.setattr(case, "playback", missing)
        with qtbot.waitSignal(player.failed) as told:
            player.open(case, case.people[1])
    assert isinstance(told.args[0], FootageMissingError)
    assert player.tracklet == case.people[1]
    assert not player.is_open
    player.play()
    assert not player.is_playing
    player.try_again()
    show_index(player, qtbot, 60)
    assert player.is_open


def test_boxes_between_sampled_frames_lie_on_the_straight_line() -> None:
    track = Track(
        number=1,
        frame_indices=np.array([10, 14]),
        boxes=np.array([[0, 0, 10, 20], [8, 4, 18, 24]], np.float32),
        scores=np.ones(2, np.float32),
    )
    times_s = np.array([86_400.1, 86_400.5], np.float32)
    assert box_at(track, times_s, 86_400.2) == pytest.approx((2, 1, 12, 21), abs=0.2)
    assert box_at(track, times_s, 86_400.1) == pytest.approx((0, 0, 10, 20), abs=0.2)
    assert box_at(track, times_s, 86_400.5) == pytest.approx((8, 4, 18, 24), abs=0.2)
    assert box_at(track, times_s, 86_400.06) is None
    assert box_at(track, times_s, 86_400.54) is None


def test_the_box_is_that_of_the_time_whatever_number_a_player_gives_the_frame(
    case: FakeCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind damage a number that was counted while indexing means an earlier frame."""
    tracklet = case.people[1]
    track, times_s = case.track(tracklet.id)
    shifted = replace(track, frame_indices=track.frame_indices - 30)
    monkeypatch.setattr(case, "track", lambda _: (shifted, times_s))
    people = PeopleInFrame(case, tracklet.footage_id)
    people.select(tracklet.id)
    reel = Reel(case.playback(tracklet.footage_id), people)
    assert reel.seek(tracklet.start_s).people.selected == pytest.approx(
        (40 / 320, 60 / 240, 100 / 320, 200 / 240)
    )
    assert reel.seek(tracklet.end_s + 1).people.selected is None
