"""Where on a body a place lies, so that garments know where they end and how they hang."""

from dataclasses import dataclass

import numpy as np

from cba_core.domain.arrays import FloatArray, IntArray, RealArray
from cba_core.simulation import skeleton as sk
from cba_core.simulation.bodies import Body
from cba_core.simulation.body_mesh import BodyMesh

_DIRECTIONS = 24
"""Parts of a turn in which the width of the chest is taken."""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Of every vertex of a body at rest."""

    vertices: FloatArray  # (v, 3) m
    arm: FloatArray  # (v,) 0 at the shoulder, 1 at the elbow, 2 at the wrist, -1 on no arm
    leg: FloatArray  # (v,) 0 at the hip, 1 at the knee, 2 at the ankle; below 0 above the hip
    part: IntArray  # (v,) the joint that moves it most
    chest_m: RealArray  # (24,) radius of the chest in each direction around the body's axis
    upper_arm_m: float
    thigh_m: float

    @property
    def height(self) -> FloatArray:
        """(v,) m above the soles."""
        return self.vertices[:, 2]

    def chest_towards(self, across: RealArray, behind: RealArray) -> RealArray:
        """(n,) m: radius of the chest in directions of the ground plan."""
        turn = np.arctan2(behind, across) / (2.0 * np.pi) * _DIRECTIONS
        return np.asarray(
            np.interp(
                turn % _DIRECTIONS,
                np.arange(_DIRECTIONS + 1),
                np.append(self.chest_m, self.chest_m[0]),
            )
        )


ARMS = (
    (sk.LEFT_UPPER_ARM, sk.LEFT_FOREARM, sk.LEFT_HAND),
    (sk.RIGHT_UPPER_ARM, sk.RIGHT_FOREARM, sk.RIGHT_HAND),
)
LEGS = (
    (sk.LEFT_THIGH, sk.LEFT_SHIN, sk.LEFT_FOOT, sk.LEFT_TOES),
    (sk.RIGHT_THIGH, sk.RIGHT_SHIN, sk.RIGHT_FOOT, sk.RIGHT_TOES),
)


def places_of(body: Body, mesh: BodyMesh) -> Places:
    """Find every vertex's place along arms and legs."""
    part = mesh.joints[:, 0]
    arm = np.full(len(part), -1.0)
    for upper, fore, hand in ARMS:
        on_upper = np.isin(part, (upper,))
        on_fore = np.isin(part, (fore, hand))
        along = _along(body, upper, fore)
        arm[on_upper] = np.maximum(0.0, along[on_upper])
        arm[on_fore] = 1.0 + np.maximum(0.0, _along(body, fore, hand)[on_fore])
    leg = np.zeros(len(part))
    left = body.vertices[:, 0] >= 0
    for parts, side in zip(LEGS, (left, ~left), strict=True):
        thigh, shin, foot, toes = parts
        leg[side] = _along(body, thigh, shin)[side]
        on_shin = np.isin(part, (shin, foot, toes)) & side
        leg[on_shin] = 1.0 + np.maximum(0.0, _along(body, shin, foot)[on_shin])
    return Places(
        vertices=body.vertices,
        arm=arm.astype(np.float32),
        leg=leg.astype(np.float32),
        part=part,
        chest_m=_chest(body, mesh, arm),
        upper_arm_m=_distance(body, sk.LEFT_UPPER_ARM, sk.LEFT_FOREARM),
        thigh_m=_distance(body, sk.LEFT_THIGH, sk.LEFT_SHIN),
    )


def _chest(body: Body, mesh: BodyMesh, arm: RealArray) -> RealArray:
    hip, neck = float(body.joints[sk.LEFT_THIGH][2]), float(body.joints[sk.NECK][2])
    skin = np.unique(mesh.triangles["body"])
    share = (body.vertices[skin, 2] - hip) / (neck - hip)
    skin = skin[(share > 0.5) & (share < 0.78) & (arm[skin] < 0)]  # below armpits
    across = body.vertices[skin, 0]
    behind = body.vertices[skin, 1] - body.joints[sk.CHEST][1]
    turn = np.arctan2(behind, across) / (2.0 * np.pi) * _DIRECTIONS
    widest = np.zeros(_DIRECTIONS)
    np.maximum.at(widest, np.rint(turn).astype(np.int64) % _DIRECTIONS, np.hypot(across, behind))
    near = np.stack([np.roll(widest, 1), widest, widest, np.roll(widest, -1)])
    return np.asarray(near.mean(axis=0))


def _along(body: Body, start: int, end: int) -> RealArray:
    axis = body.joints[end] - body.joints[start]
    return np.asarray((body.vertices - body.joints[start]) @ axis / float(axis @ axis))


def _distance(body: Body, start: int, end: int) -> float:
    return float(np.linalg.norm(body.joints[end] - body.joints[start]))
