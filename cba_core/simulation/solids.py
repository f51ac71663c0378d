"""Simple solids: boxes with soft edges and bands."""

import numpy as np

from cba_core.domain.arrays import IntArray, RealArray
from cba_core.simulation.surfaces import Surface, surface, unit

_ROWS, _COLUMNS = 9, 16


def rounded_box(
    centre: RealArray,
    half_m: tuple[float, float, float],
    joint: int,
    material: int,
    *,
    down: RealArray | None = None,
    roundness: float = 4.0,
) -> Surface:
    """A box with soft edges that moves with a joint.

    Args:
        centre: (3,) m.
        half_m: half its width, depth and height.
        joint: that moves it.
        material: row of the person's materials.
        down: (3,) unit vector at rest that is to point downwards in use; a thing in the hand
            hangs along the forearm, which points obliquely at rest.
        roundness: exponent of the superellipsoid: 2 is an egg, many is a brick.
    """
    latitude = np.linspace(-0.5 * np.pi, 0.5 * np.pi, _ROWS)
    longitude = np.linspace(0.0, 2.0 * np.pi, _COLUMNS, endpoint=False)
    up, around = np.meshgrid(latitude, longitude, indexing="ij")
    flat = _power(np.cos(up), roundness)
    shape = np.stack(
        [
            flat * _power(np.cos(around), roundness),
            flat * _power(np.sin(around), roundness),
            _power(np.sin(up), roundness),
        ],
        axis=-1,
    ).reshape(-1, 3) * np.asarray(half_m)
    if down is not None:
        ahead = np.array([0.0, -1.0, 0.0]) + down[1] * down
        ahead /= np.linalg.norm(ahead)
        across = np.cross(down, ahead)
        shape = shape[:, [0]] * across + shape[:, [1]] * ahead - shape[:, [2]] * down
    row, column = np.meshgrid(np.arange(_ROWS - 1), np.arange(_COLUMNS), indexing="ij")
    first = (row * _COLUMNS + column).reshape(-1)
    second = (row * _COLUMNS + (column + 1) % _COLUMNS).reshape(-1)
    triangles = np.concatenate(
        [
            np.stack([first, second, second + _COLUMNS], axis=1),
            np.stack([first, second + _COLUMNS, first + _COLUMNS], axis=1),
        ]
    )
    return surface(np.asarray(centre) + shape, triangles, material, joint=joint)


def band(
    points: RealArray,
    width_m: float,
    material: int,
    *,
    joint: int | None = None,
    joints: IntArray | None = None,
    weights: RealArray | None = None,
) -> Surface:
    """A flat band through points (n, 3), its faces towards and away from their middle.

    Args:
        points: (n, 3) m.
        width_m: of the band.
        material: row of the person's materials.
        joint: that moves all of it; without one, `joints` and `weights` of the points tell.
        joints: (n, 4).
        weights: (n, 4).
    """
    line = np.asarray(points, np.float64)
    count = len(line)
    across = 0.5 * width_m * unit(np.cross(np.gradient(line, axis=0), line - line.mean(axis=0)))
    here = np.arange(count - 1)
    triangles = np.concatenate(
        [
            np.stack([here, here + 1, here + count], axis=1),
            np.stack([here + 1, here + count + 1, here + count], axis=1),
        ]
    )
    return surface(
        np.concatenate([line - across, line + across]),
        triangles,
        material,
        joint=joint,
        joints=None if joints is None else np.concatenate([joints, joints]),
        weights=None if weights is None else np.concatenate([weights, weights]),
    )


def _power(values: RealArray, roundness: float) -> RealArray:
    return np.asarray(np.sign(values) * np.abs(values) ** (2.0 / roundness))
