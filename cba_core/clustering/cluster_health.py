"""Whether clusters look like people, judged without knowing who is who."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from cba_core.clustering.dbscan import NOISE
from cba_core.clustering.nearest_neighbours import Float64Array
from cba_core.clustering.stored_entries import stored_distances, stored_entries
from cba_core.domain.arrays import IntArray

SIZE_QUANTILES = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterHealth:
    """One clustering in numbers."""

    points: int
    clusters: int
    noise_ratio: float  # share of points in no cluster, 0..1
    sizes: tuple[float, ...]  # points a cluster at `SIZE_QUANTILES`; empty without clusters
    silhouette: float | None  # mean over clustered points, -1..1; None below two clusters

    @property
    def separation(self) -> float:
        """Mean silhouette with 0 for noise, and 0 below two clusters.

        The mean over clustered points alone is best where nearly everything is noise.
        """
        return (self.silhouette or 0.0) * (1 - self.noise_ratio)


def cluster_health(distance: csr_array, labels: IntArray) -> ClusterHealth:
    """Count clusters and measure how well they are separated.

    Args:
        distance: (n, n) in 0..1; what is not stored is 1.
        labels: (n,) 0.. without gaps, or `NOISE`.
    """
    sizes = np.bincount(labels[labels != NOISE])
    values = silhouettes(distance, labels) if len(sizes) > 1 else None
    return ClusterHealth(
        points=len(labels),
        clusters=len(sizes),
        noise_ratio=float(np.mean(labels == NOISE)) if len(labels) else 0.0,
        sizes=tuple(np.quantile(sizes, SIZE_QUANTILES).tolist()) if len(sizes) else (),
        silhouette=None if values is None else float(np.nanmean(values)),
    )


def silhouettes(distance: csr_array, labels: IntArray) -> Float64Array:
    """How much nearer each point is to its own cluster than to the next (Rousseeuw 1987).

    Exact though the distances are sparse: with closeness 1 - d, the mean distance of a point to a
    cluster is 1 minus its mean closeness, and pairs that are not stored have none. Noise is
    neither judged nor a neighbour. Distances made with `farthest` below 1 count those beyond it
    as 1, for which they were taken.

    Args:
        distance: (n, n) symmetric, in 0..1.
        labels: (n,) 0.. without gaps, at least two clusters, or `NOISE`.

    Returns:
        (n,) in -1..1; 0 in a cluster of one; NaN for noise.

    Raises:
        ValueError: there are fewer than two clusters, or not as many labels as points.
    """
    sizes = np.bincount(labels[labels != NOISE])
    if len(labels) != distance.shape[0] or len(sizes) < 2:  # noqa: PLR2004  (the next needs two)
        raise ValueError(
            f"{distance.shape[0]} points in two clusters or more are needed, "
            f"got {len(labels)} in {len(sizes)}"
        )
    rows, columns, values = stored_distances(distance)
    other = (rows != columns) & (labels[rows] != NOISE) & (labels[columns] != NOISE)
    rows, near = rows[other], labels[columns[other]]
    closeness = csr_array(
        (1 - values[other].astype(np.float64), (rows, near)), shape=(len(labels), len(sizes))
    )
    closeness.sum_duplicates()
    rows, near, sums = stored_entries(closeness)
    own = near == labels[rows]
    to_own = np.zeros(len(labels))
    to_own[rows[own]] = sums[own]
    to_next = np.zeros(len(labels))
    np.maximum.at(to_next, rows[~own], sums[~own] / sizes[near[~own]])
    size = np.where(labels != NOISE, sizes[labels], 1)
    within = 1 - to_own / np.maximum(size - 1, 1)
    between = 1 - to_next
    greater = np.maximum(within, between)
    judged = np.divide(between - within, greater, out=np.zeros_like(greater), where=greater > 0)
    judged[size == 1] = 0
    judged[labels == NOISE] = np.nan
    return np.asarray(judged)


def granularity_ratio(visible_clusters: int, infrared_clusters: int) -> float:
    """Visible clusters for each infrared one, K_v / K_r.

    Above 1 where infrared footage merges people whom visible footage tells apart, the imbalance
    that the paper's motivation names (Fig. 1); PGM's public log on SYSU-MM01 goes from 2.0 to
    1.7. Infinite where only infrared footage has none, NaN where neither has any.

    Raises:
        ValueError: a count is negative.
    """
    if min(visible_clusters, infrared_clusters) < 0:
        raise ValueError(f"no negative counts: {visible_clusters} and {infrared_clusters}")
    if infrared_clusters:
        return visible_clusters / infrared_clusters
    return float("inf") if visible_clusters else float("nan")
