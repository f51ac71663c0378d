"""Decoding through `PyAvSource` against `ffmpeg -f null` and against a bare PyAV loop.

Run: `python -m benchmarks.decode`. One thread each; processor seconds, since machines are
shared; everything is measured in turn and repeated, the least time of each counts.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import av

from cba_core.footage.modality import chroma_energy
from cba_core.footage.pyav_source import open_footage
from cba_core.footage.still_scene import MotionGate
from tests.support.real_footage import DATA
from tests.support.synthetic_footage import walking_boxes, write_clip

REPEATS = 7
SAMPLED = 5  # every fifth frame is looked at, as indexing does at 25 frames a second
OWN_OVERHEAD_AT_MOST = 1.05
"""What our own code may add to a bare PyAV loop, nothing being looked at."""

_REAL = DATA / "intel" / "one-by-one-person-detection.mp4"


def ffmpeg_null(path: Path) -> float:
    command = ["ffmpeg", "-v", "error", "-nostdin", "-threads", "1", "-i", str(path)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, "-map", "0:v:0", "-f", "null", "-"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def bare_pyav(path: Path) -> float:
    begin = time.process_time()
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_count = 1
        for _ in container.decode(stream):
            pass
    return time.process_time() - begin


def our_source(path: Path, look: Callable[..., object] | None = None) -> float:
    begin = time.process_time()
    with open_footage(path) as source:
        for frame in source.frames():
            if look is not None and frame.index % SAMPLED == 0:
                look(frame)
    return time.process_time() - begin


WAYS: dict[str, Callable[[Path], float]] = {
    "ffmpeg -f null": ffmpeg_null,
    "bare PyAV": bare_pyav,
    "PyAvSource, nothing looked at": our_source,
    "+ luma and chroma views, 1 of 5": lambda path: our_source(path, lambda f: f.planes()),
    "+ modality and motion gate, 1 of 5": lambda path: our_source(path, _gate_and_modality()),
    "+ RGB, 1 of 5": lambda path: our_source(path, lambda f: f.pixels),
}


def _gate_and_modality() -> Callable[..., object]:
    gate = MotionGate()
    return lambda frame: (chroma_energy(frame), gate.is_still(frame))


def measure(*, repeats: int = REPEATS) -> dict[str, dict[str, float]]:
    """Processor seconds of each way for each clip, and the two ratios that have a budget."""
    if shutil.which("ffmpeg") is None:
        raise SystemExit("This measures against the program ffmpeg: apt-get install ffmpeg")
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        synthetic = Path(folder) / "synthetic_720p.mp4"
        boxes = walking_boxes(250, people=6, width=1280, height=720, box=(60, 160), noise=2)
        write_clip(synthetic, boxes, gop=50, options={"preset": "veryfast"})
        for clip in (synthetic, _REAL):
            if clip.is_file():
                found[clip.stem] = _measure_clip(clip, repeats)
    return found


def _measure_clip(clip: Path, repeats: int) -> dict[str, float]:
    least = dict.fromkeys(WAYS, float("inf"))
    for _ in range(repeats):
        for name, way in WAYS.items():
            least[name] = min(least[name], way(clip))
    ours = least["PyAvSource, nothing looked at"]
    return least | {
        "ratio to ffmpeg -f null": ours / least["ffmpeg -f null"],
        "ratio to bare PyAV": ours / least["bare PyAV"],
    }


def main() -> None:
    """Print the table; the exit code tells whether our own code is over its budget."""
    is_over = False
    for clip, numbers in measure().items():
        print(f"\n{clip}")
        base = numbers["ffmpeg -f null"]
        for name in WAYS:
            print(f"  {name:36s} {numbers[name]:7.3f} s  {numbers[name] / base:5.2f} of ffmpeg")
        ratio = numbers["ratio to bare PyAV"]
        verdict = "within" if ratio <= OWN_OVERHEAD_AT_MOST else "OVER"
        print(f"  own code against bare PyAV: {ratio:.3f}, {verdict} {OWN_OVERHEAD_AT_MOST}")
        is_over = is_over or ratio > OWN_OVERHEAD_AT_MOST
    sys.exit(1 if is_over else 0)


if __name__ == "__main__":
    main()
