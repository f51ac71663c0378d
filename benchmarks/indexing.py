"""How much of indexing is our own code: the whole line against its parts, in one run.

Everything runs on one core and is measured in CPU-seconds, least of some repeats in turns, so
that a busy machine changes little. The parts are done alone on the same frames: decode every
frame, convert the sampled ones, detect persons in them, embed the crops. What the line takes
beyond their sum is ours: labelling, motion gate, tracking, choosing and packing crops, storing.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.footage import YOLOX_NANO, a_clip_with_people
from cba_core.case import Case
from cba_core.config.index_config import IndexConfig
from cba_core.detection.registry import make_detector
from cba_core.domain.embedding import Clip
from cba_core.domain.footage import Frame, Modality
from cba_core.domain.progress import Unattended
from cba_core.domain.repositories import CaseFacts, TrackletFilter
from cba_core.encoding.cba_encoder import make_encoder
from cba_core.footage.probing import probe
from cba_core.footage.pyav_source import open_footage
from cba_core.pipelines import run_index
from cba_core.pipelines.choose_model import model_file_for
from cba_core.pipelines.embed_tracklets import clip_of_stored
from cba_core.tracking.sampling import automatic_stride
from cba_core.weights.catalogue import WeightCatalogue

REPEATS = 3
GOAL = 0.15  # of the time of the parts


@dataclass
class Line:
    """The line and its parts on one clip."""

    clip: Path
    stride: int
    detector: str
    seconds: dict[str, float] = field(default_factory=dict)  # least CPU-seconds by part

    def measure(self) -> None:
        """Fill in `seconds`."""
        config = IndexConfig(detector=self.detector, skip_still=False)
        detector = make_detector(self.detector, WeightCatalogue(), threads=1)
        encoder = make_encoder(model_file_for(None), threads=1)
        frames = self._converted()
        clips = self._clips()
        encoder.encode(clips[:1])  # the first call of a network sets it up
        detector.detect(frames[:1], [Modality.VISIBLE])
        for _ in range(REPEATS):
            self._time("decode", lambda: sum(1 for _ in open_footage(self.clip).frames()))
            self._time("decode and convert", self._converted)
            self._time(
                "detect", lambda: [detector.detect([one], [Modality.VISIBLE]) for one in frames]
            )
            self._time("embed", lambda: encoder.encode(clips))
            self._time("set up", lambda: run_index.prepare(config, None, Unattended()))
            with self._case() as case:
                self._time("whole line and set up", lambda: case.index(config=config))

    def _converted(self) -> list[Frame]:
        sampled = [f for f in open_footage(self.clip).frames() if f.index % self.stride == 0]
        for frame in sampled:
            _ = frame.pixels
        return sampled

    def _clips(self) -> list[Clip]:
        with self._case() as case:
            case.index(config=IndexConfig(detector=self.detector, skip_still=False))
            tracklets = case.tracklets(TrackletFilter())
            clips = [clip_of_stored(one, case.crops(one.id)) for one in tracklets]
        return [clip for clip in clips if clip is not None]

    def _case(self) -> Case:
        """A new case with the clip in it; making it is no part of indexing."""
        folder = Path(tempfile.mkdtemp(dir=_FOLDER.name))
        facts = CaseFacts(number="1", examiner="bench", purpose="bench", time_zone="UTC")
        case = Case.create(folder / "bench", facts)
        case.add_footage([self.clip])
        return case

    def _time(self, name: str, work: Callable[[], object]) -> None:
        began = time.process_time()
        work()
        taken = time.process_time() - began
        self.seconds[name] = min(taken, self.seconds.get(name, taken))


def report(line: Line, frames: int) -> Iterator[str]:
    """The table, and how much of the line is ours."""
    taken = line.seconds
    ours = taken["whole line and set up"] - taken["set up"]
    parts = taken["decode and convert"] + taken["detect"] + taken["embed"]
    yield f"{line.clip.name}: {frames} frames, 1 of {line.stride} looked at, one core"
    yield f"detector {Path(line.detector).name}"
    yield f"{'part':24}{'CPU-s':>9}{'frames/s':>10}{'share of line':>15}"
    for name, seconds in taken.items():
        yield f"{name:24}{seconds:9.2f}{frames / seconds:10.0f}{seconds / ours:15.2f}"
    yield f"{'the line':24}{ours:9.2f}{frames / ours:10.0f}{1:15.2f}"
    yield f"line / decode alone = {ours / taken['decode']:.2f}"
    yield f"line / detector alone = {ours / taken['detect']:.2f}"
    overhead = ours / parts - 1
    verdict = "within" if overhead <= GOAL else "ABOVE"
    yield f"our own code over its parts: {overhead:+.1%} ({verdict} the goal of {GOAL:.0%})"


def main() -> int:
    """Measure and print."""
    run_index.files_side_by_side = lambda: 1  # type: ignore[attr-defined]  # one core for all
    clip = a_clip_with_people()
    facts = probe(clip)
    detectors = [IndexConfig().detector, *([str(YOLOX_NANO)] if YOLOX_NANO.is_file() else [])]
    for detector in detectors:
        line = Line(clip, automatic_stride(facts.frame_rate), detector)
        line.measure()
        for text in report(line, facts.expected_frames or 0):
            print(text, flush=True)
        print()
    return 0


_FOLDER = tempfile.TemporaryDirectory(prefix="duskline-bench-")

if __name__ == "__main__":
    sys.exit(main())
