"""Rendering one camera at 640x480 with four people in view, against encoding the same frames.

Run: `python -m benchmarks.simulation`. Needs the extra `simulation`. Processor seconds of one
process with one thread for OpenGL, since machines are shared; least of the repeats counts.
"""

import io
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

os.environ["LP_NUM_THREADS"] = "0"  # read by Mesa's software renderer when it is loaded

import av
import numpy as np

from cba_core.simulation.cameras import Camera, CameraKind
from cba_core.simulation.cast import Cast
from cba_core.simulation.plan import SimulationConfig, SimulationPlan, plan_simulation
from cba_core.simulation.shooting import ShotFrame, shoot

FRAMES = 40
REPEATS = 3
IN_VIEW = 4
LEAST_RATE = 12.0
"""Frames a processor second, from which two cores render a data set of 200 people in an hour."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    camera: Camera
    first: int


def _fullest(plan: SimulationPlan, camera: Camera) -> _Stretch:
    """Where the number of people in view stays closest to four."""
    cast = Cast(plan, camera)
    counts = np.array(
        [cast.count(at / camera.frame_rate) for at in range(0, plan.frames_of(camera) - FRAMES, 5)]
    )
    around = [abs(counts[at : at + FRAMES // 5].mean() - IN_VIEW) for at in range(len(counts))]
    return _Stretch(camera, 5 * int(np.argmin(around)))


def _render(plan: SimulationPlan, stretch: _Stretch) -> tuple[list[ShotFrame], float]:
    """Frames, and processor seconds of all but the first one, which develops the scene."""
    shots = shoot(plan, stretch.camera, first=stretch.first)
    frames = [next(shots)]
    begin = time.process_time()
    for shot in shots:
        frames.append(shot)
        if len(frames) > FRAMES:
            break
    return frames, time.process_time() - begin


def _encode(frames: Sequence[ShotFrame], rate: float) -> float:
    begin = time.process_time()
    with av.open(io.BytesIO(), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=round(rate), options={"preset": "veryfast"})
        stream.width, stream.height = 640, 480
        stream.pix_fmt = "yuv420p"
        stream.codec_context.thread_count = 1
        for frame in frames:
            picture = av.VideoFrame.from_ndarray(frame.picture, format="rgb24")
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return time.process_time() - begin


def measure(tell: Callable[[str], object]) -> dict[str, float]:
    """Frames a processor second of every kind of camera."""
    kinds = (
        CameraKind.VISIBLE,
        CameraKind.VISIBLE_NIGHT,
        CameraKind.NEAR_INFRARED,
        CameraKind.THERMAL,
    )
    config = SimulationConfig(people=16, cameras=dict.fromkeys(kinds, 1), minutes=0.5, seed=1)
    plan = plan_simulation(config)
    rates = {}
    for camera in plan.cameras:
        stretch = _fullest(plan, camera)
        least = encoding = float("inf")
        in_view = 0.0
        for _ in range(REPEATS):
            frames, seconds = _render(plan, stretch)
            least = min(least, seconds)
            encoding = min(encoding, _encode(frames[1:], camera.frame_rate))
            in_view = float(np.mean([len(frame.seen) for frame in frames]))
        rates[camera.kind.value] = FRAMES / least
        tell(
            f"{camera.kind.value:16s} {in_view:4.1f} people in view  {FRAMES / least:6.1f} frames "
            f"a processor second  {least / encoding:5.1f} times encoding them"
        )
    return rates


def main() -> None:
    """Print the table; the exit code tells whether a training set would take too long."""
    rates = measure(print)
    slow = [kind for kind in ("visible", "near-infrared", "thermal") if rates[kind] < LEAST_RATE]
    print(f"at least {LEAST_RATE:g} frames a processor second: {', '.join(slow) or 'all'} "
          f"{'BELOW' if slow else 'within'}")  # fmt: skip
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
