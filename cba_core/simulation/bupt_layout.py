"""Crops in the on-disk format of BUPTCampus: every camera records both modalities at once."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.progress import TaskContext
from cba_core.simulation.cameras import CameraKind
from cba_core.simulation.crop_tracklets import (
    CutTracklet,
    PixelBox,
    Run,
    TrackletCutter,
    cut,
    grey,
    jpeg,
    watched_shots,
)
from cba_core.simulation.layout_formats import CameraCut, LayoutFormat, write_whole
from cba_core.simulation.shooting import shoot

CAMERAS = ("LS3", "G25", "CQ1", "W4", "TSG1", "TSG2")
"""The names readers have a table of."""

PAIR = "RGB/IR"
_MOST_FRAMES = 120
"""Somebody who stands still for minutes is no single tracklet; real ones have 111 on average."""


def cut_camera(camera_cut: CameraCut, root: Path, context: TaskContext) -> list[CutTracklet]:
    """Write a camera's crops below `root`: of each moment a visible and an infrared one.

    The camera is rendered twice over, as two sensors behind one lens. People, boxes and what is
    hidden are the same in both, so what was cut from the visible frames is cut from the infrared
    ones again. A thermal camera's infrared side is thermal, that of any other near-infrared.

    Raises:
        JobCancelled: asked to stop.
        NoOpenGlError: nothing can be drawn here.
    """
    plan, camera, samples = camera_cut.plan, camera_cut.camera, camera_cut.samples
    step = camera_cut.rules.step(camera)
    cutter = TrackletCutter(camera_cut.rules, _MOST_FRAMES, _visible_files)
    shelf = _Shelf(camera_cut, root)
    shots = shoot(plan, camera, step=step, modality="visible")
    for shot in watched_shots(shots, camera, context, done=0, total=2 * samples):
        for run in cutter.add(shot):
            shelf.put(run)
    for run in cutter.end():
        shelf.put(run)
    infrared = "thermal" if camera.kind is CameraKind.THERMAL else "near-infrared"
    shots = shoot(plan, camera, step=step, modality=infrared)
    for shot in watched_shots(shots, camera, context, done=samples, total=2 * samples):
        for twin in shelf.twins.get(shot.index, ()):
            twin.path.write_bytes(jpeg(cut(shot.picture, twin.box)))
    return shelf.tracklets


def write_index(root: Path, tracklets: Sequence[CutTracklet]) -> None:
    """Write `data_paths.json` and the lists.

    Train people of one camera alone are the auxiliary set. A test person of two cameras or more
    has one query, visible and infrared by turns; its camera is held out of that person's gallery.
    One of a single camera stays in the gallery, where it matches nothing.
    """
    by_pid: dict[int, list[CutTracklet]] = defaultdict(list)
    for one in sorted(tracklets, key=lambda each: (each.pid, each.camera, each.number)):
        by_pid[one.pid].append(one)
    train: list[str] = []
    auxiliary: list[str] = []
    query: list[str] = []
    gallery: list[str] = []
    for pid, pairs in by_pid.items():
        cameras = sorted({one.camera for one in pairs})
        if not pairs[0].is_test:
            (auxiliary if len(cameras) == 1 else train).extend(_line(one, PAIR) for one in pairs)
            continue
        held_out = None
        if len(cameras) > 1:
            modality = ("RGB", "IR")[len(query) % 2]
            # not always the first one, or some cameras would never be asked about
            held_out = cameras[pid % len(cameras)]
            query.append(_line(next(one for one in pairs if one.camera == held_out), modality))
        gallery += [
            _line(one, modality)
            for modality in ("RGB", "IR")
            for one in pairs
            if one.camera != held_out
        ]
    for name, lines in (
        ("train", train),
        ("train_auxiliary", auxiliary),
        ("query", query),
        ("gallery", gallery),
    ):
        write_whole(root / f"{name}.txt", "".join(f"{line}\n" for line in lines))
    write_whole(root / "data_paths.json", json.dumps(_paths(by_pid), indent=1) + "\n")


def _line(one: CutTracklet, modality: str) -> str:
    return f"{one.pid} {modality} {CAMERAS[one.camera - 1]} {one.number}"


def _paths(
    by_pid: dict[int, list[CutTracklet]],
) -> dict[str, dict[str, dict[str, dict[str, list[str]]]]]:
    """By identity, modality, camera and tracklet: paths below DATA."""
    paths: dict[str, dict[str, dict[str, dict[str, list[str]]]]] = {}
    for pid, pairs in by_pid.items():
        for modality in ("IR", "RGB"):
            cameras = paths.setdefault(str(pid), {}).setdefault(modality, {})
            for one in pairs:
                cameras.setdefault(CAMERAS[one.camera - 1], {})[str(one.number)] = [
                    f"{pid}/{modality}/{CAMERAS[one.camera - 1]}/{_file_name(one, modality, frame)}"
                    for frame in one.frames
                ]
    return paths


def _file_name(one: CutTracklet, modality: str, frame: int) -> str:
    return f"{one.pid}_{modality}_{CAMERAS[one.camera - 1]}_{one.number}_{frame}.jpg"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Twin:
    """An infrared crop that is still to be cut."""

    box: PixelBox
    path: Path


class _Shelf:
    """Puts the visible crops where they belong and keeps a place for the infrared ones."""

    def __init__(self, camera_cut: CameraCut, root: Path) -> None:
        self.tracklets: list[CutTracklet] = []
        self.twins: dict[int, list[_Twin]] = defaultdict(list)
        self._camera_cut = camera_cut
        self._root = root
        self._numbers: Counter[int] = Counter()

    def put(self, run: Run) -> None:
        identities = self._camera_cut.identities
        pid = identities.pid_of(run.person)
        self._numbers[pid] += 1
        one = CutTracklet(
            pid=pid,
            is_test=identities.is_test(run.person),
            camera=self._camera_cut.number,
            modality=PAIR,
            number=self._numbers[pid],
            frames=tuple(crop.frame + 1 for crop in run.crops),
        )
        self.tracklets.append(one)
        rgb, fake, infrared = (
            self._root / "DATA" / str(pid) / modality / CAMERAS[one.camera - 1]
            for modality in ("RGB", "FakeIR", "IR")
        )
        for folder in (rgb, fake, infrared):
            folder.mkdir(parents=True, exist_ok=True)
        for crop, frame in zip(run.crops, one.frames, strict=True):
            visible = _file_name(one, "RGB", frame)
            (rgb / visible).write_bytes(crop.files[0])
            (fake / visible).write_bytes(crop.files[1])
            path = infrared / _file_name(one, "IR", frame)
            self.twins[crop.frame].append(_Twin(box=crop.box, path=path))


def _visible_files(crop: UInt8Array) -> tuple[bytes, ...]:
    return jpeg(crop), jpeg(grey(crop))


BUPT_CAMPUS = LayoutFormat(
    first_test_pid=1,
    records_both=True,
    modalities=frozenset({PAIR}),
    most_cameras=len(CAMERAS),
    camera_name=lambda number: CAMERAS[number - 1],
    cut_camera=cut_camera,
    write_index=write_index,
)
