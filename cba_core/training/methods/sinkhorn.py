"""Optimal transport with an entropy term, in logarithms."""

import numpy as np
from scipy.special import logsumexp

from cba_core.domain.arrays import RealArray

_BALANCE = 1e-6  # relative difference up to which two totals count as equal


def sinkhorn(
    cost: RealArray,
    rows: RealArray,
    columns: RealArray,
    *,
    regularisation: float,
    tolerance: float = 1e-9,
    most_rounds: int = 2000,
) -> RealArray:
    """The plan of least cost minus `regularisation` times its entropy.

    Scales rows and columns of exp(-cost / regularisation) in turn (Cuturi, NeurIPS 2013), with
    potentials instead of factors, so that a small regularisation does not underflow. Sums of
    columns are exact; sums of rows are within `tolerance` of the total, or as near as
    `most_rounds` bring them.

    Args:
        cost: (n, m) finite.
        rows: (n,) positive masses.
        columns: (m,) positive masses of the same total.
        regularisation: in the unit of the cost, positive.
        tolerance: largest error of a row, as a share of the total.
        most_rounds: after which it stops in any case.

    Returns:
        (n, m) float64, not negative.

    Raises:
        ValueError: a shape, a mass or the regularisation is not as described.
    """
    if cost.shape != (len(rows), len(columns)):
        raise ValueError(f"{len(rows)} x {len(columns)} masses do not fit a cost of {cost.shape}")
    if not cost.size:
        raise ValueError("nothing cannot be transported")
    if not (rows.min() > 0 and columns.min() > 0):
        raise ValueError("masses must be positive")
    if not np.isclose(rows.sum(), columns.sum(), rtol=_BALANCE, atol=0):
        raise ValueError(f"masses differ: {rows.sum()} in rows, {columns.sum()} in columns")
    if not regularisation > 0 or not np.all(np.isfinite(cost)):
        raise ValueError("the cost must be finite, the regularisation positive")
    kernel = -np.asarray(cost, np.float64) / regularisation
    total = float(rows.sum())
    wanted = np.asarray(rows, np.float64)
    log_rows = np.log(wanted)
    log_columns = np.log(np.asarray(columns, np.float64))
    down = np.zeros(len(columns))
    for _ in range(most_rounds):
        across = log_rows - logsumexp(kernel + down, axis=1)
        down = log_columns - logsumexp(kernel + across[:, None], axis=0)
        plan: RealArray = np.exp(kernel + across[:, None] + down)
        if np.abs(plan.sum(axis=1) - wanted).max() <= tolerance * total:
            break
    return plan
