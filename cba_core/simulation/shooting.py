"""One camera's recording, frame by frame, with what is truly to be seen in each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cba_core.domain.arrays import FloatArray, UInt8Array
from cba_core.simulation.cameras import Camera, CameraKind
from cba_core.simulation.cast import Cast, Present
from cba_core.simulation.light import TimeOfDay, light_at
from cba_core.simulation.opengl import Exposure, PictureKind, View
from cba_core.simulation.plan import SimulationPlan, time_of_day
from cba_core.simulation.renderer import PersonInView, Renderer
from cba_core.simulation.sensor import BurnedInClock, ColourSensor, ThermalSensor

_LEAST_SEEN_PX = 12
"""Pixels of a person below which they are not in the truth."""
_LEAST_HEIGHT_PX = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPerson:
    """One person in one frame; boxes are x1, y1, x2, y2 in pixels."""

    person: int  # id
    whole: tuple[float, float, float, float]  # head to foot, hidden parts and what is outside too
    visible: tuple[float, float, float, float]
    visibility: float  # share of the silhouette that is seen, 0..1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShotFrame:
    """A frame as the recorder gets it."""

    index: int
    picture: UInt8Array  # (h, w, 3) RGB
    modality: str  # visible, near-infrared or thermal
    seen: tuple[SeenPerson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mode:
    modality: str
    kind: PictureKind
    time: TimeOfDay
    exposure: Exposure
    noise: float
    open_s: float = 0.0  # how long the shutter is open, where it blurs whoever moves


_OUTDOORS = {
    TimeOfDay.DAY: (1.75, 1.5, 0.0),
    TimeOfDay.DUSK: (3.4, 3.4, 0.0),
    TimeOfDay.NIGHT: (9.0, 7.0, 1 / 16),
}
_INDOORS = {
    TimeOfDay.DAY: (1.9, 1.5, 0.0),
    TimeOfDay.DUSK: (1.9, 2.0, 0.0),
    TimeOfDay.NIGHT: (4.5, 5.0, 1 / 20),
}
"""Exposure, noise in grey values, seconds of an open shutter: by the time of day."""
_BLUR_STEPS = 4


def modality_at(camera: Camera, frame: int, frames: int) -> str:
    """What a camera records in a frame; the switching one changes in the middle."""
    if camera.kind is CameraKind.SWITCHING:
        return "visible" if frame < frames // 2 else "near-infrared"
    return camera.kind.value if camera.kind.records_infrared else "visible"


def shoot(
    plan: SimulationPlan,
    camera: Camera,
    first: int = 0,
    *,
    step: int = 1,
    modality: str | None = None,
) -> Iterator[ShotFrame]:
    """The frames of one camera.

    Args:
        plan: the whole simulation.
        camera: one of its cameras.
        first: frames before it are not rendered.
        step: every so-many-th frame is rendered, the others are left out.
        modality: what the same view records instead of what the camera's kind says; None keeps
            the kind. People and what is seen of them are the same in every modality.

    Raises:
        NoOpenGlError: nothing can be drawn here.
    """
    frames = plan.frames_of(camera)
    cast = Cast(plan, camera)
    stage: _Stage | None = None
    for index in range(first, frames, step):
        recorded = modality or modality_at(camera, index, frames)
        if stage is None or stage.modality != recorded:
            if stage is not None:
                stage.close()
            stage = _Stage(plan, camera, _mode(plan, camera, recorded))
        time_s = index / camera.frame_rate
        moments = [cast.present(time_s + late) for late in stage.shutter_s]
        yield stage.frame(index, time_s, moments)
    if stage is not None:
        stage.close()


def _mode(plan: SimulationPlan, camera: Camera, modality: str) -> _Mode:
    indoors = plan.scene.is_indoors
    if modality == "thermal":
        exposure = Exposure(exposure=1.0)
        return _Mode(
            modality=modality,
            kind=PictureKind.THERMAL,
            time=TimeOfDay.NIGHT,
            exposure=exposure,
            noise=0.0,
        )
    if modality == "near-infrared":
        exposure = Exposure(exposure=1.0, illuminator=280.0 if indoors else 440.0)
        return _Mode(
            modality=modality,
            kind=PictureKind.NEAR_INFRARED,
            time=TimeOfDay.NIGHT,
            exposure=exposure,
            noise=2.2,
        )
    # a view that is to record both is shown to a visible camera at its best, by day
    time = TimeOfDay.DAY if camera.kind.records_infrared else time_of_day(camera.kind)
    if camera.kind is CameraKind.SWITCHING:
        time = TimeOfDay.DUSK
    gain, noise, open_s = (_INDOORS if indoors else _OUTDOORS)[time]
    return _Mode(
        modality=modality,
        kind=PictureKind.VISIBLE,
        time=time,
        exposure=Exposure(exposure=gain),
        noise=noise,
        open_s=open_s,
    )


class _Stage:
    """Renderer and sensor of one camera in one modality."""

    def __init__(self, plan: SimulationPlan, camera: Camera, mode: _Mode) -> None:
        self.modality = mode.modality
        self._camera = camera
        light = light_at(mode.time, is_indoors=plan.scene.is_indoors)
        if mode.kind is PictureKind.NEAR_INFRARED:
            light = replace(light, lamp=(0.0, 0.0, 0.0))
        view = View(
            camera=camera, scene=plan.scene, light=light, kind=mode.kind, exposure=mode.exposure
        )
        self._renderer = Renderer(view)
        size = (camera.width, camera.height)
        generator = np.random.default_rng([camera.seed, int(mode.kind)])
        self._sensor: ColourSensor | ThermalSensor = (
            ThermalSensor(size, generator)
            if mode.kind is PictureKind.THERMAL
            else ColourSensor(
                size, generator, noise=mode.noise, grey=mode.kind is PictureKind.NEAR_INFRARED
            )
        )
        self._clock = BurnedInClock(camera.name, size)

        steps = _BLUR_STEPS if mode.open_s else 1
        self.shutter_s = tuple(mode.open_s * (step / steps) for step in range(steps))
        """When the picture is taken, after the frame's own time."""

    def close(self) -> None:
        self._renderer.close()

    def frame(self, index: int, time_s: float, moments: Sequence[Sequence[Present]]) -> ShotFrame:
        """One frame of whoever is there at each moment of the shutter; truth is of the first."""
        casts = [
            [
                PersonInView(person=dressed, joints=pose.matrices(body))
                for _, pose, body, dressed in present
            ]
            for present in moments
        ]
        present, cast = moments[0], casts[0]
        picture = self._recorded(casts)
        shown = self._camera.clock.shown_at(time_s)
        return ShotFrame(
            index=index,
            picture=self._clock.write(picture, shown),
            modality=self.modality,
            seen=self._truth([one[0] for one in present], cast),
        )

    def _recorded(self, casts: Sequence[Sequence[PersonInView]]) -> UInt8Array:
        if isinstance(self._sensor, ThermalSensor):
            return self._sensor.record(self._renderer.degrees(casts[0]))
        if len(casts) == 1 or not casts[0]:
            return self._sensor.record(self._renderer.colours(casts[0]))
        drawn = np.stack([self._renderer.colours(cast) for cast in casts])
        blurred = np.rint(drawn.mean(axis=0, dtype=np.float32)).astype(np.uint8)
        return self._sensor.record(blurred)

    def _truth(self, ids: list[int], cast: list[PersonInView]) -> tuple[SeenPerson, ...]:
        if not cast:
            return ()
        shown = self._renderer.silhouettes(cast)
        seen = []
        for number, (person, one) in enumerate(zip(ids, cast, strict=True), 1):
            whole = projected_box(self._camera, one)
            if whole is None or whole[3] - whole[1] < _LEAST_HEIGHT_PX:
                continue
            left, top, right, bottom = _within(whole, shown.shape)
            if left >= right or top >= bottom:
                continue
            window = shown[top:bottom, left:right] == number
            pixels = int(np.count_nonzero(window))
            if pixels < _LEAST_SEEN_PX:
                continue
            alone = int(np.count_nonzero(self._renderer.alone(one, (left, top, right, bottom))))
            inside = _share_within(whole, shown.shape)
            rows = np.flatnonzero(window.any(axis=1))
            columns = np.flatnonzero(window.any(axis=0))
            seen.append(
                SeenPerson(
                    person=person,
                    whole=whole,
                    visible=(
                        float(left + columns[0]), float(top + rows[0]),
                        float(left + columns[-1] + 1), float(top + rows[-1] + 1),
                    ),
                    visibility=min(1.0, inside * pixels / max(alone, 1)),
                )
            )  # fmt: skip
        return tuple(seen)


def projected_box(camera: Camera, one: PersonInView) -> tuple[float, float, float, float] | None:
    """The box around all that is drawn of a person; None where a part is behind the camera."""
    vertices = one.person.vertices
    rows = one.person.outline
    places = np.concatenate([vertices[rows, :3], np.ones((len(rows), 1), np.float32)], axis=1)
    joints = vertices[rows, 6:9].astype(np.int64)
    weights = vertices[rows, 10:13]
    moved = np.einsum("vk,vkab,vb->va", weights, one.joints[joints], places)[:, :3]
    pixels, depth = camera.project(moved)
    if depth.min() <= 0.2:
        return None
    low, high = pixels.min(axis=0), pixels.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _within(
    box: tuple[float, float, float, float], shape: tuple[int, ...]
) -> tuple[int, int, int, int]:
    height, width = shape[:2]
    return (
        max(0, int(np.floor(box[0])) - 1),
        max(0, int(np.floor(box[1])) - 1),
        min(width, int(np.ceil(box[2])) + 1),
        min(height, int(np.ceil(box[3])) + 1),
    )


def _share_within(box: tuple[float, float, float, float], shape: tuple[int, ...]) -> float:
    """Share of the box that lies in the picture."""
    height, width = shape[:2]
    across = min(box[2], width) - max(box[0], 0.0)
    down = min(box[3], height) - max(box[1], 0.0)
    area = (box[2] - box[0]) * (box[3] - box[1])
    return float(np.clip(across * down / max(area, 1e-6), 0.0, 1.0))


def boxes_of(seen: Sequence[SeenPerson]) -> FloatArray:
    """(n, 4) head-to-foot boxes."""
    return np.array([one.whole for one in seen], np.float32).reshape(-1, 4)
