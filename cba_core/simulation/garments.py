"""Clothes as surfaces of their own, cut from the helper surfaces of the body."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from cba_core.domain.arrays import IntArray, RealArray
from cba_core.simulation import skeleton as sk
from cba_core.simulation.bodies import Body
from cba_core.simulation.body_mesh import BodyMesh, vertex_normals
from cba_core.simulation.places import ARMS, LEGS, Places
from cba_core.simulation.surfaces import Surface, cut_out, smoothed, surface, unit

_DEEP_INSIDE_M = 0.03
"""Skin this far inside a garment is not drawn."""
_NO_CLOTH = -0.1
_MOST_DRAWN_IN_M = 0.02
"""How far smoothing may have moved round parts towards the body for cloth to make up for it."""
_WAIST = 0.3
_HIGHEST_HIP = 0.5
"""Of the way from hip to neck: what hangs from the chest is widened below it."""


class Source(StrEnum):
    """The surface a garment is cut from."""

    TIGHTS = "helper-tights"
    SKIRT = "helper-skirt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Where a garment begins and ends, and how loosely it hangs.

    Heights are shares of the way from hip (0) to neck (1); lengths along limbs are counted as in
    `Places`.
    """

    source: Source
    material: int
    loose_m: float = 0.012  # distance from the body
    hem: float | None = None  # lower end of what covers the trunk
    top: float | None = None  # upper end of what covers hip and legs
    sleeve: float | None = None  # None: no arms at all
    leg: float | None = None  # None: no legs
    collar_m: float = 0.0  # above the neck's root
    hip_room_m: float = 0.0  # how much looser what covers the trunk is below the waist
    flare: float = 0.0  # how much looser towards the end of legs
    smooth: int = 4  # rounds of smoothing: thick cloth shows less of the body
    hang: float = 0.0  # share of the chest's width that the cloth keeps below it
    sleeve_radius_m: float = 0.0  # least, at the wrist
    knee_radius_m: float = 0.0  # least
    ankle_radius_m: float = 0.0  # least


def inside_of(cut: Cut, body: Body, places: Places) -> RealArray:
    """(v,) m that each vertex lies inside the garment's edge; negative: outside."""
    hip = float(body.joints[sk.LEFT_THIGH][2])
    neck = float(body.joints[sk.NECK][2])
    height = places.height
    if cut.source is Source.SKIRT:
        length = (cut.leg or 1.0) * places.thigh_m
        top = hip + (cut.top or 0.2) * (neck - hip)
        inside = np.minimum(height - (hip - length), top - height)
        inside[places.arm >= 0] = _NO_CLOTH
        return np.asarray(inside)
    on_arm = places.arm >= 0
    trunk = np.full(len(height), _NO_CLOTH)
    if cut.hem is not None:
        behind = np.maximum(0.0, places.vertices[:, 1])
        trunk = np.minimum(
            height - (hip + cut.hem * (neck - hip)), neck + cut.collar_m - height + 0.35 * behind
        )
        trunk[places.part == sk.HEAD] = _NO_CLOTH
        if cut.sleeve is None:
            trunk[on_arm] = np.minimum(trunk[on_arm], -places.arm[on_arm] * places.upper_arm_m)
        else:
            trunk[on_arm] = (cut.sleeve - places.arm[on_arm]) * places.upper_arm_m
    legs = np.full(len(height), _NO_CLOTH)
    if cut.top is not None and cut.leg is not None:
        below_top = hip + cut.top * (neck - hip) - height
        legs = np.minimum(below_top, (cut.leg - places.leg) * places.thigh_m)
        legs[on_arm] = _NO_CLOTH
    return np.asarray(np.maximum(trunk, legs))


def sew(cut: Cut, body: Body, mesh: BodyMesh, places: Places) -> Surface:
    """The garment's surface on this body."""
    inside = inside_of(cut, body, places)
    faces = mesh.triangles[cut.source.value]
    # a ring more than is seen, so that smoothing does not draw the edge in
    near = (inside > 0)[faces].any(axis=1)
    near = np.isin(faces, faces[near]).any(axis=1)
    used = np.unique(faces[near])
    faces, (shape, edge, leg) = cut_out([body.vertices, inside, places.leg], faces[near])
    edge = np.clip(edge, -0.1, 0.1)
    # the edge goes where the cloth goes: smoothed alike, a straight hem stays straight
    both = smoothed(np.concatenate([shape, edge[:, None]], axis=1), faces, cut.smooth)
    shape, edge = both[:, :3], both[:, 3]
    outwards = unit(vertex_normals(shape, faces))
    drawn_in = ((body.vertices[used] - shape) * outwards).sum(axis=1)
    looseness = cut.loose_m * (1.0 + cut.flare * np.clip(leg, 0.0, 2.0))
    if (
        cut.source is Source.TIGHTS and cut.hem is None
    ):  # tight at the waist, where something else hangs over it
        looseness *= np.clip(0.3 + 2.0 * leg, 0.3, 1.0)
    elif cut.hip_room_m:
        hip, neck = float(body.joints[sk.LEFT_THIGH][2]), float(body.joints[sk.NECK][2])
        below_waist = (_WAIST - (shape[:, 2] - hip) / (neck - hip)) / _WAIST
        looseness += cut.hip_room_m * np.clip(below_waist, 0.0, 1.0)
    looseness += np.clip(drawn_in, 0.0, _MOST_DRAWN_IN_M)
    shape = shape + outwards * looseness[:, None]
    hung = _hung(cut, shape, body, places, used)
    if hung is not shape:
        shape = smoothed(hung, faces, 3)
    return surface(
        shape,
        faces,
        cut.material,
        joints=mesh.joints[used],
        weights=mesh.weights[used],
        inside_m=edge,
    )


def _hung(cut: Cut, shape: RealArray, body: Body, places: Places, used: IntArray) -> RealArray:
    """Widened to where loose cloth hangs: tubes around limbs, and straight down from the chest."""
    if cut.hang:
        shape = _below_chest(cut, shape, body, places, used)
    if cut.sleeve_radius_m:
        along = places.arm[used]
        radii = np.interp(
            along, [0.15, 0.6, 2.0], [0.0, cut.sleeve_radius_m + 0.015, cut.sleeve_radius_m]
        )
        for upper, fore, hand in ARMS:
            side = np.sign(body.joints[upper][0])
            which = np.flatnonzero((along > 0.15) & (side * shape[:, 0] > 0))
            shape = _tube(
                shape, which, along[which], radii[which], body.joints[[upper, fore, hand]]
            )
    if cut.knee_radius_m:
        along = places.leg[used]
        radii = np.interp(along, [0.4, 1.0, 2.0], [0.0, cut.knee_radius_m, cut.ankle_radius_m])
        for thigh, shin, foot, _ in LEGS:
            side = np.sign(body.joints[thigh][0])
            which = np.flatnonzero((along > 0.4) & (side * shape[:, 0] > 0))
            shape = _tube(
                shape, which, along[which], radii[which], body.joints[[thigh, shin, foot]]
            )
    return shape


def _tube(
    shape: RealArray, which: IntArray, along: RealArray, radii: RealArray, joints: RealArray
) -> RealArray:
    """Vertices pushed out to a radius around the line over three joints."""
    root, middle, end = np.asarray(joints, np.float64)
    on_lower = along > 1.0
    start = np.where(on_lower[:, None], middle, root)
    bone = np.where(on_lower[:, None], end - middle, middle - root)
    direction = unit(bone)
    away = shape[which] - start
    away -= (away * direction).sum(axis=1, keepdims=True) * direction
    distance = np.maximum(np.linalg.norm(away, axis=1), 1e-6)
    pushed = shape.copy()
    pushed[which] += away / distance[:, None] * np.maximum(0.0, radii - distance)[:, None]
    return pushed


def _below_chest(
    cut: Cut, shape: RealArray, body: Body, places: Places, used: IntArray
) -> RealArray:
    hip, neck = float(body.joints[sk.LEFT_THIGH][2]), float(body.joints[sk.NECK][2])
    share = (shape[:, 2] - hip) / (neck - hip)
    which = np.flatnonzero((share < _HIGHEST_HIP + 0.1) & (places.arm[used] < 0))
    across, behind = shape[which, 0], shape[which, 1] - float(body.joints[sk.CHEST][1])
    distance = np.maximum(np.hypot(across, behind), 1e-6)
    least = cut.hang * places.chest_towards(across, behind) + cut.loose_m
    least *= np.clip((_HIGHEST_HIP + 0.1 - share[which]) / 0.1, 0.0, 1.0)
    longer = np.maximum(1.0, least / distance)
    pushed = shape.copy()
    pushed[which, 0] += (longer - 1.0) * across
    pushed[which, 1] += (longer - 1.0) * behind
    return pushed


def bare_skin(
    body: Body, mesh: BodyMesh, covered_m: list[RealArray], hidden: RealArray, material: int
) -> Surface:
    """The skin that no garment hides.

    Args:
        body: whose skin it is.
        mesh: of all bodies.
        covered_m: (v,) each, m inside a garment's edge.
        hidden: (v,) above 0 where something else lies over the skin.
        material: row of the person's materials.
    """
    out_of_sight = np.asarray(hidden) > 0
    for inside in covered_m:
        out_of_sight |= inside > _DEEP_INSIDE_M
    faces = mesh.triangles["body"]
    faces = faces[~out_of_sight[faces].all(axis=1)]
    used = np.unique(faces)
    faces, (places, normals) = cut_out([body.vertices, body.normals], faces)
    return Surface(
        positions=np.asarray(places, np.float32),
        normals=np.asarray(normals, np.float32),
        joints=mesh.joints[used],
        weights=mesh.weights[used],
        material=material,
        inside_m=np.ones(len(used), np.float32),
        triangles=faces,
    )
