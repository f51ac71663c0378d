"""Bodies of the parametric model `anny` (MakeHuman data, CC0): shape in, mesh with joints out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock

from cba_core.domain.arrays import FloatArray, RealArray
from cba_core.domain.errors import NotInstalledError
from cba_core.simulation.body_mesh import body_mesh, vertex_normals
from cba_core.simulation.skeleton import HEAD_OF

_ENDS_M = 0.04
"""Soles and crown lie within so much of the lowest and highest vertex of the template."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Body:
    """One person's naked shape at rest: arms half raised, facing -y, z up, soles at z = 0."""

    vertices: FloatArray  # (v, 3) m
    normals: FloatArray  # (v, 3) unit length
    joints: FloatArray  # (22, 3) m
    height_m: float


def make_bodies(shapes: Sequence[Mapping[str, float]]) -> list[Body]:
    """Bodies of these phenotypes, each value 0..1: gender (0: male, 1: female), age, muscle,
    weight, height, proportions, african, asian, caucasian.

    Raises:
        NotInstalledError: `anny` is missing.
    """  # noqa: D205  (one sentence)
    model = _model()
    bodies = []
    for shape in shapes:
        vertices, joints = model.at_rest(shape)
        tall = vertices[model.skin, 2]
        floor = np.array([0.0, 0.0, tall.min()])
        bodies.append(
            Body(
                vertices=(vertices - floor).astype(np.float32),
                normals=_normals(vertices),
                joints=(joints - floor).astype(np.float32),
                height_m=float(np.ptp(tall)),
            )
        )
    return bodies


def statures_m(shapes: Sequence[Mapping[str, float]]) -> RealArray:
    """(n,) m from sole to crown of the bodies of these phenotypes, without making them.

    Raises:
        NotInstalledError: `anny` is missing.
    """
    return _model().statures_m(shapes)


class _Model:
    """What `anny` knows of bodies at rest; its posing of them is not needed."""

    def __init__(self) -> None:
        try:
            import anny
        except ImportError as error:
            raise NotInstalledError("anny", "simulation") from error
        self._anny: Any = _loaded(anny)
        labels = list(self._anny.bone_labels)
        heads = [labels.index(name) for name in HEAD_OF]
        self.skin = np.unique(body_mesh().triangles["body"])
        # numpy does such small sums many times quicker than torch with its threads
        self._vertices: RealArray = self._anny.template_vertices.numpy()
        self._vertices_by_shape: RealArray = self._anny.blendshapes.numpy()
        self._joints: RealArray = self._anny.template_bone_heads[heads].numpy()
        self._joints_by_shape: RealArray = self._anny.bone_heads_blendshapes[:, heads].numpy()
        height = self._vertices[self.skin, 2]
        is_end = (height < height.min() + _ENDS_M) | (height > height.max() - _ENDS_M)
        ends = self.skin[is_end]  # no shape makes anything else the lowest or the highest
        self._end_height = self._vertices[ends, 2]
        self._end_height_by_shape = np.ascontiguousarray(self._vertices_by_shape[:, ends, 2])

    def at_rest(self, shape: Mapping[str, float]) -> tuple[RealArray, RealArray]:
        """(v, 3) vertices and (22, 3) joints, m."""
        shares = self._shares([shape])[0]
        vertices, joints = self._vertices.copy(), self._joints.copy()
        # most of the 624 targets belong to other ages, sexes and builds
        for number in np.flatnonzero(shares):
            vertices += shares[number] * self._vertices_by_shape[number]
            joints += shares[number] * self._joints_by_shape[number]
        return vertices, joints

    def statures_m(self, shapes: Sequence[Mapping[str, float]]) -> RealArray:
        heights = self._end_height + self._shares(shapes) @ self._end_height_by_shape
        return np.asarray(np.ptp(heights, axis=1))

    def _shares(self, shapes: Sequence[Mapping[str, float]]) -> RealArray:
        """(n, 624) how much of every target is in each body."""
        import torch

        names = shapes[0].keys()
        values = {
            name: torch.tensor([shape[name] for shape in shapes], dtype=torch.float64)
            for name in names
        }
        with torch.no_grad():
            shares = self._anny.get_phenotype_blendshape_coefficients(**values)
        return np.asarray(shares.numpy(), np.float64)


def _loaded(anny: Any) -> Any:  # noqa: ANN401  (a library without types)
    """The library's model. It keeps what it has read, 860 MB, in a folder of its own.

    It writes there in place, so processes take turns, and what a killed one left half written is
    read again from the package.
    """
    kept = Path(anny.paths.get_anny_cache_path())
    kept.mkdir(parents=True, exist_ok=True)
    with FileLock(kept / "duskline.lock"):
        try:
            return _make(anny)
        except Exception:  # noqa: BLE001  (safetensors and torch fail in their own ways)
            for file in kept.rglob("*.safetensors"):
                file.unlink()
            return _make(anny)


def _make(anny: Any) -> Any:  # noqa: ANN401  (a library without types)
    return anny.Anny(
        rig="makehuman",
        topology="makehuman",
        phenotypes="all",
        phenotype_blendshapes="original",
        skinning_method="lbs",
    )


@cache
def _model() -> _Model:
    return _Model()


def _normals(vertices: RealArray) -> FloatArray:
    normals = vertex_normals(vertices, body_mesh().fine_skin)
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    return np.asarray(normals / np.maximum(lengths, 1e-12), np.float32)
