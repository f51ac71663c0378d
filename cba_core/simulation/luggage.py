"""What people carry, and the straps that run tight over whatever they wear."""

from collections.abc import Sequence

import numpy as np

from cba_core.domain.arrays import RealArray
from cba_core.simulation import skeleton as sk
from cba_core.simulation.bodies import Body
from cba_core.simulation.solids import band, rounded_box
from cba_core.simulation.surfaces import Surface
from cba_core.simulation.wardrobe import Carried

_TRUNK = (
    sk.PELVIS, sk.SPINE, sk.WAIST, sk.CHEST, sk.NECK, sk.LEFT_SHOULDER, sk.RIGHT_SHOULDER,
)  # fmt: skip
_SECTION_M = 0.022  # of the trunk that a strap feels to each side
_OVER_M = 0.006  # a strap lies on the cloth
_STEP_M = 0.03
_LEAST_POINTS = 3
_PACK_M = (0.15, 0.085, 0.215)
_BAG_M = (0.045, 0.15, 0.115)
_IN_HAND_M = {Carried.HANDBAG: (0.055, 0.14, 0.105), Carried.CASE: (0.06, 0.205, 0.145)}
_HANDLE_M = {Carried.HANDBAG: 0.17, Carried.CASE: 0.055}


def luggage(
    carried: Carried, *, is_left: bool, body: Body, worn: Sequence[Surface], material: int
) -> list[Surface]:
    """The carried thing with its straps.

    Args:
        carried: what it is.
        is_left: on the left side or in the left hand.
        body: of who carries it.
        worn: clothes and skin that straps lie on.
        material: row of the person's materials.
    """
    match carried:
        case Carried.BACKPACK:
            return _backpack(body, _Trunk(worn), material)
        case Carried.SHOULDER_BAG:
            return _shoulder_bag(body, _Trunk(worn), 1.0 if is_left else -1.0, material)
        case Carried.HANDBAG | Carried.CASE:
            return _in_hand(carried, body, sk.LEFT_HAND if is_left else sk.RIGHT_HAND, material)
        case _:
            return []


class _Trunk:
    """The outside of the trunk with all that is worn on it."""

    def __init__(self, worn: Sequence[Surface]) -> None:
        seen = [(one.inside_m > 0) & np.isin(one.joints[:, 0], _TRUNK) for one in worn]
        self.places = np.concatenate(
            [one.positions[which] for one, which in zip(worn, seen, strict=True)]
        ).astype(np.float64)
        self._joints = np.concatenate(
            [one.joints[which] for one, which in zip(worn, seen, strict=True)]
        )
        self._weights = np.concatenate(
            [one.weights[which] for one, which in zip(worn, seen, strict=True)]
        )

    def strap(self, points: RealArray, width_m: float, material: int) -> Surface:
        """A band through points (n, 3), each moved by what moves the cloth below it."""
        away = np.linalg.norm(points[:, None] - self.places, axis=2)
        below = np.argmin(away, axis=1)
        return band(
            points, width_m, material, joints=self._joints[below], weights=self._weights[below]
        )

    def tight(
        self, origin: RealArray, along: RealArray, outside: RealArray, lowest_m: float
    ) -> RealArray:
        """(n, 3) of the tightest loop round the trunk in a plane.

        Args:
            origin: (3,) in the plane.
            along: (3,) unit vector of the plane; the other one is to the front and back.
            outside: (k, 2) further points that lie within the loop, along and behind, m.
            lowest_m: what of the trunk lies lower along than this is left out.
        """
        behind = np.array([0.0, 1.0, 0.0])
        normal = np.cross(along, behind)
        offset = self.places - origin
        flat = np.stack([offset @ along, offset @ behind], axis=1)
        near = flat[(np.abs(offset @ normal) < _SECTION_M) & (flat[:, 0] > lowest_m)]
        corners = _hull(np.concatenate([near, outside]))
        middle = corners.mean(axis=0)
        away = corners - middle
        corners = corners + _OVER_M * away / np.linalg.norm(away, axis=1, keepdims=True)
        start = int(np.argmin(corners[:, 0]))
        loop = _evenly(np.concatenate([np.roll(corners, -start, axis=0), corners[[start]]]))
        return np.asarray(origin + loop[:, [0]] * along + loop[:, [1]] * behind)


def _backpack(body: Body, trunk: _Trunk, material: int) -> list[Surface]:
    chest = np.asarray(body.joints[sk.CHEST], np.float64)
    size = float(body.height_m / 1.75)
    half = tuple(size * one for one in _PACK_M)
    near = (np.abs(trunk.places[:, 0]) < half[0]) & (np.abs(trunk.places[:, 2] - chest[2]) < 0.2)
    back = float(trunk.places[near, 1].max())
    centre = np.array([0.0, back + 0.9 * half[1], chest[2] - 0.05 * size])
    made = [rounded_box(centre, (half[0], half[1], half[2]), sk.CHEST, material)]
    pocket = np.array([0.0, centre[1] + 0.85 * half[1], centre[2] - 0.35 * half[2]])
    made.append(
        rounded_box(pocket, (0.72 * half[0], 0.4 * half[1], 0.45 * half[2]), sk.CHEST, material)
    )
    up = np.array([0.0, 0.0, 1.0])
    for side in (-1.0, 1.0):
        origin = np.array([side * 0.6 * half[0], 0.0, chest[2]])
        ends = np.array([[0.1, back], [-0.20 * size, back]])
        loop = trunk.tight(origin, up, ends, -0.21 * size)
        made.append(trunk.strap(loop, 0.045, material))
    return made


def _shoulder_bag(body: Body, trunk: _Trunk, side: float, material: int) -> list[Surface]:
    hip = float(body.joints[sk.PELVIS][2])
    low = np.abs(trunk.places[:, 2] - hip) < 0.1
    wide = float((side * trunk.places[low, 0]).max())
    centre = np.array([side * (wide + 0.85 * _BAG_M[0]), 0.01, hip - 0.03])
    top = centre + np.array([0.0, 0.0, 0.9 * _BAG_M[2]])
    shoulder = np.asarray(
        0.55 * body.joints[sk.NECK]
        + 0.45 * body.joints[sk.RIGHT_UPPER_ARM if side > 0 else sk.LEFT_UPPER_ARM],
        np.float64,
    )
    along = shoulder - top
    along[1] = 0.0
    along /= np.linalg.norm(along)
    ends = np.array([[0.0, -0.6 * _BAG_M[1]], [0.0, 0.6 * _BAG_M[1]]])
    loop = trunk.tight(top, along, ends, 0.0)
    return [
        rounded_box(centre, _BAG_M, sk.WAIST, material),
        trunk.strap(loop, 0.03, material),
    ]


def _in_hand(carried: Carried, body: Body, hand: int, material: int) -> list[Surface]:
    wrist = np.asarray(body.joints[hand], np.float64)
    down = wrist - body.joints[sk.PARENT[hand]]
    down /= np.linalg.norm(down)
    half = _IN_HAND_M[carried]
    grip = wrist + 0.085 * down
    centre = grip + (_HANDLE_M[carried] + half[2]) * down
    ahead = np.array([0.0, -1.0, 0.0]) + down[1] * down
    ahead /= np.linalg.norm(ahead)
    spread = 0.45 * half[1]
    top = centre - 0.9 * half[2] * down
    handle = np.stack(
        [
            top - spread * ahead,
            grip - 0.35 * spread * ahead,
            grip + 0.35 * spread * ahead,
            top + spread * ahead,
        ]
    )
    return [
        rounded_box(centre, half, hand, material, down=down),
        band(_evenly(handle), 0.02, material, joint=hand),
    ]


def _hull(points: RealArray) -> RealArray:
    """(k, 2) corners of the smallest convex outline around points, in turn."""
    from scipy.spatial import ConvexHull

    return np.asarray(points[ConvexHull(points).vertices])


def _evenly(line: RealArray) -> RealArray:
    """Points about `_STEP_M` apart along a line (n, k)."""
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    steps = np.linspace(0.0, along[-1], max(_LEAST_POINTS, int(along[-1] / _STEP_M)))
    return np.stack(
        [np.interp(steps, along, line[:, axis]) for axis in range(line.shape[1])], axis=1
    )
