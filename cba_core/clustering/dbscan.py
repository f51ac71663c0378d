"""Clusters of points that lie densely (DBSCAN, Ester et al., KDD 1996)."""

import numpy as np
from scipy.sparse import csr_array

from cba_core.clustering.stored_entries import stored_distances
from cba_core.domain.arrays import IntArray
from cba_core.domain.errors import NotInstalledError

NOISE = -1
"""Label of a point that belongs to no cluster."""


def cluster_by_density(distance: csr_array, *, epsilon: float, min_samples: int) -> IntArray:
    """Join points that have enough neighbours, and what lies near them.

    A pair that is not stored is farther than any epsilon; a stored zero is a distance of zero. A
    point is its own neighbour whether the diagonal is stored or not. A point between two clusters
    that is too sparse to join them belongs to the one whose first dense point comes first.

    Args:
        distance: (n, n) symmetric, as `jaccard_distance` gives it.
        epsilon: Greatest distance of neighbours, above 0 and below the distance from which pairs
            are not stored: 1, or `farthest`.
        min_samples: Neighbours that make a point dense, itself included.

    Returns:
        (n,) 0.. without gaps in the order of each cluster's first point, or `NOISE`.

    Raises:
        NotInstalledError: scikit-learn is missing.
        ValueError: a setting is out of bounds, or the distances are not square.
    """
    if not 0 < epsilon < 1:
        raise ValueError(f"epsilon must lie between 0 and 1, got {epsilon}")
    if min_samples < 1:
        raise ValueError(f"min_samples must be at least 1, got {min_samples}")
    try:
        from sklearn.cluster import DBSCAN
    except ImportError as error:
        raise NotInstalledError("scikit-learn", "training") from error
    rows, columns, values = stored_distances(distance)
    if not distance.shape[0]:
        return np.empty(0, np.int64)
    near = values <= epsilon  # scikit-learn sorts and copies what it is given
    graph = csr_array((values[near], (rows[near], columns[near])), shape=distance.shape)
    found = DBSCAN(eps=epsilon, min_samples=min_samples, metric="precomputed").fit_predict(graph)
    return in_order(found.astype(np.int64))


def in_order(labels: IntArray) -> IntArray:
    """(n,) the same clusters numbered by their first points, without gaps; `NOISE` stays."""
    inside = labels >= 0
    _, firsts, places = np.unique(labels[inside], return_index=True, return_inverse=True)
    numbers = np.empty(len(firsts), np.int64)
    numbers[np.argsort(firsts)] = np.arange(len(firsts))
    ordered = np.full(len(labels), NOISE, np.int64)
    ordered[inside] = numbers[places]
    return ordered
