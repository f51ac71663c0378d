"""Time and memory of clustering tracklets, against the dense way of doing the same.

Run it with `python -m benchmarks.clustering [--counts 5000 20000] [--dense-up-to 5000]`. Every
measurement runs in a process of its own, on one thread. The dense way is what released code does:
an (n, n) matrix of encodings, an (n, n) matrix of distances, scikit-learn's DBSCAN of the latter.
Both must find the same clusters. Vectors are synthetic: the numbers say cost alone.

`limited` is ours with `farthest`, as training uses it: pairs beyond it, which no epsilon reaches,
are not stored.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
from sklearn.cluster import DBSCAN

from cba_core.clustering.dbscan import cluster_by_density, in_order
from cba_core.clustering.jaccard_distance import jaccard_distance
from cba_core.domain.arrays import BoolArray, FloatArray, IntArray, RealArray

DIM = 256
PER_PERSON = 8
SPREAD = 1.0
"""Of a person's tracklets around their mean, in its own length: cosines of about one half."""
K1, K2, MIN_SAMPLES, EPSILON = 20, 6, 4, 0.6
FARTHEST = 0.8
WAYS = ("ours", "limited", "dense")


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one clustering took.

    Seconds are of the processor, which other people's work lengthens little. Memory is the most
    held, beyond what was held before.
    """

    distance_s: float
    dbscan_s: float
    memory_mb: float
    stored_a_row: float
    labels: list[int]

    @property
    def seconds(self) -> float:
        """Both steps."""
        return self.distance_s + self.dbscan_s


def synthetic_vectors(count: int) -> FloatArray:
    """Unit vectors of people seen `PER_PERSON` times on average, in random order."""
    generator = np.random.default_rng(0)
    people = generator.standard_normal((count // PER_PERSON, DIM), dtype=np.float32)
    vectors = people[generator.integers(0, len(people), count)]
    vectors += SPREAD * generator.standard_normal(vectors.shape, dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def dense_jaccard(vectors: FloatArray) -> RealArray:
    """The same distance by matrices of all pairs."""
    count = len(vectors)
    cosine = vectors @ vectors.T
    np.fill_diagonal(cosine, np.inf)
    ranked = np.argsort(-cosine, axis=1, kind="stable")[:, :K1]
    np.fill_diagonal(cosine, 1)
    near, half = (_listing_each_other(ranked[:, :length]) for length in (K1, round(K1 / 2) + 1))
    weights = np.zeros((count, count), np.float32)
    for i in range(count):
        members = np.flatnonzero(near[i])
        around = half[members]
        inside = (around & near[i]).sum(axis=1) > 2 / 3 * around.sum(axis=1)
        expanded = np.flatnonzero(near[i] | around[inside].any(axis=0))
        raw = np.exp(2 * cosine[i, expanded] - 2)
        weights[i, expanded] = raw / raw.sum()
    weights = np.stack([weights[row].mean(axis=0) for row in ranked[:, :K2]])
    by_column = [np.flatnonzero(column) for column in weights.T]
    distance = np.empty((count, count), np.float32)
    for i in range(count):
        shared = np.zeros(count, np.float32)
        for c in np.flatnonzero(weights[i]):
            rows = by_column[c]
            shared[rows] += np.minimum(weights[i, c], weights[rows, c])
        distance[i] = 1 - shared / (2 - shared)
    return np.maximum(distance, 0)


def _listing_each_other(ranked: IntArray) -> BoolArray:
    lists = np.zeros((len(ranked), len(ranked)), np.bool_)
    np.put_along_axis(lists, ranked, values=True, axis=1)
    return lists & lists.T


def most_held_mb() -> float:
    """The most memory that this process has ever held (Linux)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1e3
    raise RuntimeError("VmHWM is missing from /proc/self/status")


def measure(way: str, count: int) -> Cost:
    """Cluster once, in this process."""
    DBSCAN().fit(np.zeros((2, 2)))  # what it loads at first is no part of the cost
    vectors = synthetic_vectors(count)
    held, start = most_held_mb(), time.process_time()
    labels: IntArray
    if way == "dense":
        full = dense_jaccard(vectors)
        middle, stored = time.process_time(), count
        clusterer = DBSCAN(eps=EPSILON, min_samples=MIN_SAMPLES, metric="precomputed")
        labels = in_order(clusterer.fit_predict(full).astype(np.int64))
    else:
        farthest = FARTHEST if way == "limited" else 1.0
        sparse = jaccard_distance(vectors, k1=K1, k2=K2, farthest=farthest)
        middle, stored = time.process_time(), sparse.nnz / count
        labels = cluster_by_density(sparse, epsilon=EPSILON, min_samples=MIN_SAMPLES)
    return Cost(
        distance_s=middle - start,
        dbscan_s=time.process_time() - middle,
        memory_mb=most_held_mb() - held,
        stored_a_row=stored,
        labels=labels.tolist(),
    )


def measured_apart(way: str, count: int) -> Cost:
    """The same in a process of its own, on one thread."""
    one_thread = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.clustering", "--once", way, "--counts", str(count)],
        env=os.environ | one_thread,
        stdout=subprocess.PIPE,
        check=True,
    )
    return Cost(**json.loads(done.stdout))


def main() -> bool:
    """Print costs, ratios and growth; whether all ways find the same clusters."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[5_000, 20_000])
    parser.add_argument("--dense-up-to", type=int, default=5_000)
    parser.add_argument("--once", choices=WAYS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.once:
        print(json.dumps(asdict(measure(asked.once, asked.counts[0]))))
        return True

    print(f"dim {DIM}, {PER_PERSON} a person, k1 {K1}, k2 {K2}, epsilon {EPSILON}, one thread")
    print(
        f"{'tracklets':>9} {'way':8} {'distance s':>10} {'DBSCAN s':>9} {'memory MB':>10} "
        f"{'a row':>7} {'clusters':>8}  against dense"
    )
    costs: dict[tuple[str, int], Cost] = {}
    agreed = True
    for count in asked.counts:
        ways = [way for way in WAYS if way != "dense" or count <= asked.dense_up_to]
        for way in reversed(ways):  # dense first: the others are compared with it
            cost = costs[way, count] = measured_apart(way, count)
            dense = costs.get(("dense", count))
            ratios = "" if dense is None or way == "dense" else _ratios(dense, cost)
            agreed &= cost.labels == costs[ways[-1], count].labels
            print(
                f"{count:9,} {way:8} {cost.distance_s:10.2f} {cost.dbscan_s:9.2f} "
                f"{cost.memory_mb:10.0f} {cost.stored_a_row:7.0f} {max(cost.labels) + 1:8,}  "
                f"{ratios}",
                flush=True,
            )
    for way in ("ours", "limited"):
        for one, other in pairwise(asked.counts):
            time_growth = _growth(one, other, *(costs[way, n].seconds for n in (one, other)))
            memory_growth = _growth(one, other, *(costs[way, n].memory_mb for n in (one, other)))
            print(
                f"{way}, {one:,} to {other:,}: time grows as n^{time_growth:.2f}, "
                f"memory as n^{memory_growth:.2f}"
            )
    print("All ways found the same clusters" if agreed else "CLUSTERS DIFFER")
    return agreed


def _ratios(dense: Cost, cost: Cost) -> str:
    return (
        f"{dense.seconds / cost.seconds:.1f} times as fast, "
        f"{dense.memory_mb / cost.memory_mb:.1f} times less memory"
    )


def _growth(one: int, other: int, first: float, second: float) -> float:
    return log(second / first) / log(other / one)


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
