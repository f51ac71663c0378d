"""Tracklets of crops cut out of what a camera shot: which people, how far around, how long."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from PIL import Image

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.errors import JobCancelled
from cba_core.domain.progress import Progress, TaskContext
from cba_core.simulation.cameras import Camera
from cba_core.simulation.recording import NOTE, STEP
from cba_core.simulation.shooting import SeenPerson, ShotFrame

PixelBox = tuple[int, int, int, int]
"""x1, y1, x2, y2 in pixels of the picture; x2 and y2 are outside."""

_QUALITY = 92
_MARGIN = 0.03
"""Of the head-to-foot height, added on every side: detectors leave about as much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CropRules:
    """Which crops are worth keeping."""

    least_visibility: float = 0.5
    """Share of the silhouette that is seen; what lies outside the picture is not seen."""
    least_height_px: float = 48.0
    """Of the head-to-foot box, as far as it lies in the picture, before any scaling."""
    least_frames: int = 12
    """Shorter tracklets are dropped: every public reader of HITSZ-VCM drops them as well."""
    samples_per_second: float = 4.0
    """Wanted; a camera is sampled at the nearest whole part of its frame rate. Four show how
    somebody walks: a step takes half a second."""

    def step(self, camera: Camera) -> int:
        """Every so-many-th frame of a camera is rendered."""
        return max(1, round(camera.frame_rate / self.samples_per_second))

    def keeps(self, one: SeenPerson, size: tuple[int, int]) -> bool:
        """Whether a person in a picture of `size` (width, height) pixels is worth a crop."""
        inside = min(one.whole[3], size[1]) - max(one.whole[1], 0.0)
        return one.visibility >= self.least_visibility and inside >= self.least_height_px

    def facts(self) -> dict[str, object]:
        """As JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """One person in one frame."""

    frame: int  # of the recording, from 0
    box: PixelBox
    files: tuple[bytes, ...]  # JPEG


@dataclass(slots=True, kw_only=True)
class Run:
    """A person's crops in sampled frames that follow one another."""

    person: int  # id
    modality: str  # of the camera: visible, near-infrared or thermal
    crops: list[Crop] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class CutTracklet:
    """A tracklet whose crops are on disk."""

    pid: int
    is_test: bool
    camera: int  # from 1
    modality: str  # in the words of the layout
    number: int  # from 1, among those of the person before the camera in the modality
    frames: tuple[int, ...]  # numbers in the files' names

    def facts(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def tracklet_of(facts: Mapping[str, Any]) -> CutTracklet:
    """From JSON."""
    return CutTracklet(**{**facts, "frames": tuple(facts["frames"])})


class TrackletCutter:
    """Gathers crops by person until the person is hidden, or the tracklet is long enough."""

    def __init__(
        self,
        rules: CropRules,
        most_frames: int,
        files_of: Callable[[UInt8Array], tuple[bytes, ...]],
    ) -> None:
        """Cut tracklets of at most `most_frames` crops, each written by `files_of`."""
        self._rules = rules
        self._most = most_frames
        self._files_of = files_of
        self._open: dict[int, Run] = {}

    def add(self, frame: ShotFrame) -> list[Run]:
        """The tracklets that end before or with a sampled frame."""
        height, width = frame.picture.shape[:2]
        kept = {one.person: one for one in frame.seen if self._rules.keeps(one, (width, height))}
        ended = [
            self._open.pop(person)
            for person, run in sorted(self._open.items())
            if person not in kept or run.modality != frame.modality
        ]
        for person in sorted(kept):
            run = self._open.setdefault(person, Run(person=person, modality=frame.modality))
            box = crop_box(kept[person].whole, (width, height))
            crop = cut(frame.picture, box)
            run.crops.append(Crop(frame=frame.index, box=box, files=self._files_of(crop)))
            if len(run.crops) == self._most:
                ended.append(self._open.pop(person))
        return self._long_enough(ended)

    def end(self) -> list[Run]:
        """The tracklets that end with the recording."""
        ended = [run for _, run in sorted(self._open.items())]
        self._open.clear()
        return self._long_enough(ended)

    def _long_enough(self, runs: list[Run]) -> list[Run]:
        return [run for run in runs if len(run.crops) >= self._rules.least_frames]


def crop_box(whole: tuple[float, float, float, float], size: tuple[int, int]) -> PixelBox:
    """A head-to-foot box with its margin, clipped to a picture of `size` (width, height) pixels."""
    margin = _MARGIN * (whole[3] - whole[1])
    return (
        max(0, int(np.floor(whole[0] - margin))),
        max(0, int(np.floor(whole[1] - margin))),
        min(size[0], int(np.ceil(whole[2] + margin))),
        min(size[1], int(np.ceil(whole[3] + margin))),
    )


def cut(picture: UInt8Array, box: PixelBox) -> UInt8Array:
    """The part of a (h, w, 3) picture in a box."""
    x1, y1, x2, y2 = box
    return picture[y1:y2, x1:x2]


def jpeg(crop: UInt8Array) -> bytes:
    """An (h, w, 3) RGB crop as a file that says it shows nobody real."""
    into = io.BytesIO()
    Image.fromarray(crop).save(into, "JPEG", quality=_QUALITY, comment=NOTE.encode())
    return into.getvalue()


def grey(crop: UInt8Array) -> UInt8Array:
    """An RGB crop without its colours; both are (h, w, 3)."""
    return np.array(Image.fromarray(crop).convert("L").convert("RGB"))


def watched_shots(
    shots: Iterator[ShotFrame], camera: Camera, context: TaskContext, *, done: int, total: int
) -> Iterator[ShotFrame]:
    """Yield shots, reporting each; `done` of `total` frames of the camera were rendered before.

    Raises:
        JobCancelled: asked to stop.
    """
    while not context.is_cancelled():
        shot = next(shots, None)
        if shot is None:
            return
        yield shot
        done += 1
        context.report(Progress(STEP, done, total, "frames", item=camera.name))
    raise JobCancelled(STEP)
