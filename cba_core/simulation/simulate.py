"""A whole simulation: all cameras side by side in processes of their own, then the truth of all."""

import json
import multiprocessing
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from multiprocessing.managers import SyncManager
from pathlib import Path
from typing import Any

from cba_core.domain.errors import CbaError
from cba_core.domain.progress import Progress, RateMeter, TaskContext
from cba_core.simulation.plan import SimulationConfig, clip_name, plan_simulation
from cba_core.simulation.recording import NOTE, STEP, is_recorded, record

_LISTEN_EVERY_S = 0.2
_FORMAT = 1
_PLAN_FILE = "simulation.json"


class FolderTakenError(CbaError):
    """The folder holds something else."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} holds other files, or another simulation",
            "Choose an empty folder, or the one of the same simulation to go on with it.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationReport:
    """What was rendered."""

    folder: Path
    clips: tuple[Path, ...]
    frames: int
    people: int


def simulate(
    config: SimulationConfig,
    folder: Path,
    context: TaskContext,
    *,
    processes: int | None = None,
) -> SimulationReport:
    """Render footage with its truth into `folder`; a stopped simulation goes on by camera.

    Args:
        config: what to render.
        folder: empty, missing, or of the same simulation.
        context: told of frames and time left; may cancel.
        processes: cameras at once; None takes one a core.

    Raises:
        JobCancelled: finished cameras stay.
        FolderTakenError: the folder holds something else.
        NotInstalledError: the extra `simulation` is missing.
    """
    context.report(Progress("Drawing people", 0, None))
    plan = plan_simulation(config)
    claim_folder(folder, plan.digest, settings_of(config))
    total = sum(plan.frames_of(camera) for camera in plan.cameras)
    waiting = [camera for camera in plan.cameras if not is_recorded(plan, camera, folder)]
    finished = total - sum(plan.frames_of(camera) for camera in waiting)
    if waiting:
        render_all(
            partial(_record_one, config, folder),
            [camera.name for camera in waiting],
            context,
            finished=finished,
            total=total,
            processes=processes,
        )
    cameras = [_facts_of(folder, clip_name(camera)) for camera in plan.cameras]
    truth = {
        "format": _FORMAT,
        "note": NOTE,
        "settings": settings_of(config),
        "cameras": cameras,
        "people": [person.facts() for person in plan.people],
    }
    (folder / "truth.json").write_text(json.dumps(truth, indent=2) + "\n", encoding="utf-8")
    return SimulationReport(
        folder=folder,
        clips=tuple(folder / "footage" / clip_name(camera) for camera in plan.cameras),
        frames=total,
        people=len(plan.people),
    )


def claim_folder(folder: Path, digest: str, settings: Mapping[str, object]) -> None:
    """Take a folder for the simulation of a digest.

    Raises:
        FolderTakenError: the folder holds something else.
    """
    mark = folder / _PLAN_FILE
    if mark.is_file():
        try:
            is_ours = json.loads(mark.read_text(encoding="utf-8")).get("plan") == digest
        except (ValueError, AttributeError):
            is_ours = False
        if not is_ours:
            raise FolderTakenError(folder)
        return
    if folder.exists() and any(folder.iterdir()):
        raise FolderTakenError(folder)
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text(
        json.dumps({"plan": digest, "settings": settings}, indent=2) + "\n",
        encoding="utf-8",
    )


def settings_of(config: SimulationConfig) -> dict[str, object]:
    """What was asked for, as JSON."""
    return {
        "people": config.people,
        "cameras": {kind.value: count for kind, count in config.cameras.items() if count},
        "minutes": config.minutes,
        "seed": config.seed,
        "scene": config.scene.value,
        "width": config.width,
        "height": config.height,
        "codec": config.codec,
        "carried_brightness": config.carried_brightness,
    }


def _facts_of(folder: Path, clip: str) -> dict[str, Any]:
    path = folder / "truth" / Path(clip).stem / "camera.json"
    facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    facts.pop("plan")
    return facts


CameraWork = Callable[[str, TaskContext], None]
"""Renders the camera of a name; can be sent to another process."""


def render_all(
    work: CameraWork,
    names: Sequence[str],
    context: TaskContext,
    *,
    finished: int,
    total: int,
    processes: int | None,
) -> None:
    """Work on cameras side by side, in processes of their own.

    Args:
        work: what to do with each camera.
        names: of the cameras.
        context: told of frames of all cameras together; may cancel.
        finished: frames that an earlier run has rendered.
        total: frames of all cameras.
        processes: cameras at once; None takes one a core.

    Raises:
        JobCancelled: asked to stop.
    """
    spawn = multiprocessing.get_context("spawn")
    at_once = min(len(names), processes or os.cpu_count() or 1)
    meter = RateMeter(float(total))
    meter.at(finished)
    # a software renderer would otherwise start threads for every core in every process
    before = os.environ.get("LP_NUM_THREADS")
    os.environ["LP_NUM_THREADS"] = "1" if at_once > 1 else str(os.cpu_count() or 1)
    try:
        manager = SyncManager(ctx=spawn)
        manager.start(_end_with_parent)
        with (
            manager,
            ProcessPoolExecutor(at_once, mp_context=spawn, initializer=_end_with_parent) as pool,
        ):
            done = manager.dict()
            stop = manager.Event()
            pending: set[Future[None]] = {
                pool.submit(_work_on, work, name, done, stop) for name in names
            }
            failure: BaseException | None = None
            while pending:
                ended, pending = wait(pending, timeout=_LISTEN_EVERY_S, return_when=FIRST_COMPLETED)
                for task in ended:
                    failure = failure or task.exception()
                if failure is not None or context.is_cancelled():
                    stop.set()
                frames = finished + sum(dict(done).values())
                rate, left = meter.at(frames)
                context.report(
                    Progress(STEP, frames, total, "frames", rate=rate, seconds_left=left)
                )
            if failure is not None:
                raise failure
    finally:
        if before is None:
            os.environ.pop("LP_NUM_THREADS", None)
        else:
            os.environ["LP_NUM_THREADS"] = before


def _end_with_parent() -> None:
    """End this process as soon as the one that started it has: nobody would take what it makes."""
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def _work_on(work: CameraWork, name: str, done: Any, stop: Any) -> None:  # noqa: ANN401  (proxies of objects in another process)
    def tell(frames: float) -> None:
        done[name] = frames

    work(name, _Remote(tell, stop.is_set))


def _record_one(config: SimulationConfig, folder: Path, name: str, context: TaskContext) -> None:
    """The plan is drawn again in every process, which takes less than to send it."""
    plan = plan_simulation(config)
    camera = next(one for one in plan.cameras if one.name == name)
    record(plan, camera, folder, context)


@dataclass(frozen=True, slots=True)
class _Remote:
    """The task context of a rendering process."""

    tell: Callable[[float], None]
    asked: Callable[[], bool]

    def report(self, progress: Progress) -> None:
        self.tell(progress.done)

    def is_cancelled(self) -> bool:
        return self.asked()
