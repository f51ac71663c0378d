"""The index that is slow and obviously right; every other one must agree with it."""

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray
from cba_core.domain.embedding import Embeddings, RankedTracklet
from cba_core.index.index_rows import IndexOverRows, IndexRows
from cba_core.index.similarity import ranked, similarities


class ExactIndex(IndexOverRows):
    """Computes every similarity and sorts them all."""

    def __init__(self, embeddings: Embeddings) -> None:
        super().__init__(IndexRows.of(embeddings))

    def search(
        self, query: FloatArray, *, limit: int, rows: BoolArray | None = None
    ) -> list[RankedTracklet]:
        """The `limit` tracklets most like `query` (dim,) among `rows` (n,) set to True."""
        self._rows.check(query, limit, rows)
        wanted = np.arange(len(self)) if rows is None else np.flatnonzero(rows)
        exact = similarities(self._rows.vectors, query, wanted)
        return ranked(self.tracklet_ids[wanted], exact, limit)
