"""Exact search by one matrix product: what runs where faiss is not installed."""

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray
from cba_core.domain.embedding import RankedTracklet
from cba_core.index.index_rows import IndexOverRows
from cba_core.index.similarity import float32_error, ranked, similarities

_GATHER_BELOW = 0.25
"""Share of rows from which multiplying all of them beats copying the wanted ones first."""


class NumpyIndex(IndexOverRows):
    """Scores rows in float32 and computes exactly those that may reach the list."""

    def search(
        self, query: FloatArray, *, limit: int, rows: BoolArray | None = None
    ) -> list[RankedTracklet]:
        """The `limit` tracklets most like `query` (dim,) among `rows` (n,) set to True."""
        self._rows.check(query, limit, rows)
        return self.rank(query, limit, rows)

    def rank(self, query: FloatArray, limit: int, rows: BoolArray | None) -> list[RankedTracklet]:
        """Answer a question that was checked.

        At least `limit` rows score as high as the limit-th score, and each lies within the
        error of its score. So a row that scores more than two errors below cannot be among
        the best, and all others are computed exactly.
        """
        vectors = self._rows.vectors
        wanted = np.arange(len(self)) if rows is None else np.flatnonzero(rows)
        if len(wanted) > limit:
            if len(wanted) < _GATHER_BELOW * len(self):
                scores = vectors[wanted] @ query
            else:
                scores = (vectors @ query)[wanted]
            last = float(np.partition(scores, len(scores) - limit)[len(scores) - limit])
            wanted = wanted[scores >= last - 2 * float32_error(query)]
        return ranked(self.tracklet_ids[wanted], similarities(vectors, query, wanted), limit)
