"""What is on a head: hair and headwear.

Edges are drawn on the one head that all heads are made from, where a vertex lies at the same
part of the face for everybody.
"""

from dataclasses import dataclass

import numpy as np

from cba_core.domain.arrays import BoolArray, RealArray
from cba_core.simulation import skeleton as sk
from cba_core.simulation.bodies import Body
from cba_core.simulation.body_mesh import BodyMesh, vertex_normals
from cba_core.simulation.faces import HeadFrame, face, head_frame
from cba_core.simulation.hair_styles import HairStyle
from cba_core.simulation.solids import rounded_box
from cba_core.simulation.surfaces import Surface, cut_out, lofted, smoothed, surface, unit
from cba_core.simulation.wardrobe import Headwear


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cover:
    """A shell over part of the head.

    `edge` are heights of its lower edge above the head's joint by how far before the joint one
    is, from the nape to the brow.
    """

    edge: tuple[tuple[float, float], ...]
    thick_m: float
    more_on_top_m: float = 0.0
    rim_m: float = 0.0  # thickness at the edge
    smooth: int = 8
    leaves_ears: bool = False
    leaves_face: bool = False  # reaches from the top around the face down to the neck


_HAIRLINE = (
    (-0.05, -0.045), (0.0, -0.040), (0.018, -0.012), (0.035, 0.0), (0.052, 0.002), (0.062, 0.02),
    (0.070, 0.055), (0.085, 0.088), (0.11, 0.104), (0.16, 0.104),
)  # fmt: skip
_OVER_EARS = (
    (-0.05, -0.045), (0.0, -0.042), (0.018, -0.036), (0.045, -0.032), (0.055, -0.025),
    (0.064, 0.01), (0.072, 0.055), (0.085, 0.088), (0.11, 0.104), (0.16, 0.104),
)  # fmt: skip
_COVERS = {
    HairStyle.SHORT: _Cover(edge=_HAIRLINE, thick_m=0.007, more_on_top_m=0.006, leaves_ears=True),
    HairStyle.FULL: _Cover(edge=_OVER_EARS, thick_m=0.016, more_on_top_m=0.012, smooth=14),
    HairStyle.BOB: _Cover(edge=_OVER_EARS, thick_m=0.013, more_on_top_m=0.008, smooth=14),
    HairStyle.LONG: _Cover(edge=_OVER_EARS, thick_m=0.012, more_on_top_m=0.008, smooth=14),
    HairStyle.PONYTAIL: _Cover(
        edge=_HAIRLINE, thick_m=0.006, more_on_top_m=0.003, leaves_ears=True
    ),
    HairStyle.BUN: _Cover(edge=_HAIRLINE, thick_m=0.006, more_on_top_m=0.003, leaves_ears=True),
}
_WEAR = {
    Headwear.CAP: _Cover(
        edge=((-0.05, 0.022), (0.03, 0.042), (0.06, 0.062), (0.16, 0.082)), thick_m=0.007,
        more_on_top_m=0.008, rim_m=0.007, smooth=14,
    ),
    Headwear.HAT: _Cover(
        edge=((-0.05, -0.02), (0.03, 0.012), (0.06, 0.035), (0.16, 0.078)), thick_m=0.012,
        more_on_top_m=0.010, rim_m=0.010, smooth=18,
    ),
    Headwear.HOOD: _Cover(
        edge=((-0.05, -0.2), (0.055, -0.2), (0.068, 0.0), (0.085, 0.095), (0.16, 0.112)),
        thick_m=0.030, more_on_top_m=0.006, rim_m=0.028, smooth=18, leaves_face=True,
    ),
}  # fmt: skip
_LOCKS = {  # height above the head's joint, centre behind it, half width, half depth
    HairStyle.BOB: (
        (0.10, 0.000, 0.060, 0.040), (0.05, 0.012, 0.086, 0.060), (0.0, 0.020, 0.094, 0.062),
        (-0.05, 0.024, 0.096, 0.058), (-0.085, 0.026, 0.090, 0.052),
    ),
    HairStyle.LONG: (
        (0.10, 0.000, 0.060, 0.040), (0.05, 0.012, 0.086, 0.060), (0.0, 0.022, 0.092, 0.060),
        (-0.06, 0.034, 0.096, 0.056), (-0.12, 0.050, 0.104, 0.048), (-0.18, 0.066, 0.106, 0.036),
        (-0.24, 0.076, 0.088, 0.022),
    ),
    HairStyle.PONYTAIL: (
        (0.075, 0.045, 0.014, 0.012), (0.060, 0.090, 0.026, 0.022), (0.02, 0.106, 0.030, 0.024),
        (-0.05, 0.104, 0.028, 0.020), (-0.12, 0.096, 0.022, 0.016), (-0.17, 0.090, 0.010, 0.008),
    ),
}  # fmt: skip
_BUN = ((0.0, 0.062, 0.085), (0.034, 0.030, 0.032))
_VISOR = ((-0.125, 0.083), (0.076, 0.078))  # middle of its rear edge; half width and depth
_LOCK_POINTS = 14
_EAR = (0.0715, (-0.05, -0.012), (-0.02, 0.066))
"""Beyond which distance across, and between which distances behind and up, the ear is."""
_MOST_DRAWN_IN_M = 0.012
"""How far smoothing may have moved hair towards the skull for its thickness to make up for it."""


def on_head(
    body: Body, mesh: BodyMesh, style: HairStyle, wear: Headwear, materials: dict[str, int]
) -> list[Surface]:
    """Surfaces of everything on a head.

    Args:
        body: whose head it is.
        mesh: of all bodies.
        style: of the hair.
        wear: on the hair, or instead of it.
        materials: rows of the person's materials: hair, headwear, hood, eyes, lips.
    """
    frame = head_frame(body, mesh)
    made = face(
        body,
        mesh,
        frame,
        eyes=materials["eyes"],
        brows=materials["hair"],
        lips=materials["lips"],
    )
    if wear is Headwear.HOOD:
        return [*made, _cover(body, mesh, _WEAR[wear], materials["hood"])]
    if style is not HairStyle.BALD:
        made.append(_cover(body, mesh, _COVERS[style], materials["hair"]))
    if style in _LOCKS:
        made.append(_locks(frame, _LOCKS[style], materials["hair"]))
    elif style is HairStyle.BUN:
        centre, half = (np.asarray(one) for one in _BUN)
        sides = frame.scale * half
        made.append(
            rounded_box(
                frame.at(centre),
                (sides[0], sides[1], sides[2]),
                sk.HEAD,
                materials["hair"],
                roundness=2.2,
            )
        )
    if wear is not Headwear.NONE:
        has_hair = style is not HairStyle.BALD
        made.append(_cover(body, mesh, _WEAR[wear], materials["headwear"], over_hair=has_hair))
    if wear is Headwear.CAP:
        made.append(_visor(frame, materials["headwear"]))
    return made


def covered_ears(mesh: BodyMesh, style: HairStyle, wear: Headwear) -> RealArray:
    """(v,) above 0 where skin of an ear lies under hair or a hood that shows none of it."""
    cover = _WEAR[wear] if wear is Headwear.HOOD else _COVERS.get(style)
    if cover is None or cover.leaves_ears:
        return np.full(len(mesh.on_head_m), -1.0)
    return np.where(_is_ear(mesh.on_head_m), 1.0, -1.0)


def _cover(
    body: Body, mesh: BodyMesh, cover: _Cover, material: int, *, over_hair: bool = False
) -> Surface:
    inside = _inside(mesh, cover)
    faces = mesh.triangles["body"]
    near = (inside > 0)[faces].any(axis=1)
    near = np.isin(faces, faces[near]).any(axis=1)
    used = np.unique(faces[near])
    faces, (shape, edge, place) = cut_out([body.vertices, inside, mesh.on_head_m], faces[near])
    if not cover.leaves_ears:  # hair lies over them without their shape
        flat = _is_ear(place)
        shape = np.array(shape, np.float64)
        shape[flat, 0] *= _EAR[0] / np.abs(place[flat, 0])
    before = shape
    both = smoothed(np.concatenate([shape, edge[:, None]], axis=1), faces, cover.smooth)
    shape, edge = both[:, :3], both[:, 3]
    high = np.clip(place[:, 2] / 0.12, 0.0, 1.0)
    thick = cover.thick_m + cover.more_on_top_m * high + (0.006 if over_hair else 0.0)
    outwards = unit(vertex_normals(shape, faces))
    drawn_in = ((before - shape) * outwards).sum(axis=1)
    thick = thick + np.clip(drawn_in, 0.0, _MOST_DRAWN_IN_M)
    rim = np.clip(edge / 0.02, 0.0, 1.0)
    thick = np.maximum(cover.rim_m, 0.003) * (1.0 - rim) + thick * rim
    shape = shape + outwards * thick[:, None]
    return surface(
        shape,
        faces,
        material,
        joints=mesh.joints[used],
        weights=mesh.weights[used],
        inside_m=edge,
    )


def _inside(mesh: BodyMesh, cover: _Cover) -> RealArray:
    """(v,) m above the cover's edge."""
    _, behind, up = mesh.on_head_m.T
    before, heights = np.array(cover.edge).T
    edge = up - np.interp(-behind, before, heights)
    steep = np.interp(-behind, before, np.abs(np.gradient(heights, before)))
    inside = np.clip(edge / np.sqrt(1.0 + steep**2), -0.05, 0.05)
    inside[~np.isin(mesh.joints[:, 0], (sk.HEAD, sk.NECK))] = -0.05
    if not cover.leaves_face:
        inside[mesh.joints[:, 0] == sk.NECK] = np.minimum(
            inside[mesh.joints[:, 0] == sk.NECK], 0.004
        )
    if cover.leaves_ears:
        inside[_is_ear(mesh.on_head_m)] = -0.006
    return np.asarray(inside)


def _is_ear(places: RealArray) -> BoolArray:
    across, behind, up = places.T
    beyond, (front, back), (low, high) = _EAR
    return np.asarray(
        (np.abs(across) > beyond) & (behind > front) & (behind < back) & (up > low) & (up < high)
    )


def _locks(frame: HeadFrame, rows: tuple[tuple[float, ...], ...], material: int) -> Surface:
    """Hair that falls behind the face; below the neck it lies on the shoulders."""
    turn = np.linspace(0.0, 2.0 * np.pi, _LOCK_POINTS, endpoint=False)
    rings = np.stack(
        [
            np.stack(
                [wide * np.cos(turn), behind + deep * np.sin(turn), np.full(len(turn), up)], axis=1
            )
            for up, behind, wide, deep in rows
        ]
    )
    positions, triangles = lofted(rings[::-1])
    up = positions[:, 2]
    joints = np.zeros((len(up), 4), np.int64)
    joints[:, 0], joints[:, 1], joints[:, 2] = sk.HEAD, sk.NECK, sk.CHEST
    weights = np.zeros((len(up), 4))
    weights[:, 0] = np.interp(up, [-0.12, -0.04], [0.0, 1.0])
    weights[:, 2] = np.interp(up, [-0.22, -0.12], [1.0, 0.0])
    weights[:, 1] = 1.0 - weights[:, 0] - weights[:, 2]
    return surface(frame.at(positions), triangles, material, joints=joints, weights=weights)


def _visor(frame: HeadFrame, material: int) -> Surface:
    (behind, up), (wide, deep) = _VISOR
    around = np.linspace(0.0, np.pi, 11)
    rows = []
    for share in (0.0, 0.5, 1.0):
        across = wide * np.cos(around) * (0.96 + 0.04 * share)
        ahead = deep * share * np.sin(around) ** 0.8 + 0.06 * (np.sin(around) - 1.0) * (1.0 - share)
        ahead += 0.06 * (np.sin(around) - 1.0) * share * 0.9
        drop = 0.016 * share + 0.020 * np.cos(around) ** 2
        rows.append(np.stack([across, behind - ahead, up - drop], axis=1))
    positions, triangles = lofted(np.stack(rows), is_closed=False)
    return surface(frame.at(positions), triangles, material, joint=sk.HEAD)
