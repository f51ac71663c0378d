"""The real window on a large case, driven through all places; prints its figures as JSON.

Run by `window_at_200000`, which says where the time begins: `DUSKLINE_BEGAN` is the monotonic
clock when the process was asked for. `--why` prints where the GUI thread was when it was held up.
"""

import os
import sys
import time

BEGAN = float(os.environ.get("DUSKLINE_BEGAN") or time.monotonic())

import argparse  # noqa: E402  (the clock is read first)
import faulthandler  # noqa: E402
import json  # noqa: E402
import tempfile  # noqa: E402
import threading  # noqa: E402
from collections import Counter  # noqa: E402
from collections.abc import Callable, Iterator  # noqa: E402
from contextlib import contextmanager  # noqa: E402
from pathlib import Path  # noqa: E402
from statistics import median  # noqa: E402

from PySide6.QtCore import QElapsedTimer, QEventLoop, QPointF, Qt, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402, TID251  (it makes the window)

from app.composition import make_window  # noqa: E402
from app.engine_link.real_engine import RealEngine  # noqa: E402
from app.main_window import MainWindow  # noqa: E402
from app.settings.app_settings import AppSettings, RecentCase  # noqa: E402
from app.views.places import EVIDENCE, INDEX, MODELS, REPORT, REVIEW, SEARCH  # noqa: E402
from app.views.review_lists import KINDS  # noqa: E402
from cba_core.domain.decisions import Verdict  # noqa: E402

PATIENCE_S = 120.0
SETTLE_S = 0.6
FRAME_S = 1 / 60
WHEEL_FRAMES = 240
JUMPS = 200
QUERIES = 12
SLOW_MS = 30.0
"""From here on `--why` notes where the thread is."""


class Watchdog:
    """What the GUI thread takes between two ticks, in ms, by step.

    Two clocks: the wall's, and the wall's without the time in which the thread was ready to run and
    other programs had the processors (Linux: /proc/self/schedstat).
    """

    def __init__(self) -> None:
        self.step = ""
        self.wall: dict[str, float] = {}
        self.own: dict[str, float] = {}
        self.memory_mb: dict[str, float] = {}
        self.memory_of_step: dict[str, float] = {}  # its own, at the step's end
        self.turn_began = time.monotonic()
        self._waits = os.open("/proc/self/schedstat", os.O_RDONLY)
        self._before = (time.monotonic(), self._waited_s())
        threading.Thread(target=self._look_at_memory, daemon=True).start()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._timer.start(2)

    @contextmanager
    def during(self, step: str) -> Iterator[None]:
        """Turns that end in this block belong to `step`."""
        self.tick()
        self.step = step
        yield
        self.tick()
        self.step = ""

    def tick(self) -> None:
        """A turn of the event loop has ended."""
        now, waited = time.monotonic(), self._waited_s()
        wall = 1e3 * (now - self._before[0])
        own = wall - 1e3 * (waited - self._before[1])
        if self.step:
            self.wall[self.step] = max(self.wall.get(self.step, 0.0), wall)
            self.own[self.step] = max(self.own.get(self.step, 0.0), own)
        self._before = (time.monotonic(), self._waited_s())
        self.turn_began = self._before[0]

    def _look_at_memory(self) -> None:
        """Aside from the GUI thread: reading it takes long while files are mapped."""
        while True:
            held = memory_mb()
            for name, size in held.items():
                self.memory_mb[name] = max(self.memory_mb.get(name, 0.0), size)
            self.memory_of_step[self.step] = held["own"]
            time.sleep(0.2)

    def _waited_s(self) -> float:
        return int(os.pread(self._waits, 100, 0).split()[1]) / 1e9


def memory_mb() -> dict[str, float]:
    """What the process holds: all that is resident, and what of it is its own, no file's."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    found = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if " kB" in line}
    return {"resident": found["VmRSS"], "own": found["RssAnon"] + found["RssShmem"]}


class Why(threading.Thread):
    """Notes where the GUI thread is while a turn takes long.

    By faulthandler, which keeps no frame alive: a painter would outlive its paint event.
    """

    def __init__(self, watchdog: Watchdog) -> None:
        super().__init__(daemon=True)
        self._watchdog = watchdog
        self._gui = f"{threading.main_thread().ident:016x}"
        self.seen: dict[str, Counter[str]] = {}

    def run(self) -> None:
        """Look every few milliseconds."""
        with tempfile.TemporaryFile("w+") as place:
            while True:
                time.sleep(0.005)
                step, began = self._watchdog.step, self._watchdog.turn_began
                if step and 1e3 * (time.monotonic() - began) > SLOW_MS:
                    place.seek(0)
                    place.truncate()
                    faulthandler.dump_traceback(place)
                    place.seek(0)
                    where = self._where(place.read())
                    self.seen.setdefault(step, Counter())[where] += 1

    def _where(self, stacks: str) -> str:
        """Where the GUI thread is; in the event loop, who may hold the interpreter."""
        own, others = "", []
        for part in stacks.split("\n\n"):
            head, *lines = part.splitlines()
            places = [
                line.split("/")[-1].replace('", line ', ":")
                for line in lines
                if "runpy" not in line and "driven_window" not in line
            ]
            if self._gui in head:
                own = " < ".join(places)[:300]
            elif places and "wait" not in places[0] and "_worker" not in places[0]:
                others.append(" < ".join(places[:5]))
        return own or "event loop | " + " | ".join(others)[:500]

    def tell(self) -> None:
        """Print what was seen most."""
        for step, seen in self.seen.items():
            for places, count in seen.most_common(4):
                print(f"{step}: {count} x {places}", file=sys.stderr)


class Drive:
    """One journey through one window."""

    def __init__(self, application: QApplication, window: MainWindow, *, tells_why: bool) -> None:
        self._application = application
        self._window = window
        self.figures: dict[str, float] = {}
        self.failures: list[str] = []
        window.failures.failed.connect(lambda failure: self.failures.append(failure.what))
        self.watchdog = Watchdog()
        self.why = Why(self.watchdog) if tells_why else None
        if self.why is not None:
            self.why.start()

    def until(self, is_done: Callable[[], bool], what: str) -> float:
        """Let the window live until something is so; seconds it took."""
        began = time.monotonic()
        while not is_done():
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if self.failures:
                raise SystemExit(f"{what}: {self.failures[0]}")
            if time.monotonic() - began > PATIENCE_S:
                raise SystemExit(f"{what} did not come within {PATIENCE_S:.0f} s")
        return time.monotonic() - began

    def rest(self, seconds: float = SETTLE_S) -> None:
        """Let late work end."""
        until = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > until, "rest")

    def go(self, case: Path) -> None:
        """The whole journey."""
        began = time.monotonic()
        with self.watchdog.during("open the case"):
            self._window.open_case(case)
            self.until(self._is_usable, "the case")
            self.figures["case_s"] = time.monotonic() - began
            self.rest()
        page = self._window.case_page
        assert page is not None
        for place, name in ((EVIDENCE, "Evidence"), (INDEX, "Index"), (SEARCH, "Search")):
            with self.watchdog.during(name):
                page.go_to(place)
                self.rest()
        self.scroll()
        self.timeline()
        self.queries()
        with self.watchdog.during("Review"):
            page.go_to(REVIEW)
            self.rest(2.0)
            self._run_through_review()
        with self.watchdog.during("Report"):
            page.go_to(REPORT)
            self.figures["report_s"] = self.until(lambda: page.report.is_shown, "the report")
            self.rest(1.0)
        with self.watchdog.during("Models"):
            page.go_to(MODELS)
            self.figures["models_s"] = self.until(
                lambda: page.models.learning is not None, "the models"
            )
            self.rest()

    def _is_usable(self) -> bool:
        page = self._window.case_page
        return (
            page is not None
            and page.overview.latest is not None
            and page.search.gallery.model.has_loaded
            and self._window.isEnabled()
        )

    def scroll(self) -> None:
        """By the wheel through the first screens, then in jumps to the last tracklet."""
        page = self._window.case_page
        assert page is not None
        grid, bar = page.search.gallery.grid, page.search.gallery.grid.verticalScrollBar()
        frames: list[float] = []

        def move(value: int) -> None:
            frames.append(self._frame(lambda: bar.setValue(value)))

        began = time.monotonic()
        with self.watchdog.during("scroll the gallery"):
            for _ in range(WHEEL_FRAMES):
                move(bar.value() + 60)
            while not self._is_at_end():
                move(bar.value() + max((bar.maximum() - bar.value()) // 2, bar.maximum() // JUMPS))
                if time.monotonic() - began > PATIENCE_S:
                    break
            self.figures["scroll_to_end_s"] = time.monotonic() - began
            self.figures["rows_reached"] = grid.model().rowCount()
            for part in range(JUMPS, -1, -1):
                move(bar.maximum() * part // JUMPS)
            self.rest()
        self.figures["paint_ms"] = max(frames)

    def _is_at_end(self) -> bool:
        page = self._window.case_page
        assert page is not None
        gallery, bar = page.search.gallery, page.search.gallery.grid.verticalScrollBar()
        return gallery.model.rowCount() == gallery.model.total and bar.value() == bar.maximum()

    def _frame(self, move: Callable[[], None]) -> float:
        """Move and paint, then let the window live for the rest of a sixtieth of a second; ms."""
        page = self._window.case_page
        assert page is not None
        clock = QElapsedTimer()
        clock.start()
        before = self.watchdog._waited_s()  # noqa: SLF001  (of this file)
        move()
        page.search.gallery.grid.viewport().repaint()
        took = clock.nsecsElapsed() / 1e6 - 1e3 * (self.watchdog._waited_s() - before)  # noqa: SLF001
        self.rest(max(FRAME_S - took / 1e3, 0.002))
        return took

    def timeline(self) -> None:
        """Zoom into the timeline and out again."""
        page = self._window.case_page
        assert page is not None
        timeline = page.search.gallery.timeline
        with self.watchdog.during("timeline"):
            for factor in [0.8] * 20 + [1.25] * 20:
                timeline.zoom(factor)
                timeline.repaint()
                self.rest(FRAME_S)

    def queries(self) -> None:
        """Choose tracklets in the gallery, one after the other, and decide about candidates."""
        page = self._window.case_page
        assert page is not None
        search = page.search
        taken: list[float] = []
        shown: list[float] = []
        search.candidates.shown.connect(lambda _: shown.append(time.monotonic()))
        gallery = search.gallery
        bar = gallery.grid.verticalScrollBar()
        for number in range(QUERIES):
            bar.setValue(bar.maximum() * number // QUERIES)
            self.rest(0.3)
            index = gallery.grid.indexAt(QPointF(40, 200).toPoint())
            with self.watchdog.during("query" if number else "first query"):
                shown.clear()
                began = time.monotonic()
                gallery.grid.chosen.emit(index)
                self.until(lambda: bool(shown), "the candidates")
                search.candidates.grid.viewport().repaint()
                taken.append(time.monotonic() - began)
                self.rest(1.0)
        self.figures["first_answer_s"] = taken[0]
        self.figures["answer_s"] = median(taken[1:])
        self.figures["slowest_answer_s"] = max(taken[1:])
        with self.watchdog.during("decide"):
            for _ in range(8):
                search.deciding.decide(Verdict.SUPPORTS_DIFFERENT)
                self.until(lambda: not search.deciding.is_saving, "the verdict")
                self.rest(0.25)

    def _run_through_review(self) -> None:
        page = self._window.case_page
        assert page is not None
        lists = page.review.lists
        for kind in KINDS:
            lists.kind.choose(kind)
            self.rest(0.3)
            entries = lists.list_shown
            for row in range(min(5, entries.model().rowCount())):
                entries.setCurrentIndex(entries.model().index(row, 0))
                self.rest(0.3)


def main() -> None:
    """Drive one window through a case."""
    parser = argparse.ArgumentParser()
    parser.add_argument("case", type=Path)
    parser.add_argument("--why", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "settings.json"
        recent = RecentCase(str(asked.case), "2026/200", "speed")
        AppSettings(kept, language="en", recent_cases=[recent]).save()
        application = QApplication(sys.argv[:1])
        settings = AppSettings.load(kept)
        window = make_window(application, RealEngine(settings), settings)
        window.resize(1440, 900)
        window.show()
        while not window.windowHandle().isExposed():
            application.processEvents()
        window_s = time.monotonic() - BEGAN
        application.processEvents()
        recent_s = time.monotonic() - BEGAN
        drive = Drive(application, window, tells_why=asked.why)
        drive.figures.update(window_s=window_s, recent_s=recent_s)
        drive.go(asked.case)
        memory = drive.watchdog.memory_mb
        told = {
            **drive.figures,
            "memory_own_mb": memory["own"],
            "memory_resident_mb": memory["resident"],
            "memory_of_step_mb": drive.watchdog.memory_of_step,
            "wall_ms": drive.watchdog.wall,
            "own_ms": drive.watchdog.own,
        }
        print(json.dumps(told), flush=True)
        if drive.why is not None:
            drive.why.tell()
        window.close()
        window.closings.finish()
        os._exit(0)


if __name__ == "__main__":
    main()
