"""Surfaces that are ready to be drawn, and ways to make and to smooth them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cba_core.domain.arrays import FloatArray, IntArray, RealArray
from cba_core.simulation.body_mesh import vertex_normals


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """Triangles of one garment, of bare skin or of a thing."""

    positions: FloatArray  # (n, 3) m, of the body at rest
    normals: FloatArray  # (n, 3)
    joints: IntArray  # (n, 4) that move a vertex
    weights: FloatArray  # (n, 4), rows sum to 1
    material: int
    inside_m: FloatArray  # (n,) m inside the edge; negative is not drawn
    triangles: IntArray  # (t, 3)


def surface(
    positions: RealArray,
    triangles: IntArray,
    material: int,
    *,
    joint: int | None = None,
    joints: IntArray | None = None,
    weights: RealArray | None = None,
    inside_m: RealArray | None = None,
) -> Surface:
    """A surface whose normals follow from its shape.

    Args:
        positions: (n, 3) m.
        triangles: (t, 3) into the positions.
        material: row of the person's materials.
        joint: that moves all of it; without one, `joints` and `weights` tell.
        joints: (n, 4).
        weights: (n, 4).
        inside_m: (n,) m inside the edge; None draws all.
    """
    count = len(positions)
    if joint is not None:
        joints = np.zeros((count, 4), np.int64)
        joints[:, 0] = joint
        weights = np.tile(np.array([1.0, 0.0, 0.0, 0.0]), (count, 1))
    if joints is None or weights is None:
        raise ValueError("a surface hangs on one joint, or on joints with weights")
    inside = np.ones(count) if inside_m is None else inside_m
    return Surface(
        positions=np.asarray(positions, np.float32),
        normals=unit(vertex_normals(positions, triangles)).astype(np.float32),
        joints=joints,
        weights=np.asarray(weights, np.float32),
        material=material,
        inside_m=np.asarray(inside, np.float32),
        triangles=triangles,
    )


def between(first: int, second: int, share: RealArray) -> tuple[IntArray, RealArray]:
    """Joints and weights (n, 4) that go from the first joint (share 0) over to the second (1)."""
    joints = np.zeros((len(share), 4), np.int64)
    joints[:, 0], joints[:, 1] = first, second
    weights = np.zeros((len(share), 4))
    weights[:, 1] = np.clip(share, 0.0, 1.0)
    weights[:, 0] = 1.0 - weights[:, 1]
    return joints, weights


def lofted(rings: RealArray, *, is_closed: bool = True) -> tuple[RealArray, IntArray]:
    """Positions and triangles of a hull over rings.

    Args:
        rings: (k, m, 3) m, every ring with its points in the same order.
        is_closed: rings come round to where they begin, and ends get lids.
    """
    count, points, _ = rings.shape
    places = [rings.reshape(-1, 3)]
    here = np.arange(count - 1)[:, None] * points + np.arange(points if is_closed else points - 1)
    beside = here + 1
    if is_closed:
        beside = np.arange(count - 1)[:, None] * points + (np.arange(points) + 1) % points
    quads = np.stack([here, beside, beside + points, here + points], axis=-1).reshape(-1, 4)
    triangles = [quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]
    if is_closed:
        places.append(rings[[0, -1]].mean(axis=1))
        around = np.arange(points)
        after = (around + 1) % points
        low, high = count * points, (count - 1) * points
        triangles.append(np.stack([after, around, np.full(points, low)], axis=1))
        triangles.append(np.stack([high + around, high + after, np.full(points, low + 1)], axis=1))
    return np.concatenate(places), np.concatenate(triangles).astype(np.int64)


def smoothed(values: RealArray, triangles: IntArray, rounds: int, share: float = 0.5) -> RealArray:
    """Values (n, k) of vertices moved towards the mean of their neighbours, `rounds` times."""
    from scipy.sparse import coo_array

    count = len(values)
    first = np.concatenate([triangles[:, 0], triangles[:, 1], triangles[:, 2]])
    second = np.concatenate([triangles[:, 1], triangles[:, 2], triangles[:, 0]])
    rows, columns = np.concatenate([first, second]), np.concatenate([second, first])
    neighbours = coo_array((np.ones(len(rows)), (rows, columns)), shape=(count, count)).tocsr()
    neighbours.data[:] = 1.0  # however many triangles share an edge
    of_all = np.asarray(neighbours.sum(axis=1)).reshape(-1, 1)
    shape = np.array(values, np.float64)
    for _ in range(rounds):
        mean = (neighbours @ shape) / np.maximum(of_all, 1.0)
        shape = np.where(of_all > 0, shape + share * (mean - shape), shape)
    return shape


def cut_out(values: Sequence[RealArray], faces: IntArray) -> tuple[IntArray, list[RealArray]]:
    """The faces renumbered to the vertices they use, and those vertices' values."""
    used, local = np.unique(faces, return_inverse=True)
    return local.reshape(-1, 3), [one[used] for one in values]


def unit(vectors: RealArray) -> RealArray:
    """Vectors (n, 3) of length 1; zero stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12))
