"""Nothing that a person does may hold the window up."""

import gc
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import FrameType

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.views.places import EVIDENCE, INDEX, REVIEW, SEARCH
from cba_core.domain.decisions import Verdict
from cba_core.jobs.requests import AddFootageRequest
from tests.gui.fake_case import (
    FakeCase,
    FakeEngine,
    FakeWorker,
    WindowMaker,
    indexed_case,
)
from tests.gui.fake_playback import FakePlayback
from tests.gui.test_window_closing import slowed

MOST_MS = 100
REPEATS = 3
LOOKS_S, LEVELS = 0.05, 4
SLOW_S = 0.5
"""What each thing takes that has to end when a case is left."""


class Watchdog:
    """What the GUI thread takes between two ticks.

    By `time.thread_time` it does not count what other programs take, and does not see a thread
    that sleeps or waits; `time.monotonic` does both.
    """

    def __init__(self, clock: Callable[[], float] = time.thread_time) -> None:
        self.turns: list[tuple[float, str]] = []
        self.step = ""
        self._clock = clock
        self._before = clock()
        self._seen: list[str] = []
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGVTALRM, self._look)
            signal.setitimer(signal.ITIMER_VIRTUAL, LOOKS_S, LOOKS_S)

    def begin(self, step: str) -> None:
        self.step = step
        self._before = self._clock()

    def _tick(self) -> None:
        now = self._clock()
        took_ms = 1000 * (now - self._before)
        seen = "".join(self._seen) if took_ms > MOST_MS else ""
        self.turns.append((took_ms, f"{self.step}{seen}"))
        self._seen.clear()
        self._before = now

    def _look(self, _: int, frame: FrameType | None) -> None:
        """Note where the thread is, to say of a long turn what it was that took it.

        By a signal: another thread that looks at a frame keeps its painter alive.
        """
        self._seen.append("\n--\n" + "".join(traceback.format_stack(frame, LEVELS)))

    @property
    def worst(self) -> tuple[float, str]:
        self._timer.stop()
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        return max(self.turns)


@pytest.fixture
def only_what_is_the_windows() -> Iterator[None]:
    """Keep what thousands of tests left behind out of the search for garbage.

    The window searches when a place is left. In a process of its own that takes 10 ms; in the whole
    suite it took 800.
    """
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("only_what_is_the_windows")
def test_no_step_of_the_journey_holds_the_window_up(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    # other programs on the machine only ever add to what a step takes: the least is the window's
    worst_ms, step = min(
        worst_step(open_window, qtbot, tmp_path / f"{number}.duskcase") for number in range(REPEATS)
    )
    assert worst_ms < MOST_MS, f"{step} took {worst_ms:.0f} ms of the GUI thread at once"


def worst_step(open_window: WindowMaker, qtbot: QtBot, path: Path) -> tuple[float, str]:
    """The longest turn of the event loop in one journey, in ms, and the step it belongs to."""
    case = indexed_case(path, files=50, people=200)
    case.held = [  # as recorders name them
        replace(footage, path=path.parent / f"{footage.id:05}" / "ch01" / "00M00S.mp4")
        for footage in case.held
    ]
    window = open_window(FakeEngine(case))
    watchdog = Watchdog()
    watchdog.begin("open")
    window.open_case(case.path)
    qtbot.waitUntil(
        lambda: (
            window.case_page is not None
            and window.case_page.overview.latest is not None
            and window.case_page.search.gallery.model.has_loaded
        )
    )
    page = window.case_page
    for place, name in ((INDEX, "index"), (EVIDENCE, "evidence"), (SEARCH, "search")):
        watchdog.begin(name)
        page.go_to(place)
        qtbot.wait(60)
    watchdog.begin("query")
    page.search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: page.search.players[1].current is not None)
    watchdog.begin("decide")
    for _ in range(5):
        page.search.deciding.decide(Verdict.SUPPORTS_SAME)
        qtbot.waitUntil(lambda: not page.search.deciding.is_saving)
    watchdog.begin("review")
    page.go_to(REVIEW)
    qtbot.wait(100)
    page.go_to(SEARCH)
    watchdog.begin("play")
    page.search.playback_actions[0].trigger()
    qtbot.wait(300)
    page.search.playback_actions[0].trigger()
    watchdog.begin("leave")
    window._leave_case()
    qtbot.wait(60)
    return watchdog.worst


def test_the_watchdog_sees_what_holds_the_window_up(qtbot: QtBot, qapp: object) -> None:
    watchdog = Watchdog()
    qtbot.wait(20)
    until = time.thread_time() + 1.5 * MOST_MS / 1000
    QTimer.singleShot(0, lambda: [None for _ in iter(lambda: time.thread_time() < until, False)])
    qtbot.wait(20)
    assert watchdog.worst[0] > MOST_MS


def test_a_window_closed_while_a_case_is_opened_closes_the_case(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    case = indexed_case(tmp_path / "a.duskcase")
    window = open_window(FakeEngine(case))
    window.open_case(case.path)
    qtbot.waitUntil(lambda: window._making is not None)
    assert window.close()
    assert window.closings.finish()
    assert case.is_closed
    assert window.case_page is None


def test_the_watchdog_sees_a_window_that_waits(qtbot: QtBot, qapp: object) -> None:
    watchdog = Watchdog(time.monotonic)
    qtbot.wait(20)
    QTimer.singleShot(0, lambda: time.sleep(1.5 * MOST_MS / 1000))
    qtbot.wait(20)
    assert watchdog.worst[0] > MOST_MS


@pytest.fixture
def slow_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker in the middle of a piece, files and store on a slow disk."""
    for kind, name in (
        (FakeWorker, "close"),
        (FakePlayback, "seek"),
        (FakePlayback, "close"),
        (FakeCase, "close"),
        (FakeCase, "search"),
        (FakeCase, "set_footage"),
    ):
        monkeypatch.setattr(kind, name, slowed(getattr(kind, name), SLOW_S))


@pytest.mark.usefixtures("slow_to_end", "only_what_is_the_windows")
@pytest.mark.parametrize("end", ["_leave_case", "close"])
def test_leaving_a_case_in_the_middle_of_everything_holds_nothing_up(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path, end: str
) -> None:
    worst_ms = min(
        worst_while_leaving(open_window, qtbot, tmp_path / f"{number}.duskcase", end)
        for number in range(REPEATS)
    )
    assert worst_ms < MOST_MS, f"leaving held the GUI thread for {worst_ms:.0f} ms"


def worst_while_leaving(open_window: WindowMaker, qtbot: QtBot, path: Path, end: str) -> float:
    """The longest turn of the event loop, in ms by the clock on the wall."""
    case = indexed_case(path, files=3, people=60)
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    page = window.case_page
    page.go_to(SEARCH)
    page.search.show_query_by_id(case.people[0].id)
    candidate = page.search.players[1]
    qtbot.waitUntil(lambda: candidate.current is not None)
    engine.workers[0].holds = True
    page.evidence.table.selectRow(0)
    page.evidence.panel.camera.setEditText("North")
    page.evidence.panel.button.click()
    page.search.players[0].seek(1.0)
    page.search.candidates.search_again()
    page.desk.jobs.submit(AddFootageRequest(case_path=case.path, paths=(path / "late.mp4",)))
    window.may_leave_case = lambda: True  # as if "Stop and close" was pressed
    del page
    watchdog = Watchdog(time.monotonic)
    qtbot.wait(20)
    watchdog.begin("leave")
    watchdog.turns.clear()
    getattr(window, end)()
    qtbot.wait(60)
    worst_ms, _ = watchdog.worst
    assert not case.is_closed  # it was slow enough to be seen
    assert window.closings.finish()
    assert case.is_closed
    assert case.held[0].camera == "North"
    assert engine.workers[0].is_closed
    assert all(playback.is_closed for playback in case.playbacks)
    return worst_ms
