"""Data sets of crops as `cba simulate` renders them, read by readers of the published formats."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cba_core.datasets.bupt_campus import read_bupt_campus as our_bupt_campus
from cba_core.datasets.hitsz_vcm import read_hitsz_vcm as our_hitsz_vcm
from cba_core.domain.arrays import RealArray
from cba_core.domain.errors import JobCancelled
from cba_core.domain.progress import Progress, TaskContext, Unattended
from cba_core.simulation import layouts
from cba_core.simulation.cameras import CameraKind
from cba_core.simulation.crop_tracklets import CropRules
from cba_core.simulation.layout_kinds import Layout
from cba_core.simulation.layouts import LayoutConfig, write_layout
from cba_core.simulation.plan import SimulationConfig
from cba_core.simulation.scenes.scene import SceneName
from cba_core.simulation.simulate import CameraWork
from tests.support.crop_data_sets import (
    check_picture,
    frame_numbers,
    modalities_of,
    read_bupt_campus,
    read_hitsz_vcm,
)
from tests.support.folders import contents_of

SMALL = SimulationConfig(
    people=6,
    cameras={CameraKind.VISIBLE: 1, CameraKind.NEAR_INFRARED: 1},
    seed=5,
    scene=SceneName.STATION,
    width=160,
    height=128,
)
RULES = CropRules(least_height_px=12, least_frames=4, samples_per_second=2)


def config_of(layout: Layout, minutes: float) -> LayoutConfig:
    simulation = replace(SMALL, minutes=minutes)
    return LayoutConfig(simulation=simulation, layout=layout, test_share=0.5, rules=RULES)


def in_turn(work: CameraWork, names: Sequence[str], context: TaskContext, **_: int | None) -> None:
    """In this process, which has loaded all that others would have to load first."""
    for name in names:
        work(name, context)


class StopsAfter:
    """Somebody who asks to stop after so many frames of all cameras."""

    def __init__(self, frames: int) -> None:
        self._left = frames

    def report(self, progress: Progress) -> None:
        self._left -= progress.unit == "frames"

    def is_cancelled(self) -> bool:
        return self._left <= 0


@pytest.fixture
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouts, "render_all", in_turn)


@pytest.mark.usefixtures("one_process")
def test_bupt_campus_pairs_show_the_same_in_visible_and_infrared(tmp_path: Path) -> None:
    config = config_of(Layout.BUPT_CAMPUS, minutes=0.4)
    report = write_layout(config, tmp_path, Unattended())
    data = read_bupt_campus(tmp_path)
    pairs = [*data.train, *data.auxiliary]
    ours = our_bupt_campus(tmp_path, auxiliary=True)
    assert sorted(one.frames for one in ours.train.tracklets) == sorted(
        one.files for pair in pairs for one in pair
    )
    for chosen, listed in ((ours.query, data.query), (ours.gallery, data.gallery)):
        frames = [ours.test.tracklets[at].frames for at in chosen.tolist()]
        assert frames == [one.files for one in listed]
    assert report.train.tracklets == 2 * len(pairs) > 0
    assert {one.pid for pair in pairs for one in pair} <= {1, 2, 3}
    assert {one.pid for one in [*data.query, *data.gallery]} <= {4, 5, 6}
    colour, shapes = [], []
    for infrared, visible in pairs:
        assert frame_numbers(infrared) == frame_numbers(visible)
        for files in zip(infrared.files, visible.files, strict=True):
            first, second = (pixels_of(file) for file in files)
            assert first.shape == second.shape
            assert np.ptp(first, axis=2).max() == 0, "infrared is grey"
            colour.append(np.ptp(second, axis=2).mean())
            shapes.append(edges_in_common(first[..., 0], second.mean(axis=2)))
    assert np.mean(colour) > 3.0, "visible is not"
    assert np.mean(shapes) > 0.15, "somebody else, or another moment"


def pixels_of(file: Path) -> RealArray:
    check_picture(file, least_height=12)
    with Image.open(file) as picture:
        return np.asarray(picture, np.float64)


def edges_in_common(one: RealArray, other: RealArray) -> float:
    """Correlation of how steep the grey values of two pictures are."""
    steep = [np.hypot(*np.gradient(picture)).ravel() for picture in (one, other)]
    return float(np.corrcoef(steep)[0, 1])


@pytest.mark.usefixtures("one_process")
def test_hitsz_vcm_is_the_same_stopped_and_in_other_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = config_of(Layout.HITSZ_VCM, minutes=0.8)
    report = write_layout(config, tmp_path / "unbroken", Unattended())
    first, second = (cut.samples for cut in config.cuts(config.plan()))
    with pytest.raises(JobCancelled):
        write_layout(config, tmp_path / "stopped", StopsAfter(first + second // 2))
    kept = [folder.name for folder in (tmp_path / "stopped" / ".cameras").iterdir()]
    assert kept == ["SIM01"]
    monkeypatch.undo()
    assert write_layout(config, tmp_path / "stopped", Unattended()).train == report.train
    assert contents_of(tmp_path / "stopped") == contents_of(tmp_path / "unbroken")

    data = read_hitsz_vcm(tmp_path / "unbroken")
    everything = [*data.train, *data.test]
    ours = our_hitsz_vcm(tmp_path / "unbroken", shortest=1)
    assert [one.frames for one in ours.train.tracklets] == [one.files for one in data.train]
    assert [one.frames for one in ours.test.tracklets] == [one.files for one in data.test]
    assert ours.query.tolist() == data.query
    assert {one.pid for one in data.train} <= {1, 2, 3}
    assert {one.pid for one in data.test} <= {503, 504, 505}
    assert all(seen == {"ir", "rgb"} for seen in modalities_of(everything).values())
    assert report.train.tracklets == len(data.train) > 0
    assert report.test.tracklets == len(data.test) > 0
    assert {file for one in everything for file in one.files} == set(
        (tmp_path / "unbroken").rglob("*.jpg")
    )
    for one in everything:
        for file in one.files:
            check_picture(file, least_height=12)
