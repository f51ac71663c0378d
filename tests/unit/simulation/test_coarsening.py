"""Coarser surfaces: fewer triangles within the same outline."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cba_core.domain.arrays import IntArray, RealArray
from cba_core.simulation.bodies import make_bodies
from cba_core.simulation.body_mesh import body_mesh
from cba_core.simulation.coarsening import coarser
from cba_core.simulation.dressing import DETAIL_CELLS_M, dress
from cba_core.simulation.people import draw_people

ONE_PART = np.zeros(10_000, np.int64)


def grid(side: int, step_m: float) -> tuple[RealArray, IntArray]:
    """Places and triangles of a flat square."""
    x, y = np.meshgrid(np.arange(side), np.arange(side), indexing="ij")
    places = step_m * np.stack([x.ravel(), y.ravel(), np.zeros(side * side)], axis=1)
    first = (x[:-1, :-1] * side + y[:-1, :-1]).ravel()
    triangles = np.concatenate(
        [
            np.stack([first, first + side, first + 1], axis=1),
            np.stack([first + 1, first + side, first + side + 1], axis=1),
        ]
    )
    return places, triangles


@given(side=st.integers(4, 25), cell=st.floats(0.011, 0.2))
@settings(max_examples=25)
def test_there_are_fewer_triangles_between_vertices_that_were_there(side: int, cell: float) -> None:
    places, triangles = grid(side, 0.01)
    kept = coarser(triangles, places, ONE_PART, cell)
    assert len(kept) < len(triangles)
    assert np.isin(kept, triangles).all()
    assert all(len(set(one)) == 3 for one in kept.tolist())
    assert len({tuple(sorted(one)) for one in kept.tolist()}) == len(kept)


@given(side=st.integers(10, 25))
@settings(max_examples=10)
def test_the_surface_stays_whole(side: int) -> None:
    places, triangles = grid(side, 0.01)
    kept = coarser(triangles, places, ONE_PART, 0.03)
    corners = places[kept]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    whole = (0.01 * (side - 1)) ** 2
    assert 0.5 * np.abs(across[:, 2]).sum() > 0.55 * whole  # rims move in by a cell at most
    assert 0.5 * np.abs(across[:, 2]).sum() < 1.05 * whole


def test_parts_are_not_joined() -> None:
    places, triangles = grid(20, 0.01)
    parts = (places[:, 0] > 0.095).astype(np.int64)
    kept = coarser(triangles, places, parts, 1.0)
    assert len(kept) == 0  # one vertex each: no triangle has three corners
    alone = coarser(triangles, places, np.arange(len(places)), 1.0)
    assert np.array_equal(alone, triangles)


def test_cells_may_differ_by_vertex() -> None:
    places, triangles = grid(20, 0.01)
    size = np.where(places[:, 0] < 0.1, 0.001, 0.05)
    kept = coarser(triangles, places, ONE_PART, size)
    untouched = triangles[(places[triangles, 0] < 0.095).all(axis=1)]
    assert {tuple(one) for one in untouched.tolist()} <= {tuple(one) for one in kept.tolist()}
    assert len(kept) < 0.7 * len(triangles)


@pytest.mark.parametrize("seed", [1, 2])
def test_coarse_people_keep_their_outline(seed: int) -> None:
    person = draw_people(1, np.random.default_rng(seed))[0]
    body = make_bodies([person.shape])[0]
    dressed = dress(person, body, body_mesh())
    counts = [len(one) for one in dressed.details]
    assert counts[0] > 1.8 * counts[1]
    assert counts[1] > 1.8 * counts[2]
    seen = dressed.vertices[:, 15] >= 0

    def box(triangles: IntArray) -> RealArray:
        used = np.unique(triangles)
        places = dressed.vertices[used[seen[used]], :3]
        return np.stack([places.min(axis=0), places.max(axis=0)])

    fine = box(dressed.details[0])
    # drawn where a metre is 150 and 75 pixels at most: 4 cm are six and three of them
    for triangles, cell in zip(dressed.details[1:], DETAIL_CELLS_M[1:], strict=True):
        assert np.abs(box(triangles) - fine).max() < min(cell, 0.04)
    assert set(dressed.outline.tolist()) <= set(np.unique(dressed.details[-1]).tolist())
    outline = dressed.vertices[dressed.outline, :3]
    assert np.abs(np.stack([outline.min(axis=0), outline.max(axis=0)]) - fine).max() < 0.04
