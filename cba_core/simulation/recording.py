"""Writes one camera's recording and its truth, whole or not at all."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Self

import av

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.errors import ConfigError, JobCancelled, NotInstalledError
from cba_core.domain.progress import Progress, TaskContext
from cba_core.simulation.cameras import Camera
from cba_core.simulation.plan import SimulationPlan, clip_name
from cba_core.simulation.shooting import ShotFrame, shoot

NOTE = (
    "Rendered by Duskline's simulator from computer-made bodies. Nobody in it exists; "
    "it is no recording of real people."
)
STEP = "Rendering"
_KEYFRAME_EVERY_S = 4.0
_REPORT_EVERY = 10  # frames


@dataclass(slots=True, kw_only=True)
class _TruthLines:
    """MOTChallenge rows as they grow."""

    whole: list[str] = field(default_factory=list)
    visible: list[str] = field(default_factory=list)
    changes: list[tuple[int, str]] = field(default_factory=list)

    def add(self, frame: ShotFrame) -> None:
        if not self.changes or self.changes[-1][1] != frame.modality:
            self.changes.append((frame.index, frame.modality))
        for one in frame.seen:
            x1, y1, x2, y2 = one.whole
            self.whole.append(
                f"{frame.index + 1},{one.person},{x1:.1f},{y1:.1f},{x2 - x1:.1f},{y2 - y1:.1f},"
                f"1,1,{one.visibility:.3f}"
            )
            x1, y1, x2, y2 = one.visible
            self.visible.append(
                f"{frame.index + 1},{one.person},{x1:.0f},{y1:.0f},{x2 - x1:.0f},{y2 - y1:.0f}"
            )


def record(plan: SimulationPlan, camera: Camera, folder: Path, context: TaskContext) -> None:
    """Render a camera into `folder/footage` and `folder/truth`; what is finished is left alone.

    Raises:
        JobCancelled: asked to stop; the camera begins anew the next time.
        NoOpenGlError: nothing can be drawn here.
        NotInstalledError: the encoder is missing.
    """
    name = clip_name(camera)
    clip = folder / "footage" / name
    truth = folder / "truth" / Path(name).stem
    done = truth / "camera.json"
    if is_recorded(plan, camera, folder):
        return
    for each in (clip.parent, truth):
        each.mkdir(parents=True, exist_ok=True)
    partial = clip.with_name(f".{name}.partial.mp4")
    lines = _TruthLines()
    frames = plan.frames_of(camera)
    try:
        with _Encoder(partial, camera) as encoder:
            for frame in _reported(shoot(plan, camera), camera, frames, context):
                encoder.add(frame.picture)
                lines.add(frame)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    (truth / "gt.txt").write_text("\n".join(lines.whole) + "\n", encoding="utf-8")
    (truth / "visible.txt").write_text("\n".join(lines.visible) + "\n", encoding="utf-8")
    partial.replace(clip)
    facts = {**camera_facts(plan, camera, lines.changes), "plan": plan.digest}
    done.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def is_recorded(plan: SimulationPlan, camera: Camera, folder: Path) -> bool:
    """Whether an earlier run finished this camera of this very plan."""
    name = clip_name(camera)
    done = folder / "truth" / Path(name).stem / "camera.json"
    if not (done.is_file() and (folder / "footage" / name).is_file()):
        return False
    try:
        return bool(json.loads(done.read_text(encoding="utf-8"))["plan"] == plan.digest)
    except (ValueError, KeyError):
        return False


def camera_facts(
    plan: SimulationPlan, camera: Camera, changes: list[tuple[int, str]]
) -> dict[str, object]:
    """What `truth.json` tells of a camera."""
    frames = plan.frames_of(camera)
    ends = [first for first, _ in changes[1:]] + [frames]
    return {
        "name": camera.name,
        "clip": clip_name(camera),
        "kind": camera.kind.value,
        "width": camera.width,
        "height": camera.height,
        "frame_rate": camera.frame_rate,
        "frames": frames,
        "modality": [
            {"first_frame": first, "end_frame": end, "modality": modality}
            for (first, modality), end in zip(changes, ends, strict=True)
        ],
        "clock": {
            "true_start": camera.clock.true_start.isoformat(),
            "recorder_start": camera.clock.shown_at(0.0).isoformat(),
            "offset_s": camera.clock.offset_s,
            "drift_s_per_hour": camera.clock.drift_s_per_hour,
        },
        "calibration": {
            "place_m": list(camera.place),
            "rotation": camera.rotation.round(9).tolist(),
            "intrinsics": camera.intrinsics.tolist(),
        },
    }


class _Encoder:
    """An MP4 file that grows by pictures."""

    def __init__(self, path: Path, camera: Camera) -> None:
        self._container = av.open(str(path), "w", options={"movflags": "use_metadata_tags"})
        self._container.metadata["comment"] = NOTE
        self._container.metadata["title"] = f"Simulated footage, {camera.name}"
        rate = Fraction(camera.frame_rate).limit_denominator(1000)
        try:
            stream = self._container.add_stream(camera.codec, rate=rate)
        except ValueError as error:  # unknown, or built without it
            raise NotInstalledError(f"the encoder {camera.codec}", "simulation") from error
        if not isinstance(stream, av.VideoStream):
            raise ConfigError("codec", f"{camera.codec} encodes no video")
        stream.width, stream.height = camera.width, camera.height
        stream.pix_fmt = "yuv420p"
        stream.bit_rate = camera.bit_rate
        stream.gop_size = round(_KEYFRAME_EVERY_S * camera.frame_rate)
        stream.codec_context.thread_count = 1  # the same bytes on every machine
        if camera.codec.startswith("libx26"):
            stream.options = {"preset": "veryfast"}
        if camera.codec == "libx264":
            # its quickest arithmetic spends bits otherwise from one run to the next
            stream.options = {**stream.options, "x264-params": "cpu-independent=1"}
        self._stream = stream

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        if failure[0] is None:
            for packet in self._stream.encode(None):
                self._container.mux(packet)
        self._container.close()

    def add(self, picture: UInt8Array) -> None:
        """Append one (h, w, 3) picture."""
        for packet in self._stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):
            self._container.mux(packet)


def _reported(
    shots: Iterator[ShotFrame], camera: Camera, frames: int, context: TaskContext
) -> Iterator[ShotFrame]:
    for shot in shots:
        if context.is_cancelled():
            raise JobCancelled(STEP)
        if shot.index % _REPORT_EVERY == 0:
            context.report(Progress(STEP, shot.index, frames, "frames", item=camera.name))
        yield shot
    context.report(Progress(STEP, frames, frames, "frames", item=camera.name))
