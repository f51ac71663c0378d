"""Frames and their truth, against what is drawn."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from cba_core.simulation.cameras import Camera, CameraKind
from cba_core.simulation.cast import who_is_there
from cba_core.simulation.light import light_at
from cba_core.simulation.opengl import Exposure, PictureKind, View
from cba_core.simulation.plan import SimulationConfig, SimulationPlan, plan_simulation, time_of_day
from cba_core.simulation.renderer import PersonInView, Renderer
from cba_core.simulation.shooting import ShotFrame, modality_at, projected_box, shoot

PICTURE = (0, 0, 320, 240)
CONFIG = SimulationConfig(
    people=6,
    cameras={CameraKind.VISIBLE: 1, CameraKind.THERMAL: 1, CameraKind.SWITCHING: 1},
    minutes=0.5,
    seed=2,
    width=320,
    height=240,
)


@pytest.fixture(scope="module")
def plan() -> SimulationPlan:
    return plan_simulation(CONFIG)


def camera_of(plan: SimulationPlan, kind: CameraKind) -> Camera:
    return next(one for one in plan.cameras if one.kind is kind)


@pytest.fixture(scope="module")
def crowd(plan: SimulationPlan) -> list[PersonInView]:
    """Whoever the visible camera sees at its fullest moment."""
    camera = camera_of(plan, CameraKind.VISIBLE)
    moments = [who_is_there(plan, camera, second) for second in np.arange(0.0, 30.0, 2.0)]
    fullest = max(moments, key=len)
    assert len(fullest) > 1
    return fullest


@pytest.fixture(scope="module")
def renderer(plan: SimulationPlan) -> Iterator[Renderer]:
    one = renderer_of(plan, PictureKind.VISIBLE)
    yield one
    one.close()


def renderer_of(plan: SimulationPlan, kind: PictureKind) -> Renderer:
    camera = camera_of(plan, CameraKind.VISIBLE)
    light = light_at(time_of_day(camera.kind), is_indoors=False)
    return Renderer(
        View(
            camera=camera,
            scene=plan.scene,
            light=light,
            kind=kind,
            exposure=Exposure(exposure=1.75),
        )
    )


def outline(mask: np.ndarray) -> tuple[float, float, float, float]:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1)


def test_the_box_projects_where_the_mesh_is_drawn(
    plan: SimulationPlan, renderer: Renderer, crowd: list[PersonInView]
) -> None:
    camera = camera_of(plan, CameraKind.VISIBLE)
    compared = 0
    for one in crowd:
        box = projected_box(camera, one)
        assert box is not None
        if box[0] < 1 or box[1] < 1 or box[2] > camera.width - 1 or box[3] > camera.height - 1:
            continue
        assert outline(renderer.alone(one, PICTURE) > 0) == pytest.approx(box, abs=1.6)
        compared += 1
    assert compared > 0


def test_silhouettes_are_where_people_change_the_picture(
    renderer: Renderer, crowd: list[PersonInView]
) -> None:
    shown = renderer.silhouettes(crowd)
    assert set(np.unique(shown)) <= set(range(len(crowd) + 1))
    with_people, without = renderer.colours(crowd).copy(), renderer.colours([])
    changed = np.abs(with_people.astype(int) - without.astype(int)).max(axis=2) > 6
    inside = shown > 0
    assert changed[inside].mean() > 0.85
    lower = np.zeros_like(inside)
    for box in (outline(shown == number) for number in np.unique(shown) if number):
        lower[int(box[1]) - 1 :, :] = True
    assert not changed[~lower].any(), "nothing above the highest head changes"


def test_whoever_stands_behind_is_hidden(
    plan: SimulationPlan, renderer: Renderer, crowd: list[PersonInView]
) -> None:
    camera = camera_of(plan, CameraKind.VISIBLE)
    front = max(crowd, key=lambda one: int((renderer.alone(one, PICTURE) > 0).sum()))
    ray = np.asarray(front.joints[0][:3, 3]) - camera.place
    ray[2] = 0.0
    shifted = front.joints.copy()
    shifted[:, :3, 3] += 1.2 * ray / np.linalg.norm(ray)
    behind = replace(front, joints=shifted)
    alone = int((renderer.alone(behind, PICTURE) > 0).sum())
    for order in ([front, behind], [behind, front]):
        number = order.index(behind) + 1
        assert int((renderer.silhouettes(order) == number).sum()) < 0.6 * alone


def test_an_unhidden_person_is_wholly_visible_and_a_cut_one_is_not(plan: SimulationPlan) -> None:
    shares = []
    for frame in shoot(plan, camera_of(plan, CameraKind.VISIBLE), step=90):
        for one in frame.seen:
            x1, y1, x2, y2 = one.whole
            is_inside = x1 > 1 and y1 > 1 and x2 < 319 and y2 < 239
            assert 0.0 < one.visibility <= 1.0
            assert one.visible[0] >= x1 - 2 and one.visible[2] <= x2 + 2  # noqa: PT018
            assert one.visible[1] >= y1 - 2 and one.visible[3] <= y2 + 2  # noqa: PT018
            if is_inside:
                shares.append(one.visibility)
            else:
                assert one.visibility < 1.0
    assert max(shares) > 0.95


def test_the_same_seed_gives_the_same_pixels(plan: SimulationPlan) -> None:
    def frames() -> list[ShotFrame]:
        return list(shoot(plan, camera_of(plan, CameraKind.SWITCHING), first=300, step=60))

    once, again = frames(), frames()
    assert [one.index for one in once] == [300, 360, 420]
    for one, other in zip(once, again, strict=True):
        assert np.array_equal(one.picture, other.picture)
        assert one.seen == other.seen


def test_a_switching_camera_turns_grey_in_the_middle(plan: SimulationPlan) -> None:
    camera = camera_of(plan, CameraKind.SWITCHING)
    frames = plan.frames_of(camera)
    half = frames // 2
    assert [modality_at(camera, at, frames) for at in (0, half - 1, half, frames - 1)] == [
        "visible",
        "visible",
        "near-infrared",
        "near-infrared",
    ]
    last_visible, first_infrared = shoot(plan, camera, first=half - 1, step=frames - half)
    assert last_visible.modality == "visible"
    assert chroma(last_visible.picture) > 2.0
    assert first_infrared.modality == "near-infrared"
    assert chroma(first_infrared.picture) == 0.0


def chroma(picture: np.ndarray) -> float:
    return float(np.ptp(picture.astype(int), axis=2).mean())


def test_skin_is_warmer_than_a_coat_and_a_coat_warmer_than_a_wall(
    plan: SimulationPlan, crowd: list[PersonInView]
) -> None:
    renderer = renderer_of(plan, PictureKind.THERMAL)
    try:
        walls = renderer.degrees([])
        for one in crowd:
            inside = renderer.silhouettes([one]) == 1
            if inside.sum() < 150:
                continue
            warm = renderer.degrees([one])[inside]
            ground = walls[inside]
            assert np.percentile(warm, 97) > np.median(warm) + 2.0
            assert np.median(warm) > np.median(ground) + 1.0
    finally:
        renderer.close()
