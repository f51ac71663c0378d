"""Faces: eyes, brows and lips, and where things are on a head.

Places are given on the one head that all heads are made from, where a vertex lies at the same
part of the face for everybody.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from cba_core.domain.arrays import IntArray, RealArray
from cba_core.simulation import skeleton as sk
from cba_core.simulation.bodies import Body
from cba_core.simulation.body_mesh import BodyMesh, body_mesh
from cba_core.simulation.surfaces import Surface, cut_out, lofted, surface

_BROW = (  # across, up, half height
    (0.012, 0.0535, 0.0030), (0.021, 0.0553, 0.0032), (0.030, 0.0563, 0.0030),
    (0.039, 0.0555, 0.0025), (0.047, 0.0525, 0.0015),
)  # fmt: skip
_LIPS = (  # across, lower edge, middle, upper edge
    (-0.025, -0.036, -0.0355, -0.035), (-0.014, -0.047, -0.037, -0.027),
    (0.0, -0.049, -0.038, -0.025), (0.014, -0.047, -0.037, -0.027),
    (0.025, -0.036, -0.0355, -0.035),
)  # fmt: skip
_PATCH_M = 0.0016  # above the skin
_BEHIND_FACE_M = -0.06
_FACE_PATCHES = (
    *(
        (
            "brow",
            np.array([[(side * x, up + way * half) for x, up, half in _BROW] for way in (-1, 1)]),
        )
        for side in (-1.0, 1.0)
    ),
    ("lips", np.array([[(row[0], row[line]) for row in _LIPS] for line in (1, 2, 3)])),
)
"""Sheets on the face: places (rows, columns, 2) across and up."""


@dataclass(frozen=True, slots=True, eq=False)
class HeadFrame:
    """Carries places on the head all heads are made from to one person's."""

    origin: RealArray  # (3,) m
    scale: float

    def at(self, places: RealArray) -> RealArray:
        """Places (n, 3) from the head's joint, on this person's head."""
        return np.asarray(self.origin + self.scale * places)


def head_frame(body: Body, mesh: BodyMesh) -> HeadFrame:
    """The shift and size that fit the common head best to somebody's."""
    skin = np.unique(mesh.triangles["body"])
    skin = skin[mesh.joints[skin, 0] == sk.HEAD]
    common, own = mesh.on_head_m[skin], np.asarray(body.vertices[skin], np.float64)
    flat, shifted = common - common.mean(axis=0), own - own.mean(axis=0)
    scale = float((flat * shifted).sum() / (flat * flat).sum())
    return HeadFrame(own.mean(axis=0) - scale * common.mean(axis=0), scale)


def face(
    body: Body, mesh: BodyMesh, frame: HeadFrame, *, eyes: int, brows: int, lips: int
) -> list[Surface]:
    """Eyes, brows and lips, each of a row of the person's materials."""
    made = []
    for name in ("helper-l-eye", "helper-r-eye"):
        triangles, (places,) = cut_out([body.vertices], mesh.triangles[name])
        made.append(surface(places, triangles, eyes, joint=sk.HEAD))
    for name, points in _FACE_PATCHES:
        made.append(_patch(body, mesh, frame, points, brows if name == "brow" else lips))
    return made


def _patch(
    body: Body, mesh: BodyMesh, frame: HeadFrame, points: RealArray, material: int
) -> Surface:
    """A thin sheet on the face at points (rows, columns, 2) across and up."""
    rows, columns, _ = points.shape
    below = _nearest_of_skin(points.tobytes(), rows * columns)
    positions = np.asarray(body.vertices[below] + _PATCH_M * body.normals[below], np.float64)
    shift = points.reshape(-1, 2) - mesh.on_head_m[below][:, [0, 2]]
    positions[:, [0, 2]] += frame.scale * shift
    _, triangles = lofted(positions.reshape(rows, columns, 3), is_closed=False)
    return surface(positions, triangles, material, joint=sk.HEAD)


@cache
def _nearest_of_skin(points: bytes, count: int) -> IntArray:
    """The outermost vertex of the face at each place (count, 2) across and up."""
    mesh = body_mesh()
    skin = np.unique(mesh.fine_skin)
    is_face = (mesh.joints[skin, 0] == sk.HEAD) & (mesh.on_head_m[skin, 1] < _BEHIND_FACE_M)
    skin = skin[is_face]
    across, behind, up = mesh.on_head_m[skin].T
    wanted = np.frombuffer(points).reshape(count, 2)
    away = np.hypot(wanted[:, :1] - across, wanted[:, 1:] - up)
    return np.asarray(skin[np.argmin(away + 0.5 * behind, axis=1)])
