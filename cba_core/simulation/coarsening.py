"""The same surfaces with fewer triangles, for people who are far from the camera."""

import numpy as np

from cba_core.domain.arrays import IntArray, RealArray

_CELLS_A_SIDE = 4096
"""Cells along an axis that can be told apart: of 1 cm they span forty metres."""


def coarser(
    triangles: IntArray, places: RealArray, parts: IntArray, cell_m: RealArray | float
) -> IntArray:
    """Triangles between the vertices nearest the middle of each cell of space.

    A software rasteriser pays for every triangle, however few pixels it covers, and MakeHuman's
    faces and fingers are finer than any camera on a wall can see.

    Args:
        triangles: (t, 3) into the vertices.
        places: (v, 3) m.
        parts: (v,) vertices of different parts are never joined.
        cell_m: side of the cells, for all or (v,) each.
    """
    used = np.unique(triangles)
    size = np.broadcast_to(cell_m, (len(places),))[used]
    cells = np.floor(places[used] / size[:, None]).astype(np.int64) + _CELLS_A_SIDE // 2
    keys = parts[used].astype(np.int64)
    for axis in range(3):
        keys = keys * _CELLS_A_SIDE + cells[:, axis]
    _, cell = np.unique(keys, return_inverse=True)
    count = np.bincount(cell)
    middle = np.stack(
        [np.bincount(cell, places[used][:, axis]) / count for axis in range(3)], axis=1
    )
    away = np.linalg.norm(places[used] - middle[cell], axis=1)
    order = np.lexsort((used, away, cell))
    first = order[np.concatenate([[True], np.diff(cell[order]) > 0])]
    target = np.arange(len(places))
    target[used] = used[first][cell]
    moved = target[triangles]
    keep = (
        (moved[:, 0] != moved[:, 1]) & (moved[:, 1] != moved[:, 2]) & (moved[:, 2] != moved[:, 0])
    )
    moved = moved[keep]
    low, middling, high = np.sort(moved, axis=1).T
    _, unique = np.unique((low * len(places) + middling) * len(places) + high, return_index=True)
    return np.asarray(moved[np.sort(unique)], np.int64)
