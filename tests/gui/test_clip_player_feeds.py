"""Cameras in step over real files of odd frame rates: each shows its frame of the moment."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine_link.camera_wall import CameraWall, recordings_by_camera
from app.engine_link.task_runner import TaskRunner
from cba_core.footage.playback import Playback
from cba_core.footage.pyav_source import open_footage
from tests.gui.fake_case import FakeCase, indexed_case
from tests.gui.made_up_footage import START
from tests.support.synthetic_footage import walking_boxes, write_clip

COUNT = 50
UNEVEN_MS = np.cumsum(np.random.default_rng(4).integers(20, 160, COUNT)).tolist()
STARTS_S = (0.0, 0.37, -0.81)


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    folder = tmp_path_factory.mktemp("clips")

    def write(name: str, **how: object) -> Path:
        frames = walking_boxes(COUNT, width=96, height=64, box=(10, 24))
        return write_clip(folder / name, frames, **how)  # type: ignore[arg-type]

    return (
        write("even.mp4", b_frames=3),
        write("uneven.mkv", b_frames=3, pts=UNEVEN_MS),
        write("slow.ts", rate=12),
    )


@pytest.fixture
def times_s(clips: tuple[Path, ...]) -> list[list[float]]:
    """When every frame of each clip is shown, seconds of the common line of time."""
    found = []
    for clip, start_s in zip(clips, STARTS_S, strict=True):
        with open_footage(clip) as source:
            found.append([start_s + frame.time_s for frame in source.frames()])
    return found


@pytest.fixture
def wall(
    qapp: QApplication,
    clips: tuple[Path, ...],
    times_s: list[list[float]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[CameraWall]:
    case: FakeCase = indexed_case(tmp_path / "a.duskcase", files=3, people=0)
    case.held = [
        replace(
            held,
            start_time=START + timedelta(seconds=start_s),
            facts=replace(held.facts, duration_s=times[-1] - start_s + 0.08),
        )
        for held, start_s, times in zip(case.held, STARTS_S, times_s, strict=True)
    ]
    monkeypatch.setattr(case, "playback", lambda footage_id: Playback(clips[footage_id - 1]))
    problems: list[Exception] = []
    tasks = TaskRunner(problems.append)
    made = CameraWall(tasks, "test", case, problems.append)
    cameras = recordings_by_camera(case.clocks.all(), START)
    for feed, held in zip(made.feeds, case.held, strict=False):
        feed.show_camera(cameras[held.camera])
    made.open(START, first_s=-2.0, last_s=8.0, at_s=0.0)
    yield made
    made.let_go()
    tasks.close()
    assert not problems


def on_screen(times_s: list[float], position_s: float) -> int | None:
    """The number of the frame that stands at a moment; None outside of the recording."""
    if not times_s[0] <= position_s < times_s[-1] + 0.08:
        return None
    return max(number for number, at in enumerate(times_s) if at <= position_s + 1e-6)


def is_at_rest(wall: CameraWall) -> bool:
    return not wall._settle.isActive() and not any(feed.is_busy for feed in wall.feeds)


def shown(wall: CameraWall) -> list[int | None]:
    return [None if one.current is None else one.current.frame.index for one in wall.feeds[:3]]


def test_at_every_moment_each_camera_shows_the_frame_that_stood_then(
    wall: CameraWall, times_s: list[list[float]], qtbot: QtBot
) -> None:
    for position_s in (0.0, 1.234, 0.5, 1.99, 3.3, -0.5, 4.0, 0.36, 0.38):
        wall.seek(position_s)
        qtbot.waitUntil(lambda: is_at_rest(wall))
        assert shown(wall) == [on_screen(times, position_s) for times in times_s]


def test_steps_go_through_the_first_camera_and_the_others_follow(
    wall: CameraWall, times_s: list[list[float]], qtbot: QtBot
) -> None:
    wall.seek(0.4)
    qtbot.waitUntil(lambda: is_at_rest(wall))
    for way, expected in ((1, range(11, 16)), (-1, range(14, 7, -1))):
        for number in expected:
            (wall.step_forward if way > 0 else wall.step_backward)()
            qtbot.waitUntil(lambda number=number: shown(wall)[0] == number and is_at_rest(wall))
            assert wall.position_s == pytest.approx(times_s[0][number])
            assert shown(wall) == [on_screen(times, wall.position_s) for times in times_s]


@pytest.mark.parametrize("way", [1, -1])
def test_playing_keeps_all_cameras_at_one_moment(
    wall: CameraWall, times_s: list[list[float]], qtbot: QtBot, way: int
) -> None:
    wall.seek(1.0)
    qtbot.waitUntil(lambda: is_at_rest(wall))
    counts = [0, 0, 0]
    for number, feed in enumerate(wall.feeds[:3]):

        def count(_: object, number: int = number) -> None:
            counts[number] += 1

        feed.frame_shown.connect(count)
    wall.shuttle(way)
    qtbot.wait(600)
    wall.pause()
    qtbot.waitUntil(lambda: is_at_rest(wall))
    assert abs(wall.position_s - 1.0) == pytest.approx(0.6, abs=0.25)
    assert shown(wall) == [on_screen(times, wall.position_s) for times in times_s]
    assert min(counts) >= 3
