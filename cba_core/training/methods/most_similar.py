"""The best few columns of every row, without sorting all of them."""

import numpy as np

from cba_core.domain.arrays import FloatArray, IntArray


def most_similar(similarities: FloatArray, most: int) -> IntArray:
    """(n, min(most, m)) columns of each row (n, m) by falling similarity, equal ones by position.

    Which of equal ones at the end of the list are in it follows from the row alone, so that runs
    can be repeated.
    """
    if most < similarities.shape[1]:
        chosen = np.argpartition(-similarities, most - 1, axis=1)[:, :most]
        chosen.sort(axis=1)
    else:
        chosen = np.broadcast_to(np.arange(similarities.shape[1]), similarities.shape)
    order = np.argsort(-np.take_along_axis(similarities, chosen, axis=1), axis=1, kind="stable")
    return np.take_along_axis(chosen, order, axis=1)
