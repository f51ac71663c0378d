"""The neighbourhood radius, chosen without knowing who is who."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import minimum_spanning_tree

from cba_core.clustering.cluster_health import ClusterHealth, cluster_health
from cba_core.clustering.dbscan import cluster_by_density
from cba_core.clustering.nearest_neighbours import Float64Array
from cba_core.clustering.stored_entries import stored_distances
from cba_core.domain.arrays import IntArray

EPSILONS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
"""What a sweep tries: the public values of .3 to .6 belong to images (method.md, E.4)."""
_MOST_NOISE = 0.5
_LARGEST_SHARE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SweepPoint:
    """What one radius makes of the points."""

    epsilon: float
    labels: IntArray  # (n,)
    health: ClusterHealth

    @property
    def usable(self) -> bool:
        """Whether most points are in clusters and none of the clusters holds most of them."""
        largest = self.health.sizes[-1] if self.health.sizes else 0.0
        return (
            self.health.clusters > 1
            and self.health.noise_ratio <= _MOST_NOISE
            and largest <= _LARGEST_SHARE * self.health.points
        )


def sweep_epsilon(
    distance: csr_array, *, min_samples: int, epsilons: Sequence[float] = EPSILONS
) -> tuple[SweepPoint, ...]:
    """Cluster at several radii.

    Args:
        distance: (n, n) as `jaccard_distance` gives it.
        min_samples: As in `cluster_by_density`.
        epsilons: Ascending, one at least.

    Raises:
        NotInstalledError: scikit-learn is missing.
        ValueError: the radii do not ascend, or `cluster_by_density` refuses one.
    """
    if not len(epsilons) or np.any(np.diff(epsilons) <= 0):
        raise ValueError(f"ascending radii are needed, got {tuple(epsilons)}")
    points = []
    for epsilon in epsilons:
        labels = cluster_by_density(distance, epsilon=epsilon, min_samples=min_samples)
        health = cluster_health(distance, labels)
        points.append(SweepPoint(epsilon=epsilon, labels=labels, health=health))
    return tuple(points)


def best_separated(sweep: Sequence[SweepPoint]) -> SweepPoint:
    """The radius whose clusters are best separated, noise counted as not separated at all.

    The best usable one, the best of all where none is usable; the smallest of equals.

    Raises:
        ValueError: there is nothing to choose from.
    """
    if not sweep:
        raise ValueError("no radius to choose from")
    usable = [point for point in sweep if point.usable]
    return max(usable or sweep, key=lambda point: point.health.separation)


def epsilon_for_count(
    distance: csr_array,
    *,
    wanted: int,
    min_samples: int,
    lowest: float = 0.05,
    highest: float = 0.95,
) -> float:
    """The radius at which the number of clusters comes nearest to `wanted`.

    Counts rise as points become dense and fall as clusters merge, so that a count may be reached
    twice. Of radii equally near the greatest are taken, which leave the fewest points as noise,
    and of their range the middle.

    Args:
        distance: (n, n) as `jaccard_distance` gives it.
        wanted: Number of clusters.
        min_samples: As in `cluster_by_density`.
        lowest: Least radius to consider.
        highest: Greatest radius to consider, below the distance from which pairs are not stored.

    Raises:
        ValueError: `wanted` is negative, or the range is not within 0..1.
    """
    if wanted < 0 or min_samples < 1:
        raise ValueError(f"cannot look for {wanted} clusters of density {min_samples}")
    if not 0 < lowest < highest < 1:
        raise ValueError(f"radii must ascend between 0 and 1, got {lowest} and {highest}")
    radii, counts = cluster_counts(distance, min_samples=min_samples)
    inside = (radii > lowest) & (radii <= highest)
    starts = np.concatenate([[lowest], radii[inside]])
    before = counts[radii <= lowest]
    held = np.concatenate([before[-1:] if len(before) else [0], counts[inside]])
    ends = np.append(starts[1:], highest)
    nearest = np.abs(held - wanted)
    last = int(np.flatnonzero(nearest == nearest.min())[-1])
    return float((starts[last] + ends[last]) / 2)


def cluster_counts(distance: csr_array, *, min_samples: int) -> tuple[Float64Array, IntArray]:
    """How many clusters `cluster_by_density` finds at every radius below 1.

    Clusters are the components of dense points. A point turns dense at the distance of its
    min_samples-th neighbour, and two points are joined at their mutual reachability distance, the
    greatest of their own distance and those two (Campello et al., PAKDD 2013). The minimum
    spanning forest of that distance has as many edges up to a radius as there are joins.

    Args:
        distance: (n, n) symmetric; what is not stored is 1.
        min_samples: As in `cluster_by_density`.

    Returns:
        (m,) ascending radii, and (m,) the number of clusters from each up to the next. Below the
        first there are none.
    """
    dense_from = _dense_from(distance, min_samples)
    rows, columns, values = stored_distances(distance)
    once = rows < columns
    rows, columns, values = rows[once], columns[once], values[once].astype(np.float64)
    reach = np.maximum(values, np.maximum(dense_from[rows], dense_from[columns]))
    joins = reach < 1
    levels, ranks = np.unique(reach[joins], return_inverse=True)
    # Ranks from 1 instead of distances: scipy takes a stored zero for a missing edge.
    graph = coo_array((ranks + 1.0, (rows[joins], columns[joins])), distance.shape)
    forest = minimum_spanning_tree(graph.tocsr())
    joined_at = levels[forest.data.astype(np.int64) - 1]
    dense_from = dense_from[dense_from < 1]
    radii, events = np.unique(np.concatenate([dense_from, joined_at]), return_inverse=True)
    changes = np.bincount(
        events, weights=np.repeat([1, -1], [len(dense_from), len(joined_at)]), minlength=len(radii)
    )
    counts = np.cumsum(changes).astype(np.int64)
    changed = np.diff(counts, prepend=0) != 0
    return radii[changed], counts[changed]


def _dense_from(distance: csr_array, min_samples: int) -> Float64Array:
    """(n,) radius from which each point is dense; 1 where it never is."""
    rows, columns, values = stored_distances(distance)
    others = rows != columns
    rows, values = rows[others], values[others].astype(np.float64)
    dense_from = np.zeros(distance.shape[0])
    if min_samples > 1:  # a point is its own first neighbour, at distance zero
        values = values[np.lexsort((values, rows))]
        counts = np.bincount(rows, minlength=distance.shape[0])
        enough = counts >= min_samples - 1
        dense_from[~enough] = 1
        firsts = np.cumsum(counts) - counts
        dense_from[enough] = values[firsts[enough] + min_samples - 2]
    return dense_from
