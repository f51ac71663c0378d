"""Nothing that a person does may hold the window up."""

import time
from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.views.places import EVIDENCE, INDEX, SEARCH
from tests.gui.fake_case import FakeEngine, WindowMaker, indexed_case

MOST_MS = 100
REPEATS = 3


class Watchdog:
    """Work of the GUI thread between two ticks; time that other programs take is not counted."""

    def __init__(self) -> None:
        self.turns: list[tuple[float, str]] = []
        self.step = ""
        self._before = time.thread_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)

    def begin(self, step: str) -> None:
        self.step = step
        self._before = time.thread_time()

    def _tick(self) -> None:
        now = time.thread_time()
        self.turns.append((1000 * (now - self._before), self.step))
        self._before = now

    @property
    def worst(self) -> tuple[float, str]:
        self._timer.stop()
        return max(self.turns)


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
    assert case.is_closed
    assert window.case_page is None
