"""An error of a model that needs no labels: different people who look more alike than one does.

Two tracklets that one camera saw at the same moment show two people. Each tracklet is cut into
halves. A half should be more like the other half of its own tracklet than like the other half
of a tracklet that stood beside it (our reasoning). Halves of one tracklet share camera, light
and often pose, so this error is smaller than that of a search; it tells whether training made a
model better on the person's own cameras, not how often a search errs.
"""

import numpy as np

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.free_negatives import FreeNegativeError


def free_negative_error(
    first: FloatArray, second: FloatArray, pairs: IntArray
) -> FreeNegativeError:
    """Compare halves of tracklets that cannot show one person.

    Args:
        first: (n, dim) unit length, of the first halves.
        second: (n, dim) unit length, of the second halves.
        pairs: (m, 2) positions of tracklets that show two people.

    Raises:
        ValueError: shapes differ, or a pair is of one tracklet.
    """
    if first.shape != second.shape:
        raise ValueError(f"halves differ: {first.shape} and {second.shape}")
    if np.any(pairs[:, 0] == pairs[:, 1]):
        raise ValueError("a tracklet cannot stand beside itself")
    own = np.einsum("ij,ij->i", first, second)
    wrong = 0
    for one, other in (pairs.T, pairs[:, ::-1].T):
        across = np.einsum("ij,ij->i", first[one], second[other])
        wrong += int((across >= own[one]).sum())
    return FreeNegativeError(comparisons=2 * len(pairs), pairs=len(pairs), wrong=wrong)
