"""The player over real files: every frame once by its own time stamp, whatever order it is in."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine_link.clip_player import ClipPlayer
from app.engine_link.task_runner import TaskRunner
from cba_core.domain.footage import Frame
from cba_core.footage import playback
from cba_core.footage.playback import Playback
from cba_core.footage.pyav_source import open_footage
from tests.gui.fake_case import FakeCase, indexed_case
from tests.support.synthetic_footage import walking_boxes, write_clip

COUNT = 50
UNEVEN_MS = np.cumsum(np.random.default_rng(4).integers(20, 160, COUNT)).tolist()


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("clips")

    def write(name: str, **how: object) -> Path:
        frames = walking_boxes(COUNT, width=96, height=64, box=(10, 24))
        return write_clip(folder / name, frames, **how)  # type: ignore[arg-type]

    return {
        "even": write("even.mp4"),
        "uneven": write("uneven.mp4", pts=UNEVEN_MS),
        "b_frames": write("b.mp4", b_frames=3),
        "uneven_b_frames": write("ub.mkv", b_frames=3, pts=UNEVEN_MS),
        "transport_stream": write("b.ts", b_frames=2),
        "without_time_stamps": write("raw.h264", format="h264"),
    }


@pytest.fixture
def player(qapp: QApplication) -> Iterator[ClipPlayer]:
    problems: list[Exception] = []
    tasks = TaskRunner(problems.append)
    made = ClipPlayer(tasks, "test", problems.append)
    yield made
    made.let_go()
    tasks.close()
    assert not problems


@pytest.fixture(autouse=True)
def _small_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that steps have to decode anew, as they do in clips that are longer than the cache."""
    monkeypatch.setattr(playback, "_CACHE_BYTES", 0)
    monkeypatch.setattr(playback, "_FEWEST_CACHED", 3)
    monkeypatch.setattr("app.engine_link.frame_shelf._HISTORY_BYTES", 0)


def frames_of(clip: Path) -> list[tuple[int | None, float]]:
    with open_footage(clip) as source:
        return [(frame.pts, pytest.approx(frame.time_s)) for frame in source.frames()]


CaseOf = Callable[[str], FakeCase]


@pytest.fixture
def case_of(clips: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CaseOf:
    """Gives a case in which somebody is seen from a clip's beginning to its end."""

    def make(kind: str) -> FakeCase:
        case = indexed_case(tmp_path / "a.duskcase", files=1, people=1)
        monkeypatch.setattr(case, "playback", lambda _: Playback(clips[kind]))
        case.people = [replace(case.people[0], start_s=0.0, end_s=10.0)]
        return case

    return make


@pytest.mark.parametrize(
    "kind",
    ["even", "uneven", "b_frames", "uneven_b_frames", "transport_stream", "without_time_stamps"],
)
def test_steps_visit_every_time_stamp_once_both_ways(
    player: ClipPlayer, clips: dict[str, Path], case_of: CaseOf, kind: str, qtbot: QtBot
) -> None:
    expected = frames_of(clips[kind])
    assert len(expected) == COUNT
    case = case_of(kind)
    player.open(case, case.people[0])
    qtbot.waitUntil(lambda: player.current is not None)
    shown = [player.current]
    for step, last in ((player.step_forward, COUNT - 1), (player.step_backward, 0)):
        while shown[-1].index != last:
            before = shown[-1]
            step()
            qtbot.waitUntil(lambda before=before: player.current.index != before.index)
            shown.append(player.current)
    there, back = shown[:COUNT], shown[COUNT - 1 :]
    assert [(frame.pts, frame.time_s) for frame in there] == expected
    assert [(frame.pts, frame.time_s) for frame in back] == expected[::-1]
    assert all(frame.is_exact for frame in shown)


def test_a_seek_shows_the_keyframe_first_and_then_the_exact_frame(
    player: ClipPlayer, case_of: CaseOf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playback, "_WALK_AT_MOST_S", 0.1)
    case = case_of("b_frames")
    player.open(case, case.people[0])
    qtbot.waitUntil(lambda: player.current is not None)
    shown: list[tuple[int, bool]] = []
    player.frame_shown.connect(lambda frame: shown.append((frame.index, frame.is_exact)))
    player.seek(44 / 25)
    assert player.position_s == 44 / 25
    qtbot.waitUntil(lambda: (44, True) in shown)
    (first, is_exact), *rest = [one for one in shown if one[0] != 0]
    assert first < 44
    assert not is_exact
    assert rest == [(44, True)]


def test_while_scrubbing_only_the_newest_wish_is_decoded(
    player: ClipPlayer,
    clips: dict[str, Path],
    case_of: CaseOf,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = case_of("uneven")
    player.open(case, case.people[0])
    qtbot.waitUntil(lambda: player.current is not None)
    qtbot.wait(100)
    sought: list[float] = []
    seek = Playback.seek

    def slow(held: Playback, time_s: float) -> Frame:
        time.sleep(0.1)
        sought.append(time_s)
        return seek(held, time_s)

    monkeypatch.setattr(Playback, "seek", slow)
    started = time.monotonic()
    wishes = np.linspace(1, 3.5, 40).tolist()
    for time_s in wishes:
        player.seek(time_s)
        qtbot.wait(5)
    assert time.monotonic() - started < 1.5, "the window waited for the decoder"
    qtbot.waitUntil(lambda: bool(sought) and sought[-1] == wishes[-1])
    qtbot.waitUntil(lambda: player.current.is_exact and player.position_s <= wishes[-1])
    assert len(sought) < 12
    assert player.current.time_s == max(
        float(time_s.expected) for _, time_s in frames_of(clips["uneven"]) if time_s.expected <= 3.5
    )


@pytest.mark.parametrize("way", [1, -1])
def test_the_shuttle_keeps_to_its_rate_and_leaves_frames_out(
    player: ClipPlayer, tmp_path: Path, qtbot: QtBot, way: int
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=1, people=1)
    case.people[0] = replace(case.people[0], start_s=10.0, end_s=30.0)
    player.open(case, case.people[0])
    qtbot.waitUntil(lambda: player.current is not None)
    player.seek(20.0)
    qtbot.waitUntil(lambda: player.current.index == 200)
    rates = []
    player.state_changed.connect(lambda: rates.append(player.rate))
    for _ in range(5):
        player.shuttle(way)
    assert rates == [way * rate for rate in (1, 2, 4, 8)]
    shown: list[tuple[float, float]] = []
    player.frame_shown.connect(lambda frame: shown.append((time.monotonic(), frame.time_s)))
    qtbot.wait(600)
    player.pause()
    (began, from_s), (ended, to_s) = shown[0], shown[-1]
    assert (to_s - from_s) / (ended - began) == pytest.approx(8 * way, rel=0.2)
    qtbot.wait(100)
    here = player.current.index
    player.step_forward()
    qtbot.waitUntil(lambda: player.current.index != here)
    assert player.current.index == here + 1


def test_the_shuttle_backwards_begins_again_at_the_end_of_the_stretch(
    player: ClipPlayer, tmp_path: Path, qtbot: QtBot
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=1, people=1)
    player.open(case, case.people[0])  # seen from 3 s to 5 s
    qtbot.waitUntil(lambda: player.current is not None)
    for _ in range(4):
        player.shuttle(-1)
    qtbot.waitUntil(lambda: player.current.index < 15)
    qtbot.waitUntil(lambda: player.current.index > 55)
    assert player.rate == -8.0
    player.play()
    assert player.rate == 1.0


def test_others_in_the_picture_and_the_way_the_person_came(
    player: ClipPlayer, tmp_path: Path, qtbot: QtBot
) -> None:
    case = indexed_case(tmp_path / "a.duskcase", files=1, people=3)
    first, second, third = case.people
    case.people = [first, replace(second, start_s=4.0, end_s=6.0), third]
    player.open(case, first)  # seen from 3 s to 5 s; the second comes at 4 s, the third at 9 s
    qtbot.waitUntil(lambda: player.current is not None)
    assert player.current.people.trail == ()
    player.seek(4.5)
    qtbot.waitUntil(lambda: player.current.index == 45 and bool(player.current.people.others))
    people = player.current.people
    assert [one.label for one in people.others] == [second.label]
    feet = [(x * 320, y * 240) for x, y in people.trail]
    assert [y for _, y in feet] == [pytest.approx(200)] * len(feet)
    # boxes move 1 px every second frame: 8 samples from 3.0 s on, and where it is now
    assert [x for x, _ in feet] == pytest.approx([*range(70, 78), 77.5])
