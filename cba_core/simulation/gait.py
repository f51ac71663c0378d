"""How people walk: limbs that reach where footsteps are, and a body that sways with them.

Legs are bent to reach from the hip to the ankle (two-bone inverse kinematics); arms swing against
the legs.
"""

from dataclasses import dataclass

import numpy as np

from cba_core.domain.arrays import FloatArray, RealArray
from cba_core.simulation import skeleton as sk
from cba_core.simulation.bodies import Body
from cba_core.simulation.footsteps import Foot, FootShape, Footsteps
from cba_core.simulation.paths import WalkedPath
from cba_core.simulation.turns import angle_between, frame, roll, tilt, yaw

_BONES = tuple(
    (joint, sk.PARENT.index(joint))
    for joint in (
        sk.LEFT_UPPER_ARM, sk.LEFT_FOREARM, sk.RIGHT_UPPER_ARM, sk.RIGHT_FOREARM,
        sk.LEFT_THIGH, sk.LEFT_SHIN, sk.RIGHT_THIGH, sk.RIGHT_SHIN,
    )
)  # fmt: skip
"""Limbs that are turned to reach something: the joint and the next one."""
_FORWARD_AT_REST = np.array([0.0, -1.0, 0.0])
_WALKS_FROM_M_S = 0.5
"""Slower than this, arms and hips move the less the slower one walks."""
_LEG_REACH, _LEG_LIMIT = 0.982, 0.999
"""Of the leg's length, on which the hips stay up, and to which a leg is ever stretched."""
_HIP_STEP_S, _HIP_STEPS = 0.05, 2
"""Between moments, and how many of them to each side, over which hips rise and sink."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GaitStyle:
    """What makes a walk somebody's own."""

    stride_share: float = 0.84  # length of a stride over body height
    step_width_m: float = 0.11
    lift_m: float = 0.09  # of the swinging foot
    arm_swing_rad: float = 0.42
    elbow_rad: float = 0.35
    lean_rad: float = 0.05
    sway_m: float = 0.02
    toe_out_rad: float = 0.12
    limp: float = 0.0  # 0..1: how much shorter the right foot is kept on the ground
    stoop_rad: float = 0.05  # of the upper back and head
    left_arm_busy: float = 0.0  # 1: holds something and does not swing
    right_arm_busy: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """Where a person's joints are at one moment."""

    turns: FloatArray  # (22, 3, 3) world from rest
    places: FloatArray  # (22, 3) m in the world

    def matrices(self, body: Body) -> FloatArray:
        """(22, 4, 4) that carry vertices at rest into the world."""
        made = np.zeros((sk.JOINTS, 4, 4), np.float32)
        made[:, :3, :3] = self.turns
        made[:, :3, 3] = self.places - np.einsum("jab,jb->ja", self.turns, body.joints)
        made[:, 3, 3] = 1.0
        return made


@dataclass(frozen=True, slots=True)
class _Moment:
    """What all limbs are moved by."""

    here: RealArray  # (2,) m
    heading: float  # rad
    phase: float  # strides done
    moving: float  # 0 stands, 1 walks
    time_s: float

    @property
    def turn(self) -> float:
        """Rad of the stride."""
        return 2.0 * np.pi * self.phase


class Walker:
    """One person's movement along a path."""

    def __init__(self, body: Body, style: GaitStyle, path: WalkedPath) -> None:
        self._style = style
        self._path = path
        self._rest = rest = body.joints.astype(np.float64)
        self._thigh_m = float(np.linalg.norm(rest[sk.LEFT_SHIN] - rest[sk.LEFT_THIGH]))
        self._shin_m = float(np.linalg.norm(rest[sk.LEFT_FOOT] - rest[sk.LEFT_SHIN]))
        self._back_to_rest = {
            joint: frame(rest[child] - rest[joint], _FORWARD_AT_REST).T for joint, child in _BONES
        }
        stride_m = style.stride_share * body.height_m
        self._hip_limits: dict[int, float] = {}
        self._glance = 2.0 * stride_m  # sets one's glances about apart from others'
        self._steps = Footsteps(
            path,
            FootShape(
                stride_m=stride_m,
                step_width_m=style.step_width_m,
                lift_m=style.lift_m,
                toe_out_rad=style.toe_out_rad,
                limp=style.limp,
                ankle_m=float(rest[sk.LEFT_FOOT][2]),
                toes_m=float(rest[sk.LEFT_TOES][2]),
                foot_m=float((rest[sk.LEFT_TOES] - rest[sk.LEFT_FOOT]) @ _FORWARD_AT_REST),
            ),
        )

    def at(self, time_s: float) -> Pose:
        """The pose at a moment of the path's time."""
        moment = self._moment(time_s)
        hips, pelvis = self._hips(moment)
        hips[2] = self._hip_height(time_s)
        rest = self._rest
        turns = np.zeros((sk.JOINTS, 3, 3))
        places = np.zeros((sk.JOINTS, 3))
        turns[sk.PELVIS] = pelvis
        places[sk.PELVIS] = hips + pelvis @ (
            rest[sk.PELVIS] - 0.5 * (rest[sk.LEFT_THIGH] + rest[sk.RIGHT_THIGH])
        )
        self._trunk(turns, places, moment)
        for upper, fore, hand, side in (
            (sk.LEFT_UPPER_ARM, sk.LEFT_FOREARM, sk.LEFT_HAND, 1),
            (sk.RIGHT_UPPER_ARM, sk.RIGHT_FOREARM, sk.RIGHT_HAND, -1),
        ):
            self._arm(turns, places, (upper, fore, hand), side, moment)
        for joints, foot in zip(
            (
                (sk.LEFT_THIGH, sk.LEFT_SHIN, sk.LEFT_FOOT, sk.LEFT_TOES),
                (sk.RIGHT_THIGH, sk.RIGHT_SHIN, sk.RIGHT_FOOT, sk.RIGHT_TOES),
            ),
            self._feet(moment),
            strict=True,
        ):
            self._leg(turns, places, joints, foot, moment.heading)
        return Pose(turns.astype(np.float32), places.astype(np.float32))

    def feet_at(self, time_s: float) -> tuple[Foot, Foot]:
        """The left and the right foot at a moment of the path's time."""
        return self._feet(self._moment(time_s))

    def _moment(self, time_s: float) -> _Moment:
        distance = self._path.distance_at(time_s)
        return _Moment(
            self._path.place_at(distance),
            self._path.heading_at(distance),
            self._steps.phase_at(distance),
            min(1.0, self._path.speed_at(time_s) / _WALKS_FROM_M_S),
            time_s,
        )

    def _feet(self, moment: _Moment) -> tuple[Foot, Foot]:
        return (
            self._steps.foot(moment.phase, side=1, moving=moment.moving),
            self._steps.foot(moment.phase, side=-1, moving=moment.moving),
        )

    def _hips(self, moment: _Moment) -> tuple[RealArray, RealArray]:
        """(3,) the middle between the hips, over ground alone, and (3, 3) the pelvis' turn."""
        heading, turn, moving = moment.heading, moment.turn, moment.moving
        sway = self._style.sway_m * np.cos(turn) * moving
        sway += 0.01 * np.sin(0.9 * moment.time_s) * (1.0 - moving)
        x, y = moment.here
        hips = np.array([x - sway * np.sin(heading), y + sway * np.cos(heading), 0.0])
        swing, drop = 0.07 * np.sin(turn) * moving, -0.035 * np.cos(turn) * moving
        return hips, yaw(heading + swing) @ roll(drop)

    def _hip_height(self, time_s: float) -> float:
        """Smooth, and nowhere higher than the feet on the ground allow.

        The mean of the lowest around: each of them is no higher than what it is the lowest of.
        """
        first = int(np.floor(time_s / _HIP_STEP_S)) - _HIP_STEPS + 1
        limits = [
            self._hip_limit(step) for step in range(first - _HIP_STEPS, first + 3 * _HIP_STEPS)
        ]
        total = weights = 0.0
        for number in range(2 * _HIP_STEPS):
            away = abs((first + number) * _HIP_STEP_S - time_s) / (_HIP_STEPS * _HIP_STEP_S)
            weight = float(np.cos(0.5 * np.pi * min(1.0, away)) ** 2)
            total += weight * min(limits[number : number + 2 * _HIP_STEPS + 1])
            weights += weight
        return total / weights

    def _hip_limit(self, step: int) -> float:
        """How high the hips can be over the feet on the ground, at a moment of the grid."""
        known = self._hip_limits.get(step)
        if known is not None:
            return known
        moment = self._moment(step * _HIP_STEP_S)
        hips, pelvis = self._hips(moment)
        reach = _LEG_REACH * (self._thigh_m + self._shin_m)
        centre = 0.5 * (self._rest[sk.LEFT_THIGH] + self._rest[sk.RIGHT_THIGH])
        limit = np.inf
        for foot, thigh in zip(self._feet(moment), (sk.LEFT_THIGH, sk.RIGHT_THIGH), strict=True):
            if foot.is_down:
                hip = hips + pelvis @ (self._rest[thigh] - centre)
                across = float(np.sum((foot.place[:2] - hip[:2]) ** 2))
                up = np.sqrt(max(0.04, reach * reach - across)) + foot.place[2] - hip[2]
                limit = min(limit, float(up))
        self._hip_limits[step] = limit
        return limit

    def _trunk(self, turns: RealArray, places: RealArray, moment: _Moment) -> None:
        style, moving = self._style, moment.moving
        look = 0.25 * np.sin(0.37 * moment.time_s + self._glance) * (1.4 - moving)
        # who limps leans over the leg that hurts while standing on it
        aside = -0.05 * style.limp * 0.5 * (1.0 - np.cos(moment.turn)) * moving
        for joint, swing, lean in (
            (sk.SPINE, 0.02, 0.4 * style.lean_rad),
            (sk.WAIST, -0.03, style.lean_rad),
            (sk.CHEST, -0.09, style.lean_rad + style.stoop_rad),
            (sk.NECK, -0.04, style.lean_rad + 1.6 * style.stoop_rad),
            (sk.HEAD, 0.0, 0.3 * style.lean_rad + 0.8 * style.stoop_rad),
        ):
            turned = swing * np.sin(moment.turn) * moving + (look if joint == sk.HEAD else 0.0)
            leaned = tilt(lean) if joint == sk.HEAD else roll(aside) @ tilt(lean)
            turns[joint] = yaw(moment.heading + turned) @ leaned
            self._hang(joint, turns, places)
        for shoulder in (sk.LEFT_SHOULDER, sk.RIGHT_SHOULDER):
            turns[shoulder] = turns[sk.CHEST]
            self._hang(shoulder, turns, places)

    def _arm(
        self,
        turns: RealArray,
        places: RealArray,
        joints: tuple[int, int, int],
        side: int,
        moment: _Moment,
    ) -> None:
        upper, fore, hand = joints
        style = self._style
        busy = style.left_arm_busy if side > 0 else style.right_arm_busy
        swing = side * style.arm_swing_rad * np.sin(moment.turn) * moment.moving * (1.0 - busy)
        swing -= 0.08
        bend = style.elbow_rad * (1.0 + 0.6 * max(0.0, np.sin(swing))) * (1.0 - 0.7 * busy)
        chest = turns[sk.CHEST]
        down = np.array([side * 0.13, -np.sin(swing), -np.cos(swing)])
        forearm = np.array([side * 0.05, -np.sin(swing + bend), -np.cos(swing + bend)])
        for joint, direction in ((upper, down), (fore, forearm)):
            self._hang(joint, turns, places)
            turned = frame(chest @ direction, chest @ _FORWARD_AT_REST)
            turns[joint] = turned @ self._back_to_rest[joint]
        self._hang(hand, turns, places)
        turns[hand] = turns[fore]

    def _leg(
        self,
        turns: RealArray,
        places: RealArray,
        joints: tuple[int, int, int, int],
        step: Foot,
        heading: float,
    ) -> None:
        thigh, shin, foot, toes = joints
        self._hang(thigh, turns, places)
        hip = places[thigh]
        to_ankle = step.place - hip
        distance = float(np.linalg.norm(to_ankle))
        limit = _LEG_LIMIT * (self._thigh_m + self._shin_m)
        if distance > limit:
            to_ankle = to_ankle * (limit / distance)
            distance = limit
        knee_ahead = heading + 0.5 * angle_between(heading, step.heading)
        forward = np.array([np.cos(knee_ahead), np.sin(knee_ahead), 0.0])
        along = to_ankle / distance
        ahead = forward - (forward @ along) * along
        ahead /= np.linalg.norm(ahead)
        share = (self._thigh_m**2 - self._shin_m**2 + distance**2) / (2.0 * distance)
        bow = np.sqrt(max(0.0, self._thigh_m**2 - share**2))
        knee = hip + share * along + bow * ahead
        ankle = hip + to_ankle
        for joint, start, end in ((thigh, hip, knee), (shin, knee, ankle)):
            places[joint] = start
            turns[joint] = frame(end - start, forward) @ self._back_to_rest[joint]
        places[foot] = ankle
        turns[foot] = yaw(step.heading) @ tilt(step.pitch)
        self._hang(toes, turns, places)
        turns[toes] = yaw(step.heading) @ tilt(step.toes_pitch)

    def _hang(self, joint: int, turns: RealArray, places: RealArray) -> None:
        parent = sk.PARENT[joint]
        places[joint] = places[parent] + turns[parent] @ (self._rest[joint] - self._rest[parent])
