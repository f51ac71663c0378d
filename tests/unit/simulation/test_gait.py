"""Feet stay where they are put, limbs move without jumps, who stops stands on both feet."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cba_core.domain.arrays import RealArray
from cba_core.simulation import skeleton as sk
from cba_core.simulation.bodies import Body, make_bodies
from cba_core.simulation.body_mesh import body_mesh
from cba_core.simulation.gait import GaitStyle, Pose, Walker
from cba_core.simulation.paths import WalkedPath, length_m, rounded_line, walked_path
from cba_core.simulation.shoes import shoes
from cba_core.simulation.surfaces import Surface

STEP_S = 0.03
FINE_STEP_S = 0.006
SHAPE = {
    "muscle": 0.5, "weight": 0.5, "height": 0.5, "proportions": 0.5, "african": 0.2, "asian": 0.2,
    "caucasian": 0.6,
}  # fmt: skip
FEET = ((sk.LEFT_FOOT, sk.LEFT_TOES), (sk.RIGHT_FOOT, sk.RIGHT_TOES))


@cache
def bodies() -> list[Body]:
    return make_bodies(
        [{**SHAPE, "gender": sex, "age": age} for sex, age in ((0.05, 0.667), (0.95, 0.9))]
    )


@cache
def soles(which: int) -> list[Surface]:
    return shoes(bodies()[which], body_mesh(), 0, 1)[1::2]


def walk(corners: list[tuple[float, float]], speed: float, *, stops: bool = False) -> WalkedPath:
    line = np.array(corners)
    total = length_m(rounded_line(line))
    times, distances, place, now = [0.0], [0.0], 0.0, speed
    waited = 0.0
    while place < total:
        wanted = speed
        left = 0.5 * total - place
        if stops and waited < 2.0:
            wanted = min(speed, float(np.sqrt(max(0.0, 1.4 * left))) + 0.03) if left > 0.02 else 0.0
        waited += 0.05 if wanted == 0.0 else 0.0
        now = 0.0 if wanted == 0.0 else now + float(np.clip(wanted - now, -0.08, 0.05))
        place += now * 0.05
        times.append(times[-1] + 0.05)
        distances.append(min(place, total))
    return walked_path(line, np.array(times), np.array(distances))


WALKS = {
    "straight": walk([(0, 0), (6, 0)], 1.3),
    "slow": walk([(0, 0), (4, 0)], 0.8),
    "turning": walk([(0, 0), (3, 0), (4, 3), (1, 4)], 1.2),
    "stopping": walk([(0, 0), (4, 0.5), (8, 0)], 1.35, stops=True),
}
STYLES = {
    "usual": GaitStyle(),
    "limping": GaitStyle(limp=1.0, stride_share=0.7),
    "wide and high": GaitStyle(step_width_m=0.2, lift_m=0.13, toe_out_rad=0.35, stride_share=0.92),
    "narrow and flat": GaitStyle(step_width_m=0.04, lift_m=0.04, toe_out_rad=-0.08, stoop_rad=0.25),
}


def moments(path: WalkedPath) -> RealArray:
    return np.arange(path.start_s + 0.2, path.end_s - 0.2, STEP_S)


def slides_m(walker: Walker, path: WalkedPath) -> float:
    """The longest way a planted foot goes: ankles while flat, toes while the heel is up."""
    worst = 0.0
    rows = [(walker.at(float(t)), walker.feet_at(float(t))) for t in moments(path)]
    for side, (ankle, toes) in enumerate(FEET):
        planted: list[RealArray] = []
        rolled: list[RealArray] = []
        for pose, feet in rows:
            foot = feet[side]
            if not foot.is_down:
                planted, rolled = [], []
                continue
            if foot.pitch == 0.0:
                planted.append(pose.places[ankle])
                worst = max(worst, float(np.linalg.norm(planted[-1] - planted[0])))
            if foot.pitch >= 0.0:
                rolled.append(pose.places[toes])
                worst = max(worst, float(np.linalg.norm(rolled[-1] - rolled[0])))
    return worst


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("path", WALKS)
def test_planted_feet_do_not_slide(path: str, style: str) -> None:
    walker = Walker(bodies()[0], STYLES[style], WALKS[path])
    assert slides_m(walker, WALKS[path]) < 0.015


@settings(max_examples=6)
@given(
    stride=st.floats(0.6, 0.95),
    width=st.floats(0.04, 0.2),
    limp=st.floats(0.0, 1.0),
    lean=st.floats(-0.02, 0.14),
    speed=st.floats(0.8, 1.8),
)
def test_no_style_of_walking_slides(
    stride: float, width: float, limp: float, lean: float, speed: float
) -> None:
    style = GaitStyle(stride_share=stride, step_width_m=width, limp=limp, lean_rad=lean)
    path = walk([(0, 0), (2, 0.4), (4, 0)], speed)
    assert slides_m(Walker(bodies()[1], style, path), path) < 0.015


def lowest_m(pose: Pose, body: Body, sole: Surface) -> float:
    places = np.concatenate([sole.positions, np.ones((len(sole.positions), 1))], axis=1)
    motion = pose.matrices(body)[sole.joints]
    moved = np.einsum("vk,vkab,vb->va", sole.weights, motion, places)
    return float(moved[:, 2].min())


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("path", WALKS)
def test_planted_soles_neither_sink_nor_float(path: str, which: int) -> None:
    body = bodies()[which]
    walker = Walker(body, GaitStyle(), WALKS[path])
    for time_s in moments(WALKS[path])[::2]:
        pose = walker.at(float(time_s))
        for foot, sole in zip(walker.feet_at(float(time_s)), soles(which), strict=True):
            low = lowest_m(pose, body, sole)
            assert low > -0.03
            if foot.is_down:
                assert low < 0.03


def turned_rad(before: RealArray, after: RealArray) -> RealArray:
    """(22,) by how much joints turned between two poses."""
    trace = np.einsum("jab,jab->j", before, after)
    return np.arccos(np.clip(0.5 * (trace - 1.0), -1.0, 1.0))


@pytest.mark.parametrize(
    ("path", "style"),
    [("straight", "usual"), ("turning", "limping"), ("stopping", "wide and high")],
)
def test_limbs_turn_without_jumps(path: str, style: str) -> None:
    walker = Walker(bodies()[0], STYLES[style], WALKS[path])
    path_of = WALKS[path]
    fine = np.arange(path_of.start_s + 0.2, path_of.end_s - 0.2, FINE_STEP_S)
    poses = [walker.at(float(t)) for t in fine]
    for before, after in pairwise(poses):
        assert turned_rad(before.turns, after.turns).max() < 22.0 * FINE_STEP_S
        assert np.abs(after.places - before.places).max() < 8.0 * FINE_STEP_S


def test_turns_are_rotations_and_limbs_keep_their_length() -> None:
    body = bodies()[0]
    walker = Walker(body, GaitStyle(limp=0.5), WALKS["turning"])
    bones = [(child, parent) for child, parent in enumerate(sk.PARENT) if parent >= 0]
    for time_s in moments(WALKS["turning"])[::7]:
        pose = walker.at(float(time_s))
        unity = np.einsum("jab,jcb->jac", pose.turns, pose.turns)
        assert np.allclose(unity, np.eye(3), atol=1e-5)
        assert np.allclose(np.linalg.det(pose.turns), 1.0, atol=1e-5)
        for child, parent in bones:
            long = np.linalg.norm(pose.places[child] - pose.places[parent])
            assert long == pytest.approx(
                np.linalg.norm(body.joints[child] - body.joints[parent]), abs=2e-3
            )


def test_whoever_stands_has_both_feet_flat_on_the_ground() -> None:
    path = WALKS["stopping"]
    assert len(path.pauses_m) == 1
    stays = path.times_s[np.isclose(path.distances_m, path.pauses_m[0])]
    for style in STYLES.values():
        for height in (0.75, 0.8, 0.9):
            walker = Walker(bodies()[0], replace(style, stride_share=height), path)
            for foot in walker.feet_at(float(stays.mean())):
                assert foot.is_down
                assert foot.pitch == pytest.approx(0.0, abs=1e-6)


def test_arms_swing_against_the_legs() -> None:
    body, path = bodies()[0], WALKS["straight"]
    walker = Walker(body, GaitStyle(), path)
    poses = [walker.at(float(t)) for t in moments(path)]
    hand = np.array([p.places[sk.LEFT_HAND][0] - p.places[sk.LEFT_SHOULDER][0] for p in poses])
    foot = np.array([p.places[sk.LEFT_FOOT][0] - p.places[sk.PELVIS][0] for p in poses])
    assert np.corrcoef(hand, foot)[0, 1] < -0.6


def test_heels_rise_before_the_toes_leave_the_ground() -> None:
    walker = Walker(bodies()[0], GaitStyle(), WALKS["straight"])
    pitches = [
        (foot.pitch, pose.turns[ankle] @ np.array([0.0, -1.0, 0.0]))
        for t in moments(WALKS["straight"])
        for pose, foot, (ankle, _) in zip(
            [walker.at(float(t))] * 2, walker.feet_at(float(t)), FEET, strict=True
        )
        if foot.is_down and foot.pitch > 0.5
    ]
    assert pitches
    assert all(forward[2] < -0.3 for _, forward in pitches)  # toes point down


def test_a_busy_arm_hardly_swings_and_the_old_stoop() -> None:
    path = WALKS["straight"]
    free = Walker(bodies()[0], GaitStyle(), path)
    busy = Walker(bodies()[0], GaitStyle(left_arm_busy=0.85), path)
    stooped = Walker(bodies()[0], GaitStyle(stoop_rad=0.25), path)

    def swing(walker: Walker) -> float:
        poses = [walker.at(float(t)) for t in moments(path)]
        return float(np.ptp([p.places[sk.LEFT_HAND][0] - p.places[sk.CHEST][0] for p in poses]))

    def head_ahead(walker: Walker) -> float:
        pose = walker.at(2.0)
        return float(pose.places[sk.HEAD][0] - pose.places[sk.PELVIS][0])

    assert swing(busy) < 0.5 * swing(free)
    assert head_ahead(stooped) > head_ahead(free) + 0.02
