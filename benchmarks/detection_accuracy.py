"""How well the detectors find people: MOT15 truth, and thermal frames against their visible twins.

Run: PYTHONPATH=. .venv/bin/python benchmarks/detection_accuracy.py [--every N]

Thermal: the scenes of M3SVD that exist in both modalities are frame-synchronous and
pixel-registered, so what YOLOX sees with a score from .5 in the visible frame stands in for
the truth of the infrared one. Persons it sees less surely, or that only the other detector
sees, count neither for nor against.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import av
import numpy as np

from cba_core.detection import onnx_yolox, ssd_mobilenet
from cba_core.detection.motchallenge_file import read_motchallenge
from cba_core.detection.registry import make_detector
from cba_core.detection.thermal_contrast import renditions
from cba_core.domain.arrays import FloatArray, UInt8Array
from cba_core.domain.detection import Detections, Detector
from cba_core.domain.footage import Frame, Modality, Planes
from cba_core.evaluation.box_joining import NOBODY, join_greedily, lies_on_any
from cba_core.weights.catalogue import WeightCatalogue
from tests.support.real_footage import DATA, YOLOX_NANO

SURE = 0.5
DOUBTFUL = 0.15
NO_BOXES = np.empty((0, 4), np.float32)


@dataclass
class Scene:
    """Sampled frames with the persons in them."""

    name: str
    modality: Modality
    frames: list[UInt8Array] = field(default_factory=list)
    truth: list[FloatArray] = field(default_factory=list)
    ignored: list[FloatArray] = field(default_factory=list)


@dataclass(frozen=True)
class Accuracy:
    """AP at overlap .5, and recall and precision where their F1 is highest."""

    average_precision: float
    recall: float
    precision: float
    score: float
    persons: int


def read_frames(path: Path, every: int) -> Iterator[tuple[int, UInt8Array]]:
    with av.open(str(path)) as container:
        for index, frame in enumerate(container.decode(video=0)):
            if index % every == 0:
                yield index, frame.to_ndarray(format="rgb24").astype(np.uint8, copy=False)


def as_frame(index: int, pixels: UInt8Array) -> Frame:
    return Frame(
        index=index,
        time_s=0.0,
        render=lambda: pixels,
        see=lambda: Planes(np.ascontiguousarray(pixels[..., 0]), None),
    )


def look(detector: Detector, pixels: UInt8Array, modality: Modality) -> Detections:
    return detector.detect([as_frame(0, pixels)], [modality])[0]


def measure(found: list[Detections], scene: Scene) -> Accuracy:
    """Greedy assignment by falling score, each person once."""
    verdicts: list[tuple[float, bool]] = []
    for detections, truth, ignored in zip(found, scene.truth, scene.ignored, strict=True):
        rows = join_greedily(detections.boxes, detections.scores, truth)
        is_excused = lies_on_any(detections.boxes, ignored)
        verdicts += [
            (float(score), bool(row != NOBODY))
            for score, row, excused in zip(detections.scores, rows, is_excused, strict=True)
            if row != NOBODY or not excused
        ]
    verdicts.sort(key=lambda verdict: -verdict[0])
    persons = sum(len(truth) for truth in scene.truth)
    hits = np.cumsum([hit for _, hit in verdicts])
    recall = hits / persons
    precision = hits / np.arange(1, len(hits) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    best = int(np.argmax(2 * recall * precision / np.maximum(recall + precision, 1e-9)))
    return Accuracy(
        average_precision=float(np.sum(np.diff(recall, prepend=0.0) * envelope)),
        recall=float(recall[best]),
        precision=float(precision[best]),
        score=verdicts[best][0],
        persons=persons,
    )


def truth_scene(name: str, every: int) -> Scene:
    scene = Scene(name, Modality.VISIBLE)
    rows = read_motchallenge(DATA / "mot15" / name / "gt" / "gt.txt")
    for index, pixels in read_frames(DATA / "mot15" / name / f"{name}.mp4", every):
        height, width = pixels.shape[:2]
        scene.frames.append(pixels)
        scene.truth.append(rows.boxes[rows.frames == index].clip(0, [width, height, width, height]))
        scene.ignored.append(NO_BOXES)
    return scene


def as_near_infrared(scene: Scene, gamma: float, name: str) -> Scene:
    """Grey visible, darkened by `gamma`: near-infrared by day and by night; must not be hurt."""
    shades = np.round((np.arange(256) / 255) ** gamma * 255).astype(np.uint8)
    grey = [
        np.repeat(shades[frame.mean(axis=2, keepdims=True).astype(np.uint8)], 3, axis=2)
        for frame in scene.frames
    ]
    return Scene(f"{scene.name} {name}", Modality.INFRARED, grey, scene.truth, scene.ignored)


def thermal_scene(name: str, every: int, yolox: Detector, ssd: Detector) -> Scene:
    scene = Scene(f"thermal {name}", Modality.INFRARED)
    for _, pixels in read_frames(DATA / "m3svd" / "visible" / f"{name}.mp4", every):
        seen = look(yolox, pixels, Modality.VISIBLE)
        also = look(ssd, pixels, Modality.VISIBLE)
        doubtful = (seen.scores < SURE) & (seen.scores >= DOUBTFUL)
        scene.truth.append(seen.boxes[seen.scores >= SURE])
        scene.ignored.append(np.concatenate([seen.boxes[doubtful], also.boxes[also.scores >= 0.3]]))
    scene.frames = [
        pixels for _, pixels in read_frames(DATA / "m3svd" / "infrared" / f"{name}.mp4", every)
    ]
    return scene


Renditions = Callable[[UInt8Array, Modality], list[UInt8Array]]


def as_it_is(pixels: UInt8Array, _: Modality) -> list[UInt8Array]:
    return [pixels]


def inverted_alone(pixels: UInt8Array, modality: Modality) -> list[UInt8Array]:
    return renditions(pixels, modality)[-1:]


def report(detector: Detector, scene: Scene, way: str, show: Renditions) -> None:
    with (
        mock.patch.object(onnx_yolox, "renditions", show),
        mock.patch.object(ssd_mobilenet, "renditions", show),
    ):
        look(detector, scene.frames[0], scene.modality)
        start = time.process_time()
        found = [look(detector, pixels, scene.modality) for pixels in scene.frames]
        spent_ms = (time.process_time() - start) * 1000 / len(scene.frames)
    accuracy = measure(found, scene)
    print(
        f"| {detector.name} | {scene.name} | {way} | {accuracy.persons} "
        f"| {accuracy.average_precision:.3f} | {accuracy.recall:.2f} / {accuracy.precision:.2f} "
        f"@ {accuracy.score:.2f} | {spent_ms:.0f} |",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=5, help="look at every n-th frame")
    every = parser.parse_args().every
    weights = WeightCatalogue()
    yolox = make_detector(str(YOLOX_NANO), weights)
    ssd = make_detector("ssd-mobilenet-v2", weights)
    print("| detector | scene | shown | persons | AP.5 | best F1: recall / precision | CPU ms |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    visible = [truth_scene("TUD-Campus", every), truth_scene("TUD-Stadtmitte", every)]
    near_infrared = [
        as_near_infrared(scene, gamma, name)
        for scene in visible
        for gamma, name in ((1.0, "grey"), (3.0, "grey, dim"))
    ]
    thermal = [
        thermal_scene("0111_1716", every, yolox, ssd),
        thermal_scene("0113_1714", every * 4, yolox, ssd),
    ]
    for detector in (ssd, yolox):
        for scene in visible:
            report(detector, scene, "as it is", renditions)
        for scene in [*near_infrared, *thermal]:
            report(detector, scene, "as it is", as_it_is)
            report(detector, scene, "inverted where skewed", inverted_alone)
            report(detector, scene, "both ways (ours)", renditions)


if __name__ == "__main__":
    main()
