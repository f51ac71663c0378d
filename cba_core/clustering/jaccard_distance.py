"""Jaccard distance of k-reciprocal encodings (Zhong et al., CVPR 2017), kept sparse.

Which neighbours count follows the released code that later methods share, since their k1, k2 and
epsilon belong to it (`compute_jaccard_distance` of cluster-contrast-reid, ADCA, PGM, GUR):

- a point is its own first neighbour, and one of the k1: faiss is asked for k1 rows and the first
  is the point itself, so k1 - 1 others remain;
- the half list used for expansion holds round(k1 / 2) others besides the point itself, as that
  code cuts a list at k + 1; where round(k1 / 2) + 1 exceeds k1, it is the whole list;
- the k2 rows averaged by query expansion contain the point's own.

Halves round to the even number (15 / 2 to 8, 5 / 2 to 2), as numpy's do.
"""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array, eye_array

from cba_core.clustering.nearest_neighbours import nearest_neighbours, pair_similarities
from cba_core.clustering.stored_entries import stored_entries
from cba_core.domain.arrays import FloatArray, IntArray

_TERMS_AT_ONCE = 2**18
"""Minima that are added at once."""
_SUMS_AT_ONCE = 2**17
"""Sums they are added to, 1 MB: they are hit at random and must stay in the cache."""


def jaccard_distance(vectors: FloatArray, *, k1: int, k2: int, farthest: float = 1.0) -> csr_array:
    """Distance of every two points whose encodings overlap; it is 1 between all others.

    An encoding V_i spreads a weight of 1 over the reciprocal neighbours of point i. With
    s = sum_c min(V_ic, V_jc), the distance of i and j is 1 - s / (2 - s), in 0..1.

    Args:
        vectors: (n, dim) unit length, float32.
        k1: Neighbours among which reciprocal ones are sought, the point itself included.
        k2: Neighbours whose encodings are averaged, the point itself included; 1 averages none.

        farthest: Pairs beyond it are left out too, as if their distance was 1. Encodings of
            unstructured vectors overlap a little with a third of all others, and only a limit
            below 1 keeps memory proportional to n; it must lie above every epsilon in use.

    Returns:
        (n, n) float32, symmetric. The diagonal and the distance of equal encodings are stored
        zeros, which several operations of scipy drop: `+` and `eliminate_zeros` do.

    Raises:
        ValueError: k2 is not in 1..k1, `farthest` not in 0..1, or the vectors are no unit vectors.
    """
    if not 1 <= k2 <= k1:
        raise ValueError(f"k2 must be in 1..k1, got k1 {k1} and k2 {k2}")
    if not 0 < farthest <= 1:
        raise ValueError(f"farthest must be above 0 and at most 1, got {farthest}")
    neighbours = nearest_neighbours(vectors, k1)
    weights = encodings(vectors, neighbours, k1=k1, k2=k2)
    return distance_of_encodings(weights, farthest=farthest)


def encodings(vectors: FloatArray, neighbours: IntArray, *, k1: int, k2: int) -> csr_array:
    """Every point's weights over the points it is close to.

    Args:
        vectors: (n, dim) unit length.
        neighbours: (n, k1) as `nearest_neighbours` lists them.
        k1: As in `jaccard_distance`; the lists are shorter where there are fewer points.
        k2: As in `jaccard_distance`.

    Returns:
        (n, n) float64, rows sum to 1.
    """
    reciprocal = _expanded(_reciprocal(neighbours), _reciprocal(neighbours[:, : round(k1 / 2) + 1]))
    rows, columns, _ = stored_entries(reciprocal)
    closeness = np.exp(2 * pair_similarities(vectors, rows, columns) - 2)
    sums = np.bincount(rows, weights=closeness, minlength=len(vectors))
    weights = csr_array((closeness / sums[rows], (rows, columns)), shape=reciprocal.shape)
    averaged = neighbours[:, :k2]
    return csr_array(_lists(averaged).astype(np.float64) @ weights / max(averaged.shape[1], 1))


def distance_of_encodings(weights: csr_array, *, farthest: float = 1.0) -> csr_array:
    """Jaccard distance of rows that sum to 1, as `jaccard_distance` returns it.

    The terms of s are found through the columns: two rows share as many terms as columns. Each
    pair is computed once, from its earlier row.
    """
    total = weights.shape[0]
    weights = weights.sorted_indices()
    columns = weights.tocsc()
    after, lengths = _later_entries(weights, columns)
    least = max(2 * (1 - farthest) / (2 - farthest), np.finfo(np.float64).tiny)  # of s
    counts = np.zeros(total + 1, np.int64)
    partners, shares = [np.empty(0, np.int32)], [np.empty(0, np.float32)]
    for start, stop in _blocks(np.concatenate([[0], np.cumsum(lengths)])[weights.indptr]):
        width = total - start
        entries = slice(weights.indptr[start], weights.indptr[stop])
        repeats = lengths[entries]
        before = np.cumsum(repeats) - repeats
        slots = np.repeat(after[entries] - before, repeats) + np.arange(int(repeats.sum()))
        minima = np.minimum(np.repeat(weights.data[entries], repeats), columns.data[slots])
        rows = np.repeat(np.arange(stop - start), np.diff(weights.indptr[start : stop + 1]))
        keys = np.repeat(rows * width - start, repeats) + columns.indices[slots]
        sums = np.bincount(keys, weights=minima, minlength=(stop - start) * width)
        pairs = np.flatnonzero(sums >= least)
        row, partner = np.divmod(pairs, width)
        counts[start + 1 : stop + 1] = np.bincount(row, minlength=stop - start)
        partners.append((start + partner).astype(np.int32))
        shared = np.minimum(sums[pairs], 1.0)  # rounding must not make distances negative
        shares.append((shared / (2 - shared)).astype(np.float32))
    later = csr_array(
        (np.concatenate(shares), np.concatenate(partners), np.cumsum(counts)),
        shape=weights.shape,
    )
    del shares, partners
    # Added as closeness: a sum of sparse arrays drops zeros, and zero distances must stay.
    distance = csr_array(later + later.T + eye_array(total, dtype=np.float32, format="csr"))
    distance.sort_indices()
    np.subtract(1, distance.data, out=distance.data)
    return distance


def _blocks(terms: IntArray) -> Iterator[tuple[int, int]]:
    """Runs of rows with few enough terms and sums; `terms` (n + 1,) are those before each row."""
    start, total = 0, len(terms) - 1
    while start < total:
        by_terms = int(np.searchsorted(terms, terms[start] + _TERMS_AT_ONCE, side="right")) - 1
        stop = max(start + 1, min(by_terms, start + _SUMS_AT_ONCE // (total - start), total))
        yield start, stop
        start = stop


def _later_entries(weights: csr_array, columns: csr_array) -> tuple[IntArray, IntArray]:
    """For each entry: where the entries of later rows begin in its column, and how many."""
    numbered = csr_array(
        (np.arange(weights.nnz), weights.indices, weights.indptr), shape=weights.shape
    )
    after = np.empty(weights.nnz, np.int64)
    after[numbered.tocsc().data] = np.arange(1, weights.nnz + 1)
    return after, columns.indptr[weights.indices + 1] - after


def _lists(neighbours: IntArray) -> csr_array:
    """(n, n) ones where row i lists column j."""
    total, length = neighbours.shape
    lists = csr_array(
        (
            np.ones(neighbours.size, np.int32),
            neighbours.flatten(),  # a copy: sorting below would reorder the ranking
            np.arange(total + 1) * length,
        ),
        shape=(total, total),
    )
    lists.sort_indices()
    return lists


def _reciprocal(neighbours: IntArray) -> csr_array:
    """R(i, k): ones where two points list each other."""
    lists = _lists(neighbours)
    return csr_array(lists * lists.T.tocsr())


def _expanded(reciprocal: csr_array, half: csr_array) -> csr_array:
    """R*(i): R(i, k1) and the half sets of its members that lie in it by more than two thirds."""
    common = csr_array((reciprocal @ half.T.tocsr()) * reciprocal)
    sizes = np.diff(half.indptr)
    rows, columns, members = stored_entries(common)
    mostly_inside = 3 * members > 2 * sizes[columns]
    chosen = csr_array(
        (
            np.ones(int(mostly_inside.sum()), np.int32),
            (rows[mostly_inside], columns[mostly_inside]),
        ),
        shape=common.shape,
    )
    return csr_array(reciprocal + chosen @ half)
