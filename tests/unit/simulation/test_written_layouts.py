"""Data sets of crops read back by readers of the published formats; the shots are drawn boxes."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from cba_core.cli.main import app
from cba_core.domain.errors import ConfigError, JobCancelled
from cba_core.domain.progress import Progress, TaskContext, Unattended
from cba_core.simulation import bupt_layout, hitsz_layout, layouts
from cba_core.simulation.cameras import Camera, CameraKind
from cba_core.simulation.crop_tracklets import CropRules
from cba_core.simulation.hitsz_layout import HITSZ_VCM
from cba_core.simulation.layout_kinds import Layout
from cba_core.simulation.layouts import LayoutConfig, LayoutReport, NobodyCutError, write_layout
from cba_core.simulation.plan import (
    SimulationConfig,
    SimulationPlan,
    digest_of,
    plan_simulation,
)
from cba_core.simulation.simulate import CameraWork, FolderTakenError
from tests.support.crop_data_sets import (
    check_picture,
    frame_numbers,
    modalities_of,
    read_bupt_campus,
    read_hitsz_vcm,
)
from tests.support.drawn_shots import IsSeen, drawn_by, goes_out_of_view
from tests.support.folders import contents_of

PEOPLE, TEST_PEOPLE = 6, 2
CAMERAS = {CameraKind.VISIBLE: 1, CameraKind.THERMAL: 1, CameraKind.SWITCHING: 1}


def config_of(
    layout: Layout, *, people: int = PEOPLE, cameras: dict[CameraKind, int] | None = None
) -> LayoutConfig:
    return LayoutConfig(
        simulation=SimulationConfig(
            people=people, cameras=cameras or CAMERAS, minutes=0.2, seed=2, width=160, height=128
        ),
        layout=layout,
    )


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is started and nothing is rendered."""
    monkeypatch.setattr(layouts, "render_all", in_turn)
    monkeypatch.setattr(layouts, "plan_simulation", planned_once)
    look(monkeypatch, goes_out_of_view)


PLANS: dict[str, SimulationPlan] = {}


def planned_once(
    config: SimulationConfig, *, everybody_once: bool, apart_after: int
) -> SimulationPlan:
    """Nothing changes a plan."""
    assert everybody_once
    digest = f"{digest_of(config)} {apart_after}"
    if digest not in PLANS:
        PLANS[digest] = plan_simulation(config, everybody_once=True, apart_after=apart_after)
    return PLANS[digest]


def look(monkeypatch: pytest.MonkeyPatch, is_seen: IsSeen) -> None:
    for module in (hitsz_layout, bupt_layout):
        monkeypatch.setattr(module, "shoot", drawn_by(is_seen))


def in_turn(
    work: CameraWork,
    names: Sequence[str],
    context: TaskContext,
    *,
    finished: int,
    total: int,
    processes: int | None,
) -> None:
    assert processes is None
    assert 0 <= finished < total
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


def write(layout: Layout, folder: Path) -> LayoutReport:
    return write_layout(config_of(layout), folder, Unattended())


def test_hitsz_vcm_is_read_back(tmp_path: Path) -> None:
    report = write(Layout.HITSZ_VCM, tmp_path / "out")
    data = read_hitsz_vcm(tmp_path / "out")
    everything = [*data.train, *data.test]
    assert {one.pid for one in data.train} == {1, 2, 3, 4}
    assert {one.pid for one in data.test} == {503, 504}
    assert all(seen == {"ir", "rgb"} for seen in modalities_of(everything).values())
    assert all(12 <= len(one.files) <= 24 for one in everything)
    files = [file for one in everything for file in one.files]
    assert len(set(files)) == len(files)
    assert set(files) == set((tmp_path / "out").rglob("*.jpg"))
    for file in files:
        check_picture(file, least_height=60)
    assert [one.modality == "ir" for one in data.test] == [
        row in data.query for row in range(len(data.test))
    ]
    assert (report.train.tracklets, report.test.tracklets) == (len(data.train), len(data.test))
    assert (report.train.identities, report.test.identities) == (4, 2)
    assert report.train.crops + report.test.crops == len(files)


def test_hitsz_vcm_has_what_each_camera_recorded(tmp_path: Path) -> None:
    write(Layout.HITSZ_VCM, tmp_path / "out")
    data = read_hitsz_vcm(tmp_path / "out")
    kinds = {(one.camera, one.modality) for one in [*data.train, *data.test]}
    # one visible, one thermal, and one that is the one and then the other
    assert kinds == {("D1", "rgb"), ("D2", "ir"), ("D3", "rgb"), ("D3", "ir")}


def test_hitsz_vcm_frames_are_numbered_as_they_were_taken(tmp_path: Path) -> None:
    write(Layout.HITSZ_VCM, tmp_path / "out")
    data = read_hitsz_vcm(tmp_path / "out")
    of_one = [one for one in data.train if (one.pid, one.camera) == (2, "D1")]
    # 45 moments, of which the person is hidden in the 32nd: 24, 8 that are dropped, 12 that are not
    assert [(one.number, frame_numbers(one)) for one in of_one] == [
        (1, list(range(1, 25))),
        (2, list(range(25, 37))),
    ]


def test_bupt_campus_is_read_back(tmp_path: Path) -> None:
    report = write(Layout.BUPT_CAMPUS, tmp_path / "out")
    data = read_bupt_campus(tmp_path / "out")
    assert {one.pid for pair in data.train for one in pair} == {1, 2, 3, 4}
    assert not data.auxiliary
    assert {one.pid for one in data.query} == {one.pid for one in data.gallery} == {5, 6}
    for infrared, visible in data.train:
        assert frame_numbers(infrared) == frame_numbers(visible)
        for pair in zip(infrared.files, visible.files, strict=True):
            check_other_picture_of_same_size(*pair)
    assert all(seen == {"IR", "RGB"} for seen in modalities_of(list(data.paths.values())).values())
    files = [file for one in data.paths.values() for file in one.files]
    fakes = [
        Path(str(file).replace("/RGB/", "/FakeIR/"))
        for one in data.paths.values()
        for file in one.files
        if one.modality == "RGB"
    ]
    assert len(set(files)) == len(files) == report.train.crops + report.test.crops
    assert {*files, *fakes} == set((tmp_path / "out").rglob("*.jpg"))
    for file in [*files, *fakes]:
        check_picture(file, least_height=60)
    assert report.train.tracklets + report.test.tracklets == len(data.paths)


def check_other_picture_of_same_size(one: Path, other: Path) -> None:
    with Image.open(one) as first, Image.open(other) as second:
        assert first.size == second.size
        assert np.any(np.asarray(first) != np.asarray(second))


def test_bupt_campus_asks_once_for_each_in_a_camera_of_its_own(tmp_path: Path) -> None:
    write(Layout.BUPT_CAMPUS, tmp_path / "out")
    data = read_bupt_campus(tmp_path / "out")
    assert len(data.query) == TEST_PEOPLE
    assert {one.modality for one in data.query} == {"IR", "RGB"}
    for query in data.query:
        found = [one for one in data.gallery if one.pid == query.pid]
        assert {one.modality for one in found} == {"IR", "RGB"}
        assert query.camera not in {one.camera for one in found}


def test_bupt_campus_keeps_people_of_one_camera_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mostly(camera: Camera, person: int, _: int) -> bool:
        return person not in {1, 5} or camera.name == "SIM02"

    look(monkeypatch, mostly)
    write(Layout.BUPT_CAMPUS, tmp_path / "out")
    data = read_bupt_campus(tmp_path / "out")
    assert {one.pid for pair in data.auxiliary for one in pair} == {1}
    assert {one.pid for pair in data.train for one in pair} == {2, 3, 4}
    assert {one.pid for one in data.query} == {6}
    assert {one.pid for one in data.gallery} == {5, 6}


def test_who_was_seen_in_one_modality_only_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_day(camera: Camera, person: int, _: int) -> bool:
        return person not in {2, 6} or camera.kind is CameraKind.VISIBLE

    look(monkeypatch, by_day)
    report = write(Layout.HITSZ_VCM, tmp_path / "out")
    data = read_hitsz_vcm(tmp_path / "out")
    assert {one.pid for one in data.train} == {1, 3, 4}
    assert {one.pid for one in data.test} == {503}
    assert {int(folder.name) for folder in (tmp_path / "out").glob("T*/*")} == {1, 3, 4, 503}
    assert (report.train.identities, report.test.identities) == (3, 1)
    truth = json.loads((tmp_path / "out" / "truth.json").read_text(encoding="utf-8"))
    parts = {one["pid"]: one["part"] for one in truth["people"]}
    assert parts == {1: "train", 2: None, 3: "train", 4: "train", 503: "test", 504: None}


@pytest.mark.parametrize("layout", [Layout.HITSZ_VCM, Layout.BUPT_CAMPUS])
def test_the_command_tells_what_the_data_set_holds(tmp_path: Path, layout: Layout) -> None:
    words = ["simulate", str(tmp_path / "out"), "--layout", layout.value, "--people", str(PEOPLE),
             "--cameras", "visible:1,thermal:1,switching:1", "--minutes", "0.2", "--seed", "2",
             "--size", "160x128"]  # fmt: skip
    shown = CliRunner().invoke(app, words).stdout
    report = write(layout, tmp_path / "out")  # the same one, or it would be refused
    for name, part in (("train", report.train), ("test", report.test)):
        assert (
            f"{name}: {part.identities} people, {part.tracklets} tracklets, {part.crops} crops"
        ) in shown.replace("\n", " ")
    told = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)
    assert told == {
        "layout": layout.value,
        "folder": str(tmp_path / "out"),
        "frames": report.frames,
        "people": PEOPLE,
        "train": asdict(report.train),
        "test": asdict(report.test),
    }


@pytest.mark.parametrize(("nobody", "part"), [({5, 6}, "test"), ({1, 2, 3, 4}, "train")])
def test_a_part_without_anybody_is_no_data_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nobody: set[int], part: str
) -> None:
    look(monkeypatch, lambda _camera, person, _taken: person not in nobody)
    for _ in range(2):  # not the second time either
        with pytest.raises(NobodyCutError, match=part):
            write(Layout.HITSZ_VCM, tmp_path / "out")
        assert not (tmp_path / "out" / "info").exists()


@pytest.mark.parametrize(
    ("layout", "stops"),
    [
        (Layout.HITSZ_VCM, (20, 60, 60)),  # in the first, second and third camera
        (Layout.BUPT_CAMPUS, (20, 60, 120)),  # before and in the infrared half, in the second one
    ],
)
def test_stopped_anywhere_and_gone_on_with_it_is_the_same(
    tmp_path: Path, layout: Layout, stops: Sequence[int]
) -> None:
    write(layout, tmp_path / "unbroken")
    unbroken = contents_of(tmp_path / "unbroken")
    for frames in stops:
        with pytest.raises(JobCancelled):
            write_layout(config_of(layout), tmp_path / "stopped", StopsAfter(frames))
        assert not (tmp_path / "stopped" / "truth.json").exists()
        assert not list((tmp_path / "stopped" / ".cameras").glob(".*"))
    write(layout, tmp_path / "stopped")
    assert contents_of(tmp_path / "stopped") == unbroken
    assert not [path for path in unbroken if path.startswith(".")]


def test_what_a_killed_process_left_is_cleaned_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(Layout.HITSZ_VCM, tmp_path / "unbroken")
    killed = tmp_path / "killed"
    with monkeypatch.context() as patched:
        patched.setattr(layouts, "_take_in", TakesInOneFolder())
        with pytest.raises(KeyboardInterrupt):
            write(Layout.HITSZ_VCM, killed)
    left_over = killed / ".cameras" / ".SIM01-x1y2" / "files" / "Train" / "0001" / "rgb" / "D1"
    left_over.mkdir(parents=True)
    (left_over / "1.jpg").write_bytes(b"half a")
    write(Layout.HITSZ_VCM, killed)
    assert contents_of(killed) == contents_of(tmp_path / "unbroken")


class TakesInOneFolder:
    """Is killed when a single folder of crops has been moved."""

    def __call__(self, files: Path, root: Path, kept: set[int]) -> None:
        folder = next(path.parent for path in sorted(files.rglob("*.jpg")))
        target = root / folder.relative_to(files)
        target.parent.mkdir(parents=True)
        folder.rename(target)
        raise KeyboardInterrupt


def test_a_camera_that_a_left_over_process_finished_first_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(Layout.HITSZ_VCM, tmp_path / "unbroken")
    raced = tmp_path / "raced"

    def twice(
        work: CameraWork, names: Sequence[str], context: TaskContext, **_: int | None
    ) -> None:
        for name in (*names, *names):
            work(name, context)

    monkeypatch.setattr(layouts, "render_all", twice)
    write(Layout.HITSZ_VCM, raced)
    assert contents_of(raced) == contents_of(tmp_path / "unbroken")


def test_a_finished_data_set_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write(Layout.HITSZ_VCM, tmp_path / "out")
    before = contents_of(tmp_path / "out")
    monkeypatch.setattr(layouts, "render_all", lambda *_, **__: pytest.fail("rendered again"))
    assert write(Layout.HITSZ_VCM, tmp_path / "out") == first
    assert contents_of(tmp_path / "out") == before


def test_the_folder_of_anything_else_is_refused(tmp_path: Path) -> None:
    write(Layout.HITSZ_VCM, tmp_path / "out")
    before = contents_of(tmp_path / "out")
    others = (
        config_of(Layout.BUPT_CAMPUS),
        config_of(Layout.HITSZ_VCM, people=PEOPLE + 1),
        LayoutConfig(simulation=config_of(Layout.HITSZ_VCM).simulation, layout=Layout.HITSZ_VCM,
                     test_share=0.5),
        LayoutConfig(simulation=config_of(Layout.HITSZ_VCM).simulation, layout=Layout.HITSZ_VCM,
                     rules=CropRules(least_visibility=0.9)),
    )  # fmt: skip
    for other in others:
        with pytest.raises(FolderTakenError):
            write_layout(other, tmp_path / "out", Unattended())
    assert contents_of(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("layout", "cameras", "told"),
    [
        (Layout.HITSZ_VCM, {CameraKind.VISIBLE: 1, CameraKind.VISIBLE_NIGHT: 1}, "infrared"),
        (Layout.HITSZ_VCM, {CameraKind.THERMAL: 2}, "visible"),
        (Layout.HITSZ_VCM, {CameraKind.SWITCHING: 1}, "2 to 12"),
        (Layout.BUPT_CAMPUS, {CameraKind.VISIBLE: 7}, "2 to 6"),
        (Layout.FOOTAGE, CAMERAS, "no layout of crops"),
    ],
)
def test_what_makes_no_data_set_is_refused(
    layout: Layout, cameras: dict[CameraKind, int], told: str
) -> None:
    with pytest.raises(ConfigError, match=told):
        config_of(layout, cameras=cameras)


@pytest.mark.parametrize(
    ("layout", "cameras"),
    [
        (Layout.HITSZ_VCM, {CameraKind.SWITCHING: 2}),
        (Layout.HITSZ_VCM, {CameraKind.VISIBLE_DUSK: 1, CameraKind.NEAR_INFRARED: 1}),
        (Layout.BUPT_CAMPUS, {CameraKind.VISIBLE: 2}),
    ],
)
def test_cameras_that_see_both_modalities_between_them_do(
    layout: Layout, cameras: dict[CameraKind, int]
) -> None:
    assert config_of(layout, cameras=cameras).format.most_cameras >= 2


@pytest.mark.parametrize("people", [1, 2])
def test_both_parts_have_somebody(people: int) -> None:
    if people == 1:
        with pytest.raises(ConfigError, match="people"):
            config_of(Layout.HITSZ_VCM, people=people)
        return
    identities = HITSZ_VCM.identities(people, 0.01)
    assert (identities.train, identities.test) == (1, 1)


def test_identities_of_the_two_parts_never_meet() -> None:
    for people in (2, 30, 750, 751, 900):
        identities = HITSZ_VCM.identities(people, 1 / 3)
        train = {identities.pid_of(one) for one in range(1, identities.train + 1)}
        test = {identities.pid_of(one) for one in range(identities.train + 1, people + 1)}
        assert len(train) + len(test) == len(train | test) == people
        assert min(test) >= 503
        assert not any(identities.is_test(one) for one in range(1, identities.train + 1))
        assert all(identities.is_test(one) for one in range(identities.train + 1, people + 1))
