"""Solids as triangles."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from cba_core.domain.arrays import FloatArray, RealArray
from cba_core.simulation.scenes.scene import Solid

_Corner = tuple[RealArray, RealArray]
"""Place and normal, (3,) each."""
_UP = np.array([0.0, 0.0, 1.0])
_SQUARE = (0, 1, 2, 0, 2, 3)
"""Two triangles of four corners."""


def triangles_of(solids: tuple[Solid, ...]) -> FloatArray:
    """(3 t, 11): place 3, normal 3, colour 3, material, warmth; drawn as triangles."""
    return np.concatenate([_placed(_shape_of(one)(one), one) for one in solids])


def _shape_of(solid: Solid) -> Callable[[Solid], list[_Corner]]:
    if solid.is_ball:
        return _ball
    return _cylinder if solid.is_round else _box


def _ball(solid: Solid) -> list[_Corner]:
    """A lumpy ball: crowns of trees and shrubs."""
    rows: list[_Corner] = []
    up = np.linspace(-0.5 * np.pi, 0.5 * np.pi, 11)
    around = np.linspace(0.0, 2.0 * np.pi, 19)

    def corner(i: int, j: int) -> RealArray:
        j %= len(around) - 1
        lump = 1.0 + 0.13 * np.sin(5.0 * around[j] + 3.0 * up[i]) * np.cos(4.0 * up[i])
        flat = np.cos(up[i])
        round_ = np.array([flat * np.cos(around[j]), flat * np.sin(around[j]), np.sin(up[i])])
        return np.asarray(lump * round_)

    for i in range(len(up) - 1):
        for j in range(len(around) - 1):
            square = [corner(i, j), corner(i, j + 1), corner(i + 1, j + 1), corner(i + 1, j)]
            for which in _SQUARE:
                normal = square[which] / max(float(np.linalg.norm(square[which])), 1e-9)
                rows.append((square[which] * solid.half, normal))
    return rows


def _box(solid: Solid) -> list[_Corner]:
    rows: list[_Corner] = []
    for axis, sign in ((axis, sign) for axis in range(3) for sign in (-1, 1)):
        normal = np.zeros(3)
        normal[axis] = sign
        a, b = np.eye(3)[(axis + 1) % 3], np.eye(3)[(axis + 2) % 3]
        corners = [normal - a - b, normal + a - b, normal + a + b, normal - a + b]
        seen_from_outside = corners[::sign]
        rows += [(seen_from_outside[which] * solid.half, normal) for which in _SQUARE]
    return rows


def _cylinder(solid: Solid) -> list[_Corner]:
    angles = np.linspace(0.0, 2.0 * np.pi, 15)
    ring = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    rows: list[_Corner] = []
    half = np.asarray(solid.half)
    for first, second in pairwise(ring):
        low_a, low_b = np.array([*first, -1.0]), np.array([*second, -1.0])
        high_a, high_b = np.array([*first, 1.0]), np.array([*second, 1.0])
        side_a, side_b = np.array([*first, 0.0]), np.array([*second, 0.0])
        sides = (
            (low_a, side_a),
            (low_b, side_b),
            (high_b, side_b),
            (low_a, side_a),
            (high_b, side_b),
            (high_a, side_a),
        )
        rows += [(corner * half, normal) for corner, normal in sides]
        rows += [(corner * half, _UP) for corner in (high_a, high_b, _UP)]
    return rows


def _placed(rows: list[_Corner], solid: Solid) -> FloatArray:
    c, s = np.cos(solid.turn), np.sin(solid.turn)
    turn = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    places = np.stack([place for place, _ in rows]) @ turn.T + np.asarray(solid.centre)
    normals = np.stack([normal for _, normal in rows]) @ turn.T
    facts = np.array([*solid.colour, float(solid.made_of), solid.temperature_c])
    facts = np.broadcast_to(facts, (len(rows), len(facts)))
    return np.concatenate([places, normals, facts], axis=1).astype(np.float32)
