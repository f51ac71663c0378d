"""Optimal transport: marginals, limits, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cba_core.training.methods.sinkhorn import sinkhorn


@settings(max_examples=40)
@given(
    st.integers(1, 6),
    st.integers(1, 6),
    st.floats(0.05, 10),
    st.integers(0, 2**31),
)
def test_marginals_are_kept(rows: int, columns: int, regularisation: float, seed: int) -> None:
    generator = np.random.default_rng(seed)
    masses = generator.uniform(0.2, 1, rows)
    others = generator.uniform(0.2, 1, columns)
    others *= masses.sum() / others.sum()
    plan = sinkhorn(
        generator.uniform(0, 1, (rows, columns)), masses, others, regularisation=regularisation
    )
    assert np.all(plan >= 0)
    assert plan.sum(axis=1) == pytest.approx(masses, abs=1e-4)
    assert plan.sum(axis=0) == pytest.approx(others, abs=1e-9)


def test_much_regularisation_gives_the_product_of_masses() -> None:
    rows, columns = np.array([0.25, 0.75]), np.array([0.5, 0.3, 0.2])
    plan = sinkhorn(np.arange(6.0).reshape(2, 3) % 4, rows, columns, regularisation=1e6)
    assert plan == pytest.approx(np.outer(rows, columns), abs=1e-5)


def test_little_regularisation_gives_the_cheapest_assignment_without_underflow() -> None:
    cost = np.array([[0.0, 5.0], [3.0, 4.0]])  # 0 + 4 < 5 + 3, though 3 < 4
    plan = sinkhorn(cost, np.full(2, 0.5), np.full(2, 0.5), regularisation=1e-3, tolerance=1e-3)
    assert plan == pytest.approx(np.diag([0.5, 0.5]), abs=2e-3)


def test_two_by_two_worked_by_hand() -> None:
    # uniform masses and cost (0 1; 1 0): the diagonal gets e / (1 + e) of each row
    plan = sinkhorn(1 - np.eye(2), np.full(2, 0.5), np.full(2, 0.5), regularisation=1.0)
    share = np.e / (1 + np.e) / 2
    assert plan == pytest.approx(np.array([[share, 0.5 - share], [0.5 - share, share]]))


@pytest.mark.parametrize(
    ("cost", "rows", "columns", "regularisation", "said"),
    [
        (np.zeros((2, 2)), np.ones(2), np.ones(3), 1.0, "do not fit"),
        (np.zeros((0, 2)), np.ones(0), np.ones(2), 1.0, "nothing"),
        (np.zeros((2, 2)), np.array([0.0, 2.0]), np.ones(2), 1.0, "positive"),
        (np.zeros((2, 2)), np.ones(2), np.full(2, 2.0), 1.0, "differ"),
        (np.zeros((2, 2)), np.ones(2), np.ones(2), 0.0, "regularisation"),
        (np.full((2, 2), np.nan), np.ones(2), np.ones(2), 1.0, "finite"),
    ],
)
def test_what_cannot_be_transported_is_refused(
    cost: np.ndarray, rows: np.ndarray, columns: np.ndarray, regularisation: float, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        sinkhorn(cost, rows, columns, regularisation=regularisation)
