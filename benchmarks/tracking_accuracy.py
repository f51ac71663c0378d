"""HOTA, IDF1 and MOTA of detection and tracking on the two TUD clips.

Run it with `python -m benchmarks.tracking_accuracy`. It reads ../shared (or DUSKLINE_SHARED),
whose clips may be used here but never shipped. Scores come from `trackeval` and are taken at the
sampled frames, as the mean over every frame to begin with. `purity` is one less our `mixing`:
the share of detections that show the person their track shows most; a mixed track misleads a
search, a broken one only lengthens the list. The reference is ByteTrack of the package `trackers`
on the same detections with the same score thresholds.
"""

import argparse
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeAlias

import numpy as np
import supervision
from trackers import ByteTrackTracker

from cba_core.config.index_config import DEFAULT_DETECTOR, TrackerConfig
from cba_core.detection.motchallenge_file import read_motchallenge
from cba_core.detection.registry import make_detector
from cba_core.domain.arrays import FloatArray
from cba_core.domain.batches import in_batches
from cba_core.domain.detection import Detections
from cba_core.domain.footage import Modality
from cba_core.evaluation.compared_frames import Persons
from cba_core.evaluation.tracking_metrics import score_tracks
from cba_core.evaluation.tracklet_people import mixing, shown_by_tracks
from cba_core.footage.pyav_source import open_footage
from cba_core.tracking.bytetrack import ByteTrack
from cba_core.tracking.sampling import automatic_stride
from cba_core.weights.catalogue import WeightCatalogue

SHARED = Path(os.environ.get("DUSKLINE_SHARED", Path(__file__).parents[2] / "shared"))
CLIPS = ("TUD-Campus", "TUD-Stadtmitte")
FRAME_RATE = 25.0  # of both
CROWD = 20
CROWD_FRAMES = 500

Paths: TypeAlias = dict[int, Persons]
"""By frame index; frames without anybody may be absent."""
Follow: TypeAlias = Callable[[Sequence[Detections], int, int], Paths]
NOBODY = Persons(np.empty(0, np.int64), np.empty((0, 4), np.float32))


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """How good tracks are; all but `switches` and `tracks` in 0..1."""

    hota: float
    idf1: float
    mota: float
    purity: float
    switches: float
    tracks: float


def detect(clip: str, detector_name: str) -> list[Detections]:
    """What a detector finds in every frame of a clip."""
    detector = make_detector(detector_name, WeightCatalogue())
    with open_footage(SHARED / "data" / "mot15" / clip / f"{clip}.mp4") as source:
        return [
            found
            for frames in in_batches(source.frames(), 4)
            for found in detector.detect(frames, [Modality.VISIBLE] * len(frames))
        ]


def ground_truth(clip: str) -> Paths:
    """The persons of a clip."""
    rows = read_motchallenge(SHARED / "data" / "mot15" / clip / "gt" / "gt.txt")
    return {
        int(index): Persons(rows.numbers[rows.frames == index], rows.boxes[rows.frames == index])
        for index in np.unique(rows.frames)
    }


def our_paths(detections: Sequence[Detections], stride: int, first: int = 0) -> Paths:
    """What our tracker makes of every `stride`-th frame from `first`; short tracks are dropped."""
    tracker = ByteTrack(TrackerConfig())
    steps = [
        tracker.update(i, i / FRAME_RATE, detections[i])
        for i in range(first, len(detections), stride)
    ]
    return _by_frame(
        (index, track.number, box)
        for step in [*steps, tracker.finish()]
        for track in step.ended
        for index, box in zip(track.frame_indices.tolist(), track.boxes, strict=True)
    )


def reference_paths(detections: Sequence[Detections], stride: int, first: int = 0) -> Paths:
    """The same by the package `trackers`, with our thresholds and our least length."""
    config = TrackerConfig()
    tracker = ByteTrackTracker(
        lost_track_buffer=round(30 * config.patience_s),  # counted at 30 frames a second
        frame_rate=FRAME_RATE / stride,
        track_activation_threshold=config.high_score,
        high_conf_det_threshold=config.high_score,
        minimum_iou_threshold=config.minimum_overlap,
        minimum_consecutive_frames=1,
    )
    rows: list[tuple[int, int, FloatArray]] = []
    for index in range(first, len(detections), stride):
        seen = detections[index][detections[index].scores >= config.low_score]
        given = supervision.Detections(
            xyxy=seen.boxes, confidence=seen.scores, class_id=np.zeros(len(seen), np.int64)
        )
        told = tracker.update(given)
        rows += [
            (index, int(number), box)
            for number, box in zip(told.tracker_id, told.xyxy, strict=True)
            if number >= 0
        ]
    lengths = Counter(number for _, number, _ in rows)
    return _by_frame(row for row in rows if lengths[row[1]] >= config.minimum_length)


def measure(truth: Paths, found: Paths, frames: Iterable[int]) -> Accuracy:
    """Score tracks at the frames given."""
    pairs = [(truth.get(index, NOBODY), found.get(index, NOBODY)) for index in frames]
    scores = score_tracks([pairs])
    shown = shown_by_tracks(pairs)
    return Accuracy(
        hota=scores.hota or 0.0,
        idf1=scores.idf1 or 0.0,
        mota=scores.mota or 0.0,
        purity=1.0 - (mixing(shown.values()) or 0.0),
        switches=float(scores.switches),
        tracks=float(len(shown)),
    )


def measure_all_phases(
    truth: Paths, detections: Sequence[Detections], stride: int, follow: Follow
) -> Accuracy:
    """The mean over every frame to begin with: a single one is chance at such short clips."""
    scores = [
        measure(truth, follow(detections, stride, first), range(first, len(detections), stride))
        for first in range(stride)
    ]
    return Accuracy(
        **{
            field.name: float(np.mean([getattr(score, field.name) for score in scores]))
            for field in fields(Accuracy)
        }
    )


def _by_frame(rows: Iterable[tuple[int, int, FloatArray]]) -> Paths:
    frames: dict[int, list[tuple[int, FloatArray]]] = defaultdict(list)
    for index, identity, box in rows:
        frames[index].append((identity, box))
    return {
        index: Persons(
            np.array([identity for identity, _ in members], np.int64),
            np.stack([box for _, box in members]),
        )
        for index, members in frames.items()
    }


def crowd_milliseconds() -> float:
    """CPU time of one `update` while a crowd walks by, ms."""
    random = np.random.default_rng(0)
    left, speed = random.uniform(0, 1800, CROWD), random.uniform(-2, 2, CROWD)
    top, height = random.uniform(0, 800, CROWD), random.uniform(80, 250, CROWD)
    frames = []
    for index in range(CROWD_FRAMES):
        x = left + speed * index + random.normal(0, 0.02, CROWD) * height
        boxes = np.stack([x, top, x + 0.4 * height, top + height], axis=1).astype(np.float32)
        frames.append(Detections(boxes, random.uniform(0.3, 0.95, CROWD).astype(np.float32)))
    tracker = ByteTrack(TrackerConfig())
    begun = time.process_time()
    for index, detections in enumerate(frames):
        tracker.update(index, index / FRAME_RATE, detections)
    return 1000 * (time.process_time() - begun) / CROWD_FRAMES


def _print_row(clip: str, detector: str, tracker: str, stride: int, accuracy: Accuracy) -> None:
    print(
        f"{clip:15s} {detector:17s} {tracker:10s} {stride:6d} {accuracy.hota:6.3f} "
        f"{accuracy.idf1:6.3f} {accuracy.mota:6.3f} {accuracy.purity:6.3f} "
        f"{accuracy.switches:8.1f} {accuracy.tracks:6.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--detector",
        action="append",
        help="a detector's name or an ONNX file; may be told more than once",
    )
    parser.add_argument(
        "--stride", type=int, action="append", help="default: 1 and what auto takes for the clips"
    )
    told = parser.parse_args()
    names = told.detector or [DEFAULT_DETECTOR, str(SHARED / "models" / "yolox_nano.onnx")]
    strides = told.stride or [1, automatic_stride(FRAME_RATE)]
    followers: dict[str, Follow] = {"ours": our_paths, "reference": reference_paths}
    print(
        "clip            detector          tracker    stride   HOTA   IDF1   MOTA purity "
        "switches tracks"
    )
    for clip in CLIPS:
        truth = ground_truth(clip)
        for name in names:
            detections = detect(clip, name)
            for tracker, follow in followers.items():
                for stride in strides:
                    accuracy = measure_all_phases(truth, detections, stride, follow)
                    _print_row(clip, Path(name).stem, tracker, stride, accuracy)
    print(f"our tracker: {crowd_milliseconds():.2f} ms of CPU a frame at {CROWD} people")


if __name__ == "__main__":
    main()
