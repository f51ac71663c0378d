"""`python -m tests.gates.drive`: the driven journey, on the screen that DISPLAY names.

Prints the longest turn of the event loop in each step, and keeps what was seen and made.
"""

import argparse
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from app.composition import make_window
from app.engine_link.real_engine import RealEngine
from app.settings.app_settings import AppSettings
from cba_core.config.train_config import (
    ClipConfig,
    ClusteringConfig,
    NetworkConfig,
    RoundsConfig,
    TrainConfig,
    WarmUpConfig,
)
from cba_core.jobs.requests import JobRequest, TrainModelRequest
from cba_core.jobs.worker_process import WorkerProcess
from tests.gates.driver import Camera, Driver, Hand, StallWatch
from tests.gates.journey_steps import Journey
from tests.support.small_case import ROOT

SAMPLE = ROOT / "resources" / "samples" / "street"
SIZE = (1440, 900)
FEW_STEPS = TrainConfig(
    network=NetworkConfig(encoder="tiny-cnn", height_px=64, width_px=32),
    clips=ClipConfig(frames=2, embedded_frames=2),
    warm_up=WarmUpConfig(steps=6, tracklets=4),
    clustering=ClusteringConfig(k1=4, k2=2, min_samples=2),
    rounds=RoundsConfig(intra=1, cross=2, steps=6, clusters=4),
)
"""Learning in seconds: what it learns is of no use, and that it runs is shown."""


class FewStepsWorker(WorkerProcess):
    """Learns for a few steps where the window asks for hours."""

    def submit(self, request: JobRequest) -> None:
        if isinstance(request, TrainModelRequest):
            request = replace(request, config=FEW_STEPS, init="random", threads=1)
        super().submit(request)


class FewStepsEngine(RealEngine):
    """The engine of the program in all but the length of learning."""

    def start_worker(self) -> FewStepsWorker:
        return FewStepsWorker()


def drive(*, out: Path, pictures: Path | None, indexed: Path | None) -> dict[str, Any]:
    """Take the journey; gives what it saw. Raises what stopped it."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    settings = AppSettings(out / "settings.json", theme="light", language="en")
    window = make_window(application, FewStepsEngine(settings), settings)
    failures: list[str] = []
    window.failures.failed.connect(lambda failure: failures.append(failure.what))
    window.resize(*SIZE)
    window.move(0, 0)
    window.show()
    watch, hand = StallWatch(), Hand()
    camera = Camera(pictures, window, hand, watch)
    journey = Journey(
        window,
        hand=hand,
        camera=camera,
        watch=watch,
        footage=_footage_in(out),
        place=out,
    )
    if indexed is None:
        steps = journey.whole()
    else:
        copy = shutil.copytree(indexed, journey.case_path)
        steps = journey.with_case(copy)
    application.setQuitOnLastWindowClosed(False)
    stopped = out / "stopped-here.png"
    driver = Driver(
        steps, watch, failures, lambda: application.primaryScreen().grabWindow(0).save(str(stopped))
    )
    application.exec()
    window.close()
    window.closings.finish()
    if driver.problem is not None:
        raise driver.problem
    return {
        "case": str(journey.case_path),
        "report": str(journey.report_folder),
        "pictures": camera.taken,
        "stalls": [
            {
                "step": one.step,
                "busy_ms": round(one.busy_ms, 1),
                "wall_ms": round(one.wall_ms, 1),
                "where": one.where,
            }
            for one in watch.stalls
        ],
    }


def _footage_in(out: Path) -> Path:
    """The sample's clips, where a person would have put them."""
    shutil.copytree(SAMPLE / "footage", out / "footage")
    shutil.copy(SAMPLE / "truth.json", out)
    return out / "footage"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser("python -m tests.gates.drive", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="an empty or new folder")
    parser.add_argument("--pictures", type=Path, help="where the pictures go; else none is kept")
    parser.add_argument("--indexed", type=Path, help="a case of the sample to begin with")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    if wanted.pictures is not None:
        wanted.pictures.mkdir(parents=True, exist_ok=True)
    seen = drive(out=wanted.out, pictures=wanted.pictures, indexed=wanted.indexed)
    (wanted.out / "journey.json").write_text(json.dumps(seen, indent=1), encoding="utf-8")
    for stall in seen["stalls"]:
        sys.stdout.write(
            "{step:15} {busy_ms:7.1f} ms busy {wall_ms:8.1f} ms wall  {where}\n".format(**stall)
        )


if __name__ == "__main__":
    main()
