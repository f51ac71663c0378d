"""Shoes: hulls around the feet with soles of their own."""

from dataclasses import dataclass

import numpy as np

from cba_core.domain.arrays import IntArray, RealArray
from cba_core.simulation import skeleton as sk
from cba_core.simulation.bodies import Body
from cba_core.simulation.body_mesh import BodyMesh
from cba_core.simulation.places import LEGS, Places
from cba_core.simulation.surfaces import Surface, between, lofted, surface

_STATIONS = 12
_AROUND = 14
_LEATHER_M = 0.007
_ROOM_M = 0.014  # before the toes
_SOLE_M = 0.021
_WELT_M = 0.004  # the sole sticks out
_TOE_SPRING_M = 0.012
_COLLAR_M = 0.018  # above the ankle's joint
_HIDDEN_M = 0.012  # below the collar there is no skin to be seen


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Foot:
    """Outline of one foot along its axis."""

    heel: RealArray  # (2,) m
    ahead: RealArray  # (2,) unit vector
    length_m: float
    share: RealArray  # (k,) of the length
    right_m: RealArray  # (k,) from the axis
    left_m: RealArray  # (k,)
    top_m: RealArray  # (k,)


def shoes(body: Body, mesh: BodyMesh, upper: int, sole: int) -> list[Surface]:
    """Both shoes; `upper` and `sole` are rows of the person's materials."""
    skin = np.unique(mesh.triangles["body"])
    made = []
    for _, _, foot, toes in LEGS:
        outline = _outline(body, mesh, skin[np.isin(mesh.joints[skin, 0], (foot, toes))], foot)
        toe = body.joints[toes][:2] - outline.heel
        bend = float(toe @ outline.ahead) / outline.length_m
        low = _TOE_SPRING_M * np.clip((outline.share - 0.75) / 0.25, 0.0, 1.0) ** 2
        for material, rings in (
            (
                upper,
                _rings(
                    outline, 0.0, low + 0.5 * _SOLE_M, np.maximum(outline.top_m, low + 0.04), 2.6
                ),
            ),
            (sole, _rings(outline, _WELT_M, low, low + _SOLE_M, 6.0)),
        ):
            positions, triangles = lofted(rings)
            share = (positions[:, :2] - outline.heel) @ outline.ahead / outline.length_m
            joints, weights = between(foot, toes, (share - bend) / 0.12 + 0.5)
            made.append(surface(positions, triangles, material, joints=joints, weights=weights))
    return made


def covered_by_shoes(body: Body, places: Places) -> RealArray:
    """(v,) m that skin lies below the shoes' collars; negative: it may be seen."""
    in_shoe = np.isin(places.part, (sk.LEFT_FOOT, sk.RIGHT_FOOT, sk.LEFT_TOES, sk.RIGHT_TOES))
    collar = float(body.joints[sk.LEFT_FOOT][2]) + _COLLAR_M - _HIDDEN_M
    return np.where(in_shoe, collar - places.height, -1.0)


def _outline(body: Body, mesh: BodyMesh, which: IntArray, foot: int) -> _Foot:
    places = np.asarray(body.vertices[which], np.float64)
    low = places[places[:, 2] < body.joints[foot][2]]
    is_toe = mesh.joints[which, 0] != foot
    ahead = places[is_toe, :2].mean(axis=0) - low[low[:, 1] > np.quantile(low[:, 1], 0.8), :2].mean(
        axis=0
    )
    ahead /= np.linalg.norm(ahead)
    across = np.array([ahead[1], -ahead[0]])
    along = low[:, :2] @ ahead
    middle = float(np.median(low[:, :2] @ across))
    start = along.min() - _LEATHER_M
    length = float(np.ptp(along)) + _LEATHER_M + _ROOM_M
    # denser at both ends, where the outline turns
    share = 0.5 - 0.5 * np.cos(np.linspace(0.06, 0.97, _STATIONS) * np.pi)
    right, left, top = [], [], []
    collar = float(body.joints[foot][2]) + _COLLAR_M
    for one in share:
        near = np.abs((along - start) / length - one) < 0.09
        side = low[near, :2] @ across - middle
        right.append(float(side.max()) + _LEATHER_M)
        left.append(float(-side.min()) + _LEATHER_M)
        close = np.abs((places[:, :2] @ ahead - start) / length - one) < 0.07
        top.append(min(float(places[close, 2].max()) + _LEATHER_M, collar))
    ends = np.sqrt(np.clip(1.0 - np.abs(2.0 * share - 1.0) ** 5, 0.0, 1.0))
    heel = ahead * start + across * middle
    return _Foot(
        heel=heel,
        ahead=ahead,
        length_m=length,
        share=share,
        right_m=_eased(right) * ends,
        left_m=_eased(left) * ends,
        top_m=_eased(top),
    )


def _eased(values: list[float]) -> RealArray:
    line = np.array([values[0], *values, values[-1]])
    return np.asarray(0.25 * line[:-2] + 0.5 * line[1:-1] + 0.25 * line[2:])


def _rings(
    foot: _Foot, wider_m: float, low: RealArray, high: RealArray, squareness: float
) -> RealArray:
    """(k, m, 3): cross-sections with round corners, from the heel to the toes."""
    turn = np.linspace(0.0, 2.0 * np.pi, _AROUND, endpoint=False)
    across = np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** (2.0 / squareness)
    up = np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** (2.0 / squareness)
    # uppers bulge low and close towards the instep
    across = across * np.where(up > 0, 1.0 - 0.25 * up, 1.0)
    width = np.where(across > 0, foot.right_m[:, None] + wider_m, foot.left_m[:, None] + wider_m)
    shift = (foot.share - 0.5) * 2.0 * wider_m
    along = foot.share * foot.length_m + shift
    side = np.array([foot.ahead[1], -foot.ahead[0]])
    plan = foot.heel + along[:, None, None] * foot.ahead + (width * across)[:, :, None] * side
    height = 0.5 * (low + high)[:, None] + 0.5 * (high - low)[:, None] * up
    return np.concatenate([plan, height[:, :, None]], axis=2)
