"""The player on a long group of pictures: what is shown when, and whether the window waits.

python -m benchmarks.player [--width PX --height PX --frames N --gop N]
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from app.engine_link.clip_player import ClipPlayer
from app.engine_link.task_runner import TaskRunner
from cba_core.domain.arrays import UInt8Array
from cba_core.footage.playback import Playback
from tests.gui.fake_case import indexed_case
from tests.support.synthetic_footage import textured_ground, write_clip

RATE = 25
NAMES = ("p50", "p90", "max")
SEEKS = 40
STEPS = 60
FIRST_PICTURE_GOAL = 0.5
"""Median of the first picture, as a part of that of the exact frame."""
_PATIENCE_S = 60.0


def moving_block(count: int, width: int, height: int) -> Iterator[UInt8Array]:
    """A block that crosses a textured ground."""
    ground = textured_ground(width, height)
    top, bottom, wide = height // 4, height * 2 // 3, width // 12
    for number in range(count):
        frame = ground.copy()
        left = number * 7 % (width - wide)
        frame[top:bottom, left : left + wide] = 255 - frame[top:bottom, left : left + wide]
        yield frame


def spread(seconds: list[float]) -> str:
    """Median, 90 % and most, in milliseconds."""
    ordered = sorted(seconds)
    told = (statistics.median(ordered), ordered[int(0.9 * len(ordered))], ordered[-1])
    return "  ".join(f"{name} {1000 * s:6.0f}" for name, s in zip(NAMES, told, strict=True))


class Bench:
    """One player on one clip, and a pulse that tells how long the event loop was held up."""

    def __init__(self, application: QGuiApplication, clip: Path, length_s: float) -> None:
        self._application = application
        case = indexed_case(clip.with_suffix(".duskcase"), files=1, people=1)
        opened: Any = case
        opened.playback = lambda _: Playback(clip)
        self.length_s = length_s
        self._tasks = TaskRunner(self._fail)
        self.player = ClipPlayer(self._tasks, "bench", self._fail)
        self.beats: list[float] = []
        self._last = time.monotonic()
        self._pulse = QTimer()
        self._pulse.timeout.connect(self._beat)
        self._pulse.start(5)
        seen = replace(case.people[0], start_s=0.0, end_s=length_s - 2)
        self.player.open(opened, seen)
        self.wait(lambda: self.player.current is not None)

    def close(self) -> None:
        """End the threads."""
        self._pulse.stop()
        self.player.let_go()
        self._tasks.close()

    def wait(self, is_done: Callable[[], bool]) -> None:
        """Let the event loop turn until something is so."""
        latest = time.monotonic() + _PATIENCE_S
        while not is_done():
            self._application.processEvents()
            time.sleep(0.001)
            if time.monotonic() > latest:
                raise TimeoutError("the player did not come there")

    def seek(self, time_s: float) -> tuple[float, float]:
        """Seconds until the first picture, and until the exact frame."""
        shown: list[tuple[float, bool]] = []
        note = self.player.frame_shown.connect(
            lambda frame: shown.append((time.monotonic(), frame.is_exact))
        )
        started = time.monotonic()
        self.player.seek(time_s)
        self.wait(lambda: bool(shown) and shown[-1][1])
        self.player.frame_shown.disconnect(note)
        return shown[0][0] - started, shown[-1][0] - started

    def step(self, way: int) -> float:
        """Seconds until the next frame is shown."""
        wanted = self._index() + way
        started = time.monotonic()
        (self.player.step_forward if way > 0 else self.player.step_backward)()
        self.wait(lambda: self._index() == wanted)
        return time.monotonic() - started

    def _index(self) -> int:
        frame = self.player.current
        return -1 if frame is None else frame.index

    def shuttle(self, presses: int, way: int) -> tuple[float, float]:
        """Pictures a second, and seconds of the footage that went by in a real one."""
        self.seek(self.length_s / 2)
        shown: list[float] = []
        note = self.player.frame_shown.connect(lambda frame: shown.append(frame.time_s))
        for _ in range(presses):
            self.player.shuttle(way)
        started = time.monotonic()
        self.wait(lambda: time.monotonic() - started > 1.0)
        self.player.pause()
        self.player.frame_shown.disconnect(note)
        passed = (shown[-1] if shown else self.length_s / 2) - self.length_s / 2
        return float(len(shown)), passed

    def _beat(self) -> None:
        now = time.monotonic()
        self.beats.append(now - self._last)
        self._last = now

    @staticmethod
    def _fail(problem: Exception) -> None:
        raise problem


def main() -> int:
    """Print what was measured; 1 where the first picture is no faster than the exact frame."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("width", 1920), ("height", 1080), ("frames", 1000), ("gop", 250)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    application = QGuiApplication([])
    with tempfile.TemporaryDirectory() as folder:
        clip = write_clip(
            Path(folder) / "clip.mp4",
            moving_block(asked.frames, asked.width, asked.height),
            rate=RATE,
            gop=asked.gop,
            options={"preset": "veryfast", "sc_threshold": "0"},
        )
        bench = Bench(application, clip, asked.frames / RATE)
        try:
            dice = np.random.default_rng(1)
            found = [bench.seek(dice.uniform(0, bench.length_s - 1)) for _ in range(SEEKS)]
            first, exact = [one for one, _ in found], [one for _, one in found]
            print(f"first picture  {spread(first)} ms")
            print(f"exact frame    {spread(exact)} ms")
            bench.seek(bench.length_s / 2)
            for name, way in (("on", 1), ("back", -1)):
                print(f"step {name:9} {spread([bench.step(way) for _ in range(STEPS)])} ms")
            for way in (1, -1):
                for presses in (1, 2, 3, 4):
                    pictures, passed = bench.shuttle(presses, way)
                    rate = way * 2 ** (presses - 1)
                    print(f"rate {rate:+3}: {pictures:3.0f} pictures a second, {passed:+.1f} s")
            print(f"turn of the window  {spread(bench.beats)} ms (5 where nothing holds it up)")
        finally:
            bench.close()
    part = statistics.median(first) / statistics.median(exact)
    is_met = part <= FIRST_PICTURE_GOAL
    print(f"first picture after {part:.2f} of the exact frame's time, goal {FIRST_PICTURE_GOAL}")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
