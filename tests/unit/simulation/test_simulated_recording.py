"""Recordings with their truth: whole or not at all, the same every time, resumed by camera."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from cba_core.domain.errors import JobCancelled
from cba_core.domain.progress import Progress
from cba_core.evaluation.truth_files import read_truth
from cba_core.simulation.cameras import CameraKind
from cba_core.simulation.plan import SimulationConfig, clip_name, plan_simulation
from cba_core.simulation.recording import NOTE
from cba_core.simulation.simulate import FolderTakenError, simulate

CONFIG = SimulationConfig(
    people=4,
    cameras={CameraKind.THERMAL: 1, CameraKind.SWITCHING: 1},
    minutes=0.05,
    seed=9,
    width=160,
    height=128,
)


class Watching:
    """Hears progress, and asks to stop after so many frames."""

    def __init__(self, stop_after: float = float("inf")) -> None:
        self.stop_after = stop_after
        self.heard: list[Progress] = []

    def report(self, progress: Progress) -> None:
        self.heard.append(progress)

    def is_cancelled(self) -> bool:
        return bool(self.heard) and self.heard[-1].done >= self.stop_after


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("simulated") / "out"
    context = Watching()
    report = simulate(CONFIG, folder, context)
    assert context.heard[-1].done == context.heard[-1].total == report.frames
    return folder


def digests_of(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_clips_say_that_nobody_in_them_exists(rendered: Path) -> None:
    clips = sorted((rendered / "footage").iterdir())
    assert [one.suffix for one in clips] == [".mp4", ".mp4"]
    for clip in clips:
        with av.open(str(clip)) as container:
            assert container.metadata["comment"] == NOTE
            assert container.streams.video[0].codec_context.name == "h264"


def test_the_truth_tells_what_each_camera_recorded(rendered: Path) -> None:
    truth = json.loads((rendered / "truth.json").read_text(encoding="utf-8"))
    plan = plan_simulation(CONFIG)
    assert len(truth["people"]) == CONFIG.people
    for camera, facts in zip(plan.cameras, truth["cameras"], strict=True):
        with av.open(str(rendered / "footage" / facts["clip"])) as container:
            count = sum(1 for _ in container.decode(video=0))
        assert facts["frames"] == count == plan.frames_of(camera)
        assert facts["clock"]["offset_s"] == camera.clock.offset_s
        assert facts["clock"]["recorder_start"] == camera.clock.shown_at(0.0).isoformat()
        intrinsics = np.array(facts["calibration"]["intrinsics"])
        rotation = np.array(facts["calibration"]["rotation"])
        point = np.asarray(camera.looks_at)
        seen = intrinsics @ rotation @ (point - facts["calibration"]["place_m"])
        assert seen[:2] / seen[2] == pytest.approx(camera.project(point[None])[0][0], abs=1e-3)
    switching = next(one for one in truth["cameras"] if one["kind"] == "switching")
    half = switching["frames"] // 2
    assert [
        (one["first_frame"], one["end_frame"], one["modality"]) for one in switching["modality"]
    ] == [(0, half, "visible"), (half, switching["frames"], "near-infrared")]


def test_the_program_reads_the_truth_back(rendered: Path) -> None:
    read = read_truth(rendered)
    assert {one.clip for one in read.clips} == set((rendered / "footage").iterdir())
    assert read.identities_hold_across_clips
    for clip in read.clips:
        assert (clip.boxes.frames < clip.stretches[-1].end_frame).all()
    assert sum(len(clip.boxes.identities) for clip in read.clips) > 0


def test_the_same_settings_give_the_same_bytes_even_after_a_stop(
    rendered: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "again"
    with pytest.raises(JobCancelled):
        simulate(CONFIG, folder, Watching(stop_after=10), processes=1)
    left = digests_of(folder)
    assert "truth.json" not in left
    assert not [name for name in left if "partial" in name]
    simulate(CONFIG, folder, Watching(), processes=2)
    assert digests_of(folder) == digests_of(rendered)


def test_what_is_finished_is_not_rendered_again(rendered: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (rendered / "footage").iterdir()}
    context = Watching()
    simulate(CONFIG, rendered, context)
    assert {path: path.stat().st_mtime_ns for path in (rendered / "footage").iterdir()} == before


def test_a_folder_of_something_else_is_left_alone(rendered: Path, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(FolderTakenError):
        simulate(CONFIG, tmp_path, Watching())
    assert [one.name for one in tmp_path.iterdir()] == ["letters.txt"]
    with pytest.raises(FolderTakenError):
        simulate(replace(CONFIG, seed=10), rendered, Watching())


def test_clips_are_named_as_a_recorder_names_them() -> None:
    plan = plan_simulation(CONFIG)
    for camera in plan.cameras:
        shown = camera.clock.shown_at(0.0)
        assert clip_name(camera) == f"{camera.name}_{shown:%Y%m%d_%H%M%S}.mp4"
