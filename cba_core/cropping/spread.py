"""Choosing good crops that are spread over a track."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Merits: TypeAlias = NDArray[np.float64]


def choose_spread(merits: Merits, *, most: int, lesser_share: float) -> list[int]:
    """Which of the candidates to keep.

    Lesser ones go first, as long as half of `most` remain. If there are still too many, those
    of least merit go, but never two neighbours, so that no stretch of the track goes unseen.

    Args:
        merits: (n,) in time order, not negative; n is at most 2 * `most`.
        most: How many may be kept.
        lesser_share: A candidate under this share of the best one is a lesser one.

    Returns:
        Ascending positions in `merits`.
    """
    if not len(merits):
        return []
    by_merit = np.argsort(-merits, kind="stable")
    good = int(np.count_nonzero(merits >= lesser_share * merits.max()))
    fit = np.sort(by_merit[: max(good, (most + 1) // 2)])
    surplus = _cheapest_apart(merits[fit], max(0, len(fit) - most))
    return [int(position) for which, position in enumerate(fit) if which not in surplus]


def _cheapest_apart(costs: Merits, count: int) -> frozenset[int]:
    """The `count` positions of least total cost of which no two are neighbours."""
    # cheapest[i, j] is the least cost of j positions among the first i.
    cheapest = np.full((len(costs) + 1, count + 1), np.inf)
    cheapest[:, 0] = 0.0
    for i in range(1, len(costs) + 1):
        with_last = costs[i - 1] + cheapest[max(i - 2, 0), :-1]
        cheapest[i, 1:] = np.minimum(cheapest[i - 1, 1:], with_last)
    picked: set[int] = set()
    i, j = len(costs), count
    while j:
        if cheapest[i, j] == cheapest[i - 1, j]:
            i -= 1
        else:
            picked.add(i - 1)
            i, j = max(i - 2, 0), j - 1
    return frozenset(picked)
