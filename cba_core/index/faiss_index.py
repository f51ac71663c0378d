"""Exact search through half-precision inner products in faiss."""

import logging
from typing import Any

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.domain.embedding import RankedTracklet
from cba_core.domain.errors import NotInstalledError
from cba_core.index.index_rows import IndexOverRows, IndexRows
from cba_core.index.numpy_index import NumpyIndex
from cba_core.index.similarity import float16_error, ranked, similarities

_log = logging.getLogger(__name__)

_MARGIN = 64
"""Rows fetched beyond the limit, besides a quarter of it; a longer heap costs next to nothing."""
_WIDE_MARGIN = 2048
"""The same at the second try, for galleries whose vectors lie very close."""


class FaissIndex(IndexOverRows):
    """Scans vectors stored as float16, and ranks by the exact similarity of the float32 ones.

    Half the bytes are half the time, as a scan runs at the speed of memory. What rounding to
    float16 can do to a similarity is bounded; rows are fetched until no row left behind can
    belong into the list, so that ids and order are those of `ExactIndex`.
    """

    def __init__(self, rows: IndexRows) -> None:
        """Encode the rows.

        Raises:
            NotInstalledError: faiss is not installed.
        """
        try:
            import faiss
        except ImportError as error:
            raise NotInstalledError("faiss", "cpu") from error
        self._faiss: Any = faiss  # its type stubs know the C++ signatures alone
        super().__init__(rows)
        self._numpy = NumpyIndex(rows)
        self._codes = faiss.IndexScalarQuantizer(
            max(rows.vectors.shape[1], 1),
            faiss.ScalarQuantizer.QT_fp16,
            faiss.METRIC_INNER_PRODUCT,
        )
        if len(rows):
            self._codes.add(np.ascontiguousarray(rows.vectors))

    def search(
        self, query: FloatArray, *, limit: int, rows: BoolArray | None = None
    ) -> list[RankedTracklet]:
        """The `limit` tracklets most like `query` (dim,) among `rows` (n,) set to True."""
        self._rows.check(query, limit, rows)
        available = len(self) if rows is None else int(np.count_nonzero(rows))
        error = float16_error(query)
        for fetch in (limit + limit // 4 + _MARGIN, 4 * limit + _WIDE_MARGIN):
            if available <= fetch:  # a scan would give them all
                break
            scores, found = self._scan(query, fetch, rows)
            least = float(scores[limit - 1]) - 2 * error  # see NumpyIndex.rank
            if float(scores[-1]) >= least:  # rows left behind may be as good: many near ties
                continue
            near = int(np.count_nonzero(scores >= least))  # scores descend
            exact = similarities(self._rows.vectors, query, found[:near])
            if float(np.abs(exact - scores[:near]).max()) <= error:
                return ranked(self.tracklet_ids[found[:near]], exact, limit)
            _log.warning("faiss strays by more than float16 allows here; ranking without it")
            break
        return self._numpy.rank(query, limit, rows)

    def _scan(
        self, query: FloatArray, fetch: int, rows: BoolArray | None
    ) -> tuple[FloatArray, IntArray]:
        """Scores and row numbers of the `fetch` rows with the highest scores, best first."""
        parameters = None
        if rows is not None:
            bits = np.packbits(rows, bitorder="little")  # kept alive: the selector only points
            selector = self._faiss.IDSelectorBitmap(bits)
            parameters = self._faiss.SearchParameters(sel=selector)
        scores, found = self._codes.search(query[np.newaxis], fetch, params=parameters)
        return scores[0], found[0]
