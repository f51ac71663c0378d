"""Crops in the on-disk format of HITSZ-VCM: tracklets of 24 frames, an index of names and rows."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.progress import TaskContext
from cba_core.simulation.crop_tracklets import (
    CutTracklet,
    Run,
    TrackletCutter,
    jpeg,
    watched_shots,
)
from cba_core.simulation.layout_formats import CameraCut, LayoutFormat, write_whole
from cba_core.simulation.shooting import shoot

_MOST_FRAMES = 24
_CODES = {"ir": 1, "rgb": 2}
_FIRST_TEST_PID = 503
_MOST_CAMERAS = 12


def cut_camera(cut: CameraCut, root: Path, context: TaskContext) -> list[CutTracklet]:
    """Write a camera's crops below `root`.

    Frames are numbered in the order they were taken, from 1, among those of one person, camera
    and modality. Thermal pictures count as infrared ones.

    Raises:
        JobCancelled: asked to stop.
        NoOpenGlError: nothing can be drawn here.
    """
    step = cut.rules.step(cut.camera)
    cutter = TrackletCutter(cut.rules, _MOST_FRAMES, _files_of)
    shelf = _Shelf(cut, root)
    shots = shoot(cut.plan, cut.camera, step=step)
    for shot in watched_shots(shots, cut.camera, context, done=0, total=cut.samples):
        for run in cutter.add(shot):
            shelf.put(run)
    for run in cutter.end():
        shelf.put(run)
    return shelf.tracklets


def write_index(root: Path, tracklets: Sequence[CutTracklet]) -> None:
    """Write `info/`: rows by person, then visible before infrared, then camera."""
    rows = sorted(
        tracklets, key=lambda one: (one.pid, one.modality == "ir", one.camera, one.number)
    )
    test = [one for one in rows if one.is_test]
    _write_rows(root / "info", "train", [one for one in rows if not one.is_test])
    _write_rows(root / "info", "test", test)
    queries = [str(row) for row, one in enumerate(test, 1) if one.modality == "ir"]
    write_whole(root / "info" / "query_IDX.txt", " ".join(queries) + "\n")


def _write_rows(info: Path, split: str, rows: Sequence[CutTracklet]) -> None:
    names: list[str] = []
    tracks: list[str] = []
    for one in rows:
        code = _CODES[one.modality]
        start = len(names) + 1
        names += [
            f"{one.pid:04d}M{code}D{one.camera}T{one.number}F{frame}.jpg" for frame in one.frames
        ]
        tracks.append(f"{code} {start} {len(names)} {one.pid:04d} {one.camera}")
    write_whole(info / f"{split}_name.txt", "".join(f"{name}\n" for name in names))
    write_whole(info / f"track_{split}_info.txt", "".join(f"{track}\n" for track in tracks))


class _Shelf:
    """Puts finished tracklets where they belong."""

    def __init__(self, cut: CameraCut, root: Path) -> None:
        self.tracklets: list[CutTracklet] = []
        self._cut = cut
        self._root = root
        self._numbers: Counter[tuple[int, str]] = Counter()
        self._frames: Counter[tuple[int, str]] = Counter()

    def put(self, run: Run) -> None:
        identities = self._cut.identities
        pid, is_test = identities.pid_of(run.person), identities.is_test(run.person)
        modality = "rgb" if run.modality == "visible" else "ir"
        split = "Test" if is_test else "Train"
        folder = self._root / split / f"{pid:04d}" / modality / f"D{self._cut.number}"
        folder.mkdir(parents=True, exist_ok=True)
        first = self._frames[pid, modality] + 1
        for number, crop in enumerate(run.crops, first):
            (folder / f"{number}.jpg").write_bytes(crop.files[0])
        self._frames[pid, modality] += len(run.crops)
        self._numbers[pid, modality] += 1
        self.tracklets.append(
            CutTracklet(
                pid=pid,
                is_test=is_test,
                camera=self._cut.number,
                modality=modality,
                number=self._numbers[pid, modality],
                frames=tuple(range(first, first + len(run.crops))),
            )
        )


def _files_of(crop: UInt8Array) -> tuple[bytes, ...]:
    return (jpeg(crop),)


HITSZ_VCM = LayoutFormat(
    first_test_pid=_FIRST_TEST_PID,
    records_both=False,
    modalities=frozenset(_CODES),
    most_cameras=_MOST_CAMERAS,
    camera_name=lambda number: f"D{number}",
    cut_camera=cut_camera,
    write_index=write_index,
)
