"""Scenes: cameras see the ways, people can stand where they stop, solids have an outside."""

from itertools import pairwise

import numpy as np
import pytest

from cba_core.domain.arrays import BoolArray, RealArray
from cba_core.simulation.cameras import Camera, CameraKind, RecorderClock
from cba_core.simulation.light import TimeOfDay, light_at
from cba_core.simulation.plan import SimulationConfig, plan_simulation
from cba_core.simulation.scenes.registry import scene
from cba_core.simulation.scenes.scene import Ground, Scene, SceneName, Solid
from cba_core.simulation.scenes.triangles import triangles_of

MOUNTS = 8
START = (
    plan_simulation(SimulationConfig(people=1, cameras={CameraKind.VISIBLE: 1}, minutes=0.05))
    .cameras[0]
    .clock.true_start
)


def camera(place: Scene, mount: tuple[float, float, float, float, float]) -> Camera:
    x, y, z, look_x, look_y = mount
    return Camera(
        name="CAM",
        kind=CameraKind.VISIBLE,
        place=(x, y, z),
        looks_at=(look_x, look_y, 1.0),
        focal_px=640 * (0.72 if place.is_indoors else 0.86),
        width=640,
        height=480,
        frame_rate=12.5,
        clock=RecorderClock(true_start=START, offset_s=0.0, drift_s_per_hour=0.0),
    )


def along_ways(place: Scene) -> RealArray:
    """(n, 2) half a metre apart."""
    parts = []
    for way in place.ways:
        corners = np.array(way, np.float64)
        for start, end in pairwise(corners):
            steps = int(np.linalg.norm(end - start) / 0.5)
            parts.append(np.linspace(start, end, steps))
    return np.concatenate(parts)


def within(solid: Solid, points: RealArray, margin_m: float = 0.0) -> BoolArray:
    """(n,) whether points (n, 3) lie in a solid."""
    c, s = np.cos(solid.turn), np.sin(solid.turn)
    offset = points - np.array(solid.centre)
    offset[:, :2] = offset[:, :2] @ np.array([[c, -s], [s, c]])
    half = np.array(solid.half) + margin_m
    if solid.is_ball:
        return np.asarray(((offset / half) ** 2).sum(axis=1) < 1.0)
    upright = np.abs(offset[:, 2]) < half[2]
    if solid.is_round:
        return np.asarray(upright & (((offset[:, :2] / half[:2]) ** 2).sum(axis=1) < 1.0))
    return np.asarray(upright & (np.abs(offset[:, :2]) < half[:2]).all(axis=1))


@pytest.mark.parametrize("name", list(SceneName))
def test_scenes_are_known_by_their_names(name: SceneName) -> None:
    assert scene(name).name is name


@pytest.mark.parametrize("name", list(SceneName))
def test_eight_cameras_see_parts_of_the_ways(name: SceneName) -> None:
    place = scene(name)
    assert len(place.mounts) == MOUNTS
    ways = along_ways(place)
    covered = np.zeros(len(ways), bool)
    for mount in place.mounts:
        one = camera(place, mount)
        feet = np.column_stack([ways, np.zeros(len(ways))])
        heads = np.column_stack([ways, np.full(len(ways), 1.75)])
        pixels, depth = one.project(feet)
        tall = pixels[:, 1] - one.project(heads)[0][:, 1]
        seen = one.sees(feet) & one.sees(heads) & (depth > 0) & (tall > 60)
        assert seen.sum() >= 10  # five metres of way with people taller than 60 px, head to foot
        covered |= seen
    assert covered.mean() > 0.35


@pytest.mark.parametrize("name", list(SceneName))
def test_cameras_hang_in_the_open_and_look_down(name: SceneName) -> None:
    place = scene(name)
    for x, y, z, look_x, look_y in place.mounts:
        assert 2.0 < z < 6.0
        eye = np.array([[x, y, z]])
        assert not any(within(solid, eye.copy(), 0.05).any() for solid in place.solids)
        # nothing stands right before the lens
        ahead = np.array([look_x - x, look_y - y, 1.0 - z])
        ahead /= np.linalg.norm(ahead)
        ray = eye + np.linspace(0.1, 1.5, 15)[:, None] * ahead
        assert not any(within(solid, ray.copy()).any() for solid in place.solids)


@pytest.mark.parametrize("name", list(SceneName))
def test_people_can_walk_and_stand_where_they_are_to(name: SceneName) -> None:
    place = scene(name)
    spots = np.concatenate([along_ways(place), np.array(place.stops, np.float64)])
    for height in (0.4, 1.0, 1.6):
        points = np.column_stack([spots, np.full(len(spots), height)])
        walls = [solid for solid in place.solids if max(solid.half[:2]) > 1.0]
        for solid in walls:  # what is small is walked around
            assert not within(solid, points.copy(), 0.2).any()
    for stop in place.stops:
        point = np.array([[*stop, 0.9]])
        assert not any(within(solid, point.copy(), 0.1).any() for solid in place.solids)


@pytest.mark.parametrize("name", list(SceneName))
def test_there_is_ground_below_everything(name: SceneName) -> None:
    place = scene(name)
    spots = np.concatenate([along_ways(place), np.array(place.stops)])
    below = np.column_stack([spots, np.full(len(spots), -0.05)])
    assert np.any([within(solid, below.copy()) for solid in place.solids], axis=0).all()


@pytest.mark.parametrize("name", list(SceneName))
@pytest.mark.parametrize("time", list(TimeOfDay))
def test_there_is_light_to_see_by(name: SceneName, time: TimeOfDay) -> None:
    place = scene(name)
    light = light_at(time, is_indoors=place.is_indoors)
    assert max(light.sun) > 0 or (max(light.lamp) > 0 and 0 < len(place.lamps) <= 8)


@pytest.mark.parametrize("name", list(SceneName))
def test_triangles_hold_what_the_shader_reads(name: SceneName) -> None:
    place = scene(name)
    rows = triangles_of(place.solids)
    assert rows.shape[1] == 11
    assert len(rows) % 3 == 0
    assert np.isfinite(rows).all()
    assert np.linalg.norm(rows[:, 3:6], axis=1) == pytest.approx(1.0, abs=1e-5)
    assert set(np.unique(rows[:, 9])) <= {float(one) for one in Ground}
    assert rows[:, 6:9].min() >= 0
    assert rows[:, 6:9].max() <= 1


@pytest.mark.parametrize(
    "solid",
    [
        Solid((1.0, 2.0, 3.0), (0.5, 1.0, 1.5), Ground.METAL, (0.1, 0.2, 0.3), turn=0.7),
        Solid((1.0, 2.0, 3.0), (0.5, 0.5, 1.5), Ground.WOOD, (0.1, 0.2, 0.3), is_round=True),
        Solid((1.0, 2.0, 3.0), (0.5, 0.5, 0.5), Ground.FOLIAGE, (0.1, 0.2, 0.3), is_ball=True),
    ],
)
def test_solids_face_outwards_and_have_their_size(solid: Solid) -> None:
    rows = triangles_of((solid,)).astype(np.float64)
    outwards = ((rows[:, :3] - solid.centre) * rows[:, 3:6]).sum(axis=1)
    assert np.mean(outwards > -1e-6) == 1.0
    assert np.ptp(rows[:, 2]) == pytest.approx(2 * solid.half[2], rel=0.15)
    centre = rows[:, :3].min(axis=0) + 0.5 * np.ptp(rows[:, :3], axis=0)
    assert centre == pytest.approx(solid.centre, abs=0.08)
    # corners go round the way the normals point, where there is an area
    corners = rows[:, :3].reshape(-1, 3, 3)
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normal = rows[:, 3:6].reshape(-1, 3, 3).mean(axis=1)
    area = np.linalg.norm(across, axis=1) > 1e-9
    assert np.abs((across[area] * normal[area]).sum(axis=1)).min() > 0


def test_what_is_warm_is_told() -> None:
    machines = [one for one in scene(SceneName.STATION).solids if one.temperature_c > 0]
    assert machines
    rows = triangles_of(tuple(machines))
    assert np.all(rows[:, 10] > 0)
